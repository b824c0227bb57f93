"""A built site behind a plain web server, under a path, as on the hosts that it is made for.

World. Knows nothing of how the site was made.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

BASE_PATH = "/journal"
STAY = "?stay"
"""Behind the address of a redirect: shows it, and does not lead on."""


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, base_path: str, *args: Any, **options: Any) -> None:
        self._base_path = base_path
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        self.wfile.write(self._answer())

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> bytes:
        path = urlsplit(self.path).path
        file = self._find(path)
        status = 200 if file else 404
        file = file or Path(self.directory, "404.html")
        data = file.read_bytes() if file.is_file() else b"no such page"
        if self.path.endswith(STAY):
            data = data.replace(b'http-equiv="refresh"', b'name="refresh"')
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return data

    def _find(self, path: str) -> Path | None:
        if not path.startswith(f"{self._base_path}/"):
            return None
        file = Path(self.translate_path(path.removeprefix(self._base_path)))
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_file() else None

    def guess_type(self, path: str) -> str:
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that leave in the middle of an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serving(public: Path, base_path: str = BASE_PATH) -> Iterator[str]:
    """Serve a folder; give the address of its home page, without a slash at the end."""
    with _Server(("127.0.0.1", 0), partial(_Handler, base_path, directory=str(public))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{base_path}"
        server.shutdown()
        thread.join()

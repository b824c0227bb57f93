"""The preview's own server, showing what a test says instead of what was built."""

import hashlib
import re
import socket
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.errors import SitePath
from generator.serve.livereload import LiveReload
from generator.serve.ports import open_sockets
from generator.serve.server import Server
from generator.serve.showing import News, Panel, Showing

PATIENCE_S = 10.0
PAUSE_S = 0.01

POLICY = re.sub(
    r"\{\{.*?\}\}",
    "",
    (Path(__file__).parents[2] / "templates" / "partials" / "policy.html").read_text(encoding="utf-8"),
)
"""Without what a setting adds to it."""

ICON = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9H0z"/></svg>'
"""Without one, browsers ask for /favicon.ico."""


class Outputs(msgspec.Struct, frozen=True):
    """A snapshot made of given files; the addresses of stylesheets follow from what is in them."""

    generation: int
    files: Mapping[str, bytes]
    base_path: str = ""

    @property
    def styles(self) -> Mapping[str, str]:
        """Name each stylesheet's address by its content."""
        return {
            name: f"/{name.replace('.css', f'.{_digest(data)}.css')}"
            for name, data in self.files.items()
            if name.endswith(".css")
        }

    def has(self, path: SitePath) -> bool:
        """Tell whether there is an output of this path."""
        return path in self.files or self._find_style(path) is not None

    def read(self, path: SitePath) -> bytes | None:
        """Give the bytes of an output; pages name the stylesheets as they are."""
        data = self.files.get(path, self.files.get(self._find_style(path) or ""))
        if data is None or not path.endswith(".html"):
            return data
        for name, href in self.styles.items():
            data = data.replace(b"{%s}" % name.encode(), href.encode())
        return data

    def version(self, path: SitePath) -> str:
        """Name what a page shows."""
        return _digest(self.files[path]) if path in self.files else ""

    def _find_style(self, path: str) -> str | None:
        return next((name for name, href in self.styles.items() if href == f"/{path}"), None)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


class Preview:
    """A server whose site changes when a test says so, and which can be stopped and started."""

    def __init__(self) -> None:
        """Serve at a port that no other test takes meanwhile; what goes wrong in the server is gathered in `errors`."""
        self.errors: list[str] = []
        not_found = make_page("Not found", "<p>There is no such page.</p>").encode()
        self._outputs = Outputs(0, {"404.html": not_found, "a.css": b"pre { overflow: auto }", "icon.svg": ICON})
        self._panel: Panel | None = None
        self._server: Server | None = None
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = int(probe.getsockname()[1])
        self.start()

    @property
    def origin(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.port}"

    def version(self, path: str) -> str:
        """Name what a page shows."""
        return self._outputs.version(SitePath(path))

    def wait_for_streams(self, count: int) -> None:
        """Wait until so many streams are open."""
        end_s = time.monotonic() + PATIENCE_S
        while len(self._live._streams) != count:
            assert time.monotonic() < end_s, f"{len(self._live._streams)} streams are open, and not {count}"
            time.sleep(PAUSE_S)

    def start(self) -> None:
        """Start, at the same port each time; builds are counted anew, as after a restart."""
        self._sockets = open_sockets("127.0.0.1", self.port)
        self._outputs = msgspec.structs.replace(self._outputs, generation=1)
        self._live = LiveReload(Showing(self._outputs, self._panel))
        self._server = Server(self._live, self._sockets, on_refused=self.errors.append, on_error=self.errors.append)
        self._server.start()

    def stop(self) -> None:
        """Stop, with all streams."""
        if self._server:
            self._server.stop()
        self._server = None
        for listening in self._sockets:
            listening.close()

    def save(
        self,
        files: Mapping[str, str | bytes | None],
        *,
        news: News | None = None,
        panel: Panel | None = None,
    ) -> None:
        """Show other files, those that are None no more, as one build would."""
        texts = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
        merged = {**self._outputs.files, **texts}
        kept = {name: data for name, data in merged.items() if data is not None}
        self._outputs = Outputs(self._outputs.generation + 1, kept)
        self._panel = panel
        self._live.show(Showing(self._outputs, panel), news or News())

    def fail(self, panel: Panel) -> None:
        """Show what is wrong, over the last good site."""
        self._panel = panel
        self._live.show(Showing(self._outputs, panel), News())


def make_page(title: str, body: str, *, head: str = "") -> str:
    """Write a page as the theme does: under its policy, with a stylesheet that is named by its content."""
    links = '<link rel="stylesheet" href="{a.css}">\n<link rel="icon" type="image/svg+xml" href="/icon.svg">'
    return re.sub(
        r"\n+",
        "\n",
        f"""<!doctype html>
<html lang="en">
<head>
{POLICY}
<title>{title}</title>
{links}
{head}
</head>
<body>
<header><a href="/">Home</a></header>
<main id="Content">
{body}
</main>
</body>
</html>
""",
    )

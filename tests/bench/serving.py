"""Times the preview as its reader sees it: from the save of a file until the page with it is served.

World. Knows the command line and HTTP; does not know how a preview is made.
"""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import msgspec

from tests.bench.measure import make_environment, wait_for_quiet
from tests.bench.sites import BenchSite, edit_body, edit_title

_ADDRESS = re.compile(rb"(http://\S+)")
_POLL_S = 0.004
_LIMIT_S = 60.0


class ServeFigures(msgspec.Struct, frozen=True):
    """What a preview of one site took, in seconds, and in megabytes."""

    entry_count: int
    first_page_s: tuple[float, ...]
    """From the start of the process, with the store of an earlier build, until the entry in the middle is served."""
    body_s: tuple[float, ...]
    """From before an entry is written until its page is served with the new text."""
    title_s: Mapping[str, tuple[float, ...]]
    """From before the newest entry is written with another title until each page that shows it is served with it."""
    resident_mb: float | None
    """None if the system does not say."""


class _Reader:
    """A browser, as far as it matters: one connection that is kept."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._base = parts.path.rstrip("/")
        self._link = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=_LIMIT_S)

    def get(self, path: str) -> bytes:
        self._link.request("GET", self._base + path)
        return self._link.getresponse().read()

    def wait_for(self, mark: str, paths: Mapping[str, str], started_s: float) -> dict[str, float]:
        """Give for each page after how many seconds it had the mark.

        Raises:
            RuntimeError: one never had it.
        """
        seen: dict[str, float] = {}
        while len(seen) < len(paths):
            for name, path in paths.items():
                if name not in seen and mark.encode() in self.get(path):
                    seen[name] = time.monotonic() - started_s
            if time.monotonic() - started_s > _LIMIT_S:
                raise RuntimeError(f"the preview never showed {mark} in {sorted(paths.keys() - seen.keys())}")
            time.sleep(_POLL_S)
        return seen

    def close(self) -> None:
        self._link.close()


def measure_serving(site: BenchSite, *, edit_count: int, start_count: int, patience_s: float) -> ServeFigures:
    """Start previews of a site that was built before, and edit it while the last of them runs.

    Raises:
        RuntimeError: a page never showed what was written.
    """
    middle, newest = f"/{site.middle}/", f"/{site.newest}/"
    first = [_start_once(site, middle, patience_s) for _ in range(start_count)]
    with _serve(site) as (process, address):
        reader = _Reader(address)
        try:
            body = _edit(site, edit_body, {"entry": middle}, reader, count=edit_count, patience_s=patience_s)
            lists = {"entry": newest, "home": "/", "tag": f"/tags/{site.newest.partition('/')[0]}/"}
            title = _edit(site, edit_title, lists, reader, count=edit_count, patience_s=patience_s)
            resident_mb = _read_resident_mb(process.pid)
        finally:
            reader.close()
    return ServeFigures(site.entry_count, tuple(first), body["entry"], title, resident_mb)


def _start_once(site: BenchSite, path: str, patience_s: float) -> float:
    wait_for_quiet(patience_s)
    started_s = time.monotonic()
    with _serve(site) as (_, address):
        reader = _Reader(address)
        try:
            reader.wait_for("</html>", {"page": path}, started_s)
            return time.monotonic() - started_s
        finally:
            reader.close()


def _edit(
    site: BenchSite,
    edit: Callable[[BenchSite, str], str],
    paths: Mapping[str, str],
    reader: _Reader,
    *,
    count: int,
    patience_s: float,
) -> dict[str, tuple[float, ...]]:
    found: dict[str, list[float]] = {name: [] for name in paths}
    for path in paths.values():
        # Pages that a browser has been on, as a reader at work would have them.
        reader.get(path)
    for index in range(count):
        wait_for_quiet(patience_s)
        mark = f"mark{index}x{edit.__name__.replace('_', '')}"
        started_s = time.monotonic()
        edit(site, mark)
        for name, seconds in reader.wait_for(mark, paths, started_s).items():
            found[name].append(seconds)
    return {name: tuple(seconds) for name, seconds in found.items()}


@contextmanager
def _serve(site: BenchSite) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run a preview, and say where it is as soon as it says so itself."""
    command = (sys.executable, "-m", "generator", "serve", "--port", "0")
    with (
        (site.root.parent / "serve.log").open("wb") as log,
        subprocess.Popen(
            command,
            cwd=site.root,
            env=make_environment() | {"PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
        ) as process,
    ):
        try:
            assert process.stdout is not None, "its output is a pipe"
            yield process, _read_address(process.stdout)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(_LIMIT_S)


def _read_address(output: IO[bytes]) -> str:
    for line in output:
        if found := _ADDRESS.search(line):
            return found.group(1).decode()
    raise RuntimeError("the preview ended before it served anything")


def _read_resident_mb(pid: int) -> float | None:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

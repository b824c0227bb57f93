"""A site that was never built, a server that shows it, and a client that sends whatever a test wants sent."""

import re
import socket
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO
from urllib.parse import quote

import msgspec

from generator.errors import SitePath
from generator.serve.livereload import LiveReload
from generator.serve.server import Server
from generator.serve.showing import Showing

PATIENCE_S = 30.0
"""How long a test waits for what should come at once; the machine may be busy with something else."""

TAG = re.compile(rb'<script src="/_reload/[^>]*></script>')

PAGE = "<!DOCTYPE html>\n<html><head><title>{}</title></head><body></body></html>\n"


def make_version(text: str) -> str:
    """Name what a page shows by its text."""
    return f"v{zlib.crc32(text.encode()):08x}"


class FakeSnapshot(msgspec.Struct, frozen=True):
    """Outputs from a dictionary."""

    files: Mapping[str, str]
    generation: int = 1
    base_path: str = ""
    styles: Mapping[str, str] = {}

    def has(self, path: SitePath) -> bool:
        """Tell whether there is an output of this path."""
        return path in self.files

    def read(self, path: SitePath) -> bytes | None:
        """Give an output."""
        return self.files[path].encode() if path in self.files else None

    def version(self, path: SitePath) -> str:
        """Name what a page shows."""
        return make_version(self.files[path]) if path in self.files else ""


def show(files: Mapping[str, str], *, generation: int = 1, base_path: str = "") -> Showing:
    """Make what is shown of a good build."""
    return Showing(FakeSnapshot(files, generation, base_path), None)


class Answer(msgspec.Struct, frozen=True):
    """What came back; names of fields are in lower case."""

    status: int
    fields: Sequence[tuple[str, str]]
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        """The fields by name."""
        return dict(self.fields)


class RunningServer(msgspec.Struct, frozen=True):
    """A server that answers, and what it said to its terminal."""

    server: Server
    live: LiveReload
    refused: list[str] = []
    errors: list[str] = []
    streams: "list[EventReader]" = []
    """All that were opened; closed with the server."""

    @property
    def events(self) -> str:
        """The target of the event stream."""
        return f"/_reload/{self.server.token}/events"

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=PATIENCE_S)

    def send(self, data: bytes) -> Answer:
        """Send bytes, and read one answer to its end."""
        with self.connect() as connection:
            connection.sendall(data)
            return read_answer(connection, has_body=not data.startswith(b"HEAD"))

    def ask(self, target: str, *, method: str = "GET", **headers: str) -> Answer:
        """Ask as a browser does."""
        return self.send(self.write(target, method=method, **headers))

    def write(self, target: str, *, method: str = "GET", **headers: str) -> bytes:
        """Write a request as a browser does; a `_` in a header's name is a `-`."""
        fields = {"Host": f"localhost:{self.server.port}"} | {name.replace("_", "-"): v for name, v in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1")

    def follow(self, page: str, version: str = "") -> "EventReader":
        """Open an event stream as a page does."""
        connection = self.connect()
        target = f"{self.events}?page={quote(page, safe='')}&version={quote(version, safe='')}"
        connection.sendall(self.write(target, Accept="text/event-stream"))
        reader = EventReader(connection)
        self.streams.append(reader)
        return reader


class EventReader:
    """The browser's end of an event stream."""

    def __init__(self, connection: socket.socket) -> None:
        """Read the answer's head."""
        self.connection = connection
        self.file = connection.makefile("rb")
        self.status, self.fields = _read_head(self.file)
        self.ids: list[str] = []
        self._text = b""

    def read(self) -> tuple[str, object]:
        """Wait for the next event: its name and its data."""
        while True:
            block = self._read_block()
            lines = dict(line.partition(": ")[::2] for line in block.split("\n"))
            if "event" in lines:
                self.ids.append(lines["id"])
                return lines["event"], msgspec.json.decode(lines["data"])

    def read_until(self, name: str) -> object:
        """Wait for an event of this name, and give its data; others keep a stream alive, so they do not count."""
        ends_s = time.monotonic() + 2 * PATIENCE_S
        while time.monotonic() < ends_s:
            found, data = self.read()
            if found == name:
                return data
        raise AssertionError(f"it was waited in vain for the event {name}")

    def read_names(self, count: int) -> list[str]:
        """Wait for so many events, and give their names."""
        return [self.read()[0] for _ in range(count)]

    def is_ended(self) -> bool:
        """Wait until there is nothing more to read."""
        with suppress(ConnectionResetError):
            while self.file.read(1 << 16):
                pass
        return True

    def close(self) -> None:
        """Hang up."""
        self.file.close()
        self.connection.close()

    def _read_block(self) -> str:
        while b"\n\n" not in self._text:
            size = int(self.file.readline(), 16)
            assert size, "the stream has ended"
            self._text += self.file.read(size)
            assert self.file.readline() == b"\r\n"
        block, _, self._text = self._text.partition(b"\n\n")
        return block.decode()


def read_answer(connection: socket.socket, *, has_body: bool = True) -> Answer:
    """Read an answer to its end, whether it has a length, comes in parts, or ends with the connection."""
    with connection.makefile("rb") as file:
        status, fields = _read_head(file)
        length = dict(fields).get("content-length")
        body = b"" if not has_body else file.read() if length is None else file.read(int(length))
        return Answer(status, fields, body)


def _read_head(file: BinaryIO) -> tuple[int, list[tuple[str, str]]]:
    status = file.readline().split(b" ", 2)
    assert len(status) == 3, "there is no answer"
    fields = []
    while (line := file.readline().decode("latin-1").rstrip("\r\n")) != "":
        name, _, value = line.partition(":")
        fields.append((name.lower(), value.strip()))
    return int(status[1]), fields


def listen() -> socket.socket:
    """Listen on a free port of this machine."""
    return socket.create_server(("127.0.0.1", 0), backlog=512)


@contextmanager
def serving(showing: Showing, *, names: Sequence[str] = (), live: LiveReload | None = None) -> Iterator[RunningServer]:
    """Run a server as long as a test needs it."""
    refused: list[str] = []
    errors: list[str] = []
    live = live or LiveReload(showing)
    listener = listen()
    server = Server(live, [listener], names=names, on_refused=refused.append, on_error=errors.append)
    running = RunningServer(server, live, refused, errors)
    server.start()
    try:
        yield running
    finally:
        server.stop()
        listener.close()
        for stream in running.streams:
            stream.close()


def wait_until(is_so: Callable[[], bool], *, patience_s: float = PATIENCE_S) -> None:
    """Look again and again, and give up only when something must be wrong."""
    end_s = time.monotonic() + patience_s
    while not is_so():
        assert time.monotonic() < end_s, "it has not come to be"
        time.sleep(0.002)

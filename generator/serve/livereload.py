"""World: the open event streams, and what each browser is told that differs from what it shows.

Knows what is shown; does not know who may ask, nor what a browser does with what it is told.

A stream keeps no queue: when it can be written to, it is told how things are by then.
So a slow browser costs no memory and misses nothing, and one that was away says which version it shows and is told at
once if there is another.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence

import msgspec
from starlette.types import Send

from generator.errors import SitePath
from generator.serve.paths import Found, find_output
from generator.serve.showing import News, Panel, Showing

_HEARTBEAT_S = 15.0
"""Without a word now and then, neither side would notice that the other is gone."""
_WRITE_TIMEOUT_S = 5.0
_RETRY_MS = 500
"""How soon a browser tries again: whoever restarts the server waits for the page."""

NOT_BUILT = "not built"
"""The version of every page before the first good build."""


class Line:
    """The connection that a stream is written to: its server says when it is lost, its stream may cut it."""

    def __init__(self, cut: Callable[[], None]) -> None:
        """Take what closes the connection without waiting for whoever does not read."""
        self.cut = cut
        self.is_lost = False
        self.on_lost: Callable[[], None] | None = None

    def lose(self) -> None:
        """Say that the connection is gone."""
        self.is_lost = True
        if self.on_lost is not None:
            self.on_lost()


class _Page(msgspec.Struct, frozen=True):
    """What `page` events say."""

    version: str
    href: str


class _State(msgspec.Struct, frozen=True):
    """What is shown, with what streams are told of it; encoded once and not for each of them."""

    showing: Showing
    moved: Mapping[SitePath, str]
    panel: bytes
    styles: bytes

    @property
    def generation(self) -> int:
        return self.showing.snapshot.generation if self.showing.snapshot else 0

    def find(self, address: bytes) -> Found | None:
        """Find the output that is shown at an address."""
        return find_shown(self.showing, address)

    def find_page(self, path: SitePath) -> _Page:
        version = find_version(self.showing, path)
        return _Page(version, "" if version else self.moved.get(path, ""))


class _Stream:
    """An open stream: what it is on, and what it was told."""

    def __init__(self, address: bytes, version: str, line: Line) -> None:
        self.address = address
        self.line = line
        self.wake = asyncio.Event()
        self.version = version
        self.generation: int | None = None
        self.panel = b""
        self.styles = b""
        self.files: dict[str, None] = {}
        self.follow = ""

    def hear(self, news: News) -> None:
        """Take note of what does not follow from how things are."""
        self.files.update(dict.fromkeys(news.files))
        self.follow = news.follow or self.follow

    def tell(self, state: _State) -> bytes:
        """Write all that the browser does not know yet, and take it as told."""
        events: list[tuple[str, bytes]] = []
        if self.generation is None:
            events.append(("hello", _encode({"generation": state.generation})))
        self.generation = state.generation
        if self.panel != state.panel:
            self.panel = state.panel
            events.append(("panel", state.panel))
        if self.styles != state.styles:
            self.styles = state.styles
            events.append(("styles", state.styles))
        found = state.find(self.address)
        page = state.find_page(found.path) if found else _Page("", "")
        if self.version != page.version:
            self.version = page.version
            events.append(("page", _encode(page)))
        if self.files:
            events.append(("files", _encode({"hrefs": tuple(self.files)})))
            self.files = {}
        if self.follow:
            events.append(("follow", _encode({"href": self.follow})))
            self.follow = ""
        return b"".join(b"id: %d\nevent: %s\ndata: %s\n\n" % (state.generation, n.encode(), d) for n, d in events)


class LiveReload:
    """What is shown, and the streams that tell browsers of it.

    `show`, `showing` and `watched` may be used by any thread, everything else by that of the event loop.
    """

    def __init__(
        self, showing: Showing, *, heartbeat_s: float = _HEARTBEAT_S, write_timeout_s: float = _WRITE_TIMEOUT_S
    ) -> None:
        """Begin with what is shown first.

        Args:
            showing: what is shown until the first call of `show`.
            heartbeat_s: how long a stream is silent at most.
            write_timeout_s: how long it waits for a browser that does not read.
        """
        self._state = _make_state(showing, {})
        self._streams: tuple[_Stream, ...] = ()
        """Replaced as a whole, so that another thread may go through them."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._heartbeat_s = heartbeat_s
        self._write_timeout_s = write_timeout_s

    @property
    def showing(self) -> Showing:
        """What is shown now; whoever answers a request asks once."""
        return self._state.showing

    def show(self, showing: Showing, news: News) -> None:
        """Show something else from now on, and have every stream told what differs for it."""
        moved = self._state.moved
        if news.moved and showing.snapshot:
            has = showing.snapshot.has
            moved = {path: href for path, href in {**moved, **news.moved}.items() if not has(path)}
        self._state = _make_state(showing, moved)
        # A stream that is the first one right now sees the new state by itself.
        if self._loop is not None:
            # After its loop has ended, there is nobody left to be told.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._spread, news)

    def watched(self) -> frozenset[SitePath]:
        """List the outputs that browsers are on."""
        state = self._state
        found = (state.find(stream.address) for stream in self._streams)
        return frozenset(output.path for output in found if output and output.path)

    def close(self) -> None:
        """Cut all streams."""
        for stream in self._streams:
            stream.line.cut()

    async def follow(self, address: bytes, version: str, send: Send, line: Line, headers: Mapping[str, str]) -> None:
        """Answer a request with a stream, until the browser is gone.

        Args:
            address: of the page that the browser shows.
            version: of that page, as the browser got it.
            send: sends a part of the answer, as ASGI has it.
            line: the connection.
            headers: for the answer.
        """
        self._loop = asyncio.get_running_loop()
        stream = _Stream(address, version, line)
        line.on_lost = stream.wake.set
        self._streams = (*self._streams, stream)
        try:
            await self._write_events(stream, send, headers)
        except TimeoutError:
            line.cut()
        finally:
            line.on_lost = None
            self._streams = tuple(other for other in self._streams if other is not stream)

    async def _write_events(self, stream: _Stream, send: Send, headers: Mapping[str, str]) -> None:
        fields = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        fields.append((b"content-type", b"text/event-stream; charset=utf-8"))
        await send({"type": "http.response.start", "status": 200, "headers": fields})
        text = b"retry: %d\n\n" % _RETRY_MS
        while not stream.line.is_lost:
            async with asyncio.timeout(self._write_timeout_s):
                # Sending nothing only waits until there is room, so that what is sent then is not old already.
                await _send_part(send, b"")
            stream.wake.clear()
            text += stream.tell(self._state)
            if text:
                await _send_part(send, text)
            text = b""
            try:
                async with asyncio.timeout(self._heartbeat_s):
                    await stream.wake.wait()
            except TimeoutError:
                text = b":\n\n"

    def _spread(self, news: News) -> None:
        for stream in self._streams:
            stream.hear(news)
            stream.wake.set()


def find_shown(showing: Showing, target: bytes) -> Found | None:
    """Find the output that a target leads to in what is shown; before the first good build there is none."""
    if showing.snapshot is None:
        return find_output(target, "", lambda _: False)
    return find_output(target, showing.snapshot.base_path, showing.snapshot.has)


def find_version(showing: Showing, path: SitePath) -> str:
    """Name what an output shows, for a browser to say later what it has; empty if there is none."""
    if showing.snapshot is None:
        return NOT_BUILT
    return showing.snapshot.version(path) if path else ""


def _make_state(showing: Showing, moved: Mapping[SitePath, str]) -> _State:
    styles = dict(showing.snapshot.styles) if showing.snapshot else {}
    return _State(showing, moved, panel=_encode({"panel": showing.panel}), styles=_encode({"styles": styles}))


def _encode(data: Mapping[str, int | Panel | Sequence[str] | Mapping[str, str] | str | None] | _Page) -> bytes:
    """Write JSON, which is one line, as an event's data has to be."""
    return msgspec.json.encode(data)


async def _send_part(send: Send, part: bytes) -> None:
    await send({"type": "http.response.body", "body": part, "more_body": True})

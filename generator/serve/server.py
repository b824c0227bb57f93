"""World: the preview's side of HTTP, in a thread of its own; home of Starlette and uvicorn.

Knows requests and answers; does not know how a site is built, nor what is said of it in the terminal.

An answer is made from one value, what is shown at that moment, so it never holds half of a build.
"""

import asyncio
import contextlib
import logging
import resource
import secrets
import socket
import threading
import traceback
from collections.abc import Callable, Collection, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path

import uvicorn
from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from generator.errors import GeneratorError, SitePath
from generator.serve.guard import METHODS, MOST_HEADERS_BYTES, Refusal, judge_request
from generator.serve.headers import HTML, SAFETY, find_media_type
from generator.serve.injection import inject, make_note, make_tag
from generator.serve.livereload import Line, LiveReload, find_shown, find_version
from generator.serve.showing import Showing

_TOKEN_BYTES = 16
_WANTED_DESCRIPTORS = 4096
_KEEP_ALIVE_S = 5
_GRACE_S = 0.4
"""How long answers are waited for in the end; whoever stops the server waits as long."""
_MOST_REPORTED_HOSTS = 20
"""A scanner could otherwise fill the terminal."""

_NOT_FOUND_PAGE = SitePath("404.html")
_NOT_FOUND = make_note("Page not found", "There is no page at this address.")
_NOT_BUILT = make_note("The site cannot be built yet", "It appears here as soon as it can.")
_NOT_RENDERED = make_note("This page cannot be rendered", "It appears here as soon as it can.")


def create_app(
    live: LiveReload,
    *,
    token: str,
    port: int,
    names: Collection[str],
    assets: Mapping[str, bytes],
    on_refused: Callable[[str], None],
    on_error: Callable[[str], None],
) -> ASGIApp:
    """Make the application that answers requests; `Server` runs it.

    Args:
        live: what is shown, and who is told of it.
        token: the secret part of the addresses of script and stream.
        port: the one that browsers are to ask for.
        names: hosts that are ours besides those of this machine.
        assets: the script and what it loads, by name.
        on_refused: told of a host that is not ours, once for each.
        on_error: told the traceback of a mistake of ours.
    """
    return _App(live, token, assets, names=frozenset(names), port=port, on_refused=on_refused, on_error=on_error)


class Server:
    """An HTTP server in a thread of its own; it handles no signals, which is the main thread's business."""

    def __init__(
        self,
        live: LiveReload,
        sockets: Sequence[socket.socket],
        *,
        names: Collection[str] = (),
        on_refused: Callable[[str], None],
        on_error: Callable[[str], None],
    ) -> None:
        """Prepare to answer.

        Args:
            live: what is shown, and who is told of it.
            sockets: listening already, all on one port; the caller's, to close or to hand to the next server.
            names: hosts that are ours besides those of this machine.
            on_refused: told of a host that is not ours, once for each; called in the server's thread.
            on_error: told the traceback of a mistake of ours; called in the server's thread.
        """
        self.port: int = sockets[0].getsockname()[1]
        self.token = secrets.token_hex(_TOKEN_BYTES)
        app = create_app(
            live,
            token=self.token,
            port=self.port,
            names=names,
            assets=_read_assets(Path(__file__).parent / "assets"),
            on_refused=on_refused,
            on_error=on_error,
        )
        self._live = live
        self._sockets = sockets
        self._on_error = on_error
        self._http = _HttpServer(app, on_error)
        self._thread = threading.Thread(target=self._run, name="server", daemon=True)

    def start(self) -> None:
        """Begin to answer; who has asked since the sockets listen is answered too."""
        _raise_descriptor_limit()
        self._thread.start()
        self._http.is_up.wait()

    def stop(self) -> None:
        """Stop answering, and end in well under a second whatever browsers do; a second time does nothing."""
        for end in (self._end, self._http.cut):
            # The loop may just have ended by itself.
            with contextlib.suppress(RuntimeError):
                if self._thread.is_alive() and self._http.loop is not None:
                    self._http.loop.call_soon_threadsafe(end)
                    self._thread.join(_GRACE_S)

    def _end(self) -> None:
        self._http.should_exit = True
        self._live.close()

    def _run(self) -> None:
        try:
            # uvicorn closes what it is given.
            self._http.run([listener.dup() for listener in self._sockets])
        except Exception:  # noqa: BLE001 (the thread ends here, and nobody else would say why)
            self._on_error(traceback.format_exc())
        finally:
            self._http.is_up.set()


def _raise_descriptor_limit() -> None:
    """Take as many descriptors as the system gives: each open stream is one, and some systems begin with 256."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, _WANTED_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class _HttpServer(uvicorn.Server):
    """uvicorn without a voice and without manners towards those who do not hang up."""

    def __init__(self, app: ASGIApp, on_error: Callable[[str], None]) -> None:
        config = uvicorn.Config(
            app,
            loop="asyncio",
            http=_Protocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            # What it logs are the mistakes of whoever asks; ours are told to `on_error`.
            log_config=None,
            log_level=logging.CRITICAL + 1,
            access_log=False,
            # Whoever asks is on this machine, and what he says of others is not believed.
            proxy_headers=False,
            server_header=False,
            # What is longer is refused by the guard if it comes in one piece.
            h11_max_incomplete_event_size=MOST_HEADERS_BYTES,
            timeout_keep_alive=_KEEP_ALIVE_S,
        )
        super().__init__(config)
        self.loop: asyncio.AbstractEventLoop | None = None
        self.is_up = threading.Event()
        self._on_error = on_error

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        self.loop.set_exception_handler(self._tell_error)
        await super().startup(sockets)
        self.is_up.set()

    def cut(self) -> None:
        """Close all connections as they are."""
        self.force_exit = True
        for connection in list(self.server_state.connections):
            if isinstance(connection, _Protocol):
                connection.transport.abort()

    def _tell_error(self, _: asyncio.AbstractEventLoop, context: Mapping[str, object]) -> None:
        error = context.get("exception")
        lines = traceback.format_exception(error) if isinstance(error, BaseException) else []
        self._on_error(f"{context['message']}\n{''.join(lines)}")


class _Protocol(H11Protocol):
    """A connection whose answers all carry the safety headers, and whose streams learn at once when it is lost."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # An answer's head and body are sent one after the other; else the second waits 40 ms for word of the first.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.line = Line(transport.abort)
        self.app_state = {**self.app_state, "line": self.line}

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.line.lose()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (it is not said what was wrong)
        """Refuse what is no HTTP."""
        if self.cycle is None or self.cycle.response_complete:
            fields = {**SAFETY, "Content-Length": "0", "Connection": "close"}
            head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
            self.transport.write(f"HTTP/1.1 400 Bad Request\r\n{head}\r\n".encode())
            self.transport.close()
        else:
            # In the middle of an answer there is no place for another.
            self.transport.abort()

    def shutdown(self) -> None:
        """Close the connection, or have it closed after the answer that is being sent."""
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
        else:
            self.cycle.keep_alive = False


class _App:
    """The application; one for all connections."""

    def __init__(
        self,
        live: LiveReload,
        token: str,
        assets: Mapping[str, bytes],
        *,
        names: frozenset[str],
        port: int,
        on_refused: Callable[[str], None],
        on_error: Callable[[str], None],
    ) -> None:
        self._live = live
        self._token = token
        self._assets = assets
        self._names = names
        self._port = port
        self._on_refused = on_refused
        self._on_error = on_error
        self._refused_hosts: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, whatever happens."""
        is_begun = False

        async def send_on(message: Message) -> None:
            nonlocal is_begun
            is_begun = True
            await send(message)

        try:
            if find_media_type(scope["path"]).startswith("image/"):
                # A picture may have to be made first, and whoever follows a page does not wait for that.
                response = await asyncio.to_thread(self._choose, scope)
            else:
                response = self._choose(scope)
            if response is None:
                await self._follow(scope, receive, send_on)
            else:
                await response(scope, receive, send_on)
        except Exception:  # noqa: BLE001 (one page's mistake must not keep the others from being shown)
            self._on_error(traceback.format_exc())
            # An answer that was begun cannot be taken back; uvicorn closes the connection of one that ends too early.
            if not is_begun:
                await _make_refusal(500)(scope, receive, send)

    def _choose(self, scope: Scope) -> Response | None:
        """Make the answer; nothing if it is a stream."""
        target: bytes = scope["raw_path"]
        whole = target + b"?" + scope["query_string"]
        refusal = judge_request(scope["method"], whole, scope["headers"], names=self._names, port=self._port)
        if refusal is not None:
            self._report(refusal)
            return _make_refusal(refusal.status)
        if target.startswith(b"/_reload/"):
            return self._choose_own(target, scope["method"])
        return self._answer_page(target, self._live.showing)

    def _report(self, refusal: Refusal) -> None:
        if refusal.host and refusal.host not in self._refused_hosts and len(self._refused_hosts) < _MOST_REPORTED_HOSTS:
            self._refused_hosts.add(refusal.host)
            self._on_refused(refusal.host)

    def _choose_own(self, target: bytes, method: str) -> Response | None:
        """Give a file of the script's; nothing if the stream is meant."""
        token, _, name = target.removeprefix(b"/_reload/").partition(b"/")
        if not secrets.compare_digest(token, self._token.encode()):
            return _make_refusal(404)
        if name == b"events":
            return None if method == "GET" else _make_refusal(405)
        asset = name.decode("ascii")
        if asset not in self._assets:
            return _make_refusal(404)
        return _make_response(200, self._assets[asset], find_media_type(asset))

    async def _follow(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = QueryParams(scope["query_string"])
        address = query.get("page", "").encode("utf-8", "replace")
        if find_shown(self._live.showing, address) is None:
            await _make_refusal(400)(scope, receive, send)
        else:
            await self._live.follow(address, query.get("version", ""), send, scope["state"]["line"], SAFETY)

    def _answer_page(self, target: bytes, showing: Showing) -> Response:
        found = find_shown(showing, target)
        if found is None:
            return _make_refusal(400)
        if found.location:
            return Response(None, 302, {**SAFETY, "Location": found.location})
        version = find_version(showing, found.path)
        if showing.snapshot is None:
            return self._make_page(503, _NOT_BUILT, version, showing)
        try:
            data = showing.snapshot.read(found.path) if found.is_there else None
            if data is None:
                data = showing.snapshot.read(_NOT_FOUND_PAGE)
                return self._make_page(404, _NOT_FOUND if data is None else data, "", showing)
        except GeneratorError:
            # With its version: else the stream would tell the browser of another, again after each reload.
            return self._make_page(500, _NOT_RENDERED, version, showing)
        media_type = find_media_type(found.path)
        if media_type == HTML:
            return self._make_page(200, data, version, showing)
        return _make_response(200, data, media_type)

    def _make_page(self, status: int, page: bytes, version: str, showing: Showing) -> Response:
        snapshot = showing.snapshot
        generation, styles = (snapshot.generation, snapshot.styles) if snapshot else (0, {})
        return _make_response(status, inject(page, make_tag(self._token, generation, version, styles)), HTML)


def _make_response(status: int, data: bytes, media_type: str) -> Response:
    return Response(data, status, {**SAFETY, "Content-Type": media_type})


def _make_refusal(status: int) -> Response:
    """Say no and nothing else; the connection is closed, since who was refused may be sending more."""
    headers = {**SAFETY, "Connection": "close"}
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(METHODS))
    return Response(None, status, headers)


def _read_assets(folder: Path) -> dict[str, bytes]:
    """Read the script and what it loads, once: which of them there are is not asked again with a request's data."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in {".js", ".css"}}

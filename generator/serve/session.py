"""One run of the preview server: from the first build until it is told to stop, or begins anew with other code.

World.
Puts sockets, preview, watcher and server in order and clears up after them; does not print.
"""

import os
import signal
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import NoReturn, Protocol, Self

from generator.build.inputs import digest_code
from generator.build.parsing import OnProgress
from generator.build.preparing import PrepareOptions
from generator.digest import Digest
from generator.serve.ports import open_sockets, take_sockets
from generator.serve.preview import Audience, Preview
from generator.serve.rebuilding import Builder
from generator.serve.restarting import check_code, restart
from generator.serve.server import Server


class ServeOptions(PrepareOptions, frozen=True, kw_only=True):
    """What may be asked of a preview besides what is to be on the site."""

    host: str = "127.0.0.1"
    port: int = 4000
    """0 for the next one that is free."""
    names: tuple[str, ...] = ()
    """Hosts by which browsers may ask for it, besides those of this machine."""
    has_to_follow: bool = False
    workers: int = 1
    """How many processes may parse, where there is much."""


class Listener(Audience, Protocol):
    """Who is told of a run."""

    def on_listening(self, port: int) -> None:
        """Hear at which port browsers are waited for, before anything is built."""

    def on_serving(self, url: str, *, is_restart: bool) -> None:
        """Hear where the site is, now that it is there."""

    def on_said(self, sentence: str) -> None:
        """Hear something that the author should know."""

    def on_refused(self, host: str) -> None:
        """Hear of a host by which the preview was asked for and does not answer."""

    def on_restart(self) -> None:
        """Hear that the process begins anew."""


def serve_site(root: Path, options: ServeOptions, listener: Listener, on_progress: OnProgress) -> NoReturn:
    """Build a site, show it, and follow each change until the process is told to stop.

    Raises:
        ListenError: the port is taken, or not to be had.
        KeyboardInterrupt: the author has had enough; everything is cleared up by then.
    """
    kept = take_sockets(os.environ)
    sockets = kept or open_sockets(options.host, options.port)
    listener.on_listening(sockets[0].getsockname()[1])
    builder = Builder(root, options, workers=options.workers)
    try:
        preview = Preview(root, builder, listener, has_to_follow=options.has_to_follow)
        with EndSignals() as signals:
            # Before there are any threads, since workers are forked.
            preview.begin(on_progress)
            _follow(preview, sockets, options, listener, signals, is_restart=bool(kept))
    except BaseException:
        for each in sockets:
            each.close()
        raise
    finally:
        builder.save()
        builder.close()
    restart(sockets)


class EndSignals:
    """The signals that are to end the process, remembered in case that they do not.

    Their handlers raise, wherever the main thread is.
    Where that is a destructor or the callback of a weak reference, Python ignores what is raised, and after each save
    many are called.
    """

    def __init__(self) -> None:
        """Nobody is woken until `wake` is set."""
        self.wake: Callable[[], None] = lambda: None
        self._handlers: dict[int, Callable[[int, FrameType | None], object]] = {}
        self._come: int | None = None

    def __enter__(self) -> Self:
        """Come before the handlers that there are."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            handler = signal.getsignal(number) if number is not None else None
            if number is not None and callable(handler):
                self._handlers[number] = handler
                signal.signal(number, self._remember)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave the handlers alone again."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def check(self) -> None:
        """End, if one has come."""
        if self._come is not None:
            self._handlers[self._come](self._come, None)

    def _remember(self, number: int, frame: FrameType | None) -> None:
        self._come = number
        self.wake()
        self._handlers[number](number, frame)


def _follow(
    preview: Preview,
    sockets: Sequence[socket.socket],
    options: ServeOptions,
    listener: Listener,
    signals: EndSignals,
    *,
    is_restart: bool,
) -> None:
    """Show each change, until the generator's code is another."""
    server = Server(
        preview.live,
        sockets,
        names=options.names,
        on_refused=listener.on_refused,
        on_error=listener.on_crashed,
    )
    server.start()
    try:
        listener.on_serving(_make_url(options.host, server.port, preview.base_path), is_restart=is_restart)
        with preview.make_watcher(listener.on_said) as watcher:
            signals.wake = watcher.wake
            judged = preview.code
            while True:
                signals.check()
                if preview.step(watcher) and (found := digest_code()) != judged:
                    judged = found
                    if _is_new_code_sound(preview, found):
                        break
        listener.on_restart()
    finally:
        server.stop()


def _is_new_code_sound(preview: Preview, found: Digest) -> bool:
    """Tell whether to begin anew; code that cannot be loaded is shown as a mistake until it is mended.

    Args:
        preview: shows what is wrong.
        found: the code's name as it is on the disk.
    """
    if found == preview.code:
        preview.show_new_code("")
        return False
    fault = check_code()
    preview.show_new_code(fault)
    return not fault


def _make_url(host: str, port: int, base_path: str) -> str:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::", "localhost"} else host  # noqa: S104 (nothing is bound here)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}{base_path}/"

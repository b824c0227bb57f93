"""The index of the search, made by Pagefind from pages of a site.

World: runs a program, the one in the wheel `pagefind_bin`, and talks to it through its pipes.
Does not know which pages are to be found, nor where the index will lie.

Pagefind numbers pages in the order in which it reads them, and of a folder that is the file system's.
So it is given each page by itself, in our order, and the same pages make the same index on every machine.
"""

import base64
import subprocess
import threading
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import msgspec

_WHEEL = "pagefind_bin"

_UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
"""Files that Pagefind brings for sites without a search dialog of their own."""

_CHUNK_SIZE_BYTES = 1 << 20


class SearchedPage(msgspec.Struct, frozen=True):
    """A page that the search is to find."""

    href: str
    """Where it leads, with the base path."""
    html: str


class IndexFile(msgspec.Struct, frozen=True):
    """A file of an index, by its path below the index's folder."""

    path: str
    content: bytes


class IndexingFailedError(Exception):
    """There is no index, and this is why, in words that go on after "Pagefind ..."."""


class _Payload(msgspec.Struct, frozen=True):
    """What an answer may hold, of all kinds of answers."""

    type: str
    index_id: int = 0
    message: str = ""
    files: tuple[IndexFile, ...] = ()


class _Answer(msgspec.Struct, frozen=True):
    payload: _Payload


def find_pagefind() -> str:
    """Give the path of the program; empty where its wheel is not installed."""
    spec = find_spec(_WHEEL)
    if spec is None or spec.origin is None:
        return ""
    folder = Path(spec.origin).parent
    found = (folder / name for name in ("pagefind", "pagefind.exe"))
    return next((str(path) for path in found if path.is_file()), "")


def make_index(
    pages: Iterable[SearchedPage], *, command: Sequence[str] = (), timeout_s: float = 300
) -> tuple[IndexFile, ...]:
    """Make an index of pages, whose order decides on its bytes.

    Args:
        pages: each is asked for when the one before it was taken in.
        command: what to start in place of Pagefind itself.
        timeout_s: after so much time the program is ended.

    Raises:
        IndexingFailedError: it cannot be started, fails, or takes too long.
    """
    command = command or (find_pagefind(), "--service")
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise IndexingFailedError(f"cannot be started: {(error.strerror or str(error)).lower()}") from error
    # An answer that never comes cannot be waited for with a limit, but whoever owes it can be ended.
    is_late = threading.Event()

    def stop() -> None:
        is_late.set()
        process.kill()

    timer = threading.Timer(timeout_s, stop)
    timer.daemon = True
    timer.start()
    try:
        files = _converse(_Service(process), pages)
    except EOFError as error:
        reason = f"took longer than {timeout_s:g} seconds" if is_late.is_set() else "ended before the index was made"
        raise IndexingFailedError(reason) from error
    except msgspec.DecodeError as error:
        raise IndexingFailedError("gave an answer that is not understood") from error
    finally:
        timer.cancel()
        _end(process)
    return tuple(sorted((file for file in files if not file.path.startswith(_UNUSED)), key=lambda file: file.path))


def _converse(service: "_Service", pages: Iterable[SearchedPage]) -> tuple[IndexFile, ...]:
    index = service.ask({"type": "NewIndex", "config": {}}).index_id
    for page in pages:
        service.ask({"type": "AddFile", "index_id": index, "url": page.href, "file_contents": page.html})
    return service.ask({"type": "GetFiles", "index_id": index}).files


class _Service:
    """Asks one thing after the other, and waits for the answer to each."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin is not None, "the program has its own pipes"
        assert process.stdout is not None, "the program has its own pipes"
        self._stdin: IO[bytes] = process.stdin
        self._stdout: IO[bytes] = process.stdout
        self._asked_count = 0

    def ask(self, payload: dict[str, object]) -> _Payload:
        """Ask one thing."""
        self._asked_count += 1
        message = msgspec.json.encode({"message_id": self._asked_count, "payload": payload})
        try:
            self._stdin.write(base64.b64encode(message) + b",")
            self._stdin.flush()
        except OSError as error:
            raise EOFError from error
        answer = msgspec.json.decode(_decode(self._read()), type=_Answer).payload
        if answer.type == "Error":
            raise IndexingFailedError(f"says: {answer.message.strip()}")
        return answer

    def _read(self) -> bytes:
        """Read up to the comma after an answer; there is only one under way."""
        parts: list[bytes] = []
        while not (parts and b"," in parts[-1]):
            part = self._stdout.read1(_CHUNK_SIZE_BYTES)  # type: ignore[attr-defined] # a BufferedReader, which IO hides
            if not part:
                raise EOFError
            parts.append(part)
        return b"".join(parts).partition(b",")[0]


def _decode(answer: bytes) -> bytes:
    try:
        return base64.b64decode(answer, validate=True)
    except ValueError as error:
        raise msgspec.DecodeError(str(error)) from error


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:
            # What was still to be written is for nobody.
            continue
    process.wait()

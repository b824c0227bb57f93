"""Files of the author, written so that nothing of theirs is lost.

World.
Does not know what is written; never replaces what it has not been shown.
"""

import contextlib
import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.publish.folders import sync

_ENCODING = "utf-8"


class OriginalChanged(OSError):  # noqa: N818 - it says what happened to the file
    """Raised when a file is not what the change was made from."""

    def __init__(self, path: Path) -> None:
        """Keep the file's path."""
        super().__init__(errno.EBUSY, "was changed by somebody else in the meantime", str(path))


def write_new(path: Path, text: str | bytes) -> None:
    """Write a file that is not there yet, with the folders above it; bytes as they are.

    Raises:
        FileExistsError: something is there, be it a link to nothing.
    """
    _check_free(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode(_ENCODING) if isinstance(text, str) else text
    temporary = _write_beside(path, data, 0o666 & ~_read_umask())
    try:
        _place_new(temporary, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def write_all_new(texts: Mapping[Path, str | bytes]) -> None:
    """Write files that are not there yet, all of them or none.

    Raises:
        FileExistsError: something is in the way; what had been written is gone again.
    """
    written: list[Path] = []
    folders: list[Path] = []
    try:
        for path, text in texts.items():
            folders += [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
            write_new(path, text)
            written.append(path)
    except BaseException:
        for path in reversed(written):
            path.unlink()
        # The innermost first; one that somebody else has put something into stays.
        for folder in sorted(set(folders), key=lambda folder: len(folder.parts), reverse=True):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def read_text(path: Path) -> str:
    """Read a file with its line ends as they are.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
    """
    return path.read_bytes().decode(_ENCODING)


def replace_text(path: Path, before: str, after: str) -> None:
    """Put a text in place of another, in one step; a link stays one, and so do the file's permissions.

    Raises:
        OriginalChanged: the file no longer reads `before`.
    """
    target = Path(os.path.realpath(path))
    if before == after:
        return
    _check_unchanged(target, before, path)
    temporary = _write_beside(target, after.encode(_ENCODING), target.stat().st_mode & 0o7777)
    try:
        _check_unchanged(target, before, path)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise


def replace_texts(changes: Mapping[Path, tuple[str, str]]) -> None:
    """Put a text in place of another in several files: in all of them, or, if one was changed meanwhile, in none.

    Args:
        changes: for each file what it reads and what it is to read.

    Raises:
        OriginalChanged: a file no longer reads what it did.
    """
    done: list[Path] = []
    try:
        for path, (before, after) in changes.items():
            replace_text(path, before, after)
            done.append(path)
    except BaseException:
        for path in reversed(done):
            # Somebody who changed it in this moment goes before us.
            with contextlib.suppress(OriginalChanged):
                replace_text(path, changes[path][1], changes[path][0])
        raise


def _check_unchanged(target: Path, before: str, path: Path) -> None:
    if target.read_bytes() != before.encode(_ENCODING):
        raise OriginalChanged(path)


def _write_beside(path: Path, data: bytes, mode: int) -> Path:
    """Write what is to be put at a path, under a hidden name in its folder, so that a move is one step."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix="~", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        temporary.chmod(mode)
        sync(name)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise
    return temporary


def _check_free(path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _place_new(temporary: Path, path: Path) -> None:
    try:
        # Unlike a move, a link never takes the place of anything.
        os.link(temporary, path)
    except OSError:
        _check_free(path)
        # Some file systems have no links.
        temporary.replace(path)


def _read_umask() -> int:
    umask = os.umask(0o022)
    os.umask(umask)
    return umask

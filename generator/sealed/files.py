"""Files that are written whole or not at all, and read only if they are files.

World.
Does not know what is in them.
"""

import contextlib
import os
import secrets
import stat
from pathlib import Path

from generator.errors import GeneratorError, Location, Problem
from generator.publish.folders import flag, sync
from generator.sources.git import find_git_folders

_TEMPORARY = ".tmp"


def read_regular(path: Path, limit_bytes: int, name: str) -> bytes:
    """Read a file; no link is followed, and nothing else is waited for.

    Args:
        path: the file.
        limit_bytes: how large it may be.
        name: what problems call it.

    Raises:
        FileNotFoundError: there is none.
        GeneratorError: it is no regular file, or too large.
    """
    if path.is_symlink():
        raise GeneratorError([Problem("is a symbolic link, which is not followed", Location(name))])
    reader = os.open(path, os.O_RDONLY | flag("O_NOFOLLOW") | flag("O_NONBLOCK") | flag("O_CLOEXEC"))
    try:
        if not stat.S_ISREG(os.fstat(reader).st_mode):
            raise GeneratorError([Problem("is not a regular file", Location(name))])
        return read_all(reader, limit_bytes, name)
    finally:
        os.close(reader)


def read_all(reader: int, limit_bytes: int, name: str) -> bytes:
    """Read an open file to its end."""
    chunks = []
    left = limit_bytes + 1
    while left > 0 and (chunk := os.read(reader, left)):
        chunks.append(chunk)
        left -= len(chunk)
    if not left:
        message = f"is larger than {limit_bytes // 1024:,} KiB"
        raise GeneratorError([Problem(message, Location(name))])
    return b"".join(chunks)


def replace_file(path: Path, data: bytes, mode: int) -> None:
    """Put a file in the place of another, or of none: it is the old one or the new one, after a kill or a power cut, too."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}{_TEMPORARY}")
    try:
        write_new(temporary, data, mode)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise
    sync(str(path.parent))


def write_new(path: Path, data: bytes, mode: int) -> None:
    """Write a file that is not there yet, and wait until the disk has it.

    Raises:
        FileExistsError: it is there.
    """
    # Never for a moment can others read what they may not: the mode is that of the first byte.
    writer = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | flag("O_CLOEXEC") | flag("O_BINARY"), mode)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(writer, mode)
        view = memoryview(data)
        while view:
            view = view[os.write(writer, view) :]
        os.fsync(writer)
    finally:
        os.close(writer)


def clear_leftovers(folder: Path, name: str) -> None:
    """Remove what a killed `replace_file` left of a file; only who holds the folder's lock may call this."""
    for path in folder.glob(f".{name}.*{_TEMPORARY}"):
        path.unlink(missing_ok=True)


def find_work_tree(path: Path) -> Path | None:
    """Find the git repository that a file or folder is in, or would be in; nothing if it is in none."""
    found = find_git_folders(path)
    return found[0] if found else None


def refuse_work_tree(path: Path, why: str) -> None:
    """Refuse a path inside a git repository, directly or through a link.

    Raises:
        GeneratorError: it is in one; `why` says what makes that dangerous.
    """
    folders = {path.absolute().parent, path.resolve().parent}
    if any(find_work_tree(folder) for folder in folders):
        message = f"is inside a git repository, and {why}"
        raise GeneratorError([Problem(message, Location(str(path)), hint="put it outside of any repository")])


def read_secret_file(path: Path, limit_bytes: int) -> bytes:
    """Read a file that must never be committed.

    Raises:
        FileNotFoundError: there is none.
        GeneratorError: it is inside a repository, no regular file, or too large.
    """
    refuse_work_tree(path, "what is sealed must not lie open beside it")
    return read_regular(path, limit_bytes, str(path))

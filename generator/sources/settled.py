"""One file's bytes, from a moment at which nobody wrote to it; and what cannot be read, said as a problem.

Does not know how the file was found.

World: reads files and the clock.
"""

import errno
import hashlib
import os
import stat
import time

import msgspec

from generator.digest import DIGEST_SIZE_BYTES, Digest, digest_bytes
from generator.errors import Location, Problem, Severity, SitePath

Signature = tuple[int, int, int, int, int]
"""Device, inode, size, and the nanoseconds of the last change of content and of inode."""

_CHUNK_BYTES = 1024 * 1024
_ATTEMPTS = 4
_PAUSE_S = 0.02
_FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ESTALE})
"""What the system says of a file or folder that is not there any more."""

CLOSED = frozenset({errno.EACCES, errno.EPERM})
"""What it says of one that this user may not read."""


class SettledFile(msgspec.Struct, frozen=True, gc=False):
    """A file's content: its digest, and its bytes if it fits one chunk."""

    digest: Digest
    signature: Signature
    data: bytes | None


def read_settled(
    name: str, path: SitePath, *, folder: int | None = None, keep_all: bool = False
) -> SettledFile | Problem | None:
    """Read a file that stands still while it is read; nothing if it is gone."""
    for attempt in range(_ATTEMPTS):
        if attempt:
            time.sleep(_PAUSE_S)
        try:
            descriptor = os.open(name, _FILE_FLAGS, dir_fd=folder)
        except OSError as error:
            return _describe_unopened(error, path)
        try:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                return describe_mode(before.st_mode, path)
            content = _read_content(descriptor, sign(before), keep_all=keep_all)
            if content is not None and content.signature == sign(os.fstat(descriptor)):
                return content
        finally:
            os.close(descriptor)
    return Problem("kept changing while being read", Location(path), hint="build again when it is written")


def _read_content(descriptor: int, signature: Signature, *, keep_all: bool) -> SettledFile | None:
    """Read as many bytes as the signature promises; nothing if there are more or fewer."""
    size_bytes = signature[2]
    hasher = None
    chunks: list[bytes] = []
    read_bytes_count = 0
    # One byte more than there should be shows a file that grows, and ends the reading of one that grows for ever.
    while chunk := os.read(descriptor, min(_CHUNK_BYTES, size_bytes - read_bytes_count) + 1):
        read_bytes_count += len(chunk)
        if read_bytes_count > size_bytes:
            return None
        if size_bytes <= _CHUNK_BYTES or keep_all:
            chunks.append(chunk)
        else:
            hasher = hasher or hashlib.blake2b(digest_size=DIGEST_SIZE_BYTES)
            hasher.update(chunk)
        if read_bytes_count == size_bytes and size_bytes <= _CHUNK_BYTES:
            # A regular file gives all it has, so one byte fewer than asked for is its end.
            break
    if read_bytes_count != size_bytes:
        return None
    if hasher is not None:
        return SettledFile(Digest(hasher.digest()), signature, None)
    data = chunks[0] if len(chunks) == 1 else b"".join(chunks)
    return SettledFile(digest_bytes(data), signature, data)


def sign(status: os.stat_result) -> Signature:
    """Give the signature of a file by what the file system says of it."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _describe_unopened(error: OSError, path: str) -> Problem | None:
    if error.errno in GONE:
        return None
    if error.errno in CLOSED:
        return refuse_closed(path)
    if error.errno == errno.ELOOP:
        return warn_of_link(path)
    if error.errno in {errno.ENXIO, errno.ENODEV}:
        return warn_left_out(path, "is not a regular file, and is left out")
    raise error


def describe_mode(mode: int, path: str) -> Problem:
    """Say what stands where a regular file should be."""
    kinds = {stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket", stat.S_IFDIR: "a folder"}
    return warn_left_out(path, f"is {kinds.get(stat.S_IFMT(mode), 'a device')}, which is not read")


def warn_left_out(path: str, message: str, hint: str = "") -> Problem:
    """Make the warning that something is not read."""
    return Problem(message, Location(path), hint=hint, severity=Severity.WARNING)


def warn_of_link(path: str) -> Problem:
    """Make the warning about a symbolic link."""
    return warn_left_out(path, "is a symbolic link, which is not followed", "put the file itself in its place")


def refuse_closed(path: str) -> Problem:
    """Make the error about a file or folder that may not be read."""
    return Problem("cannot be read: permission denied", Location(path), hint="let your user read it")

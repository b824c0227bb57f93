"""The lock that keeps two builds of one site apart.

World.
Does not know what is built, nor what an exit code is.

The kernel holds the lock (`flock`) and frees it when its holder dies, however it dies; the file's text only says who
holds it, for whoever waits.
Forked workers hold the lock with their parent: it is free once the parent lets go, or the last of them is gone.
Where there is no `flock` (Windows), or no folder that can be written, there is no lock, and the build goes on.
"""

import errno
import os
import shlex
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

if sys.platform != "win32":
    import fcntl

FILE_NAME = "lock"

_FIRST_PAUSE_S = 0.01
_LONGEST_PAUSE_S = 0.5


class _Holder(msgspec.Struct, frozen=True):
    """The text of the lock file."""

    pid: int
    command: str
    started: str


class LockHeld(Exception):  # noqa: N818 it is a state of the world, as BlockingIOError is
    """Another process holds the lock.

    `pid` is 0, and the texts are empty, where the file does not say who.
    """

    def __init__(self, pid: int, command: str, started: str) -> None:
        """Say who holds the lock."""
        self.pid = pid
        self.command = command
        self.started = started
        who = f"{command} (process {pid}, started {started})" if pid else "an unknown process"
        super().__init__(f"another build is running: {who}")


class BuildLock:
    """A lock that is held until it is released; made by `hold_lock`."""

    def __init__(self, descriptor: int | None) -> None:
        """Take over an open and locked file, or None where there is no lock to hold."""
        self._descriptor = descriptor

    @property
    def is_held(self) -> bool:
        """Whether other builds are in fact kept out."""
        return self._descriptor is not None

    def release(self) -> None:
        """Let the next one in; a second time does nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        try:
            # The file stays, as an empty one: removed, two builds could each lock a file of that name.
            os.ftruncate(descriptor, 0)
            # Workers may still have the file open, which would keep it locked.
            _unlock(descriptor)
        finally:
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.release()


def hold_lock(
    folder: Path,
    *,
    timeout_s: float = 10.0,
    command: str | None = None,
    measure_s: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> BuildLock:
    """Take the lock of a cache folder, waiting for whoever holds it.

    Args:
        folder: the cache folder, which is made if it is missing.
        timeout_s: how long to wait; 0 tries once.
        command: what to tell others of this process; its command line if not given.
        measure_s: a clock that only goes forward.
        sleep: waits for so many seconds.

    Raises:
        LockHeld: it was not free in time.
    """
    descriptor = _open(folder)
    if descriptor is None:
        return BuildLock(None)
    try:
        if not _wait(descriptor, timeout_s, measure_s, sleep):
            os.close(descriptor)
            return BuildLock(None)
        started = time.strftime("%Y-%m-%d %H:%M:%S")
        _describe(descriptor, _Holder(os.getpid(), command or shlex.join(sys.argv), started))
    except BaseException:
        os.close(descriptor)
        raise
    return BuildLock(descriptor)


def _open(folder: Path) -> int | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / FILE_NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        # Whatever else the build needs of this folder, it will say so itself.
        return None


def _wait(descriptor: int, timeout_s: float, measure_s: Callable[[], float], sleep: Callable[[float], None]) -> bool:
    """Wait for the lock; False where the file system has none."""
    end = measure_s() + timeout_s
    pause_s = _FIRST_PAUSE_S
    while True:
        try:
            return _lock(descriptor)
        except BlockingIOError:
            left_s = end - measure_s()
            if left_s <= 0:
                holder = _read_holder(descriptor)
                raise LockHeld(holder.pid, holder.command, holder.started) from None
        sleep(min(pause_s, left_s))
        pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)


def _describe(descriptor: int, holder: _Holder) -> None:
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, msgspec.json.encode(holder))
    except OSError as error:
        # The lock is held all the same; on a full disk the others only do not learn by whom.
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EIO}:
            raise


def _read_holder(descriptor: int) -> _Holder:
    try:
        return msgspec.json.decode(os.read(descriptor, 1 << 16), type=_Holder)
    except (OSError, msgspec.DecodeError):
        return _Holder(0, "", "")


def _lock(descriptor: int) -> bool:
    """Lock the file, or say that here files cannot be locked."""
    if sys.platform != "win32":
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            return False
        return True
    return False


def _unlock(descriptor: int) -> None:
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_UN)

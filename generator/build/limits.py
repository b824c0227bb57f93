"""Limits on what one file may cost: time in this process or a worker, and memory in a worker.

World.
Does not know what is done within them; the limit on a file's length is where files are read.
"""

import os
import resource
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn, TypeVar

import msgspec

from generator.errors import Location, Problem, SitePath

T = TypeVar("T")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one file may cost."""

    time_s: float = 5.0
    """A thousand times what a long entry takes."""
    patience_s: float = 20.0
    """After which a worker is given up that looks at no signal, as code in C may not for long."""
    memory_bytes: int = 512 * 1024 * 1024
    """How much more than it began with a worker may take."""


_AGAIN_S = 0.5
"""Whoever lost the first signal, such as a destructor that swallows everything, gets another."""


class TimeIsUpError(BaseException):
    """Raised wherever a task is when its time is up; not an `Exception`, for those are caught on the way."""


def run_within(limit_s: float, task: Callable[[], T]) -> T:
    """Do something that may take so long and no longer; where time cannot be limited it takes what it takes.

    Raises:
        TimeIsUpError: it took longer.
    """
    if not can_limit_time():
        return task()
    started_s = time.monotonic()
    handler = signal.signal(signal.SIGALRM, _raise_time_is_up)
    delay_s, interval_s = signal.setitimer(signal.ITIMER_REAL, limit_s, _AGAIN_S)
    # Two blocks: the last signal may come just as the inner one ends.
    try:
        try:
            result = task()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        # Code in C that calls us back may swallow what is raised there, and go on with half of it.
        if time.monotonic() - started_s > limit_s:
            raise TimeIsUpError
        return result
    finally:
        signal.signal(signal.SIGALRM, handler)
        if delay_s:
            left_s = delay_s - (time.monotonic() - started_s)
            signal.setitimer(signal.ITIMER_REAL, max(left_s, 1e-6), interval_s)


def can_limit_time() -> bool:
    """Tell whether a task can be ended here: signals come to the main thread alone."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _raise_time_is_up(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TimeIsUpError


def limit_memory(limit_bytes: int) -> None:
    """See to it that this process gets no more memory than it has and so much on top.

    Only on Linux: other systems do not say how much a process has, or do not keep to such a limit.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except FileNotFoundError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit_bytes += pages * os.sysconf("SC_PAGE_SIZE")
    known = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([limit_bytes, *known]), hard))


def say_too_slow(path: SitePath, limits: Limits) -> Problem:
    """Say that a file took too long."""
    hint = "split it into several files, or take out what is unusual in it, such as thousands of open brackets"
    return Problem(f"took longer than {limits.time_s:g} s to render", Location(path), hint=hint)


def say_too_large(path: SitePath, limits: Limits) -> Problem:
    """Say that a file took too much memory."""
    message = f"needs more than {limits.memory_bytes // (1024 * 1024)} MiB of memory to be rendered"
    return Problem(message, Location(path), hint="split it into several files")


def say_ended(path: SitePath) -> Problem:
    """Say that the process that rendered a file was ended by it."""
    hint = "is the machine short of memory? If not, it is a fault of the generator or of a library: please report it"
    return Problem("ends the process that renders it", Location(path), hint=hint)

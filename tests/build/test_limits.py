"""Limits on what one file may cost."""

import contextlib
import mmap
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.build.limits import (
    Limits,
    TimeIsUpError,
    can_limit_time,
    limit_memory,
    run_within,
    say_ended,
    say_too_large,
    say_too_slow,
)
from generator.errors import SitePath, format_problem

LONG_S = 60.0
"""More than any test takes."""
SHORT_S = 0.05


@pytest.fixture(autouse=True)
def leaves_signals_alone() -> Iterator[None]:
    """After each test the handler is the one before, and no timer runs."""
    before = signal.getsignal(signal.SIGALRM)
    yield
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def spin() -> int:
    """Never end."""
    while True:
        pass


def test_task_in_time_gives_its_result() -> None:
    """A limit that is not reached is not noticed."""
    assert run_within(LONG_S, lambda: 5) == 5


def test_task_that_never_ends_is_ended() -> None:
    """Python's own code is interrupted wherever it is."""
    with pytest.raises(TimeIsUpError):
        run_within(SHORT_S, spin)


def test_search_that_never_ends_is_ended() -> None:
    """Patterns look at signals, too."""
    with pytest.raises(TimeIsUpError):
        run_within(SHORT_S, lambda: re.match(r"(a+)+$", "a" * 60 + "b"))


def test_task_that_swallows_every_exception_is_ended() -> None:
    """Neither a lexer that fails nor a destructor that must not may keep it from ending."""

    def task() -> None:
        while True:
            with contextlib.suppress(Exception):
                spin()

    with pytest.raises(TimeIsUpError):
        run_within(SHORT_S, task)


def test_task_that_loses_the_first_signal_is_ended_by_the_next() -> None:
    """What is raised in a destructor goes nowhere."""
    lost: list[int] = []

    def task() -> None:
        try:
            spin()
        except TimeIsUpError:
            lost.append(1)
        spin()

    with pytest.raises(TimeIsUpError):
        run_within(SHORT_S, task)
    assert lost == [1]


def test_result_that_came_too_late_is_none() -> None:
    """Code that swallowed the signal may have gone on with half of what it should have."""

    def swallow() -> int:
        with contextlib.suppress(TimeIsUpError):
            spin()
        return 5

    with pytest.raises(TimeIsUpError):
        run_within(SHORT_S, swallow)


def test_exception_of_a_task_is_its_own() -> None:
    """And the timer is stopped all the same."""
    with pytest.raises(ZeroDivisionError):
        run_within(LONG_S, lambda: 1 // 0)


def test_timer_that_ran_before_goes_on() -> None:
    """A limit inside of a limit takes nothing from the outer one."""
    with pytest.raises(TimeIsUpError):
        run_within(SHORT_S, lambda: [run_within(LONG_S, lambda: 1), spin()])


def in_thread(task: Callable[[], bool]) -> bool:
    """Do something in another thread."""
    told: list[bool] = []
    thread = threading.Thread(target=lambda: told.append(task()))
    thread.start()
    thread.join()
    return told[0]


def test_time_can_be_limited_in_the_main_thread_alone() -> None:
    """Elsewhere a task takes what it takes."""
    assert can_limit_time()
    assert not in_thread(can_limit_time)
    started_s = time.monotonic()

    def take_longer() -> bool:
        while time.monotonic() < started_s + 2 * SHORT_S:
            pass
        return True

    assert in_thread(lambda: run_within(SHORT_S, take_longer))


def in_child(task: Callable[[], None]) -> str:
    """Do something in a process of its own, and say what it raised."""
    with mmap.mmap(-1, 100) as told:
        pid = os.fork()
        if not pid:
            try:
                task()
            except BaseException as error:  # noqa: BLE001 (a child that ran on would be a second test run)
                told.write(type(error).__name__.encode())
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        return told[:].rstrip(b"\0").decode()


MEBIBYTE = 1024 * 1024
STATM = Path("/proc/self/statm")


@pytest.mark.skipif(not STATM.exists(), reason="other systems do not say what a process has")
def test_memory_beyond_the_limit_is_refused() -> None:
    """What the process has already does not count."""
    # A program of its own: what earlier tests have freed in this one could be had again without asking the system.
    program = (
        "import sys; from generator.build.limits import limit_memory; "
        f"ballast = bytes({100 * MEBIBYTE}); limit_memory({50 * MEBIBYTE}); bytearray(int(sys.argv[1]))"
    )

    def take(size_bytes: int) -> str:
        command = [sys.executable, "-c", program, str(size_bytes)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr.strip().rpartition("\n")[2]

    assert take(40 * MEBIBYTE) == ""
    assert take(60 * MEBIBYTE) == "MemoryError"


@pytest.mark.skipif(not STATM.exists(), reason="other systems do not say what a process has")
def test_lower_limit_of_the_system_stays() -> None:
    """Whoever started the build may have set one."""

    def take() -> None:
        pages = int(STATM.read_text(encoding="ascii").split()[5])
        size_bytes = pages * os.sysconf("SC_PAGE_SIZE") + 20 * MEBIBYTE
        resource.setrlimit(resource.RLIMIT_DATA, (size_bytes, resource.RLIM_INFINITY))
        limit_memory(500 * MEBIBYTE)
        bytearray(60 * MEBIBYTE)

    assert in_child(take) == "MemoryError"


def test_problems_name_the_file_and_the_limit() -> None:
    """An author learns which file it is, and what to do."""
    path = SitePath("content/entries/a.md")
    limits = Limits()
    problems = [say_too_slow(path, limits), say_too_large(path, limits), say_ended(path)]
    assert (
        "\n".join(map(format_problem, problems))
        == """\
content/entries/a.md: error: took longer than 5 s to render
  hint: split it into several files, or take out what is unusual in it, such as thousands of open brackets
content/entries/a.md: error: needs more than 512 MiB of memory to be rendered
  hint: split it into several files
content/entries/a.md: error: ends the process that renders it
  hint: is the machine short of memory? If not, it is a fault of the generator or of a library: please report it"""
    )

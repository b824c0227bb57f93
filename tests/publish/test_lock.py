"""The lock: one build at a time, for as long as its process lives and no longer."""

import os
import signal
from pathlib import Path

import pytest

from generator.publish.lock import FILE_NAME, LockHeld, hold_lock


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        """Begin at an arbitrary time."""
        self.now_s = 1000.0
        self.pauses_s: list[float] = []

    def measure_s(self) -> float:
        """Give the time."""
        return self.now_s

    def sleep(self, pause_s: float) -> None:
        """Let time pass."""
        self.pauses_s.append(pause_s)
        self.now_s += pause_s


def test_keeps_a_second_build_out(tmp_path: Path) -> None:
    """Whoever waits in vain learns who holds the lock."""
    with hold_lock(tmp_path, command="journal build") as lock:
        assert lock.is_held
        with pytest.raises(LockHeld) as caught:
            hold_lock(tmp_path, timeout_s=0)
    assert (caught.value.pid, caught.value.command) == (os.getpid(), "journal build")
    started = caught.value.started
    assert str(caught.value) == (f"another build is running: journal build (process {os.getpid()}, started {started})")


def test_is_free_after_it_was_released(tmp_path: Path) -> None:
    """The next build gets it at once."""
    hold_lock(tmp_path).release()
    with hold_lock(tmp_path, timeout_s=0) as lock:
        assert lock.is_held


def test_names_nobody_once_it_was_released(tmp_path: Path) -> None:
    """Whoever comes between two builds is not told of the one that has ended."""
    hold_lock(tmp_path).release()
    assert (tmp_path / FILE_NAME).read_bytes() == b""


def test_releasing_twice_does_not_free_the_lock_of_another(tmp_path: Path) -> None:
    """A lock knows that it is no longer held."""
    first = hold_lock(tmp_path)
    first.release()
    with hold_lock(tmp_path, timeout_s=0):
        first.release()
        assert not first.is_held
        with pytest.raises(LockHeld):
            hold_lock(tmp_path, timeout_s=0)


def test_waits_as_long_as_told_with_growing_pauses(tmp_path: Path) -> None:
    """Not a moment longer, and not asking all the time."""
    clock = Clock()
    with hold_lock(tmp_path), pytest.raises(LockHeld):
        hold_lock(tmp_path, timeout_s=3.0, measure_s=clock.measure_s, sleep=clock.sleep)
    assert clock.now_s == pytest.approx(1003.0)
    assert clock.pauses_s[:-1] == sorted(clock.pauses_s[:-1])
    assert len(clock.pauses_s) < 20


def test_gets_the_lock_as_soon_as_it_is_free(tmp_path: Path) -> None:
    """A build that ends lets the waiting one in."""
    first = hold_lock(tmp_path)
    clock = Clock()

    def sleep(pause_s: float) -> None:
        clock.sleep(pause_s)
        if clock.now_s > 1001:
            first.release()

    with hold_lock(tmp_path, measure_s=clock.measure_s, sleep=sleep) as lock:
        assert lock.is_held
    assert clock.now_s < 1002


def test_is_free_when_its_holder_was_killed(tmp_path: Path) -> None:
    """The kernel frees it, and what the dead one wrote into the file is of no account."""
    child = os.fork()
    if child == 0:
        hold_lock(tmp_path)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert str(child) in (tmp_path / FILE_NAME).read_text()
    with hold_lock(tmp_path, timeout_s=0) as lock:
        assert lock.is_held


def test_is_free_once_released_though_a_worker_lives_on(tmp_path: Path) -> None:
    """A forked process that inherited the file does not keep the next build waiting."""
    reader, writer = os.pipe()
    lock = hold_lock(tmp_path)
    child = os.fork()
    if child == 0:
        os.close(writer)
        os.read(reader, 1)
        os._exit(0)
    lock.release()
    with hold_lock(tmp_path, timeout_s=0) as second:
        assert second.is_held
    os.close(writer)
    os.close(reader)
    os.waitpid(child, 0)


def test_says_so_when_the_holder_is_unknown(tmp_path: Path) -> None:
    """The text of the file may be damaged; the lock holds all the same."""
    with hold_lock(tmp_path):
        (tmp_path / FILE_NAME).write_bytes(b"\xff{")
        with pytest.raises(LockHeld) as caught:
            hold_lock(tmp_path, timeout_s=0)
    assert str(caught.value) == "another build is running: an unknown process"


def test_makes_the_missing_folders(tmp_path: Path) -> None:
    """The cache of a fresh clone has no folder yet."""
    with hold_lock(tmp_path / ".cache" / "journal") as lock:
        assert lock.is_held


def test_goes_on_without_a_lock_where_none_can_be_made(tmp_path: Path) -> None:
    """A build that cannot be remembered is still a build."""
    (tmp_path / "cache").write_text("a file stands where the folder should be")
    with hold_lock(tmp_path / "cache") as lock:
        assert not lock.is_held

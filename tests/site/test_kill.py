"""Builds that are killed, interrupted, or run at the same time: the published site is always a whole one.

The builds are forked from this process, which has imported everything, so that a trial takes no longer than a build.
The random moments are the same in every run; set JOURNAL_SEED to another number for others.
"""

import os
import random
import select
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import pytest

from generator.build.stages import BuildOptions, build_site
from generator.cli.console import exit_codes
from generator.publish.lock import hold_lock
from tests.site.space import DATE, SiteSpace, tree_digest

pytestmark = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="trials need to wait for a process or a moment")

SEED = int(os.environ.get("JOURNAL_SEED", "1"))
ENTRY_COUNT = 12
LONGEST_S = 60.0


@pytest.fixture
def moments() -> random.Random:
    """Choose the moments; the seed is printed if the test fails."""
    print(f"JOURNAL_SEED={SEED}")  # noqa: T201 (pytest shows it where a trial fails)
    return random.Random(SEED)


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site of a few pages, not built yet."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\ntitle: Notes\ngit_dates: false\n")
    write_entries(space, "old")
    return space


def write_entries(space: SiteSpace, word: str) -> None:
    """Write every entry with other words."""
    for number in range(ENTRY_COUNT):
        text = f"---\ndate: 2020-01-{number + 1:02}\ntags: [t{number % 3}]\n---\n# {word} {number}\n\n{word} words.\n"
        space.write(f"content/entries/e{number}.md", text)


def fork(task: Callable[[], None]) -> int:
    """Start a process that does one thing and ends with the exit code of whatever that raises."""
    pid = os.fork()
    if pid:
        return pid
    code = 99
    try:
        task()
        code = 0
    except SystemExit as error:
        code = int(error.code or 0)
    except BaseException:  # noqa: BLE001 (the child must not come back into pytest)
        traceback.print_exc()
    finally:
        os._exit(code)


def wait(pid: int, timeout_s: float) -> bool:
    """Wait until a process ends, or for so long; tell whether it ended."""
    descriptor = os.pidfd_open(pid)
    try:
        return bool(select.select([descriptor], [], [], timeout_s)[0])
    finally:
        os.close(descriptor)


def finish(pid: int) -> int:
    """Wait for a process to end and give its exit code; minus the signal's number if it was killed."""
    assert wait(pid, LONGEST_S), "a build does not end"
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def build_in(space: SiteSpace, *, with_search: bool = False) -> None:
    """Build, in a forked process."""
    build_site(space.root, BuildOptions(date=DATE, jobs=1, with_search=with_search), lambda *_: None)


def measure_s(space: SiteSpace) -> float:
    """Find out how long a forked build takes here and now."""
    started_s = time.perf_counter()
    assert finish(fork(lambda: build_in(space))) == 0
    return time.perf_counter() - started_s


def two_sites(space: SiteSpace) -> tuple[str, str, float]:
    """Build the old site and the new one, to know them; leave the old one published and the new one written."""
    write_entries(space, "new")
    duration_s = measure_s(space)
    new = space.digest()
    write_entries(space, "old")
    assert space.build().is_published
    old = space.digest()
    write_entries(space, "new")
    return old, new, duration_s


def test_killed_build_leaves_the_old_index_or_the_new_one(space: SiteSpace, moments: random.Random) -> None:
    """Law 6, while Pagefind works: an index is published with its pages or not at all."""
    wanted = {}
    for word in ("old", "new"):
        write_entries(space, word)
        started_s = time.perf_counter()
        assert space.build(with_search=True).is_published
        duration_s = time.perf_counter() - started_s
        wanted[word] = space.digest()
    for _ in range(5):
        write_entries(space, "old")
        space.build(with_search=True)
        write_entries(space, "new")
        pid = fork(lambda: build_in(space, with_search=True))
        wait(pid, moments.uniform(0.3, 1.1) * duration_s)
        os.kill(pid, signal.SIGKILL)
        finish(pid)
        assert space.digest() in wanted.values(), "the site is neither the old nor the new one"
        space.build(with_search=True)
        assert (space.digest(), space.leftovers()) == (wanted["new"], [])


@pytest.mark.parametrize("is_first", [True, False], ids=["first build", "rebuild"])
def test_killed_build_leaves_a_whole_a_whole_site(space: SiteSpace, moments: random.Random, *, is_first: bool) -> None:
    """Law 6: at any of 15 random moments; what comes next is right, and nothing is left lying about."""
    old, new, duration_s = two_sites(space)
    seen = set()
    longest = 1.1 * duration_s
    # One is killed at its start, and one has ended, however busy the machine is.
    for patience_s in (0.0, *(moments.uniform(0, longest) for _ in range(15)), LONGEST_S):
        if is_first:
            space.remove("public")
            space.remove(".cache")
            (space.root / ".public.journal").unlink()
        else:
            write_entries(space, "old")
            space.build()
            write_entries(space, "new")
        pid = fork(lambda: build_in(space))
        wait(pid, patience_s)
        os.kill(pid, signal.SIGKILL)
        finish(pid)
        found = space.digest()
        assert found in {"" if is_first else old, new}, "the site is neither the old nor the new one"
        seen.add(found)
        assert space.build().is_published
        assert (space.digest(), space.leftovers()) == (new, [])
    assert len(seen) == 2, "no build was killed before its end, or none after: the trial shows nothing"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_build_ends_in_order(space: SiteSpace, moments: random.Random, number: int, code: int) -> None:
    """Ctrl-C and `kill`: the exit code says so, no staging folder stays, and the site is a whole one."""
    old, new, duration_s = two_sites(space)
    codes = set()
    for _ in range(6):
        write_entries(space, "old")
        space.build()
        write_entries(space, "new")
        readable, writable = os.pipe()
        pid = fork(lambda: build_with_exit_codes(space, number, writable))  # noqa: B023 (called at once)
        os.read(readable, 1)
        os.close(readable)
        os.close(writable)
        wait(pid, moments.uniform(0, 0.9 * duration_s))
        os.kill(pid, number)
        codes.add(finish(pid))
        assert space.digest() in {old, new}
        assert space.leftovers() == []
    assert codes <= {0, code}
    assert code in codes


def build_with_exit_codes(space: SiteSpace, number: int, writable: int) -> None:
    """Build as the command does, in a forked process; say when a signal may come."""
    # A shell that runs the tests in the background has Ctrl-C ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with redirect_stderr(StringIO()), exit_codes(space.root):
        os.write(writable, b".")
        build_in(space)
        # What comes after the build is not what this trial is about.
        signal.pthread_sigmask(signal.SIG_BLOCK, {number})


def test_builds_at_the_same_time_end_with_a_whole_site(space: SiteSpace) -> None:
    """Four builds of one site wait for each other; whoever looks meanwhile sees the old or the new site."""
    old, new, _ = two_sites(space)
    pids = [fork(lambda: build_in(space)) for _ in range(4)]
    seen = {read_steadily(space)}
    while not all(wait(pid, 0.01) for pid in pids):
        seen.add(read_steadily(space))
    assert [finish(pid) for pid in pids] == [0] * 4
    assert seen <= {old, new}
    assert (space.digest(), space.leftovers()) == (new, [])


def read_steadily(space: SiteSpace) -> str:
    """Read the site as it was at one moment: a folder that was exchanged while we read it is read again."""
    while True:
        # As long as it is open, no other folder can have its number.
        opened = os.open(space.public, os.O_RDONLY | os.O_DIRECTORY)
        try:
            digest = tree_digest(Path(f"/proc/self/fd/{opened}"))
            if os.path.samestat(os.fstat(opened), space.public.stat()):
                return digest
        except FileNotFoundError:
            continue
        finally:
            os.close(opened)


def test_second_build_that_may_not_wait_says_who_holds_the_lock(space: SiteSpace) -> None:
    """The message names the process and when it began; the exit code is that of a lock."""
    with hold_lock(space.root / ".cache/journal", command="journal build --clean"):
        readable, writable = os.pipe()
        pid = fork(lambda: refuse(space, writable))
        os.close(writable)
        with os.fdopen(readable, encoding="utf-8") as stream:
            said = stream.read()
        assert finish(pid) == 75
    start = f"journal: another build is running: journal build --clean (process {os.getpid()}, started "
    assert said.startswith(start)
    assert said.endswith(")\n")
    assert said.count("\n") == 1


def refuse(space: SiteSpace, writable: int) -> None:
    """Ask for the lock as a build does, without its patience, in a forked process."""
    with os.fdopen(writable, "w", encoding="utf-8") as stream, redirect_stderr(stream), exit_codes(space.root):
        hold_lock(space.root / ".cache/journal", timeout_s=0)

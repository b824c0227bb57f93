"""Many tasks on all cores."""

import faulthandler
import math
import mmap
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.workers import Care, Loss, WorkerError, _fork, count_workers, divide, map_tasks

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")


class Square(msgspec.Struct, frozen=True, array_like=True):
    """A result of more than one part."""

    root: int
    square: int
    pid: int


def square(number: int) -> Square:
    """Do some work."""
    return Square(number, number * number, os.getpid())


def list_descriptors() -> list[int]:
    """Give the descriptors that this process has open, as far as a test can come."""
    return [descriptor for descriptor in range(256) if is_open(descriptor)]


def is_open(descriptor: int) -> bool:
    """Tell whether a descriptor is open."""
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


@pytest.fixture(autouse=True)
def leaves_nothing() -> Iterator[None]:
    """After each test there is no child, not even a dead one, and no descriptor more than before."""
    before = list_descriptors()
    yield
    assert list_descriptors() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 2, 7, 200])
def test_every_result_comes_with_its_index(workers: int, count: int) -> None:
    """However many processes there are, each item has its own result, once; the order is any."""
    results = dict(map_tasks(square, range(count), Square, workers=workers))
    assert sorted(results) == list(range(count))
    assert all((result.root, result.square) == (index, index * index) for index, result in results.items())


def test_one_worker_is_this_process() -> None:
    """Nothing is started for one worker, nor for one item."""
    assert {result.pid for _, result in map_tasks(square, range(9), Square, workers=1)} == {os.getpid()}
    assert {result.pid for _, result in map_tasks(square, [5], Square, workers=4)} == {os.getpid()}


def test_workers_are_other_processes() -> None:
    """With more, this process only gathers."""
    pids = {result.pid for _, result in map_tasks(square, range(200), Square, workers=2)}
    assert os.getpid() not in pids
    assert len(pids) <= 2


def test_items_and_tasks_need_not_be_sendable() -> None:
    """A worker has what its parent knows; neither task nor items are turned into bytes."""
    offset = 3
    items = [lambda number=number: number + offset for number in range(50)]
    results = dict(map_tasks(lambda item: item(), items, int, workers=2))
    assert results == {index: index + 3 for index in range(50)}


def test_what_a_task_changes_is_lost() -> None:
    """Memory is the worker's own."""
    seen: list[int] = []
    list(map_tasks(lambda number: seen.append(number) or number, range(50), int, workers=2))  # type: ignore[func-returns-value]  # that is what is shown
    assert seen == []


def test_large_results_come_whole() -> None:
    """Results may be greater than what a pipe holds."""
    results = dict(map_tasks(lambda number: bytes([number]) * 300_000, range(40), bytes, workers=2))
    assert results == {number: bytes([number]) * 300_000 for number in range(40)}


@pytest.mark.parametrize("weights", [[1] * 60, [0] * 60, list(range(60)), [1_000_000, *([1] * 59)]])
def test_weights_do_not_change_the_results(weights: list[int]) -> None:
    """However uneven the work is shared, all of it is done once."""
    results = list(map_tasks(square, range(60), Square, workers=3, weights=weights))
    assert sorted((index, result.square) for index, result in results) == [(n, n * n) for n in range(60)]


@given(st.lists(st.integers(0, 100), max_size=80), st.integers(1, 40))
def test_pieces_cover_the_row(weights: list[int], count: int) -> None:
    """Pieces follow each other without a gap, none is empty, and there are not many more than asked for."""
    pieces = divide(weights, count)
    assert [index for start, end in pieces for index in range(start, end)] == list(range(len(weights)))
    assert all(start < end for start, end in pieces)
    assert len(pieces) <= 2 * count + 1 or sum(weights) < count


def test_heavy_item_is_a_piece_of_its_own() -> None:
    """A long entry does not hold up the short ones behind it."""
    assert divide([9, 1, 1, 1], 3) == [(0, 1), (1, 4)]


def fail_at(wrong: int) -> Callable[[int], int]:
    """Make a task that fails at one item."""

    def task(number: int) -> int:
        if number == wrong:
            message = f"cannot do {number}"
            raise ValueError(message)
        return number

    return task


def test_failing_task_is_told_with_its_traceback() -> None:
    """What a worker raises is raised here, with the lines it came from."""
    with pytest.raises(WorkerError) as caught:
        list(map_tasks(fail_at(17), range(40), int, workers=2))
    text = str(caught.value)
    assert text.startswith("Traceback (most recent call last):\n")
    assert "in task\n" in text
    assert text.rstrip().endswith("ValueError: cannot do 17")


def test_failing_task_in_this_process_is_raised_as_it_is() -> None:
    """Without workers the exception is the task's own."""
    with pytest.raises(ValueError, match="cannot do 3"):
        list(map_tasks(fail_at(3), range(9), int, workers=1))


def test_all_tasks_may_fail() -> None:
    """When every worker fails at once there is one error."""

    def task(number: int) -> int:
        raise KeyError(number)

    for _ in range(20):
        with pytest.raises(WorkerError, match="KeyError"):
            list(map_tasks(task, range(40), int, workers=4))


@pytest.mark.parametrize("raised", [KeyboardInterrupt, SystemExit, RecursionError, MemoryError])
def test_no_exception_escapes_a_worker(raised: type[BaseException]) -> None:
    """Whatever is raised ends the worker, not only what is an error."""

    def task(_number: int) -> int:
        raise raised

    with pytest.raises(WorkerError, match=raised.__name__):
        list(map_tasks(task, range(40), int, workers=2))


def kill_at(wrong: int) -> Callable[[int], int]:
    """Make a task that kills its process at one item, as a system short of memory does."""

    def task(number: int) -> int:
        if number == wrong:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    return task


@pytest.mark.parametrize("wrong", [0, 20, 39])
def test_killed_worker_is_an_error(wrong: int) -> None:
    """A worker that is gone is noticed, at once and not by waiting for it."""
    with pytest.raises(WorkerError, match="a worker process was ended from outside"):
        list(map_tasks(kill_at(wrong), range(40), int, workers=2))


def test_worker_that_exits_is_an_error() -> None:
    """A library that ends the process does not end the build silently."""
    with pytest.raises(WorkerError, match="a worker process was ended from outside"):
        list(map_tasks(lambda _number: os._exit(0), range(40), int, workers=2))


def test_result_that_is_no_bytes_is_told() -> None:
    """A result that cannot be sent is a mistake of ours, and says so."""
    with pytest.raises(WorkerError, match="TypeError"):
        list(map_tasks(lambda _number: object(), range(40), object, workers=2))


def test_results_may_be_left() -> None:
    """Who stops asking leaves no process behind."""
    results = map_tasks(lambda number: bytes(200_000) + bytes([number]), range(100), bytes, workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]  # it is a generator


def test_work_after_an_error_goes_on() -> None:
    """After a failure the next round has workers of its own."""
    with pytest.raises(WorkerError):
        list(map_tasks(fail_at(0), range(40), int, workers=2))
    assert sorted(map_tasks(fail_at(-1), range(40), int, workers=2)) == [(n, n) for n in range(40)]


def test_worker_that_cannot_report_its_failure_just_ends() -> None:
    """Where the parent is gone a failing worker ends too, and never runs on in its parent's code."""

    def run(_chunk: tuple[int, int], _board: mmap.mmap) -> bytes:
        raise ValueError

    try:
        worker = _fork(run, None, [], 0)
    except BaseException:  # noqa: BLE001 (only a worker that ran on can come here)
        os._exit(77)
    os.close(worker.results)
    worker.give((0, 1))
    _, status = os.waitpid(worker.pid, 0)
    os.close(worker.orders)
    assert os.waitstatus_to_exitcode(status) == 1


LONG_S = 60.0
"""More than any test takes."""


COUNT = 200
"""So many items that several go to a worker at a time."""
ENDED, TOO_SLOW = -1, -2
"""In place of the result of an item that was lost."""


def take_care(*, limit_s: float = LONG_S, on_start: Callable[[], None] = lambda: None) -> Care[int]:
    """Give the reason why an item is lost in place of its result."""
    return Care(on_lost=lambda _, loss: ENDED if loss is Loss.ENDED else TOO_SLOW, on_start=on_start, limit_s=limit_s)


def survive(task: Callable[[int], int], care: Care[int], workers: int = 2) -> dict[int, int]:
    """Do all items with care; each may come once only."""
    results = list(map_tasks(task, range(COUNT), int, workers=workers, care=care))
    assert len(results) == len(dict(results))
    return dict(results)


@pytest.mark.parametrize("wrong", [0, 20, 199])
@pytest.mark.parametrize("workers", [2, 3])
def test_killed_worker_costs_no_other_item_its_result(wrong: int, workers: int) -> None:
    """The item at which two workers were killed is lost, the others are done by another worker."""
    assert survive(kill_at(wrong), take_care(), workers) == {n: n for n in range(COUNT)} | {wrong: ENDED}


def crash() -> None:
    """End as a fault in a library written in C does; what pytest would say of it belongs to no test."""
    faulthandler.disable()
    os.abort()


@pytest.mark.parametrize("end", [crash, lambda: os._exit(0), lambda: os._exit(3)])
def test_worker_that_ends_itself_costs_no_other_item_its_result(end: Callable[[], None]) -> None:
    """However it ends."""

    def task(number: int) -> int:
        if number == 7:
            end()
        return number

    assert survive(task, take_care()) == {n: n for n in range(COUNT)} | {7: ENDED}


def test_many_items_may_be_lost() -> None:
    """As many workers are started as it takes."""

    def task(number: int) -> int:
        if number % 50 < 2:
            os._exit(1)
        return number

    lost = {n: ENDED for n in range(COUNT) if n % 50 < 2}
    assert survive(task, take_care()) == {n: n for n in range(COUNT)} | lost


def test_item_whose_worker_was_killed_once_is_done_again(tmp_path: Path) -> None:
    """Whoever kills a worker from outside, or a machine short of memory for a moment, spoils nothing."""
    mark = tmp_path / "killed"

    def task(number: int) -> int:
        if number == 20 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert survive(task, take_care()) == {n: n for n in range(COUNT)}


def test_item_that_never_ends_is_given_up() -> None:
    """Not even one that looks at no signal holds up the others."""

    def task(number: int) -> int:
        if number == 20:
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
            signal.sigwait({signal.SIGUSR1})
        return number

    assert survive(task, take_care(limit_s=0.2)) == {n: n for n in range(COUNT)} | {20: TOO_SLOW}


def test_items_that_take_their_time_are_not_given_up() -> None:
    """The limit is for one item, not for all of them."""

    def task(number: int) -> int:
        deadline = time.monotonic() + 0.01
        while time.monotonic() < deadline:
            pass
        return number

    assert survive(task, take_care(limit_s=0.9)) == {n: n for n in range(COUNT)}


def test_failing_task_is_told_in_spite_of_all_care() -> None:
    """A mistake of ours is no fault of the item."""
    with pytest.raises(WorkerError, match="ValueError: cannot do 17"):
        survive(fail_at(17), take_care())


def test_workers_that_end_before_their_first_item_are_an_error() -> None:
    """No item is to blame, and there is no end to starting others."""
    with pytest.raises(WorkerError, match="a worker process was ended from outside"):
        survive(square_root, take_care(on_start=lambda: os._exit(1)))


def square_root(number: int) -> int:
    """Do some other work."""
    return math.isqrt(number)


def test_each_worker_is_made_ready_once() -> None:
    """What is set up at the start is there at every item, and not in this process."""
    ready: list[int] = []
    results = map_tasks(
        lambda _number: len(ready), range(40), int, workers=2, care=take_care(on_start=lambda: ready.append(1))
    )
    assert {result for _, result in results} == {1}
    assert ready == []


@pytest.mark.parametrize(("workers", "count"), [(1, 1), (1, 9), (2, 1), (0, 3)])
def test_work_may_be_done_apart(workers: int, count: int) -> None:
    """Even one item, where what it does must not happen in this process."""
    results = list(map_tasks(square, range(count), Square, workers=workers, is_apart=True))
    assert sorted(result.root for _, result in results) == list(range(count))
    assert os.getpid() not in {result.pid for _, result in results}


def test_nothing_apart_starts_nothing() -> None:
    """Without items there is no process."""
    assert list(map_tasks(square, [], Square, workers=2, is_apart=True)) == []


def test_who_stops_asking_waits_for_no_item() -> None:
    """An item that never ends is stopped with its worker."""

    def task(number: int) -> int:
        if number > 30:
            signal.sigwait({signal.SIGUSR1})
        return number

    results = map_tasks(task, range(40), int, workers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]  # it is a generator


def test_number_of_workers_is_as_asked() -> None:
    """Without a wish it is the number of cores that are ours."""
    assert count_workers(3) == 3
    assert count_workers(1) == 1
    assert count_workers(0) >= 1


def test_parent_may_do_something_meanwhile() -> None:
    """Once, while the workers are at work; nothing is missing from the results."""
    done = []
    results = map_tasks(square, range(200), Square, workers=2, meanwhile=lambda: done.append(os.getpid()))
    assert sorted((index, result.square) for index, result in results) == [(n, n * n) for n in range(200)]
    assert done == [os.getpid()]


def test_nothing_is_done_meanwhile_without_workers() -> None:
    """Alone, there is no meanwhile."""
    done: list[int] = []
    assert len(list(map_tasks(square, range(20), Square, workers=1, meanwhile=lambda: done.append(1)))) == 20
    assert done == []

"""Many tasks on all cores."""

import os
import signal
from collections.abc import Callable, Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.workers import WorkerError, _start, count_workers, divide, map_tasks

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

    def run_chunk(_number: int) -> bytes:
        raise ValueError

    try:
        worker = _start(run_chunk, [])
    except BaseException:  # noqa: BLE001 (only a worker that ran on can come here)
        os._exit(77)
    os.close(worker.results)
    os.write(worker.numbers, bytes(8))
    _, status = os.waitpid(worker.pid, 0)
    os.close(worker.numbers)
    assert os.waitstatus_to_exitcode(status) == 1


def test_number_of_workers_is_as_asked() -> None:
    """Without a wish it is the number of cores that are ours."""
    assert count_workers(3) == 3
    assert count_workers(1) == 1
    assert count_workers(0) >= 1

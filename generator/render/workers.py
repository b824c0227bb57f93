"""Many tasks on all cores: the one place that starts processes.

World.
Workers are forked, so that they have everything the parent knows without it being sent.
Knows nothing of what the tasks are; results come back as MessagePack.
"""

import contextlib
import gc
import itertools
import os
import selectors
import signal
import struct
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import NoReturn, TypeVar

import msgspec

T = TypeVar("T")
R = TypeVar("R")

_CHUNKS_PER_WORKER = 16
"""So small a share that the last worker is not waited for, and so large that sending results costs nothing."""

_AHEAD = 2
"""Chunks a worker is given at a time: it then never waits for the parent."""

_NUMBER = struct.Struct("!q")
_FAILED = -1

_ENDING_SIGNALS = frozenset(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class WorkerError(Exception):
    """A worker failed by a mistake of ours, or was killed; carries the worker's traceback if there is one."""


def count_workers(jobs: int) -> int:
    """Say how many processes to use; 0 asks for as many as there are cores for us."""
    if not hasattr(os, "fork"):
        return 1
    if jobs > 0:
        return jobs
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def map_tasks(
    task: Callable[[T], R],
    items: Sequence[T],
    result_type: type[R],
    *,
    workers: int,
    weights: Sequence[int] | None = None,
) -> Iterator[tuple[int, R]]:
    """Apply `task` to each item, in this process or in forked ones, and give each result with its item's index.

    Results come in any order.

    Args:
        task: what to do; what it changes in memory is lost where workers are used.
        items: what to do it to; neither task nor items need be sendable.
        result_type: what the task returns, as `msgspec` knows it.
        workers: how many processes; 1 does everything here.
        weights: about how much work each item is; all the same if left out.

    Raises:
        WorkerError: a task raised what it should not, or a worker was killed.
    """
    if workers <= 1 or len(items) <= 1:
        yield from ((index, task(item)) for index, item in enumerate(items))
        return
    chunks = divide(weights or [1] * len(items), workers * _CHUNKS_PER_WORKER)
    encode = msgspec.msgpack.Encoder().encode

    def run_chunk(number: int) -> bytes:
        start, end = chunks[number]
        return encode([task(items[index]) for index in range(start, end)])

    decode = msgspec.msgpack.Decoder(list[result_type]).decode  # type: ignore[valid-type]  # known at run time only
    for number, payload in _run_forked(run_chunk, len(chunks), min(workers, len(chunks))):
        yield from enumerate(decode(payload), start=chunks[number][0])


def divide(weights: Sequence[int], count: int) -> list[tuple[int, int]]:
    """Cut a row of weights into at most `count` and a few pieces of about one weight: (start, end) of each.

    >>> divide([1, 1, 1, 9, 1, 1], 3)
    [(0, 4), (4, 6)]
    """
    limit = max(1, sum(weights) // count)
    pieces: list[tuple[int, int]] = []
    start = gathered = 0
    for index, weight in enumerate(weights):
        gathered += weight
        if gathered >= limit:
            pieces.append((start, index + 1))
            start, gathered = index + 1, 0
    if start < len(weights):
        pieces.append((start, len(weights)))
    return pieces


class _Worker(msgspec.Struct, frozen=True):
    """A forked process: the pipe its chunks' numbers go into, and the one that its results come out of."""

    pid: int
    numbers: int
    results: int


def _run_forked(run_chunk: Callable[[int], bytes], count: int, workers: int) -> Iterator[tuple[int, bytes]]:
    started: list[_Worker] = []
    shares = _share_out(count, workers)
    # What is alive now stays as it is: the collector then leaves the shared pages alone.
    gc.freeze()
    try:
        for _ in range(workers):
            started.append(_start(run_chunk, started))
        yield from _collect(started, shares, count)
    finally:
        gc.unfreeze()
        for worker in started:
            os.close(worker.numbers)
            os.close(worker.results)
        for worker in started:
            os.waitpid(worker.pid, 0)


def _start(run_chunk: Callable[[int], bytes], others: Sequence[_Worker]) -> _Worker:
    read_number, write_number = os.pipe()
    read_result, write_result = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    # A signal in the moment after the fork would be answered by the child as if it were the parent.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING_SIGNALS)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        os.close(read_number)
        os.close(write_result)
        return _Worker(pid, write_number, read_result)
    try:
        # Without the parent's ends a worker notices when the parent is gone, and goes too.
        inherited = (fd for other in others for fd in (other.numbers, other.results))
        for descriptor in (write_number, read_result, *inherited):
            os.close(descriptor)
        _serve(run_chunk, read_number, write_result)
    finally:
        # Whatever was raised here: a worker that ran on would be a second parent, and clear away the first one's work.
        os._exit(1)


def _serve(run_chunk: Callable[[int], bytes], numbers: int, results: int) -> NoReturn:
    """Work until the parent closes its end; never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer.
    gc.disable()  # A worker ends before its garbage would matter.
    for number in _ENDING_SIGNALS - {signal.SIGINT}:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING_SIGNALS)
    try:
        while data := os.read(numbers, _NUMBER.size):
            (number,) = _NUMBER.unpack(data)
            payload = run_chunk(number)
            _write_all(results, _NUMBER.pack(number) + _NUMBER.pack(len(payload)) + payload)
    except BrokenPipeError:
        os._exit(1)
    except BaseException:  # noqa: BLE001 (the parent raises it again, with this traceback)
        payload = traceback.format_exc().encode("utf-8", "replace")
        _write_all(results, _NUMBER.pack(_FAILED) + _NUMBER.pack(len(payload)) + payload)
        os._exit(1)
    os._exit(0)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _collect(workers: Sequence[_Worker], shares: list[deque[int]], count: int) -> Iterator[tuple[int, bytes]]:
    with selectors.DefaultSelector() as selector:
        for index, worker in enumerate(workers):
            selector.register(worker.results, selectors.EVENT_READ, index)
            for _ in range(_AHEAD):
                _give(worker, _take(shares, index))
        received = 0
        while received < count:
            for key, _ in selector.select():
                number, payload = _read_result(key.fd)
                _give(workers[key.data], _take(shares, key.data))
                received += 1
                yield number, payload


def _share_out(count: int, workers: int) -> list[deque[int]]:
    """Give each worker a run of neighbouring chunks.

    Neighbours are alike, such as notes of one folder; a worker then makes what they need, such as a lexer, but once.
    """
    bounds = [count * index // workers for index in range(workers + 1)]
    return [deque(range(*pair)) for pair in itertools.pairwise(bounds)]


def _take(shares: list[deque[int]], index: int) -> int | None:
    """Take a worker's next chunk, or when its share is done, the last one of the longest."""
    if shares[index]:
        return shares[index].popleft()
    longest = max(shares, key=len)
    return longest.pop() if longest else None


def _give(worker: _Worker, number: int | None) -> None:
    if number is not None:
        # Why a worker is gone is read from its results, which are not lost with it.
        with contextlib.suppress(BrokenPipeError):
            os.write(worker.numbers, _NUMBER.pack(number))


def _read_result(descriptor: int) -> tuple[int, bytes]:
    number, size = _NUMBER.unpack(_read_exactly(descriptor, 8)), _NUMBER.unpack(_read_exactly(descriptor, 8))
    payload = _read_exactly(descriptor, size[0])
    if number[0] == _FAILED:
        raise WorkerError(payload.decode("utf-8", "replace"))
    return number[0], payload


def _read_exactly(descriptor: int, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        part = os.read(descriptor, min(size - len(data), 1 << 20))
        if not part:
            raise WorkerError("a worker process was ended from outside")
        data += part
    return bytes(data)

"""Many tasks on all cores: the one place that starts processes.

World.
Workers are forked, so that they have everything the parent knows without it being sent.
Knows nothing of what the tasks are; results come back as MessagePack.
"""

import contextlib
import gc
import itertools
import mmap
import os
import selectors
import signal
import struct
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from types import TracebackType
from typing import Generic, NoReturn, Self, TypeAlias, TypeVar

import msgspec

T = TypeVar("T")
R = TypeVar("R")

_CHUNKS_PER_WORKER = 16
"""So small a share that the last worker is not waited for, and so large that sending results costs nothing."""

_AHEAD = 2
"""Chunks a worker is given at a time: it then never waits for the parent."""

_AHEAD_WHILE_BUSY = 6
"""Chunks it is given at first if the parent has something else to do; a third of its share."""

_MOST_ODD_ENDS = 3
"""So many workers may end while they are at no item, before it is no use to start another."""

_Chunk: TypeAlias = tuple[int, int]
"""The items from the first index up to, and without, the second."""

_CHUNK = struct.Struct("!qq")
_HEAD = struct.Struct("!?q")
_INDEX = struct.Struct("!q")
_IDLE = -1

_ENDING_SIGNALS = frozenset(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class WorkerError(Exception):
    """A worker failed by a mistake of ours, or was killed; carries the worker's traceback if there is one."""


class Loss(Enum):
    """Why an item has no result."""

    ENDED = "ended"
    """Its worker ended while it was at the item, and so did a second one: killed for its memory, or by a crash."""
    TOO_SLOW = "too slow"


class Care(msgspec.Struct, Generic[R], frozen=True, kw_only=True):
    """What is done so that an item that ends its worker, or never ends, costs no other item its result."""

    on_lost: Callable[[int, Loss], R]
    """Gives the result of an item that was lost, by its index."""
    on_start: Callable[[], None]
    """Called in each worker before its first item."""
    limit_s: float
    """A worker that is at one item for longer is killed."""


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
    care: Care[R] | None = None,
    is_apart: bool = False,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[tuple[int, R]]:
    """Apply `task` to each item, in this process or in forked ones, and give each result with its item's index.

    Results come in any order.

    Args:
        task: what to do; what it changes in memory is lost where workers are used.
        items: what to do it to; neither task nor items need be sendable.
        result_type: what the task returns, as `msgspec` knows it.
        workers: how many processes; 1 does everything here.
        weights: about how much work each item is; all the same if left out.
        care: what to do about items that end their worker; without it they end everything. It is of use in workers only.
        is_apart: whether even one item is done in a forked process, where the system has such.
        meanwhile: what this process does while workers are at their first items; not called if there are none.

    Raises:
        WorkerError: a task raised what it should not, or a worker was killed.
    """
    is_alone = workers <= 1 or len(items) <= 1
    if not items or (is_alone and not (is_apart and hasattr(os, "fork"))):
        yield from ((index, task(item)) for index, item in enumerate(items))
        return
    workers = max(1, min(workers, len(items)))
    chunks = divide(weights or [1] * len(items), workers * _CHUNKS_PER_WORKER)
    encode = msgspec.msgpack.Encoder().encode

    def run(chunk: _Chunk, board: mmap.mmap) -> bytes:
        results = []
        for index in range(*chunk):
            _INDEX.pack_into(board, 0, index)
            results.append(task(items[index]))
        return encode(results)

    decode = msgspec.msgpack.Decoder(list[result_type]).decode  # type: ignore[valid-type]  # known at run time only
    with _Crew(run, _share_out(chunks, workers), care) as crew:
        for start, outcome in crew.work(meanwhile):
            if isinstance(outcome, Loss):
                assert care is not None, "without care a loss is an error"
                yield start, care.on_lost(start, outcome)
            else:
                yield from enumerate(decode(outcome), start=start)


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


def _share_out(chunks: Sequence[_Chunk], workers: int) -> list[deque[_Chunk]]:
    """Give each worker a run of neighbouring chunks.

    Neighbours are alike, such as notes of one folder; a worker then makes what they need, such as a lexer, but once.
    """
    workers = min(workers, len(chunks))
    bounds = [len(chunks) * index // workers for index in range(workers + 1)]
    return [deque(chunks[start:end]) for start, end in itertools.pairwise(bounds)]


class _Worker:
    """A forked process, as its parent sees it."""

    def __init__(self, pid: int, seat: int, orders: int, results: int, board: mmap.mmap) -> None:
        self.pid = pid
        self.seat = seat
        """Whose share of the chunks it works on first."""
        self.orders = orders
        self.results = results
        self.board = board
        """Memory that both see: the index of the item that the worker is at."""
        self.given: deque[_Chunk] = deque()
        """Chunks whose results have not come yet."""
        self.seen = _IDLE
        self.seen_s = 0.0
        """The item that it was at when last looked at, and when it was first seen there."""

    def give(self, chunk: _Chunk) -> None:
        """Send a chunk's bounds; a worker that is gone is noticed by its results, which are not lost with it."""
        self.given.append(chunk)
        with contextlib.suppress(BrokenPipeError):
            os.write(self.orders, _CHUNK.pack(*chunk))

    def read_board(self) -> int:
        """Say which item it is at."""
        index: int = _INDEX.unpack_from(self.board, 0)[0]
        return index

    def release(self) -> None:
        """Let it go; one that still has something to do is stopped in it, as nobody waits for that any more."""
        if self.given:
            os.kill(self.pid, signal.SIGKILL)
        os.close(self.orders)
        os.close(self.results)
        self.board.close()

    def wait(self) -> None:
        """Wait until it is gone."""
        os.waitpid(self.pid, 0)


_Run: TypeAlias = Callable[[_Chunk, mmap.mmap], bytes]


class _Crew:
    """The workers of one round, and what is still to be given to them."""

    def __init__(self, run: _Run, shares: list[deque[_Chunk]], care: Care[R] | None) -> None:
        self._run = run
        self._shares = shares
        self._care = care
        self._workers: list[_Worker] = []
        self._selector = selectors.DefaultSelector()
        self._suspects: set[int] = set()
        """Items that a worker has ended at, once."""
        self._slow: set[int] = set()
        self._odd_ends = 0

    def __enter__(self) -> Self:
        # What is alive now stays as it is: the collector then leaves the shared pages alone.
        gc.freeze()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        gc.unfreeze()
        self._selector.close()
        for worker in self._workers:
            worker.release()
        for worker in self._workers:
            worker.wait()

    def work(self, meanwhile: Callable[[], None] | None) -> Iterator[tuple[int, bytes | Loss]]:
        """Have everything done; give the results of each chunk with its start, or the loss of an item."""
        for seat in range(len(self._shares)):
            self._start(seat, ahead=_AHEAD_WHILE_BUSY if meanwhile else _AHEAD)
        if meanwhile:
            meanwhile()
        patience_s = self._care.limit_s / 4 if self._care else None
        while any(worker.given for worker in self._workers):
            for key, _ in self._selector.select(patience_s):
                worker: _Worker = key.data
                payload = _read_result(worker.results)
                if payload is None:
                    yield from self._bury(worker)
                else:
                    start, _ = worker.given.popleft()
                    if len(worker.given) < _AHEAD:
                        self._give(worker)
                    yield start, payload
            if self._care:
                self._kill_slow(self._care.limit_s)

    def _start(self, seat: int, ahead: int = _AHEAD) -> None:
        worker = _fork(self._run, self._care, self._workers, seat)
        self._workers.append(worker)
        self._selector.register(worker.results, selectors.EVENT_READ, worker)
        for _ in range(ahead):
            self._give(worker)

    def _give(self, worker: _Worker) -> None:
        """Give a worker its next chunk, or when its share is done, the last one of the longest."""
        if share := self._shares[worker.seat]:
            worker.give(share.popleft())
        elif longest := max(self._shares, key=len):
            worker.give(longest.pop())

    def _bury(self, worker: _Worker) -> Iterator[tuple[int, Loss]]:
        """Put another worker in the place of one that ended, and see what was lost with it."""
        given = list(worker.given)
        worker.given.clear()
        self._selector.unregister(worker.results)
        self._workers.remove(worker)
        index = worker.read_board()
        worker.release()
        worker.wait()
        if index == _IDLE:
            self._odd_ends += 1
        if self._care is None or self._odd_ends > _MOST_ODD_ENDS:
            raise WorkerError("a worker process was ended from outside")
        if index != _IDLE:
            # Results come in order, so the item is one of the first chunk that has none.
            start, end = given.pop(0)
            given[:0] = [(start, index), (index + 1, end)]
            if index in self._slow:
                yield index, Loss.TOO_SLOW
            elif index in self._suspects:
                yield index, Loss.ENDED
            else:
                # Somebody else may have ended the worker; a second time, it is the item.
                self._suspects.add(index)
                given.append((index, index + 1))
        self._shares[worker.seat].extendleft(chunk for chunk in reversed(given) if chunk[0] < chunk[1])
        self._start(worker.seat)

    def _kill_slow(self, limit_s: float) -> None:
        now_s = time.monotonic()
        for worker in self._workers:
            index = worker.read_board()
            if index != worker.seen:
                worker.seen, worker.seen_s = index, now_s
            elif index != _IDLE and now_s - worker.seen_s > limit_s:
                self._slow.add(index)
                os.kill(worker.pid, signal.SIGKILL)


def _fork(run: _Run, care: Care[R] | None, others: Iterable[_Worker], seat: int) -> _Worker:
    read_order, write_order = os.pipe()
    read_result, write_result = os.pipe()
    board = mmap.mmap(-1, _INDEX.size)
    _INDEX.pack_into(board, 0, _IDLE)
    sys.stdout.flush()
    sys.stderr.flush()
    # A signal in the moment after the fork would be answered by the child as if it were the parent.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING_SIGNALS)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        os.close(read_order)
        os.close(write_result)
        return _Worker(pid, seat, write_order, read_result, board)
    try:
        # Without the parent's ends a worker notices when the parent is gone, and goes too.
        inherited = (descriptor for other in others for descriptor in (other.orders, other.results))
        for descriptor in (write_order, read_result, *inherited):
            os.close(descriptor)
        _serve(run, care, read_order, write_result, board)
    finally:
        # Whatever was raised here: a worker that ran on would be a second parent, and clear away the first one's work.
        os._exit(1)


def _serve(run: _Run, care: Care[R] | None, orders: int, results: int, board: mmap.mmap) -> NoReturn:
    """Work until the parent closes its end; never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer.
    gc.disable()  # A worker ends before its garbage would matter.
    for number in _ENDING_SIGNALS - {signal.SIGINT}:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING_SIGNALS)
    try:
        if care is not None:
            care.on_start()
        while data := os.read(orders, _CHUNK.size):
            start, end = _CHUNK.unpack(data)
            payload = run((start, end), board)
            _INDEX.pack_into(board, 0, _IDLE)
            _write_all(results, _HEAD.pack(True, len(payload)) + payload)
    except BrokenPipeError:
        os._exit(1)
    except BaseException:  # noqa: BLE001 (the parent raises it again, with this traceback)
        payload = traceback.format_exc().encode("utf-8", "replace")
        _write_all(results, _HEAD.pack(False, len(payload)) + payload)
        os._exit(1)
    os._exit(0)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _read_result(descriptor: int) -> bytes | None:
    """Read what a worker made of a chunk; nothing if it is gone."""
    head = _read_exactly(descriptor, _HEAD.size)
    if head is None:
        return None
    is_sound, size = _HEAD.unpack(head)
    payload = _read_exactly(descriptor, size)
    if payload is not None and not is_sound:
        raise WorkerError(payload.decode("utf-8", "replace"))
    return payload


def _read_exactly(descriptor: int, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        part = os.read(descriptor, min(size - len(data), 1 << 20))
        if not part:
            return None
        data += part
    return bytes(data)

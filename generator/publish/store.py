"""The cache of one site: bytes kept from build to build under the name of what they were made from.

World.
Does not know what the bytes mean, nor when they are out of date: a name covers all that went into its value.

A broken cache is an empty cache.
Whatever is wrong with the file, the value asked for is a miss and the build goes on; so any value can be a miss at any
time, even one just put.

Why one SQLite file and not ten thousand small ones: opening, reading and closing a file costs more than the 4 µs that a
row costs, a commit makes a whole build visible at once, and removing what is dead walks no folders.
Why a rollback journal on disk and `synchronous=OFF`: killed at any instant, the system still has every write in order
and the next opener rolls the half-done build back; only a power cut can tear the file, and that is found by the checks.
A write-ahead log was slower here, since a build writes once and at its end.
Why an ordinary table with an index and not `WITHOUT ROWID`: payloads are larger than a B-tree likes its rows, and at
pages of 4 and 8 KiB that took two to four times the space.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import quote

from generator.digest import Digest, digest_bytes, digest_text
from generator.errors import Problem, Severity

FILE_NAME = "store.sqlite"

_APPLICATION_ID = 0x4C4A_524E
"""`LJRN` in ASCII: tells our file from any other SQLite file."""

_FORMAT_VERSION = 1
"""To be counted up with every change of the table or of how a row is checked; older files are begun anew."""

_PAGE_SIZE_BYTES = 16_384
"""Measured for payloads of 2 KB: a quarter faster to read than 4 KiB, and half the space."""

_BATCH_SIZE = 500
"""Keys asked for in one statement; SQLite's own limit was 999 for long."""

_SCHEMA = "CREATE TABLE entries (kind TEXT, key BLOB, check_ BLOB, payload BLOB, PRIMARY KEY (kind, key))"
_PUT = "INSERT OR REPLACE INTO entries (kind, key, check_, payload) VALUES (?, ?, ?, ?)"
_GET = "SELECT key, check_, payload FROM entries WHERE kind = ? AND key "
_GET_ONE = f"{_GET} = ?"
_GET_BATCH = f"{_GET} IN ({', '.join('?' * _BATCH_SIZE)})"

_NAMED_KIND = ""
"""Single records are kept under the digest of their name, in a kind that callers cannot ask for."""

_OUT_OF_REACH = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_AUTH,
    }
)
"""Failures in which the file itself may be whole. All others mean damage, even "read-only": one flipped bit says so."""


class Store:
    """An open cache; made by `open_store`, used by one thread at a time.

    Not to be used in a forked process, which has no right to the transaction that may be open.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, *, is_persistent: bool) -> None:
        self._folder = folder
        self._connection = connection
        self._is_persistent = is_persistent
        self._was_damaged = False
        self._reason = ""
        self._process_id = os.getpid()

    @property
    def is_persistent(self) -> bool:
        """Whether what is put here can be found by the next build."""
        return self._is_persistent

    def get(self, kind: str, key: Digest) -> bytes | None:
        """Fetch one value, or None where there is none that is whole."""
        return _pick_whole(kind, self._fetch(_GET_ONE, (kind, key))).get(key)

    def get_many(self, kind: str, keys: Iterable[Digest]) -> dict[Digest, bytes]:
        """Fetch those of the values that are there and whole."""
        wanted = list(keys)
        found: dict[Digest, bytes] = {}
        for start in range(0, len(wanted), _BATCH_SIZE):
            batch = wanted[start : start + _BATCH_SIZE]
            # Filled up with its own last key, the last batch runs the same prepared statement as the others.
            batch += batch[-1:] * (_BATCH_SIZE - len(batch))
            found.update(_pick_whole(kind, self._fetch(_GET_BATCH, (kind, *batch))))
        return found

    def has_any(self, kind: str) -> bool:
        """Tell whether there is any value of a kind; asking a store that is new for each of its values is in vain."""
        return bool(self._fetch("SELECT 1 FROM entries WHERE kind = ? LIMIT 1", (kind,)))

    def make_reader(self) -> "StoreReader":
        """Make what forked processes look values up with: those that are committed by then."""
        return StoreReader(self._folder / FILE_NAME if self._is_persistent else None)

    def put_many(self, kind: str, items: Iterable[tuple[Digest, bytes]]) -> None:
        """Keep values, in place of those with the same kind and key; to be found by others after `commit`."""
        prefix = _prefix(kind)
        self._write(_PUT, [(kind, key, _check(prefix, key, payload), payload) for key, payload in items])

    def get_named(self, name: str) -> bytes | None:
        """Fetch a single record, such as the manifest."""
        return self.get(_NAMED_KIND, digest_text(name))

    def put_named(self, name: str, payload: bytes) -> None:
        """Keep a single record, in place of the last one of that name."""
        self.put_many(_NAMED_KIND, [(digest_text(name), payload)])

    def retain(self, kind: str, live_keys: Iterable[Digest]) -> int:
        """Drop the values of a kind that are not among the live ones, and count them.

        Nothing happens until the dead outnumber the live ones, and a thousand: an edit that is taken back, or a
        branch that is visited, then finds its pages still there.
        """
        live = frozenset(live_keys)
        least = max(1000, len(live))
        # Counting reads the index alone, and nearly always ends it.
        if self._fetch("SELECT count(*) > ? FROM entries WHERE kind = ?", (least, kind)) != [(1,)]:
            return 0
        stored = self._fetch("SELECT key FROM entries WHERE kind = ?", (kind,))
        dead = [(kind, key) for (key,) in stored if key not in live]
        if len(dead) <= least:
            return 0
        self._write("DELETE FROM entries WHERE kind = ? AND key = ?", dead)
        return len(dead)

    def commit(self) -> tuple[Problem, ...]:
        """Make all that was put visible to later processes, in one step.

        Returns:
            a warning, when the file was lost on the way (disk full, held by another program).
        """
        try:
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            self._recover(error)
        if not self._reason:
            return ()
        problem, self._reason = _not_remembered(self._folder, self._reason), ""
        return (problem,)

    def close(self) -> None:
        """Forget what was not committed, and let go of the file."""
        # A child's copy of the connection must not roll back what its parent is writing.
        if os.getpid() == self._process_id:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _fetch(self, statement: str, parameters: Sequence[object]) -> Sequence[Sequence[object]]:
        try:
            return self._connection.execute(statement, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            self._recover(error)
            return ()

    def _write(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        # Ends: the first damage leads to a new file, any further failure to memory, and memory does not fail.
        while rows:
            try:
                if not self._connection.in_transaction:
                    self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany(statement, rows)
            except sqlite3.DatabaseError as error:
                self._recover(error)
            else:
                return

    def _recover(self, error: sqlite3.DatabaseError) -> None:
        """Go on after a failure: with a new file in place of a damaged one, else in memory."""
        if isinstance(error, sqlite3.ProgrammingError) or not self._is_persistent:
            raise error
        self._connection.close()
        is_damage = _is_damage(error) and not self._was_damaged
        self._was_damaged = True
        if is_damage:
            with contextlib.suppress(OSError, sqlite3.DatabaseError):
                self._connection = _begin_anew(self._folder, timeout_s=0)
                return
        self._connection = _connect(":memory:", timeout_s=0)
        self._is_persistent = False
        self._reason = str(error)


S = TypeVar("S", bound=Store)


class StoreReader:
    """Looks single values up in a store that another process holds open, and writes nothing.

    To be made before a fork and used after it: each process opens the file for itself, when it first asks.
    Whatever is wrong with the file is for the other process to find; here the value is a miss.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def get(self, kind: str, key: Digest) -> bytes | None:
        """Fetch one value, or None where there is none that is whole."""
        if self._path is None:
            return None
        try:
            if self._connection is None:
                self._connection = sqlite3.connect(f"file:{quote(str(self._path))}?mode=ro", uri=True, timeout=0)
                self._connection.text_factory = bytes
            return _pick_whole(kind, self._connection.execute(_GET_ONE, (kind, key))).get(key)
        except sqlite3.Error:
            self.close()
            self._path = None
            return None

    def close(self) -> None:
        """Let go of the file, if it was opened."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        # Most readers end with their worker; whoever made one without a fork may have handed on no more than `get`.
        self.close()


def open_store(folder: Path, *, timeout_s: float = 1.0) -> tuple[Store, tuple[Problem, ...]]:
    """Open the cache in a folder, as `open_store_as` does."""
    return open_store_as(Store, folder, timeout_s=timeout_s)


def open_store_as(type_: type[S], folder: Path, *, timeout_s: float = 1.0) -> tuple[S, tuple[Problem, ...]]:
    """Open the cache in a folder, which is made if it is missing; never fails.

    Args:
        type_: which kind of store.
        folder: the cache folder, such as `.cache/journal`.
        timeout_s: how long to wait for a process that is just committing.

    Returns:
        the store, and a warning where it can only be kept in memory.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / FILE_NAME
        # SQLite opens a file that it cannot write without a word, and fails at the first put.
        for needed in (folder, path):
            if needed.exists() and not os.access(needed, os.W_OK):
                raise PermissionError(f"{needed} is read-only")
        connection = _open_file(folder, timeout_s=timeout_s)
    except (OSError, sqlite3.DatabaseError) as error:
        store = type_(folder, _connect(":memory:", timeout_s=0), is_persistent=False)
        return store, (_not_remembered(folder, _reason_of(error)),)
    return type_(folder, connection, is_persistent=True), ()


def open_memory_store(folder: Path) -> Store:
    """Open an empty store that is never written, for those who only look."""
    return Store(folder, _connect(":memory:", timeout_s=0), is_persistent=False)


def _open_file(folder: Path, *, timeout_s: float) -> sqlite3.Connection:
    try:
        return _connect(str(folder / FILE_NAME), timeout_s=timeout_s)
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        return _begin_anew(folder, timeout_s=timeout_s)


def _begin_anew(folder: Path, *, timeout_s: float) -> sqlite3.Connection:
    """Set the file aside, for whoever wants to know what happened, and make a new one."""
    path = folder / FILE_NAME
    folder.mkdir(parents=True, exist_ok=True)
    # A journal left behind is not played into the new file: SQLite deletes the journal of an empty file.
    with contextlib.suppress(FileNotFoundError):
        path.replace(path.with_name(f"{path.name}.damaged"))
    return _connect(str(path), timeout_s=timeout_s)


def _connect(path: str, *, timeout_s: float) -> sqlite3.Connection:
    # The preview server opens in one thread and builds in another; isolation None leaves transactions to us.
    connection = sqlite3.connect(path, timeout=timeout_s, isolation_level=None, check_same_thread=False)
    try:
        # A damaged row may call its bytes text; decoding it would raise.
        connection.text_factory = bytes
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE_BYTES}")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """See that the file has our table, in our version."""
    marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if marks == [_APPLICATION_ID, _FORMAT_VERSION]:
        return
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise sqlite3.DatabaseError("another version of the cache, or another program's file")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {_FORMAT_VERSION}")
    connection.execute(_SCHEMA.replace("TABLE", "TABLE IF NOT EXISTS"))
    connection.execute("COMMIT")


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    # Errors that the binding raises by itself have no code.
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code == sqlite3.SQLITE_IOERR_SHORT_READ or code & 0xFF not in _OUT_OF_REACH


def _pick_whole(kind: str, rows: Iterable[Sequence[object]]) -> dict[Digest, bytes]:
    prefix = _prefix(kind)
    return {
        Digest(key): payload
        for key, check, payload in rows
        if isinstance(key, bytes) and isinstance(payload, bytes) and check == _check(prefix, key, payload)
    }


def _prefix(kind: str) -> bytes:
    return kind.encode() + b"\0"


def _check(prefix: bytes, key: bytes, payload: bytes) -> Digest:
    """Name a row as a whole, so that a payload never answers for another key."""
    return digest_bytes(prefix + key + payload)


def _reason_of(error: OSError | sqlite3.DatabaseError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _not_remembered(folder: Path, reason: str) -> Problem:
    return Problem(
        "the cache cannot be written, so this build is not remembered",
        hint=f'see what is wrong with "{folder}": {reason}',
        severity=Severity.WARNING,
    )

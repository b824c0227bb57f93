"""A store that is written to later: for a process that stays, and must neither wait for the disk nor block a build.

What is put is found at once by whoever has this store, and by others after `flush`.
Does not know when there is time for that.

World.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from generator.digest import Digest
from generator.errors import Problem
from generator.publish.store import Store


class BufferedStore(Store):
    """A store that keeps what is put in memory until `flush`; made by `open_store_as`."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, *, is_persistent: bool) -> None:
        super().__init__(folder, connection, is_persistent=is_persistent)
        self._pending: dict[str, dict[Digest, bytes]] = {}

    def get(self, kind: str, key: Digest) -> bytes | None:
        """Fetch one value, whether it was written or not."""
        pending = self._pending.get(kind, {}).get(key)
        return super().get(kind, key) if pending is None else pending

    def get_many(self, kind: str, keys: Iterable[Digest]) -> dict[Digest, bytes]:
        """Fetch those of the values that are there and whole."""
        pending = self._pending.get(kind)
        if not pending:
            return super().get_many(kind, keys)
        wanted = list(keys)
        found = super().get_many(kind, [key for key in wanted if key not in pending])
        return found | {key: pending[key] for key in wanted if key in pending}

    def has_any(self, kind: str) -> bool:
        """Tell whether there is any value of a kind."""
        return bool(self._pending.get(kind)) or super().has_any(kind)

    def put_many(self, kind: str, items: Iterable[tuple[Digest, bytes]]) -> None:
        """Keep values until they are written."""
        self._pending.setdefault(kind, {}).update(items)

    def commit(self) -> tuple[Problem, ...]:
        """Do nothing: to whom it matters what is on the disk calls `flush`."""
        return ()

    @property
    def has_pending(self) -> bool:
        """Whether there is anything to write."""
        return any(self._pending.values())

    def flush(self) -> tuple[Problem, ...]:
        """Write all that is pending, and let go of the file.

        Returns:
            a warning, as of `Store.commit`.
        """
        pending, self._pending = self._pending, {}
        for kind, items in pending.items():
            super().put_many(kind, items.items())
        return super().commit()

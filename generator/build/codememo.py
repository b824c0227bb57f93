"""Remembers coloured code from build to build, so that a block is coloured once.

Knows under which names blocks are asked for and kept; does not know what their names are made of, nor languages.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from generator.digest import Digest
from generator.publish.store import Store

KIND = "code"

Lookup: TypeAlias = Callable[[Digest], str | None]
"""Gives a block of an earlier build."""


class FileMemo:
    """The blocks of code of one file; what `generator.markdown.code` asks before it colours, and tells afterwards."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._used: dict[Digest, None] = {}
        self._coloured: dict[Digest, str] = {}

    @property
    def used(self) -> tuple[Digest, ...]:
        """All blocks that were asked for, in order, each once."""
        return tuple(self._used)

    @property
    def coloured(self) -> Mapping[Digest, str]:
        """Those that had to be coloured."""
        return MappingProxyType(self._coloured)

    def find(self, key: Digest) -> str | None:
        """Give a block of this file or of an earlier build."""
        self._used[key] = None
        return self._coloured.get(key) or self._lookup(key)

    def keep(self, key: Digest, html: str) -> None:
        """Keep a block for the rest of this file, and for whoever asks what was coloured."""
        self._coloured[key] = html


def make_lookup(store: Store, *, is_forked: bool) -> Lookup:
    """Make what looks blocks up in the store, here or in forked processes; a store without blocks is not asked."""
    if not store.has_any(KIND):
        return find_nothing
    get = store.make_reader().get if is_forked else store.get

    def look_up(key: Digest) -> str | None:
        payload = get(KIND, key)
        return None if payload is None else payload.decode()

    return look_up


def find_nothing(_key: Digest) -> str | None:
    """Know no block."""
    return None


def keep_blocks(store: Store, blocks: Mapping[Digest, str]) -> None:
    """Keep blocks for the next build."""
    store.put_many(KIND, ((key, html.encode()) for key, html in blocks.items()))


def retain_blocks(store: Store, used: Iterable[Digest]) -> None:
    """Drop blocks that no file has any more, once there are many."""
    store.retain(KIND, used)

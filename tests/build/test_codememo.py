"""Coloured code is remembered from build to build."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.codememo import FileMemo, find_nothing, keep_blocks, make_lookup, retain_blocks
from generator.digest import Digest, digest_text
from generator.publish.store import Store, open_memory_store, open_store

ONE, TWO = digest_text("one"), digest_text("two")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store on disk that knows one block."""
    with open_store(tmp_path)[0] as store:
        keep_blocks(store, {ONE: "<b>é</b>"})
        store.commit()
        yield store


def test_block_of_an_earlier_build_is_found(store: Store) -> None:
    """Through the store, or through a reader of its file."""
    for is_forked in (False, True):
        look_up = make_lookup(store, is_forked=is_forked)
        assert (look_up(ONE), look_up(TWO)) == ("<b>é</b>", None)


def test_store_without_blocks_is_not_asked(tmp_path: Path) -> None:
    """A build from nothing pays nothing."""
    with open_memory_store(tmp_path) as store:
        assert make_lookup(store, is_forked=False) is make_lookup(store, is_forked=True) is find_nothing
    assert find_nothing(ONE) is None


def test_memo_says_what_was_asked_for_and_what_was_coloured() -> None:
    """The names of all blocks are kept with the file, so that none is dropped that it has."""
    asked: list[Digest] = []
    memo = FileMemo(lambda key: asked.append(key) or ("<i>1</i>" if key == ONE else None))  # type: ignore[func-returns-value]  # that is what is shown
    assert (memo.find(ONE), memo.find(TWO)) == ("<i>1</i>", None)
    memo.keep(TWO, "<i>2</i>")
    assert (memo.find(TWO), memo.find(ONE)) == ("<i>2</i>", "<i>1</i>")
    assert memo.used == (ONE, TWO)
    assert memo.coloured == {TWO: "<i>2</i>"}
    assert asked == [ONE, TWO, ONE]


def test_blocks_that_no_file_has_are_dropped_once_there_are_many(store: Store) -> None:
    """Those in use stay."""
    keep_blocks(store, {digest_text(str(number)): "x" for number in range(1500)})
    retain_blocks(store, [ONE])
    look_up = make_lookup(store, is_forked=False)
    assert look_up(ONE) is not None
    assert look_up(digest_text("7")) is None

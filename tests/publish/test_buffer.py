"""A store that is written to later."""

from pathlib import Path

import pytest

from generator.digest import digest_text
from generator.publish.buffer import BufferedStore
from generator.publish.store import Store, open_store, open_store_as

A, B, C = (digest_text(name) for name in "abc")


def open_buffer(folder: Path) -> BufferedStore:
    """Open a buffered store with which nothing may be wrong."""
    store, problems = open_store_as(BufferedStore, folder)
    assert problems == ()
    return store


def open_plain(folder: Path) -> Store:
    """Open an ordinary store on the same file."""
    return open_store(folder, timeout_s=0)[0]


@pytest.fixture
def store(tmp_path: Path) -> BufferedStore:
    """Give a store in which `a` is written and `b` is not."""
    store = open_buffer(tmp_path)
    store.put_many("kind", [(A, b"1")])
    store.flush()
    store.put_many("kind", [(B, b"2")])
    return store


def test_what_is_put_is_found_at_once(store: BufferedStore) -> None:
    """One by one or many; what was written before, too."""
    assert (store.get("kind", A), store.get("kind", B), store.get("kind", C)) == (b"1", b"2", None)
    assert store.get_many("kind", [A, B, C]) == {A: b"1", B: b"2"}
    assert store.get_many("other", [A]) == {}


def test_newer_value_hides_the_written_one(store: BufferedStore) -> None:
    """Also among many."""
    store.put_many("kind", [(A, b"3")])
    assert store.get("kind", A) == b"3"
    assert store.get_many("kind", [A]) == {A: b"3"}


def test_kind_that_has_only_pending_values_is_there(store: BufferedStore) -> None:
    """A store without any is not asked for each."""
    assert not store.has_any("new")
    store.put_many("new", [(C, b"")])
    assert store.has_any("new")
    assert store.has_any("kind")


def test_named_records_are_buffered(store: BufferedStore, tmp_path: Path) -> None:
    """They are values like others."""
    store.put_named("tree", b"x")
    assert store.get_named("tree") == b"x"
    with open_plain(tmp_path) as other:
        assert other.get_named("tree") is None


def test_others_find_it_after_flushing(store: BufferedStore, tmp_path: Path) -> None:
    """Before, a commit changes nothing."""
    store.commit()
    with open_plain(tmp_path) as other:
        assert other.get("kind", B) is None
    assert store.has_pending
    assert store.flush() == ()
    assert not store.has_pending
    with open_plain(tmp_path) as other:
        assert other.get("kind", B) == b"2"


def test_putting_keeps_no_build_from_writing(store: BufferedStore, tmp_path: Path) -> None:
    """The file is not locked while values are pending."""
    with open_plain(tmp_path) as other:
        other.put_many("kind", [(C, b"4")])
        assert other.commit() == ()
        assert other.is_persistent
    assert store.get("kind", C) == b"4"

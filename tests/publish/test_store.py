"""The cache: what is put is found again, and whatever happens to its file is a miss and never an error."""

import os
import random
import signal
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from generator.digest import Digest, digest_text
from generator.errors import Problem, format_problem
from generator.publish.store import FILE_NAME, Store, open_memory_store, open_store


def make_items(count: int, *, size_bytes: int = 2000) -> dict[Digest, bytes]:
    """Make values of random bytes, the same each time."""
    chance = random.Random(count)
    return {digest_text(str(number)): chance.randbytes(size_bytes) for number in range(count)}


def open_quietly(folder: Path) -> Store:
    """Open a store that has nothing to warn of."""
    store, problems = open_store(folder, timeout_s=0)
    assert problems == ()
    return store


def fill(folder: Path, items: dict[Digest, bytes]) -> bytes:
    """Keep the values and a named record in a new store, and give the bytes of its file."""
    with open_quietly(folder) as store:
        store.put_many("body", items.items())
        store.put_named("manifest", b"rows")
        store.commit()
    return (folder / FILE_NAME).read_bytes()


def run_in_child(action: Callable[[], None]) -> int:
    """Run something in a forked process that then dies as by `kill -9`, or exits with 1 where it failed."""
    child = os.fork()
    if child == 0:
        try:
            action()
        except BaseException:  # noqa: BLE001 the child of a test must never come back into pytest
            os._exit(1)
        os.kill(os.getpid(), signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def say(problems: Iterable[Problem]) -> str:
    """Write problems as the terminal shows them."""
    return "\n".join(map(format_problem, problems))


def not_remembered(folder: Path, reason: str) -> str:
    """Give the whole text of the one warning that a store has."""
    return f"""\
warning: the cache cannot be written, so this build is not remembered
  hint: see what is wrong with "{folder}": {reason}"""


def check_damaged(folder: Path, data: bytes, items: dict[Digest, bytes]) -> None:
    """Open a store over a damaged file: what it finds is what was put, and it can be used on."""
    folder.mkdir(exist_ok=True)
    for leftover in folder.iterdir():
        leftover.unlink()
    (folder / FILE_NAME).write_bytes(data)
    with open_quietly(folder) as store:
        found = store.get_many("body", items)
        assert all(items[key] == payload for key, payload in found.items())
        assert store.get_named("manifest") in {b"rows", None}
        store.put_many("body", items.items())
        assert store.commit() == ()
        assert store.is_persistent


class TestKeeping:
    """What is put is found again."""

    def test_finds_what_an_earlier_process_committed(self, tmp_path: Path) -> None:
        """Values and named records outlive the store that they were put into."""
        items = make_items(1200)
        fill(tmp_path, items)
        with open_quietly(tmp_path) as store:
            assert store.get_many("body", items) == items
            assert store.get_named("manifest") == b"rows"

    def test_finds_within_the_build_what_was_just_put(self, tmp_path: Path) -> None:
        """A value need not be committed to be found by the store that has it."""
        key = digest_text("a")
        with open_quietly(tmp_path) as store:
            store.put_many("body", [(key, b"one")])
            assert store.get("body", key) == b"one"

    def test_keeps_kinds_apart(self, tmp_path: Path) -> None:
        """One key may stand for a body and for a page."""
        key = digest_text("a")
        with open_quietly(tmp_path) as store:
            store.put_many("body", [(key, b"body")])
            store.put_many("page", [(key, b"page")])
            assert (store.get("body", key), store.get("page", key), store.get("feed", key)) == (b"body", b"page", None)

    def test_the_last_value_put_counts(self, tmp_path: Path) -> None:
        """A second value takes the place of the first."""
        with open_quietly(tmp_path) as store:
            store.put_named("manifest", b"old")
            store.put_named("manifest", b"new")
            assert store.get_named("manifest") == b"new"

    def test_an_empty_value_is_a_value(self, tmp_path: Path) -> None:
        """No bytes are not the same as no value."""
        with open_quietly(tmp_path) as store:
            store.put_named("manifest", b"")
            assert store.get_named("manifest") == b""

    def test_makes_the_missing_folders(self, tmp_path: Path) -> None:
        """The cache of a fresh clone has no folder yet."""
        with open_quietly(tmp_path / ".cache" / "journal") as store:
            assert store.is_persistent

    def test_a_build_that_puts_nothing_writes_nothing(self, tmp_path: Path) -> None:
        """Reading and committing leave the file as it was, to the last byte and the time of its last change."""
        before = fill(tmp_path, make_items(10))
        changed = (tmp_path / FILE_NAME).stat().st_mtime_ns
        with open_quietly(tmp_path) as store:
            store.get_named("manifest")
            store.commit()
        assert (tmp_path / FILE_NAME).read_bytes() == before
        assert (tmp_path / FILE_NAME).stat().st_mtime_ns == changed


class TestCommitting:
    """Nothing is visible to a later process before the commit."""

    def test_forgets_what_was_not_committed(self, tmp_path: Path) -> None:
        """A build that stops half-way leaves the cache of the last whole one."""
        with open_quietly(tmp_path) as store:
            store.put_named("manifest", b"half")
        with open_quietly(tmp_path) as store:
            assert store.get_named("manifest") is None

    def test_a_killed_writer_leaves_the_last_commit(self, tmp_path: Path) -> None:
        """Even when SQLite had already spilled a part of the transaction into the file."""
        items = make_items(300)
        fill(tmp_path, items)

        def replace_all() -> None:
            store = open_quietly(tmp_path)
            store.put_many("body", [(key, b"x" * 50_000) for key in items])

        assert run_in_child(replace_all) == signal.SIGKILL
        assert (tmp_path / f"{FILE_NAME}-journal").exists()
        with open_quietly(tmp_path) as store:
            assert store.get_many("body", items) == items

    def test_closing_in_a_forked_process_takes_nothing_back(self, tmp_path: Path) -> None:
        """A worker that inherited the store does not roll back what its parent has already spilled into the file."""
        items = make_items(300)
        fill(tmp_path, items)
        longer = dict.fromkeys(items, b"x" * 50000)
        with open_quietly(tmp_path) as store:
            store.put_many("body", longer.items())
            assert run_in_child(store.close) == signal.SIGKILL
            store.commit()
        with open_quietly(tmp_path) as store:
            assert store.get_many("body", items) == longer


class TestRetaining:
    """What is dead is dropped, once there is much of it."""

    def test_keeps_dead_values_while_they_are_few(self, tmp_path: Path) -> None:
        """A thousand dead values are let be."""
        items = make_items(1001, size_bytes=10)
        with open_quietly(tmp_path) as store:
            store.put_many("body", items.items())
            assert store.retain("body", list(items)[:1]) == 0
            assert store.get_many("body", items) == items

    def test_drops_the_dead_when_they_outnumber_the_living(self, tmp_path: Path) -> None:
        """Only the living are left, and other kinds are not touched."""
        items = make_items(1003, size_bytes=10)
        living = list(items)[:2]
        with open_quietly(tmp_path) as store:
            store.put_many("body", items.items())
            store.put_named("manifest", b"rows")
            assert store.retain("body", living) == 1001
            assert set(store.get_many("body", items)) == set(living)
            assert store.get_named("manifest") == b"rows"

    def test_keeps_as_many_dead_as_living(self, tmp_path: Path) -> None:
        """With 1,500 living, 1,500 dead stay."""
        items = make_items(3000, size_bytes=10)
        with open_quietly(tmp_path) as store:
            store.put_many("body", items.items())
            assert store.retain("body", list(items)[:1500]) == 0
            assert store.retain("body", list(items)[:1499]) == 1501


class TestDamage:
    """A broken cache is an empty cache."""

    def test_no_truncation_is_an_error(self, tmp_path: Path) -> None:
        """Cut in the header, at the border of a page or between: a miss or the right value, and a store to go on with."""
        items = make_items(12)
        whole = fill(tmp_path / "whole", items)
        borders = [border + shift for border in range(4096, len(whole), 4096) for shift in (-1, 0, 1)]
        for length in (*range(128), *borders, *range(128, len(whole), 257)):
            check_damaged(tmp_path / "cut", whole[:length], items)

    def test_no_flipped_bit_is_an_error(self, tmp_path: Path) -> None:
        """500 bits in random places: a miss or the right value, and a store to go on with."""
        items = make_items(12)
        whole = fill(tmp_path / "whole", items)
        chance = random.Random(7)
        for _ in range(500):
            data = bytearray(whole)
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            check_damaged(tmp_path / "flipped", bytes(data), items)

    def test_a_changed_payload_is_a_miss(self, tmp_path: Path) -> None:
        """SQLite finds nothing wrong with such a file; the check of the row does."""
        items = make_items(2)
        lost, kept = items
        whole = fill(tmp_path, items)
        (tmp_path / FILE_NAME).write_bytes(whole.replace(items[lost], items[lost][::-1]))
        with open_quietly(tmp_path) as store:
            assert store.get_many("body", items) == {kept: items[kept]}

    def test_a_payload_that_became_text_is_a_miss(self, tmp_path: Path) -> None:
        """Even when no text has such bytes; the other rows are still found."""
        items = make_items(2)
        lost, kept = items
        fill(tmp_path, items)
        connection = sqlite3.connect(tmp_path / FILE_NAME)
        with connection:
            connection.execute("UPDATE entries SET payload = CAST(X'FF' AS TEXT) WHERE key = ?", (lost,))
        connection.close()
        with open_quietly(tmp_path) as store:
            assert store.get_many("body", items) == {kept: items[kept]}

    def test_a_journal_of_a_damaged_file_does_not_reach_the_new_one(self, tmp_path: Path) -> None:
        """Left by a killed build, it belongs to the file that is set aside."""
        fill(tmp_path, make_items(300))

        def replace_all() -> None:
            store = open_quietly(tmp_path)
            store.put_many("body", [(key, b"x" * 50_000) for key in make_items(300)])

        run_in_child(replace_all)
        (tmp_path / FILE_NAME).write_bytes(b"no database" * 100)
        fill(tmp_path, make_items(3))
        with open_quietly(tmp_path) as store:
            assert store.get_many("body", make_items(3)) == make_items(3)

    def test_sets_a_damaged_file_aside(self, tmp_path: Path) -> None:
        """What it held can still be looked into."""
        tmp_path.joinpath(FILE_NAME).write_bytes(b"no database" * 100)
        open_quietly(tmp_path).close()
        assert (tmp_path / f"{FILE_NAME}.damaged").read_bytes() == b"no database" * 100

    @pytest.mark.parametrize("mark", ["application_id", "user_version"])
    def test_begins_anew_over_another_version(self, tmp_path: Path, mark: str) -> None:
        """Values of another format, or of another program, are never read."""
        fill(tmp_path, make_items(3))
        connection = sqlite3.connect(tmp_path / FILE_NAME)
        connection.execute(f"PRAGMA {mark} = 99")
        connection.close()
        with open_quietly(tmp_path) as store:
            assert store.get_named("manifest") is None
            assert store.is_persistent

    def test_begins_anew_over_a_file_that_vanished(self, tmp_path: Path) -> None:
        """The cache may be cleaned away while the preview server runs."""
        with open_quietly(tmp_path) as store:
            (tmp_path / FILE_NAME).unlink()
            store.put_named("manifest", b"rows")
            assert store.commit() == ()
        with open_quietly(tmp_path) as store:
            assert store.get_named("manifest") == b"rows"


class TestUnwritable:
    """A build that cannot be remembered is still a build."""

    def test_goes_on_in_memory_where_no_folder_can_be_made(self, tmp_path: Path) -> None:
        """One warning, and a store that works as long as the build does."""
        (tmp_path / "cache").write_text("a file stands where the folder should be")
        store, problems = open_store(tmp_path / "cache")
        with store:
            store.put_named("manifest", b"rows")
            assert store.get_named("manifest") == b"rows"
            assert not store.is_persistent
        assert say(problems) == not_remembered(tmp_path / "cache", "File exists")

    def test_goes_on_in_memory_in_a_read_only_folder(self, tmp_path: Path) -> None:
        """Found out when opening, since SQLite itself would complain at the first put only."""
        fill(tmp_path, make_items(3))
        tmp_path.chmod(0o555)

        def open_without_rights() -> None:
            os.chdir(tmp_path)
            if os.getuid() == 0:
                os.setuid(65534)
            store, problems = open_store(Path())
            assert not store.is_persistent
            assert store.get_named("manifest") is None
            assert problems[0].hint == 'see what is wrong with ".": . is read-only'

        assert run_in_child(open_without_rights) == signal.SIGKILL
        tmp_path.chmod(0o755)

    def test_goes_on_in_memory_while_another_process_holds_the_file(self, tmp_path: Path) -> None:
        """A locked file is not damaged: it stays where it is, with all that is in it."""
        items = make_items(3)
        fill(tmp_path, items)
        other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        store, problems = open_store(tmp_path, timeout_s=0)
        with store:
            assert store.get_many("body", items) == {}
        assert say(problems) == not_remembered(tmp_path, "database is locked")
        other.close()
        with open_quietly(tmp_path) as store:
            assert store.get_many("body", items) == items

    def test_says_at_the_commit_that_the_file_was_lost_on_the_way(self, tmp_path: Path) -> None:
        """The warning comes once."""
        fill(tmp_path, {})
        with open_quietly(tmp_path) as store:
            other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            store.put_named("manifest", b"newer")
            assert store.get_named("manifest") == b"newer"
            assert say(store.commit()) == not_remembered(tmp_path, "database is locked")
            assert store.commit() == ()
            other.close()


def test_kind_is_there_once_a_value_is() -> None:
    """Values of other kinds do not count."""
    with open_memory_store(Path("nowhere")) as store:
        store.put_many("body", [(digest_text("a"), b"a")])
        assert (store.has_any("body"), store.has_any("code")) == (True, False)


def test_reader_finds_in_a_forked_process_what_was_committed(tmp_path: Path) -> None:
    """Through a connection of its own; that of the parent goes on."""
    items = make_items(3)
    fill(tmp_path, items)
    with open_quietly(tmp_path) as store:
        reader = store.make_reader()

        def look() -> None:
            assert {key: reader.get("body", key) for key in items} == items
            assert reader.get("body", digest_text("none")) is None
            assert reader.get("code", next(iter(items))) is None

        assert run_in_child(look) == signal.SIGKILL
        store.put_many("body", make_items(5).items())
        assert store.commit() == ()
        assert len(store.get_many("body", make_items(5))) == 5


@pytest.mark.parametrize("damage", [b"", b"not a store", b"SQLite format 3\0" + bytes(84)])
def test_reader_of_a_damaged_file_finds_nothing(tmp_path: Path, damage: bytes) -> None:
    """And writes nothing: what is to be done about it is for the store to say."""
    with open_quietly(tmp_path) as store:
        reader = store.make_reader()
    (tmp_path / FILE_NAME).write_bytes(damage)
    assert [reader.get("body", digest_text("a")) for _ in range(2)] == [None, None]
    assert (tmp_path / FILE_NAME).read_bytes() == damage
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_reader_of_a_store_in_memory_finds_nothing(tmp_path: Path) -> None:
    """Other processes do not see it."""
    with open_memory_store(tmp_path) as store:
        store.put_many("body", [(digest_text("a"), b"a")])
        assert store.make_reader().get("body", digest_text("a")) is None


def test_reader_opens_a_folder_with_any_name(tmp_path: Path) -> None:
    """The name becomes part of an address, in which some characters mean something."""
    folder = tmp_path / "50% ?a#b é"
    items = make_items(1)
    fill(folder, items)
    with open_quietly(folder) as store:
        reader = store.make_reader()
        assert reader.get("body", next(iter(items))) == next(iter(items.values()))
        reader.close()


def test_reader_makes_no_file(tmp_path: Path) -> None:
    """Where the store is gone since, there is nothing to find."""
    with open_quietly(tmp_path) as store:
        reader = store.make_reader()
    (tmp_path / FILE_NAME).unlink()
    assert reader.get("body", digest_text("a")) is None
    assert list(tmp_path.iterdir()) == []

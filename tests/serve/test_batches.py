"""Tests of how long to wait after a hint, and of what is handed over then."""

from collections.abc import Sequence

import pytest

from generator.serve.batches import (
    FEW_LIMIT_S,
    FEW_PATHS,
    HELD_LOOK_S,
    HELD_QUIET_S,
    LONGEST_LOOK_S,
    MANY_LIMIT_S,
    MANY_QUIET_S,
    NAMED_LIMIT,
    SURE_QUIET_S,
    UNSURE_QUIET_S,
    Area,
    Batch,
    Batcher,
    Hint,
    next_look_s,
)


class Desk:
    """A site in numbers: how large its files are, which were known, and whether git is at work."""

    def __init__(self, sizes: dict[str, int], known: Sequence[str]) -> None:
        self.sizes = sizes
        self.is_held = False
        self.batcher = Batcher(sizes.get, set(known).__contains__, lambda: self.is_held)

    def feed(self, when_s: float, path: str, *, is_done: bool = False, area: Area = Area.SITE) -> None:
        """Say that something happened to a path."""
        self.batcher.feed(Hint(when_s, area, path, is_done))

    def quiet_s(self, after_s: float = 0.0) -> float | None:
        """Tell how long after a moment the batch is due."""
        due_s = self.batcher.due_s(after_s)
        return None if due_s is None else round(due_s - after_s, 9)


class TestOneFile:
    """How long to wait for a file."""

    def test_nothing_is_not_waited_for(self) -> None:
        """Without a hint there is no batch to come."""
        desk = Desk({}, ())
        assert (desk.batcher.due_s(0.0), desk.batcher.take(9.0), desk.batcher.is_empty) == (None, None, True)

    def test_a_file_that_was_closed_is_handed_over_at_once(self) -> None:
        """A plain save is over when the file is closed or moved to its place."""
        desk = Desk({"a.md": 9}, ["a.md"])
        desk.feed(0.0, "a.md", is_done=True)
        assert desk.quiet_s() == SURE_QUIET_S

    @pytest.mark.parametrize(
        ("sizes", "known", "is_done"),
        [
            pytest.param({"a.md": 9}, ["a.md"], False, id="still open"),
            pytest.param({"a.md": 0}, ["a.md"], True, id="empty"),
            pytest.param({}, ["a.md"], True, id="missing"),
            pytest.param({"a.md": 9}, [], True, id="new"),
            pytest.param({"a.md": 0}, [], False, id="a new folder"),
        ],
    )
    def test_a_file_that_may_be_half_saved_is_waited_for(
        self, sizes: dict[str, int], known: list[str], *, is_done: bool
    ) -> None:
        """An editor may be about to write it, or to rename another to its name."""
        desk = Desk(sizes, known)
        desk.feed(0.0, "a.md", is_done=is_done)
        assert desk.quiet_s() == UNSURE_QUIET_S

    def test_a_temporary_file_that_is_gone_is_not_waited_for(self) -> None:
        """Like that of `sed`, which has any name and is moved over the file."""
        desk = Desk({"a.md": 9}, ["a.md"])
        desk.feed(0.0, "sedX1")
        desk.feed(0.0, "a.md", is_done=True)
        assert desk.quiet_s() == SURE_QUIET_S

    def test_one_unsure_file_holds_back_all(self) -> None:
        """What belongs together is shown together."""
        desk = Desk({"a.md": 9, "b.md": 0}, ["a.md", "b.md"])
        desk.feed(0.0, "a.md", is_done=True)
        desk.feed(0.0, "b.md")
        assert desk.quiet_s() == UNSURE_QUIET_S

    def test_the_last_hint_counts(self) -> None:
        """A file closed and opened again is open, and one that was open and closed is closed."""
        desk = Desk({"a.md": 9}, ["a.md"])
        desk.feed(0.0, "a.md", is_done=True)
        desk.feed(0.001, "a.md")
        assert desk.quiet_s(0.001) == UNSURE_QUIET_S
        desk.feed(0.002, "a.md", is_done=True)
        assert desk.quiet_s(0.002) == SURE_QUIET_S

    def test_a_file_that_is_written_without_end_does_not_hold_up_others(self) -> None:
        """From the first hint on there is a last moment."""
        desk = Desk({"a.md": 9, "log.txt": 9}, ["a.md", "log.txt"])
        desk.feed(0.0, "log.txt")
        desk.feed(0.0, "a.md", is_done=True)
        for tick in range(1, 12):
            assert desk.batcher.take(tick * 0.05) is None
            desk.feed(tick * 0.05, "log.txt")
        assert desk.batcher.take(FEW_LIMIT_S) is not None


class TestManyFiles:
    """How long to wait for the work of a program."""

    def test_many_files_are_waited_for_together(self) -> None:
        """Though each of them looks complete."""
        paths = [f"{index}.md" for index in range(FEW_PATHS + 1)]
        desk = Desk(dict.fromkeys(paths, 9), paths)
        for path in paths[:-1]:
            desk.feed(0.0, path, is_done=True)
        assert desk.quiet_s() == SURE_QUIET_S
        desk.feed(0.0, paths[-1], is_done=True)
        assert desk.quiet_s() == MANY_QUIET_S

    def test_even_without_end(self) -> None:
        """A program that never rests must not keep everything from being shown."""
        desk = Desk({}, ())
        for index in range(FEW_PATHS):
            desk.feed(0.0, f"{index}.md")
        for tick in range(300 - FEW_PATHS):
            desk.feed(tick * 0.01, f"more/{tick}.md")
            assert desk.batcher.take(tick * 0.01 + 0.009) is None
        batch = desk.batcher.take(MANY_LIMIT_S)
        assert batch is not None
        assert (len(batch.dirty), batch.first_event_s, batch.settled_s) == (300, 0.0, MANY_LIMIT_S)

    def test_from_some_number_on_they_are_not_named(self) -> None:
        """A queue that grows with the disk would have no end; heads and code are told from files nevertheless."""
        desk = Desk({}, ())
        for index in range(NAMED_LIMIT * 3):
            desk.feed(0.0, f"{index}.md")
        desk.feed(0.0, "", area=Area.HEAD)
        batch = desk.batcher.take(9.0)
        assert batch is not None
        assert (len(batch.dirty), batch.must_scan, batch.has_new_head, batch.has_new_code) == (
            NAMED_LIMIT,
            True,
            True,
            False,
        )

    def test_lost_events_are_waited_for_as_many(self) -> None:
        """There were many, or none would be lost."""
        desk = Desk({}, ())
        desk.feed(0.0, "", area=Area.ALL)
        assert desk.quiet_s() == MANY_QUIET_S


class TestGit:
    """How long to wait while git is at work."""

    def test_its_lock_holds_everything_back(self) -> None:
        """Half of a commit is not shown; when the lock is gone, the usual rules hold again."""
        desk = Desk({"a.md": 9}, ["a.md"])
        desk.is_held = True
        desk.feed(0.0, "a.md", is_done=True)
        assert desk.batcher.take(1.0) is None
        assert desk.quiet_s(1.0) == HELD_LOOK_S
        desk.is_held = False
        assert desk.batcher.take(1.0) is not None

    def test_a_lock_that_stays_does_not_hold_for_ever(self) -> None:
        """Git may have been killed."""
        desk = Desk({"a.md": 9}, ["a.md"])
        desk.is_held = True
        desk.feed(0.0, "a.md", is_done=True)
        assert desk.batcher.take(HELD_QUIET_S - 0.001) is None
        assert desk.batcher.take(HELD_QUIET_S) is not None

    def test_a_new_head_is_waited_for(self) -> None:
        """Git writes the reference before it is done."""
        desk = Desk({}, ())
        desk.feed(0.0, "", area=Area.HEAD)
        assert desk.quiet_s() == UNSURE_QUIET_S


def test_a_batch_says_what_may_have_changed_and_when() -> None:
    """And the next one begins with nothing."""
    desk = Desk({"a.md": 9}, ["a.md"])
    desk.feed(1.0, "a.md", is_done=True)
    desk.feed(1.1, "page.html", area=Area.PACKAGE, is_done=True)
    desk.feed(1.2, "", area=Area.CODE)
    assert desk.batcher.take(2.0) == Batch(
        1.0, 1.2, 2.0, dirty=frozenset({"a.md"}), templates=frozenset({"page.html"}), has_new_code=True
    )
    assert desk.batcher.is_empty
    desk.feed(3.0, "a.md", is_done=True)
    assert desk.batcher.take(4.0) == Batch(3.0, 3.0, 4.0, dirty=frozenset({"a.md"}))


@pytest.mark.parametrize("is_blind", [False, True])
def test_looks_are_neither_too_rare_nor_too_many(is_blind: bool) -> None:  # noqa: FBT001 - a parameter
    """An edit that no event tells of is seen within three seconds, and looking takes a part of one processor."""
    for scan_s in (0.0001, 0.01, 0.04, 0.1, 0.4):
        wait_s = next_look_s(scan_s, is_blind=is_blind)
        assert wait_s + scan_s < 3.0
        assert wait_s == LONGEST_LOOK_S or scan_s / wait_s <= (0.2 if is_blind else 0.02)

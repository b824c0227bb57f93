"""Since when a box is ticked."""

from generator.importing.checklists import TickDates
from generator.importing.skilltrees import grow_tree
from generator.importing.ticks import OldVersion, date_ticks, find_first_days
from generator.markdown.tasklists import read_task_lists


def date(*texts: str) -> dict[str, TickDates]:
    """Date the ticks of the last text, whose versions are of one day after the other; the last has no day."""
    versions = [OldVersion(f"2020-01-0{number}", text) for number, text in enumerate(texts[:-1], start=1)]
    skills = grow_tree(read_task_lists(texts[-1]).lists, lambda _: "").skills
    return {
        str(skill): dates for skill, dates in date_ticks(skills, [*versions, OldVersion("", texts[-1])], "").items()
    }


def test_a_tick_is_of_the_first_version_that_has_it() -> None:
    """And that it stayed in."""
    versions = ["- [ ] Flask", "- [x] Flask", "- [x] Flask", "- [x] Flask"]
    assert date(*versions) == {"flask": TickDates("2020-01-02")}


def test_a_tick_that_was_taken_back_does_not_count() -> None:
    """The day on which it came back does."""
    assert date("- [x] Flask", "- [ ] Flask", "- [X] Flask", "- [x] Flask") == {"flask": TickDates("2020-01-03")}


def test_a_skill_is_begun_when_it_is_marked() -> None:
    """By its box or by the marker, whichever it was, up to now or until it was done."""
    versions = ["- [ ] Flask\n- [ ] Go", "- [ ] Flask ⬅️\n- [/] Go", "- [/] Flask\n- [/] Go", "- [x] Flask\n- [/] Go"]
    assert date(*versions, versions[-1]) == {
        "flask": TickDates("2020-01-04", "2020-01-02"),
        "go": TickDates("", "2020-01-02"),
    }


def test_what_is_ticked_in_no_version_yet_has_no_day() -> None:
    """Git cannot say it."""
    assert date("- [ ] Flask", "- [x] Flask") == {}


def test_a_skill_is_known_when_it_moves_and_is_renumbered() -> None:
    """By its title, as long as no other skill has it; a version without it says nothing."""
    old = "# A\n- [x] 5.1 Flask\n- [ ] x\n"
    new = "# A\n- [ ] Web\n  - [x] 6.1 Flask\n"
    assert date(old, "nothing", new, new) == {"flask": TickDates("2020-01-01")}


def test_a_line_is_of_the_day_of_its_first_version() -> None:
    """Blank ones are of none."""
    versions = [OldVersion("2020-01-01", "a\n\nb"), OldVersion("2020-01-02", "b\nc")]
    assert find_first_days(["b", "", "c", "d"], versions) == {"b": "2020-01-01", "c": "2020-01-02"}

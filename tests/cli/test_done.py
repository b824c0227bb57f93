"""`journal done`: a skill is done on a day."""

import re
from pathlib import Path

import pytest

from tests.cli.test_now import PATH, SITE
from tests.site.space import SiteSpace


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site that works on Django."""
    return SiteSpace(tmp_path / "site", SITE)


def test_the_day_is_written_and_what_is_next_told(space: SiteSpace) -> None:
    """The mark goes, its comment stays."""
    ended = space.journal("done", "django", "--date", "2026-11-27")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"{PATH}: 5.2 Django is done, 2026-11-27\nnext: 5.1 Flask (journal now flask)\n"
    assert (
        (space.root / PATH)
        .read_text("utf-8")
        .endswith("      - title: 5.2 Django\n        done: 2026-11-27\n        # since May\n")
    )


def test_the_day_is_today_unless_said_otherwise(space: SiteSpace) -> None:
    """And a second run leaves it."""
    said = space.journal("done", "flask").out
    assert re.search(r"5\.1 Flask is done, 20\d\d-\d\d-\d\d\n", said)
    before = space.states()
    assert ", as before\n" in space.journal("done", "flask").out
    assert space.states() == before


def test_what_is_left_is_told(space: SiteSpace) -> None:
    """Below the skill, and after the last one in the list."""
    space.journal("done", "flask", "--date", "2020-01-01")
    assert space.journal("done", "web", "--date", "2020-01-01").out.splitlines()[1] == "below it, not done: 5.2 Django"
    assert space.journal("done", "django", "--date", "2020-01-01").out.endswith("nothing is left in this checklist\n")


def test_a_checklist_with_mistakes_is_left_alone(space: SiteSpace) -> None:
    """They are told as by a build."""
    space.edit(PATH, "now: true", "nwo: true")
    before = space.states()
    ended = space.journal("done", "flask")
    assert (ended.code, ended.err.splitlines()[0]) == (
        1,
        f'{PATH}:7:9: error: unknown key "nwo" in an item of "skills"',
    )
    assert ended.err.endswith("journal: 1 error; nothing was changed\n")
    assert space.states() == before

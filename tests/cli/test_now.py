"""`journal now`: the mark is moved, and nothing else."""

from pathlib import Path

import pytest

from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
git_dates: false
== content/checklists/backend.yaml ==
skills:
  - id: web    # the first
    title: 5 Web
    skills:
      - 5.1 Flask
      - title: 5.2 Django
        now: true  # since May
"""
PATH = "content/checklists/backend.yaml"


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site that works on Django."""
    return SiteSpace(tmp_path / "site", SITE)


def test_the_mark_is_moved_and_shown(space: SiteSpace) -> None:
    """In the terminal as in the file."""
    ended = space.journal("now", "flask")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"{PATH}:6: no longer 5.2 Django\n{PATH}: now 5.1 Flask\n"
    assert (space.root / PATH).read_text("utf-8") == (
        "skills:\n  - id: web    # the first\n    title: 5 Web\n    skills:\n"
        "      - title: 5.1 Flask\n        now: true\n"
        "      - title: 5.2 Django\n        # since May\n"
    )
    assert "[/] 5.1 Flask (learning: being worked on, no entry yet) <- now\n" in space.journal("status").out


def test_a_second_run_changes_nothing(space: SiteSpace) -> None:
    """Not even the file's time."""
    before = space.states()
    assert space.journal("now", "django").out == f"{PATH}: now 5.2 Django, as before\n"
    assert space.states() == before


def test_a_skill_that_is_done_is_said_to_stay_so(space: SiteSpace) -> None:
    """The mark alone does not begin it anew."""
    space.journal("done", "flask", "--date", "2020-01-01")
    assert space.journal("now", "5.1").out.endswith(
        "it stays done since 2020-01-01; take `done` out of the checklist to begin it anew\n"
    )


def test_an_unknown_skill_changes_nothing(space: SiteSpace) -> None:
    """It is told with the one that may have been meant."""
    before = space.states()
    ended = space.journal("now", "flsk")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        'error: there is no skill "flsk"\n  hint: did you mean "Flask"?\njournal: 1 error; nothing was changed\n'
    )
    assert space.states() == before


def test_a_day_that_is_none_is_wrong_usage(space: SiteSpace) -> None:
    """Before anything is read."""
    ended = space.journal("now", "flask", "--since", "soon")
    assert (ended.code, "must be a date" in ended.err) == (2, True)

"""The made-up journal: it is the same everywhere, as large as was asked for, and has something of everything."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.screens.checklists import list_versions
from tests.screens.journal import BUILD_DAY, FEWEST, write_journal
from tests.screens.screens import is_there, list_screens
from tests.site.space import SiteSpace, list_files


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> SiteSpace:
    """The smallest one, built."""
    root = tmp_path_factory.mktemp("journal") / "site"
    write_journal(root, FEWEST)
    space = SiteSpace(root)
    assert space.build(date=BUILD_DAY).problems == ""
    return space


def test_it_has_as_many_entries_as_were_asked_for(space: SiteSpace) -> None:
    """Those of the log count; drafts and private ones do not."""
    entries = json.loads(space.read("api/v1/entries.json"))["entries"]
    assert len(entries) == len({entry["url"] for entry in entries}) == FEWEST


def test_it_has_skills_in_every_state(space: SiteSpace) -> None:
    """Done with and without evidence, learning, planned, dropped, and one that is being worked on."""
    skills = json.loads(space.read("api/v1/skills.json"))["skills"]
    assert {skill["state"] for skill in skills} == {"done", "learning", "planned", "dropped"}
    assert [skill["id"] for skill in skills if skill["is_now"]] == ["django"]
    assert any("claimed" in skill["reason"] for skill in skills)


def test_its_screens_are_where_they_are_looked_for(space: SiteSpace) -> None:
    """A page that moved would not be looked at any more, and nobody would notice."""
    made = [screen for screen in list_screens() if screen.site == "made" and not screen.typed]
    assert [screen.name for screen in made if not is_there(screen, space.public)] == []


def test_it_is_the_same_every_time(space: SiteSpace, tmp_path: Path) -> None:
    """Also as the work tree of a repository, in which each file was committed when it was saved."""
    write_journal(tmp_path / "again", FEWEST, has_history=True)
    assert read_all(tmp_path / "again" / "content") == read_all(space.root / "content")
    log = ("git", "log", "--format=%ad", "--date=short", "--", "content/checklists/backend.yaml")
    days = subprocess.run(log, cwd=tmp_path / "again", check=True, capture_output=True, text=True).stdout.split()
    assert days == [str(day) for day, _ in list_versions()][::-1]


def read_all(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {name: (folder / name).read_bytes() for name in list_files(folder)}

"""A site's settings and checklists, read as they are written."""

from pathlib import Path

import pytest

from generator.authoring.sitefiles import find_day, read_site_files, write_checklists
from generator.errors import GeneratorError, SitePath
from generator.publish.originals import OriginalChanged
from generator.sources.settings import Settings
from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
timezone: Europe/Berlin
== content/checklists/b.yaml ==
- b
== content/checklists/a.yml ==
- a
== content/checklists/notes.txt ==
x
"""
A, B = SitePath("content/checklists/a.yml"), SitePath("content/checklists/b.yaml")


def test_checklists_are_read_in_the_order_of_a_build(tmp_path: Path) -> None:
    """With their line ends, and without what is none."""
    space = SiteSpace(tmp_path, SITE)
    space.write(B, "\ufeff- b\r\n")
    files = read_site_files(tmp_path)
    assert [(source.path, source.text) for source in files.checklists] == [(A, "- a\n"), (B, "\ufeff- b\r\n")]
    assert files.settings.timezone == "Europe/Berlin"


def test_a_site_without_checklists_has_none(tmp_path: Path) -> None:
    """Nobody has to have one."""
    SiteSpace(tmp_path, "== site.yaml ==\n\n")
    assert read_site_files(tmp_path).checklists == ()


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    """Nothing is changed in files of which some say nobody knows what."""
    space = SiteSpace(tmp_path, SITE)
    space.write("site.yaml", "titel: x\n")
    space.write(A, b"\xff")
    space.write(B, "- titel: x\n")
    with pytest.raises(GeneratorError) as caught:
        read_site_files(tmp_path)
    assert [str(problem.location) for problem in caught.value.problems] == [A, f"{B}:1:3", "site.yaml:1:1"]


def test_several_checklists_are_written_all_or_none(tmp_path: Path) -> None:
    """One that an editor has saved meanwhile takes the others back."""
    space = SiteSpace(tmp_path, SITE)
    files = read_site_files(tmp_path)
    write_checklists(tmp_path, files, {A: "- x\n", B: "- y\n"})
    assert ((tmp_path / A).read_text("utf-8"), (tmp_path / B).read_text("utf-8")) == ("- x\n", "- y\n")
    files = read_site_files(tmp_path)
    space.write(B, "- theirs\n")
    with pytest.raises(OriginalChanged):
        write_checklists(tmp_path, files, {A: "- 1\n", B: "- 2\n"})
    assert ((tmp_path / A).read_text("utf-8"), (tmp_path / B).read_text("utf-8")) == ("- x\n", "- theirs\n")


def test_the_day_is_that_of_the_site() -> None:
    """Of two ends of the world, one is a day ahead of the other."""
    west, east = (find_day(Settings(timezone=zone), "") for zone in ("Etc/GMT+12", "Etc/GMT-14"))
    assert west < east
    assert find_day(Settings(), "2020-01-01") == "2020-01-01"

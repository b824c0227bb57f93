"""`journal clean`: what builds made goes, what they did not make stays."""

import re
from pathlib import Path

import pytest

from tests.site.space import SiteSpace


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site without content, built."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\ntitle: Notes\n")
    space.build()
    return space


def hide_count(text: str) -> str:
    """Put a star in place of how many files there are; only none would be remarkable."""
    return re.sub(r"[1-9]\d*", "*", text)


def test_site_is_as_before_the_first_build(space: SiteSpace) -> None:
    """Output, cache, and the file beside the output folder are gone."""
    ended = space.journal("clean")
    assert (ended.code, hide_count(ended.out), ended.err) == (0, "removed * files\n", "")
    assert [path.name for path in space.root.iterdir() if path.name != ".cache"] == ["site.yaml"]
    assert list((space.root / ".cache").iterdir()) == []


def test_foreign_files_stay(space: SiteSpace) -> None:
    """What lies in the output folder and is not ours is not ours to remove."""
    space.write("public/CNAME", "example.org\n")
    space.write("public/journal/mine.txt", "mine\n")
    assert hide_count(space.journal("clean").out) == "removed * files\n"
    assert space.outputs() == {"CNAME", "journal/mine.txt"}


def test_cleaning_twice_is_fine(space: SiteSpace) -> None:
    """Nothing to remove is no error."""
    space.journal("clean")
    ended = space.journal("clean")
    assert (ended.code, ended.out, ended.err) == (0, "removed 0 files\n", "")


def test_another_output_folder_is_cleaned(space: SiteSpace) -> None:
    """`--output` names it as it does for a build."""
    space.journal("build", "--output", "other")
    assert hide_count(space.journal("clean", "--output", "other").out) == "removed * files\n"
    assert not (space.root / "other").exists()
    assert space.outputs()

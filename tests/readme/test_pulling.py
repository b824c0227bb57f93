"""Boxes that were ticked by hand, taken over on the disk."""

from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.readme.pulling import pull_readme
from generator.readme.region import END, START, Standing
from generator.readme.updating import review_readme, write_readme
from tests.readme.samples import JOURNAL
from tests.site.space import DATE, SiteSpace

CHECKLIST = "content/checklists/backend.yaml"


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """Write a site with a README whose region is current."""
    space = SiteSpace(tmp_path / "site")
    space.write("site.yaml", "git_dates: false\n")
    for path, text in JOURNAL.items():
        space.write(path, text)
    space.write("README.md", f"# Notes\n\n{START}\n{END}\n")
    write_readme(review_readme(space.root, DATE))
    return space


def test_a_tick_goes_into_the_checklist_and_the_region_is_written(space: SiteSpace) -> None:
    """Comments and layout of the checklist stay, and a second time there is nothing to do."""
    written = "# Mine.\r\n" + JOURNAL[CHECKLIST].replace("\n", "\r\n")
    space.write(CHECKLIST, written)
    space.edit("README.md", "[ ] 5.10 Django", "[x] 5.10 Django")
    changes = pull_readme(review_readme(space.root, DATE))
    assert changes == {CHECKLIST: {"django": {"done": DATE}}}
    now = (space.root / CHECKLIST).read_bytes().decode()
    django = f"      - title: 5.10 Django\r\n        done: {DATE}\r\n"
    assert now == written.replace("      - 5.10 Django\r\n", django)
    review = review_readme(space.root, DATE)
    assert review.standing is Standing.CURRENT
    assert "\n2 of 3 done, " in review.text
    after = space.states()
    assert pull_readme(review) == {}
    assert space.states() == after


def test_nothing_is_written_on_a_conflict(space: SiteSpace) -> None:
    """Neither the checklist nor the README."""
    space.edit("README.md", "[ ] 5.10 Django", "[x] 5.10 Django")
    space.edit("README.md", "SQL", "SQLite")
    before = space.states()
    with pytest.raises(GeneratorError, match="edited beyond its boxes"):
        pull_readme(review_readme(space.root, DATE))
    assert space.states() == before


def test_an_old_region_has_nothing_to_take_over(space: SiteSpace) -> None:
    """It differs since the journal went on, not since somebody ticked."""
    space.edit(CHECKLIST, "- 5.10 Django", "- {title: 5.10 Django, done: true}")
    before = space.states()
    assert pull_readme(review_readme(space.root, DATE)) == {}
    assert space.states() == before


def test_a_checklist_that_changes_in_the_meantime_is_left_alone(space: SiteSpace) -> None:
    """Its author may be typing in it."""
    space.edit("README.md", "[ ] 5.10 Django", "[x] 5.10 Django")
    review = review_readme(space.root, DATE)
    space.edit(CHECKLIST, "Perl", "Raku")
    before = space.states()
    with pytest.raises(GeneratorError, match=r"backend\.yaml: error: was changed by somebody else"):
        pull_readme(review)
    assert space.states() == before

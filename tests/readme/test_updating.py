"""A README held against its journal on the disk."""

from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.readme.region import END, START, Standing, mark_region
from generator.readme.updating import make_region, review_readme, write_readme
from generator.readme.writing import write_region
from tests.readme.samples import CHECKLIST, JOURNAL, make_told
from tests.site.space import DATE, SiteSpace

README = f"# Notes\r\n\r\n{START}\r\n{END}\r\n\r\nWords.  \r\n"


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """Write a site with a README that has a region."""
    space = SiteSpace(tmp_path / "site")
    space.write("site.yaml", "git_dates: false\n")
    for path, text in JOURNAL.items():
        space.write(path, text)
    space.write("README.md", README)
    return space


def test_a_region_is_written_and_then_current(space: SiteSpace) -> None:
    """A second writing leaves the file alone, as does the look at it."""
    assert write_readme(review_readme(space.root, DATE))
    after = space.states()
    review = review_readme(space.root, DATE)
    assert (review.standing, review.diff) == (Standing.CURRENT, ())
    assert not write_readme(review)
    assert space.states() == after


def test_what_is_printed_is_what_is_written(space: SiteSpace) -> None:
    """With its markers, and the anchors of the log."""
    region = make_region(space.root, DATE)
    write_readme(review_readme(space.root, DATE))
    written = (space.root / "README.md").read_bytes().decode()
    assert written == README.replace(f"{START}\r\n{END}\r\n", region.replace("\n", "\r\n"))
    told = write_region(make_told()).replace("content/log.md", "content/log.md#2019-11-30-0033-at-night")
    assert region == mark_region(told)


def test_what_would_change_is_shown(space: SiteSpace) -> None:
    """As a diff, of a journal that went on."""
    write_readme(review_readme(space.root, DATE))
    space.write(
        "content/checklists/backend.yaml", CHECKLIST.replace("- 5.10 Django", "- {title: 5.10 Django, done: true}")
    )
    review = review_readme(space.root, DATE)
    assert review.standing is Standing.STALE
    assert "-  - [ ] 5.10 Django" in review.diff
    assert "+  - [x] 5.10 Django" in review.diff


def test_a_readme_that_is_not_there_is_told(space: SiteSpace) -> None:
    """With what to put into it."""
    space.remove("README.md")
    with pytest.raises(GeneratorError, match=r"README\.md: error: is not there\n.*\n<!-- journal:start -->\n"):
        review_readme(space.root, DATE)


def test_a_readme_that_is_not_utf_8_is_told_with_its_line(space: SiteSpace) -> None:
    """And nothing of it is guessed."""
    space.write("README.md", b"# A\n\nCaf\xe9\n")
    with pytest.raises(GeneratorError, match=r"README\.md:3:4: error: the byte 0xE9 is not UTF-8"):
        review_readme(space.root, DATE)


def test_nothing_is_told_of_a_journal_with_errors(space: SiteSpace) -> None:
    """A region of half a journal would be believed."""
    space.write("content/entries/wrong.md", "---\nskills: [flsk]\n---\n")
    with pytest.raises(GeneratorError, match="unknown skill"):
        make_region(space.root, DATE)


def test_a_readme_that_changes_in_the_meantime_is_left_alone(space: SiteSpace) -> None:
    """Somebody may be typing in it."""
    review = review_readme(space.root, DATE)
    space.write("README.md", README + "More.\r\n")
    with pytest.raises(GeneratorError, match=r"README\.md: error: was changed by somebody else"):
        write_readme(review)
    assert (space.root / "README.md").read_bytes().endswith(b"More.\r\n")

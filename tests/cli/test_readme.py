"""`journal readme`: the region of the README, printed, written and checked."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.readme import command
from generator.readme.region import END, START
from tests.readme.samples import CHECKLIST, JOURNAL
from tests.site.space import CHECKOUT, SiteSpace

DATE = ("--date", "2020-06-01")


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """Write a site with a README that has a region."""
    space = SiteSpace(tmp_path / "site")
    space.write("site.yaml", "git_dates: false\n")
    for path, text in JOURNAL.items():
        space.write(path, text)
    space.write("README.md", f"# Notes\n\n{START}\n{END}\n")
    return space


def test_a_readme_is_written_once_and_checked(space: SiteSpace) -> None:
    """What is printed is what is written, and then there is nothing to do."""
    printed = space.journal("readme", *DATE)
    written = space.journal("readme", "--write", *DATE)
    assert (printed.code, written.code, written.out, written.err) == (0, 0, "README.md: written\n", "")
    assert (space.root / "README.md").read_text() == f"# Notes\n\n{printed.out}"
    assert space.journal("readme", "--check", *DATE).out == "README.md: up to date\n"
    assert space.journal("readme", "--write", *DATE).out == "README.md: up to date\n"


def test_an_old_region_and_an_edited_one_fail_the_check_each_with_its_reason(space: SiteSpace) -> None:
    """With a diff; and what was edited is written over only by force."""
    space.journal("readme", "--write", *DATE)
    space.write("content/checklists/backend.yaml", CHECKLIST.replace("SQL", "SQLite"))
    stale = space.journal("readme", "--check", *DATE)
    assert stale.code == 1
    assert stale.err == (
        "README.md:3: error: the journal has changed since this region was written\n"
        "  hint: write it: journal readme --write\n"
    )
    assert "-- [x] SQL\n+- [x] SQLite\n" in stale.out
    space.edit("README.md", "- [ ] 5 Web", "- [x] 5 Web")
    edited = space.journal("readme", "--check", *DATE)
    assert edited.code == 1
    assert edited.err.startswith("README.md:3: error: this region was edited by hand since it was written\n")
    before = space.states()
    refused = space.journal("readme", "--write", *DATE)
    assert (refused.code, refused.out) == (1, edited.out)
    assert refused.err == f"{edited.err}journal: 1 error; nothing was written\n"
    assert space.states() == before
    assert space.journal("readme", "--write", "--force", *DATE).out == "README.md: written\n"
    assert space.journal("readme", "--check", *DATE).code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--check", "--force"), "--force goes with --write"),
        (("--check", "--write"), "--write, --check and --pull exclude each other"),
        (("--pull", "--write", "--force"), "--write, --check and --pull exclude each other"),
    ],
)
def test_options_that_do_not_go_together_are_a_slip(options: tuple[str, ...], said: str) -> None:
    """None of them is left out silently."""
    ended = CliRunner().invoke(command, ["--site", str(CHECKOUT), *options])
    assert ended.exit_code == 2
    assert said in ended.output


def test_boxes_ticked_by_hand_are_taken_over(space: SiteSpace) -> None:
    """Each change is said; and a conflict is told with its lines."""
    space.journal("readme", "--write", *DATE)
    space.edit("README.md", "[ ] 5.1 Flask ⬅️💻☕", "[x] 5.1 Flask")
    pulled = space.journal("readme", "--pull", *DATE)
    assert (pulled.code, pulled.err, pulled.out) == (
        0,
        "",
        "content/checklists/backend.yaml: flask: done: 2020-06-01, now removed\nREADME.md: written\n",
    )
    assert "- {title: 5.1 Flask, done: 2020-06-01}" in (space.root / "content/checklists/backend.yaml").read_text()
    assert space.journal("readme", "--pull", *DATE).out == "README.md: no box was changed by hand\n"
    space.edit("README.md", "[x] 5.1 Flask", "[x] 5.1 Bottle")
    before = space.states()
    refused = space.journal("readme", "--pull", *DATE)
    assert refused.code == 1
    assert refused.err == (
        "README.md:3: error: this region was edited beyond its boxes since it was written\n"
        "  hint: make the change in the checklist, then write over the edit: journal readme --write --force\n"
        'README.md:8:3: error: the checklists have no skill "5.1 Bottle" in this place\n'
        "    8 |   - [x] 5.1 Bottle\n"
        "      |   ^^^^^^^^^^^^^^^^\n"
        "journal: 2 errors; nothing was written\n"
    )
    assert space.states() == before

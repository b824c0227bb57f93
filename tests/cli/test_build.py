"""`journal build`: what it prints, and its options."""

import re
import sys
from pathlib import Path

import pytest

from tests.site.space import Ended, SiteSpace

SITE = """\
== site.yaml ==
title: Notes
git_dates: false
== content/entries/one.md ==
---
date: 2020-01-01
---
# One
"""

NO_INDEX = 'the search has no index; "journal build --search" makes it\n'


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site of one entry, not built yet."""
    return SiteSpace(tmp_path / "site", SITE)


def hide_time(text: str) -> str:
    """Put stars in place of how long it took, and of how many pages there are."""
    return re.sub(r"(\d+ )of \1pages in \d+\.\d\d s|of \d+ pages in \d+\.\d\d s", _hide, text)


def _hide(found: re.Match[str]) -> str:
    return "all of * pages in * s" if found[1] else "of * pages in * s"


def test_last_line_says_what_was_done(space: SiteSpace) -> None:
    """How many pages were rendered, of how many, in which time."""
    first, second = (space.journal("build") for _ in range(2))
    assert [hide_time(each.out) for each in (first, second)] == [
        f"{NO_INDEX}rendered all of * pages in * s\n",
        f"{NO_INDEX}rendered 0 of * pages in * s\n",
    ]
    assert (first.err, first.code, second.err, second.code) == ("", 0, "", 0)


def test_index_of_the_search_is_made_and_counted(space: SiteSpace) -> None:
    """By the program itself, once for the same pages."""
    first, second = (space.journal("build", "--search") for _ in range(2))
    assert [hide_time(each.out) for each in (first, second)] == [
        "indexed 1 page for the search\nrendered all of * pages in * s\n",
        "rendered 0 of * pages in * s\n",
    ]
    assert {"pagefind/pagefind.js", "pagefind/pagefind-worker.js"} < space.outputs()


def test_verbose_says_why_each_page_was_rendered(space: SiteSpace) -> None:
    """Page and reason, one a line."""
    space.build()
    space.edit("content/entries/one.md", "# One", "# One\n\nWords.\n\nMore.")
    space.build()
    space.edit("content/entries/one.md", "More.", "Less.")
    assert hide_time(space.journal("build", "--verbose", "--date", "2020-06-01").out) == (
        "rendered one/index.html: body\n"
        "rendered feed.xml: items\n"
        "rendered feed.json: items\n"
        f"{NO_INDEX}rendered 3 of * pages in * s\n"
    )


def test_quiet_prints_nothing_but_problems(space: SiteSpace) -> None:
    """Not even what is withheld; a warning is a problem."""
    space.write("content/entries/rough.md", "---\ndraft: true\n---\n# Rough\n")
    assert space.journal("build", "--quiet") == Ended(0, "", "")
    space.write("content/entries/link.md", "# Link\n\n[x](gone.md)\n")
    assert space.journal("build", "--quiet").err.startswith("content/entries/link.md:3:5: warning: ")


def test_removed_files_are_told(space: SiteSpace) -> None:
    """An author who renames a file sees what went."""
    space.build()
    space.rename("content/entries/one.md", "content/entries/uno.md")
    assert "removed one/index.html\n" in space.journal("build", "--date", "2020-06-01").out


def test_site_and_output_may_lie_anywhere(space: SiteSpace) -> None:
    """`--site` from another folder; `--output` counts from where the command is run."""
    elsewhere = SiteSpace(space.root / "elsewhere")
    ended = elsewhere.journal("build", "--site", "..", "--output", "site")
    assert ended.code == 0, ended
    assert (elsewhere.root / "site/one/index.html").is_file()
    assert not space.public.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--date", "2020-13-01"], "Invalid value for '--date': "),
        (["--date", "2020-01-01 10:00"], "Invalid value for '--date': must be a day, without a time"),
        (["--base-url", "example.org"], "Invalid value for '--base-url': must be an address that begins with https://"),
        (["--jobs", "-1"], "Invalid value for '--jobs': -1 is not in the range x>=0."),
        (["--fast"], "No such option"),
        (["--site", "nowhere"], "Invalid value for '--site': Directory 'nowhere' does not exist."),
    ],
)
def test_wrong_usage_is_told(space: SiteSpace, arguments: list[str], message: str) -> None:
    """Exit code 2, with what is wrong, and nothing is built."""
    ended = space.journal("build", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert f"\nError: {message}" in ended.err
    assert not space.public.exists()


def test_closed_pipe_is_no_traceback(space: SiteSpace) -> None:
    """`journal build --verbose | head -1` ends without a word."""
    ended = space.run("sh", "-c", '"$1" -m generator build --verbose | true', "sh", sys.executable)
    assert ended.err == ""

"""`journal check`: everything that is wrong, and nothing written."""

import re
from pathlib import Path

import pytest

from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
title: Notes
git_dates: false
== content/entries/one.md ==
# One

[x](nothing-like-it.md)
== content/entries/rough.md ==
---
draft: true
---
"""

WARNING = """\
content/entries/one.md:3:5: warning: the link to "nothing-like-it.md" leads to nothing: there is no content/entries/nothing-like-it.md
    3 | [x](nothing-like-it.md)
      |     ^^^^^^^^^^^^^^^^^^
"""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site with a warning and a draft, not built yet."""
    return SiteSpace(tmp_path / "site", SITE)


def test_problems_and_what_is_withheld_are_told(space: SiteSpace) -> None:
    """Problems go to the error stream; a warning alone is no failure."""
    ended = space.journal("check")
    assert ended.err == WARNING
    assert ended.out == "withheld content/entries/rough.md: a draft (shown with --drafts)\n1 warning\n"
    assert ended.code == 0


def test_warnings_fail_under_strict(space: SiteSpace) -> None:
    """They are told as the errors that they then are."""
    ended = space.journal("check", "--strict")
    assert (ended.code, ended.err) == (1, WARNING.replace("warning", "error"))
    assert ended.out.endswith("\n1 error\n")


def test_sound_site_is_said_to_be_sound(space: SiteSpace) -> None:
    """The number of pages shows that something was looked at."""
    space.write("content/entries/one.md", "# One\n")
    space.remove("content/entries/rough.md")
    ended = space.journal("check")
    assert (ended.code, ended.err) == (0, "")
    assert re.fullmatch(r"no problems in \d+ pages\n", ended.out)


def test_mistakes_of_templates_are_found_without_a_build(space: SiteSpace) -> None:
    """A name that nothing has is found by rendering into nothing."""
    space.write("templates/404.html", "{{ page.titel }}\n")
    ended = space.journal("check")
    assert ended.code == 1
    assert 'templates/404.html:1:9: error: PageInfo has no "titel"\n' in ended.err


def test_nothing_is_written(space: SiteSpace) -> None:
    """Neither an output folder nor a cache."""
    before = space.states()
    space.journal("check")
    assert space.states() == before


def test_published_site_and_cache_stay_as_they_are(space: SiteSpace) -> None:
    """What is found is not remembered, so that the next build tells it again."""
    space.build()
    space.write("content/entries/two.md", "# Two\n")
    before = space.states("public"), space.states(".cache/journal")
    assert space.journal("check", "--date", "2020-06-01").code == 0
    assert (space.states("public"), space.states(".cache/journal")) == before
    assert "two/index.html" in space.build().rendered

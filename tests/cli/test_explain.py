"""`journal explain`: what becomes of a file, and why a page was rendered."""

from pathlib import Path

import pytest

from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
title: Notes
git_dates: false
== content/entries/2020-01-01-one.md ==
---
tags: [web]
skills: [flask]
updated: 2020-02-02
---
# One

Words. ![plot](plot.svg)
== content/entries/plot.svg ==
<svg/>
== content/entries/unused.svg ==
<svg/>
== content/entries/rough.md ==
---
draft: true
---
== content/log.md ==
## 2020-01-03 Built

Words.
== content/todo.md ==
- all
== content/checklists/backend.yaml ==
skills: [Flask]
"""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site with a file of each kind, built."""
    space = SiteSpace(tmp_path / "site", SITE)
    assert space.build().problems == ""
    return space


ENTRY = """\
content/entries/2020-01-01-one.md:
  published at /one/
  title: One
  date: 2020-01-01, from its file name
  tags: web
  skills: flask (learning)
  updated: 2020-02-02
  last rendered because of: new
  up to date
"""

EXPLANATIONS = {
    "content/entries/2020-01-01-one.md": ENTRY,
    "./content/entries/2020-01-01-one.md": ENTRY,
    "content/entries/rough.md": """\
content/entries/rough.md:
  not published: a draft (shown with --drafts)
""",
    "content/log.md": """\
content/log.md:1:
  published at /log/2020-01-03/
  title: Built
  date: 2020-01-03, from its heading in the log
  last rendered because of: new
  up to date
""",
    "content/todo.md": """\
content/todo.md:
  not published: the todo list never is
""",
    "content/entries/plot.svg": """\
content/entries/plot.svg:
  published at /plot.svg
""",
    "content/entries/unused.svg": """\
content/entries/unused.svg:
  not published: nothing that is published refers to it
""",
    "feed.xml": """\
feed.xml:
  made for the feed of /, by feed.xml
  last rendered because of: new
  up to date
""",
    "/tags/web/": """\
tags/web/index.html:
  made for the tag "web", by term.html
  last rendered because of: new
  up to date
""",
    "public/index.html": """\
index.html:
  made for the home page, by home.html
  last rendered because of: new
  up to date
""",
    "/": """\
index.html:
  made for the home page, by home.html
  last rendered because of: new
  up to date
""",
}


@pytest.mark.parametrize("path", EXPLANATIONS)
def test_path_is_explained(space: SiteSpace, path: str) -> None:
    """A source file, an output or an address."""
    ended = space.journal("explain", path, "--date", "2020-06-01")
    assert (ended.code, ended.out, ended.err) == (0, EXPLANATIONS[path], "")


def test_edited_entry_says_which_field_differs(space: SiteSpace) -> None:
    """Before the build what will be done, after it what was done."""
    space.edit("content/entries/2020-01-01-one.md", "Words.", "Words.\n\nMore.")
    before = space.journal("explain", "/one/", "--date", "2020-06-01").out
    assert before.endswith("last rendered because of: new\n  to be rendered because of: body, word_count\n")
    space.build()
    after = space.journal("explain", "/one/", "--date", "2020-06-01").out
    assert after.endswith("  last rendered because of: body, word_count\n  up to date\n")


def test_unknown_path_is_wrong_usage(space: SiteSpace) -> None:
    """The message says both what was looked for and where."""
    ended = space.journal("explain", "content/entries/gone.md")
    assert (ended.code, ended.out) == (2, "")
    message = "there is no content/entries/gone.md in this site, neither as a file nor as an address"
    assert ended.err.endswith(f"\nError: {message}\n")


def test_path_is_understood_from_any_folder(space: SiteSpace) -> None:
    """A path that completes in the shell is right, wherever the shell is."""
    inside = SiteSpace(space.root / "content/entries")
    ended = inside.journal("explain", "2020-01-01-one.md", "--site", "../..", "--date", "2020-06-01")
    assert ended.out == ENTRY


def test_nothing_is_written(space: SiteSpace) -> None:
    """Asking changes nothing, so that the answer stays true."""
    before = space.states()
    space.journal("explain", "/")
    assert space.states() == before

"""The summary of a build: what there is, what has changed, what is withheld."""

import re
from pathlib import Path

import pytest

from tests.build.test_earlier import commit
from tests.site.space import DATE, SiteSpace

SITE = """\
== site.yaml ==
title: Notes
base_url: https://example.org/notes
search: false
== content/checklists/python.yaml ==
- id: flask
  title: Flask
== content/entries/one.md ==
# One
== content/entries/secret-plan.md ==
---
draft: true
---
# A title that is private
"""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site with a draft, committed."""
    space = SiteSpace(tmp_path / "site", SITE)
    commit(space)
    return space


def summarize(space: SiteSpace, *arguments: str) -> str:
    """Build, and read the summary; numbers of pages, files and bytes are another test's business."""
    ended = space.journal("build", "--date", DATE, "--summary", "summary.md", *arguments)
    assert ended.code in {0, 1}, ended
    text = (space.root / "summary.md").read_text("utf-8")
    return re.sub(r"on \d+ pages; \d+ files, [\d.]+ KB", "on * pages; * files, * KB", text)


def test_summary_says_what_there_is(space: SiteSpace) -> None:
    """And names what is withheld by its path alone."""
    assert summarize(space) == (
        "### [Notes](https://example.org/notes/)\n\n"
        "1 entry on * pages; * files, * KB.\n\n"
        "**1 file withheld**\n\n"
        "- `content/entries/secret-plan.md`: a draft (shown with --drafts)\n\n"
    )


def test_summary_says_what_has_changed(space: SiteSpace) -> None:
    """Since a commit: new and changed entries with their addresses, what is gone, and skills that moved."""
    space.write("content/entries/gone.md", "# Gone\n")
    commit(space)
    space.remove("content/entries/gone.md")
    space.write("content/entries/one.md", "# One\n\nMore.\n")
    space.write("content/entries/new.md", "---\nskills: [flask]\n---\n# <b>New</b> [x](y) *z* @a\n")
    (head,) = re.findall(r"[0-9a-f]{7}", space.run("git", "rev-parse", "--short=7", "HEAD").out)
    text = summarize(space, "--since", "HEAD")
    assert text.partition("KB.\n\n")[2].partition("**1 file withheld**")[0] == (
        f"Since `{head}`:\n\n"
        "**1 new entry**\n\n"
        "- [New x z \\@a](https://example.org/notes/new/), `content/entries/new.md`\n\n"
        "**1 changed entry**\n\n"
        "- [One](https://example.org/notes/one/), `content/entries/one.md`\n\n"
        "**1 entry gone**\n\n"
        "- `/gone/`\n\n"
        "**1 skill moved**\n\n"
        "- Flask: planned → learning\n\n"
    )


def test_summary_says_that_nothing_has_changed(space: SiteSpace) -> None:
    """A push that changes the generator alone may change every page, and no entry."""
    assert re.search(
        r"\nNo entry and no skill has changed since `[0-9a-f]{7}`\.\n", summarize(space, "--since", "HEAD")
    )


def test_summary_says_that_there_is_nothing_to_compare_with(space: SiteSpace) -> None:
    """As at the first push to a branch, for which GitHub gives forty zeros."""
    text = summarize(space, "--since", "0" * 40)
    assert f"There is nothing to compare it with: `{'0' * 40}` has no such site.\n" in text


def test_summary_says_why_nothing_was_built(space: SiteSpace) -> None:
    """With what was wrong, where; a warning counts under `--strict`."""
    space.write("content/entries/one.md", "# One\n\n[x](`gone`.md)\n")
    assert summarize(space, "--strict") == (
        "### Nothing was built\n\n"
        "**1 error**\n\n"
        '- `content/entries/one.md:3:5`: the link to "\\`gone\\`.md" leads to nothing\\: '
        "there is no content/entries/\\`gone\\`.md\n\n"
    )


def test_warnings_are_in_the_summary(space: SiteSpace) -> None:
    """The site is there, and something about it is odd."""
    space.write("content/entries/one.md", "# One\n\n[x](gone.md)\n")
    assert "**1 warning**\n\n- `content/entries/one.md:3:5`: the link to " in summarize(space)


def test_another_address_than_the_settings_is_told(space: SiteSpace) -> None:
    """Who moved the site to a domain finds out that a file still says the old one."""
    said = "`site.yaml` names another address: `https://example.org/notes`.\n"
    assert said in summarize(space, "--base-url", "https://example.com")


def test_summary_is_put_after_what_is_there(space: SiteSpace) -> None:
    """Earlier steps of a run have said something, too."""
    space.write("summary.md", "Before.\n")
    assert summarize(space).startswith("Before.\n### [Notes]")


def test_long_lists_end(space: SiteSpace) -> None:
    """Of a thousand drafts nobody reads a thousand lines."""
    for number in range(60):
        space.write(f"content/entries/d{number}.md", "---\ndraft: true\n---\n")
    text = summarize(space)
    assert "**61 files withheld**\n" in text
    assert text.count("\n- `") == 50
    assert text.endswith("\n- and 11 more\n\n")


def test_since_is_for_summaries(space: SiteSpace) -> None:
    """Alone it would do nothing, which nobody means."""
    ended = space.journal("build", "--since", "HEAD")
    assert (ended.code, ended.err.splitlines()[-1]) == (2, "Error: --since is for --summary, which is not given")

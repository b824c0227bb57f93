"""The site as a commit has it, beside the one that is being worked at."""

from pathlib import Path

import pytest

from generator.build.earlier import assemble_commit, find_commit
from generator.build.stages import BuildOptions
from tests.site.space import DATE, SiteSpace, tree_digest

OPTIONS = BuildOptions(date=DATE)

SITE = """\
== site.yaml ==
title: Notes
== content/entries/one.md ==
# One
"""


def commit(space: SiteSpace) -> None:
    """Commit all that is in the site's folder, to a repository that may have to be made."""
    who = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
    if space.run("git", "rev-parse", "HEAD").code:
        space.run("git", "init", "-q", "-b", "main")
    space.run("git", "add", ".")
    ended = space.run(*who, "commit", "-q", "-m", "x", GIT_AUTHOR_DATE="2020-02-03T04:05:06Z")
    assert ended.code == 0, ended.err


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site in a folder of a repository, with two commits and something not committed."""
    commit(SiteSpace(tmp_path / "repository", "== README.md ==\n# It\n"))
    space = SiteSpace(tmp_path / "repository/docs", SITE)
    commit(space)
    space.write("content/entries/two.md", "# Two\n")
    commit(space)
    space.write("content/entries/three.md", "# Three\n")
    return space


@pytest.mark.parametrize(("name", "titles"), [("HEAD", {"One", "Two"}), ("HEAD~1", {"One"})])
def test_a_commit_has_what_it_has(space: SiteSpace, name: str, titles: set[str]) -> None:
    """With the dates from the history, and without what is not committed."""
    site = assemble_commit(space.root, find_commit(space.root, name), OPTIONS)
    assert site is not None
    assert {(entry.title, entry.date.day if entry.date else "") for entry in site.entries} == {
        (title, "2020-02-03") for title in titles
    }


def test_nothing_is_touched(space: SiteSpace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what is being worked at, nor the repository; and no hook that its user has for all of them is run."""
    hook = tmp_path / "hooks/post-checkout"
    hook.parent.mkdir()
    hook.write_text(f"#!/bin/sh\ntouch {space.root}/ran\n")
    hook.chmod(0o755)
    (tmp_path / "config").write_text(f"[core]\n\thooksPath = {hook.parent}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    before = tree_digest(space.root.parent)
    assert assemble_commit(space.root, find_commit(space.root, "HEAD~1"), OPTIONS)
    assert tree_digest(space.root.parent) == before


@pytest.mark.parametrize("name", ["", "0" * 40, "HEAD~9", "--all", "nothing", "HEAD:docs"])
def test_there_is_no_such_commit(space: SiteSpace, name: str) -> None:
    """As before the first push, after one that took commits back, and where something else was typed."""
    assert find_commit(space.root, name) == ""
    assert assemble_commit(space.root, "", OPTIONS) is None


def test_commit_may_have_no_site(space: SiteSpace) -> None:
    """It may have been begun later, or have been broken."""
    space.rename("site.yaml", "site.yml")
    commit(space)
    assert assemble_commit(space.root, find_commit(space.root, "HEAD"), OPTIONS) is None


def test_without_git_there_is_nothing(tmp_path: Path) -> None:
    """And no error."""
    space = SiteSpace(tmp_path / "site", SITE)
    assert find_commit(space.root, "HEAD") == ""
    assert assemble_commit(space.root, "0" * 40, OPTIONS) is None

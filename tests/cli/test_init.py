"""`journal init`: what it prints, and what it refuses."""

import os
from pathlib import Path

import pytest

from generator import __version__
from tests.serve.running import running
from tests.site.space import SiteSpace

NEW = """\
my-journal/.github/dependabot.yml
my-journal/.github/workflows/site.yml
my-journal/.gitignore
my-journal/README.md
my-journal/content/checklists/my-goal.yaml
my-journal/content/entries/first-entry.md
my-journal/site.yaml

To look at it:
  cd my-journal
  journal serve

To put it on GitHub, make an empty repository at https://github.com/new, and then:
  git commit -am "Begin a journal"
  git remote add origin https://github.com/YOU/my-journal.git
  git push -u origin main

Then press one switch there, and run the workflow again:
  Settings → Pages → Build and deployment → Source: GitHub Actions

README.md says the rest: how to write, what is private, how to publish.
"""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """An empty folder."""
    return SiteSpace(tmp_path / "home")


def test_a_journal_is_begun_without_a_question(space: SiteSpace) -> None:
    """It is there, can be looked at, and says how to go on."""
    ended = space.journal("init", "my-journal")
    assert (ended.code, ended.out, ended.err) == (0, NEW, "")
    workflow = (space.root / "my-journal/.github/workflows/site.yml").read_text("utf-8")
    assert f"learning-journal[search]=={__version__}" in workflow
    with running(space.root / "my-journal") as served:
        status, page = served.ask("/")
    assert (status, "<title>What I learn</title>" in page) == (200, True)


def test_this_folder_will_do(space: SiteSpace) -> None:
    """Nothing is to be entered then; a name that GitHub would not take is none."""
    folder = space.root / "so what"
    folder.mkdir()
    said = SiteSpace(folder).journal("init").out
    assert "site.yaml\n\nTo look at it:\n  journal serve\n" in said
    assert "https://github.com/YOU/my-journal.git" in said


def test_a_second_run_is_refused(space: SiteSpace) -> None:
    """And changes nothing."""
    space.journal("init", "my-journal")
    before = space.states()
    ended = space.journal("init", "my-journal")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith('error: my-journal: ".github/dependabot.yml", ')
    assert ended.err.endswith("journal: 1 error; nothing was written\n")
    assert space.states() == before


def test_a_clone_is_told_fewer_commands(space: SiteSpace) -> None:
    """It knows where it is pushed to."""
    space.run("git", "init", "-q")
    space.run("git", "remote", "add", "origin", "https://github.com/you/it.git")
    assert (
        'To publish it:\n  git add .\n  git commit -am "Begin a journal"\n  git push -u origin HEAD\n'
        in space.journal("init").out
    )


def test_a_folder_in_a_repository_is_told_so(space: SiteSpace) -> None:
    """No workflow of its would run."""
    space.run("git", "init", "-q")
    said = space.journal("init", "inner").out
    assert f"It lies in the repository {space.root}, and GitHub runs workflows of its root only.\n" in said
    assert "git push" not in said


def test_without_git_the_way_to_it_is_told(space: SiteSpace) -> None:
    """The journal is there all the same."""
    ended = space.journal("init", PATH="/nowhere")
    assert (ended.code, ended.err) == (0, "")
    assert "To publish it install git, https://git-scm.com/, " in ended.out


def test_a_file_is_no_folder(space: SiteSpace) -> None:
    """It is wrong usage."""
    space.write("my-journal", "")
    assert space.journal("init", "my-journal").code == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_cannot_be_written_to_is_told(space: SiteSpace) -> None:
    """With the reason, and nothing of a published site, as there is none."""
    space.root.chmod(0o500)
    ended = space.journal("init")
    space.root.chmod(0o700)
    assert (ended.code, ended.err.endswith("permission denied; nothing was written\n")) == (74, True)

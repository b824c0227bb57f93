"""The guide, and the README of a new journal, done to the letter, as somebody would who knows no more than they say."""

import re
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from generator.authoring.starting import STARTER_FOLDER
from tests.site.space import CHECKOUT, Ended, SiteSpace

GUIDE = CHECKOUT / "docs/guide.md"
README = STARTER_FOLDER / "README.md"

REMOTE = "https://github.com/you/my-journal.git"
_BLOCK = re.compile(r"^( *)```(?:console|sh)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_ELSEWHERE = re.compile(r"^(?:\S*journal serve|.*(?:-m venv|pip install|alias) .*)$")
"""What another test does: the preview, and the installation."""


def read_commands(path: Path) -> str:
    """Give all commands of a text, in their order, as a script."""
    blocks = [dedent(block) for _, block in _BLOCK.findall(path.read_text("utf-8"))]
    lines = [line for block in blocks for line in block.splitlines()]
    assert sum(line == "journal serve" for line in lines) == 1
    kept = "\n".join(line for line in lines if not _ELSEWHERE.match(line))
    assert kept.count(REMOTE) >= 1
    # Somebody has written something before that.
    return kept.replace(
        'git add .\ngit commit -m "Write', 'journal new "On the next day"\ngit add .\ngit commit -m "Write'
    )


def find_remote(space: SiteSpace) -> Path:
    """Say where this machine's GitHub keeps the journal."""
    return space.root.parent / "hub" / "my-journal.git"


def follow(space: SiteSpace, path: Path) -> Ended:
    """Do what a text says, with a repository on this machine in place of the one on GitHub."""
    bare = find_remote(space)
    space.run("git", "init", "-q", "--bare", "-b", "main", str(bare))
    commands = read_commands(path).replace(REMOTE, str(bare))
    script = f'set -eo pipefail\njournal() {{ "$PYTHON" -m generator "$@"; }}\n{commands}\n'
    return space.run("bash", "-c", script, PYTHON=sys.executable, GIT_TERMINAL_PROMPT="0")


def check_followed(space: SiteSpace, ended: Ended) -> None:
    """See that all commands did what the text says of them, up to the push that publishes."""
    assert ended.code == 0, ended.out + ended.err
    assert "3.1 Flask (learning: 1 entry" in ended.out
    assert "[x] 1 Git (done" in ended.out
    assert re.search(r"^no problems in \d+ pages$", ended.out, re.MULTILINE)
    pushed = space.run("git", "-C", str(find_remote(space)), "ls-tree", "-r", "--name-only", "main").out.splitlines()
    assert {"content/entries/my-first-flask-app.md", "content/entries/on-the-next-day.md", "site.yaml"} <= set(pushed)
    assert not any(name.startswith(("public", ".cache")) for name in pushed)
    who = space.run("git", "-C", str(find_remote(space)), "log", "--format=%ae", "main").out
    assert set(who.split()) == {"you@users.noreply.github.com"}


def test_what_the_guide_says_works(tmp_path: Path) -> None:
    """Every command, in its order; those of the README are the rehearsal's."""
    space = SiteSpace(tmp_path / "home")
    space.write("notes/log.md", "## 2019-11-29 First app\n\nIt says hello.\n")
    check_followed(space, follow(space, GUIDE))
    assert "It says hello." in (space.root / "my-journal/content/log.md").read_text("utf-8")


def test_the_files_that_the_readme_names_are_there() -> None:
    """All but the site, which is not built yet."""
    named = re.findall(r"^\| `([^`]+)`", README.read_text("utf-8"), re.MULTILINE)
    assert [path for path in named if not (STARTER_FOLDER / path).exists()] == ["public/"]


@pytest.mark.parametrize("path", [GUIDE, README], ids=lambda path: path.stem)
def test_the_options_that_are_spoken_of_exist(tmp_path: Path, path: Path) -> None:
    """Those in the text; those in commands are run."""
    options = set(re.findall(r"`(--[a-z]+)`", path.read_text("utf-8")))
    said = SiteSpace(tmp_path).journal("new", "--help").out
    assert options <= {"--skill", "--draft", "--edit"}
    assert [option for option in options if option not in said] == []


def test_the_switch_is_the_one_of_the_workflow() -> None:
    """Whoever reads any of the three presses the same."""
    switch = "Settings → Pages → Build and deployment → Source: GitHub Actions"
    workflow = (STARTER_FOLDER / ".github/workflows/site.yml").read_text("utf-8")
    assert all(
        switch in text.replace("**", "") for text in (workflow, GUIDE.read_text("utf-8"), README.read_text("utf-8"))
    )

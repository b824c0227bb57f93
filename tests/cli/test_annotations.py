"""Annotations: problems as commands that a runner of GitHub Actions understands."""

from pathlib import Path

import pytest

from generator.cli.annotations import find_prefix, format_annotation
from generator.errors import Location, Problem, Severity
from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
title: Notes
git_dates: false
== content/entries/one.md ==
# One

[x](nothing-like-it.md)
"""

COMMAND = (
    "::{} file={}content/entries/one.md,line=3,col=5,title=journal::"
    'the link to "nothing-like-it.md" leads to nothing: there is no content/entries/nothing-like-it.md\n'
)


@pytest.mark.parametrize(
    ("problem", "command"),
    [
        (Problem("is wrong", Location("a.md", 3, 7)), "::error file=a.md,line=3,col=7,title=journal::is wrong"),
        (Problem("is wrong", Location("a.md", 3)), "::error file=a.md,line=3,title=journal::is wrong"),
        (Problem("is wrong", Location("a.md")), "::error file=a.md,title=journal::is wrong"),
        (Problem("is odd", severity=Severity.WARNING), "::warning title=journal::is odd"),
        (Problem("is wrong", hint="mend it"), "::error title=journal::is wrong%0Ahint: mend it"),
        # What a name or a message holds can end neither, nor the line: else it could be another command.
        (
            Problem("100%\r\n::add-mask::a,b", Location("a:b,c%\n.md")),
            "::error file=a%3Ab%2Cc%25%0A.md,title=journal::100%25%0D%0A::add-mask::a,b",
        ),
    ],
)
def test_problems_become_one_command(problem: Problem, command: str) -> None:
    """With the place in properties, as far as it is known, and all that would end them escaped."""
    assert format_annotation(problem) == command


@pytest.mark.parametrize(("folder", "prefix"), [("", ""), ("docs", "docs/"), ("docs/site", "docs/site/")])
def test_paths_count_from_the_checkout(
    folder: str, prefix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site may be a part of a repository."""
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert find_prefix(tmp_path / folder) == prefix


@pytest.mark.parametrize("arguments", [["build", "--strict"], ["check", "--strict"]])
def test_problems_are_annotated_on_github(tmp_path: Path, arguments: list[str]) -> None:
    """By each command that says what is wrong with the sources, once, beside the words for people."""
    space = SiteSpace(tmp_path / "repository/docs", SITE)
    ended = space.journal(*arguments, GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(tmp_path / "repository"))
    assert ended.code == 1
    lines = ended.err.splitlines(keepends=True)
    assert [line for line in lines if line.startswith("::")] == [COMMAND.format("error", "docs/")]
    assert lines[0].startswith("content/entries/one.md:3:5: error: ")
    assert not space.public.exists()


def test_warnings_are_annotated_and_publish_all_the_same(tmp_path: Path) -> None:
    """Without `--strict` they are no more than said."""
    space = SiteSpace(tmp_path / "site", SITE)
    ended = space.journal("build", GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(space.root))
    assert (ended.code, ended.err.splitlines(keepends=True)[-1]) == (0, COMMAND.format("warning", ""))


def test_elsewhere_nothing_is_annotated(tmp_path: Path) -> None:
    """A terminal shows what people read, and nothing twice."""
    assert "::" not in SiteSpace(tmp_path / "site", SITE).journal("check").err


def test_strict_leaves_what_is_published_as_it_is(tmp_path: Path) -> None:
    """A warning that came later replaces not a byte, whatever else has changed."""
    space = SiteSpace(tmp_path / "site", SITE)
    space.edit("content/entries/one.md", "[x](nothing-like-it.md)", "Words.")
    assert space.journal("build", "--strict").code == 0
    before = space.digest()
    space.edit("content/entries/one.md", "Words.", "[x](nothing-like-it.md)")
    space.write("content/entries/two.md", "# Two\n")
    ended = space.journal("build", "--strict")
    assert (ended.code, ended.err.splitlines()[-1]) == (1, "journal: 1 error; nothing was published")
    assert space.digest() == before

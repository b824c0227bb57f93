"""`journal new`: an entry, and its path."""

import sys
from pathlib import Path

import pytest

from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
git_dates: false
== content/checklists/backend.yaml ==
- 5.1 Flask
- 5.2 Django
"""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site with two skills and no entry."""
    return SiteSpace(tmp_path / "site", SITE)


def test_an_entry_is_made_and_its_path_printed(space: SiteSpace) -> None:
    """It can be built as it is, and cites the skill."""
    ended = space.journal(
        "new", "Blueprints", "--skill", "5.1", "--skill", "django", "--tag", "web", "--date", "2020-01-01"
    )
    assert (ended.code, ended.out, ended.err) == (0, "content/entries/blueprints.md\n", "")
    assert (space.root / "content/entries/blueprints.md").read_text("utf-8") == (
        "---\ndate: 2020-01-01\nskills: [flask, django]\ntags: [web]\n---\n\n# Blueprints\n\n"
    )
    built = space.build()
    assert (built.is_published, built.problems) == (True, "")
    assert "Blueprints" in space.read("skills/flask/index.html")


def test_the_path_is_one_from_here(space: SiteSpace) -> None:
    """Whoever stands beside the site can open it."""
    (space.root.parent / "beside").mkdir()
    said = space.run("sh", "-c", f"cd ../beside && {sys.executable} -m generator new --site ../site Hello --draft")
    assert said.out == "../site/content/entries/hello.md\n"
    assert "draft: true\n" in (space.root / "content/entries/hello.md").read_text("utf-8")


def test_what_is_there_is_never_written_over(space: SiteSpace) -> None:
    """Its bytes and its time stay."""
    space.write("content/entries/hello.md", "mine")
    before = space.states()
    ended = space.journal("new", "Hello!")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "journal: content/entries/hello.md is there already; choose another title, or edit that one\n"
    assert space.states() == before


def test_unknown_skills_are_all_told(space: SiteSpace) -> None:
    """And no entry is made."""
    before = space.states()
    ended = space.journal("new", "Hello", "--skill", "flsk", "--skill", "flask", "--skill", "djago")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        'error: there is no skill "djago"\n  hint: did you mean "Django"?\n'
        'error: there is no skill "flsk"\n  hint: did you mean "Flask"?\n'
        "journal: 2 errors; nothing was written\n"
    )
    assert space.states() == before


@pytest.mark.parametrize("title", ["", "  ", "a\x1bb"])
def test_a_title_is_words(space: SiteSpace, title: str) -> None:
    """Anything else is wrong usage."""
    assert space.journal("new", title).code == 2


def test_an_editor_may_have_arguments(space: SiteSpace) -> None:
    """$VISUAL goes before $EDITOR, and gets the file last."""
    space.write("edit.py", "import sys; open(sys.argv[-1], 'a').write(' '.join(sys.argv[1:-1]))")
    editor = f"'{sys.executable}' edit.py --wait 'two words'"
    ended = space.journal("new", "Hello", "--edit", VISUAL=editor, EDITOR="false")
    assert (ended.code, ended.out, ended.err) == (0, "content/entries/hello.md\n", "")
    assert (space.root / "content/entries/hello.md").read_text("utf-8").endswith("# Hello\n\n--wait two words")


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("", "--edit needs an editor: set VISUAL or EDITOR, as in EDITOR=nano"),
        ("no-such-editor -w", 'there is no editor "no-such-editor -w"; set VISUAL or EDITOR to one that is installed'),
        ("'", 'there is no editor "\'"; set VISUAL or EDITOR to one that is installed'),
    ],
)
def test_without_an_editor_nothing_is_made(space: SiteSpace, editor: str, said: str) -> None:
    """It is looked for first."""
    ended = space.journal("new", "Hello", "--edit", EDITOR=editor)
    assert (ended.code, ended.out, ended.err) == (2, "", f"journal: {said}\n")
    assert not (space.root / "content/entries").exists()


def test_an_editor_that_fails_leaves_the_entry(space: SiteSpace) -> None:
    """The failure is told; the entry is there."""
    ended = space.journal("new", "Hello", "--edit", EDITOR="false")
    assert (ended.code, ended.out) == (74, "content/entries/hello.md\n")
    assert ended.err == "journal: the editor ended with the code 1; content/entries/hello.md is there\n"

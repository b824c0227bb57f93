"""Everything is looked at: the history, the files beside it, and the built site."""

from pathlib import Path

import pytest

from generator.audit.giveaways import Giveaways, look_for_giveaways
from generator.audit.wordlist import SecretWord
from generator.errors import format_problem
from tests.imaging.samples import make_image, with_exif
from tests.site.space import SiteSpace
from tests.sources.repositories import Repository

SITE = """\
== site.yaml ==
title: Notes
base_url: https://user.github.io/notes
== content/entries/one.md ==
# One

Words on the Hidden Thing, and [a paper](paper.pdf).
== content/entries/rough.md ==
---
draft: true
---
# Rough
== content/entries/paper.pdf ==
%PDF-1.7
<< /Author (Ada) >>
"""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site with a photograph and a history, built."""
    space = SiteSpace(tmp_path / "site", SITE)
    space.write("content/entries/shot.jpg", with_exif(make_image(40, 30), "jpeg"))
    return space


def look(space: SiteSpace, *words: str, built: str = "") -> Giveaways:
    """Look for some words."""
    listed = [SecretWord(word, number) for number, word in enumerate(words, 1)]
    return look_for_giveaways(space.root, space.root / built if built else None, listed, "2020-06-01")


def tell(found: Giveaways) -> set[str]:
    """Give the places, and what is told of them."""
    return {format_problem(problem).split("\n")[0] for problem in found.problems}


def test_without_git_and_without_a_build_the_files_are_looked_at(space: SiteSpace) -> None:
    """And what was not looked at is said."""
    found = look(space, "Hidden Thing")
    (paper, shot) = sorted(tell(found))
    assert paper == 'content/entries/paper.pdf: warning: names an author: "Ada"'
    assert shot.startswith("content/entries/shot.jpg: warning: says more than it shows: a place (GPS), an author, ")
    assert found.notes == (
        "there is no history of git here; what was committed elsewhere was not looked at",
        "there is no built site; after `journal build` it is looked at as well",
    )


def test_everything_is_looked_at(space: SiteSpace) -> None:
    """All at once: commits, a draft, a picture and a file that are gone, the output and its packed files."""
    repository = Repository(space.root)
    space.write(".gitignore", "public\n.*\n")
    space.write("content/entries/old.jpg", with_exif(make_image(50, 30), "jpeg"))
    repository.git("add", "content/entries/old.jpg", "site.yaml")
    repository.git("commit", "--quiet", "--message", "On the hidden thing")
    space.remove("content/entries/old.jpg")
    repository.git("add", "--all", "content")
    repository.git("commit", "--quiet", "--message", "More", "--date", "2020-01-01T12:00:00+0545")
    assert space.build(with_search=True).is_published
    found = look(space, "Hidden Thing", built="public")
    told = " ".join(sorted(tell(found)))
    assert (found.commit_count, found.notes) == (2, ())
    assert found.output_count > 20
    for expected in (
        "2 commits name n <e> (not pushed yet)",
        "UTC+05:45 in 1",
        "content/entries/rough.md: warning: is a draft, and stands in the history since commit",
        "content/entries/old.jpg: warning: said more than it shows in commit",
        "content/entries/shot.jpg: warning: says more than it shows",
        "content/entries/one.md:3:14: warning: the word in line 1 of the list stands in commit",
        "the word in line 1 of the list is in the message of commit",
        "public/one/index.html:",
        "public/pagefind/fragment/",
        "is published, in packed data",
    ):
        assert expected in told
    assert "hidden thing" not in told.lower()


def test_what_the_site_says_itself_is_not_told(space: SiteSpace) -> None:
    """A journal under its author's name has nothing to hide in its commits."""
    repository = Repository(space.root)
    space.write("site.yaml", "author: {name: n, email: e}\n")
    for path in ("content/entries/paper.pdf", "content/entries/shot.jpg", "content/entries/rough.md"):
        space.remove(path)
    space.edit("content/entries/one.md", ", and [a paper](paper.pdf)", "")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "One")
    assert space.build().is_published
    assert tell(look(space, built="public")) == set()


def test_this_machine_is_looked_for(space: SiteSpace) -> None:
    """Nobody lists the folder that the site lies in."""
    space.edit("content/entries/one.md", "Words", f"Words in {space.root}/content")
    assert space.build().is_published
    told = tell(look(space, built="public"))
    assert any("the folder that the site lies in is published" in line for line in told)


def test_files_of_others_and_hidden_ones_are_looked_at(space: SiteSpace) -> None:
    """Whatever is in the folder is published with it."""
    space.write("public/.well-known/node_modules/security.txt", "The Hidden Thing\n")
    (told,) = {line for line in tell(look(space, "Hidden Thing", built="public")) if line.startswith("public")}
    place = "public/.well-known/node_modules/security.txt:1:5"
    assert told == f"{place}: warning: the word in line 1 of the list is published"


def test_repository_that_git_refuses_is_a_warning(space: SiteSpace, monkeypatch: pytest.MonkeyPatch) -> None:
    """All else is looked at."""
    from generator.audit import giveaways
    from generator.audit.past import PastError

    def refuse(_root: Path) -> None:
        raise PastError("git cannot tell the history: no")

    monkeypatch.setattr(giveaways, "read_past", refuse)
    assert "warning: git cannot tell the history: no" in tell(look(space))

"""Which note goes where, and how it is found."""

import pytest

from generator.errors import SitePath
from generator.importing.fronts import Front
from generator.importing.heads import read_head
from generator.importing.notes import Catalogue, Note, is_note_path, new_address, place_beside, rename_markdown
from tests.importing.samples import make_folder


def make_note(target: str, *, slug: str = "", date: str = "", path: str = "") -> Note:
    """Make a note without a text."""
    return Note(
        path=path or target,
        target=SitePath(target),
        head=read_head("", target),
        front=Front(slug=slug, date=date),
        is_page=target.startswith("content/pages/"),
    )


@pytest.mark.parametrize(
    ("note", "permalink", "address"),
    [
        (make_note("content/entries/Web Apps/2020-01-02-Flask.md"), "/{path}/", "/web-apps/flask/"),
        (make_note("content/entries/web/README.md"), "/{path}/", "/web/"),
        (make_note("content/entries/a.md", slug="b"), "/{path}/", "/b/"),
        (make_note("content/entries/2020-01-02.md"), "/{path}/", "/2020-01-02/"),
        (make_note("content/entries/2020-01-02-a.md"), "/{year}/{month}/{slug}/", "/2020/01/a/"),
        (make_note("content/entries/a.md", date="2020-03-04 10:00"), "/{year}/{slug}/", "/2020/a/"),
        (make_note("content/pages/about.md"), "/{year}/{slug}/", "/about/"),
        (make_note("content/pages/index.md"), "/{path}/", "/"),
    ],
)
def test_addresses_are_those_that_the_site_will_give(note: Note, permalink: str, address: str) -> None:
    """By the same rules as for everything that is written."""
    assert new_address(note, permalink) == address


def test_files_beside_the_notes_keep_their_address() -> None:
    """Unless the journal has a meaning for their place."""
    assert place_beside("assets/a.png") == "content/assets/a.png"
    assert place_beside("checklists/a.yaml") == "content/files/checklists/a.yaml"
    assert place_beside("_images/a.png") == "content/files/images/a.png"


def test_files_are_found_without_extension_and_by_folder() -> None:
    """A folder stands for its README."""
    folder = make_folder("== a/b.md ==\n== c/README.md ==\n== d/e.png ==\n")
    notes = tuple(make_note(f"content/entries/{path}", path=path) for path in ("a/b.md", "c/README.md"))
    catalogue = Catalogue(folder, notes, place_beside)
    found = [catalogue.find(path) for path in ("a/b", "a/x/../b.md", "c/", "d/e.png", "d", "../a/b.md", "")]
    assert found == ["a/b.md", "a/b.md", "c/README.md", "d/e.png", "", "", ""]


def test_markdown_has_many_extensions() -> None:
    """Those that are not known here are replaced."""
    assert [rename_markdown(path) for path in ("a.md", "b.mkd", "c.markdown") if is_note_path(path)] == [
        "a.md",
        "b.md",
        "c.markdown",
    ]
    assert not is_note_path("a.txt")

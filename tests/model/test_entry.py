"""What is published, and its order."""

import pytest

from generator.model.entry import ContentPage, Entry, Writing
from tests.model.samples import make_site


def order(*entries: tuple[str, str]) -> list[str]:
    """Give the names of entries, each with its date, in the journal's order."""
    files = {f"content/entries/{name}.md": f"---\ndate: {date}\n---\nx\n" if date else "x\n" for name, date in entries}
    return [entry.url.strip("/") for entry in make_site(files).entries]


def test_newest_entry_is_first() -> None:
    """By day and time, whichever zone they are written in."""
    assert order(
        ("old", "2019-11-29"), ("new", "2019-12-04"), ("late", "2019-11-29 20:00"), ("later", "2019-11-29 20:30-01:00")
    ) == ["new", "later", "late", "old"]


def test_undated_entries_are_last() -> None:
    """Among themselves they are ordered by address."""
    assert order(("b", ""), ("a", ""), ("old", "1970-01-01"), ("older", "1969-07-20")) == ["old", "older", "a", "b"]


def test_entries_of_one_moment_are_ordered_by_address() -> None:
    """The order is the same on every machine, whatever the order of the files."""
    files = {
        f"content/entries/2019-11-29-{name}.md": f"---\nslug: {slug}\n---\nx\n"
        for name, slug in (("a", "c"), ("b", "a"), ("c", "b"))
    }
    assert [entry.url for entry in make_site(files).entries] == ["/a/", "/b/", "/c/"]


@pytest.mark.parametrize(
    ("path", "type_"), [("content/entries/a.md", Entry), ("content/log.md", Entry), ("content/pages/a.md", ContentPage)]
)
def test_entries_and_pages_are_writing(path: str, type_: type[Writing]) -> None:
    """Entries of files and of the log are entries; a page is none."""
    site = make_site({path: "## 2019-11-29 A\n\nx\n"})
    assert [type(writing) for writing in (*site.entries, *site.pages)] == [type_]

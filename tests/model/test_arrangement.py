"""The order of things, and what follows from all of them."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from generator.model.arrangement import Arrangement, arrange
from generator.model.checklist import assemble_curriculum
from generator.model.completion import Completed, complete
from generator.model.links import AddressBook, Places
from generator.model.names import WritingNames, name_skills
from generator.model.permalink import Url
from generator.model.wikilinks import NameBook
from tests.model.samples import make_checklist, place

CHECKLIST = make_checklist("- Flask\n- SQL\n")
CURRICULUM, _ = assemble_curriculum((CHECKLIST,), ZoneInfo("UTC"))
FILES: Mapping[str, str] = {
    "content/entries/a.md": "---\ndate: 2020-01-01\ntags: web\nskills: flask\nseries: S\n---\n# A\n",
    "content/entries/b.md": "---\ndate: 2020-01-03\ntags: web\n---\n# B\n\n[about](/about/)\n",
    "content/entries/c.md": "---\ndate: 2020-01-02\n---\n# C\n",
    "content/pages/about.md": "# About\n",
}


def complete_all(files: Mapping[str, str], last: Mapping[str, Completed] | None = None) -> dict[str, Completed]:
    """Complete each file; one with the text of `FILES` is the same object as in `last`."""
    book = AddressBook(Places({}, {}, {}, frozenset({"/about/"})))
    names = NameBook(name_skills(CURRICULUM, ()), WritingNames(()))
    return {
        path: last[path] if last and text == FILES.get(path) else complete(place(path, text), book, names)
        for path, text in files.items()
    }


FIRST = complete_all(FILES)


def again(files: Mapping[str, str]) -> tuple[Arrangement, Arrangement]:
    """Arrange `FILES`, and after them other files with what the first gave in hand."""
    first = arrange(list(FIRST.values()), CURRICULUM)
    return first, arrange(list(complete_all(files, FIRST).values()), CURRICULUM, first)


def test_entries_are_newest_first_and_pages_apart() -> None:
    """With what follows from all of them."""
    arranged = arrange(list(FIRST.values()), CURRICULUM)
    assert [entry.title for entry in arranged.entries] == ["B", "C", "A"]
    assert [page.title for page in arranged.pages] == ["About"]
    assert arranged.tags.value["web"].members == (0, 2)
    assert arranged.series.value["s"].members == (2,)
    assert [citation.title for citation in arranged.skills["flask"].citations] == ["A"]
    assert arranged.backlinks.value == {"/about/": ("/b/",)}


def test_nothing_changed_is_all_the_same_objects() -> None:
    """So that whoever is next sees no change."""
    first, after = again(FILES)
    for name in ("entries", "pages", "texts", "skills"):
        assert getattr(after, name) is getattr(first, name)
    for name in ("tags", "series", "backlinks"):
        assert getattr(after, name).value is getattr(first, name).value


def test_changed_title_changes_its_entry_and_citations() -> None:
    """Neither tags nor backlinks, nor the skill that it does not cite."""
    first, after = again({**FILES, "content/entries/a.md": FILES["content/entries/a.md"].replace("# A", "# Other")})
    assert [entry.title for entry in after.entries] == ["B", "C", "Other"]
    assert after.entries[0] is first.entries[0]
    assert [citation.title for citation in after.skills["flask"].citations] == ["Other"]
    assert after.skills["sql"] is first.skills["sql"]
    assert after.tags.value is first.tags.value
    assert after.backlinks.value is first.backlinks.value


def test_changed_date_changes_the_order() -> None:
    """And the positions of all terms."""
    _, after = again({**FILES, "content/entries/a.md": FILES["content/entries/a.md"].replace("01-01", "01-09")})
    assert [entry.title for entry in after.entries] == ["A", "B", "C"]
    assert after.tags.value["web"].members == (0, 1)


def test_entry_becomes_a_page() -> None:
    """At the same place in the row of files."""
    files = {("content/pages/c.md" if "/c.md" in path else path): text for path, text in FILES.items()}
    _, after = again({**files, "content/pages/c.md": "# C\n"})
    assert [entry.title for entry in after.entries] == ["B", "A"]
    assert [page.url for page in after.pages] == ["/c/", "/about/"]
    assert after.texts == {}


def test_text_of_the_home_page_is_apart() -> None:
    """It is no page of its own."""
    book, names = AddressBook(Places({}, {}, {}, frozenset())), NameBook(name_skills(CURRICULUM, ()), WritingNames(()))
    arranged = arrange([complete(place("content/pages/index.md", "# Home\n"), book, names)], CURRICULUM)
    assert list(arranged.texts) == [Url("/")]
    assert (arranged.entries, arranged.pages) == ((), ())

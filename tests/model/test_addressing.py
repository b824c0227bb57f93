"""What links may lead to, and what of it the last build hands on."""

from zoneinfo import ZoneInfo

from generator.errors import SitePath
from generator.model.addressing import Addressing, gather_addresses
from generator.model.checklist import assemble_curriculum
from generator.model.publication import place_all
from generator.renewal import keep
from tests.model.samples import make_checklist, make_documents, make_rules

FILES = {
    "content/entries/a.md": "# A\n\n## One\n",
    "content/entries/b.md": "---\ntags: web\n---\n# B\n",
    "content/entries/p.png": "",
    "content/log.md": "## 2020-01-02 One\n\nx\n",
    "content/todo.md": "x\n",
}
CHECKLIST = make_checklist("- Flask\n")
HIDDEN = make_checklist("public: false\nskills: [Perl]\n", "content/checklists/secret.yaml")


def gather(files: dict[str, str] = FILES, last: Addressing | None = None) -> Addressing:
    """Gather the addresses of files; documents that are equal to the last ones are the same objects."""
    paths = tuple(SitePath(path) for path in sorted(files))
    documents = [
        document
        for path in paths
        if path.endswith(".md") and path != "content/todo.md"
        for document in make_documents(path, files[path])
    ]
    checklists = (CHECKLIST, HIDDEN)
    curriculum, _ = assemble_curriculum(checklists, ZoneInfo("UTC"))
    return gather_addresses(
        place_all(documents, {}, make_rules()),
        curriculum,
        checklists=checklists,
        paths=keep(paths, last.places.inputs[4] if last else None),
        pictures={},
        last=last,
    )


def test_everything_has_its_address() -> None:
    """Writing, checklists, files, and what is not published with the reason."""
    places = gather().book.places
    assert places.documents == {
        "content/entries/a.md": "/a/",
        "content/entries/b.md": "/b/",
        "content/log.md": "/log/",
        "content/checklists/python.yaml": "/checklists/python/",
    }
    assert places.files == {"content/entries/p.png": "/p.png"}
    assert places.withheld["content/todo.md"] == "never published"
    assert places.withheld["content/checklists/secret.yaml"] == "not public"
    assert {"/a/", "/tags/web/", "/skills/flask/", "/log/", "/log/2020-01-02/"} <= places.urls
    assert "/skills/perl/" not in places.urls


def test_changed_text_changes_its_anchors_alone() -> None:
    """The places are the same object, and so are the names, with all that was looked up in them."""
    first = gather()
    again = gather({**FILES, "content/entries/a.md": "# A\n\n## Two\n"}, first)
    assert again.places is first.places
    assert again.names is first.names
    assert again.book.ids["/a/"] == {"a", "two"}
    assert again.book.ids["/b/"] == first.book.ids["/b/"]


def test_changed_title_changes_the_names_alone() -> None:
    """By its old name an entry is not found any more."""
    first = gather()
    again = gather({**FILES, "content/entries/a.md": "# Other\n\n## One\n"}, first)
    assert again.places is first.places
    assert again.names.published.find_title("other")
    assert not again.names.published.find_title("a")


def test_new_file_changes_the_places() -> None:
    """It can be linked to, by address and by name."""
    first = gather()
    again = gather({**FILES, "content/entries/c.md": "# C\n"}, first)
    assert again.book.places.documents["content/entries/c.md"] == "/c/"
    assert again.book.ids["/c/"] == {"c"}
    assert again.names.published.find_title("c")


def test_new_tag_has_an_address() -> None:
    """Although no entry has another one."""
    again = gather({**FILES, "content/entries/a.md": "---\ntags: sql\n---\n# A\n"}, gather())
    assert "/tags/sql/" in again.book.places.urls


def test_two_at_one_address_are_as_without_the_last_build() -> None:
    """An error elsewhere; which of the two texts has the address must not depend on which was edited last."""
    files = {**FILES, "content/entries/A.md": "# A\n\n## Upper\n"}
    changed = {**files, "content/entries/A.md": "# A\n\n## Higher\n"}
    assert gather(changed, gather(files)).book.facts == gather(changed).book.facts

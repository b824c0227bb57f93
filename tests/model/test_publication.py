"""Which documents are published, and what the last build hands on of that."""

import ast
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec

import generator
from generator.errors import SitePath
from generator.model.checklist import ChecklistSource, Skill
from generator.model.document import Document
from generator.model.entry import Entry
from generator.model.pictures import Picture
from generator.model.placement import Placement, Withheld
from generator.model.publication import Publication, place_all
from generator.model.site import Site
from generator.model.timeline import Timeline
from generator.sources.checklistfile import ChecklistFile
from generator.sources.frontmatter import FrontMatter
from generator.sources.history import CommitDate, CommitId, FileDates
from tests.model.samples import make_documents, make_rules

FILES = {
    "content/entries/README.md": "# Notes\n",
    "content/entries/a.md": "# A\n",
    "content/entries/b.md": "---\ndraft: true\n---\n# B\n",
    "content/log.md": "## 2020-01-02 One\n\nx\n\n## 2020-01-02 Two\n\ny\n\n## 2020-01-03 Three\n\nz\n",
    "content/pages/index.md": "# Home\n",
}


def documents_of(files: dict[str, str]) -> tuple[Document, ...]:
    """Parse files in the order of their paths."""
    return tuple(document for path in sorted(files) for document in make_documents(path, files[path]))


def publish(documents: tuple[Document, ...], last: Publication | None = None) -> Publication:
    """Place documents of which git says nothing."""
    return place_all(documents, {}, make_rules(), last)


def urls_of(publication: Publication) -> list[str]:
    """List the addresses of what is published."""
    return [placement.url for placement in publication.published]


def test_each_document_is_published_or_kept_back() -> None:
    """In the order of their paths; of two texts for the home page one, and log entries of one day by title."""
    publication = publish(documents_of(FILES))
    assert urls_of(publication) == ["/a/", "/log/2020-01-02-one/", "/log/2020-01-02-two/", "/log/2020-01-03/", "/"]
    assert [placement.document.path for placement in publication.kept_back] == [
        "content/entries/README.md",
        "content/entries/b.md",
    ]
    assert [item.place for item in publication.withheld] == ["content/entries/README.md", "content/entries/b.md"]


def reach(type_: object, found: set[type]) -> set[type]:
    """Gather every struct that a value of a type can lead to."""
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct) and type_ not in found:
        found.add(type_)
        for hint in get_type_hints(type_).values():
            reach(hint, found)
    for argument in get_args(type_):
        reach(argument, found)
    return found


def test_what_pages_are_made_of_cannot_hold_what_is_kept_back() -> None:
    """By type: a site is of entries, and a draft is no entry but a placed document, which no field leads to."""
    reached = reach(Site, set())
    assert {Entry, Skill, Picture, Timeline} <= reached
    assert not reached & {Document, Placement, Withheld, Publication, ChecklistSource, ChecklistFile, FrontMatter}


def test_those_who_plan_and_render_never_see_a_document() -> None:
    """Neither room names a type that what is kept back has."""
    private = {"Document", "Placement", "Publication", "Withheld", "ChecklistSource", "ChecklistFile", "FrontMatter"}
    folder = Path(generator.__file__).parent
    modules = [path for room in ("plan", "render") for path in (folder / room).glob("*.py")]
    assert len(modules) > 20
    for module in modules:
        imports = (node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.ImportFrom))
        assert not private & {alias.name for node in imports for alias in node.names}, module.name


def test_the_same_documents_are_placed_as_they_were() -> None:
    """As the same objects, those at an address that is not their own, too."""
    documents = documents_of(FILES)
    first = publish(documents)
    again = publish(documents, first)
    assert again.published is first.published
    assert again.kept_back is first.kept_back
    assert again.withheld is first.withheld


def test_one_changed_document_leaves_the_others_as_they_were() -> None:
    """Only its own placement is another."""
    documents = documents_of(FILES)
    first = publish(documents)
    changed = documents_of({**FILES, "content/entries/a.md": "# Other\n"})
    again = publish(
        tuple(
            now if now.path == "content/entries/a.md" else then for now, then in zip(changed, documents, strict=True)
        ),
        first,
    )
    assert [now is then for now, then in zip(again.published, first.published, strict=True)] == [
        *(False, True, True, True, True),
    ]
    assert again.published[0].title == "Other"


def test_home_text_changes_hands() -> None:
    """Without the first, the second is no longer kept back."""
    first = publish(documents_of(FILES))
    files = {path: text for path, text in FILES.items() if path != "content/pages/index.md"}
    again = publish(documents_of(files), first)
    assert [placement.document.path for placement in again.published if placement.url == "/"] == [
        "content/entries/README.md"
    ]


def test_other_rules_place_everything_anew() -> None:
    """A draft is shown where drafts are."""
    documents = documents_of(FILES)
    rules = msgspec.structs.replace(make_rules(), with_drafts=True)
    assert "/b/" in urls_of(place_all(documents, {}, rules, publish(documents)))


def test_new_dates_reach_the_files_they_are_of() -> None:
    """After a commit; all others stay as they were."""
    documents = documents_of(FILES)
    first = publish(documents)
    commit = CommitDate(CommitId("c"), 0, "2019-05-06T07:08:09+00:00")
    again = place_all(documents, {SitePath("content/entries/a.md"): FileDates(commit, commit)}, make_rules(), first)
    assert [str(placement.date and placement.date.day) for placement in again.published[:1]] == ["2019-05-06"]
    assert all(now is then for now, then in zip(again.published[1:], first.published[1:], strict=True))

"""A placed document completed: its links followed, its skills found, its tags gathered."""

from zoneinfo import ZoneInfo

import msgspec
import pytest

from generator.errors import SitePath
from generator.markdown.body import Heading
from generator.model.checklist import assemble_curriculum, find_hidden
from generator.model.completion import Completed, complete
from generator.model.entry import ContentPage, Entry, ImageSize
from generator.model.links import AddressBook, Places
from generator.model.names import SkillNames, name_skills
from generator.model.permalink import Url
from generator.model.placement import place_document
from generator.model.wikilinks import NameBook
from tests.model.samples import SMALL, make_checklist, make_documents, make_rules, place, show

CHECKLIST = make_checklist(
    """\
- {id: flask, title: 5.1 Flask framework, aliases: [Flask Web]}
- {id: sql, title: Flask}
- {id: jinja, title: Jinja templates, aliases: [sql]}
"""
)
HIDDEN = make_checklist("public: false\nskills: [{id: perl, title: Perl 5}]", "content/checklists/secret.yaml")

BOOK = AddressBook(
    Places(
        documents={SitePath("content/entries/b.md"): Url("/b/")},
        withheld={},
        files={SitePath("content/entries/a.png"): Url("/a.png"), SitePath("content/entries/c.png"): Url("/c.png")},
        urls=frozenset({"/b/"}),
    ),
)


def make_names() -> SkillNames:
    """Name the skills of both checklists."""
    curriculum, problems = assemble_curriculum([CHECKLIST, HIDDEN], ZoneInfo("UTC"))
    assert problems == ()
    return name_skills(curriculum, (CHECKLIST.path,), find_hidden([HIDDEN], curriculum))


def complete_entry(text: str, names: SkillNames | None = None) -> Completed:
    """Complete the entry `a`."""
    return complete(place("content/entries/a.md", text), BOOK, NameBook(names or make_names()))


def entry_of(text: str) -> Entry:
    """Complete an entry in which nothing may be wrong."""
    completed = complete_entry(text)
    assert show(completed.problems) == ""
    assert isinstance(completed.writing, Entry)
    return completed.writing


@pytest.mark.parametrize(
    ("written", "skills"),
    [
        ("flask", ("flask",)),
        ("Flask framework", ("flask",)),
        ("flask-web", ("flask",)),
        ("Flask Web", ("flask",)),
        ("FLASK", ("flask",)),
        ("sql", ("sql",)),
        ("jinja, flask", ("jinja", "flask")),
        ("flask, Flask Web, flask", ("flask",)),
        ("perl", ()),
        ("Perl 5, flask", ("flask",)),
    ],
)
def test_skill_is_found_by_any_name(written: str, skills: tuple[str, ...]) -> None:
    """By id, alias or title, in this order; once each, in the entry's order; a hidden one is silently left out."""
    assert entry_of(f"---\nskills: {written}\n---\n").skills == skills


def test_unknown_skill_is_an_error_at_its_place() -> None:
    """The place is that of the name in the list, the hint a name that is close and where to look."""
    assert (
        show(complete_entry("---\ntitle: A\nskills:\n  - flask\n  - jinjja\n---\n").problems)
        == """\
content/entries/a.md:5:5: error: unknown skill "jinjja"
    5 |   - jinjja
      |     ^^^^^^
  hint: did you mean "jinja"? The skills are listed in content/checklists/python.yaml"""
    )


def test_unknown_skill_that_resembles_none_says_where_they_are() -> None:
    """Where nothing is close the checklists are named."""
    assert (
        show(complete_entry("---\nskills: [Kubernetes]\n---\n").problems)
        == """\
content/entries/a.md:2:10: error: unknown skill "Kubernetes"
    2 | skills: [Kubernetes]
      |          ^^^^^^^^^^
  hint: the skills are listed in content/checklists/python.yaml"""
    )


def test_skill_without_any_checklist_says_so() -> None:
    """A journal that has no checklist yet learns where one belongs."""
    assert (
        show(complete_entry("---\nskills: flask\n---\n", SkillNames({}, frozenset(), ())).problems)
        == """\
content/entries/a.md:2:9: error: unknown skill "flask"
    2 | skills: flask
      |         ^^^^^
  hint: there is no checklist yet; skills are listed in content/checklists/*.yaml"""
    )


def test_unknown_skill_of_a_log_entry_is_at_its_field() -> None:
    """The line is that of the log."""
    (document,) = make_documents("content/log.md", "## 2019-11-29 A\nskills: nope\n\nx\n")
    completed = complete(place_document(document, None, make_rules()), BOOK, NameBook(make_names()))
    assert show(completed.problems).startswith('content/log.md:2:9: error: unknown skill "nope"\n')


def test_links_lead_from_the_root_or_nowhere() -> None:
    """Each target has its address in order; one that leads nowhere is empty, and a warning."""
    completed = complete_entry("[x](b.md#y) [z](gone.md) ![i](c.png)\n")
    assert completed.writing.hrefs == ("/b/#y", "", "/c.png")
    assert completed.files == ("content/entries/c.png",)
    assert (
        show(completed.problems)
        == """\
content/entries/a.md:1:17: warning: the link to "gone.md" leads to nothing: there is no content/entries/gone.md
    1 | [x](b.md#y) [z](gone.md) ![i](c.png)
      |                 ^^^^^^^"""
    )


def test_summary_is_the_authors_or_the_first_paragraph() -> None:
    """A given summary goes before the text's own."""
    assert entry_of("---\nsummary: Given.\n---\nWords.\n").summary == "Given."
    assert entry_of("Words.\n").summary == "Words."


def test_image_is_an_address_of_the_site_and_copied() -> None:
    """A picture for previews is given relative to the file."""
    completed = complete_entry("---\nimage: a.png\n---\n")
    assert isinstance(completed.writing, Entry)
    assert (completed.writing.image, completed.files, completed.problems) == (
        "/a.png",
        ("content/entries/a.png",),
        (),
    )


def test_image_of_another_host_is_left() -> None:
    """An address of the web is the picture's address."""
    assert entry_of("---\nimage: https://example.org/a.png\n---\n").image == "https://example.org/a.png"


def test_missing_image_is_a_warning_at_its_field() -> None:
    """The entry is published without a picture."""
    completed = complete_entry("---\ntitle: A\nimage: b.png\n---\n")
    assert isinstance(completed.writing, Entry)
    assert completed.writing.image == ""
    assert (
        show(completed.problems)
        == """\
content/entries/a.md:3:8: warning: the link to "b.png" leads to nothing: there is no content/entries/b.png
    3 | image: b.png
      |        ^^^^^
  hint: did you mean "c.png"?"""
    )


@pytest.mark.parametrize(
    ("alias", "url"),
    [
        ("/old/", "/old/"),
        ("/old", "/old/"),
        ("old/place/", "/old/place/"),
        ("/old.html", "/old.html"),
        ("/2019/11/an%20old one/", "/2019/11/an old one/"),
    ],
)
def test_alias_is_an_address_of_the_site(alias: str, url: str) -> None:
    """A missing slash at either end is no other address, nor is another way to write a character."""
    assert entry_of(f"---\naliases: ['{alias}']\n---\n").aliases == (url,)


@pytest.mark.parametrize(
    "alias",
    ["../up/", "/a/../../b/", "/%2e%2e/up/", "/./a/", "https://example.org/a/", "/?p=12", "/a#b", "/", "a\\\\b"],
)
def test_alias_that_is_no_path_is_an_error(alias: str) -> None:
    """What would lie outside the site, or is no file's address, is refused at its place."""
    problems = show(complete_entry(f'---\naliases: [/fine/, "{alias}"]\n---\n').problems)
    shown = alias.replace("\\\\", "\\")
    line = f'aliases: [/fine/, "{alias}"]'
    assert problems == (
        f'content/entries/a.md:2:19: error: the alias "{shown}" is no path of the site\n'
        f"    2 | {line}\n"
        f"      |                   {'^' * (len(alias) + 2)}\n"
        "  hint: write it as /old/address/"
    )


@pytest.mark.parametrize("alias", ["/" + "a" * 256, "/" + "ä" * 128 + "/", "/abc" * 300])
def test_alias_that_no_file_can_have_is_an_error(alias: str) -> None:
    """A build would fail when it writes, and say nothing of where the name comes from."""
    problems = show(complete_entry(f"---\naliases: [{alias}]\n---\n").problems)
    assert problems.startswith("content/entries/a.md:2:11: error: the alias ")
    assert " is longer than the path of a file may be\n" in problems
    assert complete_entry(f"---\naliases: [{'/' + 'a' * 255}]\n---\n").problems == ()


def test_page_has_a_place_in_the_navigation_and_no_skills() -> None:
    """A page is no entry."""
    completed = complete(
        place("content/pages/about.md", "---\nnav_order: 2\nnav_title: Me\n---\nx\n"), BOOK, NameBook(make_names())
    )
    assert isinstance(completed.writing, ContentPage)
    assert (completed.writing.nav_order, completed.writing.nav_title) == (2, "Me")


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("[[Flask framework]] and [[jinja]], [[flask]]\n", ("flask", "jinja")),
        ("---\nskills: jinja\n---\n[[flask]] [[jinja]] [[sql]]\n", ("jinja", "flask", "sql")),
        ("[flask](/skills/flask/)\n", ()),
    ],
)
def test_skill_named_in_the_text_is_cited(text: str, skills: tuple[str, ...]) -> None:
    """After those of the front matter, in order of appearance; an address is a link and no more."""
    completed = complete_entry(text)
    assert isinstance(completed.writing, Entry)
    assert completed.writing.skills == skills


def test_page_that_names_a_skill_does_not_cite_it() -> None:
    """A page is no evidence; its link leads to the skill all the same."""
    completed = complete(place("content/pages/about.md", "[[flask]]\n"), BOOK, NameBook(make_names()))
    assert (completed.writing.hrefs, completed.writing.pages) == (("/skills/flask/",), ("/skills/flask/",))


def test_headings_and_sizes_go_along() -> None:
    """For a table of contents, and for pages that do not move while pictures come."""
    book = msgspec.structs.replace(BOOK, pictures={SitePath("content/entries/c.png"): SMALL})
    placement = place("content/entries/a.md", "# A\n\n## B\n\n[x](b.md) ![c](c.png)\n")
    writing = complete(placement, book, NameBook(make_names())).writing
    assert (writing.heading_id, writing.headings) == ("a", (Heading(2, "b", "B"),))
    assert writing.sizes == (ImageSize(1, 3, 4),)

"""Where the relative links of a document lead."""

import msgspec
import pytest

from generator.errors import SitePath
from generator.markdown.body import BodyFacts, Target, TargetKind
from generator.model.links import (
    AddressBook,
    Destination,
    Fate,
    Places,
    describe_lost_fragment,
    describe_unfollowed,
    follow,
)
from generator.model.permalink import Url
from tests.model.samples import make_document, show


def facts_with(*anchors: str) -> BodyFacts:
    """Make the facts about a text that has these anchors."""
    return BodyFacts("", "", "", (), anchors, (), (), 0)


SOURCE = SitePath("content/entries/web/flask.md")

BOOK = AddressBook(
    Places(
        documents={
            SitePath(path): Url(url)
            for path, url in {
                "content/entries/web/flask.md": "/web/flask/",
                "content/entries/web/django notes.md": "/web/django-notes/",
                "content/entries/web/README.md": "/web/",
                "content/entries/sql/index.md": "/sql/",
                "content/entries/基础.md": "/基础/",
                "content/pages/about.md": "/about/",
                "content/checklists/python.yaml": "/checklists/python/",
                "content/log.md": "/log/",
                "content/entries/README.md": "/",
            }.items()
        },
        withheld={SitePath("content/entries/web/draft.md"): "a draft", SitePath("content/todo.md"): "never published"},
        files={
            SitePath("content/entries/web/plot.png"): Url("/web/plot.png"),
            SitePath("content/entries/web/Ünï 1.png"): Url("/web/ünï-1.png"),
            SitePath("content/entries/data/a.csv"): Url("/data/a.csv"),
        },
        urls=frozenset({"/", "/about/", "/web/flask/", "/tags/web/", "/feed.xml", "/基础/", "/log/", "/log/1/"}),
        log=(("2019-11-29-first", Url("/log/1/")), ("2019-11-30-second", Url("/log/2/"))),
    ),
    facts={
        "/": msgspec.structs.replace(facts_with("welcome"), heading_id="home"),
        "/log/": msgspec.structs.replace(facts_with("hello"), heading_id="my-log"),
        "/log/1/": facts_with("notes"),
        "/log/2/": facts_with("notes", "ünï"),
        "/web/flask/": facts_with("views", "ünï"),
        "/about/": facts_with("me"),
    },
)


def lead(address: str, source: SitePath = SOURCE) -> tuple[Fate, str]:
    """Say what became of an address, and where it leads."""
    destination = follow(address, source, BOOK)
    return destination.fate, destination.url


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("flask.md", "/web/flask/"),
        ("./flask.md", "/web/flask/"),
        ("../../pages/about.md", "/about/"),
        ("../web/../web/flask.md", "/web/flask/"),
        ("django%20notes.md", "/web/django-notes/"),
        ("django notes.md", "/web/django-notes/"),
        ("../基础.md", "/%E5%9F%BA%E7%A1%80/"),
        ("../%E5%9F%BA%E7%A1%80.md", "/%E5%9F%BA%E7%A1%80/"),
        ("../../checklists/python.yaml", "/checklists/python/"),
        ("../../log.md", "/log/"),
        ("README.md", "/web/"),
    ],
)
def test_relative_path_leads_to_its_page(address: str, url: str) -> None:
    """A path that GitHub would follow leads to the page made from that file."""
    assert lead(address) == (Fate.FOUND, url)


@pytest.mark.parametrize(
    ("address", "url"), [(".", "/web/"), ("./", "/web/"), ("../web", "/web/"), ("../sql/", "/sql/")]
)
def test_folder_leads_to_its_text(address: str, url: str) -> None:
    """A folder is its README or index, as GitHub shows it."""
    assert lead(address) == (Fate.FOUND, url)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("plot.png", "/web/plot.png"),
        ("../data/a.csv", "/data/a.csv"),
        ("%C3%9Cn%C3%AF%201.png", "/web/%C3%BCn%C3%AF-1.png"),
    ],
)
def test_file_is_to_be_copied(address: str, url: str) -> None:
    """An image or another file beside the entry is copied, and its path known."""
    destination = follow(address, SOURCE, BOOK)
    assert (destination.fate, destination.url, destination.is_file) == (Fate.FOUND, url, True)
    assert destination.path in BOOK.places.files


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("/about/", "/about/"),
        ("/about", "/about/"),
        ("/tags/web/", "/tags/web/"),
        ("/feed.xml", "/feed.xml"),
        ("/", "/"),
        ("/基础/", "/%E5%9F%BA%E7%A1%80/"),
        ("/content/pages/about.md", "/about/"),
        ("/content/entries/web/plot.png", "/web/plot.png"),
    ],
)
def test_leading_slash_is_the_site_or_the_repository(address: str, url: str) -> None:
    """An address of the site is taken as it is; otherwise it is a path from the repository's root, as on GitHub."""
    assert lead(address) == (Fate.FOUND, url)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("flask.md#views", "/web/flask/#views"),
        ("flask.md?raw=1", "/web/flask/?raw=1"),
        ("flask.md?raw=1#views", "/web/flask/?raw=1#views"),
        ("django notes.md?a b#a?b", "/web/django-notes/?a%20b#a?b"),
        ("plot.png#x", "/web/plot.png#x"),
        ("/about#me", "/about/#me"),
        ("./#below", "/web/#below"),
    ],
)
def test_query_and_fragment_are_kept(address: str, url: str) -> None:
    """What follows the path goes along."""
    assert lead(address) == (Fate.FOUND, url)


@pytest.mark.parametrize(
    ("address", "fate"),
    [
        ("draft.md", Fate.WITHHELD),
        ("draft.md#part", Fate.WITHHELD),
        ("../../todo.md", Fate.WITHHELD),
        ("/content/todo.md", Fate.WITHHELD),
        ("gone.md", Fate.MISSING),
        ("flask", Fate.MISSING),
        ("Flask.md", Fate.MISSING),
        ("../data", Fate.MISSING),
        ("../..", Fate.MISSING),
        ("../../../README.md", Fate.OUTSIDE),
        ("../../../../../../elsewhere/a.md", Fate.OUTSIDE),
        ("%2e%2e/%2e%2e/%2e%2e/site.yaml", Fate.OUTSIDE),
        ("/generator/errors.py", Fate.OUTSIDE),
        ("/nowhere/", Fate.OUTSIDE),
        ("/../../elsewhere/a.md", Fate.OUTSIDE),
        ("../../../content-old/a.md", Fate.OUTSIDE),
    ],
)
def test_what_is_not_published_has_no_address(address: str, fate: Fate) -> None:
    """A withheld entry, a file outside `content/` and nothing at all are told apart, and none leads anywhere."""
    destination = follow(address, SOURCE, BOOK)
    assert (destination.fate, destination.url, destination.is_file) == (fate, "", False)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("#x", "/own/#x"),
        ("#top", "/own/#top"),
        ("#", "/own/#"),
        ("?a=b", "/own/?a=b"),
        ("?a=b#x", "/own/?a=b#x"),
    ],
)
def test_fragment_alone_stays_on_the_page(address: str, url: str) -> None:
    """With the page's own address, so that it leads there from a list or a feed as well."""
    destination = follow(address, SOURCE, BOOK, own=Url("/own/"))
    assert (destination.fate, destination.url, destination.page) == (Fate.FOUND, url, "/own/")


@pytest.mark.parametrize(
    ("address", "url", "lost"),
    [
        ("flask.md#views", "/web/flask/#views", ""),
        ("flask.md#user-content-views", "/web/flask/#views", ""),
        ("flask.md#%C3%BCn%C3%AF", "/web/flask/#%C3%BCn%C3%AF", ""),
        ("flask.md#Vews", "/web/flask/", "Vews"),
        ("flask.md?a=b#no", "/web/flask/?a=b", "no"),
        ("/web/flask/#no", "/web/flask/", "no"),
        ("/web/flask#views", "/web/flask/#views", ""),
        ("/content/entries/web/flask.md#no", "/web/flask/", "no"),
        ("../../checklists/python.yaml#no", "/checklists/python/#no", ""),
        ("plot.png#no", "/web/plot.png#no", ""),
        ("/tags/web/#no", "/tags/web/#no", ""),
        ("/#now", "/#now", ""),
        ("/log/#now", "/log/#now", ""),
        ("../README.md#welcome", "/#welcome", ""),
        ("../README.md#home", "/#top", ""),
        ("/#home", "/#top", ""),
        ("../../log.md#my-log", "/log/#top", ""),
        ("#views", "/web/flask/#views", ""),
        ("#no", "/web/flask/", "no"),
    ],
)
def test_fragment_is_looked_up_where_all_ids_are_known(address: str, url: str, lost: str) -> None:
    """In texts; not in files, nor on pages that templates add to. A link to no heading leads to the page.

    The title of the text on such a page is not shown, so a link to it leads to the page's top.
    """
    destination = follow(address, SOURCE, BOOK, own=Url("/web/flask/"))
    assert (destination.url, destination.lost) == (url, lost)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("../../log.md#hello", "/log/#hello"),
        ("../../log.md#notes", "/log/1/#notes"),
        ("../../log.md#ünï", "/log/2/#%C3%BCn%C3%AF"),
        ("../../log.md#2019-11-30-second", "/log/2/"),
        ("../../log.md#day-3", "/log/#day-3"),
    ],
)
def test_anchor_of_the_log_leads_to_the_entry_that_has_it(address: str, url: str) -> None:
    """On GitHub the log is one page; heads have many forms, so an anchor that is unknown is left."""
    destination = follow(address, SOURCE, BOOK)
    assert (destination.url, destination.lost) == (url, "")


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("#notes", "/log/2/#notes"),
        ("#2019-11-29-first", "/log/1/"),
        ("#hello", "/log/#hello"),
        ("#my-log", "/log/#top"),
        ("#day-3", "/log/2/#day-3"),
    ],
)
def test_entries_of_the_log_link_to_each_other_as_on_one_page(address: str, url: str) -> None:
    """An entry's own heading goes before another's."""
    assert follow(address, SitePath("content/log.md"), BOOK, own=Url("/log/2/")).url == url


DOCUMENT = make_document("content/entries/web/flask.md", "---\ntitle: Flask\n---\n\nSee [this](PLACE).\n")


def warn(address: str, line: int = 2) -> str:
    """Say that an address leads nowhere."""
    shown = f"See [this]({address})." if line else ""
    target = Target(TargetKind.LINK, address, line, 12 if line else 0, shown, len(address))
    destination: Destination = follow(address, SOURCE, BOOK)
    return show([describe_unfollowed(target, DOCUMENT, destination, BOOK)])


def test_missing_target_is_a_warning_at_its_place() -> None:
    """The line is that of the file, and a name that is close is suggested."""
    assert (
        warn("flsk.md")
        == """\
content/entries/web/flask.md:5:12: warning: the link to "flsk.md" leads to nothing: there is no content/entries/web/flsk.md
    5 | See [this](flsk.md).
      |            ^^^^^^^
  hint: did you mean "flask.md"?"""
    )


def test_folder_is_shown_by_its_readme_however_that_is_written() -> None:
    """As on GitHub; what is not Markdown stands for no folder."""
    documents = {"content/entries/a/readme.md": "/a/", "content/checklists/index.yaml": "/checklists/index/"}
    book = AddressBook(Places({SitePath(path): Url(url) for path, url in documents.items()}, {}, {}, frozenset()))
    assert follow("a/", SitePath("content/entries/b.md"), book).url == "/a/"
    assert follow("../checklists", SitePath("content/entries/b.md"), book).fate is Fate.MISSING


def test_withheld_readme_does_not_take_the_place_of_a_published_index() -> None:
    """A draft changes nothing that is published, not even a link."""
    withheld = {SitePath(f"content/entries/{folder}/README.md"): "a draft" for folder in ("sql", "css")}
    book = AddressBook(Places(BOOK.places.documents, withheld, {}, frozenset()))
    assert follow("../sql/", SOURCE, book).url == "/sql/"
    assert follow("../css/", SOURCE, book) == Destination(Fate.WITHHELD, path=SitePath("content/entries/css/README.md"))


def test_withheld_target_says_why() -> None:
    """The author learns which file it is and why it is not published."""
    assert (
        warn("draft.md")
        == """\
content/entries/web/flask.md:5:12: warning: the link to "draft.md" leads to content/entries/web/draft.md, which is a draft
    5 | See [this](draft.md).
      |            ^^^^^^^^"""
    )


def test_target_outside_says_so() -> None:
    """What lies outside `content/` is not published."""
    assert (
        warn("../../../Makefile")
        == """\
content/entries/web/flask.md:5:12: warning: the link to "../../../Makefile" leads outside content/, to what is not published
    5 | See [this](../../../Makefile).
      |            ^^^^^^^^^^^^^^^^^"""
    )


def test_unknown_address_of_the_site_says_so() -> None:
    """An address that the site does not have may be one that it has, spelt wrongly."""
    assert (
        warn("/abuot/")
        == """\
content/entries/web/flask.md:5:12: warning: the link to "/abuot/" leads to nothing: it is no address of the site, and no file below content/
    5 | See [this](/abuot/).
      |            ^^^^^^^
  hint: did you mean "/about/"?"""
    )


def test_folder_without_a_text_says_so() -> None:
    """A folder is there, but has nothing to show."""
    assert (
        warn("../data/")
        == """\
content/entries/web/flask.md:5:12: warning: the link to "../data/" leads to the folder content/entries/data, which has no README.md
    5 | See [this](../data/).
      |            ^^^^^^^^"""
    )


def test_target_without_a_place_is_told_for_the_file() -> None:
    """Where the address was not found in the source, the file alone is named."""
    assert warn("gone/a.md", line=0) == (
        'content/entries/web/flask.md: warning: the link to "gone/a.md" leads to nothing: '
        "there is no content/entries/web/gone/a.md"
    )


@pytest.mark.parametrize(
    ("address", "path"),
    [("flask.md#veiws", "content/entries/web/flask.md"), ("/web/flask/#veiws", "content/entries/web/flask.md")],
)
def test_link_to_no_heading_names_the_file_and_what_is_close(address: str, path: str) -> None:
    """However the file was addressed."""
    target = Target(TargetKind.LINK, address, 2, 12, f"See [this]({address}).", len(address))
    problem = describe_lost_fragment(target, DOCUMENT, follow(address, SOURCE, BOOK), BOOK)
    assert show([problem]) == (
        f'content/entries/web/flask.md:5:12: warning: the link to "{address}" leads to no heading of {path}\n'
        f"    5 | See [this]({address}).\n"
        f"      |            {'^' * len(address)}\n"
        '  hint: did you mean "views"?'
    )

"""Which outputs must exist, and that no two claim one path."""

import unicodedata

import pytest

from generator.digest import digest_text
from generator.errors import SitePath
from generator.plan.contexts import RobotsContext
from generator.plan.outputs import Asset, Page
from generator.plan.pages import find_clashes
from tests.model.samples import show
from tests.plan.samples import JOURNAL, by_output, make_plan, plan_all


def clashes(files: dict[str, str], settings: str = "") -> str:
    """Say which outputs of a site clash."""
    return show(plan_all(files, settings)[1])


def output(path: str, source: str = "") -> Page:
    """Make an output for a file of the same name, or for none."""
    owner = source or f"the {path}"
    return Page(SitePath(path), "robots.txt", RobotsContext(sitemap_url=""), owner, SitePath(source))


def found(*outputs: Page | Asset) -> list[str]:
    """Say which of these clash."""
    return [problem.message for problem in find_clashes(outputs)]


def test_site_has_these_outputs() -> None:
    """Every output of a small journal, and no other."""
    plan = make_plan()
    feeds = [f"{folder}feed.{kind}" for folder in FEEDS for kind in ("json", "xml")]
    assert sorted(by_output(plan)) == sorted([*PAGES, *feeds])
    assert [asset.owner for asset in plan.assets] == ["icon.svg", "journal.css"]


PAGES = [
    "404.html",
    "about/index.html",
    "api/v1/entries.json",
    "api/v1/skills.json",
    *(f"badges/{skill}.{kind}" for skill in ("django", "flask", "sql", "web") for kind in ("json", "svg")),
    "checklists/backend/index.html",
    "cv/index.html",
    "cv/resume.json",
    "index.html",
    "journal/2019/11/index.html",
    "journal/2019/12/index.html",
    "journal/2019/index.html",
    "journal/index.html",
    "log/2019-11-30-0033/index.html",
    "log/index.html",
    "progress/index.html",
    "robots.txt",
    "search/index.html",
    "series/index.html",
    "series/web/index.html",
    "sitemap.xml",
    "skills/django/index.html",
    "skills/fl/index.html",
    "skills/flask/index.html",
    "skills/index.html",
    "skills/sql/index.html",
    "skills/web/index.html",
    "tags/index.html",
    "tags/web/index.html",
    "undated/index.html",
    "web/django/index.html",
    "web/flask/index.html",
]
FEEDS = ["", "tags/web/", "skills/web/", "skills/flask/", "skills/django/", "skills/sql/"]


def test_empty_site_has_its_frame() -> None:
    """Without a word there are a home page, an archive, feeds and notices."""
    assert sorted(by_output(make_plan({}))) == [
        "404.html",
        "api/v1/entries.json",
        "api/v1/skills.json",
        "feed.json",
        "feed.xml",
        "index.html",
        "journal/index.html",
        "robots.txt",
        "search/index.html",
        "sitemap.xml",
    ]


def test_every_page_names_its_file() -> None:
    """A problem with a page is told at the file it is made from."""
    pages = by_output(make_plan())
    assert pages["web/flask/index.html"].source == "content/entries/web/flask.md"
    assert pages["log/2019-11-30-0033/index.html"].owner == "content/log.md:1"
    assert pages["skills/flask/index.html"].source == "content/checklists/backend.yaml"
    assert {page.source for page in pages.values()} - {""} <= set(JOURNAL)


def test_two_entries_at_one_address_are_an_error() -> None:
    """Both files are named, at the later one."""
    assert (
        clashes({"content/entries/First app.md": "x\n", "content/entries/first-app.md": "x\n"})
        == """\
content/entries/first-app.md:1:1: error: content/entries/first-app.md would be published at /first-app/, where content/entries/First app.md is
  hint: give one of them another `slug`"""
    )


@pytest.mark.parametrize(
    ("files", "at", "where"),
    [
        (
            {"content/entries/a.md": "", "content/entries/2019-11-29-a.md": ""},
            "content/entries/a.md",
            "/a/, where content/entries/2019-11-29-a.md is",
        ),
        (
            {"content/entries/about.md": "", "content/pages/about.md": ""},
            "content/pages/about.md",
            "/about/, where content/entries/about.md is",
        ),
        (
            {"content/entries/a.md": "", "content/entries/a/index.md": ""},
            "content/entries/a/index.md",
            "/a/, where content/entries/a.md is",
        ),
        (
            {"content/entries/a.md": "---\nslug: b\n---\n", "content/entries/b.md": ""},
            "content/entries/b.md",
            "/b/, where content/entries/a.md is",
        ),
        (
            {"content/entries/journal.md": ""},
            "content/entries/journal.md",
            "/journal/, where the archive is",
        ),
        (
            {"content/entries/x/a.md": "", "content/pages/tags.md": ""},
            "content/pages/tags.md",
            "/tags/, where the list of tags is",
        ),
        (
            {"content/entries/x/a.md": "", "content/entries/tags/x.md": ""},
            "content/entries/tags/x.md",
            '/tags/x/, where the tag "x" is',
        ),
    ],
)
def test_two_owners_of_one_address_are_named(files: dict[str, str], at: str, where: str) -> None:
    """Entries, pages, folders and generated pages can be in each other's way; the hint is at what the author wrote."""
    assert clashes(files) == (
        f"{at}:1:1: error: {at} would be published at {where}\n  hint: give one of them another `slug`"
    )


def test_alias_at_a_page_is_an_error() -> None:
    """An old address cannot be that of a present page."""
    assert (
        clashes({"content/entries/a.md": "---\naliases: [/b/]\n---\n", "content/entries/b.md": ""})
        == """\
content/entries/a.md:1:1: error: content/entries/a.md (alias) would be published at /b/, where content/entries/b.md is
  hint: give one of them another `slug`"""
    )


def test_copied_file_at_another_is_an_error() -> None:
    """Files whose names differ in case alone are one on many disks."""
    files = {
        "content/entries/a.md": "![](x.png) ![](X.PNG)\n",
        "content/entries/x.png": "",
        "content/entries/X.PNG": "",
    }
    assert (
        clashes(files)
        == """\
content/entries/x.png:1:1: error: content/entries/x.png would be published at /x.png, where content/entries/X.PNG is
  hint: give one of the files another name"""
    )


def test_case_alone_is_no_difference() -> None:
    """A clone on another system has one file for both."""
    assert found(output("A/index.html", "a.md"), output("a/index.html", "b.md")) == [
        "b.md would be published at /a/, where a.md is"
    ]


def test_normal_form_is_no_difference() -> None:
    """Two ways to write one name are one file on some systems."""
    names = [unicodedata.normalize(form, "é/index.html") for form in ("NFC", "NFD")]
    assert len(found(*(output(name, f"{form}.md") for form, name in enumerate(names)))) == 1


def test_file_is_no_folder() -> None:
    """A file cannot lie where another output needs a folder."""
    assert found(output("a/b", "one.md"), output("a", "two.md")) == [
        "one.md would be published at /a/b, where two.md is"
    ]
    assert found(output("a", "two.md"), output("a/b/c", "one.md")) == [
        "one.md would be published at /a/b/c, where two.md is"
    ]


def test_neighbours_do_not_clash() -> None:
    """One name may begin another, and a folder holds many."""
    assert found(output("a/index.html"), output("a.html"), output("ab/index.html"), output("a/b/index.html")) == []


def test_clash_without_a_file_has_no_place() -> None:
    """Where neither output is made from a file the message stands alone."""
    (problem,) = find_clashes([output("a"), output("a")])
    assert show([problem]) == "error: the a would be published at /a, where the a is"


def test_assets_and_pages_share_the_site() -> None:
    """A copied file can be in a page's way."""
    asset = Asset(SitePath("a/index.html"), digest_text("x"), "content/a/index.html", SitePath("content/a/index.html"))
    assert found(output("a/index.html", "a.md"), asset) == [
        "content/a/index.html would be published at /a/, where a.md is"
    ]

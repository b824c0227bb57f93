"""The small views that pages share."""

import pytest

from generator.errors import SitePath
from generator.model.entry import ImageSize, ImageSource
from generator.model.site import assemble_site
from generator.plan.contexts import EntryLink, Link, NavItem, PageInfo, SkillLink, TermLink
from generator.plan.views import Views
from generator.sources.dates import Moment
from tests.model.samples import PHOTO, assemble, make_journal
from tests.plan.samples import JOURNAL, REPOSITORY, make_views

BELOW = make_views(settings=REPOSITORY)
ROOT = make_views()


@pytest.mark.parametrize(
    ("url", "href", "whole"),
    [
        ("/", "/repo/", "https://user.github.io/repo/"),
        ("/web/flask/", "/repo/web/flask/", "https://user.github.io/repo/web/flask/"),
        ("/基础/", "/repo/%E5%9F%BA%E7%A1%80/", "https://user.github.io/repo/%E5%9F%BA%E7%A1%80/"),
    ],
)
def test_addresses_are_below_the_base_path(url: str, href: str, whole: str) -> None:
    """Pages link from the host's root; others see the whole address."""
    assert (BELOW.href(url), BELOW.url(url)) == (href, whole)


def test_without_a_base_url_addresses_are_from_the_root() -> None:
    """Nothing is made up."""
    assert (ROOT.href("/a/"), ROOT.url("/a/")) == ("/a/", "/a/")


def test_links_of_a_body_are_below_the_base_path() -> None:
    """One that leads nowhere stays empty."""
    site, _ = assemble({"content/entries/a.md": "[x](b.md#y) [z](gone.md)\n", "content/entries/b.md": "x\n\n## Y\n"})
    assert ROOT.body(site.entries[0]).hrefs == ("/b/#y", "")
    assert BELOW.body(site.entries[0]).hrefs == ("/repo/b/#y", "")


@pytest.mark.parametrize("views", [ROOT, BELOW])
def test_pictures_of_a_body_have_their_sizes(views: Views) -> None:
    """A base path moves addresses, and changes no size."""
    files = {"content/entries/a.md": "[x](/) ![](p.png)\n", "content/entries/p.png": ""}
    site = assemble_site(make_journal(files, pictures={SitePath("content/entries/p.png"): PHOTO})).site
    sources = (
        ImageSource(f"{views.base_path}/p.1a2b3c4d-640.webp", 640),
        ImageSource(f"{views.base_path}/p.1a2b3c4d-1280.webp", 1280),
        ImageSource(f"{views.base_path}/p.1a2b3c4d-1920.webp", 1920),
    )
    assert views.body(site.entries[0]).sizes == (ImageSize(1, 1920, 1280, sources),)


@pytest.mark.parametrize(
    ("path", "encoded"),
    [
        ("content/entries/a.md", "content/entries/a.md"),
        ("content/entries/c#.md", "content/entries/c%23.md"),
        ("content/entries/what is it?.md", "content/entries/what%20is%20it%3F.md"),
        ("content/entries/基础.md", "content/entries/%E5%9F%BA%E7%A1%80.md"),
    ],
)
def test_edit_link_names_the_file(path: str, encoded: str) -> None:
    """Any character of a name is a part of the name."""
    assert BELOW.edit_url(path) == f"https://github.com/user/repo/edit/main/{encoded}"


def test_without_a_pattern_there_is_no_edit_link() -> None:
    """Nothing is made up."""
    assert ROOT.edit_url("content/entries/a.md") == ""


def test_site_info_has_the_settings() -> None:
    """What every page shows of the site, with addresses below the base path."""
    info = BELOW.site_info
    assert (info.title, info.description, info.language) == ("Notes", "Learning in public.", "en")
    assert (info.author, info.author_url, info.author_email) == ("A. Learner", "https://example.org", "a@example.org")
    assert (info.base_url, info.home_href) == ("https://user.github.io/repo", "/repo/")
    assert [(asset.name, asset.href) for asset in info.assets] == [
        ("icon.svg", "/repo/assets/icon.svg"),
        ("journal.css", "/repo/assets/journal.css"),
    ]
    assert (info.feed_href, info.json_feed_href) == ("/repo/feed.xml", "/repo/feed.json")
    assert info.repository_url == "https://github.com/user/repo"


def test_description_of_the_site_stands_in_for_a_pages() -> None:
    """A page that says nothing of itself is described by the site."""
    assert BELOW.page_info("Tags", "/tags/") == PageInfo(
        *("Tags", "Learning in public.", "/repo/tags/", "https://user.github.io/repo/tags/"),
        card_href="https://user.github.io/repo/cards/site.png",
        card_width=1200,
        card_height=630,
    )


def test_page_of_a_site_without_an_address_has_no_card() -> None:
    """Those who show it want a whole address; of a picture elsewhere nobody knows the size."""
    info = ROOT.page_info("Tags", "/tags/")
    assert (info.card_href, info.card_width, info.card_height) == ("", 0, 0)
    info = BELOW.page_info("A", "/a/", card_href="https://example.org/a.png", is_card_sized=False)
    assert (info.card_href, info.card_width, info.card_height) == ("https://example.org/a.png", 0, 0)


def test_page_may_have_a_feed() -> None:
    """The feed's address is a link of the page."""
    info = BELOW.page_info("Flask", "/a/", description="Words.", feed_url="/a/feed.xml", feed_title="F")
    assert (info.description, info.feed_href, info.feed_title) == ("Words.", "/repo/a/feed.xml", "F")


def test_only_pages_for_search_engines_are_searched() -> None:
    """A draft is found by neither, and where there is no search no page is marked for it."""
    assert BELOW.page_info("A", "/a/", search_kind="entry").search_kind == "entry"
    assert BELOW.page_info("A", "/a/", search_kind="entry", is_indexed=False).search_kind == ""
    assert make_views({}, "search: false\n").page_info("A", "/a/", search_kind="entry").search_kind == ""


def navigation(files: dict[str, str], settings: str = "") -> list[tuple[str, str]]:
    """Give the navigation of a site."""
    return [(item.title, item.href) for item in make_views(files, settings).site_info.navigation]


def test_navigation_is_made_from_what_there_is() -> None:
    """Only what the site has is in it."""
    assert navigation({}) == [("Journal", "/journal/")]
    assert navigation(dict(JOURNAL)) == [
        ("Journal", "/journal/"),
        ("Skills", "/skills/"),
        ("Progress", "/progress/"),
        ("CV", "/cv/"),
        ("About", "/about/"),
    ]


def test_pages_are_in_their_order() -> None:
    """By number, then by title; a page in a folder only if it asks for a place."""
    pages = {
        "content/pages/uses.md": "x\n",
        "content/pages/about.md": "x\n",
        "content/pages/now.md": "---\nnav_order: 2\n---\n",
        "content/pages/me.md": "---\nnav_order: 1\nnav_title: Who\n---\n",
        "content/pages/deep/hidden.md": "x\n",
        "content/pages/deep/shown.md": "---\nnav_order: 3\n---\n",
    }
    assert [title for title, _ in navigation(pages)] == ["Journal", "Who", "Now", "Shown", "About", "Uses"]


def test_navigation_of_the_settings_takes_its_place() -> None:
    """Paths are below the base path, addresses of the web stay; an empty one is empty."""
    settings = (
        "base_url: https://a.org/repo\nnavigation: [{title: Me, url: /about/}, {title: Code, url: https://b.org}]"
    )
    assert navigation({}, settings) == [("Me", "/repo/about/"), ("Code", "https://b.org")]
    assert make_views({}, "navigation: []").site_info.navigation == ()
    assert isinstance(make_views({}, settings).site_info.navigation[0], NavItem)


def test_tags_of_an_entry_are_linked_once() -> None:
    """By the name that most entries use."""
    files = {
        "content/entries/a.md": "---\ntags: [web dev, SQL]\n---\n",
        "content/entries/b.md": "---\ntags: [Web Dev]\n---\n",
        "content/entries/c.md": "---\ntags: [Web Dev]\n---\n",
    }
    views = make_views(files)
    assert views.tag_links(views.site.entries[0]) == (Link("Web Dev", "/tags/web-dev/"), Link("SQL", "/tags/sql/"))


def test_terms_are_listed_by_name() -> None:
    """Letter case aside."""
    views = make_views({"content/entries/a.md": "---\ntags: [b, C, a, B-2]\n---\n"})
    assert views.term_links("tags", views.site.tags) == (
        TermLink("a", "/tags/a/", 1),
        TermLink("b", "/tags/b/", 1),
        TermLink("B-2", "/tags/b-2/", 1),
        TermLink("C", "/tags/c/", 1),
    )


def test_teaser_says_what_an_entry_is_about() -> None:
    """Title, date, summary, tags and skills."""
    (teaser,) = [teaser for teaser in ROOT.teasers if teaser.link.href == "/web/flask/"]
    assert teaser.link == EntryLink("Flask", "/web/flask/", Moment(1574985600, "2019-11-29"))
    assert (teaser.summary, teaser.tags) == ("First.", (Link("web", "/tags/web/"),))
    assert teaser.skills == (SkillLink("flask", "Flask", "5.1", "/skills/flask/", "learning", is_now=True),)


def test_draft_is_marked() -> None:
    """Where drafts are shown, lists say which they are."""
    views = make_views({"content/entries/a.md": "---\ndraft: true\n---\n"}, with_drafts=True)
    assert views.entry_links[0].is_draft


def test_checklist_is_a_tree_with_reasons() -> None:
    """Each line has its state and the reason; a parent shows how its leaves stand."""
    summary = ROOT.checklist_summary(ROOT.site.curriculum.checklists[0])
    assert (summary.title, summary.href) == ("Backend engineer", "/checklists/backend/")
    web, sql = summary.skills
    assert (web.link.state, web.reason, web.progress) == ("learning", "0 of 2 done, 2 learning", web.progress)
    assert [row.link.id for row in web.skills] == ["flask", "django"]
    assert (sql.link.state, sql.reason) == ("done", "done on 1 December 2019: 1 entry, on 30 November 2019")
    assert (sql.entry_count, sql.proof_count) == (1, 0)
    assert (summary.progress.done, summary.progress.learning, summary.progress.total) == (1, 2, 3)


def test_dropped_skill_is_not_worked_on() -> None:
    """What was given up is not now, whatever the file says."""
    files = {"content/checklists/a.yaml": "- {title: Perl, state: dropped, now: true}\n- {title: Flask, now: true}\n"}
    views = make_views(files)
    assert [(link.id, link.is_now) for link in views.skill_links.values()] == [("perl", False), ("flask", True)]


def test_pages_share_what_they_show() -> None:
    """The same thing is the same object, so that it is encoded and kept once."""
    assert ROOT.teasers[0].link is ROOT.entry_links[0]
    assert ROOT.find_entry_link(ROOT.site.entries[0].url) is ROOT.entry_links[0]

"""What programs read."""

import re
from collections.abc import Mapping

import pytest

from generator.plan.contexts import (
    ApiEntriesContext,
    ApiEntry,
    ApiSkillsContext,
    FeedContext,
    NotFoundContext,
    RedirectContext,
    RobotsContext,
    SearchContext,
    SitemapContext,
    SitemapRow,
)
from tests.plan.samples import JOURNAL, REPOSITORY, by_output, context_of, make_plan

PLAN = make_plan()
BELOW = make_plan(settings=REPOSITORY)


def feed_of(output: str, files: Mapping[str, str] = JOURNAL, settings: str = REPOSITORY) -> FeedContext:
    """Give a feed of the sample journal, or of another."""
    return context_of(make_plan(files, settings), output, FeedContext)


BELOW_FEED = context_of(BELOW, "feed.xml", FeedContext)


@pytest.mark.parametrize("name", ["feed.xml", "feed.json"])
def test_feed_has_the_dated_entries(name: str) -> None:
    """Newest first; an entry without a date is no news."""
    feed = feed_of(name)
    assert [item.url for item in feed.items] == [
        "https://user.github.io/repo/web/django/",
        "https://user.github.io/repo/log/2019-11-30-0033/",
        "https://user.github.io/repo/web/flask/",
    ]
    assert (feed.title, feed.url) == ("Notes", f"https://user.github.io/repo/{name}")
    assert feed.home_url == "https://user.github.io/repo/"


@pytest.mark.parametrize(
    ("folder", "title", "entries"),
    [
        ("tags/web", "web · Notes", ["web/django", "web/flask"]),
        ("skills/flask", "Flask · Notes", ["web/django", "web/flask"]),
        ("skills/sql", "SQL · Notes", ["log/2019-11-30-0033"]),
        ("skills/web", "Web · Notes", []),
    ],
)
def test_tags_and_skills_have_feeds(folder: str, title: str, entries: list[str]) -> None:
    """Each of its own entries; one without any is an empty feed."""
    feed = feed_of(f"{folder}/feed.xml")
    assert [item.url for item in feed.items] == [f"https://user.github.io/repo/{entry}/" for entry in entries]
    assert (feed.title, feed.home_url) == (title, f"https://user.github.io/repo/{folder}/")


def test_feed_has_the_newest_entries() -> None:
    """As many as the settings say."""
    feed = feed_of("feed.xml", settings="feed_entries: 2")
    assert [item.title for item in feed.items] == ["Django", "At night"]


def test_feed_is_as_new_as_what_is_in_it() -> None:
    """The time of the newest entry or change; an empty feed has none."""
    files = {
        "content/entries/a.md": "---\ndate: 2019-11-29\nupdated: 2020-01-04\n---\n",
        "content/entries/b.md": "---\ndate: 2019-12-04\n---\n",
    }
    updated = feed_of("feed.xml", files=files).updated
    assert updated is not None
    assert updated.iso == "2020-01-04"
    assert feed_of("feed.xml", files={}).updated is None


def test_item_is_known_by_its_address() -> None:
    """The identity of an item is its whole address, or where there is none a name made of it."""
    assert [item.id for item in BELOW_FEED.items] == [item.url for item in BELOW_FEED.items]
    ids = [item.id for item in context_of(PLAN, "feed.xml", FeedContext).items]
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for name in ids)
    assert len(set(ids)) == 3


def test_identity_stays_when_the_entry_changes() -> None:
    """Readers do not get an entry again because its words, title or date changed."""
    other = {**JOURNAL, "content/entries/web/flask.md": "---\ntitle: Other\ndate: 2020-01-04\ntags: x\n---\nOther.\n"}
    for settings in ("", REPOSITORY):
        before = {item.url: item.id for item in feed_of("feed.xml", settings=settings).items}
        after = {item.url: item.id for item in feed_of("feed.xml", files=other, settings=settings).items}
        assert before == after


def test_item_has_what_readers_show() -> None:
    """Title, summary, dates, tags, and the body by name."""
    item = next(item for item in BELOW_FEED.items if item.title == "Flask")
    assert (item.summary, item.tags, item.updated) == ("First.", ("web",), None)
    assert item.date is not None
    assert item.date.iso == "2019-11-29"


def test_feeds_share_their_items() -> None:
    """An entry is one object in every feed it is in."""
    assert BELOW_FEED.items[0] is context_of(BELOW, "tags/web/feed.json", FeedContext).items[0]


def test_api_has_every_entry() -> None:
    """Newest first, the undated too, with what is known of each."""
    api = context_of(BELOW, "api/v1/entries.json", ApiEntriesContext)
    assert (api.version, api.title, api.url) == (1, "Notes", "https://user.github.io/repo/")
    assert [entry.title for entry in api.entries] == ["Django", "At night", "Flask", "Undated"]
    assert api.entries[2] == ApiEntry(
        url="https://user.github.io/repo/web/flask/",
        title="Flask",
        date="2019-11-29",
        updated=None,
        summary="First.",
        tags=("web",),
        skills=("flask",),
        series="Web",
    )
    assert (api.entries[3].date, api.entries[3].series) == (None, None)


def test_api_has_every_skill() -> None:
    """In the order of the checklists, each with its place and its entries."""
    api = context_of(BELOW, "api/v1/skills.json", ApiSkillsContext)
    assert [(skill.id, skill.parent, skill.state) for skill in api.skills] == [
        ("web", None, "learning"),
        ("flask", "web", "learning"),
        ("django", "web", "learning"),
        ("sql", None, "done"),
    ]
    flask = api.skills[1]
    assert (flask.url, flask.number, flask.is_now) == ("https://user.github.io/repo/skills/flask/", "5.1", True)
    assert flask.checklists == ("backend",)
    assert flask.entries == (
        "https://user.github.io/repo/web/django/",
        "https://user.github.io/repo/web/flask/",
    )


def sitemap_of(files: dict[str, str], **options: bool) -> list[tuple[str, str]]:
    """Give the addresses and days of a site's map."""
    context = context_of(make_plan(files, REPOSITORY, **options), "sitemap.xml", SitemapContext)
    return [(row.url.removeprefix("https://user.github.io/repo"), row.updated) for row in context.rows]


def test_sitemap_lists_every_page() -> None:
    """Sorted, each with the day of its last change, or of its date; nothing that only programs read."""
    files = {
        "content/entries/a.md": "---\ndate: 2019-11-29\n---\n",
        "content/entries/b.md": "---\ndate: 2019-11-29\nupdated: 2020-01-04\ntags: x\n---\n",
        "content/entries/c.md": "x\n",
    }
    assert sitemap_of(files) == [
        ("/", ""),
        ("/a/", "2019-11-29"),
        ("/b/", "2020-01-04"),
        ("/c/", ""),
        ("/journal/", ""),
        ("/journal/2019/", ""),
        ("/journal/2019/11/", ""),
        ("/tags/", ""),
        ("/tags/x/", ""),
    ]


def test_sitemap_leaves_out_what_is_not_indexed() -> None:
    """Drafts, redirects and the 404 page."""
    files = {"content/entries/a.md": "---\ndraft: true\naliases: [/old/]\n---\n"}
    assert "old/index.html" in by_output(make_plan(files, with_drafts=True))
    assert sitemap_of(files, with_drafts=True) == [("/", ""), ("/journal/", "")]


def test_sitemap_rows_are_values() -> None:
    """An address and a day, whole where the site has a base URL."""
    rows = context_of(BELOW, "sitemap.xml", SitemapContext).rows
    assert SitemapRow("https://user.github.io/repo/web/flask/", "2019-11-29") in rows


def test_robots_names_the_sitemap() -> None:
    """By its whole address; without a base URL there is none to name."""
    assert context_of(BELOW, "robots.txt", RobotsContext).sitemap_url == "https://user.github.io/repo/sitemap.xml"
    assert context_of(PLAN, "robots.txt", RobotsContext).sitemap_url == ""


def test_page_for_what_is_not_there_is_not_indexed() -> None:
    """It is shown at any address."""
    page = context_of(BELOW, "404.html", NotFoundContext).page
    assert (page.title, page.is_indexed) == ("Not found", False)


def test_page_of_the_search_leads_to_every_list() -> None:
    """To those that the site has; a site without a search has no such page."""
    context = context_of(BELOW, "search/index.html", SearchContext)
    assert (context.page.title, context.page.is_indexed, context.site.search_href) == ("Search", False, "/repo/search/")
    assert [link.href for link in context.links] == ["/repo/journal/", "/repo/skills/", "/repo/tags/"]
    few = context_of(make_plan({"content/entries/a.md": "# A\n"}), "search/index.html", SearchContext)
    assert [(link.title, link.href) for link in few.links] == [("Journal", "/journal/")]
    none = make_plan({"content/entries/a.md": "# A\n"}, "search: false\n")
    assert "search/index.html" not in by_output(none)
    assert context_of(none, "404.html", NotFoundContext).site.search_href == ""


def test_alias_leads_to_the_entry() -> None:
    """Under the base path, and by its whole address for search engines."""
    files = {"content/entries/a.md": "---\naliases: [/2019/old, /old.html]\n---\n"}
    plan = make_plan(files, REPOSITORY)
    context = context_of(plan, "2019/old/index.html", RedirectContext)
    assert (context.target_href, context.target_url) == ("/repo/a/", "https://user.github.io/repo/a/")
    assert not context.page.is_indexed
    page = by_output(plan)["old.html"]
    assert (page.owner, page.source) == ("content/entries/a.md (alias)", "content/entries/a.md")


@pytest.mark.parametrize("path", ["content/pages/about.md", "content/pages/README.md", "content/entries/README.md"])
def test_pages_and_the_home_text_have_aliases_too(path: str) -> None:
    """Whatever is published may have moved."""
    assert "old/index.html" in by_output(make_plan({path: "---\naliases: [/old/]\n---\n"}))


def test_alias_of_a_skill_leads_to_it() -> None:
    """Under the address that it would have."""
    assert context_of(PLAN, "skills/fl/index.html", RedirectContext).target_href == "/skills/flask/"

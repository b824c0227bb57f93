"""What programs read: feeds, the sitemap, `robots.txt`, the API, and redirects.

Knows which of them there are; does not know their formats.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from uuid import UUID

import msgspec

from generator.digest import digest_text
from generator.errors import SitePath
from generator.model.entry import Entry
from generator.model.permalink import Url, output_path
from generator.plan.contexts import (
    ApiEntriesContext,
    ApiEntry,
    ApiSkill,
    ApiSkillsContext,
    FeedContext,
    FeedItem,
    FeedSite,
    Link,
    NotFoundContext,
    RedirectContext,
    RobotsContext,
    SearchContext,
    SitemapContext,
    SitemapRow,
)
from generator.plan.outputs import Page
from generator.plan.skills import list_skill_aliases
from generator.plan.views import Views
from generator.renewal import Column, Made, keep, remake, renew

API_VERSION = 1


class Feeds(msgspec.Struct, frozen=True, eq=False):
    """The feeds, and what they were made from."""

    pages: Column[tuple[Page, ...]]
    site: FeedSite
    shown: tuple[tuple[FeedItem, ...], ...]
    choices: Made[tuple["_Choice", ...]]
    items: Column[FeedItem]
    dated: Column[bool]


class _Choice(msgspec.Struct, frozen=True):
    """A feed before it is made: which entries it has, by position."""

    home: str
    title: str
    positions: tuple[int, ...]


def plan_feeds(views: Views, last: Feeds | None = None) -> Feeds:
    """Plan two feeds each for the site, every tag and every skill; `last` is what this gave for the last build."""
    site, settings = views.site, views.settings

    def choose(*_: object) -> tuple[_Choice, ...]:
        return tuple(_choose_entries(views))

    dated = renew(lambda entry: entry.date is not None, last.dated if last else None, site.entries)
    choices = remake(
        choose,
        last.choices if last else None,
        *(settings.title, settings.feed_entries, site.tags, site.skills),
        *(views.urls.values, dated.values),
    )
    is_stale = last is not None and not (views.has_same_settings and last.site is views.feed_site)
    chosen = sorted({position for choice in choices.value for position in choice.positions})
    items = renew(
        lambda entry: _make_item(views, entry),
        last.items if last else None,
        tuple([site.entries[position] for position in chosen]),
        is_stale=is_stale,
    )
    by_position = dict(zip(chosen, items.values, strict=True))
    shown = tuple([tuple([by_position[position] for position in choice.positions]) for choice in choices.value])
    if last is not None and choices.value is last.choices.value:
        shown = tuple(map(keep, shown, last.shown))
    known = {page.output: page for pair in last.pages.values for page in pair} if last else {}

    def plan(choice: _Choice, own: tuple[FeedItem, ...]) -> tuple[Page, ...]:
        pair = _plan_feed(views, choice.home, choice.title, own)
        return tuple([keep(page, known.get(page.output)) for page in pair])

    pages = renew(plan, last.pages if last else None, choices.value, shown, is_stale=is_stale)
    return Feeds(pages, views.feed_site, shown, choices, items, dated)


def _choose_entries(views: Views) -> Iterator[_Choice]:
    entries, title = views.site.entries, views.settings.title

    def choose(home: str, name: str, positions: Iterable[int]) -> _Choice:
        # What is new has a date; an entry without one is no news.
        dated = [position for position in positions if entries[position].date is not None]
        return _Choice(home, name, tuple(dated[: views.settings.feed_entries]))

    yield choose("/", title, range(len(entries)))
    for slug, term in views.site.tags.items():
        yield choose(f"/tags/{slug}/", f"{term.name} · {title}", term.members)
    positions = views.positions.value
    for slug, skill in views.site.skills.items():
        cited = (positions[Url(citation.url)] for citation in skill.citations)
        yield choose(f"/skills/{slug}/", f"{skill.claim.title} · {title}", cited)


def _make_item(views: Views, entry: Entry) -> FeedItem:
    return FeedItem(
        id=views.url(entry.url) if views.base_url else _make_urn(entry.url),
        url=views.url(entry.url),
        title=entry.title,
        summary=entry.summary,
        date=entry.date,
        updated=entry.updated,
        body=views.body(entry),
        tags=entry.tags,
    )


def _make_urn(url: str) -> str:
    """Name an entry for feed readers where the site has no base URL."""
    return f"urn:uuid:{UUID(bytes=bytes(digest_text(url)), version=4)}"


def _plan_feed(views: Views, home: str, title: str, items: Sequence[FeedItem]) -> Iterator[Page]:
    moments = [moment for item in items for moment in (item.date, item.updated) if moment is not None]
    for name in ("feed.xml", "feed.json"):
        context = FeedContext(
            site=views.feed_site,
            title=title,
            description=views.settings.description,
            url=views.url(f"{home}{name}"),
            home_url=views.url(home),
            updated=max(moments, default=None),
            items=tuple(items),
        )
        yield Page(output_path(Url(f"{home}{name}")), name, context, f"the feed of {home}")


def show_entries(views: Views, last: Column[ApiEntry] | None = None) -> Column[ApiEntry]:
    """Show every entry as data; `last` is what this gave for the last build."""
    return renew(
        lambda entry: _show_entry(views, entry), last, views.site.entries, is_stale=not views.has_same_settings
    )


def plan_api(views: Views, shown: Sequence[ApiEntry]) -> Iterator[Page]:
    """Plan the journal and its skills as data."""
    settings = views.settings
    entries = ApiEntriesContext(version=API_VERSION, title=settings.title, url=views.url("/"), entries=tuple(shown))
    yield Page(SitePath("api/v1/entries.json"), "api/v1/entries.json", entries, "the API")
    skills = ApiSkillsContext(
        version=API_VERSION, title=settings.title, url=views.url("/"), skills=tuple(_show_skills(views))
    )
    yield Page(SitePath("api/v1/skills.json"), "api/v1/skills.json", skills, "the API")


def _show_entry(views: Views, entry: Entry) -> ApiEntry:
    return ApiEntry(
        url=views.url(entry.url),
        title=entry.title,
        date=entry.date.iso if entry.date else None,
        updated=entry.updated.iso if entry.updated else None,
        summary=entry.summary,
        tags=entry.tags,
        skills=entry.skills,
        series=entry.series or None,
    )


def _show_skills(views: Views) -> Iterator[ApiSkill]:
    for slug, skill in views.site.skills.items():
        claim = skill.claim
        yield ApiSkill(
            id=slug,
            url=views.url(f"/skills/{slug}/"),
            title=claim.title,
            number=claim.number,
            state=skill.state.value,
            reason=views.reasons[slug],
            is_now=views.skill_links[slug].is_now,
            parent=claim.parent,
            checklists=claim.checklists,
            entries=tuple(views.url(citation.url) for citation in skill.citations),
        )


def plan_sitemap(rows: Sequence[SitemapRow | None]) -> Page:
    """Plan the sitemap of pages that `show_address` was asked about."""
    context = SitemapContext(rows=tuple(sorted([row for row in rows if row is not None])))
    return Page(SitePath("sitemap.xml"), "sitemap.xml", context, "the sitemap")


def show_address(page: Page) -> SitemapRow | None:
    """Give the line of the sitemap for a page, if search engines are to find it."""
    info = getattr(page.context, "page", None)
    if info is None or not info.is_indexed:
        return None
    moment = getattr(page.context, "updated", None) or getattr(page.context, "date", None)
    return SitemapRow(info.url, moment.day if moment else "")


def plan_notices(views: Views) -> Iterator[Page]:
    """Plan `robots.txt` and the page for addresses that do not exist."""
    robots = RobotsContext(sitemap_url=views.url("/sitemap.xml") if views.base_url else "")
    yield Page(SitePath("robots.txt"), "robots.txt", robots, "robots.txt")
    page = views.page_info(views.words.say("not_found_title"), "/404.html", is_indexed=False)
    not_found = NotFoundContext(site=views.site_info, page=page)
    yield Page(SitePath("404.html"), "404.html", not_found, "the 404 page")


def plan_search(views: Views) -> Iterator[Page]:
    """Plan the page of the search, with links to all lists for whoever cannot search; none for a site without."""
    if not views.settings.search:
        return
    site, say = views.site, views.words.say
    lists = (
        ("journal", "/journal/", True),
        ("skills", "/skills/", bool(site.skills)),
        ("tags", "/tags/", bool(site.tags)),
    )
    context = SearchContext(
        site=views.site_info,
        page=views.page_info(say("search"), "/search/", is_indexed=False),
        links=tuple(Link(say(name), views.href(url)) for name, url, is_there in lists if is_there),
    )
    yield Page(SitePath("search/index.html"), "search.html", context, "the page of the search")


_ALIASES = attrgetter("aliases")


def plan_redirects(views: Views) -> Iterator[Page]:
    """Plan a page at each address that something once had."""
    site = views.site
    for writing in filter(_ALIASES, (*site.entries, *site.pages, *filter(None, (site.home,)))):
        for alias in writing.aliases:
            yield _plan_redirect(views, alias, writing.url, writing.place, writing.path)
    for old, new in list_skill_aliases(views):
        yield _plan_redirect(views, old, new, f"an alias of {new}", SitePath(""))


def _plan_redirect(views: Views, old: Url, new: Url, owner: str, source: SitePath) -> Page:
    context = RedirectContext(
        site=views.site_info,
        page=views.page_info(views.words.say("moved_title"), old, is_indexed=False),
        target_href=views.href(new),
        target_url=views.url(new),
    )
    return Page(output_path(old), "redirect.html", context, f"{owner} (alias)", source)

"""What programs read: feeds, the sitemap, `robots.txt`, the API, and redirects.

Knows which of them there are; does not know their formats.
"""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

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
    NotFoundContext,
    RedirectContext,
    RobotsContext,
    SitemapContext,
    SitemapRow,
)
from generator.plan.outputs import Page
from generator.plan.skills import list_skill_aliases
from generator.plan.views import Views

API_VERSION = 1


def plan_feeds(views: Views) -> Iterator[Page]:
    """Plan two feeds each for the site, every tag and every skill."""
    entries = views.site.entries
    items: dict[int, FeedItem] = {}

    def take(positions: Iterable[int]) -> tuple[FeedItem, ...]:
        # What is new has a date; an entry without one is no news.
        dated = [position for position in positions if entries[position].date is not None]
        chosen = dated[: views.settings.feed_entries]
        for position in chosen:
            if position not in items:
                items[position] = _make_item(views, entries[position])
        return tuple(items[position] for position in chosen)

    yield from _plan_feed(views, "/", views.settings.title, take(range(len(entries))))
    for slug, term in views.site.tags.items():
        title = f"{term.name} · {views.settings.title}"
        yield from _plan_feed(views, f"/tags/{slug}/", title, take(term.members))
    positions = {entry.url: position for position, entry in enumerate(entries)}
    for slug, skill in views.site.skills.items():
        title = f"{skill.claim.title} · {views.settings.title}"
        cited = take(positions[Url(citation.url)] for citation in skill.citations)
        yield from _plan_feed(views, f"/skills/{slug}/", title, cited)


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


def plan_api(views: Views) -> Iterator[Page]:
    """Plan the journal and its skills as data."""
    settings = views.settings
    entries = ApiEntriesContext(
        version=API_VERSION,
        title=settings.title,
        url=views.url("/"),
        entries=tuple(_show_entry(views, entry) for entry in views.site.entries),
    )
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
            reason=skill.reason,
            is_now=views.skill_links[slug].is_now,
            parent=claim.parent,
            checklists=claim.checklists,
            entries=tuple(views.url(citation.url) for citation in skill.citations),
        )


def plan_notices(views: Views, pages: Sequence[Page]) -> Iterator[Page]:
    """Plan the sitemap of `pages`, `robots.txt` and the page for addresses that do not exist."""
    yield Page(SitePath("sitemap.xml"), "sitemap.xml", SitemapContext(rows=_list_addresses(pages)), "the sitemap")
    robots = RobotsContext(sitemap_url=views.url("/sitemap.xml") if views.base_url else "")
    yield Page(SitePath("robots.txt"), "robots.txt", robots, "robots.txt")
    page = views.page_info("Not found", "/404.html", is_indexed=False)
    not_found = NotFoundContext(site=views.site_info, page=page)
    yield Page(SitePath("404.html"), "404.html", not_found, "the 404 page")


def _list_addresses(pages: Sequence[Page]) -> tuple[SitemapRow, ...]:
    rows: list[SitemapRow] = []
    for page in pages:
        info = getattr(page.context, "page", None)
        if info is None or not info.is_indexed:
            continue
        moment = getattr(page.context, "updated", None) or getattr(page.context, "date", None)
        rows.append(SitemapRow(info.url, moment.day if moment else ""))
    return tuple(sorted(rows))


def plan_redirects(views: Views) -> Iterator[Page]:
    """Plan a page at each address that something once had."""
    site = views.site
    for writing in (*site.entries, *site.pages, *filter(None, (site.home,))):
        for alias in writing.aliases:
            yield _plan_redirect(views, alias, writing.url, writing.place, writing.path)
    for old, new in list_skill_aliases(views):
        yield _plan_redirect(views, old, new, f"an alias of {new}", SitePath(""))


def _plan_redirect(views: Views, old: Url, new: Url, owner: str, source: SitePath) -> Page:
    context = RedirectContext(
        site=views.site_info,
        page=views.page_info("Moved", old, is_indexed=False),
        target_href=views.href(new),
        target_url=views.url(new),
    )
    return Page(output_path(old), "redirect.html", context, f"{owner} (alias)", source)

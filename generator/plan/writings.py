"""The pages that show writing: home, entries, the log, and pages such as "about".

Knows which context each needs; does not know how lists are divided.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import compress
from operator import is_not
from typing import TypeVar

import msgspec

from generator.errors import SitePath
from generator.model.checklist import Skill, count_all, walk_branches
from generator.model.entry import Entry
from generator.model.permalink import Url, output_path
from generator.model.site import Site
from generator.plan.calendar import make_year_strip
from generator.plan.contexts import (
    ChecklistSummary,
    EntryContext,
    EntryLink,
    EntryTeaser,
    HomeContext,
    LogContext,
    NowItem,
    PageInfo,
    PlainPageContext,
    SeriesPart,
    SiteInfo,
    SkillLink,
    SkillRow,
    YearStrip,
)
from generator.plan.fronts import Front
from generator.plan.outputs import Page
from generator.plan.progress import PROGRESS_URL
from generator.plan.sealed import show_card
from generator.plan.toc import make_toc
from generator.plan.views import Views
from generator.renewal import Column, Made, keep, remake, renew
from generator.sources.dates import Moment
from generator.sources.slugs import Slug

T = TypeVar("T")
N = TypeVar("N")

FEWEST_LATEST, MOST_LATEST = 4, 8
"""Entries on the home page."""
_ROWS_BESIDE = 5
"""As many skills of the checklist are as high as one of the entries, which stand beside them."""


def show_year(views: Views, last: Made[YearStrip | None] | None = None) -> Made[YearStrip | None]:
    """Show the last year of entries by day; `last` is what this gave for the last build."""
    return remake(
        make_year_strip,
        last,
        *(views.dates.values, views.urls.values, views.base_path, views.settings.entries_per_page),
    )


def plan_texts(views: Views, year_strip: YearStrip | None) -> Iterator[Page]:
    """Plan the home page, the log and every other page that is no entry."""
    yield _plan_home(views, year_strip)
    yield from _plan_log(views)
    yield from _plan_plain_pages(views)


def _plan_home(views: Views, year_strip: YearStrip | None) -> Page:
    site = views.site
    checklists = tuple(views.checklist_summary(checklist) for checklist in site.curriculum.checklists)
    context = HomeContext(
        site=views.site_info,
        page=views.page_info("", "/"),
        body=views.body(site.home) if site.home else None,
        now=tuple(_list_now(views)),
        now_marker=views.settings.now_marker,
        progress=count_all(site.curriculum, site.skills) if checklists else None,
        progress_href=views.href(PROGRESS_URL) if checklists else "",
        latest=views.teasers[: _count_latest(checklists)],
        year_strip=year_strip,
        entry_count=len(site.entries),
        archive_href=views.href("/journal/"),
        checklists=checklists,
        sealed=show_card(views),
    )
    source = site.home.path if site.home else SitePath("")
    return Page(SitePath("index.html"), "home.html", context, "the home page", source)


def _count_latest(checklists: Sequence[ChecklistSummary]) -> int:
    """Show as many entries as fill the column beside the checklists, within reason."""
    rows = sum(1 + _count_rows(checklist.skills) for checklist in checklists)
    return min(MOST_LATEST, max(FEWEST_LATEST, round(rows / _ROWS_BESIDE)))


def _count_rows(rows: Sequence[SkillRow]) -> int:
    return sum(1 + _count_rows(row.skills) for row in rows)


def _list_now(views: Views) -> Iterator[NowItem]:
    site = views.site
    for slug, skill in site.skills.items():
        link = views.skill_links[slug]
        if not link.is_now:
            continue
        last = skill.citations[0] if skill.citations else None
        yield NowItem(
            skill=link,
            since=skill.claim.since or _find_first(skill),
            last_entry=views.find_entry_link(Url(last.url)) if last else None,
            next_skill=_find_next(views, slug),
            is_stale=_is_stale(skill, site),
        )


def _find_first(skill: Skill) -> Moment | None:
    return min((citation.date for citation in skill.citations if citation.date), default=None)


def _find_next(views: Views, slug: Slug) -> SkillLink | None:
    """Find the skill that follows in the checklist and is neither done, dropped, nor being worked on."""
    for checklist in views.site.curriculum.checklists:
        leaves = [branch.id for branch in walk_branches(checklist.branches) if not branch.branches or branch.id == slug]
        if slug not in leaves:
            continue
        for candidate in leaves[leaves.index(slug) + 1 :]:
            link = views.skill_links[candidate]
            if link.is_open and not link.is_now:
                return link
    return None


def _is_stale(skill: Skill, site: Site) -> bool:
    moments = [citation.date for citation in skill.citations[:1]] + [skill.claim.since]
    days = [date.fromisoformat(moment.day) for moment in moments if moment is not None]
    if not days:
        return False
    today = date.fromisoformat(site.rules.today)
    return (today - max(days)).days > site.rules.settings.now_stale_days


class EntryPages(msgspec.Struct, frozen=True, eq=False):
    """A page for each entry, and what else each was made from."""

    column: Column[Page]
    site_info: SiteInfo
    parts: Sequence[SeriesPart | None]
    backlinks: Sequence[tuple[EntryLink, ...]]
    related: "Related"


class Related(msgspec.Struct, frozen=True, eq=False):
    """Links to what is related to each entry, and what they were made from."""

    column: Column[tuple[EntryLink, ...]]
    links: Sequence[EntryLink]
    positions: Mapping[Url, int]


def plan_entries(views: Views, fronts: Sequence[Front], last: EntryPages | None = None) -> EntryPages:
    """Plan a page for each entry; `last` is what this gave for the last build."""
    links = views.entry_links
    parts: Sequence[SeriesPart | None] = _place(_number_series(views), None, last.parts if last else (), len(links))
    backlinks: Sequence[tuple[EntryLink, ...]] = _place(
        _list_backlinks(views), (), last.backlinks if last else (), len(links)
    )
    related = _link_related(views, last.related if last else None)

    def plan(  # noqa: PLR0917 (one of each source)
        entry: Entry,
        teaser: EntryTeaser,
        series: SeriesPart | None,
        older: EntryLink | None,
        newer: EntryLink | None,
        backlinks: tuple[EntryLink, ...],
        kin: tuple[EntryLink, ...],
        front: Front,
    ) -> Page:
        context = EntryContext(
            site=views.site_info,
            page=_make_page_info(views, entry, front),
            body=views.body(entry),
            heading_id=entry.heading_id,
            toc=make_toc(entry.headings),
            date=entry.date,
            updated=entry.updated,
            tags=teaser.tags,
            skills=teaser.skills,
            series=series,
            older=older,
            newer=newer,
            related=kin,
            backlinks=backlinks,
            word_count=entry.word_count,
            reading_minutes=entry.reading_minutes,
            image_href=_image_href(views, entry),
            edit_url=views.edit_url(entry.path),
            is_draft=entry.is_draft,
        )
        return Page(output_path(entry.url), "entry.html", context, entry.place, entry.path, entry.slug_place)

    column = renew(
        plan,
        last.column if last else None,
        *(
            views.site.entries,
            views.teasers,
            parts,
            (*links[1:], None)[: len(links)],
            (None, *links[:-1])[: len(links)],
        ),
        *(backlinks, related.column.values, fronts),
        is_stale=last is not None and not (views.has_same_settings and last.site_info is views.site_info),
    )
    return EntryPages(column, views.site_info, parts, backlinks, related)


def _make_page_info(views: Views, entry: Entry, front: Front) -> PageInfo:
    return views.page_info(
        *(entry.title, entry.url),
        description=entry.summary,
        is_indexed=not entry.is_draft,
        search_kind="entry",
        card_href=front.href,
        is_card_sized=front.asset is not None,
    )


def _link_related(views: Views, last: Related | None) -> Related:
    """Link each entry to what is related to it."""
    links, positions, related = views.entry_links, views.positions.value, views.site.related

    def link(_: Url, own: tuple[Url, ...]) -> tuple[EntryLink, ...]:
        return tuple([links[positions[url]] for url in own])

    also: list[int] = []
    if last is not None and links is not last.links:
        changed = frozenset(_find_changed(views, last))
        also = [position for position, own in enumerate(related) if not changed.isdisjoint(own)] if changed else []
    column = renew(link, last.column if last else None, views.urls.values, related, also=also)
    return Related(column, links, positions)


def _find_changed(views: Views, last: Related) -> Iterator[Url]:
    """Find the entries that are linked to otherwise than they were."""
    urls, links = views.urls.values, views.entry_links
    if views.positions.value is last.positions:
        yield from compress(urls, map(is_not, links, last.links))
        return
    for url, link in zip(urls, links, strict=True):
        before = last.positions.get(url)
        if before is not None and last.links[before] is not link:
            yield url


def _list_backlinks(views: Views) -> dict[int, tuple[EntryLink, ...]]:
    """Give the backlinks of those entries that have any, by position."""
    positions = views.positions.value
    return {positions[url]: views.backlinks(url) for url in views.site.backlinks if url in positions}


def _place(items: Mapping[int, T], other: N, last: Sequence[T | N], count: int) -> tuple[T | N, ...]:
    """Put items at their positions, and another value at all others; what is equal to the last one there is that."""
    placed: list[T | N] = [other] * count
    for position, item in items.items():
        before = last[position] if position < len(last) else None
        placed[position] = keep(item, before)  # type: ignore[assignment]  # the last item, or an equal one
    return tuple(placed)


def _image_href(views: Views, entry: Entry) -> str:
    return views.base_path + entry.image if entry.image.startswith("/") else entry.image


def _number_series(views: Views) -> dict[int, SeriesPart]:
    """Give each entry of a series its part; the first part is the oldest entry."""
    parts: dict[int, SeriesPart] = {}
    for slug, term in views.site.series.items():
        members = term.members[::-1]
        link = views.series_links[slug]
        for index, position in enumerate(members):
            parts[position] = SeriesPart(
                link=link,
                number=index + 1,
                count=len(members),
                previous=views.entry_links[members[index - 1]] if index else None,
                next=views.entry_links[members[index + 1]] if index + 1 < len(members) else None,
            )
    return parts


def _plan_log(views: Views) -> Iterator[Page]:
    site = views.site
    teasers = tuple(compress(views.teasers, views.log_flags.values))
    if not teasers and site.log_intro is None:
        return
    context = LogContext(
        site=views.site_info,
        page=views.page_info(views.words.say("log"), "/log/"),
        sections=views.sections,
        body=views.body(site.log_intro) if site.log_intro else None,
        entries=teasers,
    )
    yield Page(SitePath("log/index.html"), "log.html", context, "the log", SitePath("content/log.md"))


def _plan_plain_pages(views: Views) -> Iterator[Page]:
    for page in views.site.pages:
        context = PlainPageContext(
            site=views.site_info,
            page=views.page_info(
                *(page.title, page.url), description=page.summary, is_indexed=not page.is_draft, search_kind="page"
            ),
            body=views.body(page),
            heading_id=page.heading_id,
            toc=make_toc(page.headings),
            updated=page.updated,
            edit_url=views.edit_url(page.path),
            is_draft=page.is_draft,
        )
        yield Page(output_path(page.url), "page.html", context, page.place, page.path, page.slug_place)

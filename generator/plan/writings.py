"""The pages that show writing: home, entries, the log, and pages such as "about".

Knows which context each needs; does not know how lists are divided.
"""

from collections.abc import Iterator
from datetime import date

from generator.errors import SitePath
from generator.model.checklist import Progress, Skill, SkillState, count_leaves, walk_branches
from generator.model.entry import Entry
from generator.model.permalink import Url, output_path
from generator.model.site import Site
from generator.plan.contexts import (
    EntryContext,
    HomeContext,
    LogContext,
    NowItem,
    PlainPageContext,
    SeriesPart,
    SkillLink,
)
from generator.plan.outputs import Page
from generator.plan.toc import make_toc
from generator.plan.views import Views
from generator.sources.slugs import Slug

LATEST_COUNT = 10
"""Entries on the home page: about two screens."""


def plan_writings(views: Views) -> Iterator[Page]:
    """Plan the home page, every entry, the log and every other page."""
    yield _plan_home(views)
    yield from _plan_entries(views)
    yield from _plan_log(views)
    yield from _plan_plain_pages(views)


def _plan_home(views: Views) -> Page:
    site = views.site
    checklists = tuple(views.checklist_summary(checklist) for checklist in site.curriculum.checklists)
    context = HomeContext(
        site=views.site_info,
        page=views.page_info("", "/"),
        body=views.body(site.home) if site.home else None,
        now=tuple(_list_now(views)),
        progress=_total_progress(site) if checklists else None,
        latest=tuple(views.teasers[:LATEST_COUNT]),
        entry_count=len(site.entries),
        archive_href=views.href("/journal/"),
        checklists=checklists,
    )
    source = site.home.path if site.home else SitePath("")
    return Page(SitePath("index.html"), "home.html", context, "the home page", source)


def _total_progress(site: Site) -> Progress:
    branches = tuple(branch for checklist in site.curriculum.checklists for branch in checklist.branches)
    return count_leaves(branches, {slug: skill.state for slug, skill in site.skills.items()})


def _list_now(views: Views) -> Iterator[NowItem]:
    site = views.site
    for slug, skill in site.skills.items():
        link = views.skill_links[slug]
        if not link.is_now:
            continue
        last = skill.citations[0] if skill.citations else None
        yield NowItem(
            skill=link,
            since=skill.claim.since,
            last_entry=views.links_by_url[Url(last.url)] if last else None,
            next_skill=_find_next(views, slug),
            is_stale=_is_stale(skill, site),
        )


def _find_next(views: Views, slug: Slug) -> SkillLink | None:
    """Find the skill that follows in the checklist and is neither done, dropped, nor being worked on."""
    for checklist in views.site.curriculum.checklists:
        leaves = [branch.id for branch in walk_branches(checklist.branches) if not branch.branches or branch.id == slug]
        if slug not in leaves:
            continue
        for candidate in leaves[leaves.index(slug) + 1 :]:
            link = views.skill_links[candidate]
            if link.state in {SkillState.PLANNED.value, SkillState.LEARNING.value} and not link.is_now:
                return link
    return None


def _is_stale(skill: Skill, site: Site) -> bool:
    moments = [citation.date for citation in skill.citations[:1]] + [skill.claim.since]
    days = [date.fromisoformat(moment.day) for moment in moments if moment is not None]
    if not days:
        return False
    today = date.fromisoformat(site.rules.today)
    return (today - max(days)).days > site.rules.settings.now_stale_days


def _plan_entries(views: Views) -> Iterator[Page]:
    site, links = views.site, views.entry_links
    parts = _number_series(views)
    last = len(links) - 1
    for position, entry in enumerate(site.entries):
        context = EntryContext(
            site=views.site_info,
            page=views.page_info(entry.title, entry.url, description=entry.summary, is_indexed=not entry.is_draft),
            body=views.body(entry),
            heading_id=entry.heading_id,
            toc=make_toc(entry.headings),
            date=entry.date,
            updated=entry.updated,
            tags=views.teasers[position].tags,
            skills=views.teasers[position].skills,
            series=parts.get(position),
            older=links[position + 1] if position < last else None,
            newer=links[position - 1] if position else None,
            backlinks=views.backlinks(entry.url),
            image_href=_image_href(views, entry),
            edit_url=views.edit_url(entry.path),
            is_draft=entry.is_draft,
        )
        yield Page(output_path(entry.url), "entry.html", context, entry.place, entry.path, entry.slug_place)


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
    teasers = [teaser for teaser, entry in zip(views.teasers, site.entries, strict=True) if entry.is_log_entry]
    if not teasers and site.log_intro is None:
        return
    context = LogContext(
        site=views.site_info,
        page=views.page_info("Log", "/log/"),
        body=views.body(site.log_intro) if site.log_intro else None,
        entries=tuple(teasers),
    )
    yield Page(SitePath("log/index.html"), "log.html", context, "the log", SitePath("content/log.md"))


def _plan_plain_pages(views: Views) -> Iterator[Page]:
    for page in views.site.pages:
        context = PlainPageContext(
            site=views.site_info,
            page=views.page_info(page.title, page.url, description=page.summary, is_indexed=not page.is_draft),
            body=views.body(page),
            heading_id=page.heading_id,
            toc=make_toc(page.headings),
            updated=page.updated,
            edit_url=views.edit_url(page.path),
            is_draft=page.is_draft,
        )
        yield Page(output_path(page.url), "page.html", context, page.place, page.path, page.slug_place)

"""The pages about skills: each checklist, all of them, and one for each skill.

Knows how a skill's evidence is shown; does not know how its state came about.
"""

from collections.abc import Iterator, Mapping

import msgspec

from generator.model.checklist import Skill, walk_branches
from generator.model.permalink import Url, output_path
from generator.plan.badges import show_badge
from generator.plan.contexts import ChecklistContext, Link, SkillContext, SkillLink, SkillsContext
from generator.plan.evidence import list_evidence
from generator.plan.fronts import Front
from generator.plan.outputs import Page
from generator.plan.views import Views
from generator.sources.slugs import Slug, make_slug

_AROUND = 2
"""How many skills on either side are told of, of one that stands at the top of its checklist."""


def plan_skills(views: Views, fronts: Mapping[Slug, Front]) -> Iterator[Page]:
    """Plan a page for each checklist and each skill, and the list of all; `fronts` are those of skills that have one."""
    checklists = views.site.curriculum.checklists
    if not checklists:
        return
    summaries = tuple(views.checklist_summary(checklist) for checklist in checklists)
    context = SkillsContext(
        site=views.site_info, page=views.page_info(views.words.say("skills"), "/skills/"), checklists=summaries
    )
    yield Page(output_path(Url("/skills/")), "skills.html", context, "the list of skills")
    for checklist, summary in zip(checklists, summaries, strict=True):
        url = Url(f"/checklists/{checklist.name}/")
        page = ChecklistContext(
            site=views.site_info,
            page=views.page_info(checklist.title, url, description=checklist.description, search_kind="checklist"),
            checklist=summary,
            edit_url=views.edit_url(checklist.path),
        )
        yield Page(output_path(url), "checklist.html", page, checklist.path, checklist.path)
    places = _find_places(views)
    for slug, skill in views.site.skills.items():
        yield _plan_skill(views, slug, skill, places[slug], fronts.get(slug, Front()))


class _Place(msgspec.Struct, frozen=True):
    """Where a skill stands in its checklist."""

    previous: SkillLink | None
    next: SkillLink | None
    upcoming: SkillLink | None
    """The first after it that is still aimed at."""


def _find_places(views: Views) -> dict[Slug, _Place]:
    places: dict[Slug, _Place] = {}
    for checklist in views.site.curriculum.checklists:
        order = [views.skill_links[branch.id] for branch in walk_branches(checklist.branches)]
        own: dict[Slug, _Place] = {}
        upcoming = None
        for previous, link, next_ in reversed(list(zip([None, *order], order, [*order[1:], None], strict=False))):
            own[Slug(link.id)] = _Place(previous, next_, upcoming)
            upcoming = link if link.is_open else upcoming
        places = own | places
    return places


def _plan_skill(views: Views, slug: Slug, skill: Skill, place: _Place, front: Front) -> Page:
    claim, url = skill.claim, Url(f"/skills/{slug}/")
    checklists = {checklist.name: checklist for checklist in views.site.curriculum.checklists}
    context = SkillContext(
        site=views.site_info,
        page=views.page_info(
            claim.title,
            url,
            description=f"{claim.title}: {views.reasons[slug]}",
            feed_url=f"{url}feed.xml",
            feed_title=claim.title,
            search_kind="skill",
            card_href=front.href,
        ),
        skill=views.skill_links[slug],
        reason=views.reasons[slug],
        since=claim.since,
        done_on=claim.done_on,
        note=claim.note,
        aliases=claim.aliases,
        progress=skill.progress,
        trail=tuple(_list_trail(views, slug)),
        skills=tuple(views.skill_links[branch.id] for branch in claim.branch.branches),
        previous=place.previous,
        next=place.next,
        neighbours=_list_neighbours(views, skill),
        unlocks=_list_unlocked(views, skill, place),
        evidence=list_evidence(views, skill),
        backlinks=views.backlinks(url, without={citation.url for citation in skill.citations}),
        checklists=tuple(Link(checklists[name].title, views.href(f"/checklists/{name}/")) for name in claim.checklists),
        badge=show_badge(views, skill, views.skill_links[slug]),
    )
    return Page(output_path(url), "skill.html", context, f'the skill "{slug}"', claim.path)


def _list_trail(views: Views, slug: Slug) -> list[SkillLink]:
    trail: list[SkillLink] = []
    parent = views.site.skills[slug].claim.parent
    while parent is not None and views.skill_links[parent] not in trail:
        trail.insert(0, views.skill_links[parent])
        parent = views.site.skills[parent].claim.parent
    return trail


def _list_neighbours(views: Views, skill: Skill) -> tuple[SkillLink, ...]:
    """Link the skills beside one: those below its parent, or those around it at the top of its checklist."""
    claim, site = skill.claim, views.site
    if claim.parent is not None:
        siblings = [branch.id for branch in site.skills[claim.parent].claim.branch.branches]
        return tuple(views.skill_links[slug] for slug in siblings if slug != claim.id)
    checklist = next(each for each in site.curriculum.checklists if each.name == claim.checklists[0])
    top = [branch.id for branch in checklist.branches]
    place = top.index(claim.id)
    around = top[max(0, place - _AROUND) : place] + top[place + 1 : place + 1 + _AROUND]
    return tuple(views.skill_links[slug] for slug in around)


def _list_unlocked(views: Views, skill: Skill, place: _Place) -> tuple[SkillLink, ...]:
    """Link what to go on with: the children that are still aimed at; without children, what comes next."""
    children = [views.skill_links[branch.id] for branch in skill.claim.branch.branches]
    if children:
        return tuple(link for link in children if link.is_open)
    return (place.upcoming,) if place.upcoming is not None else ()


def list_skill_aliases(views: Views) -> Iterator[tuple[Url, Url]]:
    """Give the addresses that skills once had, each with the present one."""
    for slug, skill in views.site.skills.items():
        for alias in skill.claim.aliases:
            old = make_slug(alias)
            if old not in views.site.skills:
                yield Url(f"/skills/{old}/"), Url(f"/skills/{slug}/")

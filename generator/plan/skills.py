"""The pages about skills: each checklist, all of them, and one for each skill.

Knows how a skill's evidence is shown; does not know how its state came about.
"""

from collections.abc import Iterator

from generator.model.checklist import Skill, walk_branches
from generator.model.permalink import Url, encode_url, output_path
from generator.plan.contexts import ChecklistContext, EvidenceItem, Link, SkillContext, SkillLink, SkillsContext
from generator.plan.outputs import Page
from generator.plan.views import Views
from generator.sources.checklistfile import EvidenceNode
from generator.sources.dates import parse_moment
from generator.sources.slugs import Slug, make_slug


def plan_skills(views: Views) -> Iterator[Page]:
    """Plan a page for each checklist and each skill, and the list of all."""
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
    neighbours = _find_neighbours(views)
    for slug, skill in views.site.skills.items():
        yield _plan_skill(views, slug, skill, *neighbours[slug])


def _find_neighbours(views: Views) -> dict[Slug, tuple[SkillLink | None, SkillLink | None]]:
    """Give each skill the one before and the one after it in its checklist."""
    neighbours: dict[Slug, tuple[SkillLink | None, SkillLink | None]] = {}
    for checklist in views.site.curriculum.checklists:
        order = [views.skill_links[branch.id] for branch in walk_branches(checklist.branches)]
        for index, link in enumerate(order):
            before = order[index - 1] if index else None
            after = order[index + 1] if index + 1 < len(order) else None
            neighbours.setdefault(Slug(link.id), (before, after))
    return neighbours


def _plan_skill(views: Views, slug: Slug, skill: Skill, previous: SkillLink | None, next_: SkillLink | None) -> Page:
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
        previous=previous,
        next=next_,
        evidence=_list_evidence(views, skill),
        backlinks=views.backlinks(url, without={citation.url for citation in skill.citations}),
        checklists=tuple(Link(checklists[name].title, views.href(f"/checklists/{name}/")) for name in claim.checklists),
    )
    return Page(output_path(url), "skill.html", context, f'the skill "{slug}"', claim.path)


def _list_trail(views: Views, slug: Slug) -> list[SkillLink]:
    trail: list[SkillLink] = []
    parent = views.site.skills[slug].claim.parent
    while parent is not None and views.skill_links[parent] not in trail:
        trail.insert(0, views.skill_links[parent])
        parent = views.site.skills[parent].claim.parent
    return trail


def _list_evidence(views: Views, skill: Skill) -> tuple[EvidenceItem, ...]:
    """List what shows a skill, newest first; what has no date comes last, as its author ordered it."""
    items = [
        EvidenceItem(kind="entry", title=citation.title, href=views.href(citation.url), date=citation.date)
        for citation in skill.citations
    ]
    items += [_show_evidence(node, views) for node in skill.claim.evidence]
    return tuple(sorted(items, key=lambda item: (item.date is None, -(item.date.sort_key if item.date else 0))))


def _show_evidence(node: EvidenceNode, views: Views) -> EvidenceItem:
    date = parse_moment(node.date, views.settings.zone) if node.date else None
    if node.commit:
        owner, _, commit = node.commit.rpartition("@")
        href = node.url or (f"https://github.com/{owner}/commit/{commit}" if owner else _own_commit(views, commit))
        return EvidenceItem(
            kind="commit", title=node.title or f"{owner}@{commit[:7]}".lstrip("@"), href=href, date=date, note=node.note
        )
    if node.pr:
        owner, _, number = node.pr.rpartition("#")
        href = node.url or (f"https://github.com/{owner}/pull/{number}" if owner else "")
        return EvidenceItem(kind="pull request", title=node.title or node.pr, href=href, date=date, note=node.note)
    if node.url:
        href = views.href(node.url) if node.url.startswith("/") else node.url
        return EvidenceItem(kind="link", title=node.title or node.url, href=href, date=date, note=node.note)
    return EvidenceItem(kind="text", title=node.title, href="", date=date, note=node.note)


def _own_commit(views: Views, commit: str) -> str:
    base = views.settings.repository_url.rstrip("/")
    return f"{base}/commit/{encode_url(commit)}" if base else ""


def list_skill_aliases(views: Views) -> Iterator[tuple[Url, Url]]:
    """Give the addresses that skills once had, each with the present one."""
    for slug, skill in views.site.skills.items():
        for alias in skill.claim.aliases:
            old = make_slug(alias)
            if old not in views.site.skills:
                yield Url(f"/skills/{old}/"), Url(f"/skills/{slug}/")

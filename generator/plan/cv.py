"""The CV: what checklists ask for, how far each of it is, and the best of what shows it; as a page and as data.

Knows what a CV says; does not know how it looks, nor what JSON Resume calls it.
"""

from collections.abc import Callable, Iterator, Sequence

from generator.model.checklist import Branch, Checklist, Skill, SkillState
from generator.model.permalink import Url, output_path
from generator.plan.contexts import (
    CvChecklist,
    CvContext,
    CvRow,
    CvSection,
    ResumeContext,
    ResumeSkill,
    SkillLink,
)
from generator.plan.evidence import choose_evidence
from generator.plan.outputs import Page
from generator.plan.views import Views
from generator.sources.dates import Moment, parse_moment
from generator.sources.slugs import Slug

CV_URL = Url("/cv/")
_RESUME_URL = Url("/cv/resume.json")


def plan_cv(views: Views) -> Iterator[Page]:
    """Plan the CV and its data, if there is a checklist that asks for anything."""
    site, facts = views.site, views.settings.cv
    if not site.skills:
        return
    name, updated = facts.name or views.settings.author.name, _find_last_change(views)
    context = CvContext(
        site=views.site_info,
        page=views.page_info(views.words.say("cv"), CV_URL, description=facts.summary),
        name=name,
        updated=updated,
        facts=facts,
        checklists=tuple(_show_checklist(views, checklist) for checklist in site.curriculum.checklists),
        resume_href=views.href(_RESUME_URL),
    )
    yield Page(output_path(CV_URL), "cv.html", context, "the CV")
    resume = ResumeContext(
        name=name,
        url=facts.url or views.settings.author.url or views.base_url,
        canonical_url=views.url(_RESUME_URL) if views.base_url else "",
        updated=updated,
        facts=facts,
        skills=tuple(_list_resume_skills(views)),
    )
    yield Page(output_path(_RESUME_URL), "cv/resume.json", resume, "the CV")


def _find_last_change(views: Views) -> Moment | None:
    """Find the newest day on which a skill was begun or done, or on which something showed it."""
    return max((moment for skill in views.site.skills.values() for moment in _list_moments(views, skill)), default=None)


def _list_moments(views: Views, skill: Skill) -> Iterator[Moment]:
    claim = skill.claim
    written = (parse_moment(node.date, views.settings.zone) for node in claim.evidence if node.date)
    dates = (claim.since, claim.done_on, *(citation.date for citation in skill.citations), *written)
    yield from (moment for moment in dates if moment is not None)


def _show_checklist(views: Views, checklist: Checklist) -> CvChecklist:
    summary = views.checklist_summary(checklist)
    leaves = sorted(_list_leaves(views, checklist.branches), key=lambda leaf: not leaf[0].is_now)
    sections = []
    for state in (SkillState.DONE, SkillState.LEARNING, SkillState.PLANNED, SkillState.DROPPED):
        rows = tuple(_show_row(views, link, trail) for link, trail in leaves if link.state == state.value)
        if rows:
            sections.append(CvSection(state.value, rows))
    return CvChecklist(checklist.title, summary.href, summary.progress, tuple(sections))


def _list_leaves(
    views: Views, branches: Sequence[Branch], trail: tuple[SkillLink, ...] = ()
) -> Iterator[tuple[SkillLink, tuple[SkillLink, ...]]]:
    """Give the requirements that have none below them, each with those above it."""
    for branch in branches:
        link = views.skill_links[branch.id]
        if branch.branches:
            yield from _list_leaves(views, branch.branches, (*trail, link))
        else:
            yield link, trail


def _show_row(views: Views, link: SkillLink, trail: tuple[SkillLink, ...]) -> CvRow:
    skill = views.site.skills[Slug(link.id)]
    return CvRow(link, trail, skill.claim.since, skill.claim.done_on, choose_evidence(views, skill))


def _list_resume_skills(views: Views) -> Iterator[ResumeSkill]:
    """Say what stands at the top of each checklist, each once."""
    seen: set[str] = set()
    for checklist in views.site.curriculum.checklists:
        for branch in checklist.branches:
            if branch.id not in seen:
                seen.add(branch.id)
                yield _show_resume_skill(views, branch)


def _show_resume_skill(views: Views, branch: Branch) -> ResumeSkill:
    link, progress, say = views.skill_links[branch.id], views.site.skills[branch.id].progress, views.words.say
    level = _say_state(link, say)
    if progress is not None:
        level = say("done_of_total", done=progress.done, total=progress.total)
    leaves = [leaf for leaf, _ in _list_leaves(views, branch.branches)]
    keywords = (
        leaf.title
        if leaf.state == SkillState.DONE.value
        else say("cv_keyword", title=leaf.title, state=_say_state(leaf, say))
        for leaf in leaves
    )
    return ResumeSkill(link.title, level, tuple(dict.fromkeys(keywords)))


def _say_state(link: SkillLink, say: Callable[..., str]) -> str:
    """Say how far a requirement is, to a reader who may be a program: what is planned is not yet there."""
    return say("cv_not_yet" if link.mark == SkillState.PLANNED.value else f"state_{link.mark}")

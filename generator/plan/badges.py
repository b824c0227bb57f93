"""A badge for each skill: a small picture for a README, and the same as data for services that draw badges.

Knows what a badge says and where it lies; does not know how it looks.
"""

import re
from collections.abc import Iterator

from generator.errors import SitePath
from generator.model.checklist import Skill
from generator.model.permalink import Url, output_path
from generator.plan.contexts import Badge, BadgeContext, SkillLink
from generator.plan.outputs import Page
from generator.plan.views import Views
from generator.sources.slugs import Slug

_NOT_IN_ALT = re.compile(r"[\\\[\]]")
"""What would end the words of a picture in Markdown."""


def plan_badges(views: Views) -> Iterator[Page]:
    """Plan two files for each skill."""
    for slug, skill in views.site.skills.items():
        link = views.skill_links[slug]
        message = _say_message(views, skill, link)
        context = BadgeContext(
            label=skill.claim.title,
            message=message,
            mark=link.mark,
            text=views.words.say("badge_text", skill=skill.claim.title, state=message),
        )
        for template in ("badge.svg", "badge.json"):
            output = output_path(_address(slug, template.rpartition(".")[2]))
            yield Page(SitePath(output), template, context, f'the badge of "{slug}"', skill.claim.path)


def show_badge(views: Views, skill: Skill, link: SkillLink) -> Badge | None:
    """Say how a badge is shown elsewhere; where the site has no address of its own, it cannot be."""
    if not views.base_url:
        return None
    slug = skill.claim.id
    state = views.words.say(f"state_{link.mark}")
    words = views.words.say("badge_text", skill=skill.claim.title, state=state)
    picture, page = views.url(_address(slug, "svg")), views.url(f"/skills/{slug}/")
    alt = _NOT_IN_ALT.sub(r"\\\g<0>", words)
    return Badge(views.href(_address(slug, "svg")), words, f"[![{alt}]({picture})]({page})")


def _address(slug: Slug, kind: str) -> Url:
    return Url(f"/badges/{slug}.{kind}")


def _say_message(views: Views, skill: Skill, link: SkillLink) -> str:
    words, progress = views.words, skill.progress
    if progress is not None and skill.claim.state is None:
        return words.say("done_of_total", done=progress.done, total=progress.total)
    state = words.say(f"state_{link.mark}")
    if skill.citations:
        return words.say("badge_message", state=state, count=words.count("entries", len(skill.citations)))
    if skill.claim.evidence:
        count = words.count("pieces_of_evidence", len(skill.claim.evidence))
        return words.say("badge_message", state=state, count=count)
    return state

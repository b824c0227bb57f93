"""The page about progress: the skills by day, and what happened.

Knows the timeline; does not know how it came about, nor how it is drawn.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from generator.model.checklist import count_all
from generator.model.permalink import Url, output_path
from generator.model.timeline import Timeline, TimelineEvent
from generator.plan.calendar import day_moment
from generator.plan.contexts import Link, ProgressContext, ProgressDay, ProgressEvent, ProgressPoint
from generator.plan.outputs import Page
from generator.plan.views import Views
from generator.renewal import Made, remake

PROGRESS_URL = Url("/progress/")


def plan_progress(views: Views, last: Made[tuple[Page, ...]] | None = None) -> Made[tuple[Page, ...]]:
    """Plan the page, if there is a checklist; `last` is what this gave for the last build."""
    site = views.site
    return remake(
        lambda *_: tuple(_plan_page(views)),
        last,
        *(views.site_info, views.settings, views.words, site.curriculum, site.skills, views.skill_links, site.timeline),
    )


def _plan_page(views: Views) -> Iterator[Page]:
    site = views.site
    if not site.curriculum.checklists:
        return
    timeline, words = site.timeline, views.words
    context = ProgressContext(
        site=views.site_info,
        page=views.page_info(words.say("progress"), PROGRESS_URL, description=words.say("progress_description")),
        progress=count_all(site.curriculum, site.skills),
        refusal=timeline.refusal.value if timeline.refusal is not None else "",
        points=tuple(_show_points(timeline)),
        days=tuple(_show_days(views, timeline)),
        listed_on=day_moment(timeline.listed_on) if timeline.listed_on else None,
    )
    yield Page(output_path(PROGRESS_URL), "progress.html", context, "the page about progress")


def _show_points(timeline: Timeline) -> Iterator[ProgressPoint]:
    for point in timeline.points:
        planned = point.scope - point.done - point.learning
        yield ProgressPoint(day_moment(point.day), point.scope, point.done, point.learning, planned)


def _show_days(views: Views, timeline: Timeline) -> Iterator[ProgressDay]:
    for day, events in groupby(timeline.events, attrgetter("day")):
        yield ProgressDay(day_moment(day), tuple(_show_event(views, event) for event in events))


def _show_event(views: Views, event: TimelineEvent) -> ProgressEvent:
    links = tuple(
        Link(skill.title, views.skill_links[skill.id].href if skill.id is not None else "") for skill in event.skills
    )
    return ProgressEvent(event.kind.value, links, event.count)

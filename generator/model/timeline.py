"""Progress over time: how many skills were aimed at, being learned and done, day by day, and what happened when.

Knows each skill through the versions of the checklists, the entries that cite it, and the dates that its author gives;
does not know git, nor how any of it is shown.

What decides on a skill's state on a day, the first that says something:

1. the `done` of today's checklist, if it is a day: from then on it is done, and not before;
2. what the version of that day says;
3. the entries that cite it today: from the first of them on it is being learned.

A `since` moves the day on which it was begun.
Before the list has it, a skill counts from the day on which one of these dates says that there was something.
The last numbers are always those of today.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType

import msgspec

from generator.model.checklist import Skill, SkillState
from generator.model.lineage import ABSENT, NOW, OPEN, PARENT, Lineage
from generator.sources.slugs import Slug
from generator.sources.versions import Refusal


class EventKind(Enum):
    """What may happen to skills; those of one day are told in this order."""

    LISTED = "listed"
    """The list is there for the first time."""
    ADDED = "added"
    REMOVED = "removed"
    DROPPED = "dropped"
    RESUMED = "resumed"
    """Aimed at again."""
    BEGUN = "begun"
    PAUSED = "paused"
    """No longer being learned, and not done."""
    UNDONE = "undone"
    """No longer done."""
    DONE = "done"


class TimelineSkill(msgspec.Struct, frozen=True, array_like=True):
    """A skill in an event; one that is in no list any more has no id."""

    title: str
    id: Slug | None


class TimelineEvent(msgspec.Struct, frozen=True, array_like=True):
    """What happened on a day."""

    day: str
    kind: EventKind
    skills: tuple[TimelineSkill, ...]
    """In the order of the checklists; none where the list begins."""
    count: int
    """How many skills it is about."""


class TimelinePoint(msgspec.Struct, frozen=True, array_like=True):
    """How many leaves of all checklists stood where at the end of a day."""

    day: str
    scope: int
    """All that were aimed at."""
    learning: int
    done: int


class Timeline(msgspec.Struct, frozen=True):
    """Progress over time, or why it cannot be told."""

    refusal: Refusal | None
    points: tuple[TimelinePoint, ...] = ()
    """Of the days on which a number changed, oldest first."""
    events: tuple[TimelineEvent, ...] = ()
    """Newest first."""
    listed_on: str = ""
    """The day of the first version of the list."""


_PLANNED, _LEARNING = SkillState.PLANNED.value, SkillState.LEARNING.value
_DONE, _DROPPED = SkillState.DONE.value, SkillState.DROPPED.value
_CLAIMS = frozenset({_PLANNED, _LEARNING, _DONE, _DROPPED})


class _Facts(msgspec.Struct, frozen=True):
    """What is known of a skill today; days are empty where there is none."""

    state: str = ""
    """Empty if it is in no list any more."""
    since: str = ""
    done_on: str = ""
    cited_on: str = ""

    @property
    def days(self) -> tuple[str, ...]:
        """The days on which something about it is known."""
        return tuple(filter(None, (self.since or self.cited_on, self.done_on)))


class _Change(msgspec.Struct, frozen=True):
    """A skill that was another from a day on; a state of nothing is one that does not count."""

    day: str
    before: str
    after: str
    skill: TimelineSkill
    is_added: bool
    is_removed: bool
    is_quiet: bool


def draw_timeline(
    lineages: Sequence[Lineage],
    skills: Mapping[Slug, Skill],
    hidden: frozenset[Slug],
    today: str,
    refusal: Refusal | None = None,
) -> Timeline:
    """Count day by day.

    Args:
        lineages: every skill through the versions; none if git has none.
        skills: the skills as they are now, in the order of the checklists.
        hidden: names of skills that are shown nowhere.
        today: the build's day; what is dated later counts from then.
        refusal: why the history cannot be told, if it cannot.
    """
    shown = [lineage for lineage in lineages if lineage.id in skills or hidden.isdisjoint(lineage.names)]
    if refusal is not None or not shown:
        return Timeline(refusal or Refusal.EMPTY)
    order = {key: position for position, key in enumerate(skills)}
    shown.sort(key=lambda lineage: (order.get(lineage.id, len(order)), lineage.title.casefold(), lineage.id))
    last_day = max(step.day for lineage in shown for step in lineage.steps)
    changes: list[_Change] = []
    for lineage in shown:
        skill = skills.get(lineage.id)
        facts = _gather_facts(skill, today) if skill is not None else _Facts()
        last_day = max((last_day, *facts.days))
        changes += _follow(lineage, facts)
    changes += _correct(shown, skills, changes, last_day)
    changes.sort(key=attrgetter("day"))
    listed_on = min(step.day for lineage in shown for step in lineage.steps)
    points = tuple(_count(changes))
    return Timeline(None, points, tuple(_tell(changes, listed_on, points))[::-1], listed_on)


def _gather_facts(skill: Skill, today: str) -> _Facts:
    claim = skill.claim
    is_begun = skill.state in {SkillState.LEARNING, SkillState.DONE}
    cited = [citation.date.day for citation in skill.citations if citation.date is not None]
    return _Facts(
        skill.state.value,
        min(claim.since.day, today) if claim.since is not None and is_begun else "",
        min(claim.done_on.day, today) if claim.done_on is not None and skill.state is SkillState.DONE else "",
        min(*cited, today) if cited else "",
    )


def _follow(lineage: Lineage, facts: _Facts) -> Iterator[_Change]:
    """Find the days on which a skill became another."""
    days = sorted({step.day for step in lineage.steps}.union(filter(None, (facts.since, *facts.days, facts.cited_on))))
    states = [_find_state(lineage, facts, day) for day in days]
    begun = next((day for day, state in zip(days, states, strict=True) if state in {_LEARNING, _DONE}), "9999")
    steps = {step.day: step for step in lineage.steps}
    skill = TimelineSkill(lineage.title, lineage.id if facts.state else None)
    before = ""
    for day, found in zip(days, states, strict=True):
        state = _LEARNING if found == _PLANNED and facts.since and facts.since <= day < begun else found
        step = steps.get(day)
        if state != before:
            is_known = step is None or day in facts.days
            yield _Change(
                day,
                before,
                state,
                skill,
                is_added=step is not None and not step.is_quiet and not _was_parent(lineage, day),
                is_removed=step is not None and not step.is_quiet and step.standing == ABSENT,
                is_quiet=not is_known and step is not None and step.is_quiet,
            )
        before = state


def _find_state(lineage: Lineage, facts: _Facts, day: str) -> str:
    """Say what a skill was on a day; empty where it does not count."""
    step = next((step for step in reversed(lineage.steps) if step.day <= day), None)
    standing = step.standing if step is not None else OPEN
    if standing in {ABSENT, PARENT} or (step is None and not any(known <= day for known in facts.days)):
        return ""
    if facts.done_on:
        if facts.done_on <= day:
            return _DONE
        standing = OPEN if standing == _DONE else standing
    if standing in _CLAIMS:
        state = standing
    else:
        state = _LEARNING if standing == NOW or (facts.cited_on and facts.cited_on <= day) else _PLANNED
    return _PLANNED if state == _LEARNING and day < facts.since else state


def _was_parent(lineage: Lineage, day: str) -> bool:
    before = [step.standing for step in lineage.steps if step.day < day]
    return bool(before) and before[-1] == PARENT


def _correct(
    shown: Sequence[Lineage], skills: Mapping[Slug, Skill], changes: Sequence[_Change], day: str
) -> Iterator[_Change]:
    """Make the last numbers today's, where nothing says since when they are: an entry without a date cites a skill."""
    last = {change.skill.id: change.after for change in changes}
    for lineage in shown:
        is_leaf = lineage.steps[-1].standing not in {ABSENT, PARENT}
        skill = skills.get(lineage.id)
        state = skill.state.value if skill is not None and is_leaf else ""
        known = last.get(lineage.id, "") if skill is not None else ""
        if state != known:
            link = TimelineSkill(lineage.title, lineage.id)
            yield _Change(day, known, state, link, is_added=False, is_removed=False, is_quiet=True)


def _count(changes: Iterable[_Change]) -> Iterator[TimelinePoint]:
    counts = dict.fromkeys((_PLANNED, _LEARNING, _DONE, _DROPPED, ""), 0)
    last = (0, 0, 0)
    for day, own in groupby(changes, attrgetter("day")):
        for change in own:
            counts[change.before] -= 1
            counts[change.after] += 1
        now = counts[_PLANNED] + counts[_LEARNING] + counts[_DONE], counts[_LEARNING], counts[_DONE]
        if now != last:
            yield TimelinePoint(day, *now)
        last = now


def _tell(changes: Iterable[_Change], listed_on: str, points: Sequence[TimelinePoint]) -> Iterator[TimelineEvent]:
    """Tell what happened, those things of one day and kind together, oldest first."""
    told: dict[str, dict[EventKind, list[TimelineSkill]]] = {listed_on: {}}
    for change in changes:
        for kind in _kinds_of(change):
            told.setdefault(change.day, {}).setdefault(kind, []).append(change.skill)
    listed = next((point.scope for point in reversed(points) if point.day <= listed_on), 0)
    for day, kinds in sorted(told.items()):
        if day == listed_on:
            yield TimelineEvent(day, EventKind.LISTED, (), listed)
        for kind in EventKind:
            if kind in kinds:
                yield TimelineEvent(day, kind, tuple(kinds[kind]), len(kinds[kind]))


def _kinds_of(change: _Change) -> Iterator[EventKind]:
    before, after = change.before, change.after
    if not before and change.is_added:
        yield EventKind.ADDED
    if not after and before != _DROPPED and change.is_removed:
        yield EventKind.REMOVED
    if change.is_quiet or not after:
        return
    if before and _DROPPED in {before, after}:
        yield EventKind.DROPPED if after == _DROPPED else EventKind.RESUMED
    kind = _MOVES.get((before, after))
    if kind is not None:
        yield kind


_MOVES: Mapping[tuple[str, str], EventKind] = MappingProxyType(
    {
        **dict.fromkeys([(before, _DONE) for before in ("", _PLANNED, _LEARNING, _DROPPED)], EventKind.DONE),
        **dict.fromkeys([(_DONE, after) for after in (_PLANNED, _LEARNING)], EventKind.UNDONE),
        **dict.fromkeys([("", _LEARNING), (_PLANNED, _LEARNING)], EventKind.BEGUN),
        (_LEARNING, _PLANNED): EventKind.PAUSED,
    }
)

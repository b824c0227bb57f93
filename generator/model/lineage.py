"""What each skill was, from version to version of the checklists, whatever it was called and wherever it was listed.

Knows the versions and what may be shown of them; does not know what entries cite, nor how progress is counted.

A skill is found again by its id, and one whose id is new by the names of one that is gone: its title, its other names.
A checklist that is not public now, or was not when it was last there, is left out with all its versions, under whatever
names it lay; and so is any version in which it was not public.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

import msgspec

from generator.model.checklist import ChecklistSource
from generator.sources.checklistmarks import SkillMark, mark_skills, merge_marks
from generator.sources.slugs import Slug
from generator.sources.versions import FileState, Version, compare_marks, replay

ABSENT = "absent"
"""It is in no checklist."""
PARENT = "parent"
"""Others stand below it, and are counted in its place."""
OPEN = ""
"""What it is, is left to entries."""
NOW = "now"
"""The same, and it is being worked on."""


class Step(msgspec.Struct, frozen=True, array_like=True):
    """What a skill was from a day on."""

    day: str
    standing: str
    """One of the four above, or the state that its author gave it."""
    is_quiet: bool = False
    """Whether it says nothing of what happened on that day: the list begins, or its commit is to be ignored."""


class Lineage(msgspec.Struct, frozen=True):
    """One skill through all versions."""

    id: Slug
    """The last one it had."""
    title: str
    names: frozenset[Slug]
    """All that it was ever called."""
    steps: tuple[Step, ...]


class PastRules(msgspec.Struct, frozen=True):
    """How the history is read."""

    today: str
    zone: ZoneInfo
    ignored: tuple[str, ...] = ()
    """Commits to be passed over, by the beginnings of their ids."""


def trace_skills(
    versions: Sequence[Version], sources: Sequence[ChecklistSource], rules: PastRules
) -> tuple[Lineage, ...]:
    """Follow every skill through the versions up to what the checklists say now; nothing if git has none of them.

    Args:
        versions: those of the history, oldest first.
        sources: the checklists as they are now, committed or not.
        rules: how to read the history.
    """
    present: dict[str, FileState] = {
        source.path: (source.file.public, {mark.id: mark for mark in mark_skills(source.file.skills)})
        for source in sources
    }
    tracer = _Tracer()
    states: dict[str, FileState] = {}
    day, ignored_day = "", ""
    shown = _find_shown(versions, {path: is_public for path, (is_public, _) in present.items()})
    for version, paths in zip(versions, shown, strict=True):
        replay(states, version)
        tracer.see({path: state[1] for path, state in states.items() if path in paths and state[0]})
        own_day = _day_of(version.seconds, rules.zone)
        if own_day > rules.today:
            continue
        day = max(day, own_day)
        if rules.ignored and version.commit.startswith(rules.ignored):
            tracer.pass_over()
            ignored_day = day
        else:
            tracer.settle(day)
    if ignored_day:
        tracer.settle_ignored(max(day, ignored_day))
    if not tracer.has_begun:
        return ()
    tracer.see({path: marks for path, (is_public, marks) in present.items() if is_public})
    tracer.settle(rules.today)
    return tracer.finish()


def _day_of(seconds: int, zone: ZoneInfo) -> str:
    """Say on which day of the site a commit was made; what no calendar has is the nearest that one has."""
    shift = timedelta(seconds=min(max(seconds, -62135510400), 253402214399))
    return (datetime(1970, 1, 1, tzinfo=UTC) + shift).astimezone(zone).date().isoformat()


def _find_shown(versions: Sequence[Version], present: Mapping[str, bool]) -> list[frozenset[str]]:
    """Name the checklists that may be shown after each version: what is known last of a checklist decides on it."""
    verdicts: list[bool] = []
    there: dict[str, int] = {}
    """Which checklist lies at a path: its position among the verdicts."""
    after: list[dict[str, int]] = []
    for version in versions:
        for file in version.files:
            number = there.pop(file.old_path or file.path, None)
            if file.is_public is None:
                continue
            if number is None:
                number = len(verdicts)
                verdicts.append(False)
            there[file.path] = number
            verdicts[number] = file.is_public
        after.append(dict(there))
    for path, number in there.items():
        verdicts[number] = present.get(path, verdicts[number])
    return [frozenset(path for path, number in paths.items() if verdicts[number]) for paths in after]


class _Trail(msgspec.Struct):
    """A lineage that is being followed."""

    mark: SkillMark
    names: set[Slug]
    steps: list[Step]


class _Tracer:
    """Follows all skills at once; told what is shown after each version, and which versions count."""

    def __init__(self) -> None:
        self.trails: list[_Trail] = []
        self.live: dict[Slug, _Trail] = {}
        self.gone: dict[Slug, _Trail] = {}
        self.shown: dict[str, dict[Slug, SkillMark]] = {}
        self.touched: set[Slug] = set()
        self.ignored: dict[Slug, str] = {}
        self.first_day = ""

    @property
    def has_begun(self) -> bool:
        """Whether a version that may be shown has been seen."""
        return bool(self.trails)

    def see(self, shown: dict[str, dict[Slug, SkillMark]]) -> None:
        """Take note of what differs from what was shown before."""
        for path in self.shown.keys() | shown.keys():
            before, now = self.shown.get(path, {}), shown.get(path, {})
            if before is not now:
                changed, gone = compare_marks(before, now)
                self.touched.update(gone, (mark.id for mark in changed))
        self.shown = shown

    def pass_over(self) -> None:
        """Let what was seen be shown by whatever comes next, as nothing that happened then."""
        self.ignored.update((key, _stand(self._find(key))) for key in self.touched)

    def settle_ignored(self, day: str) -> None:
        """Take over what was passed over, where nothing came next."""
        others = self.touched - self.ignored.keys()
        self.touched &= self.ignored.keys()
        self.settle(day)
        self.touched = others

    def settle(self, day: str) -> None:
        """Add what was seen to the trails."""
        found = {key: self._find(key) for key in sorted(self.touched)}
        if any(found.values()):
            self.first_day = self.first_day or day
        for key, mark in found.items():
            if mark is None and key in self.live:
                self._lose(key)
        new = {key: mark for key, mark in found.items() if mark is not None and key not in self.live}
        # Those that keep their ids come before those that have taken a name.
        for key in sorted(new, key=lambda key: key not in self.gone):
            self.live[key] = self._recognize(new[key])
        for key, mark in found.items():
            trail = self.live.get(key)
            if trail is not None and mark is not None:
                trail.mark = mark
                trail.names.update((mark.id, *mark.names))
                self._add(trail, key, day, _stand(mark))
        alive = set(map(id, self.live.values()))
        for key in found:
            trail = self.gone.get(key)
            if trail is not None and id(trail) not in alive:
                self._add(trail, key, day, ABSENT)
        self.touched.clear()
        self.ignored.clear()

    def finish(self) -> tuple[Lineage, ...]:
        """Give all that was followed."""
        return tuple(
            Lineage(trail.mark.id, trail.mark.title, frozenset(trail.names), tuple(trail.steps))
            for trail in self.trails
        )

    def _find(self, key: Slug) -> SkillMark | None:
        marks = [marks[key] for _, marks in sorted(self.shown.items()) if key in marks]
        return reduce(merge_marks, marks) if marks else None

    def _lose(self, key: Slug) -> None:
        trail = self.live.pop(key)
        self.gone.update((name, trail) for name in (key, *trail.mark.names))

    def _recognize(self, mark: SkillMark) -> _Trail:
        """Find the skill that is gone and had this id or one of these names; else it is a new one."""
        alive = set(map(id, self.live.values()))
        for name in (mark.id, *mark.names):
            trail = self.gone.get(name)
            if trail is not None and id(trail) not in alive:
                return trail
        trail = _Trail(mark, set(), [])
        self.trails.append(trail)
        return trail

    def _add(self, trail: _Trail, key: Slug, day: str, standing: str) -> None:
        last = trail.steps[-1].standing if trail.steps else ABSENT
        if standing == last:
            return
        is_quiet = day == self.first_day or self.ignored.get(key) == standing
        if trail.steps and trail.steps[-1].day == day:
            trail.steps.pop()
        trail.steps.append(Step(day, standing, is_quiet))


def _stand(mark: SkillMark | None) -> str:
    if mark is None:
        return ABSENT
    if not mark.is_leaf:
        return PARENT
    return mark.state or (NOW if mark.is_now else OPEN)

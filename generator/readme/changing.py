"""What ticks in the README come to in the checklists: which keys of which skills.

Knows what the keys of a skill mean together; does not touch the files.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from generator.errors import GeneratorError, Location, Problem, SitePath
from generator.model.checklist import ChecklistSource, Skill, SkillState, count_leaves
from generator.model.site import Site
from generator.readme.ticking import Tick
from generator.sources.checklistfile import SkillNode, skill_id
from generator.sources.slugs import Slug
from generator.sources.yamledit import Change, Field

Changes: TypeAlias = dict[SitePath, dict[Slug, dict[Field, Change]]]
"""By checklist and skill, what its keys are to be."""

_FIELDS: tuple[Field, ...] = ("state", "now", "done")


class _Mention(msgspec.Struct, frozen=True):
    """A skill in one checklist."""

    path: SitePath
    node: SkillNode


def plan_changes(ticks: Sequence[Tick], site: Site, sources: Sequence[ChecklistSource], path: str) -> Changes:
    """Plan the changes of checklists that ticks ask for.

    Args:
        ticks: what was changed by hand.
        site: the journal, without the ticks.
        sources: its checklists.
        path: the README's name, for problems.

    Raises:
        GeneratorError: the ticks contradict each other, or what follows from other skills.
    """
    wishes, problems = _gather(ticks, site, path)
    states = {slug: skill.state for slug, skill in site.skills.items()}
    states |= {slug: tick.state for slug, tick in wishes.items() if tick.state and site.skills[slug].progress is None}
    changes: Changes = {}
    for slug, tick in wishes.items():
        skill = site.skills[slug]
        own = [
            each for source in sources if source.file.public for each in _find(slug, source.file.skills, source.path)
        ]
        if tick.state is not None and skill.progress is not None:
            follows = _follow(skill, states)
            if follows is SkillState.DONE and tick.state is not SkillState.DONE:
                problems.append(_describe_following(skill, tick, path))
                continue
            if follows is tick.state and skill.claim.state is None:
                # It comes about by the skills below it.
                continue
        if tick.state is not None:
            _set_state(changes, own, tick.state, skill, site.rules.today)
        if tick.is_now is not None and not (tick.state is SkillState.DONE and not tick.is_now):
            _set_now(changes, own, is_now=tick.is_now)
    if problems:
        raise GeneratorError(problems)
    return changes


def _gather(ticks: Sequence[Tick], site: Site, path: str) -> tuple[dict[Slug, Tick], list[Problem]]:
    """Make one wish of all boxes of a skill, which may stand in several checklists."""
    wishes: dict[Slug, Tick] = {}
    problems: list[Problem] = []
    for tick in ticks:
        known = wishes.setdefault(tick.skill, tick)
        if known.state and tick.state and known.state is not tick.state:
            title = site.skills[tick.skill].claim.title
            message = f'"{title}" is {tick.state.value} here and {known.state.value} in line {known.line}'
            problems.append(Problem(message, Location(path, tick.line), hint="one skill has one state"))
        is_now = known.is_now if known.is_now is not None else tick.is_now
        wishes[tick.skill] = msgspec.structs.replace(known, state=known.state or tick.state, is_now=is_now)
    return wishes, problems


def _find(skill: Slug, nodes: Sequence[SkillNode], path: SitePath) -> Iterator[_Mention]:
    for node in nodes:
        if skill_id(node) == skill:
            yield _Mention(path, node)
        yield from _find(skill, node.skills, path)


def _follow(skill: Skill, states: Mapping[Slug, SkillState]) -> SkillState:
    """Say what the skills below one make it, as far as its box can show."""
    progress = count_leaves(skill.claim.branch.branches, states)
    return SkillState.DONE if progress.total and progress.done == progress.total else SkillState.PLANNED


def _describe_following(skill: Skill, tick: Tick, path: str) -> Problem:
    message = f'"{skill.claim.title}" is done as long as all skills below it are'
    return Problem(message, Location(path, tick.line), hint="take the tick off one of those instead, or tick it again")


def _set_state(changes: Changes, own: Sequence[_Mention], state: SkillState, skill: Skill, today: str) -> None:
    """One skill has one state: it is given in one checklist, and taken out of the others."""
    holder = next((each for each in own if each.node.done or each.node.state), own[0])
    for each in own:
        if each.node.state is not None:
            _note(changes, each, state=None)
        if each.node.done and (state is not SkillState.DONE or each is not holder):
            _note(changes, each, done=None)
    if state is SkillState.DONE:
        _note(changes, holder, done=holder.node.done or today)
        for each in own:
            if each.node.now:
                _note(changes, each, now=None)
    elif state is not SkillState.PLANNED:
        _note(changes, holder, state=state.value)
    elif skill.claim.since and not skill.citations and not skill.claim.is_now and skill.progress is None:
        # It was begun, and nothing else would say so.
        _note(changes, holder, state=SkillState.LEARNING.value)


def _set_now(changes: Changes, own: Sequence[_Mention], *, is_now: bool) -> None:
    if is_now:
        for each in own:
            if each.node.state in {"planned", "dropped"}:
                # It would hide what the mark says.
                _note(changes, each, state=None)
        _note(changes, own[0], now=True)
        return
    for each in own:
        if each.node.now:
            _note(changes, each, now=None)


def _note(changes: Changes, mention: _Mention, **fields: Change) -> None:
    own = changes.setdefault(mention.path, {}).setdefault(skill_id(mention.node), {})
    for name in _FIELDS:
        if name in fields:
            own[name] = fields[name]

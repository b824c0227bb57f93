"""Since when a box is ticked: old versions of a task list, compared with the list as it is.

Pure: knows what each version says of each skill; does not know where the versions come from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.importing.checklists import TickDates
from generator.importing.skilltrees import Draft, grow_tree, walk_drafts
from generator.markdown.tasklists import read_task_lists
from generator.sources.slugs import Slug, make_slug
from generator.sources.tasklists import BoxState


class OldVersion(msgspec.Struct, frozen=True):
    """A version of a text in git."""

    day: str
    """Its author's, in the site's time zone."""
    text: str


class _Runs:
    """Since when a skill is done, and since when it is begun, without a break; empty if it is not."""

    __slots__ = ("begun", "done")

    def __init__(self) -> None:
        self.done = ""
        self.begun = ""


def date_ticks(skills: Sequence[Draft], versions: Iterable[OldVersion], marker: str) -> dict[Slug, TickDates]:
    """Say of each skill since when it is what it is.

    A skill is the same as long as its id is, and with another one if no other skill has its title.
    A version without the skill says nothing of it.

    Args:
        skills: the skills as they are now.
        versions: oldest first; what is not in git yet has no day.
        marker: the site's own mark of what is worked on.
    """
    current = list(walk_drafts(skills))
    runs = {skill.id: _Runs() for skill in current}
    known: dict[str, Mapping[Slug, tuple[bool, bool]]] = {}
    for version in versions:
        if version.text not in known:
            known[version.text] = _read_standings(version.text, marker)
        standings = known[version.text]
        for skill in current:
            standing = standings.get(skill.id) or standings.get(make_slug(f"title {skill.title}"))
            if standing is not None:
                _follow(runs[skill.id], standing, version.day)
    return {skill.id: dates for skill in current if (dates := _say(skill, runs[skill.id])) != TickDates()}


def _read_standings(text: str, marker: str) -> dict[Slug, tuple[bool, bool]]:
    """Say of each skill whether it is done, and whether it is begun; by id, and by title where that is unique."""
    tree = grow_tree(read_task_lists(text, marker=marker).lists, lambda _: "")
    drafts = list(walk_drafts(tree.skills))
    by_title: dict[Slug, list[Draft]] = {}
    for draft in drafts:
        by_title.setdefault(make_slug(f"title {draft.title}"), []).append(draft)
    standings = {title: _stand(found[0]) for title, found in by_title.items() if len(found) == 1}
    return standings | {draft.id: _stand(draft) for draft in drafts}


def _stand(draft: Draft) -> tuple[bool, bool]:
    is_done = draft.state is BoxState.DONE
    return is_done, is_done or draft.is_now or draft.state is BoxState.LEARNING


def _follow(run: _Runs, standing: tuple[bool, bool], day: str) -> None:
    is_done, is_begun = standing
    run.done = (run.done or day) if is_done else ""
    run.begun = (run.begun or day) if is_begun else ""


def _say(skill: Draft, run: _Runs) -> TickDates:
    if skill.state is BoxState.DONE:
        return TickDates(run.done, run.begun if run.begun < run.done else "")
    is_begun = skill.is_now or skill.state is BoxState.LEARNING
    return TickDates(since=run.begun if is_begun else "")


def find_first_days(lines: Iterable[str], versions: Sequence[OldVersion]) -> dict[str, str]:
    """Say of each line on which day a version first had it."""
    return dict(_find_days({line for line in lines if line.strip()}, versions))


def _find_days(wanted: set[str], versions: Sequence[OldVersion]) -> Iterator[tuple[str, str]]:
    for version in versions:
        found = wanted & set(version.text.split("\n"))
        wanted -= found
        for line in sorted(found):
            yield line, version.day

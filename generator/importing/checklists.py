"""Writes a checklist as YAML: skills with ids, numbers, states, days and notes.

Pure: knows the form of the file; does not know where the skills come from.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec

from generator.importing.skilltrees import Draft, describe_links, walk_drafts
from generator.sources.slugs import Slug
from generator.sources.tasklists import BoxState, TaskLink
from generator.sources.yamltext import write_lines, write_text


class TickDates(msgspec.Struct, frozen=True):
    """Since when a skill is what it is; days, empty where git does not say."""

    done: str = ""
    since: str = ""


_GITHUB = re.compile(
    r"https://github\.com/(?P<repository>[\w.-]+/[\w.-]+)/(?:commit/(?P<commit>[0-9a-f]{7,40})|pull/(?P<pr>[0-9]+))/?"
)


def write_checklist(title: str, skills: Sequence[Draft], dates: Mapping[Slug, TickDates]) -> str:
    """Write a checklist.

    Args:
        title: its title.
        skills: its skills, in order.
        dates: since when they are done or begun.
    """
    lines = [f"title: {write_text(title)}", "skills:"]
    for skill in skills:
        lines += _write_skill(skill, 2, dates)
    return "\n".join([*lines, ""])


def describe_skills(skills: Sequence[Draft]) -> str:
    """Count them in words.

    >>> describe_skills([])
    '0 skills'
    """
    everything = list(walk_drafts(skills))
    states = [skill.state for skill in everything]
    count = len(everything)
    parts = [f"{count} skill" if count == 1 else f"{count} skills"]
    named = ((BoxState.DONE, "done"), (BoxState.LEARNING, "being learned"), (BoxState.DROPPED, "dropped"))
    parts += [f"{states.count(state)} {word}" for state, word in named if state in states]
    now = [skill.title for skill in everything if skill.is_now]
    parts += [f"now: {', '.join(now)}"] if now else []
    return ", ".join(parts)


_BOXES: Mapping[BoxState | None, str] = MappingProxyType(
    {
        BoxState.OPEN: "[ ] ",
        BoxState.DONE: "[x] ",
        BoxState.LEARNING: "[/] ",
        BoxState.DROPPED: "[-] ",
        None: "",
    }
)


def outline_skills(skills: Sequence[Draft], depth: int = 0) -> tuple[str, ...]:
    """Write skills as a list, for a look at them."""
    lines: list[str] = []
    for skill in skills:
        number, now = f"{skill.number} " if skill.number else "", " <- now" if skill.is_now else ""
        lines.append(f"{'  ' * depth}- {_BOXES[skill.state]}{number}{skill.title}{now}")
        lines += outline_skills(skill.skills, depth + 1)
    return tuple(lines)


def _write_skill(skill: Draft, indent: int, dates: Mapping[Slug, TickDates]) -> Iterator[str]:
    pad = " " * indent
    inner = f"{pad}  "
    yield f"{pad}- id: {write_text(skill.id)}"
    if skill.number:
        # In quotes, so that every YAML reader sees text.
        yield f'{inner}number: "{skill.number}"'
    yield f"{inner}title: {write_text(skill.title)}"
    yield from (f"{inner}{line}" for line in _write_standing(skill, dates.get(skill.id, TickDates())))
    found = {link.url: match for link in skill.links if (match := _GITHUB.fullmatch(link.url))}
    if found:
        yield f"{inner}evidence:"
    for link in skill.links:
        if link.url in found:
            yield from _write_evidence(found[link.url], link, inner)
    note = "\n".join(
        [*describe_links(skill.title, [link for link in skill.links if link.url not in found]), *skill.remarks]
    )
    if note:
        yield f"{inner}note: {write_lines(note, indent + 4)}"
    if skill.skills:
        yield f"{inner}skills:"
        for child in skill.skills:
            yield from _write_skill(child, indent + 4, dates)


def _write_standing(skill: Draft, known: TickDates) -> Iterator[str]:
    if skill.state in {BoxState.LEARNING, BoxState.DROPPED}:
        yield f"state: {skill.state.value}"
    if skill.is_now:
        yield "now: true"
    if known.since and (skill.is_now or skill.state in {BoxState.LEARNING, BoxState.DONE}):
        yield f"since: {known.since}"
    if skill.state is BoxState.DONE:
        yield f"done: {known.done or 'true'}"


def _write_evidence(found: re.Match[str], link: TaskLink, pad: str) -> Iterator[str]:
    """A commit or a pull request is the work itself; any other link may as well be where it is explained."""
    value = f"commit: {write_text(found['repository'] + '@' + found['commit'])}" if found["commit"] else ""
    value = value or f"pr: {write_text(found['repository'] + '#' + found['pr'])}"
    yield f"{pad}  - {value}"
    if link.text and link.text != link.url:
        yield f"{pad}    title: {write_text(link.text)}"

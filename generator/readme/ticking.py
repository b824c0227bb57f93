"""What was ticked by hand in the region, and whether that is all that was changed.

Knows the region as it is and as it would be written now; does not know how a checklist is written.

Boxes carry no ids, which would clutter the README: a box belongs to the skill whose words, and the words above it, are
the same in the region that the journal would write now.
That nothing else was changed is shown by the checksum: with the boxes set back to what the checklists say, the region
is, to the byte, what was written last; so neither its words nor any of the checklists' boxes have changed since.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from generator.errors import GeneratorError, Location, Problem, problem_at
from generator.markdown.tasklists import read_task_lists
from generator.model.checklist import SkillState, walk_branches
from generator.readme.region import Region, make_checksum
from generator.readme.writing import Told, write_region
from generator.sources.slugs import Slug
from generator.sources.tasklists import BoxState, TaskItem, read_marker


class Tick(msgspec.Struct, frozen=True):
    """A box, or the marker beside it, that was changed by hand."""

    skill: Slug
    line: int
    """In the README."""
    state: SkillState | None
    """What the box says now; nothing if it is as it was."""
    is_now: bool | None
    """Whether the marker stands there now; nothing if that is as it was."""


class _Box(msgspec.Struct, frozen=True):
    """An item of a region."""

    key: tuple[str, ...]
    """The heading above the list, and the words of the items above this one and of itself."""
    line: int
    """Within the region."""
    state: BoxState | None
    is_now: bool


def find_ticks(text: str, region: Region, told: Told, path: str) -> tuple[Tick, ...]:
    """Find the boxes that were changed by hand, in the order of the region.

    Args:
        text: the README.
        region: the one in it.
        told: what the region is to tell of.
        path: the README's name, for problems.

    Raises:
        GeneratorError: more was changed than boxes and markers, or the checklists have changed as well.
    """
    current = write_region(told)
    mine, known = _list_boxes(region.inner, told.marker), _list_boxes(current, told.marker)
    checklists = told.site.curriculum.checklists
    skills = [branch.id for checklist in checklists for branch in walk_branches(checklist.branches)]
    assert len(skills) == len(known), "each skill has one box"
    pairs, faults = _pair(mine, known, skills)
    changed = [(box, other, skill) for box, other, skill in pairs if _differs(box, other)]
    lines = region.inner.split("\n")
    for box, other, _ in pairs:
        lines[box.line - 1] = _set_back(lines[box.line - 1], other, told.marker)
    if not faults and make_checksum("\n".join(lines)) == region.checksum:
        return tuple(_make_tick(box, other, skill, region) for box, other, skill in changed)
    has_changed = make_checksum(current) != region.checksum
    # As long as the journal has not, the boxes are no part of what is wrong.
    found = [*(_describe_boxes(changed, told) if has_changed else ()), *faults]
    found += _describe_lines(lines, current.split("\n"))
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    raise GeneratorError(
        [_describe_conflict(region, path, has_changed=has_changed), *_place(found, region, plain, path)]
    )


def _list_boxes(inner: str, marker: str) -> list[_Box]:
    lists = read_task_lists(inner, marker=marker).lists
    boxes: list[_Box] = []
    for found in lists:
        heading = found.headings[-1].title if found.headings else ""
        boxes += _walk(found.items, (heading,), has_marker=bool(marker))
    return boxes


def _walk(items: Sequence[TaskItem], above: tuple[str, ...], *, has_marker: bool) -> Iterator[_Box]:
    for item in items:
        key = (*above, f"{item.number} {item.title}".strip())
        # Without a marker of the site's own none is written, and a sign that looks like one is text.
        yield _Box(key, item.line, item.state, item.is_now and has_marker)
        yield from _walk(item.below, key, has_marker=has_marker)


def _pair(
    mine: Sequence[_Box], known: Sequence[_Box], skills: Sequence[Slug]
) -> tuple[list[tuple[_Box, _Box, Slug]], list[tuple[int, str]]]:
    """Find for each box the one that would be written now, and its skill; say for which there is none."""
    if [box.key for box in mine] == [box.key for box in known]:
        return list(zip(mine, known, skills, strict=True)), []
    counts = Counter(box.key for box in known), Counter(box.key for box in mine)
    by_key = {box.key: (box, skill) for box, skill in zip(known, skills, strict=True)}
    pairs: list[tuple[_Box, _Box, Slug]] = []
    faults: list[tuple[int, str]] = []
    for box in mine:
        if box.key not in by_key:
            faults.append((box.line, f'the checklists have no skill "{box.key[-1]}" in this place'))
        elif any(count[box.key] > 1 for count in counts):
            faults.append((box.line, f'more than one skill is called "{box.key[-1]}" in this place'))
        else:
            pairs.append((box, *by_key[box.key]))
    return pairs, faults


def _differs(box: _Box, other: _Box) -> bool:
    return (box.state, box.is_now) != (other.state, other.is_now)


_LINE = re.compile(r"(?P<before>[ \t]*[-*+][ \t]+\[)[^\]](?P<after>\][ \t].*)", re.DOTALL)


def _set_back(line: str, box: _Box, marker: str) -> str:
    """Give an item's line with the box and the marker of another."""
    found = _LINE.fullmatch(line)
    if found is None:
        return line
    rest = read_marker(found["after"], marker)[1] if marker else found["after"]
    sign = "x" if box.state is BoxState.DONE else " "
    return f"{found['before']}{sign}{rest}{f' {marker}' if box.is_now else ''}"


_STATES: Mapping[BoxState, SkillState] = {box: SkillState(box.value) for box in BoxState}


def _make_tick(box: _Box, other: _Box, skill: Slug, region: Region) -> Tick:
    state = _STATES[box.state] if box.state is not None and box.state is not other.state else None
    return Tick(skill, region.line + box.line, state, box.is_now if box.is_now is not other.is_now else None)


def _describe_conflict(region: Region, path: str, *, has_changed: bool) -> Problem:
    what = "was edited by hand, and the journal has changed as well," if has_changed else "was edited beyond its boxes"
    hint = "make the change in the checklist, then write over the edit: journal readme --write --force"
    return Problem(f"this region {what} since it was written", Location(path, region.line), hint=hint)


def _describe_boxes(changed: Sequence[tuple[_Box, _Box, Slug]], told: Told) -> Iterator[tuple[int, str]]:
    for box, other, skill in changed:
        claim = told.site.skills[skill].claim
        place = f"{claim.path}:{claim.line}"
        if box.state is not other.state:
            mine, theirs = (each.state.value if each.state else "no task" for each in (box, other))
            yield box.line, f'"{claim.title}" is {mine} here, and {theirs} by {place}'
        if box.is_now is not other.is_now:
            mine, theirs = ("worked on" if each.is_now else "not worked on" for each in (box, other))
            yield box.line, f'"{claim.title}" is {mine} here, and {theirs} by {place}'


def _describe_lines(lines: Sequence[str], current: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Say which lines are others than would be written now, boxes apart."""
    matcher = SequenceMatcher(None, lines, current, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        missing = [line for line in current[other_start:other_end] if line.strip()]
        if kind == "insert" and missing:
            yield start + 1, f'here the journal has "{missing[0].strip()}"'
        for number in range(start, end) if kind in {"replace", "delete"} else ():
            at = other_start + number - start
            instead = f'; it has "{current[at].strip()}"' if at < other_end and current[at].strip() else ""
            yield number + 1, f"the journal has no such line{instead}"


def _place(found: Sequence[tuple[int, str]], region: Region, text: str, path: str) -> Iterator[Problem]:
    lines = text.split("\n")
    by_line: dict[int, str] = {}
    for number, message in found:
        by_line.setdefault(number, message)
    for number, message in by_line.items():
        line = region.line + number
        shown = lines[line - 1] if line <= len(lines) else ""
        indent = len(shown) - len(shown.lstrip())
        yield problem_at(message, path, text, line, indent + 1, length=max(1, len(shown.strip())))

"""What is neither list nor log in a README: the lines of its about page.

Pure: takes lines, and gives those of a page; does not know what became of the others.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.sources.tasklists import Heading, LineSpan


class Prose(msgspec.Struct, frozen=True):
    """A page's text, and which lines are in it."""

    text: str
    """Empty if there is nothing to say."""
    kept: tuple[int, ...]
    empty_headings: tuple[int, ...]
    """Lines of headings below which nothing is left."""
    wrappers: tuple[int, ...]
    """Lines that folded up what is elsewhere now."""
    rules: tuple[int, ...]
    """Lines across that have nothing to part any more."""


_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_OPENING = re.compile(r"\s*<(details|div|p|center|section)\b[^<>]*>\s*$", re.IGNORECASE)
_SUMMARY = re.compile(r"\s*<summary>.*</summary>\s*$", re.IGNORECASE)


def gather_prose(lines: Mapping[int, str], headings: Sequence[Heading], moved: Iterable[int], line_count: int) -> Prose:
    """Make a page of lines.

    Args:
        lines: what is left of the source, by number.
        headings: its headings, those too that are no longer among the lines.
        moved: lines that went elsewhere; what stood round them may be empty now.
        line_count: how many lines the source has.
    """
    left = {number: line for number, line in lines.items() if line.strip()}
    gone = set(moved)
    wrappers = _drop_wrappers(left, gone)
    empty = _drop_headings(left, headings, line_count, gone)
    rules = _drop_rules(left, gone | set(empty) | set(wrappers))
    kept = tuple(sorted(left))
    return Prose(_join(left, lines), kept, tuple(empty), tuple(wrappers), tuple(rules))


def _drop_wrappers(left: dict[int, str], gone: set[int]) -> list[int]:
    """Take out pairs of tags with nothing between them any more, from the inside outwards."""
    dropped: list[int] = []
    while True:
        found = _find_wrapper(left, gone)
        if not found:
            return sorted(dropped)
        for number in found:
            del left[number]
        dropped += found
        gone.update(found)


def _find_wrapper(left: Mapping[int, str], gone: set[int]) -> list[int]:
    numbers = sorted(left)
    for index, number in enumerate(numbers):
        opening = _OPENING.match(left[number])
        if opening is None:
            continue
        end = index + 1
        if end < len(numbers) and _SUMMARY.match(left[numbers[end]]):
            end += 1
        closing = rf"\s*</{opening[1]}>\s*$"
        if end == len(numbers) or not re.match(closing, left[numbers[end]], re.IGNORECASE):
            continue
        # What was empty before is the author's.
        if any(number < line < numbers[end] for line in gone):
            return numbers[index : end + 1]
    return []


def _drop_headings(left: dict[int, str], headings: Sequence[Heading], line_count: int, gone: set[int]) -> list[int]:
    """Take out headings with nothing below them any more, from the end; what was empty before is the author's."""
    dropped: list[int] = []
    for index in range(len(headings) - 1, -1, -1):
        heading = headings[index]
        if heading.span.start not in left:
            continue
        following = (later.span.start for later in headings[index + 1 :] if later.level <= heading.level)
        end = next(following, line_count + 1)
        inside = [number for number in left if heading.span.end < number < end]
        has_lost = any(heading.span.end < number < end for number in gone)
        if has_lost and not any(not _RULE.match(left[number]) for number in inside):
            own = [number for number in range(heading.span.start, heading.span.end + 1) if number in left]
            for number in own:
                del left[number]
            dropped += own
            gone.update(own)
    return sorted(dropped)


def _drop_rules(left: dict[int, str], gone: set[int]) -> list[int]:
    """Take out lines across that stand at an end, or beside another one, because of what is gone."""
    dropped = []
    numbers = sorted(left)
    for index, number in enumerate(numbers):
        if not _RULE.match(left[number]):
            continue
        before = next((other for other in reversed(numbers[:index]) if other in left), None)
        after = numbers[index + 1] if index + 1 < len(numbers) else None
        is_idle = before is None or after is None or bool(_RULE.match(left[after])) or bool(_RULE.match(left[before]))
        if is_idle and any((before or 0) < line < (after or max(gone, default=0) + 1) for line in gone):
            del left[number]
            dropped.append(number)
    return dropped


def _join(left: Mapping[int, str], lines: Mapping[int, str]) -> str:
    """Write the lines, with one blank line where something was taken out and the author's own elsewhere."""
    parts: list[str] = []
    last = 0
    for number in sorted(left):
        if last:
            between = range(last + 1, number)
            # Blank lines within code count.
            blank = sum(1 for line in between if line in lines) if all(line in lines for line in between) else 1
            has_dropped = any(lines.get(line, "").strip() for line in between)
            parts += [""] * (1 if has_dropped else blank)
        parts.append(left[number])
        last = number
    return "\n".join([*parts, ""]) if parts else ""


def spans_to_numbers(spans: Iterable[LineSpan]) -> list[int]:
    """List the lines of runs of lines."""
    return [number for span in spans for number in range(span.start, span.end + 1)]

"""What is wrong with a built site, before it is said: one mistake of a template is one problem, not a thousand.

Knows nothing of what can be wrong.
"""

from collections.abc import Callable, Iterable

import msgspec

from generator.errors import Excerpt, Location, Problem, Severity, sort_problems


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One thing that is wrong with one file."""

    message: str
    path: str
    """The file, below the audited folder."""
    start: int = -1
    """Where in its text, in characters; -1 for the file as a whole."""
    length: int = 1
    hint: str = ""
    severity: Severity = Severity.ERROR


def warn(message: str, path: str, start: int = -1, length: int = 1, *, hint: str = "") -> Finding:
    """Make a finding that stops nothing unless warnings do."""
    return Finding(message, path, start, length, hint, Severity.WARNING)


def combine_findings(
    findings: Iterable[Finding], read_text: Callable[[str], str], folder: str = ""
) -> tuple[Problem, ...]:
    """Make problems of findings; those that say the same are said once, at the first place, with their number.

    Args:
        findings: in the order in which they are to be looked at; the first of each kind is shown.
        read_text: gives the text of a file, for the line that is shown.
        folder: what stands before each path, with a slash at its end.
    """
    grouped: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault((finding.message, finding.severity), []).append(finding)
    return sort_problems(_make_problem(group, read_text, folder) for group in grouped.values())


def _make_problem(group: list[Finding], read_text: Callable[[str], str], folder: str) -> Problem:
    first = group[0]
    others = len({finding.path for finding in group}) - 1
    message = first.message
    if others:
        message += f" (and in {others} other file{'s' if others > 1 else ''})"
    elif len(group) > 1:
        message += f" (and {len(group) - 1} more in this file)"
    path = f"{folder}{first.path}".rstrip("/") or "."
    if first.start < 0:
        return Problem(message, Location(path), None, first.hint, first.severity)
    text = read_text(first.path)
    begin = text.rfind("\n", 0, first.start) + 1
    line = text[begin:].partition("\n")[0].rstrip("\r")
    column = first.start - begin + 1
    location = Location(path, text.count("\n", 0, first.start) + 1, column)
    excerpt = Excerpt(line, max(1, min(first.length, len(line) - column + 1)))
    return Problem(message, location, excerpt, first.hint, first.severity)

"""What is wrong, as browsers show it.

Knows problems, and how an editor is told to open a place; does not know where problems come from.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import quote

from generator.errors import Problem, Severity, format_problem
from generator.serve.showing import Panel, ShownProblem

_SHOWN_COUNT = 100
"""A template that every page uses can spoil thousands; nobody reads more, and the first ones name the place."""

_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
"""Colours and the like, which a terminal understands and a browser shows."""


def make_panel(problems: Sequence[Problem], editor_url: str, locate: Callable[[str], str]) -> Panel:
    """Show problems, errors before warnings.

    Args:
        problems: what is wrong, sorted by place.
        editor_url: how an editor opens a place, with {path}, {line} and {column} in it; empty for no links.
        locate: gives the whole path of a file that a problem is in.
    """
    ordered = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
    shown = tuple(_show(problem, editor_url, locate) for problem in ordered[:_SHOWN_COUNT])
    return Panel(_make_title(problems), shown)


def make_traceback_panel(traceback: str) -> Panel:
    """Show a mistake of the generator itself."""
    return Panel("A mistake in the generator", (), _strip(traceback))


def _make_title(problems: Iterable[Problem]) -> str:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
    paths = {problem.location.path if problem.location else "" for problem in errors} - {""}
    if len(paths) == 1:
        return f"{count} in {paths.pop()}"
    return f"{count} in {len(paths)} files" if paths else count


def _show(problem: Problem, editor_url: str, locate: Callable[[str], str]) -> ShownProblem:
    # As in the terminal, without the first line and the hint, which are shown in their own way.
    lines = format_problem(problem).split("\n")
    excerpt = lines[1:3] if problem.excerpt is not None and problem.location is not None else []
    return ShownProblem(
        severity=problem.severity.value,
        message=_strip(problem.message),
        place=str(problem.location or ""),
        href=_make_href(problem, editor_url, locate),
        excerpt=tuple(map(_strip, excerpt)),
        hint=_strip(problem.hint),
    )


def _strip(text: str) -> str:
    return _ESCAPES.sub("", text)


def _make_href(problem: Problem, editor_url: str, locate: Callable[[str], str]) -> str:
    location = problem.location
    if not editor_url or location is None or not location.path:
        return ""
    values = {
        # The site may lie in a folder whose name is not UTF-8.
        "path": quote(locate(location.path), errors="surrogateescape"),
        "line": str(max(1, location.line)),
        "column": str(max(1, location.column)),
    }
    return re.sub(r"\{(path|line|column)\}", lambda match: values[match.group(1)], editor_url)

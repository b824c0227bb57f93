"""What can be wrong with a journal, and how it is said.

Knows nothing of files, terminals or exit codes: a `Problem` is a value, `format_problem` is its text.

The family:

    GeneratorError          problems in what the author wrote; carries all of them
    └── (nothing below)     programmer mistakes stay TypeError, ValueError, AssertionError
"""

import difflib
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NewType

import msgspec

SitePath = NewType("SitePath", str)
"""A path below the site's folder, with `/` between its parts and no `.` or `..` part.

A string and not a `PurePosixPath`: it is digested, stored and compared ten thousand times a build.
"""


class Severity(Enum):
    """How much a problem matters: an error stops the build, a warning does so only under `--strict`."""

    ERROR = "error"
    WARNING = "warning"


class Location(msgspec.Struct, frozen=True, order=True):
    """A place in a file; line and column count from 1, columns in characters; 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write the place as compilers do.

        >>> str(Location("site.yaml", 3, 7)), str(Location("site.yaml"))
        ('site.yaml:3:7', 'site.yaml')
        """
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class Excerpt(msgspec.Struct, frozen=True):
    """The source line a problem is in, and how many characters of it, from the location's column, are meant."""

    text: str
    length: int = 1


class Place(msgspec.Struct, frozen=True):
    """Something that an author wrote, as a problem with it would show it."""

    location: Location
    excerpt: Excerpt | None = None


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong, where, and what can be done about it."""

    message: str
    location: Location | None = None
    excerpt: Excerpt | None = None
    hint: str = ""
    severity: Severity = Severity.ERROR


class GeneratorError(Exception):
    """Raised at the boundary of a stage, with every problem that the stage found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, sorted by place."""
        self.problems = sort_problems(problems)
        super().__init__("\n".join(format_problem(problem) for problem in self.problems))


def problem_at(
    message: str,
    path: str,
    text: str,
    line: int,
    column: int = 1,
    *,
    length: int = 1,
    hint: str = "",
    severity: Severity = Severity.ERROR,
) -> Problem:
    """Make a problem whose excerpt is taken from `text`, the whole text of the file `path`."""
    lines = text.split("\n")
    excerpt = None
    if 1 <= line <= len(lines):
        shown = lines[line - 1].rstrip("\r")
        excerpt = Excerpt(shown, max(1, min(length, len(shown) - column + 1)))
    return Problem(message, Location(path, line, column), excerpt, hint, severity)


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Order by place, then by message; each problem once; those without a place last."""

    def key(problem: Problem) -> tuple[bool, Location, str]:
        return problem.location is None, problem.location or Location(""), problem.message

    return tuple(sorted(dict.fromkeys(problems), key=key))


def find_errors(problems: Iterable[Problem], *, strict: bool = False) -> tuple[Problem, ...]:
    """Pick the problems that stop a build; under `strict` warnings are errors too."""
    if strict:
        return tuple(msgspec.structs.replace(problem, severity=Severity.ERROR) for problem in problems)
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def format_problem(problem: Problem) -> str:
    r"""Write a problem as text, without a line end.

    >>> print(format_problem(problem_at('unknown key "tag"', "a.md", "---\ntag: x\n", 2, length=3, hint='did you mean "tags"?')))
    a.md:2:1: error: unknown key "tag"
        2 | tag: x
          | ^^^
      hint: did you mean "tags"?
    """
    where = f"{problem.location}: " if problem.location else ""
    lines = [f"{where}{problem.severity.value}: {problem.message}"]
    if problem.excerpt is not None and problem.location is not None:
        lines += _format_excerpt(problem.excerpt, problem.location)
    if problem.hint:
        lines.append(f"  hint: {problem.hint}")
    return "\n".join(lines)


_SHOWN_COLUMNS = 160
"""A minified line is shown as a window round the fault; more does not fit a screen."""


def _format_excerpt(excerpt: Excerpt, location: Location) -> list[str]:
    column = max(1, location.column)
    start = max(0, column - 1 - _SHOWN_COLUMNS // 2) if len(excerpt.text) > _SHOWN_COLUMNS else 0
    shown = excerpt.text[start : start + _SHOWN_COLUMNS]
    # A tab before the caret stays a tab, so that both lines shift alike.
    lead = "".join("\t" if char == "\t" else " " for char in shown[: column - 1 - start])
    number = f"{location.line:>5}"
    marks = "^" * max(1, min(excerpt.length, len(shown) - len(lead)))
    return [f"{number} | {shown}", f"{' ' * len(number)} | {lead}{marks}"]


_SHORT_WORD = 10
"""One letter out of place is much of a short word; of a long one, such as a file's name, more has to be right."""


def suggest(word: str, known: Iterable[str]) -> str:
    """Say which known word may have been meant, or nothing.

    >>> suggest("flsk", ["django", "flask"])
    'did you mean "flask"?'
    >>> suggest("xyz", ["django", "flask"])
    ''
    """
    cutoff = 0.6 if len(word) <= _SHORT_WORD else 0.72
    by_folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    close: Sequence[str] = difflib.get_close_matches(word.casefold(), sorted(by_folded), n=1, cutoff=cutoff)
    return f'did you mean "{by_folded[close[0]]}"?' if close else ""

"""The summary of a build, for whoever looks at a run on GitHub: what is published now that was not, and what is not.

Says nothing that is private: of what is withheld the path, as the repository has it, and of what is gone its address.
"""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from generator.build.checking import prepare_site
from generator.build.earlier import assemble_commit, find_commit
from generator.build.preparing import Prepared
from generator.build.stages import Build, BuildOptions
from generator.cli.console import count_problems
from generator.errors import Problem, find_errors
from generator.model.changes import Changes, Move, find_changes
from generator.model.entry import Entry
from generator.sources.values import count_noun

_MOST_LINES = 50
"""A list that is longer is read by nobody, and GitHub cuts a summary off at one mebibyte."""


class Folder(msgspec.Struct, frozen=True):
    """How much there is in a folder."""

    file_count: int
    size_bytes: int


class Comparison(msgspec.Struct, frozen=True):
    """What has changed since a commit."""

    since: str
    changes: Changes


def append_summary(path: Path, text: str) -> None:
    """Put a part of a summary after what is there: each step of a run adds its own."""
    with path.open("a", encoding="utf-8", errors="replace") as file:
        file.write(f"{text}\n")


def summarize_build(root: Path, options: BuildOptions, build: Build, since: str) -> str:
    """Say what was built, and how it differs from what a commit has; from nothing if `since` is empty."""
    prepared = prepare_site(root, options)
    comparison = None
    if commit := since and find_commit(root, since):
        before = assemble_commit(root, commit, options)
        comparison = Comparison(commit[:7], find_changes(before, prepared.site)) if before else None
    return describe_build(build, prepared, measure(root / options.output), comparison, since)


def measure(folder: Path) -> Folder:
    """Count the files below a folder, and their bytes."""
    sizes = [os.lstat(f"{place}/{name}").st_size for place, _, names in os.walk(folder) for name in names]
    return Folder(len(sizes), sum(sizes))


def describe_build(
    build: Build, prepared: Prepared, folder: Folder, comparison: Comparison | None, since: str = ""
) -> str:
    """Write what was built as Markdown, a part after another."""
    settings, entries = prepared.settings, prepared.site.entries
    title = _escape(settings.title)
    where = f"[{title}]({settings.base_url}/)" if settings.base_url else title
    on_pages = f"{count_noun(len(entries), 'entry', 'entries')} on {count_noun(build.page_count, 'page')}"
    in_files = f"{count_noun(folder.file_count, 'file')}, {format_size(folder.size_bytes)}"
    parts = [f"### {where}", f"{on_pages}; {in_files}."]
    if (written := prepared.read.value[0].base_url) and written != settings.base_url:
        parts.append(f"`site.yaml` names another address: {_code(written)}.")
    if comparison is not None:
        parts += _describe_changes(comparison, settings.base_url)
    elif since:
        parts.append(f"There is nothing to compare it with: {_code(since)} has no such site.")
    withheld = [f"{_code(each.place)}: {_escape(each.reason)}" for each in build.withheld]
    parts += _list(count_noun(len(withheld), "file") + " withheld", withheld)
    warnings = [_describe_problem(problem) for problem in build.problems]
    parts += _list(count_problems(build.problems), warnings)
    return "\n\n".join(parts) + "\n"


def describe_failure(problems: Sequence[Problem]) -> str:
    """Write why nothing was built."""
    lines = [_describe_problem(problem) for problem in find_errors(problems)]
    return "\n\n".join(["### Nothing was built", *_list(count_problems(problems), lines)]) + "\n"


def _describe_changes(comparison: Comparison, base_url: str) -> list[str]:
    changes, since = comparison.changes, _code(comparison.since)
    if changes.is_empty:
        return [f"No entry and no skill has changed since {since}."]
    return [
        f"Since {since}:",
        *_list(count_noun(len(changes.added), "new entry", "new entries"), _link_all(changes.added, base_url)),
        *_list(
            count_noun(len(changes.changed), "changed entry", "changed entries"), _link_all(changes.changed, base_url)
        ),
        *_list(count_noun(len(changes.removed), "entry", "entries") + " gone", [_code(url) for url in changes.removed]),
        *_list(count_noun(len(changes.moves), "skill") + " moved", [_describe_move(move) for move in changes.moves]),
    ]


def _link_all(entries: Iterable[Entry], base_url: str) -> list[str]:
    return [f"[{_escape(entry.title)}]({base_url}{entry.url}), {_code(entry.place)}" for entry in entries]


def _describe_move(move: Move) -> str:
    return f"{_escape(move.title)}: {move.before.value if move.before else 'new'} → {move.after.value}"


def _describe_problem(problem: Problem) -> str:
    where = f"{_code(str(problem.location))}: " if problem.location else ""
    return where + _escape(problem.message)


def _list(heading: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    shown = [f"- {line}" for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        shown.append(f"- and {len(lines) - _MOST_LINES} more")
    return [f"**{heading}**", "\n".join(shown)]


def format_size(size_bytes: int) -> str:
    """Write a size in the units in which GitHub Pages states its limits.

    >>> format_size(999), format_size(1_500), format_size(3_400_000)
    ('999 bytes', '1.5 KB', '3.4 MB')
    """
    if size_bytes < 1_000:
        return count_noun(size_bytes, "byte")
    return f"{size_bytes / 1_000:.1f} KB" if size_bytes < 1_000_000 else f"{size_bytes / 1_000_000:.1f} MB"


def _escape(text: str) -> str:
    """Have Markdown show a text as it is, in one line."""
    return re.sub(r"([\\`*_\[\]<>#|~&@$:!])", r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    """Have Markdown show a text as code, whatever it holds."""
    line = " ".join(text.split())
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"

"""The dates that git knows of files: when each was first and last committed, from one walk of the history.

Does not know what the files mean, nor whether an entry wants a date from here.

World: starts git.

What the dates mean: author dates, as they stay what they were through a rebase.
A renamed file keeps its first date; a file deleted and made again counts from its making again.
Of merges, only what differs from all parents counts as a change made by the merge; a branch of which the merge took
nothing is not looked at.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NewType

import msgspec

from generator.errors import GeneratorError, Location, Problem, Severity, SitePath
from generator.sources.git import GIT_TIMEOUT_S, head_of, run_git, split_log

CommitId = NewType("CommitId", str)


class CommitDate(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """When a commit was made, by its author's clock."""

    commit: CommitId
    seconds: int
    """Since 1970-01-01 UTC."""
    iso: str
    """`2019-11-29T00:33:10+01:00`, in the author's zone."""
    is_boundary: bool = False
    """A shallow clone ends here: the true date is this one or any before, and only a deeper clone knows."""


class FileDates(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The first and the last commit of a file."""

    first: CommitDate
    last: CommitDate


class History(msgspec.Struct, frozen=True):
    """What git knows of the files below a folder that the commit `head` has."""

    head: CommitId
    is_shallow: bool
    is_exact: bool
    """Whether the walk came out at the very files of `head`; only then can a later walk go on from here.

    With merges it may not: two branches that do different things to one file have no order.
    """
    dates: Mapping[SitePath, FileDates]


class _Repository(msgspec.Struct, frozen=True):
    """What one call of git says of the repository."""

    head: CommitId
    prefix: str
    """The folder below the repository's top, `site/`; empty at the top."""
    is_shallow: bool
    boundaries: frozenset[str]


class _Change(msgspec.Struct, frozen=True, gc=False):
    """One file in one commit; `kind` is git's letter: A, M, T, D, R."""

    kind: str
    path: str
    old_path: str = ""


class _Commit(msgspec.Struct, frozen=True, gc=False):
    """One commit of the walk."""

    date: CommitDate
    parents: tuple[str, ...]
    changes: tuple[_Change, ...]


def read_history(
    root: Path, previous: History | None, *, timeout_s: float = GIT_TIMEOUT_S
) -> tuple[History | None, tuple[Problem, ...]]:
    """Read the dates of all files below `root`; nothing if git knows nothing of that folder.

    If the commit is the one of `previous` git is not started; if it came straight after, only what is new is walked.
    The result is the same as without `previous`.
    A repository that git refuses, for its owner is someone else, is a warning; so is one that takes too long.
    """
    if previous is not None and not previous.is_shallow and head_of(root) == previous.head:
        return previous, ()
    try:
        repository = _read_repository(root, timeout_s)
        if repository is None:
            return None, ()
        if previous is not None:
            continued = _continue_history(root, repository, previous, timeout_s)
            if continued is not None:
                return continued, ()
        return _walk_history(root, repository, timeout_s), ()
    except FileNotFoundError:
        return None, ()
    except subprocess.TimeoutExpired:
        return None, (_warn(f"git took longer than {timeout_s:g} s, so no dates come from the history"),)
    except GeneratorError as refusal:
        return None, refusal.problems


def _refuse(stderr: bytes) -> GeneratorError:
    """Say what git said when it ended with an error, shorter."""
    said = os.fsdecode(stderr).strip()
    owned = re.search("detected dubious ownership in repository at '(.+)'", said)
    if owned:
        message = "git does not trust this folder, since another user owns it, so no dates come from the history"
        return GeneratorError(
            (_warn(message, f"if it is yours: git config --global --add safe.directory '{owned.group(1)}'"),)
        )
    first_line = said.split("\n", 1)[0] or "it did not say why"
    return GeneratorError((_warn(f"git failed, so no dates come from the history: {first_line}"),))


def _warn(message: str, hint: str = "") -> Problem:
    return Problem(message, Location(".git"), hint=hint, severity=Severity.WARNING)


def _read_repository(root: Path, timeout_s: float) -> _Repository | None:
    questions = ("--is-inside-work-tree", "--is-shallow-repository", "--show-prefix", "--git-path", "shallow")
    answer = run_git(root, timeout_s, "rev-parse", *questions, "HEAD^{commit}")
    if answer.returncode:
        # No repository, no commit yet, or no work tree: then git has nothing to say, and that is no fault.
        if b"dubious ownership" in answer.stderr:
            raise _refuse(answer.stderr)
        return None
    lines = os.fsdecode(answer.stdout).split("\n")
    if len(lines) != 6 or lines[0] != "true":
        # A folder with a line end in its name, or one inside `.git` itself.
        return None
    boundaries: frozenset[str] = frozenset()
    if lines[1] == "true":
        boundaries = frozenset((root / lines[3]).read_text("ascii").split())
    return _Repository(CommitId(lines[4]), lines[2], lines[1] == "true", boundaries)


def _walk_history(root: Path, repository: _Repository, timeout_s: float) -> History:
    answer = run_git(root, timeout_s, *_LOG, repository.head, "--", ".")
    if answer.returncode:
        raise _refuse(answer.stderr)
    live, gone = _follow(_parse_log(answer.stdout, repository), {})
    listing = run_git(root, timeout_s, "ls-tree", "-r", "-z", "--name-only", repository.head)
    if listing.returncode:
        raise _refuse(listing.stderr)
    paths = [path for path in map(_decode_path, listing.stdout.split(b"\0")) if path]
    dates = {}
    for path in paths:
        known = live.get(path) or gone.get(path)
        if known is not None:
            dates[SitePath(path)] = known
    is_exact = len(live) == len(paths) and live.keys() == dates.keys()
    return History(repository.head, repository.is_shallow, is_exact, dates)


def _continue_history(root: Path, repository: _Repository, previous: History, timeout_s: float) -> History | None:
    """Walk only what came after `previous`; nothing unless that is a straight line of commits."""
    if repository.is_shallow or previous.is_shallow or not previous.is_exact:
        return None
    # "--sparse" keeps the commits that change nothing here, without which the line would have holes.
    answer = run_git(root, timeout_s, *_LOG, "--sparse", f"{previous.head}..{repository.head}", "--", ".")
    if answer.returncode:
        # The old commit may be gone for good, after a rebase and a cleaning up.
        return None
    commits = tuple(_parse_log(answer.stdout, repository))
    expected: str = previous.head
    for commit in commits:
        if commit.parents != (expected,):
            return None
        expected = commit.date.commit
    if expected != repository.head:
        return None
    live, _ = _follow(iter(commits), dict(previous.dates))
    dates = {SitePath(path): live[path] for path in sorted(live, key=os.fsencode)}
    return History(repository.head, is_shallow=False, is_exact=True, dates=dates)


def _follow(
    commits: Iterator[_Commit], live: Mapping[SitePath, FileDates]
) -> tuple[dict[str, FileDates], dict[str, FileDates]]:
    """Follow the files through the commits, oldest first; returns those that are there at the end and the others."""
    there: dict[str, FileDates] = {str(path): dates for path, dates in live.items()}
    gone: dict[str, FileDates] = {}
    for commit in commits:
        for change in commit.changes:
            known = there.get(change.path)
            if change.kind == "R":
                known = there.get(change.old_path) or gone.get(change.old_path)
            elif change.kind != "A":
                # Changed here and deleted there, on two branches: it goes on as what it was.
                known = known or gone.get(change.path)
            removed = change.old_path or (change.path if change.kind == "D" else "")
            if removed in there:
                gone[removed] = there.pop(removed)
            if change.kind != "D":
                there[change.path] = FileDates(known.first if known else commit.date, commit.date)
                gone.pop(change.path, None)
    return there, gone


_FORMAT = "--format=tformat:%H %ad %P"
_LOG = (
    *("log", "--topo-order", "--reverse", _FORMAT, "--date=raw", "--raw", "-z", "--no-abbrev"),
    # Git's own limit for renames that also change the text has changed between versions; exact ones have none.
    *(
        "-M",
        "-l400",
        "-c",
        "--no-relative",
        "--no-ext-diff",
        "--no-textconv",
        "--no-color",
        "--no-notes",
        "-O/dev/null",
    ),
)


def _parse_log(output: bytes, repository: _Repository) -> Iterator[_Commit]:
    # Git was asked for this folder only, and still writes whole paths.
    below = len(repository.prefix)
    for head, files in split_log(output):
        changes = []
        for meta, paths in files:
            letters = meta.rsplit(b" ", 1)[-1].decode("ascii")
            if meta.startswith(b"::"):
                # Of a merge, with one letter for each parent.
                letters = "D" if _is_deleted_by_merge(meta) else "A" if set(letters) == {"A"} else "M"
            old_path = _decode_path(paths[0])[below:] if letters[0] == "R" else ""
            path = _decode_path(paths[-1])[below:]
            if path:
                changes.append(_Change(letters[0] if old_path or letters[0] != "R" else "A", path, old_path))
        yield _make_commit(head, changes, repository)


def _is_deleted_by_merge(meta: bytes) -> bool:
    """Look at the mode in the result, which stands after one mode for each parent."""
    parents = len(meta) - len(meta.lstrip(b":"))
    return meta.split(b" ")[parents] == b"000000"


def _make_commit(head: str, changes: list[_Change], repository: _Repository) -> _Commit:
    name, seconds, offset, *parents = head.split(" ")
    is_boundary = name in repository.boundaries
    date = CommitDate(CommitId(name), int(seconds), _format_date(int(seconds), offset), is_boundary)
    return _Commit(date, tuple(parent for parent in parents if parent), tuple(changes))


def _format_date(seconds: int, offset: str) -> str:
    """Write git's raw date as ISO 8601 has it.

    >>> _format_date(1574984000, "+0130"), _format_date(0, "-9999"), _format_date(10**15, "+0000")
    ('2019-11-29T01:03:20+01:30', '1970-01-01T00:00:00+00:00', '9999-12-30T23:59:59+00:00')
    """
    sign = -1 if offset.startswith("-") else 1
    shift = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5])) * sign
    # Tools have written dates that no calendar has; a wrong date must not stop a build.
    zone = timezone(shift) if abs(shift) < timedelta(days=1) else UTC
    seconds = min(max(seconds, -62135510400), 253402214399)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(zone).isoformat()


def _decode_path(path: bytes) -> str:
    """Decode a path; one that is not UTF-8 is no path of the site, and gives nothing."""
    try:
        return path.decode("utf-8")
    except UnicodeDecodeError:
        return ""

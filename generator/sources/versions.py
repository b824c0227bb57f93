"""Every version of the checklists that git's history has: one walk, and of each version what differs from the last.

Does not know what follows from a version, nor which checklists may be shown.

World: starts git.

What counts is the line of first parents, the states that the published branch was in: what a merge brings, it brings on
the day of the merge.
With the commits of both sides in one row a skill would be done, not done, and done again.
A version that cannot be read, or has errors, is passed over: the checklist stays what it was.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

import msgspec

from generator.errors import Severity, SitePath
from generator.sources.checklistmarks import FileMarks, Memo, SkillMark, read_marks
from generator.sources.git import GIT_TIMEOUT_S, is_partial_clone, run_git, split_blobs, split_log
from generator.sources.slugs import Slug
from generator.sources.text import decode_text
from generator.sources.walking import is_skipped_name

_BATCH_SIZE = 256
"""Contents asked for at a time; git sends a batch as a whole."""

_REGULAR = ("100644", "100755")
_ENDINGS = (".yaml", ".yml")


class Refusal(Enum):
    """Why the history cannot be told."""

    NO_GIT = "no_git"
    """There is no repository, no commit in it, or no git."""
    SHALLOW = "shallow"
    """The clone holds the last commits only."""
    PARTIAL = "partial"
    """The clone holds the contents of the last commit only."""
    FAILED = "failed"
    """Git refused, or took too long."""
    EMPTY = "empty"
    """The history has no checklist that may be shown."""


class FileVersion(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a commit made of one checklist: what differs from the version before."""

    path: SitePath
    old_path: str
    """Where it lay before; empty if it was not renamed."""
    is_public: bool | None
    """Nothing of one that is gone."""
    changed: tuple[SkillMark, ...] = ()
    gone: tuple[Slug, ...] = ()
    """Of a checklist that is gone they are all gone, and not listed."""


class Version(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The checklists as one commit has them."""

    commit: str
    seconds: int
    """Since 1970-01-01 UTC, by the author's clock."""
    files: tuple[FileVersion, ...]


class ChecklistVersions(msgspec.Struct, frozen=True):
    """All versions, oldest first, up to the commit `head`; none if they are refused."""

    head: str
    versions: tuple[Version, ...] = ()
    refusal: Refusal | None = None


FileState = tuple[bool, dict[Slug, SkillMark]]
"""Whether a checklist is public, and what it says."""


class _Change(msgspec.Struct, frozen=True, gc=False):
    """One file in one commit; the content is empty for one that is gone."""

    path: str
    old_path: str
    blob: str


class _Commit(msgspec.Struct, frozen=True, gc=False):
    id: str
    parent: str
    seconds: int
    changes: tuple[_Change, ...]


class _FailedError(Exception):
    """Git ended with an error, or had no content for a name of its own."""


def read_versions(
    root: Path,
    folder: str,
    *,
    head: str,
    is_shallow: bool,
    previous: ChecklistVersions | None = None,
    timeout_s: float = GIT_TIMEOUT_S,
) -> ChecklistVersions:
    """Read every version of the checklists in a folder below `root`.

    If the commit is the one of `previous`, git is not started; else the versions that both have in common are taken over.
    The result is the same as without `previous`.

    Args:
        root: the site's folder.
        folder: that of the checklists, below it, with a slash at its end.
        head: the commit that HEAD stands for; empty without git.
        is_shallow: whether the history is cut off.
        previous: what this gave for another commit.
        timeout_s: how long git may take each time it is asked.
    """
    if not head or is_shallow:
        return ChecklistVersions(head, refusal=Refusal.SHALLOW if head else Refusal.NO_GIT)
    if previous is not None and previous.refusal is not None:
        previous = None
    if previous is not None and previous.head == head:
        return previous
    try:
        known, commits = _walk(root, folder, head, previous, timeout_s)
        versions = _read(root, known, commits, timeout_s)
    except FileNotFoundError:
        return ChecklistVersions(head, refusal=Refusal.NO_GIT)
    except (_FailedError, subprocess.TimeoutExpired):
        # What is missing may be all that is wrong: git was told not to fetch it, and an older git may have tried.
        return ChecklistVersions(head, refusal=Refusal.PARTIAL if is_partial_clone(root) else Refusal.FAILED)
    return ChecklistVersions(head, versions)


def replay(states: dict[str, FileState], version: Version) -> None:
    """Make of the checklists before a version, by path, those after it."""
    for file in version.files:
        _, marks = states.pop(file.old_path or file.path, (True, {}))
        if file.is_public is None:
            continue
        marks = dict(marks)
        for gone in file.gone:
            del marks[gone]
        marks.update((mark.id, mark) for mark in file.changed)
        states[file.path] = file.is_public, marks


def compare_marks(
    before: Mapping[Slug, SkillMark], now: Mapping[Slug, SkillMark]
) -> tuple[list[SkillMark], list[Slug]]:
    """Find what is new or another, and what is gone."""
    # Asking for identity first costs a tenth, and nearly all are the same objects.
    changed = [mark for key, mark in now.items() if (old := before.get(key)) is not mark and old != mark]
    return changed, [key for key in before if key not in now]


def _walk(
    root: Path, folder: str, head: str, previous: ChecklistVersions | None, timeout_s: float
) -> tuple[tuple[Version, ...], Sequence[_Commit]]:
    """Give the versions that are known, and the commits after them that touch a checklist."""
    if previous is None:
        return (), _log(root, folder, timeout_s, head)
    # "--sparse" keeps the commits that touch no checklist, without which the line would have holes.
    commits = _log(root, folder, timeout_s, "--sparse", f"{previous.head}..{head}", may_fail=True)
    expected = previous.head
    for commit in commits:
        if commit.parent != expected:
            break
        expected = commit.id
    if commits and expected == head:
        return previous.versions, [commit for commit in commits if commit.changes]
    # Another branch, or a history that was written anew: as far as both go together nothing is read again.
    commits = _log(root, folder, timeout_s, head)
    common = 0
    for version, commit in zip(previous.versions, commits, strict=False):
        if version.commit != commit.id:
            break
        common += 1
    return previous.versions[:common], commits[common:]


def _log(root: Path, folder: str, timeout_s: float, *range_: str, may_fail: bool = False) -> Sequence[_Commit]:
    answer = run_git(root, timeout_s, *_LOG, *range_, "--", folder)
    if answer.returncode:
        if may_fail:  # The old commit may be gone for good, after a rebase and a cleaning up.
            return ()
        raise _FailedError
    return tuple(_parse_log(answer.stdout))


_LOG = (
    *("log", "--first-parent", "-m", "--reverse", "--format=tformat:%H %at %P", "--raw", "-z", "--no-abbrev"),
    *("-M", "-l400", "--relative", "--no-ext-diff", "--no-textconv", "--no-color", "--no-notes", "-O/dev/null"),
)


def _parse_log(output: bytes) -> Iterator[_Commit]:
    for head, files in split_log(output):
        name, seconds, *parents = head.split(" ")
        changes = tuple(filter(None, (_read_change(meta.decode("ascii"), paths) for meta, paths in files)))
        yield _Commit(name, parents[0] if parents else "", int(seconds), changes)


def _read_change(meta: str, paths: Sequence[bytes]) -> _Change | None:
    _, mode, _, blob, letter = meta.split(" ")
    path, old_path = os.fsdecode(paths[-1]), os.fsdecode(paths[0]) if letter[0] == "R" else ""
    # What is no checklist now is one that is gone.
    is_read = mode in _REGULAR and _is_checklist(path)
    old_path = old_path if _is_checklist(old_path) else ""
    if not is_read and not _is_checklist(path):
        path, old_path = old_path, ""
    return _Change(path, old_path, blob if is_read else "") if path else None


def _is_checklist(path: str) -> bool:
    *folders, name = path.split("/")
    return (
        path.endswith(_ENDINGS)
        and path.isprintable()
        and not is_skipped_name(name)
        and not any(is_skipped_name(folder, is_folder=True) for folder in folders)
    )


def _read(root: Path, known: tuple[Version, ...], commits: Sequence[_Commit], timeout_s: float) -> tuple[Version, ...]:
    """Add the versions that commits made."""
    states: dict[str, FileState] = {}
    if commits:
        for version in known:
            replay(states, version)
    versions = list(known)
    memo = Memo()
    for batch in _batch(commits):
        blobs = list(dict.fromkeys(change.blob for commit in batch for change in commit.changes if change.blob))
        found = _read_blobs(root, blobs, memo, timeout_s) if blobs else {}
        for commit in batch:
            files = []
            for change in commit.changes:
                file = _make_version(change, found, states)
                if file is not None:
                    files.append(file)
                    replay(states, Version("", 0, (file,)))
            versions.append(Version(commit.id, commit.seconds, tuple(files)))
    return tuple(versions)


def _batch(commits: Sequence[_Commit]) -> Iterator[Sequence[_Commit]]:
    for start in range(0, len(commits), _BATCH_SIZE):
        yield commits[start : start + _BATCH_SIZE]


def _make_version(
    change: _Change, found: Mapping[str, FileMarks | None], states: Mapping[str, FileState]
) -> FileVersion | None:
    path, before = SitePath(change.path), states.get(change.old_path or change.path)
    if not change.blob:
        return FileVersion(path, "", None) if before is not None else None
    file = found[change.blob]
    old_path = change.old_path if before is not None else ""
    if file is None:
        # It cannot be read: only its place is another, if it is.
        return FileVersion(path, old_path, before[0]) if before is not None and old_path else None
    changed, gone = compare_marks(before[1] if before is not None else {}, file.marks)
    return FileVersion(path, old_path, file.is_public, tuple(changed), tuple(gone))


def _read_blobs(root: Path, blobs: Sequence[str], memo: Memo, timeout_s: float) -> dict[str, FileMarks | None]:
    """Read contents by their names; nothing of one that is no checklist without errors."""
    answer = run_git(root, timeout_s, "cat-file", "--batch", data="".join(f"{blob}\n" for blob in blobs).encode())
    if answer.returncode:
        raise _FailedError
    try:
        contents = tuple(split_blobs(answer.stdout))
    except ValueError as error:
        raise _FailedError from error
    return dict(zip(blobs, (_understand(data, memo) for data in contents), strict=True))


def _understand(data: bytes, memo: Memo) -> FileMarks | None:
    text, problems = decode_text(data, "")
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None
    return read_marks(text, memo)

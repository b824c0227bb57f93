"""The whole history of a repository, as whoever can read it sees it: who committed what, when, and every content.

Does not know what of it gives somebody away.

World: starts git.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from generator.sources.git import GIT_TIMEOUT_S, is_shallow_clone, run_git, split_blobs, split_log

MAX_BLOB_BYTES = 64 << 20
"""What is larger is not looked into; a journal has no such file."""

_BATCH_BYTES = 32 << 20
_SEEN = ("--branches", "--tags", "--remotes", "HEAD")
"""What can be pushed, or has been: not what lies in a stash, and not what no name leads to."""


class PastCommit(msgspec.Struct, frozen=True):
    """One commit."""

    id: str
    author_time: str
    """`2019-11-29T00:33:10+01:00`, by the author's clock; empty if git does not understand it."""
    author: str
    author_email: str
    committer: str
    committer_email: str
    message: str


class PastFile(msgspec.Struct, frozen=True):
    """A content that a file once had."""

    blob: str
    path: str
    """From the site's folder; with `../` if it lies outside of it."""
    commit: str
    """The first that has it there."""


class Past(msgspec.Struct, frozen=True):
    """What a repository tells of the past, the newest first."""

    commits: tuple[PastCommit, ...]
    files: tuple[PastFile, ...]
    pushed: frozenset[str]
    """Commits that were pushed somewhere, or came from there."""
    names: tuple[str, ...]
    """Of branches and tags."""
    remotes: tuple[tuple[str, str], ...]
    """The name and the address of each."""
    is_shallow: bool


class PastError(Exception):
    """Git refused, or took too long; says so in a sentence."""


def read_past(root: Path) -> Past | None:
    """Read the history of the repository that a folder is in; nothing without git, a repository, or a commit in it.

    Raises:
        PastError: git refused, or took too long.
    """
    try:
        if run_git(root, GIT_TIMEOUT_S, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode:
            return None
        prefix = _ask(root, "rev-parse", "--show-prefix").decode(errors="replace").strip()
        return Past(
            tuple(_read_commits(_ask(root, "log", "-z", "--encoding=UTF-8", f"--format={_FORMAT}", *_SEEN))),
            tuple(_read_files(_ask(root, *_LOG_FILES, *_SEEN, "--"), prefix)),
            frozenset(_ask(root, "rev-list", "--remotes").decode().split()),
            tuple(_ask(root, "for-each-ref", "--format=%(refname:short)").decode(errors="replace").split("\n")[:-1]),
            tuple(_read_remotes(root)),
            is_shallow_clone(root),
        )
    except FileNotFoundError:
        return None
    except subprocess.TimeoutExpired:
        raise PastError(f"git took longer than {GIT_TIMEOUT_S:g} s to tell the history") from None


_FORMAT = "%H%x1f%aI%x1f%an%x1f%ae%x1f%cn%x1f%ce%x1f%B"
_LOG_FILES = (
    *("log", "-m", "--format=tformat:%H", "--raw", "-z", "--no-abbrev", "--no-renames", "--reverse"),
    *("--no-ext-diff", "--no-textconv", "--no-color", "--no-notes", "-O/dev/null"),
)


def _ask(root: Path, *arguments: str) -> bytes:
    answer = run_git(root, GIT_TIMEOUT_S, *arguments)
    if answer.returncode:
        said = answer.stderr.decode(errors="replace").strip().split("\n")[0]
        raise PastError(f"git cannot tell the history: {said}")
    return answer.stdout


def _read_commits(output: bytes) -> Iterator[PastCommit]:
    for record in output.decode(errors="replace").split("\0"):
        if record:
            yield PastCommit(*record.split("\x1f", 6))


def _read_files(output: bytes, prefix: str) -> Iterator[PastFile]:
    seen: set[tuple[str, str]] = set()
    for commit, changes in split_log(output):
        for meta, paths in changes:
            _, mode, _, blob, _ = meta.decode("ascii").split(" ")
            path = os.fsdecode(paths[-1])
            # A module's commit is no content, and what is gone has none.
            if mode.startswith(("100", "120")) and (blob, path) not in seen:
                seen.add((blob, path))
                yield PastFile(blob, os.path.relpath(path, prefix or "."), commit)


def _read_remotes(root: Path) -> Iterator[tuple[str, str]]:
    answer = run_git(root, GIT_TIMEOUT_S, "config", "--get-regexp", r"^remote\..*\.url$")
    for line in answer.stdout.decode(errors="replace").splitlines():
        key, _, url = line.partition(" ")
        yield key.removeprefix("remote.").removesuffix(".url"), url


def read_blobs(root: Path, blobs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Read contents by their names, some megabytes at a time; those that are missing or too large are left out.

    Raises:
        PastError: git took too long.
    """
    try:
        for batch in _batch(root, dict.fromkeys(blobs)):
            output = run_git(root, GIT_TIMEOUT_S, "cat-file", "--batch", data=_list(batch)).stdout
            yield from zip(batch, split_blobs(output), strict=True)
    except subprocess.TimeoutExpired:
        raise PastError(f"git took longer than {GIT_TIMEOUT_S:g} s to give contents") from None


def _batch(root: Path, blobs: Iterable[str]) -> Iterator[list[str]]:
    answer = run_git(root, GIT_TIMEOUT_S, "cat-file", "--batch-check", data=_list(blobs))
    batch: list[str] = []
    size_bytes = 0
    for line in answer.stdout.decode("ascii").splitlines():
        name, _, size = line.rpartition(" ")
        if not size.isdigit() or int(size) > MAX_BLOB_BYTES:
            continue
        if batch and size_bytes + int(size) > _BATCH_BYTES:
            yield batch
            batch, size_bytes = [], 0
        batch.append(name.partition(" ")[0])
        size_bytes += int(size)
    if batch:
        yield batch


def _list(blobs: Iterable[str]) -> bytes:
    return "".join(f"{blob}\n" for blob in blobs).encode()

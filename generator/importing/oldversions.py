"""Every version of one file that git has, through renames.

World: starts git.
Does not know what is in the file.
"""

import subprocess
from datetime import datetime
from enum import Enum
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from generator.errors import Severity
from generator.importing.ticks import OldVersion
from generator.sources.git import GIT_TIMEOUT_S, is_partial_clone, is_shallow_clone, run_git, split_blobs, split_log
from generator.sources.text import decode_text


class NoHistory(Enum):
    """Why there are no versions."""

    NO_GIT = "it is in no git repository, or never was committed"
    SHALLOW = "this clone has the last commits only; fetch the others with: git fetch --unshallow"
    PARTIAL = "this clone has the contents of the last commit only"
    FAILED = "git refused, or took too long"


class FileHistory(msgspec.Struct, frozen=True):
    """The versions of a file, oldest first."""

    versions: tuple[OldVersion, ...] = ()
    refusal: NoHistory | None = None


_LOG = (
    *("log", "--follow", "--first-parent", "-m", "--format=tformat:%H %at", "--raw", "-z", "--no-abbrev", "-M"),
    *("--no-ext-diff", "--no-textconv", "--no-color", "--no-notes"),
)


def read_file_history(path: Path, zone: ZoneInfo, *, timeout_s: float = GIT_TIMEOUT_S) -> FileHistory:
    """Read all versions of a file on the branch that is checked out; what cannot be decoded is passed over.

    Args:
        path: the file.
        zone: the site's time zone, which decides on the days.
        timeout_s: how long git may take each time it is asked.
    """
    folder = path.parent
    try:
        if is_shallow_clone(folder):
            return FileHistory(refusal=NoHistory.SHALLOW)
        log = run_git(folder, timeout_s, *_LOG, "--", path.name)
        if log.returncode:
            return FileHistory(refusal=NoHistory.NO_GIT)
        commits = [(head, files[0][0]) for head, files in split_log(log.stdout) if files]
        blobs = [meta.split()[3].decode("ascii") for _, meta in commits]
        wanted = list(dict.fromkeys(blob for blob in blobs if blob.strip("0")))
        if not wanted:
            return FileHistory(refusal=NoHistory.NO_GIT)
        answer = run_git(
            folder, timeout_s, "cat-file", "--batch", data="".join(f"{blob}\n" for blob in wanted).encode()
        )
        if answer.returncode:
            return FileHistory(refusal=NoHistory.PARTIAL if is_partial_clone(folder) else NoHistory.FAILED)
        texts = dict(zip(wanted, map(_decode, split_blobs(answer.stdout)), strict=True))
    except FileNotFoundError:
        return FileHistory(refusal=NoHistory.NO_GIT)
    except (ValueError, subprocess.TimeoutExpired):
        return FileHistory(refusal=NoHistory.PARTIAL if is_partial_clone(folder) else NoHistory.FAILED)
    versions = [
        OldVersion(_find_day(head, zone), text)
        for (head, _), blob in zip(commits, blobs, strict=True)
        if (text := texts.get(blob)) is not None
    ]
    return FileHistory(tuple(reversed(versions)))


def _find_day(head: str, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(int(head.split(" ")[1]), zone).date().isoformat()


def _decode(data: bytes) -> str | None:
    text, problems = decode_text(data, "")
    return None if any(problem.severity is Severity.ERROR for problem in problems) else text

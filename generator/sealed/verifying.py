"""What anyone can check of a sealed statement without a key: reveals against the promise, and how long it has stood.

World: reads files and asks git.
Needs none of the libraries of keys.

Git's dates are what a commit's author wrote into it; that something stood there before another time is proven only by
whoever has seen it.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from generator.errors import GeneratorError, Location, Problem
from generator.sealed.files import read_regular
from generator.sources.commitment import FieldDigest, SealedField, commit, decode_salt, find_unproven, parse_digest
from generator.sources.git import (
    GIT_TIMEOUT_S,
    find_git_folders,
    is_partial_clone,
    is_shallow_clone,
    run_git,
    split_log,
)
from generator.sources.sealedfile import RECORD_PATH, SealedRecord, parse_record

PAGE_PATHS: Final = ("sealed/index.html", "index.html")
"""Where the page is in a built site, or in the page's own folder."""

_DATA = re.compile(r'<script\b[^>]*\bid="?sealed-data"?[^>]*>(.*?)</script>', re.DOTALL | re.IGNORECASE)
_MAX_SIZE_BYTES: Final = 4 << 20


class Standing(msgspec.Struct, frozen=True):
    """A commit, and when its author says it was made."""

    commit: str
    date: str
    """`2026-11-27`, by the author's clock."""


class Promises(msgspec.Struct, frozen=True):
    """What the history says of commitments."""

    since: Standing | None
    """The first commit with the present one; nothing if it is in none yet."""
    is_unbroken: bool
    """Whether no other stood in between."""
    statement_count: int
    """How many different ones there ever were, on any branch that this clone has."""
    is_whole: bool
    """Whether this clone has all of the history, as far as whoever it was cloned from had it."""
    unreadable_count: int
    """Versions of the file that hold no commitment to be read."""


class Verified(msgspec.Struct, frozen=True):
    """What was checked, and what came of it."""

    source: str
    """The file that it was read from."""
    commitment: str
    revealed: tuple[SealedField, ...] | None
    """Nothing where the page does not carry it."""
    unproven: tuple[str, ...]
    promises: Promises | None
    """Nothing where there is no history."""


class _PageData(msgspec.Struct, frozen=True):
    """What the page carries for its script, as far as it is public."""

    commitment: str
    revealed: tuple[tuple[str, str, str], ...] | None = None
    """Name, salt and value of each."""
    digests: tuple[str, ...] = ()


def verify(folder: Path) -> Verified:
    """Check the statement in a clone of a site's repository, or in a built site.

    Raises:
        GeneratorError: there is none, or what there is cannot be read.
    """
    if os.path.lexists(folder / RECORD_PATH):
        return _verify_clone(folder)
    for path in PAGE_PATHS:
        if (folder / path).is_file():
            text = read_regular(folder / path, _MAX_SIZE_BYTES, path).decode("utf-8", "replace")
            if found := _DATA.search(text):
                return _verify_page(path, found[1])
    message = f"there is neither {RECORD_PATH} nor {PAGE_PATHS[0]} with a sealed statement"
    raise GeneratorError([Problem(message, Location(str(folder)), hint="name a clone of the journal, or a built site")])


def _verify_clone(folder: Path) -> Verified:
    text = read_regular(folder / RECORD_PATH, _MAX_SIZE_BYTES, RECORD_PATH).decode("utf-8", "replace")
    # A reveal that is not proven is among the problems, at its line.
    record, problems = parse_record(text, RECORD_PATH)
    if record is None:
        raise GeneratorError(problems)
    if not record.has_statement:
        raise GeneratorError([Problem("holds older blobs only, and no sealed statement", Location(RECORD_PATH))])
    revealed = tuple(each.field for each in record.revealed)
    unproven = find_unproven(revealed, record.field_digests, record.commitment) if revealed else ()
    return Verified(RECORD_PATH, record.commitment, revealed, unproven, _read_promises(folder, record))


def _verify_page(path: str, json: str) -> Verified:
    try:
        data = msgspec.json.decode(json, type=_PageData)
        digests = tuple(FieldDigest(parse_digest(digest)) for digest in data.digests)
        revealed = tuple(SealedField(name, value, decode_salt(salt)) for name, salt, value in data.revealed or ())
    except (msgspec.DecodeError, ValueError):
        message = "the data of the sealed statement cannot be read"
        raise GeneratorError([Problem(message, Location(path), hint="build the site anew")]) from None
    unproven = find_unproven(revealed, digests, data.commitment) if revealed else ()
    if digests and commit(digests) != data.commitment and not unproven:
        unproven = ("digests",)
    return Verified(path, data.commitment, None if data.revealed is None else revealed, unproven, None)


def _read_promises(folder: Path, record: SealedRecord) -> Promises | None:
    if find_git_folders(folder) is None:
        return None
    try:
        versions = list(_list_versions(folder))
        commitments = _read_commitments(folder, [blob for _, blob in versions])
    except FileNotFoundError:
        raise GeneratorError([Problem("git is needed to look at the history, and is not installed")]) from None
    except subprocess.TimeoutExpired:
        raise GeneratorError([Problem(f"git took longer than {GIT_TIMEOUT_S:g} s")]) from None
    told = [(standing, commitments.get(blob, "")) for standing, blob in versions]
    standings = [standing for standing, commitment in told if commitment == record.commitment]
    first = next((index for index, (_, commitment) in enumerate(told) if commitment == record.commitment), 0)
    return Promises(
        since=standings[0] if standings else None,
        is_unbroken=all(commitment == record.commitment for _, commitment in told[first:]),
        statement_count=len({commitment for _, commitment in told if commitment} | {record.commitment}),
        is_whole=not is_shallow_clone(folder) and not is_partial_clone(folder),
        unreadable_count=sum(not commitment for _, commitment in told),
    )


def _list_versions(folder: Path) -> Iterator[tuple[Standing, str]]:
    """List commits on all branches that wrote the file, oldest first, with the id of what they wrote."""
    answer = run_git(
        folder,
        GIT_TIMEOUT_S,
        *("log", "--all", "HEAD", "--topo-order", "--reverse", "--full-history", "-m", "--no-renames"),
        *("--format=tformat:%H %ad", "--date=short", "--raw", "-z", "--no-abbrev", "--", RECORD_PATH),
    )
    for head, files in split_log(answer.stdout) if not answer.returncode else ():
        commit_id, _, date = head.partition(" ")
        for meta, _ in files:
            blob = meta.split(b" ")[3].decode("ascii")
            if blob.strip("0"):
                yield Standing(commit_id, date), blob


def _read_commitments(folder: Path, blobs: list[str]) -> dict[str, str]:
    """Read the commitment in each version; a version that is no record has none."""
    found: dict[str, str] = {}
    for blob in dict.fromkeys(blobs):
        answer = run_git(folder, GIT_TIMEOUT_S, "cat-file", "blob", blob)
        if not answer.returncode:
            found[blob] = _find_commitment(answer.stdout[:_MAX_SIZE_BYTES])
    return found


def _find_commitment(data: bytes) -> str:
    """Find the commitment in a version, which need not be right otherwise: it was promised all the same."""
    match = re.search(rb"^commitment:[ ]*[\"']?(sha256:[0-9a-f]{64})\b", data, re.MULTILINE)
    return match[1].decode("ascii") if match else ""

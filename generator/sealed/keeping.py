"""The folder `content/sealed/` of a site: what is published of a statement, read, and replaced as a whole.

World.
Does not know keys; what it writes may be seen by everybody.

The ciphertext and what is said of it are two files that must fit together.
As long as the commitment stays, each of the old ones fits each of the new, and they are replaced one after the other.
Else the folder is exchanged for a new one in one step, with whatever else stands in it.
"""

import os
import secrets
from pathlib import Path

import msgspec

from generator.errors import GeneratorError, Location, Problem
from generator.publish.folders import beside, link_files, link_or_copy, list_beside, list_tree, remove_tree, sync
from generator.publish.swap import Exchange, exchange_folders, repair, swap_folders
from generator.sealed.ages import MAX_SIZE_BYTES
from generator.sealed.files import clear_leftovers, read_regular, replace_file, write_new
from generator.sources.sealedfile import (
    RECORD_PATH,
    SEALED_FOLDER,
    STATEMENT_PATH,
    SealedRecord,
    format_record,
    parse_record,
)
from generator.sources.text import decode_text

_READABLE = 0o644
_STAGING = ".staging-"
_MAX_RECORD_SIZE_BYTES = 1 << 20


class Sealed(msgspec.Struct, frozen=True):
    """What is published of a statement."""

    record: SealedRecord
    data: bytes = b""
    """The ciphertext; empty where there are only blobs."""


def read_sealed(root: Path) -> Sealed | None:
    """Read what the site at `root` has sealed; nothing if it has nothing.

    Raises:
        GeneratorError: there is something wrong with it, such as one of the two files without the other.
    """
    record = read_record(root)
    has_data = os.path.lexists(root / STATEMENT_PATH)
    if record is None:
        if has_data:
            hint = "restore it from git; if there never was one, delete statement.age and seal anew"
            raise GeneratorError([Problem(f"is missing beside {STATEMENT_PATH}", Location(RECORD_PATH), hint=hint)])
        return None
    if not record.has_statement:
        return Sealed(record)
    if not has_data:
        message = f"is missing beside {RECORD_PATH}"
        raise GeneratorError([Problem(message, Location(STATEMENT_PATH), hint="restore it from git")])
    return Sealed(record, read_regular(root / STATEMENT_PATH, MAX_SIZE_BYTES, STATEMENT_PATH))


def read_record(root: Path) -> SealedRecord | None:
    """Read `statement.yaml`, if there is one.

    Raises:
        GeneratorError: it has mistakes.
    """
    if not os.path.lexists(root / RECORD_PATH):
        return None
    record, problems = parse_record_bytes(read_regular(root / RECORD_PATH, _MAX_RECORD_SIZE_BYTES, RECORD_PATH))
    if record is None:
        raise GeneratorError(problems)
    return record


def parse_record_bytes(data: bytes) -> tuple[SealedRecord | None, tuple[Problem, ...]]:
    """Read the bytes of a `statement.yaml`, such as an older version of it."""
    text, problems = decode_text(data, RECORD_PATH)
    return (None, problems) if problems else parse_record(text, RECORD_PATH)


def write_record(root: Path, record: SealedRecord) -> None:
    """Replace what is said of the statement, and leave the ciphertext alone."""
    folder = _check_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(root / RECORD_PATH, format_record(record).encode(), _READABLE)


def write_sealed(root: Path, sealed: Sealed, *, exchange: Exchange = exchange_folders) -> None:
    """Replace the ciphertext and what is said of it; after a kill they are old or new, and fit each other.

    What is said may be older than the ciphertext: a link is out of it before it is said to be withdrawn. Where folders cannot be exchanged, `clear_interrupted` brings the old ones back after a kill.
    """
    folder = _check_folder(root)
    before = read_record(root)
    if before is not None and before.commitment == sealed.record.commitment:
        replace_file(root / STATEMENT_PATH, sealed.data, _READABLE)
        if format_record(before) != format_record(sealed.record):
            write_record(root, sealed.record)
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    out = str(folder)
    staging = beside(out, f"{_STAGING}{os.getpid()}-{secrets.token_hex(4)}")
    _copy_others(out, staging)
    try:
        write_new(Path(staging, Path(STATEMENT_PATH).name), sealed.data, _READABLE)
        write_new(Path(staging, Path(RECORD_PATH).name), format_record(sealed.record).encode(), _READABLE)
        sync(staging)
        swap_folders(staging, out, exchange)
        sync(str(folder.parent))
    finally:
        # Now this is the old folder, or one that did not become the new one.
        if os.path.lexists(staging):
            remove_tree(staging)


def _copy_others(out: str, staging: str) -> None:
    """Begin a folder with all that is in another but the two files."""
    Path(staging).mkdir()
    if not Path(out).is_dir():
        return
    Path(staging).chmod(Path(out).stat().st_mode & 0o777)
    tree = list_tree(out)
    for path in tree.folders:
        Path(staging, path).mkdir()
    own = {Path(STATEMENT_PATH).name, Path(RECORD_PATH).name}
    for path in tree.files:
        if path not in own:
            link_or_copy(f"{out}/{path}", f"{staging}/{path}", link_files)


def clear_interrupted(root: Path) -> None:
    """Remove what a killed command left in the folder and beside it; only for who holds the keys."""
    folder = _check_folder(root)
    repair(folder)
    for path in (RECORD_PATH, STATEMENT_PATH):
        clear_leftovers(folder, Path(path).name)
    for leftover in list_beside(str(folder), (_STAGING,)):
        remove_tree(leftover)


def _check_folder(root: Path) -> Path:
    """Name the folder; through a link something else would be written to than what is built."""
    folder = root / SEALED_FOLDER
    for path, name in ((folder.parent, "content"), (folder, SEALED_FOLDER)):
        if path.is_symlink():
            raise GeneratorError([Problem("is a symbolic link, which is not followed", Location(name))])
    return folder

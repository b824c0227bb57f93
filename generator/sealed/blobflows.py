"""What `journal seal import-rsa` does: an old blob is kept as it stood, opened by its key, and revealed if its author says so.

World: reads and writes the files of a site, and asks git.
Knows neither the terminal nor how anything is asked or told.
"""

import subprocess
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

import msgspec

from generator.errors import GeneratorError, Location, Problem
from generator.publish.originals import write_new
from generator.sealed.files import read_regular
from generator.sealed.keeping import read_record, write_record
from generator.sealed.rsablobs import SIZES_BYTES, Blob, Opened, UnreadableBlobError, find_blobs, open_blob
from generator.sealed.rsakeys import RsaKey
from generator.sources.commitment import format_digest
from generator.sources.git import run_git
from generator.sources.sealedfile import SEALED_FOLDER, SealedBlob, SealedRecord
from generator.sources.text import decode_text

_MOST_BYTES = 4 * 1024 * 1024
_TIMEOUT_S = 60.0
_SOUGHT_LETTERS = 60
"""Of the blob's first line; git is asked since when there has been a text with them."""


class ImportedBlob(msgspec.Struct, frozen=True):
    """A blob that is kept now, and what its key says of it."""

    entry: SealedBlob
    size: int
    """In bytes."""
    was_there: bool
    """Whether it was kept before."""
    opened: Opened | None


def import_blobs(
    root: Path, source: Path, key: RsaKey | None, *, has_to_reveal: bool = False
) -> tuple[ImportedBlob, ...]:
    """Keep every blob of a file beside the sealed statement, and open those that are of a key.

    Args:
        root: the site's folder.
        source: a README, or a file of nothing but base64.
        key: opens them; without one they are kept as they are.
        has_to_reveal: whether the encoded messages are published, for everybody to check.

    Raises:
        GeneratorError: there is no blob, or none is of the key; nothing was written then.
    """
    text, problems = decode_text(read_regular(source, _MOST_BYTES, str(source)), str(source))
    if problems:
        raise GeneratorError(problems)
    found = find_blobs(text)
    if not found:
        sizes = ", ".join(str(size) for size in SIZES_BYTES[:-1])
        message = f"has no blob: base64 on lines of its own that gives {sizes} or {SIZES_BYTES[-1]} bytes"
        raise GeneratorError([Problem(message, Location(str(source)))])
    opened = _open_all(found, key, source)
    record = read_record(root) or SealedRecord()
    imported: list[ImportedBlob] = []
    for blob, held in zip(found, opened, strict=True):
        record, one = _keep_blob(root, record, blob, held, key if has_to_reveal else None)
        imported.append(one)
    write_record(root, record)
    return tuple(imported)


def _open_all(found: tuple[Blob, ...], key: RsaKey | None, source: Path) -> list[Opened | None]:
    if key is None:
        return [None] * len(found)
    opened: list[Opened | None] = []
    faults: list[Problem] = []
    for blob in found:
        try:
            opened.append(open_blob(blob.data, key))
        except UnreadableBlobError as error:
            opened.append(None)
            faults.append(Problem(f"the key does not open this blob: {error}", Location(str(source), blob.line)))
    if not any(opened):
        raise GeneratorError(faults)
    return opened


def _keep_blob(
    root: Path, record: SealedRecord, blob: Blob, opened: Opened | None, revealing: RsaKey | None
) -> tuple[SealedRecord, ImportedBlob]:
    digest = format_digest(sha256(blob.data).digest())
    known = next((each for each in record.blobs if each.sha256 == digest), None)
    entry = known
    if entry is None:
        entry = SealedBlob(file=_write_blob(root, blob), sha256=digest, since=_find_first_day(root, blob))
    if opened is not None and revealing is not None:
        entry = msgspec.structs.replace(
            entry,
            modulus=_encode(revealing.modulus.to_bytes(revealing.size_bytes, "big")),
            exponent=str(revealing.exponent),
            em=_encode(opened.block),
            padding=opened.message.padding,
        )
    blobs = tuple(entry if each is known else each for each in record.blobs)
    record = msgspec.structs.replace(record, blobs=blobs if known else (*record.blobs, entry))
    return record, ImportedBlob(entry, len(blob.data), known is not None, opened)


def _write_blob(root: Path, blob: Blob) -> str:
    """Write the base64 as it stood; a file that has these bytes already is taken as it is."""
    folder = root / SEALED_FOLDER
    for path in sorted(folder.glob("*.txt")):
        if _read_blob(path) == blob.data:
            return path.name
    names = ("blob.txt", *(f"blob-{number}.txt" for number in range(2, 1000)))
    name = next(name for name in names if not (folder / name).exists())
    write_new(folder / name, f"{blob.written}\n")
    return name


def _read_blob(path: Path) -> bytes:
    try:
        return b64decode("".join(path.read_text("ascii").split()), validate=True)
    except (ValueError, OSError):
        return b""


def _find_first_day(root: Path, blob: Blob) -> str:
    """Ask git for the day of the first commit that had the blob, in whatever file; nothing where git does not know."""
    sought = blob.written.split("\n", 1)[0].strip()[:_SOUGHT_LETTERS]
    try:
        done = run_git(root, _TIMEOUT_S, "log", "--reverse", "--format=%as", "-S", sought)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("ascii", "replace").partition("\n")[0].strip() if done.returncode == 0 else ""


def _encode(data: bytes) -> str:
    return b64encode(data).decode("ascii")

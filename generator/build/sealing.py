"""Reads what is sealed: the record, the ciphertext it is about, and older blobs.

World.
Knows which files belong together; does not know what is in them.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256

import msgspec

from generator.build.inputs import Inputs
from generator.errors import GeneratorError, Location, Problem, SitePath
from generator.model.sealing import BlobBytes, Sealed
from generator.sources.commitment import format_digest
from generator.sources.rsaproof import find_message, is_proven
from generator.sources.sealedfile import (
    RECORD_PATH,
    SEALED_FOLDER,
    STATEMENT_PATH,
    SealedBlob,
    SealedRecord,
    parse_record,
)
from generator.sources.tree import SourceFile, read_bytes, read_text

_AGE_HEAD = b"age-encryption.org/v1\n"
_BLOB_ENDING = ".txt"
_SPACES = re.compile(rb"\s+")


class SealedReading(msgspec.Struct, frozen=True):
    """What is sealed, and what it was read from."""

    sealed: Sealed | None
    """Nothing where nothing is sealed, or where something is wrong with it."""
    problems: tuple[Problem, ...]
    files: tuple[SourceFile, ...]
    """Every file in `content/sealed/`."""


def read_sealed(inputs: Inputs, last: SealedReading | None = None) -> SealedReading:
    """Read what is sealed; nothing is read again if its files are as they were in the last build."""
    files = inputs.site.tree.below(f"{SEALED_FOLDER}/")
    if last is not None and last.files == files:
        return last
    problems: list[Problem] = []
    sealed = _read(inputs, {file.path: file for file in files}, problems)
    return SealedReading(None if problems else sealed, tuple(problems), files)


def _read(inputs: Inputs, files: dict[SitePath, SourceFile], problems: list[Problem]) -> Sealed | None:
    record, source = SealedRecord(), files.get(RECORD_PATH)
    if source is not None:
        text, unreadable = read_text(inputs.root, source, fresh=inputs.site.fresh)
        found, wrong = parse_record(text, source.path)
        problems += unreadable or wrong
        record = found or record
    elif STATEMENT_PATH in files:
        hint = 'restore it from git, or seal the statement anew by "journal seal new"'
        problems.append(Problem(f"stands there without {RECORD_PATH}", Location(STATEMENT_PATH), hint=hint))
    if problems:
        return None
    data = b""
    if record.has_statement:
        data = _read_bytes(inputs, files.get(STATEMENT_PATH), problems)
        if not data.startswith(_AGE_HEAD) and not problems:
            message = "is missing" if STATEMENT_PATH not in files else "is no file of age"
            hint = f"{RECORD_PATH} tells of it; restore it from git"
            problems.append(Problem(message, Location(STATEMENT_PATH), hint=hint))
    blobs = tuple(_read_blobs(inputs, files, record, problems))
    return Sealed(record, data, _name(data) if data else "", blobs) if data or blobs else None


def _read_blobs(
    inputs: Inputs, files: dict[SitePath, SourceFile], record: SealedRecord, problems: list[Problem]
) -> Iterator[BlobBytes]:
    """Read the blobs that the record names, and those that it does not: they have been imported, and no more."""
    named = {SitePath(f"{SEALED_FOLDER}/{blob.file}"): blob for blob in record.blobs}
    others = [path for path in sorted(files) if path.endswith(_BLOB_ENDING) and path not in named]
    for path in (*named, *others):
        if path not in files:
            hint = f"{RECORD_PATH} names it; restore it from git"
            problems.append(Problem("is missing", Location(path), hint=hint))
            continue
        text = _SPACES.sub(b"", _read_bytes(inputs, files[path], problems))
        try:
            data = b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            data = b""
        if not data:
            problems.append(Problem("is no blob: it must be base64 and nothing else", Location(path)))
            continue
        yield _describe_blob(path, data, named.get(path), problems)


def _describe_blob(path: SitePath, data: bytes, told: SealedBlob | None, problems: list[Problem]) -> BlobBytes:
    name, digest = path.rpartition("/")[2], _name(data)
    if told is None:
        return BlobBytes(name, len(data), digest)
    place = Location(RECORD_PATH, told.line, told.column)
    if digest != told.sha256:
        message = f"has the digest {digest}, and {RECORD_PATH} says {told.sha256}"
        problems.append(Problem(message, Location(path), hint="restore it from git"))
    text = ""
    if told.em:
        block, modulus = b64decode(told.em), int.from_bytes(b64decode(told.modulus), "big")
        found = find_message(block)
        if not is_proven(data, block, int(told.exponent or "0"), modulus):
            hint = "reveal it anew, with the private key"
            problems.append(Problem(f'what is revealed of "{name}" does not give its bytes', place, hint=hint))
        elif found is None or found.text is None or found.padding != told.padding:
            problems.append(Problem(f'what is revealed of "{name}" is no text in the padding {told.padding}', place))
        else:
            text = found.text
    return BlobBytes(name, len(data), digest, told.since, text)


def _read_bytes(inputs: Inputs, file: SourceFile | None, problems: list[Problem]) -> bytes:
    if file is None:
        return b""
    try:
        return read_bytes(inputs.root, file)
    except GeneratorError as error:
        problems += error.problems
        return b""


def _name(data: bytes) -> str:
    return format_digest(sha256(data).digest())

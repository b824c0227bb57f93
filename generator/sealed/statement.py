"""What is inside the seal: fields as canonical JSON, padded so that its length says nothing.

Knows nothing of keys; docs/sealed.md specifies the bytes.
"""

import json
from collections.abc import Iterable
from typing import Final

import msgspec

from generator.sources.commitment import SealedField, check_field_name, check_field_value, decode_salt, encode_salt

SIZES_BYTES: Final = (4096, 16384, 65536)
VERSION: Final = 1


class NotAStatementError(Exception):
    """What came out of the seal is no statement, and this is why."""


class TooLongError(Exception):
    """The statement does not fit the largest size."""

    def __init__(self, size_bytes: int) -> None:
        self.size_bytes = size_bytes
        super().__init__(f"it has {size_bytes:,} bytes and may have {SIZES_BYTES[-1]:,}")


class _Plaintext(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the JSON looks like; shows nothing of itself."""

    fields: tuple[tuple[str, str, str], ...]
    version: int

    def __repr__(self) -> str:
        return "_Plaintext(...)"


def encode_statement(fields: Iterable[SealedField]) -> bytes:
    """Write fields as what is encrypted: 4, 16 or 64 KiB.

    Raises:
        TooLongError: they do not fit.
    """
    triples = sorted([field.name, encode_salt(field.salt), field.value] for field in fields)
    value = {"fields": triples, "version": VERSION}
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    for size_bytes in SIZES_BYTES:
        if len(data) <= size_bytes:
            return data.ljust(size_bytes, b" ")
    raise TooLongError(len(data))


def decode_statement(data: bytes) -> tuple[SealedField, ...]:
    """Read fields from what was decrypted; only the one spelling that `encode_statement` writes is taken.

    Raises:
        NotAStatementError: they cannot be read.
    """
    try:
        plain = msgspec.json.decode(data, type=_Plaintext)
        fields = tuple(SealedField(name, value, decode_salt(salt)) for name, salt, value in plain.fields)
    except (msgspec.DecodeError, ValueError):
        # The cause may repeat a part of what is secret.
        raise NotAStatementError("it is not the JSON of a statement") from None
    if plain.version != VERSION:
        raise NotAStatementError(f"it is version {plain.version} of the format, and only version {VERSION} is known")
    names = [field.name for field in fields]
    if len(set(names)) != len(names):
        raise NotAStatementError("it has a field twice")
    if any(check_field_name(field.name) or check_field_value(field.value) for field in fields):
        raise NotAStatementError("it has a field that none can have")
    if encode_statement(fields) != data:
        raise NotAStatementError("it is not written in the canonical form")
    return fields

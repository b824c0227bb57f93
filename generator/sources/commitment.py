r"""What a sealed statement is promised by: a digest of each field, and one of them all.

Knows nothing of keys or files; docs/sealed.md gives this as a specification, with test vectors.

    lp(x)      = length of x as 8 bytes, big end first, then x
    digest     = SHA-256(lp("journal-sealed-field-v1") lp(salt) lp(name) lp(value)), name and value as UTF-8
    commitment = SHA-256(lp("journal-sealed-v1") lp(digest) ...), the digests in ascending order

Without its salt of 32 random bytes, a field cannot be guessed from its digest.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final, NewType

import msgspec

FieldDigest = NewType("FieldDigest", bytes)
"""32 bytes that stand for one field."""

SALT_SIZE_BYTES: Final = 32
WELL_KNOWN_NAMES: Final = ("name", "contact", "company", "role", "statement")
"""What a statement is about, in the order in which it is shown; other names come after, by the alphabet."""

_FIELD_DOMAIN: Final = b"journal-sealed-field-v1"
_DOMAIN: Final = b"journal-sealed-v1"
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_SALT = re.compile(r"[A-Za-z0-9_-]{43}")
# What YAML and HTML cannot carry, and no one types; a line feed and a tab they can.
_NOT_IN_VALUES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class SealedField(msgspec.Struct, frozen=True):
    """A field of a statement; a secret, so that it shows nothing of itself but its name."""

    name: str
    value: str
    salt: bytes

    def __repr__(self) -> str:
        return f"SealedField({self.name!r}, ...)"


def check_field_name(name: str) -> tuple[str, str] | None:
    """Say what is wrong with the name of a field, and what would be right.

    >>> check_field_name("Company")
    ('must be the name of a field, found the text "Company"', 'small letters, digits, "-" and "_", beginning with a letter')
    """
    if _NAME.fullmatch(name):
        return None
    shown = name if len(name) <= 40 else f"{name[:39]}…"
    hint = 'small letters, digits, "-" and "_", beginning with a letter'
    return f'must be the name of a field, found the text "{shown}"', hint


def check_field_value(value: str) -> str:
    r"""Say what is wrong with the value of a field, or nothing.

    >>> check_field_value("a\tb\nc"), check_field_value(""), check_field_value("a\r\n")
    ('', 'is empty', 'has the character U+000D, which cannot stand in a statement')
    """
    if not value:
        return "is empty"
    found = _NOT_IN_VALUES.search(value)
    return f"has the character U+{ord(found.group()):04X}, which cannot stand in a statement" if found else ""


def order_names(names: Iterable[str]) -> list[str]:
    """Order the names of fields as they are shown.

    >>> order_names(["url", "statement", "company", "city"])
    ['company', 'statement', 'city', 'url']
    """
    known = {name: place for place, name in enumerate(WELL_KNOWN_NAMES)}
    return sorted(names, key=lambda name: (known.get(name, len(known)), name))


def encode_salt(salt: bytes) -> str:
    """Write a salt as base64url without padding, 43 characters."""
    return base64.urlsafe_b64encode(salt).rstrip(b"=").decode("ascii")


def decode_salt(text: str) -> bytes:
    """Read a salt as `encode_salt` writes it, and in no other way.

    Raises:
        ValueError: it is no salt.
    """
    if _SALT.fullmatch(text):
        try:
            salt = base64.urlsafe_b64decode(f"{text}=")
        except binascii.Error:  # pragma: no cover (the pattern lets nothing through that would raise)
            salt = b""
        # The last character has two bits that say nothing; written otherwise, it would be a second text for one salt.
        if encode_salt(salt) == text:
            return salt
    raise ValueError("a salt is 43 characters of base64url")


def digest_field(field: SealedField) -> FieldDigest:
    """Give the digest of one field."""
    parts = (_FIELD_DOMAIN, field.salt, field.name.encode(), field.value.encode())
    return FieldDigest(sha256(b"".join(map(_with_length, parts))).digest())


def commit(digests: Iterable[FieldDigest]) -> str:
    """Give the commitment to the fields with these digests, in whatever order, as `sha256:` and 64 hex digits.

    >>> commit([])
    'sha256:f1938955fb90669b34ff0ba8b2026e0fc9a4db5fe2442f6249ce2fb756892210'
    """
    return format_digest(sha256(b"".join(map(_with_length, (_DOMAIN, *sorted(digests))))).digest())


def commit_fields(fields: Iterable[SealedField]) -> str:
    """Give the commitment to a whole statement."""
    return commit(map(digest_field, fields))


def format_digest(digest: bytes) -> str:
    """Write a digest as `sha256:` and 64 hex digits."""
    return f"sha256:{digest.hex()}"


def parse_digest(text: str) -> bytes:
    """Read a digest as `format_digest` writes it, and in no other way.

    Raises:
        ValueError: it is no digest.
    """
    if not _DIGEST.fullmatch(text):
        raise ValueError('a digest is "sha256:" and 64 hex digits')
    return bytes.fromhex(text.removeprefix("sha256:"))


def find_unproven(revealed: Sequence[SealedField], digests: Sequence[FieldDigest], commitment: str) -> tuple[str, ...]:
    """Name the revealed fields that the commitment does not prove; all of them if the digests are not those committed to.

    A name that is revealed twice is proven by nothing: a statement has each once.
    """
    names = [field.name for field in revealed]
    if commit(digests) != commitment or len(set(digests)) != len(digests):
        return tuple(names)
    return tuple(field.name for field in revealed if digest_field(field) not in digests or names.count(field.name) > 1)


def _with_length(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + part

"""The keys of one statement, as values: its owner's, and that of each link that was given away.

Knows the format of the key file; does not know where the file is.
"""

from typing import Final

import msgspec

from generator.sealed.ages import Identity
from generator.sources.commitment import format_digest

VERSION: Final = 1
MAX_LABEL_LENGTH: Final = 100


class Link(msgspec.Struct, frozen=True):
    """A key that was given to somebody."""

    label: str
    """Whom it is for, in the owner's words; in the key file only."""
    identity: Identity
    created: str
    withdrawn: str = ""
    """The day on which it was, if it was."""

    @property
    def digest(self) -> str:
        """What stands for it in public once it is withdrawn."""
        return format_digest(self.identity.digest)


class KeyRing(msgspec.Struct, frozen=True):
    """All keys of the statement with this id."""

    id: str
    owner: Identity
    links: tuple[Link, ...] = ()

    @property
    def active(self) -> tuple[Link, ...]:
        """The links that are not withdrawn."""
        return tuple(link for link in self.links if not link.withdrawn)

    def find(self, label: str) -> Link | None:
        """Find a link by its label: the one that is not withdrawn, or else the last."""
        named = [link for link in self.links if link.label == label]
        return next((link for link in named if not link.withdrawn), named[-1] if named else None)


class SecretBytes(bytes):
    """Bytes that hold a key, and show nothing of themselves where a debugger or a crash would."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"SecretBytes of {len(self)}"

    __str__ = __repr__


class NotAKeyFileError(Exception):
    """The bytes are no key file, and this is why, without repeating any."""


class _StoredLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    label: str
    identity: str
    created: str
    withdrawn: str | None

    def __repr__(self) -> str:
        return "_StoredLink(...)"


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    id: str
    owner: str
    links: tuple[_StoredLink, ...]

    def __repr__(self) -> str:
        return "_Stored(...)"


class _Versioned(msgspec.Struct, frozen=True):
    version: int


def encode_keys(ring: KeyRing) -> SecretBytes:
    """Write the key file, in lines, so that a person finds a link in it."""
    links = tuple(
        _StoredLink(link.label, link.identity.text, link.created, link.withdrawn or None) for link in ring.links
    )
    stored = _Stored(VERSION, ring.id, ring.owner.text, links)
    return SecretBytes(msgspec.json.format(msgspec.json.encode(stored), indent=2) + b"\n")


def decode_keys(data: bytes) -> KeyRing:
    """Read a key file.

    Raises:
        NotAKeyFileError: it is none.
    """
    try:
        version = msgspec.json.decode(data, type=_Versioned).version
        if version != VERSION:
            raise NotAKeyFileError(f"it is version {version} of the format, and only version {VERSION} is known")
        stored = msgspec.json.decode(data, type=_Stored)
        links = tuple(
            Link(link.label, Identity(link.identity), link.created, link.withdrawn or "") for link in stored.links
        )
        return KeyRing(stored.id, Identity(stored.owner), links)
    except (msgspec.DecodeError, ValueError):
        # The cause may repeat a part of what is secret.
        raise NotAKeyFileError("it is not the JSON of a key file") from None


def check_label(label: str) -> str:
    """Say what is wrong with the label of a link, or nothing.

    >>> check_label(" "), check_label("Acme recruiting")
    ('a label needs a letter or more', '')
    """
    if not label.strip():
        return "a label needs a letter or more"
    if len(label) > MAX_LABEL_LENGTH:
        return f"a label has at most {MAX_LABEL_LENGTH} characters"
    # What a terminal obeys must not come out of `journal seal list`.
    return "" if label.isprintable() else "a label has no control characters"

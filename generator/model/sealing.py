"""What is sealed, as the site shows it: that there is a statement, and what of it is public.

Does not know what is in a statement, nor any key; reads no file.
"""

import msgspec

from generator.sources.sealedfile import SealedRecord


class BlobBytes(msgspec.Struct, frozen=True):
    """An older blob, encrypted by RSA."""

    name: str
    """Of the file in `content/sealed/`."""
    size: int
    digest: str
    """SHA-256, as `sha256:` and 64 hex digits."""
    since: str = ""
    """The day of the first commit that had it; empty if it is not known."""
    text: str = ""
    """What it says, where its author has shown that and the proof holds."""


class Sealed(msgspec.Struct, frozen=True):
    """All that is public of what is sealed."""

    record: SealedRecord
    file: bytes = b""
    """The ciphertext, `statement.age`; empty without a statement."""
    file_digest: str = ""
    """SHA-256 of it, as `sha256:` and 64 hex digits."""
    blobs: tuple[BlobBytes, ...] = ()

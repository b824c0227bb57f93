"""Names for values by their content.

Does not know what the values mean, nor where the names are kept.
"""

import hashlib
from typing import NewType

import msgspec

Digest = NewType("Digest", bytes)
"""BLAKE2b, 16 bytes: two different values with one name do not happen by accident."""

DIGEST_SIZE_BYTES = 16

_encode = msgspec.msgpack.Encoder(enc_hook=None, order="deterministic").encode


def digest_bytes(data: bytes) -> Digest:
    """Name these bytes."""
    return Digest(hashlib.blake2b(data, digest_size=DIGEST_SIZE_BYTES).digest())


def digest_text(text: str) -> Digest:
    """Name this text (its UTF-8 bytes; lone surrogates count as they are)."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def digest_value(value: object) -> Digest:
    """Name a value made of frozen structs, tuples, strings, numbers, dates, bytes and None.

    Raises:
        TypeError: something in it has no fixed byte form, such as a function or a path.
    """
    return digest_bytes(_encode(value))

"""Old blobs of RSA: where they stand in a text, and what a private key says of them.

Pure; knows neither files nor the history.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Final

import msgspec

from generator.sealed.rsakeys import RsaKey
from generator.sources.rsaproof import Message, find_message, is_signature

SIZES_BYTES: Final = (128, 192, 256, 384, 512, 1024)
"""Of keys from 1,024 to 8,192 bits."""

_LINE: Final = re.compile(r"[A-Za-z0-9+/]{4,}={0,2}")
_LEAST_ENTROPY_LETTERS: Final = 30
"""Of the letters that base64 has, so many different ones stand in the shortest blob; in words there are fewer."""


class Blob(msgspec.Struct, frozen=True):
    """A blob as it stands in a text."""

    line: int
    """From 1."""
    written: str
    """As it stands there, line breaks included."""
    data: bytes


class UnreadableBlobError(Exception):
    """A private key does not open a blob, and this is why."""


class Opened(msgspec.Struct, frozen=True):
    """What a private key says of a blob; a secret."""

    block: bytes
    """The encoded message, which proves the message to others."""
    message: Message

    def __repr__(self) -> str:
        return "Opened(...)"


def find_blobs(text: str) -> tuple[Blob, ...]:
    """Find everything in a text that is as long as RSA gives it: base64 on one line, or on several without a gap."""
    return tuple(_find_blobs(text.split("\n")))


def _find_blobs(lines: list[str]) -> Iterator[Blob]:
    begun, written = 0, []
    for number, line in enumerate([*lines, ""], 1):
        if _LINE.fullmatch(line.strip()):
            begun = begun or number
            written.append(line)
            continue
        data = _decode("".join(each.strip() for each in written))
        if data is not None:
            yield Blob(begun, "\n".join(written).strip(), data)
        begun, written = 0, []


def _decode(text: str) -> bytes | None:
    if len(set(text)) < _LEAST_ENTROPY_LETTERS:
        return None
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        return None
    return data if len(data) in SIZES_BYTES else None


def open_blob(blob: bytes, key: RsaKey) -> Opened:
    """Calculate what a blob holds, and recognise how it is padded.

    Raises:
        UnreadableBlobError: it is a signature, or is of another key, or padded in a way that is not known.
    """
    if len(blob) != key.size_bytes:
        raise UnreadableBlobError(f"it has {len(blob)} bytes, and this key makes {key.size_bytes}: it is another one's")
    try:
        block, signed = key.open_block(blob), key.check_block(blob)
    except ValueError:
        raise UnreadableBlobError("it is no number below the key's, so it is another one's") from None
    message = find_message(block)
    # One block of noise in some thousands looks like a signature; a message in its padding does not come by chance.
    if message is None and is_signature(signed):
        raise UnreadableBlobError("it is a signature by this key, which holds a digest and no text")
    if message is None:
        raise UnreadableBlobError(
            "what comes out has none of the known paddings (OAEP, PKCS#1 v1.5, none), so it is most likely another key's"
        )
    if message.text is None:
        raise UnreadableBlobError(
            f"it holds {len(message.data)} bytes in the padding {message.padding}, and they are no text"
        )
    return Opened(block, message)

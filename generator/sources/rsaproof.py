"""What an old blob of RSA holds, and the proof that it holds it: integers and paddings, and no private key.

An RSA ciphertext `c` of `k` bytes is `EM^e mod n`, where `EM`, the encoded message, is a block of `k` bytes that holds the
message in a padding. Whoever is shown `EM` calculates that and compares it with `c`, which was public all along.

Each padding is recognised by what must stand in it, never by trying to decrypt: libraries answer a wrong padding of
PKCS#1 v1.5 with noise on purpose, and no error.

The paddings are those of RFC 8017: OAEP (7.1.2), PKCS#1 v1.5 for encryption (7.2.2) and for signatures (9.2), PSS (9.1).
"""

import hashlib
from collections.abc import Iterator
from typing import Final

import msgspec

HASHES: Final = ("sha1", "sha224", "sha256", "sha384", "sha512")
"""What OAEP may have been made with; its mask with the same, or with SHA-1."""

PADDINGS: Final = (
    *(f"oaep-{name}" for name in HASHES),
    *(f"oaep-{name}-mgf1-sha1" for name in HASHES if name != "sha1"),
    "pkcs1-v1.5",
    "raw",
)

_LEAST_PADDING_BYTES: Final = 8
_LEAST_RAW_ZEROS: Final = 1
_LEAST_TIMES: Final = 2
"""How many times as long as the modulus the power must be."""
_PSS_END: Final = 0xBC
LEAST_MODULUS_BITS: Final = 512
MOST_MODULUS_BITS: Final = 16384


class Message(msgspec.Struct, frozen=True):
    """A message with the padding that it was found in."""

    padding: str
    """One of `PADDINGS`."""
    data: bytes

    @property
    def text(self) -> str | None:
        """The message as text; nothing if it is none."""
        try:
            text = self.data.decode("utf-8")
        except UnicodeDecodeError:
            return None
        return text if _is_text(text) else None

    def __repr__(self) -> str:
        # Until its author reveals it, it is a secret.
        return f"Message({self.padding!r}, ...)"


def find_message(block: bytes) -> Message | None:
    r"""Recognise the padding of an encoded message, and give the message.

    >>> block = bytes([0, 2]) + b"\x07" * 20 + bytes([0]) + b"Acme"
    >>> find_message(block).padding, find_message(block).data
    ('pkcs1-v1.5', b'Acme')
    >>> find_message(bytes(range(200, 232))) is None
    True
    """
    for found in (*_find_oaep(block), _find_encryption(block), _find_raw(block)):
        if found is not None:
            return found
    return None


def is_signature(block: bytes) -> bool:
    """Tell whether a block is that of a signature: what its public key makes of it, and no message.

    Of PSS with the longest salt so little is fixed that noise looks like it once in some thousands, so this is to be
    asked only of what is no message.
    """
    head, _, digest = block.partition(b"\x00\x30")
    is_pkcs = head.startswith(b"\x00\x01\xff") and set(head[2:]) == {0xFF} and len(head) >= 2 + _LEAST_PADDING_BYTES
    return bool(is_pkcs and digest) or _is_pss(block)


def raise_block(block: bytes, exponent: int, modulus: int) -> bytes:
    """Calculate `block ^ exponent mod modulus`, as many bytes as the modulus has; RFC 8017, 4 and 5.

    Raises:
        ValueError: the block is not below the modulus, or the modulus is none.
    """
    number = int.from_bytes(block, "big")
    is_key = LEAST_MODULUS_BITS <= modulus.bit_length() <= MOST_MODULUS_BITS and 2 < exponent < modulus
    if not is_key or not modulus & exponent & 1:
        raise ValueError("these are no numbers of an RSA key")
    if number >= modulus:
        raise ValueError("the block is not below the modulus")
    return pow(number, exponent, modulus).to_bytes((modulus.bit_length() + 7) // 8, "big")


def is_proven(blob: bytes, block: bytes, exponent: int, modulus: int) -> bool:
    """Tell whether a blob is what the public key makes of an encoded message.

    The numbers of the key are part of the claim, so those that anybody could make up for any message prove nothing:
    if the power is hardly longer than the blob, their difference is a modulus that fits.
    """
    try:
        is_found = raise_block(block, exponent, modulus) == blob
    except ValueError:
        return False
    return is_found and int.from_bytes(block, "big").bit_length() * exponent >= _LEAST_TIMES * modulus.bit_length()


def _find_oaep(block: bytes) -> Iterator[Message]:
    for name in HASHES:
        for mask in dict.fromkeys((name, "sha1")):
            data = _open_oaep(block, name, mask)
            if data is not None:
                yield Message(f"oaep-{name}" if mask == name else f"oaep-{name}-mgf1-{mask}", data)


def _open_oaep(block: bytes, name: str, mask: str) -> bytes | None:
    label_digest = hashlib.new(name, usedforsecurity=False).digest()
    size = len(label_digest)
    if len(block) < 2 * size + 2 or block[0] != 0:
        return None
    seed, rest = block[1 : 1 + size], block[1 + size :]
    seed = _xor(seed, _mask(rest, size, mask))
    rest = _xor(rest, _mask(seed, len(rest), mask))
    if not rest.startswith(label_digest):
        return None
    zeros, one, data = rest[size:].partition(b"\x01")
    return data if one and not zeros.strip(b"\x00") else None


def _find_encryption(block: bytes) -> Message | None:
    padding, zero, data = block[2:].partition(b"\x00")
    is_one = block[:2] == b"\x00\x02" and len(padding) >= _LEAST_PADDING_BYTES and zero
    return Message("pkcs1-v1.5", data) if is_one else None


def _find_raw(block: bytes) -> Message | None:
    """A message without any padding is a text behind zeros; noise is none."""
    data = block.lstrip(b"\x00")
    found = Message("raw", data)
    return found if data and len(block) - len(data) >= _LEAST_RAW_ZEROS and found.text is not None else None


def _is_pss(block: bytes) -> bool:
    """Check all that EMSA-PSS says of a block, but for the digest, which is that of a document nobody has given."""
    if not block or block[-1] != _PSS_END or block[0] & 0x80:
        return False
    return any(_opens_as_pss(block, name) for name in HASHES)


def _opens_as_pss(block: bytes, name: str) -> bool:
    size = hashlib.new(name, usedforsecurity=False).digest_size
    masked, digest = block[: -size - 1], block[-size - 1 : -1]
    if not masked:
        return False
    opened = _xor(masked, _mask(digest, len(masked), name))
    # As many bits at its beginning as the modulus is short of whole bytes, and one more, are zeros.
    opened = bytes([opened[0] & 0x7F]) + opened[1:]
    zeros, one, _ = opened.partition(b"\x01")
    # Before the salt there are many zeros, or none if it is as long as it may be; a few stand in noise by chance.
    return bool(one) and not zeros.strip(b"\x00") and (not zeros or len(zeros) >= _LEAST_PADDING_BYTES)


def _mask(seed: bytes, size: int, name: str) -> bytes:
    """Make a mask by MGF1; RFC 8017, B.2.1."""
    made = b""
    for counter in range(size // hashlib.new(name, usedforsecurity=False).digest_size + 1):
        made += hashlib.new(name, seed + counter.to_bytes(4, "big"), usedforsecurity=False).digest()
    return made[:size]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _is_text(text: str) -> bool:
    return all(letter.isprintable() or letter in "\n\r\t" for letter in text)

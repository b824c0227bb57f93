"""What is packed in a file: gzip, zlib, the members of archives, and Brotli, wherever it begins, and however often.

Knows how packed bytes begin; does not know what they are looked at for.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

import brotli  # type: ignore[import-untyped]  # it has no annotations

MAX_BYTES: Final = 32 << 20
"""Of one stream; what comes after it is not looked at, since a few bytes can be made to unpack to all memory there is."""
MAX_DEPTH: Final = 3

_STEP_BYTES: Final = 64 << 10
_HEAD: Final = re.compile(rb"\x1f\x8b\x08|PK\x03\x04.{22}(..)(..)|\x78[\x01\x5e\x9c\xda]", re.DOTALL)
"""gzip (RFC 1952), a member of a ZIP archive with the lengths of its name and its extra field, zlib (RFC 1950)."""
_ANY_HEAD: Final = 32 + zlib.MAX_WBITS
"""Tells zlib to find out by itself whether a stream is gzip or zlib."""


def unpack(data: bytes, name: str = "", depth: int = MAX_DEPTH) -> Iterator[tuple[int, bytes]]:
    """Give what is packed in some bytes, with where it begins; of a broken stream what comes before the fault.

    Args:
        data: the bytes.
        name: of the file; Brotli (RFC 7932) has no sign of its own and is known by the ending `.br`.
        depth: how often what is unpacked is looked at for more.
    """
    for start, layer in _unpack_once(data, name):
        yield start, layer
        if depth > 1:
            yield from ((start, inner) for _, inner in unpack(layer, "", depth - 1))


def _unpack_once(data: bytes, name: str) -> Iterator[tuple[int, bytes]]:
    if name.lower().endswith(".br") and (layer := _read_brotli(data)):
        yield 0, layer
    for head in _HEAD.finditer(data):
        begin, bits = head.start(), _ANY_HEAD
        if head[1] is not None:
            begin = head.end() + int.from_bytes(head[1], "little") + int.from_bytes(head[2], "little")
            bits = -zlib.MAX_WBITS
        if layer := _inflate(data, begin, bits):
            yield head.start(), layer


def _inflate(data: bytes, start: int, bits: int) -> bytes:
    stream, found, size = zlib.decompressobj(bits), [], 0
    step, position, view = _STEP_BYTES, start, memoryview(data)
    while position < len(data) and size < MAX_BYTES and not stream.eof:
        before = stream.copy()
        try:
            piece = stream.decompress(view[position : position + step], MAX_BYTES - size)
        except zlib.error:
            if step == 1:
                break
            # What was unpacked of these bytes before the fault is lost with them: once more, one by one.
            stream, step = before, 1
            continue
        found.append(piece)
        size += len(piece)
        position += step
    return b"".join(found)


def _read_brotli(data: bytes) -> bytes:
    stream, found, size = brotli.Decompressor(), [], 0
    for position in range(0, len(data), _STEP_BYTES):
        try:
            piece = stream.process(data[position : position + _STEP_BYTES])
        except brotli.error:
            break
        found.append(piece)
        size += len(piece)
        if size >= MAX_BYTES:
            break
    return b"".join(found)

"""Pictures that move, without what is written beside them: GIF, WebP and PNG.

They are not made anew: a frame is taken over byte by byte, and what is no part of the picture is left out.
Knows how these files are divided; does not know what is in a frame.
"""

import zlib
from collections.abc import Iterator

from generator.imaging.opening import PictureError

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"acTL", b"fcTL", b"fdAT", b"IDAT", b"IEND"}
)
_PNG_PARTS_BYTES = {b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"acTL": 8, b"fcTL": 26, b"IHDR": 13, b"IEND": 0}
_WEBP_KEPT = frozenset({b"VP8X", b"ANIM", b"ANMF"})
_FRAME_KEPT = frozenset({b"ALPH", b"VP8 ", b"VP8L"})
_WEBP_HAS_META = 0b0010_1100
"""The bits of `VP8X` that announce a colour profile and what cameras write."""

_GIF_LOOPS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0"})
_GIF_CONTROL, _GIF_APPLICATION = 0xF9, 0xFF
_GIF_FRAME, _GIF_EXTENSION, _GIF_END = 0x2C, 0x21, 0x3B
_GIF_HAS_TABLE = 0x80


def strip_moving(data: bytes) -> bytes:
    """Leave out everything that is no part of the picture.

    Raises:
        PictureError: the file ends too early, or is not what its beginning says.
    """
    try:
        if data.startswith(b"GIF8"):
            return b"".join(_strip_gif(data))
        if data.startswith(_PNG_HEAD):
            return _PNG_HEAD + b"".join(_strip_png(data))
        return _strip_webp(data)
    except (IndexError, ValueError) as error:
        raise PictureError("is broken", "open it in a program for pictures, and save it again") from error


def _strip_png(data: bytes) -> Iterator[bytes]:
    position, name = len(_PNG_HEAD), b""
    while name != b"IEND":
        size = int.from_bytes(_take(data, position, 4), "big")
        chunk = _take(data, position, size + 12)
        name = chunk[4:8]
        position += size + 12
        if int.from_bytes(chunk[-4:], "big") != zlib.crc32(chunk[4:-4]):
            raise ValueError("a chunk is damaged")
        if name in _PNG_KEPT and _PNG_PARTS_BYTES.get(name, size) == size:
            yield chunk


def _strip_webp(data: bytes) -> bytes:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("it is no WebP")
    whole = _take(data, 8, int.from_bytes(data[4:8], "little"))
    chunks: list[bytes] = []
    for name, body in _read_riff(whole, 4):
        if name not in _WEBP_KEPT:
            continue
        kept = body
        if name == b"VP8X":
            kept = bytes([body[0] & ~_WEBP_HAS_META]) + body[1:10]
        elif name == b"ANMF":
            parts = (_write_riff(*part) for part in _read_riff(body, 16) if part[0] in _FRAME_KEPT)
            kept = _take(body, 0, 16) + b"".join(parts)
        else:
            kept = _take(body, 0, 6)
        chunks.append(_write_riff(name, kept))
    return _write_riff(b"RIFF", b"WEBP" + b"".join(chunks))


def _read_riff(data: bytes, position: int) -> Iterator[tuple[bytes, bytes]]:
    while position < len(data):
        head = _take(data, position, 8)
        size = int.from_bytes(head[4:], "little")
        yield head[:4], _take(data, position + 8, size)
        position += 8 + size + size % 2


def _write_riff(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)


def _strip_gif(data: bytes) -> Iterator[bytes]:
    position = 13
    flags = _take(data, 0, position)[10]
    if flags & _GIF_HAS_TABLE:
        position += 3 << (flags % 8 + 1)
    yield _take(data, 0, position)
    while data[position] != _GIF_END:
        start, mark = position, data[position]
        is_kept = True
        if mark == _GIF_EXTENSION:
            is_kept = _is_part_of_gif(data, position)
            position += 2
        elif mark == _GIF_FRAME:
            flags = data[position + 9]
            position += 10 + (3 << (flags % 8 + 1) if flags & _GIF_HAS_TABLE else 0) + 1
        else:
            raise ValueError("neither a frame nor anything else")
        while data[position]:
            position += data[position] + 1
        position += 1
        if is_kept:
            yield _take(data, start, position - start)
    yield bytes([_GIF_END])


def _is_part_of_gif(data: bytes, position: int) -> bool:
    """Tell whether an extension says how a frame is shown, or how often all of them are; only those are no notes."""
    label, size = data[position + 1], data[position + 2]
    if label == _GIF_APPLICATION:
        body = data[position + 3 : position + 3 + size]
        # One block of three bytes; another program may have hidden more behind a name that is known.
        return body in _GIF_LOOPS and data[position + 14] == 3 and data[position + 18] == 0
    return label == _GIF_CONTROL and size == 4 and data[position + 7] == 0


def _take(data: bytes, start: int, size: int) -> bytes:
    piece = data[start : start + size]
    if len(piece) < size:
        raise ValueError("the file ends too early")
    return piece

"""What documents and films say of whoever made them: they are published as they are.

Knows where PDF, office documents, films and sound keep it; does not know where the file lies.
It is looked for and not parsed: what is found is there, and what is not found may still be.
"""

import re
from collections.abc import Iterator
from typing import Final

from generator.audit.unpacking import unpack

_LONGEST: Final = 60

_PDF: Final = re.compile(rb"/(Author|Creator|Producer)\s*(?:\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]*)>)", re.DOTALL)
"""The document information dictionary (ISO 32000-1, 14.3.3): texts in brackets, or in hexadecimal."""
_XML: Final = re.compile(
    rb"<(dc:creator|cp:lastModifiedBy|meta:initial-creator|pdf:Producer|xmp:CreatorTool|Company|Manager)\b[^>]*>(.*?)</\1>",
    re.DOTALL,
)
"""XMP, and the properties of Office Open XML and of OpenDocument."""
_TAG: Final = re.compile(rb"<[^>]*>")
_FILM: Final = re.compile(
    rb"(\xa9xyz|\xa9mak|\xa9mod|\xa9ART|\xa9too|com\.apple\.quicktime\.(?:location\.ISO6709|make|model|author|software))"
)
"""The names of user data in QuickTime and MP4: where it was recorded, with what, by whom."""
_PLACE: Final = re.compile(rb"[+-][0-9]{2,7}(?:\.[0-9]+)?[+-][0-9]{3,8}(?:\.[0-9]+)?(?:[+-][0-9.]+)?/?")
"""A point on the Earth, by ISO 6709."""

_WORDS: Final = {
    b"Author": "an author", b"Creator": "a program", b"Producer": "a program",
    b"dc:creator": "an author", b"cp:lastModifiedBy": "who changed it last", b"meta:initial-creator": "an author",
    b"pdf:Producer": "a program", b"xmp:CreatorTool": "a program", b"Company": "a company", b"Manager": "a manager",
}  # fmt: skip
_FILM_WORDS: Final = {b"mak": "a camera", b"mod": "a camera", b"ART": "an author", b"too": "a program",
                      b"make": "a camera", b"model": "a camera", b"author": "an author", b"software": "a program"}  # fmt: skip


def find_properties(data: bytes) -> tuple[str, ...]:
    """Say what is written in a document, a film or a recording, in words such as `an author: "Ada"`, each once."""
    return tuple(dict.fromkeys(_list_properties(data)))


def _list_properties(data: bytes) -> Iterator[str]:
    head = data[:64]
    if head.startswith(b"%PDF"):
        for layer in (data, *(layer for _, layer in unpack(data))):
            yield from _read_pdf(layer)
            yield from _read_xml(layer)
    elif head.startswith(b"PK\x03\x04"):
        for _, layer in unpack(data, depth=1):
            yield from _read_xml(layer)
    elif head[4:8] in {b"ftyp", b"moov", b"wide", b"mdat"}:
        yield from _read_film(data)
    elif head.startswith(b"ID3"):
        yield from (words for tag, words in ((b"TPE1", "an author"), (b"COMM", "a comment")) if tag in data[:65536])


def _read_pdf(data: bytes) -> Iterator[str]:
    for key, text, digits in _PDF.findall(data):
        pairs = b"".join(digits.split())
        raw = bytes.fromhex(pairs[: len(pairs) // 2 * 2].decode()) if pairs else text
        encoding = "utf-16" if raw.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8"
        yield from _say(_WORDS[key], raw.decode(encoding, "replace"))


def _read_xml(data: bytes) -> Iterator[str]:
    for key, text in _XML.findall(data):
        yield from _say(_WORDS[key], _TAG.sub(b" ", text).decode(errors="replace"))


def _read_film(data: bytes) -> Iterator[str]:
    for match in _FILM.finditer(data):
        name = match[1].rpartition(b".")[2].removeprefix(b"\xa9")
        if name in {b"xyz", b"ISO6709"}:
            yield "a place (GPS)"
        else:
            yield _FILM_WORDS[name]
    if b"ISO6709" in data and _PLACE.search(data):
        yield "a place (GPS)"


def _say(words: str, text: str) -> Iterator[str]:
    shown = " ".join(text.replace("\\", "").split())
    if shown:
        yield f'{words}: "{shown[:_LONGEST]}"'

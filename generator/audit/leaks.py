"""Finds words that must not be there in bytes that are about to be published, however they are written there.

Knows twelve ways to write a word, and how bytes are packed; does not know where the bytes lie, nor why a word is secret.

What is looked for is every form that a program between an author and a reader may have given a word: an address quotes
it, JSON and HTML escape it, a data address has it in base64, an index of a search has its stem.
Aho and Corasick's automaton finds all forms of all words in one pass, at some hundred megabytes a second: the number of
words hardly matters.
Letters are compared without their case, but in base64, where another case is another word.
"""

import base64
import html
import json
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from html.entities import codepoint2name
from typing import Final
from unicodedata import normalize
from urllib.parse import quote, quote_plus

import msgspec
import snowballstemmer  # type: ignore[import-untyped]  # it has no annotations
from ahocorasick_rs import BytesAhoCorasick

from generator.audit.unpacking import unpack

MIN_BYTES: Final = 5
"""A shorter form stands everywhere by chance, unless it is the word itself."""

_LETTERS: Final = frozenset(string.ascii_letters + string.digits)

_STEMMERS: Final[Mapping[str, str]] = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Snowball's name of each language that an index of Pagefind has stems for."""


class Encoding(Enum):
    """How a word is written, in words that may stand after "found"."""

    PLAIN = "as it is"
    CASE_FOLDED = "in other letters"
    """In capitals or small letters, decomposed, or with other characters between its parts, as addresses have them."""
    PERCENT = "percent-encoded"
    ENTITY = "in character references"
    JSON = "in escapes of JSON"
    BASE64 = "in base64"
    BASE64URL = "in base64 for addresses"
    HEX = "in hexadecimal"
    UTF16 = "in UTF-16"
    PACKED = "in packed data"
    """Whatever it looks like when it is unpacked."""
    REVERSED = "backwards"
    STEMMED = "as the stem that a search has"


class Leak(msgspec.Struct, frozen=True):
    """A place where a word is."""

    word: int
    """Its position among those that are looked for."""
    encoding: Encoding
    offset: int
    """In bytes; in packed data that of what is packed."""


Encoder = Callable[[str], Iterator[bytes]]


class Finder:
    """All forms of some words, ready to be looked for."""

    def __init__(self, words: Sequence[str], language: str = "en") -> None:
        """Write each word in all ways.

        Args:
            words: what is looked for; an empty one is found nowhere.
            language: of the search, as a page has it.
        """
        folded: dict[bytes, tuple[int, Encoding]] = {}
        exact: dict[bytes, tuple[int, Encoding]] = {}
        for index, word in enumerate(words):
            for encoding, form in encode_all(word, language):
                is_exact = encoding in {Encoding.BASE64, Encoding.BASE64URL}
                (exact if is_exact else folded).setdefault(form if is_exact else form.lower(), (index, encoding))
        self._plain = tuple(normalize("NFC", word).encode() for word in words)
        self._folded, self._exact = tuple(folded.values()), tuple(exact.values())
        self._lengths = tuple(map(len, folded))
        self._find_folded = BytesAhoCorasick(folded) if folded else None
        self._find_exact = BytesAhoCorasick(exact) if exact else None

    def find(self, data: bytes, name: str = "") -> tuple[Leak, ...]:
        """Find the words in a file, and in what is packed in it; of each word and encoding the first place.

        Args:
            data: the file.
            name: tells by its ending how the whole file is packed, if it cannot be seen from its bytes.
        """
        found: dict[tuple[int, Encoding], Leak] = {}
        for leak in self._find_here(data):
            found.setdefault((leak.word, leak.encoding), leak)
        for place, layer in unpack(data, name):
            for leak in self._find_here(layer):
                # The stem of a word stands in nothing but an index, which is packed anyway.
                encoding = leak.encoding if leak.encoding is Encoding.STEMMED else Encoding.PACKED
                found.setdefault((leak.word, encoding), Leak(leak.word, encoding, place))
        return tuple(sorted(found.values(), key=lambda leak: (leak.offset, leak.word)))

    def _find_here(self, data: bytes) -> Iterator[Leak]:
        if self._find_folded:
            for number, start, _ in self._find_folded.find_matches_as_indexes(data.lower(), overlapping=True):
                word, encoding = self._folded[number]
                if encoding in {Encoding.PLAIN, Encoding.CASE_FOLDED}:
                    is_plain = data.startswith(self._plain[word], start)
                    encoding = Encoding.PLAIN if is_plain else Encoding.CASE_FOLDED
                yield Leak(word, encoding, start)
        if self._find_exact:
            for number, start, _ in self._find_exact.find_matches_as_indexes(data, overlapping=True):
                yield Leak(*self._exact[number], start)


def encode_all(word: str, language: str = "en") -> Iterator[tuple[Encoding, bytes]]:
    """Write a word in every way but packed, in all letters it may be met in; ASCII is to be compared without its case.

    >>> sorted({encoding.name for encoding, _ in encode_all("Mysteriously")})[:4]
    ['BASE64', 'BASE64URL', 'CASE_FOLDED', 'ENTITY']
    """
    word = normalize("NFC", word)
    if not word:
        return
    yield Encoding.PLAIN, word.encode()
    letters = dict.fromkeys((word, word.lower(), word.casefold(), word.upper(), word.title(), normalize("NFD", word)))
    for variant in letters:
        yield Encoding.CASE_FOLDED, variant.encode()
        for joint in ("-", "_", "+", ".", "", "\n", "&nbsp;"):
            if " " in variant:
                yield Encoding.CASE_FOLDED, joint.join(variant.split()).encode()
        for encoding, encode in _ENCODERS.items():
            yield from ((encoding, form) for form in encode(variant) if len(form) >= MIN_BYTES)
    for stem in _stem(word, language):
        yield Encoding.STEMMED, stem


def _encode_percent(word: str) -> Iterator[bytes]:
    yield "".join(f"%{byte:02x}" for byte in word.encode()).encode()
    for quoted in (quote(word, safe=""), quote_plus(word)):
        if quoted != word:
            yield quoted.encode()


def _encode_entities(word: str) -> Iterator[bytes]:
    for pattern in ("&#{};", "&#x{:x};"):
        yield "".join(pattern.format(ord(char)) for char in word).encode()
        for kept in (_LETTERS, _LETTERS | {" "}):
            partly = "".join(char if char in kept else pattern.format(ord(char)) for char in word)
            if partly != word:
                yield partly.encode()
    named = "".join(f"&{codepoint2name[ord(char)]};" if ord(char) in codepoint2name else char for char in word)
    for escaped in (named, html.escape(word)):
        if escaped != word:
            yield escaped.encode()


def _encode_json(word: str) -> Iterator[bytes]:
    units = word.encode("utf-16-be")
    yield "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2)).encode()
    if word.isascii():
        yield "".join(f"\\x{ord(char):02x}" for char in word).encode()
    for escaped in (json.dumps(word)[1:-1], json.dumps(word, ensure_ascii=False)[1:-1]):
        if escaped != word:
            yield escaped.encode()


def _encode_base64(word: str) -> Iterator[bytes]:
    """Give what is certain of a word's base64, wherever in three bytes it begins: the rest depends on its neighbours."""
    data = word.encode()
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + data)
        first = -(-shift * 8 // 6)
        yield encoded[first : (shift + len(data)) * 8 // 6]


def _encode_base64url(word: str) -> Iterator[bytes]:
    for form in _encode_base64(word):
        yield form.translate(bytes.maketrans(b"+/", b"-_"))


def _encode_hex(word: str) -> Iterator[bytes]:
    yield word.encode().hex().encode()


def _encode_utf16(word: str) -> Iterator[bytes]:
    yield word.encode("utf-16-le")
    yield word.encode("utf-16-be")


def _reverse(word: str) -> Iterator[bytes]:
    if word[::-1].casefold() != word.casefold():
        yield word[::-1].encode()


_ENCODERS: Final[Mapping[Encoding, Encoder]] = {
    Encoding.PERCENT: _encode_percent,
    Encoding.ENTITY: _encode_entities,
    Encoding.JSON: _encode_json,
    Encoding.BASE64: _encode_base64,
    Encoding.BASE64URL: _encode_base64url,
    Encoding.HEX: _encode_hex,
    Encoding.UTF16: _encode_utf16,
    Encoding.REVERSED: _reverse,
}


def _stem(word: str, language: str) -> Iterator[bytes]:
    """Give the stems of a word as an index of Pagefind has them: as texts of CBOR (RFC 8949), with their length before them.

    The length makes sure that a stem is the whole word: that of "running" is part of many.
    """
    algorithm = _STEMMERS.get(language.partition("-")[0].lower())
    for part in word.lower().split() if algorithm else ():
        stem = snowballstemmer.stemmer(algorithm).stemWord(part).encode()
        if MIN_BYTES <= len(stem) < 256:
            yield (bytes([0x60 + len(stem)]) if len(stem) < 24 else bytes([0x78, len(stem)])) + stem

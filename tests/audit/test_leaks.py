"""A word is found however it is written, and nothing else is taken for it."""

import base64
import gzip
import json
import string
import zlib
from html import escape
from urllib.parse import quote

import brotli  # type: ignore[import-untyped]  # it has no annotations
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.audit.leaks import Encoding, Finder, Leak

WORD = "Mysteriously"
OTHER = "when>?~when>?~"
"""Whose base64 has what differs between the alphabets."""
STEM = b"\x81\x83gmysteri\x81\x83\x00"

FORMS = {
    "plain": (WORD.encode(), Encoding.PLAIN),
    "capitals": (WORD.upper().encode(), Encoding.CASE_FOLDED),
    "small": (WORD.lower().encode(), Encoding.CASE_FOLDED),
    "percent": (b"%4d%79%73%74%65%72%69%6f%75%73%6c%79", Encoding.PERCENT),
    "percent in capitals": (b"%4D%79%73%74%65%72%69%6F%75%73%6C%79", Encoding.PERCENT),
    "decimal": ("".join(f"&#{ord(char)};" for char in WORD).encode(), Encoding.ENTITY),
    "hexadecimal": ("".join(f"&#x{ord(char):X};" for char in WORD).encode(), Encoding.ENTITY),
    "JSON": ("".join(f"\\u{ord(char):04X}" for char in WORD).encode(), Encoding.JSON),
    "JavaScript": ("".join(f"\\x{ord(char):02x}" for char in WORD).encode(), Encoding.JSON),
    **{f"base64 {shift}": (base64.b64encode(b"a" * shift + WORD.encode() + b"b"), Encoding.BASE64) for shift in range(3)},
    "base64 of capitals": (base64.b64encode(WORD.upper().encode()), Encoding.BASE64),
    "base64 of another word": (base64.b64encode(b"a" + OTHER.encode()), Encoding.BASE64),
    "base64 for addresses": (base64.urlsafe_b64encode(b"a" + OTHER.encode()), Encoding.BASE64URL),
    "hex": (WORD.encode().hex().encode(), Encoding.HEX),
    "hex in capitals": (WORD.encode().hex().upper().encode(), Encoding.HEX),
    "UTF-16": (WORD.encode("utf-16-le"), Encoding.UTF16),
    "UTF-16, big end first": (WORD.encode("utf-16-be"), Encoding.UTF16),
    "gzip": (gzip.compress(WORD.encode()), Encoding.PACKED),
    "zlib": (zlib.compress(WORD.encode()), Encoding.PACKED),
    "gzip of base64": (gzip.compress(base64.b64encode(WORD.encode())), Encoding.PACKED),
    "backwards": (WORD[::-1].lower().encode(), Encoding.REVERSED),
    "stem": (STEM, Encoding.STEMMED),
    "stem in an index": (gzip.compress(STEM), Encoding.STEMMED),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_word_is_found_in_each_form(name: str) -> None:
    """Between other bytes, and under the name of the encoding; the place is where it begins."""
    form, encoding = FORMS[name]
    leaks = Finder(["unlike", WORD, OTHER]).find(b"\xff\0before " + form + b" after")
    assert [(leak.word, leak.encoding) for leak in leaks] == [
        (2 if "another" in name or "addresses" in name else 1, encoding)
    ]
    assert 9 <= leaks[0].offset <= 9 + 12


def test_brotli_is_looked_into() -> None:
    """By the name of the file."""
    packed = brotli.compress(WORD.encode())
    assert Finder([WORD]).find(packed, "a.js.br") == (Leak(0, Encoding.PACKED, 0),)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Jörg Müller", "J&ouml;rg M&uuml;ller"),
        ("Jörg Müller", "J&#246;rg M&#252;ller"),
        ("Jörg Müller", r"J\u00f6rg M\u00FCller"),
        ("Jörg Müller", "J%C3%B6rg+M%C3%BCller"),
        ("Jörg Müller", "jo\u0308rg mu\u0308ller"),
        ("Jörg Müller", "JÖRG MÜLLER"),
        ("Jörg Müller", "/jörg-müller/"),
        ("Straße 7", "STRASSE 7"),
        ("a&b <c>", escape("a&b <c>")),
        ("a&b <c>", quote("A&B <C>")),
        ('say "so"', json.dumps('say "so"')),
        ("person@example.org", "person%40example.org"),
        ("person@example.org", "person&#64;example&#46;org"),
        ("日本語", r"\u65e5\u672c\u8a9e"),
        ("Ωmega 😀", json.dumps("Ωmega 😀")),
    ],
)
def test_words_with_other_letters_are_found_as_programs_write_them(word: str, form: str) -> None:
    """Escaped where it needs to be, and only there."""
    assert Finder([word]).find(f"x{form}x".encode())


@pytest.mark.parametrize(
    ("word", "data"),
    [
        ("Mysteriously", b"mysterious, mysteri, yslouoiretsym"),
        # A stem without the length before it is part of another word.
        ("running", b"runner runs"),
        ("Ana", base64.b64encode(b"xxAnaxx")),
        ("", b"anything"),
        ("Secret", base64.b64encode(b"Secret").swapcase()),
    ],
)
def test_other_words_are_left_alone(word: str, data: bytes) -> None:
    """Nor is a form believed that is so short that it stands anywhere."""
    assert Finder([word]).find(data) == ()


def test_each_word_and_encoding_is_told_once() -> None:
    """At its first place."""
    leaks = Finder(["alpha", "beta1"]).find(b"alpha ALPHA alpha beta1 " + b"alpha".hex().encode())
    assert leaks == (
        Leak(0, Encoding.PLAIN, 0),
        Leak(0, Encoding.CASE_FOLDED, 6),
        Leak(1, Encoding.PLAIN, 18),
        Leak(0, Encoding.HEX, 24),
    )


def test_words_inside_each_other_are_both_found() -> None:
    """A shorter one that a longer one begins with hides neither."""
    assert [leak.word for leak in Finder(["alphabet", "alpha", "habet"]).find(b"alphabet")] == [0, 1, 2]


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=5, max_size=20),
    st.binary(max_size=8),
    st.integers(0, 5),
)
def test_any_word_is_found_in_any_bytes(word: str, before: bytes, way: int) -> None:
    """Whatever it is made of, and whatever stands before it."""
    forms = (
        word.encode(),
        quote(word, safe="").encode(),
        json.dumps(word)[1:-1].encode(),
        "".join(f"&#{ord(char)};" for char in word).encode(),
        word.encode("utf-16-le"),
        b" " + base64.b64encode(before + word.encode() + before),
    )
    assert Finder([word]).find(before + forms[way])


def test_ordinary_text_is_not_taken_for_a_word() -> None:
    """A hundred random words in a hundred kilobytes of others."""
    words = [f"{first}{second}quirk{first}" for first in string.ascii_lowercase[:10] for second in string.digits]
    data = b"".join(f"{number:x} word {number * 7919} <a href='/{number}/'>\n".encode() for number in range(3000))
    assert Finder(words).find(data) == ()

"""Bytes as text, exactly, or a problem at its place."""

import pytest

from generator.errors import format_problem
from generator.sources.text import decode_text


def read(data: bytes) -> tuple[str, str]:
    """Decode a file's bytes, and print the problems."""
    text, problems = decode_text(data, "a.md")
    return text, "\n".join(map(format_problem, problems))


def test_marks_of_other_systems_are_no_part_of_the_text() -> None:
    """A byte order mark goes, and all line ends become one kind."""
    assert read(b"\xef\xbb\xbfone\r\ntwo\rthree\n") == ("one\ntwo\nthree\n", "")


def test_an_invalid_byte_is_shown_at_its_place() -> None:
    """Lines and columns count characters, whatever the line ends and however long a character is."""
    assert read(b"\xef\xbb\xbfone\r\ntwo\rd\xc3\xa9j\xe0 vu\r\nfour\n") == (
        "",
        "a.md:3:4: error: the byte 0xE0 is not UTF-8 text\n    3 | déj� vu\n      |    ^\n  hint: save it as UTF-8",
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_called_by_its_name(encoding: str) -> None:
    """Some editors still save it, and a stray byte would explain nothing."""
    assert read("\ufeffhello".encode(encoding)) == (
        "",
        "a.md:1:1: error: is UTF-16, not UTF-8\n  hint: save it as UTF-8",
    )


def test_a_half_surrogate_is_an_invalid_byte() -> None:
    """Python could write one, XML could not."""
    assert read(b"a\xed\xa0\x80")[1].startswith("a.md:1:2: error: the byte 0xED is not UTF-8 text")


def test_characters_that_xml_cannot_carry_are_left_out_with_one_warning() -> None:
    """The first is named, the others are counted."""
    assert read("one\ntw\x00o\x0b\ufffe\uffff\t\x7f\n".encode()) == (
        "one\ntwo\t\x7f\n",
        (
            "a.md:2:3: warning: the control character U+0000 (and 3 more) is left out\n"
            "    2 | two\t\x7f\n"
            "      |   ^\n"
            "  hint: delete it; no feed reader accepts it"
        ),
    )


@pytest.mark.parametrize("char", [chr(code) for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)])
def test_each_such_character_is_found(char: str) -> None:
    """The quick test by bytes and the pattern mean the same characters."""
    text, problems = decode_text(f"a{char}b".encode(), "a.md")
    assert (text, len(problems)) == ("ab", 1)


def test_other_strange_characters_stay() -> None:
    """Bidirectional overrides, line separators and C1 controls are legal XML."""
    text = "a\u202eb\u2028c\x85d\ufeffe\U0001ffff"
    assert decode_text(text.encode(), "a.md") == (text, ())

"""What is inside the seal."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sealed.statement import NotAStatementError, TooLongError, decode_statement, encode_statement
from generator.sources.commitment import SealedField, check_field_value, encode_salt

SALT = bytes(range(32))
FIELDS = (SealedField("company", 'Ärger & Söhne "<b>"\n', SALT), SealedField("name", "Ada 🦁", bytes(32)))
values = st.text(min_size=1, max_size=50).filter(lambda text: not check_field_value(text))


def plain(fields: object, **more: object) -> bytes:
    """Write other JSON in the canonical way."""
    text = json.dumps(
        {"fields": fields, "version": 1} | more, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    return text.encode().ljust(4096)


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_-]{0,63}", fullmatch=True), values, max_size=8))
def test_statement_is_read_as_it_was_written(texts: dict[str, str]) -> None:
    """Any text under any name."""
    fields = tuple(SealedField(name, texts[name], SALT) for name in sorted(texts))
    assert decode_statement(encode_statement(fields[::-1])) == fields


def test_bytes_are_those_of_the_specification() -> None:
    """Sorted by name, without escapes but those of JSON, and spaces to the end."""
    expected = (
        '{"fields":[["company","AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","Ärger & Söhne \\"<b>\\"\\n"],'
        '["name","AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","Ada 🦁"]],"version":1}'
    ).encode()
    assert encode_statement(FIELDS) == expected + b" " * (4096 - len(expected))


@pytest.mark.parametrize(("length", "size"), [(0, 4096), (3800, 4096), (4096, 16384), (16384, 65536), (65000, 65536)])
def test_length_is_one_of_three(length: int, size: int) -> None:
    """It says nothing of a short statement, and little of a long one."""
    fields = (SealedField("statement", "x" * length, SALT),) if length else ()
    assert len(encode_statement(fields)) == size


def test_what_does_not_fit_is_refused() -> None:
    """And by how much."""
    with pytest.raises(TooLongError, match="it has 70,087 bytes and may have 65,536"):
        encode_statement([SealedField("statement", "x" * 70000, SALT)])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not the JSON"),
        (b"\xff" * 4096, "not the JSON"),
        (b"[1]", "not the JSON"),
        (plain([["name", "short", "Ada"]]), "not the JSON"),
        (plain([["name", encode_salt(SALT)]]), "not the JSON"),
        (plain([], more=1), "not the JSON"),
        (plain([], version=2), "version 2"),
        (plain([["a", encode_salt(SALT), "x"], ["a", encode_salt(SALT), "y"]]), "twice"),
        (plain([["A", encode_salt(SALT), "x"]]), "that none can have"),
        (plain([["a", encode_salt(SALT), "\u0007"]]), "that none can have"),
        (plain([["b", encode_salt(SALT), "x"], ["a", encode_salt(SALT), "y"]]), "canonical"),
        (plain([])[:-1], "canonical"),
        (plain([]).replace(b":1}", b":1 }")[:-1], "canonical"),
        (plain([]).replace(b"fields", b"\\u0066ields")[:-5], "canonical"),
    ],
)
def test_other_spellings_are_refused(data: bytes, why: str) -> None:
    """So that one statement has one text, whoever reads it."""
    with pytest.raises(NotAStatementError, match=why):
        decode_statement(data)


def test_nothing_secret_is_in_a_message() -> None:
    """What is nearly a statement may hold all of one."""
    with pytest.raises(NotAStatementError) as raised:
        decode_statement(plain([["name", "Secret Ltd", "Secret Ltd"]]))
    assert "Secret" not in str(raised.value)
    assert raised.value.__suppress_context__

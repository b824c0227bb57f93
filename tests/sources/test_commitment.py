"""What a sealed statement is promised by."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources.commitment import (
    SealedField,
    check_field_name,
    check_field_value,
    commit,
    commit_fields,
    decode_salt,
    digest_field,
    encode_salt,
    find_unproven,
    parse_digest,
)

COMPANY = SealedField("company", "Acme", bytes(32))
NAME = SealedField("name", "Ada Löwe 🦁", bytes(range(32)))


def test_digest_is_that_of_the_specification() -> None:
    """Written out here a second time, with nothing of ours."""
    parts = b"".join(
        len(part).to_bytes(8, "big") + part
        for part in (b"journal-sealed-field-v1", bytes(range(32)), b"name", "Ada Löwe 🦁".encode())
    )
    assert digest_field(NAME) == hashlib.sha256(parts).digest()


def test_commitment_is_that_of_the_specification() -> None:
    """Digests in ascending order, each with its length, after the name of the scheme."""
    digests = sorted([digest_field(NAME), digest_field(COMPANY)])
    data = b"\0\0\0\0\0\0\0\x11journal-sealed-v1" + b"".join(b"\0\0\0\0\0\0\0\x20" + digest for digest in digests)
    assert commit_fields([NAME, COMPANY]) == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_order_of_fields_does_not_matter() -> None:
    """A commitment is to a set."""
    assert commit_fields([NAME, COMPANY]) == commit_fields([COMPANY, NAME])


@pytest.mark.parametrize(
    "other",
    [
        SealedField("company", "Acme", bytes(31) + b"\1"),
        SealedField("company", "Acme ", bytes(32)),
        SealedField("companyA", "cme", bytes(32)),
        SealedField("company", "Acme", bytes(31)),
    ],
)
def test_another_field_has_another_digest(other: SealedField) -> None:
    """Where one part ends and the next begins is part of what is hashed."""
    assert digest_field(other) != digest_field(COMPANY)


@given(st.binary(min_size=32, max_size=32))
def test_salt_has_one_text(salt: bytes) -> None:
    """It is read as it is written, and the same text with its idle bits set is refused."""
    text = encode_salt(salt)
    assert decode_salt(text) == salt
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    with pytest.raises(ValueError, match="43 characters"):
        decode_salt(text[:-1] + alphabet[alphabet.index(text[-1]) + 1])


@pytest.mark.parametrize("text", ["", "A" * 42, "A" * 44, "A" * 42 + "=", "A" * 42 + "+", "A" * 43 + "\n"])
def test_what_is_no_salt_is_refused(text: str) -> None:
    """A salt with another spelling would be another salt to somebody else."""
    with pytest.raises(ValueError, match="43 characters"):
        decode_salt(text)


@pytest.mark.parametrize("text", ["", "sha256:00", f"sha256:{'A' * 64}", f"sha256:{'a' * 64}\n", "a" * 64])
def test_what_is_no_digest_is_refused(text: str) -> None:
    """Capital letters, too: one digest has one text."""
    with pytest.raises(ValueError, match="64 hex digits"):
        parse_digest(text)


@pytest.mark.parametrize("name", ["", "1a", "Company", "a b", "a" * 65, "a\n", "ä"])
def test_names_have_few_letters(name: str) -> None:
    """They are keys, in YAML, in JSON and on the command line."""
    assert check_field_name(name) is not None


@pytest.mark.parametrize("char", ["\0", "\r", "\x1b", "\x7f", "\x85", "\ud800", "\uffff"])
def test_values_have_no_control_characters(char: str) -> None:
    """What a terminal obeys, and what no file of YAML can carry."""
    assert f"U+{ord(char):04X}" in check_field_value(f"a{char}b")


def test_values_are_any_other_text() -> None:
    """Spaces round it, markup, right to left, and lines."""
    assert check_field_value(" <b>\t\n\u2028\u202e\ufeff🦁\U0001fffe ") == ""


def test_field_shows_nothing_of_itself() -> None:
    """What is printed of a crash has its name only."""
    field = SealedField("company", "Secret Ltd", b"s" * 32)
    assert f"{field!r} {field} {[field]}".count("company") == 3
    assert "Secret" not in repr(field)
    assert "sss" not in repr(field)


def test_reveal_is_proven_by_the_digests() -> None:
    """As long as they are what was committed to."""
    digests = [digest_field(COMPANY), digest_field(NAME)]
    commitment = commit(digests)
    assert find_unproven([COMPANY, NAME], digests, commitment) == ()
    other = SealedField("company", "Other", bytes(32))
    assert find_unproven([other, NAME], digests, commitment) == ("company",)
    assert find_unproven([COMPANY, NAME], digests[:1], commitment) == ("company", "name")
    assert find_unproven([COMPANY, COMPANY], digests, commitment) == ("company", "company")

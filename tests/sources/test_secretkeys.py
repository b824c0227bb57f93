"""Secret keys in bytes."""

import pyrage
import pytest

from generator.sources.secretkeys import find_secret_key

KEY = str(pyrage.x25519.Identity.generate()).encode()


@pytest.mark.parametrize("before", [b"", b"text ", b"https://example.org/sealed/#", b"\xff\x00"])
def test_key_is_found_where_it_stands(before: bytes) -> None:
    """In the letters that age writes, and in small ones, as some programs make of it."""
    assert find_secret_key(before + KEY + b"\n") == len(before)
    assert find_secret_key(before + KEY.lower()) == len(before)


@pytest.mark.parametrize(
    "data",
    [b"", b"AGE-SECRET-KEY-1", KEY[:-1], KEY[:30] + b"..." + KEY[30:], b"age1" + KEY[16:]],
    ids=["nothing", "beginning", "cut", "divided", "another beginning"],
)
def test_part_of_a_key_is_none(data: bytes) -> None:
    """An entry may explain what one looks like."""
    assert find_secret_key(data) == -1

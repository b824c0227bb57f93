"""What a regular expression's match can begin with."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown.firsts import ANY, OTHER, find_firsts


def firsts(regex: str, flags: int = 0) -> str:
    """Write the characters of ASCII that a match can begin with, or `any`."""
    found = find_firsts(regex, flags)
    return "any" if found == ANY else "".join(chr(bit) for bit in range(OTHER) if found >> bit & 1)


@pytest.mark.parametrize(
    ("regex", "chars"),
    [
        ("abc", "a"),
        ("(?:b|ac)d", "ab"),
        ("a?b", "ab"),
        ("a*?(b|c)+", "abc"),
        ("a{2,3}b", "a"),
        ("a{0,3}b", "ab"),
        ("a{,3}b", "ab"),
        (r"^\bx", "x"),
        ("(?<!x)(?=a(b|c))d", "d"),
        (r"[a-c\]]x", "]abc"),
        ("[]a]", "]a"),
        (r"\.\n", "."),
        (r"\d", "0123456789"),
        ("(?P<name>x)", "x"),
        ("(a|b*)c", "abc"),
    ],
)
def test_first_characters_are_found(regex: str, chars: str) -> None:
    """What a match can begin with is read from an expression."""
    assert sorted(firsts(regex)) == sorted(chars)


@pytest.mark.parametrize("regex", ["", "a*", "a|", "$", "(?=a)", "(?i)a", "(?i:a)", r"(a)?\1b", "(a)?(?(1)b|c)", "a{"])
def test_what_can_be_empty_or_is_not_read_can_begin_anywhere(regex: str) -> None:
    """Where an expression can match nothing, or is beyond the reader, its rule is always tried."""
    assert firsts(regex) == "any"


def test_flags_are_minded() -> None:
    """Letters of either case begin a match where case is ignored; what has comments is not read."""
    assert firsts("ab", re.IGNORECASE) == "Aa"
    assert firsts("a # b", re.VERBOSE) == "any"
    assert "\n" in firsts(".", re.DOTALL)
    assert "\n" not in firsts(".")


PIECES = st.sampled_from(["a", "B", r"\.", r"\d", r"\W", "[ab]", "[^a]", "[^]a-]", ".", "^", r"\b", "$", "(?!a)", "é"])
REGEXES = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        inner.map(lambda part: f"({part})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "*?", "{0,2}", "{2}", "{1,}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=8,
)


@given(REGEXES, st.text("aAbB1. \né", max_size=4), st.sampled_from([0, re.IGNORECASE, re.DOTALL | re.MULTILINE]))
def test_no_match_begins_with_another_character(regex: str, text: str, flags: int) -> None:
    """A rule that is not tried would not have matched."""
    bit = OTHER + 1 if not text else min(ord(text[0]), OTHER)
    if re.compile(regex, flags).match(text):
        assert find_firsts(regex, flags) >> bit & 1

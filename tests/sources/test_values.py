"""One value at a time: what is taken for it, and what is said of what is not."""

from functools import partial

import pytest

from generator.errors import format_problem
from generator.sources.values import (
    FAILED,
    Decoder,
    Report,
    is_absent,
    shorten,
    take_bool,
    take_checked_text,
    take_float,
    take_int,
    take_null,
    take_text,
    take_word,
)
from generator.sources.yamldoc import MAX_PROBLEMS, YamlNode, find_node, parse_yaml


def node_of(text: str) -> YamlNode:
    """Read a text that is one value."""
    node, problems = parse_yaml(text, "a.yaml")
    assert problems == ()
    assert node is not None
    return node


def take(decoder: Decoder, text: str) -> object:
    """Take a value without problems."""
    report = Report("a.yaml", text)
    value = decoder(node_of(text), report)
    assert report.problems == []
    return value


def complain(decoder: Decoder, text: str) -> str:
    """Give the first line and the hint of the problem of a value that is not taken."""
    report = Report("a.yaml", text)
    assert decoder(node_of(text), report) is FAILED
    lines = format_problem(report.problems[0]).split("\n")
    return "\n".join([lines[0], *lines[3:]])


def check_short(text: str) -> tuple[str, str] | None:
    """Find fault with more than three characters."""
    return None if len(text) <= 3 else ("must be short", "three characters are enough")


TEXT = partial(take_text, '"key"')
CHECKED = partial(take_checked_text, (check_short,), '"key"')
WORD = partial(take_word, {"one": 1, "two": 2, "three": 3}, '"key"')
BOOL = partial(take_bool, '"key"')
COUNT = partial(take_int, 1, '"key"')
FLOAT = partial(take_float, '"key"')
NULL = partial(take_null, '"key"')


@pytest.mark.parametrize(
    ("decoder", "text", "value"),
    [
        (TEXT, "words", "words"),
        (TEXT, "5.10", "5.10"),
        (TEXT, '" true "', "true"),
        (CHECKED, "abc", "abc"),
        (CHECKED, '""', ""),
        (WORD, "two", 2),
        (BOOL, "false", False),
        (COUNT, "1", 1),
        (partial(take_int, None, "it"), "-5", -5),
        (FLOAT, "2", 2.0),
        (FLOAT, "-0.5", -0.5),
        (NULL, "~", None),
    ],
)
def test_takes_what_it_is_meant_for(decoder: Decoder, text: str, value: object) -> None:
    """Text keeps how a number was written; what passes for it is of its type."""
    taken = take(decoder, text)
    assert taken == value
    assert type(taken) is type(value)


@pytest.mark.parametrize(
    ("decoder", "text", "problem"),
    [
        (TEXT, "true", 'must be text, found true\n  hint: put it in quotes: "true"'),
        (TEXT, "null", 'must be text, found null\n  hint: put it in quotes: "null"'),
        (TEXT, "[a]", "must be text, found a list"),
        (CHECKED, "long", "must be short\n  hint: three characters are enough"),
        (CHECKED, "{a: b}", "must be text, found keys with values"),
        (WORD, "tow", 'must be "one", "two" or "three", found the text "tow"\n  hint: did you mean "two"?'),
        (WORD, "[one]", 'must be "one", "two" or "three", found a list'),
        (BOOL, "maybe", 'must be true or false, found the text "maybe"'),
        (BOOL, "Yes", 'must be true or false, found the text "Yes"\n  hint: write true, without quotes'),
        (BOOL, "1", "must be true or false, found the number 1"),
        (COUNT, "0", "must be 1 or more, found the number 0"),
        (COUNT, "1.5", "must be a whole number, found the number 1.5"),
        (COUNT, "true", "must be a whole number, found true"),
        (COUNT, "'5'", 'must be a whole number, found the text "5"\n  hint: remove the quotes'),
        (FLOAT, "true", "must be a number, found true"),
        (FLOAT, "x", 'must be a number, found the text "x"'),
        (NULL, "0", "must be null, found the number 0"),
    ],
)
def test_says_what_it_wants_and_what_it_found(decoder: Decoder, text: str, problem: str) -> None:
    """In the words of the author's file."""
    assert complain(decoder, text) == f'a.yaml:1:1: error: "key" {problem}'


def test_a_problem_marks_the_value() -> None:
    """Its whole text is shown, with the line that it is in."""
    text = "many words"
    report = Report("a.yaml", text)
    BOOL(node_of(text), report)
    assert (
        format_problem(report.problems[0])
        == """\
a.yaml:1:1: error: "key" must be true or false, found the text "many words"
    1 | many words
      | ^^^^^^^^^^"""
    )


def test_problems_of_a_file_are_limited() -> None:
    """Each takes the file's lines apart, and nobody reads thousands."""
    report = Report("a.yaml", "x")
    for _ in range(MAX_PROBLEMS + 5):
        report.add("is wrong", node_of("x"))
    assert len(report.problems) == MAX_PROBLEMS


@pytest.mark.parametrize(("text", "expected"), [("", True), ('""', False), ("null", False), ("[]", False)])
def test_only_nothing_at_all_is_absent(text: str, *, expected: bool) -> None:
    """An empty text, or a null, is something that somebody wrote."""
    node = find_node(node_of(f"key: {text}"), "key")
    assert node is not None
    assert is_absent(node) is expected


def test_a_long_text_is_cut_in_messages() -> None:
    """Forty characters are enough to know it by."""
    assert shorten("a" * 40) == "a" * 40
    assert shorten("a" * 41) == "a" * 39 + "…"

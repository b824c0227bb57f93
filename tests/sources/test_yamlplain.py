"""Front matter that is read without PyYAML."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.sources.yamldoc import parse_yaml
from generator.sources.yamlplain import parse_plain_yaml

KEYS = st.sampled_from(
    ["title", "date", "tags", "skills", "draft", "true", "null", "y", "nav_order", "Title", "on", "a-b"]
)
PIECES = st.text("ab1 :-#,.[]{}\"'&*!|>%@`~?\\\t\né(/+_", max_size=12)
VALUES = st.one_of(
    PIECES,
    st.sampled_from(
        [
            "Flask and friends",
            "2019-11-29T08:00:00Z",
            "2019-11-29 00:33",
            "5.10",
            "true",
            "null",
            "~",
            "[a, b]",
            "[true, a-1]",
        ]
    ),
    st.sampled_from(
        ['"Foo: bar"', '"a \\" b"', "[a,b]", "[ a ]", "a: b", "a:", "a #b", "a#b", "a - b", "- a", "a  b", "a "]
    ),
    PIECES.map(lambda text: f'"{text}"'),
)
TEXTS = st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=5).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)


@given(TEXTS, st.integers(min_value=1, max_value=9))
@example("title: a\n\n", 2)
@example("title: a", 2)
@example("a: (b\n", 2)
@example("a: b -c ... ---\n", 2)
def test_gives_what_the_parser_gives_or_nothing(text: str, first_line: int) -> None:
    """Values, places and lengths are the same, so nobody can tell which of the two has read a text."""
    node = parse_plain_yaml(text, first_line)
    if node is not None:
        assert (node, ()) == parse_yaml(text, "a.md", first_line=first_line)


@pytest.mark.parametrize(
    "text",
    [
        "title: Flask, Django (and more)\ndate: 2019-11-29T08:00:00Z\ntags: [web, til]\n",
        'title: "What is it?"\ndraft: true\n',
        "nav_order: 5\n",
    ],
)
def test_reads_usual_front_matter(text: str) -> None:
    """What nearly every entry has goes the short way."""
    assert parse_plain_yaml(text, 2) is not None


@pytest.mark.parametrize(
    "text",
    [
        "title: a: b\n",
        "tags:\n- a\n",
        "title: 'a'\n",
        "title: a\ntitle: b\n",
        "title: é\n",
        "# a\n",
        "title: &a b\n",
        "",
    ],
)
def test_leaves_everything_else_to_the_parser(text: str) -> None:
    """Also what is wrong: the parser says how."""
    assert parse_plain_yaml(text, 2) is None

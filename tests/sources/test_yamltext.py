"""Values written as YAML mean what they meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources.yamldoc import YamlMapping, YamlScalar, parse_yaml
from generator.sources.yamltext import write_lines, write_text

_TEXTS = st.text(
    st.one_of(
        st.sampled_from("\n\t -#:'\"\\*&|>a"), st.characters(codec="utf-8", exclude_categories=["Cs", "Cn", "Cc"])
    ),
    min_size=1,
    max_size=20,
)


def read(written: str) -> object:
    """Read the value of the one key."""
    node, problems = parse_yaml(f"k:\n  - key: {written}\n    more: x\n", "a.yaml")
    assert problems == ()
    assert isinstance(node, YamlMapping)
    inner = node.pairs[0][1].items[0]  # type: ignore[union-attr]
    assert isinstance(inner, YamlMapping)
    value = inner.pairs[0][1]
    assert isinstance(value, YamlScalar)
    return value.value


@given(_TEXTS)
def test_any_text_comes_back(text: str) -> None:
    """On one line, whatever is in it."""
    assert read(write_text(text)) == text
    assert "\n" not in write_text(text)


@given(st.lists(_TEXTS, min_size=2, max_size=4).map("\n".join))
def test_any_lines_come_back(text: str) -> None:
    """As a block where that can hold them."""
    assert read(write_lines(text, 6)) == text


@pytest.mark.parametrize(
    "text", ["true", "null", "~", "5.10", "7", "- a", "# a", "a: b", "a #b", "'a", "[a]", "a:", " a", "", "*a"]
)
def test_what_would_be_read_otherwise_is_quoted(text: str) -> None:
    """Numbers, constants, and what begins or means something in YAML."""
    assert write_text(text).startswith('"')
    assert read(write_text(text)) == text


@pytest.mark.parametrize("text", ["Flask", "SQLAlchemy ORM (2.0)", "C++", "日本語", "it's", "yes", "a-b, c"])
def test_plain_words_stay_plain(text: str) -> None:
    """A file that people go on with by hand has no needless quotes."""
    assert write_text(text) == text


def test_control_characters_are_left_out() -> None:
    """No YAML file of a journal may have them, quoted or not."""
    assert read(write_text("a\x7fb\x00")) == "ab"

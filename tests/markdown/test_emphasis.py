"""Emphasis, strong emphasis and strikethrough."""

import pytest

from tests.markdown.inlining import inline


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a*", "<em>a</em>"),
        ("_a_", "<em>a</em>"),
        ("**a**", "<strong>a</strong>"),
        ("__a__", "<strong>a</strong>"),
        ("***a***", "<em><strong>a</strong></em>"),
        ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("*a*b", "<em>a</em>b"),
        ("**a* b", "*<em>a</em> b"),
        ("*a**", "<em>a</em>*"),
        ("*a\nb*", "<em>a\nb</em>"),
        ("*(*a*)*", "<em>(<em>a</em>)</em>"),
        ("*a _b* c_", "<em>a _b</em> c_"),
    ],
)
def test_emphasis(text: str, html: str) -> None:
    """One character on both sides emphasizes, two do strongly; inner pairs come first."""
    assert inline(text) == html


@pytest.mark.parametrize("text", ["* a *", "a * b*", "a_b_c", "*a", "a**", "__ a__", "_a*", "**"])
def test_text_that_is_not_emphasized(text: str) -> None:
    """White space inside, underscores inside words, and runs without a partner are text."""
    assert inline(text) == text


def test_runs_of_three_do_not_pair_by_accident() -> None:
    """The rule of three: of runs that could both open and close, lengths that add up to three do not pair."""
    assert inline("*a**b**c*") == "<em>a<strong>b</strong>c</em>"
    assert inline("*a**b*") == "<em>a**b</em>"


def test_symbols_are_not_punctuation() -> None:
    """GitHub is at 0.29 of the spec in this; from 0.31 on symbols count."""
    assert inline("*£*a") == "<em>£</em>a"


def test_punctuation_of_any_script_counts() -> None:
    """Nothing closes between punctuation and a letter, also in Chinese and Japanese."""
    assert inline("**「あ」**い") == "**「あ」**い"
    assert inline("**「あ」** い") == "<strong>「あ」</strong> い"


def test_tildes_are_looked_past() -> None:
    """What stands behind a tilde decides whether emphasis begins there, as on GitHub."""
    assert inline("*~~a~~*") == "<em><del>a</del></em>"
    assert inline("a*~b~*c") == "a<em><del>b</del></em>c"
    assert inline("a*~~ b*") == "a*~~ b*"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**a __b__ c**", "<strong>a b c</strong>"),
        ("****a****", "<strong>a</strong>"),
        ("**a *b __c__* d**", "<strong>a <em>b <strong>c</strong></em> d</strong>"),
        (
            "**a [__b__](https://a.b)**",
            '<strong>a <a href="https://a.b" rel="noopener"><strong>b</strong></a></strong>',
        ),
        ("**a https://a.b __b__**", '<strong>a <a href="https://a.b" rel="noopener">https://a.b</a> b</strong>'),
        ("<strong>**a**</strong>", "<strong><strong>a</strong></strong>"),
        ("**a** __b__", "<strong>a</strong> <strong>b</strong>"),
    ],
)
def test_strong_directly_in_strong_is_not_written(text: str, html: str) -> None:
    """As GitHub does; the spec's own parser writes it."""
    assert inline(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("~a~", "<del>a</del>"),
        ("~~a~~", "<del>a</del>"),
        ("~~a ~b~ c~~", "<del>a <del>b</del> c</del>"),
        ("~~a~", "~~a~"),
        ("~~~a~~~", "~~~a~~~"),
        ("~ a ~", "~ a ~"),
        ("a~b~c", "a<del>b</del>c"),
        ("*~a*~", "<em>~a</em>~"),
    ],
)
def test_strikethrough(text: str, html: str) -> None:
    """One tilde or two strike, on both sides as many; more are text."""
    assert inline(text) == html


def test_runs_that_do_not_match_are_used_up() -> None:
    """Two tildes that one tilde might end are text for good, as on GitHub, and so is what is open between them."""
    assert inline("a ~~b *c~ d* e~~") == "a ~~b *c~ d* e~~"

"""The words in a piece of our own HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown.plaintext import cut_at_word, read_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("a", "a"),
        ("a\n  b ", "a b"),
        ("<em>a</em> <code>b&lt;c</code>", "a b<c"),
        ('a<sup class="footnote-ref"><a href="#fn-1">12</a></sup>.', "a."),
        ('<img src="a.png" alt="words" />', ""),
        ('a <math display="block" alttext="x&lt;1"><mi>x</mi></math> b', "a x<1 b"),
        ("&amp;lt;", "&lt;"),
        ('<math alttext="a"><mi>a <math alttext="b"><mi>c</mi></math>', "a b"),
        ('<sup class="footnote-ref">a <sup class="footnote-ref"><a href="#fn-1">1</a></sup>', "a"),
    ],
)
def test_markup_is_left_out(html: str, text: str) -> None:
    """Tags, numbers of footnotes and pictures say nothing; a formula says its source."""
    assert read_text(html) == text


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("one two", 7, "one two"),
        ("one two three", 7, "one…"),
        ("one two three", 9, "one two…"),
        ("one, two", 6, "one…"),
        ("unbroken", 4, "unb…"),
        ("", 4, ""),
    ],
)
def test_text_is_cut_at_a_word(text: str, length: int, cut: str) -> None:
    """What does not fit ends at a word, without the comma behind it; a word too long is broken."""
    assert cut_at_word(text, length) == cut


@given(st.text(), st.integers(1, 40))
def test_cut_text_is_never_too_long(text: str, length: int) -> None:
    """The ellipsis counts."""
    assert len(cut_at_word(text, length)) <= length

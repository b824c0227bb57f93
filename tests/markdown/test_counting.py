"""How long a text is."""

import pytest

from generator.markdown.body import MarkdownOptions
from generator.markdown.counting import count_words, estimate_minutes
from generator.markdown.render import render_markdown


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", (0, 0)),
        ("One, two -- three.", (3, 0)),
        ("naïve café", (2, 0)),
        ("foo(bar) = 1", (2, 0)),
        ("学习 Python 的笔记", (1, 5)),
        ("ひらがなとカタカナ。", (0, 9)),
        ("한국어 단어", (2, 0)),
    ],
)
def test_words_and_characters_are_counted(text: str, counts: tuple[int, int]) -> None:
    """A sign alone is no word; Korean puts spaces between its words, Chinese and Japanese do not."""
    assert count_words(text) == counts


@pytest.mark.parametrize(
    ("words", "glyphs", "minutes"), [(0, 0, 1), (230, 0, 1), (460, 0, 2), (0, 1000, 2), (345, 750, 3), (2300, 0, 10)]
)
def test_reading_takes_at_least_a_minute(words: int, glyphs: int, minutes: int) -> None:
    """230 words or 500 characters each, to the nearest minute."""
    assert estimate_minutes(words, glyphs) == minutes


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("# Title\n\nTwo *wor*ds.\n\n- one\n", 4),
        ("```python\nx = 1\n```\n", 2),
        ("[a link](https://example.org/long/address) &lt; <!-- not shown -->\n", 2),
        ("| a | b |\n| - | - |\n| c | d |\n", 4),
    ],
)
def test_what_is_shown_is_counted(body: str, count: int) -> None:
    """Code is read as well; marks and addresses are not."""
    assert render_markdown(body, MarkdownOptions()).facts.word_count == count


def test_many_signs_take_no_longer() -> None:
    """Counting is linear whatever the text is."""
    assert count_words("-" * 1_000_000) == (0, 0)

"""How long a text is, and how long reading it takes.

Knows words and the characters of scripts that have no spaces; knows nothing of Markdown or HTML.
"""

import re

WORDS_A_MINUTE = 230
"""Silent reading of English prose is 238 in the mean of many studies; code and formulas are read more slowly."""
GLYPHS_A_MINUTE = 500
"""Of Chinese and Japanese, where a word is about two characters."""

_WORD = re.compile(r"\w\S*")
"""What stands between spaces, if there is a letter or a digit in it."""
_GLYPH = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def count_words(text: str) -> tuple[int, int]:
    """Count words, and apart from them the characters of Chinese and Japanese.

    >>> count_words("Two words -- and f(x) = 1, read."), count_words("学习 Python")
    ((6, 0), (1, 2))
    """
    if text.isascii():
        return len(_WORD.findall(text)), 0
    rest, glyph_count = _GLYPH.subn(" ", text)
    return len(_WORD.findall(rest)), glyph_count


def estimate_minutes(word_count: int, glyph_count: int) -> int:
    """Say how many minutes reading takes, at least one.

    >>> estimate_minutes(0, 0), estimate_minutes(344, 0), estimate_minutes(346, 0), estimate_minutes(230, 500)
    (1, 1, 2, 2)
    """
    return max(1, round(word_count / WORDS_A_MINUTE + glyph_count / GLYPHS_A_MINUTE))

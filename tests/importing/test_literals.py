"""Which pieces of a text are code, formulas or raw HTML."""

import pytest

from generator.importing.literals import find_literals


@pytest.mark.parametrize(
    "text",
    [
        "a `X` b",
        "a ``X ` `` b",
        "a `one\nX` b",
        "```\nX\n```\n",
        "```\nX",
        "> ~~~\n> X\n> ~~~\n",
        "- item\n\n  ```\n  X\n  ```\n",
        "text\n\n    X\n",
        "$$\nX\n$$\n",
        "<div>\nX\n</div>\n",
        "<!--\nX\n-->\n",
        "a[^1]\n\n[^1]: note\n\n        X\n",
    ],
)
def test_signs_mean_nothing_in_what_is_literal(text: str) -> None:
    """However the code, the formula or the HTML is written."""
    assert find_literals(text).holds(text.index("X"))


@pytest.mark.parametrize(
    "text",
    [
        "X",
        "a ` X",
        "a `b\n\nX` c",
        "a ``b` X",
        "```\na\n```\nX",
        "- a\n\n      b\n\nX",
        "> ```\n> a\n\nX\n",
        "<div>\n\nX\n",
        "\\`X`",
    ],
)
def test_other_text_is_not_literal(text: str) -> None:
    """A sign of code alone makes none."""
    assert not find_literals(text).holds(text.index("X"))

"""Code while it is open."""

import pytest

from tests.markdown.outline import outline


def test_fenced_code_is_kept_to_the_byte() -> None:
    """Tabs, spaces at the end and lines of nothing but spaces stay."""
    assert outline("```\n\ta \t\n   \n\n  b\\\n```") == "fence:(\ta \t\n   \n\n  b\\\n)"


@pytest.mark.parametrize("end", ["```", "````", "   ```", "``` \t"])
def test_end_of_a_fence(end: str) -> None:
    """The end is at least as long as the beginning, and has less indent than code."""
    assert outline(f"```\na\n{end}\nb") == "fence:(a\n) p(b)"


@pytest.mark.parametrize("line", ["``", "~~~", "    ```", "\t```", "``` a", "a ```"])
def test_no_end_of_a_fence(line: str) -> None:
    """Anything else is code."""
    assert outline(f"```\n{line}\n```") == f"fence:({line}\n)"


def test_indent_of_an_end_counts_from_its_container() -> None:
    """Four columns behind the marks of the containers are too many."""
    assert outline("> ```\n>     ```\n>    ```\n> a") == "quote[fence:(    ```\n) p(a)]"


def test_longer_fence_holds_shorter_ones() -> None:
    """Markdown in Markdown."""
    assert outline("````md\n```\na\n```\n````\nb") == "fence:md(```\na\n```\n) p(b)"


def test_unclosed_fence_goes_on_to_the_end() -> None:
    """Of the document, whose last line end begins no further line, or of the container."""
    assert outline("```\na\n\n") == "fence:(a\n\n)"
    assert outline("> ```\n> a\nb") == "quote[fence:(a\n)] p(b)"


def test_empty_fence() -> None:
    """Code without lines is empty, and code of one empty line is not."""
    assert outline("```\n```") == "fence:()"
    assert outline("```\n\n```") == "fence:(\n)"


def test_code_loses_the_indent_of_its_fence() -> None:
    """But no more than that."""
    assert outline("  ```\n a\n  b\n    c\n  ```") == "fence:(a\nb\n  c\n)"


def test_fence_in_an_item() -> None:
    """The indent of the item is no part of the code."""
    assert outline("1. a\n   ```\n   b\n     c\n   ```\n   d") == "ol[li[p(a) fence:(b\n  c\n) p(d)]]"


def test_indent_of_a_fence_behind_a_tab_is_counted_in_characters() -> None:
    """As on GitHub, where what is left of a tab is taken for one space."""
    assert outline("- a\n\t```\n\tb\n\t```") == "ul[li[p(a) fence:( b\n)]]"


def test_indented_code() -> None:
    """It loses four columns; blank lines within are a part of it, and those behind it are none."""
    assert outline("    a\n\n      \n\t\tb\n    \n\nc") == "code(a\n\n  \n\tb\n) p(c)"


def test_indented_code_does_not_interrupt_a_paragraph() -> None:
    """Text that goes on with more indent is text."""
    assert outline("a\n    b") == "p(a\nb)"

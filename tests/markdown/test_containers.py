"""Which lines belong to a container."""

import pytest

from generator.markdown.containers import MOST_CONTAINERS, Container, match_containers
from generator.markdown.cursor import Cursor
from generator.markdown.nodes import ListBlock
from tests.markdown.outline import outline, parse, write_blocks


def make_item(width: int, *, is_empty: bool = False) -> Container:
    """Make an item of a list."""
    item = Container([], width=width, of_list=ListBlock(1, is_ordered=False, start=1))
    item.is_empty = is_empty
    return item


@pytest.mark.parametrize(
    ("line", "count", "rest"),
    [
        ("> a", 2, "a"),
        (">a", 2, "a"),
        ("   >  a", 2, " a"),
        (">\ta", 3, "a"),
        (">\t\ta", 3, "\ta"),
        ("    > a", 1, "    > a"),
        (">   a", 3, "a"),
        (">  \ta", 3, "a"),
        (">", 3, ""),
    ],
)
def test_item_in_a_quote(line: str, count: int, rest: str) -> None:
    """Each container takes its own marks off, and leaves what stands behind."""
    stack = [Container([]), Container([], is_quote=True), make_item(2)]
    cursor = Cursor()
    cursor.begin(line)
    assert match_containers(stack, cursor) == count
    assert cursor.read() == rest


def test_blank_line_belongs_to_an_item_that_says_something() -> None:
    """An item whose first line is blank cannot begin with another blank line."""
    cursor = Cursor()
    cursor.begin("")
    assert match_containers([Container([]), make_item(2)], cursor) == 2
    assert match_containers([Container([]), make_item(2, is_empty=True)], cursor) == 1


def test_nesting_is_limited() -> None:
    """What is nested deeper is text, and the tree can be walked by calls within calls."""
    depth = 0
    blocks = parse(">" * 3000 + " a").children
    while hasattr(blocks[0], "children"):
        blocks = blocks[0].children
        depth += 1
    assert depth == MOST_CONTAINERS
    assert write_blocks(blocks) == f"p({'>' * (3000 - MOST_CONTAINERS)} a)"


def test_lists_are_limited_likewise() -> None:
    """Six hundred lists in each other are a hundred."""
    text = "\n".join(" " * (2 * depth) + "- a" for depth in range(600))
    assert outline(text).count("ul[") == MOST_CONTAINERS


def test_lazy_line() -> None:
    """Running text may leave out the marks of its containers, and nothing else may."""
    assert outline("> - a\nb\n> c") == "quote[ul[li[p(a\nb\nc)]]]"
    assert outline("> # a\nb") == "quote[h1(a)] p(b)"
    assert outline("> a\n- b") == "quote[p(a)] ul[li[p(b)]]"


def test_lazy_underline_is_none() -> None:
    """A heading cannot be underlined from outside of its quote."""
    assert outline("> a\n===") == "quote[p(a\n===)]"
    assert outline("> a\n---") == "quote[p(a)] hr"

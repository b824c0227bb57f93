"""Tables of contents."""

import pytest

from generator.markdown.body import Heading
from generator.plan.contexts import TocItem
from generator.plan.toc import make_toc


def outline(levels: str) -> str:
    """Write the table of headings of these levels, each named by its place, with those below one in brackets."""
    headings = [Heading(int(level), f"h{place}", str(place)) for place, level in enumerate(levels)]
    return write(make_toc(headings))


def write(items: tuple[TocItem, ...]) -> str:
    """Write a table as a line."""
    return " ".join(f"{item.title}[{write(item.items)}]" if item.items else item.title for item in items)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("", ""),
        ("22", ""),
        ("222", "0 1 2"),
        ("2332", "0[1 2] 3"),
        ("23434", "0[1 3]"),
        ("244", "0[1 2]"),
        ("1221", "0[1 2] 3"),
        ("3323", "0 1 2[3]"),
        ("333", "0 1 2"),
        ("2444655", "0[1 2 3]"),
    ],
)
def test_table_has_the_two_highest_levels(levels: str, expected: str) -> None:
    """Of a text with three headings or more, whichever levels its author uses."""
    assert outline(levels) == expected


def test_items_lead_to_their_headings() -> None:
    """By the id, which may be of any script."""
    items = make_toc([Heading(2, "基础", "基础"), Heading(2, "a", "A & b"), Heading(2, "c", "C")])
    assert items[:2] == (TocItem("基础", "#%E5%9F%BA%E7%A1%80"), TocItem("A & b", "#a"))

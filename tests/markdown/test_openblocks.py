"""How blocks open and close: lists that go on, lists that are loose."""

import pytest

from tests.markdown.outline import outline


@pytest.mark.parametrize("text", ["- a\n\n- b", "- a\n\n  b", "- a\n-\n\n- c", "- # a\n\n  b", "-     a\n\n- b"])
def test_loose(text: str) -> None:
    """A blank line between two items, or between two children of an item, makes a list loose."""
    assert outline(text).startswith("ul~[")


@pytest.mark.parametrize(
    "text",
    [
        "- a\n- b\n\nc",
        "- a\n- b\n\n",
        "- ```\n  a\n\n  b\n  ```\n- c",
        "- ```\n  a\n\n- b",
        "- > a\n  >\n- b",
        "- a\n  > b\n  >\n  c",
        "- a\n\n  [b]: /c",
        "- [b]: /c\n\n  a",
        "- a\n\n* b",
    ],
)
def test_tight(text: str) -> None:
    """Blank lines elsewhere do not: in code, in quotes, before definitions, behind the last item."""
    assert outline(text).startswith("ul[")


def test_blank_line_in_a_nested_list_loosens_that_one_only() -> None:
    """The outer list stays tight."""
    assert outline("- a\n  - b\n\n  - c\n- d") == "ul[li[p(a) ul~[li[p(b)] li[p(c)]]] li[p(d)]]"


def test_blank_line_behind_a_nested_list_loosens_the_outer_one() -> None:
    """It stands between two items of the outer list, and none of the inner."""
    assert outline("- a\n  - b\n\n- c") == "ul~[li[p(a) ul[li[p(b)]]] li[p(c)]]"


def test_list_in_a_quote_is_loosened_by_its_blank_lines() -> None:
    """A line with nothing but the quote's mark is blank within the quote."""
    assert outline("> - a\n>\n> - b") == "quote[ul~[li[p(a)] li[p(b)]]]"


def test_blank_line_before_definitions_counts_if_something_follows() -> None:
    """Definitions are not shown, but the blank lines round them stand between what is."""
    assert outline("- a\n\n  [b]: /c\n- d") == "ul~[li[p(a)] li[p(d)]]"
    assert outline("- a\n\n  [b]: /c\n  # d") == "ul~[li[p(a) h1(d)]]"


def test_link_at_the_start_of_a_paragraph_is_no_definition() -> None:
    """A second paragraph that begins with a bracket loosens the list like any other."""
    assert outline("- a\n\n  [b](c)") == "ul~[li[p(a) p([b](c))]]"


def test_blank_line_behind_a_line_across_does_not_count() -> None:
    """As on GitHub."""
    assert outline("- a\n  ***\n\n  b") == "ul[li[p(a) hr p(b)]]"


@pytest.mark.parametrize(("first", "second"), [("-", "*"), ("1.", "1)"), ("-", "1."), ("+", "-")])
def test_another_marker_begins_another_list(first: str, second: str) -> None:
    """Items of one list are marked alike."""
    outlined = outline(f"{first} a\n{second} b")
    assert outlined.count("[li[") == 2


def test_numbers_after_the_first_do_not_matter() -> None:
    """A list keeps the number it begins with."""
    assert outline("3. a\n3. b\n1. c") == "ol3[li[p(a)] li[p(b)] li[p(c)]]"
    assert outline("0. a") == "ol0[li[p(a)]]"


def test_definitions_between_items_end_a_list() -> None:
    """Even if nothing is left of them."""
    assert outline("- a\n\n[b]: /c\n\n- d") == "ul[li[p(a)]] ul[li[p(d)]]"


def test_paragraph_that_begins_with_a_bracket_ends_a_list() -> None:
    """Though it might have been nothing but definitions."""
    assert outline("- - a\n\n  [b]\n  - c") == "ul~[li[ul[li[p(a)]] p([b]) ul[li[p(c)]]]]"


def test_gap_at_the_end_of_a_list_does_not_loosen_the_next() -> None:
    """It is forgotten with its list."""
    assert outline("- a\n\n  [b]: /c\n\nd\n- e\n- f") == "ul[li[p(a)]] p(d) ul[li[p(e)] li[p(f)]]"


def test_blank_line_within_html_is_none_between_items() -> None:
    """Only one at its very end would be."""
    assert outline("- <pre>\n\n  a</pre>\n- b") == "ul[li[html(<pre>\n\na</pre>)] li[p(b)]]"

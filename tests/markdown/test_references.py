"""Definitions at the start of a paragraph."""

import pytest

from tests.markdown.outline import outline, parse, write_blocks


def references(text: str) -> dict[str, tuple[str, str | None]]:
    """Give address and title by label."""
    return {label: (found.url, found.title) for label, found in parse(text).references.items()}


@pytest.mark.parametrize(
    ("text", "url", "title"),
    [
        ("[a]: /b", "/b", None),
        ("[a]: <b c> 'd'", "b c", "d"),
        ('[a]:\n   /b\n   "c\nd"', "/b", "c\nd"),
        ("[a]: /b\n(c)", "/b", "c"),
        ("[ A\n]: /b", "/b", None),
        ("[a]: <>", "", None),
        (r"[a]: /b\*c&amp; 'd\'e'", "/b*c&", "d'e"),
        ("[a]: /b   ", "/b", None),
    ],
)
def test_definition(text: str, url: str, title: str | None) -> None:
    """A definition may go over several lines, and is not shown."""
    assert references(text) == {"a": (url, title)}
    assert outline(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "[a]:",
        "[a] : /b",
        "[a]: /b c",
        "[ ]: /b",
        "[a]: /b 'c' d",
        "x\n[a]: /b",
        "# [a]: /b",
        "[a]: <b>c",
        "[a]: <b>'c'",
    ],
)
def test_no_definition(text: str) -> None:
    """What has something behind it, or something before it, is text."""
    assert references(text) == {}


def test_title_that_does_not_end_is_text() -> None:
    """The address stands, and the line below it is a paragraph."""
    text = "[a]: /b\n'c' d"
    assert references(text) == {"a": ("/b", None)}
    assert outline(text) == "p('c' d)"


def test_first_of_two_counts() -> None:
    """A label that is defined twice leads where it was first said to lead."""
    assert references("[a]: /b\n[A]: /c") == {"a": ("/b", None)}


def test_paragraph_begins_behind_its_definitions() -> None:
    """What is left knows its line."""
    document = parse("\n[a]: /b\n[c]:\n/d\nx\ny")
    assert write_blocks(document.children) == "p(x\ny)"
    assert document.children[0].line == 5


def test_definition_in_a_container() -> None:
    """Definitions are valid for the document wherever they stand."""
    assert references("> - [a]: /b\n>\n>   c") == {"a": ("/b", None)}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[a]: /b", 1, 6),
        ("> - [a]: </b>", 1, 11),
        ("x\n\n  [a]:\n    /b  \n  'c'", 4, 5),
        ("- [ ] [a]: /b", 1, 12),
        ("-\t[c]: /d\n\t[a]: /b  \n\tx", 2, 7),
    ],
)
def test_place_of_the_address(text: str, line: int, column: int) -> None:
    """A problem with the address can be shown where it stands."""
    found = parse(text).references["a"]
    assert (found.line, found.column) == (line, column)


def test_heading_behind_definitions() -> None:
    """An underlined heading loses the definitions above it, and knows its line."""
    document = parse("[a]: /b\nc\n===")
    assert write_blocks(document.children) == "h1(c)"
    assert document.children[0].line == 2


def test_underline_of_nothing_but_definitions_is_text() -> None:
    """As on GitHub, where the line is not a line across either."""
    assert outline("[a]: /b\n---\nc") == "p(---\nc)"

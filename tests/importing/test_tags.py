"""Arguments of tags, and code written as a fence."""

import pytest

from generator.importing.tags import read_arguments, starts_line, write_fence
from generator.markdown.render import render_fragment


def test_arguments_are_listed_or_named() -> None:
    """In any quotes; a name goes before a place."""
    arguments = read_arguments("""a.png 'b c' alt="A \\"point\\"" width=20""")
    assert arguments.listed == ("a.png", "b c")
    assert arguments.named == (("alt", 'A "point"'), ("width", "20"))
    assert (arguments.get("src", 0), arguments.get("alt", 1), arguments.get("x", 5)) == ("a.png", 'A "point"', "")


@pytest.mark.parametrize("code", ["a", "a\n", "\n  a\n\nb", "```\nx\n```", "````", ""])
def test_code_stays_to_the_letter(code: str) -> None:
    """Also where it has fences of its own."""
    html = render_fragment(write_fence(code, ""))
    shown = html.partition("<code>")[2].partition("</code>")[0]
    assert shown.strip("\n") == code.strip("\n")


def test_the_beginning_of_a_line_is_known() -> None:
    """With the white space that stands there."""
    assert starts_line("a\n  b", 4) == (True, "  ")
    assert starts_line("a\n x b", 5) == (False, " x ")

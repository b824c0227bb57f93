"""Where blocks of raw HTML begin and end."""

import pytest

from generator.markdown.htmlblocks import find_html
from tests.markdown.outline import outline


@pytest.mark.parametrize(
    "line",
    [
        *("<pre", "<SCRIPT>", "<style x>", "<textarea>", "<!-- a", "<?php", "<!DOCTYPE html>", "<![CDATA["),
        *("<div", "</td>", "<source> a", "<summary>a", "<hr/>a"),
        *("<br>", "<a>", '<img src="b" alt=c d>  ', "</b >", "<x-y/>"),
    ],
)
def test_html_begins(line: str) -> None:
    """The seven kinds of the spec, names in any case."""
    assert find_html(line, 0) is not None


@pytest.mark.parametrize(
    "line", ["<a> b", "<a b='>", "<1>", "<a@b.c>", "<https://a.b>", "</script> a", "<!doctype html>", "<a b='c'd>", "<"]
)
def test_html_does_not_begin(line: str) -> None:
    """Another tag than a block's must stand alone on its line; GitHub has declarations in capitals only."""
    assert find_html(line, 0) is None


@pytest.mark.parametrize("line", ["<search> a", "<video> a", "<template> a", "<meta> a"])
def test_names_that_github_does_not_know_as_blocks(line: str) -> None:
    """The spec came to know further names; GitHub has not."""
    assert find_html(line, 0) is None


def test_blank_line_ends_a_block_tag() -> None:
    """Between `<details>` and `</details>` there may be Markdown."""
    assert outline("<details>\n*a*\n\n*b*\n\n</details>") == "html(<details>\n*a*) p(*b*) html(</details>)"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("<pre>", "</pre>"),
        ("<script>", "x</STYLE> y"),
        ("<!--", "-->"),
        ("<?", "?>"),
        ("<!A", ">"),
        ("<![CDATA[", "]]>"),
    ],
)
def test_blank_line_does_not_end_the_other_kinds(start: str, end: str) -> None:
    """They go on to the line that holds their end, or to the end of the document."""
    assert outline(f"{start}\n\n*a*\n{end}\nb") == f"html({start}\n\n*a*\n{end}) p(b)"
    assert outline(f"{start}\n\n*a*") == f"html({start}\n\n*a*)"


def test_end_may_stand_on_the_first_line() -> None:
    """A comment of one line is followed by text."""
    assert outline("<!-- a --> b\nc") == "html(<!-- a --> b) p(c)"


def test_single_tag_does_not_interrupt_a_paragraph() -> None:
    """A picture behind text belongs to the text; a block's tag does not."""
    assert outline("a\n<img>") == "p(a\n<img>)"
    assert outline("a\n<div>") == "p(a) html(<div>)"


def test_single_tag_behind_a_quote_is_not_a_part_of_it() -> None:
    """GitHub has no lazy line that begins with a tag alone; the spec came to have it."""
    assert outline("> a\n<img>") == "quote[p(a)] html(<img>)"


def test_indent_stays() -> None:
    """HTML is as it was written."""
    assert outline("  <div>\n\t<p>") == "html(  <div>\n\t<p>)"


def test_html_ends_with_its_container() -> None:
    """An unclosed comment swallows no more than its item."""
    assert outline("- <!--\n  a\n\nb") == "ul[li[html(<!--\na\n)]] p(b)"

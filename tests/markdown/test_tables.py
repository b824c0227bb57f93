"""Tables."""

import pytest

from generator.markdown.nodes import Table
from generator.markdown.tables import OpenTable, read_delimiters, split_row
from tests.markdown.outline import outline, parse


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("a|b", ["a", "b"]),
        ("| a | b |", ["a", "b"]),
        ("|a", ["a"]),
        ("a | b |  ", ["a", "b"]),
        ("||", [""]),
        ("| |b|", ["", "b"]),
        (r"a\|b", ["a|b"]),
        (r"a\\|b", [r"a\|b"]),
        (r"\|a|b", ["|a", "b"]),
        ("`a|b`", ["`a", "b`"]),
        (r"`a\|b`", ["`a|b`"]),
        ("|", []),
        ("a\xa0|b", ["a\xa0", "b"]),
    ],
)
def test_cells(row: str, cells: list[str]) -> None:
    """Outer pipes may be left out; a pipe behind a backslash is text, even in code."""
    assert split_row(row) == cells


@pytest.mark.parametrize(
    ("line", "alignments"),
    [("---", [""]), ("|:--|--:|", ["left", "right"]), (" :-: | - ", ["center", ""]), ("-|-", ["", ""])],
)
def test_delimiters(line: str, alignments: list[str]) -> None:
    """Colons say where a column's cells stand."""
    assert read_delimiters(line, 0) == alignments


@pytest.mark.parametrize("line", ["|", "a|-", "||", "|-||-|", "- -", ": -", "::-", "-|-a"])
def test_no_delimiters(line: str) -> None:
    """Each cell of the row has a dash, and nothing but dashes and colons."""
    assert read_delimiters(line, 0) is None


def test_header_is_the_last_line_of_the_paragraph() -> None:
    """What stands above stays a paragraph."""
    assert outline("x\ny\na|b\n-|-\n1|2") == "p(x\ny) table:,(a|b / 1|2)"


def test_table_needs_as_many_groups_of_dashes_as_headings() -> None:
    """GitHub then looks for no further table in the paragraph."""
    assert outline("a|b\n-|-|-") == "p(a|b\n-|-|-)"
    assert outline("a|b\n-|-|-\na|b\n|-|-|") == "p(a|b\n-|-|-\na|b\n|-|-|)"


def test_short_rows_are_filled_and_long_ones_cut() -> None:
    """Each row has the number of cells that the header has."""
    assert outline("|a|b|\n|-|-|\n|1|\n|1|2|3|") == "table:,(a|b / 1| / 1|2)"


def test_row_needs_no_pipe() -> None:
    """A line of text directly below a table is a row of it."""
    assert outline("|a|b|\n|-|-|\nc\n\nd") == "table:,(a|b / c|) p(d)"


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("> x", "quote[p(x)]"),
        ("# x", "h1(x)"),
        ("- x", "ul[li[p(x)]]"),
        ("3. x", "ol3[li[p(x)]]"),
        ("***", "hr"),
        ("    x", "code(x\n)"),
        ("<img>", "html(<img>)"),
        ("```", "fence:()"),
        ("|", "p(|)"),
    ],
)
def test_another_block_ends_a_table(line: str, block: str) -> None:
    """What may begin without a blank line before it is no row, and neither is a pipe alone."""
    assert outline(f"|a|\n|-|\n{line}") == f"table:(a) {block}"


def test_table_in_an_item() -> None:
    """A table stands in any container."""
    assert outline("- a|b\n  -|-\n  1|2\n- c") == "ul[li[table:,(a|b / 1|2)] li[p(c)]]"


def test_quote_mark_is_missing() -> None:
    """Rows of a table in a quote cannot leave out the quote's marks."""
    assert outline("> |a|\n> |-|\n|b|") == "quote[table:(a)] p(|b|)"


def test_lines_of_rows() -> None:
    """Each row knows its line."""
    table = parse("x\n\ny\n|a|\n|-|\n|1|\n|2|").children[-1]
    assert isinstance(table, Table)
    assert (table.line, [row.line for row in table.rows]) == (4, [6, 7])


def test_definition_above_a_table_is_text() -> None:
    """GitHub takes no definitions out of a paragraph that a table follows."""
    document = parse("[a]: /b\nx|y\n-|-")
    assert not document.references


def test_number_of_filled_cells_is_limited() -> None:
    """Two short lines cannot ask for more cells than fit in memory."""
    table = OpenTable(1, ["a"] * 400_000, [""] * 400_000)
    assert [table.add_row(line, "a") for line in (3, 4, 5)] == [True, True, False]


def test_refusal_holds_for_one_paragraph() -> None:
    """The next paragraph may be a table."""
    assert outline("a|b\n-|-|-\n\nc|d\n-|-") == "p(a|b\n-|-|-) table:,(c|d)"


def test_pipes_above_a_table_lose_their_backslash() -> None:
    """As on GitHub, which matters in a code span."""
    assert outline("`x\\|y`\na|b\n-|-") == "p(`x|y`) table:,(a|b)"

"""Lines to blocks."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.limits import Limits, run_within
from generator.markdown.blocks import parse_blocks
from generator.markdown.nodes import Block, BlockQuote, CodeBlock, Heading, ListBlock, Paragraph
from tests.markdown.outline import outline, parse

# Marks, and little between them, so that most lines begin something.
DOCUMENTS = st.text(st.sampled_from(list("\t\x0b\x0c\xa0\u2028   \n\n\n->*#`~$|:[]^'()<!-a1.)=_+\\x/")), max_size=80)


def walk(blocks: list[Block]) -> Iterator[Block]:
    """Give all blocks in the order of the document."""
    for block in blocks:
        yield block
        if isinstance(block, BlockQuote):
            yield from walk(block.children)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from walk(item.children)


def test_paragraph() -> None:
    """Lines lose the white space before them, and the last what is behind it."""
    assert outline("a  \n   b\n\tc \t\n\nd") == "p(a  \nb\nc) p(d)"


def test_other_white_space_is_text() -> None:
    """A no-break space makes no line blank, and is not trimmed."""
    assert outline("a\n\xa0\nb\xa0") == "p(a\n\xa0\nb\xa0)"


@pytest.mark.parametrize("lines", [[], [""], ["", ""], [" ", "\t", ""]])
def test_nothing(lines: list[str]) -> None:
    """A document without words has no blocks."""
    assert parse_blocks(lines).children == []


def test_lines_are_kept() -> None:
    """Whoever has a problem to show finds the source in the document."""
    lines = ["# a", "", "b", ""]
    assert parse_blocks(lines).lines is lines
    assert lines == ["# a", "", "b", ""]


def test_containers_in_containers() -> None:
    """Quotes, lists and code nest at will."""
    text = "> 1. a\n>\n>    ```\n>    b\n>    ```\n>    - c\n>\n>      > d\n> e"
    assert outline(text) == "quote[ol~[li[p(a) fence:(b\n) ul~[li[p(c) quote[p(d\ne)]]]]]]"


def test_tabs_indent_as_far_as_the_next_stop() -> None:
    """A tab is taken in part where a container asks for less."""
    assert outline("-\ta\n\n\tb") == "ul~[li[p(a) p(b)]]"
    assert outline(">\t\ta") == "quote[code(  a\n)]"
    assert outline("-\t\ta") == "ul[li[code(  a\n)]]"
    assert outline(" - a\n   - b\n\t - c") == "ul[li[p(a) ul[li[p(b) ul[li[p(c)]]]]]]"


def test_text_between_other_blocks_is_taken_as_a_whole() -> None:
    """The quick way through text ends where the other begins, and the other way round."""
    assert outline("  a\nb\n *c*\n*d*\n\n\n1984\n`e`\n- f\ng\n\n  h\ni\n\nj") == (
        "p(a\nb\n*c*\n*d*) p(1984\n`e`) ul~[li[p(f\ng) p(h\ni)]] p(j)"
    )


def test_lines_count_from_one_in_every_container() -> None:
    """Each leaf knows the line that it begins on."""
    document = parse("a\n\n# b\n> c\n>\n> - d\n>   e\n>\n>   ```\n>   f\n>   ```\n***\n\n    g\nh\n===")
    assert [(type(block).__name__, block.line) for block in walk(document.children)] == [
        ("Paragraph", 1),
        ("Heading", 3),
        ("BlockQuote", 4),
        ("Paragraph", 4),
        ("ListBlock", 6),
        ("Paragraph", 6),
        ("CodeBlock", 9),
        ("ThematicBreak", 12),
        ("CodeBlock", 14),
        ("Heading", 15),
    ]


@given(DOCUMENTS, st.booleans())
def test_text_stands_on_the_lines_it_says(text: str, has_math: bool) -> None:  # noqa: FBT001 (hypothesis gives it)
    """Whatever the document is, each line of a leaf is a part of that line of the source."""
    document = parse(text, has_math=has_math)
    for block in walk(document.children):
        assert 1 <= block.line <= len(document.lines)
        if isinstance(block, Paragraph | Heading):
            for number, line in enumerate(block.text.split("\n"), block.line):
                # A pipe above a table loses its backslash.
                assert line.replace("\\|", "|") in document.lines[number - 1].replace("\\|", "|")


@given(DOCUMENTS)
def test_last_line_end_does_not_matter(text: str) -> None:
    """A file says the same with and without a line end behind its last line."""
    assert text.endswith("\n") or outline(text) == outline(text + "\n")


@given(DOCUMENTS)
def test_quote_holds_what_the_document_would(text: str) -> None:
    """Each line behind a mark of a quote gives the same blocks within the quote."""
    lines = text.replace("\t", " ").split("\n")
    quoted = "\n".join(f"> {line}" for line in lines)
    footnotes = parse("\n".join(lines)).footnotes
    # A footnote's lines may be blank only outside of a quote.
    if lines[-1] and not footnotes:
        assert outline(quoted) == f"quote[{outline(chr(10).join(lines))}]"


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda size: ">" * size, id="quotes on a line"),
        pytest.param(lambda size: "> " * 200 + "a\n" + "b\n" * size, id="lazy lines in many quotes"),
        pytest.param(
            lambda size: "\n".join(" " * depth + "- a" for depth in range(int(size**0.5))), id="lists in lists"
        ),
        pytest.param(lambda size: "* a *\n" * (size // 6), id="stars"),
        pytest.param(lambda size: "- " * (size // 2) + "a", id="items on a line"),
        pytest.param(lambda size: ("-" + " " * 1000) * (size // 1000) + "a", id="items and spaces"),
        pytest.param(lambda size: "-\n" * (size // 2), id="empty items"),
        pytest.param(lambda size: "[a]: b\n" * (size // 7), id="definitions"),
        pytest.param(lambda size: "[a]: b '\\'\n" * (size // 11), id="titles without end"),
        pytest.param(lambda size: "[a\n" * (size // 3), id="labels without end"),
        pytest.param(lambda size: "> " * 99 + "```\n" + ("> " * 99 + "x\n") * (size // 200), id="fence in quotes"),
        pytest.param(lambda size: "> ```\n" * (size // 6), id="fences in a quote"),
        pytest.param(lambda size: "|" * size, id="pipes"),
        pytest.param(lambda size: "|a" * (size // 50) + "\n" + "|-" * (size // 50) + "\n|" * size, id="short rows"),
        pytest.param(lambda size: "a|b\n-|-|-\n" * (size // 10), id="tables that are none"),
        pytest.param(lambda size: "a\n|-" + " " * size + "x", id="dashes and spaces"),
        pytest.param(lambda size: "<a" + " b='" * (size // 4), id="attributes without end"),
        pytest.param(lambda size: "<!--\n\n" * (size // 6), id="comments without end"),
        pytest.param(lambda size: "# " + " #" * (size // 2) + "x", id="marks behind a heading"),
        pytest.param(lambda size: "\t" * size + "a", id="tabs"),
        pytest.param(lambda size: "- - -" * (size // 5) + "a", id="rules that are none"),
        pytest.param(lambda size: "$$ a\n# b\n" * (size // 9), id="formulas without end"),
        pytest.param(lambda size: "[^a]:" * (size // 5), id="footnotes in footnotes"),
        pytest.param(lambda size: "    a\n" + "\n" * size + "b", id="blank lines behind code"),
    ],
)
def test_hostile_documents_are_parsed_in_time(make: Callable[[int], str]) -> None:
    """What is made to be parsed again and again is parsed in the time that a document has."""
    lines = make(80_000).split("\n")
    document = run_within(Limits().time_s, lambda: parse_blocks(lines, has_math=True))
    assert document.children or document.references or document.footnotes


def test_code_that_is_not_closed_is_swallowed_once() -> None:
    """An unclosed fence at the end of a long document is one block."""
    blocks = parse("```\n" + "a\n" * 1000).children
    assert [type(block) for block in blocks] == [CodeBlock]

"""Quotes that GitHub shows as alerts."""

import pytest

from generator.markdown.alerts import ALERT_WORDS, find_alert, take_mark
from generator.markdown.nodes import Block, BlockQuote, CodeBlock, Paragraph


def quote(*children: Block) -> BlockQuote:
    """Make a quote of these blocks."""
    block = BlockQuote(3)
    block.children += children
    return block


@pytest.mark.parametrize("kind", ALERT_WORDS)
@pytest.mark.parametrize("write", [str.upper, str.lower, str.title])
def test_each_kind_is_known_in_any_case(kind: str, write: type[str]) -> None:
    """The mark alone on its line, with text below it, makes an alert of its kind."""
    assert find_alert(quote(Paragraph(3, f"[!{write(kind)}]  \nWords."))) == kind


@pytest.mark.parametrize(
    "blocks",
    [
        [],
        [Paragraph(3, "[!NOTE]")],
        [Paragraph(3, "[!NOTE] Words.")],
        [Paragraph(3, "[!HINT]\nWords.")],
        [Paragraph(3, "Words.\n[!NOTE]\nWords.")],
        [CodeBlock(3, "[!NOTE]\n", None), Paragraph(5, "Words.")],
    ],
)
def test_anything_else_is_a_quote(blocks: list[Block]) -> None:
    """An unknown kind, text beside the mark, nothing below it, or a mark elsewhere: GitHub shows a quote."""
    assert find_alert(quote(*blocks)) == ""


def test_mark_is_taken_off_its_paragraph() -> None:
    """The paragraph begins a line further down."""
    block = quote(Paragraph(3, "[!TIP]\nOne\ntwo"))
    take_mark(block)
    (paragraph,) = block.children
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.line, paragraph.text) == (4, "One\ntwo")


def test_paragraph_of_the_mark_alone_goes() -> None:
    """Where the words begin with the next block there is no empty paragraph."""
    code = CodeBlock(5, "x\n", None)
    block = quote(Paragraph(3, "[!TIP]"), code)
    assert find_alert(block) == "tip"
    take_mark(block)
    assert block.children == [code]

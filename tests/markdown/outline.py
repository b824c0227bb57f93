"""Writes a tree of blocks on one line, for the tests of all that blocks are made of."""

from collections.abc import Sequence

from generator.markdown.blocks import parse_blocks
from generator.markdown.nodes import (
    Block,
    BlockQuote,
    CodeBlock,
    Document,
    Heading,
    HtmlBlock,
    ListBlock,
    MathBlock,
    Paragraph,
    Table,
    ThematicBreak,
)


def parse(text: str, *, has_math: bool = False) -> Document:
    """Parse a text as it stands in a file."""
    return parse_blocks(text.split("\n"), has_math=has_math)


def outline(text: str, *, has_math: bool = False) -> str:
    r"""Parse a text and write its blocks.

    >>> outline("# A\n- b\n- c\n\n---")
    'h1(A) ul[li[p(b)] li[p(c)]] hr'

    A loose list has a `~`, a list that does not begin with 1 its number, a task its state.
    """
    return write_blocks(parse(text, has_math=has_math).children)


def write_blocks(blocks: Sequence[Block]) -> str:
    """Write blocks that follow each other."""
    return " ".join(_write(block) for block in blocks)


def _write(block: Block) -> str:
    match block:
        case Paragraph():
            return f"p({block.text})"
        case Heading():
            return f"h{block.level}({block.text})"
        case CodeBlock():
            return f"code({block.text})" if block.info is None else f"fence:{block.info}({block.text})"
        case MathBlock():
            return f"math({block.text})"
        case HtmlBlock():
            return f"html({block.text})"
        case ThematicBreak():
            return "hr"
        case BlockQuote():
            return f"quote[{write_blocks(block.children)}]"
        case ListBlock():
            return _write_list(block)
        case Table():
            rows = [block.header, *block.rows]
            return f"table:{','.join(block.alignments)}({' / '.join('|'.join(row.cells) for row in rows)})"


def _write_list(block: ListBlock) -> str:
    tag = "ol" if block.is_ordered else "ul"
    start = "" if block.start == 1 else str(block.start)
    tasks = [f"<{item.task}>" if item.task else "" for item in block.items]
    items = " ".join(f"li{task}[{write_blocks(item.children)}]" for item, task in zip(block.items, tasks, strict=True))
    return f"{tag}{start}{'' if block.is_tight else '~'}[{items}]"

"""What a line may begin: one function for each kind of block, told apart by the line's first character.

Knows what follows from a beginning; how it is written is known elsewhere.
Where GitHub's parser and the spec differ, GitHub is followed.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType

from generator.markdown.containers import MOST_CONTAINERS, Container, match_containers, skip_quote_mark
from generator.markdown.cursor import INDENT, Cursor
from generator.markdown.htmlblocks import find_html
from generator.markdown.leaves import OpenFence, OpenHtml, OpenIndentedCode, OpenLeaf
from generator.markdown.mathblocks import MARK, read_formula
from generator.markdown.nodes import (
    BlockQuote,
    CodeBlock,
    Footnote,
    Heading,
    HtmlBlock,
    MathBlock,
    Paragraph,
    ThematicBreak,
)
from generator.markdown.openblocks import OpenBlocks
from generator.markdown.spans import normalize_label
from generator.markdown.starts import (
    WHITE,
    enter_item,
    is_rule,
    read_fence,
    read_footnote_mark,
    read_heading,
    read_item_mark,
    read_task,
    read_underline,
)
from generator.markdown.tables import OpenTable, read_delimiters, split_row


class Found(Enum):
    """What a line was found to begin with."""

    NOTHING = "nothing"
    CONTAINER = "container"
    """The rest of the line is to be looked at again."""
    LEAF = "leaf"
    """Nothing is left of the line."""


# Asked on every line; a name of the module is found faster than a member of the class.
NOTHING = Found.NOTHING
CONTAINER = Found.CONTAINER
LEAF = Found.LEAF


def begin_indented_code(blocks: OpenBlocks) -> None:
    """Begin code at a line that is indented."""
    block = CodeBlock(blocks.number, "", None)
    blocks.begin_leaf(block)
    _take_first_line(blocks, OpenIndentedCode(block))


def _take_first_line(blocks: OpenBlocks, leaf: OpenLeaf) -> None:
    blocks.leaf = leaf
    leaf.take(blocks.cursor)
    if leaf.is_done:
        blocks.close(len(blocks.stack))


def _begin_quote(blocks: OpenBlocks) -> Found:
    if blocks.matched > MOST_CONTAINERS:
        return NOTHING
    quote = BlockQuote(blocks.number)
    blocks.begin_container(Container(quote.children, is_quote=True), quote)
    skip_quote_mark(blocks.cursor)
    return CONTAINER


def _begin_heading(blocks: OpenBlocks) -> Found:
    found = read_heading(blocks.cursor.line, blocks.cursor.first)
    if found is None:
        return NOTHING
    level, text = found
    blocks.begin_leaf(Heading(blocks.number, level, text))
    return LEAF


def _begin_fence(blocks: OpenBlocks) -> Found:
    cursor = blocks.cursor
    found = read_fence(cursor.line, cursor.first)
    if found is None:
        return NOTHING
    mark, info = found
    is_math = blocks.has_math and info.split(None, 1)[:1] == ["math"]
    block = MathBlock(blocks.number, "") if is_math else CodeBlock(blocks.number, "", info)
    blocks.begin_leaf(block)
    fence = OpenFence(block, mark, cursor.count_white())
    blocks.leaf = fence
    if len(blocks.stack) == 1 and cursor.first == 0:
        # No container can end it, and there is no indent to take off: all lines are taken at once.
        blocks.number = fence.take_all(blocks.lines, blocks.number, blocks.line_count)
        blocks.close(1)
    return LEAF


def _begin_html(blocks: OpenBlocks) -> Found:
    cursor = blocks.cursor
    kind = find_html(cursor.line, cursor.first)
    if kind is None or (blocks.is_interrupting and not kind.may_interrupt):
        return NOTHING
    block = HtmlBlock(blocks.number, "")
    blocks.begin_leaf(block)
    _take_first_line(blocks, OpenHtml(block, kind))
    return LEAF


def _begin_at_dash(blocks: OpenBlocks) -> Found:
    if blocks.is_interrupting and read_underline(blocks.cursor.line, blocks.cursor.first):
        return _begin_underline(blocks)
    found = _begin_at_star(blocks)
    return _begin_table(blocks) if found is NOTHING else found


def _begin_at_star(blocks: OpenBlocks) -> Found:
    found = _begin_rule(blocks)
    return _begin_item(blocks) if found is NOTHING else found


def _begin_underline(blocks: OpenBlocks) -> Found:
    """Make a heading of the paragraph; where it is nothing but definitions, GitHub has the line as text."""
    level = read_underline(blocks.cursor.line, blocks.cursor.first) if blocks.is_interrupting else 0
    if not level:
        return NOTHING
    text, line = blocks.read_paragraph()
    blocks.end_paragraph(Heading(line, level, text) if text else None)
    return LEAF if text else NOTHING


def _begin_rule(blocks: OpenBlocks) -> Found:
    if not is_rule(blocks.cursor.line, blocks.cursor.first):
        return NOTHING
    blocks.begin_leaf(ThematicBreak(blocks.number))
    return LEAF


def _begin_item(blocks: OpenBlocks) -> Found:
    cursor = blocks.cursor
    mark = read_item_mark(cursor.line, cursor.first, is_interrupting=blocks.is_interrupting)
    if mark is None or blocks.matched > MOST_CONTAINERS:
        return NOTHING
    blocks.begin_item(mark, enter_item(cursor, mark))
    return CONTAINER


def _begin_at_bracket(blocks: OpenBlocks) -> Found:
    cursor = blocks.cursor
    found = read_footnote_mark(cursor.line, cursor.first)
    if found is None:
        return _take_task(blocks)
    if blocks.matched > MOST_CONTAINERS:
        return NOTHING
    label, end = found
    footnote = Footnote(blocks.number, label)
    blocks.begin_container(Container(footnote.children, width=INDENT))
    blocks.document.footnotes.setdefault(normalize_label(label), footnote)
    cursor.skip(end - cursor.first)
    return CONTAINER


def _take_task(blocks: OpenBlocks) -> Found:
    """Take the mark of a task off the start of an item; the rest of the line is text, as on GitHub."""
    if blocks.new_item is None or blocks.new_item[0] is not blocks.stack[-1]:
        return NOTHING
    cursor = blocks.cursor
    state = read_task(cursor.line, cursor.first)
    if not state:
        return NOTHING
    blocks.new_item[1].task = state
    cursor.skip(len("[ ]"))
    return LEAF if cursor.first == len(cursor.line) else NOTHING


def _begin_table(blocks: OpenBlocks) -> Found:
    """Make a table of the paragraph's last line, if the line below it is a row of as many groups of dashes."""
    cursor = blocks.cursor
    if not blocks.is_interrupting or blocks.is_no_table:
        return NOTHING
    alignments = read_delimiters(cursor.line, cursor.first)
    if alignments is None:
        return NOTHING
    *above, last = blocks.paragraph
    header = split_row(last)
    if len(header) != len(alignments):
        blocks.is_no_table = True
        return NOTHING
    line = blocks.paragraph_line
    table = OpenTable(line + len(above), header, alignments)
    if above:
        # GitHub takes no definitions off what stands above, but the backslash off its pipes.
        text = "\n".join(above).rstrip(WHITE).replace("\\|", "|")
        blocks.end_paragraph(Paragraph(line, text))
        blocks.stack[-1].children.append(table.table)
    else:
        blocks.end_paragraph(table.table)
    blocks.table = table
    return LEAF


def _begin_formula(blocks: OpenBlocks) -> Found:
    """Begin a formula whose end is in sight; a paragraph is interrupted only by a mark alone on its line."""
    first = blocks.cursor.line[blocks.cursor.first :]
    if not blocks.has_math or not first.startswith(MARK) or (blocks.is_interrupting and first.rstrip(WHITE) != MARK):
        return NOTHING
    found = read_formula(first, _look_ahead(blocks))
    if found is None:
        return NOTHING
    text, line_count = found
    blocks.begin_leaf(MathBlock(blocks.number, text))
    blocks.number += line_count
    return LEAF


def _look_ahead(blocks: OpenBlocks) -> Iterator[str]:
    """Give the lines that follow in the same containers, up to a blank one.

    Nobody looks further than to the next mark, so no line is looked at twice.
    """
    stack = blocks.stack[: blocks.matched]
    cursor = Cursor()
    for index in range(blocks.number, blocks.line_count):
        cursor.begin(blocks.lines[index])
        if match_containers(stack, cursor) < len(stack) or cursor.first == len(cursor.line):
            return
        yield cursor.read()


BEGINNINGS: Mapping[str, Callable[[OpenBlocks], Found]] = MappingProxyType(
    {
        ">": _begin_quote,
        "#": _begin_heading,
        "`": _begin_fence,
        "~": _begin_fence,
        "<": _begin_html,
        "=": _begin_underline,
        "-": _begin_at_dash,
        "*": _begin_at_star,
        "+": _begin_item,
        "_": _begin_rule,
        **dict.fromkeys("0123456789", _begin_item),
        "[": _begin_at_bracket,
        "|": _begin_table,
        ":": _begin_table,
        "$": _begin_formula,
    }
)
"""By the first character of a line, or of what its containers leave of it."""

"""Lines to blocks: the loop over a document's lines, by the parsing strategy of the CommonMark spec.

Knows in which order things are tried on a line; how each block begins and ends is written elsewhere.

A line goes first to the containers that are open, then to the code or HTML that is open in them, then to what may
begin there, and is running text otherwise.
"""

from generator.markdown.beginnings import BEGINNINGS, CONTAINER, LEAF, begin_indented_code
from generator.markdown.containers import match_containers
from generator.markdown.cursor import INDENT
from generator.markdown.nodes import Document
from generator.markdown.openblocks import OpenBlocks
from generator.markdown.starts import FIRST_CHARACTERS, MAY_BEGIN


def parse_blocks(lines: list[str], *, has_math: bool = False) -> Document:
    """Find the blocks of a document.

    Args:
        lines: the source, split at line ends; an empty one at the end is none.
        has_math: whether `$$`, and fences marked `math`, hold formulas.
    """
    blocks = OpenBlocks(lines, has_math=has_math)
    count = blocks.line_count
    stack = blocks.stack
    while blocks.number < count:
        if len(stack) == 1 and blocks.leaf is None and blocks.table is None:
            _take_plain_lines(blocks)
            if blocks.number == count:
                break
        _take_line(blocks)
    blocks.close(1)
    return blocks.document


def _take_plain_lines(blocks: OpenBlocks) -> None:
    """Take lines, outside of containers, that are running text or empty, up to one that may be something else.

    Most lines are, so nothing is tried on them; the first character tells of nearly all.
    """
    lines = blocks.lines
    may_begin = MAY_BEGIN.match
    count = blocks.line_count
    start = index = blocks.number
    while index < count:
        line = lines[index]
        if not line:
            if index > start:
                _add_plain(blocks, start, index)
            if blocks.paragraph:
                blocks.close(1)
            start = index + 1
        elif line[0] in FIRST_CHARACTERS and may_begin(line):
            break
        index += 1
    if index > start:
        _add_plain(blocks, start, index)
    blocks.number = index


def _add_plain(blocks: OpenBlocks, start: int, end: int) -> None:
    added = blocks.lines[start:end]
    if blocks.paragraph:
        blocks.paragraph += added
    else:
        blocks.begin_paragraph(start + 1, added)


def _take_line(blocks: OpenBlocks) -> None:
    """Read the next line in full."""
    cursor = blocks.cursor
    cursor.begin(blocks.lines[blocks.number])
    blocks.number += 1
    stack = blocks.stack
    blocks.matched = matched = match_containers(stack, cursor) if len(stack) > 1 else 1
    is_blank = cursor.first == len(cursor.line)
    leaf = blocks.leaf
    if leaf is not None:
        if matched == len(stack) and leaf.take(cursor):
            if is_blank and leaf.counts_blanks:
                blocks.note_blank()
            else:
                blocks.note_text()
            if leaf.is_done:
                blocks.close(matched)
            return
        blocks.close(matched)
    if is_blank:
        blocks.close(matched)
        if not blocks.is_behind_rule():
            blocks.note_blank()
        return
    _begin_blocks(blocks)
    blocks.note_text()


def _begin_blocks(blocks: OpenBlocks) -> None:
    """Begin what begins on this line; what is left of it then is text."""
    cursor = blocks.cursor
    line = cursor.line
    blocks.new_item = None
    may_be_lazy = bool(blocks.paragraph)
    blocks.is_interrupting = may_be_lazy and blocks.matched == len(blocks.stack)
    while cursor.first < len(line):
        if cursor.first_column - cursor.column >= INDENT:
            if may_be_lazy:
                break
            begin_indented_code(blocks)
            return
        beginning = BEGINNINGS.get(line[cursor.first])
        if beginning is None:
            break
        found = beginning(blocks)
        if found is LEAF:
            return
        if found is not CONTAINER:
            break
        may_be_lazy = blocks.is_interrupting = False
        blocks.matched = len(blocks.stack)
    if cursor.first < len(line):
        _add_text(blocks, line[cursor.first :])


def _add_text(blocks: OpenBlocks, text: str) -> None:
    """Add what is left of a line as running text, or as a row of a table."""
    if blocks.paragraph:
        # Whether or not all containers go on: running text may leave out their marks.
        blocks.paragraph.append(text)
        return
    table = blocks.table
    if table is not None and blocks.matched == len(blocks.stack) and table.add_row(blocks.number, text):
        return
    blocks.close(blocks.matched)
    blocks.begin_paragraph(blocks.number, [text])

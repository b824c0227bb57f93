"""Which pieces of a Markdown text are literal: code, formulas and raw HTML, where no other sign means anything.

Knows where they begin and end; does not know what they say.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from generator.markdown.blocks import parse_blocks
from generator.markdown.nodes import Block, BlockQuote, CodeBlock, HtmlBlock, ListBlock, MathBlock

_FENCE_END = re.compile(r"[\s>]*(?:`{3,}|~{3,}|\$\$)\s*$")
_TICKS = re.compile(r"`+")


class Literals(msgspec.Struct, frozen=True):
    """The literal pieces of one text, in order; none overlap."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def holds(self, offset: int) -> bool:
        """Tell whether the character at `offset` stands in a literal piece."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.ends[index]


def find_literals(text: str) -> Literals:
    """Find the literal pieces of a text.

    >>> literals = find_literals("a `b` c")
    >>> [literals.holds(offset) for offset in (0, 3, 6)]
    [False, True, False]
    """
    lines = text.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    blocks = sorted((offsets[first - 1], offsets[min(last, len(lines))]) for first, last in _list_literal_lines(lines))
    spans: list[tuple[int, int]] = []
    position = 0
    for start, end in [*blocks, (len(text), len(text))]:
        spans += _list_code_spans(text, position, start)
        if end > start:
            spans.append((start, end))
        position = max(position, end)
    return Literals(tuple(start for start, _ in spans), tuple(end for _, end in spans))


def _list_literal_lines(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Give the first and the last line of each block that is literal."""
    document = parse_blocks(lines[:-1] if lines and not lines[-1] else lines, has_math=True)
    waiting: list[Block] = [*document.children]
    for footnote in document.footnotes.values():
        waiting += footnote.children
    while waiting:
        block = waiting.pop()
        if isinstance(block, BlockQuote):
            waiting += block.children
        elif isinstance(block, ListBlock):
            for item in block.items:
                waiting += item.children
        elif isinstance(block, CodeBlock | MathBlock | HtmlBlock):
            yield block.line, _find_last_line(block, lines)


def _find_last_line(block: CodeBlock | MathBlock | HtmlBlock, lines: list[str]) -> int:
    count = block.text.count("\n") + (not block.text.endswith("\n") and bool(block.text))
    if isinstance(block, HtmlBlock) or (isinstance(block, CodeBlock) and block.info is None):
        return max(block.line, block.line + count - 1)
    after = block.line + count
    has_end = after < len(lines) and _FENCE_END.match(lines[after])
    return after + 1 if has_end else after


def _list_code_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the code within lines: between two runs of as many backticks, in one paragraph."""
    runs = list(_TICKS.finditer(text, start, end))
    index = 0
    while index < len(runs):
        opening = runs[index]
        limit = text.find("\n\n", opening.end(), end)
        is_escaped = text[opening.start() - 1 : opening.start()] == "\\"
        for closing_index in range(index + 1, len(runs)):
            closing = runs[closing_index]
            if is_escaped or 0 <= limit < closing.start():
                break
            if len(closing.group()) == len(opening.group()):
                yield opening.start(), closing.end()
                index = closing_index
                break
        index += 1

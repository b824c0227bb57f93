"""Code, raw HTML and formulas while they are open: blocks that take lines as they are.

Knows how each of them ends; does not know in which containers it stands.
"""

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Protocol

from generator.markdown.cursor import INDENT, Cursor
from generator.markdown.htmlblocks import HtmlKind
from generator.markdown.nodes import CodeBlock, HtmlBlock, MathBlock


class OpenLeaf(Protocol):
    """A leaf that decides for itself which lines are its own."""

    counts_blanks: bool
    """Whether a blank line in it is one between items of a list."""
    is_done: bool
    """Whether it has taken its last line."""

    def take(self, cursor: Cursor) -> bool:
        """Take the rest of a line, or say no: it then belongs to what follows the leaf."""

    def finish(self) -> None:
        """Complete the block."""


def _compile_end(mark: str) -> re.Pattern[str]:
    return re.compile(rf" {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*$")


_USUAL_ENDS = MappingProxyType({mark: _compile_end(mark) for mark in ("```", "~~~")})


class OpenFence:
    """Code between fences."""

    __slots__ = ("_block", "_end", "_indent", "_lines", "_mark", "counts_blanks", "is_done")

    def __init__(self, block: CodeBlock | MathBlock, mark: str, indent: int) -> None:
        self._block = block
        self._mark = mark
        self._indent = indent
        self._end = _USUAL_ENDS.get(mark) or _compile_end(mark)
        self._lines: list[str] = []
        self.counts_blanks = False
        self.is_done = False

    def take(self, cursor: Cursor) -> bool:
        """Take the line; its indent goes as far as the fence has one."""
        indent = cursor.first_column - cursor.column
        if indent < INDENT and self._end.match(cursor.line, cursor.first):
            self.is_done = True
            return True
        cursor.column += min(indent, self._indent)
        self._lines.append(cursor.read())
        return True

    def take_all(self, lines: Sequence[str], start: int, end: int) -> int:
        """Take lines that stand in no container, up to the closing fence: the place behind it."""
        mark = self._mark
        is_end = self._end.match
        for index in range(start, end):
            line = lines[index]
            if mark in line and is_end(line):
                self._lines += lines[start:index]
                self.is_done = True
                return index + 1
        self._lines += lines[start:end]
        return end

    def finish(self) -> None:
        """Complete the block."""
        self._block.text = "\n".join([*self._lines, ""])


class OpenIndentedCode:
    """Code that is nothing but indented."""

    __slots__ = ("_block", "_lines", "counts_blanks", "is_done")

    def __init__(self, block: CodeBlock) -> None:
        self._block = block
        self._lines: list[str] = []
        self.counts_blanks = True
        self.is_done = False

    def take(self, cursor: Cursor) -> bool:
        """Take an indented line or a blank one."""
        if cursor.first_column - cursor.column >= INDENT:
            cursor.column += INDENT
        elif cursor.first == len(cursor.line):
            cursor.column = cursor.first_column
        else:
            return False
        self._lines.append(cursor.read())
        return True

    def finish(self) -> None:
        """Complete the block: the blank lines behind it are none of it."""
        lines = self._lines
        while not lines[-1].strip(" \t"):
            del lines[-1]
        self._block.text = "\n".join([*lines, ""])


class OpenHtml:
    """Raw HTML."""

    __slots__ = ("_block", "_end", "_lines", "counts_blanks", "is_done")

    def __init__(self, block: HtmlBlock, kind: HtmlKind) -> None:
        self._block = block
        self._end = kind.end
        self._lines: list[str] = []
        self.counts_blanks = True
        self.is_done = False

    def take(self, cursor: Cursor) -> bool:
        """Take a line; what ends the HTML is a part of it, unless it is a blank line."""
        if self._end is None:
            if cursor.first == len(cursor.line):
                return False
        elif self._end.search(cursor.line, cursor.first):
            self.is_done = True
        self._lines.append(cursor.read())
        return True

    def finish(self) -> None:
        """Complete the block."""
        self._block.text = "\n".join(self._lines)

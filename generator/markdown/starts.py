"""How blocks begin: the marks of headings, fences, lines across, items, footnotes, tasks.

Knows one line at a time; does not know what is open where the line stands.
"""

import re

from generator.markdown.cursor import INDENT, Cursor

WHITE = " \t\n\v\f\r"
"""What is no part of a text at its ends; Python's own idea of white space takes in more, such as no-break spaces."""

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*+$")
_RULE = re.compile(r"(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)$")
_ITEM = re.compile(r"(?:[-+*]|([0-9]{1,9})[.)])(?=[ \t]|$)")
_FOOTNOTE = re.compile(r"\[\^([^\] \t]+)\]:[ \t]*+")
_TASK = re.compile(r"\[([ xX/-])\](?=[ \t])")

MAY_BEGIN = re.compile(
    r"[ \t>]|#{1,6}(?:[ \t]|$)|```|~~~|<[a-zA-Z/!?]|[-+*](?:[ \t]|$)|[0-9]{1,9}[.)](?:[ \t]|$)|[*_][ \t]*[*_][ \t]*[*_]"
    r"|[-=:|]|\[\^|\$\$"
)
"""Matches every line that may be more than running text, and few others; for lines outside of containers."""
FIRST_CHARACTERS = frozenset(" \t>#`~<-+*_0123456789=:|[$")
"""What such lines begin with; asked before the expression, since most lines begin with a letter."""


def read_heading(line: str, start: int) -> tuple[int, str] | None:
    """Give level and text of a heading that begins with `#`.

    >>> read_heading("## Two ##", 0), read_heading("#tag", 0)
    ((2, 'Two'), None)
    """
    match = _HEADING.match(line, start)
    if match is None:
        return None
    text = line[match.end() :].rstrip(WHITE)
    if text.endswith("#"):
        opened = text.rstrip("#")
        if not opened or opened[-1] in " \t":
            text = opened.rstrip(WHITE)
    return match.end(1) - start, text


def read_fence(line: str, start: int) -> tuple[str, str] | None:
    """Give the marks that begin fenced code, and what is written behind them.

    >>> read_fence("~~~~ python", 0)
    ('~~~~', 'python')
    """
    match = _FENCE.match(line, start)
    if match is None:
        return None
    backticks, info, tildes, other_info = match.groups()
    return (backticks, info.strip(WHITE)) if backticks else (tildes, other_info.strip(WHITE))


def read_underline(line: str, start: int) -> int:
    """Give the level that a line of `=` or `-` makes a heading of the lines above it; 0 if it is none."""
    if _UNDERLINE.match(line, start) is None:
        return 0
    return 1 if line[start] == "=" else 2


def is_rule(line: str, start: int) -> bool:
    """Whether this is three or more of `*`, `-` or `_` and nothing else."""
    return _RULE.match(line, start) is not None


class ItemMark:
    """What an item of a list begins with."""

    __slots__ = ("kind", "number", "width")

    def __init__(self, kind: str, number: int | None, width: int) -> None:
        self.kind = kind
        """The marker's last character; items of one list have it alike."""
        self.number = number
        """None with a bullet."""
        self.width = width


def read_item_mark(line: str, start: int, *, is_interrupting: bool) -> ItemMark | None:
    """Read the marker of an item, if one stands there.

    Running text is interrupted only by items that say something and are no lines that happen to begin with a number.
    """
    match = _ITEM.match(line, start)
    if match is None:
        return None
    end = match.end()
    number = int(match.group(1)) if match.group(1) else None
    if is_interrupting and (number not in {None, 1} or not line[end:].strip(" \t")):
        return None
    return ItemMark(line[end - 1], number, end - start)


def enter_item(cursor: Cursor, mark: ItemMark) -> int:
    """Go behind an item's marker and its white space: how far the item's lines are indented."""
    indent = cursor.first_column - cursor.column
    cursor.skip(mark.width)
    space = cursor.first_column - cursor.column
    if space > INDENT or cursor.first == len(cursor.line):
        space = min(space, 1)
        cursor.column += space
        return indent + mark.width + 1
    cursor.column += space
    return indent + mark.width + space


def read_footnote_mark(line: str, start: int) -> tuple[str, int] | None:
    """Give the label of a footnote that is defined there, and where its text begins."""
    match = _FOOTNOTE.match(line, start)
    return (match.group(1), match.end()) if match else None


def read_task(line: str, start: int) -> str:
    """Give the state of a task as one character, or nothing if there is none.

    >>> read_task("[X] done", 0)
    'x'
    """
    match = _TASK.match(line, start)
    return match.group(1).lower() if match else ""

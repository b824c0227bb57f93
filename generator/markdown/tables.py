"""Tables: cells of a row, and the row of dashes that makes a table of the line above it.

Knows cells as text; does not know where in a document a row stands.
"""

import re

from generator.markdown.nodes import Row, Table
from generator.markdown.starts import WHITE

_DELIMITERS = re.compile(r"\|?[ \t\v\f]*+:?-++:?[ \t\v\f]*+(?:\|[ \t\v\f]*+:?-++:?[ \t\v\f]*+)*+\|?[ \t\v\f]*+$")
_PIPE = re.compile(r"(?<!\\)\|")
_MOST_FILLED_CELLS = 500_000
"""Two short lines could otherwise ask for more cells than fit in memory; GitHub has such a limit too."""


def split_row(text: str) -> list[str]:
    r"""Give the cells of a line, trimmed.

    A pipe behind a backslash is one of the text, even if the backslash is escaped itself, as on GitHub.

    >>> split_row(r"| a | b \| c |"), split_row("a"), split_row("|")
    (['a', 'b | c'], ['a'], [])
    """
    if "\\" in text:
        cells = [cell.replace("\\|", "|").strip(WHITE) for cell in _PIPE.split(text)]
    else:
        cells = [cell.strip(WHITE) for cell in text.split("|")]
    if text.startswith("|"):
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return cells


def read_delimiters(text: str, start: int) -> list[str] | None:
    """Give the alignments of the columns, if the line is a row of dashes.

    >>> read_delimiters("|:-|-:|:-:|-|", 0)
    ['left', 'right', 'center', '']
    """
    if _DELIMITERS.match(text, start) is None:
        return None
    return [_read_alignment(cell) for cell in split_row(text[start:])]


def _read_alignment(cell: str) -> str:
    if cell[0] == ":":
        return "center" if cell[-1] == ":" else "left"
    return "right" if cell[-1] == ":" else ""


class OpenTable:
    """A table that may get further rows."""

    __slots__ = ("_filled_count", "table")

    def __init__(self, line: int, header: list[str], alignments: list[str]) -> None:
        self.table = Table(Row(line, header), alignments)
        self._filled_count = 0

    def add_row(self, line: int, text: str) -> bool:
        """Add a line as a row, filled up or cut to the number of columns; say no if it is none."""
        cells = split_row(text)
        if not cells or self._filled_count > _MOST_FILLED_CELLS:
            return False
        missing_count = len(self.table.alignments) - len(cells)
        if missing_count > 0:
            self._filled_count += missing_count
            cells += [""] * missing_count
        elif missing_count:
            del cells[missing_count:]
        self.table.rows.append(Row(line, cells))
        return True

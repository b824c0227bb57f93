"""How far into a line its containers have been taken off, in columns.

Knows tab stops; does not know what a container is.

Tabs are never replaced beforehand, since code keeps them: one that is taken in part leaves spaces for the rest of it.
"""

import re

_WHITE = re.compile(r"[ \t]++")
_TAB_STOP = 4
INDENT = 4
"""So much white space makes code of a line, and keeps it from being anything else."""


class Cursor:
    """A place in a line; white space from there on is taken by columns, so where it is may be within a tab."""

    __slots__ = ("_start", "_start_column", "column", "first", "first_column", "line")

    def __init__(self) -> None:
        self.line = ""
        self.first = 0
        """Where the next word begins, counted in characters; the line's length if none does."""
        self.first_column = 0
        self.column = 0
        """Where we are, never behind the word; what lies between is the line's indent."""
        self._start = 0
        self._start_column = 0

    def begin(self, line: str) -> None:
        """Go to the start of a line."""
        self.line = line
        self.move(0, 0)

    def move(self, start: int, column: int) -> None:
        """Go to character `start`, which stands in this column, and look for the next word."""
        line = self.line
        self._start = start
        self._start_column = self.column = column
        match = _WHITE.match(line, start)
        if match is None:
            self.first = start
            self.first_column = column
            return
        self.first = first = match.end()
        if line.find("\t", start, first) >= 0:
            for char in line[start:first]:
                column += _TAB_STOP - column % _TAB_STOP if char == "\t" else 1
            self.first_column = column
        else:
            self.first_column = column + first - start

    def skip(self, width: int) -> None:
        """Go behind a mark of so many characters at the next word."""
        self.move(self.first + width, self.first_column + width)

    def read(self) -> str:
        """Give the rest of the line from where we are, with what is left of a tab as spaces."""
        start, rest_of_tab = self._find()
        return " " * rest_of_tab + self.line[start:] if rest_of_tab else self.line[start:]

    def count_white(self) -> int:
        """Count the characters, not the columns, up to the next word; a tab that is taken in part is one."""
        start, rest_of_tab = self._find()
        return self.first - start + (1 if rest_of_tab else 0)

    def _find(self) -> tuple[int, int]:
        """Give the character we are at, and how many columns of a tab before it are left."""
        column = self._start_column
        start = self._start
        line = self.line
        while column < self.column:
            column += _TAB_STOP - column % _TAB_STOP if line[start] == "\t" else 1
            start += 1
        return start, column - self.column

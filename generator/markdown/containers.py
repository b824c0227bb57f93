"""The containers that are open while a document is read: quotes, items of lists, footnotes.

Knows which lines belong into them; does not know what a line then is.
"""

from collections.abc import Sequence

from generator.markdown.cursor import INDENT, Cursor
from generator.markdown.nodes import Block, ListBlock

MOST_CONTAINERS = 100
"""What is nested deeper is text, so that whoever walks the tree may do so by calls within calls; GitHub has it too."""


class Container:
    """A block that holds blocks, while it is open; also the document as a whole."""

    __slots__ = ("children", "has_gap", "has_list_gap", "is_empty", "is_quote", "list", "marker", "open_list", "width")

    def __init__(
        self,
        children: list[Block],
        *,
        is_quote: bool = False,
        width: int = 0,
        of_list: ListBlock | None = None,
    ) -> None:
        self.children = children
        self.is_quote = is_quote
        self.width = width
        """How many columns its lines are indented."""
        self.list = of_list
        """The list that this is an item of."""
        self.is_empty = True
        """Whether nothing has begun in it."""
        self.has_gap = False
        """Whether blank lines came before a block that turned out to be nothing but definitions."""
        self.has_list_gap = False
        """Whether its open list's last item ended with such a gap."""
        self.open_list: ListBlock | None = None
        """The list that a further item would go on with: nothing but blank lines follows it."""
        self.marker = ""
        """The last character of that list's markers."""

    def begin_child(self, *, is_after_blank: bool) -> None:
        """Note that a block begins in this one; blank lines between two children make a list loose."""
        self.open_list = None
        if self.list is not None and not self.is_empty and (is_after_blank or self.has_gap):
            self.list.is_tight = False
        self.is_empty = False


def match_containers(stack: Sequence[Container], cursor: Cursor) -> int:
    """Take off the line what marks it as belonging to open containers, and say to how many, from the outermost.

    Args:
        stack: the document, which every line belongs to, and the containers within.
        cursor: stands at the start of the line.
    """
    line = cursor.line
    size = len(line)
    for position in range(1, len(stack)):
        container = stack[position]
        indent = cursor.first_column - cursor.column
        if container.is_quote:
            if indent >= INDENT or not line.startswith(">", cursor.first):
                return position
            skip_quote_mark(cursor)
        elif indent >= container.width:
            cursor.column += container.width
        elif cursor.first == size and _goes_on_after_blank(container, line):
            cursor.column = cursor.first_column
        else:
            return position
    return len(stack)


def _goes_on_after_blank(container: Container, line: str) -> bool:
    # An item whose first line says nothing must say something on its second.
    # White space ends a footnote where nothing at all would not: an oddity of GitHub's.
    return not container.is_empty if container.list is not None else not line


def skip_quote_mark(cursor: Cursor) -> None:
    """Go behind a `>`, and the column of white space that belongs to it."""
    cursor.skip(1)
    if cursor.first_column > cursor.column:
        cursor.column += 1

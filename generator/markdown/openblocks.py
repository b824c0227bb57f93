"""What is open while a document is read: its containers, and one leaf at most; how they open and close.

Knows the tree that grows; does not know what any line of the source means.
"""

from generator.markdown.containers import Container
from generator.markdown.cursor import Cursor
from generator.markdown.leaves import OpenLeaf
from generator.markdown.nodes import Block, Document, Item, ListBlock, Paragraph, ThematicBreak
from generator.markdown.references import take_references
from generator.markdown.starts import WHITE, ItemMark
from generator.markdown.tables import OpenTable

_NO_BLANK = 1 << 30
"""Deeper than any container."""


class OpenBlocks:
    """One document while it is read; made anew for each."""

    __slots__ = (
        "_blank_depth",
        "_has_gap_before",
        "cursor",
        "document",
        "has_math",
        "is_interrupting",
        "is_no_table",
        "leaf",
        "line_count",
        "lines",
        "matched",
        "new_item",
        "number",
        "paragraph",
        "paragraph_line",
        "stack",
        "table",
    )

    def __init__(self, lines: list[str], *, has_math: bool) -> None:
        self.document = Document(lines)
        self.lines = lines
        self.line_count = len(lines) - 1 if lines and not lines[-1] else len(lines)
        self.has_math = has_math
        self.number = 0
        """How many lines are done; while a line is looked at it counts as done, so this is its number."""
        self.cursor = Cursor()
        self.stack = [Container(self.document.children)]
        """The document, and the containers within that are open."""
        self.matched = 1
        """To how many of them the line belongs."""
        self.leaf: OpenLeaf | None = None
        self.table: OpenTable | None = None
        self.paragraph: list[str] = []
        """The lines of the paragraph that is open; of leaf, table and paragraph one at most is."""
        self.paragraph_line = 0
        self.is_interrupting = False
        """Whether the line goes on with the paragraph unless something else begins there."""
        self.is_no_table = False
        """Whether the paragraph was refused as a table; GitHub then asks no more."""
        self.new_item: tuple[Container, Item] | None = None
        """The item that began on this line."""
        self._has_gap_before = False
        """Whether the paragraph makes its list loose, if it turns out to say anything."""
        self._blank_depth = _NO_BLANK
        """The outermost container between whose children the line before was a blank one."""

    def note_blank(self) -> None:
        """Note that a blank line was read."""
        stack = self.stack
        depth = len(stack) - 1
        # What is blank in a quote is not so outside of it, where the line has its `>`.
        while depth and not stack[depth].is_quote:
            depth -= 1
        self._blank_depth = depth

    def note_text(self) -> None:
        """Note that a line was read which does not separate anything."""
        self._blank_depth = _NO_BLANK

    def begin_leaf(self, block: Block) -> None:
        """Add a block without children, and close what does not go on beside it."""
        self.close(self.matched)
        self._begin_child().children.append(block)

    def begin_container(self, container: Container, block: Block | None = None) -> None:
        """Add a container, and close what does not go on beside it; a footnote has no block in the text."""
        self.close(self.matched)
        parent = self._begin_child()
        if block is not None:
            parent.children.append(block)
        self.stack.append(container)

    def begin_paragraph(self, number: int, lines: list[str]) -> None:
        """Begin a paragraph with these lines, the first of which has this number."""
        self.paragraph = lines
        self.paragraph_line = number
        self.is_no_table = False
        parent = self.stack[-1]
        if parent.list is None or lines[0][0] != "[":
            self._begin_child()
            return
        # It may be nothing but definitions, which make no list loose.
        self._has_gap_before = not parent.is_empty and (parent.has_gap or self._blank_depth < len(self.stack))
        parent.open_list = None
        parent.is_empty = False

    def _begin_child(self) -> Container:
        parent = self.stack[-1]
        parent.begin_child(is_after_blank=self._blank_depth < len(self.stack))
        return parent

    def begin_item(self, mark: ItemMark, width: int) -> None:
        """Add an item to the list that it goes on with, or to a new one."""
        self.close(self.matched)
        parent = self._find_list(mark)
        item = Item(self.number)
        parent.items.append(item)
        container = Container(item.children, width=width, of_list=parent)
        self.new_item = container, item
        self.stack.append(container)

    def _find_list(self, mark: ItemMark) -> ListBlock:
        parent = self.stack[-1]
        found = parent.open_list
        if found is None or parent.marker != mark.kind:
            start = 1 if mark.number is None else mark.number
            found = ListBlock(self.number, is_ordered=mark.number is not None, start=start)
            self._begin_child().children.append(found)
            parent.open_list = found
            parent.marker = mark.kind
        elif parent.has_list_gap or self._blank_depth < len(self.stack):
            found.is_tight = False
        parent.has_list_gap = False
        return found

    def close(self, matched: int) -> None:
        """Close the leaf that is open, and all containers but for so many."""
        if self.paragraph:
            self._close_paragraph()
        elif self.leaf is not None:
            self.leaf.finish()
            self.leaf = None
        self.table = None
        stack = self.stack
        while len(stack) > matched:
            container = stack.pop()
            if container.has_gap:
                stack[-1].has_list_gap = True

    def _close_paragraph(self) -> None:
        text, line = self.read_paragraph()
        self.end_paragraph(Paragraph(line, text) if text else None)

    def read_paragraph(self) -> tuple[str, int]:
        """Give the text of the open paragraph and its line, without the definitions at its start."""
        text = "\n".join(self.paragraph).rstrip(WHITE)
        # The second condition spares most paragraphs that begin with a link.
        if text.startswith("[") and "]:" in text:
            return take_references(text, self.paragraph_line, self.document)
        return text, self.paragraph_line

    def end_paragraph(self, block: Block | None) -> None:
        """Put a block in the place of the open paragraph, or nothing."""
        parent = self.stack[-1]
        self.paragraph = []
        if block is None:
            parent.is_empty = not parent.children
            parent.has_gap = self._has_gap_before
        else:
            parent.children.append(block)
            if self._has_gap_before and parent.list is not None:
                parent.list.is_tight = False
        self._has_gap_before = False

    def is_behind_rule(self) -> bool:
        """Whether the last thing is a line across, behind which GitHub does not count blank lines."""
        children = self.stack[-1].children
        return bool(children) and type(children[-1]) is ThematicBreak

"""The blocks of a document, as the block parser leaves them: a tree whose leaves hold text that is not yet looked into.

Knows the names of things; does not know how they are written in Markdown or in HTML.

The types are plain classes and not frozen values, because the parser grows them line by line, and they never leave the
room.
"""


class Paragraph:
    """Lines of running text."""

    __slots__ = ("line", "text")

    def __init__(self, line: int, text: str) -> None:
        self.line = line
        """The line of the source that the text begins on; lines count from 1, and those of a leaf follow each other."""
        self.text = text
        """Its lines without the white space in front, joined by line ends; nothing stands behind the last word."""


class Heading:
    """A heading of either kind."""

    __slots__ = ("level", "line", "text")

    def __init__(self, line: int, level: int, text: str) -> None:
        self.line = line
        self.level = level
        self.text = text


class CodeBlock:
    """Code, fenced or indented."""

    __slots__ = ("info", "line", "text")

    def __init__(self, line: int, text: str, info: str | None) -> None:
        self.line = line
        """The line of the fence, or the first line of indented code."""
        self.text = text
        """As written, to the byte; ends with a line end unless there is no line."""
        self.info = info
        """What stands behind the fence, as written but trimmed; None for indented code."""


class MathBlock:
    """A formula between lines with `$$`."""

    __slots__ = ("line", "text")

    def __init__(self, line: int, text: str) -> None:
        self.line = line
        self.text = text
        """What stands between the marks, as written."""


class HtmlBlock:
    """Raw HTML, which is not looked into by the parser."""

    __slots__ = ("line", "text")

    def __init__(self, line: int, text: str) -> None:
        self.line = line
        self.text = text
        """As written, without the last line end."""


class ThematicBreak:
    """A line across."""

    __slots__ = ("line",)

    def __init__(self, line: int) -> None:
        self.line = line


class Row:
    """A row of a table."""

    __slots__ = ("cells", "line")

    def __init__(self, line: int, cells: list[str]) -> None:
        self.line = line
        self.cells = cells
        """Trimmed, with each escaped pipe a pipe; as many as the table has columns."""


class Table:
    """A table: a row of headings, and rows."""

    __slots__ = ("alignments", "header", "line", "rows")

    def __init__(self, header: Row, alignments: list[str]) -> None:
        self.line = header.line
        self.header = header
        self.alignments = alignments
        """Of each column: `left`, `center`, `right`, or nothing."""
        self.rows: list[Row] = []


class BlockQuote:
    """Blocks that are quoted."""

    __slots__ = ("children", "line")

    def __init__(self, line: int) -> None:
        self.line = line
        self.children: list[Block] = []


class Item:
    """An item of a list."""

    __slots__ = ("children", "line", "task")

    def __init__(self, line: int) -> None:
        self.line = line
        self.children: list[Block] = []
        self.task = ""
        """What stands between the brackets of a task, a space or one of `x/-`; nothing if it is none."""


class ListBlock:
    """A list, bulleted or numbered."""

    __slots__ = ("is_ordered", "is_tight", "items", "line", "start")

    def __init__(self, line: int, *, is_ordered: bool, start: int) -> None:
        self.line = line
        self.is_ordered = is_ordered
        self.start = start
        self.is_tight = True
        self.items: list[Item] = []


class Footnote:
    """What a footnote says."""

    __slots__ = ("children", "label", "line")

    def __init__(self, line: int, label: str) -> None:
        self.line = line
        self.label = label
        """As written between `[^` and `]`."""
        self.children: list[Block] = []


class Reference:
    """Where a link of the form `[text][label]` leads."""

    __slots__ = ("column", "line", "title", "url")

    def __init__(self, url: str, title: str | None, line: int, column: int) -> None:
        self.url = url
        """With escapes and entities replaced."""
        self.title = title
        self.line = line
        self.column = column
        """Where the address stands in the source; both count from 1."""


Leaf = Paragraph | Heading | CodeBlock | MathBlock | HtmlBlock | ThematicBreak | Table
Block = Leaf | BlockQuote | ListBlock


class Document:
    """A body, parsed as far as its blocks."""

    __slots__ = ("_character_count", "children", "footnotes", "lines", "references")

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        """The source, line by line, without line ends."""
        self._character_count = -1
        self.children: list[Block] = []
        self.references: dict[str, Reference] = {}
        """By label, made alike with `normalize_label`; of two with one label the first."""
        self.footnotes: dict[str, Footnote] = {}
        """Likewise."""

    def count_characters(self) -> int:
        """Give the length of the source without its line ends; counted when first asked for, since few ask."""
        if self._character_count < 0:
            self._character_count = sum(map(len, self.lines))
        return self._character_count

r"""The text of one leaf while it is read: what is written so far, and what is still open.

Does not know how any construct is recognised.

What is written are fragments, most of them plain text that waits to be written as HTML in runs as long as possible: an
emoji's code may well hold an underscore that turned out to be no emphasis.
HTML stands between two marks, `\0<em>\0`, so that all fragments joined and split at the marks are plain text and HTML
by turns.
"""

from generator.markdown.scope import Scope

MARK = "\0"
"""Stands round HTML among plain text; the line reader lets no NUL of an author's file through."""
RAW = "\1"
"""Begins HTML that the author wrote, to tell it from our own."""
IMAGE_START = "\2"
"""Begins the fragment of an image that is followed by the words that stand for it."""
IMAGE_END = "\3"
"""Begins the fragment that ends them."""


class Delimiter:
    """A run of `*`, `_` or `~` that may open or close something."""

    __slots__ = ("can_close", "can_open", "character", "closing", "count", "index", "length", "opening")

    def __init__(self, character: str, length: int, index: int, *, can_open: bool, can_close: bool) -> None:
        self.character = character
        self.length = length
        """As it was written."""
        self.count = length
        """How many of the characters are not used up."""
        self.index = index
        """Of its fragment."""
        self.can_open = can_open
        self.can_close = can_close
        self.closing: list[str] = []
        """The end tags that take the place of its characters, the innermost first."""
        self.opening: list[str] = []
        """The start tags likewise, the innermost first."""


class Bracket:
    """A `[` or `![` that may begin a link or an image."""

    __slots__ = ("delimiter_count", "end", "has_bracket_after", "index", "is_image")

    def __init__(self, index: int, end: int, delimiter_count: int, *, is_image: bool) -> None:
        self.index = index
        """Of its fragment."""
        self.end = end
        """Where the text behind it begins."""
        self.delimiter_count = delimiter_count
        """How many delimiters stand before it."""
        self.is_image = is_image
        self.has_bracket_after = False
        """Then what follows is no label, for a label has no brackets in it."""


class Reading:
    """A leaf of the document, read from left to right."""

    __slots__ = (
        "brackets",
        "code_ends",
        "dead_count",
        "delimiters",
        "has_image",
        "has_nested_strong",
        "has_raw",
        "line",
        "missing",
        "parts",
        "scope",
        "strong_end",
        "text",
    )

    def __init__(self, text: str, line: int, scope: Scope) -> None:
        self.text = text
        self.line = line
        self.scope = scope
        self.parts: list[str] = []
        """The fragments."""
        self.delimiters: list[Delimiter] = []
        self.brackets: list[Bracket] = []
        self.dead_count = 0
        """How many of the open brackets, from the first, hold a link already and so cannot become one."""
        self.code_ends: dict[int, int] | None = None
        """Where the run of backticks begins that was passed last, by length; None while none was without a partner."""
        self.missing: set[str] = set()
        """Ends that were looked for and do not follow any more, so that no search runs to the end twice."""
        self.strong_end = -1
        """The fragment that ends the last strong emphasis made."""
        self.has_nested_strong = False
        self.has_image = False
        self.has_raw = False

    def find(self, end: str, start: int) -> int:
        """Find an end mark from `start` on, -1 if there is none."""
        if end in self.missing:
            return -1
        found = self.text.find(end, start)
        if found < 0:
            self.missing.add(end)
        return found

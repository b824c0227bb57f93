"""Task lists as people keep them in READMEs: what one item says, and the tree that the items of a text make.

Does not know which lines of a text belong to a list: `generator.markdown.tasklists.read_task_lists` does, by GitHub's
rules, and gives the values of this module.

    - [x] 5.1 Flask                     done; the number is split off
    - [/] Django, or [~] Django         being learned
    - [-] Perl, or [ ] ~~Perl~~         dropped
    - [ ] Docker ⬅️💻☕                   the one that is worked on now, with or without variation selectors
    - Frameworks                        no box: a heading for the tasks below it
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum

import msgspec


class BoxState(Enum):
    """What stands in the box of a task; the values are the states of a checklist's skill."""

    OPEN = "planned"
    LEARNING = "learning"
    DONE = "done"
    DROPPED = "dropped"


class TaskLink(msgspec.Struct, frozen=True):
    """A link, or picture, in the words of an item."""

    text: str
    url: str
    """As written; relative ones too."""


class LineSpan(msgspec.Struct, frozen=True):
    """Lines of the source, from the first to the last; both count from 1."""

    start: int
    end: int


class TaskItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a task list."""

    span: LineSpan
    """Its lines with all that is below it; the first is the item's own."""
    own: LineSpan
    """The lines of its own words; the others belong to what is in it, or to no block at all."""
    depth: int
    """0 for the items of the list itself."""
    state: BoxState | None
    """Nothing without a box."""
    is_now: bool
    number: str
    """`5.1`; that of the words before the one that a numbered list gives it."""
    title: str
    """Its words without markup, number and marker; empty if there are none."""
    links: tuple[TaskLink, ...]
    below: tuple["TaskItem", ...]
    """The items of the lists within it."""
    rest: tuple[LineSpan, ...]
    """What else stands in it: further paragraphs, code, quotes."""

    @property
    def line(self) -> int:
        """The line that the item begins on."""
        return self.span.start


class Heading(msgspec.Struct, frozen=True):
    """A heading of the text, outside of lists and quotes."""

    span: LineSpan
    level: int
    title: str
    """Without markup."""


class TaskList(msgspec.Struct, frozen=True):
    """A list in which at least one item, at any depth, has a box."""

    span: LineSpan
    headings: tuple[Heading, ...]
    """Under which headings it stands, the highest first."""
    items: tuple[TaskItem, ...]


class TaskFault(msgspec.Struct, frozen=True):
    """A line that looks like a task and is none, and why."""

    line: int
    reason: str


class TaskLists(msgspec.Struct, frozen=True):
    """All task lists of a text, in its order."""

    lists: tuple[TaskList, ...]
    headings: tuple[Heading, ...]
    """All headings of the text."""
    faults: tuple[TaskFault, ...]


def walk_tasks(items: Iterable[TaskItem]) -> Iterator[TaskItem]:
    """Give each item before those below it."""
    for item in items:
        yield item
        yield from walk_tasks(item.below)


_VARIATION = "\ufe0f"
_MARKERS = ("\u2b05", "\U0001f4bb", "\u2615", "\U0001f448")
"""An arrow, a laptop, a cup of coffee, and a finger that points to the words."""
_MARKER_CODES = ("arrow_left", "computer", "coffee", "point_left")
"""The same as GitHub lets them be written."""


def read_box(text: str) -> tuple[BoxState | None, str]:
    """Take the box off the words of an item that GitHub reads as text: `[~]`, which stands for half done.

    >>> read_box("[~] Flask"), read_box("[a] Flask")
    ((<BoxState.LEARNING: 'learning'>, 'Flask'), (None, '[a] Flask'))
    """
    match = _HALF.match(text)
    return (BoxState.LEARNING, text[match.end() :]) if match else (None, text)


_HALF = re.compile(r"\[~\][ \t]+")


def read_marker(text: str, marker: str = "") -> tuple[bool, str]:
    """Take the marker of what is worked on off the words of an item: whether there was one, and what is left.

    Variation selectors and spaces between its signs do not matter.
    The common signs count at the end of the words alone: elsewhere they may be decoration.

    >>> read_marker("5.1 Flask ⬅️💻☕"), read_marker("Flask ⬅"), read_marker("☕ Java")
    ((True, '5.1 Flask'), (True, 'Flask'), (False, '☕ Java'))
    >>> read_marker("Flask <== here", "<== here")
    (True, 'Flask')

    Args:
        text: the words, as written.
        marker: the site's own `now_marker`, which counts at the beginning and at the end.
    """
    signs = marker.replace(_VARIATION, "").strip()
    if signs:
        own = r"\s*".join(f"{re.escape(sign)}{_VARIATION}?" for sign in signs if not sign.isspace())
        found = re.search(rf"^\s*{own}\s*(?=\S)|\s*{own}\s*$", text)
        if found is not None and (rest := text[: found.start()] + text[found.end() :]).strip():
            return True, rest
    found = _COMMON.search(text)
    if found is None or not text[: found.start()].strip():
        return False, text
    return True, text[: found.start()].rstrip()


_COMMON = re.compile(rf"(?:(?:[{''.join(_MARKERS)}]{_VARIATION}?|:(?:{'|'.join(_MARKER_CODES)}):)\s*)+$")

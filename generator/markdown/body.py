"""What rendering a body of Markdown yields.

Does not load Python-Markdown, so that a build which renders nothing pays nothing for it.
"""

from enum import Enum

import msgspec

LINK_MARK = "\x1a"
"""Stands on both sides of a link's number in rendered HTML; control characters never come from an author's file."""


class TargetKind(Enum):
    """What a target is used for: something to follow, or something to show."""

    LINK = "link"
    IMAGE = "image"


class Target(msgspec.Struct, frozen=True, array_like=True):
    """An address within the site that the body points at, as its author wrote it, and where."""

    kind: TargetKind
    address: str
    line: int
    """Counts from 1 in the body; 0 if the address was not found in the source as it is."""
    column: int
    line_text: str


class Heading(msgspec.Struct, frozen=True, array_like=True):
    """A heading that stays in the body, for a table of contents."""

    level: int
    id: str
    title: str


class BodyFacts(msgspec.Struct, frozen=True, array_like=True):
    """All that other pages may want to know of a body without its HTML."""

    heading: str
    """The heading that serves as title, which is not in the HTML; empty if there is none."""
    summary: str
    """The first paragraph as plain text, cut at a word."""
    headings: tuple[Heading, ...]
    targets: tuple[Target, ...]
    """In the order of their markers in the HTML."""
    word_count: int


class RenderedBody(msgspec.Struct, frozen=True):
    """A body as HTML, its inner links still markers, and the facts about it."""

    html: str
    facts: BodyFacts


class MarkdownOptions(msgspec.Struct, frozen=True):
    """What the HTML of a body depends on besides its text."""

    title: str = ""
    """The title given elsewhere: the body's own first heading is then kept, unless it says the same."""

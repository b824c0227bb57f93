"""What rendering a body of Markdown yields.

Does not load Python-Markdown, so that a build which renders nothing pays nothing for it.
"""

from enum import Enum

import msgspec

LINK_MARK = "\x1a"
"""Stands on both sides of a link's number in rendered HTML; control characters never come from an author's file."""


class TargetKind(Enum):
    """What a target is used for: something to follow, something to show, or a name in double brackets."""

    LINK = "link"
    IMAGE = "image"
    WIKILINK = "wikilink"


class Target(msgspec.Struct, frozen=True, array_like=True):
    """An address within the site that the body points at, as its author wrote it, and where."""

    kind: TargetKind
    address: str
    """Of a wikilink: the name, with `#heading` if that was given."""
    line: int
    """Counts from 1 in the body; 0 if the address was not found in the source as it is."""
    column: int
    line_text: str
    length: int
    """How many characters of the line it takes."""


class Heading(msgspec.Struct, frozen=True, array_like=True):
    """A heading that stays in the body, for a table of contents."""

    level: int
    id: str
    title: str


class Remark(msgspec.Struct, frozen=True, array_like=True):
    """Something that could not be rendered as its author meant it; the text is on the page as it was written."""

    message: str
    line: int
    """Counts from 1 in the body."""
    column: int
    line_text: str
    length: int
    hint: str = ""


class BodyFacts(msgspec.Struct, frozen=True, array_like=True):
    """All that other pages may want to know of a body without its HTML."""

    heading: str
    """The heading that serves as title, which is not in the HTML; empty if there is none."""
    heading_id: str
    """Its anchor, for the page to put where it shows the title; links of other pages may lead there."""
    summary: str
    """The first paragraph as plain text, cut at a word."""
    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]
    """Every other id in the HTML that a link may lead to."""
    targets: tuple[Target, ...]
    """By the numbers of their markers. Not every one has a marker: the HTML of what is shown elsewhere is not there."""
    remarks: tuple[Remark, ...]
    word_count: int
    """Words of the text, code included; without characters of scripts that put no spaces between words."""
    glyph_count: int = 0
    """Those characters: of Chinese and Japanese."""


class RenderedBody(msgspec.Struct, frozen=True):
    """A body as HTML, its inner links still markers, and the facts about it."""

    html: str
    facts: BodyFacts


class MarkdownOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the HTML of a body depends on besides its text.

    The defaults show what GitHub's published parser shows, and nothing of what GitHub or a site adds afterwards.
    """

    has_title_apart: bool = False
    """Whether the page shows the title itself: the heading that serves as title is then not in the HTML."""
    title: str = ""
    """A title given elsewhere: the body's first heading is then none, and stays, unless it says the same."""
    is_raw_html_allowed: bool = True
    """Else raw HTML is reduced to what GitHub lets through."""
    has_emoji: bool = False
    """Whether `:tada:` is a picture."""
    has_math: bool = False
    """Whether `$x$` is a formula."""
    has_wikilinks: bool = False
    """Whether `[[name]]` is a link."""
    is_code_coloured: bool = True
    has_code_titles: bool = False
    """Whether the title behind a fence, as in `title="app.py"`, stands above its code."""
    has_line_numbers: bool = False
    """Whether every block of code numbers its lines."""
    are_images_lazy: bool = False
    """Whether a picture is fetched when it is about to be seen."""
    extensions: tuple[str, ...] = ()
    """Extensions of Python-Markdown, by name."""

"""What the inline constructs of one document share: what they may refer to, and what is noted of them.

Knows where in the source a piece of text stands; does not know how anything is written in Markdown.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import zip_longest

from generator.markdown.addresses import is_outer, is_safe, percent_encode
from generator.markdown.body import LINK_MARK, MarkdownOptions, Remark, Target, TargetKind
from generator.markdown.nodes import Document, Footnote, Reference

Place = tuple[int, str, int, int]
"""A piece of text: the line of the source that `text` begins on, `text`, where in it the piece begins, its length."""


class Citation:
    """A footnote that was referred to."""

    __slots__ = ("count", "label", "number")

    def __init__(self, label: str, number: int) -> None:
        self.label = label
        """Made alike, as in `Document.footnotes`."""
        self.number = number
        self.count = 0
        """How often."""


class Scope:
    """One document while its text is written as HTML."""

    __slots__ = (
        "_citation_of",
        "_placed_line",
        "_placed_lines",
        "_placed_text",
        "anchors",
        "citations",
        "document",
        "expanded_size",
        "footnotes",
        "has_raw_html",
        "options",
        "references",
        "remarks",
        "targets",
        "write_math",
        "write_text",
    )

    def __init__(
        self,
        document: Document,
        options: MarkdownOptions,
        *,
        write_text: Callable[[str], str],
        write_math: Callable[[str, bool, Place], str],
    ) -> None:
        self.document = document
        self.options = options
        self.references: Mapping[str, Reference] = document.references
        self.footnotes: Mapping[str, Footnote] = document.footnotes
        self.write_text = write_text
        """Makes HTML of a run of plain text, in which escapes and entities are already replaced."""
        self.write_math = write_math
        """Makes HTML of a formula, given its source, whether it stands by itself, and where it stands."""
        self.citations: list[Citation] = []
        """The footnotes that were referred to, in the order of the first time."""
        self._citation_of: dict[str, Citation] = {}
        self.anchors: list[str] = []
        """The ids that raw HTML gives, for links to lead to."""
        self.targets: list[Target] = []
        self.remarks: list[Remark] = []
        self.has_raw_html = False
        self.expanded_size = 0
        """Characters of addresses and titles that references have brought in so far."""
        self._placed_text: str | None = None
        self._placed_line = 0
        self._placed_lines: list[tuple[int, int]] = []

    def cite(self, label: str) -> tuple[int, int]:
        """Count a reference to the footnote with this normalized label: its number, and which reference to it."""
        citation = self._citation_of.get(label)
        if citation is None:
            citation = self._citation_of[label] = Citation(label, len(self.citations) + 1)
            self.citations.append(citation)
        citation.count += 1
        return citation.number, citation.count

    def link_attributes(self, address: str, place: Place) -> str:
        """Write the attributes of an `<a>`, each with a space before it; none for an address that is not safe to follow.

        Args:
            address: with escapes and entities replaced.
            place: where it stands in the source.
        """
        written = self._write_address(TargetKind.LINK, address, place)
        if written is None:
            return ""
        # `noopener` keeps a page that is opened in a new tab from steering ours.
        is_outer = address[:4].lower() == "http" or address.startswith("//")
        return f' href="{written}" rel="noopener"' if is_outer else f' href="{written}"'

    def image_attributes(self, address: str, place: Place) -> str:
        """Write the attributes of an `<img>` but for those that hold words; arguments as for a link."""
        written = self._write_address(TargetKind.IMAGE, address, place)
        lazy = ' loading="lazy"' if self.options.are_images_lazy else ""
        return f' src="{written or ""}"{lazy}'

    def _write_address(self, kind: TargetKind, address: str, place: Place) -> str | None:
        if not is_outer(address):
            return self.add_target(kind, address, place)
        if not self.options.is_raw_html_allowed and not is_safe(address):
            return None
        return escape(percent_encode(address))

    def add_target(self, kind: TargetKind, address: str, place: Place) -> str:
        """Note an address within the site, and give the marker that takes its place in the HTML."""
        self.targets.append(Target(kind, address, *self._find(place), place[3]))
        return f"{LINK_MARK}{len(self.targets) - 1}{LINK_MARK}"

    def add_remark(self, message: str, place: Place, hint: str = "") -> None:
        """Note what could not be rendered as it was meant."""
        self.remarks.append(Remark(message, *self._find(place), place[3], hint))

    def _find(self, place: Place) -> tuple[int, int, str]:
        """Give line and column in the source, from 1, and that line of it."""
        line, text, start, _ = place
        if text is not self._placed_text or line != self._placed_line:
            # A paragraph may hold thousands of links, and is looked through once.
            self._placed_text, self._placed_line = text, line
            self._placed_lines = _find_lines(text, line, self.document.lines)
        index = bisect_right(self._placed_lines, (start, len(text))) - 1
        line_start, offset = self._placed_lines[index]
        source = self.document.lines[line + index - 1] if line + index <= len(self.document.lines) else ""
        return line + index, offset + start - line_start + 1 if offset >= 0 else 1, source


def _find_lines(text: str, line: int, sources: Sequence[str]) -> list[tuple[int, int]]:
    """Give where each line begins in a leaf's text, and where in its line of the source; -1 where it is not found.

    A leaf's lines are the source's without what is in front of them; in a table's cell a pipe has lost its backslash.
    """
    found = []
    start = 0
    for written, source in zip_longest(text.split("\n"), sources[line - 1 : line + text.count("\n")], fillvalue=""):
        offset = source.find(written)
        found.append((start, offset if offset >= 0 else source.find(written.replace("|", "\\|"))))
        start += len(written) + 1
    return found

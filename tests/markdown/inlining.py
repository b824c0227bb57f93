"""Writes the text of a leaf as HTML, for the tests of all that inline constructs are made of."""

import re

from generator.markdown.body import LINK_MARK, MarkdownOptions
from generator.markdown.inlines import render_inlines
from generator.markdown.nodes import Document, Footnote, Reference
from generator.markdown.scope import Place, Scope
from generator.markdown.spans import escape_text

_MARKER = re.compile(rf"{LINK_MARK}(\d+){LINK_MARK}")
EVERYTHING = MarkdownOptions(has_math=True, has_wikilinks=True)


def make_scope(text: str, options: MarkdownOptions = EVERYTHING) -> Scope:
    """Make the scope of a document with this text, the references `ref` and `s p a` and the footnotes `n` and `m`."""

    def write_math(source: str, is_block: bool, _place: Place) -> str:  # noqa: FBT001 (a callback of the scope)
        tag = "display" if is_block else "math"
        return f"<{tag}>{escape_text(source)}</{tag}>"

    document = Document([*text.split("\n"), "[ref]: /target", "[s p a]: /spaces 'T'"])
    line = len(document.lines) - 1
    document.references = {
        "ref": Reference("/target", None, line, 8),
        "s p a": Reference("/spaces", "T", line + 1, 10),
    }
    document.footnotes = {"n": Footnote(1, "n"), "m": Footnote(1, "m")}
    return Scope(document, options, write_text=escape_text, write_math=write_math)


def show_addresses(html: str, scope: Scope) -> str:
    """Put the addresses within the site in the place of their markers."""
    return _MARKER.sub(lambda marker: scope.targets[int(marker.group(1))].address, html)


def inline(text: str, options: MarkdownOptions = EVERYTHING) -> str:
    """Write the text of a leaf as HTML, with addresses in the place of markers."""
    scope = make_scope(text, options)
    return show_addresses(render_inlines(text, 1, scope), scope)

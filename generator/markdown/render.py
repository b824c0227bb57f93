"""Renders a body of Markdown with Python-Markdown.

Pure: the same text and options give the same HTML, in any process and in any order.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import slugify_unicode
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, HTML_PLACEHOLDER, STX

from generator.markdown.body import BodyFacts, Heading, MarkdownOptions, RenderedBody
from generator.markdown.highlight import highlight_blocks
from generator.markdown.quick import QuickInlineProcessor, QuickTocExtension
from generator.markdown.targets import mark_targets

SUMMARY_LENGTH = 280
"""Characters of the first paragraph that lists and feeds show; two lines on a wide screen."""

_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STASHED = re.compile(f"{HTML_PLACEHOLDER % '([0-9]+)'}|{STX}[^{ETX}]*{ETX}")
"""Python-Markdown's placeholders for what it takes out of the text, such as raw HTML."""


def render_markdown(body: str, options: MarkdownOptions) -> RenderedBody:
    """Render one body; nothing of another body's links or footnotes is left in the converter.

    Raises:
        RecursionError: block quotes or lists are nested deeper than the converter can follow.
    """
    converter, outline = _converter()
    converter.reset()
    outline.forget(options.title)
    html = highlight_blocks(converter.convert(body))
    html, targets = mark_targets(html, body)
    facts = BodyFacts(
        heading=outline.heading,
        summary=cut_at_word(outline.first_paragraph, SUMMARY_LENGTH),
        headings=tuple(outline.headings),
        targets=targets,
        word_count=len(body.split()),
    )
    return RenderedBody(html, facts)


def prepare_converter() -> None:
    """Make the converter now, so that processes forked from this one have it."""
    _converter()


def cut_at_word(text: str, length: int) -> str:
    """Shorten to at most `length` characters at the end of a word, with an ellipsis if anything is lost.

    >>> cut_at_word("one two three", 9)
    'one two…'
    """
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head[: head.rfind(" ")] if " " in head else head).rstrip(" ,;:.-") + "…"


class _Outline(Treeprocessor):
    """Takes the title out of the tree, and notes the first paragraph and the headings that stay."""

    known_title = ""
    heading = ""
    first_paragraph = ""
    headings: list[Heading]

    def forget(self, known_title: str) -> None:
        """Begin anew: of a body without a word the converter makes no tree, and `run` is not called."""
        self.known_title = known_title
        self.heading = self.first_paragraph = ""
        self.headings = []

    def run(self, root: Element) -> None:
        title = _find_title(root)
        if title is not None:
            text = self._plain_text(title)
            if not self.known_title or _same_words(text, self.known_title):
                self.heading = text
                root.remove(title)
        self.first_paragraph = next(filter(None, (self._plain_text(child) for child in root if child.tag == "p")), "")
        self.headings = [
            Heading(int(child.tag[1]), child.get("id", ""), self._plain_text(child))
            for child in root
            if child.tag in _HEADING_TAGS
        ]

    def _plain_text(self, element: Element) -> str:
        # The tree holds code spans in escaped form, and entities as placeholders.
        texts = element.itertext() if next(element.iter("sup"), None) is None else _texts_without_notes(element)
        text = _STASHED.sub(self._unstash, "".join(texts).replace(AMP_SUBSTITUTE, "&"))
        return " ".join(unescape(text).split())

    def _unstash(self, match: re.Match[str]) -> str:
        raw = self.md.htmlStash.rawHtmlBlocks[int(match.group(1))] if match.group(1) else ""
        return raw if isinstance(raw, str) and raw.startswith("&") else ""


def _find_title(root: Element) -> Element | None:
    """Find the heading that serves as title: the very first thing, or else the first of level 1.

    A deeper heading further down is a section's and not the document's.
    """
    for position, child in enumerate(root):
        if child.tag == "h1" or (position == 0 and child.tag in _HEADING_TAGS):
            return child
    return None


def _texts_without_notes(element: Element) -> Iterator[str]:
    # The number of a footnote says nothing away from its page.
    if element.get("class") != "footnote-ref":
        yield element.text or ""
        for child in element:
            yield from _texts_without_notes(child)
            yield child.tail or ""


def _same_words(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


class _OutlineExtension(Extension):
    def __init__(self) -> None:
        super().__init__()
        self.outline = _Outline()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        self.outline.md = md
        # After `unescape` (0), the last of its own tree processors: text then reads as it will be shown.
        md.treeprocessors.register(self.outline, "outline", -10)


@cache
def _converter() -> tuple[Markdown, _Outline]:
    """Make the converter once a process: setting one up costs as much as ten short notes."""
    extension = _OutlineExtension()
    converter = Markdown(
        # Objects and not names: looking names up among the installed packages takes as long as fifty notes.
        extensions=[
            # Attributes, as GitHub has them: the pages' policy allows no inline style.
            TableExtension(use_align_attribute=True),
            FencedCodeExtension(),
            FootnoteExtension(),
            SaneListExtension(),
            QuickTocExtension(slugify=slugify_unicode),
            extension,
        ],
    )
    converter.treeprocessors.register(QuickInlineProcessor(converter), "inline", 20)
    return converter, extension.outline

"""Python-Markdown with our parser in place of its own: the home of that library.

An extension of Python-Markdown takes the block parser's place with one that parses the whole document, and the place of
the inline processor with one that writes it.
Without further extensions the document then is HTML already, and no tree is made of it.
With them, their inline patterns are run over the text of each leaf, in which what is marked up is out of their sight, and
the HTML of each block is read into elements for their tree processors.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from html import unescape
from xml.etree.ElementTree import Element, ElementTree, ParseError, fromstring

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.serializers import to_xhtml_string
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString, Registry

from generator.markdown.blocks import parse_blocks
from generator.markdown.body import MarkdownOptions
from generator.markdown.code import CodeMemo
from generator.markdown.nodes import Document
from generator.markdown.writer import Writer

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Stand round the number of what is hidden: noncharacters, since XML allows no control characters."""
_HIDDEN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_MARKUP = re.compile(r"<(code|math)\b(?:[^<]++|<(?!/?\1\b))*+</\1>|<[^<>]*>|&[^&;\s]*;|[\x1a\ufdd0\ufdd1]")
"""What an extension's pattern must not look into."""
_NOT_IN_TREE = re.compile(
    r"<math\b(?:[^<]++|<(?!/?math\b))*+</math>|[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0\ufdd1]|&(?:amp|#\w+);"
)
"""Formulas, which come back to the letter; what XML cannot say; the characters that stand round what is hidden, and
their numbers; and the ampersand, which Python-Markdown does not escape before what looks like an entity."""

_PASSED = "passed"
"""The element round a block that is passed by."""
_OURS = 20
"""The priority that Python-Markdown gives its inline processor."""


class Host(Extension):
    """A Python-Markdown converter with our parser; `convert` renders one document after the other."""

    def __init__(self, options: MarkdownOptions) -> None:
        """Make a converter for these options but for the title.

        Raises:
            ImportError: an extension is not installed.
        """
        super().__init__()
        self.options = options
        self.memo: CodeMemo | None = None
        self.writer: Writer | None = None
        self._hideout = _Hideout()
        self._is_code_marked = False
        self.md = Markdown(extensions=[self, *options.extensions])
        # Set last: the constructor sets its own.
        self.md.serializer = self.serialize

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Take out what belongs to the stock parser, and put ours in its place."""
        self.md = md
        md.parser = _DocumentParser(self)
        md.preprocessors, md.inlinePatterns, md.treeprocessors = Registry(), Registry(), Registry()
        md.treeprocessors.register(_WriteProcessor(self), "inline", _OURS)

    def convert(self, body: str, options: MarkdownOptions, memo: CodeMemo | None) -> tuple[str, Writer | None]:
        """Render a document; the writer has what is known of it, and there is none for an empty one."""
        self.options, self.memo, self.writer = options, memo, None
        # Only then is there anything to reduce, and so anything to be passed by.
        self._is_code_marked = not options.is_raw_html_allowed and ("<" in body or bool(options.extensions))
        self.md.reset()
        html = self.md.convert(body)
        return html, self.writer

    @cached_property
    def _patterns(self) -> InlineProcessor | None:
        """What runs the extensions' patterns; none of the stock ones is left."""
        return InlineProcessor(self.md) if len(self.md.inlinePatterns) else None

    @cached_property
    def _tree_processors(self) -> Sequence[Treeprocessor]:
        return [processor for processor in self.md.treeprocessors if not isinstance(processor, _WriteProcessor)]

    def make_writer(self, document: Document) -> Writer:
        """Make the writer of a document."""
        return Writer(
            document,
            self.options,
            memo=self.memo,
            is_code_marked=self._is_code_marked,
            finish_text=self.finish_text if self._patterns else None,
            finish_heading=self.finish_heading if self._tree_processors else None,
        )

    def write(self, root: "_Root") -> Element | None:
        """Write the document; a tree of it if there are processors of trees."""
        self.writer = self.make_writer(root.document)
        root.blocks = self.writer.write()
        if not self._tree_processors:
            return None
        tree = Element(self.md.doc_tag)
        self._hideout = _Hideout()
        for html in root.blocks:
            tree.extend(_read_tree(html, self._hideout))
        return tree

    def serialize(self, root: Element) -> str:
        """Take the serializer's place: what has become no tree is HTML already."""
        if isinstance(root, _Root):
            return f"<{root.tag}>{''.join(root.blocks)}</{root.tag}>"
        return _write_tree(root, self._hideout)

    def finish_text(self, html: str) -> str:
        """Run the extensions' patterns over a leaf's text."""
        assert self._patterns is not None, "it is only called with patterns"
        hideout = _Hideout()
        leaf = Element("p")
        leaf.text = hideout.hide_all(_MARKUP, html)
        tree = Element("div")
        tree.append(leaf)
        self._patterns.run(tree)
        return hideout.show(to_xhtml_string(tree).removeprefix("<div><p>").removesuffix("</p></div>"))

    def finish_heading(self, html: str, level: int) -> tuple[str, dict[str, str]]:
        """Run the extensions' tree processors over a heading: what is left of its text, and its attributes."""
        hideout = _Hideout()
        tree = Element("div")
        tree.extend(_read_tree(f"<h{level}>{html}</h{level}>", hideout))
        for processor in self._tree_processors:
            replaced = processor.run(tree)
            tree = tree if replaced is None else replaced
        heading = tree[0]
        attributes = {name: unescape(hideout.show(value)) for name, value in heading.items()}
        heading.attrib.clear()
        return _write_tree(heading, hideout).removeprefix(f"<h{level}>").removesuffix(f"</h{level}>"), attributes


class _Root(Element):
    """A document on its way through Python-Markdown: its blocks, and later their HTML."""

    document: Document
    blocks: Sequence[str]


class _DocumentParser(BlockParser):
    """Takes the place of Python-Markdown's own parser."""

    def __init__(self, host: Host) -> None:
        super().__init__(host.md)
        self._host = host

    def parseDocument(self, lines: list[str]) -> ElementTree:  # type: ignore[override, type-arg, unused-ignore]  # noqa: N802
        root = _Root(self.md.doc_tag)
        root.document = parse_blocks(lines, has_math=self._host.options.has_math)
        return ElementTree(root)


class _WriteProcessor(Treeprocessor):
    """Takes the place of Python-Markdown's inline processor."""

    def __init__(self, host: Host) -> None:
        super().__init__(host.md)
        self._host = host

    def run(self, root: Element) -> Element | None:
        assert isinstance(root, _Root), "our parser made it"
        return self._host.write(root)


class _Hideout:
    """Keeps what others must not look into, and puts it back where its mark stands."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def hide(self, piece: str) -> str:
        """Give the mark that stands for a piece."""
        self._pieces.append(piece)
        return f"{_OPEN}{len(self._pieces) - 1}{_CLOSE}"

    def hide_all(self, pattern: re.Pattern[str], html: str) -> str:
        """Hide all that matches."""
        return pattern.sub(lambda match: self.hide(match.group()), html)

    def show(self, html: str) -> str:
        """Put everything back."""
        return _HIDDEN.sub(lambda match: self._pieces[int(match.group(1))], html) if self._pieces else html


def _read_tree(html: str, hideout: _Hideout) -> list[Element]:
    """Read a block's HTML into elements; a block that is no XML, or more than its elements, goes by as one piece.

    The one is raw HTML of an author, the other a mark that stands for code.
    """
    try:
        tree = fromstring(f"<div>{hideout.hide_all(_NOT_IN_TREE, html)}</div>")  # noqa: S314 (there is no document type)
    except ParseError:
        tree = None
    if tree is None or any(text and not text.isspace() for text in (tree.text, *(child.tail for child in tree))):
        passed = Element(_PASSED)
        passed.text = AtomicString(hideout.hide(html))
        return [passed]
    for code in tree.iter("code"):
        code.text = AtomicString(code.text or "")
    return list(tree)


def _write_tree(tree: Element, hideout: _Hideout) -> str:
    html = to_xhtml_string(tree)
    return hideout.show(html.replace(f"<{_PASSED}>", "").replace(f"</{_PASSED}>", ""))

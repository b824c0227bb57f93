"""Python-Markdown's costliest parts, passed over where they would do nothing.

The result is the same.
Most texts hold few of the characters that inline patterns begin with, and asking every pattern of every text is half of
what rendering costs; most notes have no heading but their title, and no table of contents.
"""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_BEGINNINGS = {
    "backtick": ("`", "\\"),
    "escape": ("\\",),
    "reference": ("[",),
    "footnote": ("[^",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""What a text must hold for Python-Markdown's own pattern of this name to match; other patterns are always asked."""


class QuickInlineProcessor(InlineProcessor):
    """The stock processor but for the loop over its patterns; made once all extensions are loaded."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        known = {id(md.inlinePatterns[name]): _BEGINNINGS[name] for name in _BEGINNINGS if name in md.inlinePatterns}
        # Private to the base class, like the method below.
        self._apply: Callable[..., tuple[str, bool, int]] = getattr(self, "_InlineProcessor__applyPattern")  # noqa: B009
        self._asked = [(pattern, known.get(id(pattern), ("",))) for pattern in md.inlinePatterns]

    # The name that Python gives the base class's `__handleInline`, which this takes the place of.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        start = 0
        index = patternIndex
        while index < len(self._asked):
            pattern, beginnings = self._asked[index]
            is_matched = False
            for beginning in beginnings:
                if beginning in data:
                    data, is_matched, start = self._apply(pattern, data, index, start)
                    break
            if not is_matched:
                index, start = index + 1, 0
        return data


class _QuickTocProcessor(TocTreeprocessor):
    """The stock processor, run only for a document with a heading or with the mark that asks for a table."""

    def run(self, doc: Element) -> None:
        lines: list[str] = getattr(self.md, "lines")  # noqa: B009 (set while converting, and not in its types)
        has_heading = any(element.tag in _HEADINGS for element in doc.iter())
        if has_heading or any(self.marker in line for line in lines):
            super().run(doc)


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class QuickTocExtension(TocExtension):
    """The extension `toc`, whose processor is passed over where it has nothing to do."""

    TreeProcessorClass = _QuickTocProcessor

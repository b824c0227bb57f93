"""Python-Markdown's inline processor, which asks a pattern only where the character is that it begins with.

The result is the same; most texts hold few of those characters, and asking every pattern of every text is half of
what rendering costs.
"""

from collections.abc import Callable

from markdown import Markdown
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

"""Whether the tags of a page nest as they are written, or whether a browser would have to make something else of them.

Follows the tree construction of the HTML standard (html.spec.whatwg.org, 13.2.6) where it repairs what is written: an
end that is missing and may be, such as that of `<li>`, is fine; one that closes something else than what it names is not.
Does not know what tags mean.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.audit.tags import Fault, Kind, Tag

_ENDS_PARAGRAPH = frozenset((
    *("address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset"),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li"),
    *("dd", "dt", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "table", "ul"),
))  # fmt: skip
"""Elements before which an open paragraph ends."""
_ROWS = frozenset(("tbody", "thead", "tfoot"))
_CELLS = frozenset(("td", "th"))
_ENDED_BY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "p": _ENDS_PARAGRAPH,
        "li": frozenset(("li",)),
        "dt": frozenset(("dt", "dd")),
        "dd": frozenset(("dt", "dd")),
        "option": frozenset(("option", "optgroup")),
        "optgroup": frozenset(("optgroup",)),
        "rt": frozenset(("rt", "rp")),
        "rp": frozenset(("rt", "rp")),
        "tr": _ROWS | {"tr"},
        "td": _ROWS | _CELLS | {"tr"},
        "th": _ROWS | _CELLS | {"tr"},
        "thead": _ROWS,
        "tbody": _ROWS,
        "tfoot": _ROWS,
        "caption": _ROWS | {"colgroup", "tr"},
        "colgroup": _ROWS | {"tr"},
        "head": frozenset(("body",)),
    }
)
"""Elements whose end need not be written, and before which others it is understood."""
_UNWRITTEN = frozenset(_ENDED_BY) | {"html", "body"}
_FURNITURE = frozenset(("script", "template"))
_CHILDREN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "table": _FURNITURE | _ROWS | {"caption", "colgroup", "col", "tr", "style"},
        "thead": _FURNITURE | {"tr"},
        "tbody": _FURNITURE | {"tr"},
        "tfoot": _FURNITURE | {"tr"},
        "tr": _FURNITURE | _CELLS,
        "colgroup": frozenset(("col", "template")),
        "head": _FURNITURE | {"title", "meta", "link", "style", "noscript", "base"},
        "html": frozenset(("head", "body")),
    }
)
"""Elements out of which a browser moves everything else."""
_SCOPES = frozenset(("table", "td", "th", "caption", "button", "object", "template", "foreignobject"))
"""Elements within which a paragraph outside does not count."""
_ALONE = frozenset(("a", "button", "form"))
"""Elements that cannot be in themselves."""
_FOREIGN = frozenset(("svg", "math"))
TRACKED = _ALONE | _FOREIGN | {"p", "foreignobject"}
"""Elements that are counted while they are open; others may be taken off `opened` by whoever knows that they end."""
_WATCHED = frozenset(("p", "svg"))
"""Elements in which every tag is looked at."""
_CAREFUL = frozenset(_ENDED_BY) | frozenset(_CHILDREN)
_NOT_DRAWN = (_ENDS_PARAGRAPH | {"span", "img", "strong", "em", "code", "b", "i", "small", "body", "head"}) - {"dir"}


class Nesting:
    """What is open while a page is read from its first tag to its last."""

    def __init__(self) -> None:
        """Begin with nothing open: each element with where its tag stands."""
        self.opened: list[tuple[str, int]] = []
        self._counts: Counter[str] = Counter()
        self._watched = 0

    @property
    def is_drawing(self) -> bool:
        """Whether what comes next is in an SVG."""
        return self._counts["svg"] > 0

    def take(self, tag: Tag, start: int) -> Sequence[tuple[int, Fault]]:
        """Take the next tag, and give what is wrong with its place.

        Args:
            tag: the tag.
            start: where it stands in the text.
        """
        name = tag.name
        if tag.kind is Kind.CLOSE:
            if self.opened and self.opened[-1][0] == name:
                self._pop()
                return ()
            return list(self._close(name, start))
        if not name:
            return ()
        parent = self.opened[-1][0] if self.opened else ""
        # Of nearly all tags there is nothing more to say.
        if parent in _CAREFUL or name in _ALONE or self._watched:
            faults = [*self._end_unwritten(name, start), *self._judge(name, start)]
        else:
            faults = []
        if tag.kind is Kind.EMPTY:
            return faults
        if tag.is_self_closed:
            if name not in _FOREIGN and not (self._counts["svg"] or self._counts["math"]):
                hint = f"write <{name}></{name}>"
                faults.append((start, Fault(f"<{name}/> is open, whatever the slash says", 1, len(name), hint)))
            else:
                return faults
        self.opened.append((name, start))
        if name in TRACKED:
            self._counts[name] += 1
            self._watched += name in _WATCHED
        return faults

    def _judge(self, name: str, start: int) -> Iterator[tuple[int, Fault]]:
        parent = self.opened[-1][0] if self.opened else ""
        allowed = _CHILDREN.get(parent)
        if allowed is not None and name not in allowed:
            yield start, Fault(f"<{name}> directly inside <{parent}>; browsers move it elsewhere", 1, len(name))
        if name in _ALONE and self._counts[name]:
            yield start, Fault(f"<{name}> inside <{name}>; browsers end the outer one here", 1, len(name))
        if self._counts["svg"] > self._counts["foreignobject"] and name in _NOT_DRAWN:
            yield start, Fault(f"<{name}> inside <svg>; browsers end the drawing here", 1, len(name))

    def finish(self) -> Iterator[tuple[int, Fault]]:
        """Give what is still open at the end of the page and must not be."""
        for name, start in self.opened:
            if name not in _UNWRITTEN:
                yield start, Fault(f"<{name}> is never closed", 1, len(name), f"write </{name}>")

    def _pop(self) -> None:
        name, _ = self.opened.pop()
        if name in TRACKED:
            self._counts[name] -= 1
            self._watched -= name in _WATCHED

    def _end_unwritten(self, name: str, start: int) -> Iterator[tuple[int, Fault]]:
        """End what ends before this element without a word."""
        while self.opened and name in _ENDED_BY.get(self.opened[-1][0], ()):
            self._pop()
        if name not in _ENDS_PARAGRAPH:
            return
        for index in range(len(self.opened) - 1, -1, -1):
            opened = self.opened[index][0]
            if opened in _SCOPES:
                return
            if opened == "p":
                inner = self.opened[-1][0]
                message = f"<{name}> ends the paragraph that it is in, and <{inner}> is still open in it"
                yield start, Fault(message, 1, len(name), f"close </{inner}> and </p> first")
                while len(self.opened) > index:
                    self._pop()
                return

    def _close(self, name: str, start: int) -> Iterator[tuple[int, Fault]]:
        names = [opened for opened, _ in self.opened]
        if name not in names:
            message = f"</{name}> closes nothing"
            if name == "p":
                message += ": the paragraph ended before"
            yield start, Fault(message, 0, len(name) + 3)
            return
        while self.opened and self.opened[-1][0] != name:
            opened, _ = self.opened[-1]
            if opened not in _UNWRITTEN:
                message = f"</{name}> comes before the </{opened}> of what is open in it"
                yield start, Fault(message, 0, len(name) + 3, f"write </{opened}> first")
            self._pop()
        self._pop()

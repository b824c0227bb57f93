"""Whether the tags of a page nest as they are written, or whether a browser would have to make something else of them.

Follows the tree construction of the HTML standard (html.spec.whatwg.org, 13.2.6) where it repairs what is written: an
end that is missing and may be, such as that of `<li>`, is fine; one that closes something else than what it names is not.
Does not know what tags mean.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.audit.tags import VOID, Fault, Kind, Tag

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENDS_PARAGRAPH = _HEADINGS | {
    *("address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset"),
    *("figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "li", "dd", "dt", "main", "menu", "nav"),
    *("ol", "p", "pre", "search", "section", "summary", "table", "ul"),
}
"""Elements before which an open paragraph ends."""
_ROWS = frozenset(("tbody", "thead", "tfoot"))
_GROUPS = _ROWS | {"caption", "col", "colgroup"}
_CELLS = frozenset(("td", "th"))
_TABLE_PARTS = _ROWS | _CELLS | {"tr", "caption", "colgroup", "col"}
_SPECIAL = (
    _ENDS_PARAGRAPH
    | _TABLE_PARTS
    | {
        *(
            "area",
            "body",
            "br",
            "button",
            "embed",
            "head",
            "html",
            "iframe",
            "img",
            "input",
            "link",
            "meta",
            "noscript",
        ),
        *(
            "object",
            "script",
            "select",
            "source",
            "style",
            "template",
            "textarea",
            "title",
            "track",
            "wbr",
            "foreignobject",
        ),
    }
)
"""Elements that an end of what is no block does not reach beyond."""
_FORMATTING = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
"""Elements that browsers open again where they were left open."""
_IMPLIED = frozenset(("dd", "dt", "li", "optgroup", "option", "p", "rp", "rt"))
"""Elements that end with what they are in."""
_ENDED_BY: Mapping[str, frozenset[str]] = MappingProxyType({
    "option": frozenset(("option", "optgroup", "hr")),
    "optgroup": frozenset(("optgroup", "hr")),
    "rt": frozenset(("rt", "rp")),
    "rp": frozenset(("rt", "rp")),
    "tr": _GROUPS | {"tr"},
    "td": _GROUPS | _CELLS | {"tr"},
    "th": _GROUPS | _CELLS | {"tr"},
    "thead": _GROUPS,
    "tbody": _GROUPS,
    "tfoot": _GROUPS,
    "caption": _GROUPS | {"tr"},
    "colgroup": _ROWS | {"colgroup", "caption", "tr"},
    "head": frozenset(("body",)),
})  # fmt: skip
"""Elements that end before certain others, if nothing is open in them."""
_UNWRITTEN = _IMPLIED | (_TABLE_PARTS - {"col"}) | {"head", "html", "body"}
"""Elements whose end need not be written."""
_FURNITURE = frozenset(("script", "template"))
_CHILDREN: Mapping[str, frozenset[str]] = MappingProxyType({
    "table": _FURNITURE | _ROWS | {"caption", "colgroup", "col", "tr", "style"},
    "thead": _FURNITURE | {"tr"},
    "tbody": _FURNITURE | {"tr"},
    "tfoot": _FURNITURE | {"tr"},
    "tr": _FURNITURE | _CELLS,
    "colgroup": frozenset(("col", "template")),
    "select": _FURNITURE | {"option", "optgroup", "hr"},
    "head": _FURNITURE | {"title", "meta", "link", "style", "noscript", "base"},
    "html": frozenset(("head", "body")),
})  # fmt: skip
"""Elements out of which browsers move, or drop, everything else."""
_PARENTS: Mapping[str, frozenset[str]] = MappingProxyType({
    "tr": _ROWS | {"table", "template"},
    "td": frozenset(("tr", "template")),
    "th": frozenset(("tr", "template")),
    "col": frozenset(("colgroup", "table", "template")),
    **dict.fromkeys((*_ROWS, "caption", "colgroup"), frozenset(("table", "template"))),
})  # fmt: skip
"""Elements that browsers drop anywhere else."""
_UNDERSTOOD: Mapping[str, str] = MappingProxyType({"tr": "tbody", "col": "colgroup"})
"""What browsers put between a table and these."""
_PARAGRAPH_SCOPE = frozenset(("table", "td", "th", "caption", "button", "object", "template", "foreignobject"))
"""Elements within which a paragraph outside does not count."""
_ITEM_SCOPE = _SPECIAL - {"address", "div", "p"}
"""Elements within which an item of a list outside does not count."""
_ITEMS: Mapping[str, frozenset[str]] = MappingProxyType({
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
})  # fmt: skip
"""Items, and which they end."""
_ALONE = frozenset(("a", "button", "form", "select"))
"""Elements that cannot be in themselves."""
_FOREIGN = frozenset(("svg", "math"))
TRACKED = _ALONE | _FOREIGN | {"foreignobject", "p"}
"""Elements that are counted while they are open; others may be taken off `opened` by whoever knows that they end."""
_CAREFUL_INSIDE = frozenset(_CHILDREN) | _HEADINGS
_CAREFUL_WITH = _ALONE | {"input"} | frozenset(_PARENTS) | frozenset(_ITEMS) | frozenset().union(*_ENDED_BY.values())
_BREAKS_OUT = _HEADINGS | {
    *("b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "head", "hr"),
    *("i", "img", "li", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strong", "strike"),
    *("sub", "sup", "table", "tt", "u", "ul", "var"),
}
"""Elements that end a drawing."""


class Nesting:
    """What is open while a page is read from its first tag to its last."""

    def __init__(self) -> None:
        """Begin with nothing open: each element with where its tag stands."""
        self.opened: list[tuple[str, int]] = []
        self._counts: Counter[str] = Counter()
        self._foreign_count = 0

    @property
    def is_drawing(self) -> bool:
        """Whether what comes next is in an SVG, and not in HTML in it."""
        return self._counts["svg"] > self._counts["foreignobject"]

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
        faults: Sequence[tuple[int, Fault]] = ()
        # Of nearly all tags there is nothing to say.
        if (
            name in _CAREFUL_WITH
            or self._foreign_count
            or (name in _ENDS_PARAGRAPH and self._counts["p"])
            or (self.opened and self.opened[-1][0] in _CAREFUL_INSIDE)
        ):
            faults = list(self._open(name, start))
        # In a drawing no element is without an end by its name.
        if tag.kind is Kind.EMPTY and not (
            self._foreign_count and name in VOID and self.is_drawing and not tag.is_self_closed
        ):
            return faults
        if tag.is_self_closed:
            if name in _FOREIGN or self._foreign_count:
                return faults
            hint = f"write <{name}></{name}>"
            faults = (*faults, (start, Fault(f"<{name}/> is open, whatever the slash says", 1, len(name), hint)))
        self.opened.append((name, start))
        if name in TRACKED:
            self._counts[name] += 1
            self._foreign_count += name in _FOREIGN
        return faults

    def finish(self) -> Iterator[tuple[int, Fault]]:
        """Give what is still open at the end of the page and must not be."""
        for name, start in self.opened:
            if name not in _UNWRITTEN:
                yield start, Fault(f"<{name}> is never closed", 1, len(name), f"write </{name}>")

    def _open(self, name: str, start: int) -> Iterator[tuple[int, Fault]]:
        """End what ends before this element without a word, and judge where that leaves it."""
        if self.is_drawing or self._counts["math"]:
            if self.is_drawing and name in _BREAKS_OUT:
                yield start, Fault(f"<{name}> inside <svg>; browsers end the drawing here", 1, len(name))
            return
        while self.opened and name in _ENDED_BY.get(self.opened[-1][0], ()):
            self._pop()
        if name in _ITEMS:
            yield from self._end_within(_ITEMS[name], _ITEM_SCOPE, name, start)
        if name in _ENDS_PARAGRAPH and self._counts["p"]:
            yield from self._end_within(frozenset(("p",)), _PARAGRAPH_SCOPE, name, start)
        parent = self.opened[-1][0] if self.opened else ""
        if parent == "table" and name in _UNDERSTOOD:
            # Whoever ends it in writing ends what is there.
            self.opened.append((_UNDERSTOOD[name], start))
            return
        yield from self._judge(name, start, parent)

    def _judge(self, name: str, start: int, parent: str) -> Iterator[tuple[int, Fault]]:
        allowed = _CHILDREN.get(parent)
        if allowed is not None and name not in allowed:
            yield start, Fault(f"<{name}> directly inside <{parent}>; browsers move it elsewhere", 1, len(name))
        elif name in _PARENTS and parent not in _PARENTS[name]:
            yield start, Fault(f"<{name}> outside of a table; browsers drop it", 1, len(name))
        if name == "input" and self._counts["select"]:
            yield start, Fault("<input> inside <select>; browsers end the list here", 1, len(name))
        if (name in _ALONE and self._counts[name]) or (name in _HEADINGS and parent in _HEADINGS):
            yield start, Fault(f"<{name}> inside <{parent}>; browsers end the outer one here", 1, len(name))

    def _end_within(
        self, ended: frozenset[str], scope: frozenset[str], name: str, start: int
    ) -> Iterator[tuple[int, Fault]]:
        """End the innermost of certain elements, unless it is beyond its scope."""
        for index in range(len(self.opened) - 1, -1, -1):
            opened = self.opened[index][0]
            if opened in ended:
                inner = next((each for each, _ in self.opened[:index:-1] if each not in _IMPLIED), "")
                if inner:
                    message = f"<{name}> ends the <{opened}> that it is in, and <{inner}> is still open in it"
                    yield start, Fault(message, 1, len(name), f"write </{inner}> and </{opened}> first")
                while len(self.opened) > index:
                    self._pop()
                return
            if opened in scope:
                return

    def _pop(self) -> None:
        name, _ = self.opened.pop()
        if name in TRACKED:
            self._counts[name] -= 1
            self._foreign_count -= name in _FOREIGN

    def _close(self, name: str, start: int) -> Iterator[tuple[int, Fault]]:
        if name not in [opened for opened, _ in self.opened]:
            message = f"</{name}> closes nothing"
            if name == "p":
                message += ": the paragraph ended before"
            yield start, Fault(message, 0, len(name) + 3)
            return
        is_foreign = self.is_drawing or self._counts["math"] > 0
        while self.opened[-1][0] != name:
            opened, _ = self.opened[-1]
            if is_foreign or not _ends_with(opened, name):
                message = f"</{name}> comes before the </{opened}> of what is open in it"
                yield start, Fault(message, 0, len(name) + 3, f"write </{opened}> first")
            self._pop()
        self._pop()


def _ends_with(opened: str, name: str) -> bool:
    """Tell whether an element may be ended by the end of one that it is in."""
    if opened in _IMPLIED:
        return name not in _FORMATTING and (name in _SPECIAL or opened not in _SPECIAL)
    return opened in _UNWRITTEN and (name in _TABLE_PARTS or name in {"table", "html", "body"})

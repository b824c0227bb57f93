"""HTML as a tree that is the same for two renderers if their readers see the same.

Knows how renderers differ in manner: where they put classes, how they mark up a checkbox, a footnote or an alert.
Does not know Markdown.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import quote

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = frozenset({
    "address", "alert", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "footnotes", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
})  # fmt: skip
"""White space at their edges, and between them, is not seen; `alert` and `footnotes` are names of ours."""

_IGNORED_ATTRIBUTE = re.compile(r"(?:class|id|style|rel|target|role|tabindex|lang|xmlns.*|data-.*|aria-.*)\Z")
_ALIGNMENT = re.compile(r"text-align:\s*(left|right|center)")
_ALERT_MARK = re.compile(r"\s*\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|\Z)", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")
_KEPT_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~-._|"
_NO_BREAK_SPACE = "\xa0"


class Element(msgspec.Struct, frozen=True):
    """An element of a canonical tree."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    children: "tuple[Element | str, ...]"


Part = Element | str
Tree = tuple[Part, ...]


def canonical(html: str) -> Tree:
    """Give the canonical tree of a fragment.

    Ignored are heading ids and permalinks, classes and styles, `<span>` and `<label>`, comments, what is inside a
    `<pre>` but its text, one line end at its end, how a checkbox or a footnote is written, white space round blocks and
    `<br>`, and how an address is percent-encoded.
    Everything else is kept: tight and loose lists, nesting, numbering, hard breaks, addresses and titles, all text.
    """
    body = LexborHTMLParser(f"<!doctype html><body>{html.strip()}").body
    return _tidy(_read_children(body), "body") if body else ()


def show_difference(expected: Tree, found: Tree) -> str:
    """Write two trees below each other, a line for each element and text, as far as they differ."""
    lines = difflib.unified_diff(list(_show(expected, 0)), list(_show(found, 0)), "cmark-gfm", "ours", n=1, lineterm="")
    return "\n".join(lines)


def _show(tree: Tree, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for part in tree:
        if isinstance(part, str):
            yield f"{indent}{part!r}"
        else:
            yield indent + part.name + "".join(f" {name}={value!r}" for name, value in part.attributes)
            yield from _show(part.children, depth + 1)


def _read_children(node: LexborNode) -> list[Part]:
    parts: list[Part] = []
    child = node.child
    while child is not None:
        parts += _read(child)
        child = child.next
    return parts


def _read(node: LexborNode) -> Sequence[Part]:
    name = node.tag
    if name == "-text":
        return (node.text_content or "",)
    if name is None or name[0] in "-!":
        return ()
    if name == "pre" or "mermaid" in _classes(node):
        text = node.text(deep=True)
        return (Element("pre", (), (text.removesuffix("\n"),)),)
    reader = _READERS.get(name)
    parts = reader(node) if reader else None
    if parts is None:
        return (Element(name, _read_attributes(node), _tidy(_read_children(node), name)),)
    return parts


def _read_link(node: LexborNode) -> Sequence[Part] | None:
    """Leave out permalinks of headings and the way back from a footnote; a footnote's number is all of a reference."""
    classes = _classes(node)
    if classes & {"headerlink", "anchor", "footnote-backref"} or "data-footnote-backref" in node.attributes:
        return ()
    if "footnote-ref" in classes or "data-footnote-ref" in node.attributes:
        return (Element("footnote reference", (), (node.text().strip(),)),)
    return None


def _read_superscript(node: LexborNode) -> Sequence[Part] | None:
    parts = _read_children(node)
    if any(isinstance(part, Element) and part.name == "footnote reference" for part in parts):
        return parts
    return None


def _read_input(node: LexborNode) -> Sequence[Part] | None:
    if node.attributes.get("type") != "checkbox":
        return None
    return (Element("checkbox", (("checked", str("checked" in node.attributes)),), ()),)


def _read_strong(node: LexborNode) -> Sequence[Part] | None:
    """Leave out a `<strong>` directly in another: cmark-gfm never writes one."""
    parts: list[Part] = []
    for part in _read_children(node):
        if isinstance(part, Element) and part.name == "strong":
            parts += part.children
        else:
            parts.append(part)
    return (Element("strong", _read_attributes(node), _tidy(parts, "strong")),)


def _read_division(node: LexborNode) -> Sequence[Part] | None:
    classes = _classes(node)
    if classes & {"highlight", "codehilite"}:
        return _read_children(node)
    if classes & {"footnote", "footnotes"}:
        rest = [part for part in _read_children(node) if isinstance(part, str) or part.name != "hr"]
        return (Element("footnotes", (), _tidy(rest, "footnotes")),)
    if classes & {"markdown-alert", "admonition"}:
        kinds = sorted(name.removeprefix("markdown-alert-") for name in classes - {"markdown-alert", "admonition"})
        # The first child is the title, which says no more than the kind.
        return (_make_alert(kinds[0] if kinds else "note", _tidy(_read_children(node), "alert")[1:]),)
    return None


def _read_quote(node: LexborNode) -> Sequence[Part] | None:
    """Make an alert of a quote that GitHub would make one of: it does so only after cmark-gfm."""
    parts = _tidy(_read_children(node), "blockquote")
    paragraph = node.css_first("p")
    if paragraph is None or not parts or not isinstance(parts[0], Element) or parts[0].name != "p":
        return None
    mark = _ALERT_MARK.match(paragraph.text(deep=False) or "")
    if mark is None:
        return None
    inner = _read_children(paragraph)
    if isinstance(inner[0], str):
        inner[0] = _ALERT_MARK.sub("", inner[0], count=1)
        if len(inner) > 1 and not inner[0].strip() and isinstance(inner[1], Element) and inner[1].name == "br":
            del inner[1]
    text = _tidy(inner, "p")
    first = (Element("p", (), text),) if text else ()
    return (_make_alert(mark.group(1).lower(), (*first, *parts[1:])),)


def _make_alert(kind: str, children: Tree) -> Element:
    return Element("alert", (("kind", kind),), children)


def _read_item(node: LexborNode) -> Sequence[Part] | None:
    """The way back from a footnote may leave a no-break space behind."""
    parts = [part.rstrip(_NO_BREAK_SPACE) if isinstance(part, str) else part for part in _read_children(node)]
    return (Element("li", _read_attributes(node), _tidy(parts, "li")),)


def _read_paragraph(node: LexborNode) -> Sequence[Part] | None:
    parts = _read_children(node)
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip(_NO_BREAK_SPACE)
    return (Element("p", _read_attributes(node), _tidy(parts, "p")),)


_READERS: dict[str, Callable[[LexborNode], Sequence[Part] | None]] = {
    "a": _read_link,
    "blockquote": _read_quote,
    "div": _read_division,
    "input": _read_input,
    "label": _read_children,
    "li": _read_item,
    "p": _read_paragraph,
    "section": _read_division,
    "span": _read_children,
    "strong": _read_strong,
    "sup": _read_superscript,
}
"""What is not read as it stands; where a reader gives None, the element is an ordinary one after all."""


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())


def _read_attributes(node: LexborNode) -> tuple[tuple[str, str], ...]:
    kept: dict[str, str] = {}
    for name, value in node.attributes.items():
        if name in {"href", "src"}:
            kept[name] = quote((value or "").strip(), safe=_KEPT_IN_ADDRESSES)
        elif name == "style" and node.tag in {"td", "th"}:
            alignment = _ALIGNMENT.search(value or "")
            if alignment:
                kept["align"] = alignment.group(1)
        elif not _IGNORED_ATTRIBUTE.match(name) and not (name == "start" and value == "1"):
            kept[name] = value or ""
    return tuple(sorted(kept.items()))


def _tidy(parts: Sequence[Part], parent: str) -> Tree:
    """Join neighbouring text, and take the white space out that no browser shows."""
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    tidied: list[Part] = []
    for index, part in enumerate(joined):
        if isinstance(part, str):
            text = _WHITE_SPACE.sub(" ", part)
            if _is_edge(joined[index - 1] if index else None, parent):
                text = text.lstrip(" ")
            if _is_edge(joined[index + 1] if index + 1 < len(joined) else None, parent):
                text = text.rstrip(" ")
            if text:
                tidied.append(text)
        else:
            tidied.append(part)
    return tuple(tidied)


def _is_edge(neighbour: Part | None, parent: str) -> bool:
    if neighbour is None:
        return parent in _BLOCKS
    return isinstance(neighbour, Element) and (neighbour.name in _BLOCKS or neighbour.name == "br")

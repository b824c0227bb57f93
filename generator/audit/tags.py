"""One tag of HTML by itself: what it refers to, what it names, and what is wrong with it whatever stands around it.

Does not know pages. A journal's pages share most of their tags, so each is read once, by its text.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from types import MappingProxyType

import msgspec

from generator.audit.datafiles import read_json
from generator.audit.references import Reference, read_refresh, split_srcset
from generator.errors import Severity

VOID = frozenset((
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"),
))  # fmt: skip
"""Elements without an end."""
RAW = frozenset(("script", "style", "textarea", "title"))
"""Elements whose content has no tags; they are one token with their content."""

_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_ENDED = re.compile(r"</[a-zA-Z]+\s*>\Z")
_JUNK = re.compile(r"[^\s/]")
_SPACES = re.compile(r"\s+")
_SCRIPT_ADDRESS = re.compile(r"[\s\x00-\x1f]*(?:javascript|vbscript)[\s\x00-\x1f]*:", re.IGNORECASE)
_DATA_BLOCKS = frozenset(("application/ld+json", "application/json", "speculationrules"))

_LINKED: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("a", "href"): "link",
        ("area", "href"): "link",
        ("form", "action"): "form",
        ("q", "cite"): "source",
        ("blockquote", "cite"): "source",
    }
)
_FETCHED: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("img", "src"): "picture",
        ("image", "href"): "picture",
        ("image", "xlink:href"): "picture",
        ("audio", "src"): "sound",
        ("video", "src"): "video",
        ("video", "poster"): "picture",
        ("source", "src"): "file",
        ("track", "src"): "file",
        ("input", "src"): "picture",
    }
)
_FETCHED_OWN: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("script", "src"): "script",
        ("iframe", "src"): "frame",
        ("embed", "src"): "file",
        ("object", "data"): "file",
        ("use", "href"): "drawing",
        ("use", "xlink:href"): "drawing",
    }
)
_DATA = frozenset(
    ("data-style", "data-script", "data-page", "data-index", "data-home", "data-href", "data-src", "data-url")
)
"""What scripts of themes read an address from."""
SEARCH_INDEX = "index of the search"
_FETCHED_RELS: Mapping[str, str] = MappingProxyType(
    {
        "stylesheet": "stylesheet",
        "icon": "icon",
        "apple-touch-icon": "icon",
        "mask-icon": "icon",
        "manifest": "manifest",
        "modulepreload": "script",
        "preload": "file",
    }
)
_OWN_METAS: Mapping[str, str] = MappingProxyType({"og:url": "og:url", "twitter:url": "twitter:url"})
_FILE_METAS = frozenset(
    ("og:image", "og:image:url", "og:image:secure_url", "og:audio", "og:video", "twitter:image", "twitter:image:src")
)


class Kind(Enum):
    """What a tag does to what is open."""

    OPEN = "open"
    CLOSE = "close"
    EMPTY = "empty"
    """Nothing: a void element, a comment, or an element that is here with its end."""


class Fault(msgspec.Struct, frozen=True, gc=False):
    """Something that is wrong with a tag wherever it stands; its place counts from the tag's beginning."""

    message: str
    start: int = 0
    length: int = 1
    hint: str = ""
    severity: Severity = Severity.ERROR


class Attribute(msgspec.Struct, frozen=True, gc=False):
    """An attribute, its value without character references."""

    name: str
    value: str
    start: int
    """Where its value begins in the tag, or, if it has none, its name."""
    length: int


class Tag(msgspec.Struct, frozen=True, gc=False):
    """A tag, or an element without tags in it; places count from its beginning."""

    name: str
    """In lower case; empty for what is no element."""
    kind: Kind = Kind.EMPTY
    is_self_closed: bool = False
    attributes: Mapping[str, Attribute] = MappingProxyType({})
    content: str = ""
    """Of an element without tags in it."""
    ids: tuple[Attribute, ...] = ()
    anchors: tuple[str, ...] = ()
    """Names that `a name` gives a place, as was done before there were ids."""
    references: tuple[Reference, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_draft_mark: bool = False
    """Whether the theme marks a draft with it."""
    is_noted: bool = False
    """Whether a page has anything to note of it besides that it is there."""


def read_tag(text: str) -> Tag:
    """Read a tag, or an element whose content has no tags, with its content.

    >>> tag = read_tag('<a id="x" href="/a?b&amp;c">')
    >>> tag.name, tag.kind.value, tag.references[0].address, tag.ids[0].value
    ('a', 'open', '/a?b&c', 'x')
    """
    named = _NAME.match(text)
    if named is None:
        return Tag("")
    name = named[2].lower()
    if named[1]:
        return Tag(name, Kind.CLOSE)
    if name in RAW and not _ENDED.search(text):
        return Tag(name, faults=(Fault(f"<{name}> is never closed", 1, len(name), f"write </{name}>"),), is_noted=True)
    end = _find_end(text) if name in RAW else len(text) - 1
    attributes, faults = _read_attributes(text, named.end(), end)
    content = text[end + 1 : text.rfind("<")] if name in RAW else ""
    kind = Kind.EMPTY if name in VOID or name in RAW else Kind.OPEN
    faults += _judge(name, attributes, content)
    references = tuple(_list_references(name, attributes))
    if name == "script" and _text(attributes, "type").lower() == "application/ld+json":
        data, fault = read_json(content)
        references += tuple(msgspec.structs.replace(each, start=each.start + end + 1) for each in data)
        if fault is not None:
            faults.append(Fault(f"the JSON-LD is no JSON: {fault[0]}", end + 1 + fault[1]))
    ids = tuple(each for each in attributes.values() if each.name == "id")
    anchors = (attributes["name"].value,) if name == "a" and "name" in attributes else ()
    is_draft_mark = "draft" in _text(attributes, "class").split()
    is_noted = bool(ids or anchors or references or faults or is_draft_mark) or name in _NOTED
    is_closed = text[end - 1] == "/" and not any(each.start + each.length == end for each in attributes.values())
    return Tag(
        *(name, kind, is_closed, attributes, content, ids, anchors, references, tuple(faults), is_draft_mark, is_noted)
    )


_NOTED = frozenset(("html", "title", "meta", "link"))
"""Elements that are looked at page by page."""


def _find_end(text: str) -> int:
    """Find where the start tag of an element ends whose content is in the text as well."""
    quote = ""
    for index, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == ">":
            return index
    return len(text) - 1


def _read_attributes(text: str, start: int, end: int) -> tuple[dict[str, Attribute], list[Fault]]:
    attributes: dict[str, Attribute] = {}
    faults = []
    place = start
    junk: re.Match[str] | None = None
    for match in _ATTRIBUTE.finditer(text, start, end):
        junk = junk or _JUNK.search(text, place, match.start())
        place = match.end()
        group = match.lastindex or 1
        value = html.unescape(match[group]) if group > 1 else ""
        name = match[1].lower()
        if name in attributes:
            faults.append(Fault(f'the attribute "{name}" is given twice', match.start(), len(name)))
            continue
        attributes[name] = Attribute(name, value, match.start(group), match.end(group) - match.start(group))
    if junk := junk or _JUNK.search(text, place, end):
        faults.append(Fault(f"{junk[0]} does not belong in a tag", junk.start()))
    return attributes, faults


def _text(attributes: Mapping[str, Attribute], name: str) -> str:
    found = attributes.get(name)
    return found.value.strip() if found is not None else ""


_POLICY = "the page's policy keeps browsers from it; put it into a file of templates/assets"


def _judge(name: str, attributes: Mapping[str, Attribute], content: str) -> list[Fault]:
    """Find what the policy of the pages forbids, and what an element needs."""
    faults = [fault for each in attributes.values() if (fault := _judge_attribute(each)) is not None]
    if name == "base":
        faults.append(Fault("<base> gives every link of the page another meaning", hint="write each address in full"))
    elif name == "style":
        faults.append(Fault("an inline style", hint=_POLICY))
    elif name == "script" and "src" not in attributes and _text(attributes, "type").lower() not in _DATA_BLOCKS:
        faults.append(Fault("an inline script", hint=_POLICY))
    elif name == "script" and "src" in attributes and content.strip():
        faults.append(Fault("a script with an address has content, which nothing runs"))
    elif name == "img" and "alt" not in attributes:
        hint = 'describe it, or write alt="" if it adds nothing to the text'
        source = _text(attributes, "src")
        faults.append(Fault(f'the picture "{source}" has no alt text', hint=hint, severity=Severity.WARNING))
    return faults


def _judge_attribute(each: Attribute) -> Fault | None:
    if each.name == "style":
        return Fault("a style attribute", each.start, each.length, _POLICY)
    if each.name.startswith("on"):
        return Fault(f"an inline script, {each.name}", each.start, each.length, _POLICY)
    if each.name in _ADDRESSES and _SCRIPT_ADDRESS.match(each.value):
        return Fault("an address that is a script", each.start, each.length, _POLICY)
    if each.name == "id" and (not each.value or _SPACES.search(each.value)):
        return Fault("an id must have a character, and no space", each.start, max(1, each.length))
    return None


_ADDRESSES = frozenset(("href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcdoc"))


def _list_references(name: str, attributes: Mapping[str, Attribute]) -> Iterator[Reference]:
    if name == "link":
        yield from _read_link(attributes)
    elif name == "meta":
        yield from _read_meta(attributes)
    for each in attributes.values():
        key = (name, each.name)
        if key in _LINKED:
            yield _refer(each, _LINKED[key])
        elif key in _FETCHED:
            yield _refer(each, _FETCHED[key], has_file=True)
        elif key in _FETCHED_OWN:
            yield _refer(each, _FETCHED_OWN[key], has_file=True, is_own=True)
        elif each.name in {"srcset", "imagesrcset"}:
            for address, start in split_srcset(each.value):
                yield Reference(address, "picture", each.start + start, len(address), has_file=True)
        elif each.name in _DATA and each.value.startswith("/"):
            yield _refer(each, SEARCH_INDEX if each.name == "data-index" else "address", is_own=True)


def _refer(attribute: Attribute, what: str, *, is_own: bool = False, has_file: bool = False) -> Reference:
    value = attribute.value.strip()
    return Reference(value, what, attribute.start, max(1, attribute.length), is_own=is_own, has_file=has_file)


def _read_link(attributes: Mapping[str, Attribute]) -> Iterator[Reference]:
    href = attributes.get("href")
    if href is None:
        return
    rels: Sequence[str] = _text(attributes, "rel").lower().split()
    fetched = next((_FETCHED_RELS[rel] for rel in rels if rel in _FETCHED_RELS), "")
    if fetched:
        yield _refer(href, fetched, is_own=True, has_file=True)
    elif "canonical" in rels:
        yield _refer(href, "canonical address", is_own=True)
    elif "alternate" in rels:
        is_feed = "atom" in _text(attributes, "type") or "feed" in _text(attributes, "type")
        yield _refer(href, "feed" if is_feed else "alternate", is_own=is_feed, has_file=is_feed)
    elif not {"preconnect", "dns-prefetch"} & set(rels):
        yield _refer(href, "link")


def _read_meta(attributes: Mapping[str, Attribute]) -> Iterator[Reference]:
    content = attributes.get("content")
    if content is None:
        return
    name = (_text(attributes, "property") or _text(attributes, "name")).lower()
    if name in _OWN_METAS:
        yield _refer(content, _OWN_METAS[name], is_own=True)
    elif name in _FILE_METAS:
        yield _refer(content, name, has_file=True)
    elif _text(attributes, "http-equiv").lower() == "refresh" and (address := read_refresh(content.value)):
        yield Reference(address, "redirect", content.start, content.length)

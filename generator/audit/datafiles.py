"""What files of data refer to: JSON of any shape, Atom feeds, sitemaps, drawings.

Knows the formats of RFC 4287, JSON Feed 1.1 and sitemaps.org 0.9; does not know what there is on the site.
XML is read by expat, and only as long as it declares no entities: none of ours does, and they are what attacks are made of.
"""

import gzip
import json
import re
import zlib
from xml.parsers import expat

import msgspec

from generator.audit.references import Reference

_ADDRESS_KEYS = frozenset((
    *("url", "@id", "id", "href", "src", "image", "logo", "icon", "favicon", "avatar", "item", "sameAs", "canonical"),
    *("home_page_url", "feed_url", "next_url", "external_url", "banner_image", "contentUrl", "thumbnailUrl"),
    *("mainEntityOfPage", "start_url", "scope", "entries"),
))  # fmt: skip
"""Keys whose values are addresses, in the JSON that sites publish."""
_OWN_KEYS = frozenset(("home_page_url", "feed_url", "next_url", "canonical", "start_url", "scope"))
_FILE_KEYS = frozenset(("image", "logo", "icon", "favicon", "banner_image", "contentUrl", "thumbnailUrl", "src"))
_RELATIVE_KEYS = frozenset(("src", "start_url", "scope"))
_HTML_KEYS = frozenset(("content_html",))
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")
"""RFC 3339, as Atom wants it."""
_DAY_OR_TIME = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?")
"""W3C's note on dates, as sitemaps want it."""
JSON_FEED = "JSON feed"
_LOOKS_LIKE_ADDRESS = re.compile(r"(?:https?://|/)\S*\Z")


class Fragment(msgspec.Struct, frozen=True, gc=False):
    """HTML inside of data, and where it stands in the file."""

    text: str
    start: int


class DataFacts(msgspec.Struct, frozen=True):
    """What a file of data says."""

    references: tuple[Reference, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    fault: tuple[str, int] | None = None
    """Why it cannot be read, and where, if it cannot."""
    root: str = ""
    """The name of the outermost element, of XML; `JSON feed` for one."""


def read_json(text: str) -> tuple[tuple[Reference, ...], tuple[str, int] | None]:
    """Find the addresses in a text of JSON, such as JSON-LD; the fault is why it is none, with its place.

    >>> [(each.address, each.start) for each in read_json('{"url": "/x/", "name": "/y/"}')[0]]
    [('/x/', 9)]
    >>> read_json('{"a": NaN}')[1]
    ('NaN is no value of JSON', 0)
    """
    facts = read_data(text)
    return facts.references, facts.fault


def read_data(text: str, *, has_relative: bool = False) -> DataFacts:
    """Read a file of JSON, strictly: no value of JavaScript alone, no key twice.

    Args:
        text: the file.
        has_relative: whether `src` and the like may be relative, as in a web app manifest.
    """
    try:
        value = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_make_object)
    except json.JSONDecodeError as error:
        return DataFacts(fault=(error.msg[:1].lower() + error.msg[1:], error.pos))
    except (ValueError, RecursionError) as error:
        return DataFacts(fault=(str(error), 0))
    found = _Found(text, _RELATIVE_KEYS if has_relative else frozenset())
    found.walk(value, "")
    if not (isinstance(value, dict) and str(value.get("version", "")).startswith("https://jsonfeed.org/version/")):
        return DataFacts(tuple(found.references), tuple(found.fragments))
    wrong = _judge_json_feed(value)
    fault = (wrong, 0) if wrong else None
    return DataFacts(tuple(found.references), tuple(found.fragments), fault, JSON_FEED)


def _judge_json_feed(feed: dict[str, object]) -> str:
    """Say what a JSON Feed lacks, or nothing."""
    items = feed.get("items")
    if not isinstance(feed.get("title"), str) or not isinstance(items, list):
        return "the feed must have a title and items"
    ids = [item.get("id") if isinstance(item, dict) else None for item in items]
    if not all(isinstance(each, str) and each for each in ids):
        return "each item of the feed must have an id"
    if len(set(ids)) < len(ids):
        return f'two items with the id "{next(each for each in ids if ids.count(each) > 1)}"'
    if not all({"content_html", "content_text"} & set(item) for item in items):
        return "each item of the feed must have content_html or content_text"
    return ""


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no value of JSON")


def _make_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f'the key "{next(name for name in names if names.count(name) > 1)}" is given twice')
    return made


class _Found:
    """What a value of JSON refers to; its strings are looked up in the text in the order in which they stand there."""

    def __init__(self, text: str, relative_keys: frozenset[str]) -> None:
        self.references: list[Reference] = []
        self.fragments: list[Fragment] = []
        self._text = text
        self._place = 0
        self._relative_keys = relative_keys

    def walk(self, value: object, key: str) -> None:
        if isinstance(value, dict):
            for name, each in value.items():
                self.walk(each, name)
        elif isinstance(value, list):
            for each in value:
                self.walk(each, key)
        elif isinstance(value, str) and key in _HTML_KEYS:
            self.fragments.append(Fragment(value, self._locate(key)))
        elif isinstance(value, str) and self._is_address(value, key):
            self._refer(value, key)

    def _is_address(self, value: str, key: str) -> bool:
        return key in self._relative_keys or (key in _ADDRESS_KEYS and bool(_LOOKS_LIKE_ADDRESS.match(value)))

    def _refer(self, value: str, key: str) -> None:
        start = self._locate(value)
        # A name for a thing need not be a place in a page.
        address = value.partition("#")[0] if key in {"@id", "id"} else value
        is_own, has_file = key in _OWN_KEYS, key in _FILE_KEYS
        self.references.append(Reference(address, f'"{key}"', start, len(value), is_own=is_own, has_file=has_file))

    def _locate(self, value: str) -> int:
        for written in (value, json.dumps(value)[1:-1]):
            if (place := self._text.find(f'"{written}"', self._place)) >= 0:
                self._place = place + 1
                return place + 1
        return self._place


def read_search_fragment(data: bytes) -> DataFacts:
    """Read what the search says of one page, which Pagefind keeps compressed behind a mark of its own."""
    try:
        text = gzip.decompress(data).removeprefix(b"pagefind_dcd").decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError):
        return DataFacts(fault=("the search cannot read it", -1))
    facts = read_data(text)
    # No place in it can be shown.
    references = tuple(msgspec.structs.replace(each, what="search result", start=-1) for each in facts.references)
    return DataFacts(references, fault=facts.fault and (facts.fault[0], -1))


def read_xml(text: str) -> DataFacts:
    """Read a file of XML: a feed, a sitemap, a drawing, or anything else that is well-formed.

    >>> facts = read_xml('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>/a/</loc></url></urlset>')
    >>> facts.root, [(each.address, each.start) for each in facts.references]
    ('urlset', [('/a/', 70)])
    >>> read_xml("<a><b></a>").fault
    ('mismatched tag', 8)
    """
    reader = _XmlReader(text)
    fault = reader.read()
    return DataFacts(tuple(reader.references), tuple(reader.fragments), fault, reader.root)


class _RefusedError(Exception):
    """Raised inside a reader of XML at what a site must not publish."""


class _XmlReader:
    """Reads one file; places are byte offsets of expat until the end."""

    def __init__(self, text: str) -> None:
        self.references: list[Reference] = []
        self.fragments: list[Fragment] = []
        self.root = ""
        self._bytes = text.encode("utf-8", "surrogatepass")
        self._path: list[str] = []
        self._children: list[set[str]] = []
        self._text: list[str] = []
        self._start = 0
        self._attributes: dict[str, str] = {}
        self._ids: set[str] = set()
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.CharacterDataHandler = self._text.append
        self._parser.EntityDeclHandler = self._refuse_entity

    def read(self) -> tuple[str, int] | None:
        try:
            self._parser.Parse(self._bytes, True)
        except expat.ExpatError as error:
            return expat.ErrorString(error.code), self._count(self._parser.ErrorByteIndex)
        except _RefusedError as error:
            return str(error), self._count(self._parser.CurrentByteIndex)
        finally:
            self._place()
        return None

    def _count(self, byte_index: int) -> int:
        return len(self._bytes[: max(0, byte_index)].decode("utf-8", "replace"))

    def _place(self) -> None:
        """Turn places in bytes into places in characters, which most of the time are the same."""
        if self._bytes.isascii():
            return
        self.references = [
            Reference(each.address, each.what, self._count(each.start), each.length, each.is_own, each.has_file)
            for each in self.references
        ]
        self.fragments = [Fragment(each.text, self._count(each.start)) for each in self.fragments]

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise _RefusedError(f'the entity "{name}" is declared; readers that obey it can be made to hang')

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self.root = self.root or name
        if self._children:
            self._children[-1].add(name)
        self._path.append(name)
        self._children.append(set())
        self._attributes = attributes
        self._text.clear()
        start = self._parser.CurrentByteIndex
        self._start = self._bytes.find(b">", start) + 1
        if self.root == "svg":
            self._open_drawing(name, attributes, start)
        elif name == "link" and "href" in attributes:
            self._refer_attribute(
                attributes, "href", "feed link", start, is_own=attributes.get("rel") in {"self", "alternate"}
            )
        elif name == "enclosure" and "url" in attributes:
            self._refer_attribute(attributes, "url", "enclosure", start)

    def _open_drawing(self, name: str, attributes: dict[str, str], start: int) -> None:
        if name == "script":
            raise _RefusedError("a drawing with a script")
        for key in attributes:
            if key.startswith("on"):
                raise _RefusedError(f"a drawing with an inline script, {key}")
            if key in {"href", "xlink:href"}:
                self._refer_attribute(attributes, key, "link" if name == "a" else "drawing", start)

    def _refer_attribute(
        self, attributes: dict[str, str], name: str, what: str, start: int, *, is_own: bool = False
    ) -> None:
        value = attributes[name].strip()
        place = max(start, self._bytes.find(b'"', self._bytes.find(f"{name}=".encode(), start)) + 1)
        self.references.append(Reference(value, what, place, max(1, len(value)), is_own))

    def _close(self, name: str) -> None:
        self._path.pop()
        children = self._children.pop()
        text = "".join(self._text).strip()
        self._text.clear()
        parent = self._path[-1] if self._path else ""
        if self.root == "feed":
            self._close_in_feed(name, parent, text, children)
        elif name == "loc":
            self._refer(text, "sitemap address", is_own=True)
        elif self.root == "urlset" and name == "url" and "loc" not in children:
            raise _RefusedError("a <url> without <loc>")
        elif self.root == "urlset" and name == "lastmod" and not _DAY_OR_TIME.fullmatch(text):
            raise _RefusedError(f'"{text}" is no day as sitemaps write it: 2020-01-31')
        elif self.root == "rss" and name in {"link", "url", "guid"} and text.startswith(("http:", "https:", "/")):
            self._refer(text, f"feed {name}")
        elif self.root == "rss" and name in {"description", "content:encoded"}:
            self.fragments.append(Fragment(text, self._start))

    def _close_in_feed(self, name: str, parent: str, text: str, children: set[str]) -> None:
        if name in {"feed", "entry"} and (missing := {"id", "title", "updated"} - children):
            raise _RefusedError(f"<{name}> without <{min(missing)}>, which RFC 4287 asks for")
        if name in {"updated", "published"} and not _TIME.fullmatch(text):
            raise _RefusedError(f'"{text}" is no time as RFC 3339 writes it: 2020-01-31T12:00:00Z')
        if name == "id" and parent == "entry":
            if text in self._ids:
                raise _RefusedError(f'two entries with the id "{text}"')
            self._ids.add(text)
        if name == "id" and text.startswith(("http:", "https:", "/")):
            self._refer(text, "feed id", is_own=parent == "feed")
        elif name in {"icon", "logo"}:
            self._refer(text, f"feed {name}", has_file=True)
        elif name == "uri":
            self._refer(text, "author's address")
        elif name in {"content", "summary"} and self._attributes.get("type") == "html":
            self.fragments.append(Fragment(text, self._start))

    def _refer(self, text: str, what: str, *, is_own: bool = False, has_file: bool = False) -> None:
        self.references.append(Reference(text, what, self._start, max(1, len(text)), is_own, has_file))

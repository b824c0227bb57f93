"""A page of HTML: whether it is well-formed, what it refers to, and which places in it can be referred to.

The grammar is a strict subset of the HTML standard's: what it does not know is a fault, so nothing needs to be repaired.
Does not know other pages.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from generator.audit.nesting import TRACKED, Nesting
from generator.audit.references import Reference
from generator.audit.tags import Attribute, Fault, Kind, Tag, read_tag

_REST = r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>"""
_TOKEN = re.compile(
    rf"""<(?:
        /?[a-zA-Z](?<!<[sStT]){_REST}
      | (?i:(script|style|title|textarea))(?=[\s/>]){_REST}.*?</(?i:\1)\s*>
      | /?[a-zA-Z]{_REST}
      | !--.*?-->
      | (?i:!doctype)\s[^>]*>
      |
    )""",
    re.DOTALL | re.VERBOSE,
)
"""One token; the first line is the fast way for tags that cannot begin an element without tags in it."""
_DOCTYPE = re.compile(r"\s*<!doctype html\s*>", re.IGNORECASE)
_CHARSET = re.compile(r"""<meta\s[^>]*charset\s*=\s*["']?\s*utf-8""", re.IGNORECASE)
_CHARSET_BYTES = 1024
"""How far into a page a browser looks for its encoding."""

Memory = dict[str, Tag]
"""Tags by their text; one for all pages."""


class PageFacts(msgspec.Struct, frozen=True, gc=False):
    """What a page says about itself."""

    references: tuple[tuple[int, Reference], ...] = ()
    """Each with where its tag begins."""
    places: frozenset[str] = frozenset()
    """The ids, and the names of old."""
    faults: tuple[tuple[int, Fault], ...] = ()
    is_indexed: bool = True
    """False if the page asks search engines to leave it alone."""
    canonical: str = ""
    is_draft: bool = False
    """Whether it shows that it, or something on it, is a draft."""


class _Head:
    """What is known of a page's head as it is read."""

    def __init__(self) -> None:
        self.language = ""
        self.titles: list[str] = []
        self.is_indexed = True
        self.canonical = ""
        self.is_draft = False


def read_page(text: str, memory: Memory) -> PageFacts:
    """Read a page.

    Args:
        text: the page.
        memory: the tags of pages read before; the ones of this page are put into it.
    """
    references: list[tuple[int, Reference]] = []
    faults: list[tuple[int, Fault]] = []
    ids: dict[str, int] = {}
    anchors: set[str] = set()
    head = _Head()
    for start, tag in _list_tags(text, memory, faults):
        for each in tag.ids:
            if each.value in ids:
                faults.append((start, Fault(f'the id "{each.value}" is given twice', each.start, each.length)))
            ids[each.value] = start
        anchors.update(tag.anchors)
        if tag.references:
            references += [(start, reference) for reference in tag.references]
        if tag.faults:
            faults += [(start, fault) for fault in tag.faults]
        _note(tag, head)
    faults += _judge_head(text, head)
    places = frozenset(ids) | anchors
    return PageFacts(tuple(references), places, tuple(faults), head.is_indexed, head.canonical, head.is_draft)


def read_fragment(text: str, memory: Memory) -> PageFacts:
    """Read HTML that is a part of something, such as an entry in a feed: no head is asked of it, and no id is unique.

    >>> [each.address for _, each in read_fragment('<p><a href="/x/">x</a>', {}).references]
    ['/x/']
    """
    faults: list[tuple[int, Fault]] = []
    references: list[tuple[int, Reference]] = []
    for start, tag in _list_tags(text, memory, faults):
        references += [(start, reference) for reference in tag.references]
    return PageFacts(tuple(references), faults=tuple(faults))


def _list_tags(text: str, memory: Memory, faults: list[tuple[int, Fault]]) -> Iterator[tuple[int, Tag]]:
    """Give the tags that there is something to note of; what does not nest is added to the faults."""
    nesting = Nesting()
    take, opened = nesting.take, nesting.opened
    for match in _TOKEN.finditer(text):
        written = match.group()
        tag = memory.get(written)
        if tag is None:
            tag = memory[written] = read_tag(written)
        # What ends what was opened last is half of all tags, and needs no call.
        if tag.kind is Kind.CLOSE and opened and opened[-1][0] == tag.name and tag.name not in TRACKED:
            opened.pop()
            continue
        start = match.start()
        if written == "<" and text.startswith("<!--", start):
            # All that follows is in it.
            faults.append((start, Fault("the comment is never closed", 0, 4, "write -->")))
            break
        if written == "<":
            faults.append((start, Fault("this < begins no tag", hint="write &lt;")))
        if wrong := take(tag, start):
            faults += wrong
        # A drawing's title is not the page's.
        if tag.is_noted and not (nesting.is_drawing and tag.name == "title"):
            yield start, tag
    faults += nesting.finish()


def _note(tag: Tag, head: _Head) -> None:
    attributes = tag.attributes
    if tag.name == "html":
        head.language = _value(attributes, "lang")
    elif tag.name == "title":
        head.titles.append(tag.content.strip())
    elif tag.name == "meta" and _value(attributes, "name").lower() == "robots":
        head.is_indexed = "noindex" not in _value(attributes, "content").lower()
    elif tag.name == "link" and _value(attributes, "rel").lower() == "canonical":
        head.canonical = _value(attributes, "href")
    elif tag.is_draft_mark:
        head.is_draft = True


def _value(attributes: Mapping[str, Attribute], name: str) -> str:
    found = attributes.get(name)
    return found.value.strip() if found is not None else ""


def _judge_head(text: str, head: _Head) -> Iterator[tuple[int, Fault]]:
    if not _DOCTYPE.match(text):
        yield 0, Fault("the page does not begin with <!doctype html>, so browsers show it as those of 1998 did")
    if not head.language:
        yield 0, Fault("<html> has no lang", hint='write <html lang="en">, or whichever language it is in')
    if not any(head.titles):
        yield 0, Fault("the page has no title")
    if not _CHARSET.search(text[:_CHARSET_BYTES]):
        hint = 'write <meta charset="utf-8"> at the beginning of its head'
        yield 0, Fault(f"the page does not say in its first {_CHARSET_BYTES} bytes that it is UTF-8", hint=hint)

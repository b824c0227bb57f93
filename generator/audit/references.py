"""What a file of the site refers to: an address, what it stands for, and where it is written.

Reads texts; does not know what there is.
"""

import re
from collections.abc import Iterator

import msgspec

_SRCSET = re.compile(r"\s*,*\s*([^\s,](?:\S*[^\s,])?)(?:\s+[^,]*)?(?:,|$)")
_CSS = re.compile(
    r"/\*.*?\*/"
    r"""|url\(\s*(?:"([^"\\]*)"|'([^'\\]*)'|([^)\s"'\\]*))\s*\)"""
    r"""|@import\s+(?:"([^"\\]*)"|'([^'\\]*)')""",
    re.DOTALL,
)
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?['\"]?([^'\"]*)", re.IGNORECASE)


class Reference(msgspec.Struct, frozen=True, gc=False):
    """An address in a text."""

    address: str
    """As it is meant: without character references, and without spaces around it."""
    what: str = "link"
    """What a message calls it."""
    start: int = 0
    """Where it begins in the text, in characters."""
    length: int = 1
    """How many characters of the text it is."""
    is_own: bool = False
    """Whether it must be of this site: no other host has a page's canonical address or its scripts."""
    has_file: bool = False
    """Whether it is fetched with the page, and not followed by a reader."""


def split_srcset(text: str) -> Iterator[tuple[str, int]]:
    """Give the addresses of a `srcset`, and where each begins.

    >>> list(split_srcset("a.webp 480w, b.webp 2x"))
    [('a.webp', 0), ('b.webp', 13)]
    """
    yield from ((match[1], match.start(1)) for match in _SRCSET.finditer(text))


def read_refresh(text: str) -> str:
    """Give the address that a page goes on to, from the content of its `refresh`.

    >>> read_refresh("0; url=/new/"), read_refresh("30")
    ('/new/', '')
    """
    match = _REFRESH.match(text)
    return match[1].strip() if match else ""


def read_stylesheet(text: str) -> tuple[Reference, ...]:
    """Find what a stylesheet fetches.

    >>> [(each.address, each.start) for each in read_stylesheet('/* url(no) */ a { src: url("f.woff2") }')]
    [('f.woff2', 28)]
    """
    found = []
    for match in _CSS.finditer(text):
        group = match.lastindex
        if group is not None and (address := match[group].strip()):
            length = match.end(group) - match.start(group)
            found.append(Reference(address, "address", match.start(group), length, is_own=True, has_file=True))
    return tuple(found)


def read_robots(text: str) -> tuple[Reference, ...]:
    r"""Find the sitemaps that a `robots.txt` names.

    >>> [each.address for each in read_robots("User-agent: *\nSitemap: https://example.org/sitemap.xml\n")]
    ['https://example.org/sitemap.xml']
    """
    found = re.finditer(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", text, re.IGNORECASE | re.MULTILINE)
    return tuple(Reference(match[1], "sitemap", match.start(1), len(match[1]), is_own=True) for match in found)

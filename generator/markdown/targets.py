"""Takes the addresses of inner links and images out of rendered HTML, and finds them in the source.

Knows HTML tags and how an address is written in Markdown; does not know what an address leads to.
"""

import itertools
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from html import unescape

from generator.markdown.body import LINK_MARK, Target, TargetKind

_TAG = re.compile(r"<!--.*?-->|<(a|img|source|video|audio)\s[^<>]*>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""(\s([a-z-]+)\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
"""Any attribute: the value of a title may well say `href=`."""
_ADDRESS_NAMES = frozenset({"href", "src", "poster"})
_OUTER = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|$", re.IGNORECASE)
"""What leads out of the site or stays on the page: a scheme, a host, a fragment, or nothing at all."""
_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?\n)?(?P=fence)[ ]*$|(?<!`)(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
"""Fenced blocks and code spans, in which what looks like a link is none."""
_NOT_LINE_END = re.compile(r"[^\n]")


def mark_targets(html: str, source: str) -> tuple[str, tuple[Target, ...]]:
    """Replace each inner address by its number between marks; `source` is the Markdown, to say where each stood."""
    found: list[tuple[TargetKind, str]] = []

    def replace_address(match: re.Match[str], kind: TargetKind) -> str:
        if match.group(2).lower() not in _ADDRESS_NAMES:
            return match.group()
        address = unescape(match.group(3) or match.group(4) or match.group(5) or "")
        if _OUTER.match(address):
            return match.group()
        found.append((kind, address))
        return f'{match.group(1)}"{LINK_MARK}{len(found) - 1}{LINK_MARK}"'

    def replace_tag(match: re.Match[str]) -> str:
        if match.group(1) is None:  # a comment
            return match.group()
        kind = TargetKind.LINK if match.group(1).lower() == "a" else TargetKind.IMAGE
        return _ATTRIBUTE.sub(lambda address: replace_address(address, kind), match.group())

    marked = _TAG.sub(replace_tag, html)
    return marked, tuple(_locate(found, source)) if found else ()


def _locate(found: list[tuple[TargetKind, str]], source: str) -> Iterator[Target]:
    # The rendered HTML has no positions.
    # An address that is written several times has a place each time it is found, and the last one from then on.
    lines = source.split("\n")
    line_starts = list(itertools.accumulate((len(line) + 1 for line in lines), initial=0))
    prose = _CODE.sub(lambda match: _NOT_LINE_END.sub(" ", match.group()), source)
    places = _list_places(prose)
    for kind, address in found:
        starts = places.get(address)
        if starts is None:
            starts = places[address] = deque(match.start(1) for match in _written(address).finditer(prose))
        if not starts:
            yield Target(kind, address, 0, 0, "")
            continue
        start = starts.popleft() if len(starts) > 1 else starts[0]
        line = bisect_right(line_starts, start)
        yield Target(kind, address, line, start - line_starts[line - 1] + 1, lines[line - 1])


_BEFORE = r"""(?:\]\(\s*<?|\]:\s*<?|=\s*["']?)"""
"""Where Markdown or HTML has an address: behind `](`, `]:`, `=` or a quote."""
_WRITTEN = re.compile(rf"""{_BEFORE}([^\s()<>"']+)(?=[\s)>"']|\Z)""")


def _list_places(prose: str) -> dict[str, deque[int]]:
    """Find all addresses at once: an index of a thousand notes is one body."""
    places: dict[str, deque[int]] = {}
    for match in _WRITTEN.finditer(prose):
        places.setdefault(match.group(1), deque()).append(match.start(1))
    return places


def _written(address: str) -> re.Pattern[str]:
    """Match one address that has spaces, brackets or quotes in it."""
    return re.compile(rf"""{_BEFORE}({re.escape(address)})(?=[\s)>"']|\Z)""")

"""Takes the addresses of inner links and images out of rendered HTML, and finds them in the source.

Knows HTML tags and how an address is written in Markdown; does not know what an address leads to.
"""

import re
from collections.abc import Iterator
from html import unescape

from generator.markdown.body import LINK_MARK, Target, TargetKind

_TAG = re.compile(r"<(a|img|source|video|audio)\s[^<>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"""(\s(?:href|src|poster)\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_OUTER = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|$", re.IGNORECASE)
"""What leads out of the site or stays on the page: a scheme, a host, a fragment, or nothing at all."""


def mark_targets(html: str, source: str) -> tuple[str, tuple[Target, ...]]:
    """Replace each inner address by its number between marks; `source` is the Markdown, to say where each stood."""
    found: list[tuple[TargetKind, str]] = []

    def replace_address(match: re.Match[str], kind: TargetKind) -> str:
        address = unescape(match.group(2) or match.group(3) or match.group(4) or "")
        if _OUTER.match(address):
            return match.group()
        found.append((kind, address))
        return f'{match.group(1)}"{LINK_MARK}{len(found) - 1}{LINK_MARK}"'

    def replace_tag(match: re.Match[str]) -> str:
        kind = TargetKind.LINK if match.group(1).lower() == "a" else TargetKind.IMAGE
        return _ADDRESS.sub(lambda address: replace_address(address, kind), match.group())

    marked = _TAG.sub(replace_tag, html)
    return marked, tuple(_locate(found, source)) if found else ()


def _locate(found: list[tuple[TargetKind, str]], source: str) -> Iterator[Target]:
    # The rendered HTML has no positions.
    # Each address is looked for behind the last place it was found at, so a repeated one gets a place of its own.
    behind: dict[str, int] = {}
    for kind, address in found:
        match = _written(address).search(source, behind.get(address, 0))
        if match is None:
            yield Target(kind, address, 0, 0, "")
            continue
        behind[address] = match.end()
        start = match.start(1)
        line_start = source.rfind("\n", 0, start) + 1
        line_end = source.find("\n", start)
        yield Target(
            kind,
            address,
            source.count("\n", 0, start) + 1,
            start - line_start + 1,
            source[line_start : line_end if line_end >= 0 else len(source)],
        )


def _written(address: str) -> re.Pattern[str]:
    """Match the address where Markdown or HTML would have it: behind `](`, `]:`, `=` or a quote."""
    return re.compile(rf"""(?:\]\(\s*<?|\]:\s*<?|=\s*["']?)({re.escape(address)})""")

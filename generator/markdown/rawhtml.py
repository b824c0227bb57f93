"""Raw HTML: where it ends, and the addresses and ids in it.

Leaves it as it was written but for the addresses; does not know what of it a site lets through.
"""

import re
from html import unescape

from generator.markdown.addresses import is_outer
from generator.markdown.body import TargetKind
from generator.markdown.reading import MARK, RAW, Reading
from generator.markdown.scope import Scope

_TAG = re.compile(
    r"""<(?:
        [a-zA-Z][a-zA-Z0-9-]*+
        (?:[ \t\n\v\f\r]++[a-zA-Z_:][a-zA-Z0-9:._-]*+
            (?:[ \t\n\v\f\r]*+=[ \t\n\v\f\r]*+(?:[^ \t\n\v\f\r"'=<>`]++|'[^']*'|"[^"]*"))?
        )*+[ \t\n\v\f\r]*+/?
        |/[a-zA-Z][a-zA-Z0-9-]*+[ \t\n\v\f\r]*+
    )>""",
    re.VERBOSE,
)
_COMMENT = re.compile("<!--(?:[^-]++|-[^-]|--[^>])*+-->")
_END_OF_COMMENT = "-->"
_SHORT_COMMENTS = ("<!-->", "<!--->")
_DECLARATION = re.compile(r"<![A-Z]++[ \t\n\v\f\r]")

_WRITTEN_TAG = re.compile(r"""<(?:!--|([a-zA-Z][a-zA-Z0-9-]*+)((?:[^<>"']|"[^"]*"|'[^']*')*+)>)""")
"""A tag in a block of HTML, where nothing was checked yet, or the beginning of a comment."""
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'<>]++))?""")
_KINDS = {
    "a": TargetKind.LINK,
    "img": TargetKind.IMAGE,
    "source": TargetKind.IMAGE,
    "video": TargetKind.IMAGE,
    "audio": TargetKind.IMAGE,
}
_ADDRESS_NAMES = frozenset({"href", "src", "poster"})
_CANDIDATE = re.compile(r"((?:^|,)\s*+)([^\s,]++)")
"""An address in `srcset`, behind a comma or at the beginning."""
_CANDIDATES = re.compile(
    r"(?!.*data:)\s*+[^\s,]++(?:\s++[0-9.]++[wx])?+(?:\s*+,\s*+[^\s,]++(?:\s++[0-9.]++[wx])?+)*+\s*+"
)
"""Addresses with their sizes and nothing else: what is put together otherwise may be something in disguise.

In an address that holds a picture itself, a comma parts nothing.
"""
_TEXT_ELEMENTS = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""What is in them is no HTML."""


def read_tag(reading: Reading, start: int) -> int:
    """Read a tag, comment or the like that stands in running text; give its end, or -1 if it is none."""
    end = _scan_tag(reading, start)
    if end < 0:
        return -1
    reading.scope.has_raw_html = reading.has_raw = True
    html = reading.text[start:end]
    if "=" in html or reading.scope.options.are_images_lazy:
        html = _write(reading.text, start, end, reading.line, reading.scope)
    reading.parts.append(f"{MARK}{RAW}{html}{MARK}")
    return end


def _scan_tag(reading: Reading, start: int) -> int:
    text = reading.text
    second = text[start + 1 : start + 2]
    if second == "?":
        return _behind(reading.find("?>", start + 2), 2)
    if second != "!":
        return _end_of(_TAG.match(text, start))
    if _END_OF_COMMENT in reading.missing:  # after an unclosed comment GitHub takes nothing with `<!` for HTML
        return -1
    if text.startswith("<!--", start):
        return _scan_comment(reading, start)
    if text.startswith("<![CDATA[", start):
        return _behind(reading.find("]]>", start + 9), 3)
    return _behind(reading.find(">", start), 1) if _DECLARATION.match(text, start) else -1


def _end_of(match: re.Match[str] | None) -> int:
    return match.end() if match else -1


def _behind(found: int, length: int) -> int:
    return found + length if found >= 0 else -1


def _scan_comment(reading: Reading, start: int) -> int:
    """Find the end of a comment as GitHub's parser does, which in this is newer than its version of the spec."""
    for comment in _SHORT_COMMENTS:
        if reading.text.startswith(comment, start):
            return start + len(comment)
    end = _end_of(_COMMENT.match(reading.text, start))
    if end < 0:
        reading.missing.add(_END_OF_COMMENT)
    return end


def write_raw(html: str, line: int, scope: Scope) -> str:
    """Put markers in the place of inner addresses, and note the ids; all else stays to the byte.

    Args:
        html: as its author wrote it.
        line: the line of the source that it begins on.
        scope: the document.
    """
    return _write(html, 0, len(html), line, scope)


def _write(html: str, start: int, html_end: int, line: int, scope: Scope) -> str:
    written: list[str] = []
    done = start
    match = _WRITTEN_TAG.search(html, start, html_end)
    while match:
        end = match.end()
        name = match.group(1)
        if name is None:
            end = _behind(html.find(_END_OF_COMMENT, end, html_end), 3)
        else:
            name = name.lower()
            if name in _KINDS or "=" in match.group(2):
                written += html[done : match.start()], _write_tag(name, match, line, scope)
                done = end
            if name in _TEXT_ELEMENTS:
                end = _find_end_tag(html, name, end, html_end)
        if end < 0:
            break
        match = _WRITTEN_TAG.search(html, end, html_end)
    written.append(html[done:html_end])
    return "".join(written)


def _find_end_tag(html: str, name: str, start: int, html_end: int) -> int:
    end_tag = re.compile(rf"</{name}\b", re.IGNORECASE).search(html, start, html_end)
    return end_tag.start() if end_tag else -1


def _write_tag(name: str, tag: re.Match[str], line: int, scope: Scope) -> str:
    """Write one tag anew."""
    html = tag.string
    kind = _KINDS.get(name)
    written: list[str] = []
    done = tag.start()
    is_lazy = False
    for attribute in _ATTRIBUTE.finditer(html, tag.start(2), tag.end(2)):
        attribute_name = attribute.group(1).lower()
        is_lazy = is_lazy or attribute_name == "loading"
        value = attribute.group(2)
        if value is None:
            continue
        quote_length = 1 if value[0] in "\"'" else 0
        value = value[quote_length : len(value) - quote_length]
        if attribute_name == "id" or (attribute_name == "name" and name == "a"):
            scope.anchors.append(unescape(value))
        elif kind and attribute_name in _ADDRESS_NAMES:
            address = unescape(value)
            if not is_outer(address):
                start = attribute.start(2)
                marker = scope.add_target(kind, address, (line, html, start + quote_length, len(value)))
                written += html[done:start], f'"{marker}"'
                done = attribute.end(2)
        elif kind and attribute_name == "srcset" and _CANDIDATES.fullmatch(value):
            start = attribute.start(2)
            written += html[done:start], f'"{_write_candidates(value, line, html, start + quote_length, scope)}"'
            done = attribute.end(2)
    if name == "img" and not is_lazy and scope.options.are_images_lazy:
        lead = len("<img")
        first = written[0] if written else html[tag.start() : tag.end()]
        first = f'{first[:lead]} loading="lazy"{first[lead:]}'
        if not written:
            return first
        written[0] = first
    written.append(html[done : tag.end()])
    return "".join(written)


def _write_candidates(value: str, line: int, html: str, start: int, scope: Scope) -> str:
    """Write a list of pictures to choose from, each an address that may have a size behind it."""

    def write(candidate: re.Match[str]) -> str:
        address = unescape(candidate.group(2))
        if is_outer(address):
            return candidate.group()
        place = line, html, start + candidate.start(2), len(candidate.group(2))
        return f"{candidate.group(1)}{scope.add_target(TargetKind.IMAGE, address, place)}"

    return _CANDIDATE.sub(write, value).replace('"', "&quot;")

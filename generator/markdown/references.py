"""Definitions such as `[label]: address "title"` at the start of a paragraph.

Knows the text of the paragraph; does not know where links refer to them.
"""

import re

from generator.markdown.nodes import Document, Reference
from generator.markdown.spans import normalize_label, scan_destination, scan_label, scan_title

_GAP = re.compile(r"[ \t]*+(?:\n[ \t]*+)?")
_LINE_END = re.compile(r"[ \t]*+(?:\n|$)")

Definition = tuple[str, str, str | None, int, int]
"""Label, address, title, where the address begins in the text, where the definition ends."""


def take_references(text: str, line: int, document: Document) -> tuple[str, int]:
    """Take the definitions off the start of a paragraph into the document: what is left, and its line."""
    start = 0
    while text.startswith("[", start):
        definition = _scan_definition(text, start)
        if definition is None:
            break
        label, url, title, address_start, end = definition
        address_line = line + text.count("\n", start, address_start)
        if label not in document.references:
            # The address itself, not the bracket it may stand in.
            address_start += text.startswith("<", address_start)
            column = _find_column(text, address_start, document.lines[address_line - 1])
            document.references[label] = Reference(url, title, address_line, column)
        line += text.count("\n", start, end)
        start = end
    return text[start:], line


def _scan_definition(text: str, start: int) -> Definition | None:
    label_end = scan_label(text, start)
    if label_end < 0 or not text.startswith(":", label_end):
        return None
    address_start = _skip(_GAP, text, label_end + 1)
    destination = scan_destination(text, address_start)
    if destination is None:
        return None
    url, url_end = destination
    title, end = _scan_title_and_end(text, url_end)
    if end < 0:
        return None
    return normalize_label(text[start + 1 : label_end - 1]), url, title, address_start, end


def _scan_title_and_end(text: str, start: int) -> tuple[str | None, int]:
    """Read the title, if any, and find the end of the line; -1 if something else stands on it."""
    title_start = _skip(_GAP, text, start)
    found = scan_title(text, title_start) if title_start > start else None
    if found:
        line_end = _LINE_END.match(text, found[1])
        if line_end:
            return found[0], line_end.end()
    # What looked like a title on a line of its own may be the paragraph's text.
    line_end = _LINE_END.match(text, start)
    return None, line_end.end() if line_end else -1


def _skip(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _find_column(text: str, start: int, source: str) -> int:
    """Find the column of a place in a paragraph, each line of which is the end of a line of the source."""
    end = text.find("\n", start)
    rest = text[start : end if end >= 0 else len(text)]
    return len(source.rstrip()) - len(rest.rstrip()) + 1

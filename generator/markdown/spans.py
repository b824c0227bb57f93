r"""The small pieces that blocks and inlines are both made of: escapes, entities, labels, destinations, titles.

Does not know where in a document a piece stands, nor what becomes of it.
"""

import re
from html.entities import html5

PUNCTUATION = "!-/:-@\\[-`{-~"
"""ASCII punctuation, as the inside of a character class: what a backslash can escape."""

LABEL = re.compile(rf"\[((?:[^\[\]\\]|\\[{PUNCTUATION}]?)*+)\]")
"""A label in its brackets; it may be empty or too long."""
LONGEST_LABEL = 1000
ENTITY = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}))|([a-zA-Z][a-zA-Z0-9]{1,31}));")
_ESCAPE = re.compile(rf"{ENTITY.pattern}|\\([{PUNCTUATION}])")
_BARE_DESTINATION = re.compile(rf"(?:[^ \t\n\v\f\r()\\]|\\[{PUNCTUATION}]?)*+")
_POINTED_DESTINATION = re.compile(r"<((?:[^<>\n\\]|\\.)*+)>")
_TITLES = {
    '"': re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL),
    "'": re.compile(r"'((?:[^'\\]|\\.)*+)'", re.DOTALL),
    "(": re.compile(r"\(((?:[^()\\]|\\.)*+)\)", re.DOTALL),
}
_DEEPEST_PARENTHESES = 32
"""As in cmark, whose limit keeps a row of opening parentheses from being looked through again and again."""

_REPLACEMENT = "\ufffd"
_SPACES_BELOW_32 = (9, 10, 13)


def escape_text(text: str) -> str:
    """Write plain text as HTML, for between tags and for between double quotes.

    >>> escape_text('"a" < b & c')
    '&quot;a&quot; &lt; b &amp; c'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def replace_escapes(text: str) -> str:
    r"""Replace escaped punctuation and HTML's character references by the characters they stand for.

    >>> replace_escapes(r"\*a\b &auml;&#8364;&#x41;&nothing;")
    '*a\\b ä€A&nothing;'
    """
    if "\\" in text or "&" in text:
        return _ESCAPE.sub(_replace_escape, text)
    return text


def _replace_escape(match: re.Match[str]) -> str:
    return match.group(4) or decode_entity(match)


def replace_entities(text: str) -> str:
    """Replace character references alone, where a backslash is a backslash."""
    return ENTITY.sub(decode_entity, text) if "&" in text else text


def decode_entity(match: re.Match[str]) -> str:
    """Give what a character reference stands for; one that HTML does not know, as it is."""
    hexadecimal, decimal, name = match.group(1, 2, 3)
    if name:
        return html5.get(f"{name};") or match.group()
    return _character(int(hexadecimal, 16) if hexadecimal else int(decimal))


def _character(number: int) -> str:
    # Control characters serve as marks in rendered HTML, so no author may make one; HTML forbids them as well.
    is_control = number < 32 and number not in _SPACES_BELOW_32
    if is_control or 0xD800 <= number < 0xE000 or number > 0x10FFFF:
        return _REPLACEMENT
    return chr(number)


def normalize_label(label: str) -> str:
    r"""Make labels alike that mean the same reference.

    >>> normalize_label("  Straße \n Nr. 1 ")
    'strasse nr. 1'
    """
    return " ".join(label.split()).casefold()


def scan_label(text: str, start: int) -> int:
    """Find the end, behind its `]`, of the label whose `[` stands at `start`; -1 if there is none or it is empty."""
    match = LABEL.match(text, start)
    if match is None or match.end() - start - 2 > LONGEST_LABEL or not match.group(1).strip():
        return -1
    return match.end()


def scan_destination(text: str, start: int) -> tuple[str, int] | None:
    """Read the address that begins at `start`, in pointed brackets or bare: what it says, and where it ends.

    Escapes and entities in it are replaced; a bare address is not empty.
    """
    if text.startswith("<", start):
        match = _POINTED_DESTINATION.match(text, start)
        return (replace_escapes(match.group(1)), match.end()) if match else None
    end = _scan_bare_destination(text, start)
    return (replace_escapes(text[start:end]), end) if end > start else None


def _scan_bare_destination(text: str, start: int) -> int:
    """Find the end of an address: a space, or a `)` that none of its own `(` opens; -1 if it nests too deep.

    A `(` that a space leaves open does no harm, as on GitHub; the spec came to forbid it later.
    """
    depth = 0
    match = _BARE_DESTINATION.match(text, start)
    while match:
        end = match.end()
        following = text[end : end + 1]
        if following == "(" and depth < _DEEPEST_PARENTHESES:
            depth += 1
        elif following == ")" and depth:
            depth -= 1
        elif following == "(":
            return -1
        else:
            return end
        match = _BARE_DESTINATION.match(text, end + 1)
    return -1


def scan_title(text: str, start: int) -> tuple[str, int] | None:
    """Read the title whose quote or parenthesis stands at `start`: what it says, and where it ends.

    Escapes and entities in it are replaced.
    """
    pattern = _TITLES.get(text[start : start + 1])
    match = pattern.match(text, start) if pattern else None
    return (replace_escapes(match.group(1)), match.end()) if match else None

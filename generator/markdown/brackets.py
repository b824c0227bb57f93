"""Links, images and references to footnotes: what is made of square brackets.

Knows nothing of what stands between the brackets but that it was read before they closed.
"""

import re

from generator.markdown.emphasis import match_delimiters
from generator.markdown.nodes import Reference
from generator.markdown.reading import IMAGE_END, IMAGE_START, MARK, RAW, Bracket, Reading
from generator.markdown.scope import Place
from generator.markdown.spans import LABEL, LONGEST_LABEL, escape_text, normalize_label, scan_destination, scan_title
from generator.markdown.wikilinks import match_wikilink, write_wikilink

_PLAIN_LINK = re.compile(r"\[([^\[\]\\`*_~<&!@$\n]++)\]\(([^ \t\n\v\f\r<>()\\&]++)\)")
"""The usual link, in whose text nothing is to be read; one expression takes the place of all the steps below."""
_PLAIN_TARGET = re.compile(r"\(([^ \t\n\v\f\r<>()\\&]++)\)")
_SPACES = re.compile(r"[ \t\n\v\f\r]*+")
_LEAST_EXPANSION = 100_000
"""Characters that references may add to any document, however short."""
_TAG = re.compile(r"<[^>]*+>")
_UNSAFE_IN_ID = re.compile(r"[^\w.-]")

_Target = tuple[str, str | None, Place]
"""Where a link leads, its title, and where in the source the address stands."""


def footnote_id(label: str) -> str:
    """Make a footnote's label, normalized, fit for an id: `fn-` and `fnref-` go in front.

    >>> footnote_id("a.b"), footnote_id("a b"), footnote_id("größe")
    ('a.b', 'a_20_b', 'größe')
    """
    return _UNSAFE_IN_ID.sub(lambda match: f"_{ord(match.group()):x}_", label)


def read_open_bracket(reading: Reading, start: int) -> int:
    """Read a `[` or `![`, which may begin a link; give its end."""
    text = reading.text
    is_image = text[start] == "!"
    bracket = start + 1 if is_image else start
    if reading.brackets:
        reading.brackets[-1].has_bracket_after = True
    if text.startswith("[", bracket + 1):
        if reading.scope.options.has_wikilinks:
            match = match_wikilink(reading, bracket)
            if match and not _is_ordinary(reading, match):
                if is_image:
                    reading.parts.append("!")
                return write_wikilink(reading, match)
    elif not is_image:
        plain = _PLAIN_LINK.match(text, start)
        if plain:
            return _write_plain_link(reading, plain)
    end = bracket + 1
    reading.brackets.append(Bracket(len(reading.parts), end, len(reading.delimiters), is_image=is_image))
    reading.parts.append(text[start:end])
    return end


def _write_plain_link(reading: Reading, match: re.Match[str]) -> int:
    address = match.group(2)
    attributes = reading.scope.link_attributes(address, (reading.line, reading.text, match.start(2), len(address)))
    reading.parts += f"{MARK}<a{attributes}>{MARK}", match.group(1), f"{MARK}</a>{MARK}"
    reading.dead_count = len(reading.brackets)
    return match.end()


def _is_ordinary(reading: Reading, match: re.Match[str]) -> bool:
    """Tell whether Markdown makes a link of what looks like a link by name."""
    text, end = reading.text, match.end()
    inside = text[match.start() + 2 : end - 2]
    if normalize_label(inside) in reading.scope.references or _find_footnote(reading, inside):
        return True
    if text.startswith("(", end):
        return _scan_inline_target(reading, end) is not None
    if text.startswith("[", end):
        label = LABEL.match(text, end)
        return label is not None and normalize_label(label.group(1)) in reading.scope.references
    return False


def read_close_bracket(reading: Reading, start: int) -> int:
    """Read a `]`, which may end a link, an image or a reference to a footnote; give the end of the whole."""
    if not reading.brackets:
        reading.parts.append("]")
        return start + 1
    opener = reading.brackets.pop()
    is_alive = len(reading.brackets) >= reading.dead_count
    reading.dead_count = min(reading.dead_count, len(reading.brackets))
    if opener.is_image or is_alive:
        found = _find_target(reading, opener, start)
        if found:
            target, end = found
            match_delimiters(reading, opener.delimiter_count)
            if opener.is_image:
                _write_image(reading, opener, target)
            else:
                _write_link(reading, opener, target)
            return end
        if reading.text[opener.end] == "^" and not opener.has_bracket_after:
            label = _find_footnote(reading, reading.text[opener.end : start])
            if label:
                _write_footnote(reading, opener, label)
                return start + 1
    reading.parts.append("]")
    return start + 1


def _find_target(reading: Reading, opener: Bracket, close: int) -> tuple[_Target, int] | None:
    """Find what a pair of brackets leads to, and where that ends."""
    text, after = reading.text, close + 1
    following = text[after : after + 1]
    if following == "(":
        found = _scan_inline_target(reading, after)
        if found:
            return found
    if not reading.scope.references:
        return None
    end = after
    if following == "[":
        match = LABEL.match(text, after)
        if match and len(match.group(1)) <= LONGEST_LABEL:
            end = match.end()
            if match.group(1).strip():
                return _look_up(reading, match.group(1), end)
    # A label has no brackets in it, so what holds some need not be looked up; that keeps nested ones linear.
    if opener.has_bracket_after or close - opener.end > LONGEST_LABEL:
        return None
    return _look_up(reading, text[opener.end : close], end)


def _look_up(reading: Reading, label: str, end: int) -> tuple[_Target, int] | None:
    reference = reading.scope.references.get(normalize_label(label))
    if reference is None or not _may_expand(reading, reference):
        return None
    lines = reading.scope.document.lines
    place = reference.line, lines[reference.line - 1], reference.column - 1, len(reference.url)
    return (reference.url, reference.title, place), end


def _may_expand(reading: Reading, reference: Reference) -> bool:
    """Bound what references add, as GitHub does: a long address that is used often would make a huge page."""
    scope = reading.scope
    expanded_size = scope.expanded_size + len(reference.url) + len(reference.title or "")
    if expanded_size > _LEAST_EXPANSION and expanded_size > scope.document.count_characters():
        return False
    scope.expanded_size = expanded_size
    return True


def _scan_inline_target(reading: Reading, start: int) -> tuple[_Target, int] | None:
    """Read `(address "title")`, whose `(` stands at `start`."""
    text = reading.text
    plain = _PLAIN_TARGET.match(text, start)
    if plain:
        address = plain.group(1)
        return (address, None, (reading.line, text, start + 1, len(address))), plain.end()
    address_start = _skip_spaces(text, start + 1)
    destination = scan_destination(text, address_start)
    if destination is None:
        if not text.startswith(")", address_start):
            return None
        destination = "", address_start
    address, end = destination
    is_pointed = text.startswith("<", address_start)
    place = reading.line, text, address_start + is_pointed, end - address_start - 2 * is_pointed
    title = None
    title_start = _skip_spaces(text, end)
    if title_start > end:
        scanned = scan_title(text, title_start)
        if scanned:
            title, end = scanned
    end = _skip_spaces(text, end)
    return ((address, title, place), end + 1) if text.startswith(")", end) else None


def _skip_spaces(text: str, start: int) -> int:
    match = _SPACES.match(text, start)
    assert match is not None
    return match.end()


def _title_attribute(title: str | None) -> str:
    return f' title="{escape_text(title)}"' if title else ""


def _write_link(reading: Reading, opener: Bracket, target: _Target) -> None:
    address, title, place = target
    attributes = reading.scope.link_attributes(address, place)
    reading.parts[opener.index] = f"{MARK}<a{attributes}{_title_attribute(title)}>{MARK}"
    reading.parts.append(f"{MARK}</a>{MARK}")
    reading.dead_count = len(reading.brackets)


def _write_image(reading: Reading, opener: Bracket, target: _Target) -> None:
    """Put an image round its fragments, whose words will be the text that stands for it."""
    address, title, place = target
    attributes = reading.scope.image_attributes(address, place)
    reading.parts[opener.index] = f"{MARK}{IMAGE_START}<img{attributes}{MARK}"
    reading.parts.append(f"{MARK}{IMAGE_END}{_title_attribute(title)} />{MARK}")
    reading.has_image = True


def write_alternatives(pieces: list[str]) -> list[str]:
    """Make one piece of each image, with the words that stand for it; an image in an image is only its words.

    This waits until a leaf is read, so that the words of images nested deeply are copied once.

    Args:
        pieces: plain text and HTML by turns, as are those that come back.
    """
    result: list[str] = []
    words: list[str] = []
    depth = 0
    for index, piece in enumerate(pieces):
        if index % 2 and piece.startswith(IMAGE_START):
            depth += 1
            if depth == 1:
                words = [piece[1:], ' alt="']
        elif not depth:
            result.append(piece)
        elif index % 2 and piece.startswith(IMAGE_END):
            depth -= 1
            if not depth:
                result.append(f'{"".join(words)}"{piece[1:]}')
        else:
            words.append(_write_words(piece, is_html=index % 2 == 1))
    return result


def _write_words(piece: str, *, is_html: bool) -> str:
    """Give the words of a piece, escaped for an attribute."""
    if not is_html:
        return escape_text(piece).replace("\n", " ")
    if piece.startswith(RAW):  # GitHub shows the tag
        return escape_text(piece[1:])
    if piece.startswith("<sup"):  # a reference to a footnote
        return ""
    return _TAG.sub("", piece).replace('"', "&quot;")


def _find_footnote(reading: Reading, inside: str) -> str:
    """Give the normalized label of the footnote that stands between brackets, or nothing."""
    if not inside.startswith("^") or not reading.scope.footnotes:
        return ""
    label = normalize_label(inside[1:])
    return label if label in reading.scope.footnotes else ""


def _write_footnote(reading: Reading, opener: Bracket, label: str) -> None:
    number, count = reading.scope.cite(label)
    name = escape_text(footnote_id(label))
    nth = f"-{count}" if count > 1 else ""
    html = (
        f'<sup class="footnote-ref"><a href="#fn-{name}" id="fnref-{name}{nth}" data-footnote-ref="">{number}</a></sup>'
    )
    del reading.delimiters[opener.delimiter_count :]
    # The `!` of an image stays, for a footnote is none.
    reading.parts[opener.index :] = [f"{'!' if opener.is_image else ''}{MARK}{html}{MARK}"]

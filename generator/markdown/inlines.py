"""The text of a leaf to HTML: a scanner that goes from one special character to the next.

Knows which character begins what; what then happens is told by the modules beside this one, but for the constructs of a
few lines, which are here.
Everything is one pass from left to right and linear, and nothing calls itself, whatever the text.
"""

import re
import string
from collections.abc import Callable
from functools import cache

from generator.markdown.autolinks import link_mails, read_address, read_pointed, read_www
from generator.markdown.brackets import read_close_bracket, read_open_bracket, write_alternatives
from generator.markdown.emphasis import drop_nested_strong, match_delimiters, read_emphasis, read_strikethrough
from generator.markdown.rawhtml import read_tag
from generator.markdown.reading import MARK, RAW, Reading
from generator.markdown.scope import Scope
from generator.markdown.spans import ENTITY, decode_entity, escape_text

_ALWAYS_SPECIAL = r"\\`*_~\[\]<&"
_ADDRESSES = r"|:(?=//)|w(?=ww\.)"
_PUNCTUATION = frozenset(string.punctuation)
_BACKTICKS = re.compile("`+")
_PLAIN_CODE = re.compile(r"`([^`\n]++)`(?!`)")
_DOLLARS = re.compile(r"\$+")
_FORMULA = re.compile(r"\$(?!\s)((?:[^$\\]|\\.)++)\$(?![0-9$])", re.DOTALL)
_DISPLAYED_FORMULA = re.compile(r"\$\$((?:[^$\\]|\\.|\$(?!\$))++)\$\$", re.DOTALL)


def render_inlines(text: str, line: int, scope: Scope) -> str:
    """Write the text of a leaf as HTML.

    Args:
        text: its lines, without the white space in front of each.
        line: the line of the source that it begins on.
        scope: the document.
    """
    search = _special_characters(
        _ADDRESSES if "://" in text or "www." in text else "",
        r"\n" if " \n" in text else "",
        "$" if scope.options.has_math and "$" in text else "",
    )
    match = search(text)
    if match is None and "@" not in text:
        return scope.write_text(text)
    reading = Reading(text, line, scope)
    parts = reading.parts
    readers = _READERS
    start = 0
    while match:
        at = match.start()
        if at > start:
            # The `!` of an image is looked for only where it counts; an escaped one is behind `start`.
            if text[at] == "[" and text[at - 1] == "!":
                at -= 1
            parts.append(text[start:at])
            start = readers[text[match.start()]](reading, at)
        else:
            start = readers[text[at]](reading, at)
        match = search(text, start)
    parts.append(text[start:])
    return _finish(reading)


@cache
def _special_characters(addresses: str, line_end: str, dollar: str) -> Callable[..., re.Match[str] | None]:
    """Give the search for the next special character; what does not occur in a text is not looked for."""
    return re.compile(f"[{_ALWAYS_SPECIAL}{line_end}{dollar}]{addresses}").search


def _finish(reading: Reading) -> str:
    """Pair what is left of the delimiters, and write the plain text among the fragments."""
    if reading.delimiters:
        match_delimiters(reading, 0)
    joined = "".join(reading.parts)
    if reading.has_nested_strong:
        joined = drop_nested_strong(joined)
    pieces = joined.split(MARK)
    if reading.has_image:
        pieces = write_alternatives(pieces)
    if "@" in joined:
        link_mails(pieces, reading.scope)
    else:
        write_text = reading.scope.write_text
        for index in range(0, len(pieces), 2):
            if pieces[index]:
                pieces[index] = write_text(pieces[index])
    html = "".join(pieces)
    return html.replace(RAW, "") if reading.has_raw else html


def _read_escape(reading: Reading, start: int) -> int:
    following = reading.text[start + 1 : start + 2]
    if following in _PUNCTUATION:
        reading.parts.append(following)
        return start + 2
    if following == "\n":
        reading.parts.append(f"{MARK}<br />{MARK}\n")
        return start + 2
    reading.parts.append("\\")
    return start + 1


def _read_entity(reading: Reading, start: int) -> int:
    match = ENTITY.match(reading.text, start)
    if match is None:
        reading.parts.append("&")
        return start + 1
    reading.parts.append(decode_entity(match))
    return match.end()


def _read_line_end(reading: Reading, start: int) -> int:
    """Take the spaces off the end of a line; two of them break it."""
    is_hard = reading.text[max(0, start - 2) : start] == "  "
    if reading.parts:
        reading.parts[-1] = reading.parts[-1].rstrip(" \t")
    reading.parts.append(f"{MARK}<br />{MARK}\n" if is_hard else "\n")
    return start + 1


def _read_code(reading: Reading, start: int) -> int:
    """Read a code span, or backticks that begin none."""
    text = reading.text
    plain = _PLAIN_CODE.match(text, start) if reading.code_ends is None else None
    if plain:
        code, end = plain.group(1), plain.end()
    else:
        match = _BACKTICKS.match(text, start)
        assert match is not None
        code_start, length = match.end(), match.end() - start
        code_end = _find_code_end(reading, length, code_start)
        if code_end < 0:
            reading.parts.append(match.group())
            return code_start
        code, end = text[code_start:code_end].replace("\n", " "), code_end + length
    if code[0] == " " and code[-1] == " " and code.strip(" "):
        code = code[1:-1]
    reading.parts.append(f"{MARK}<code>{escape_text(code)}</code>{MARK}")
    return end


def _find_code_end(reading: Reading, length: int, start: int) -> int:
    """Find the next run of as many backticks; -1 if there is none.

    A run without a partner costs a search to the end; that search notes the last run of each length, so no other does.
    Further searches note the runs they pass instead, as GitHub's parser does, which then overlooks what follows: behind
    an unclosed run only the first code span of a length is one. The spec has them all.
    """
    ends = reading.code_ends
    if ends is not None and ends.get(length, -1) < start:
        return -1
    passed: dict[int, int] = {}
    found = -1
    for match in _BACKTICKS.finditer(reading.text, start):
        passed[match.end() - match.start()] = match.start()
        if match.end() - match.start() == length:
            found = match.start()
            break
    if ends is not None:
        ends.update(passed)
    elif found < 0:
        reading.code_ends = passed
    return found


def _read_pointed(reading: Reading, start: int) -> int:
    """Read what begins with `<`: an address, a tag, or nothing."""
    end = read_pointed(reading, start)
    if end < 0:
        end = read_tag(reading, start)
    if end < 0:
        reading.parts.append("<")
        end = start + 1
    return end


def _read_formula(reading: Reading, start: int) -> int:
    """Read `$x$`, `` $`x`$ `` or `$$x$$`; the dollars of prices are text."""
    text = reading.text
    dollars = _DOLLARS.match(text, start)
    assert dollars is not None
    length = dollars.end() - start
    if length == 1 and text.startswith("`", start + 1):
        content_end = reading.find("`$", start + 2)
        if content_end > start + 2:
            return _write_formula(reading, start + 2, content_end, content_end + 2, is_block=False)
    elif length == 1 and not text[start - 1 : start].isalnum():
        match = _FORMULA.match(text, start)
        if match and not match.group(1)[-1].isspace():
            return _write_formula(reading, match.start(1), match.end(1), match.end(), is_block=False)
    elif length == 2:
        match = _DISPLAYED_FORMULA.match(text, start)
        if match and not match.group(1).isspace():
            return _write_formula(reading, match.start(1), match.end(1), match.end(), is_block=True)
    reading.parts.append(dollars.group())
    return dollars.end()


def _write_formula(reading: Reading, start: int, content_end: int, end: int, *, is_block: bool) -> int:
    place = reading.line, reading.text, start, content_end - start
    html = reading.scope.write_math(reading.text[start:content_end], is_block, place)
    reading.parts.append(f"{MARK}{html}{MARK}")
    return end


_READERS: dict[str, Callable[[Reading, int], int]] = {
    "\\": _read_escape,
    "&": _read_entity,
    "\n": _read_line_end,
    "`": _read_code,
    "*": read_emphasis,
    "_": read_emphasis,
    "~": read_strikethrough,
    "[": read_open_bracket,
    "]": read_close_bracket,
    "<": _read_pointed,
    ":": read_address,
    "w": read_www,
    "$": _read_formula,
}
"""What a special character may begin; each reader writes fragments and gives the place to read on from."""

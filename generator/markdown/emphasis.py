"""Emphasis and strikethrough: runs of `*`, `_` and `~` that open and close.

Follows the algorithm of the CommonMark spec's appendix, and GitHub's parser where that differs: symbols are not
punctuation, `*` and `_` look past tildes, strong emphasis directly in strong emphasis is not written.
Knows nothing of links but where emphasis in them begins.
"""

import re
import string
import unicodedata

from generator.markdown.reading import MARK, Delimiter, Reading

_RUNS = {character: re.compile(rf"[{character}]+") for character in "*_~"}
_SPACES = frozenset("\t\n\f\r \xa0\u1680\u202f\u205f\u3000").union(map(chr, range(0x2000, 0x200B)))
_ASCII_PUNCTUATION = frozenset(string.punctuation)
_STRUCK_LENGTHS = (1, 2)
_OTHER, _SPACE, _PUNCTUATION = 0, 1, 2
_OUR_TAG = re.compile(rf"{MARK}<(/?)(strong|em|del|a)\b[^{MARK}]*?(</a>)?{MARK}")


def is_punctuation(character: str) -> bool:
    """Tell punctuation as GitHub counts it: all of ASCII's, and Unicode's without its symbols."""
    if character.isascii():
        return character in _ASCII_PUNCTUATION
    return unicodedata.category(character)[0] == "P"


def _kind(character: str) -> int:
    if character.isalnum():
        return _OTHER
    if not character or character in _SPACES:  # the edge of a text counts as white space
        return _SPACE
    return _PUNCTUATION if is_punctuation(character) else _OTHER


def read_emphasis(reading: Reading, start: int) -> int:
    """Read a run of `*` or `_`, which opens or closes something or is text; give its end."""
    text = reading.text
    character = text[start]
    end = start + 1
    if text.startswith(character, end):
        end = _find_run_end(text, start)
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "~" or after == "~":
        before, after = _look_past_tildes(text, start, end)
    before_kind, after_kind = _kind(before), _kind(after)
    is_left, is_right = _find_flanks(before_kind, after_kind)
    if character == "_":
        is_left, is_right = (
            is_left and (not is_right or before_kind == _PUNCTUATION),
            is_right and (not is_left or after_kind == _PUNCTUATION),
        )
    if is_left or is_right:
        delimiter = Delimiter(character, end - start, len(reading.parts), can_open=is_left, can_close=is_right)
        reading.delimiters.append(delimiter)
    reading.parts.append(text[start:end])
    return end


def read_strikethrough(reading: Reading, start: int) -> int:
    """Read a run of `~`: one or two strike, more are text; give its end."""
    text = reading.text
    end = _find_run_end(text, start)
    if end - start in _STRUCK_LENGTHS:
        can_open, can_close = _find_flanks(_kind(text[start - 1 : start]), _kind(text[end : end + 1]))
        if can_open or can_close:
            delimiter = Delimiter("~", end - start, len(reading.parts), can_open=can_open, can_close=can_close)
            reading.delimiters.append(delimiter)
    reading.parts.append(text[start:end])
    return end


def _find_flanks(before_kind: int, after_kind: int) -> tuple[bool, bool]:
    """Tell whether a run touches a word on its right side, so that it may open, and on its left side, so as to close."""
    return (
        after_kind == _OTHER or (after_kind == _PUNCTUATION and before_kind != _OTHER),
        before_kind == _OTHER or (before_kind == _PUNCTUATION and after_kind != _OTHER),
    )


def _find_run_end(text: str, start: int) -> int:
    match = _RUNS[text[start]].match(text, start)
    assert match is not None
    return match.end()


def _look_past_tildes(text: str, start: int, end: int) -> tuple[str, str]:
    while start and text[start - 1] == "~":
        start -= 1
    while text.startswith("~", end):
        end += 1
    return text[start - 1 : start], text[end : end + 1]


def match_delimiters(reading: Reading, first: int) -> None:
    """Pair the delimiters from the `first` on, as far as they pair, and forget them.

    The delimiters that may still open something are kept on a stack.
    One that closes looks down the stack, and never again below where one of its kind has found nothing, so that all
    looking together is linear.
    """
    delimiters = reading.delimiters
    if len(delimiters) - first > 1:
        openers: list[Delimiter] = []
        bottoms: dict[tuple[str, int], int] = {}
        for delimiter in delimiters[first:]:
            if delimiter.can_close and openers:
                _close(reading, delimiter, openers, bottoms)
            if delimiter.can_open and delimiter.count:
                openers.append(delimiter)
        for delimiter in delimiters[first:]:
            if delimiter.opening or delimiter.closing:
                _write_tags(reading, delimiter)
    del delimiters[first:]


def _close(reading: Reading, closer: Delimiter, openers: list[Delimiter], bottoms: dict[tuple[str, int], int]) -> None:
    """Pair a delimiter with as many openers as it has characters for."""
    key = closer.character, closer.length % 3
    bottom = bottoms.get(key, -1)
    while closer.count:
        position = _find_opener(closer, openers, bottom)
        if position < 0:
            bottoms[key] = closer.index
            return
        opener = openers[position]
        del openers[position + 1 :]
        if closer.character == "~":
            openers.pop()
            _strike(opener, closer)
            return
        _emphasize(reading, opener, closer)
        if not opener.count:
            openers.pop()


def _find_opener(closer: Delimiter, openers: list[Delimiter], bottom: int) -> int:
    """Find the nearest opener that goes with a closer: its position on the stack, or -1."""
    for position in range(len(openers) - 1, -1, -1):
        opener = openers[position]
        if opener.index < bottom:
            break
        if opener.character == closer.character and (
            # The rule of three: runs that both could open and close do not pair by accident.
            not (closer.can_open or opener.can_close) or closer.length % 3 == 0 or (opener.length + closer.length) % 3
        ):
            return position
    return -1


def _emphasize(reading: Reading, opener: Delimiter, closer: Delimiter) -> None:
    """Pair two delimiters as often as both have characters: two make strong emphasis, a last one makes emphasis."""
    shared = min(opener.count, closer.count)
    opener.count -= shared
    closer.count -= shared
    if shared > 1:  # several times over would be strong emphasis directly in itself
        reading.has_nested_strong = reading.has_nested_strong or reading.strong_end > opener.index
        reading.strong_end = max(reading.strong_end, closer.index)
        _pair(opener, closer, "strong")
    if shared % 2:
        _pair(opener, closer, "em")


def _strike(opener: Delimiter, closer: Delimiter) -> None:
    """Strike out what is between two runs of one length; two that differ are text, as on GitHub, and so used up."""
    if opener.length == closer.length:
        opener.count = 0
        _pair(opener, closer, "del")
    closer.count = 0


def _pair(opener: Delimiter, closer: Delimiter, tag: str) -> None:
    opener.opening.append(f"{MARK}<{tag}>{MARK}")
    closer.closing.append(f"{MARK}</{tag}>{MARK}")


def _write_tags(reading: Reading, delimiter: Delimiter) -> None:
    left_over = delimiter.character * delimiter.count
    reading.parts[delimiter.index] = "".join((*delimiter.closing, left_over, *reversed(delimiter.opening)))


def drop_nested_strong(html: str) -> str:
    """Leave out strong emphasis whose parent is strong emphasis, as GitHub does.

    Args:
        html: fragments of a leaf, joined.
    """
    open_tags: list[str] = []

    def replace(match: re.Match[str]) -> str:
        end, tag, own_end = match.groups()
        if own_end and not end:  # a link that is complete in itself
            return match.group()
        if not end:
            is_dropped = tag == "strong" and bool(open_tags) and open_tags[-1].endswith("strong")
            open_tags.append("-strong" if is_dropped else tag)
        else:
            is_dropped = open_tags.pop() == "-strong"
        return "" if is_dropped else match.group()

    return _OUR_TAG.sub(replace, html)

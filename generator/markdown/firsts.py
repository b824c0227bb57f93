"""The characters that a regular expression's match can begin with.

Knows the expressions of Pygments' lexers by their text; of what it does not understand it says that anything can begin
it.
"""

import re
from functools import lru_cache

OTHER = 128
ANY = -1
"""Sets of characters are bits of a number: one for each of ASCII, and one, the highest, for all others; or all bits."""

_ASCII = "".join(map(chr, range(128)))
_ITSELF = re.compile(r"[^.]|\\[^0-9a-zA-Z]", re.DOTALL)
_CLASS = r"\[\^?\]?(?:[^\]\\]|\\.)*+\]"
_GROUP = re.compile(r"\((?:\?(?::|P<\w+>)|(?!\?))")
_ASSERTION = re.compile(r"\(\?<?[=!]")
_EDGE = re.compile(r"[$^]|\\[bBAZ]")
_PIECE = re.compile(rf"{_CLASS}|\\(?:x[0-9a-fA-F]{{2}}|[^0-9xuUNbBAZ])|[^\\()\[|*+?{{]", re.DOTALL)
_REPEAT = re.compile(r"(?:([*?]|\{0*,\d*\}|\{0+\})|\+|\{\d+(?:,\d*)?\})[?+]?")
_RUN = re.compile(rf"(?:[^\\()\[|]|\\.|{_CLASS})++", re.DOTALL)


class _UnreadError(Exception):
    """The expression has something in it that is not understood here."""


def find_firsts(regex: str, flags: int) -> int:
    """Find the characters that a match can begin with; all, if it can be empty or that is not easily known."""
    if flags & re.VERBOSE:
        return ANY
    try:
        firsts, can_be_empty, end = _read_choice(regex, 0, flags)
    except _UnreadError:
        return ANY
    return ANY if can_be_empty or end != len(regex) else firsts


def _read_choice(regex: str, start: int, flags: int) -> tuple[int, bool, int]:
    """Read alternatives: what they begin with, whether one can be empty, and where they end."""
    firsts, can_be_empty = 0, False
    while True:
        branch, is_empty, start = _read_branch(regex, start, flags)
        firsts |= branch
        can_be_empty |= is_empty
        start = _skip(regex, start)
        if not regex.startswith("|", start):
            return firsts, can_be_empty, start
        start += 1


def _read_branch(regex: str, start: int, flags: int) -> tuple[int, bool, int]:
    """Read one alternative as far as the first thing in it that is not empty."""
    firsts = 0
    while start < len(regex) and regex[start] not in "|)":
        if edge := _EDGE.match(regex, start):
            start = edge.end()
            continue
        if assertion := _ASSERTION.match(regex, start):
            start = _skip_group(regex, assertion.end())
            continue
        if group := _GROUP.match(regex, start):
            item, can_be_empty, start = _read_choice(regex, group.end(), flags)
            start = _skip_group(regex, start)
        elif piece := _PIECE.match(regex, start):
            item, can_be_empty, start = _find_members(piece[0], flags), False, piece.end()
        else:
            raise _UnreadError
        firsts |= item
        if repeat := _REPEAT.match(regex, start):
            can_be_empty = can_be_empty or bool(repeat[1])
            start = repeat.end()
        elif regex.startswith("{", start):
            raise _UnreadError
        if not can_be_empty:
            return firsts, False, start
    return firsts, True, start


def _skip(regex: str, start: int) -> int:
    """Skip to what ends this alternative: a bar, a parenthesis, or the end."""
    while True:
        if run := _RUN.match(regex, start):
            start = run.end()
        if not regex.startswith("(", start):
            return start
        start = _skip_group(regex, start + 1)


def _skip_group(regex: str, start: int) -> int:
    """Skip to behind the parenthesis that ends this group."""
    start = _skip(regex, start)
    while regex.startswith("|", start):
        start = _skip(regex, start + 1)
    if not regex.startswith(")", start):
        raise _UnreadError
    return start + 1


@lru_cache(maxsize=2048)
def _find_members(piece: str, flags: int) -> int:
    """Find the characters that this piece, which is one character long, matches."""
    # Most pieces are a character that stands for itself.
    if _ITSELF.fullmatch(piece) and not flags & re.IGNORECASE:
        return 1 << min(ord(piece[-1]), OTHER)
    members = re.compile(piece, flags).findall(_ASCII)
    return sum(1 << ord(char) for char in members) | 1 << OTHER

"""Words that an author wrote and no reader sees.

Knows HTML by its outline only: what looks like a tag to the person who wrote it. What a browser makes of the same
HTML is somebody else's answer, and the two are compared.
"""

import re
from collections import Counter
from collections.abc import Sequence
from html import unescape

from generator.markdown.sanitize import BREAKING_TAGS, HIDDEN_TAGS

_WORD = re.compile(r"[^\W_]+")

_MARKUP = re.compile(
    r"<!--"
    r"|</?(?P<name>[a-z][^\s/<>]*+)"
    r"(?:\s++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+\s*+/?>"
    r"|<[a-z/!?][^<>]*+>",
    re.IGNORECASE,
)
"""The beginning of a comment, a tag, or what was to be one. Possessive, so that nothing is tried twice."""

_GAPS = BREAKING_TAGS | HIDDEN_TAGS
"""A tag that hides may also become text, and then parts what stands on both sides."""

_CLOSERS = {name: re.compile(rf"</{name}(?=[\s/>])[^<>]*>", re.IGNORECASE) for name in HIDDEN_TAGS}

_CLOSELY_CHECKED = 20
"""So many words at most are looked for inside of other words: a table that was torn apart may have joined them."""


def find_lost_words(written: str, shown: str) -> tuple[str, ...]:
    """Give the words that are written more often than shown, in the order in which they are written.

    Each occurrence counts: a section that disappears is noticed even if it says nothing new.

    Args:
        written: HTML, with what is raw in it as its author wrote it.
        shown: the plain text of the page that it became.

    >>> find_lost_words("<p>one</p><!-- two --><p>three <b four</p>", "one three")
    ('b', 'four')
    """
    expected = _WORD.findall(_strip_markup(written))
    missing = Counter(expected)
    missing.subtract(_WORD.findall(shown))
    lost = [word for word, count in missing.items() if count > 0]
    if lost and len(lost) <= _CLOSELY_CHECKED:
        wanted = Counter(expected)
        lost = [word for word in lost if shown.count(word) < wanted[word]]
    return tuple(lost)


def find_line(lost: Sequence[str], lines: Sequence[str]) -> int:
    """Find where the first of the lost words stands: of all places that with the most of the others near it.

    Lines count from 1; it is 0 where the word is not found as it is.
    """
    wanted = frozenset(lost)
    candidates = [index for index, text in enumerate(lines) if lost[0] in _WORD.findall(text)]
    near = {index: len(wanted.intersection(_WORD.findall(" ".join(lines[index : index + 3])))) for index in candidates}
    return max(near, key=near.__getitem__) + 1 if near else 0


def _strip_markup(html: str) -> str:
    """Leave out what an author means to be unseen: complete tags, closed comments, closed scripts and the like."""
    if "<" not in html:
        return unescape(html)
    pieces: list[str] = []
    unclosed: set[str] = set()
    done = 0
    found = _MARKUP.search(html)
    while found is not None:
        pieces.append(html[done : found.start()])
        name = (found["name"] or "").lower()
        pieces.append(" " if name in _GAPS else "")
        done = _find_end(html, found, name, unclosed)
        found = _MARKUP.search(html, done)
    pieces.append(html[done:])
    return unescape("".join(pieces))


def _find_end(html: str, found: re.Match[str], name: str, unclosed: set[str]) -> int:
    """Find where the markup that begins here is over; the markup alone if it is closed nowhere.

    What is closed nowhere is remembered in `unclosed`, so that it is not looked for again.
    """
    end = found.end()
    if found.group() == "<!--":
        # `<!-->` is a whole comment, and so is `<!--->`.
        close = html.find("-->", end - 2) if name not in unclosed else -1
        if close >= 0:
            return close + 3
        unclosed.add(name)
    elif name in _CLOSERS and name not in unclosed and not found.group().startswith("</"):
        closed = _CLOSERS[name].search(html, end)
        if closed:
            return closed.end()
        unclosed.add(name)
    return end

"""What a piece of our own HTML says without its markup.

Knows what the writers of this room write; is no parser of HTML.
"""

import re
from html import unescape

_TAG = re.compile(r"<[^>]*>")
_SIMPLE_TAG = re.compile(r"<[^<>]*>")
"""Finds its end or the next tag, whatever an author's own HTML is like."""
# Each stops where the next one begins: an author's own tags may never end.
_FOOTNOTE_MARK = re.compile(r'<sup class="footnote-ref"><a [^<>]*>[0-9]+</a></sup>')
_FORMULA = re.compile(r'<math\b[^<>]*?\balttext="([^"]*)"(?:[^<]++|<(?!/?math\b))*+</math>')


def read_text(html: str) -> str:
    r"""Give the words, with single spaces between; the number of a footnote says nothing away from its page.

    >>> read_text('A <em>b</em>\n&amp; c<sup class="footnote-ref"><a href="#fn-1">1</a></sup>')
    'A b & c'
    """
    if "<" in html:
        if "footnote-ref" in html:
            html = _FOOTNOTE_MARK.sub("", html)
        if "<math" in html:
            html = _FORMULA.sub(r"\1", html)
        html = _TAG.sub("", html)
    if "&" in html:
        html = unescape(html)
    return " ".join(html.split())


def strip_tags(html: str) -> str:
    """Give the text of a whole body, with the white space of its HTML, to count what is in it.

    >>> strip_tags('<p>a <em>b</em>c &lt; d</p>')
    'a bc < d'
    """
    text = _SIMPLE_TAG.sub("", html)
    return unescape(text) if "&" in text else text


def cut_at_word(text: str, length: int) -> str:
    """Shorten to at most `length` characters at the end of a word, with an ellipsis if anything is lost.

    >>> cut_at_word("one two three", 9)
    'one two…'
    """
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head[: head.rfind(" ")] if " " in head else head).rstrip(" ,;:.-") + "…"

"""Code to HTML: its colours, its frame and title, its lines marked and numbered.

Knows what an author says behind a fence; does not know how code is taken apart into tokens.
"""

from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import Protocol

import pygments
from pygments.lexer import Lexer
from pygments.token import _TokenType

from generator.digest import Digest, digest_value
from generator.markdown.body import MarkdownOptions
from generator.markdown.fences import FenceInfo, parse_info, standard_name
from generator.markdown.highlight import class_name, find_lexer, has_colours
from generator.markdown.spans import escape_text

FORMAT = 1
"""Goes up when coloured code comes out otherwise, so that what was remembered is forgotten."""

LONGEST_COLOURED = 100_000
"""Characters; a lexer may take time that grows with the square of the code, and nobody reads a block as long."""


class CodeMemo(Protocol):
    """What remembers code that was coloured before, in this process or another."""

    def find(self, key: Digest) -> str | None:
        """Give the HTML that was kept under this key."""

    def keep(self, key: Digest, html: str) -> None:
        """Keep this HTML."""


_NOTHING_SAID = FenceInfo()


def write_code(text: str, info: str | None, options: MarkdownOptions, memo: CodeMemo | None) -> str:
    """Write a block of code; a browser shows the text to the byte.

    Args:
        text: with the line end of its last line.
        info: what stands behind the fence; None for code that has none.
        options: whether it is coloured, has a title, and numbers its lines where the author does not say.
        memo: asked for coloured code before any is coloured, and told of what was; marks and numbers come after it.
    """
    said = parse_info(info) if info else _NOTHING_SAID
    language = said.language
    is_coloured = language and options.is_code_coloured
    html = _recall_or_highlight(text, language, memo) if is_coloured else escape_code(text)
    has_numbers = options.has_line_numbers if said.has_numbers is None else said.has_numbers
    if (has_numbers or said.marked) and text:
        html = _wrap_lines(html, said, has_numbers=has_numbers)
    names = f"language-{escape_text(language)}" if language else ""
    if has_numbers:
        names = f"{names} numbered".lstrip()
    # A browser drops a line end behind `<pre>`, but not behind `<code>`: code may begin with an empty line.
    html = f'<pre><code class="{names}">{html}</code></pre>' if names else f"<pre><code>{html}</code></pre>"
    if language:
        html = f'<div class="highlight">{html}</div>'
    if said.title and options.has_code_titles:
        return f'<figure class="code-figure"><figcaption>{escape_text(said.title)}</figcaption>{html}</figure>'
    return html


def escape_code(text: str) -> str:
    """Write text as HTML for between tags; quotes, of which code is full, stay as they are."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def highlight_code(code: str, language: str) -> str:
    """Give the code as HTML spans with Pygments' short class names.

    The text is the code's, character for character; no span reaches over a line end.
    Prompts of sessions are of the class `gp`, so that a stylesheet can keep them from being copied.
    There are no spans if the code is too long, or its language is not known or has no colours.
    """
    lexer = find_lexer(language, code) if len(code) <= LONGEST_COLOURED else None
    if lexer is None or not code:
        return escape_code(code)
    # Lexers are made for text with a line end, and some lose the last line without.
    ended = code if code.endswith("\n") else f"{code}\n"
    try:
        html = _write_tokens(lexer, ended)
    except Exception:  # noqa: BLE001 (there are hundreds of lexers; one that fails on some code costs its colours only)
        html = None
    if html is None:
        return escape_code(code)
    return html if ended is code else html.removesuffix("\n")


def _recall_or_highlight(code: str, language: str, memo: CodeMemo | None) -> str:
    # Short code is remembered, too: colouring a word takes longer than naming it, and loading its lexer a hundred
    # times as long again.
    if memo is None or not has_colours(language):
        return highlight_code(code, language)
    key = digest_value((FORMAT, pygments.__version__, standard_name(language), code))
    html = memo.find(key)
    if html is None:
        html = highlight_code(code, language)
        memo.keep(key, html)
    return html


def _write_tokens(lexer: Lexer, code: str) -> str | None:
    """Write what Pygments' own formatter would, but one span for neighbours of a class, and none round white space.

    Gives None if the lexer loses or changes text.
    """
    out, texts = [], []
    blank = spans = _spans_named("")
    run = ""
    for _, token, text in lexer.get_tokens_unprocessed(code):
        spans_of_token = blank if text.isspace() else _spans_of(token)
        if spans_of_token is spans:
            run += text
        else:
            out.append(spans[run])
            texts.append(run)
            spans, run = spans_of_token, text
    out.append(spans[run])
    texts.append(run)
    return "".join(out) if "".join(texts) == code else None


_LONGEST_KEPT = 12
_MOST_KEPT = 2000
"""Signs, keywords and common names fit in, of every class."""


class _Spans(dict[str, str]):
    """The HTML of texts of one class; most of code is signs and words that come again and again."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __missing__(self, text: str) -> str:
        html = "\n".join(map(self._write_line, text.split("\n")))
        if len(text) <= _LONGEST_KEPT and len(self) < _MOST_KEPT:
            self[text] = html
        return html

    def _write_line(self, line: str) -> str:
        html = escape_code(line)
        return f'<span class="{self._name}">{html}</span>' if html and self._name else html


_spans_named = cache(_Spans)


@cache
def _spans_of(token: _TokenType) -> _Spans:
    return _spans_named(class_name(token))


def _wrap_lines(html: str, said: FenceInfo, *, has_numbers: bool) -> str:
    """Put each line into a span of its own, its line end inside, so that a marked line is marked to its end.

    No span of coloured code reaches over a line end.
    """
    lines = html.split("\n")
    rest = lines.pop()
    count = len(lines) + bool(rest)
    marks = _find_marked(said.marked, count)
    first_number = said.first_number if has_numbers else 1
    spans = [f"{_open_line(i, marks[i], first_number)}{line}\n</span>" for i, line in enumerate(lines)]
    if rest:
        spans.append(f"{_open_line(count - 1, marks[-1], first_number)}{rest}</span>")
    return "".join(spans)


def _find_marked(ranges: Iterable[tuple[int, int]], count: int) -> list[int]:
    """Tell of each line how many ranges it is in; takes no longer if they overlap."""
    changes = [0] * (count + 1)
    for first, last in ranges:
        if first <= count:
            changes[first - 1] += 1
            changes[min(last, count)] -= 1
    return list(accumulate(changes))[:count]


def _open_line(index: int, mark_count: int, first_number: int) -> str:
    names = "line marked" if mark_count else "line"
    # Numbers come from a counter of the stylesheet, which begins at 1; no page may carry a style of its own.
    shown = f' data-line="{index + first_number}"' if first_number != 1 else ""
    return f'<span class="{names}"{shown}>'

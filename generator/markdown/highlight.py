"""Code to coloured code: the home of Pygments.

Knows languages by the names authors write after a fence; knows nothing of Markdown.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, _TokenType
from pygments.util import ClassNotFound

_CODE_BLOCK = re.compile(r'<pre><code class="language-([^"]*)">(.*?)</code></pre>', re.DOTALL)


def highlight_blocks(html: str) -> str:
    """Colour each code block of rendered HTML that names its language; others stay as they are."""
    if 'class="language-' not in html:
        return html
    return _CODE_BLOCK.sub(lambda match: _highlight_block(match.group(1), match.group(2)), html)


def _highlight_block(language: str, escaped: str) -> str:
    coloured = highlight_code(unescape(escaped), unescape(language))
    return f'<div class="highlight"><pre><code class="language-{language}">{coloured or escaped}</code></pre></div>'


def highlight_code(code: str, language: str) -> str:
    """Give the code as HTML spans with Pygments' short class names.

    The text is the code's, character for character; it is empty if there is none, or the language is not known.
    """
    lexer = _find_lexer(language.casefold()) if code else None
    if lexer is None:
        return ""
    if code.endswith("\n"):
        return "".join(_write_spans(lexer, code))
    # Lexers are made for text with a line end, and some lose the last line without.
    return "".join(_write_spans(lexer, code + "\n")).removesuffix("\n")


def _write_spans(lexer: Lexer, code: str) -> Iterator[str]:
    """Write what Pygments' own formatter would, without spans round white space, in half the time.

    A span ends with its line, so that a line can be marked or numbered.
    """
    for _, token, text in lexer.get_tokens_unprocessed(code):
        name = _CLASSES.get(token)
        if name is None:
            name = _CLASSES[token] = _class_name(token)
        if text.isalnum():
            yield f'<span class="{name}">{text}</span>' if name else text
        elif text.isspace():
            yield text
        else:
            escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            if not name:
                yield escaped
            elif "\n" in text:
                yield from _split_span(name, escaped)
            else:
                yield f'<span class="{name}">{escaped}</span>'


def _split_span(name: str, escaped: str) -> Iterator[str]:
    for index, line in enumerate(escaped.split("\n")):
        if index:
            yield "\n"
        if line:
            yield f'<span class="{name}">{line}</span>'


_CLASSES: dict[_TokenType, str] = {}
"""The class of each kind of token; there are some hundred, and every block asks for dozens."""


def _class_name(token: _TokenType) -> str:
    """Name a token as Pygments' stylesheets do: by its nearest standard kind, and what it is beyond that."""
    rest = ""
    while token not in STANDARD_TYPES and token.parent is not None:
        token, rest = token.parent, f"-{token[-1]}{rest}"
    return STANDARD_TYPES.get(token, "") + rest


@cache
def _find_lexer(language: str) -> Lexer | None:
    # Making a lexer costs more than most blocks take to colour, so each is made once a process.
    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None

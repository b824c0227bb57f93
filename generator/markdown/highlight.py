"""Code to coloured code: the home of Pygments.

Knows languages by the names authors write after a fence; knows nothing of Markdown.
"""

import re
from functools import cache
from html import unescape

from pygments import format as format_tokens
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
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
    """Give the code as HTML spans with Pygments' short class names; empty if the language is not known."""
    lexer = _find_lexer(language.casefold())
    if lexer is None:
        return ""
    return str(format_tokens(lexer.get_tokens(code), _formatter()))


@cache
def _find_lexer(language: str) -> Lexer | None:
    # Making a lexer costs more than most blocks take to colour, so each is made once a process.
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


@cache
def _formatter() -> HtmlFormatter[str]:
    return HtmlFormatter(nowrap=True)

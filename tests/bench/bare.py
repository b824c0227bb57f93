"""The bare libraries on the same text: what Python-Markdown, Pygments and Jinja cost when nothing is built with them.

Run as `python -m tests.bench.bare FOLDER`. Imports nothing of the generator, writes no file, and works in one process.
"""

import html
import os
import re
import sys
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markdown import Markdown
from markupsafe import Markup
from pygments import format as format_tokens
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_TEMPLATE = Path(__file__).with_name("bare.html")
_CODE_BLOCK = re.compile(r'<pre><code class="language-([^"]*)">(.*?)</code></pre>', re.DOTALL)
_SITE = {
    "title": "Bench",
    "author": "Nobody",
    "base_url": "https://example.org",
    "home": "/bench/",
    "navigation": [{"title": name, "href": f"{name.lower()}/"} for name in ("Journal", "Skills", "Tags", "About")],
}


def render_folder(folder: Path) -> tuple[int, int]:
    """Render every Markdown file below a folder; give the number of pages and of the bytes they have."""
    converter = Markdown(extensions=["tables", "fenced_code", "footnotes", "sane_lists", "toc"])
    formatter: HtmlFormatter[str] = HtmlFormatter(nowrap=True)
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))

    def colour(block: re.Match[str]) -> str:
        lexer = _find_lexer(block.group(1))
        if lexer is None:
            return block.group()
        coloured = format_tokens(lexer.get_tokens(html.unescape(block.group(2))), formatter)
        return f'<div class="highlight"><pre><code>{coloured}</code></pre></div>'

    page_count = size_bytes = 0
    for path in _list_files(folder):
        fields, body = _split(Path(path).read_bytes().decode())
        converter.reset()
        content = Markup(_CODE_BLOCK.sub(colour, converter.convert(body)))
        href = path[len(str(folder)) + 1 : -len(".md")] + "/"
        page = template.render(
            site=_SITE,
            title=fields["title"].strip('"'),
            summary="",
            href=href,
            date=fields["date"],
            tags=fields["tags"].strip("[]").split(", "),
            body=content,
        )
        page_count += 1
        size_bytes += len(page.encode())
    return page_count, size_bytes


def _list_files(folder: Path) -> list[str]:
    return sorted(f"{place}/{name}" for place, _, names in os.walk(folder) for name in names if name.endswith(".md"))


def _split(text: str) -> tuple[dict[str, str], str]:
    # The bench wrote the front matter, one line a field; reading it as YAML would be work of the generator's.
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    return dict(line.split(": ", 1) for line in head.split("\n")), body


@cache
def _find_lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


if __name__ == "__main__":
    sys.stdout.write("{} pages, {} bytes\n".format(*render_folder(Path(sys.argv[1]))))

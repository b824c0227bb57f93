"""Which extensions of Python-Markdown can work beside our parser, and what is there in place of the others.

Knows extensions by name, and by what they register; does not render anything.
"""

from importlib.util import find_spec
from types import MappingProxyType

from markdown import Markdown
from markdown.util import get_installed_extensions

from generator.errors import suggest

_BUILT_IN = "what it does is built in"
_REPLACED = MappingProxyType(
    {
        "abbr": 'write `<abbr title="…">` instead',
        "admonition": "write an alert instead: a quote whose first line is [!NOTE]",
        "codehilite": f"{_BUILT_IN}: code is coloured by the language behind its fence",
        "def_list": "write `<dl>`, `<dt>` and `<dd>` instead",
        "extra": "tables, fences and footnotes are built in, and attr_list can be named by itself",
        "fenced_code": f"{_BUILT_IN}: fences are as on GitHub",
        "footnotes": f"{_BUILT_IN}: write [^1], and [^1]: below",
        "legacy_attrs": "name attr_list instead",
        "legacy_em": "emphasis is as on GitHub",
        "md_in_html": f"{_BUILT_IN}: Markdown between blank lines inside of HTML is rendered",
        "meta": "write front matter, between two lines of ---",
        "nl2br": "end the line with two spaces or a backslash",
        "sane_lists": f"{_BUILT_IN}: lists are as on GitHub",
        "smarty": "write the quotes and dashes themselves",
        "tables": f"{_BUILT_IN}: tables are as on GitHub",
        "toc": f"{_BUILT_IN}: an entry with three headings has a table of contents",
        "wikilinks": f"{_BUILT_IN}: write [[an entry or a skill]]",
        "pymdownx.arithmatex": f"{_BUILT_IN}: write $x$ or $$x$$",
        "pymdownx.b64": "put the picture beside the entry",
        "pymdownx.betterem": "emphasis is as on GitHub",
        "pymdownx.blocks": "write an alert, or `<details>`, instead",
        "pymdownx.caret": "write `<ins>` or `<sup>` instead",
        "pymdownx.details": "write `<details>` instead",
        "pymdownx.emoji": f"{_BUILT_IN}: write :tada:",
        "pymdownx.extra": "its parts are built in",
        "pymdownx.highlight": f"{_BUILT_IN}: code is coloured by the language behind its fence",
        "pymdownx.inlinehilite": "code between backticks is as on GitHub",
        "pymdownx.magiclink": f"{_BUILT_IN}: addresses become links as on GitHub",
        "pymdownx.snippets": "it would publish any file that it is asked for",
        "pymdownx.superfences": f"{_BUILT_IN}: fences work in lists and quotes",
        "pymdownx.tabbed": "write headings instead",
        "pymdownx.tasklist": f"{_BUILT_IN}: write - [ ] or - [x]",
        "pymdownx.tilde": f"{_BUILT_IN}: ~~this~~ is struck out",
    }
)
"""What cannot work beside our parser, or need not, and what to do instead."""

_STOCK_PREFIX = "markdown.extensions."


def check_extension(name: str) -> tuple[str, str] | None:
    """Say why an extension cannot be used, with a hint; None if it can."""
    short = name.removeprefix(_STOCK_PREFIX)
    base = next((known for known in _REPLACED if short == known or short.startswith(f"{known}.")), "")
    if base:
        return f'names "{name}", which does not work beside the parser for GitHub\'s Markdown', _REPLACED[base]
    if not _is_installed(name):
        known = [entry.name for entry in get_installed_extensions()]
        return f'names "{name}", and no such extension is installed', suggest(name, known)
    try:
        probe = Markdown(extensions=[name])
    except (ImportError, AttributeError, LookupError, TypeError, ValueError) as error:
        return f'names "{name}", which cannot be loaded: {error}', ""
    if _list_block_parts(probe) != _list_block_parts(Markdown()):
        return f'names "{name}", which changes how blocks are parsed', "blocks are parsed as on GitHub and nowise else"
    return None


def _list_block_parts(converter: Markdown) -> list[type]:
    return [type(converter.parser), *(type(part) for part in converter.parser.blockprocessors)]


def _is_installed(name: str) -> bool:
    if any(entry.name == name for entry in get_installed_extensions()):
        return True
    try:
        return find_spec(name.partition(":")[0]) is not None
    except (ImportError, ValueError):
        return False

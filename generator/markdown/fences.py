"""What stands behind a fence: the language, and how the code is shown.

Knows how other tools and their authors write that; does not know how code is coloured, nor anything of HTML.
"""

import re
from functools import lru_cache
from types import MappingProxyType

import msgspec

from generator.markdown.spans import replace_escapes


class FenceInfo(msgspec.Struct, frozen=True):
    """What an author says of a block of code."""

    language: str = ""
    """As written; empty if none is named."""
    title: str = ""
    marked: tuple[tuple[int, int], ...] = ()
    """Lines to point out, from the first to the last of each range; they count from 1, wherever the numbers begin.

    Ranges, because `{1-999999999}` must cost nothing; some may lie beyond the code.
    """
    has_numbers: bool | None = None
    """Whether the lines are numbered; None leaves it to the site."""
    first_number: int = 1


_PLAIN = re.compile(r"[\w+#.-]*")
_LANGUAGE = re.compile(r"[^\s,:{}\[\]\"'=]*")
_BRACED_LANGUAGE = re.compile(r"\{\s*+(?:#[^\s{}]++\s++)?\.?([^\s,:{}\[\]\"'=]+)")
_FILE_BEHIND_COLON = re.compile(r":(?![\w-]*[=:])(?!(?:no-)?line-numbers\b)([^\s:{}=\"']+)")

# Each repetition stops at the sign that another one could begin with, or gives nothing back, so that no text is gone
# through twice.
_PART = re.compile(
    r"""
    (?P<key>[\w-]++) (?: \s*+[=:]\s*+ | (?=\{) )
    (?: "(?P<double>(?:[^"\\]|\\.)*+)"
      | '(?P<single>(?:[^'\\]|\\.)*+)'
      | \[(?P<listed>[^\[\]]*+)\]
      | \{(?P<braced>[^{}]*+)\}
      | (?P<numbers>\d[\d\s,-]*)(?![^\s,}])
      | (?P<bare>[^\s,{}"'\[\]]++)
    )
    | \{(?P<lines>[\d\s,-]++)\}
    | (?P<flag>[\w-]++)
    """,
    re.VERBOSE | re.DOTALL,
)
_VALUES = ("double", "single", "listed", "braced", "numbers", "bare")
_RANGE = re.compile(r"(?<!\d)(\d{1,9})(?!\d)(?:\s*+-\s*+(\d{1,9})(?!\d))?")

_TITLE_KEYS = frozenset({"title", "filename", "file", "name"})
_MARK_KEYS = frozenset({"hllines", "highlight", "highlightlines", "mark", "emphasizelines"})
_NUMBER_KEYS = frozenset({"linenos", "lineno", "linenums", "linenumbers", "showlinenumbers", "numberlines"})
_NO_NUMBER_KEYS = frozenset({"nolinenumbers", "nolinenos"})
_START_KEYS = frozenset({"linenostart", "startfrom", "startlinenumber", "linenumberstart"})
"""The keys that Hugo, Zola, Docusaurus, VitePress, Expressive Code, MkDocs, Pandoc and Sphinx know, written alike."""

_NO = frozenset({"false", "no", "off", "none"})


@lru_cache(maxsize=512)
def parse_info(info: str) -> FenceInfo:
    """Read an info string; what is not known in it is passed over.

    >>> parse_info('python title="app.py" {3,5-7} linenos')
    FenceInfo(language='python', title='app.py', marked=((3, 3), (5, 7)), has_numbers=True, first_number=1)
    """
    # Most authors write a word; it is kept once for all blocks that say the same.
    if _PLAIN.fullmatch(info):
        return FenceInfo(info)
    language, end = _take_language(info)
    title = ""
    named = _FILE_BEHIND_COLON.match(info, end) if language else None
    if named:
        title, end = named.group(1), named.end()
    return _read_parts(info, end, replace_escapes(language), replace_escapes(title))


def _take_language(info: str) -> tuple[str, int]:
    """Give the language as written, and where it ends."""
    match = _BRACED_LANGUAGE.match(info)
    if match:
        is_attribute = info.startswith(("=", ":"), match.end()) or match.group(1)[0] in "#0123456789"
        return ("", 0) if is_attribute else (match.group(1), match.end())
    match = _LANGUAGE.match(info)
    word = match.group() if match else ""
    if info.startswith("=", len(word)):
        return "", 0
    return _without_lines(word), len(word)


def _without_lines(word: str) -> str:
    """Take off the lines that Eleventy marks behind a slash; they are not marked here, as some count them from 0."""
    slash = word.find("/", len(word.rstrip("0123456789,-/")))
    return word if slash < 0 else word[:slash]


def _read_parts(info: str, start: int, language: str, title: str) -> FenceInfo:
    marked: list[tuple[int, int]] = []
    has_numbers: bool | None = None
    first_number = 1
    for part in _PART.finditer(info, start):
        if part["lines"]:
            marked += _read_ranges(part["lines"])
            continue
        key = (part["key"] or part["flag"]).lower().replace("-", "").replace("_", "")
        value = next((part[name] for name in _VALUES if part[name] is not None), "")
        if key in _TITLE_KEYS and not title:
            title = replace_escapes(value)
        elif key in _MARK_KEYS:
            marked += _read_ranges(value)
        elif key in _NUMBER_KEYS:
            has_numbers = value.lower() not in _NO
            first_number = _read_number(value, first_number)
        elif key in _NO_NUMBER_KEYS:
            has_numbers = False
        elif key in _START_KEYS:
            first_number = _read_number(value, first_number)
    return FenceInfo(language, title, tuple(marked), has_numbers, first_number)


def _read_ranges(written: str) -> list[tuple[int, int]]:
    """Read `3, 5-7`; what is no line, and a range the wrong way round, is passed over."""
    found = ((int(first), int(last or first)) for first, last in _RANGE.findall(written))
    return [(max(first, 1), last) for first, last in found if max(first, 1) <= last]


def _read_number(written: str, otherwise: int) -> int:
    match = _RANGE.match(written)
    return int(match.group(1)) if match else otherwise


PLAIN_LANGUAGES = frozenset(
    [
        "text",
        "txt",
        "plain",
        "plaintext",
        "none",
        "nohighlight",
        "log",
        "csv",
        "tsv",
        "gitignore",
        "mermaid",
        "plantuml",
        "regex",
        "git-commit",
    ]
)
"""Names of what has no colours."""

_ALIASES = MappingProxyType(
    {
        alias: name
        for name, aliases in {
            "arduino": "ino",
            "bash": "env dotenv .env",
            "batch": "cmd",
            "c": "h opencl",
            "clojure": "edn",
            "console": "sh-session shellsession bash-session terminal",
            "cpp": "cc cxx hh hpp",
            "css": "postcss",
            "diff": "patch",
            "doscon": "cmd-session",
            "emacs-lisp": "el",
            "fsharp": "fs",
            "gherkin": "feature",
            "graphql": "gql",
            "groovy": "gradle jenkinsfile",
            "html": "htm xhtml svelte astro ejs",
            "html+erb": "erb",
            "html+handlebars": "hbs handlebars mustache",
            "html+ng2": "angular ng-template",
            "html+php": "php-template blade",
            "ini": "conf editorconfig gitconfig",
            "javascript": "node mjs cjs",
            "jinja": "jinja2",
            "json": "jsonl ndjson ipynb",
            "json5": "jsonc",
            "jsx": "javascriptreact",
            "kotlin": "kt kts",
            "make": "mk just justfile",
            "markdown": "mdx rmd",
            "objective-c++": "mm",
            "ocaml": "ml",
            "ps1con": "powershell-session",
            "python": "ipython",
            "pytb": "traceback",
            "solidity": "sol",
            "sql": "plsql sqlite",
            "tsql": "mssql",
            "tsx": "typescriptreact",
            "typescript": "cts mts",
            "vb.net": "vb",
            "vim": "nvim viml vimrc vimscript",
            "wast": "wasm webassembly",
            "xml": "plist svg xsl",
            "yaml": "docker-compose helm",
        }.items()
        for alias in aliases.split()
    }
)
"""Names that GitHub or authors use and Pygments does not, or uses for less (its `erb` leaves the HTML alone)."""


def standard_name(language: str) -> str:
    """Give the name by which Pygments may know a language.

    >>> standard_name("JSONC"), standard_name("python"), standard_name("no-such-language")
    ('json5', 'python', 'no-such-language')
    """
    name = language.casefold()
    return _ALIASES.get(name, name)

"""No page has words that stand in no language: templates are searched for text, and messages for their use."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.words.samples import ENGLISH

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if path.parent.name != "assets")
SPEAKING_ROOMS = ("words", "plan", "render")
"""The rooms that say messages; the others have none to say."""

IN_TAGS = {"partials/search_marks.html"}
"""Templates that stand inside a tag, among its attributes."""

IN_ATTRIBUTES = {"kind", "layout"}
"""Blocks of `base.html` that stand in an attribute."""

KEYS_OF_KEYBOARDS = {"End", "Enter", "Escape", "Home", "Tab"}

NAMES = {"JSON", "Resume", "RSS", "Atom"}
"""Words that are the same in every language."""

PATTERN_KEYS = {"day_pattern", "short_day_pattern", "day_of_year_pattern", "month_pattern"}
"""What the words themselves ask for."""


_SAID_ATTRIBUTES = "aria-label|aria-description|aria-roledescription|alt|title|placeholder|label|summary"
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAYING = re.compile(r"^[A-Z][a-z]+|[a-z]{2,} [a-z]{2,}")
_PARSER = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True)


def find_texts(source: str) -> Iterator[str]:
    """Give the pieces of text of a template that stand on the page as they are: between tags, and in attributes.

    An expression stands as the texts that it may show, `{{ "a" if b else c }}` as "a".
    """
    tree = _PARSER.parse(source)
    hidden = {
        id(each)
        for block in tree.find_all(nodes.Block)
        if block.name in IN_ATTRIBUTES
        for each in block.find_all(nodes.Output)
    }
    text = "".join(
        node.data if isinstance(node, nodes.TemplateData) else f"\0{' '.join(_list_shown(node))}\0"
        for output in tree.find_all(nodes.Output)
        if id(output) not in hidden
        for node in output.nodes
    )
    # Parts of the page that no reader is told, and what is typed, which is in no language.
    text = re.sub(r"<!--.*?-->|<(script|style|code)\b.*?</\1>", "", text, flags=re.DOTALL)
    yield from re.findall(rf"""\s(?:{_SAID_ATTRIBUTES})=["']([^"'>]*)""", text)
    yield from re.findall(r"""<meta [^>]*name="description" content="([^"]*)""", text)
    yield re.sub(r"<[^<>]*>?|^[^<>]*=\"[^<>]*>", " ", text)


def find_words(source: str) -> set[str]:
    """Give the words among those texts."""
    return {word for text in find_texts(source) for word in _WORD.findall(text)} - NAMES


def find_sayings(source: str) -> set[str]:
    """Give the texts in any expression that read like words: what a macro is given, what a variable is set to."""
    tree = _PARSER.parse(source)
    compared = {id(each) for compare in tree.find_all(nodes.Compare) for each in compare.find_all(nodes.Const)}
    for pair in tree.find_all(nodes.Pair):
        # A key names something, and so does a type of schema.org.
        is_type = isinstance(pair.key, nodes.Const) and pair.key.value == "@type"
        compared |= {id(pair.key), *((id(each) for each in _list_nodes(pair.value)) if is_type else ())}
    texts = {const.value for const in tree.find_all(nodes.Const) if id(const) not in compared}
    return {text for text in texts if isinstance(text, str) and _SAYING.search(text)}


def _list_nodes(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    yield from node.find_all(nodes.Const)


def _list_shown(node: nodes.Node) -> Iterator[str]:
    """List the texts that may be shown: not those that are compared with, given to a function, or looked up by."""
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.CondExpr):
        yield from _list_shown(node.expr1)
        if node.expr2 is not None:
            yield from _list_shown(node.expr2)
    elif isinstance(node, nodes.Concat | nodes.Or | nodes.And | nodes.Add):
        for child in node.iter_child_nodes():
            yield from _list_shown(child)
    elif isinstance(node, nodes.Filter) and node.node is not None:
        yield from _list_shown(node.node)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_no_template_has_words_of_its_own(path: Path) -> None:
    """Whatever a reader sees or is told is said in the language of the site."""
    source = path.read_text("utf-8")
    if path.relative_to(TEMPLATES).as_posix() in IN_TAGS:
        source = f"<p {source}>"
    assert (find_words(source), find_sayings(source)) == (set(), set())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Latest {{ n }} entries</p>", {"Latest", "entries"}),
        ('<nav aria-label="Main"><a href="/about/" class="site title">{{ x }}</a></nav>', {"Main"}),
        ("{% if a %}<b>yes</b>{% else %}{{ c }}{% endif %}", {"yes"}),
        ('<a href="{{ url }}" rel="prev">{{ x }}</a> {# A comment. #}', set()),
        (
            '{{ "Draft" if kind == "Entry" else say("Key") }}{{ x ~ "ends" }}{{ y | replace("An", "") }}',
            {"Draft", "ends"},
        ),
        (
            '<p class="{{ "wide" if x }}" title="{{ "Said" if x }}">{{ "entry" if n == 1 else "entries" }}',
            {"Said", "entry", "entries"},
        ),
        ('<meta name="description" content="About {{ x }}">', {"About"}),
        ('<img alt="{% if a %}A picture{% endif %}">', {"picture"}),
        ('<link type="application/atom+xml" title="{{ x }}">', set()),
    ],
)
def test_words_are_found(source: str, words: set[str]) -> None:
    """The search finds what it is meant to find, or it would prove nothing."""
    assert find_words(source) == words


def test_words_that_are_handed_on_are_found() -> None:
    """What is compared with, and keys, are no words."""
    source = '{% macro m(a="Older parts") %}{% endmacro %}{% set b = "Entry" %}{{ m("no more") if b == "Draft" else say("key") }}'
    assert find_sayings(source) == {"Older parts", "Entry", "no more"}


# Whoever made the others' library has its words for programmers.
OWN_SCRIPTS = sorted(path for path in (TEMPLATES / "assets").glob("*.js") if path.name != "age.js")


@pytest.mark.parametrize("path", OWN_SCRIPTS, ids=lambda path: path.name)
def test_no_script_has_words_of_its_own(path: Path) -> None:
    """A script is given them by the page, in attributes."""
    found = set(re.findall(r"""["'`]([A-Z][a-z]+(?: [a-z]+)*)[ .:!?]?["'`]""", path.read_text("utf-8")))
    assert found - KEYS_OF_KEYBOARDS == set()


def list_said() -> Iterator[str]:
    """Give every key that is said, as a pattern: what is put together while rendering may be anything there."""
    for path in TEMPLATES.rglob("*.*"):
        if path.suffix not in {".html", ".xml", ".txt"}:
            continue
        for call in _PARSER.parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in {"say", "count"} and call.args:
                yield from _list_keys(call.args[0])
    for room in SPEAKING_ROOMS:
        for path in (ROOT / "generator" / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.args and _name_of(node.func) in {"say", "count"}:
                    yield from _list_python_keys(node.args[0])


def _name_of(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _list_keys(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const):
        yield re.escape(str(node.value))
    elif isinstance(node, nodes.Concat):
        yield "".join(re.escape(str(part.value)) if isinstance(part, nodes.Const) else r"\w+" for part in node.nodes)
    elif isinstance(node, nodes.CondExpr):
        yield from _list_keys(node.expr1)
        if node.expr2 is not None:
            yield from _list_keys(node.expr2)


def _list_python_keys(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield re.escape(str(node.value))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from _list_python_keys(node.body)
        yield from _list_python_keys(node.orelse)


def test_every_message_is_said_somewhere() -> None:
    """What nobody says need not be translated."""
    said = re.compile("|".join(list_said()))
    assert [key for key in ENGLISH.messages if not said.fullmatch(key) and key not in PATTERN_KEYS] == []


def test_every_message_that_is_said_is_there() -> None:
    """Templates are checked when a site is built; what Python says is checked here."""
    written = {key for key in list_said() if re.fullmatch(r"\w+", key)}
    assert written - ENGLISH.messages.keys() == set()

"""What templates reach: one another, and the words of the language.

Knows the texts of templates; does not know what they render.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec
from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates

from generator.digest import Digest, digest_value
from generator.render.speaking import FILTER_NAMES, FUNCTION_NAMES

ANY_TEMPLATE = "*"
"""Stands among a template's references when it names one only while it runs: it may reach them all."""

REFERENCES = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)
"""What names other templates."""

_KEPT_TREES = 128

_PARSER = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
"""Reads templates only for the names in them; it knows no filters and renders nothing."""


class TemplateSource(msgspec.Struct, frozen=True):
    """One template as its author wrote it."""

    text: str
    path: str
    """As problems name it."""
    digest: Digest


def closure_digests(templates: Mapping[str, TemplateSource]) -> dict[str, Digest]:
    """Name each template together with all it reaches, so that a page knows when its looks may change."""
    return {name: _digest(reached, templates) for name, reached in _follow_all(templates).items()}


def find_speaking(templates: Mapping[str, TemplateSource]) -> frozenset[str]:
    """Name the templates that say anything in the language of the site, or reach one that does."""
    speaking = {name for name, source in templates.items() if _speaks(source.text)}
    return frozenset(name for name, reached in _follow_all(templates).items() if not speaking.isdisjoint(reached))


def find_reached(names: Iterable[str], templates: Mapping[str, TemplateSource]) -> tuple[str, ...]:
    """Name some templates and all that they reach, those that are not there included."""
    references = {name: find_references(source.text) for name, source in templates.items()}
    return tuple(sorted({each for name in sorted(set(names)) for each in _follow(name, references)}))


@lru_cache(maxsize=_KEPT_TREES)
def find_references(text: str) -> tuple[str, ...]:
    """Name the templates that this one extends, includes or imports, each once.

    `ANY_TEMPLATE` is among them where a name is made while rendering, and where the text is no template at all.

    >>> find_references('{% extends "base.html" %}{% include "a.html" %}{% include other %}')
    ('*', 'a.html', 'base.html')
    """
    try:
        found = find_nodes(text)
    except TemplateSyntaxError:
        return (ANY_TEMPLATE,)
    references = nodes.Template([node for node in found if isinstance(node, REFERENCES)])
    return tuple(sorted({name or ANY_TEMPLATE for name in find_referenced_templates(references)}))


@lru_cache(maxsize=_KEPT_TREES)
def parse(text: str) -> nodes.Template:
    """Read a template, once however often it is asked for; nobody changes the tree.

    Raises:
        TemplateSyntaxError: it is none.
    """
    # Each template is asked what it reaches and what is wrong with it, and is compiled; reading it costs as much.
    return _PARSER.parse(text)


@lru_cache(maxsize=_KEPT_TREES)
def find_nodes(text: str) -> tuple[nodes.Node, ...]:
    """Give all that a template is made of, each before what is in it.

    Raises:
        TemplateSyntaxError: it is none.
    """
    found: list[nodes.Node] = []
    waiting: list[nodes.Node] = [parse(text)]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += reversed(list(node.iter_child_nodes()))
    return tuple(found)


def _speaks(text: str) -> bool:
    """Tell whether a template names a function or a filter that says words; one that is none may be anything."""
    try:
        found = find_nodes(text)
    except TemplateSyntaxError:
        return True
    return any(
        node.name in FUNCTION_NAMES if isinstance(node, nodes.Name) else _applies_words(node)
        for node in found
        if isinstance(node, (nodes.Name, nodes.Filter))
    )


def _applies_words(node: nodes.Filter) -> bool:
    if node.name != "map" or not node.args:
        return node.name in FILTER_NAMES
    # The filter that it applies is named by its first argument.
    first = node.args[0]
    return not isinstance(first, nodes.Const) or first.value in FILTER_NAMES


def _follow_all(templates: Mapping[str, TemplateSource]) -> dict[str, frozenset[str]]:
    references = {name: find_references(source.text) for name, source in templates.items()}
    return {name: _follow(name, references) for name in templates}


def _follow(name: str, references: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Name a template and all that it reaches, those that are not there included."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current == ANY_TEMPLATE:
            waiting += references.keys() - reached
        elif current not in reached:
            reached.add(current)
            waiting += references.get(current, ())
    return frozenset(reached)


def _digest(reached: frozenset[str], templates: Mapping[str, TemplateSource]) -> Digest:
    # A missing one counts by its name: when it appears, what reaches it changes.
    return digest_value([(each, templates[each].digest if each in templates else b"") for each in sorted(reached)])

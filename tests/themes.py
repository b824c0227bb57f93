"""Compiles equal templates once in a process: it takes longer than a small site."""

from collections.abc import Mapping

from generator.render import theme
from generator.render.reach import TemplateSource
from generator.words.words import Words

MOST_THEMES = 40


def share_themes() -> None:
    """Have all sites that are built in this process from now on share the themes that are equal."""
    load = theme.load_theme
    known: dict[object, theme.Theme] = {}

    def find(templates: Mapping[str, TemplateSource], words: Words) -> theme.Theme:
        key = (words.digest, frozenset((name, source.path, source.digest) for name, source in templates.items()))
        if key not in known:
            if len(known) == MOST_THEMES:
                del known[next(iter(known))]
            known[key] = load(templates, words)
        return known[key]

    theme.load_theme = find

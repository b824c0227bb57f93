"""What templates reach."""

from collections.abc import Mapping

import pytest

from generator.render.reach import TemplateSource, closure_digests, find_reached, find_references, find_speaking
from generator.render.speaking import FILTER_NAMES, FUNCTION_NAMES, make_filters, make_functions
from tests.render.samples import package_templates, sources
from tests.words.samples import ENGLISH


def test_references_are_all_ways_to_reach_another_template() -> None:
    """Extending, including, importing, each once."""
    text = (
        '{% extends "a.html" %}{% include "b.html" %}{% import "c.html" as c %}'
        '{% from "d.html" import x %}{% include ["e.html", "a.html"] %}'
    )

    assert find_references(text) == ("a.html", "b.html", "c.html", "d.html", "e.html")


def test_a_name_made_while_rendering_may_be_any_template() -> None:
    """And so may what cannot be read."""
    assert find_references("{% include kind ~ '.html' %}") == ("*",)
    assert find_references("{% if %}") == ("*",)


def changed_closures(before: Mapping[str, TemplateSource], **texts: str) -> set[str]:
    """Say which templates' digests differ after some texts have changed."""
    old = closure_digests(before)
    new = closure_digests({**before, **sources(**texts)})
    return {name for name in old if old[name] != new[name]}


def test_a_changed_template_changes_what_reaches_it_and_nothing_else() -> None:
    """Over several steps, and round a circle."""
    templates = sources(
        base='{% import "parts.html" as parts %}',
        parts='{% include "mark.html" %}',
        mark="o",
        home='{% extends "base.html" %}',
        circle='{% include "circle.html" %}',
        alone="x",
    )

    assert changed_closures(templates, mark="x") == {"mark.html", "parts.html", "base.html", "home.html"}
    assert changed_closures(templates, home="x") == {"home.html"}
    assert changed_closures(templates, circle="x") == {"circle.html"}


def test_a_template_that_may_reach_all_changes_with_each() -> None:
    """Its includes are made while rendering."""
    templates = sources(any="{% include name %}", a="a", b="b")

    assert changed_closures(templates, b="c") == {"any.html", "b.html"}


def test_a_template_changes_when_a_missing_one_appears() -> None:
    """It was reached before it was there."""
    templates = sources(a='{% include "b.html" ignore missing %}', c="c")

    assert changed_closures(templates, b="new") == {"a.html"}


@pytest.mark.parametrize(
    "text",
    [
        '{{ say("draft") }}',
        "{% if x %}{{ y | day }}{% endif %}",
        "{% set tell = count %}",
        '{{ days | map("short_day") | join }}',
        "{{ days | map(name) }}",
        "{% if %}",
    ],
)
def test_a_template_that_says_words_is_found_with_all_that_reach_it(text: str) -> None:
    """However it names what it says them with; what cannot be read may say anything."""
    templates = sources(parts=text, base='{% import "parts.html" as parts %}', home='{% extends "base.html" %}', a="a")

    assert find_speaking(templates) == {"parts.html", "base.html", "home.html"}


@pytest.mark.parametrize(
    "text", ["say", "{{ site.day }}", '{{ items | map(attribute="day") }}', '{{ x | map("upper") }}']
)
def test_a_template_without_words_is_not_found(text: str) -> None:
    """Its pages stay as they are when a word changes."""
    assert find_speaking(sources(a=text)) == set()


def test_feeds_and_the_sitemap_of_the_package_say_nothing() -> None:
    """Programs read them."""
    silent = package_templates().keys() - find_speaking(package_templates())
    assert {"feed.xml", "sitemap.xml", "robots.txt"} <= silent


def test_what_says_words_is_known_by_name() -> None:
    """In every language the same functions and filters."""
    assert make_filters(ENGLISH).keys() == FILTER_NAMES
    assert make_functions(ENGLISH).keys() == FUNCTION_NAMES


def test_templates_reach_what_is_to_be_compiled_for_them() -> None:
    """Themselves, what is reached over several steps, and what is not there."""
    templates = sources(
        a='{% extends "base.html" %}',
        b='{% include "a.html" %}{% include "none.html" %}',
        base="",
        other="",
        c="{% if %}",
    )

    assert find_reached(["b.html"], templates) == ("a.html", "b.html", "base.html", "none.html")
    assert find_reached(["other.html", "other.html", "feed.json"], templates) == ("feed.json", "other.html")
    assert set(find_reached(["c.html"], templates)) == {*templates, "none.html"}
    assert find_reached([], templates) == ()

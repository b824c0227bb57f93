"""Templates as a value: what is wrong in them, and what they reach."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup

from generator.errors import format_problem
from generator.render.reach import TemplateSource
from generator.render.theme import find_faults, load_theme
from tests.render.samples import package_templates, source, sources
from tests.words.samples import ENGLISH


def problems_in(templates: Mapping[str, TemplateSource]) -> str:
    """Load templates and print what is wrong with them."""
    problems = find_faults(load_theme(templates, ENGLISH))
    return "\n".join(format_problem(problem) for problem in problems)


def test_the_packages_own_templates_have_no_problems() -> None:
    """Neither errors nor warnings."""
    assert problems_in(package_templates()) == ""


def test_syntax_errors_of_all_templates_are_told_at_once() -> None:
    """An author mends them in one go."""
    templates = sources(a="<p>\n{% if x %}\n</p>\n", b="{{ title }", c="fine")

    assert problems_in(templates) == (
        "templates/a.html:3:1: error: unexpected end of template. Jinja was looking for the following tags: "
        '"elif" or "else" or "endif". The innermost block that needs to be closed is "if"\n'
        "    3 | </p>\n"
        "      | ^\n"
        'templates/b.html:1:1: error: unexpected "}"\n'
        "    1 | {{ title }\n"
        "      | ^"
    )


def test_a_missing_template_is_told_where_it_is_named() -> None:
    """With the one that may have been meant."""
    templates = sources(
        base="x", page='{% extends "base.html" %}\n{% block a %}{% include "bas.html" %}{% endblock %}\n'
    )

    assert problems_in(templates) == (
        'templates/page.html:2:26: error: no template "bas.html"\n'
        '    2 | {% block a %}{% include "bas.html" %}{% endblock %}\n'
        "      |                          ^^^^^^^^\n"
        '  hint: did you mean "base.html"?'
    )


@pytest.mark.parametrize(
    "text", ['{% include "x.html" ignore missing %}', "{% include name %}", '{% include ["x.html", "a.html"] %}']
)
def test_a_template_that_need_not_be_there_may_be_missing(text: str) -> None:
    """The author said so, or the name is not known yet."""
    assert problems_in(sources(a=text)) == ""


def test_an_unknown_filter_is_told_with_its_place_and_a_suggestion() -> None:
    """Even in a branch that no page takes."""
    assert problems_in(sources(a="<b>\n{% if false %}{{ title | uper }}{% endif %}")) == (
        'templates/a.html:2:26: error: no filter named "uper"\n'
        "    2 | {% if false %}{{ title | uper }}{% endif %}\n"
        "      |                          ^^^^\n"
        '  hint: did you mean "upper"?'
    )


def test_an_unknown_test_is_told() -> None:
    """Likewise."""
    assert problems_in(sources(a="{{ 1 if x is definde }}")) == (
        'templates/a.html:1:14: error: no test named "definde"\n'
        "    1 | {{ 1 if x is definde }}\n"
        "      |              ^^^^^^^\n"
        '  hint: did you mean "defined"?'
    )


@pytest.mark.parametrize("name", ["random", "xmlattr"])
def test_what_would_make_output_random_or_unsafe_is_not_there(name: str) -> None:
    """The same input gives the same bytes, and keys bring no attributes."""
    assert f'no filter named "{name}"' in problems_in(sources(a=f"{{{{ x | {name} }}}}"))


def test_text_let_in_as_html_is_warned_of() -> None:
    """It may be right, so it is no error."""
    assert problems_in(sources(a="<p>{{ title | safe }}</p>")) == (
        'templates/a.html:1:15: warning: the filter "safe" lets text in as HTML\n'
        "    1 | <p>{{ title | safe }}</p>\n"
        "      |               ^^^^\n"
        '  hint: a body of Markdown is shown with "| html", all else is escaped by itself'
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '<p>{{ say("drafft") }}</p>',
            (
                'there are no words "drafft"\n    1 | <p>{{ say("drafft") }}</p>\n      |            ^^^^^^\n'
                '  hint: did you mean "draft"?'
            ),
        ),
        (
            '<p>{{ count("draft", 2) }}',
            (
                'the words "draft" have no plurals\n    1 | <p>{{ count("draft", 2) }}\n      |              ^^^^^\n'
                '  hint: use "say" for them'
            ),
        ),
        (
            '<p>{{ say("entries") }}',
            (
                'the words "entries" have plurals\n    1 | <p>{{ say("entries") }}\n      |            ^^^^^^^\n'
                '  hint: use "count" for them, with a number'
            ),
        ),
        (
            '<p>{{ say("page_of_pages", number=1) }}',
            (
                'the words "page_of_pages" need a value "count"\n    1 | <p>{{ say("page_of_pages", number=1) }}\n'
                "      |            ^^^^^^^^^^^^^\n  hint: write count=... after the key"
            ),
        ),
    ],
)
def test_words_that_cannot_be_said_are_told_with_their_place(text: str, problem: str) -> None:
    """Before anything is rendered, on whichever page it stands."""
    column = text.index('("') + 3
    assert problems_in(sources(page=text)) == f"templates/page.html:1:{column}: error: {problem}"


@pytest.mark.parametrize(
    "text",
    [
        '{{ say("page_of_pages", number=1, count=2) }}{{ count("entries", 3) }}{{ count(n, 3) }}',
        '{{ say("page_of_pages", **values) }}{{ say("state_" ~ name) }}{{ site.say("x") }}{{ lots(1) }}{{ say() }}',
    ],
)
def test_words_that_may_be_said_are_not_complained_of(text: str) -> None:
    """What is put together while rendering is found out then."""
    assert problems_in(sources(page=text)) == ""


def test_an_attribute_without_quotes_is_warned_of() -> None:
    """Escaping does not help there: a space ends the value."""
    assert problems_in(sources(a='<p>\n<a class="{{ kind }}" href={{ url }}>x</a>')) == (
        'templates/a.html:2:23: warning: the attribute "href" needs quotes round its value\n'
        '    2 | <a class="{{ kind }}" href={{ url }}>x</a>\n'
        "      |                       ^^^^^\n"
        '  hint: write href="{{ ... }}": a space in the value would begin another attribute'
    )


@pytest.mark.parametrize(
    "text", ['<a href="x={{ url }}">', "a ={{ b }}", "<p>x={{ y }}</p>", "<a title='a b={{ c }}'>"]
)
def test_an_equals_sign_elsewhere_is_not_an_attribute(text: str) -> None:
    """In text, and inside a value."""
    assert problems_in(sources(a=text)) == ""


def test_plain_text_is_not_searched_for_attributes() -> None:
    """There are no tags in it."""
    assert problems_in({"robots.txt": source("<a b={{ c }}", "robots.txt")}) == ""


@given(st.text() | st.integers() | st.none() | st.text().map(Markup))
def test_output_is_escaped_as_jinja_does(value: object) -> None:
    """Quicker, and the same for text, markup and anything else."""
    text = '<p title="{{ value }}">{{ value }}</p>'
    (name,) = templates = sources(a=text)
    ours = load_theme(templates, ENGLISH).environment.get_template(name)
    assert ours.render(value=value) == Environment(autoescape=True).from_string(text).render(value=value)

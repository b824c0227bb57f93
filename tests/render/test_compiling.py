"""How templates become Python: what is made once for all pages, and that it is what Jinja would write."""

import json

import msgspec
import pytest

from generator.plan.contexts import Context
from generator.render.compiling import FastEnvironment
from generator.render.reach import parse
from generator.render.speaking import FUNCTION_NAMES
from generator.render.theme import Theme, load_theme
from tests.render.samples import SITE, package_templates, sources
from tests.words.samples import ENGLISH

OTHER_SITE = msgspec.structs.replace(SITE, title="Another")


def theme_of(**texts: str) -> Theme:
    """Load templates from their texts."""
    return load_theme(sources(**texts), ENGLISH)


def names_of_site(theme: Theme) -> set[str]:
    """Name the templates that are made once for all pages."""
    theme.preload(theme.templates)
    assert isinstance(theme.environment, FastEnvironment)
    return theme.environment.of_site


def render(theme: Theme, name: str = "page.html", **variables: object) -> str:
    """Render a template."""
    return theme.environment.get_template(name).render(variables)


@pytest.mark.parametrize(
    "text",
    [
        "{{ site.title }}",
        'x{{ say("draft") }}',
        "{% set a = site.title %}{{ a }}",
        "{% for item in site.navigation %}{{ item.title | upper }}{% endfor %}",
        "{% macro a(page) %}{{ page }}{% endmacro %}{{ a(1) }}",
    ],
)
def test_what_depends_on_the_site_alone_is_known(text: str) -> None:
    """By the names in it."""
    assert names_of_site(theme_of(a=text)) == {"a.html"}


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.title }}",
        "{{ body | html }}",
        "{% if site.title %}{% set a = 1 %}{% endif %}{{ a }}",
        "{% for item in site.navigation %}{{ item }}{% endfor %}{{ item }}",
        '{% include "b.html" %}',
        '{% extends "b.html" %}',
        '{% import "b.html" as b %}',
        "{% block a %}{% endblock %}",
        '{{ site.navigation | map("html") | list }}',
        "{% macro a() %}{{ page }}{% endmacro %}",
    ],
)
def test_what_may_depend_on_more_is_not(text: str) -> None:
    """Where it cannot be seen from the template, it is taken to depend on the page."""
    assert "a.html" not in names_of_site(theme_of(a=text, b="{{ page }}"))


def test_what_depends_on_the_site_is_made_once_for_each_site() -> None:
    """It follows when the site is another one."""
    theme = theme_of(page='{% include "part.html" %}, {{ number }}', part="<b>{{ site.title }}</b>")
    told = [
        render(theme, site=site, number=number)
        for number, site in enumerate((SITE, SITE, OTHER_SITE, OTHER_SITE, SITE))
    ]

    assert told == [
        f"<b>{title}</b>, {number}" for number, title in enumerate((*[SITE.title] * 2, *["Another"] * 2, SITE.title))
    ]


def test_it_is_not_made_again_for_the_same_site() -> None:
    """The site is asked for its title by the first page alone."""

    class Site:
        asked = 0

        @property
        def title(self) -> str:
            self.asked += 1
            return "A title"

    theme = theme_of(page='{% include "part.html" %}', part="{{ site.title }}")
    site = Site()

    assert [render(theme, site=site) for _ in range(3)] == ["A title"] * 3
    assert site.asked == 1


@pytest.mark.parametrize(
    "text",
    [
        '{% set site = {"title": "Mine"} %}{% include "part.html" %}',
        '{% with site={"title": "Mine"} %}{% include "part.html" %}{% endwith %}',
        '{% for site in [{"title": "Mine"}] %}{% include "part.html" %}{% endfor %}',
        '{% macro a(site) %}{% include "part.html" %}{% endmacro %}{{ a({"title": "Mine"}) }}',
    ],
)
def test_a_template_may_have_a_site_of_its_own(text: str) -> None:
    """What it includes is then made of that one."""
    theme = theme_of(other='{% include "part.html" %}', page=text, part="{{ site.title }}")

    assert render(theme, "other.html", site=SITE) == SITE.title
    assert render(theme, site=SITE) == "Mine"


def test_what_depends_on_the_page_is_made_for_each() -> None:
    """Also inside a loop, with its variable."""
    theme = theme_of(
        page='{% for n in numbers %}{% include "part.html" %}{% endfor %}', part="{{ n }}{{ site.title }};"
    )

    assert render(theme, site=OTHER_SITE, numbers=[1, 2]) == "1Another;2Another;"
    assert render(theme, site=SITE, numbers=[3]) == f"3{SITE.title};"


@pytest.mark.parametrize(
    "text",
    [
        '{{ say("draft") }}',
        '{{ say("draft") | lower | title }}',
        '{% set a = say("draft") %}{{ a }}',
        "{% set a %}{{ say('draft') }}{% endset %}{{ a }}",
        '{% macro m(x) %}{{ x }}{% endmacro %}{{ m(say("draft")) }}',
        '{% for key in ["draft"] %}{{ say(key) }}{% endfor %}',
    ],
)
def test_words_are_said_wherever_they_are_asked_for(text: str) -> None:
    """Whether they are known before there is a page or not."""
    assert render(theme_of(page=text)) == "Draft"


def test_a_function_of_the_same_name_is_another_one() -> None:
    """A macro's parameter, such as."""
    text = '{% macro m(say) %}{{ say("draft") }}{% endmacro %}{% macro other(x) %}[{{ x }}]{% endmacro %}{{ m(other) }}'

    assert render(theme_of(page=text)) == "[draft]"


def test_no_context_has_a_name_that_says_words() -> None:
    """Words are said before there is a context."""
    contexts = Context.__subclasses__()
    assert len(contexts) > 10
    for context in contexts:
        assert FUNCTION_NAMES.isdisjoint(context.__struct_fields__)


def test_a_macro_is_called_with_all_kinds_of_values() -> None:
    """In their places and by their names, and with a caller."""
    macro = "{% macro m(a, b=2) %}{{ a }}-{{ b }}{% if caller is defined %}({{ caller() }}){% endif %} {% endmacro %}"
    text = macro + "{{ m(1) }}{{ m(1, 3) }}{{ m(b=4, a='<') }}{% call m(5) %}<b>{% endcall %}"

    assert render(theme_of(page=text)) == "1-2 1-3 &lt;-4 5-2(<b>) "


@pytest.mark.parametrize("options", ["", "(indent=2)"])
def test_json_is_written_as_jinja_does(options: str) -> None:
    """With its keys in order, and nothing in it that ends a script."""
    value = {"b": ["</script>", "ü & 'x'"], "a": {"z": None, "y": 1}}
    text = render(theme_of(page=f"{{{{ value | tojson{options} }}}}"), value=value)

    assert "<" not in text
    assert json.loads(text) == value
    assert text == theme_of(page=text).environment.from_string(text).render()
    assert list(json.loads(text)) == ["a", "b"]
    assert ("\n" in text) == bool(options)


def test_compiling_leaves_the_tree_as_it_was() -> None:
    """What is wrong with a template is read from the same one."""
    templates = package_templates()
    texts = [source.text for source in templates.values()] + [
        '{{ "a" | upper ~ 1 + 2 }}{% if 1 < 2 %}{{ [1 + 1] }}{% endif %}'
    ]
    before = [repr(parse(text)) for text in texts]
    theme = load_theme({**templates, **sources(page=texts[-1])}, ENGLISH)
    theme.preload(theme.templates)

    assert [repr(parse(text)) for text in texts] == before


def test_methods_are_called_with_what_they_are_given() -> None:
    """Those of texts and lists, and those of values of our own."""
    text = '{{ "a-b".split("-") | join }}{{ "{x}".format(x=1) }}{% for n in [1, 1] %}{{ loop.changed(n) }}{% endfor %}{{ dict(a=2).a }}'

    assert render(theme_of(page=text)) == "ab1TrueFalse2"

"""Python-Markdown with our parser: the extensions it still runs."""

from xml.etree.ElementTree import tostring

import html5lib
import pytest

from generator.markdown.body import MarkdownOptions, RenderedBody
from generator.markdown.render import render_markdown


def render(body: str, *extensions: str, is_raw_html_allowed: bool = True) -> RenderedBody:
    """Render a body with these extensions."""
    options = MarkdownOptions(extensions=extensions, is_raw_html_allowed=is_raw_html_allowed, has_math=True)
    return render_markdown(body, options)


def parse_html(html: str) -> bytes:
    """Give what a browser makes of the HTML, in a form to compare."""
    for element in (tree := html5lib.parseFragment(html, namespaceHTMLElements=False)).iter():
        element.attrib = dict(sorted(element.attrib.items()))
    return tostring(tree)


def test_attribute_list_names_a_heading() -> None:
    """A heading has the id that its author gives it, in the HTML, in its own link and among the facts."""
    rendered = render("## One {#first}\n\n## Two\n", "attr_list")
    assert '<h2 id="first">One <a aria-label="Permalink: One" class="anchor" href="#first"></a></h2>' in rendered.html
    assert [(heading.id, heading.title) for heading in rendered.facts.headings] == [("first", "One"), ("two", "Two")]


def test_attribute_list_works_on_blocks_and_links() -> None:
    """Tree processors see the elements of the whole document."""
    html = render("One\n{: lang=de }\n\n[x](https://a.b){: hreflang=de }\n", "attr_list").html
    assert '<p lang="de">One</p>' in html
    assert 'hreflang="de"' in html


def test_pattern_of_an_extension_is_run() -> None:
    """Inline patterns see the text, and what is marked up within it stays."""
    assert render("a ==b *c* & `==d==` e== f", "pymdownx.mark").html == (
        "<p>a <mark>b <em>c</em> &amp; <code>==d==</code> e</mark> f</p>"
    )


def test_code_is_not_looked_into() -> None:
    """Neither patterns nor tree processors change code."""
    body = "```\n==a== &amp; {: .b }\n\tc\n```"
    assert render(body, "pymdownx.mark", "attr_list").html == render(body).html


@pytest.mark.parametrize(
    "body",
    [
        "a & b &amp; c &copy; `&copy; &amp;amp;`\n\n<b>d</b>",
        "- a\n- b\n\n  c\n",
        "<details>\n<summary>s</summary>\n\n- *a*\n\n</details>",
        "a<br>b <img src=x.png>\n\n<p>unclosed\n",
        "[x](a.md) ![y](b.png 'T')\n",
        "> [!NOTE]\n> a[^1]\n\n[^1]: b",
        "```python\nx = '<&>'\n```",
        "| a |\n|---|\n| `b` |",
        "",
    ],
)
def test_tree_gives_back_what_it_was_made_of(body: str) -> None:
    """An extension with nothing to do changes nothing but the order of attributes."""
    with_extension, without = render(body, "attr_list"), render(body)
    assert with_extension.facts == without.facts
    assert parse_html(with_extension.html) == parse_html(without.html)


def test_code_stays_where_raw_html_is_reduced() -> None:
    """The mark that stands for code meanwhile is no element, and is not lost with the tree."""
    body = "a\n\n```python\nx\n```\n\n- b\n\n  ```\n  c\n  ```\n"
    html = render(body, "attr_list", is_raw_html_allowed=False).html
    assert parse_html(html) == parse_html(render(body).html)


def test_formulas_stay_where_raw_html_is_reduced() -> None:
    """A formula comes back from the tree to the letter, and is known as one of ours."""
    body = "a $x<1$ $$y$$\n\n```math\nz\n```\n\n## B $c$\n"
    html = render(body, "attr_list", is_raw_html_allowed=False).html
    assert html.count("<math") == 4
    assert parse_html(html) == parse_html(render(body).html)


@pytest.mark.parametrize("extension", ["attr_list", "pymdownx.mark"])
def test_what_looks_like_a_mark_is_text(extension: str) -> None:
    """Entities can make the characters that stand round what is hidden; they hide nothing."""
    body = 'a & <b title="&#xfdd0;0&#xfdd1;">&#xfdd0;99&#xfdd1;</b> &#xfdd0;0&#xfdd1; &#xfdd0;99&#xfdd1;'
    assert render(body, extension).html == render(body).html


def test_attributes_of_a_heading_are_as_written() -> None:
    """What is escaped in the text of a heading is escaped once in its attributes."""
    html = render("## One {: title='a & b' id='c\"&d' }\n", "attr_list").html
    assert html.startswith('<h2 id="c&quot;&amp;d" title="a &amp; b">')


def test_id_of_an_author_is_given_to_no_other_heading() -> None:
    """A heading that would get the same id gets the next."""
    rendered = render("## One {#two}\n\n## Two\n", "attr_list")
    assert [heading.id for heading in rendered.facts.headings] == ["two", "two-1"]


def test_addresses_of_an_extension_are_checked() -> None:
    """What an extension brings in is reduced like raw HTML."""
    body = "[x](a.md){: onclick=alert(1) href=javascript:alert(1) }\n"
    html = render(body, "attr_list", is_raw_html_allowed=False).html
    assert "onclick" not in html
    assert "javascript" not in html


def test_extension_that_is_not_installed_raises() -> None:
    """Names are checked when the settings are read; here a wrong one is a mistake."""
    with pytest.raises(ImportError):
        render("a", "no_such_extension")

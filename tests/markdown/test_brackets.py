"""Links, images and references to footnotes."""

import pytest

from generator.markdown.body import MarkdownOptions, Target, TargetKind
from generator.markdown.brackets import footnote_id
from generator.markdown.inlines import render_inlines
from tests.markdown.inlining import inline, make_scope, show_addresses

PLAIN = MarkdownOptions()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](b)", '<a href="b">a</a>'),
        ("[a]()", '<a href="">a</a>'),
        ("[a](<>)", '<a href="">a</a>'),
        ("[a](<b c>)", '<a href="b c">a</a>'),
        ("[a](b(c)d)", '<a href="b(c)d">a</a>'),
        ("[d](e[f]g)", '<a href="e[f]g">d</a>'),
        (r"[a](b\)c)", '<a href="b)c">a</a>'),
        ("[a](b 'c')", '<a href="b" title="c">a</a>'),
        ('[a](b "c &quot;d\\" <")', '<a href="b" title="c &quot;d&quot; &lt;">a</a>'),
        ("[a](\n  b\n  (c)\n)", '<a href="b" title="c">a</a>'),
        ("[a](https://b.c/%5B)", '<a href="https://b.c/%5B" rel="noopener">a</a>'),
        ("[*a* `]` b](c)", '<a href="c"><em>a</em> <code>]</code> b</a>'),
        ("[a [b] c](d)", '<a href="d">a [b] c</a>'),
        (r"[a\]](b)", '<a href="b">a]</a>'),
        ("[](a)", '<a href="a"></a>'),
    ],
)
def test_link_with_an_address(text: str, html: str) -> None:
    """Address and title behind the brackets, with white space round them; the text may hold any construct."""
    assert inline(text, PLAIN) == html


@pytest.mark.parametrize("text", ["[a] (b)", "[a](b c)", "[a](b 'c)", "[a](<1\n2>)", "[a](b", "a](b)", "[a"])
def test_what_is_no_link(text: str) -> None:
    """Brackets and parentheses that do not fit stay as they are."""
    assert inline(text, PLAIN) == text.replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a][ref]", '<a href="/target">a</a>'),
        ("[a][REF]", '<a href="/target">a</a>'),
        ("[a][s\n  P A]", '<a href="/spaces" title="T">a</a>'),
        ("[ref][]", '<a href="/target">ref</a>'),
        ("[ref][ ]", '<a href="/target">ref</a>'),
        ("[ref]", '<a href="/target">ref</a>'),
        ("[*s* p a]", "[<em>s</em> p a]"),
        ("[ref]: x", '<a href="/target">ref</a>: x'),
        ("[ref](x y)", '<a href="/target">ref</a>(x y)'),
        ("[a][b][ref]", '[a]<a href="/target">b</a>'),
        ("[ref][other]", "[ref][other]"),
        ("[[ref]]", '[<a href="/target">ref</a>]'),
    ],
)
def test_link_with_a_label(text: str, html: str) -> None:
    """The label behind the brackets, or what is between them if none or an empty one follows."""
    assert inline(text, PLAIN) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a [b](c) d](e)", '[a <a href="c">b</a> d](e)'),
        ("[a *[b [c](d)](e)* f](g)", '[a <em>[b <a href="d">c</a>](e)</em> f](g)'),
        ("[a [b](c) [d] e](f)", '[a <a href="c">b</a> [d] e](f)'),
        ("[a [b](c)] [*d*](e)", '[a <a href="c">b</a>] <a href="e"><em>d</em></a>'),
        ("[a](b) [c](d)", '<a href="b">a</a> <a href="d">c</a>'),
        ("[![a](b)](c)", '<a href="c"><img src="b" alt="a" /></a>'),
        ("![[a](b)](c)", '<img src="c" alt="a" />'),
    ],
)
def test_links_do_not_nest(text: str, html: str) -> None:
    """The inner one is the link; an image may stand in a link."""
    assert inline(text, PLAIN) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*[a*](b)", '*<a href="b">a*</a>'),
        ("[a *b](c)*", '<a href="c">a *b</a>*'),
        ("[a`](b)`", "[a<code>](b)</code>"),
        ("[a <b c='](d)'>", "[a <b c='](d)'>"),
        ("**[a](b)**", '<strong><a href="b">a</a></strong>'),
    ],
)
def test_brackets_bind_tighter_than_emphasis(text: str, html: str) -> None:
    """But less tight than code and tags."""
    assert inline(text, PLAIN) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![a](b)", '<img src="b" alt="a" />'),
        ("![a](b 'c')", '<img src="b" alt="a" title="c" />'),
        ('![*a* `b<` &amp; "c"](d)', '<img src="d" alt="a b&lt; &amp; &quot;c&quot;" />'),
        ("![a ![b](c) d](e)", '<img src="e" alt="a b d" />'),
        ("![a[^n] b](c)", '<img src="c" alt="a b" />'),
        ("![a\nb  \nc](d)", '<img src="d" alt="a b c" />'),
        ("![<b> https://a.b x@y.z](c)", '<img src="c" alt="&lt;b&gt; https://a.b x@y.z" />'),
        ("![ref]", '<img src="/target" alt="ref" />'),
        ("![a][ref]", '<img src="/target" alt="a" />'),
        ("![[ref]]", '![<a href="/target">ref</a>]'),
        (r"\![a](b)", '!<a href="b">a</a>'),
        ("!!a!", "!!a!"),
        ("![](b)", '<img src="b" alt="" />'),
    ],
)
def test_image(text: str, html: str) -> None:
    """Like a link with `!` in front; the words of its text stand for it."""
    assert inline(text, PLAIN) == html


def test_images_are_lazy_if_asked() -> None:
    """What an image has besides is told by the scope."""
    assert inline("![a](b)", MarkdownOptions(are_images_lazy=True)) == '<img src="b" loading="lazy" alt="a" />'


def test_unsafe_address_leaves_the_text() -> None:
    """A link that leads nowhere keeps its words."""
    assert inline("[*a*](javascript:b)", MarkdownOptions(is_raw_html_allowed=False)) == "<a><em>a</em></a>"


def test_places_of_addresses() -> None:
    """Each address within the site is kept with the line and column where it stands."""
    text = "x [a](b.md)\n[*c*](<d e> 'f') ![g](h.png) [i][ref]"
    scope = make_scope(text, PLAIN)
    render_inlines(text, 1, scope)
    first, second = text.split("\n")
    third = "[ref]: /target"
    assert scope.targets == [
        Target(TargetKind.LINK, "b.md", 1, 7, first, 4),
        Target(TargetKind.LINK, "d e", 2, 8, second, 3),
        Target(TargetKind.IMAGE, "h.png", 2, 23, second, 5),
        Target(TargetKind.LINK, "/target", 3, 8, third, 7),
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a[^n]", 'a<sup class="footnote-ref"><a href="#fn-n" id="fnref-n" data-footnote-ref="">1</a></sup>'),
        ("![^N]", '!<sup class="footnote-ref"><a href="#fn-n" id="fnref-n" data-footnote-ref="">1</a></sup>'),
        ("[^x]", "[^x]"),
        ("[^n](a)", '<a href="a">^n</a>'),
        (r"[\^n]", "[^n]"),
        ("[n]", "[n]"),
    ],
)
def test_footnote(text: str, html: str) -> None:
    """A known one becomes its number; an address behind it makes it a link, as on GitHub."""
    assert inline(text, PLAIN) == html


def test_footnotes_are_numbered_in_the_order_of_reference() -> None:
    """The second reference to one has an id of its own."""
    html = inline("[^m] [^n] [^m]", PLAIN)
    assert [html.count(part) for part in ('id="fnref-m"', 'id="fnref-n"', 'id="fnref-m-2"')] == [1, 1, 1]
    assert html.count(">1</a>") == 2


def test_emphasis_in_a_label_is_none() -> None:
    """What stands in the brackets of a footnote's number is gone, and pairs with nothing outside."""
    scope = make_scope("", PLAIN)
    scope.document.footnotes["*x"] = scope.document.footnotes["n"]
    html = render_inlines("*a [^*x] b*", 1, scope)
    assert html.startswith("<em>a <sup")
    assert html.endswith("</sup> b</em>")


def test_ids_of_footnotes_are_safe_and_differ() -> None:
    """Whatever the label: an id has no space, and no character that an address would have to escape."""
    assert len({footnote_id(label) for label in ("a b", "a-b", "a/b", 'a"b', "a%b")}) == 5
    assert all(footnote_id(f"a{char}b").isascii() for char in " /\"'<>&%#?")


def test_expansion_of_references_is_bounded() -> None:
    """A long address that is used often does not make a page of any size, as on GitHub."""
    scope = make_scope("[ref]" * 2_000, PLAIN)
    scope.document.references["ref"].url = "https://a.b/" + "c" * 1_000
    html = render_inlines("[ref]" * 2_000, 1, scope)
    assert len(html) < 250_000
    assert html.endswith("[ref]")


def test_what_was_not_expanded_does_not_count() -> None:
    """A short address may still be used where a long one is too much, as on GitHub."""
    scope = make_scope("", PLAIN)
    scope.document.references["ref"].url = "https://a.b/" + "c" * 200_000
    html = show_addresses(render_inlines("[ref] [s p a]", 1, scope), scope)
    assert html == '[ref] <a href="/spaces" title="T">s p a</a>'

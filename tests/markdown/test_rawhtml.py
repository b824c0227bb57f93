"""Raw HTML: tags in running text, the addresses and the ids in it."""

import pytest

from generator.markdown.body import LINK_MARK, MarkdownOptions, Target, TargetKind
from generator.markdown.inlines import render_inlines
from generator.markdown.rawhtml import write_raw
from tests.markdown.inlining import inline, make_scope, show_addresses

TAGS = [
    "<b>",
    "</b >",
    "<br/>",
    "<a-b c>",
    "<a b='c\nd' e=\"f>\" g = h />",
    "<a _b:c.d-e=f>",
    "<!-- a - b -->",
    "<!-- a--b -->",
    "<!-->",
    "<!--->",
    "<?php echo '?'; ?>",
    "<!DOCTYPE html>",
    "<![CDATA[a>b]]>",
]


@pytest.mark.parametrize("tag", TAGS)
def test_tag_stays_as_written(tag: str) -> None:
    """Whatever the spec counts as raw HTML, and comments as GitHub's parser has them."""
    assert inline(f"a *b* {tag} *c*") == f"a <em>b</em> {tag} <em>c</em>"


@pytest.mark.parametrize(
    "text",
    [
        "<",
        "< b>",
        "<1>",
        "<b",
        "<b c='d>",
        "<b c=>",
        "<b =c>",
        "<b c='d'e>",
        "</b c>",
        "<!x>",
        "<!-- a",
        "<!--- a --->",
        "<? a",
        "<![CDATA[ a",
    ],
)
def test_what_is_no_tag(text: str) -> None:
    """Anything that is not well-formed is text."""
    assert inline(text) == text.replace("<", "&lt;").replace(">", "&gt;")


def test_after_an_unclosed_comment_nothing_is_a_declaration() -> None:
    """An accident of GitHub's parser, which shows on the page."""
    assert inline("<!A b> <!-- <!A b>") == "<!A b> &lt;!-- &lt;!A b&gt;"


@pytest.mark.parametrize(("text", "has_raw_html"), [("a <b>c</b>", True), ("a < b", False), ("`<b>`", False)])
def test_raw_html_is_noted(text: str, has_raw_html: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    """A document without any needs no filter."""
    scope = make_scope(text)
    render_inlines(text, 1, scope)
    assert scope.has_raw_html is has_raw_html


@pytest.mark.parametrize(
    ("html", "shown", "kind"),
    [
        ('<a href="a b.md">', '<a href="a b.md">', TargetKind.LINK),
        ("<A class=x HREF = 'b.md' >", '<A class=x HREF = "b.md" >', TargetKind.LINK),
        ("<img src=c.png>", '<img src="c.png">', TargetKind.IMAGE),
        ('<a href="#d">', '<a href="#d">', TargetKind.LINK),
        ('<video poster="e.png">', '<video poster="e.png">', TargetKind.IMAGE),
        ('<a href="a&amp;b">', '<a href="a&b">', TargetKind.LINK),
    ],
)
def test_inner_addresses_become_targets(html: str, shown: str, kind: TargetKind) -> None:
    """The attributes that hold addresses, quoted in any way."""
    scope = make_scope(html)
    assert show_addresses(write_raw(html, 1, scope), scope) == shown
    assert [target.kind for target in scope.targets] == [kind]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://a.b">',
        "<a href='//a.b'>",
        '<a href="">',
        '<a href="java&#10;script:a">',
        '<a href=" mailto:a@b.c">',
        '<a title="href=b">',
        '<div href="a">',
        '<!-- <a href="b"> -->',
        '<!-- <a href="b">',
        "<script>x = '<a href=\"b\">'</script>",
        "<style>a { b: '<img src=c>' }",
        "<a href='b",
        "a < b <c",
    ],
)
def test_everything_else_stays_to_the_byte(html: str) -> None:
    """Addresses of other sites, comments, scripts, other attributes, and what is no tag."""
    scope = make_scope(html)
    assert write_raw(html, 1, scope) == html
    assert scope.targets == []


def test_html_goes_on_behind_comments_and_scripts() -> None:
    """They end where they end."""
    html = '<!-- <a href="x"> --><script><a href="x"></script><a href="y">'
    scope = make_scope(html)
    write_raw(html, 1, scope)
    assert [target.address for target in scope.targets] == ["y"]


def test_places_of_addresses_in_a_block() -> None:
    """Lines count on from the block's own."""
    html = '<p>\n  <a\n  href="a.md">x</a>'
    scope = make_scope(f"# A\n\n{html}")
    write_raw(html, 3, scope)
    assert scope.targets == [Target(TargetKind.LINK, "a.md", 5, 9, '  href="a.md">x</a>', 4)]


def test_place_of_an_address_in_running_text() -> None:
    """The same tag twice on a line has two places."""
    text = 'a <a href="b">c</a>\n<a href="b">d</a> <a href="b">e</a>'
    scope = make_scope(text)
    render_inlines(text, 1, scope)
    assert [(target.line, target.column) for target in scope.targets] == [(1, 12), (2, 10), (2, 28)]


def test_ids_are_gathered() -> None:
    """Links may lead to any element's id, and to the name of an `<a>`."""
    scope = make_scope("")
    write_raw("<h2 id='a&amp;b'><a name=c></a><input name=d></h2>", 1, scope)
    assert scope.anchors == ["a&b", "c"]


@pytest.mark.parametrize(
    ("html", "lazy"),
    [
        ('<img src="http://a.b/c">', '<img loading="lazy" src="http://a.b/c">'),
        ("<IMG src=a>", '<IMG loading="lazy" src="a">'),
        ("<img alt='' loading=eager>", "<img alt='' loading=eager>"),
        ("<img>", '<img loading="lazy">'),
        ("<image a>", "<image a>"),
    ],
)
def test_images_are_lazy_if_asked(html: str, lazy: str) -> None:
    """Unless their author says something else."""
    assert inline(html, MarkdownOptions(are_images_lazy=True)) == lazy


def test_pictures_to_choose_from_are_followed() -> None:
    """GitHub's way to have another picture in the dark; each address within the site is a target."""
    scope = make_scope("")
    html = write_raw('<source media="(min-width: 1em)" srcset="dark.png, https://a.b/c.png 2x,d.png 3x">', 1, scope)
    assert html == (
        f'<source media="(min-width: 1em)" srcset="{LINK_MARK}0{LINK_MARK}, https://a.b/c.png 2x,'
        f'{LINK_MARK}1{LINK_MARK} 3x">'
    )
    assert [(target.address, target.kind, target.length) for target in scope.targets] == [
        ("dark.png", TargetKind.IMAGE, 8),
        ("d.png", TargetKind.IMAGE, 5),
    ]


@pytest.mark.parametrize(
    "value",
    ["data:image/png;base64,AAAA 2x", "a.png, data:b,c", "", " , ", "https://a.b/c.png", "a.png, java\tscript:b"],
)
def test_pictures_from_elsewhere_stay(value: str) -> None:
    """What is in the page itself, or leads out of the site, is left as it is."""
    tag = f'<img srcset="{value}">'
    assert write_raw(tag, 1, make_scope(tag)) == tag

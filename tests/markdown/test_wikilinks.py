"""Links by name."""

import pytest

from generator.markdown.body import MarkdownOptions, Target, TargetKind
from generator.markdown.inlines import render_inlines
from tests.markdown.inlining import inline, make_scope


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("[[flask]]", "flask", "flask"),
        ("[[flask|the *framework*]]", "flask", "the *framework*"),
        ("[[flask#Blueprints]]", "flask#Blueprints", "flask &gt; Blueprints"),
        ("[[#Blueprints]]", "#Blueprints", "Blueprints"),
        ("[[ my notes # on that | here ]]", "my notes#on that", "here"),
        ("[[flask|]]", "flask", "flask"),
        ("[[C#]]", "C#", "C#"),
        ("[[a & b]]", "a & b", "a &amp; b"),
    ],
)
def test_wikilink(text: str, address: str, shown: str) -> None:
    """Name, text and heading; what is written stays in the HTML, in case there is no such name."""
    written = text.replace("&", "&amp;")
    assert inline(text) == f'<a class="wikilink" data-as="{written}" href="{address}">{shown}</a>'


@pytest.mark.parametrize(
    "text", ["[[]]", "[[ ]]", "[[|a]]", "[[a", "[[a]", "[[a\nb]]", "[ [a]]", r"\[[a]]", r"[\[a]]", "[[a[b]]"]
)
def test_what_is_no_wikilink(text: str) -> None:
    """A name is not empty, has no bracket in it and stands on one line."""
    assert inline(text) == text.replace("\\", "")


def test_wikilink_in_code_is_code() -> None:
    """Code binds tighter."""
    assert inline("`[[a]]`") == "<code>[[a]]</code>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[a]](b)", '<a href="b">[a]</a>'),
        ("[[a]][ref]", '<a href="/target">[a]</a>'),
        ("[[ref]]", '[<a href="/target">ref</a>]'),
        ("[[a](b)]", '[<a href="b">a</a>]'),
        ("![[a]](b)", '<img src="b" alt="[a]" />'),
    ],
)
def test_ordinary_links_win(text: str, html: str) -> None:
    """What GitHub makes a link of stays that link."""
    assert inline(text) == html


@pytest.mark.parametrize("text", ["[[a]](b c)", "[[a]][b]", "[[a]] (b)", "![[a]]", "[b [[a]] c](d)"])
def test_wikilink_where_no_ordinary_link_is(text: str) -> None:
    """What only looks like one leaves the name a link; and links do not nest."""
    assert inline(text).count("<a ") == 1
    assert 'class="wikilink"' in inline(text)


def test_place_of_the_name() -> None:
    """A warning about an unknown name points at it."""
    text = "see [[ flask#x | this ]]"
    scope = make_scope(text)
    render_inlines(text, 1, scope)
    assert scope.targets == [Target(TargetKind.WIKILINK, "flask#x", 1, 8, text, 7)]


def test_without_the_option_it_is_text() -> None:
    """GitHub knows no wikilinks."""
    assert inline("[[a]]", MarkdownOptions()) == "[[a]]"

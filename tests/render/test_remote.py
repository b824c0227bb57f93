"""Pictures of other hosts become links."""

import pytest

from generator.markdown.body import MarkdownOptions
from generator.markdown.render import render_markdown
from generator.render.remote import link_pictures

BADGE = "https://img.shields.io/badge/build-passing.svg"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<img src="{BADGE}" alt="build" />', f'<a class="remote" href="{BADGE}" rel="noopener">build</a>'),
        ('<img src="https://a.b/c%20d.png" alt="">', '<a class="remote" href="https://a.b/c%20d.png" rel="noopener">c d.png</a>'),
        ('<img src="https://a.b/">', '<a class="remote" href="https://a.b/" rel="noopener">a.b</a>'),
        ("<IMG ALT=x SRC=//a.b/c.png>", '<a class="remote" href="//a.b/c.png" rel="noopener">x</a>'),
        ("<img src='https://a.b/?q=\"x\"' alt='\"a\" &amp; <b>'>", '<a class="remote" href="https://a.b/?q=&quot;x&quot;" rel="noopener">"a" &amp; &lt;b&gt;</a>'),
        ('<img src="https://[x" alt="">', '<a class="remote" href="https://[x" rel="noopener">https://[x</a>'),
        (f'<a href="/x/"><img src="{BADGE}" alt="build" /></a>', '<a href="/x/">build</a>'),
        (f'<a href="/x/">y</a> <img src="{BADGE}" alt="b">', f'<a href="/x/">y</a> <a class="remote" href="{BADGE}" rel="noopener">b</a>'),
        (
            '<picture><source srcset="https://a.b/dark.png"><img src="https://a.b/c.png" alt="c"></picture>',
            '<picture><a class="remote" href="https://a.b/c.png" rel="noopener">c</a></picture>',
        ),
        ('<picture><source srcset="https://a.b/d.png"><img src="\x1a0\x1a" alt="c"></picture>', '<picture><img src="\x1a0\x1a" alt="c"></picture>'),
    ],
)  # fmt: skip
def test_picture_of_another_host_becomes_a_link(html: str, expected: str) -> None:
    """With its words or its file's name, and inside of a link the words alone."""
    assert link_pictures(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<img src="\x1a0\x1a" alt="https://a.b/" />',
        '<img src="/a.png" alt="a">',
        '<p title="<img src=https://a.b/>">x</p>',
        "<code>&lt;img src=&quot;https://a.b/c.png&quot;&gt;</code>",
        '<imgs src="https://a.b/c.png"><abbr title="https://a.b/">x</abbr>',
        "plain",
    ],
)
def test_everything_else_stays(html: str) -> None:
    """What lies on the site, what is only written about, and what has another name."""
    assert link_pictures(html) == html


def test_what_markdown_writes_is_understood() -> None:
    """Also with a title and where pictures are lazy."""
    options = MarkdownOptions(are_images_lazy=True, is_raw_html_allowed=False)
    html = render_markdown(f'[![a "b"]({BADGE} "title")](https://x.y) ![c](https://a.b/c.png)', options).html
    assert link_pictures(html) == (
        '<p><a href="https://x.y" rel="noopener">a "b"</a> '
        '<a class="remote" href="https://a.b/c.png" rel="noopener">c</a></p>'
    )


def test_many_open_tags_take_no_longer() -> None:
    """Whatever an author writes, it is looked through once."""
    html = '<img src="' * 50_000
    assert link_pictures(html) == html

"""Titles in a README: shown as text, whatever they say."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markdown import render_fragment
from generator.readme.escaping import encode_ends, escape_beginning, escape_text
from tests.markdown.fidelity.reference import render_reference
from tests.markdown.fragments import FRAGMENTS

Write = Callable[[str], str]

RENDERERS = [render_fragment, render_reference]
MAIL = re.compile(r'<a href="mailto:[^"]*">|</a>')
"""No escape holds back the link that GitHub makes of a mail address."""

TITLES = st.lists(
    st.sampled_from(FRAGMENTS)
    | st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs"]), max_size=5)
    | st.sampled_from(
        ["- [ ] ", "1. ", "12) ", "# ", "> ", "* * *", "$a$", ":+1:", "<script>", "&lt;", "www.", "ftp://a.b"]
    ),
    max_size=8,
).map("".join)


def read_plainly(html: str) -> str:
    """Give the text of one paragraph, where nothing but mail addresses may be marked up."""
    shown = MAIL.sub("", html.strip())
    found = re.fullmatch(r"<p>([^<>]*)</p>", shown)
    assert found or not shown, html
    return unescape(found[1]) if found else ""


def squeeze(text: str) -> str:
    """Give a text on one line; a character that no page can have is replaced by every renderer."""
    return re.sub(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+", " ", text).strip(" ")


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize("write", [escape_beginning, encode_ends])
@settings(max_examples=150)
@given(title=TITLES)
def test_any_title_is_shown_as_text(render: Write, write: Write, title: str) -> None:
    """Neither GitHub's parser nor ours finds markup in it, and every character is there."""
    assert read_plainly(render(write(title))) == squeeze(title)


@pytest.mark.parametrize("render", RENDERERS)
@settings(max_examples=100)
@given(title=TITLES)
def test_any_title_is_shown_as_the_words_of_a_link(render: Write, title: str) -> None:
    """It closes no bracket, and no address in it becomes a link of its own."""
    html = render(f"x [{escape_text(title)}](/u)").strip()
    found = re.fullmatch(r'<p>x <a href="/u">([^<>]*)</a></p>', html)
    assert found, html
    assert unescape(found[1]) == squeeze(title)


@pytest.mark.parametrize(
    "title",
    [
        "5.1 Flask",
        "snake_case",
        "C++",
        "a-b",
        "Docker (basics)",
        "AT&T",
        "50% + 1",
        "#1",
        "-5",
        "x: y",
        "v1.2!",
        "a | b",
    ],
)
def test_harmless_signs_stay(title: str) -> None:
    """A README is read as a file, too."""
    assert escape_beginning(title) == title

"""Random text is read as cmark-gfm reads it, and nothing in it is lost or raises."""

import random
import re
from html import unescape

import pytest
from hypothesis import given, settings, strategies

from generator.build.parsing import choose_options
from generator.markdown import render_fragment
from generator.markdown.render import render_markdown
from generator.sources.settings import Settings
from tests.markdown.fidelity.canonical import canonical, show_difference
from tests.markdown.fidelity.reference import render_reference
from tests.markdown.fragments import FRAGMENTS, write_document

EQUAL_SHARE = 0.98
"""More would be equal but for accidents of the reference, such as a footnote that only its own text refers to."""
SHOWN_COUNT = 5
PERMALINK = re.compile(r' <a class="anchor"[^>]*></a>')

SITE = choose_options(Settings(line_numbers=True))

TEXTS = strategies.lists(strategies.sampled_from(FRAGMENTS) | strategies.text(max_size=5), max_size=40).map("".join)
SHOWN_CHARACTERS = strategies.characters(exclude_categories=["Cc", "Cn", "Cs"], include_characters="\t\n")
"""Control characters and the like are on no page, and line ends of other systems are made alike beforehand."""

PLAIN_WORDS = strategies.lists(strategies.from_regex(r"[a-z]{1,8}\Z", fullmatch=True), min_size=1, max_size=30)
"""Words that nothing in Markdown gives a meaning to."""


@pytest.mark.parametrize("seed", [1, 2])
def test_random_documents_are_read_as_by_github(seed: int) -> None:
    """Of some hundred documents of hard fragments nearly all have equal trees."""
    check_share(seed, 400)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [3, 4])
def test_thousands_of_random_documents_are_read_as_by_github(seed: int) -> None:
    """Likewise over so many that rare neighbourhoods come up."""
    check_share(seed, 6_000)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_gives_html(text: str) -> None:
    """Whatever is written, there is a page of it, with every option on as with none."""
    assert isinstance(render_fragment(text), str)
    assert isinstance(render_markdown(text, SITE).html, str)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_own_html_is_well_formed(text: str) -> None:
    """Without raw HTML every tag is closed in order, so what is around the body on its page stays whole."""
    assert find_unbalanced(render_fragment(text.replace("<", ""))) == ""


@settings(max_examples=100, deadline=None)
@given(PLAIN_WORDS, strategies.lists(strategies.sampled_from([" ", "\n", "\n\n", "\n> ", "\n- ", " **", "_ ", " | "])))
def test_words_are_neither_lost_nor_moved(words: list[str], marks: list[str]) -> None:
    """The words of the source are those of the page, in order, whatever stands between them."""
    marks = [*marks, *[" "] * len(words)]
    text = "".join(word + mark for word, mark in zip(words, marks, strict=False))
    shown = unescape(re.sub(r"<[^>]*>", " ", render_fragment(text)))
    assert re.findall("[a-z]+", shown) == words


@settings(max_examples=100, deadline=None)
@given(strategies.text(SHOWN_CHARACTERS, max_size=200))
def test_code_is_shown_to_the_byte(text: str) -> None:
    """Between fences nothing has a meaning."""
    html = render_fragment(f"````````\n{text}\n````````\n").removesuffix("\n")
    code = html.removeprefix("<pre><code>").removesuffix("</code></pre>")
    assert unescape_marks(code) == f"{text}\n"


def check_share(seed: int, count: int) -> None:
    """Compare so many documents, and fail with the first that differ if there are too many."""
    draw = random.Random(seed)
    shown = []
    for index in range(count):
        text = write_document(draw)
        expected, found = canonical(render_reference(text)), canonical(render_without_permalinks(text))
        if expected != found and not has_accident(text):
            shown.append(f"{index}: {text!r}\n{show_difference(expected, found)}")
    assert len(shown) <= count * (1 - EQUAL_SHARE), f"{len(shown)} of {count} differ:\n" + "\n".join(
        shown[:SHOWN_COUNT]
    )


def render_without_permalinks(text: str) -> str:
    """Leave out the links that GitHub adds after its parser: in a heading with an unclosed `<a>` they close it."""
    return PERMALINK.sub("", render_fragment(text))


def has_accident(text: str) -> bool:
    """Whether a task is where cmark-gfm reads it by accident; see `test_fidelity.py`."""
    return bool(
        re.search(
            r"\[[ xX]\].*\[[xX]\]|^[ \t]*(?:[>*+-]|\d+[.)])[ \t>*+.)\d-]*(?:[*+-]|\d[.)])\s+\[[ xX]\]",
            text,
            re.MULTILINE,
        )
    )


def unescape_marks(html: str) -> str:
    """Undo what is written for the three characters that mean something between tags."""
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def find_unbalanced(html: str) -> str:
    """Give the first tag that does not close what is open, or what is left open."""
    opened: list[str] = []
    for closing, name, rest in re.findall(r"<(/?)([a-z][a-z0-9]*)\b((?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>", html):
        if closing:
            if not opened or opened.pop() != name:
                return f"</{name}>"
        elif not rest.endswith("/") and name != "input":
            opened.append(name)
    return "".join(opened)

"""The parts of Python-Markdown that are passed over where they would do nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from generator.markdown.quick import QuickInlineProcessor, QuickTocExtension

EXTENSIONS = ["tables", "fenced_code", "footnotes", "sane_lists"]

WORDS = "*a* ** _b_ __ `c` ` \\* \\ [d](e) [ ] ![f](g) ![ [h][i] [^1] <j@k.l> <https://m.n> <b> </b> < &amp; & &#42; q"
PIECES = st.sampled_from(
    [*WORDS.split(), "  \n", "\n", "\n\n", "[i]: /o\n", "[^1]: p\n", " ", "# r\n", "s\n===\n", "[TOC]"]
)


def convert(text: str, *, quick: bool) -> str:
    """Render with the stock processors, or with ours in their place."""
    converter = Markdown(extensions=[*EXTENSIONS, QuickTocExtension() if quick else "toc"])
    if quick:
        converter.treeprocessors.register(QuickInlineProcessor(converter), "inline", 20)
    return converter.convert(text)


@pytest.mark.parametrize(
    "text",
    [
        "*a* and _b_",
        "`c` \\* d",
        "[e](f) ![g](h)",
        "<i@j.k> <https://l.m>",
        "n  \no",
        "<b>p</b> &copy; & q",
        "plain",
        "# a\n\n> ## a",
        "[TOC]",
    ],
)
def test_every_pattern_is_still_asked(text: str) -> None:
    """Each construct comes out as the stock processor has it."""
    assert convert(text, quick=True) == convert(text, quick=False)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_result_is_the_stock_one(text: str) -> None:
    """No pattern that could have matched is passed over, whatever stands beside it."""
    assert convert(text, quick=True) == convert(text, quick=False)


def test_pattern_of_an_extension_is_always_asked() -> None:
    """What an extension adds may begin with any character."""
    converter = Markdown(extensions=["wikilinks"])
    converter.treeprocessors.register(QuickInlineProcessor(converter), "inline", 20)
    assert converter.convert("[[a]]") == '<p><a class="wikilink" href="/a/">a</a></p>'

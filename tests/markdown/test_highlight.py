"""Code to coloured code."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown.highlight import highlight_blocks, highlight_code

# What Pygments and HTML leave alone: no control characters, and line ends as the tree's reader makes them.
CODE = st.text(
    st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff") | st.just("\n")
)


def text_of(html: str) -> str:
    """Take the tags out of HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_known_language_is_coloured() -> None:
    """Code in a language that Pygments knows has spans with its short class names."""
    assert highlight_code("x = 1\n", "python") == (
        '<span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>\n'
    )


def test_name_of_language_ignores_case() -> None:
    """Authors write Python, python and PYTHON."""
    assert highlight_code("x = 1\n", "PYTHON") == highlight_code("x = 1\n", "python")


@pytest.mark.parametrize("language", ["no-such-language", "", "mermaid-js", "{.python}"])
def test_unknown_language_is_not_coloured(language: str) -> None:
    """Of a language that nobody knows there is no HTML."""
    assert highlight_code("x = 1\n", language) == ""


def test_no_code_is_nothing() -> None:
    """An empty block stays empty."""
    assert highlight_code("", "python") == ""
    html = '<pre><code class="language-python"></code></pre>'
    assert highlight_blocks(html) == f'<div class="highlight">{html}</div>'


def test_block_is_coloured_in_its_place() -> None:
    """What stands before and after a block of code stays; the language remains on the element."""
    html = '<p>a</p>\n<pre><code class="language-python">x\n</code></pre>\n<p>b</p>'
    assert highlight_blocks(html) == (
        '<p>a</p>\n<div class="highlight"><pre><code class="language-python"><span class="n">x</span>\n</code></pre></div>'
        "\n<p>b</p>"
    )


def test_block_of_unknown_language_is_framed_alike() -> None:
    """A block that is not coloured looks the same otherwise, its text still escaped."""
    html = '<pre><code class="language-x1">&lt;a&gt; &amp;amp;\n</code></pre>'
    assert highlight_blocks(html) == f'<div class="highlight">{html}</div>'


def test_block_without_language_stays() -> None:
    """Code that does not say what it is, is left alone."""
    html = "<pre><code>class=&quot;language-python&quot;\n</code></pre>"
    assert highlight_blocks(html) == html


def test_markup_in_code_stays_escaped() -> None:
    """Code never becomes an element."""
    html = '<pre><code class="language-html">&lt;script&gt;alert(&quot;&amp;amp;&quot;)&lt;/script&gt;\n</code></pre>'
    coloured = highlight_blocks(html)
    assert "<script" not in coloured
    assert text_of(coloured) == '<script>alert("&amp;")</script>\n'


def test_blank_lines_at_both_ends_stay() -> None:
    """The first and last lines of code may be blank, and some examples need them."""
    code = "\n\nx = 1\n\n\n"
    assert text_of(highlight_code(code, "python")) == code


@pytest.mark.parametrize("language", ["python", "html", "console", "yaml", "jinja", "c++", "diff", "sql", "text"])
@given(code=CODE)
def test_colouring_changes_no_character(language: str, code: str) -> None:
    """Without the tags, coloured code is the code, byte for byte."""
    code += "\n"
    assert text_of(highlight_code(code, language)) == code

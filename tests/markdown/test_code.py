"""Blocks of code as HTML."""

import re
import time
from html import unescape

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from generator.digest import Digest
from generator.markdown.body import MarkdownOptions
from generator.markdown.code import LONGEST_COLOURED, highlight_code, write_code

# What Pygments and HTML leave alone: no control characters, and line ends as the tree's reader makes them.
CODE = st.text(
    st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")
    | st.sampled_from("\n\t <>&\"'#$")
)


class Memo:
    """What remembers coloured code in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[Digest, str] = {}

    def find(self, key: Digest) -> str | None:
        """Give what was kept."""
        return self.kept.get(key)

    def keep(self, key: Digest, html: str) -> None:
        """Keep it."""
        self.kept[key] = html


def write(text: str, info: str | None = None, *, has_line_numbers: bool = False) -> str:
    """Write a block that nothing is remembered of."""
    return write_code(text, info, MarkdownOptions(has_code_titles=True, has_line_numbers=has_line_numbers), None)


def text_of(html: str) -> str:
    """Take the tags out of HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def shown_text(html: str) -> str:
    """Give the text of the element `pre` as a browser has it."""
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return "".join(next(root.iter("pre")).itertext())


def test_known_language_is_coloured() -> None:
    """Code in a language that Pygments knows has spans with its short class names."""
    assert write("x = 1\n", "python") == (
        '<div class="highlight"><pre><code class="language-python">'
        '<span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>\n'
        "</code></pre></div>"
    )


def test_code_without_language_is_plain() -> None:
    """Code that does not say what it is has no frame and no class."""
    assert write("a < b && c\n") == "<pre><code>a &lt; b &amp;&amp; c\n</code></pre>"
    assert write("x\n", "") == "<pre><code>x\n</code></pre>"


@pytest.mark.parametrize("language", ["no-such-language", "mermaid", "text"])
def test_language_without_colours_is_kept_on_the_element(language: str) -> None:
    """A block that is not coloured looks the same otherwise, and scripts can find it."""
    html = f'<div class="highlight"><pre><code class="language-{language}">a &lt; "b"\n</code></pre></div>'
    assert write('a < "b"\n', language) == html


def test_name_of_language_cannot_leave_its_attribute() -> None:
    """What stands behind a fence never becomes markup."""
    assert 'class="language-a&quot;&gt;&lt;script&gt;"' in write("x\n", "a&quot;><script>")
    assert "<figcaption>&lt;b&gt; &amp; c</figcaption>" in write("x\n", 'a title="<b> & c"')


def test_markup_in_code_stays_escaped() -> None:
    """Code never becomes an element."""
    code = '<script>alert("&amp;")</script>\n'
    html = write(code, "html")
    assert "<script" not in html
    assert text_of(html) == code


def test_no_code_is_an_empty_block() -> None:
    """A fence that is closed at once is shown as a block with nothing in it."""
    assert write("", "python {1} linenos") == (
        '<div class="highlight"><pre><code class="language-python numbered"></code></pre></div>'
    )


def test_prompts_have_a_class_of_their_own() -> None:
    """A stylesheet can keep the prompts of a session from being copied, and tell what was typed from what came back."""
    html = write("$ ls\nREADME\n", "sh-session")
    assert '<span class="gp">$ </span>ls\n<span class="go">README</span>\n' in html
    html = write(">>> 1 + 1\n2\n", "pycon")
    assert '<span class="gp">&gt;&gt;&gt; </span>' in html


def test_diff_is_coloured() -> None:
    """Lines that came and went have classes."""
    html = write("-old\n+new\n", "diff")
    assert '<span class="gd">-old</span>\n<span class="gi">+new</span>\n' in html


def test_neighbours_of_a_class_share_a_span() -> None:
    """Quotes and what is between them are one span where they are of one class."""
    assert highlight_code("'a b'\n", "python") == '<span class="s1">&#39;a b&#39;</span>\n'.replace("&#39;", "'")


def test_no_span_reaches_over_a_line_end() -> None:
    """Each line of a long comment or string has a span of its own."""
    assert highlight_code("/* a\n\n b */\n", "c") == '<span class="cm">/* a</span>\n\n<span class="cm"> b */</span>\n'


@pytest.mark.parametrize(("code", "language"), [("// a", "c"), ("$ ls", "console"), ("+new", "diff"), ("# a", "ruby")])
def test_last_line_needs_no_line_end(code: str, language: str) -> None:
    """Code that is not closed by a line end has the colours of code that is."""
    html = highlight_code(code, language)
    assert f"{html}\n" == highlight_code(f"{code}\n", language)
    assert html.startswith("<span")


def test_title_stands_above_the_code() -> None:
    """A title makes a figure of the block."""
    assert write("x\n", 'text title="app.py"') == (
        '<figure class="code-figure"><figcaption>app.py</figcaption>'
        '<div class="highlight"><pre><code class="language-text">x\n</code></pre></div></figure>'
    )
    assert write("x\n", "title=app.py") == (
        '<figure class="code-figure"><figcaption>app.py</figcaption><pre><code>x\n</code></pre></figure>'
    )


def test_marked_lines_are_marked() -> None:
    """Where a line is pointed out, each line is a span that takes its line end with it."""
    assert write("a\nb\n\nd", "text {2-3}") == (
        '<div class="highlight"><pre><code class="language-text">'
        '<span class="line">a\n</span><span class="line marked">b\n</span>'
        '<span class="line marked">\n</span><span class="line">d</span>'
        "</code></pre></div>"
    )


@pytest.mark.parametrize("info", ["text {3}", "text {3-9}", "text {1-2,2,1-999999999}"])
def test_lines_beyond_the_code_are_ignored(info: str) -> None:
    """Marks past the end mark nothing, and marks that overlap mark once."""
    marked = 0 if "{3" in info else 2
    assert write("a\nb\n", info).count('"line marked"') == marked
    assert text_of(write("a\nb\n", info)) == "a\nb\n"


def test_many_marks_take_no_time() -> None:
    """Ten thousand marks over ten thousand lines are not gone through one by one."""
    start = time.process_time()
    html = write("x\n" * 10_000, f"text {{{'1-99999,' * 10_000}}}")
    assert html.count('"line marked"') == 10_000
    assert time.process_time() - start < 2


def test_lines_are_numbered_where_the_author_says() -> None:
    """Numbers are the stylesheet's; the element says that it has them."""
    assert write("a\nb\n", "text linenos") == (
        '<div class="highlight"><pre><code class="language-text numbered">'
        '<span class="line">a\n</span><span class="line">b\n</span></code></pre></div>'
    )


def test_lines_are_numbered_where_the_site_says() -> None:
    """The author's word goes before the site's."""
    assert write("a\n", has_line_numbers=True) == (
        '<pre><code class="numbered"><span class="line">a\n</span></code></pre>'
    )
    assert "numbered" not in write("a\n", "text linenos=false", has_line_numbers=True)


def test_numbers_begin_where_the_author_says() -> None:
    """Numbers that do not begin at one stand on the lines, since pages carry no style; marks count from one still."""
    html = write("a\nb\n", "text linenums=9 {2}")
    assert '<span class="line" data-line="9">a\n</span><span class="line marked" data-line="10">b\n</span>' in html


@pytest.mark.parametrize("info", [None, "python", "text {1}", "python linenos", "html {1} title=x", "console"])
@pytest.mark.parametrize(
    "code", ["\n", "\n\nx = 1\n", "\tx  \n  \t\n\n", "a\n\n\n", "x = 'é日'", "<pre>\n", "'''\n\n'''\n"]
)
def test_browser_shows_the_code_to_the_byte(code: str, info: str | None) -> None:
    """Line ends at both ends, tabs and spaces at the end of lines are neither lost nor added."""
    assert shown_text(write(code, info)) == code


@pytest.mark.parametrize(
    "language", ["python", "html", "console", "yaml", "jinja", "c++", "diff", "sql", "ruby", "php", "markdown", "json"]
)
@given(code=CODE)
def test_colouring_changes_no_character(language: str, code: str) -> None:
    """Without the tags, coloured code is the code, byte for byte, with a line end or without."""
    assert text_of(highlight_code(code, language)) == code
    assert text_of(write(code, f"{language} {{1}}")) == code


def classes_of(html: str) -> list[tuple[str, str]]:
    """List each character but white space with its class."""
    spans = re.findall(r'<span class="([^"]*)">(.*?)</span>|([^<]+)', html, re.DOTALL)
    return [(name, char) for name, inner, plain in spans for char in unescape(inner or plain) if not char.isspace()]


@pytest.mark.parametrize(
    "language", ["python", "ruby", "bash", "html", "c", "yaml", "console", "javascript", "css", "go"]
)
@given(code=CODE)
def test_classes_are_those_of_pygments(language: str, code: str) -> None:
    """Each character is of the class that Pygments' own formatter gives it."""
    code = f"x{code}\n"
    lexer = get_lexer_by_name(language)
    theirs: list[str] = []
    HtmlFormatter(nowrap=True).format(
        ((token, text) for _, token, text in lexer.get_tokens_unprocessed(code)), _Writer(theirs)
    )
    assert classes_of(highlight_code(code, language)) == classes_of("".join(theirs))


class _Writer:
    """A file that is a list."""

    def __init__(self, parts: list[str]) -> None:
        self.write = parts.append


def test_long_code_is_not_coloured() -> None:
    """Code that nobody reads is not worth the time that some lexers take for it."""
    line = "x = 1\n"
    code = line * (LONGEST_COLOURED // len(line))
    assert "<span" in highlight_code(code, "python")
    assert highlight_code(code + line, "python") == code + line


def test_lexer_that_fails_costs_the_colours_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in one of Pygments' five hundred lexers ends no build."""

    class Broken:
        def get_tokens_unprocessed(self, text: str) -> object:
            raise IndexError(text)

    class Lossy:
        def get_tokens_unprocessed(self, text: str) -> object:
            return iter([(0, (), text[1:])])

    for lexer in (Broken(), Lossy()):
        monkeypatch.setattr("generator.markdown.code.find_lexer", lambda *_, lexer=lexer: lexer)
        assert highlight_code("a < b\n", "python") == "a &lt; b\n"


def test_remembered_code_is_not_coloured_again() -> None:
    """What was coloured once is taken as it was kept, and marked and numbered anew."""
    memo = Memo()
    write_code("x = 1\n", "python", MarkdownOptions(), memo)
    (key,) = memo.kept
    assert memo.kept[key] == highlight_code("x = 1\n", "python")
    memo.kept[key] = "<i>x = 1</i>\n"
    html = write_code("x = 1\n", "Python {1}", MarkdownOptions(has_line_numbers=True), memo)
    assert '<span class="line marked"><i>x = 1</i>\n</span>' in html
    assert len(memo.kept) == 1


def test_memo_tells_apart_what_is_coloured_otherwise() -> None:
    """The same text in another language is other code, and so is another text; plain text is not worth remembering."""
    memo = Memo()
    for text, info in [
        ("x\n", "python"),
        ("x\n", "ruby"),
        ("y\n", "python"),
        ("x\n", "text"),
        ("x\n", "no-such"),
        ("x", None),
    ]:
        write_code(text, info, MarkdownOptions(), memo)
    assert len(memo.kept) == 3


def test_title_is_not_shown_by_default() -> None:
    """GitHub shows none; a site does."""
    assert "figure" not in write_code("x = 1\n", 'python title="a.py"', MarkdownOptions(), None)


def test_code_is_not_coloured_on_request() -> None:
    """Its lines are marked all the same."""
    html = write_code("x = 1\n", "python {1}", MarkdownOptions(is_code_coloured=False), None)
    assert '<code class="language-python"><span class="line marked">x = 1\n</span></code>' in html

"""Running text: escapes, code, breaks, formulas, and how it all works together."""

import random

import pytest

from generator.build.limits import Limits, run_within
from generator.markdown.body import MarkdownOptions
from generator.markdown.inlines import render_inlines
from tests.markdown.inlining import inline, make_scope


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a", "a"),
        ("a < b & c > \"d\" 'e'", "a &lt; b &amp; c &gt; &quot;d&quot; 'e'"),
        (r"\*a\* \| \~ \"", "*a* | ~ &quot;"),
        (r"\a \ä", r"\a \ä"),
        (r"\\*a*", r"\<em>a</em>"),
        ("&copy; &amp;copy; &#42;a&#42;", "© &amp;copy; *a*"),
        ("`&copy; \\*`", "<code>&amp;copy; \\*</code>"),
    ],
)
def test_escapes_and_entities(text: str, html: str) -> None:
    """They stand for characters that begin nothing."""
    assert inline(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("`a`", "<code>a</code>"),
        ("`` a`b ``", "<code>a`b</code>"),
        ("`` `a` ``", "<code>`a`</code>"),
        ("` a`", "<code> a</code>"),
        ("`  a  `", "<code> a </code>"),
        ("`  `", "<code>  </code>"),
        ("`a\nb`", "<code>a b</code>"),
        ("`a\\`b`", "<code>a\\</code>b`"),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        ("``a`", "``a`"),
        ("`a``b`", "<code>a``b</code>"),
        ("```a``", "```a``"),
        ("*a`*`", "*a<code>*</code>"),
        ("<b c='`'>`", "<b c='`'>`"),
        ("`<b c='`'>`", "<code>&lt;b c='</code>'&gt;`"),
        (r"\``a`", "`<code>a</code>"),
    ],
)
def test_code_spans(text: str, html: str) -> None:
    """As many backticks end one as begin it; a space is lost on both sides or on none."""
    assert inline(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a ``` `b` and `c`", "a ``` <code>b</code> and `c`"),
        ("``` `b` ``c`` `d` ``e``", "``` <code>b</code> <code>c</code> `d` ``e``"),
        ("``` `b ``c`` d` ``e``", "``` <code>b ``c`` d</code> ``e``"),
        ("`b` `c` ``` d `e`", "<code>b</code> <code>c</code> ``` d <code>e</code>"),
        ("``` ``` ````", "<code> </code> ````"),
    ],
)
def test_code_spans_behind_an_unclosed_run(text: str, html: str) -> None:
    """None is one whose length was seen since, even within another; the spec has them all, but GitHub does not."""
    assert inline(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a  \nb", "a<br />\nb"),
        ("a     \nb", "a<br />\nb"),
        ("a\\\nb", "a<br />\nb"),
        ("a\nb", "a\nb"),
        ("a \nb", "a\nb"),
        ("*a  \nb*", "<em>a<br />\nb</em>"),
        ("`a`  \nb", "<code>a</code><br />\nb"),
        ("a\\", "a\\"),
    ],
)
def test_line_breaks(text: str, html: str) -> None:
    """Two spaces or a backslash break a line; its end alone does not, and spaces before it go."""
    assert inline(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("$a_b$ and $c_d$", "<math>a_b</math> and <math>c_d</math>"),
        (r"$\{a\}\\$", r"<math>\{a\}\\</math>"),
        ("$`a$b`$", "<math>a$b</math>"),
        ("x $$a*b$$ y", "x <display>a*b</display> y"),
        (r"$a\$b$", r"<math>a\$b</math>"),
        ("**$a$**", "<strong><math>a</math></strong>"),
        ("($a$)", "(<math>a</math>)"),
        ("$a\nb$", "<math>a\nb</math>"),
        ("`$a$`", "<code>$a$</code>"),
        ("`a$` $b$", "<code>a$</code> <math>b</math>"),
        ("$a < b$", "<math>a &lt; b</math>"),
    ],
)
def test_formulas(text: str, html: str) -> None:
    """Taken before escapes and emphasis; code that begins earlier is code."""
    assert inline(text) == html


@pytest.mark.parametrize(
    "text", ["$5 and $10", "$ a$", "$a $", "$a$1", "US$5 a$b", "$", "$$", "$$$a$$$", "$$ $$", "$a", "$$a$", "$``$"]
)
def test_dollars_that_are_text(text: str) -> None:
    """Prices above all."""
    assert inline(text) == text


def test_escaped_dollar() -> None:
    """It begins no formula."""
    assert inline(r"\$a$") == "$a$"


def test_without_the_option_dollars_are_text() -> None:
    """Not every journal has formulas."""
    assert inline("$a_b$ $c*d*$", MarkdownOptions()) == "$a_b$ $c<em>d</em>$"


def test_plain_text_is_written_in_long_runs() -> None:
    """An emoji's code has underscores in it, which are no emphasis but might have been."""
    runs: list[str] = []

    def write_text(text: str) -> str:
        runs.append(text)
        return text

    scope = make_scope("")
    scope.write_text = write_text
    render_inlines(r"a :white_check_mark: \* &amp; [b] `c` d", 1, scope)
    assert runs == ["a :white_check_mark: * & [b] ", " d"]


HOSTILE = [
    *(
        "[",
        "[a",
        "[a_",
        "![[]()",
        "**a ",
        "<!--",
        "<!-- ",
        "<a ",
        "&",
        "*a _b ",
        "~",
        "~a ",
        "[a](<b",
        "\\\\",
        "$",
        "$a ",
    ),
    *("$`", "$$a ", "[[", "[[a", "http://", "http:// ", "a@", "a@b.", "[a](", '[a](b "', "<?", "<![CDATA[", "<!A "),
    *("www.a_", "<a b='", "  \n", "*a**", "[a][", "<b c=d>", "*www.a_b ", "`a``", "(http://a.b", "[^", "]("),
]
FRAGMENTS = [*HOSTILE, *"*_~`[]()!<>\\&$ \n'\"", "a", "](b)", "</a>", "[ref]", "[^n]", "a@b.c ", "é", "「"]


def render_in_time(text: str) -> str:
    """Render a text in the time that a document has."""
    scope = make_scope(text)
    return run_within(Limits().time_s, lambda: render_inlines(text, 1, scope))


@pytest.mark.parametrize("fragment", HOSTILE)
def test_hostile_text_is_rendered_in_time(fragment: str) -> None:
    """Openers without an end, however many, are not looked through again and again."""
    assert render_in_time(fragment * (50_000 // len(fragment)))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 25_000 + "]" * 25_000,
        "[" * 10_000 + "a" + "](b)" * 10_000,
        "![" * 5_000 + "a" * 10_000 + "](http://b)" * 5_000,
        "*" * 25_000 + "a" + "*" * 25_000,
        "*" * 12_000 + "a* " * 12_000,
        "**a " * 6_000 + " a**" * 6_000,
        "_a " * 8_000 + "b* " * 8_000,
        " ".join("`" * length for length in range(1, 300)),
        "http://a.b/" + ")" * 50_000,
    ],
    ids=["brackets", "links", "images", "stars", "one opener", "strong", "two kinds", "backticks", "parentheses"],
)
def test_deep_nesting_is_rendered_in_time(text: str) -> None:
    """Nothing calls itself, so that nothing overflows."""
    assert render_in_time(text)


def test_random_texts_do_no_harm() -> None:
    """Whatever stands beside whatever: there is HTML, and none of our own marks is left in it."""
    choose = random.Random(3)
    for _ in range(2_000):
        text = "".join(choose.choices(FRAGMENTS, k=choose.randint(1, 20))).strip()
        assert not set("\0\1\2\3") & set(inline(text))

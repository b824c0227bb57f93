"""A body of Markdown as HTML, and the facts about it."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown.body import BodyFacts, Heading, MarkdownOptions, RenderedBody
from generator.markdown.render import SUMMARY_LENGTH, _converter, cut_at_word, render_markdown

# Control characters are refused before a text comes here.
TEXT = st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"))
MARKS = "# * ** _ ` ``` ~~~ [ ] ]( ) ![ < > <a <!-- --> <div> </div> & &amp; | |-| [^1] [^1]: [a]: a b.md === --- [TOC] \" ' = é"
SYNTAX = st.lists(
    st.sampled_from([*MARKS.split(), " ", "\n", "\n\n", "    ", "\t", "- ", "1. ", "> ", "```python\n", "href=", "\\"]),
    max_size=40,
).map("".join)


def render(body: str, title: str = "") -> RenderedBody:
    """Render a body."""
    return render_markdown(body, MarkdownOptions(title=title))


@pytest.mark.parametrize("heading", ["# Flask", "### Flask", "Flask\n=====", "Flask\n-----", "# Flask #"])
def test_first_heading_is_the_title(heading: str) -> None:
    """The very first thing, if it is a heading of any level, is the title and not repeated in the HTML."""
    rendered = render(f"{heading}\n\nWords.\n")
    assert rendered.facts.heading == "Flask"
    assert rendered.html == "<p>Words.</p>"


def test_first_heading_of_level_1_further_down_is_the_title() -> None:
    """Badges and pictures may stand above a title."""
    rendered = render("![badge](a.svg)\n\n## Before\n\n# Flask\n\nWords.\n")
    assert rendered.facts.heading == "Flask"
    assert "Flask" not in rendered.html
    assert [heading.title for heading in rendered.facts.headings] == ["Before"]


def test_deeper_heading_further_down_is_no_title() -> None:
    """A heading of level 2 below the first words is a section's."""
    rendered = render("Words.\n\n## Section\n")
    assert rendered.facts.heading == ""
    assert '<h2 id="section">Section</h2>' in rendered.html


def test_only_one_heading_is_the_title() -> None:
    """A second heading of level 1 stays."""
    rendered = render("# One\n\n# Two\n")
    assert rendered.facts.heading == "One"
    assert rendered.html == '<h1 id="two">Two</h1>'


def test_heading_stays_where_another_title_is_given() -> None:
    """With a title from elsewhere the first heading is a part of the text."""
    rendered = render("# Flask\n\nWords.\n", title="First steps")
    assert rendered.facts.heading == ""
    assert rendered.html == '<h1 id="flask">Flask</h1>\n<p>Words.</p>'


@pytest.mark.parametrize("title", ["First Steps", "first  steps"])
def test_heading_that_says_the_same_as_the_title_is_dropped(title: str) -> None:
    """A heading that repeats the title, letter case and spaces aside, is not shown twice."""
    rendered = render("# First steps\n\nWords.\n", title=title)
    assert rendered.html == "<p>Words.</p>"


def test_title_is_plain_text() -> None:
    """A title's emphasis, code, escapes, entities and links become the text that readers see."""
    rendered = render("# *One* `a<b` \\*two\\* &amp; [three](c.md) <b>four</b>\n")
    assert rendered.facts.heading == "One a<b *two* & three four"


def test_summary_is_the_first_paragraph_as_text() -> None:
    """The first paragraph with words in it, without markup and line ends."""
    rendered = render("# T\n\n![only a picture](a.png)\n\nFirst *words*,\nsecond `line`.\n\nAnother.\n")
    assert rendered.facts.summary == "First words, second line."


def test_summary_has_no_footnote_numbers() -> None:
    """The number of a footnote says nothing away from its page."""
    assert render("Words[^1] and more.\n\n[^1]: A note.\n").facts.summary == "Words and more."


@pytest.mark.parametrize("body", ["", "\n\n", "# Only a title\n", "- a list\n", "```\ncode\n```\n"])
def test_body_without_a_paragraph_has_no_summary(body: str) -> None:
    """Where there is no paragraph there is nothing to say."""
    assert render(body).facts.summary == ""


def test_long_summary_is_cut_at_a_word() -> None:
    """A summary has a length, and ends with a whole word and an ellipsis."""
    summary = render("word " * 100).facts.summary
    assert len(summary) <= SUMMARY_LENGTH
    assert summary.endswith("word…")


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("one two", 7, "one two"),
        ("one two three", 7, "one…"),
        ("one two three", 9, "one two…"),
        ("one, two", 6, "one…"),
        ("unbroken", 4, "unb…"),
        ("", 4, ""),
    ],
)
def test_text_is_cut_at_a_word(text: str, length: int, cut: str) -> None:
    """What does not fit ends at a word, without the comma behind it; a word too long is broken."""
    assert cut_at_word(text, length) == cut


@given(TEXT, st.integers(1, 40))
def test_cut_text_is_never_too_long(text: str, length: int) -> None:
    """The ellipsis counts."""
    assert len(cut_at_word(text, length)) <= length


def test_headings_that_stay_are_listed() -> None:
    """Level, id and text of each heading but the title, in order; equal ones have ids of their own."""
    rendered = render("# T\n\n## One *b*\n\n### Two\n\n## Two\n")
    assert rendered.facts.headings == (
        Heading(2, "one-b", "One b"),
        Heading(3, "two", "Two"),
        Heading(2, "two_1", "Two"),
    )


def test_words_of_the_source_are_counted() -> None:
    """What stands between spaces is a word."""
    assert render("# One\n\ntwo three\nfour").facts.word_count == 5


def test_headings_of_other_scripts_have_ids() -> None:
    """An id keeps letters of any script."""
    assert render("a\n\n## 基础 Ü\n").facts.headings == (Heading(2, "基础-ü", "基础 Ü"),)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("| a |\n|---|\n| b |", "<td>b</td>"),
        ("| a |\n|--:|\n| b |", '<td align="right">b</td>'),
        ("```python\nx = 1\n```", '<span class="n">x</span>'),
        ("x[^1]\n\n[^1]: A note.", '<li id="fn:1">'),
        ("1. a\n\n- b", "<ul>"),
    ],
)
def test_extensions_are_on(body: str, html: str) -> None:
    """Tables, fenced code, footnotes and sane lists are understood."""
    assert html in render(body).html


BODIES = (
    "# Title\n\nSee [x][ref] and [y].\n\n[ref]: a.md\n[y]: b.md\n",
    "See [x][ref] and [y].\n",
    "A note[^1].\n\n[^1]: The words of the note.\n",
    "A note[^1].\n",
    "[](a.md)",
    "## Same\n\n## Same\n",
    "<div>\nraw\n</div>\n",
)


def run_alone(body: str) -> RenderedBody:
    """Render a body in a converter that has seen no other."""
    _converter.cache_clear()
    return render(body)


@pytest.mark.parametrize("before", BODIES)
def test_nothing_of_one_body_is_in_the_next(before: str) -> None:
    """References, footnotes, ids, titles and raw HTML of one body are forgotten when the next one is rendered."""
    expected = [run_alone(body) for body in BODIES]
    found = []
    for body in BODIES:
        render(before)
        found.append(render(body))
    assert found == expected


def test_empty_body_has_no_facts_of_the_last() -> None:
    """The converter makes no tree of a body without a word, and no facts are left over."""
    render("# Title\n\nWords.\n\n## Section\n")
    assert render("") == RenderedBody("", BodyFacts("", "", (), (), 0))


def test_deep_quotes_do_not_break_the_converter() -> None:
    """After a body that cannot be rendered, the next one can."""
    deep = "> " * 2000 + "x"
    with contextlib.suppress(RecursionError):
        render(deep)
    assert render("# A\n\nb").html == "<p>b</p>"


@given(TEXT)
def test_any_text_is_rendered(body: str) -> None:
    """No text raises."""
    render(body)


@given(SYNTAX)
def test_any_syntax_is_rendered(body: str) -> None:
    """No heap of markup raises, and rendering it again gives the same."""
    assert render(body) == render(body)

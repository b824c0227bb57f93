"""A body of Markdown as HTML: the way in and out of the room."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.parsing import choose_options
from generator.markdown import render_fragment
from generator.markdown.body import LINK_MARK, BodyFacts, MarkdownOptions, RenderedBody, TargetKind
from generator.markdown.render import SUMMARY_LENGTH, _find_host, fill_as_written, render_markdown
from generator.sources.settings import Settings
from tests.markdown.disguises import MARKDOWN_DISGUISES, find_active

SITE = choose_options(Settings())
TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\t"))
MARKS = (
    "# * ** _ ` ``` ~~~ [ ] ]( ) ![ < > <a <!-- --> <div> </div> & &amp; | |-| [^1] [^1]: [a]: a b.md === --- \" ' = é "
    "$ $$ [[ ]] :tada: [x] - [!NOTE] https://a.b www.a.b a@b.c \\"
)
SYNTAX = st.lists(
    st.sampled_from([*MARKS.split(), " ", "\n", "\n\n", "    ", "\t", "- ", "1. ", "> ", "```python\n", "href="]),
    max_size=40,
).map("".join)


def render(body: str, title: str = "") -> RenderedBody:
    """Render a body as for a site."""
    return render_markdown(body, SITE if not title else MarkdownOptions(title=title, has_title_apart=True))


def test_long_summary_is_cut_at_a_word() -> None:
    """A summary has a length, and ends with a whole word and an ellipsis."""
    summary = render("word " * 100).facts.summary
    assert len(summary) <= SUMMARY_LENGTH
    assert summary.endswith("word…")


def test_words_are_counted() -> None:
    """What stands between spaces is a word, if it has a letter or a digit; the title is read before the text."""
    assert render("# One\n\ntwo three - 4").facts.word_count == 3


def test_line_ends_of_other_systems_are_line_ends() -> None:
    """A file from anywhere is read alike."""
    assert render_fragment("a\r\n\r\nb\rc\r\n") == render_fragment("a\n\nb\nc\n") == "<p>a</p>\n<p>b\nc</p>"


def test_characters_that_mark_places_are_dropped() -> None:
    """An author cannot write a mark of ours, nor Python-Markdown's; NUL becomes what CommonMark says."""
    assert render_fragment("a\x1a0\x1a\x02b\x03\ufdd0c\0") == "<p>a0bc\ufffd</p>"


def test_fragment_has_its_links_as_written() -> None:
    """No site is around a fragment, so nothing is looked up; raw HTML is let through."""
    assert render_fragment('[x](../a b.md "t")\n\n<video src="a&amp;b.mp4" onplay="c()"></video>') == (
        '<p>[x](../a b.md &quot;t&quot;)</p>\n<p><video src="a&amp;b.mp4" onplay="c()"></video></p>'
    )
    assert render_fragment("[x](<../a b.md#c>) [y](#d)") == ('<p><a href="../a%20b.md#c">x</a> <a href="#d">y</a></p>')


def test_fragment_shows_what_githubs_parser_shows() -> None:
    """What GitHub or a site adds afterwards is text."""
    assert render_fragment(":tada: $x$ [[a]]") == "<p>:tada: $x$ [[a]]</p>"


def test_raw_html_is_reduced() -> None:
    """By default a site has what GitHub lets through, and coloured code and formulas all the same."""
    html = render('<p onclick="a()" align="center">x</p>\n<script>b()</script>\n\n```python\nc\n```\n\n$d$\n').html
    assert '<p align="center">x</p>' in html
    assert "onclick" not in html
    assert "<script" not in html
    assert '<code class="language-python"><span class="n">c</span>' in html
    assert '<math alttext="d">' in html


def test_code_is_shown_although_there_is_only_a_bracket() -> None:
    """A `<` that is no tag leaves nothing behind."""
    html = render("a < b\n\n```python\nc\n```\n").html
    assert LINK_MARK not in html
    assert '<span class="n">c</span>' in html


def test_formula_as_raw_html_is_reduced() -> None:
    """An author's own `<math>` is not one of ours."""
    assert "<math" not in render("<math><mi>x</mi></math>\n").html


def test_code_and_formulas_are_put_into_no_attribute() -> None:
    """A quote that is left open takes in what follows; the quotes in that would end it, and say what they like."""
    code = '" onmouseover=alert(1) x="'
    assert "alert" not in render(f'<div title="\n\n```\n{code}\n```\n\n<div ">\n').html
    formula = "$onmouseover=alert(1)//$"
    written = render(formula).html.removeprefix("<p>").removesuffix("</p>")
    assert render(f"{formula} <b title='{written}'>x</b>").html == f"<p>{written} <b>x</b></p>"


@pytest.mark.parametrize(
    "body", ["<div>&#26;9&#26;</div>", "<p title='&#x1a;9&#x1A;'>x</p>", "<i>&#26&#26;0&#26;&#26;</i>"]
)
def test_marks_as_entities_are_none(body: str) -> None:
    """An author cannot write a mark of ours in raw HTML either."""
    assert LINK_MARK not in render(f"{body}\n\n```\ncode\n```\n").html


def test_nothing_of_a_type_in_brackets_is_lost() -> None:
    """Words behind `<int>` are shown, as on GitHub, and nobody is warned."""
    rendered = render("**用vector<vector<int>>更安全** 自动 a <list>b\n")
    assert rendered.html == "<p><strong>用vector&lt;vector&gt;更安全</strong> 自动 a b</p>"
    assert rendered.facts.remarks == ()


def test_first_formula_that_cannot_be_read_is_noted() -> None:
    """Also where nothing stands before it."""
    (remark,) = render("```math\n\\foo\n```\n").facts.remarks
    assert (remark.line, remark.column, remark.line_text) == (1, 1, "```math")


def test_swallowed_words_are_noted() -> None:
    """A comment that is not closed hides the rest of a page; its author is told from where."""
    (remark,) = render("Seen.\n\n<!-- one\n\nHidden words stand here, some more.\n").facts.remarks
    assert remark.message == 'the words "one Hidden words stand here" and what follows are not shown'
    assert (remark.line, remark.column, remark.line_text) == (3, 6, "<!-- one")
    assert remark.hint == "is there a tag or a comment that is not closed?"


def test_swallowed_words_are_found_where_they_are() -> None:
    """A word that stands elsewhere, too, does not mislead: the others are near the right one."""
    body = "And this is seen.\n\nAnd this, too.\n\n<!-- And more is hidden\n\nhere below, for good."
    (remark,) = render(body).facts.remarks
    assert remark.line == 5


def test_byte_order_mark_is_no_text() -> None:
    """A file from a certain system begins with one."""
    assert render_fragment("\ufeff# One").startswith("<h1")


@pytest.mark.parametrize(
    "body", ["a <b>b</b> c", "<!-- hidden -->\n\na", "<details>\n<summary>s</summary>\n\nb\n</details>"]
)
def test_nothing_is_noted_where_all_is_shown(body: str) -> None:
    """Closed tags and comments are as they should be."""
    assert render(body).facts.remarks == ()


BODIES = (
    "# Title\n\nSee [x][ref] and [y].\n\n[ref]: a.md\n[y]: b.md\n",
    "See [x][ref] and [y].\n",
    "A note[^1].\n\n[^1]: The words of the note.\n",
    "A note[^1].\n",
    "[](a.md)",
    "## Same\n\n## Same\n",
    "<div>\nraw\n</div>\n\n```\ncode\n```\n",
)


def run_alone(body: str) -> RenderedBody:
    """Render a body in a converter that has seen no other."""
    _find_host.cache_clear()
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


@pytest.mark.parametrize("body", ["", " \n\t\n"])
def test_empty_body_has_no_facts_of_the_last(body: str) -> None:
    """No facts of the last body are left over."""
    render("# Title\n\nWords.\n\n## Section\n")
    assert render(body) == RenderedBody("", BodyFacts("", "", "", (), (), (), (), 0))


def test_title_makes_no_other_converter() -> None:
    """Each entry has a title, and making a converter costs as much as many notes."""
    _find_host.cache_clear()
    for title in ("One", "Two", ""):
        render_markdown("a", MarkdownOptions(title=title))
    assert _find_host.cache_info().misses == 1


@given(TEXT)
def test_any_text_is_rendered(body: str) -> None:
    """No text raises, and no mark stays but those of targets."""
    rendered = render(body)
    assert rendered.html.count(LINK_MARK) <= 2 * len(rendered.facts.targets)


@given(SYNTAX)
def test_any_syntax_is_rendered(body: str) -> None:
    """No heap of markup raises, and rendering it again gives the same."""
    assert render(body) == render(body)


def test_disguised_scripts_are_found_out() -> None:
    """No disguise of a script, in Markdown or in raw HTML, is active on a page."""
    active = {source: found for source in MARKDOWN_DISGUISES if (found := find_active(show(render(source))))}
    assert active == {}


def test_disguises_are_none_to_the_checker() -> None:
    """Where raw HTML is allowed most of them are active, so the checker sees what it is meant to see."""
    allowed = [source for source in MARKDOWN_DISGUISES if find_active(render_fragment(source))]
    assert len(allowed) > 200


def show(rendered: RenderedBody) -> str:
    """Give the HTML with its addresses as they were written, the worst that a site could make of them.

    What a name in double brackets leads to is never what its author wrote, but an address of the site.
    """
    targets = (
        msgspec.structs.replace(target, address="a/") if target.kind is TargetKind.WIKILINK else target
        for target in rendered.facts.targets
    )
    return fill_as_written(rendered.html, tuple(targets))

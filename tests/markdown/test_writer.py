"""Blocks as HTML."""

import pytest

from generator.markdown.body import Heading, MarkdownOptions, RenderedBody
from generator.markdown.render import render_markdown


def render(body: str, title: str = "") -> RenderedBody:
    """Render a body as for a site."""
    options = MarkdownOptions(has_title_apart=True, title=title, has_emoji=True, has_math=True)
    return render_markdown(body, options)


@pytest.mark.parametrize("heading", ["# Flask", "### Flask", "Flask\n=====", "Flask\n-----", "# Flask #"])
def test_first_heading_is_the_title(heading: str) -> None:
    """The very first thing, if it is a heading of any level, is the title and not repeated in the HTML."""
    rendered = render(f"{heading}\n\nWords.\n")
    assert (rendered.facts.heading, rendered.facts.heading_id) == ("Flask", "flask")
    assert rendered.html == "<p>Words.</p>"


@pytest.mark.parametrize("comment", ["<!-- a -->", "  <!--a\n\nb-->  ", "<!-- a - > b -- c > -->"])
def test_comment_leaves_no_trace(comment: str) -> None:
    """Not even the empty line that would tell that one stands there; where HTML is allowed all is as it is written."""
    options = MarkdownOptions(is_raw_html_allowed=False)
    assert render_markdown(f"One.\n\n{comment}\n\nTwo.\n", options).html == "<p>One.</p>\n<p>Two.</p>"
    assert "a" in render_markdown(f"One.\n\n{comment}\n\nTwo.\n", MarkdownOptions()).html


@pytest.mark.parametrize("html", ["<!-- a --> <b>b</b>", "<!--> b -->", "<!-- a --!> b -->", "<!-- a -->b<!-- c -->"])
def test_what_stands_beside_a_comment_stays(html: str) -> None:
    """As a browser sees it: some comments end sooner than they seem to."""
    assert "b" in render_markdown(html, MarkdownOptions(is_raw_html_allowed=False)).html


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
    assert rendered.facts.headings == (Heading(2, "section", "Section"),)


def test_only_one_heading_is_the_title() -> None:
    """A second heading of level 1 stays."""
    rendered = render("# One\n\n# Two\n")
    assert rendered.facts.heading == "One"
    assert rendered.facts.headings == (Heading(1, "two", "Two"),)


def test_heading_stays_where_another_title_is_given() -> None:
    """With a title from elsewhere the first heading is a part of the text."""
    rendered = render("# Flask\n\nWords.\n", title="First steps")
    assert (rendered.facts.heading, rendered.facts.heading_id) == ("", "")
    assert rendered.facts.headings == (Heading(1, "flask", "Flask"),)


@pytest.mark.parametrize("title", ["First Steps", "first  steps"])
def test_heading_that_says_the_same_as_the_title_is_dropped(title: str) -> None:
    """A heading that repeats the title, letter case and spaces aside, is not shown twice."""
    rendered = render("# First steps\n\nWords.\n", title=title)
    assert rendered.html == "<p>Words.</p>"


def test_heading_stays_without_a_page_that_shows_it() -> None:
    """By default nothing is taken out of a body."""
    rendered = render_markdown("# Flask\n", MarkdownOptions())
    assert (
        rendered.html == '<h1 id="flask">Flask <a class="anchor" href="#flask" aria-label="Permalink: Flask"></a></h1>'
    )


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


@pytest.mark.parametrize("body", ["", "\n\n", "# Only a title\n", "- a list\n", "> a quote", "```\ncode\n```\n"])
def test_body_without_a_paragraph_has_no_summary(body: str) -> None:
    """Where there is no paragraph there is nothing to say."""
    assert render(body).facts.summary == ""


def test_headings_that_stay_are_listed() -> None:
    """Level, id and text of each heading but the title, in order; equal ones have ids of their own."""
    rendered = render("# T\n\n## One *b*\n\n### Two\n\n## Two\n\n> ## Quoted\n")
    assert rendered.facts.headings == (
        Heading(2, "one-b", "One b"),
        Heading(3, "two", "Two"),
        Heading(2, "two-1", "Two"),
    )
    assert rendered.facts.anchors == ("quoted",)


def test_anchor_is_made_of_an_emojis_name() -> None:
    """GitHub makes the anchor before the code becomes a picture; code keeps its colons."""
    rendered = render("a\n\n## :tada: Done `:tada:`\n")
    assert rendered.facts.headings == (Heading(2, "tada-done-tada", "🎉 Done :tada:"),)


def test_title_counts_among_the_anchors() -> None:
    """A heading that says the same as the title has the second anchor, although the title is not in the HTML."""
    assert render("# One\n\n## One\n").facts.headings == (Heading(2, "one-1", "One"),)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("- [ ] a", '<input type="checkbox" class="task-list-item-checkbox" disabled="" aria-label="to do" /> a</li>'),
        ("- [x] a", 'disabled="" checked="" aria-label="done" /> a</li>'),
        (
            "- [/] a",
            '<li class="task-list-item task-learning"><span class="task-state" role="img" aria-label="in progress">[/]</span> a</li>',
        ),
        (
            "- [-] a",
            '<li class="task-list-item task-dropped"><span class="task-state" role="img" aria-label="dropped">[-]</span> a</li>',
        ),
        ("1. [x] a", '<ol class="contains-task-list">'),
        ("- [x] a\n\n  b", 'aria-label="done" /> \n<p>a</p>\n<p>b</p>\n</li>'),
        ("- a [x] b", "<ul>\n<li>a [x] b</li>\n</ul>"),
    ],
)
def test_tasks_show_their_state(source: str, html: str) -> None:
    """Open, done, in progress, dropped; the box stands before a loose item's paragraph."""
    assert html in render(source).html


def test_alert_is_written_with_its_word() -> None:
    """Not by colour alone: the kind stands there as a word."""
    assert render("> [!WARNING]\n> Mind *the* step.").html == (
        '<div class="markdown-alert markdown-alert-warning"><p class="markdown-alert-title">Warning</p>\n'
        "<p>Mind <em>the</em> step.</p>\n</div>"
    )


def test_alert_within_another_block_is_a_quote() -> None:
    """GitHub makes no alert of a quote in a list."""
    assert "<blockquote>\n<p>[!NOTE]\na</p>\n</blockquote>" in render("- > [!NOTE]\n  > a").html


def test_footnotes_stand_at_the_end_in_order_of_use() -> None:
    """Numbered by the first reference, with a link back from each; what nobody refers to is not shown."""
    rendered = render("a[^two] b[^one] c[^two]\n\n[^one]: One.\n[^two]: Two.\n[^three]: Three.\n")
    assert rendered.html == (
        '<p>a<sup class="footnote-ref"><a href="#fn-two" id="fnref-two" data-footnote-ref="">1</a></sup>'
        ' b<sup class="footnote-ref"><a href="#fn-one" id="fnref-one" data-footnote-ref="">2</a></sup>'
        ' c<sup class="footnote-ref"><a href="#fn-two" id="fnref-two-2" data-footnote-ref="">1</a></sup></p>\n'
        '<section class="footnotes" data-footnotes="" aria-label="Footnotes">\n<ol>\n'
        '<li id="fn-two">\n<p>Two. <a href="#fnref-two" class="footnote-backref" data-footnote-backref="" '
        'aria-label="Back to reference 1">↩</a> <a href="#fnref-two-2" class="footnote-backref" '
        'data-footnote-backref="" aria-label="Back to reference 1-2">↩<sup>2</sup></a></p>\n</li>\n'
        '<li id="fn-one">\n<p>One. <a href="#fnref-one" class="footnote-backref" data-footnote-backref="" '
        'aria-label="Back to reference 2">↩</a></p>\n</li>\n</ol>\n</section>'
    )


def test_footnote_without_a_reference_is_noted() -> None:
    """It is not shown, as on GitHub, and its author should know."""
    rendered = render("a[^1]\n\n[^1]: b\n\n[^two]: c\n")
    assert ">c" not in rendered.html
    (remark,) = rendered.facts.remarks
    assert remark.message == 'the footnote "two" is not shown: nothing refers to it'
    assert (remark.line, remark.column, remark.length) == (5, 1, 6)


def test_footnote_may_refer_to_another() -> None:
    """A footnote that only another one refers to is shown, and after it."""
    html = render("a[^1]\n\n[^1]: b[^2]\n[^2]: c\n").html
    assert html.index('id="fn-1"') < html.index('id="fn-2"')


def test_footnote_that_ends_with_code_has_its_link_back() -> None:
    """Where there is no last paragraph the link stands behind the last block."""
    html = render("a[^1]\n\n[^1]: b\n\n    ```\n    c\n    ```\n").html
    assert "c\n</code></pre>" in html
    assert html.index("</pre>") < html.index('href="#fnref-1"')


def test_table_has_its_alignments_as_attributes() -> None:
    """The pages' policy allows no inline style."""
    assert render("| a | b | c |\n|---|:-:|--:|\n| 1 | 2 |\n").html == (
        '<table>\n<thead>\n<tr>\n<th>a</th>\n<th align="center">b</th>\n<th align="right">c</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>1</td>\n<td align="center">2</td>\n<td align="right"></td>\n</tr>\n</tbody>\n</table>'
    )


def test_numbered_list_keeps_its_start() -> None:
    """A list that goes on with 3 says so."""
    assert render("3. a\n4. b").html == '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'


def test_formula_becomes_mathml() -> None:
    """In running text and by itself."""
    rendered = render("An $x^2$ here.\n\n$$\ny\n$$\n")
    assert rendered.html.count("<math") == 2
    assert rendered.html.count('display="block"') == 1
    assert rendered.facts.summary == "An x^2 here."


def test_formula_that_cannot_be_read_stays_and_is_noted() -> None:
    """Its source is shown as code, and the remark has its place."""
    rendered = render("One\ntwo $\\nonsense{x}$.\n")
    assert '<code class="math">$\\nonsense{x}$</code>' in rendered.html
    (remark,) = rendered.facts.remarks
    assert (remark.line, remark.line_text) == (2, "two $\\nonsense{x}$.")
    assert remark.message == 'the formula cannot be read: unknown command "\\nonsense"'


def test_code_is_not_coloured_on_request() -> None:
    """Without colours a block is its text."""
    html = render_markdown("```python\nx = 1\n```", MarkdownOptions(is_code_coloured=False)).html
    assert html == '<div class="highlight"><pre><code class="language-python">x = 1\n</code></pre></div>'

"""The HTML that stylesheets, scripts and tests of other rooms rely on, to the letter."""

import pytest

from generator.markdown.body import LINK_MARK, Heading, MarkdownOptions, RenderedBody, Target, TargetKind
from generator.markdown.render import render_fragment, render_markdown


def render(text: str) -> RenderedBody:
    """Render as for a site, but for the title."""
    options = MarkdownOptions(
        is_raw_html_allowed=False, has_emoji=True, has_math=True, has_wikilinks=True, are_images_lazy=True
    )
    return render_markdown(text, options)


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_alert_is_a_division_with_a_title(kind: str) -> None:
    """GitHub's own class names, so that a stylesheet made for its pages fits."""
    assert render(f"> [!{kind.upper()}]\n> a").html == (
        f'<div class="markdown-alert markdown-alert-{kind}">'
        f'<p class="markdown-alert-title">{kind.capitalize()}</p>\n<p>a</p>\n</div>'
    )


def test_alert_may_be_written_in_any_case_and_hold_blocks() -> None:
    """As on GitHub, where the mark may also stand alone in its paragraph."""
    assert render("> [!tip]\n>\n> - a").html == (
        '<div class="markdown-alert markdown-alert-tip"><p class="markdown-alert-title">Tip</p>\n'
        "<ul>\n<li>a</li>\n</ul>\n</div>"
    )


@pytest.mark.parametrize(
    "text",
    ["> [!DANGER]\n> a", "> a\n> [!NOTE]", "> [!NOTE] a", "> [!NOTE]", "- > [!NOTE]\n  > a", "> > [!NOTE]\n> > a"],
    ids=["unknown kind", "not first", "not alone on its line", "nothing to say", "in a list", "in a quote"],
)
def test_other_quotes_are_no_alerts(text: str) -> None:
    """The mark then stays to be read, as on GitHub."""
    html = render(text).html
    assert "markdown-alert" not in html
    assert "<blockquote>\n<p>" in html
    assert "[!" in html


def test_tasks_have_boxes_and_states_have_names() -> None:
    """Both states that GitHub does not know are text with a name for who listens; other items stay as they are."""
    assert render("- [ ] a\n- [x] b\n- [/] c\n- [-] d\n- e").html == (
        '<ul class="contains-task-list">\n'
        '<li class="task-list-item">'
        '<input type="checkbox" class="task-list-item-checkbox" disabled="" aria-label="to do" /> a</li>\n'
        '<li class="task-list-item">'
        '<input type="checkbox" class="task-list-item-checkbox" disabled="" checked="" aria-label="done" /> b</li>\n'
        '<li class="task-list-item task-learning">'
        '<span class="task-state" role="img" aria-label="in progress">[/]</span> c</li>\n'
        '<li class="task-list-item task-dropped">'
        '<span class="task-state" role="img" aria-label="dropped">[-]</span> d</li>\n'
        "<li>e</li>\n</ul>"
    )


def test_heading_has_an_id_and_a_permalink() -> None:
    """The words of a heading are in its id, its permalink's name, and the facts for a table of contents."""
    body = render("## `x` and *y*!")
    assert body.html == (
        '<h2 id="x-and-y"><code>x</code> and <em>y</em>! '
        '<a class="anchor" href="#x-and-y" aria-label="Permalink: x and y!"></a></h2>'
    )
    assert body.facts.headings == (Heading(2, "x-and-y", "x and y!"),)


def test_ids_are_githubs() -> None:
    """Lower case, no punctuation, emoji by name, and a number where one is taken."""
    body = render("# A b\n# A b\n# C++ & more\n# :tada: d_e\n# a-b-1\n# 日本語 ?")
    assert [heading.id for heading in body.facts.headings] == [
        "a-b",
        "a-b-1",
        "c--more",
        "tada-d_e",
        "a-b-1-1",
        "日本語-",
    ]


def test_footnotes_are_numbered_and_lead_back() -> None:
    """By first reference; of several references each has a way back of its own."""
    assert render("a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X").html == (
        '<p>a<sup class="footnote-ref"><a href="#fn-x" id="fnref-x" data-footnote-ref="">1</a></sup> '
        'b<sup class="footnote-ref"><a href="#fn-y" id="fnref-y" data-footnote-ref="">2</a></sup> '
        'c<sup class="footnote-ref"><a href="#fn-x" id="fnref-x-2" data-footnote-ref="">1</a></sup></p>\n'
        '<section class="footnotes" data-footnotes="" aria-label="Footnotes">\n<ol>\n'
        '<li id="fn-x">\n<p>X '
        '<a href="#fnref-x" class="footnote-backref" data-footnote-backref="" aria-label="Back to reference 1">↩</a> '
        '<a href="#fnref-x-2" class="footnote-backref" data-footnote-backref="" aria-label="Back to reference 1-2">'
        "↩<sup>2</sup></a></p>\n</li>\n"
        '<li id="fn-y">\n<p>Y '
        '<a href="#fnref-y" class="footnote-backref" data-footnote-backref="" aria-label="Back to reference 2">↩</a>'
        "</p>\n</li>\n</ol>\n</section>"
    )


def test_code_is_coloured_by_classes() -> None:
    """The language is in the class, and no style in the page."""
    assert render("```python\nx = 1\n```").html == (
        '<div class="highlight"><pre><code class="language-python">'
        '<span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>\n</code></pre></div>'
    )


@pytest.mark.parametrize("text", ["```\na <b>\n```", "    a <b>"], ids=["fenced", "indented"])
def test_code_without_a_language_is_plain(text: str) -> None:
    """There is nothing to colour."""
    assert render(text).html == "<pre><code>a &lt;b&gt;\n</code></pre>"


def test_code_has_a_title_and_marked_lines() -> None:
    """What stands behind the language is a caption and a set of lines, each line then in a span of its own."""
    options = MarkdownOptions(has_code_titles=True)
    assert render_markdown('```text title="a.txt" {1,3-4}\na\nb\nc\nd\n```', options).html == (
        '<figure class="code-figure"><figcaption>a.txt</figcaption>'
        '<div class="highlight"><pre><code class="language-text"><span class="line marked">a\n</span>'
        '<span class="line">b\n</span><span class="line marked">c\n</span><span class="line marked">d\n</span>'
        "</code></pre></div></figure>"
    )


def test_lines_are_numbered_by_the_stylesheet() -> None:
    """No number is in the text, so none is copied with the code."""
    html = render_markdown("```text\na\nb\n```", MarkdownOptions(has_line_numbers=True)).html
    assert html == (
        '<div class="highlight"><pre><code class="language-text numbered"><span class="line">a\n</span>'
        '<span class="line">b\n</span></code></pre></div>'
    )


def test_columns_are_aligned_by_an_attribute() -> None:
    """No page carries a style."""
    html = render("| a |\n|:-:|\n| b |").html
    assert '<th align="center">a</th>' in html
    assert '<td align="center">b</td>' in html


def test_wikilink_keeps_what_was_written() -> None:
    """Whoever does not find its target shows the source again."""
    body = render("[[a]] [[a|b]] [[a#b]]")
    assert body.html == (
        f'<p><a class="wikilink" data-as="[[a]]" href="{LINK_MARK}0{LINK_MARK}">a</a> '
        f'<a class="wikilink" data-as="[[a|b]]" href="{LINK_MARK}1{LINK_MARK}">b</a> '
        f'<a class="wikilink" data-as="[[a#b]]" href="{LINK_MARK}2{LINK_MARK}">a &gt; b</a></p>'
    )
    assert [(target.kind, target.address) for target in body.facts.targets] == [
        (TargetKind.WIKILINK, "a"),
        (TargetKind.WIKILINK, "a"),
        (TargetKind.WIKILINK, "a#b"),
    ]


def test_formula_is_mathml() -> None:
    """Taken before emphasis, and prices are none."""
    assert render("$a_b$ for $5 or $10").html == (
        '<p><math alttext="a_b"><msub><mi>a</mi><mi>b</mi></msub></math> for $5 or $10</p>'
    )


def test_formula_that_cannot_be_read_stays_as_it_is() -> None:
    """It is shown as code, and remarked on with its place."""
    body = render("See\n$\\frac{$ there.")
    assert body.html == '<p>See\n<code class="math">$\\frac{$</code> there.</p>'
    assert [(remark.line, remark.column) for remark in body.facts.remarks] == [(2, 2)]


def test_inner_links_are_markers_and_outer_ones_open_safely() -> None:
    """A page says where its inner links lead; a page that an outer link opens cannot steer ours."""
    body = render("![a](b.png 'c') [d](https://e.org) [f](g.md#h)")
    assert body.html == (
        f'<p><img src="{LINK_MARK}0{LINK_MARK}" loading="lazy" alt="a" title="c" /> '
        f'<a href="https://e.org" rel="noopener">d</a> <a href="{LINK_MARK}1{LINK_MARK}">f</a></p>'
    )
    line = "![a](b.png 'c') [d](https://e.org) [f](g.md#h)"
    assert body.facts.targets == (
        Target(TargetKind.IMAGE, "b.png", 1, 6, line, 5),
        Target(TargetKind.LINK, "g.md#h", 1, 40, line, 6),
    )


def test_emoji_are_pictures_but_in_code() -> None:
    """A name that is none stays as it is."""
    assert render(":tada: :nosuch: `:tada:`").html == "<p>🎉 :nosuch: <code>:tada:</code></p>"


def test_raw_html_is_reduced_unless_it_is_allowed() -> None:
    """What GitHub does not let through is gone, and its words stay."""
    text = '<b onclick="x()">a</b>'
    assert render(text).html == "<p><b>a</b></p>"
    assert render_fragment(text) == f"<p>{text}</p>"


def test_fragment_has_neither_a_title_apart_nor_a_site() -> None:
    """Tools see the body as GitHub's parser shows it: headings stay, links are as written, no emoji, no formula."""
    assert render_fragment("# a\n\n[b](c.md) :tada: $d$ [[e]]") == (
        '<h1 id="a">a <a class="anchor" href="#a" aria-label="Permalink: a"></a></h1>\n'
        '<p><a href="c.md">b</a> :tada: $d$ [[e]]</p>'
    )

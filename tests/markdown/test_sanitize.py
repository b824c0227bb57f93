"""What is left of raw HTML, and what a browser would show of it."""

import re
import time

import pytest

from generator.markdown.sanitize import plain_text, reduce_html
from tests.markdown.disguises import MARKUP, RAW_DISGUISES, TAGS, find_active


def test_no_disguise_gets_through() -> None:
    """Of all the ways to write a script into raw HTML none is left active, read once or twice."""
    active = {html: faults for html in RAW_DISGUISES if (faults := find_active(reduce_html(html)))}
    assert not active
    assert len(RAW_DISGUISES) > 200


def test_the_look_finds_what_is_active() -> None:
    """The check itself sees the faults in what was not reduced."""
    assert len([html for html in MARKUP if find_active(html)]) > 0.75 * len(MARKUP)
    active = [tag for tag in TAGS if find_active(tag.replace("{}", "javascript:x"))]
    # A second `href` counts for nothing, and a fragment has no body.
    assert len(active) >= len(TAGS) - 3


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="x">Text <a class="anchor" href="#x" aria-label="Permalink: Text"></a></h2>',
        '<div class="markdown-alert markdown-alert-note"><p class="markdown-alert-title">Note</p><p>x</p></div>',
        '<div class="highlight"><pre><code class="language-c++"><span class="kt">int</span> x</code></pre></div>',
        '<figure class="code-figure"><figcaption>app.py</figcaption><pre><code>x</code></pre></figure>',
        '<pre><code class="language-x numbered"><span class="line marked">x</span></code></pre>',
        '<sup class="footnote-ref"><a href="#fn-a" id="fnref-a" data-footnote-ref="">1</a></sup>',
        '<section class="footnotes" data-footnotes="" aria-label="Footnotes"><ol><li id="fn-a">x</li></ol></section>',
        '<a href="#fnref-a" class="footnote-backref" data-footnote-backref="" aria-label="Back to reference 1">↩</a>',
        '<table><thead><tr><th align="center">x</th></tr></thead></table>',
        '<p><a class="wikilink" data-as="[[a|b]]" href="\x1a3\x1a">b</a> <code class="math">x</code> \x1a4\x1a \x025</p>',
        '<li class="task-list-item task-learning"><span class="task-state" role="img" aria-label="in progress">[/]</span>',
        '<p><img src="\x1a0\x1a" alt="x" loading="lazy" width="3" height="4"></p>',
        '<ol start="3"><li>x</li></ol>',
    ],
)
def test_what_the_writer_makes_stays(html: str) -> None:
    """Everything that our own HTML is made of goes through unchanged."""
    assert reduce_html(html) == html + "</li>" * (html.startswith("<li"))


def test_a_task_keeps_its_checkbox() -> None:
    """A checkbox stays, in the parser's way of writing it."""
    html = '<input type="checkbox" class="task-list-item-checkbox" disabled checked aria-label="done"> x'
    assert sorted(re.findall(r"[\w-]+=[^\s>]+", reduce_html(html))) == [
        'aria-label="done"',
        'checked=""',
        'class="task-list-item-checkbox"',
        'disabled=""',
        'type="checkbox"',
    ]


@pytest.mark.parametrize(
    ("html", "reduced"),
    [
        ('<input type="text" value="x"> y', " y"),
        ("<input> y", " y"),
        ('<input type="checkbox"> y', '<input type="checkbox" disabled=""> y'),
        ("<p title='<input>'>y</p>", '<p title="&lt;input&gt;">y</p>'),
    ],
)
def test_an_input_is_a_dead_checkbox(html: str, reduced: str) -> None:
    """Other inputs go, and a checkbox cannot be ticked."""
    assert reduce_html(html).replace('title="<input>"', 'title="&lt;input&gt;"') == reduced


@pytest.mark.parametrize(
    ("address", "is_outer"),
    [
        ("https://a.b", True),
        ("HTTP://a.b", True),
        ("//a.b", True),
        ("/\\a.b", True),
        ("/a/b", False),
        ("#https://a.b", False),
        ("x.md", False),
        ("mailto:a@b.c", False),
        ("\x1a3\x1a", False),
    ],
)
def test_outer_links_do_not_open_doors(address: str, *, is_outer: bool) -> None:
    """A link that leaves the site says `noopener`, whatever its author wrote there; one within it does not."""
    rel = ' rel="noopener"' if is_outer else ""
    assert (
        reduce_html(f'<a rel="opener" title="t" href="{address}">x</a>') == f'<a title="t" href="{address}"{rel}>x</a>'
    )


def test_a_quote_within_a_value_moves_nothing() -> None:
    """What looks like a link inside of a title stays part of the title."""
    html = '<p title=\'<a href="https://a.b">\' lang="en"><a href="https://c.d">x</a></p>'
    reduced = reduce_html(html).replace("<a href=&quot;", "&lt;a href=&quot;").replace('&quot;>" ', '&quot;&gt;" ')
    assert reduced == (
        '<p title="&lt;a href=&quot;https://a.b&quot;&gt;" lang="en"><a href="https://c.d" rel="noopener">x</a></p>'
    )


@pytest.mark.parametrize("name", ["iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title"])
def test_a_disallowed_tag_becomes_text(name: str) -> None:
    """As GFM has it, the tag is shown, and what follows it is still HTML."""
    assert reduce_html(f"a <{name} x='y'>b <em>c</em>") == f"a &lt;{name} x='y'&gt;b <em>c</em>"


def test_other_tags_go_and_their_words_stay() -> None:
    """A tag that is not allowed is left out, and what is in it is shown."""
    assert reduce_html("<center><font color=red>x</font> <u>y</u> <my-tag>z</my-tag></center>") == "x y z"


def test_names_of_other_languages_are_tags_like_any() -> None:
    """A drawing's or a formula's tag, even one that was meant as a word, takes nothing away with it."""
    html = "use <text> and <set> <em>here</em>, <svg><path d='x'/><text>drawn</text></svg> <math><mi>y</mi></math>"
    assert reduce_html(html) == "use  and  <em>here</em>, drawn y"


@pytest.mark.parametrize("name", ["int", "list", "set", "lambda", "in", "T", "your-name", "string", "path", "vector"])
def test_words_behind_a_type_in_brackets_stay(name: str) -> None:
    """`vector<int>` without backticks loses its tag, as on GitHub, and nothing that follows."""
    assert reduce_html(f"<p>a vector<{name}>s</{name}> b <{name} c='>'>d</p>") == "<p>a vectors b d</p>"
    assert plain_text(f"a <{name}>b") == "a b"


def test_other_classes_go() -> None:
    """Only the classes of our own HTML are kept."""
    html = '<div class="highlight wide"><span class="k evil x9">a</span><code class="language-py hack">b</code></div>'
    assert reduce_html(html) == (
        '<div class="highlight"><span class="k x9">a</span><code class="language-py">b</code></div>'
    )


@pytest.mark.parametrize("mark", ["&#26;", "&#x1a;", "&#X001A;", "&#0026", "&#0026;"])
def test_no_mark_can_be_written_as_an_entity(mark: str) -> None:
    """The number of a link, or of a block of code, that an author makes up is none."""
    assert reduce_html(f'<p title="{mark}-{mark}">{mark}{mark}+{mark}{mark} &#260; &#x1ab;</p>') == (
        '<p title="\ufffd-\ufffd">\ufffd\ufffd+\ufffd\ufffd Ą ƫ</p>'
    )


def test_nothing_is_put_into_an_attribute() -> None:
    """What a mark stands for has quotes, which would end a value; a link's address has none."""
    html = '<p lang="de" title="\x1a\x1a0\x1a\x1a">\x1a\x1a1\x1a\x1a</p><a href="\x1a3\x1a">x</a>'
    assert reduce_html(html) == '<p lang="de">\x1a\x1a1\x1a\x1a</p><a href="\x1a3\x1a">x</a>'


def test_readme_habits_are_kept() -> None:
    """Centred paragraphs, sized and themed pictures, folded sections, keys and named anchors work as on GitHub."""
    html = (
        '<p align="center"><picture><source media="(prefers-color-scheme: dark)" srcset="d.png 2x">'
        '<img src="l.png" width="40%" align="right" alt="x"></picture></p>'
        '<details open=""><summary>s</summary><kbd>k</kbd><a name="there"></a></details>'
        '<table border="1"><tbody><tr><td colspan="2" valign="top">x<br clear="all"></td></tr></tbody></table>'
    )
    assert reduce_html(html) == html


def test_nothing_can_be_closed_that_was_not_opened() -> None:
    """The page around a body keeps its elements."""
    assert reduce_html("</div></main></body></html>x<div><b>y") == "x<div><b>y</b></div>"


@pytest.mark.parametrize("piece", ["<div>", "<b><p>", "<table><td>", "<ul><li>", "<a b='", "<!--", "<svg><g>", "<t>"])
def test_hostile_html_takes_linear_time(piece: str) -> None:
    """A hundred thousand tags, open or broken, neither crash the parser nor keep it busy."""
    start = time.process_time()
    reduce_html(piece * 100_000)
    assert time.process_time() - start < 5


def test_deep_nesting_is_shown_and_not_built() -> None:
    """Tags beyond what a browser would nest are text; the words in them stay."""
    reduced = reduce_html("<div>" * 300 + "word")
    assert reduced.count("<div>") == 256
    assert reduced.count("&lt;div&gt;") == 44
    assert "word" in reduced


def test_many_tags_that_are_not_nested_are_all_built() -> None:
    """Tags that end, or are ended by the next, or by the end of their paragraph, do not add up."""
    html = "<p>List<b>x</p><ul><li>y</li></ul>" * 300
    assert "&lt;" not in reduce_html(html)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain &amp; simple", "plain & simple"),
        ("o<b>n</b>e t<em>wo</em>", "one two"),
        ("<p>one</p><p>two</p>", " one  two "),
        ("one<br>two<hr>three", "one two three"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("a<!-- b -->c<!-- d", "ac"),
        ("a<script>b</script>c<title>d", "ac"),
        ("a<div b", "a"),
        ("a<my-tag>b</my-tag>", "ab"),
        ("a<svg><path/><text>b</text></svg><math><mi>c</mi><mo>d</mo></math>", "abcd"),
        ("&lt;b&gt; &nbsp;|", "<b> \xa0|"),
        ('<img alt="x"><a href="y" title="z">a</a>', "a"),
    ],
)
def test_plain_text_is_what_a_browser_shows(html: str, text: str) -> None:
    """Text that is visible, with gaps where blocks begin and end."""
    assert plain_text(html) == text or " ".join(plain_text(html).split()) == text

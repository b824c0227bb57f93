"""The rules that decide how a document looks on GitHub, case by case.

The HTML stands here as GitHub's parser writes it: what we add for style, speech and navigation is left out, see
`test_contract.py`.
"""

import re

import pytest

from generator.markdown import render_fragment
from tests.markdown.fidelity.canonical import canonical
from tests.markdown.fidelity.reference import render_reference

Cases = dict[str, tuple[str, str]]
"""By what a case is about: Markdown and HTML."""

ADDED = re.compile(r' ?<a class="anchor".*?</a>| (?:class|rel|role|id|aria-label|data-[a-z-]+)="[^"]*"')
LINE_ENDS = re.compile(r"(?<=>)\n|\n(?=<)")
PREFORMATTED = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)


def show(text: str) -> str:
    """Render a text; leave out what GitHub's parser does not write, and the line ends next to tags but in code."""
    parts = PREFORMATTED.split(ADDED.sub("", render_fragment(text)))
    return "".join(part if index % 2 else LINE_ENDS.sub("", part) for index, part in enumerate(parts))


CONTAINERS: Cases = {
    "lazy line of a quote": ("> a\nb", "<blockquote><p>a\nb</p></blockquote>"),
    "lazy line of an item in a quote": ("> - a\nb", "<blockquote><ul><li>a\nb</li></ul></blockquote>"),
    "a mark ends what is lazy": ("> a\n- b", "<blockquote><p>a</p></blockquote><ul><li>b</li></ul>"),
    "list in a quote": ("> a\n> - b", "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>"),
    "code is never lazy": ("> ```\na", "<blockquote><pre><code></code></pre></blockquote><p>a</p>"),
    "quote in an item": ("1. a\n   > b\n2. c", "<ol><li>a<blockquote><p>b</p></blockquote></li><li>c</li></ol>"),
    "tab in front of a child": ("- a\n\t- b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    "half a tab belongs to the marker": ("-\ta", "<ul><li>a</li></ul>"),
    "tabs of code in an item are kept": (
        "1. a\n\n\t\tb\n\t\t\tc",
        "<ol><li><p>a</p><pre><code> b\n \tc\n</code></pre></li></ol>",
    ),
    "tab behind a quote's mark": (">\t\ta", "<blockquote><pre><code>  a\n</code></pre></blockquote>"),
}


@pytest.mark.parametrize(("text", "html"), CONTAINERS.values(), ids=CONTAINERS)
def test_containers_come_first(text: str, html: str) -> None:
    """Each line is matched against what is open, then against what may begin, and only then is it lazy or text."""
    assert show(text) == html


COLUMNS: Cases = {
    "two spaces under a bullet": ("- a\n  - b\n    - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
    "four spaces under a bullet": ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    "three spaces under a number": ("1. a\n   - b", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
    "two are too few under a number": ("1. a\n  - b", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
    "four under two digits": ("10. a\n    - b", '<ol start="10"><li>a<ul><li>b</li></ul></li></ol>'),
    "three are too few under two digits": ("10. a\n   - b", '<ol start="10"><li>a</li></ol><ul><li>b</li></ul>'),
    "one space is a neighbour": ("- a\n - b", "<ul><li>a</li><li>b</li></ul>"),
    "wide marker": ("-   a\n\n    b", "<ul><li><p>a</p><p>b</p></li></ul>"),
    "five spaces are code": ("-     a\n\n  b", "<ul><li><pre><code>a\n</code></pre><p>b</p></li></ul>"),
}


@pytest.mark.parametrize(("text", "html"), COLUMNS.values(), ids=COLUMNS)
def test_column_of_content_decides_who_is_a_child(text: str, html: str) -> None:
    """An item's content begins after its marker and up to four spaces; a child has to reach it."""
    assert show(text) == html


INTERRUPTIONS: Cases = {
    "bullets": ("Steps:\n- a\n- b", "<p>Steps:</p><ul><li>a</li><li>b</li></ul>"),
    "one": ("Steps:\n1. a\n2. b", "<p>Steps:</p><ol><li>a</li><li>b</li></ol>"),
    "other number": ("The year was\n1984. It was.", "<p>The year was\n1984. It was.</p>"),
    "empty item": ("a\n*\nb", "<p>a\n*\nb</p>"),
    "empty number": ("a\n1.\nb", "<p>a\n1.\nb</p>"),
    "start is kept": ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
    "start at zero": ("0. a", '<ol start="0"><li>a</li></ol>'),
    "parenthesis": ("1) a", "<ol><li>a</li></ol>"),
    "another bullet": ("- a\n+ b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
    "another delimiter": ("1. a\n2) b", '<ol><li>a</li></ol><ol start="2"><li>b</li></ol>'),
    "ten digits are text": ("1234567890. a", "<p>1234567890. a</p>"),
}


@pytest.mark.parametrize(("text", "html"), INTERRUPTIONS.values(), ids=INTERRUPTIONS)
def test_list_interrupts_a_paragraph_if_it_begins_at_one(text: str, html: str) -> None:
    """Bullets and `1.` do, other numbers and empty items do not; another marker is another list."""
    assert show(text) == html


LOOSENESS: Cases = {
    "tight": ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    "blank line between items": ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    "blank line between children": (
        "- a\n- b\n\n  c\n- d",
        "<ul><li><p>a</p></li><li><p>b</p><p>c</p></li><li><p>d</p></li></ul>",
    ),
    "blank line in the nested list only": (
        "- a\n  - b\n\n    c\n- d",
        "<ul><li>a<ul><li><p>b</p><p>c</p></li></ul></li><li>d</li></ul>",
    ),
    "blank line between nested list and next item": (
        "* a\n\n    * b\n* c",
        "<ul><li><p>a</p><ul><li>b</li></ul></li><li><p>c</p></li></ul>",
    ),
    "blank line in code": (
        "- a\n  ```\n  b\n\n  c\n  ```\n- d",
        "<ul><li>a\n<pre><code>b\n\nc\n</code></pre></li><li>d</li></ul>",
    ),
    "blank line at the end": ("- a\n- b\n\nc", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
}


@pytest.mark.parametrize(("text", "html"), LOOSENESS.values(), ids=LOOSENESS)
def test_blank_line_between_items_or_children_makes_a_list_loose(text: str, html: str) -> None:
    """One within a nested list does not loosen the list around it."""
    assert show(text) == html


FENCES: Cases = {
    "in an item": ("- a\n  ```\n  b\n  ```", "<ul><li>a\n<pre><code>b\n</code></pre></li></ul>"),
    "in a quote": ("> ```\n> a\n> ```\nb", "<blockquote><pre><code>a\n</code></pre></blockquote><p>b</p>"),
    "indent of the fence": ("  ```\n  a\n b\n    c\n  ```", "<pre><code>a\nb\n  c\n</code></pre>"),
    "unclosed": ("```\na\n\n# b", "<pre><code>a\n\n# b\n</code></pre>"),
    "unclosed in an item": ("- ```\n  a\n\nb", "<ul><li><pre><code>a\n\n</code></pre></li></ul><p>b</p>"),
    "tabs, trailing spaces, white lines": (
        "```\n\ta \n \t\n\n b\t\n```",
        "<pre><code>\ta \n \t\n\n b\t\n</code></pre>",
    ),
    "indented code likewise": ("    a  \n     \n      b\n\tc", "<pre><code>a  \n \n  b\nc\n</code></pre>"),
    "shorter fence is content": ("````\n```\n````", "<pre><code>```\n</code></pre>"),
    "tildes": ("~~~\n```\n~~~", "<pre><code>```\n</code></pre>"),
    "directly behind a paragraph": ("a\n```\nb\n```\nc", "<p>a</p><pre><code>b\n</code></pre><p>c</p>"),
    "no backtick behind backticks": ("``` a`b\nc", "<p>``` a`b\nc</p>"),
}


@pytest.mark.parametrize(("text", "html"), FENCES.values(), ids=FENCES)
def test_fence_works_in_any_container_and_keeps_its_bytes(text: str, html: str) -> None:
    """At most the fence's own indent is taken off; without an end it runs to the end of its container."""
    assert show(text) == html


HTML_BLOCKS: Cases = {
    "details": (
        "<details>\n<summary>s</summary>\n\n- *a*\n\n</details>",
        "<details><summary>s</summary><ul><li><em>a</em></li></ul></details>",
    ),
    "no Markdown up to the blank line": ("<div>\n*a*\n\n*b*", "<div>*a*<p><em>b</em></p>"),
    "picture alone gets no paragraph": ('<img src="https://e.org/a.png">', '<img src="https://e.org/a.png">'),
    "any other tag cannot interrupt": ("a\n<b>\nc", "<p>a<b>c</p>"),
    "a block's tag can": ("a\n<div>b</div>\n\nc", "<p>a</p><div>b</div><p>c</p>"),
    "not alone on its line": ("<b>a</b> *c*", "<p><b>a</b> <em>c</em></p>"),
    "pre runs to its end": ("<pre>\n*a*\n\n*b*</pre>\n*c*", "<pre>\n*a*\n\n*b*</pre><p><em>c</em></p>"),
    "comment runs to its end": ("<!-- a\n\n*b* -->\n*c*", "<!-- a\n\n*b* --><p><em>c</em></p>"),
    "instruction": ("<?a\n\n*b* ?>\n*c*", "<?a\n\n*b* ?><p><em>c</em></p>"),
    "declaration": ("<!A *b*>\n*c*", "<!A *b*><p><em>c</em></p>"),
    "character data": ("<![CDATA[\n\n*a*]]>\n*b*", "<![CDATA[\n\n*a*]]><p><em>b</em></p>"),
}


@pytest.mark.parametrize(("text", "html"), HTML_BLOCKS.values(), ids=HTML_BLOCKS)
def test_html_block_ends_as_its_kind_says(text: str, html: str) -> None:
    """Most end at a blank line, so there is Markdown in `<details>`."""
    assert show(text) == html


HEADINGS: Cases = {
    "setext of two lines": ("a\nb\n---", "<h2>a\nb</h2>"),
    "level one": ("a\n===", "<h1>a</h1>"),
    "no space": ("#tag", "<p>#tag</p>"),
    "closing marks": ("## a ##", "<h2>a</h2>"),
    "closing marks need a space": ("## a#", "<h2>a#</h2>"),
    "escaped": ("\\# a", "<p># a</p>"),
    "seven": ("####### a", "<p>####### a</p>"),
    "empty": ("#", "<h1></h1>"),
    "interrupts a paragraph": ("a\n# b\nc", "<p>a</p><h1>b</h1><p>c</p>"),
    "line below a quote is a rule": ("> a\n---", "<blockquote><p>a</p></blockquote><hr />"),
}


@pytest.mark.parametrize(("text", "html"), HEADINGS.values(), ids=HEADINGS)
def test_heading_is_marked_in_front_or_below(text: str, html: str) -> None:
    """A line below makes a heading of all lines above it; `#` needs a space."""
    assert show(text) == html


REFERENCES: Cases = {
    "used before": ("[a]\n\n[a]: https://e.org/b 'c'", '<p><a href="https://e.org/b" title="c">a</a></p>'),
    "in a quote": ("[a]\n\n> [a]: https://e.org/b", '<p><a href="https://e.org/b">a</a></p><blockquote></blockquote>'),
    "not after text": (
        "a\n[b]: https://e.org/c\n\n[b]",
        '<p>a\n[b]: <a href="https://e.org/c">https://e.org/c</a></p><p>[b]</p>',
    ),
    "first counts": ("[a]: https://e.org/1\n[a]: https://e.org/2\n\n[A]", '<p><a href="https://e.org/1">A</a></p>'),
    "text behind it": ("[a]: https://e.org/b\nc [a]", '<p>c <a href="https://e.org/b">a</a></p>'),
    "title on the next line": ("[a]: https://e.org/b\n'c'\n\n[a]", '<p><a href="https://e.org/b" title="c">a</a></p>'),
    "collapsed and full": (
        "[x][a] [a][]\n\n[a]: https://e.org/b",
        '<p><a href="https://e.org/b">x</a> <a href="https://e.org/b">a</a></p>',
    ),
}


@pytest.mark.parametrize(("text", "html"), REFERENCES.values(), ids=REFERENCES)
def test_reference_is_defined_at_the_start_of_a_paragraph(text: str, html: str) -> None:
    """In any container, for the whole document, the first one counting."""
    assert show(text) == html


TABLES: Cases = {
    "straight after a line": (
        "a\n| b | c |\n|---|---|\n| d | e |",
        "<p>a</p><table><thead><tr><th>b</th><th>c</th></tr></thead><tbody><tr><td>d</td><td>e</td></tr></tbody></table>",
    ),
    "without outer pipes": (
        "a | b\n-|-\nc | d",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
    ),
    "pipe in code": (
        "| a | b |\n|-|-|\n| `x|y` | c |",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>`x</td><td>y`</td></tr></tbody></table>",
    ),
    "escaped pipe in code": (
        "| a |\n|-|\n| `x\\|y` |",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><code>x|y</code></td></tr></tbody></table>",
    ),
    "pipe behind two backslashes": (
        "| a |\n|-|\n| \\\\|b |",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>|b</td></tr></tbody></table>",
    ),
    "short row": (
        "| a | b |\n|-|-|\n| c |",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td></td></tr></tbody></table>",
    ),
    "long row": (
        "| a |\n|-|\n| b | c |",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
    ),
    "alignment": (
        "| a | b | c |\n|:-|:-:|-:|\n| d | e | f |",
        '<table><thead><tr><th align="left">a</th><th align="center">b</th><th align="right">c</th></tr></thead><tbody><tr><td align="left">d</td><td align="center">e</td><td align="right">f</td></tr></tbody></table>',
    ),
    "header alone": ("| a |\n|-|", "<table><thead><tr><th>a</th></tr></thead></table>"),
    "other number of columns": ("| a | b |\n|-|\n| c |", "<p>| a | b |\n|-|\n| c |</p>"),
    "ends at a blank line": (
        "| a |\n|-|\n| b |\n\nc",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table><p>c</p>",
    ),
    "ends at another block": (
        "| a |\n|-|\n| b |\n> c",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table><blockquote><p>c</p></blockquote>",
    ),
    "any line is a row": (
        "| a |\n|-|\nb",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
    ),
}


@pytest.mark.parametrize(("text", "html"), TABLES.values(), ids=TABLES)
def test_table_has_the_last_line_of_a_paragraph_as_header(text: str, html: str) -> None:
    """Its columns are those of the delimiter row; rows are filled or cut."""
    assert show(text) == html


TASKS: Cases = {
    "open and done": (
        "- [ ] a\n- [x] b\n- [X] c",
        '<ul><li><input type="checkbox" disabled="" /> a</li><li><input type="checkbox" disabled="" checked="" /> b</li><li><input type="checkbox" disabled="" checked="" /> c</li></ul>',
    ),
    "loose": (
        "- [ ] a\n\n- [x] b",
        '<ul><li><input type="checkbox" disabled="" /> <p>a</p></li><li><input type="checkbox" disabled="" checked="" /> <p>b</p></li></ul>',
    ),
    "numbered": ("1. [ ] a", '<ol><li><input type="checkbox" disabled="" /> a</li></ol>'),
    "no block behind it": ("- [ ] # a", '<ul><li><input type="checkbox" disabled="" /> # a</li></ul>'),
    "needs a space behind": ("- [ ]a", "<ul><li>[ ]a</li></ul>"),
    "needs a space inside": ("- [] a", "<ul><li>[] a</li></ul>"),
    "not further on": ("- a [ ] b", "<ul><li>a [ ] b</li></ul>"),
    "not in a paragraph": ("[ ] a", "<p>[ ] a</p>"),
}


@pytest.mark.parametrize(("text", "html"), TASKS.values(), ids=TASKS)
def test_task_is_first_in_its_item(text: str, html: str) -> None:
    """The checkbox is a child of the item, before the paragraph of a loose one; what follows is text."""
    assert show(text) == html


FOOTNOTES: Cases = {
    "order of references": (
        "b[^b] a[^a]\n\n[^a]: A\n[^b]: B",
        '<p>b<sup><a href="#fn-b">1</a></sup> a<sup><a href="#fn-a">2</a></sup></p><section><ol><li><p>B <a href="#fnref-b">↩</a></p></li><li><p>A <a href="#fnref-a">↩</a></p></li></ol></section>',
    ),
    "container": (
        "a[^1]\n\n[^1]: b\n\n    - c",
        '<p>a<sup><a href="#fn-1">1</a></sup></p><section><ol><li><p>b</p><ul><li>c</li></ul><a href="#fnref-1">↩</a></li></ol></section>',
    ),
    "not shown": ("a\n\n[^1]: b", "<p>a</p>"),
    "not defined": ("a[^1]", "<p>a[^1]</p>"),
    "twice": (
        "a[^1] b[^1]\n\n[^1]: c",
        '<p>a<sup><a href="#fn-1">1</a></sup> b<sup><a href="#fn-1">1</a></sup></p><section><ol><li><p>c <a href="#fnref-1">↩</a> <a href="#fnref-1-2">↩<sup>2</sup></a></p></li></ol></section>',
    ),
    "in a quote": (
        "a[^1]\n\n> [^1]: b",
        '<p>a<sup><a href="#fn-1">1</a></sup></p><blockquote></blockquote><section><ol><li><p>b <a href="#fnref-1">↩</a></p></li></ol></section>',
    ),
}


@pytest.mark.parametrize(("text", "html"), FOOTNOTES.values(), ids=FOOTNOTES)
def test_footnotes_are_numbered_as_they_are_referred_to(text: str, html: str) -> None:
    """A definition is a container; one that is never referred to is not shown."""
    assert show(text) == html


PRECEDENCE: Cases = {
    "code over emphasis": ("*a `*` b*", "<p><em>a <code>*</code> b</em></p>"),
    "code over a link": ("[a `](b)`", "<p>[a <code>](b)</code></p>"),
    "tag over emphasis": ('*a <b title="*">', '<p>*a <b title="*"></p>'),
    "autolink over a bracket": (
        "[a <https://e.org/](b)>",
        '<p>[a <a href="https://e.org/%5D(b)">https://e.org/](b)</a></p>',
    ),
    "link over emphasis": ("*a [b*](https://e.org)", '<p>*a <a href="https://e.org">b*</a></p>'),
    "backtick in code": ("`` `a` ``", "<p><code>`a`</code></p>"),
    "one space on one side": ("` a`", "<p><code> a</code></p>"),
    "one of two on each side": ("`  a  `", "<p><code> a </code></p>"),
    "only spaces": ("`  `", "<p><code>  </code></p>"),
    "backslash in code": ("`a\\`b", "<p><code>a\\</code>b</p>"),
    "line end in code": ("`a\nb`", "<p><code>a b</code></p>"),
    "entity in code": ("`&copy;`", "<p><code>&amp;copy;</code></p>"),
}


@pytest.mark.parametrize(("text", "html"), PRECEDENCE.values(), ids=PRECEDENCE)
def test_code_spans_and_tags_bind_first(text: str, html: str) -> None:
    """Then come brackets, then emphasis; a code span gives up one space on each side if there are two."""
    assert show(text) == html


EMPHASIS: Cases = {
    "rule of three": ("*a**b*", "<p><em>a**b</em></p>"),
    "sum of three": ("***a** b*", "<p><em><strong>a</strong> b</em></p>"),
    "all three": ("***a***", "<p><em><strong>a</strong></em></p>"),
    "inside a word": ("a*b*c", "<p>a<em>b</em>c</p>"),
    "underscore inside a word": ("a_b_c", "<p>a_b_c</p>"),
    "spaces": ("a * b * c", "<p>a * b * c</p>"),
    "next to Japanese punctuation": ("**「あ」**い", "<p>**「あ」**い</p>"),
    "in front of Japanese punctuation": ("あ**「い」**", "<p>あ**「い」**</p>"),
    "strong in strong": ("****a****", "<p><strong>a</strong></p>"),
    "past tildes": ("**~~a~~**b", "<p><strong><del>a</del></strong>b</p>"),
    "not past letters": ("~~**a**~~b", "<p>~~<strong>a</strong>~~b</p>"),
    "overlap": ("*a **b* c**", "<p><em>a <em><em>b</em> c</em></em></p>"),
}


@pytest.mark.parametrize(("text", "html"), EMPHASIS.values(), ids=EMPHASIS)
def test_emphasis_is_by_runs(text: str, html: str) -> None:
    """The rule of three; `_` not inside words; punctuation of any script counts."""
    assert show(text) == html


STRIKING: Cases = {
    "two": ("~~a~~", "<p><del>a</del></p>"),
    "one": ("~a~", "<p><del>a</del></p>"),
    "one and two": ("~a~~", "<p>~a~~</p>"),
    "three": ("b ~~~a~~~", "<p>b ~~~a~~~</p>"),
    "home folders": ("~/a and ~/b", "<p>~/a and ~/b</p>"),
    "across words": ("a~~b~~c", "<p>a<del>b</del>c</p>"),
}


@pytest.mark.parametrize(("text", "html"), STRIKING.values(), ids=STRIKING)
def test_one_or_two_tildes_strike(text: str, html: str) -> None:
    """They have to be equally many."""
    assert show(text) == html


AUTOLINKS: Cases = {
    "http": ("http://e.org", '<p><a href="http://e.org">http://e.org</a></p>'),
    "host without a dot": ("http://localhost:3000", '<p><a href="http://localhost:3000">http://localhost:3000</a></p>'),
    "ftp": ("ftp://e.org/a", '<p><a href="ftp://e.org/a">ftp://e.org/a</a></p>'),
    "www": ("www.e.org", '<p><a href="http://www.e.org">www.e.org</a></p>'),
    "no protocol": ("setup.py Socket.io", "<p>setup.py Socket.io</p>"),
    "e-mail": ("a.b@e.org", '<p><a href="mailto:a.b@e.org">a.b@e.org</a></p>'),
    "mailto": ("mailto:a@e.org", '<p><a href="mailto:a@e.org">mailto:a@e.org</a></p>'),
    "no punctuation at the end": (
        "https://e.org/a?! https://e.org/b.",
        '<p><a href="https://e.org/a">https://e.org/a</a>?! <a href="https://e.org/b">https://e.org/b</a>.</p>',
    ),
    "each punctuation at the end": (
        "https://e.org/a? https://e.org/a! https://e.org/a. https://e.org/a, https://e.org/a: https://e.org/a* https://e.org/a_ https://e.org/a~ https://e.org/a' https://e.org/a\"",
        '<p><a href="https://e.org/a">https://e.org/a</a>? <a href="https://e.org/a">https://e.org/a</a>! <a href="https://e.org/a">https://e.org/a</a>. <a href="https://e.org/a">https://e.org/a</a>, <a href="https://e.org/a">https://e.org/a</a>: <a href="https://e.org/a">https://e.org/a</a>* <a href="https://e.org/a">https://e.org/a</a>_ <a href="https://e.org/a">https://e.org/a</a>~ <a href="https://e.org/a">https://e.org/a</a>\' <a href="https://e.org/a">https://e.org/a</a>&quot;</p>',
    ),
    "semicolon is cut and hyphen is not": (
        "https://e.org/a; https://e.org/b-",
        '<p><a href="https://e.org/a">https://e.org/a</a>; <a href="https://e.org/b-">https://e.org/b-</a></p>',
    ),
    "parenthesis at the end": (
        "(https://e.org/a_(b))",
        '<p>(<a href="https://e.org/a_(b)">https://e.org/a_(b)</a>)</p>',
    ),
    "entity at the end": ("https://e.org/?a=1&copy;", '<p><a href="https://e.org/?a=1">https://e.org/?a=1</a>©</p>'),
    "in brackets": ("[https://e.org] a", "<p>[https://e.org] a</p>"),
    "in emphasis": ("*https://e.org/a*", '<p><em><a href="https://e.org/a">https://e.org/a</a></em></p>'),
    "inside a word": ("ahttps://e.org", "<p>ahttps://e.org</p>"),
    "underscore in the last labels": (
        "http://a_b.org http://a_b.c.org",
        '<p>http://a_b.org <a href="http://a_b.c.org">http://a_b.c.org</a></p>',
    ),
    "underscore in a path": ("https://e.org/a_b_c", '<p><a href="https://e.org/a_b_c">https://e.org/a_b_c</a></p>'),
}


@pytest.mark.parametrize(("text", "html"), AUTOLINKS.values(), ids=AUTOLINKS)
def test_addresses_are_links_without_marks(text: str, html: str) -> None:
    """After white space or one of `*_~(`, trimmed at the end, never in open brackets."""
    assert show(text) == html


ESCAPES: Cases = {
    "punctuation": ('\\| \\~ \\" \\* \\[ \\\\', "<p>| ~ &quot; * [ \\</p>"),
    "letter": ("\\a C:\\Users", "<p>\\a C:\\Users</p>"),
    "break": ("a\\\nb", "<p>a<br />b</p>"),
    "two spaces": ("a  \nb", "<p>a<br />b</p>"),
    "three spaces": ("a   \nb", "<p>a<br />b</p>"),
    "line end is no break": ("a\nb", "<p>a\nb</p>"),
    "not at the end": ("a\\\n\nb  \n", "<p>a\\</p><p>b</p>"),
    "in a heading": ("# a\\", "<h1>a\\</h1>"),
}


@pytest.mark.parametrize(("text", "html"), ESCAPES.values(), ids=ESCAPES)
def test_backslash_escapes_punctuation(text: str, html: str) -> None:
    """Before a line end it is a break, and elsewhere it stays."""
    assert show(text) == html


ENTITIES: Cases = {
    "names": ("&copy; &ouml; &NotEqualTilde;", "<p>© ö ≂̸</p>"),
    "numbers": ("&#65; &#x42;", "<p>A B</p>"),
    "no such name": ("&bogus; &copy", "<p>&amp;bogus; &amp;copy</p>"),
    "escaped ampersand": ("&amp;copy;", "<p>&amp;copy;</p>"),
    "no marks": ("&#42;a&#42;", "<p>*a*</p>"),
    "in an address": ("[a](https://e.org/?b&amp;c)", '<p><a href="https://e.org/?b&amp;c">a</a></p>'),
    "in code": ("    &amp;", "<pre><code>&amp;amp;\n</code></pre>"),
    "NUL": ("&#0;", "<p>�</p>"),
}


@pytest.mark.parametrize(("text", "html"), ENTITIES.values(), ids=ENTITIES)
def test_entities_are_decoded_but_in_code(text: str, html: str) -> None:
    """All of HTML's, and numbers; text that only looks like one stays so."""
    assert show(text) == html


ADDRESSES: Cases = {
    "brackets": ("[d](e[f]g)", '<p><a href="e%5Bf%5Dg">d</a></p>'),
    "spaces": ("[a](<b c>)", '<p><a href="b%20c">a</a></p>'),
    "encoded stays encoded": ("[a](b%5Bc)", '<p><a href="b%5Bc">a</a></p>'),
    "balanced parentheses": ("[a](b(c)d)", '<p><a href="b(c)d">a</a></p>'),
    "space without angle brackets": ("[a](b c)", "<p>[a](b c)</p>"),
    "title": ("[a](https://e.org 'b \"c\"')", '<p><a href="https://e.org" title="b &quot;c&quot;">a</a></p>'),
    "picture in a link": (
        "[![a](https://e.org/b.png)](https://e.org)",
        '<p><a href="https://e.org"><img src="https://e.org/b.png" alt="a" /></a></p>',
    ),
    "plain words of a picture": (
        "![a *b* `c` [d](e)](https://e.org/f.png)",
        '<p><img src="https://e.org/f.png" alt="a b c d" /></p>',
    ),
    "no link in a link": ("[a [b](c) d](e)", '<p>[a <a href="c">b</a> d](e)</p>'),
}


@pytest.mark.parametrize(("text", "html"), ADDRESSES.values(), ids=ADDRESSES)
def test_addresses_of_links_are_kept_as_written(text: str, html: str) -> None:
    """Brackets inside, spaces in angle brackets, what is encoded already."""
    assert show(text) == html


EVERY_CASE = [
    case
    for cases in (
        CONTAINERS,
        COLUMNS,
        INTERRUPTIONS,
        LOOSENESS,
        FENCES,
        HTML_BLOCKS,
        HEADINGS,
        REFERENCES,
        TABLES,
        TASKS,
        FOOTNOTES,
        PRECEDENCE,
        EMPHASIS,
        STRIKING,
        AUTOLINKS,
        ESCAPES,
        ENTITIES,
        ADDRESSES,
    )
    for case in cases.values()
]


@pytest.mark.parametrize("text", [text for text, _ in EVERY_CASE])
def test_case_is_as_on_github(text: str) -> None:
    """The rules above are GitHub's own: its published parser gives the same tree."""
    assert canonical(render_fragment(text)) == canonical(render_reference(text))

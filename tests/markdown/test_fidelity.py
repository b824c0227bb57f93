"""Documents like those of learners look as they do on GitHub, whose published parser is the reference."""

import pytest

from generator.markdown import render_fragment
from tests.markdown.fidelity.canonical import canonical, show_difference
from tests.markdown.fidelity.reference import render_reference
from tests.markdown.fidelity.score import DOCUMENTS, Document, Verdict, compare, format_scores, read_documents

OWN_DOCUMENTS = tuple(read_documents(DOCUMENTS))

SAME = {
    "permalink": ('<h1 id="a">x<a class="anchor" href="#a">#</a></h1>', "<h1>x</h1>\n"),
    "alignment": ('<table><tr><td style="text-align: right;">1</table>', '<table><tr><td align="right">1</table>'),
    "code in colours": (
        '<div class="highlight"><pre><code class="language-py"><span class="k">x</span>\n</code></pre></div>',
        '<pre lang="py"><code>x\n</code></pre>',
    ),
    "checkbox": (
        '<li class="t"><input type="checkbox" class="c" disabled checked aria-label="done"> a</li>',
        '<li><input type="checkbox" checked="" disabled="" /> a</li>',
    ),
    "white space round blocks": ("<p>a<br />\nb</p><p>c</p>", "<p>a<br>b</p>\n\n<p>c</p>\n"),
    "spelling of an address": ('<a href="é x">l</a>', '<a href="%C3%A9%20x">l</a>'),
    "spelling of a character": ("<p>&quot;&#xe4;&quot;</p>", '<p>"ä"</p>'),
    "comment": ("<p>a<!-- b -->c</p>", "<p>ac</p>"),
    "strong in strong": ("<strong>a<strong>b</strong></strong>", "<strong>ab</strong>"),
    "alert": (
        '<div class="markdown-alert markdown-alert-tip"><p class="markdown-alert-title">Tip</p><p>x</p></div>',
        "<blockquote><p>[!TIP]\nx</p></blockquote>",
    ),
    "footnote": (
        """<sup class="footnote-ref"><a href="#fn-a" data-footnote-ref>1</a></sup>
        <section class="footnotes" aria-label="Footnotes"><ol><li id="fn-a"><p>x
        <a href="#fnref-a" class="footnote-backref">back</a></p></li></ol></section>""",
        '<a class="footnote-ref" href="#fn1">1</a><div class="footnote"><hr><ol><li><p>x</p></li></ol></div>',
    ),
}

DIFFERENT = {
    "loose item": ("<li>a</li>", "<li><p>a</p></li>"),
    "start": ("<ol><li>a</li></ol>", '<ol start="3"><li>a</li></ol>'),
    "hard break": ("<p>a b</p>", "<p>a<br>b</p>"),
    "blank line in code": ("<pre>a\n\nb</pre>", "<pre>a\n  \nb</pre>"),
    "second line end of code": ("<pre>a\n</pre>", "<pre>a\n\n</pre>"),
    "tab in code": ("<pre>\tx</pre>", "<pre>    x</pre>"),
    "title of a link": ('<a href="x">l</a>', '<a href="x" title="t">l</a>'),
    "address": ('<a href="x">l</a>', '<a href="y">l</a>'),
    "space between words": ("<p>a b</p>", "<p>ab</p>"),
    "space in front of emphasis": ("<p>a <em>b</em></p>", "<p>a<em>b</em></p>"),
    "two lists": ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
    "emphasis": ("<p><em>a</em></p>", "<p>a</p>"),
    "nesting": ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a</li><li>b</li></ul>"),
    "task done": ('<li><input type="checkbox" checked> a</li>', '<li><input type="checkbox"> a</li>'),
    "kind of alert": (
        '<div class="markdown-alert markdown-alert-tip"><p>Tip</p><p>x</p></div>',
        "<blockquote><p>[!NOTE]\nx</p></blockquote>",
    ),
    "body of a table without rows": (
        "<table><thead><tr><th>a</thead></table>",
        "<table><thead><tr><th>a</thead><tbody></tbody></table>",
    ),
}


@pytest.mark.parametrize("document", OWN_DOCUMENTS, ids=lambda document: f"{document.folder}/{document.name}")
def test_document_looks_as_on_github(document: Document) -> None:
    """The canonical trees are equal; of one that differs the difference is shown."""
    assert compare(document, render_fragment).difference == ""


def test_the_set_is_as_large_as_it_claims_to_be() -> None:
    """A folder that is not found would otherwise pass in silence."""
    folders = {document.folder for document in OWN_DOCUMENTS}
    assert folders == {f"documents/{name}" for name in ("languages", "logs", "mixes", "notes", "readmes", "roadmaps")}
    assert len(OWN_DOCUMENTS) > 50


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_manner_is_no_difference(pair: tuple[str, str]) -> None:
    """What no reader sees does not make two trees of one."""
    assert canonical(pair[0]) == canonical(pair[1])


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_what_a_reader_sees_is_a_difference(pair: tuple[str, str]) -> None:
    """A comparison that forgives too much proves nothing."""
    assert canonical(pair[0]) != canonical(pair[1])


def test_scores_are_by_folder() -> None:
    """A large plain collection must not hide a small one that looks wrong."""
    equal, other = Document("logs", "a.md", ""), Document("notes", "b.md", "")
    assert format_scores([Verdict(equal, ""), Verdict(equal, ""), Verdict(other, "- x")]) == (
        "100.00 %  2/2  logs\n  0.00 %  0/1  notes\n 66.67 %  2/3  all"
    )


def test_difference_is_shown_as_two_trees() -> None:
    """Whoever mends it sees what is wanted and what there is."""
    assert show_difference(canonical('<a href="x">l</a>'), canonical("<em>l</em>")) == (
        "--- cmark-gfm\n+++ ours\n@@ -1,2 +1,2 @@\n-a href='x'\n+em\n   'l'"
    )


def test_task_in_a_quote_has_a_checkbox_unlike_cmark_gfm() -> None:
    """We follow GitHub's description of task lists: any item may be a task, wherever its list is.

    cmark-gfm 0.29 looks for the marker at the start of the source line, and so makes none in a quote.
    """
    assert 'type="checkbox"' in render_fragment("> - [ ] a")
    assert "checkbox" not in render_reference("> - [ ] a")


def test_task_as_first_thing_of_an_item_has_a_checkbox_unlike_cmark_gfm() -> None:
    """Likewise where one list begins on the line of another's item."""
    assert 'type="checkbox"' in render_fragment("- - [ ] a")
    assert "checkbox" not in render_reference("- - [ ] a")


def test_task_is_done_only_by_its_own_mark_unlike_cmark_gfm() -> None:
    """We follow GitHub's description: the brackets at the start say it, and no `[x]` further on.

    cmark-gfm 0.29 looks for `[x]` anywhere in the line.
    """
    text = "- [ ] write `[x]` for done"
    assert "checked" not in render_fragment(text)
    assert 'checked=""' in render_reference(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*£*bravo", "<p><em>£</em>bravo</p>"),
        ("a <!-- b -- c --> d", "<p>a <!-- b -- c --> d</p>"),
        ("<https://example.org/a b>", '<p>&lt;<a href="https://example.org/a">https://example.org/a</a> b&gt;</p>'),
    ],
    ids=[
        "a symbol is no punctuation, as it was none until 0.31",
        "a comment may hold two hyphens, as it may since 0.31",
        "an address is a link where its brackets are none",
    ],
)
def test_github_is_followed_where_a_specification_differs(text: str, html: str) -> None:
    """GitHub's parser is at 0.29 but for comments, and has extensions; a journal shows what its author saw there."""
    assert canonical(render_fragment(text)) == canonical(html) == canonical(render_reference(text))

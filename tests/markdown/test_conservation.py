"""Words that were written and are not shown."""

import time

import pytest

from generator.markdown.conservation import find_lost_words
from generator.markdown.sanitize import plain_text, reduce_html


def find_lost(html: str) -> tuple[str, ...]:
    """Compare a piece of HTML with what a reader sees of it, unreduced."""
    return find_lost_words(html, plain_text(html))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "one two",
        "<p>o<b>n</b>e</p><p>t&ouml;w &amp; &lt;three&gt;</p>",
        "<!-- four --> five <!--> six <!---> seven",
        "<script>eight()</script><STYLE>nine</STYLE ><title>ten</title>eleven",
        "<template><p>twelve</p></template>thirteen",
        "<p title='fourteen > x' data-x=\"<b>\">fifteen</p>",
        "<table><tr><td>a<td>b</table>c<br>d<br/>e",
        "<my-tag a=b c>sixteen</my-tag><img alt='seventeen'>",
        "1 < 2 and 2 > 1, a <3 b",
        "<?php eighteen ?> <!DOCTYPE html> <![CDATA[nineteen]]>",
        "x<svg><path/><text>drawn</text></svg> <math><mi>y</mi></math>",
        "<a href=x>twenty</a><div>日本語</div>",
    ],
)
def test_nothing_is_lost_of_what_is_complete(html: str) -> None:
    """Tags, closed comments and closed scripts are not words; everything else is shown."""
    assert find_lost(html) == ()


@pytest.mark.parametrize(
    ("html", "lost"),
    [
        ("<p>one</p><!-- two <b>three</b>", ("two", "three")),
        ("<p>one</p><div two\n\n<p>three</p>", ("div", "two")),
        ("one <script>two three", ("two", "three")),
        ("one <title>two <em>three</em>", ("two", "three")),
        ("one <textarea>two</p>", ("two",)),
        ("one <script>two</script> <script>three", ("three",)),
        ('<a href="x>one</a> two <b class="y">three</b>', ("one", "two")),
        ("one <!-- two -- > three", ("two", "three")),
    ],
)
def test_what_is_swallowed_is_named(html: str, lost: tuple[str, ...]) -> None:
    """A comment, tag or element that is not closed takes the words behind it away, in their order."""
    assert find_lost(html) == lost


def test_each_occurrence_counts() -> None:
    """A swallowed paragraph that says nothing new is noticed."""
    assert find_lost("one two <!-- one two") == ("one", "two")


def test_a_torn_table_loses_nothing() -> None:
    """Text that the parser moves out of a table is joined to its neighbour, and not lost."""
    assert find_lost("start<table>moved<tr><td>cell</td></tr></table>") == ()


def test_end_tags_without_an_end_are_looked_through_once() -> None:
    """An element whose end tags are all open is closed nowhere."""
    assert find_lost("<script>one" + "</script " * 2)[:1] == ("one",)


def test_reduced_html_keeps_its_words() -> None:
    """What GitHub would leave out are tags: the words in them stay."""
    html = "<center>one</center><u>two</u><title>three<script>four</script><form>five</form><my-tag>six</my-tag>"
    assert find_lost_words(html, plain_text(reduce_html(html))) == ()


@pytest.mark.parametrize(
    "piece", ["<!--", "<script>", "<title>x", "<a ", "<a b='", '<a b="', "<", "<b x", "</", "x ", "<x"]
)
def test_hostile_html_takes_linear_time(piece: str) -> None:
    """A hundred thousand beginnings without an end."""
    start = time.process_time()
    find_lost_words(piece * 100_000, "")
    assert time.process_time() - start < 3

"""Links of a note, written for its new place."""

import posixpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SitePath
from generator.importing.relinking import leads_to, write_link
from generator.markdown.render import render_fragment
from tests.importing.samples import run, texts, told

MOVED = """\
== _posts/2020-01-02-a.md ==
---
title: A
---
BODY
== _posts/2020-01-03-b.md ==
---
title: B
---
== assets/p (1).png ==
== assets/f.pdf ==
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[b](2020-01-03-b.md)", "[b](2020-01-03-b.md)"),
        ("[b](/2020/01/03/b.html#x)", "[b](2020-01-03-b.md#x)"),
        ("[b](</2020/01/03/b.html> 'B')", "[b](<2020-01-03-b.md> 'B')"),
        ("[b](../03/b.html?q=1#x)", "[b](2020-01-03-b.md?q=1#x)"),
        ("![p](</assets/p (1).png>)", "![p](<../assets/p%20%281%29.png>)"),
        ("![p](/assets/p%20(1).png)", "![p](../assets/p%20%281%29.png)"),
        ("[f][r] and [r]\n\n[r]: /assets/f.pdf\n", "[f][r] and [r]\n\n[r]: ../assets/f.pdf\n"),
        ('<img src="/assets/f.pdf" alt="">', '<img src="../assets/f.pdf" alt="">'),
        ("`[b](/2020/01/03/b.html)`", "`[b](/2020/01/03/b.html)`"),
        ("    [b](/2020/01/03/b.html)", "    [b](/2020/01/03/b.html)"),
        ("[b](https://example.org/a.md) <https://a.b> [x](#x)", "[b](https://example.org/a.md) <https://a.b> [x](#x)"),
    ],
)
def test_links_lead_to_the_same_from_the_new_place(written: str, expected: str) -> None:
    """Whatever form they have; what stands around them, and what is no link, stays."""
    result = run(MOVED.replace("BODY", written), "jekyll")
    body = texts(result)["content/entries/2020-01-02-a.md"].split("---\n", 2)[2]
    assert body.rstrip("\n") == expected.rstrip("\n")
    assert told(result) == []


def test_links_that_lead_nowhere_are_told_with_their_lines() -> None:
    """And stay as they are; nothing outside of the folder is looked for."""
    result = run(MOVED.replace("BODY", "[a](gone.md)\n\n[b](../../etc/passwd) [c](/etc/passwd)"), "jekyll")
    assert told(result) == [
        'notes/_posts/2020-01-02-a.md:4: the link to "gone.md" leads to nothing in this folder',
        'notes/_posts/2020-01-02-a.md:6: the link to "../../etc/passwd" leads to nothing in this folder',
        'notes/_posts/2020-01-02-a.md:6: the link to "/etc/passwd" leads to nothing in this folder',
    ]
    assert result.copies == ()


NAMES = st.text(st.characters(exclude_characters="/\0\n\r", codec="utf-8"), min_size=1, max_size=8).filter(
    lambda name: name not in {".", ".."} and name.isprintable()
)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(lambda parts: SitePath("content/" + "/".join(parts)))


@given(PATHS, PATHS)
def test_every_path_can_be_written_as_a_link(source: SitePath, target: SitePath) -> None:
    """Markdown reads it as one link, and it leads there."""
    written = write_link(source, target)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(written))) == target
    assert leads_to(written, source, target)
    assert render_fragment(f"[x]({written})").startswith('<p><a href="')


def test_a_file_of_this_name_elsewhere_is_named() -> None:
    """If there is only one, it may have been meant."""
    result = run("== a/b.md ==\n[x](c.md) [y](d.md)\n== e/c.md ==\n== e/d.md ==\n== f/d.md ==\n", "markdown")
    assert [line.hint for line in result.left_out] == ['is it "e/c.md"?', ""]

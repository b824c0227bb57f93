"""A page: its tags in their order, its head, and places that can be linked to."""

import pytest

from generator.audit.pages import read_fragment, read_page

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>x</title>{head}</head><body>{body}</body></html>
"""


def read(body: str = "", head: str = "") -> list[str]:
    """Say what is wrong with a page, and where."""
    text = PAGE.format(head=head, body=body)
    return [f"{fault.message}: {text[begin + fault.start :][:5]}" for begin, fault in read_page(text, {}).faults]


def test_sound_page_has_no_fault() -> None:
    """Letters of either case, comments with tags in them, and quotes with brackets."""
    assert read('<!-- <p> > --><P Title="a > b">1 &lt; 2</P><textarea></p></textarea>') == []


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("1 < 2", ["this < begins no tag: < 2</"]),
        ("<!-- a <i>", ["the comment is never closed: <!-- "]),
        ("<title>a", ["<title> is never closed: title"]),
        ("<i id=a></i><b id=a></b>", ['the id "a" is given twice: a></b']),
    ],
)
def test_faults_have_their_place(body: str, faults: list[str]) -> None:
    """As far as it can be told where the mistake is."""
    assert read(body) == faults


def test_title_of_a_drawing_is_not_the_pages() -> None:
    """A page with an icon still needs a title of its own."""
    text = PAGE.format(head="", body="<svg><title>Icon</title></svg>").replace("<title>x</title>", "")
    assert [fault.message for _, fault in read_page(text, {}).faults] == ["the page has no title"]


def test_what_a_page_says_of_itself() -> None:
    """Whether it is to be found, where it is, and what in it can be linked to."""
    head = '<meta name="robots" content="NOINDEX, follow"><link rel="canonical" href="/x/">'
    facts = read_page(PAGE.format(head=head, body='<i id="a"></i><a name="b"></a><b class="x draft"></b>'), {})
    assert (facts.is_indexed, facts.canonical, facts.places, facts.is_draft) == (False, "/x/", {"a", "b"}, True)


def test_tags_that_were_read_are_not_read_again() -> None:
    """Pages of a site share nearly all of their tags."""
    memory: dict[str, object] = {}
    read_page(PAGE.format(head="", body='<a href="/x">x</a>'), memory)  # type: ignore[arg-type]
    before = dict(memory)
    read_page(PAGE.format(head="", body='<a href="/x">y</a>'), memory)  # type: ignore[arg-type]
    assert memory == before


def test_fragment_needs_no_head() -> None:
    """What a feed says of an entry is a piece of a page."""
    facts = read_fragment("<p>a<b>b</b> <a href='/x'>x</a>", {})
    assert ([each.address for _, each in facts.references], facts.faults) == (["/x"], ())

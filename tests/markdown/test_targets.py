"""Addresses of inner links and images, and where they stand in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markdown.body import LINK_MARK, MarkdownOptions, Target, TargetKind
from generator.markdown.render import render_markdown
from generator.markdown.targets import mark_targets


def targets_of(body: str) -> tuple[Target, ...]:
    """Render a body and give its targets."""
    return render_markdown(body, MarkdownOptions()).facts.targets


def places_of(body: str) -> list[tuple[str, int, int]]:
    """Give each target's address, line and column."""
    return [(target.address, target.line, target.column) for target in targets_of(body)]


def mark(number: int) -> str:
    """Write a link's mark."""
    return f"{LINK_MARK}{number}{LINK_MARK}"


def test_inner_links_and_images_are_numbered() -> None:
    """Each inner address is taken out of the HTML, in order, and kept as written."""
    html, targets = mark_targets('<p><a href="a.md#x">a</a> <img alt="b" src="b.png" /></p>', "[a](a.md#x) ![b](b.png)")
    assert html == f'<p><a href="{mark(0)}">a</a> <img alt="b" src="{mark(1)}" /></p>'
    assert targets == (
        Target(TargetKind.LINK, "a.md#x", 1, 5, "[a](a.md#x) ![b](b.png)"),
        Target(TargetKind.IMAGE, "b.png", 1, 18, "[a](a.md#x) ![b](b.png)"),
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.md",
        "HTTP://example.org",
        "mailto:a@example.org",
        "//example.org/a",
        "#below",
        "",
        "tel:1",
    ],
)
def test_what_leads_out_or_stays_is_left(address: str) -> None:
    """An address with a scheme or host, a fragment of the page itself and no address at all are not inner ones."""
    html = f'<a href="{address}">x</a>'
    assert mark_targets(html, f"[x]({address})") == (html, ())


@pytest.mark.parametrize(
    "address", ["a.md", "../a.md", "./a/", "/about/", "/content/pages/about.md", "?q=1", "a%20b.md", "día.md"]
)
def test_paths_are_inner(address: str) -> None:
    """Whatever is a path leads into the site."""
    assert [target.address for target in targets_of(f"[x]({address})")] == [address]


def test_repeated_address_has_each_place() -> None:
    """The second link to an address is found behind the first."""
    assert places_of("[x](a.md) and\n[y](a.md)\n\n![z](a.md)") == [("a.md", 1, 5), ("a.md", 2, 5), ("a.md", 3 + 1, 6)]


def test_address_that_begins_another_is_not_taken_for_it() -> None:
    """Only the whole address is the address."""
    assert places_of("[x](a.md#one) [y](a.md)") == [("a.md#one", 1, 5), ("a.md", 1, 19)]
    assert places_of("[x](a_(b)/c) [y](a_(b))") == [("a_(b)/c", 1, 5), ("a_(b)", 1, 18)]
    assert places_of("[x](a(b).md) [y](a)") == [("a(b).md", 1, 5), ("a", 1, 18)]


def test_reference_is_found_at_its_definition() -> None:
    """The address of a reference stands where it is defined; several references are one address there."""
    assert places_of("[x][ref]\n\n[ref]: a.md\n") == [("a.md", 3, 8)]


def test_references_share_the_place_of_their_definition() -> None:
    """A definition that is used twice is found twice."""
    assert places_of("[x][ref] [y][ref]\n\n[ref]: a.md\n") == [("a.md", 3, 8), ("a.md", 3, 8)]


def test_address_with_brackets_is_found() -> None:
    """An address may have a pair of brackets in it, and be written twice."""
    assert places_of("[x](a_(b).md)\n[y](a_(b).md)") == [("a_(b).md", 1, 5), ("a_(b).md", 2, 5)]


def test_address_in_angle_brackets_is_found() -> None:
    """An address may have spaces in angle brackets."""
    assert places_of("[x](<a b.md>)") == [("a b.md", 1, 6)]


@pytest.mark.parametrize("written", ['href="a.md"', "href='a.md'", "href=a.md", 'HREF = "a.md"'])
def test_raw_html_is_followed(written: str) -> None:
    """HTML in Markdown has addresses in any kind of quotes, or none."""
    (target,) = targets_of(f"<a {written}>x</a>")
    assert (target.kind, target.address) == (TargetKind.LINK, "a.md")
    assert target.line_text[target.column - 1 :].startswith("a.md")


def test_media_in_raw_html_are_images() -> None:
    """Pictures, films and sounds are shown, not followed."""
    body = '<video poster="p.png"><source src="v.mp4"></video>\n\n<audio src="a.ogg"></audio>'
    assert [(target.kind, target.address) for target in targets_of(body)] == [
        (TargetKind.IMAGE, "p.png"),
        (TargetKind.IMAGE, "v.mp4"),
        (TargetKind.IMAGE, "a.ogg"),
    ]


@pytest.mark.parametrize(
    "code", ["`[x](a.md)`", "``[x](a.md) ` ``", "```\n[x](a.md)\n```", "~~~ md\n[x](a.md)\n~~~", '`<a href="a.md">`']
)
def test_code_is_no_link(code: str) -> None:
    """What only looks like a link, in a code span or a fenced block, is none; the link below it has its own place."""
    assert targets_of(code) == ()
    line = code.count("\n") + 3
    assert places_of(f"{code}\n\n[x](a.md)") == [("a.md", line, 5)]


def test_indented_code_is_no_link() -> None:
    """A link in an indented block of code is text."""
    assert targets_of("words\n\n    [x](a.md)\n") == ()


def test_lone_backticks_hide_nothing() -> None:
    """A backtick without a partner, or a fence that is never closed, is text."""
    assert places_of("a ` b [x](a.md)") == [("a.md", 1, 11)]
    assert places_of("```\n[x](a.md)") == [("a.md", 2, 5)]


def test_comment_has_no_links() -> None:
    """What stands in a comment of HTML is not followed, and stays as it is."""
    body = "<!-- <a href='a.md'>\n<img src='b.png'> -->"
    rendered = render_markdown(body, MarkdownOptions())
    assert rendered.facts.targets == ()
    assert rendered.html.strip() == body


@pytest.mark.parametrize(
    "body", ['[x](a.md "the href=b.md of it")', '<a title="src=\'b.md\' href=b" href="a.md">x</a>']
)
def test_words_of_a_title_are_no_address(body: str) -> None:
    """An attribute's value may say `href=`."""
    rendered = render_markdown(body, MarkdownOptions())
    assert [target.address for target in rendered.facts.targets] == ["a.md"]
    assert rendered.html.count(LINK_MARK) == 2


def test_words_of_an_image_are_no_address() -> None:
    """An image's alternative text may say `src=`."""
    assert [target.address for target in targets_of("![an img with src=b.png](a.png)")] == ["a.png"]


def test_data_attribute_is_no_address() -> None:
    """Only the attributes that lead somewhere are followed."""
    assert targets_of('<a data-href="a.md" name="x">x</a>') == ()


def test_entity_in_address_is_read() -> None:
    """The address is what a browser would ask for."""
    assert [target.address for target in targets_of("[x](a.md?b=1&c=2)")] == ["a.md?b=1&c=2"]


def test_address_that_is_not_in_the_source_has_no_place() -> None:
    """Where the source does not have the address as it is, there is no line to point at."""
    assert targets_of("[x](a\\_b.md)") == (Target(TargetKind.LINK, "a_b.md", 0, 0, ""),)


ADDRESSES = st.text("abc./%#?=&-_ü", min_size=1, max_size=12)


@given(st.lists(ADDRESSES, max_size=6))
def test_marks_and_targets_agree(addresses: list[str]) -> None:
    """Whatever addresses there are, the HTML's marks count the targets from 0 in order."""
    html = " ".join(f'<a href="{address}">x</a>' for address in addresses)
    marked, targets = mark_targets(html, html)
    assert marked.split(LINK_MARK)[1::2] == [str(number) for number in range(len(targets))]
    for target in targets:
        assert target.line_text[target.column - 1 :].startswith(target.address)

"""What inline constructs of one document share: addresses, their places, footnotes."""

import pytest

from generator.markdown.body import LINK_MARK, MarkdownOptions, Target, TargetKind
from generator.markdown.nodes import Document
from generator.markdown.render import render_markdown
from generator.markdown.scope import Place, Scope
from generator.markdown.spans import escape_text

MARK = f"{LINK_MARK}0{LINK_MARK}"


def make_scope(*lines: str, is_raw_html_allowed: bool = False, are_images_lazy: bool = False) -> Scope:
    """Make the scope of a document with these lines."""

    def write_math(source: str, _is_block: bool, _place: Place) -> str:  # noqa: FBT001 (a callback of the scope)
        return source

    options = MarkdownOptions(is_raw_html_allowed=is_raw_html_allowed, are_images_lazy=are_images_lazy)
    return Scope(Document(list(lines)), options, write_text=escape_text, write_math=write_math)


def link_to(address: str, *, is_raw_html_allowed: bool = False) -> str:
    """Write the attributes of a link to an address."""
    scope = make_scope(is_raw_html_allowed=is_raw_html_allowed)
    return scope.link_attributes(address, (1, address, 0, len(address)))


def targets_of(body: str) -> tuple[Target, ...]:
    """Render a body and give its targets."""
    return render_markdown(body, MarkdownOptions(is_raw_html_allowed=False)).facts.targets


def places_of(body: str) -> list[tuple[str, int, int]]:
    """Give each target's address, line and column."""
    return [(target.address, target.line, target.column) for target in targets_of(body)]


@pytest.mark.parametrize(
    ("address", "attributes"),
    [
        ("https://a.b/c?d=1&e", ' href="https://a.b/c?d=1&amp;e" rel="noopener"'),
        ("HTTP://a.b", ' href="HTTP://a.b" rel="noopener"'),
        ("//a.b/c", ' href="//a.b/c" rel="noopener"'),
        ("mailto:a@b.c", ' href="mailto:a@b.c"'),
        ("", ' href=""'),
    ],
)
def test_outer_addresses_are_written(address: str, attributes: str) -> None:
    """What leads out of the site stands in the HTML; a page that it opens must not steer ours."""
    assert link_to(address) == attributes


@pytest.mark.parametrize("address", ["a.md", "../a.md#b", "#b", "/about/", "?q=1", "día.md", "a%20b.md"])
def test_inner_addresses_are_marked(address: str) -> None:
    """A path, and a fragment of the page itself, is a number in the HTML and kept as it was written."""
    scope = make_scope(f"[x]({address})")
    assert scope.link_attributes(address, (1, f"[x]({address})", 4, len(address))) == f' href="{MARK}"'
    assert scope.targets == [Target(TargetKind.LINK, address, 1, 5, f"[x]({address})", len(address))]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:a",
        "JavaScript:a",
        "java\tscript:a",
        " javascript:a",
        "\u200bjavascript:a",
        "data:a",
        "vbscript:a",
        "a:b",
    ],
)
def test_unsafe_addresses_are_left_out(address: str) -> None:
    """What a browser might run is not written, however it is disguised."""
    assert link_to(address) == ""


def test_author_may_opt_out() -> None:
    """Where raw HTML is allowed, so is every scheme."""
    assert link_to("irc://a", is_raw_html_allowed=True) == ' href="irc://a"'


def test_images_may_be_lazy() -> None:
    """A picture further down need not be fetched at once."""
    scope = make_scope("![x](a.png)", are_images_lazy=True)
    assert scope.image_attributes("a.png", (1, "![x](a.png)", 5, 5)) == f' src="{MARK}" loading="lazy"'
    assert scope.targets[0].kind is TargetKind.IMAGE


def test_citations_are_counted_in_order() -> None:
    """Footnotes are numbered by their first reference, and each reference to one counts."""
    scope = make_scope()
    assert [scope.cite(label) for label in ("b", "a", "b", "b")] == [(1, 1), (2, 1), (1, 2), (1, 3)]
    assert [(citation.label, citation.count) for citation in scope.citations] == [("b", 3), ("a", 1)]


def test_remark_has_its_place() -> None:
    """What is noted stands at its line and column, also in a text whose lines are indented in the source."""
    scope = make_scope("- one", "  two $x$")
    scope.add_remark("is wrong", (1, "one\ntwo $x$", 8, 3), "mend it")
    (remark,) = scope.remarks
    assert (remark.line, remark.column, remark.line_text, remark.length) == (2, 7, "  two $x$", 3)
    assert (remark.message, remark.hint) == ("is wrong", "mend it")


def test_remark_on_a_whole_block_has_its_line() -> None:
    """A block of which no text is given, first of all or after another, is found by its line."""
    scope = make_scope("```math", "\\x", "```", "", "```math")
    for line in (1, 5):
        scope.add_remark("is wrong", (line, "", 0, 2))
    assert [(remark.line, remark.column, remark.line_text) for remark in scope.remarks] == [
        (1, 1, "```math"),
        (5, 1, "```math"),
    ]


def test_same_text_is_looked_for_in_its_own_line() -> None:
    """Two pieces with the same words may stand elsewhere in their lines."""
    scope = make_scope("a $x$", "- > a $x$")
    for line in (1, 2):
        scope.add_remark("is wrong", (line, "a $x$", 2, 3))
    assert [remark.column for remark in scope.remarks] == [3, 7]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("[x](a.md) and\n[y](a.md)\n\n![z](b.png)", [("a.md", 1, 5), ("a.md", 2, 5), ("b.png", 4, 6)]),
        ("> - [x](a.md)\n>   [y](b.md)", [("a.md", 1, 9), ("b.md", 2, 9)]),
        ("    code\n\n# See [x](a.md) #", [("a.md", 3, 11)]),
        ("| a | b |\n|---|---|\n| c | [x](a.md) |", [("a.md", 3, 11)]),
        ("| a |\n|---|\n| [x](a.md) \\| b |", [("a.md", 3, 7)]),
        ("[x][ref] [y][ref]\n\n[ref]: a.md\n", [("a.md", 3, 8), ("a.md", 3, 8)]),
        ("- a\n\n  [ref]: <a b.md>\n\n[ref]", [("a b.md", 3, 11)]),
        ("[x](<a b.md>)", [("a b.md", 1, 6)]),
        ("[x](a_(b).md)", [("a_(b).md", 1, 5)]),
        ("<a title='src=b' href='a.md'>x</a>", [("a.md", 1, 24)]),
        ("words\n\n<p>\n<img src=a.png>\n</p>", [("a.png", 4, 10)]),
        ("\t* a\n\t  [x](a.md)", []),
    ],
)
def test_addresses_have_their_places(body: str, places: list[tuple[str, int, int]]) -> None:
    """Line and column count from 1, in any container; code has no links."""
    assert places_of(body) == places


def test_escaped_address_is_as_long_as_written() -> None:
    """The excerpt's caret goes under what stands in the source."""
    (target,) = targets_of("[x](a\\_b.md)")
    assert (target.address, target.column, target.length) == ("a_b.md", 5, 7)


def test_media_in_raw_html_are_images() -> None:
    """Pictures, films and sounds are shown, not followed."""
    body = '<video poster="p.png"><source src="v.mp4"></video>\n\n<audio src="a.ogg"></audio>'
    assert [(target.kind, target.address) for target in targets_of(body)] == [
        (TargetKind.IMAGE, "p.png"),
        (TargetKind.IMAGE, "v.mp4"),
        (TargetKind.IMAGE, "a.ogg"),
    ]


@pytest.mark.parametrize("code", ["`[x](a.md)`", "```\n[x](a.md)\n```", "    [x](a.md)", "<!-- <a href='a.md'> -->"])
def test_code_and_comments_have_no_links(code: str) -> None:
    """What only looks like a link is none."""
    assert targets_of(code) == ()

"""What a line may begin."""

import pytest

from generator.markdown.beginnings import BEGINNINGS
from generator.markdown.starts import FIRST_CHARACTERS
from tests.markdown.outline import outline, parse, write_blocks


def test_every_beginning_is_looked_for() -> None:
    """The quick way through running text stops at each character that may begin a block."""
    assert set(BEGINNINGS) == FIRST_CHARACTERS - set(" \t")


@pytest.mark.parametrize("bullet", ["-", "*", "+"])
def test_bullet_list_interrupts_a_paragraph(bullet: str) -> None:
    """No blank line is needed before it."""
    assert outline(f"Steps:\n{bullet} a") == "p(Steps:) ul[li[p(a)]]"


def test_only_a_list_from_one_interrupts_a_paragraph() -> None:
    """A line of text that begins with a year is none."""
    assert outline("a\n1. b") == "p(a) ol[li[p(b)]]"
    assert outline("in\n1984. b") == "p(in\n1984. b)"
    assert outline("> a\n2. b") == "quote[p(a)] ol2[li[p(b)]]"


def test_empty_item_does_not_interrupt_a_paragraph() -> None:
    """But it may follow another item."""
    assert outline("a\n*\nb") == "p(a\n*\nb)"
    assert outline("- a\n-\n- b") == "ul[li[p(a)] li[] li[p(b)]]"


@pytest.mark.parametrize(
    ("marker", "indent", "is_child"),
    [("-", 2, True), ("-", 1, False), ("1.", 3, True), ("1.", 2, False), ("10.", 4, True), ("10.", 3, False)],
)
def test_child_list_needs_the_column_of_the_text(marker: str, indent: int, *, is_child: bool) -> None:
    """Two columns under a bullet, three under `1.`, four under `10.`."""
    assert ("li[p(a) ul[" in outline(f"{marker} a\n{' ' * indent}- b")) is is_child


def test_underlined_heading_has_several_lines() -> None:
    """The whole paragraph is the heading."""
    assert outline("a\nb  \nc \n---") == "h2(a\nb  \nc)"


def test_underline_goes_before_a_line_across_and_an_item() -> None:
    """Below text three dashes, or one, are an underline."""
    assert outline("a\n---\n---") == "h2(a) hr"
    assert outline("a\n-\n- b") == "h2(a) ul[li[p(b)]]"


def test_line_across_goes_before_an_item() -> None:
    """Stars apart from each other are no list of lists."""
    assert outline("- a\n* * *\n- b") == "ul[li[p(a)]] hr ul[li[p(b)]]"


@pytest.mark.parametrize("line", ["# b", "> b", "```", "<div>", "***", "[^b]: c", "- b"])
def test_what_interrupts_a_paragraph(line: str) -> None:
    """None of them needs a blank line before it."""
    assert outline(f"a\n{line}").startswith("p(a)")


def test_hash_without_space_is_no_heading() -> None:
    """A tag is text."""
    assert outline("#tag") == "p(#tag)"


@pytest.mark.parametrize("indent", ["    ", "\t", "  \t"])
def test_indent_keeps_a_line_from_beginning_anything_but_code(indent: str) -> None:
    """Four columns are code, or a part of the paragraph above."""
    assert outline(f"{indent}# a") == "code(# a\n)"
    assert outline(f"b\n{indent}# a") == "p(b\n# a)"


@pytest.mark.parametrize("state", " x/-")
def test_task(state: str) -> None:
    """The mark is taken off the text."""
    assert outline(f"- [{state}] a") == f"ul[li<{state}>[p(a)]]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. [X] a", "ol[li<x>[p(a)]]"),
        ("- [ ] a\n\n- [x] b", "ul~[li< >[p(a)] li<x>[p(b)]]"),
        ("- [ ] # a", "ul[li< >[p(# a)]]"),
        ("- [ ] - a", "ul[li< >[p(- a)]]"),
        ("- [ ] a\n  b", "ul[li< >[p(a\nb)]]"),
        ("- [ ]", "ul[li[p([ ])]]"),
        ("- a [ ] b", "ul[li[p(a [ ] b)]]"),
        ("-\n  [ ] a", "ul[li[p([ ] a)]]"),
        ("- > [ ] a", "ul[li[quote[p([ ] a)]]]"),
        ("[ ] a", "p([ ] a)"),
        ("-     [ ] a", "ul[li[code([ ] a\n)]]"),
    ],
)
def test_where_a_task_may_stand(text: str, expected: str) -> None:
    """First in an item, on the line of its marker; what follows is text, and no block."""
    assert outline(text) == expected


@pytest.mark.parametrize(("text", "state"), [("- [ ] a [x] b", " "), ("> - [x] a", "x"), ("- - [ ] a", " ")])
def test_task_is_what_its_own_brackets_say(text: str, state: str) -> None:
    """GitHub's parser looks for `[x]` anywhere in the line, and for tasks only at its start: both are mistakes."""
    assert f"li<{state}>" in outline(text)


def test_footnote_is_taken_out_of_the_text() -> None:
    """What is indented below it belongs to it."""
    document = parse("a\n[^N]: b\nc\n\n    - d\n\n  e")
    assert write_blocks(document.children) == "p(a) p(e)"
    footnote = document.footnotes["n"]
    assert (footnote.label, footnote.line) == ("N", 2)
    assert write_blocks(footnote.children) == "p(b\nc) ul[li[p(d)]]"


def test_white_space_ends_a_footnote() -> None:
    """As on GitHub: only an empty line may stand within it."""
    assert outline("[^a]: b\n  \n    c") == "code(c\n)"


def test_first_of_two_footnotes_counts() -> None:
    """The other is not shown."""
    assert write_blocks(parse("[^a]: b\n\n[^A]: c").footnotes["a"].children) == "p(b)"


def test_footnote_may_begin_with_a_list() -> None:
    """It is a container like any other."""
    assert write_blocks(parse("[^a]:   - b\n    - c").footnotes["a"].children) == "ul[li[p(b)] li[p(c)]]"


def test_first_block_of_a_container_interrupts_nothing() -> None:
    """The paragraph above the container has no say in what may begin within."""
    assert outline("a\n> 2. b") == "p(a) quote[ol2[li[p(b)]]]"
    assert outline("a\n> <img>") == "p(a) quote[html(<img>)]"
    assert outline("a\n>     b") == "p(a) quote[code(b\n)]"


def test_nesting_of_footnotes_is_limited() -> None:
    """A hundred footnotes may be defined on one line, and no more."""
    assert len(parse("".join(f"[^{number}]:" for number in range(200))).footnotes) == 100

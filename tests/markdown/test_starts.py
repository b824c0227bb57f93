"""How blocks begin."""

import pytest

from generator.markdown.cursor import Cursor
from generator.markdown.starts import (
    FIRST_CHARACTERS,
    MAY_BEGIN,
    enter_item,
    is_rule,
    read_fence,
    read_footnote_mark,
    read_heading,
    read_item_mark,
    read_task,
    read_underline,
)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("# a", (1, "a")),
        ("###### a ", (6, "a")),
        ("#\ta", (1, "a")),
        ("#", (1, "")),
        ("## a ##", (2, "a")),
        ("# a#", (1, "a#")),
        ("# a \\#", (1, "a \\#")),
        ("# #", (1, "")),
        ("####### a", None),
        ("#a", None),
        ("# a\xa0", (1, "a\xa0")),
    ],
)
def test_heading(line: str, heading: tuple[int, str] | None) -> None:
    """A heading needs a space behind its marks, and loses the marks at its end."""
    assert read_heading(line, 0) == heading


@pytest.mark.parametrize(
    ("line", "fence"),
    [
        ("```", ("```", "")),
        ("`````  python  ", ("`````", "python")),
        ("~~~ a`b~", ("~~~", "a`b~")),
        ("``` a`b", None),
        ("``", None),
    ],
)
def test_fence(line: str, fence: tuple[str, str] | None) -> None:
    """Backticks behind backticks make it a code span; tildes have no such meaning."""
    assert read_fence(line, 0) == fence


@pytest.mark.parametrize(
    ("line", "level"), [("=", 1), ("===  ", 1), ("-", 2), ("---\t", 2), ("= =", 0), ("--=", 0), ("--- a", 0)]
)
def test_underline(line: str, level: int) -> None:
    """An underline is of one piece."""
    assert read_underline(line, 0) == level


@pytest.mark.parametrize(
    ("line", "expected"),
    [("***", True), ("- - -", True), ("_\t_ __  ", True), ("**", False), ("*-*", False), ("--- a", False)],
)
def test_rule(line: str, *, expected: bool) -> None:
    """A line across is three or more of one mark."""
    assert is_rule(line, 0) is expected


@pytest.mark.parametrize("line", ["- a", "+\ta", "*", "1. a", "123456789) a"])
def test_item_mark(line: str) -> None:
    """A marker is a bullet or a number of at most nine digits, and stands apart from the text."""
    assert read_item_mark(line, 0, is_interrupting=False) is not None


@pytest.mark.parametrize("line", ["-a", "1.a", "1234567890. a", "a. b", "-1. a"])
def test_no_item_mark(line: str) -> None:
    """Anything else is none."""
    assert read_item_mark(line, 0, is_interrupting=False) is None


@pytest.mark.parametrize("line", ["-", "- ", "1.", "2. a", "0. a"])
def test_item_that_does_not_interrupt(line: str) -> None:
    """An item without text, or with another number than 1, does not interrupt running text."""
    assert read_item_mark(line, 0, is_interrupting=True) is None
    assert read_item_mark(line, 0, is_interrupting=False) is not None


@pytest.mark.parametrize(
    ("line", "width", "rest"),
    [
        ("- a", 2, "a"),
        ("-    a", 5, "a"),
        ("-     a", 2, "    a"),
        ("-\ta", 4, "a"),
        ("- \ta", 4, "a"),
        ("  10. a", 6, "a"),
        ("-", 2, ""),
        ("-   ", 2, "  "),
        ("-\t\ta", 2, "  \ta"),
    ],
)
def test_width_of_item(line: str, width: int, rest: str) -> None:
    """One to four spaces belong to the marker; of more only one does, and the others indent code."""
    cursor = Cursor()
    cursor.begin(line)
    mark = read_item_mark(line, cursor.first, is_interrupting=False)
    assert mark is not None
    assert enter_item(cursor, mark) == width
    assert cursor.read() == rest


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("[^a]: b", ("a", 6)),
        ("[^1]:", ("1", 5)),
        ("[^a b]: c", None),
        ("[^]: c", None),
        ("[^a] : b", None),
    ],
)
def test_footnote_mark(line: str, found: tuple[str, int] | None) -> None:
    """A footnote's label has no spaces."""
    assert read_footnote_mark(line, 0) == found


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("[ ] a", " "),
        ("[x] a", "x"),
        ("[X]\ta", "x"),
        ("[/] a", "/"),
        ("[-] a", "-"),
        ("[ ] ", " "),
        ("[ ]", ""),
        ("[x]a", ""),
        ("[xx] a", ""),
        ("[] a", ""),
    ],
)
def test_task(line: str, state: str) -> None:
    """The mark of a task is followed by white space, or it is text."""
    assert read_task(line, 0) == state


@pytest.mark.parametrize(
    "line",
    [
        *("# a", "#", "```", "~~~", "<a>", "<!--", "</a>", "<?", "- a", "+", "* a", "1. a", "9)", "> a", "[^a]: b"),
        *("***", "_ _ _", "* * *", "**  *", "---", "===", "-", "|-|", ":-", "$$", " # a", "\t# a", " "),
    ],
)
def test_no_beginning_is_passed_over(line: str) -> None:
    """Every line that begins a block is looked at more closely."""
    assert line[0] in FIRST_CHARACTERS
    assert MAY_BEGIN.match(line)


@pytest.mark.parametrize("line", ["`a`", "**a** b", "_a_ b", "[a](b)", "2020 was", "#tag", "< 3", "$5", "+1", "~~a~~"])
def test_running_text_is_passed_over(line: str) -> None:
    """Usual text that begins with a mark costs nothing more."""
    assert MAY_BEGIN.match(line) is None

"""Where in a line we are, in columns."""

from generator.markdown.cursor import Cursor


def start(line: str) -> Cursor:
    """Make a cursor at the start of a line."""
    cursor = Cursor()
    cursor.begin(line)
    return cursor


def test_tab_goes_to_the_next_stop() -> None:
    """Behind two spaces a tab is two columns wide."""
    cursor = start("  \tx")
    assert (cursor.first, cursor.first_column) == (3, 4)


def test_line_without_word_ends_with_its_white_space() -> None:
    """The next word of a blank line begins behind its end."""
    assert start("  ").first == 2


def test_tab_stays_a_tab() -> None:
    """What is not taken is given as it is written."""
    assert start("\tx\ty").read() == "\tx\ty"


def test_rest_of_a_tab_is_spaces() -> None:
    """A tab of which two columns are taken leaves the other two, and the tab behind it stays one."""
    cursor = start("\t\tx")
    cursor.column += 2
    assert cursor.read() == "  \tx"


def test_tab_behind_a_mark_counts_from_the_start_of_the_line() -> None:
    """The stops are those of the line, not of what is left of it."""
    cursor = start(">\tx")
    cursor.skip(1)
    assert (cursor.column, cursor.first_column) == (1, 4)
    cursor.column += 1
    assert cursor.read() == "  x"


def test_tab_taken_in_part_counts_as_one_character() -> None:
    """White space is counted in characters, too."""
    cursor = start("\t x")
    cursor.column += 1
    assert cursor.count_white() == 2

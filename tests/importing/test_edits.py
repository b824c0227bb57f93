"""Edits of a text, and where in the source each piece of the result is from."""

from hypothesis import given
from hypothesis import strategies as st

from generator.importing.edits import Edit, apply_edits, line_of


def test_of_two_edits_that_overlap_the_first_is_made() -> None:
    """A link within a comment goes with the comment."""
    assert apply_edits("abcdef", [Edit(2, 5, "-"), Edit(1, 4, "+")]).text == "a+ef"


def test_lines_are_found_behind_lines_that_are_gone() -> None:
    """What stands below a comment that was left out is told with its own line."""
    text = "a\n%%\nb\n%%\nc\n"
    edited = apply_edits(text, [Edit(2, 10, "")])
    assert edited.text == "a\nc\n"
    assert line_of(text, edited.find_origin(edited.text.index("c"))) == 5


@given(st.text("ab\n", max_size=20), st.data())
def test_what_is_left_alone_is_found_where_it_was(text: str, data: st.DataObject) -> None:
    """Each character that no edit put in is the one of the source at its origin."""
    places = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=4))
    edits = [Edit(start, end, "XYZ") for start, end in pairs]
    edited = apply_edits(text, edits)
    for offset, char in enumerate(edited.text):
        if char not in "XYZ":
            assert text[edited.find_origin(offset)] == char

"""What one item of a task list says."""

import pytest

from generator.sources.tasklists import BoxState, LineSpan, TaskItem, read_box, read_marker, walk_tasks


@pytest.mark.parametrize(
    "marker",
    ["⬅️💻☕", "⬅💻☕", "⬅️ 💻 ☕", "⬅️💻☕️", "⬅️", "⬅", "💻", "☕", "☕️", "👈", ":arrow_left::computer: :coffee:"],
    ids=ascii,
)
def test_a_marker_at_the_end_says_now(marker: str) -> None:
    """With or without variation selectors, whole or in part."""
    assert read_marker(f"5.1 Flask {marker}") == (True, "5.1 Flask")
    assert read_marker(f"5.1 Flask{marker}  ") == (True, "5.1 Flask")


@pytest.mark.parametrize("text", ["☕ Java", "a 💻 b", "Flask", "⬅️", "Flask ←"])
def test_a_sign_elsewhere_is_decoration(text: str) -> None:
    """At the beginning, within, and where there would be no words left."""
    assert read_marker(text) == (False, text)


@pytest.mark.parametrize("text", ["Flask <== me", "<==me Flask", "Flask <== me "])
def test_the_sites_own_marker_counts_at_both_ends(text: str) -> None:
    """Its characters are no pattern, and its spaces do not matter."""
    assert read_marker(text, "<== me") == (True, "Flask")


def test_a_site_without_a_marker_has_the_common_ones() -> None:
    """An empty setting shows none on the home page; it says nothing about READMEs."""
    assert read_marker("Flask ⬅️", "") == (True, "Flask")


@pytest.mark.parametrize("text", ["[~]Flask", "[ ~] Flask", "~ Flask"])
def test_half_a_box_is_none(text: str) -> None:
    """The box of something half done has its words behind a space."""
    assert read_box(text) == (None, text)
    assert read_box("[~]  Flask") == (BoxState.LEARNING, "Flask")


def test_tasks_are_walked_from_above() -> None:
    """An item comes before those below it."""

    def make(line: int, *below: TaskItem) -> TaskItem:
        return TaskItem(
            span=LineSpan(line, line),
            own=LineSpan(line, line),
            depth=0,
            state=None,
            is_now=False,
            number="",
            title="",
            links=(),
            below=below,
            rest=(),
        )

    assert [task.line for task in walk_tasks([make(1, make(2, make(3)), make(4)), make(5)])] == [1, 2, 3, 4, 5]

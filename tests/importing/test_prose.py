"""What is left of a README as a page."""

import pytest

from generator.importing.prose import Prose, gather_prose, spans_to_numbers
from generator.markdown.tasklists import read_task_lists
from generator.sources.tasklists import LineSpan


def gather(text: str, *moved: int) -> Prose:
    """Gather a text less some lines."""
    lines = dict(enumerate(text.split("\n"), start=1))
    left = {number: line for number, line in lines.items() if number not in moved}
    return gather_prose(left, read_task_lists(text).headings, moved, len(lines))


def test_blank_lines_are_the_authors_and_one_where_something_is_gone() -> None:
    """Those in code count; what stood round something does not grow together."""
    assert gather("a\n\n\nb\nlist\nc\n", 5).text == "a\n\n\nb\n\nc\n"


def test_a_heading_goes_with_what_was_below_it() -> None:
    """Also one above it that holds nothing else; one with words stays."""
    prose = gather("# A\nwords\n## B\n### C\nlist\n## D\nwords\n", 5)
    assert (prose.text, prose.empty_headings) == ("# A\nwords\n\n## D\nwords\n", (3, 4))


def test_a_heading_that_was_empty_before_stays() -> None:
    """It is the author's."""
    assert gather("# A\n\n## B\n\nlist\n\n## C\n", 5).text == "# A\n\n## C\n"


def test_an_underlined_heading_goes_with_its_line() -> None:
    """Or a line across would be left."""
    prose = gather("A\n---\nlist\n\n# B\n\nwords\n", 3)
    assert (prose.text, prose.empty_headings) == ("# B\n\nwords\n", (1, 2))


@pytest.mark.parametrize("inner", ["list", "<div>\nlist\n</div>"])
def test_what_folded_up_something_goes_with_it(inner: str) -> None:
    """From the inside outwards, with its summary."""
    text = f"a\n<details>\n<summary>More</summary>\n\n{inner}\n\n</details>\nb\n"
    moved = text.split("\n").index("list") + 1
    prose = gather(text, moved)
    assert prose.text == "a\n\nb\n"
    assert len(prose.wrappers) == 3 + 2 * (inner != "list")


def test_what_folds_up_words_stays() -> None:
    """And what was empty before."""
    text = "<details>\nwords\n</details>\n<div>\n</div>\nlist\n"
    assert gather(text, 6).text == "<details>\nwords\n</details>\n<div>\n</div>\n"


def test_a_rule_that_parts_nothing_any_more_goes() -> None:
    """At an end or beside another, because something is gone there."""
    prose = gather("a\n\n---\n\nlist\n\n---\n\nb\n\n---\n\nlist\n", 5, 13)
    assert prose.text == "a\n\n---\n\nb\n"
    assert prose.rules == (3, 11)
    assert gather("a\n\n---\n\n---\n\nb\n").rules == ()


def test_nothing_left_is_no_page() -> None:
    """Not even an empty one."""
    assert gather("# A\n\nlist\n", 3).text == ""
    assert spans_to_numbers([LineSpan(2, 3), LineSpan(7, 7)]) == [2, 3, 7]

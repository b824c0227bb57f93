"""The region of a README: found, judged, and filled without a byte beside it changing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import GeneratorError, format_problem
from generator.readme.region import (
    END,
    START,
    Standing,
    fill_region,
    find_region,
    judge_region,
    make_checksum,
    mark_region,
)

README = f"# Title\n\nWords.\n\n{START}\n{END}\n\nMore.\n"


def problems_of(text: str) -> str:
    """Say what is wrong with a README."""
    with pytest.raises(GeneratorError) as caught:
        find_region(text, "README.md")
    return "\n".join(format_problem(problem) for problem in caught.value.problems)


def fill(text: str, inner: str) -> str:
    """Fill the region of a README."""
    return fill_region(find_region(text, "README.md"), inner)


def judge(text: str, inner: str) -> Standing:
    """Judge the region of a README."""
    return judge_region(find_region(text, "README.md"), inner)


def test_only_what_is_between_the_markers_is_written() -> None:
    """The first marker tells the checksum of it; all else stays."""
    inner = "\n- [ ] a\n\n"
    start = f"<!-- journal:start sha256:{make_checksum(inner)} -->"
    assert fill(README, inner) == f"# Title\n\nWords.\n\n{start}\n{inner}{END}\n\nMore.\n"


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_is_beside_the_region_stays_to_the_byte(before: str, after: str, end: str) -> None:
    """Whatever it is, line ends of another system, odd signs and a missing last line end included."""
    head, tail = f"{before}{end}{end}", f"{END}{end}{after}"
    try:
        region = find_region(f"{head}{START}{end}{tail}", "README.md")
    except GeneratorError:
        # What stands before may be the beginning of code, or of HTML that goes on.
        return
    written = fill_region(region, "\na\n")
    assert written.startswith(head)
    assert written.endswith(tail)
    assert judge(written, "\na\n") is Standing.CURRENT


def test_the_lines_of_the_region_end_as_those_round_it() -> None:
    """A README of Windows stays one, and its checksum is that of the same region elsewhere."""
    written = fill(README.replace("\n", "\r\n"), "\na\n")
    assert written.count("\n") == written.count("\r\n") == fill(README, "\na\n").count("\n")
    assert judge(written, "\na\n") is Standing.CURRENT
    assert judge(written.replace("\r\n", "\n"), "\na\n") is Standing.CURRENT


def test_writing_twice_is_writing_once() -> None:
    """The second time there is nothing to change."""
    once = fill(README, "\na\n")
    assert fill(once, "\na\n") == once


def test_a_marked_region_is_one_that_was_written() -> None:
    """What is printed may be pasted."""
    assert judge("# A\n\n" + mark_region("\na\n"), "\na\n") is Standing.CURRENT


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        (README, Standing.STALE),
        (README.replace(END, f"\n{END}"), Standing.STALE),
        (README.replace(END, f"- [x] mine\n{END}"), Standing.EDITED),
        (fill(README, "\nnew\n"), Standing.CURRENT),
        (fill(README, "\nold\n"), Standing.STALE),
        (fill(README, "\nold\n").replace("old", "mine"), Standing.EDITED),
        (fill(README, "\nold\n").replace("old", "new"), Standing.STALE),
        (fill(README, "\nold\n").replace("\nold\n", ""), Standing.EDITED),
    ],
    ids=[
        "never written",
        "blank",
        "never written but not empty",
        "current",
        "old",
        "edited",
        "edited to be the same",
        "emptied",
    ],
)
def test_a_hand_edit_is_told_from_an_old_text(text: str, standing: Standing) -> None:
    """The checksum says whether what stands there is what was written."""
    assert judge(text, "\nnew\n") is standing


@pytest.mark.parametrize(
    "text",
    [
        f"```markdown\n{START}\n{END}\n```\n\n{README}",
        f"    {START}\n    {END}\n\n{README}",
        f"- item\n\n  {START}\n  {END}\n\n{README}",
        f"> {START}\n> {END}\n\n{README}",
        f"Write `{START}` and `{END}`.\n\n{README}",
        README.replace(START, f"<details>\n<summary>Progress</summary>\n{START}").replace(END, f"{END}\n</details>"),
        README.replace(f"\n{START}", START),
    ],
    ids=["fenced code", "indented code", "in a list", "in a quote", "in words", "in details", "right below words"],
)
def test_markers_count_where_github_reads_html(text: str) -> None:
    """One that GitHub shows is an example."""
    region = find_region(text, "README.md")
    assert region.line == text[: text.rindex(START)].count("\n") + 1


def test_a_readme_without_markers_is_told_what_to_paste() -> None:
    """Word for word."""
    assert problems_of("# Title\n") == (
        "README.md: error: has no place for what the journal says\n"
        "  hint: put these two lines where it is to stand:\n"
        "<!-- journal:start -->\n"
        "<!-- journal:end -->"
    )


def test_a_marker_that_does_not_count_is_told() -> None:
    """Whoever sees it in the file would look for the mistake elsewhere."""
    said = problems_of(f"# Title\n\n- item\n  {START}\n  {END}\n")
    assert "hint: the marker in line 4 is in code, a list or a quote, and does not count; put these two lines" in said


def test_a_byte_order_mark_stays_in_front() -> None:
    """Even of a marker."""
    written = fill(f"\ufeff{START}\n{END}\n", "\na\n")
    assert written == "\ufeff" + mark_region("\na\n")
    assert judge(written, "\na\n") is Standing.CURRENT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"a\n\n{START}\n", "README.md:3:1: error: the journal's region has no end"),
        (f"a\n\n{END}\n", "README.md:3:1: error: the journal's region has no start"),
        (f"{END}\n\n{START}\n", "README.md:1:1: error: journal:end stands above journal:start, which is in line 3"),
        (f"{README}{START}\n", "README.md:9:1: error: a second journal:start; the first is in line 5"),
        (f"{README}{END}\n", "README.md:9:1: error: a second journal:end; the first is in line 6"),
        (f"{README}{README}", "README.md:13:1: error: a second journal:start; the first is in line 5"),
    ],
)
def test_half_a_region_and_two_are_told_with_their_lines(text: str, said: str) -> None:
    """Nothing is guessed."""
    assert said in problems_of(text)
    assert said in problems_of(text.replace("\n", "\r\n"))

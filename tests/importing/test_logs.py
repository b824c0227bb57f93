"""The log in a text, and the years of its dates."""

import pytest

from generator.importing.logs import CutLog, cut_log, find_broken_lines


def cut(*heads: str, seen: dict[str, str] | None = None) -> CutLog:
    """Cut a text of headings with a line under each."""
    return cut_log("\n\n".join(f"{head}\n\nWords." for head in heads), seen or {})


def dates(*heads: str, seen: dict[str, str] | None = None) -> list[str]:
    """Give the dates of the entries."""
    return [section.date_text for section in cut(*heads, seen=seen).sections]


def test_the_year_of_the_entry_before_holds_on() -> None:
    """And goes on over the new year."""
    assert dates(
        "## Day 1: December 30, 2019", "## Day 2: December 31", "## Day 3: January 1", "## Day 4: 2 January"
    ) == [
        "2019-12-30",
        "2019-12-31",
        "2020-01-01",
        "2020-01-02",
    ]


def test_the_entry_after_says_it_as_well() -> None:
    """Also in a log with the newest entry first."""
    assert dates("## Day 1: January 4", "## 2020-01-05 More") == ["2020-01-04", "2020-01-05"]
    assert dates("## 2020-01-02 More", "## Day 1: December 31") == ["2020-01-02", "2019-12-31"]


def test_a_heading_above_names_the_year() -> None:
    """Before any neighbour is asked."""
    assert dates("# 100 days, 2018", "### Day 1: January 4") == ["2018-01-04"]


def test_dates_in_words_and_in_prose_say_it_too() -> None:
    """The one that is nearest above or below; a date that is none says nothing."""
    heads = ("# Log\n\nStarted on July 17, 2017.", "### Day 0: February 30, 2016", "### Day 1: July 17, Monday")
    assert dates(*heads) == ["2017-07-17"]


def test_the_day_of_the_week_has_to_be_right() -> None:
    """Else the year is another, or the day is."""
    log = cut("## 2016-07-16 One", "## Day 1: July 17, Monday")
    assert [reason for _, reason in log.undated] == [
        '"July 17" would be of 2016, where that day is another of the week'
    ]
    assert dates("## 2016-07-16 One", "## Sun, July 17") == ["2016-07-16", "2016-07-17"]


def test_git_says_when_a_line_was_written() -> None:
    """The last such day before the commit, or the day after it in another zone."""
    seen = {
        "## Day 1: January 4": "2021-01-05",
        "## Day 9: December 31": "2020-12-30",
        "## Day 2: June 1": "2021-01-05",
    }
    assert dates(*seen, seen=seen) == ["2021-01-04", "2020-12-31", "2020-06-01"]


def test_a_log_that_came_with_one_commit_is_dated_by_its_own_dates() -> None:
    """The commit may be years later."""
    heads = ("## 2016-01-03 Start", "## Day 1: January 4", "## Day 2: January 5")
    assert dates(*heads, seen=dict.fromkeys(heads, "2024-05-05")) == ["2016-01-03", "2016-01-04", "2016-01-05"]


@pytest.mark.parametrize(
    ("heads", "reason"),
    [
        (("## Day 1: January 4",), '"January 4" has no year, and nothing near it says one'),
        (("## Day 1: February 30",), '"February 30" is a day of no year'),
        (("## 2020-02-30 x",), '"2020-02-30" must be a date: February 2020 has 29 days, not 30'),
        (("## 2018-01-03 a", "## Day 1: January 4", "## 2020-01-05 b"), '"January 4" may be of 2018 or of 2020'),
    ],
)
def test_a_date_that_cannot_be_known_is_said(heads: tuple[str, ...], reason: str) -> None:
    """With its lines, which are no entry."""
    log = cut(*heads)
    assert [found for _, found in log.undated] == [reason]
    assert all(section.date_text[:4] != "0001" for section in log.sections)


def test_a_date_in_another_form_is_written_out() -> None:
    """The words of others stay, with the year behind them."""
    log = cut("## 2020/1/4 One", "## Day 2: 5 January")
    assert [line for _, line in log.replaced] == ["## 2020-01-04 One", "## Day 2: 5 January 2020"]


def test_an_entry_has_its_lines() -> None:
    """Up to its last that is not blank; the next one begins behind."""
    log = cut_log(
        "# Head\n\n## 2020-01-02 One\ndraft: true\n\na\n\nb\n\n\nTwo 2\n\n2020-01-03\n---\n\n## 2020-01-04", {}
    )
    assert [(span.start, span.end) for span in log.spans] == [(3, 11), (13, 14), (16, 16)]


def test_lines_for_which_git_may_be_asked() -> None:
    """Those whose dates are not whole."""
    assert find_broken_lines("## 2020-01-02\n\n## Day 1: January 4\n") == ("## Day 1: January 4",)

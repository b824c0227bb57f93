"""Dates with the day or the month in front, in figures."""

import pytest

from generator.importing.loosedates import looks_like_head, write_out_day


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("## 29.11.2019", "## 2019-11-29"),
        ("**1.2.2020** words", "**2020-02-01** words"),
        ("Captain's log, 29.11.2019 00:33 words", "Captain's log, 2019-11-29 00:33 words"),
        ("### Day 3: 4.1.2020", "### Day 3: 2020-01-04"),
        ("# 29/11/2019", "# 2019-11-29"),
        ("# 11/29/2019", "# 2019-11-29"),
        ("# 5/5/2019", "# 2019-05-05"),
    ],
)
def test_what_can_be_known_is_written_out(line: str, written: str) -> None:
    """With full stops the day comes first; with slashes one of the two can be no month, or both are the same."""
    assert write_out_day(line) == written


@pytest.mark.parametrize(
    "line", ["# 3/4/2019", "# 31.2.2020", "# 1.2.3", "words 1.2.2020", "# 1.2.20201", "# 13.13.2020"]
)
def test_what_cannot_is_left(line: str) -> None:
    """Two months, a day of no calendar, a version, a date within a sentence."""
    assert write_out_day(line) == line


@pytest.mark.parametrize("line", ["### Day 3", "## day 12:", "R1D3", "Captain\u2019s log 47634.44", "# 3/4/2019 x"])
def test_heads_without_a_date_are_noticed(line: str) -> None:
    """So that they can be reported."""
    assert looks_like_head(line)


@pytest.mark.parametrize("line", ["Day 3 was cold", "Captain's log", "## Captain's log", "# Daylight", "3/4/2019 x"])
def test_other_lines_are_not(line: str) -> None:
    """The heading above a whole log is none of its entries."""
    assert not looks_like_head(line)

"""Entries by day and by month."""

from datetime import UTC, date, timedelta

import pytest

from generator.model.permalink import Url
from generator.plan.calendar import WEEK_COUNT, day_moment, make_year_strip
from generator.plan.contexts import HomeContext, StripDay, YearStrip
from generator.sources.dates import Moment, parse_moment
from tests.plan.samples import context_of, make_plan


def strip(*dates: str, base_path: str = "", page_size: int = 50) -> YearStrip:
    """Show entries of these dates, newest first; each has its place in the list as address."""
    moments = [parse_moment(text, UTC) for text in dates]
    shown = make_year_strip(moments, [Url(f"/{index}/") for index in range(len(dates))], base_path, page_size)
    assert shown is not None
    return shown


def days(shown: YearStrip) -> dict[str, StripDay]:
    """Give the days with entries by date."""
    return {day.date.iso: day for month in shown.months for day in month.days}


def test_every_day_stands_in_its_week() -> None:
    """The last column is the week of the newest entry, and weeks begin on Monday."""
    shown = days(strip("2019-12-04", "2019-12-02", "2019-12-01", "2018-12-03"))
    assert {day: (shown[day].week, shown[day].weekday) for day in shown} == {
        "2018-12-03": (0, 0),
        "2019-12-01": (51, 6),
        "2019-12-02": (52, 0),
        "2019-12-04": (52, 2),
    }


def test_what_is_older_is_left_out() -> None:
    """A day before the first column is in none, nor is it counted."""
    shown = strip("2019-12-04", "2018-12-02")
    assert (shown.week_count, shown.entry_count, list(days(shown))) == (WEEK_COUNT, 1, ["2019-12-04"])


@pytest.mark.parametrize("newest", ["2019-12-01", "2019-12-02", "2020-02-29", "2024-12-31"])
def test_strip_has_each_day_of_its_weeks(newest: str) -> None:
    """Counted by hand, one by one: from the first Monday to the newest day none is missing, and none is double."""
    end = date.fromisoformat(newest)
    dates = [(end - timedelta(days=back)).isoformat() for back in range(7 * WEEK_COUNT)]
    shown = days(strip(*dates))
    cells = {(day.week, day.weekday) for day in shown.values()}
    assert cells == {(week, row) for week in range(WEEK_COUNT) for row in range(7)} - {
        (WEEK_COUNT - 1, row) for row in range(end.weekday() + 1, 7)
    }
    assert list(shown) == sorted(shown)


def test_months_are_named_where_they_begin() -> None:
    """The first one may have begun before; a month without entries is named, too, but leads nowhere."""
    shown = strip("2019-12-04", "2019-10-31", base_path="/repo")
    assert len(shown.months) == 13
    assert [(month.first.iso, month.week, month.entry_count, month.href) for month in shown.months[-3:]] == [
        ("2019-10-01", 43, 1, "/repo/journal/2019/10/"),
        ("2019-11-01", 47, 0, ""),
        ("2019-12-01", 51, 1, "/repo/journal/2019/12/"),
    ]
    assert (shown.months[0].first.iso, shown.months[0].week) == ("2018-12-01", 0)


@pytest.mark.parametrize(("count", "level"), [(1, 1), (2, 2), (3, 3), (12, 3)])
def test_day_with_more_entries_is_fuller(count: int, level: int) -> None:
    """Up to three can be told apart."""
    day = days(strip(*["2019-12-04"] * count))["2019-12-04"]
    assert (day.entry_count, day.level) == (count, level)


def test_day_leads_to_its_entry() -> None:
    """Under the base path, and written as links are."""
    shown = make_year_strip([Moment(0, "2019-12-04")], [Url("/基/")], "/repo", 50)
    assert shown is not None
    assert days(shown)["2019-12-04"].href == "/repo/%E5%9F%BA/"


def test_day_with_several_entries_leads_to_its_place_in_the_month() -> None:
    """On the page of the month's list where the day begins."""
    shown = days(
        strip("2019-12-04", "2019-12-03", "2019-12-03", "2019-12-02", "2019-12-02", base_path="/b", page_size=2)
    )
    assert (shown["2019-12-03"].href, shown["2019-12-02"].href) == (
        "/b/journal/2019/12/#2019-12-03",
        "/b/journal/2019/12/page/2/#2019-12-02",
    )


def test_day_is_that_of_the_site() -> None:
    """A time plays no part."""
    shown = days(strip("2019-12-03 23:59", "2019-12-03 00:00"))
    assert shown["2019-12-03"].entry_count == 2


def test_nothing_without_dates() -> None:
    """Undated entries are on no day."""
    assert make_year_strip([None], [Url("/a/")], "", 50) is None
    home = context_of(make_plan({"content/entries/a.md": "x\n"}), "index.html", HomeContext)
    assert home.year_strip is None


def test_undated_entries_are_passed_over() -> None:
    """They stand last in the list."""
    shown = make_year_strip([Moment(0, "2019-12-04"), None], [Url("/a/"), Url("/b/")], "", 50)
    assert shown is not None
    assert shown.entry_count == 1


@pytest.mark.parametrize("newest", ["0001-01-03", "9999-12-31"])
def test_there_are_days_before_and_after_which_there_are_none(newest: str) -> None:
    """The first and the last year of the calendar have no neighbours."""
    assert strip(newest).entry_count == 1


def test_title_is_no_part_of_it() -> None:
    """Another title leaves the strip as it is."""
    strips = [
        context_of(
            make_plan({"content/entries/a.md": f"---\ndate: 2019-12-04\n---\n# {title}\n"}), "index.html", HomeContext
        ).year_strip
        for title in ("One", "Two")
    ]
    assert strips[0] == strips[1] is not None


def test_what_is_no_day_is_a_mistake_of_ours() -> None:
    """It is no author's word."""
    with pytest.raises(ValueError, match="2019-13-01 is no day"):
        day_moment("2019-13-01")

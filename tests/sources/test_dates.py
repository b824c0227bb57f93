"""Dates: what authors may write, and the value it stands for."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources.dates import (
    Moment,
    check_date,
    parse_moment,
    parse_written_date,
)

BERLIN = ZoneInfo("Europe/Berlin")


def test_day_is_a_day_in_any_zone() -> None:
    """A date without a time keeps its day whatever the zone; only its beginning moves."""
    assert parse_moment("2019-11-29", UTC) == Moment(1574985600, "2019-11-29")
    assert parse_moment("2019-11-29", BERLIN) == Moment(1574985600 - 3600, "2019-11-29")


@pytest.mark.parametrize(
    "text",
    [
        "2019-11-29 00:33",
        "2019-11-29T00:33",
        "2019-11-29t00:33:00",
        "2019-11-29  00:33:00.123",
        "2019-11-28T23:33Z",
        "2019-11-28 23:33:00 z",
        "2019-11-29 00:33+01:00",
        "2019-11-29 00:33 +0100",
        "2019-11-29 00:33+01",
        "2019-11-28T18:03:00-05:30",
    ],
)
def test_time_is_shown_in_the_zone_of_the_site(text: str) -> None:
    """All ways of writing one moment give one value, in the site's zone."""
    assert parse_moment(text, BERLIN) == Moment(1574983980, "2019-11-29T00:33:00+01:00")


def test_time_that_the_clocks_skipped_is_one_that_they_showed() -> None:
    """Half past two did not exist on that night: it is half past three."""
    assert parse_moment("2020-03-29 02:30", BERLIN) == Moment(1585445400, "2020-03-29T03:30:00+02:00")


def test_time_that_came_twice_is_the_first() -> None:
    """Half past two came twice on that night: the first one is meant."""
    assert parse_moment("2020-10-25 02:30", BERLIN) == Moment(1603585800, "2020-10-25T02:30:00+02:00")


def test_offset_with_seconds_is_rounded() -> None:
    """Before standard time an offset had seconds, which no feed can carry."""
    moment = parse_moment("1850-01-01 12:00", BERLIN)
    assert moment is not None
    assert moment.iso == "1850-01-01T12:00:00+00:53"


@pytest.mark.parametrize(
    "text", ["0001-01-01", "9999-12-31", "2024-02-29", "0002-01-01 00:00+23:59", "9998-12-31 23:59-23:59"]
)
@pytest.mark.parametrize("zone", ["Pacific/Apia", "Pacific/Honolulu", "UTC"])
def test_all_days_of_the_calendar_can_be_written(text: str, zone: str) -> None:
    """The first and the last day are days, in the zones furthest from Greenwich too."""
    moment = parse_moment(text, ZoneInfo(zone))
    assert moment is not None
    assert abs(int(moment.year) - int(text[:4])) <= 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2024-02-30", ("must be a date: February 2024 has 29 days, not 30", "")),
        ("2023-13-01", ("must be a date: there is no month 13", "")),
        ("2023-00-01", ("must be a date: there is no month 00", "")),
        ("2023-01-00", ("must be a date: there is no day 00", "")),
        ("0000-01-01", ("must be a date: there is no year 0000", "")),
        ("2023-01-01 24:00", ("must be a date: there is no time 24:00", "")),
        ("2023-01-01 12:00:60", ("must be a date: there is no time 12:00:60", "")),
        ("2023-01-01 12:00+24", ("must be a date: there is no time zone +24:00", "")),
        ("9999-12-31 12:00", ("must be a date: in the year 9999 there are only days, without a time", "")),
        ("2023-1-5", ('must be a date, found the text "2023-1-5"', "write it as 2023-01-05")),
        ("2023/01/05", ('must be a date, found the text "2023/01/05"', "write it as 2023-01-05")),
        ("January 5, 2023", ('must be a date, found the text "January 5, 2023"', "write it as 2023-01-05")),
        ("tomorrow", ('must be a date, found the text "tomorrow"', "write it as 2019-11-29 or 2019-11-29 00:33")),
    ],
)
def test_what_is_no_date_is_explained(text: str, fault: tuple[str, str]) -> None:
    """The reason is said in words, with the date that may be meant."""
    assert check_date(text) == fault
    assert parse_moment(text, UTC) is None


def test_digits_of_other_scripts_are_no_date() -> None:
    """A date is written in the digits 0 to 9, which is what all readers of the output expect."""
    assert parse_moment("\u0662023-01-05", UTC) is None
    assert parse_moment("2023-01-0\u0665", UTC) is None


@given(st.text(alphabet="0123456789-: TZ+", max_size=30))
def test_a_date_is_read_or_explained(text: str) -> None:
    """Any text either is a date or has a fault; nothing raises."""
    assert (parse_moment(text, BERLIN) is None) == (check_date(text) is not None)


@given(st.integers(-60_000_000_000, 250_000_000_000), st.sampled_from(["UTC", "Asia/Kathmandu"]))
def test_times_sort_as_they_follow_each_other(seconds: int, zone: str) -> None:
    """The sort key is the moment in seconds, whatever the zone."""
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    moment = parse_moment(when.isoformat(sep=" ")[:19], ZoneInfo(zone))
    assert moment is not None
    assert moment.sort_key == int(when.replace(tzinfo=ZoneInfo(zone)).timestamp())


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("January 4, 2020", 15),
        ("January 4 2020: Django", 14),
        ("january 4th, 2020", 17),
        ("Jan. 4, 2020 and more", 12),
        ("4 January 2020", 14),
        ("4th Jan. 2020", 13),
    ],
)
def test_day_in_words_is_read_with_its_length(text: str, length: int) -> None:
    """English month names are read, long or short, before or after the day."""
    assert parse_written_date(text) == (Moment(1578096000, "2020-01-04"), length)


@pytest.mark.parametrize("text", ["January 4", "Janus 4, 2020", "4.1.2020", "May I 2020", "", "January 4, 20201"])
def test_words_that_are_no_date_take_no_characters(text: str) -> None:
    """What is not a date in words is left alone."""
    assert parse_written_date(text) == (None, 0)


def test_impossible_day_in_words_has_a_length_and_no_moment() -> None:
    """A date that was meant as one and cannot be is told from no date."""
    assert parse_written_date("February 30, 2020 x") == (None, 17)

"""Entries by day and by month: which months there are, and the strip of the last year.

Knows dates, addresses, and how many entries a page of a list has; does not know what an entry says.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, date

from generator.model.permalink import Url, encode_url, paginate_url
from generator.plan.contexts import StripDay, StripMonth, YearStrip
from generator.sources.dates import Moment, parse_moment

WEEK_COUNT = 53
"""A year, and the rest of the week that it begins in."""

HIGHEST_LEVEL = 3
"""A day with more entries is shown like one with three."""

_DAYS = 7


def group_by_month(dates: Sequence[Moment | None]) -> dict[str, tuple[int, ...]]:
    """Give the positions of each month's entries, in their order; entries without a date are of no month.

    >>> group_by_month([Moment(2, "2019-12-04"), Moment(1, "2019-12-03"), None])
    {'2019-12': (0, 1)}
    """
    months: dict[str, list[int]] = {}
    for position, moment in enumerate(dates):
        if moment is not None:
            months.setdefault(moment.iso[:7], []).append(position)
    return {month: tuple(positions) for month, positions in months.items()}


def month_url(month: str) -> Url:
    """Give the address of a month.

    >>> month_url("2019-12")
    '/journal/2019/12/'
    """
    return Url(f"/journal/{month.replace('-', '/')}/")


def day_moment(day: str) -> Moment:
    """Give a day, `2019-12-03`, as a value that templates write in words."""
    moment = parse_moment(day, UTC)
    if moment is None:
        raise ValueError(f"{day} is no day")
    return moment


def make_year_strip(
    dates: Sequence[Moment | None], urls: Sequence[Url], base_path: str, page_size: int
) -> YearStrip | None:
    """Show the weeks up to that of the newest entry; nothing where no entry has a date.

    They do not end today: what moves on every day would make another home page every day.

    Args:
        dates: of the entries, newest first.
        urls: of the entries.
        base_path: what stands before each link.
        page_size: how many entries a page of a month has.
    """
    days = [date.fromisoformat(moment.day).toordinal() for moment in dates if moment is not None]
    if not days:
        return None
    newest = max(days)
    # The day with the ordinal 1, in the year 1, is a Monday, and none comes before it.
    begin = max(newest - (newest - 1) % _DAYS - (WEEK_COUNT - 1) * _DAYS, 1)
    by_month = group_by_month(dates)
    months = []
    for month, first in _list_months(begin, newest):
        positions = by_month.get(month, ())
        found = []
        for day, indexes in _group_by_day(positions, dates):
            week, weekday = divmod(date.fromisoformat(day).toordinal() - begin, _DAYS)
            if week < 0:
                continue
            count = len(indexes)
            page = paginate_url(month_url(month), indexes[0] // page_size + 1)
            href = encode_url(urls[positions[indexes[0]]]) if count == 1 else f"{page}#{day}"
            found.append(StripDay(day_moment(day), count, min(count, HIGHEST_LEVEL), week, weekday, base_path + href))
        href = base_path + month_url(month) if positions else ""
        count = sum(day.entry_count for day in found)
        months.append(StripMonth(day_moment(f"{month}-01"), (first - begin) // _DAYS, count, href, tuple(found)))
    return YearStrip(WEEK_COUNT, sum(month.entry_count for month in months), tuple(months))


def _list_months(begin: int, end: int) -> Iterator[tuple[str, int]]:
    """List the months of a period with the first day of each that is in it; days are ordinals."""
    first = begin
    while first <= end:
        day = date.fromordinal(first)
        yield day.isoformat()[:7], first
        first += monthrange(day.year, day.month)[1] - day.day + 1


def _group_by_day(positions: Sequence[int], dates: Sequence[Moment | None]) -> Iterator[tuple[str, list[int]]]:
    """Give the days of a month, the first one first, and which of its entries are theirs, counted from the newest."""
    days: dict[str, list[int]] = {}
    for index, position in enumerate(positions):
        moment = dates[position]
        if moment is not None:
            days.setdefault(moment.day, []).append(index)
    yield from reversed(days.items())

"""The geometry of the chart of progress: where its parts stand, for a template to draw.

Knows numbers by day; knows no words, and nothing of SVG but that positions across are percentages and those down are
pixels, so that a chart fills any width and its letters stay as they are.

Between two days on which a number changed it was what it was on the first, so the chart is made of steps.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from generator.plan.contexts import ProgressPoint
from generator.sources.dates import Moment

PLOT_HEIGHT = 300
"""In pixels; what stands for the most skills is as high."""

_COLUMNS = 600
"""How many steps there may be across: more of them would be thinner than a pixel on a telephone."""
_MOST_TICKS = 6
_MOST_LEVELS = 6
_MOST_ON_PHONE = 4
_LABEL_HEIGHT = 19
_OVERLAP = 0.1
_LAST_PART = 25
"""What is so now lasts a twenty-fifth of the time before, so that it can be seen."""


class ChartBand(msgspec.Struct, frozen=True):
    """A rectangle of one state, over the days in which its number stayed the same."""

    state: str
    """`done` or `learning`."""
    x: str
    width: str
    y: str
    height: str


class ChartTick(msgspec.Struct, frozen=True):
    """A day on the axis along the bottom."""

    x: str
    date: Moment
    unit: str
    """What is said of it: `day`, `month` or `year`."""
    is_first_of_year: bool
    """Whether it is the first on the axis of its year."""
    is_minor: bool
    """Whether there is no room for it on a telephone."""


class ChartLevel(msgspec.Struct, frozen=True):
    """A number on the axis up the side."""

    y: str
    count: int


class ChartLabel(msgspec.Struct, frozen=True):
    """The last number of a state, beside where it stands."""

    state: str
    count: int
    y: str


class Chart(msgspec.Struct, frozen=True):
    """All that is drawn."""

    height: int
    bands: tuple[ChartBand, ...]
    scope: str
    """The line of all skills that were aimed at, as a path in a square of 1,000."""
    ticks: tuple[ChartTick, ...]
    levels: tuple[ChartLevel, ...]
    labels: tuple[ChartLabel, ...]
    first: ProgressPoint
    last: ProgressPoint
    listed_x: str
    """Where the list begins, if its skills were known before; else empty."""


def burn_up(points: Sequence[ProgressPoint], listed_on: Moment | None = None) -> Chart:
    """Lay out the chart of at least one point, of which the oldest comes first."""
    first, last = points[0], points[-1]
    begin, end = _ordinal(first.date), _ordinal(last.date)
    end += max(1, (end - begin) // _LAST_PART)

    def place(day: int) -> float:
        return 100 * (day - begin) / (end - begin)

    highest = max(1, *(point.total for point in points))
    steps = list(_thin_out(points, place))
    listed = place(_ordinal(listed_on)) if listed_on is not None else 0
    return Chart(
        height=PLOT_HEIGHT,
        bands=(*_list_bands(steps, highest, "done"), *_list_bands(steps, highest, "learning")),
        scope=_trace_scope(steps, highest),
        ticks=tuple(_list_ticks(begin, end, place)),
        levels=tuple(_list_levels(highest)),
        labels=tuple(_list_labels(last, highest)),
        first=first,
        last=last,
        listed_x=_percent(listed) if 0 < listed <= 100 else "",
    )


def _ordinal(moment: Moment) -> int:
    return date.fromisoformat(moment.day).toordinal()


_Step = tuple[float, float, ProgressPoint]
"""From where to where, and what was so."""


def _thin_out(points: Sequence[ProgressPoint], place: Callable[[int], float]) -> Iterator[_Step]:
    """Give the steps; of days that stand closer together than can be seen, the last."""
    starts: dict[int, tuple[float, ProgressPoint]] = {}
    for point in points:
        x = place(_ordinal(point.date))
        column = int(x * _COLUMNS / 100)
        starts[column] = starts[column][0] if column in starts else x, point
    ordered = list(starts.values())
    ends = [x for x, _ in ordered[1:]] + [100.0]
    for (x, point), end in zip(ordered, ends, strict=True):
        yield x, end, point


def _list_bands(steps: Sequence[_Step], highest: int, state: str) -> Iterator[ChartBand]:
    """Give the rectangles of a state; neighbours of the same height are one."""
    spans: list[tuple[float, float, int, int]] = []
    for x, end, point in steps:
        low, high = (0, point.done) if state == "done" else (point.done, point.done + point.learning)
        if spans and spans[-1][1:] == (x, low, high):
            spans[-1] = spans[-1][0], end, low, high
        else:
            spans.append((x, end, low, high))
    for x, end, low, high in spans:
        if high > low:
            y = _height(highest - high, highest)
            # A little over the next one: edges are rounded to pixels, and nothing may show between them.
            width = min(end + _OVERLAP, 100) - x
            yield ChartBand(state, _percent(x), _percent(width), _pixels(y), _pixels(_height(high - low, highest)))


def _trace_scope(steps: Sequence[_Step], highest: int) -> str:
    """Draw the line along the top of all as a path, from left to right, in a square of 1,000."""
    path, last = "", -1
    for x, _, point in steps:
        if point.total != last:
            y = _number(1000 * (highest - point.total) / highest)
            path += f"H{_number(10 * x)}V{y}" if path else f"M{_number(10 * x)} {y}"
            last = point.total
    return f"{path}H1000"


def _list_ticks(begin: int, end: int, place: Callable[[int], float]) -> Iterator[ChartTick]:
    unit, days = next(found for found in _offer_ticks(begin, end) if len(found[1]) <= _MOST_TICKS)
    moments = [_moment(day) for day in days]
    is_tight = len(days) > _MOST_ON_PHONE
    # Of every two the one is kept that may begin a year.
    kept = next((index for index, moment in enumerate(moments) if moment.day[5:7] == "01"), 0) % 2
    year = ""
    for index, (day, moment) in enumerate(zip(days, moments, strict=True)):
        is_minor = is_tight and index % 2 != kept
        yield ChartTick(_percent(place(day)), moment, unit, moment.year != year, is_minor)
        year = moment.year


def _offer_ticks(begin: int, end: int) -> Iterator[tuple[str, list[int]]]:
    """Give ever fewer days between two, the second left out: days, first days of months, and of years."""
    for step in (1, 2, 7, 14):
        yield "day", list(range(begin, end, step))
    first, last = date.fromordinal(begin), date.fromordinal(end - 1)
    for step in (1, 2, 3, 6):
        count = (last.year - first.year) * 12 + 12
        months = (divmod(index, 12) for index in range(0, count, step))
        found = [date(first.year + year, month + 1, 1).toordinal() for year, month in months]
        yield "month", [day for day in found if begin <= day < end]
    for step in (1, 2, 5, 10, 20, 50, 100, 500, 2000):
        years = range(first.year - first.year % step, last.year + 1, step)
        found = [date(max(year, 1), 1, 1).toordinal() for year in years]
        yield "year", [day for day in found if begin <= day < end]


def _moment(day: int) -> Moment:
    found = date.fromordinal(day)
    return Moment((found - date(1970, 1, 1)) // timedelta(seconds=1), found.isoformat())


def _list_levels(highest: int) -> Iterator[ChartLevel]:
    """Give round numbers from nothing up to the most there was."""
    step, factors = 1, (2, 2.5, 2)
    for index in range(30):
        if highest // step < _MOST_LEVELS:
            break
        step = int(step * factors[index % 3])
    for count in range(0, highest + 1, step):
        yield ChartLevel(_pixels(_height(highest - count, highest)), count)


def _list_labels(last: ProgressPoint, highest: int) -> Iterator[ChartLabel]:
    """Put a label beside the middle of each part of what is so now, and none over another."""
    labels: list[tuple[str, int, float]] = []
    low = 0
    for state, count in (("done", last.done), ("learning", last.learning), ("planned", last.planned)):
        if count:
            labels.append((state, count, _height(highest - low - count / 2, highest)))
        low += count
    places = [y for *_, y in labels]
    # From the bottom up: what stands too close is pushed up, and then down again from what has no room above.
    for index in range(1, len(places)):
        places[index] = min(places[index], places[index - 1] - _LABEL_HEIGHT)
    for index in reversed(range(len(places))):
        limit = _LABEL_HEIGHT / 2 if index == len(places) - 1 else places[index + 1] + _LABEL_HEIGHT
        places[index] = max(places[index], limit)
    for (state, count, _), y in zip(labels, places, strict=True):
        yield ChartLabel(state, count, _pixels(y))


def _height(count: float, highest: int) -> float:
    return PLOT_HEIGHT * count / highest


def _pixels(number: float) -> str:
    return _number(number)


def _number(number: float) -> str:
    return f"{round(number, 1):g}"


def _percent(number: float) -> str:
    return f"{round(number, 2):g}%"

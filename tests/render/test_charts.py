"""The geometry of the chart of progress."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.plan.contexts import ProgressPoint
from generator.render.charts import PLOT_HEIGHT, Chart, burn_up
from generator.sources.dates import Moment


def point(day: str, total: int, learning: int, done: int) -> ProgressPoint:
    """Make a point."""
    return ProgressPoint(Moment(0, day), total, done, learning, total - learning - done)


def bands(chart: Chart, state: str) -> list[tuple[str, str, str, str]]:
    """Give the rectangles of a state."""
    return [(band.x, band.width, band.y, band.height) for band in chart.bands if band.state == state]


def ticks(first: str, last: str) -> list[str]:
    """Give what stands below the axis: days, months and years, the year where it is said, those for wide screens alone."""
    written = {"day": slice(5, 10), "month": slice(5, 7), "year": slice(0, 4)}
    return [
        f"{tick.date.iso[written[tick.unit]]}"
        f"{' ' + tick.date.year if tick.is_first_of_year and tick.unit != 'year' else ''}{'?' if tick.is_minor else ''}"
        for tick in burn_up([point(first, 1, 0, 0), point(last, 2, 0, 0)]).ticks
    ]


def test_steps_stand_where_their_days_are() -> None:
    """Done at the bottom, learning on it, and the line of all above; what is so now lasts a little longer."""
    chart = burn_up([point("2020-01-01", 4, 0, 0), point("2020-01-03", 4, 1, 1), point("2020-01-05", 6, 1, 2)])
    assert bands(chart, "done") == [("40%", "40.1%", "250", "50"), ("80%", "20%", "200", "100")]
    assert bands(chart, "learning") == [("40%", "40.1%", "200", "50"), ("80%", "20%", "150", "50")]
    assert chart.scope == "M0 333.3H800V0H1000"


def test_neighbours_of_one_height_are_one_rectangle() -> None:
    """A change of something else divides nothing."""
    chart = burn_up([point("2020-01-01", 4, 0, 1), point("2020-01-02", 4, 1, 1), point("2020-01-05", 4, 2, 1)])
    assert bands(chart, "done") == [("0%", "100%", "225", "75")]
    assert len(bands(chart, "learning")) == 2
    assert chart.scope == "M0 0H1000"


def test_a_single_day_fills_the_chart() -> None:
    """There is nothing to compare it with."""
    chart = burn_up([point("2020-01-31", 2, 1, 1)])
    assert (bands(chart, "done"), bands(chart, "learning")) == (
        [("0%", "100%", "150", "150")],
        [("0%", "100%", "0", "150")],
    )
    assert ticks("2020-01-31", "2020-01-31") == ["01-31 2020"]
    assert chart.first == chart.last


def test_nothing_at_all_is_a_chart() -> None:
    """All skills were dropped."""
    chart = burn_up([point("2020-01-01", 0, 0, 0)])
    assert (chart.bands, chart.labels, [level.count for level in chart.levels]) == ((), (), [0, 1])


@pytest.mark.parametrize(
    ("highest", "counts"),
    [
        (1, [0, 1]),
        (5, [0, 1, 2, 3, 4, 5]),
        (6, [0, 2, 4, 6]),
        (11, [0, 2, 4, 6, 8, 10]),
        (21, [0, 5, 10, 15, 20]),
        (59, [0, 10, 20, 30, 40, 50]),
        (1234, [0, 500, 1000]),
    ],
)
def test_levels_are_round_numbers(highest: int, counts: list[int]) -> None:
    """From nothing on, six at most."""
    assert [level.count for level in burn_up([point("2020-01-01", highest, 0, 0)]).levels] == counts


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2020-01-01", "2020-01-04", ["01-01 2020", "01-02", "01-03", "01-04"]),
        ("2019-12-31", "2020-01-04", ["12-31 2019?", "01-01 2020", "01-02?", "01-03", "01-04?"]),
        ("2020-01-01", "2020-01-09", ["01-01 2020", "01-03?", "01-05", "01-07?", "01-09"]),
        ("2020-01-01", "2020-02-01", ["01-01 2020", "01-08?", "01-15", "01-22?", "01-29"]),
        ("2020-01-01", "2020-03-01", ["01-01 2020", "01-15?", "01-29", "02-12?", "02-26"]),
        ("2019-10-15", "2020-03-15", ["11 2019", "12?", "01 2020", "02?", "03"]),
        ("2019-06-15", "2020-06-15", ["07 2019?", "09", "11?", "01 2020", "03?", "05"]),
        ("2017-02-06", "2020-01-23", ["07 2017?", "01 2018", "07?", "01 2019", "07?", "01 2020"]),
        ("2010-05-01", "2020-05-01", ["2012", "2014?", "2016", "2018?", "2020"]),
        ("1900-01-01", "2020-05-01", ["1900", "1950", "2000"]),
    ],
)
def test_ticks_fit_the_time(first: str, last: str, written: list[str]) -> None:
    """Days, weeks, months or years, six at most; a telephone has room for half of more than four."""
    assert ticks(first, last) == written


def test_labels_stand_apart() -> None:
    """Beside what they are of, unless that is too thin; what there is none of has no label."""
    chart = burn_up([point("2020-01-01", 40, 1, 1)])
    assert [(label.state, label.count, label.y) for label in chart.labels] == [
        *(("done", 1, "296.2"), ("learning", 1, "277.2"), ("planned", 38, "142.5")),
    ]
    chart = burn_up([point("2020-01-01", 40, 1, 38)])
    assert [(label.state, label.y) for label in chart.labels] == [
        ("done", "157.5"),
        ("learning", "28.5"),
        ("planned", "9.5"),
    ]
    assert [label.state for label in burn_up([point("2020-01-01", 2, 0, 2)]).labels] == ["done"]


def test_the_beginning_of_the_list_is_marked_where_more_was_known() -> None:
    """And not at the edge, where everything begins."""
    points = [point("2020-01-01", 1, 1, 0), point("2020-01-05", 3, 1, 0)]
    assert burn_up(points, Moment(0, "2020-01-05")).listed_x == "80%"
    assert burn_up(points, Moment(0, "2020-01-01")).listed_x == ""
    assert burn_up(points).listed_x == ""


def test_a_long_history_has_as_many_steps_as_can_be_seen() -> None:
    """Of days that stand too close the last is drawn."""
    begin = date(1990, 1, 1)
    days = [(begin + timedelta(days=number)).isoformat() for number in range(10_000)]
    chart = burn_up([point(day, 10, number % 3, number % 5) for number, day in enumerate(days)])
    assert len(chart.bands) < 1300
    assert bands(chart, "done")[-1][2:] == ("180", "120")


_numbers = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
_points = st.dictionaries(st.dates(date(2000, 1, 1), date(2030, 1, 1)), _numbers, min_size=1, max_size=12)


@given(_points)
def test_nothing_stands_outside(found: dict[date, tuple[int, int, int]]) -> None:
    """Rectangles, lines, ticks and labels are within the plot, and each state's rectangles overlap by less than a pixel."""
    points = [
        point(day.isoformat(), planned + learning + done, learning, done)
        for day, (planned, learning, done) in sorted(found.items())
    ]
    chart = burn_up(points)
    for state in ("done", "learning"):
        spans = [(float(x[:-1]), float(width[:-1])) for x, width, *_ in bands(chart, state)]
        assert all(x >= 0 and x + width <= 100.02 for x, width in spans)
        assert all(x + width <= later + 0.12 for (x, width), (later, _) in pairwise(spans))
    heights = [(float(band.y), float(band.height)) for band in chart.bands]
    assert all(y >= 0 and y + height <= PLOT_HEIGHT + 0.2 for y, height in heights)
    assert len(chart.ticks) <= 6
    places = [float(label.y) for label in chart.labels]
    assert all(0 <= place <= PLOT_HEIGHT for place in places)
    assert all(lower - upper >= 18.9 for lower, upper in pairwise(places))
    assert chart.scope.startswith("M0 ")
    assert chart.scope.endswith("H1000")

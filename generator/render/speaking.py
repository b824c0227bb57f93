"""What templates say in the words of the site's language: the functions `say` and `count`, and the filters of dates.

Knows how a message gets into a page, with links in it or without; does not know any message.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from generator.model.checklist import Progress
from generator.plan.contexts import SkillLink
from generator.plan.reasons import say_progress
from generator.render.filters import mark
from generator.sources.dates import Moment
from generator.words.words import Words, fill

FUNCTION_NAMES = frozenset({"count", "say"})
FILTER_NAMES = frozenset(
    {
        *("day", "day_of_year", "moment", "month", "month_name", "number"),
        *("progress_words", "rough_day", "short_day", "short_month_name", "state_words"),
    }
)
"""What `make_filters` makes, whatever the language."""

_STATES = frozenset({"done", "dropped", "learning", "now", "planned"})

_ROUGH_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
"""A date of which the year is enough, as the facts of a CV have them."""

_KEPT_MESSAGES = 4096
_KEPT_DAYS = 8192
"""Each is asked for many times: by the lists of the journal, its years and its months, all of which are long."""


def make_functions(words: Words) -> Mapping[str, Callable[..., str]]:
    """Make the functions that every template has; a value that is HTML already, such as a link, stays HTML."""
    # A page says forty messages, and most of them on every page alike.
    say_alone = lru_cache(_KEPT_MESSAGES)(words.say)
    count_alone = lru_cache(_KEPT_MESSAGES)(words.count)
    choose = lru_cache(_KEPT_MESSAGES)(words.choose)

    def say(key: str, /, **values: object) -> str:
        if not values:
            return say_alone(key)
        text, own = choose(key, None)
        return _fill(key, text, own.show(values))

    def count(key: str, number: int, /, **values: object) -> str:
        if not values:
            return count_alone(key, _expect_number(number))
        text, own = choose(key, _expect_number(number))
        return _fill(key, text, own.show({"number": number, **values}))

    return {"count": count, "say": say}


def _fill(key: str, text: str, values: Mapping[str, object]) -> str:
    if any(hasattr(value, "__html__") for value in values.values()):
        escaped = {name: escape(value) for name, value in values.items()}
        return Markup(fill(key, str(escape(text)), escaped))  # noqa: S704 (every part of it was escaped just now)
    return fill(key, text, values)


def make_filters(words: Words) -> Mapping[str, Callable[..., str]]:
    """Make the filters that say a value: a date, a number, a state, a progress."""
    write_day, write_short_day, write_day_of_year, write_moment = map(
        lru_cache(_KEPT_DAYS), (words.day, words.short_day, words.day_of_year, words.moment)
    )

    write_month, write_number = lru_cache(_KEPT_DAYS)(words.month), lru_cache(_KEPT_MESSAGES)(words.number)
    say = lru_cache(_KEPT_MESSAGES)(words.say)

    def state_words(skill: SkillLink) -> str:
        name = mark(skill)
        return say(f"state_{name}") if name in _STATES else name

    def progress_words(progress: Progress) -> str:
        said = say_progress(progress, words)
        return (
            words.say("progress_words_dropped", progress=said, dropped=progress.dropped) if progress.dropped else said
        )

    def rough_day(text: str) -> str:
        match = _ROUGH_DAY.fullmatch(text)
        if match is None or not match[2]:
            return text
        return write_short_day(Moment(0, text)) if match[3] else write_month(int(match[1]), int(match[2]))

    return {
        "day": lambda moment: write_day(_expect_moment(moment)),
        "day_of_year": lambda moment: write_day_of_year(_expect_moment(moment)),
        "moment": lambda moment: write_moment(_expect_moment(moment)),
        "month": lambda value: write_month(*_expect_month(value)),
        "month_name": lambda value: words.month_name(_expect_month(value)[1]),
        "number": lambda value: write_number(_expect_number(value)),
        "progress_words": progress_words,
        "rough_day": rough_day,
        "short_day": lambda moment: write_short_day(_expect_moment(moment)),
        "short_month_name": lambda value: words.short_month_name(_expect_month(value)[1]),
        "state_words": state_words,
    }


def _expect_moment(value: object) -> Moment:
    if not isinstance(value, Moment):
        raise TypeError(f"a date is needed here, not {_name_kind(value)}")
    return value


def _expect_month(value: object) -> tuple[int, int]:
    """Take the year and month of a date, or of text such as `2019-11`."""
    text = value.iso if isinstance(value, Moment) else value
    if not isinstance(text, str):
        raise TypeError(f"a month is needed here, not {_name_kind(value)}")
    year, _, month = text[:7].partition("-")
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):
        raise ValueError(f'a month is needed here, such as 2019-11, not "{text}"')
    return int(year), int(month)


def _expect_number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"a whole number is needed here, not {_name_kind(value)}")
    return value


def _name_kind(value: object) -> str:
    return "nothing" if value is None else type(value).__name__

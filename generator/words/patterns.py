"""Dates by the patterns of CLDR: `d. MMMM y` is `29. November 2019` in German.

Knows the few fields that a date of a journal has; does not know which pattern a language uses.

    d dd            the day
    M MM            the month as a number
    MMM MMMM        the month's name, short and whole, as it stands in a date
    LLL LLLL        likewise, as it stands by itself
    y yyyy          the year
    EEE EEEE        the day of the week, short and whole
    '...'           letters that are no field; '' is an apostrophe
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from generator.words.customs import Customs

_PART = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*")

_Field: TypeAlias = Callable[[date, Customs], str]

_FIELDS: Mapping[str, _Field] = {
    "d": lambda day, _: str(day.day),
    "dd": lambda day, _: f"{day.day:02}",
    "M": lambda day, _: str(day.month),
    "MM": lambda day, _: f"{day.month:02}",
    "MMM": lambda day, customs: customs.short_months[day.month - 1],
    "MMMM": lambda day, customs: customs.months[day.month - 1],
    "L": lambda day, _: str(day.month),
    "LL": lambda day, _: f"{day.month:02}",
    "LLL": lambda day, customs: customs.lone_short_months[day.month - 1],
    "LLLL": lambda day, customs: customs.lone_months[day.month - 1],
    "y": lambda day, _: str(day.year),
    "yyyy": lambda day, _: f"{day.year:04}",
    "EEE": lambda day, customs: customs.short_weekdays[day.weekday()],
    "EEEE": lambda day, customs: customs.weekdays[day.weekday()],
}


def write_date(pattern: str, day: date, customs: Customs) -> str:
    """Write a day by a pattern in which `check_pattern` finds nothing wrong."""
    return "".join([part if isinstance(part, str) else part(day, customs) for part in _read(pattern)])


@lru_cache
def _read(pattern: str) -> tuple[str | _Field, ...]:
    """Cut a pattern into fields and what stands between them: it is the same for each of many dates."""
    parts: list[str | _Field] = []
    end = 0
    for match in _PART.finditer(pattern):
        parts.append(pattern[end : match.start()])
        parts.append(_FIELDS[match[0]] if match[2] else match[1].replace("''", "'") or "'")
        end = match.end()
    return tuple(part for part in (*parts, pattern[end:]) if part)


def check_pattern(pattern: str) -> str:
    """Name a field of the pattern that there is not, or nothing.

    >>> check_pattern("d 'de' MMMM 'de' y"), check_pattern("d MMMM Y")
    ('', 'Y')
    """
    return next((match[0] for match in _PART.finditer(pattern) if match[2] and match[0] not in _FIELDS), "")

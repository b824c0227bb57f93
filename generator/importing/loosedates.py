"""Dates at the head of an entry that this journal has no name for: the day before the month, in figures.

Pure: knows lines; what begins an entry once its date is written out is known to `generator.sources.logfile`.

    ## 29.11.2019 First app       the day comes first, with full stops
    Captain's log 11/29/2019      one of the two can be no month
"""

import re

from generator.sources.dates import check_date

_LEAD = r"(?: {0,3}#{1,6}[ \t]+)?[*_]{0,3}(?:captain['\u2019]?s[ ]+log\b[ ,:.]*)?(?:day[ ]+#?[0-9]+[ ]*[:.,|(\u2013\u2014-]*[ ]*)?"
_DAY = re.compile(
    rf"(?P<lead>{_LEAD})(?P<first>[0-9]{{1,2}})(?P<mark>[./])(?P<second>[0-9]{{1,2}})(?P=mark)(?P<year>[0-9]{{4}})(?![0-9./])",
    re.IGNORECASE,
)
_ALIKE = re.compile(
    r"(?: {0,3}#{1,6}[ \t]+)?[*_]{0,3}(?:captain['\u2019]?s[ ]+log\b(?=.*[0-9])|(?:day[ ]*#?[0-9]+|r[0-9]+d[0-9]+)\b[ :.*_-]*$)",
    re.IGNORECASE,
)
"""A captain's log with some number in it, or the number of a day by itself."""


def write_out_day(line: str) -> str:
    """Write the day at a line's head as this journal does; the line as it is if that cannot be known.

    >>> write_out_day("## 29.11.2019 First app"), write_out_day("Captain's log 11/29/2019")
    ('## 2019-11-29 First app', "Captain's log 2019-11-29")
    >>> write_out_day("## 3/4/2019")
    '## 3/4/2019'
    """
    match = _DAY.match(line)
    if match is None:
        return line
    first, second = int(match["first"]), int(match["second"])
    is_month_first = match["mark"] == "/" and first <= 12 < second
    if match["mark"] == "/" and not is_month_first and first <= 12 and first != second:
        return line
    month, day = (first, second) if is_month_first else (second, first)
    written = f"{match['year']}-{month:02}-{day:02}"
    return line if check_date(written) else f"{match['lead']}{written}{line[match.end() :]}"


def looks_like_head(line: str) -> bool:
    """Tell whether a line may be meant to begin an entry, dated or not.

    >>> looks_like_head("### Day 3"), looks_like_head("**R1D2**"), looks_like_head("Captain's log 1.2."), looks_like_head("Day 3 was cold")
    (True, True, True, False)
    """
    match = _DAY.match(line)
    return _ALIKE.match(line) is not None or (match is not None and line.lstrip().startswith("#"))

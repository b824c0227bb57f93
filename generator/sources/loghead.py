"""The line with which an entry of a log begins: a heading, a bold line or a line of text that starts with a date.

Does not know what stands above and below it, but for the underline of a heading.
"""

import re
from collections.abc import Sequence

import msgspec

from generator.errors import Severity
from generator.sources.dates import check_date, parse_written_date


class LogDate(msgspec.Struct, frozen=True, gc=False):
    """A date at the beginning of a head; `fault` and `hint` say why there is none after all."""

    start: int
    end: int
    iso: str = ""
    fault: str = ""
    hint: str = ""
    severity: Severity = Severity.ERROR


class LogHead(msgspec.Struct, frozen=True, gc=False):
    """A heading, dated or not, or a dated line; what stands on the lines from `start` to before `end`."""

    start: int
    end: int
    level: int
    words: str = ""
    """What the head says before and with the date, without marks."""
    rest: str = ""
    """What it says after the date."""
    iso: str = ""
    is_line: bool = False
    """A line of text rather than a heading or a bold line: the rest of it may be the entry's first sentence."""


_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?P<marks>=+|-+)[ \t]*$")
_NO_PARAGRAPH = re.compile(r"[-*+][ \t]|[0-9]{1,9}[.)][ \t]|>|(?:[-*_][ \t]*){3,}$")
"""A list, a quote or a rule: what is under it does not make it a heading."""


def read_head(
    lines: Sequence[str], index: int, *, begins_paragraph: bool
) -> tuple[LogHead | None, tuple[int, LogDate] | None]:
    """Read the head at this line, if there is one; with a fault, its column comes first."""
    line = lines[index]
    heading = _HEADING.match(line)
    end, level = index + 1, 0
    words = line.strip()
    if heading is not None:
        level, words = len(heading["marks"]), _strip_closing_marks(line[heading.end() :].strip())
    elif not begins_paragraph or line[0] in " \t" or _NO_PARAGRAPH.match(line):
        return None, None
    elif end < len(lines) and (underline := _UNDERLINE.match(lines[end])):
        end, level = index + 2, 1 if underline["marks"][0] == "=" else 2
    wrapped = _WRAPPED.match(words)
    words = wrapped["text"] if wrapped else words
    undated = LogHead(index, end, level) if level else None
    lead, date = _find_date(words)
    if date is None:
        return undated, None
    closed = _CLOSING.match(words, date.end)
    assert closed is not None, "every part of the pattern may be empty"
    rest = words[closed.end() :]
    is_line = not level and not wrapped
    if is_line and not lead["log"] and not _SEPARATOR.match(rest):
        return undated, None
    if date.fault:
        is_mistake = not is_line or date.severity is Severity.ERROR
        # Not even a heading: what was meant as an entry stays in the one above rather than ending it.
        return None, (line.index(words) + date.start + 1, date) if is_mistake else None
    own_words = _clean(words[: closed.end()])
    title = _SEPARATOR_RUN.sub("", rest, count=1).strip()
    return LogHead(index, end, level, own_words, title, date.iso, is_line), None


def _strip_closing_marks(words: str) -> str:
    bare = words.rstrip("#")
    # As one pattern with the rest of the heading this would take quadratic time for a long line of spaces.
    return bare.rstrip() if not bare or bare[-1] in " \t" else words


_WRAPPED = re.compile(r"(?P<marks>\*\*|__|\*|_)(?=\S)(?P<text>(?:(?!(?P=marks)).)+)(?<=\S)(?P=marks)$")
_CLOSING = re.compile(r"[*_`\])]*")
_SEPARATOR = re.compile(r"[ \t]*(?:$|[:,|\u2013\u2014-](?:[ \t]|$))")
_SEPARATOR_RUN = re.compile(r"[ \t]*[:,|\u2013\u2014-]*[ \t]*")
_LEAD = re.compile(
    r"[*_`\[(]*(?P<log>captain['\u2019]?s[ ]+log\b[ ]*[,:.]?[ ]*)?"
    r"(?:(?:day|week|entry|session)[ ]+[#]?[0-9]+[ ]*[:,.|(\u2013\u2014-]*[ ]*)?[*_`\[(]*"
    r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b[.,]?[ ]*)?",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_TIME = re.compile(
    r"(?P<clock>(?:(?P<mark>[Tt])|[ ]*,[ ]*|[ ]+(?:at[ ]+)?)"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?P<second>:[0-9]{2})?(?:[.][0-9]+)?"
    r"(?:[ ]?(?P<half>[AaPp])[.]?[Mm]\b[.]?)?)"
    # Only offsets that some place has or had: "+2000 lines" is no zone.
    r"(?:[ ]?(?P<zone>[Zz]|[+](?:0[0-9]|1[0-4]):?(?:00|15|30|45)|-(?:0[0-9]|1[0-2]):?(?:00|30)))?(?!:?[0-9]|[A-Za-z])"
)
_UNTIL = re.compile(
    r"[ ]*[\u2013\u2014-][ ]*(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?!:?[0-9]|[A-Za-z]|[ ]?[AaPp][.]?[Mm]\b)"
)
"""The end of a time from and to; `-11:00` may be that or a zone."""
_LOOSE_DAY = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])")
_NO_YEAR = re.compile(
    r"[A-Za-z]{3,9}[.]?[ ]+[0-9]{1,2}(?:st|nd|rd|th)?\b|[0-9]{1,2}(?:st|nd|rd|th)?[ ]+[A-Za-z]{3,9}\b"
)
"""May be a day without a year; whether the word is a month is for `parse_written_date` to say."""


def _find_date(words: str) -> tuple[re.Match[str], LogDate | None]:
    """Find the date at the beginning of a head, after "Captain's log", "Day 3:" or the like."""
    lead = _LEAD.match(words)
    assert lead is not None, "every part of the pattern may be empty"
    start = lead.end()
    day = _ISO_DAY.match(words, start)
    if day is not None:
        return lead, _add_time(words, start, day.end(), day.group())
    moment, length = parse_written_date(words[start : start + 40])
    if moment is not None:
        return lead, _add_time(words, start, start + length, moment.day)
    if length:
        fault = f'"{words[start : start + length]}" must be a date, and no calendar has that day'
        return lead, LogDate(start, start + length, fault=fault)
    loose = _LOOSE_DAY.match(words, start)
    if loose is not None:
        _, hint = check_date(loose.group()) or ("", "")
        fault = f'"{loose.group()}" is no whole date, so no entry begins here'
        return lead, LogDate(start, loose.end(), fault=fault, hint=hint, severity=Severity.WARNING)
    bare = _NO_YEAR.match(words, start)
    if bare is not None:
        example = f"{bare.group()} 2020" if bare.group()[0].isdigit() else f"{bare.group()}, 2020"
        if parse_written_date(example)[1]:
            fault = f'"{bare.group()}" has no year, so no entry begins here'
            hint = f'add the year, as in "{example}"'
            return lead, LogDate(start, bare.end(), fault=fault, hint=hint, severity=Severity.WARNING)
    return lead, None


def _add_time(words: str, start: int, end: int, day: str) -> LogDate:
    """Take the time after a day, if there is one, and check both."""
    time = _TIME.match(words, end)
    iso = day
    if time is not None:
        hour = int(time["hour"])
        if time["half"] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if time["half"] in "Pp" else 0)
        zone, end = _read_zone(words, time, hour)
        iso = f"{day} {hour:02}:{time['minute']}{time['second'] or ''}{zone.upper()}"
    checked = check_date(iso)
    if checked is None:
        return LogDate(start, end, iso)
    return LogDate(start, end, fault=f'"{words[start:end]}" {checked[0]}', hint=checked[1])


def _read_zone(words: str, time: re.Match[str], hour: int) -> tuple[str, int]:
    """Take the zone after a time, or pass over the time until which it lasted; says where the rest begins."""
    zone: str = time["zone"] or ""
    until = _UNTIL.match(words, time.end("clock"))
    if until is None:
        return zone, time.end()
    # People write "09:00-11:00" for two hours; with seconds or a "T" a program wrote it, and means a zone.
    is_by_hand = time["second"] is None and time["mark"] is None and time.start("zone") == time.end("clock")
    is_later = (int(until["hour"]), until["minute"]) > (hour, time["minute"])
    return (zone, time.end()) if zone and not (is_by_hand and is_later) else ("", until.end())


_MARKS = re.compile(r"[*_`\[\]]+")


def _clean(words: str) -> str:
    """Write a head's own words without marks, for a title.

    >>> _clean("[2019-11-29]"), _clean("(2019-11-29)"), _clean("Day 3 (January 4, 2020)"), _clean("**Day 3:** 2020-01-04")
    ('2019-11-29', '2019-11-29', 'Day 3 (January 4, 2020)', 'Day 3: 2020-01-04')
    """
    bare = _MARKS.sub("", words).strip()
    return bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare

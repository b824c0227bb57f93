"""The log in a README: which lines are entries, and the years of dates that have none.

Pure: what begins an entry is known to `generator.sources.logfile`; this knows what a date without a year can mean.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from generator.importing.loosedates import write_out_day
from generator.sources.dates import check_date, parse_written_date
from generator.sources.logfile import BrokenDate, LogSection, split_log
from generator.sources.tasklists import LineSpan


class CutLog(msgspec.Struct, frozen=True):
    """The entries of a text, in its order."""

    spans: tuple[LineSpan, ...]
    """The lines of each entry."""
    sections: tuple[LogSection, ...]
    replaced: tuple[tuple[int, str], ...]
    """Lines by number whose date had to be written out, as they are now."""
    undated: tuple[tuple[LineSpan, str], ...]
    """What looks like an entry and has no date that could be found out, with the reason."""


_STAND_IN = "0001-01-01"
"""Takes the place of a date that cannot be read while the text is cut, so that what is below it stays together."""


def cut_log(text: str, first_seen: Mapping[str, str], headings: Iterable[int] = ()) -> CutLog:
    """Find the entries of a text with plain line ends.

    Args:
        text: the text; what is no part of a log is blank lines, so that the others keep their numbers.
        first_seen: of lines of the text, the day on which git first had them.
        headings: lines of headings; one without a date ends an entry that begins with a dated line. In a log it would be
            part of the entry, but in a README something else begins there.
    """
    original = text.split("\n")
    lines = [write_out_day(line) for line in original]
    log, _ = split_log("\n".join(lines), "")
    replaced = {number: line for number, line in enumerate(lines, start=1) if line != original[number - 1]}
    reasons: dict[int, str] = {}
    known = _find_known(lines, log.entries, {broken.line for broken in log.broken_dates})
    seen = {lines[broken.line - 1] for broken in log.broken_dates} & first_seen.keys()
    if len(log.broken_dates) > 1 and len({first_seen[line] for line in seen}) < 2:
        # The whole log came with one commit, which may be years later.
        first_seen = {} if known else first_seen
    for broken in sorted(log.broken_dates, key=lambda broken: broken.line):
        line = lines[broken.line - 1]
        found, reason = _complete(broken, line, known, first_seen)
        weekday = _WEEKDAY_BEFORE.search(line[: broken.start]) or _WEEKDAY_BEHIND.match(line, broken.end)
        if found and weekday is not None and weekday[1].lower() != _DAYS[date.fromisoformat(found).weekday()]:
            found, reason = "", f'"{broken.text}" would be of {found[:4]}, where that day is another of the week'
        written = _write_out(broken.text, found) or _STAND_IN
        replaced[broken.line] = f"{line[: broken.start]}{written}{line[broken.end :]}"
        if found:
            # What follows it may be dated by it.
            known[broken.line] = found
        else:
            reasons[broken.line] = reason
    for number, line in replaced.items():
        lines[number - 1] = line
    sections = split_log("\n".join(lines), "")[0].entries
    ends = sorted(set(headings) - {section.line for section in sections})
    spans = [_find_span(section, lines, () if section.level else ends) for section in sections]
    pairs = list(zip(spans, sections, strict=True))
    return CutLog(
        tuple(span for span, section in pairs if section.line not in reasons),
        tuple(section for section in sections if section.line not in reasons),
        tuple(
            (section.line, replaced[section.line]) for section in sections if section.line in replaced.keys() - reasons
        ),
        tuple((span, reasons[section.line]) for span, section in pairs if section.line in reasons),
    )


def _find_span(section: LogSection, lines: Sequence[str], ends: Iterable[int]) -> LineSpan:
    end = section.line if not section.body else section.body_first_line + section.body.count("\n")
    end = max(end, section.fields_first_line + section.fields_text.count("\n") if section.fields_text else 0)
    # The line below a heading that is underlined.
    end = max(end, section.fields_first_line - 1)
    last = next((number - 1 for number in ends if section.line < number <= end), min(end, len(lines)))
    while last > section.line and not lines[last - 1].strip():
        last -= 1
    return LineSpan(section.line, last)


def _find_known(lines: Sequence[str], sections: Iterable[LogSection], broken: Container[int]) -> dict[int, str]:
    """Give by line what is dated in full, and the years that headings name; a broken date vouches for nothing."""
    known = {section.line: section.date_text[:10] for section in sections}
    for number, line in enumerate(lines, start=1):
        if number in known or number in broken:
            continue
        days = [match.group() for match in _FULL_DAY.finditer(line) if check_date(match.group()) is None]
        moments = (parse_written_date(line[match.start() :])[0] for match in _WORD.finditer(line)) if not days else ()
        days += [moment.day for moment in moments if moment is not None]
        years = set(_YEAR.findall(line)) if _HEADING.match(line) else set()
        if days:
            known[number] = days[0]
        elif len(years) == 1:
            known[number] = years.pop()
    return known


_FULL_DAY = re.compile(r"(?<![0-9/-])[12][0-9]{3}-[01][0-9]-[0-3][0-9](?![0-9-])")
_LOOSE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_WORD = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{1,2}[a-z]*[ ]+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = rf"({'|'.join(_DAYS)})(?:day|s|sday|nesday|nes|r|rs|rsday|ur|urday)?"
_WEEKDAY_BEFORE = re.compile(rf"\b{_WEEKDAY}[.,]?[ ]*$", re.IGNORECASE)
_WEEKDAY_BEHIND = re.compile(rf"[ ]*[,(][ ]*{_WEEKDAY}\b", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_NEAR_DAYS = 150
"""Entries of a log follow each other by less than that; if they do not, the year is a guess."""


def _write_out(text: str, day: str) -> str:
    """Add the year to what the author wrote; a day in figures is written as one."""
    if not day or _LOOSE.fullmatch(text):
        return day
    return f"{text} {day[:4]}" if text[0].isdigit() else f"{text}, {day[:4]}"


def _complete(
    broken: BrokenDate, line: str, known: Mapping[int, str], first_seen: Mapping[str, str]
) -> tuple[str, str]:
    """Give the day that a date means, or say why that is not known."""
    loose = _LOOSE.fullmatch(broken.text)
    if loose is not None:
        written = f"{loose[1]}-{int(loose[2]):02}-{int(loose[3]):02}"
        return (written, "") if check_date(written) is None else ("", broken.fault)
    if not _in_year(broken.text, 2020):
        return "", f'"{broken.text}" is a day of no year' if "no year" in broken.fault else broken.fault
    if line in first_seen:
        # What is in a version was written before it, or by a clock in another zone a day later.
        day = _find_last(broken.text, _later(first_seen[line], 1))
        return (day, "") if day else ("", broken.fault)
    days = sorted(set(_guess_from_others(broken, known)))
    if len(days) == 1:
        return days[0], ""
    if days:
        return "", f'"{broken.text}" may be of {days[0][:4]} or of {days[-1][:4]}'
    return "", f'"{broken.text}" has no year, and nothing near it says one'


def _guess_from_others(broken: BrokenDate, known: Mapping[int, str]) -> Iterator[str]:
    """Give the days that it may be, by the heading of its year, or else by the dates before and after it."""
    before = max((number for number in known if number < broken.line), default=None)
    if before is not None and len(known[before]) == len("2020"):
        day = _in_year(broken.text, int(known[before]))
        if day:
            yield day
        return
    after = min((number for number in known if number > broken.line and len(known[number]) > len("2020")), default=None)
    for number in (before, after):
        day = _find_nearest(broken.text, known[number]) if number is not None else ""
        if number is not None and day and _gap(day, known[number]) <= _NEAR_DAYS:
            yield day


def _in_year(text: str, year: int) -> str:
    """Read a day without a year as one of this year; empty if that year has no such day."""
    # A year that is no leap year has one day less.
    example = f"{text} {year}" if text[0].isdigit() else f"{text}, {year}"
    moment, _ = parse_written_date(example)
    return moment.day if moment is not None else ""


def _find_last(text: str, limit: str) -> str:
    """Give the last such day up to a day; February the 29th may be eight years before it."""
    year = int(limit[:4])
    return next((day for back in range(9) if (day := _in_year(text, year - back)) and day <= limit), "")


def _find_nearest(text: str, anchor: str) -> str:
    year = int(anchor[:4])
    days = [day for near in (year - 1, year, year + 1) if 1 <= near <= 9999 and (day := _in_year(text, near))]
    return min(days, key=lambda day: (_gap(day, anchor), day), default="")


def _gap(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _later(day: str, count: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=count)).isoformat()


def find_broken_lines(text: str) -> tuple[str, ...]:
    """Give the lines whose dates have no year, or are none, for which git may be asked."""
    lines = text.split("\n")
    return tuple(lines[broken.line - 1] for broken in split_log(text, "")[0].broken_dates)

"""The one grammar of dates: what authors may write, and the value it stands for.

Knows nothing of files, of where in a file a date stands, or of the clock.

    2019-11-29                  a day
    2019-11-29 00:33            a time of the site's zone; `T` may stand for the space, seconds may follow
    2019-11-29T00:33:10Z        a time of another zone: `Z`, `+01:00`, `+0100`, `+01`
    January 4, 2020             a day in words, in headings of the log only
"""

import calendar
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import msgspec


class Moment(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A day, or a day with a time, in the site's time zone; compares by time."""

    sort_key: int
    """Seconds since 1970-01-01 UTC of the moment, or of the day's beginning."""
    iso: str
    """`2019-11-29` or `2019-11-29T00:33:00+01:00`."""

    @property
    def day(self) -> str:
        """The day alone, `2019-11-29`."""
        return self.iso[:10]

    @property
    def year(self) -> str:
        """The year alone, `2019`."""
        return self.iso[:4]

    @property
    def timestamp(self) -> str:
        """The moment as RFC 3339 has it, with a time and a zone, for feeds; a day begins at midnight UTC."""
        return self.iso if "T" in self.iso else f"{self.iso}T00:00:00Z"


# The locale's names would make the same journal read differently on two machines.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH_NUMBERS = {name[:3].lower(): index for index, name in enumerate(_MONTHS, start=1)}

# Digits of other scripts are not meant: `\d` would take them.
_ISO = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?:(?:[Tt]|[ ]+)(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.][0-9]+)?)?"
    r"(?:[ ]*(?:(?P<utc>[Zz])|(?P<sign>[+-])(?P<zone_hour>[0-9]{2})(?::?(?P<zone_minute>[0-9]{2}))?))?)?"
)
_LOOSE_DAY = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?![0-9])")
_MONTH_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b[.]?"
)
_MONTH_DAY = re.compile(
    _MONTH_NAME + r"[ ]+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:[ ]*,[ ]*|[ ]+)(?P<year>[0-9]{4})(?![0-9])", re.IGNORECASE
)
_DAY_MONTH = re.compile(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[ ]+" + _MONTH_NAME + r"(?:[ ]*,[ ]*|[ ]+)(?P<year>[0-9]{4})(?![0-9])",
    re.IGNORECASE,
)

DATE_PATTERN = f"^{re.sub('[?]P<[a-z_]+>', '', _ISO.pattern)}$"
"""The grammar for editors, as JSON Schema writes patterns; it cannot say that February has 28 days."""

_HINT = "write it as 2019-11-29 or 2019-11-29 00:33"


def parse_moment(text: str, zone: tzinfo) -> Moment | None:
    """Read a date; `check_date` says why there is none.

    A time without a zone is the site's own, one with a zone is converted to it.
    A time that the clocks skipped or ran through twice is read by the clock as it stood before the change.
    Fractions of seconds are dropped.

    >>> parse_moment("2019-11-29", UTC)
    Moment(sort_key=1574985600, iso='2019-11-29')
    >>> parse_moment("2019-11-29 00:33 +01:00", UTC)
    Moment(sort_key=1574983980, iso='2019-11-28T23:33:00+00:00')
    """
    match = _ISO.fullmatch(text)
    if match is None or _find_fault(match):
        return None
    year, month, day, hour, minute, second, *_ = match.groups()
    if hour is None:
        return _day_moment(int(year), int(month), int(day), zone)
    offset = _read_offset(match)
    local = datetime(
        int(year),
        int(month),
        int(day),
        int(hour),
        int(minute),
        int(second or 0),
        tzinfo=zone if offset is None else offset,
    )
    # By way of UTC, so that a time which the clocks skipped becomes one that they showed.
    shown = local.astimezone(UTC).astimezone(zone)
    return Moment(int(shown.timestamp()), shown.isoformat()[:19] + _format_offset(shown))


def check_date(text: str) -> tuple[str, str] | None:
    """Say what is wrong with a date, after the name of its field, and what to do; nothing if it is one.

    >>> check_date("2024-02-30")
    ('must be a date: February 2024 has 29 days, not 30', '')
    >>> check_date("2024-1-5")
    ('must be a date, found the text "2024-1-5"', 'write it as 2024-01-05')
    """
    match = _ISO.fullmatch(text)
    if match is not None:
        fault = _find_fault(match)
        return (f"must be a date: {fault}", "") if fault else None
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return f'must be a date, found the text "{shown}"', _suggest_date(text)


def parse_written_date(text: str, zone: tzinfo = UTC) -> tuple[Moment | None, int]:
    """Read a day in English words at the beginning of `text`, and say how many characters it takes.

    No date there is `(None, 0)`; an impossible one is `(None, length)`.

    >>> parse_written_date("Jan 4, 2020: Django")
    (Moment(sort_key=1578096000, iso='2020-01-04'), 11)
    >>> parse_written_date("30 February 2020")
    (None, 16)
    """
    match = _MONTH_DAY.match(text) or _DAY_MONTH.match(text)
    if match is None:
        return None, 0
    year, month, day = int(match["year"]), _MONTH_NUMBERS[match["name"][:3].lower()], int(match["day"])
    if _find_day_fault(year, month, day):
        return None, match.end()
    return _day_moment(year, month, day, zone), match.end()


def _day_moment(year: int, month: int, day: int, zone: tzinfo) -> Moment:
    begin = datetime(year, month, day, tzinfo=zone)
    return Moment(int(begin.timestamp()), f"{year:04}-{month:02}-{day:02}")


def _read_offset(match: re.Match[str]) -> tzinfo | None:
    if match["utc"]:
        return UTC
    if not match["sign"]:
        return None
    offset = timedelta(hours=int(match["zone_hour"]), minutes=int(match["zone_minute"] or 0))
    return timezone(-offset if match["sign"] == "-" else offset)


def _format_offset(shown: datetime) -> str:
    # Before standard time zones offsets had seconds, for which RFC 3339 has no place.
    minutes = round((shown.utcoffset() or timedelta()).total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _find_fault(match: re.Match[str]) -> str:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    fault = _find_day_fault(year, month, day)
    if fault or match["hour"] is None:
        return fault
    clock = f"{match['hour']}:{match['minute']}" + (f":{match['second']}" if match["second"] else "")
    if int(match["hour"]) > 23 or int(match["minute"]) > 59 or int(match["second"] or 0) > 59:
        return f"there is no time {clock}"
    if int(match["zone_hour"] or 0) > 23 or int(match["zone_minute"] or 0) > 59:
        return f"there is no time zone {match['sign']}{match['zone_hour']}:{match['zone_minute'] or '00'}"
    if year in {1, 9999}:
        # In another zone this may be a day that no calendar here can hold.
        return f"in the year {year} there are only days, without a time"
    return ""


def _find_day_fault(year: int, month: int, day: int) -> str:
    if year == 0:
        return "there is no year 0000"
    if not 1 <= month <= 12:
        return f"there is no month {month:02}"
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        return f"{_MONTHS[month - 1]} {year} has {days} days, not {day}" if day else "there is no day 00"
    return ""


def _suggest_date(text: str) -> str:
    moment, _ = parse_written_date(text)
    if moment is not None:
        return f"write it as {moment.day}"
    match = _LOOSE_DAY.match(text)
    if match is not None:
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
        if match.end() == len(text) and not _find_day_fault(year, month, day):
            return f"write it as {year:04}-{month:02}-{day:02}"
    return _HINT

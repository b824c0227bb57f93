"""Many entries in one file: a log is cut where a heading or a line starts with a date.

Does not know how a field or a body is read, nor which time zone the dates are in.

What begins an entry:

    ## 2019-11-29 00:33 First Flask app         a heading of any level, also underlined with === or ---
    ### Day 3: January 4, 2020                  also with the number of a day, or a weekday, in front
    **2019-11-29**                              a bold line alone
    Captain's log 2019-11-29 00:33 Some words   a line that says what it is
    2019-11-29: some words                      a line on which a colon, comma, bar or dash follows the date, or nothing

A line counts only at the beginning of a paragraph, and nothing counts in code, comments and quotes.
"2019-11-29 was a cold day" is prose: a sentence may well begin with a date.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.errors import Problem, Severity, problem_at
from generator.sources.dates import check_date, parse_written_date


class LogSection(msgspec.Struct, frozen=True):
    """One entry of a log; lines count from 1 in the file."""

    date_text: str
    """`2019-11-29` or `2019-11-29 00:33`, with seconds and a zone where the author gave them."""
    title: str
    level: int
    """The level of the heading, 0 for a line that is none."""
    line: int
    fields_text: str
    """The `key: value` lines right under the head."""
    fields_first_line: int
    """The line after the head, whether or not there are fields."""
    body: str
    body_first_line: int


class LogFile(msgspec.Struct, frozen=True):
    """A log, cut into its entries and what belongs to none of them."""

    intro: str
    """The file with a blank line for each line of an entry, so that its lines keep their numbers."""
    intro_first_line: int
    entries: tuple[LogSection, ...]


class _Date(msgspec.Struct, frozen=True, gc=False):
    """A date at the beginning of a head; `fault` and `hint` say why there is none after all."""

    start: int
    end: int
    iso: str = ""
    fault: str = ""
    hint: str = ""
    severity: Severity = Severity.ERROR


class _Head(msgspec.Struct, frozen=True, gc=False):
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


def split_log(text: str, path: str) -> tuple[LogFile, tuple[Problem, ...]]:
    """Cut a log into entries.

    A heading without a date belongs to the entry above it, unless it stands higher than the entry's own heading (for
    a dated line: at least as high as the heading the line stands under).
    It then ends the entry, and what is under it goes to the intro up to the next date, as does front matter.
    A heading with a day but no year is text of the entry above, with a warning; one with an impossible day is an error.

    Args:
        text: the file's text, with plain line ends.
        path: the file, for problems.
    """
    lines = text.split("\n")
    problems: list[Problem] = []
    intro: list[str] = []
    entries: list[LogSection] = []
    for head, end in _group(_find_heads(lines, text, path, problems), len(lines)):
        if head is None:
            intro += lines[len(intro) : end]
        else:
            entries.append(_make_section(head, lines, end))
            intro += [""] * (end - len(intro))
    return LogFile("\n".join(intro).rstrip(), 1, tuple(entries)), tuple(problems)


def _group(heads: Iterator[_Head], line_count: int) -> Iterator[tuple[_Head | None, int]]:
    """Say for each stretch of lines which head it belongs to, or none, and where it ends."""
    owner: _Head | None = None
    lowest_level = 0
    intro_level = 0
    for head in heads:
        if head.iso:
            yield owner, head.start
            owner = head
            lowest_level = head.level or intro_level + 1
        elif owner is None:
            intro_level = head.level
        elif head.level < lowest_level:
            yield owner, head.start
            owner = None
            intro_level = head.level
    yield owner, line_count


_FIELD = re.compile(
    "(?:title|date|updated|summary|tags|skills|series|draft|private|slug|aliases|image):(?P<value>[ \t].*)?$"
)
_LONGEST_TITLE = 80


def _make_section(head: _Head, lines: Sequence[str], end: int) -> LogSection:
    fields_end = _find_fields_end(lines, head.end, end)
    title, opening = head.rest or head.words, ""
    if head.is_line and head.rest:
        goes_on = fields_end < end and lines[fields_end].strip() != ""
        if goes_on or len(head.rest) > _LONGEST_TITLE or head.rest.endswith("."):
            title, opening = head.words, head.rest
    if opening:
        # The fields between the first words and the others leave blank lines, so that the lines keep their numbers.
        gap = [""] * (fields_end - head.end)
        body_lines, body_start = [opening, *gap, *lines[fields_end:end]], head.start
    else:
        body_start = fields_end
        while body_start < end and not lines[body_start].strip():
            body_start += 1
        body_lines = list(lines[body_start:end])
    return LogSection(
        date_text=head.iso,
        title=title,
        level=head.level,
        line=head.start + 1,
        fields_text="\n".join(lines[head.end : fields_end]),
        fields_first_line=head.end + 1,
        body="\n".join(body_lines).rstrip(),
        body_first_line=body_start + 1,
    )


def _find_fields_end(lines: Sequence[str], start: int, end: int) -> int:
    """Go over the fields; one without a value may have it as a list on the lines below."""
    index = start
    is_open = False
    while index < end:
        line = lines[index]
        field = _FIELD.match(line)
        if field is not None:
            is_open = not (field["value"] or "").strip()
        elif not (is_open and line.strip() and line.startswith((" ", "- "))):
            break
        index += 1
    return index


_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?P<marks>=+|-+)[ \t]*$")
_NO_PARAGRAPH = re.compile(r"[-*+][ \t]|[0-9]{1,9}[.)][ \t]|>|(?:[-*_][ \t]*){3,}$")
"""A list, a quote or a rule: what is under it does not make it a heading."""
_FENCE = re.compile(r"(?P<before>[ ]{0,3}(?:(?:[-*+]|[0-9]{1,9}[.)])[ ]+)*)(?P<marks>`{3,}|~{3,})(?P<info>.*)$")
_RAW_HTML = re.compile(r" {0,3}<(?:(?P<comment>!--)|(?:pre|script|style|textarea)(?=[\s>]|$))", re.IGNORECASE)
_RAW_HTML_END = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)


def _find_heads(lines: Sequence[str], text: str, path: str, problems: list[Problem]) -> Iterator[_Head]:
    """Go down the lines, past whatever is no text of ours, and stop at each head."""
    index = _skip_front_matter(lines)
    begins_paragraph = True
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            begins_paragraph = True
            index += 1
            continue
        skipped = _skip_block(lines, index)
        if skipped > index:
            if skipped > len(lines):
                message = "this is never closed, so no entry begins after it"
                problems.append(problem_at(message, path, text, index + 1, severity=Severity.WARNING))
            index = skipped
            continue
        head, problem = _read_head(lines, index, begins_paragraph=begins_paragraph)
        if problem is not None:
            column, date = problem
            length = date.end - date.start
            problems.append(
                problem_at(
                    date.fault, path, text, index + 1, column, length=length, hint=date.hint, severity=date.severity
                )
            )
        begins_paragraph = False
        if head is None:
            index += 1
            continue
        yield head
        index = head.end


def _skip_front_matter(lines: Sequence[str]) -> int:
    if lines[0].rstrip() != "---":
        return 0
    for index in range(1, len(lines)):
        if lines[index].rstrip() in {"---", "..."}:
            return index + 1
    return 0


def _skip_block(lines: Sequence[str], start: int) -> int:
    """Find the line after a block of code or HTML that begins here; one more than there are if it has no end."""
    line = lines[start]
    # Nearly every line is decided by its first characters.
    lead = line.lstrip(" ")[:1]
    if lead == "<":
        raw = _RAW_HTML.match(line)
        return start if raw is None else _skip_raw_html(lines, start, is_comment=raw["comment"] is not None)
    if lead not in "`~-*+0123456789":
        return start
    fence = _FENCE.match(line)
    if fence is None or (fence["marks"][0] == "`" and "`" in fence["info"]):
        return start
    marks, deepest = fence["marks"], len(fence["before"]) + 3
    for index in range(start + 1, len(lines)):
        bare = lines[index].strip()
        if bare.startswith(marks) and not bare.strip(marks[0]) and lines[index].index(marks[0]) <= deepest:
            return index + 1
    return len(lines) + 1


def _skip_raw_html(lines: Sequence[str], start: int, *, is_comment: bool) -> int:
    for index in range(start, len(lines)):
        line = lines[index]
        if is_comment:
            # In "<!-->" the end is not one.
            if line.find("-->", line.index("<!--") + 4 if index == start else 0) >= 0:
                return index + 1
        elif _RAW_HTML_END.search(line):
            return index + 1
    return len(lines) + 1


def _read_head(
    lines: Sequence[str], index: int, *, begins_paragraph: bool
) -> tuple[_Head | None, tuple[int, _Date] | None]:
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
    undated = _Head(index, end, level) if level else None
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
    return _Head(index, end, level, own_words, title, date.iso, is_line), None


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
    r"(?:[Tt]|[ ]*,[ ]*|[ ]+(?:at[ ]+)?)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?P<second>:[0-9]{2})?(?:[.][0-9]+)?"
    r"(?:[ ]?(?P<half>[AaPp])[.]?[Mm]\b[.]?)?(?:[ ]?(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2}))?(?![0-9A-Za-z])"
)
_LOOSE_DAY = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])")
_NO_YEAR = re.compile(
    r"[A-Za-z]{3,9}[.]?[ ]+[0-9]{1,2}(?:st|nd|rd|th)?\b|[0-9]{1,2}(?:st|nd|rd|th)?[ ]+[A-Za-z]{3,9}\b"
)
"""May be a day without a year; whether the word is a month is for `parse_written_date` to say."""


def _find_date(words: str) -> tuple[re.Match[str], _Date | None]:
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
        return lead, _Date(start, start + length, fault=fault)
    loose = _LOOSE_DAY.match(words, start)
    if loose is not None:
        _, hint = check_date(loose.group()) or ("", "")
        fault = f'"{loose.group()}" is no whole date, so no entry begins here'
        return lead, _Date(start, loose.end(), fault=fault, hint=hint, severity=Severity.WARNING)
    bare = _NO_YEAR.match(words, start)
    if bare is not None:
        example = f"{bare.group()} 2020" if bare.group()[0].isdigit() else f"{bare.group()}, 2020"
        if parse_written_date(example)[1]:
            fault = f'"{bare.group()}" has no year, so no entry begins here'
            hint = f'add the year, as in "{example}"'
            return lead, _Date(start, bare.end(), fault=fault, hint=hint, severity=Severity.WARNING)
    return lead, None


def _add_time(words: str, start: int, end: int, day: str) -> _Date:
    """Take the time after a day, if there is one, and check both."""
    time = _TIME.match(words, end)
    iso = day
    if time is not None:
        end = time.end()
        hour = int(time["hour"])
        if time["half"] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if time["half"] in "Pp" else 0)
        iso = f"{day} {hour:02}:{time['minute']}{time['second'] or ''}{(time['zone'] or '').upper()}"
    checked = check_date(iso)
    if checked is None:
        return _Date(start, end, iso)
    return _Date(start, end, fault=f'"{words[start:end]}" {checked[0]}', hint=checked[1])


_MARKS = re.compile(r"[*_`\[\]]+")


def _clean(words: str) -> str:
    """Write a head's own words without marks, for a title.

    >>> _clean("[2019-11-29]"), _clean("(2019-11-29)"), _clean("Day 3 (January 4, 2020)"), _clean("**Day 3:** 2020-01-04")
    ('2019-11-29', '2019-11-29', 'Day 3 (January 4, 2020)', 'Day 3: 2020-01-04')
    """
    bare = _MARKS.sub("", words).strip()
    return bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare

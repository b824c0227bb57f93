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
from generator.sources.loghead import LogHead, read_head


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


class BrokenDate(msgspec.Struct, frozen=True):
    """What stands where an entry's date would and is none: without a year, in another form, or of no calendar."""

    line: int
    start: int
    """Where in the line it begins; counts from 0."""
    end: int
    text: str
    fault: str


class LogFile(msgspec.Struct, frozen=True):
    """A log, cut into its entries and what belongs to none of them."""

    intro: str
    """The file with a blank line for each line of an entry, so that its lines keep their numbers."""
    intro_first_line: int
    entries: tuple[LogSection, ...]
    broken_dates: tuple[BrokenDate, ...] = ()
    """Each is a problem as well."""


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
    broken: list[BrokenDate] = []
    intro: list[str] = []
    entries: list[LogSection] = []
    for head, end in _group(_find_heads(lines, text, path, problems, broken), len(lines)):
        if head is None:
            intro += lines[len(intro) : end]
        else:
            entries.append(_make_section(head, lines, end))
            intro += [""] * (end - len(intro))
    return LogFile("\n".join(intro).rstrip(), 1, tuple(entries), tuple(broken)), tuple(problems)


def _group(heads: Iterator[LogHead], line_count: int) -> Iterator[tuple[LogHead | None, int]]:
    """Say for each stretch of lines which head it belongs to, or none, and where it ends."""
    owner: LogHead | None = None
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


def _make_section(head: LogHead, lines: Sequence[str], end: int) -> LogSection:
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


_FENCE = re.compile(r"(?P<before>[ ]{0,3}(?:(?:[-*+]|[0-9]{1,9}[.)])[ ]+)*)(?P<marks>`{3,}|~{3,})(?P<info>.*)$")
_RAW_HTML = re.compile(r" {0,3}<(?:(?P<comment>!--)|(?:pre|script|style|textarea)(?=[\s>]|$))", re.IGNORECASE)
_RAW_HTML_END = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)


def _find_heads(
    lines: Sequence[str], text: str, path: str, problems: list[Problem], broken: list[BrokenDate]
) -> Iterator[LogHead]:
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
        head, problem = read_head(lines, index, begins_paragraph=begins_paragraph)
        if problem is not None:
            column, date = problem
            length = date.end - date.start
            shown = line[column - 1 : column - 1 + length]
            broken.append(BrokenDate(index + 1, column - 1, column - 1 + length, shown, date.fault))
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

"""Where in a README the journal's region is, and whether it still is what was written.

Knows the two markers and a checksum; does not know what stands between them.

    <!-- journal:start sha256:0123456789abcdef -->
    …
    <!-- journal:end -->

GitHub shows neither.
A marker stands on a line of its own, and where HTML may stand: one in a block of code is an example of one.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

import msgspec

from generator.errors import GeneratorError, Location, Problem, problem_at
from generator.markdown.blocks import parse_blocks
from generator.markdown.nodes import HtmlBlock

START = "<!-- journal:start -->"
END = "<!-- journal:end -->"

_BOM = "\ufeff"
_MARKER = re.compile(r"[ ]{0,3}<!--[ \t]*journal:(?P<which>start|end)\b(?P<rest>[^>]*)-->[ \t]*")
_CHECKSUM = re.compile(r"\bsha256:(?P<digits>[0-9a-f]+)\b")
_CHECKSUM_LENGTH = 16
"""Digits; it is held against slips and not against forgers."""
_LINE = re.compile(r"(?P<text>[^\r\n]*)(?P<end>\r\n|\n|\r|\Z)")


class Standing(Enum):
    """How a region stands to what the journal says now."""

    CURRENT = "current"
    STALE = "stale"
    """It is what was written, or nothing was yet, and the journal says something else now."""
    EDITED = "edited"
    """Somebody changed it by hand."""


class Region(msgspec.Struct, frozen=True):
    """A README, divided at its markers."""

    head: str
    """All before the line of the first marker, as it is in the file."""
    line: int
    """That of the first marker; lines count from 1."""
    checksum: str
    """Of what was written between the markers; empty if nothing was yet."""
    inner: str
    """What stands between the markers, each line with a plain line end."""
    tail: str
    """All from the line of the second marker on, as it is in the file."""
    line_end: str
    """That of the first marker's line, which the region's lines have."""


def find_region(text: str, path: str) -> Region:
    r"""Find the region.

    Args:
        text: the README as it is, whatever its line ends.
        path: its name, for problems.

    Raises:
        GeneratorError: it has no region, or more than one, or half of one.

    >>> find_region("# A\n<!-- journal:start -->\n<!-- journal:end -->\n", "README.md").line
    2
    """
    # A byte order mark is no part of the first line.
    lines = [match for match in _LINE.finditer(text, int(text.startswith(_BOM))) if match.group()]
    alike = {number: mark for number, line in enumerate(lines, start=1) if (mark := _MARKER.fullmatch(line["text"]))}
    html = _find_html([line["text"] for line in lines]) if alike else frozenset()
    marks = [(number, mark["which"], mark["rest"]) for number, mark in alike.items() if number in html]
    if not marks:
        raise GeneratorError([_describe_none(alike, path)])
    if problems := tuple(_find_faults(marks, path, text)):
        raise GeneratorError(problems)
    (first, _, rest), (last, _, _) = marks
    checksum = _CHECKSUM.search(rest)
    return Region(
        head=text[: lines[first - 1].start()],
        line=first,
        checksum=checksum["digits"] if checksum else "",
        inner="".join(f"{line['text']}\n" for line in lines[first : last - 1]),
        tail=text[lines[last - 1].start() :],
        line_end=lines[first - 1]["end"],
    )


def _find_html(lines: Sequence[str]) -> frozenset[int]:
    """Find the lines of HTML that is no part of anything else."""
    found: set[int] = set()
    for block in parse_blocks(list(lines)).children:
        if isinstance(block, HtmlBlock):
            found.update(range(block.line, block.line + block.text.count("\n") + 1))
    return frozenset(found)


def _describe_none(alike: Iterable[int], path: str) -> Problem:
    seen = [f"the marker in line {number} is in code, a list or a quote, and does not count; " for number in alike][:1]
    hint = f"{''.join(seen)}put these two lines where it is to stand:\n{START}\n{END}"
    return Problem("has no place for what the journal says", Location(path), hint=hint)


def _find_faults(marks: Sequence[tuple[int, str, str]], path: str, text: str) -> Iterator[Problem]:
    plain = text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    firsts = [line for line, which, _ in marks if which == "start"]
    lasts = [line for line, which, _ in marks if which == "end"]
    for which, numbers in (("start", firsts), ("end", lasts)):
        for number in numbers[1:]:
            message = f"a second journal:{which}; the first is in line {numbers[0]}"
            yield problem_at(message, path, plain, number, hint="a README has one region of the journal: remove one")
    if not lasts:
        yield problem_at("the journal's region has no end", path, plain, firsts[0], hint=f"put {END} below it")
    elif not firsts:
        yield problem_at("the journal's region has no start", path, plain, lasts[0], hint=f"put {START} above it")
    elif len(firsts) == len(lasts) == 1 and lasts[0] < firsts[0]:
        message = f"journal:end stands above journal:start, which is in line {firsts[0]}"
        yield problem_at(message, path, plain, lasts[0], hint="exchange the two lines")


def make_checksum(inner: str) -> str:
    """Name what stands in a region; line ends have no part in it, since git may change them."""
    return hashlib.sha256(inner.encode("utf-8", "surrogatepass")).hexdigest()[:_CHECKSUM_LENGTH]


def judge_region(region: Region, inner: str) -> Standing:
    """Tell how a region stands to what it would hold if it were written now."""
    checksum = make_checksum(region.inner)
    if region.inner == inner:
        # Whoever wrote the very same by hand has lost nothing if it is written again.
        return Standing.CURRENT if region.checksum == checksum else Standing.STALE
    is_written = region.checksum == checksum or not (region.checksum or region.inner.strip())
    return Standing.STALE if is_written else Standing.EDITED


def fill_region(region: Region, inner: str) -> str:
    """Give the README with other text between the markers; all else is as it was, to the byte."""
    lines = f"{_start(inner)}\n{inner}".replace("\n", region.line_end)
    return f"{region.head}{lines}{region.tail}"


def mark_region(inner: str) -> str:
    """Give a region with its markers, to be put into a README as it is."""
    return f"{_start(inner)}\n{inner}{END}\n"


def _start(inner: str) -> str:
    return f"<!-- journal:start sha256:{make_checksum(inner)} -->"

"""Edits of a text: pieces that are replaced, and which line of the source each piece of the result is from.

Does not know why anything is replaced.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

import msgspec


class Edit(msgspec.Struct, frozen=True, order=True):
    """A piece of a text, and what takes its place."""

    start: int
    end: int
    text: str


class EditedText(msgspec.Struct, frozen=True):
    """A text after edits."""

    text: str
    starts: tuple[int, ...]
    """Where in the new text each piece begins that was left alone, and each that was put in."""
    origins: tuple[int, ...]
    """Where in the old text that is."""

    def find_origin(self, offset: int) -> int:
        """Say where in the old text what is at `offset` came from; of what was put in, the edit's beginning."""
        index = bisect_right(self.starts, offset) - 1
        is_kept = index % 2 == 0
        return self.origins[index] + (offset - self.starts[index] if is_kept else 0)


def apply_edits(text: str, edits: Iterable[Edit]) -> EditedText:
    """Replace pieces of a text; of two edits that overlap the one that begins first is made.

    >>> edited = apply_edits("a b c", [Edit(2, 3, "longer")])
    >>> edited.text, edited.find_origin(edited.text.index("c"))
    ('a longer c', 4)
    """
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    position = length = 0
    for edit in sorted(edits):
        if edit.start < position:
            continue
        for piece, origin in ((text[position : edit.start], position), (edit.text, edit.start)):
            starts.append(length)
            origins.append(origin)
            parts.append(piece)
            length += len(piece)
        position = edit.end
    starts.append(length)
    origins.append(position)
    parts.append(text[position:])
    return EditedText("".join(parts), tuple(starts), tuple(origins))


def line_of(text: str, offset: int) -> int:
    """Count the lines up to a place in a text, from 1."""
    return bisect_right(_find_line_starts(text), offset)


def start_of(text: str, line: int) -> int:
    r"""Say where a line begins; lines count from 1.

    >>> start_of("a\nb", 2), line_of("a\nb", 2)
    (2, 2)
    """
    return _find_line_starts(text)[line - 1]


@lru_cache(maxsize=4)
def _find_line_starts(text: str) -> list[int]:
    # A text may have thousands of places that are asked for.
    return [0, *(match.end() for match in re.finditer(r"\n", text))]

"""What became of each line of a source, so that none is lost without a word.

Pure: counts lines; does not know what is made of them.
"""

from collections.abc import Iterable, Sequence
from enum import Enum

from generator.importing.results import LeftOut
from generator.sources.tasklists import LineSpan


class Fate(Enum):
    """Where a line went."""

    CHECKLIST = "checklist"
    LOG = "log"
    PROSE = "prose"
    SEALED = "sealed"
    TODO = "todo"
    LEFT_OUT = "left out"


class Ledger:
    """The lines of one source; a line may go to more than one place, as a heading does."""

    def __init__(self, path: str, lines: Sequence[str]) -> None:
        self._path = path
        self._lines = lines
        self._fates: dict[int, set[Fate]] = {}
        self._left_out: dict[int, LeftOut] = {}

    def record(self, numbers: Iterable[int], fate: Fate) -> None:
        """Say where lines went."""
        for number in numbers:
            self._fates.setdefault(number, set()).add(fate)

    def record_span(self, span: LineSpan, fate: Fate) -> None:
        """Say where a run of lines went."""
        self.record(range(span.start, span.end + 1), fate)

    def leave_out(self, numbers: Iterable[int], reason: str, hint: str = "") -> None:
        """Say that lines went nowhere; what is said of a line first holds."""
        for number in numbers:
            if self._lines[number - 1].strip():
                self._fates.setdefault(number, set()).add(Fate.LEFT_OUT)
                line = LeftOut(self._path, number, self._lines[number - 1], reason, hint)
                self._left_out.setdefault(number, line)

    def is_free(self, number: int) -> bool:
        """Tell whether nothing is known of a line."""
        return number not in self._fates

    def find_fates(self, number: int) -> frozenset[Fate]:
        """Say where a line went."""
        return frozenset(self._fates.get(number, ()))

    def list_free(self) -> tuple[int, ...]:
        """List the lines that are not blank and went nowhere."""
        return tuple(
            number for number, line in enumerate(self._lines, start=1) if line.strip() and self.is_free(number)
        )

    def close(self) -> tuple[LeftOut, ...]:
        """Give all lines that were left out, in order.

        Raises:
            AssertionError: a line is neither somewhere nor left out, which is a mistake of ours.
        """
        free = self.list_free()
        assert not free, f"{self._path}: nothing is known of the lines {free}"
        return tuple(line for _, line in sorted(self._left_out.items()))

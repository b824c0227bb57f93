"""No line is lost without a word."""

import pytest

from generator.importing.ledger import Fate, Ledger
from generator.sources.tasklists import LineSpan


def test_a_line_of_which_nothing_is_known_is_a_mistake() -> None:
    """Blank lines are none."""
    ledger = Ledger("a.md", ["one", "", "  ", "two"])
    ledger.record([1], Fate.PROSE)
    assert ledger.list_free() == (4,)
    with pytest.raises(AssertionError, match=r"a\.md: nothing is known of the lines \(4,\)"):
        ledger.close()


def test_lines_that_are_left_out_are_given_in_order() -> None:
    """With what was said of them first; blank ones need no word."""
    ledger = Ledger("a.md", ["one", "", "two"])
    ledger.leave_out([3], "later", "hint")
    ledger.leave_out([1, 2, 3], "first")
    assert [(line.line, line.text, line.reason, line.hint) for line in ledger.close()] == [
        (1, "one", "first", ""),
        (3, "two", "later", "hint"),
    ]


def test_a_line_may_go_to_two_places() -> None:
    """A heading groups skills, and stands above prose."""
    ledger = Ledger("a.md", ["# one"])
    ledger.record_span(LineSpan(1, 1), Fate.CHECKLIST)
    ledger.record([1], Fate.PROSE)
    assert ledger.find_fates(1) == {Fate.CHECKLIST, Fate.PROSE}
    assert not ledger.is_free(1)

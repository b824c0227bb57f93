"""What was found out about other hosts is found again, until it is too old."""

from pathlib import Path

from generator.audit.outside import Outcome, Verdict
from generator.audit.remembering import recall_verdicts, remember_verdicts
from generator.publish.store import FILE_NAME

FINE = Verdict(Outcome.FINE)
GONE = Verdict(Outcome.BROKEN, "is gone")
DAY_S = 86_400


def test_verdicts_are_kept_for_their_time(tmp_path: Path) -> None:
    """A failure for an hour, what is fine for a fortnight."""
    remember_verdicts(tmp_path, {"a": FINE, "b": GONE}, 1000)
    assert recall_verdicts(tmp_path, ["a", "b", "c"], 1001) == {"a": FINE, "b": GONE}
    assert recall_verdicts(tmp_path, ["a", "b"], 1000 + DAY_S) == {"a": FINE}
    assert recall_verdicts(tmp_path, ["a", "b"], 1000 + 14 * DAY_S) == {}
    remember_verdicts(tmp_path, {"b": FINE}, 1000 + DAY_S)
    assert recall_verdicts(tmp_path, ["b"], 1001 + DAY_S) == {"b": FINE}


def test_damaged_memory_is_an_empty_one(tmp_path: Path) -> None:
    """Everything is then asked again."""
    remember_verdicts(tmp_path, {"a": FINE}, 1000)
    (tmp_path / ".cache/journal" / FILE_NAME).write_bytes(b"broken")
    assert recall_verdicts(tmp_path, ["a"], 1001) == {}

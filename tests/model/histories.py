"""Histories of checklists, written down as the texts of their versions."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from generator.errors import SitePath
from generator.model.lineage import Lineage, PastRules, trace_skills
from generator.sources.checklistmarks import Memo, read_marks
from generator.sources.versions import ChecklistVersions, FileState, FileVersion, Version, compare_marks, replay
from tests.model.samples import TODAY, make_checklist, make_rules

FOLDER = "content/checklists/"

Texts = Mapping[str, str | tuple[str, str] | None]
"""Of each file that a commit changes, by its name, what it says then, after its old name if it was renamed; nothing of
one that is gone."""


def make_versions(*commits: tuple[str, Texts]) -> ChecklistVersions:
    """Make what git tells of commits: the day of each, and what it changes; the id begins with its number, `0000001`."""
    states: dict[str, FileState] = {}
    versions = []
    for number, (day, texts) in enumerate(commits, start=1):
        files = []
        for name, content in texts.items():
            old_name, text = content if isinstance(content, tuple) else ("", content)
            file = _make_file(name, text, states, old_name)
            files.append(file)
            replay(states, Version("", 0, (file,)))
        seconds = int(datetime.fromisoformat(f"{day}T12:00:00+00:00").astimezone(UTC).timestamp())
        versions.append(Version(f"{number:07}".ljust(40, "0"), seconds, tuple(files)))
    return ChecklistVersions("f" * 40, tuple(versions))


def _make_file(name: str, text: str | None, states: Mapping[str, FileState], old_name: str) -> FileVersion:
    path, old_path = SitePath(FOLDER + name), FOLDER + old_name if old_name else ""
    if text is None:
        return FileVersion(path, "", None)
    marks = read_marks(text, Memo())
    assert marks is not None
    before = states.get(old_path or path)
    changed, gone = compare_marks(before[1] if before else {}, marks.marks)
    return FileVersion(path, old_path, marks.is_public, tuple(changed), tuple(gone))


def trace(
    versions: ChecklistVersions, present: Mapping[str, str], *ignored: str, today: str = TODAY
) -> Sequence[Lineage]:
    """Follow the skills up to what the checklists say now."""
    sources = [make_checklist(text, FOLDER + name) for name, text in sorted(present.items())]
    return trace_skills(versions.versions, sources, PastRules(today, _UTC, ignored))


_UTC = make_rules().settings.zone

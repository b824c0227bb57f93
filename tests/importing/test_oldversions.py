"""The versions of one file in git."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.importing.oldversions import FileHistory, NoHistory, read_file_history
from generator.importing.ticks import OldVersion
from tests.sources.repositories import Repository

DAY = 86_400
UTC = ZoneInfo("UTC")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Make an empty repository."""
    return Repository(tmp_path / "repository")


def test_versions_of_a_file_that_was_renamed(repository: Repository) -> None:
    """Oldest first, each of its author's day; commits that leave it alone are none."""
    text = "- [ ] a\n- [ ] b\n- [ ] c\n- [ ] d\n"
    repository.commit({"old.md": text}, 0)
    repository.commit({"x.md": "x"}, DAY)
    repository.commit({"old.md": None, "docs/README.md": text + "- [ ] e\n"}, 2 * DAY)
    repository.commit({"docs/README.md": b"\xff"}, 3 * DAY)
    repository.commit({"docs/README.md": "last"}, 4 * DAY)
    repository.git("checkout", "--quiet", "--force", "main")
    history = read_file_history(repository.folder / "docs" / "README.md", UTC)
    assert history == FileHistory(
        (
            OldVersion("1970-01-01", text),
            OldVersion("1970-01-03", text + "- [ ] e\n"),
            OldVersion("1970-01-05", "last"),
        )
    )


def test_days_are_those_of_the_sites_zone(repository: Repository) -> None:
    """At half past eleven in the evening it is tomorrow further east."""
    repository.commit({"a.md": "x"}, DAY - 1800)
    repository.git("checkout", "--quiet", "--force", "main")
    history = read_file_history(repository.folder / "a.md", ZoneInfo("Europe/Berlin"))
    assert [version.day for version in history.versions] == ["1970-01-02"]


def test_why_there_is_no_history(repository: Repository, tmp_path: Path) -> None:
    """No repository, a file that was never committed, a clone of the last commit alone."""
    (tmp_path / "a.md").write_text("x")
    assert read_file_history(tmp_path / "a.md", UTC).refusal is NoHistory.NO_GIT
    repository.commit({"a.md": "x"}, 0)
    repository.commit({"a.md": "y"}, 1)
    (repository.folder / "new.md").write_text("x")
    assert read_file_history(repository.folder / "new.md", UTC).refusal is NoHistory.NO_GIT
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(tmp_path / "clone"))
    assert read_file_history(tmp_path / "clone" / "a.md", UTC).refusal is NoHistory.SHALLOW

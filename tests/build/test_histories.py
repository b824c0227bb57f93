"""What git knows of a site is read once, and remembered."""

import os
from pathlib import Path

import msgspec
import pytest

from generator.build.inputs import gather_inputs
from generator.build.parsing import be_quiet
from generator.build.preparing import Prepared, PrepareOptions, prepare
from generator.digest import digest_text
from generator.publish.store import Store, open_memory_store
from generator.sources.versions import Refusal
from tests.site.space import DATE
from tests.sources.repositories import Repository, install_git

CHECKLIST = "content/checklists/a.yaml"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Make a repository with two versions of a checklist, checked out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    repository = Repository(tmp_path / "site")
    repository.commit({CHECKLIST: "- Flask\n"}, 1577900000)
    repository.commit({CHECKLIST: "- Flask\n- SQL\n"}, 1578900000)
    repository.git("reset", "--quiet", "--hard")
    return repository


def prepare_once(store: Store, root: Path, last: Prepared | None = None) -> Prepared:
    """Prepare as a command does, which knows what the store remembers."""
    inputs = gather_inputs(root, store)
    return prepare(inputs, store, PrepareOptions(date=DATE), workers=1, on_progress=be_quiet, last=last)


def scopes(prepared: Prepared) -> list[int]:
    """Give how many skills there were after each change."""
    return [point.scope for point in prepared.site.timeline.points]


def test_history_of_checklists_is_remembered(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git is asked once for each commit, by any number of processes."""
    store = open_memory_store(repository.folder)
    first = prepare_once(store, repository.folder)
    assert scopes(first) == [1, 2]
    install_git(tmp_path, f"echo >> {tmp_path}/asked\nexit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:/usr/bin:/bin")
    assert scopes(prepare_once(store, repository.folder)) == [1, 2]
    again = prepare_once(open_memory_store(repository.folder), repository.folder, first)
    assert again.site.timeline is first.site.timeline
    assert not (tmp_path / "asked").exists()


def test_history_of_checklists_that_other_code_read_is_read_again(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may understand the same versions otherwise."""
    store = open_memory_store(repository.folder)
    inputs = msgspec.structs.replace(gather_inputs(repository.folder, store), code=digest_text("other code"))
    prepare(inputs, store, PrepareOptions(date=DATE), workers=1, on_progress=be_quiet)
    monkeypatch.setenv("PATH", "/nonexistent")
    assert prepare_once(store, repository.folder).site.timeline.refusal is Refusal.NO_GIT


def test_history_goes_on_with_new_commits(repository: Repository) -> None:
    """In the same process, and in the next."""
    store = open_memory_store(repository.folder)
    first = prepare_once(store, repository.folder)
    repository.commit({CHECKLIST: "- Flask\n- SQL\n- CSS\n"}, 1579900000)
    repository.git("reset", "--quiet", "--hard")
    assert scopes(prepare_once(store, repository.folder)) == [1, 2, 3]
    assert scopes(prepare_once(store, repository.folder, first)) == [1, 2, 3]


def test_site_without_a_checklist_asks_git_for_none(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no page that would show it."""
    (repository.folder / CHECKLIST).unlink()
    (repository.folder / "site.yaml").write_text("git_dates: false\n")
    monkeypatch.setenv("PATH", "/nonexistent")
    timeline = prepare_once(open_memory_store(repository.folder), repository.folder).site.timeline
    assert timeline.refusal is Refusal.EMPTY

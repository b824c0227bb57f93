"""Git, started as seldom as can be and whatever its user has set."""

import os
import subprocess
from pathlib import Path

import pytest

from generator.sources.git import GIT_TIMEOUT_S, head_of, is_partial_clone, is_shallow_clone, run_git
from tests.sources.repositories import Repository, install_git


class TestRunning:
    """Git is asked, and nothing else is."""

    def test_answers_for_the_folder(self, repository: Repository) -> None:
        """Whatever folder the build itself runs in."""
        commit = repository.commit({"a.md": "1"}, 100)
        assert run_git(repository.folder, GIT_TIMEOUT_S, "rev-parse", "HEAD").stdout.decode() == f"{commit}\n"

    def test_an_error_is_an_answer(self, repository: Repository) -> None:
        """The caller knows what it means."""
        answer = run_git(repository.folder, GIT_TIMEOUT_S, "rev-parse", "--verify", "missing")
        assert (answer.returncode, answer.stdout) == (128, b"")

    def test_a_hooks_environment_is_not_passed_on(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It may mean another repository; settings given by the environment stay."""
        commit = repository.commit({"a.md": "1"}, 100)
        monkeypatch.setenv("GIT_DIR", str(repository.folder / "missing"))
        monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
        monkeypatch.setenv("GIT_CONFIG_KEY_0", "journal.test")
        monkeypatch.setenv("GIT_CONFIG_VALUE_0", "kept")
        assert run_git(repository.folder, GIT_TIMEOUT_S, "rev-parse", "HEAD").stdout.decode() == f"{commit}\n"
        assert run_git(repository.folder, GIT_TIMEOUT_S, "config", "journal.test").stdout == b"kept\n"

    def test_ends_in_time(self, repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """A build waits no longer than it said."""
        install_git(tmp_path, "exec sleep 60")
        monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
        with pytest.raises(subprocess.TimeoutExpired) as caught:
            run_git(repository.folder, 0.1, "status")
        assert caught.value.timeout == 0.1


class TestNoHead:
    """Where there is no commit to tell."""

    def test_no_repository(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A plain folder is no fault."""
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        assert head_of(tmp_path) == ""

    def test_no_commit(self, repository: Repository) -> None:
        """A repository just made has a branch without a commit."""
        assert head_of(repository.folder) == ""


class TestHead:
    """The commit of HEAD, without starting git."""

    @pytest.fixture(autouse=True)
    def make_one_commit(self, repository: Repository) -> None:
        """Begin with one commit."""
        self.commit = repository.commit({"a.md": "1"}, 100)

    def test_a_branch(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        """The usual case; a folder below finds it too."""
        monkeypatch.setenv("PATH", "")
        (repository.folder / "sub").mkdir()
        assert head_of(repository.folder) == self.commit
        assert head_of(repository.folder / "sub") == self.commit

    def test_packed_references(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        """Git puts them into one file now and then."""
        repository.git("pack-refs", "--all")
        monkeypatch.setenv("PATH", "")
        assert head_of(repository.folder) == self.commit

    def test_a_detached_head(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        """As in most CI checkouts."""
        repository.git("update-ref", "--no-deref", "HEAD", self.commit)
        monkeypatch.setenv("PATH", "")
        assert head_of(repository.folder) == self.commit

    def test_a_reference_to_a_reference(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        """HEAD may stand for a branch that stands for another."""
        repository.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
        repository.git("symbolic-ref", "HEAD", "refs/heads/alias")
        monkeypatch.setenv("PATH", "")
        assert head_of(repository.folder) == self.commit

    def test_a_worktree(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        """A second working folder has its own HEAD, and its branches elsewhere."""
        repository.git("worktree", "add", "--quiet", "-b", "other", "../worktree")
        monkeypatch.setenv("PATH", "")
        assert head_of(repository.folder.parent / "worktree") == self.commit

    def test_a_format_we_cannot_read_is_left_to_git(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """As the reference tables of newer versions, which leave a HEAD that says nothing."""
        (repository.folder / ".git" / "reftable").mkdir()
        (repository.folder / ".git" / "HEAD").write_text("ref: refs/heads/.invalid\n")
        install_git(tmp_path, f"echo {self.commit}")
        monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
        assert head_of(repository.folder) == self.commit


def test_shallow_clone_is_told_without_git(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the rest is fetched; git leaves an empty file or none then."""
    repository.commit({"a": "1"}, 100)
    repository.commit({"a": "2"}, 200)
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    assert (is_shallow_clone(clone.folder), is_shallow_clone(repository.folder)) == (True, False)
    clone.git("fetch", "--quiet", "--unshallow")
    monkeypatch.setenv("PATH", "/nonexistent")
    assert not is_shallow_clone(clone.folder)
    assert not is_shallow_clone(tmp_path)


def test_partial_clone_is_told_by_its_settings(repository: Repository, tmp_path: Path) -> None:
    """A remote has promised what is missing."""
    repository.commit({"a": "1"}, 100)
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git("clone", "--quiet", "--filter=blob:none", f"file://{repository.folder}", str(tmp_path / "clone"))
    assert (is_partial_clone(tmp_path / "clone"), is_partial_clone(repository.folder)) == (True, False)
    assert not is_partial_clone(tmp_path)


def test_git_is_given_what_it_reads(repository: Repository) -> None:
    """On its standard input, which is empty otherwise."""
    assert run_git(repository.folder, 10, "hash-object", "--stdin", data=b"x\n").stdout.startswith(b"587be6b")
    assert run_git(repository.folder, 10, "hash-object", "--stdin").stdout.startswith(b"e69de29")

"""The history as whoever can read it sees it: every commit, every content, and what is out of hand."""

from pathlib import Path

import pytest

from generator.audit import past as past_module
from generator.audit.past import PastError, read_blobs, read_past
from tests.sources.repositories import Repository, install_git

SECONDS = 1577880000
"""Noon of 2020-01-01, in UTC."""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with a file that was changed, one that was removed, and a branch."""
    repository = Repository(tmp_path / "repository")
    repository.commit({"site/a.md": "one", "gone.md": "gone", "b\n.md": b"\xff\0"}, SECONDS, zone="+0545")
    repository.commit({"site/a.md": "two", "gone.md": None}, SECONDS + 60)
    repository.commit({"site/c.md": "three"}, SECONDS + 90, branch="other", start="main")
    repository.git("reset", "--quiet", "--hard", "main")
    return repository


def test_every_content_is_told_with_its_first_commit(repository: Repository) -> None:
    """Those of other branches, too; paths are those from the site's folder."""
    past = read_past(repository.folder / "site")
    assert past is not None
    first, second = repository.git("rev-list", "--reverse", "main").split()
    third = repository.git("rev-parse", "other")
    assert {(file.path, file.commit) for file in past.files} == {
        ("a.md", first),
        ("a.md", second),
        ("../gone.md", first),
        ("../b\n.md", first),
        ("c.md", third),
    }
    contents = dict(read_blobs(repository.folder, [file.blob for file in past.files]))
    assert sorted(contents[file.blob] for file in past.files) == [b"gone", b"one", b"three", b"two", b"\xff\0"]


def test_who_committed_is_told(repository: Repository) -> None:
    """Authors and who committed, with the author's own clock."""
    past = read_past(repository.folder)
    assert past is not None
    commit = past.commits[-1]
    assert (commit.author, commit.author_email, commit.committer, commit.committer_email) == ("A", "a", "C", "c")
    assert commit.author_time == "2020-01-01T17:45:00+05:45"
    assert (past.names, past.pushed, past.remotes, past.is_shallow) == (("main", "other"), frozenset(), (), False)


def test_what_was_pushed_is_known(repository: Repository, tmp_path: Path) -> None:
    """By the remote's branches, as git remembers them."""
    clone = Repository(tmp_path / "clone")
    clone.git("remote", "add", "origin", str(repository.folder))
    clone.git("fetch", "--quiet", "origin")
    clone.git("reset", "--quiet", "--hard", "origin/main")
    own = clone.commit({"d.md": "four"}, SECONDS + 100, start="origin/main")
    past = read_past(clone.folder)
    assert past is not None
    assert {commit.id for commit in past.commits} - past.pushed == {own}
    assert past.remotes == (("origin", str(repository.folder)),)


def test_stashes_are_nobodys_business(repository: Repository) -> None:
    """They are never pushed."""
    (repository.folder / "site/a.md").write_text("stashed")
    repository.git("stash", "--quiet")
    past = read_past(repository.folder)
    assert past is not None
    contents = dict(read_blobs(repository.folder, [file.blob for file in past.files]))
    assert b"stashed" not in contents.values()
    assert len(past.commits) == 3


@pytest.mark.parametrize("has_repository", [False, True])
def test_without_a_commit_there_is_no_past(tmp_path: Path, *, has_repository: bool) -> None:
    """Nor without a repository."""
    if has_repository:
        Repository(tmp_path)
    assert read_past(tmp_path) is None


def test_git_that_refuses_says_why(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In git's own words; one that is not there is as no history."""
    install_git(tmp_path, '[ "$1" = x ] || case "$*" in *rev-parse*) exit 0;; *) echo "fatal: no" >&2; exit 1;; esac')
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:/bin:/usr/bin")
    with pytest.raises(PastError, match="git cannot tell the history: fatal: no"):
        read_past(repository.folder)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert read_past(repository.folder) is None


def test_contents_come_in_portions(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a long history takes no more memory than a short one; one that is missing or too large is left out."""
    past = read_past(repository.folder)
    assert past is not None
    blobs = [file.blob for file in past.files]
    monkeypatch.setattr(past_module, "_BATCH_BYTES", 4)
    monkeypatch.setattr(past_module, "MAX_BLOB_BYTES", 4)
    found = dict(read_blobs(repository.folder, [*blobs, "0" * 40]))
    assert sorted(found.values()) == [b"gone", b"one", b"two", b"\xff\0"]

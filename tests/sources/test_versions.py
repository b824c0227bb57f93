"""Tests of the versions of checklists, on repositories made for each test."""

from pathlib import Path

import pytest

from generator.sources.git import head_of, is_shallow_clone
from generator.sources.versions import ChecklistVersions, FileState, Refusal, read_versions, replay
from tests.sources.repositories import Repository, install_git

FOLDER = "content/checklists/"
PATH = f"{FOLDER}a.yaml"


def read(repository: Repository, previous: ChecklistVersions | None = None, *, folder: str = "") -> ChecklistVersions:
    """Read the versions up to HEAD."""
    root = repository.folder / folder
    return read_versions(root, FOLDER, head=head_of(root), is_shallow=is_shallow_clone(root), previous=previous)


def show(versions: ChecklistVersions) -> list[tuple[int, dict[str, str]]]:
    """Say of each version when it was, and what each checklist says: titles, with the state where there is one."""
    assert versions.refusal is None
    states: dict[str, FileState] = {}
    shown = []
    for version in versions.versions:
        replay(states, version)
        shown.append((version.seconds, {path.removeprefix(FOLDER): _say(state) for path, state in states.items()}))
    return shown


def _say(state: FileState) -> str:
    is_public, marks = state
    words = " ".join(f"{mark.title}:{mark.state}".rstrip(":") for mark in marks.values())
    return words if is_public else f"({words})"


def test_each_version_is_read(repository: Repository) -> None:
    """With the author's time, and what each skill is."""
    repository.commit({PATH: "- Flask\n- Django\n"}, 100)
    repository.commit({"content/entries/a.md": "x"}, 150)
    repository.commit({PATH: "- {title: Flask, done: true}\n- Django\n"}, 200)
    repository.commit({PATH: "- {title: Flask, done: true}\n"}, 300)
    assert show(read(repository)) == [
        (100, {"a.yaml": "Flask Django"}),
        (200, {"a.yaml": "Flask:done Django"}),
        (300, {"a.yaml": "Flask:done"}),
    ]


def test_a_renamed_file_takes_its_skills_along(repository: Repository) -> None:
    """Also if it was changed a little on the way."""
    text = "".join(f"- Skill {number}\n" for number in range(20))
    repository.commit({PATH: text}, 100)
    repository.commit({PATH: None, f"{FOLDER}b.yml": text + "- More\n"}, 200)
    versions = read(repository)
    (file,) = versions.versions[1].files
    assert (file.path, file.old_path, [mark.title for mark in file.changed]) == (f"{FOLDER}b.yml", PATH, ["More"])
    assert len(show(versions)[1][1]["b.yml"].split("Skill")) == 21


def test_a_file_moved_out_of_the_folder_is_gone(repository: Repository) -> None:
    """And one moved into it is new."""
    repository.commit({PATH: "- Flask\n", "content/b.yaml": "- Django\n"}, 100)
    repository.commit({PATH: None, "content/a.yaml": "- Flask\n"}, 200)
    repository.commit({"content/b.yaml": None, f"{FOLDER}b.yaml": "- Django\n"}, 300)
    assert show(read(repository)) == [(100, {"a.yaml": "Flask"}), (200, {}), (300, {"b.yaml": "Django"})]


def test_what_has_errors_is_passed_over(repository: Repository) -> None:
    """The checklist stays what it was, also where it was moved."""
    repository.commit({PATH: "- Flask\n- Django\n- Postgres\n- SQL\n"}, 100)
    repository.commit({PATH: "- Flask\n- Django\n- Postgres\n- SQL\n- [\n"}, 200)
    repository.commit({PATH: None, f"{FOLDER}b.yaml": "- Flask\n- Django\n- Postgres\n- SQL\n- [\n"}, 300)
    repository.commit({f"{FOLDER}b.yaml": b"\xff\xfe- Flask\n"}, 400)
    repository.commit({f"{FOLDER}c.yaml": "- {titel: Flask}\n"}, 500)
    repository.commit({f"{FOLDER}b.yaml": "- Flask\n"}, 600)
    full = "Flask Django Postgres SQL"
    assert show(read(repository)) == [
        *((100, {"a.yaml": full}), (200, {"a.yaml": full}), (300, {"b.yaml": full}), (400, {"b.yaml": full})),
        *((500, {"b.yaml": full}), (600, {"b.yaml": "Flask"})),
    ]


def test_what_is_no_checklist_is_none(repository: Repository) -> None:
    """Other files, hidden ones, and links."""
    repository.commit({f"{FOLDER}README.md": "x", f"{FOLDER}.a.yaml": "- A\n", f"{FOLDER}.b/a.yaml": "- A\n"}, 100)
    repository.commit({PATH: "- A\n"}, 200)
    repository.git("checkout", "--quiet", "main")
    (repository.folder / PATH).unlink()
    (repository.folder / PATH).symlink_to("README.md")
    repository.git("commit", "--quiet", "--all", "--message=m")
    assert [files for _, files in show(read(repository))] == [{}, {"a.yaml": "A"}, {}]


def test_private_versions_say_so(repository: Repository) -> None:
    """Whoever counts leaves them out."""
    repository.commit({PATH: "public: false\nskills:\n  - Flask\n"}, 100)
    repository.commit({PATH: "skills:\n  - Flask\n"}, 200)
    assert show(read(repository)) == [(100, {"a.yaml": "(Flask)"}), (200, {"a.yaml": "Flask"})]


def test_a_merge_brings_what_its_branch_did(repository: Repository) -> None:
    """On its own day, and in one step; what the branch was in between is not told."""
    base = repository.commit({PATH: "- A\n- B\n"}, 100)
    repository.commit({PATH: "- {title: A, done: true}\n- B\n"}, 200, branch="side", start=base)
    side = repository.commit({PATH: "- {title: A, done: true}\n- B\n- C\n"}, 300, branch="side")
    repository.commit({"x": "x"}, 400)
    repository.commit({PATH: "- {title: A, done: true}\n- B\n- C\n"}, 500, merge=side)
    assert show(read(repository)) == [(100, {"a.yaml": "A B"}), (500, {"a.yaml": "A:done B C"})]


def test_a_site_in_a_folder_of_the_repository(repository: Repository) -> None:
    """Paths are those below the site; checklists beside it are another's."""
    repository.commit({f"site/{PATH}": "- A\n", f"other/{PATH}": "- B\n", PATH: "- C\n"}, 100)
    (repository.folder / "site").mkdir()
    assert show(read(repository, folder="site")) == [(100, {"a.yaml": "A"})]


def test_settings_of_the_user_change_nothing(repository: Repository) -> None:
    """Renames, merges, colours and orders are for reading."""
    base = repository.commit({PATH: "- A\n- B\n- C\n- D\n"}, 100)
    side = repository.commit({PATH: "- A\n- B\n- C\n- D\n- E\n"}, 200, branch="side", start=base)
    repository.commit({PATH: "- A\n- B\n- C\n- D\n- E\n"}, 300, merge=side)
    repository.commit({PATH: None, f"{FOLDER}b.yaml": "- A\n- B\n- C\n- D\n- E\n"}, 400)
    expected = read(repository)
    assert len(expected.versions) == 3
    settings = {"diff.renames": "false", "color.ui": "always", "log.diffMerges": "off", "diff.relative": "false"}
    for name, value in settings.items():
        repository.git("config", "--global", name, value)
    assert read(repository) == expected


class TestRefusals:
    """Where the history is not all there, nothing is made up."""

    def test_no_repository(self, tmp_path: Path) -> None:
        """A folder alone has no history."""
        versions = read_versions(tmp_path, FOLDER, head="", is_shallow=False)
        assert versions == ChecklistVersions("", refusal=Refusal.NO_GIT)

    def test_shallow_clone(self, repository: Repository, tmp_path: Path) -> None:
        """Until the rest is fetched."""
        repository.commit({PATH: "- A\n"}, 100)
        repository.commit({PATH: "- A\n- B\n"}, 200)
        repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(tmp_path / "clone"))
        clone = Repository(tmp_path / "clone")
        assert read(clone) == ChecklistVersions(head_of(repository.folder), refusal=Refusal.SHALLOW)
        clone.git("fetch", "--quiet", "--unshallow")
        assert read(clone) == read(repository)

    def test_clone_without_old_contents(self, repository: Repository, tmp_path: Path) -> None:
        """Git would fetch them one by one, and is not allowed to."""
        repository.git("config", "uploadpack.allowFilter", "true")
        repository.commit({PATH: "- A\n"}, 100)
        repository.commit({PATH: "- A\n- B\n"}, 200)
        address = f"file://{repository.folder}"
        repository.git("clone", "--quiet", "--filter=blob:none", address, str(tmp_path / "clone"))
        assert read(Repository(tmp_path / "clone")).refusal is Refusal.PARTIAL

    def test_git_that_fails_or_is_not_there(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is no reason to end the build."""
        install_git(tmp_path, "exit 128")
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
        assert read_versions(tmp_path, FOLDER, head="a" * 40, is_shallow=False).refusal is Refusal.FAILED
        monkeypatch.setenv("PATH", str(tmp_path))
        assert read_versions(tmp_path, FOLDER, head="a" * 40, is_shallow=False).refusal is Refusal.NO_GIT

    def test_git_that_takes_too_long(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A build must end."""
        install_git(tmp_path, "exec sleep 20")
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
        versions = read_versions(tmp_path, FOLDER, head="a" * 40, is_shallow=False, timeout_s=0.2)
        assert versions.refusal is Refusal.FAILED

    def test_contents_that_git_cannot_give(
        self, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Git tells the commits, and then fails."""
        repository.commit({PATH: "- A\n"}, 100)
        git = repository.git("--exec-path") + "/git"
        install_git(tmp_path, f'case "$*" in *cat-file*) exit 1;; *) exec {git} "$@";; esac')
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
        assert read(repository).refusal is Refusal.FAILED


class TestGoingOn:
    """With the versions of another commit in hand."""

    def test_the_same_commit_starts_no_git(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is known already."""
        repository.commit({PATH: "- A\n"}, 100)
        first = read(repository)
        monkeypatch.setenv("PATH", "/nonexistent")
        assert read(repository, first) is first

    def test_only_what_is_new_is_read(
        self, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """In a straight line of commits, whatever they touch."""
        repository.commit({PATH: "- A\n"}, 100)
        first = read(repository)
        repository.commit({"content/a.md": "x"}, 150)
        repository.commit({PATH: "- A\n- B\n"}, 200)
        expected = read(repository)
        git = repository.git("--exec-path") + "/git"
        install_git(tmp_path, f'echo "$@" >> {tmp_path}/asked\nexec {git} "$@"')
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
        again = read(repository, first)
        assert again == expected
        assert all(one is other for one, other in zip(again.versions, first.versions, strict=False))
        asked = (tmp_path / "asked").read_text().splitlines()
        assert [("log" in line.split(), "cat-file" in line.split()) for line in asked] == [(True, False), (False, True)]
        assert f"{first.head}..{again.head}" in asked[0]

    def test_commits_that_touch_no_checklist(self, repository: Repository) -> None:
        """The versions are the same ones."""
        repository.commit({PATH: "- A\n"}, 100)
        first = read(repository)
        repository.commit({"content/a.md": "x"}, 150)
        again = read(repository, first)
        assert (again.versions, again.head) == (first.versions, head_of(repository.folder))

    def test_a_history_that_was_written_anew(self, repository: Repository) -> None:
        """As far as both go together nothing is read again."""
        base = repository.commit({PATH: "- A\n"}, 100)
        repository.commit({PATH: "- A\n- B\n"}, 200)
        first = read(repository)
        repository.git("update-ref", "refs/heads/main", base)
        repository.commit({PATH: "- A\n- C\n"}, 300)
        again = read(repository, first)
        assert again == read(repository)
        assert again.versions[0] is first.versions[0]
        repository.git("update-ref", "refs/heads/main", base)
        assert read(repository, again) == read(repository)

    def test_a_merge(self, repository: Repository) -> None:
        """The line goes on through it, if it comes after what is known, and is begun anew if it does not."""
        base = repository.commit({PATH: "- A\n"}, 100)
        side = repository.commit({PATH: "- A\n- B\n"}, 200, branch="side", start=base)
        repository.commit({"x": "x"}, 250)
        first = read(repository)
        repository.git("symbolic-ref", "HEAD", "refs/heads/side")
        other = read(repository)
        repository.git("symbolic-ref", "HEAD", "refs/heads/main")
        repository.commit({PATH: "- A\n- B\n"}, 300, merge=side)
        expected = read(repository)
        assert read(repository, first) == read(repository, other) == expected
        assert [seconds for seconds, _ in show(expected)] == [100, 300]

    def test_what_was_refused_is_asked_again(self, repository: Repository) -> None:
        """It may have been mended, without a new commit."""
        repository.commit({PATH: "- A\n"}, 100)
        head = head_of(repository.folder)
        assert show(read(repository, ChecklistVersions(head, refusal=Refusal.SHALLOW))) == [(100, {"a.yaml": "A"})]

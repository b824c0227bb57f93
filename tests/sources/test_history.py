"""Tests of the dates that git knows, on repositories made for each test."""

import os
from pathlib import Path

import msgspec
import pytest

from generator.errors import SitePath, format_problem
from generator.sources.history import History, read_history
from tests.sources.repositories import Repository, install_git

PROSE = "".join(f"This is line {number} of a longer note.\n" for number in range(30))


def seconds_of(history: History) -> dict[str, tuple[int, int]]:
    """Show each file with the times of its first and last commit."""
    return {str(path): (dates.first.seconds, dates.last.seconds) for path, dates in history.dates.items()}


class TestDates:
    """What the walk says of each file."""

    def test_first_and_last_commit_of_each_file(self, repository: Repository) -> None:
        """A file that was never changed has the same date twice."""
        repository.commit({"a.md": "1", "b.md": "1"}, 100)
        repository.commit({"a.md": "2"}, 200)
        assert seconds_of(repository.read()) == {"a.md": (100, 200), "b.md": (100, 100)}

    def test_a_date_names_commit_and_zone_of_the_author(self, repository: Repository) -> None:
        """The author's clock counts, not the committer's, and keeps its zone."""
        commit = repository.commit({"a.md": "1"}, 1574984010, zone="+0130")
        first = repository.read().dates[SitePath("a.md")].first
        assert (first.commit, first.iso, first.is_boundary) == (commit, "2019-11-29T01:03:30+01:30", False)

    def test_a_renamed_file_keeps_its_first_date(self, repository: Repository) -> None:
        """Also when it was changed a little on the way."""
        repository.commit({"a.md": PROSE}, 100)
        repository.commit({"a.md": None, "sub/b.md": PROSE}, 200)
        repository.commit({"sub/b.md": None, "c.md": PROSE + "One more.\n"}, 300)
        assert seconds_of(repository.read()) == {"c.md": (100, 300)}

    def test_a_file_made_again_counts_from_then(self, repository: Repository) -> None:
        """What stood under the name before was another file."""
        repository.commit({"a.md": "1", "b.md": "1"}, 100)
        repository.commit({"a.md": None}, 200)
        repository.commit({"a.md": "new"}, 300)
        assert seconds_of(repository.read()) == {"a.md": (300, 300), "b.md": (100, 100)}

    def test_deleted_files_are_left_out(self, repository: Repository) -> None:
        """Only what the commit has is told."""
        repository.commit({"a.md": "1", "b.md": "1"}, 100)
        repository.commit({"a.md": None}, 200)
        assert seconds_of(repository.read()) == {"b.md": (100, 100)}

    def test_hostile_names(self, repository: Repository) -> None:
        """Names are data, whatever stands in them; a name that is not UTF-8 is no path of a site."""
        names = ["new\nline.md", ":100644 x.md", 'quo"te.md', "tab\t.md", "é👩‍💻.md", "-n", "caf\udce9.md"]
        repository.commit(dict.fromkeys(names, "1"), 100)
        assert set(seconds_of(repository.read())) == set(names[:-1])

    def test_a_site_in_a_folder_of_the_repository(self, repository: Repository) -> None:
        """Paths are those below the site, and what is beside it does not matter."""
        repository.commit({"site/a.md": "1", "site2/b.md": "1", "c.md": PROSE}, 100)
        repository.commit({"c.md": None, "site/d.md": PROSE}, 200)
        (repository.folder / "site").mkdir()
        assert seconds_of(repository.read(folder="site")) == {"a.md": (100, 100), "d.md": (200, 200)}

    def test_impossible_times_do_not_stop_the_walk(self, repository: Repository) -> None:
        """Some tools have written zones and years that no calendar has."""
        repository.commit({"a.md": "1"}, 99_999_999_999_999, zone="+1459")
        assert repository.read().dates[SitePath("a.md")].first.iso[:4] in {"1970", "9999"}

    def test_settings_of_the_user_change_nothing(self, repository: Repository) -> None:
        """Colours, renames, orders and signatures are for reading, not for us."""
        repository.commit({"a.md": PROSE, "b/c.md": "1"}, 100)
        repository.commit({"a.md": None, "d.md": PROSE}, 200)
        expected = repository.read()
        settings = {"diff.renames": "false", "color.ui": "always", "log.showSignature": "true", "log.date": "iso"}
        settings |= {
            "diff.orderFile": "missing",
            "log.follow": "true",
            "log.showRoot": "false",
            "diff.noprefix": "true",
        }
        settings |= {"core.pager": "false", "diff.external": "false", "log.diffMerges": "off", "log.decorate": "full"}
        for name, value in settings.items():
            repository.git("config", "--global", name, value)
        assert repository.read() == expected

    def test_a_hooks_environment_changes_nothing(self, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
        """A build started by a hook of another repository reads its own."""
        repository.commit({"a.md": "1"}, 100)
        monkeypatch.setenv("GIT_DIR", "/nonexistent")
        monkeypatch.setenv("GIT_INDEX_FILE", "/nonexistent")
        history, _ = read_history(repository.folder, None)
        assert history is not None
        assert seconds_of(history) == {"a.md": (100, 100)}


class TestMerges:
    """Histories that are no straight line."""

    def test_work_on_two_branches_is_dated_by_its_own_commits(self, repository: Repository) -> None:
        """A clean merge is no change of any file."""
        base = repository.commit({"a.md": "1"}, 100)
        side = repository.commit({"b.md": "1"}, 200, branch="side", start=base)
        repository.commit({"a.md": "2"}, 300)
        repository.commit({"b.md": "1"}, 400, merge=side)
        assert seconds_of(repository.read()) == {"a.md": (100, 300), "b.md": (200, 200)}

    def test_a_conflict_solved_in_the_merge_is_a_change(self, repository: Repository) -> None:
        """The text is nobody's but the merge's."""
        base = repository.commit({"a.md": "1", "b.md": "1"}, 100)
        side = repository.commit({"a.md": "2"}, 200, branch="side", start=base)
        repository.commit({"a.md": "3"}, 300)
        repository.commit({"a.md": "4"}, 400, merge=side)
        assert seconds_of(repository.read()) == {"a.md": (100, 400), "b.md": (100, 100)}

    def test_a_file_that_only_the_merge_has(self, repository: Repository) -> None:
        """Made in the merge itself, it is as old as that; deleted in it, it is gone."""
        base = repository.commit({"a.md": "1", "b.md": "1"}, 100)
        side = repository.commit({"a.md": "2"}, 200, branch="side", start=base)
        repository.commit({"a.md": "3"}, 300)
        repository.commit({"a.md": None, "c.md": "1"}, 400, merge=side)
        assert seconds_of(repository.read()) == {"b.md": (100, 100), "c.md": (400, 400)}

    @pytest.mark.parametrize(("on_side", "on_main"), [(None, "2"), ("2", None)])
    def test_a_file_deleted_on_one_branch_and_kept_by_the_merge(
        self, repository: Repository, on_side: str | None, on_main: str | None
    ) -> None:
        """It never went away, so it keeps its first date, whichever branch git lists first."""
        base = repository.commit({"a.md": "1", "b.md": "1"}, 100)
        side = repository.commit({"a.md": on_side, "c.md": "c"}, 200, branch="side", start=base)
        repository.commit({"a.md": on_main, "d.md": "d"}, 200)
        repository.commit({"a.md": "2", "c.md": "c", "d.md": "d"}, 400, merge=side)
        dates = seconds_of(repository.read())
        assert dates == {"a.md": (100, 200), "b.md": (100, 100), "c.md": (200, 200), "d.md": (200, 200)}

    def test_a_branch_of_which_nothing_was_taken_does_not_count(self, repository: Repository) -> None:
        """The merge kept our side as it was."""
        base = repository.commit({"a.md": "1"}, 100)
        side = repository.commit({"a.md": "2"}, 200, branch="side", start=base)
        repository.commit({"b.md": "1"}, 300)
        repository.commit({}, 400, merge=side)
        assert seconds_of(repository.read()) == {"a.md": (100, 100), "b.md": (300, 300)}


class TestContinuing:
    """What is walked when an earlier result is at hand: always the same result."""

    def test_the_same_commit_is_not_walked(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """Git is not even started."""
        repository.commit({"a.md": "1"}, 100)
        history = repository.read()
        monkeypatch.setenv("PATH", str(tmp_path))
        assert repository.read(history) is history

    def test_new_commits_are_added_to_what_is_known(self, repository: Repository) -> None:
        """The old part is believed, as a falsified one shows."""
        repository.commit({"a.md": "1"}, 100)
        known = repository.read()
        falsified = known.dates[SitePath("a.md")]
        falsified = msgspec.structs.replace(falsified, first=msgspec.structs.replace(falsified.first, seconds=7))
        known = msgspec.structs.replace(known, dates={SitePath("a.md"): falsified})
        repository.commit({}, 150)
        repository.commit({"a.md": "2", "b.md": "1"}, 200)
        assert seconds_of(repository.read(known)) == {"a.md": (7, 200), "b.md": (200, 200)}

    @pytest.mark.parametrize("kept", range(1, 9))
    def test_it_comes_to_the_same_from_every_commit(self, repository: Repository, kept: int) -> None:
        """Adding, changing, renaming, deleting, merging: however much was known before."""
        known = None
        steps: list[tuple[dict[str, str | bytes | None], str]] = [
            ({"a.md": PROSE, "b.md": "1", "c.md": "1"}, ""),
            ({"a.md": None, "sub/a.md": PROSE}, ""),
            ({"b.md": None}, ""),
            ({"b.md": "2", "c.md": "2"}, ""),
            ({"e.md": "1", "c.md": None}, "side"),
            ({"c.md": "3"}, ""),
            ({"e.md": "1"}, "merge"),
            ({"sub/a.md": None, "f.md": PROSE + "x", "é.md": "1"}, ""),
            ({"c.md": "4"}, ""),
        ]
        side = ""
        for number, (changes, kind) in enumerate(steps, 1):
            start = repository.git("rev-parse", "main") if kind == "side" else ""
            branch = "side" if kind == "side" else "main"
            commit = repository.commit(
                changes, number * 100, branch=branch, start=start, merge=side if kind == "merge" else ""
            )
            side = commit if kind == "side" else side
            if number == kept:
                known = repository.read()
        whole = repository.read()
        continued = repository.read(known)
        assert msgspec.msgpack.encode(continued) == msgspec.msgpack.encode(whole)

    def test_after_a_tangled_merge_it_comes_to_the_same(self, repository: Repository) -> None:
        """One branch renamed the file that the other changed: the walk cannot tell what became of the old name."""
        base = repository.commit({"a.md": PROSE}, 100)
        side = repository.commit({"a.md": PROSE + "side"}, 200, branch="side", start=base)
        repository.commit({"a.md": None, "b.md": PROSE}, 200)
        repository.commit({"b.md": PROSE + "side"}, 400, merge=side)
        known = repository.read()
        assert set(known.dates) == {"b.md"}
        repository.commit({"a.md": "new"}, 500)
        assert repository.read(known) == repository.read()

    def test_a_rewritten_history_is_walked_anew(self, repository: Repository) -> None:
        """The known commit is no ancestor any more."""
        repository.commit({"a.md": "1"}, 100)
        known = repository.read()
        repository.git("update-ref", "-d", "refs/heads/main")
        repository.commit({"a.md": "1", "b.md": "1"}, 50)
        assert seconds_of(repository.read(known)) == {"a.md": (50, 50), "b.md": (50, 50)}

    def test_a_known_commit_that_is_lost_is_walked_anew(self, repository: Repository) -> None:
        """Git may have cleaned it up."""
        repository.commit({"a.md": "1"}, 100)
        known = msgspec.structs.replace(repository.read(), head="1" * 40)
        assert seconds_of(repository.read(known)) == {"a.md": (100, 100)}

    def test_the_result_survives_being_stored(self, repository: Repository) -> None:
        """What is decoded is what was encoded."""
        repository.commit({"a.md": "1"}, 100)
        history = repository.read()
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(history), type=History) == history


class TestShallow:
    """Clones that do not have the whole history."""

    def clone(self, repository: Repository, depth: int) -> Repository:
        """Clone the last commits."""
        target = repository.folder.parent / "clone"
        repository.git("clone", "--quiet", f"--depth={depth}", repository.folder.as_uri(), str(target))
        clone = Repository.__new__(Repository)
        clone.folder = target
        return clone

    def test_a_date_at_the_boundary_is_marked(self, repository: Repository) -> None:
        """What the boundary seems to add may be older; what came after it is known."""
        repository.commit({"a.md": "1"}, 100)
        repository.commit({"b.md": "1"}, 200)
        repository.commit({"c.md": "1", "b.md": "2"}, 300)
        history = self.clone(repository, 2).read()
        marks = {str(path): (dates.first.is_boundary, dates.last.is_boundary) for path, dates in history.dates.items()}
        assert history.is_shallow
        assert marks == {"a.md": (True, True), "b.md": (True, False), "c.md": (False, False)}

    def test_a_deepened_clone_is_walked_anew(self, repository: Repository) -> None:
        """The commit is the same, and yet more is known."""
        repository.commit({"a.md": "1"}, 100)
        repository.commit({"b.md": "1"}, 200)
        clone = self.clone(repository, 1)
        known = clone.read()
        clone.git("fetch", "--quiet", "--unshallow")
        history = clone.read(known)
        assert not history.is_shallow
        assert seconds_of(history) == {"a.md": (100, 100), "b.md": (200, 200)}


class TestNoHistory:
    """Where git has nothing to say."""

    def test_no_repository(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A plain folder is no fault."""
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        assert read_history(tmp_path, None) == (None, ())

    def test_no_commit(self, repository: Repository) -> None:
        """A repository just made has no dates."""
        assert read_history(repository.folder, None) == (None, ())

    def test_no_git(self, repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """A machine without git builds the site without dates."""
        repository.commit({"a.md": "1"}, 100)
        monkeypatch.setenv("PATH", str(tmp_path))
        assert read_history(repository.folder, None) == (None, ())

    def test_a_folder_owned_by_someone_else(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """Git refuses it, and the author learns how to change that."""
        install_git(tmp_path, "echo \"fatal: detected dubious ownership in repository at '/site'\" >&2; exit 128")
        monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
        history, problems = read_history(repository.folder, None)
        assert history is None
        assert [format_problem(problem) for problem in problems] == [
            (
                ".git: warning: git does not trust this folder, since another user owns it, "
                "so no dates come from the history\n"
                "  hint: if it is yours: git config --global --add safe.directory '/site'"
            )
        ]

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
    def test_git_says_so_in_these_words(self, repository: Repository) -> None:
        """The real git, on a folder of a real other user."""
        repository.commit({"a.md": "1"}, 100)
        os.chown(repository.folder, 65534, 65534)
        os.chown(repository.folder / ".git", 65534, 65534)
        history, problems = read_history(repository.folder, None)
        assert history is None
        assert problems[0].message.startswith("git does not trust this folder")

    def test_a_git_that_does_not_end(
        self, repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """A build goes on without dates."""
        install_git(tmp_path, "exec sleep 60")
        monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
        history, problems = read_history(repository.folder, None, timeout_s=0.2)
        assert history is None
        assert [format_problem(problem) for problem in problems] == [
            ".git: warning: git took longer than 0.2 s, so no dates come from the history"
        ]

    def test_a_broken_repository(self, repository: Repository) -> None:
        """What git says of it is passed on."""
        commit = repository.commit({"a.md": "1"}, 100)
        repository.commit({"a.md": "2"}, 200)
        loose = repository.folder / ".git" / "objects" / commit[:2] / commit[2:]
        loose.unlink()
        history, problems = read_history(repository.folder, None)
        assert history is None
        assert [problem.message.split(":")[0] for problem in problems] == [
            "git failed, so no dates come from the history"
        ]

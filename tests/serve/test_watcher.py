"""Tests of the watcher: settled batches of what may have changed, and the truth even where events do not arrive."""

import ctypes
import errno
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from generator.serve import watcher as module
from generator.serve.batches import Batch, next_look_s
from generator.serve.events import Source, Tell
from generator.serve.scopes import Scope
from generator.serve.watcher import Watcher
from generator.sources.retree import read_again, read_tree_again
from generator.sources.tree import TreeReading, read_tree
from tests.sources.repositories import Repository

ONLY = ("site.yaml", "content", "templates")
SKIP = ("public",)
PATIENCE_S = 10.0
LOOKING = "is found by looking at all files, every 2.5 s at the latest"


class Desk:
    """A site on the disk, a watcher, and the last reading of the site: what a preview server has."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("content", "../package", "../code"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        (root / "site.yaml").write_text("title: x\n", encoding="utf-8")
        self.reading: TreeReading = read_tree(root, None, only=ONLY, skip=SKIP)
        self.said: list[str] = []
        self.watcher = Watcher(
            root,
            package_templates=root.parent / "package",
            code=root.parent / "code",
            only=ONLY,
            skip=SKIP,
            is_known=lambda path: self.reading.tree.find(path) is not None,
            say=self.said.append,
        )

    def write(self, path: str, text: str = "text") -> Path:
        """Write a file of the site, as the simplest of editors does."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def wait(self) -> Batch:
        """Wait for the next batch, which must come."""
        batch = self.watcher.wait(PATIENCE_S)
        assert batch is not None
        return batch

    def read(self, batch: Batch) -> bool:
        """Read again what may have changed; tells whether something did."""
        last = self.reading
        if batch.must_scan:
            self.scan()
        else:
            self.reading = read_again(self.root, last, batch.dirty, only=ONLY, skip=SKIP)
        return self.reading.tree is not last.tree

    def scan(self) -> set[str]:
        """Look at all files, and give the paths of those that changed."""
        before = {file.path: file for file in self.reading.tree.files}
        reading = read_tree_again(self.root, self.reading, only=ONLY, skip=SKIP)
        assert reading is not None
        self.reading = reading
        after = {file.path: file for file in reading.tree.files}
        files = ((path, before.get(path), after.get(path)) for path in before.keys() | after.keys())
        return {path for path, old, new in files if not (old and new and old.digest == new.digest)}

    def follow(self, is_done: Callable[[], bool], *, within_s: float) -> float:
        """Do as the preview server does until the reading is right; gives the seconds that it took."""
        begun_s = time.monotonic()
        scan_s = 0.0
        while not is_done():
            assert time.monotonic() - begun_s < within_s, "not seen in time"
            batch = self.watcher.wait(next_look_s(scan_s, is_blind=self.watcher.is_blind))
            if batch is not None:
                self.read(batch)
                continue
            scan_begun_s = time.monotonic()
            self.watcher.report_missed(self.scan())
            scan_s = time.monotonic() - scan_begun_s
        return time.monotonic() - begun_s

    def size_of(self, path: str) -> int | None:
        """Tell how large a file is, as far as it is known."""
        file = self.reading.tree.find(path)
        return None if file is None else file.size_bytes


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Sit down at a desk, with one entry on it."""
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "site" / "content" / "a.md").write_text("old", encoding="utf-8")
    desk = Desk(tmp_path / "site")
    with desk.watcher:
        yield desk
    assert desk.said == []


class TestBatches:
    """What is told."""

    def test_a_save_is_told(self, desk: Desk) -> None:
        """By its path, with the time at which it happened."""
        begun_s = time.monotonic()
        desk.write("content/a.md")
        batch = desk.wait()
        assert (batch.dirty, batch.must_scan) == (frozenset({"content/a.md"}), False)
        assert begun_s <= batch.first_event_s <= batch.last_event_s <= batch.settled_s <= time.monotonic()

    def test_settings_and_templates_are_told(self, desk: Desk) -> None:
        """A folder that the site did not have before, too."""
        desk.write("site.yaml", "title: y\n")
        assert desk.wait().dirty == {"site.yaml"}
        desk.write("templates/partials/x.html")
        desk.follow(lambda: desk.size_of("templates/partials/x.html") == 4, within_s=PATIENCE_S)
        desk.write("templates/partials/x.html", "longer")
        desk.follow(lambda: desk.size_of("templates/partials/x.html") == 6, within_s=PATIENCE_S)

    def test_the_packages_templates_are_told_by_themselves(self, desk: Desk) -> None:
        """They are no files of the site."""
        desk.write("../package/page.html")
        batch = desk.wait()
        assert (batch.templates, batch.dirty, batch.has_new_code) == (frozenset({"page.html"}), frozenset(), False)

    def test_new_code_is_told(self, desk: Desk) -> None:
        """So that the process begins anew with it."""
        desk.write("../code/x.py")
        assert desk.wait().has_new_code

    def test_what_is_no_source_is_not_told(self, desk: Desk) -> None:
        """Neither a build's own output nor what is in no part of the site."""
        for path in ("public/index.html", ".cache/store", "README.md", "content/.a.md.swp", "content/a.md~"):
            desk.write(path)
        desk.write("content/a.md")
        assert desk.wait().dirty == {"content/a.md"}

    def test_nothing_is_told_of_nothing(self, desk: Desk) -> None:
        """Reading the site is no change of it."""
        desk.scan()
        assert desk.watcher.wait(0.0) is None
        assert desk.watcher.is_quiet()

    def test_many_files_are_one_batch(self, desk: Desk) -> None:
        """Too many to name are looked for."""
        for index in range(2_000):
            desk.write(f"content/{index}.md", "x")
        batches = 0
        while desk.size_of("content/1999.md") is None:
            desk.read(desk.wait())
            batches += 1
        assert batches <= 3
        assert len(desk.reading.tree.files) == 2_002

    def test_a_hint_is_seen_while_looking(self, desk: Desk) -> None:
        """So that a look at all files can be given up."""
        desk.write("content/a.md")
        deadline_s = time.monotonic() + PATIENCE_S
        while desk.watcher.is_quiet():
            assert time.monotonic() < deadline_s
        assert read_tree_again(desk.root, desk.reading, is_wanted=desk.watcher.is_quiet) is None

    def test_waiting_can_be_ended(self, desk: Desk) -> None:
        """From another thread, as when the server is to stop."""
        waker = threading.Thread(target=desk.watcher.wake)
        waker.start()
        assert desk.watcher.wait(PATIENCE_S) is None
        waker.join()

    def test_a_site_that_is_moved_away_and_back_is_looked_at(self, desk: Desk) -> None:
        """Nobody knows what was done to it meanwhile."""
        desk.root.rename(desk.root.with_name("away"))
        assert desk.wait().must_scan
        desk.root.with_name("away").rename(desk.root)
        assert desk.wait().must_scan
        desk.write("content/a.md")
        assert desk.wait().dirty == {"content/a.md"}


class TestGit:
    """What git does."""

    @pytest.fixture
    def repository(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
        """Make a repository of the site's folder, away from the user's own settings."""
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
        monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
        return Repository(tmp_path / "site")

    def test_a_commit_is_told(self, repository: Repository, desk: Desk) -> None:
        """Though no file of the site changed."""
        repository.git("add", "content")
        repository.git("commit", "-q", "-m", "x")
        batch = desk.wait()
        assert (batch.has_new_head, batch.dirty) == (True, frozenset())

    def test_a_checkout_is_one_batch(self, repository: Repository, desk: Desk) -> None:
        """Files that come, go and change, and the head."""
        names = [f"content/{index}.md" for index in range(40)]
        repository.commit({**dict.fromkeys(names, "one")}, 1, branch="one")
        repository.commit({**dict.fromkeys(names[10:], "other"), "content/new/x.md": "x"}, 2, branch="two")
        repository.git("checkout", "-q", "one")
        while desk.size_of(names[-1]) != 3:
            desk.read(desk.wait())
        changes = 0
        repository.git("checkout", "-q", "two")
        while desk.size_of("content/new/x.md") is None:
            changes += desk.read(desk.wait())
        assert changes == 1
        assert {file.path for file in desk.reading.tree.files if file.size_bytes == 5} == set(names[10:])
        assert not desk.scan()

    @pytest.mark.nightly
    def test_a_large_checkout_is_at_most_three_batches(self, repository: Repository, desk: Desk) -> None:
        """Ten thousand files, there and back, and in the end the reading is that of a new beginning."""
        names = [f"content/{index % 400}/{index}.md" for index in range(10_000)]
        repository.commit({**dict.fromkeys(names, "one")}, 1, branch="one")
        repository.commit({**dict.fromkeys(names[5_000:], "other")}, 2, branch="two")
        for number in range(20):
            repository.git("checkout", "-q", ("one", "two")[number % 2])
            changes = 0
            while not desk.watcher.is_quiet() or not changes:
                changes += desk.read(desk.wait())
            assert changes <= 3
            assert desk.reading.tree.files == read_tree(desk.root, None, only=ONLY, skip=SKIP).tree.files

    @pytest.mark.usefixtures("repository")
    def test_a_lock_holds_a_batch_back(self, desk: Desk) -> None:
        """Until git is done; one that is left over from long ago does not."""
        lock = desk.write(".git/index.lock")
        desk.write("content/a.md")
        assert desk.watcher.wait(0.2) is None
        os.utime(lock, (1, 1))
        assert desk.wait().dirty == {"content/a.md"}


class _Deaf:
    """A source that never tells anything."""

    is_complete = True

    def __init__(self, scopes: Sequence[Scope], tell: Tell) -> None:
        """Leave both alone."""

    def revive(self) -> None:
        """Stay as it is."""

    def close(self) -> None:
        """Have nothing to close."""


class TestWithoutEvents:
    """What happens where events do not arrive: it is said once, and files are looked at more often."""

    @pytest.fixture
    def make_deaf(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the events away."""
        monkeypatch.setattr(module, "open_source", _Deaf)

    @pytest.mark.usefixtures("make_deaf")
    def test_every_edit_is_seen(self, tmp_path: Path) -> None:
        """Within three seconds, the first one included."""
        desk = Desk(tmp_path / "site")
        with desk.watcher:
            for length in range(1, 6):
                desk.write("content/a.md", "x" * length)
                took_s = desk.follow(lambda: desk.size_of("content/a.md") == length, within_s=3.0)  # noqa: B023
            assert desk.watcher.is_blind
        # By now it is known that looking is all there is.
        assert took_s < 1.0
        assert desk.said == [
            f"the system does not tell of all changes, as on some network folders; what changes there {LOOKING}"
        ]

    def test_an_event_that_is_late_is_no_event_that_is_missing(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A look at all files may be quicker than the event."""
        monkeypatch.setattr(module, "_PATIENCE_S", 0.0)
        desk.watcher.report_missed({"content/a.md"})
        desk.write("content/a.md")
        desk.wait()
        desk.watcher.wait(0.0)
        assert not desk.watcher.is_blind

    @pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOSYS])
    def test_a_system_that_lets_nothing_be_watched_is_said(
        self, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The preview works nevertheless."""

        def fail(scopes: Sequence[Scope], tell: Tell) -> Source:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(module, "open_source", fail)
        desk = Desk(tmp_path / "site")
        with desk.watcher:
            assert desk.watcher.wait(0.0) is None
            assert desk.said == [f"cannot watch files ({os.strerror(number)}); what changes {LOOKING}"]

    @pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
    def test_with_too_few_watches_every_edit_is_seen(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Those in folders that are watched at once, the others within three seconds; and it is said once."""
        from watchdog.observers import inotify_c

        add, left = inotify_c.inotify_add_watch, [6]

        def add_few(descriptor: int, path: bytes, mask: int) -> int:
            if not left[0]:
                ctypes.set_errno(errno.ENOSPC)
                return -1
            left[0] -= 1
            return add(descriptor, path, mask)

        monkeypatch.setattr(inotify_c, "inotify_add_watch", add_few)
        paths = [f"content/{index}/x.md" for index in range(8)]
        for path in paths:
            (tmp_path / "site" / path).parent.mkdir(parents=True)
        desk = Desk(tmp_path / "site")
        with desk.watcher:
            for path in paths:
                desk.write(path)
                desk.follow(lambda: desk.size_of(path) == 4, within_s=3.0)  # noqa: B023 - asked at once
        said = f"the system lets you watch no more folders, so some are not watched; what changes there {LOOKING}. "
        assert desk.said == [said + "To raise the limit: sudo sysctl fs.inotify.max_user_watches=524288"]

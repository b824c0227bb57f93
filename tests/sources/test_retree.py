"""Tests of reading a directory again: the same as reading it anew, with the same objects where nothing changed."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.digest import Digest, digest_bytes
from generator.errors import format_problem
from generator.sources import retree
from generator.sources.retree import read_again, read_tree_again
from generator.sources.tree import TreeMemory, TreeReading, read_tree

LONG_AGO_NS = 1_500_000_000_000_000_000


def write(root: Path, path: str, content: str = "") -> Path:
    """Write a file that looks as if it had been written long ago."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    os.utime(file, ns=(LONG_AGO_NS, LONG_AGO_NS))
    return file


def falsify(reading: TreeReading) -> TreeReading:
    """Make all digests false, so that a file that is looked at again can be told from one that is not.

    All files are too young to be trusted.
    """
    files = tuple(msgspec.structs.replace(file, digest=Digest(b"never computed..")) for file in reading.tree.files)
    tree = msgspec.structs.replace(reading.tree, files=files)
    return msgspec.structs.replace(reading, tree=tree, memory=TreeMemory(0, files))


def looked_at(reading: TreeReading) -> set[str]:
    """List what was read, of a reading that followed a falsified one."""
    return {file.path for file in reading.tree.files if file.digest != b"never computed.."}


class TestReadAgain:
    """Reading only where somebody says that something changed."""

    def test_only_what_is_dirty_is_looked_at(self, tmp_path: Path) -> None:
        """The neighbour is believed, although it changed too."""
        for path in ("a.md", "b/c.md", "b/d.md"):
            write(tmp_path, path, "old")
        last = falsify(read_tree(tmp_path, None))
        write(tmp_path, "b/c.md", "new")
        reading = read_again(tmp_path, last, {"b/c.md"})
        assert looked_at(reading) == {"b/c.md"}
        assert reading.fresh == {"b/c.md": b"new"}
        assert [new is old for new, old in zip(reading.tree.files, last.tree.files, strict=True)] == [True, False, True]

    @pytest.mark.parametrize("dirty", [set(), {"b"}, {"b/c.md"}, {"gone.md"}, {"a.md", "b"}, {".git/HEAD"}, {""}])
    def test_nothing_changed_is_the_same_tree(self, tmp_path: Path, dirty: set[str]) -> None:
        """The files are younger than two seconds, so they are read, and turn out to be the same objects."""
        for path in ("a.md", "b/c.md"):
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text("text", encoding="utf-8")
        (tmp_path / "link").symlink_to("a.md")
        last = read_tree(tmp_path, None)
        reading = read_again(tmp_path, last, dirty)
        assert reading.tree is last.tree
        assert reading.problems is last.problems

    def test_a_file_that_was_only_touched_is_another_object(self, tmp_path: Path) -> None:
        """Its signature is what the next reading is compared with."""
        file = write(tmp_path, "a.md", "text")
        last = read_tree(tmp_path, None)
        os.utime(file)
        reading = read_again(tmp_path, last, {"a.md"})
        assert reading.tree != last.tree
        assert reading.tree.content_digest == last.tree.content_digest

    def test_a_file_that_may_be_trusted_is_not_opened(self, tmp_path: Path) -> None:
        """A dirty folder costs a look at each name, no more."""
        for path in ("b/c.md", "b/d.md"):
            write(tmp_path, path, "old")
        last = msgspec.structs.replace(
            falsified := falsify(read_tree(tmp_path, None)),
            memory=TreeMemory(LONG_AGO_NS * 2, falsified.tree.files),
        )
        write(tmp_path, "b/d.md", "new")
        assert looked_at(read_again(tmp_path, last, {"b"})) == {"b/d.md"}

    def test_the_next_reading_trusts_no_file_too_early(self, tmp_path: Path) -> None:
        """The files that were not looked at are as old as the reading they are from."""
        write(tmp_path, "a.md")
        write(tmp_path, "b.md")
        last = read_tree(tmp_path, None)
        write(tmp_path, "a.md", "new")
        assert read_again(tmp_path, last, {"a.md"}).memory.started_ns == last.memory.started_ns

    def test_a_new_folder_is_read_whole(self, tmp_path: Path) -> None:
        """A file that was written before anybody watched the folder was never named."""
        write(tmp_path, "a/x.md")
        last = read_tree(tmp_path, None)
        for path in ("a/new/deep/x.md", "a/new/y.md"):
            write(tmp_path, path)
        reading = read_again(tmp_path, last, {"a/new/deep/x.md"})
        assert [file.path for file in reading.tree.files] == ["a/new/deep/x.md", "a/new/y.md", "a/x.md"]

    def test_a_folder_that_is_gone_takes_its_files_along(self, tmp_path: Path) -> None:
        """Names that only begin alike stay."""
        for path in ("a/x.md", "a/y/z.md", "a-b.md", "a.md", "a0"):
            write(tmp_path, path)
        last = read_tree(tmp_path, None)
        shutil.rmtree(tmp_path / "a")
        reading = read_again(tmp_path, last, {"a"})
        assert [file.path for file in reading.tree.files] == ["a-b.md", "a.md", "a0"]

    def test_a_folder_that_is_gone_and_was_not_named_is_missed_nevertheless(self, tmp_path: Path) -> None:
        """Of a folder that is being removed, the files are named first."""
        for path in ("a/x.md", "a/y.md", "b.md"):
            write(tmp_path, path)
        last = read_tree(tmp_path, None)
        shutil.rmtree(tmp_path / "a")
        assert [file.path for file in read_again(tmp_path, last, {"a/x.md"}).tree.files] == ["b.md"]

    def test_a_link_above_a_dirty_path_is_not_followed(self, tmp_path: Path) -> None:
        """It is a warning, as if all had been read."""
        write(tmp_path, "site/a/x.md")
        write(tmp_path, "outside/x.md", "secret")
        last = read_tree(tmp_path / "site", None)
        shutil.rmtree(tmp_path / "site" / "a")
        (tmp_path / "site" / "a").symlink_to("../outside")
        reading = read_again(tmp_path / "site", last, {"a/x.md"})
        assert (reading.tree.files, reading.fresh) == ((), {})
        assert [problem.message for problem in reading.problems] == ["is a symbolic link, which is not followed"]

    def test_problems_elsewhere_are_kept(self, tmp_path: Path) -> None:
        """And what was mended is said no more."""
        for name in ("a", "b", "c"):
            (tmp_path / name).symlink_to("nowhere")
        last = read_tree(tmp_path, None)
        (tmp_path / "b").unlink()
        write(tmp_path, "b")
        reading = read_again(tmp_path, last, {"b"})
        assert [str(problem.location) for problem in reading.problems] == ["a", "c"]

    def test_a_file_that_may_be_read_now_is(self, unprivileged_folder: Path) -> None:
        """Its error goes, and that of the others stays."""
        for name in ("a.md", "b.md"):
            write(unprivileged_folder, name, "x").chmod(0)
        last = read_tree(unprivileged_folder, None)
        (unprivileged_folder / "a.md").chmod(0o600)
        reading = read_again(unprivileged_folder, last, {"a.md"})
        assert [file.path for file in reading.tree.files] == ["a.md"]
        assert [format_problem(problem) for problem in reading.problems] == [
            "b.md: error: cannot be read: permission denied\n  hint: let your user read it"
        ]

    def test_what_is_not_asked_for_is_not_looked_at(self, tmp_path: Path) -> None:
        """The output folder changes with every build, and is no source."""
        for path in ("content/a.md", "public/index.html", "content/out/b.md"):
            write(tmp_path, path)
        last = read_tree(tmp_path, None, only={"content"}, skip={"content/out"})
        dirty = {"public", "public/index.html", "content/out", "content/out/b.md", "content/node_modules/x.md"}
        assert read_again(tmp_path, last, dirty, only={"content"}, skip={"content/out"}).tree is last.tree

    def test_much_that_is_dirty_is_read_on_one_way_through(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Looking at every path by itself would cost more than looking at all."""
        for index in range(30):
            write(tmp_path, f"a/{index}.md")
        last = read_tree(tmp_path, None)
        for index in range(30):
            write(tmp_path, f"a/{index}.md", "new")
        monkeypatch.setattr(retree, "walk_place", None)
        reading = read_again(tmp_path, last, {f"a/{index}.md" for index in range(30)})
        assert {file.digest for file in reading.tree.files} == {digest_bytes(b"new")}


class TestReadTreeAgain:
    """Reading all, with the last reading in hand."""

    def test_a_change_is_found_and_the_rest_is_the_same(self, tmp_path: Path) -> None:
        """Nobody has to say where it is."""
        for path in ("a.md", "b.md"):
            write(tmp_path, path)
        last = read_tree(tmp_path, None)
        write(tmp_path, "b.md", "new")
        reading = read_tree_again(tmp_path, last)
        assert reading is not None
        assert [new is old for new, old in zip(reading.tree.files, last.tree.files, strict=True)] == [True, False]
        assert reading.memory.started_ns > last.memory.started_ns

    def test_it_ends_as_soon_as_nobody_wants_it(self, tmp_path: Path) -> None:
        """A save that arrives meanwhile does not wait for the rest."""
        write(tmp_path, "a/b.md")
        last = read_tree(tmp_path, None)
        assert read_tree_again(tmp_path, last, is_wanted=lambda: False) is None


NAMES = (
    *("a", "b", "c.md", "a.md", "a-b", "ü", "d e"),
    *(".hidden", "c.md~", "4913", "#a#", "node_modules", "caf\udce9", "x\\y", "two\nlines"),
)
ONLY = ("a", "b", "c.md", "a-b", "4913", "caf\udce9", "x\\y", "node_modules")
SKIP = ("a/b", "b/c.md")

paths = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map("/".join)
operations = st.one_of(
    st.tuples(st.just("write"), paths, st.sampled_from(("one", "two", "longer"))),
    st.tuples(st.just("write old"), paths, st.sampled_from(("one", "two", "longer"))),
    st.tuples(st.just("move"), paths, paths),
    st.tuples(st.just("remove"), paths, st.just("")),
    st.tuples(st.just("link"), paths, st.sampled_from(("a", "missing", "c.md", ".."))),
    st.tuples(st.just("make folder"), paths, st.just("")),
    st.tuples(st.just("make pipe"), paths, st.just("")),
)
steps = st.lists(st.lists(operations, min_size=1, max_size=4), min_size=1, max_size=6)


class Disk:
    """A folder that is written to, and what a watcher would name of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.named: set[str] = set()

    def remove(self, path: str) -> None:
        """Remove whatever is there, and all below it."""
        target = self.root / path
        if target.is_symlink() or target.is_file() or target.is_fifo():
            target.unlink()
        elif target.is_dir():
            shutil.rmtree(target)
        else:
            return
        self.named.add(path)

    def make_way(self, path: str) -> Path:
        """Make the folders above a path, in place of what is not one, and remove what is there."""
        parts = path.split("/")
        for end in range(1, len(parts)):
            folder = "/".join(parts[:end])
            if (self.root / folder).is_symlink() or not (self.root / folder).is_dir():
                self.remove(folder)
                (self.root / folder).mkdir()
                self.named.add(folder)
        self.remove(path)
        self.named.add(path)
        return self.root / path

    def is_plain(self, path: str) -> bool:
        """Tell whether a path is there and leads through no link."""
        return (self.root / path).exists() and (self.root / path).resolve() == self.root.resolve() / path

    def apply(self, operation: tuple[str, str, str]) -> None:
        """Do one thing to the folder."""
        kind, path, other = operation
        if kind in {"write", "write old"}:
            # Most editors write into the file that is there.
            target = self.root / path
            if not (self.is_plain(path) and target.is_file()):
                target = self.make_way(path)
            target.write_text(other, encoding="utf-8")
            self.named.add(path)
            if kind == "write old":
                os.utime(target, ns=(LONG_AGO_NS, LONG_AGO_NS))
        elif kind == "move":
            if self.is_plain(path) and not f"{other}/".startswith(f"{path}/") and not path.startswith(f"{other}/"):
                target = self.make_way(other)
                (self.root / path).rename(target)
                self.named.add(path)
        elif kind == "remove":
            if self.is_plain(path):
                self.remove(path)
        elif kind == "link":
            self.make_way(path).symlink_to(other)
        elif kind == "make folder":
            self.make_way(path).mkdir()
        else:
            os.mkfifo(self.make_way(path))


def assert_same_objects(reading: TreeReading, last: TreeReading) -> None:
    """See that whatever is equal is identical."""
    before = {file.path: file for file in last.tree.files}
    for file in reading.tree.files:
        assert file != before.get(file.path) or file is before[file.path]
    assert (reading.tree is last.tree) == (reading.tree.files == last.tree.files)
    assert (reading.problems is last.problems) == (reading.problems == last.problems)


def follow(root: Path, changes: Iterable[list[tuple[str, str, str]]]) -> None:
    """Change a folder step by step, and hold each reading against a new one."""
    last = read_tree(root, None, only=ONLY, skip=SKIP)
    for step, operations in enumerate(changes):
        disk = Disk(root)
        for operation in operations:
            disk.apply(operation)
        anew = read_tree(root, None, only=ONLY, skip=SKIP)
        reading = read_again(root, last, disk.named, only=ONLY, skip=SKIP)
        assert (reading.tree.files, reading.problems) == (anew.tree.files, anew.problems)
        assert reading.memory.files is reading.tree.files
        assert_same_objects(reading, last)
        scanned = read_tree_again(root, last, only=ONLY, skip=SKIP)
        assert scanned is not None
        assert (scanned.tree.files, scanned.problems) == (anew.tree.files, anew.problems)
        assert_same_objects(scanned, last)
        last = reading if step % 2 else scanned


@given(steps)
@settings(max_examples=200, deadline=None)
def test_whatever_changes_reading_again_is_reading_anew(changes: list[list[tuple[str, str, str]]]) -> None:
    """Files, problems and digests are those of a folder seen for the first time."""
    with tempfile.TemporaryDirectory() as folder:
        follow(Path(folder), changes)


@pytest.mark.nightly
@given(steps)
@settings(max_examples=5_000, deadline=None)
def test_whatever_changes_in_many_ways(changes: list[list[tuple[str, str, str]]]) -> None:
    """The same, for as many sequences as a night has time for."""
    with tempfile.TemporaryDirectory() as folder:
        follow(Path(folder), changes)

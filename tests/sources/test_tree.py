"""Tests of a directory as a value: what is in it, what is not, and what is read again."""

import os
import shutil
import socket
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from generator.digest import Digest, digest_bytes
from generator.errors import GeneratorError, SitePath, format_problem
from generator.sources import tree
from generator.sources.tree import (
    MARKDOWN_LIMIT_BYTES,
    SourceFile,
    TreeMemory,
    TreeReading,
    read_bytes,
    read_text,
    read_tree,
)

LONG_AGO_NS = 1_500_000_000_000_000_000


def write(root: Path, path: str, content: str | bytes = "", *, changed_ns: int = LONG_AGO_NS) -> Path:
    """Write a file that looks as if it had been written long ago."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(file, ns=(changed_ns, changed_ns))
    return file


def paths(reading: TreeReading) -> list[str]:
    """List the paths that were read."""
    return [str(file.path) for file in reading.tree.files]


def texts(reading: TreeReading) -> str:
    """Print all problems as the author sees them."""
    return "\n".join(format_problem(problem) for problem in reading.problems)


class TestWhatIsRead:
    """Which files a tree has, and in which order."""

    def test_files_come_sorted_by_path(self, tmp_path: Path) -> None:
        """The order is that of the whole paths, not of the folders as they are walked."""
        for path in ("b/x.md", "b.md", "a/é.md", "b-c.md", "Z.md"):
            write(tmp_path, path)
        assert paths(read_tree(tmp_path, None)) == ["Z.md", "a/é.md", "b-c.md", "b.md", "b/x.md"]

    def test_a_file_is_known_by_its_content(self, tmp_path: Path) -> None:
        """Digest and size are those of the bytes."""
        write(tmp_path, "a.md", b"hello\n")
        file = read_tree(tmp_path, None).tree.by_path[SitePath("a.md")]
        assert (file.digest, file.size_bytes) == (digest_bytes(b"hello\n"), 6)

    def test_a_file_of_many_chunks_has_the_digest_of_its_bytes(self, tmp_path: Path) -> None:
        """A file read in pieces is named as if it had been read at once, and is not kept."""
        data = os.urandom(2 * 1024 * 1024 + 17)
        write(tmp_path, "photo.svg", data)
        reading = read_tree(tmp_path, None)
        assert reading.tree.files[0].digest == digest_bytes(data)
        assert reading.fresh == {}

    def test_an_empty_file_is_a_file(self, tmp_path: Path) -> None:
        """Nothing is content too."""
        write(tmp_path, "empty.md")
        assert read_tree(tmp_path, None).tree.files[0].digest == digest_bytes(b"")

    def test_a_folder_named_like_a_note_is_a_folder(self, tmp_path: Path) -> None:
        """The name does not make it a file."""
        write(tmp_path, "x.md/y.md")
        reading = read_tree(tmp_path, None)
        assert (paths(reading), reading.problems) == (["x.md/y.md"], ())

    def test_hidden_and_temporary_files_are_passed_over(self, tmp_path: Path) -> None:
        """What git, editors, desktops and npm leave behind is no content, and no reason to say a word."""
        names = [".git/HEAD", ".obsidian/app.json", ".DS_Store", "node_modules/a.md", "sub/node_modules/a.md"]
        names += ["4913", "a.md~", ".a.md.swp", "a.swo", "a.swx", "#a.md#", ".#a.md", "a.md___jb_tmp___"]
        names += ["a.md___jb_old___", ".goutputstream-X1", "~$a.md", "._a.md", "~syncthing~a.md.tmp"]
        for name in names:
            write(tmp_path, name, "temporary")
        write(tmp_path, "a.md", "content")
        reading = read_tree(tmp_path, None)
        assert (paths(reading), reading.problems) == (["a.md"], ())

    def test_a_folder_may_be_called_as_a_temporary_file_is(self, tmp_path: Path) -> None:
        """A folder of the year 4913, or one that ends in a tilde, was made on purpose."""
        write(tmp_path, "4913/a.md")
        assert paths(read_tree(tmp_path, None)) == ["4913/a.md"]

    def test_only_the_named_parts_of_the_root_are_read(self, tmp_path: Path) -> None:
        """A site in a repository does not read the rest of the repository."""
        for path in ("content/a.md", "src/content/b.md", "site.yaml", "README.md"):
            write(tmp_path, path)
        assert paths(read_tree(tmp_path, None, only={"content", "site.yaml"})) == ["content/a.md", "site.yaml"]

    def test_a_folder_to_skip_is_not_read(self, tmp_path: Path) -> None:
        """Only that path is meant, not every folder of the name."""
        for path in ("public/index.html", "content/public/a.md"):
            write(tmp_path, path)
        assert paths(read_tree(tmp_path, None, skip={"public"})) == ["content/public/a.md"]

    def test_a_missing_root_is_an_error_of_the_caller(self, tmp_path: Path) -> None:
        """No folder is not an empty folder."""
        with pytest.raises(FileNotFoundError):
            read_tree(tmp_path / "missing", None)

    def test_the_root_itself_may_be_a_link(self, tmp_path: Path) -> None:
        """The author names the root, so a link there leads where the author wants."""
        write(tmp_path, "real/a.md")
        (tmp_path / "link").symlink_to("real")
        assert paths(read_tree(tmp_path / "link", None)) == ["a.md"]


class TestFind:
    """One file of a tree, by its path."""

    def test_every_file_is_found_and_nothing_else(self, tmp_path: Path) -> None:
        """Before the first, between two and after the last there is none."""
        for path in ("b/x.md", "b.md", "d.md"):
            write(tmp_path, path)
        tree = read_tree(tmp_path, None).tree
        assert [tree.find(file.path) for file in tree.files] == list(tree.files)
        assert [tree.find(path) for path in ("", "a", "b", "b/x", "c", "d.mdx")] == [None] * 6


class TestContentDigest:
    """The name of a whole tree."""

    def test_it_does_not_depend_on_where_and_when(self, tmp_path: Path) -> None:
        """The same files in another folder, written at another time, are the same tree."""
        write(tmp_path, "one/a.md", "a")
        write(tmp_path, "two/a.md", "a", changed_ns=LONG_AGO_NS + 5)
        one, two = read_tree(tmp_path / "one", None).tree, read_tree(tmp_path / "two", None).tree
        assert one.content_digest == two.content_digest
        assert one != two

    @pytest.mark.parametrize(("path", "content"), [("b.md", "a"), ("a.md", "b")])
    def test_it_depends_on_paths_and_contents(self, tmp_path: Path, path: str, content: str) -> None:
        """Another name or another content is another tree."""
        write(tmp_path, "one/a.md", "a")
        write(tmp_path, f"two/{path}", content)
        one, two = read_tree(tmp_path / "one", None).tree, read_tree(tmp_path / "two", None).tree
        assert one.content_digest != two.content_digest


class TestMemory:
    """Which files are read again.

    A remembered digest is falsified where a test must see whether it was believed.
    """

    FALSE = Digest(b"never computed..")

    def remember(self, root: Path, *, started_ns: int | None = None) -> TreeMemory:
        """Read the folder, and falsify what is remembered of its files."""
        memory = read_tree(root, None).memory
        files = tuple(msgspec.structs.replace(file, digest=self.FALSE) for file in memory.files)
        return TreeMemory(memory.started_ns if started_ns is None else started_ns, files)

    def test_an_unchanged_file_is_not_read(self, tmp_path: Path) -> None:
        """Equal signatures stand for equal content."""
        write(tmp_path, "a.md", "a")
        memory = self.remember(tmp_path)
        reading = read_tree(tmp_path, memory)
        assert reading.tree.files[0] is memory.files[0]
        assert reading.fresh == {}

    def test_a_changed_file_is_read(self, tmp_path: Path) -> None:
        """Same size and same time, but written to: the inode's own time tells."""
        write(tmp_path, "a.md", "a")
        memory = self.remember(tmp_path)
        write(tmp_path, "b.md", "b").rename(tmp_path / "a.md")
        reading = read_tree(tmp_path, memory)
        assert reading.tree.files[0].digest == digest_bytes(b"b")
        assert reading.fresh == {"a.md": b"b"}

    def test_a_file_changed_just_before_the_reading_is_read_again(self, tmp_path: Path) -> None:
        """Within two seconds a second change may leave the same signature."""
        write(tmp_path, "a.md", "a")
        memory = self.remember(tmp_path, started_ns=LONG_AGO_NS + 1_999_999_999)
        assert read_tree(tmp_path, memory).tree.files[0].digest == digest_bytes(b"a")

    def test_a_file_read_again_that_is_as_it_was_is_the_same_object(self, tmp_path: Path) -> None:
        """Whoever compares by identity sees that nothing changed."""
        write(tmp_path, "a.md", "a", changed_ns=time.time_ns())
        first = read_tree(tmp_path, None)
        again = read_tree(tmp_path, first.memory)
        assert again.fresh == {"a.md": b"a"}
        assert again.tree.files[0] is first.tree.files[0]

    def test_two_seconds_are_enough(self, tmp_path: Path) -> None:
        """The very nanosecond counts."""
        write(tmp_path, "a.md", "a")
        memory = self.remember(tmp_path, started_ns=LONG_AGO_NS + 2_000_000_000)
        assert read_tree(tmp_path, memory).tree.files[0].digest == self.FALSE

    def test_a_file_from_the_future_is_read_again(self, tmp_path: Path) -> None:
        """A clock that was ahead, in the file or in the memory, proves nothing."""
        future_ns = 4_000_000_000_000_000_000
        write(tmp_path, "a.md", "a", changed_ns=future_ns)
        memory = self.remember(tmp_path, started_ns=future_ns * 2)
        assert read_tree(tmp_path, memory).tree.files[0].digest == digest_bytes(b"a")

    def test_a_removed_file_is_forgotten(self, tmp_path: Path) -> None:
        """The memory is of this reading, not of all there ever was."""
        write(tmp_path, "a.md")
        write(tmp_path, "b.md")
        memory = self.remember(tmp_path)
        (tmp_path / "a.md").unlink()
        assert [file.path for file in read_tree(tmp_path, memory).memory.files] == ["b.md"]

    def test_the_memory_survives_being_stored(self, tmp_path: Path) -> None:
        """What is decoded is what was encoded."""
        write(tmp_path, "a.md", "a")
        memory = read_tree(tmp_path, None).memory
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(memory), type=TreeMemory) == memory

    def test_fresh_bytes_are_bounded(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A site of any size is read without being held in memory."""
        monkeypatch.setattr(tree, "FRESH_LIMIT_BYTES", 5)
        for name in ("a.md", "b.md", "c.md"):
            write(tmp_path, name, "123")
        assert read_tree(tmp_path, None).fresh == {"a.md": b"123"}

    def test_images_are_not_kept(self, tmp_path: Path) -> None:
        """Nobody reads an image as text."""
        write(tmp_path, "a.png", "123")
        assert read_tree(tmp_path, None).fresh == {}


class TestWhatIsNotRead:
    """Links, pipes, names and modes that keep a file out of the tree."""

    @pytest.mark.parametrize(
        "target", ["{outside}/a.md", "{outside}", "{outside}/pipe", "missing", ".", "..", "loop.md", "real.md"]
    )
    def test_a_link_is_not_followed(self, tmp_path: Path, target: str) -> None:
        """Wherever it leads: out of the site, to itself, to nothing."""
        write(tmp_path, "site/real.md")
        write(tmp_path, "outside/a.md")
        os.mkfifo(tmp_path / "outside" / "pipe")
        (tmp_path / "site" / "loop.md").symlink_to(target.format(outside=tmp_path / "outside"))
        reading = read_tree(tmp_path / "site", None)
        assert paths(reading) == ["real.md"]
        assert texts(reading) == (
            "loop.md: warning: is a symbolic link, which is not followed\n  hint: put the file itself in its place"
        )

    def test_a_pipe_and_a_socket_do_not_block(self, tmp_path: Path) -> None:
        """Opening a pipe that nobody writes to would wait for ever."""
        os.mkfifo(tmp_path / "pipe.md")
        with socket.socket(socket.AF_UNIX) as listener:
            folder = os.open(tmp_path, os.O_RDONLY)
            here = Path.cwd()
            try:
                # The name of a socket may have about a hundred bytes, and a test's folder is longer.
                os.chdir(tmp_path)
                listener.bind("socket.md")
            finally:
                os.chdir(here)
                os.close(folder)
        assert texts(read_tree(tmp_path, None)) == (
            "pipe.md: warning: is a named pipe, which is not read\nsocket.md: warning: is a socket, which is not read"
        )

    def test_a_pipe_that_takes_a_files_place_does_not_block(self, tmp_path: Path) -> None:
        """Between the walk and the reading a name may come to mean something else."""
        file = SourceFile(SitePath("pipe.md"), digest_bytes(b""), 0, (0, 0, 0, 0, 0))
        os.mkfifo(tmp_path / "pipe.md")
        with pytest.raises(GeneratorError) as caught:
            read_bytes(tmp_path, file)
        assert str(caught.value) == "pipe.md: warning: is a named pipe, which is not read"

    def test_a_link_that_takes_a_files_place_is_not_followed(self, tmp_path: Path) -> None:
        """Even if it leads to the same bytes."""
        write(tmp_path, "real.md", "x")
        (tmp_path / "a.md").symlink_to("real.md")
        with pytest.raises(GeneratorError) as caught:
            read_bytes(tmp_path, SourceFile(SitePath("a.md"), digest_bytes(b"x"), 1, (0, 0, 0, 0, 0)))
        assert str(caught.value).startswith("a.md: warning: is a symbolic link, which is not followed")

    @pytest.mark.skipif(sys.platform != "linux", reason="other file systems refuse such names")
    def test_a_name_that_is_not_text_is_left_out(self, tmp_path: Path) -> None:
        """The message can be printed on any terminal, and neither moves the cursor nor breaks the line."""
        for name in (b"caf\xe9.md", b"two\nlines.md", b"esc\x1b[2J.md"):
            write(tmp_path, os.fsdecode(name), "x")
        reading = read_tree(tmp_path, None)
        assert paths(reading) == []
        assert texts(reading).encode("ascii").decode() == (
            "caf\\xe9.md: warning: has a name that is not plain UTF-8 text, and is left out\n  hint: rename it\n"
            "esc\\x1b[2J.md: warning: has a name that is not plain UTF-8 text, and is left out\n  hint: rename it\n"
            "two\\x0alines.md: warning: has a name that is not plain UTF-8 text, and is left out\n  hint: rename it"
        )

    def test_names_in_any_script_are_read(self, tmp_path: Path) -> None:
        """Joined emoji and no-break spaces are text, though not printable to Python."""
        write(tmp_path, "👩‍💻 a\xa0b.md")
        assert paths(read_tree(tmp_path, None)) == ["👩‍💻 a\xa0b.md"]

    def test_what_may_not_be_read_is_an_error(self, unprivileged_folder: Path) -> None:
        """A file or folder closed to us must not vanish from the site without a word."""
        write(unprivileged_folder, "file.md", "x").chmod(0)
        (unprivileged_folder / "folder").mkdir(mode=0)
        reading = read_tree(unprivileged_folder, None)
        (unprivileged_folder / "folder").chmod(0o700)
        assert texts(reading) == (
            "file.md: error: cannot be read: permission denied\n  hint: let your user read it\n"
            "folder: error: cannot be read: permission denied\n  hint: let your user read it"
        )

    def test_files_that_come_and_go_do_not_stop_the_reading(self, tmp_path: Path) -> None:
        """A file that vanishes between the walk and the reading was not there; one of two versions is read, never both."""
        versions = (b"a" * 300_000, b"b" * 400_000)
        digests = {digest_bytes(version) for version in versions}
        stopped = threading.Event()

        def disturb() -> None:
            while not stopped.is_set():
                for version in versions:
                    (tmp_path / "new").write_bytes(version)
                    (tmp_path / "new").rename(tmp_path / "changing.md")
                with suppress(FileNotFoundError):
                    (tmp_path / "changing.md").unlink()

        writer = threading.Thread(target=disturb)
        writer.start()
        try:
            for _ in range(100):
                reading = read_tree(tmp_path, None, skip={"new"})
                assert {file.digest for file in reading.tree.files} <= digests
                # A file that never rests may be refused in plain words, and is then not read at all.
                assert all(problem.message == "kept changing while being read" for problem in reading.problems)
        finally:
            stopped.set()
            writer.join()


class TestReadText:
    """A file of the tree as text."""

    def test_fresh_bytes_save_a_reading(self, tmp_path: Path) -> None:
        """The file need not even be there any more."""
        file = write(tmp_path, "a.md", "hello")
        reading = read_tree(tmp_path, None)
        file.unlink()
        assert read_text(tmp_path, reading.tree.files[0], fresh=reading.fresh) == ("hello", ())

    def test_a_file_changed_since_is_never_mixed_in(self, tmp_path: Path) -> None:
        """Old tree and new text do not go together."""
        write(tmp_path, "a.md", "old")
        reading = read_tree(tmp_path, None)
        write(tmp_path, "a.md", "new")
        text, problems = read_text(tmp_path, reading.tree.files[0])
        assert (text, [format_problem(problem) for problem in problems]) == (
            "",
            ["a.md: error: changed while the build was reading it; build again"],
        )

    def test_a_file_gone_since_is_reported(self, tmp_path: Path) -> None:
        """The tree has it, so the build needs it."""
        write(tmp_path, "a.md", "old").unlink()
        file = SourceFile(SitePath("a.md"), digest_bytes(b"old"), 3, (0, 0, 3, 0, 0))
        with pytest.raises(GeneratorError) as caught:
            read_bytes(tmp_path, file)
        assert str(caught.value) == "a.md: error: changed while the build was reading it; build again"

    def test_the_bytes_of_a_large_file_are_all_there(self, tmp_path: Path) -> None:
        """A file of several chunks is put together again."""
        data = os.urandom(3 * 1024 * 1024 + 5)
        write(tmp_path, "a.png", data)
        assert read_bytes(tmp_path, read_tree(tmp_path, None).tree.files[0]) == data

    def test_a_link_in_a_folders_place_leads_nowhere(self, tmp_path: Path) -> None:
        """What lies outside has other bytes, and only the very bytes of the tree are given."""
        write(tmp_path, "site/notes/a.md", "mine")
        write(tmp_path, "outside/a.md", "canary")
        file = read_tree(tmp_path / "site", None).tree.files[0]
        shutil.rmtree(tmp_path / "site" / "notes")
        (tmp_path / "site" / "notes").symlink_to(tmp_path / "outside")
        assert read_text(tmp_path / "site", file)[0] == ""

    def test_huge_markdown_is_refused_unread(self, tmp_path: Path) -> None:
        """The size alone decides, before a byte is read."""
        file = SourceFile(SitePath("a.md"), digest_bytes(b""), MARKDOWN_LIMIT_BYTES + 1, (0, 0, 0, 0, 0))
        text, problems = read_text(tmp_path, file)
        assert text == ""
        assert [format_problem(problem) for problem in problems] == [
            (
                "a.md: error: has 2,097,153 bytes, more than the 2,097,152 that a Markdown file may have\n"
                "  hint: split it into several files"
            ),
        ]

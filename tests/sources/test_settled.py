"""One file's bytes, read while nobody writes to it."""

import errno
import os
from pathlib import Path

import pytest

from generator.digest import digest_bytes
from generator.errors import Problem, SitePath, format_problem
from generator.sources.settled import SettledFile, read_settled, sign

PATH = SitePath("a.md")


def say(found: SettledFile | Problem | None) -> str:
    """Write the problem that there must be as the terminal shows it."""
    assert isinstance(found, Problem)
    return format_problem(found)


class TestContent:
    """What is read of a file that stands still."""

    def test_gives_digest_signature_and_bytes(self, tmp_path: Path) -> None:
        """All of the same moment."""
        file = tmp_path / "a.md"
        file.write_bytes(b"hello")
        assert read_settled(str(file), PATH) == SettledFile(digest_bytes(b"hello"), sign(file.stat()), b"hello")

    @pytest.mark.parametrize("keep_all", [False, True])
    def test_keeps_the_bytes_of_a_large_file_only_where_asked(self, tmp_path: Path, *, keep_all: bool) -> None:
        """The digest is that of all bytes, however they were read."""
        data = os.urandom(2 * 1024 * 1024 + 17)
        (tmp_path / "film.mp4").write_bytes(data)
        content = read_settled(str(tmp_path / "film.mp4"), SitePath("film.mp4"), keep_all=keep_all)
        assert isinstance(content, SettledFile)
        assert content.digest == digest_bytes(data)
        assert content.data == (data if keep_all else None)

    def test_opens_a_name_in_a_folder(self, tmp_path: Path) -> None:
        """The folder is known by its descriptor, so its path may have come to mean another."""
        (tmp_path / "old").mkdir()
        (tmp_path / "old" / "a.md").write_bytes(b"mine")
        folder = os.open(tmp_path / "old", os.O_RDONLY)
        (tmp_path / "old").rename(tmp_path / "moved")
        content = read_settled("a.md", PATH, folder=folder)
        os.close(folder)
        assert isinstance(content, SettledFile)
        assert content.data == b"mine"


class TestNoContent:
    """What is no file, or not one that can be read."""

    def test_a_file_that_is_gone_is_nothing(self, tmp_path: Path) -> None:
        """Nor is one whose folder became a file."""
        (tmp_path / "file").write_bytes(b"")
        assert read_settled(str(tmp_path / "missing.md"), PATH) is None
        assert read_settled(str(tmp_path / "file" / "a.md"), PATH) is None

    def test_a_pipe_does_not_block(self, tmp_path: Path) -> None:
        """Opening one that nobody writes to would wait for ever."""
        os.mkfifo(tmp_path / "pipe.md")
        assert say(read_settled(str(tmp_path / "pipe.md"), PATH)) == "a.md: warning: is a named pipe, which is not read"

    def test_a_folder_is_not_read(self, tmp_path: Path) -> None:
        """A file may have become one since the walk."""
        assert say(read_settled(str(tmp_path), PATH)) == "a.md: warning: is a folder, which is not read"

    def test_a_link_is_not_followed(self, tmp_path: Path) -> None:
        """Even to a file beside it."""
        (tmp_path / "real.md").write_bytes(b"")
        (tmp_path / "a.md").symlink_to("real.md")
        assert say(read_settled(str(tmp_path / "a.md"), PATH)) == (
            "a.md: warning: is a symbolic link, which is not followed\n  hint: put the file itself in its place"
        )

    @pytest.mark.parametrize("path", ["/proc/version", "/sys/kernel/uevent_seqnum"])
    def test_a_file_that_is_never_what_it_says_is_an_error(self, path: str) -> None:
        """The kernel's files have more or fewer bytes than they say, as if somebody kept writing to them."""
        if not Path(path).exists():
            pytest.skip("this system has no such file")
        assert say(read_settled(path, PATH)) == (
            "a.md: error: kept changing while being read\n  hint: build again when it is written"
        )

    def test_a_failing_disk_is_not_an_author_mistake(self, tmp_path: Path) -> None:
        """An error that no change to the content can mend is raised as what it is."""
        with pytest.raises(OSError, match="too long") as caught:
            read_settled(str(tmp_path / ("a" * 300)), PATH)
        assert caught.value.errno == errno.ENAMETOOLONG

"""The output folder: whole at every instant, and nothing lost that is not ours."""

import os
import stat
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from generator.digest import digest_bytes
from generator.errors import SitePath
from generator.publish.ownership import is_intact, read_owned
from generator.publish.swap import Exchange, exchange_folders, repair
from generator.publish.writer import open_staging
from tests.publish.sites import (
    NEW,
    OLD,
    hash_tree,
    list_folder,
    publish,
    read_site,
    refuse_exchange,
    refuse_links,
)


def test_staged_file_can_be_read(tmp_path: Path) -> None:
    """Whoever makes something of the pages need not hold them all."""
    with open_staging(tmp_path / "public") as staging:
        staging.write(SitePath("one/index.html"), b"words")
        assert staging.read(SitePath("one/index.html")) == b"words"


def publish_half(out: Path, missing: Path) -> None:
    """Begin to publish a site of which a file is missing."""
    with open_staging(out) as staging:
        staging.write(SitePath("index.html"), b"half")
        staging.copy(SitePath("photo.jpg"), missing)


def run_killed(action: Callable[[], object], operation_index: int) -> bool:
    """Run something in a forked process that dies just before its n-th system operation.

    Python itself tells of each of them (`sys.addaudithook`), so nothing is replaced.

    Returns:
        whether it came so far; if not, it ran to its end.
    """
    child = os.fork()
    if child == 0:
        count = 0

        def kill(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            if event == "open" or event.startswith(("os.", "ctypes.")):
                count += 1
                if count > operation_index:
                    os._exit(137)

        try:
            sys.addaudithook(kill)
            action()
        except BaseException:  # noqa: BLE001 the child of a test must never come back into pytest
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in {0, 137}
    return status == 137


def check_all_kills(folder: Path, before: Mapping[SitePath, bytes], *, exchange: Exchange = exchange_folders) -> int:
    """Kill the publishing of the new site at each of its operations in turn, and count them.

    The output folder must be the old site or the new one each time, and the next build must be right and clean up.
    """
    publish(folder / "expected" / "public", NEW)
    whole_new = hash_tree(folder / "expected" / "public")
    operation_index, seen = 0, set[str]()
    while True:
        site = folder / str(operation_index)
        site.mkdir()
        out = site / "public"
        known = publish(out, before) if before else None
        whole_old = hash_tree(out)
        was_killed = run_killed(partial(publish, out, NEW, known, exchange), operation_index)
        if exchange is not exchange_folders:
            repair(out)
        seen.add(hash_tree(out))
        assert seen <= {whole_old, whole_new}
        owned = read_owned(out)
        assert owned is None or owned >= read_site(out).keys()
        publish(out, NEW)
        assert hash_tree(out) == whole_new
        assert read_owned(out) == NEW.keys()
        assert list_folder(site) == {"public", ".public.journal"}
        if not was_killed:
            assert seen == {whole_old, whole_new}
            return operation_index
        operation_index += 1


class TestPublishing:
    """A site is put in the place of another as a whole."""

    def test_makes_the_first_site(self, tmp_path: Path) -> None:
        """There need be no output folder, nor the folders above it."""
        out = tmp_path / "below" / "public"
        publish(out, OLD)
        assert read_site(out) == OLD
        assert read_owned(out) == OLD.keys()

    def test_keeps_unchanged_files_as_they_are(self, tmp_path: Path) -> None:
        """They are the same files, with the same inode and time, under a new folder."""
        out = tmp_path / "public"
        known = publish(out, OLD)
        files = publish(out, NEW, known)
        assert {path for path in files if files[path] == known.get(path)} == OLD.keys() & NEW.keys() - {"index.html"}
        assert is_intact(out, files.values())

    def test_copies_where_there_are_no_links(self, tmp_path: Path) -> None:
        """What is known of the copy is what is on the disk; files of others are copied too."""
        out = tmp_path / "public"
        known = publish(out, OLD)
        (out / "CNAME").write_text("example.org")
        with open_staging(out, link=refuse_links) as staging:
            files = [staging.keep(path, file) for path, file in known.items()]
            staging.publish(known, owned_before=frozenset(known))
        assert read_site(out) == OLD | {"CNAME": b"example.org"}
        assert is_intact(out, files)
        assert [file.digest for file in files] == [file.digest for file in known.values()]

    def test_publishes_what_forked_workers_wrote(self, tmp_path: Path) -> None:
        """Each in folders that others make at the same time; a worker that ends takes nothing with it."""
        out = tmp_path / "public"
        paths = [SitePath(f"notes/{number % 3}/{number}.html") for number in range(12)]
        with open_staging(out) as staging:
            for part in range(4):
                if os.fork() == 0:
                    with staging:
                        for path in paths[part::4]:
                            staging.write(path, path.encode())
                    os._exit(0)
            assert [os.wait()[1] for _ in range(4)] == [0] * 4
            staging.publish(paths, owned_before=frozenset())
        assert read_site(out) == {path: path.encode() for path in paths}

    def test_leaves_no_trace_of_a_build_that_fails(self, tmp_path: Path) -> None:
        """The published site stays as it is."""
        out = tmp_path / "public"
        publish(out, OLD)
        before = hash_tree(out)
        with pytest.raises(OSError, match="No such file"):
            publish_half(out, tmp_path / "missing.jpg")
        assert hash_tree(out) == before
        assert list_folder(tmp_path) == {"public", ".public.journal"}

    def test_has_the_same_modes_whatever_the_umask(self, tmp_path: Path) -> None:
        """A web server can read all of it."""
        before = os.umask(0o077)
        try:
            publish(tmp_path / "public", OLD)
        finally:
            os.umask(before)
        places = [tmp_path / "public", *(tmp_path / "public").rglob("*")]
        assert {(place.is_dir(), stat.S_IMODE(place.stat().st_mode)) for place in places} == {
            (True, 0o755),
            (False, 0o644),
        }

    def test_a_durable_site_is_the_same_site(self, tmp_path: Path) -> None:
        """Waiting for the disk changes nothing that can be seen."""
        out = tmp_path / "public"
        with open_staging(out) as staging:
            for path, data in OLD.items():
                staging.write(path, data)
            staging.publish(OLD, owned_before=frozenset(), durable=True)
        assert read_site(out) == OLD

    def test_refuses_a_path_that_leads_out(self, tmp_path: Path) -> None:
        """Only a mistake of the program can ask for this."""
        with open_staging(tmp_path / "public") as staging, pytest.raises(ValueError, match="leads out"):
            staging.write(SitePath("a/../../index.html"), b"")

    def test_refuses_a_second_file_of_one_path(self, tmp_path: Path) -> None:
        """The plan finds this earlier; here nothing is overwritten."""
        with open_staging(tmp_path / "public") as staging:
            staging.write(SitePath("index.html"), b"one")
            with pytest.raises(FileExistsError):
                staging.write(SitePath("index.html"), b"two")


class TestCopying:
    """Files that come with entries and themes."""

    def test_copies_a_large_file(self, tmp_path: Path) -> None:
        """In pieces; its digest is that of the whole."""
        data = os.urandom(3 << 20) + b"x"
        (tmp_path / "film.mp4").write_bytes(data)
        with open_staging(tmp_path / "public") as staging:
            file = staging.copy(SitePath("film.mp4"), tmp_path / "film.mp4")
            staging.publish([file.path], owned_before=frozenset())
        assert (tmp_path / "public" / "film.mp4").read_bytes() == data
        assert (file.digest, file.size_bytes) == (digest_bytes(data), len(data))

    def test_does_not_wait_for_a_pipe(self, tmp_path: Path) -> None:
        """What is not a file is an error, at once."""
        os.mkfifo(tmp_path / "pipe")
        with open_staging(tmp_path / "public") as staging, pytest.raises(OSError, match="not a regular file"):
            staging.copy(SitePath("pipe"), tmp_path / "pipe")

    def test_does_not_follow_a_link(self, tmp_path: Path) -> None:
        """What it leads to may be anywhere."""
        (tmp_path / "secret").write_text("secret")
        (tmp_path / "link").symlink_to(tmp_path / "secret")
        with open_staging(tmp_path / "public") as staging, pytest.raises(OSError, match="symbolic links"):
            staging.copy(SitePath("link"), tmp_path / "link")


class TestForeignFiles:
    """What somebody else put into the output folder stays there."""

    def test_carries_over_what_is_not_ours(self, tmp_path: Path) -> None:
        """Files beside ours, folders of others with their modes, empty ones too, and links as links."""
        out = tmp_path / "public"
        known = publish(out, OLD)
        (out / "CNAME").write_text("example.org")
        (out / "notes" / "3" / "mine.txt").write_text("mine")
        (out / ".git" / "refs").mkdir(parents=True)
        (out / ".git" / "HEAD").write_text("ref")
        (out / ".git").chmod(0o700)
        # Never a folder of the system: code that followed the link would empty it.
        other = tmp_path / "other"
        other.mkdir()
        (other / "kept.txt").write_text("kept")
        (out / "elsewhere").symlink_to(other)
        publish(out, NEW, known)
        assert read_site(out) == NEW | {"CNAME": b"example.org", "notes/3/mine.txt": b"mine", ".git/HEAD": b"ref"}
        assert (out / ".git" / "refs").is_dir()
        assert stat.S_IMODE((out / ".git").stat().st_mode) == 0o700
        assert (out / "elsewhere").readlink() == other
        assert (other / "kept.txt").read_text() == "kept"
        assert list_folder(tmp_path) == {"other", "public", ".public.journal"}
        assert read_owned(out) == NEW.keys()

    def test_carries_over_a_file_in_a_folder_of_ours_that_is_gone(self, tmp_path: Path) -> None:
        """The folder stays for its sake."""
        out = tmp_path / "public"
        publish(out, OLD)
        (out / "notes" / "mine.txt").write_text("mine")
        publish(out, {SitePath("index.html"): b"alone"})
        assert read_site(out) == {"index.html": b"alone", "notes/mine.txt": b"mine"}

    def test_never_overwrites_what_is_not_ours(self, tmp_path: Path) -> None:
        """A file that came after the check, at a path of the new site, ends the build and stays."""
        out = tmp_path / "public"
        known = publish(out, OLD)
        (out / "tags" / "new").mkdir(parents=True)
        (out / "tags" / "new" / "index.html").write_text("mine")
        with pytest.raises(FileExistsError, match=r"not written by this tool: '.*/public/tags/new/index\.html'"):
            publish(out, NEW, known)
        assert read_site(out) == OLD | {"tags/new/index.html": b"mine"}
        assert list_folder(tmp_path) == {"public", ".public.journal"}

    def test_deletes_nothing_behind_a_link(self, tmp_path: Path) -> None:
        """A folder of ours that somebody moved away, and left a link for, is theirs now."""
        out = tmp_path / "public"
        publish(out, OLD)
        (out / "notes").rename(tmp_path / "moved")
        (out / "notes").symlink_to(tmp_path / "moved")
        publish(out, {SitePath("index.html"): b"alone"})
        assert (out / "notes").readlink() == tmp_path / "moved"
        assert len(read_site(tmp_path / "moved")) == 11

    def test_does_not_publish_over_a_link(self, tmp_path: Path) -> None:
        """The folder that it leads to is not touched."""
        publish(tmp_path / "real", OLD)
        (tmp_path / "public").symlink_to(tmp_path / "real")
        with pytest.raises(OSError, match="symbolic link"):
            publish(tmp_path / "public", NEW)
        assert read_site(tmp_path / "real") == OLD


class TestKilled:
    """At every instant, and after a kill at any instant: the whole old site, or the whole new one."""

    def test_killed_at_any_operation_of_a_first_build(self, tmp_path: Path) -> None:
        """There is no site, or all of it."""
        assert check_all_kills(tmp_path, {}) > 30

    def test_killed_at_any_operation_of_a_later_build(self, tmp_path: Path) -> None:
        """The old site, or the new one."""
        assert check_all_kills(tmp_path, OLD) > 50

    def test_killed_at_any_operation_where_folders_cannot_be_exchanged(self, tmp_path: Path) -> None:
        """The old site, or the new one, once the next build has begun."""
        assert check_all_kills(tmp_path, OLD, exchange=refuse_exchange) > 50

"""The output folder: whole at every instant, and nothing lost that is not ours."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from generator.digest import digest_bytes
from generator.errors import Problem, SitePath, format_problem
from generator.publish.writer import (
    OutputFile,
    check_output_folder,
    clear_leftovers,
    exchange_folders,
    find_damaged,
    is_intact,
    open_staging,
    read_owned,
    remove_output,
    repair,
)

Known = dict[SitePath, OutputFile]
Exchange = Callable[[str, str], None]

OLD = {SitePath(f"notes/{number}/index.html"): b"old %d" % number for number in range(10)} | {
    SitePath("index.html"): b"old home",
    SitePath("notes/gone.html"): b"old page",
}
"""Twelve files."""

NEW = {path: data for path, data in OLD.items() if path != "notes/gone.html"} | {
    SitePath("index.html"): b"new home",
    SitePath("tags/new/index.html"): b"new page",
}
"""One file fewer, one changed, one more."""


def publish(
    out: Path, site: Mapping[SitePath, bytes], known: Known | None = None, exchange: Exchange = exchange_folders
) -> Known:
    """Publish a site as a build does: what is known and unchanged is kept, the rest is written."""
    clear_leftovers(out)
    before = known or {}
    files: Known = {}
    with open_staging(out) as staging:
        for path, data in site.items():
            if path in before and before[path].digest == digest_bytes(data):
                files[path] = staging.keep(path, before[path])
            else:
                files[path] = staging.write(path, data)
        staging.publish(files, owned_before=read_owned(out) or frozenset(), exchange=exchange)
    return files


def publish_half(out: Path, missing: Path) -> None:
    """Begin to publish a site of which a file is missing."""
    with open_staging(out) as staging:
        staging.write(SitePath("index.html"), b"half")
        staging.copy(SitePath("photo.jpg"), missing)


def refuse_exchange(first: str, second: str) -> None:
    """Be a system that cannot exchange folders."""
    raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), first, None, second)


def refuse_links(source: str, target: str) -> None:
    """Be a file system without hard links."""
    raise OSError(errno.EPERM, os.strerror(errno.EPERM), source, None, target)


def read_site(out: Path) -> dict[str, bytes]:
    """Read all files below a folder."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def hash_tree(out: Path) -> str:
    """Name a folder by the paths, modes and contents of all that is in it; a missing one has a name too."""
    lines = []
    for path in sorted(out.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        lines.append(f"{path.relative_to(out)} {path.stat().st_mode:o} {sha256(data).hexdigest()}")
    return sha256("\n".join([str(out.exists()), *lines]).encode()).hexdigest()


def list_folder(folder: Path) -> set[str]:
    """Name what is in a folder, without what is below it."""
    return {path.name for path in folder.iterdir()}


def say(problems: tuple[Problem, ...]) -> str:
    """Write problems as the terminal shows them."""
    return "\n".join(map(format_problem, problems))


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

    @pytest.mark.parametrize("exchange", [exchange_folders, refuse_exchange])
    def test_replaces_the_old_site(self, tmp_path: Path, exchange: Exchange) -> None:
        """Nothing of the old one is left, also where folders cannot be exchanged."""
        out = tmp_path / "public"
        publish(out, NEW, publish(out, OLD), exchange)
        assert read_site(out) == NEW
        assert read_owned(out) == NEW.keys()
        assert list_folder(tmp_path) == {"public", ".public.journal"}
        assert list_folder(out) == {"index.html", "notes", "tags"}

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

    def test_passes_on_what_the_system_says_against_the_swap(self, tmp_path: Path) -> None:
        """An error that is no lack of means ends the build, with the old site in its place."""
        out = tmp_path / "public"
        known = publish(out, OLD)

        def fail(first: str, second: str) -> None:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), first, None, second)

        with pytest.raises(OSError, match="Read-only file system"):
            publish(out, NEW, known, fail)
        assert read_site(out) == OLD
        assert list_folder(tmp_path) == {"public", ".public.journal"}

    def test_brings_the_old_site_back_when_the_new_one_cannot_follow(self, tmp_path: Path) -> None:
        """The second of two renames fails, since the staging folder is gone."""
        out = tmp_path / "public"
        known = publish(out, OLD)

        def lose_staging(first: str, second: str) -> None:
            Path(first).rename(tmp_path / "lost")
            refuse_exchange(first, second)

        with pytest.raises(FileNotFoundError):
            publish(out, NEW, known, lose_staging)
        assert read_site(out) == OLD
        assert list_folder(tmp_path) == {"public", ".public.journal", "lost"}

    def test_does_not_write_its_list_again_without_need(self, tmp_path: Path) -> None:
        """A changed page changes nothing about what is ours."""
        out = tmp_path / "public"
        known = publish(out, OLD)
        before = (tmp_path / ".public.journal").stat()
        publish(out, OLD | {SitePath("index.html"): b"new home"}, known)
        after = (tmp_path / ".public.journal").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

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

    def test_keeps_what_is_written_during_the_swap(self, tmp_path: Path) -> None:
        """A file that comes after the old folder was listed is taken along into the new one."""
        out = tmp_path / "public"
        known = publish(out, OLD)

        def write_then_exchange(first: str, second: str) -> None:
            (out / "notes" / "late.txt").write_text("late")
            exchange_folders(first, second)

        publish(out, NEW, known, write_then_exchange)
        assert read_site(out) == NEW | {"notes/late.txt": b"late"}
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


class TestLeftovers:
    """What killed builds leave is cleared, and nothing else."""

    def test_clears_only_what_is_ours(self, tmp_path: Path) -> None:
        """Other hidden neighbours stay, and so does what a link leads to."""
        out = tmp_path / "public"
        publish(out, OLD)
        (tmp_path / ".public.staging-1-ab" / "notes").mkdir(parents=True)
        (tmp_path / ".public.staging-1-ab" / "notes" / "link").symlink_to(out)
        (tmp_path / ".public.staging-2-cd").symlink_to(out)
        (tmp_path / ".public.old-1").mkdir()
        (tmp_path / ".public.journal-1").write_text("half")
        (tmp_path / ".public.mine").mkdir()
        (tmp_path / ".public2.staging-1-ab").mkdir()
        clear_leftovers(out)
        assert list_folder(tmp_path) == {"public", ".public.journal", ".public.mine", ".public2.staging-1-ab"}
        assert read_site(out) == OLD

    @pytest.mark.parametrize("action", [repair, clear_leftovers])
    def test_brings_the_old_site_back(self, tmp_path: Path, action: Callable[[Path], None]) -> None:
        """A build was killed between its two renames."""
        out = tmp_path / "public"
        publish(out, OLD)
        out.rename(tmp_path / ".public.old-1")
        action(out)
        assert read_site(out) == OLD


class TestDamage:
    """A look at the disk tells whether our files are as we left them."""

    def test_a_published_site_is_intact(self, tmp_path: Path) -> None:
        """Right after its publishing, and after the next."""
        out = tmp_path / "public"
        files = publish(out, OLD)
        assert is_intact(out, files.values())
        assert find_damaged(out, files.values()) == set()

    def test_finds_each_kind_of_damage(self, tmp_path: Path) -> None:
        """Gone, grown, rewritten in place with its length, replaced by a copy, replaced by a link."""
        out = tmp_path / "public"
        files = publish(out, OLD)
        names = [SitePath(f"notes/{number}/index.html") for number in range(5)]
        gone, grown, rewritten, copied, linked = (out / name for name in names)
        gone.unlink()
        grown.write_bytes(b"old 1 and more")
        os.utime(grown, ns=(0, files[names[1]].mtime_ns))
        rewritten.write_bytes(b"new 2")
        os.utime(rewritten, ns=(0, files[names[2]].mtime_ns + 1))
        other = tmp_path / "copy"
        other.write_bytes(b"old 3")
        os.utime(other, ns=(0, files[names[3]].mtime_ns))
        other.rename(copied)
        linked.rename(tmp_path / "linked")
        linked.symlink_to(tmp_path / "linked")
        assert find_damaged(out, files.values()) == set(names)
        assert not is_intact(out, files.values())

    @pytest.mark.parametrize(
        "text", [b"", b"{", b'{"version": 2, "owned": []}', b'{"version": 1, "owned": [1]}', b"\xff"]
    )
    def test_owns_nothing_by_a_list_that_cannot_be_read(self, tmp_path: Path, text: bytes) -> None:
        """Then the check of the output folder refuses to overwrite."""
        (tmp_path / ".public.journal").write_bytes(text)
        assert read_owned(tmp_path / "public") is None


class TestChecking:
    """Nothing is published where it could hurt."""

    def check(self, out: Path, site: Path, wanted: Mapping[SitePath, bytes] = NEW) -> str:
        """Give the problems of publishing there, as text."""
        return say(check_output_folder(out, wanted, site_dir=site))

    def test_accepts_what_is_missing_empty_or_ours(self, tmp_path: Path) -> None:
        """Files of others at paths that the site does not want are fine."""
        out = tmp_path / "public"
        assert self.check(out, tmp_path) == ""
        out.mkdir()
        assert self.check(out, tmp_path) == ""
        (out / "CNAME").write_text("example.org")
        assert self.check(out, tmp_path) == ""
        publish(out, OLD)
        assert self.check(out, tmp_path) == ""

    def test_accepts_a_neighbour_of_the_sources(self, tmp_path: Path) -> None:
        """Its name only begins like theirs, or like the site's own."""
        site = tmp_path / "site"
        for out in (site / "contents", site / "templates-built", tmp_path / "sit"):
            assert self.check(out, site) == ""

    def test_accepts_a_page_that_becomes_a_folder_and_the_reverse(self, tmp_path: Path) -> None:
        """Both were ours."""
        out = tmp_path / "public"
        publish(out, {SitePath("a"): b"", SitePath("b/index.html"): b""})
        site = {SitePath("a/index.html"): b"", SitePath("b"): b""}
        assert self.check(out, tmp_path, site) == ""
        publish(out, site)
        assert read_site(out) == site

    def test_refuses_a_folder_with_a_site_of_somebody_else(self, tmp_path: Path) -> None:
        """The first few files are named."""
        (tmp_path / "public").mkdir()
        for path, data in NEW.items():
            (tmp_path / "public" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "public" / path).write_bytes(data)
        assert self.check(tmp_path / "public", tmp_path) == (
            'error: "public/" holds files this tool did not write: '
            '"index.html", "notes/0/index.html", "notes/1/index.html" and 9 more\n'
            "  hint: move the folder away, or choose another --output"
        )

    def test_refuses_a_file_of_somebody_else_among_ours(self, tmp_path: Path) -> None:
        """The site wants a new page where another file is by now."""
        out = tmp_path / "public"
        publish(out, OLD)
        (out / "tags" / "new").mkdir(parents=True)
        (out / "tags" / "new" / "index.html").write_text("mine")
        assert self.check(out, tmp_path) == (
            'error: "public/" holds files this tool did not write: "tags/new/index.html"\n'
            "  hint: move the folder away, or choose another --output"
        )

    @pytest.mark.parametrize("is_link", [False, True])
    def test_refuses_a_file_or_link_where_a_folder_must_be(self, tmp_path: Path, *, is_link: bool) -> None:
        """A link to a folder would lead the site out of the output folder."""
        out = tmp_path / "public"
        publish(out, OLD)
        if is_link:
            (out / "tags").symlink_to(tmp_path)
        else:
            (out / "tags").write_text("mine")
        assert self.check(out, tmp_path) == (
            'error: "public/" holds files this tool did not write: "tags"\n'
            "  hint: move the folder away, or choose another --output"
        )

    def test_refuses_a_link_as_the_output(self, tmp_path: Path) -> None:
        """The swap would replace the link, not what it leads to."""
        (tmp_path / "public").symlink_to(tmp_path / "real")
        assert self.check(tmp_path / "public", tmp_path) == (
            'error: the output "public" is a symbolic link\n  hint: name the folder itself with --output'
        )

    def test_refuses_a_file_as_the_output(self, tmp_path: Path) -> None:
        """It is not ours to remove."""
        (tmp_path / "public").write_text("")
        assert self.check(tmp_path / "public", tmp_path) == (
            'error: the output "public" is a file\n  hint: move it away, or choose another --output'
        )

    def test_refuses_the_site_itself_and_what_holds_it(self, tmp_path: Path) -> None:
        """All of it would be swapped away."""
        site = tmp_path / "site"
        site.mkdir()
        hint = "  hint: choose a folder of its own, such as --output public"
        assert self.check(site, site) == f'error: the output "." holds the site itself\n{hint}'
        assert self.check(tmp_path, site) == f'error: the output "{tmp_path}" holds the site itself\n{hint}'

    @pytest.mark.parametrize("name", ["content", "templates"])
    def test_refuses_to_publish_among_the_sources(self, tmp_path: Path, name: str) -> None:
        """The next build would read its own output."""
        assert self.check(tmp_path / name / "public", tmp_path) == (
            f'error: the output "{name}/public" is inside "{name}/"\n'
            "  hint: choose a folder of its own, such as --output public"
        )


class TestRemoving:
    """`journal clean` takes away what we wrote."""

    def test_removes_all_of_a_site(self, tmp_path: Path) -> None:
        """With its folder, and the list of what was ours."""
        out = tmp_path / "public"
        publish(out, OLD)
        assert remove_output(out) == 12
        assert list_folder(tmp_path) == set()

    def test_leaves_what_is_not_ours(self, tmp_path: Path) -> None:
        """With the folders that it is in; folders of others stay even when they are empty."""
        out = tmp_path / "public"
        publish(out, OLD)
        (out / "notes" / "3" / "mine.txt").write_text("mine")
        (out / "empty").mkdir()
        assert remove_output(out) == 12
        assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*")) == [
            "empty",
            "notes",
            "notes/3",
            "notes/3/mine.txt",
        ]
        assert list_folder(tmp_path) == {"public"}

    def test_removes_nothing_that_no_list_calls_ours(self, tmp_path: Path) -> None:
        """A folder of that name may be anything."""
        (tmp_path / "public").mkdir()
        (tmp_path / "public" / "index.html").write_text("mine")
        assert remove_output(tmp_path / "public") == 0
        assert read_site(tmp_path / "public") == {"index.html": b"mine"}

    def test_removes_nothing_behind_a_link(self, tmp_path: Path) -> None:
        """Neither as the output, nor inside it."""
        out = tmp_path / "public"
        publish(out, OLD)
        out.rename(tmp_path / "moved")
        out.symlink_to(tmp_path / "moved")
        assert remove_output(out) == 0
        assert read_site(tmp_path / "moved") == OLD

"""One site in the place of another, in one step or two."""

import errno
import os
from pathlib import Path

import pytest

from generator.publish.folders import list_tree
from generator.publish.ownership import read_owned
from generator.publish.swap import Exchange, exchange_folders, remove_old, repair, swap_folders
from tests.publish.sites import NEW, OLD, list_folder, publish, read_site, refuse_exchange, write_folder


class TestSwap:
    """A folder takes the place of another."""

    @pytest.mark.parametrize("exchange", [exchange_folders, refuse_exchange])
    def test_replaces_the_old_site(self, tmp_path: Path, exchange: Exchange) -> None:
        """Nothing of the old one is left, also where folders cannot be exchanged."""
        out = tmp_path / "public"
        publish(out, NEW, publish(out, OLD), exchange)
        assert read_site(out) == NEW
        assert read_owned(out) == NEW.keys()
        assert list_folder(tmp_path) == {"public", ".public.journal"}
        assert list_folder(out) == {"index.html", "notes", "tags"}

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

    def test_needs_no_old_site(self, tmp_path: Path) -> None:
        """Where there is none, the new one is moved."""
        write_folder(tmp_path / "new", ["index.html"])
        swap_folders(str(tmp_path / "new"), str(tmp_path / "public"), exchange_folders)
        assert list_folder(tmp_path) == {"public"}
        assert list_folder(tmp_path / "public") == {"index.html"}

    @pytest.mark.parametrize("exchange", [exchange_folders, refuse_exchange])
    def test_leaves_the_old_site_where_the_new_one_was(self, tmp_path: Path, exchange: Exchange) -> None:
        """Whoever asked for the swap removes it, under a name that is never brought back."""
        write_folder(tmp_path / "new", ["new.html"])
        write_folder(tmp_path / "public", ["old.html"])
        swap_folders(str(tmp_path / "new"), str(tmp_path / "public"), exchange)
        assert list_folder(tmp_path) == {"new", "public"}
        assert list_folder(tmp_path / "public") == {"new.html"}
        assert list_folder(tmp_path / "new") == {"old.html"}


class TestRepair:
    """A build was killed between its two renames."""

    def test_brings_the_old_site_back(self, tmp_path: Path) -> None:
        """It is whole, under the name that it has for that instant."""
        out = tmp_path / "public"
        publish(out, OLD)
        out.rename(tmp_path / ".public.old-1")
        repair(out)
        assert read_site(out) == OLD

    def test_leaves_a_published_site_alone(self, tmp_path: Path) -> None:
        """An old site beside it is a leftover."""
        out = tmp_path / "public"
        publish(out, NEW)
        write_folder(tmp_path / ".public.old-1", ["index.html"])
        repair(out)
        assert read_site(out) == NEW


class TestRemovingTheOldSite:
    """The old site goes once the new one is in its place."""

    def test_removes_all_that_was_listed(self, tmp_path: Path) -> None:
        """With its folders, and itself."""
        old = write_folder(tmp_path / "old", ["index.html", "a/b/c.html"])
        remove_old(str(old), list_tree(str(old)), str(tmp_path / "public"))
        assert list_folder(tmp_path) == set()

    def test_takes_along_what_came_after_the_listing(self, tmp_path: Path) -> None:
        """Into folders that the new site has or has not; a file of the new site is not overwritten."""
        old = write_folder(tmp_path / "old", ["index.html"])
        out = write_folder(tmp_path / "public", ["index.html"])
        listed = list_tree(str(old))
        (out / "taken.txt").write_text("new")
        write_folder(old, ["taken.txt", "notes/late.txt"])
        remove_old(str(old), listed, str(out))
        assert list_folder(tmp_path) == {"public"}
        assert read_site(out) == {"index.html": b"", "taken.txt": b"new", "notes/late.txt": b""}

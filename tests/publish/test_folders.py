"""Whole folders, and what a symbolic link in them must not lead to."""

import errno
from pathlib import Path

import pytest

from generator.publish.folders import (
    beside,
    folders_of,
    link_files,
    link_or_copy,
    list_beside,
    list_tree,
    remove_tree,
    sync_tree,
)
from tests.publish.sites import list_folder, refuse_links, write_folder


class TestListing:
    """What a folder holds."""

    def test_lists_files_and_folders(self, tmp_path: Path) -> None:
        """Each folder stands before what is in it; a folder may be empty."""
        write_folder(tmp_path, ["a.html", "b/c/d.html"])
        (tmp_path / "b" / "empty").mkdir()
        tree = list_tree(str(tmp_path))
        assert set(tree.files) == {"a.html", "b/c/d.html"}
        assert set(tree.folders) == {"b", "b/c", "b/empty"}
        assert tree.folders.index("b") < tree.folders.index("b/c")

    def test_a_link_is_a_file(self, tmp_path: Path) -> None:
        """What it leads to is not looked at."""
        write_folder(tmp_path / "other", ["kept.txt"])
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "link").symlink_to(tmp_path / "other")
        assert list_tree(str(tmp_path / "folder")).files == ("link",)

    def test_no_folder_holds_nothing(self, tmp_path: Path) -> None:
        """Before the first build there is none."""
        assert list_tree(str(tmp_path / "missing")).files == ()

    def test_gives_the_folders_of_files(self) -> None:
        """All of them, and not the outermost."""
        assert folders_of(["index.html", "a/b/c.html", "a/d.html"]) == {"a", "a/b"}


class TestRemoving:
    """What is removed, and what is not."""

    def test_removes_a_folder_with_all_in_it(self, tmp_path: Path) -> None:
        """And leaves what a link in it leads to."""
        write_folder(tmp_path / "other", ["kept.txt"])
        folder = write_folder(tmp_path / "folder", ["a.html", "b/c/d.html"])
        (folder / "b" / "link").symlink_to(tmp_path / "other")
        remove_tree(str(folder))
        assert list_folder(tmp_path) == {"other"}
        assert list_folder(tmp_path / "other") == {"kept.txt"}

    def test_removes_a_link_and_not_what_it_leads_to(self, tmp_path: Path) -> None:
        """The link itself is what was named."""
        write_folder(tmp_path / "other", ["kept.txt"])
        (tmp_path / "link").symlink_to(tmp_path / "other")
        remove_tree(str(tmp_path / "link"))
        assert list_folder(tmp_path) == {"other"}
        assert list_folder(tmp_path / "other") == {"kept.txt"}

    @pytest.mark.parametrize("name", ["file", "missing"])
    def test_removes_a_file_or_nothing(self, tmp_path: Path, name: str) -> None:
        """A leftover may be either."""
        (tmp_path / "file").write_text("")
        remove_tree(str(tmp_path / name))
        assert list_folder(tmp_path) == {"file"} - {name}


class TestLinking:
    """A file gets a second name."""

    def test_a_link_shares_the_file(self, tmp_path: Path) -> None:
        """It is the same inode."""
        (tmp_path / "a").write_text("text")
        link_or_copy(str(tmp_path / "a"), str(tmp_path / "b"), link_files)
        assert (tmp_path / "a").samefile(tmp_path / "b")

    def test_a_copy_stands_in_for_a_link(self, tmp_path: Path) -> None:
        """Where the file system has none."""
        (tmp_path / "a").write_text("text")
        link_or_copy(str(tmp_path / "a"), str(tmp_path / "b"), refuse_links)
        assert (tmp_path / "b").read_text() == "text"
        assert not (tmp_path / "a").samefile(tmp_path / "b")

    def test_another_error_is_passed_on(self, tmp_path: Path) -> None:
        """A file in the way is not overwritten by a copy."""
        (tmp_path / "a").write_text("new")
        (tmp_path / "b").write_text("old")
        with pytest.raises(FileExistsError):
            link_or_copy(str(tmp_path / "a"), str(tmp_path / "b"), link_files)
        assert (tmp_path / "b").read_text() == "old"


class TestNeighbours:
    """What lies beside the output folder."""

    def test_a_neighbour_is_hidden_and_named_after_the_folder(self) -> None:
        """So two output folders beside each other do not meet."""
        assert beside("site/public", ".journal") == "site/.public.journal"

    def test_finds_the_neighbours_in_order(self, tmp_path: Path) -> None:
        """Only those of this folder."""
        write_folder(tmp_path, [".public.old-2", ".public.old-1", ".public2.old-3", ".public.journal", "public.old-4"])
        found = list_beside(str(tmp_path / "public"), (".old-",))
        assert [Path(path).name for path in found] == [".public.old-1", ".public.old-2"]

    def test_there_are_none_where_there_is_no_folder(self, tmp_path: Path) -> None:
        """The folder above may be missing too."""
        assert list_beside(str(tmp_path / "missing" / "public"), (".old-",)) == []


def test_forces_files_that_are_there_onto_the_disk(tmp_path: Path) -> None:
    """A file that should be there and is not is an error, not a success."""
    write_folder(tmp_path, ["a.html", "b/c.html"])
    sync_tree(str(tmp_path), ["a.html", "b/c.html"])
    with pytest.raises(FileNotFoundError) as caught:
        sync_tree(str(tmp_path), ["missing.html"])
    assert caught.value.errno == errno.ENOENT

"""Files of the author: written once, changed only as they were seen."""

import os
from pathlib import Path

import pytest

from generator.publish import originals
from generator.publish.originals import (
    OriginalChanged,
    read_text,
    replace_text,
    replace_texts,
    write_all_new,
    write_new,
)


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_comes_with_its_folders(tmp_path: Path) -> None:
    """And with no line end changed."""
    write_new(tmp_path / "a" / "b.md", "x\r\ny\n")
    assert (tmp_path / "a" / "b.md").read_bytes() == b"x\r\ny\n"
    assert names(tmp_path / "a") == ["b.md"]


@pytest.mark.parametrize("has_links", [True, False])
def test_what_is_there_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool) -> None:
    """Not even a link to nothing."""
    path = tmp_path / "a.md"
    path.symlink_to("nothing")
    if not has_links:
        monkeypatch.setattr(os, "link", fail)
    with pytest.raises(FileExistsError) as caught:
        write_new(path, "x")
    assert (caught.value.filename, names(tmp_path), path.is_symlink()) == (str(path), ["a.md"], True)


def fail(*_: object) -> None:
    """What a file system without links does."""
    raise PermissionError(1, "not permitted")


def test_a_file_system_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is a safeguard, not the file."""
    monkeypatch.setattr(os, "link", fail)
    write_new(tmp_path / "a.md", "x")
    assert (names(tmp_path), (tmp_path / "a.md").read_text("utf-8")) == (["a.md"], "x")


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    """One that is in the way takes the others back, with their folders."""
    (tmp_path / "b.md").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError):
        write_all_new({tmp_path / "x" / "y" / "a.md": "1", tmp_path / "b.md": "2"})
    assert [path.name for path in tmp_path.rglob("*")] == ["b.md"]
    assert (tmp_path / "b.md").read_text("utf-8") == "mine"
    write_all_new({tmp_path / "x" / "y" / "a.md": "1", tmp_path / "c.md": "2"})
    assert sorted(path.name for path in tmp_path.rglob("*.md")) == ["a.md", "b.md", "c.md"]


def test_a_text_takes_the_place_of_another(tmp_path: Path) -> None:
    """With the same permissions, and through a link, which stays."""
    path, link = tmp_path / "a.md", tmp_path / "link.md"
    path.write_bytes(b"one\r\n")
    path.chmod(0o640)
    link.symlink_to("a.md")
    replace_text(link, read_text(link), "two\r\n")
    assert (path.read_bytes(), path.stat().st_mode & 0o777, link.is_symlink()) == (b"two\r\n", 0o640, True)
    assert names(tmp_path) == ["a.md", "link.md"]


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """What an editor has saved goes before what a command wanted."""
    path = tmp_path / "a.md"
    path.write_text("theirs", "utf-8")
    with pytest.raises(OriginalChanged, match="in the meantime"):
        replace_text(path, "mine", "new")
    assert (path.read_text("utf-8"), names(tmp_path)) == ("theirs", ["a.md"])


def test_a_change_during_the_writing_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last look is the one directly before the move."""
    path = tmp_path / "a.md"
    path.write_text("one", "utf-8")
    monkeypatch.setattr(originals, "sync", lambda _: path.write_text("theirs", "utf-8"))
    with pytest.raises(OriginalChanged):
        replace_text(path, "one", "two")
    assert (path.read_text("utf-8"), names(tmp_path)) == ("theirs", ["a.md"])


def test_the_same_text_is_not_written(tmp_path: Path) -> None:
    """A second run changes nothing, not even a time."""
    path = tmp_path / "a.md"
    path.write_text("one", "utf-8")
    before = path.stat()
    replace_text(path, "one", "one")
    assert path.stat() == before


def test_several_texts_are_replaced_all_or_none(tmp_path: Path) -> None:
    """One that was changed meanwhile takes the others back."""
    one, two = tmp_path / "a.md", tmp_path / "b.md"
    one.write_text("1", "utf-8")
    two.write_text("theirs", "utf-8")
    with pytest.raises(OriginalChanged):
        replace_texts({one: ("1", "2"), two: ("1", "2")})
    assert (one.read_text("utf-8"), two.read_text("utf-8")) == ("1", "theirs")
    replace_texts({one: ("1", "2"), two: ("theirs", "3")})
    assert (one.read_text("utf-8"), two.read_text("utf-8")) == ("2", "3")

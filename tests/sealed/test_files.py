"""Files that are written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.sealed.files import (
    clear_leftovers,
    find_work_tree,
    read_regular,
    read_secret_file,
    refuse_work_tree,
    replace_file,
    write_new,
)


def names(folder: Path) -> set[str]:
    """List a folder."""
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_mode_is_what_was_asked_for(tmp_path: Path, umask: int, mode: int) -> None:
    """Whatever the umask is."""
    before = os.umask(umask)
    try:
        replace_file(tmp_path / "key", b"one", mode)
        replace_file(tmp_path / "key", b"two", mode)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == mode
    assert (tmp_path / "key").read_bytes() == b"two"
    assert names(tmp_path) == {"key"}


def test_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no half of a new one."""

    def fail(_descriptor: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    replace_file(tmp_path / "key", b"old", 0o600)
    monkeypatch.setattr(os, "write", fail)
    with pytest.raises(OSError, match="No space"):
        replace_file(tmp_path / "key", b"new", 0o600)
    assert (tmp_path / "key").read_bytes() == b"old"
    assert names(tmp_path) == {"key"}


def test_short_writes_are_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system may take less than it is given."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data)[:3]))
    write_new(tmp_path / "key", b"0123456789", 0o600)
    assert (tmp_path / "key").read_bytes() == b"0123456789"


def test_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    """Not even through a link that leads to nothing."""
    (tmp_path / "there").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("there", "link"):
        with pytest.raises(FileExistsError):
            write_new(tmp_path / name, b"new", 0o600)
    assert names(tmp_path) == {"there", "link"}


def test_leftovers_of_one_file_are_removed(tmp_path: Path) -> None:
    """And of no other."""
    for name in (".a.json.00ff.tmp", ".b.json.00ff.tmp", "a.json", "a.json.1"):
        (tmp_path / name).touch()
    clear_leftovers(tmp_path, "a.json")
    assert names(tmp_path) == {".b.json.00ff.tmp", "a.json", "a.json.1"}


def test_only_files_are_read(tmp_path: Path) -> None:
    """No link is followed, no pipe waited for, and nothing without end is read."""
    (tmp_path / "file").write_bytes(b"12345")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    assert read_regular(tmp_path / "file", 5, "file") == b"12345"
    for name, why in (("link", "symbolic link"), ("pipe", "not a regular file"), (".", "not a regular file")):
        with pytest.raises(GeneratorError, match=why):
            read_regular(tmp_path / name, 5, name)
    with pytest.raises(GeneratorError, match="is larger than"):
        read_regular(tmp_path / "file", 4, "file")
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "missing", 4, "missing")


def test_secrets_are_not_read_from_a_repository(tmp_path: Path) -> None:
    """Nor written into one; through a link as little as directly, and its own folder counts as well."""
    site = tmp_path / "site"
    (site / ".git" / "deep").mkdir(parents=True)
    (site / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (site / "fields.yaml").write_text("name: Ada\n")
    (tmp_path / "link.yaml").symlink_to(site / "fields.yaml")
    (tmp_path / "folder").symlink_to(site)
    (tmp_path / "fields.yaml").write_text("name: Ada\n")
    for path in (
        *(site / "fields.yaml", site / "new" / "fields.yaml", site / ".git" / "deep" / "fields.yaml"),
        *(tmp_path / "link.yaml", tmp_path / "folder" / "fields.yaml"),
    ):
        with pytest.raises(GeneratorError, match="is inside a git repository, and it shows"):
            refuse_work_tree(path, "it shows")
        with pytest.raises(GeneratorError, match="is inside a git repository"):
            read_secret_file(path, 100)
    assert read_secret_file(tmp_path / "fields.yaml", 100) == b"name: Ada\n"
    assert find_work_tree(tmp_path) is None

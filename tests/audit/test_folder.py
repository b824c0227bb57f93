"""A folder as the file system has it."""

from pathlib import Path

from generator.audit.folder import list_folder, read_bytes


def test_everything_is_listed_by_path(tmp_path: Path) -> None:
    """Folders, files and links, and nothing that a link leads to."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").write_bytes(b"12")
    (tmp_path / "a").symlink_to("b")
    seen = list_folder(tmp_path)
    assert [(each.path, each.is_folder, each.is_file) for each in seen] == [
        ("a", False, False),
        ("b", True, False),
        ("b/c", False, True),
    ]
    assert (seen[2].size_bytes, read_bytes(tmp_path, "b/c")) == (2, b"12")

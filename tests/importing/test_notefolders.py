"""Folders of notes on the disk."""

from pathlib import Path

import pytest

from generator.importing.notefolders import import_notes
from tests.importing.samples import FOLDERS, PIXEL, texts, told, write_folder
from tests.site.space import SiteSpace


@pytest.mark.parametrize("kind", FOLDERS)
def test_the_disk_gives_what_the_values_give(tmp_path: Path, kind: str) -> None:
    """The kind is found out; what is to be copied is named by its whole path, and nothing is written."""
    root = write_folder(tmp_path / "notes", FOLDERS[kind])
    if kind == "obsidian":
        (root / ".obsidian").mkdir()
        (root / ".obsidian" / "CANARY.md").write_text("CANARY", encoding="utf-8")
    before = sorted(root.rglob("*"))
    result = import_notes(root, label="my/notes")
    assert result == import_notes(root, label="my/notes/", kind=kind)
    assert all(file.source.startswith("my/notes/") for file in result.files)
    assert all(Path(copy.source).is_relative_to(root) for copy in result.copies)
    assert {Path(copy.source).read_bytes() for copy in result.copies if copy.path.endswith(".png")} == {PIXEL}
    assert [file.path for file in result.files if "CANARY.md" in file.path] == []
    assert sorted(root.rglob("*")) == before


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    """And keeps no other note from being imported."""
    (tmp_path / "bad.md").write_bytes(b"a\n\xff\n")
    (tmp_path / "good.md").write_text("# Good\n", encoding="utf-8")
    (tmp_path / "long.md").write_bytes(b"a" * (2 * 1024 * 1024 + 1))
    (tmp_path / "link.md").symlink_to("good.md")
    result = import_notes(tmp_path, label="")
    assert [file.path for file in result.files] == ["content/entries/good.md"]
    assert told(result) == [
        "bad.md:2: the byte 0xFF is not UTF-8 text",
        "link.md:0: is a symbolic link, which is not followed",
        "long.md:0: has more than the 2,097,152 bytes that a note may have",
    ]


def test_what_tools_have_made_is_passed_over(tmp_path: Path) -> None:
    """Jekyll's output and Hugo's are no notes; a folder of that name elsewhere may be."""
    for path in ("_config.yml", "_site/a.md", "vendor/b.md", "_posts/2020-01-02-c.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("---\ntitle: x\n---\n", encoding="utf-8")
    assert [file.path for file in import_notes(tmp_path, label="").files] == ["content/entries/2020-01-02-c.md"]
    assert len(import_notes(tmp_path, label="", kind="markdown").files) == 3


def test_git_is_asked_for_dates_if_that_is_wanted(tmp_path: Path) -> None:
    """Of the folder that the notes are from; one without a history is told."""
    space = SiteSpace(tmp_path / "notes", "== a.md ==\n# A\n")
    told_before = told(import_notes(space.root, label="", with_history=True))
    assert told_before == [":0: git knows nothing of this folder, so no dates come from there"]
    space.run("git", "init", "-q")
    space.run("git", "add", ".")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = space.run("git", *who, "commit", "-qm", "x", "--date", "2019-05-06T07:08:09+0200")
    assert done.code == 0, done.err
    result = import_notes(space.root, label="", with_history=True)
    assert texts(result) == {
        "content/entries/a.md": "---\ndate: 2019-05-06 07:08:09+02:00\nupdated: 2019-05-06 07:08:09+02:00\n---\n# A\n"
    }
    assert texts(import_notes(space.root, label="")) == {"content/entries/a.md": "# A\n"}

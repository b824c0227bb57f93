"""Folders of notes on the disk."""

import shutil
from pathlib import Path

import pytest

from generator.importing.notefolders import import_notes
from tests.importing.samples import FOLDERS, PIXEL, texts, told, write_folder
from tests.importing.test_texts import CORPORA
from tests.site.space import SiteSpace
from tests.site.test_corpora import NOTES


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
    result = import_notes(tmp_path, label="")
    assert [file.path for file in result.files] == ["content/entries/2020-01-02-c.md"]
    # The settings; those that are passed over are not counted.
    assert "1 file that no note refers to: not imported" in result.notes
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


def test_a_site_is_no_note_of_its_own(tmp_path: Path) -> None:
    """Kept among the notes it is passed over; named itself it is refused."""
    notes = SiteSpace(tmp_path, "== a.md ==\nWords.\n== site/site.yaml ==\n== site/content/entries/b.md ==\nWords.\n")
    site = notes.root / "site"
    result = import_notes(notes.root, label="..", site=site)
    assert [file.path for file in result.files] == ["content/entries/a.md"]
    for folder in (site, site / "content" / "entries"):
        refused = import_notes(folder, label="here", site=site)
        assert refused.files == ()
        assert [problem.message for problem in refused.problems] == ["is this site itself, or a part of it"]


@pytest.mark.parametrize("kind", FOLDERS)
def test_notes_that_nobody_prepared_become_a_journal(tmp_path: Path, kind: str) -> None:
    """In any spelling and of any content, and whatever they are taken for."""
    notes = SiteSpace(tmp_path / "notes")
    for name, text in NOTES.items():
        notes.write(name, text)
    result = import_notes(notes.root, label="", kind=kind)
    site = SiteSpace(tmp_path / "site", "== site.yaml ==\ngit_dates: false\n")
    for file in result.files:
        site.write(file.path, file.text)
    built = site.build()
    assert built.is_published, built.problems
    if kind in {"markdown", "obsidian"}:
        markdown = {name for name in NOTES if name.lower().endswith(".md")}
        assert {file.source for file in result.files} == markdown
        unchanged = {file.source for file in result.files if file.text == NOTES[file.source]}
        # Not kept are a mark of the order of bytes, line ends of other systems, and a link from the root.
        assert markdown - unchanged <= {"bom.md", "crlf.md", "old-mac.md", "control.md", "flask/first_steps.md"}


@pytest.mark.nightly
def test_a_journal_of_others_is_imported_whole(tmp_path: Path) -> None:
    """1,873 real notes: each is an entry to the byte, but for the few with links that lead nowhere on GitHub as well."""
    archive = CORPORA / "jbranchaud-til.tar.xz"
    if not archive.is_file():
        pytest.skip("the corpora are not here")
    shutil.unpack_archive(archive, tmp_path, filter="data")
    root = tmp_path / "jbranchaud-til"
    result = import_notes(root, label="")
    assert len(result.files) == len(list(root.rglob("*.md"))) - 1
    site = SiteSpace(tmp_path / "site", "== site.yaml ==\ngit_dates: false\n")
    for file in result.files:
        site.write(file.path, file.text)
    built = site.build()
    assert built.is_published, built.problems
    same = [file for file in result.files if file.text == (root / file.source).read_text(encoding="utf-8")]
    assert len(result.files) - len(same) < 30
    assert not [file for file in result.files if file.text.startswith("---\n")]
    entries = {path for path in site.outputs() if path.endswith("/index.html")}
    assert len(entries) >= len(result.files)

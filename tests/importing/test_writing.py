"""What is new is written; nothing is written over."""

from pathlib import Path

from generator.errors import SitePath, format_problem
from generator.importing.results import ImportCopy, ImportFile, ImportResult
from generator.importing.writing import Standing, find_conflicts, plan_import, write_import


def make(path: str, text: str = "new\n") -> ImportFile:
    """Make a file to be written."""
    return ImportFile(SitePath(path), text, "README.md", "page")


def test_files_are_compared_with_the_site(tmp_path: Path) -> None:
    """New, the same, or something else: also a folder, a file where a folder is to be, and a link."""
    (tmp_path / "content" / "folder.md").mkdir(parents=True)
    (tmp_path / "content" / "same.md").write_text("new\n")
    (tmp_path / "content" / "other.md").write_text("old\n")
    (tmp_path / "content" / "link.md").symlink_to("same.md")
    (tmp_path / "content" / "out").symlink_to(tmp_path.parent)
    names = ["same.md", "other.md", "new/a.md", "folder.md", "same.md/a.md", "link.md", "out/a.md"]
    planned = plan_import(tmp_path, ImportResult(tuple(make(f"content/{name}") for name in names)))
    assert [item.standing for item in planned] == [Standing.SAME, Standing.OTHER, Standing.NEW, *[Standing.OTHER] * 4]
    assert format_problem(find_conflicts(planned)[0]).split("\n")[0] == (
        "content/other.md: error: is there already, and is not what README.md becomes"
    )


def test_only_what_is_new_is_written(tmp_path: Path) -> None:
    """With pictures and the like to the byte; a second time there is nothing to do."""
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\xff\x00")
    result = ImportResult((make("content/a.md"),), (ImportCopy(SitePath("content/a.png"), str(picture)),))
    write_import(tmp_path, plan_import(tmp_path, result))
    assert (tmp_path / "content" / "a.md").read_text() == "new\n"
    assert (tmp_path / "content" / "a.png").read_bytes() == b"\xff\x00"
    again = plan_import(tmp_path, result)
    assert {item.standing for item in again} == {Standing.SAME}
    before = (tmp_path / "content" / "a.md").stat().st_mtime_ns
    write_import(tmp_path, again)
    assert (tmp_path / "content" / "a.md").stat().st_mtime_ns == before

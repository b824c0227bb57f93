"""Sources as they are named, read and put together."""

from pathlib import Path

import pytest

from generator.errors import format_problem
from generator.importing.gathering import ImportOptions, gather_import
from generator.importing.results import ImportResult
from tests.sources.repositories import Repository

DAY = 86_400


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty site, which is the present folder."""
    root = tmp_path / "site"
    root.mkdir()
    (root / "site.yaml").write_text('timezone: Europe/Berlin\nnow_marker: "<=="\n')
    monkeypatch.chdir(root)
    return root


def gather(root: Path, *names: str, with_history: bool = False) -> ImportResult:
    """Gather sources by their names."""
    return gather_import(root, [Path(name) for name in names], ImportOptions(with_history=with_history))


def test_each_source_is_read_for_what_it_is(root: Path) -> None:
    """A README, a log, and things to do; one that is named twice is read once."""
    Path("README.md").write_text("# Ops\n\n- [ ] Docker <==\n")
    Path("log.md").write_text("# Log\n\n## 2020-01-02 One\n\nA.\n")
    Path("TODO.md").write_text("- [ ] secret\n")
    result = gather(root, "README.md", "log.md", "TODO.md", "README.md")
    assert {file.path: file.summary for file in result.files} == {
        "content/todo.md": "1 line, never published",
        "content/checklists/ops.yaml": "1 skill, now: Docker",
        "content/log.md": "1 entry",
    }
    assert (result.left_out, result.problems) == ((), ())


def test_what_is_no_markdown_is_an_error(root: Path) -> None:
    """And so is what is no text."""
    Path("a.png").write_bytes(b"x")
    Path("b.md").write_bytes(b"\xff")
    assert [format_problem(problem).split("\n")[0] for problem in gather(root, "a.png", "b.md").problems] == [
        "a.png: error: this is no Markdown",
        "b.md:1:1: error: the byte 0xFF is not UTF-8 text",
    ]


def test_a_skill_that_the_site_has_in_another_state_gets_another_id(root: Path) -> None:
    """The file that an earlier import wrote is not another checklist."""
    folder = root / "content" / "checklists"
    folder.mkdir(parents=True)
    (folder / "web.yaml").write_text("skills:\n- id: web\n  skills:\n  - {id: docker, state: learning}\n")
    Path("README.md").write_text("# Ops\n\n- [x] Docker\n")
    (file,) = gather(root, "README.md").files
    assert "id: ops-docker" in file.text
    (root / file.path).write_text(file.text)
    assert gather(root, "README.md").files == (file,)


def test_ticks_and_years_are_dated_by_git(root: Path) -> None:
    """Ticks where that is asked for; a year only git can tell is asked for anyway."""
    repository = Repository(root)
    log = "\n## Day 1: January 4\n\nA.\n"
    repository.commit({"README.md": "# Ops\n- [ ] Docker\n"}, 1_577_800_000)
    repository.commit({"README.md": f"# Ops\n- [x] Docker\n{log}"}, 1_578_200_000)
    Path("README.md").write_text(f"# Ops\n- [x] Docker\n{log}")
    plain, dated = gather(root, "README.md"), gather(root, "README.md", with_history=True)
    assert [file.text for file in plain.files if file.kind == "log"] == ["## Day 1: January 4, 2020\n\nA.\n"]
    assert "done: true" in plain.files[0].text
    assert "done: 2020-01-05" in dated.files[0].text
    assert dated.notes == ("README.md: 1 of 1 skills are dated by 2 versions in git",)


def test_ticks_without_a_history_say_so(root: Path) -> None:
    """And stay undated."""
    Path("README.md").write_text("# Ops\n- [x] Docker\n")
    (told,) = gather(root, "README.md", with_history=True).left_out
    assert (told.line, told.reason) == (
        0, "its ticks are not dated: it is in no git repository, or never was committed",
    )  # fmt: skip


def test_pictures_go_where_their_links_lead(root: Path) -> None:
    """Beside the page or the log that shows them, if they are there."""
    Path("img").mkdir()
    Path("img/a.png").write_bytes(b"a")
    Path("README.md").write_text("![a](img/a.png) ![b](img/b.png)\n\n## 2020-01-02 One\n\n![a](img/a.png)\n")
    copies = gather(root, "README.md").copies
    assert [copy.path for copy in copies] == ["content/pages/img/a.png", "content/img/a.png"]
    assert {copy.source for copy in copies} == {str(root.resolve() / "img" / "a.png")}


@pytest.mark.parametrize("field", ["private", "draft"])
def test_a_private_file_is_not_imported(root: Path, field: str) -> None:
    """What its author keeps back is on no page, and in no checklist."""
    Path("notes.md").write_text(f"---\n{field}: true\n---\n\n# Ops\n\n- [x] Docker\n\nSecret.\n")
    result = gather(root, "notes.md")
    assert (result.files, [line.line for line in result.left_out]) == ((), [0])


def test_a_folder_is_one_of_notes(root: Path) -> None:
    """Its importer is another one."""
    Path("notes").mkdir()
    Path("notes/one.md").write_text("# One\n\nWords.\n")
    assert [file.kind for file in gather(root, "notes").files] == ["entry"]

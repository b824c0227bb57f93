"""`journal import`: a README becomes a journal."""

from pathlib import Path

from tests.importing.readmes import README, SEAL
from tests.importing.samples import OBSIDIAN, PIXEL, write_folder
from tests.site.space import SiteSpace

SHOWN = """\
would write content/checklists/ops.yaml: 2 skills, 1 done, now: Git (from README.md)
    - [x] 1 Docker
    - [ ] 2 Git <- now
would write content/pages/about.md: 3 words (from README.md)
    # Ops
    Words.
would write 2 files, 1 line not understood or left out; nothing was written: that takes --write
"""
TOLD = """\
README.md:7:1: warning: a task without words
    7 | - [ ]
      | ^^^^^
"""


def make(tmp_path: Path, readme: str) -> SiteSpace:
    """Make an empty site beside a README."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\ngit_dates: false\n")
    space.write("README.md", readme)
    return space


def test_dry_run_shows_the_result_and_what_was_not_understood(tmp_path: Path) -> None:
    """And writes nothing."""
    space = make(tmp_path, "# Ops\n\nWords.\n\n- [x] 1 Docker\n- [ ] 2 Git \u2b05\n- [ ]\n")
    before = space.states()
    ended = space.journal("import", "README.md")
    assert (ended.code, ended.out, ended.err) == (0, SHOWN, TOLD)
    assert space.states() == before


def test_import_is_written_once_and_builds(tmp_path: Path) -> None:
    """A second run changes nothing and says so; no page shows the sealed statement, and none lacks the sentence."""
    space = make(tmp_path, README)
    written = space.journal("import", "README.md", "--write")
    assert written.code == 0
    assert written.out.endswith("wrote 4 files, 6 lines not understood or left out\n")
    before = space.states("content")
    again = space.journal("import", "README.md", "--write")
    assert again.out.startswith("unchanged content/checklists/python-backend-engineer.yaml\n")
    assert again.out.endswith("nothing to do: all 4 files are there already, 6 lines not understood or left out\n")
    assert space.states("content") == before
    built = space.build()
    assert built.is_published, built.problems
    assert "is sealed; whoever has the key" in space.read("about/index.html")
    assert not [path for path in space.outputs() if SEAL in (space.public / path).read_text(errors="replace")]
    assert {"skills/flask/index.html", "log/2019-11-29-0033/index.html", "log/2019-12-06/index.html"} <= space.outputs()
    assert "<summary>Later" not in space.read("about/index.html")


def test_a_file_that_says_something_else_stays(tmp_path: Path) -> None:
    """It is named, and nothing at all is written."""
    space = make(tmp_path, "# Ops\n\nWords.\n\n- [x] 1 Docker\n")
    space.write("content/pages/about.md", "mine\n")
    ended = space.journal("import", "README.md", "--write")
    assert (ended.code, ended.err.split("\n")[0]) == (
        1,
        "content/pages/about.md: error: is there already, and is not what README.md becomes",
    )
    assert ended.out.endswith("1 error; nothing was written\n")
    assert "would write content/checklists/ops.yaml" in ended.out
    assert not (space.root / "content" / "checklists").exists()


def test_import_into_another_folder(tmp_path: Path) -> None:
    """The one that is named."""
    space = make(tmp_path, "# Ops\n\n- [x] 1 Docker\n")
    other = SiteSpace(tmp_path / "other", "== site.yaml ==\n\n")
    assert space.journal("import", "README.md", "--site", "../other", "--write").code == 0
    assert (other.root / "content" / "checklists" / "ops.yaml").is_file()


def test_nothing_to_import(tmp_path: Path) -> None:
    """An empty README, and a name that is none."""
    space = make(tmp_path, "\n")
    assert space.journal("import", "README.md").out == "there is nothing to import\n"
    assert space.journal("import", "nothing.md").code == 2


def test_a_folder_of_notes_is_imported_once_and_builds(tmp_path: Path) -> None:
    """A vault beside the site: shown, written, and then there is nothing more to do."""
    vault = write_folder(tmp_path / "vault", OBSIDIAN)
    (vault / ".obsidian").mkdir()
    site = SiteSpace(tmp_path / "site", "== site.yaml ==\ngit_dates: false\n")
    before = site.states()
    shown = site.journal("import", "../vault")
    assert shown.code == 0
    assert "would write content/entries/daily/2020-01-03.md: draft (from ../vault/daily/2020-01-03.md)" in shown.out
    assert "../vault/Start.md:11:1: warning: a comment is private, and left out" in shown.err
    assert "note: Obsidian: 5 entries; 2 are not published" in shown.out
    assert site.states() == before
    assert site.journal("import", "../vault", "--write").out.endswith(
        "wrote 7 files, 12 lines not understood or left out\n"
    )
    assert (site.root / "content/entries/files/point.png").read_bytes() == PIXEL
    written = site.states("content")
    again = site.journal("import", "../vault", "--write")
    assert again.out.endswith("nothing to do: all 7 files are there already, 12 lines not understood or left out\n")
    assert site.states("content") == written
    built = site.build()
    assert built.is_published, built.problems
    assert len(built.withheld) == 2


def test_the_kind_of_a_folder_may_be_said(tmp_path: Path) -> None:
    """Where what is in it says something else."""
    write_folder(tmp_path / "notes", "== a.md ==\n[[b]]\n== b.md ==\nWords.\n")
    site = SiteSpace(tmp_path / "site", "== site.yaml ==\n")
    assert "    [[b]]\n" in site.journal("import", "../notes").out
    assert "    [b](b.md)\n" in site.journal("import", "../notes", "--as", "obsidian").out
    assert site.journal("import", "../notes", "--as", "wiki").code == 2


def test_of_many_files_only_the_names_are_shown(tmp_path: Path) -> None:
    """Nobody reads how a thousand begin."""
    write_folder(tmp_path / "notes", "".join(f"== {number}.md ==\nWords {number}.\n" for number in range(25)))
    shown = SiteSpace(tmp_path / "site", "== site.yaml ==\n").journal("import", "../notes").out
    assert "would write content/entries/24.md (from ../notes/24.md)" in shown
    assert "Words" not in shown

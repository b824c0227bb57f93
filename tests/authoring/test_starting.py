"""A new journal: it builds, says what is true, and takes nobody's place."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from generator import __version__
from generator.authoring.starting import start_journal
from generator.errors import GeneratorError, format_problem
from generator.publish import originals
from tests.site.space import DATE, SiteSpace, list_files

FILES = {
    ".github/dependabot.yml",
    ".github/workflows/site.yml",
    ".gitignore",
    "README.md",
    "content/checklists/my-goal.yaml",
    "content/entries/first-entry.md",
    "site.yaml",
}


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody has set for git says nothing here."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


def begin(folder: Path) -> SiteSpace:
    """Begin a journal."""
    start_journal(folder, today=DATE, version="1.2.3")
    return SiteSpace(folder)


def refuse(folder: Path) -> str:
    """Say why none is begun."""
    with pytest.raises(GeneratorError) as caught:
        begin(folder)
    return "\n".join(map(format_problem, caught.value.problems))


def git(folder: Path, *arguments: str) -> str:
    """Ask git."""
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True, text=True).stdout


def test_it_has_what_a_journal_needs(tmp_path: Path) -> None:
    """In a folder that need not be there, with nothing left to fill in."""
    folder = tmp_path / "a" / "my-journal"
    started = start_journal(folder, today=DATE, version="1.2.3")
    assert {path for path in list_files(folder) if not path.startswith(".git/")} == FILES == set(started.paths)
    texts = {path: (folder / path).read_text("utf-8") for path in FILES}
    assert [path for path, text in texts.items() if re.search("@[A-Z]+@", text)] == []
    assert f"date: {DATE}\n" in texts["content/entries/first-entry.md"]


def test_it_builds_without_a_warning(tmp_path: Path) -> None:
    """With the strictest of builds, at the root and below a path, before its first commit and after it."""
    space = begin(tmp_path)
    assert space.build(is_strict=True).problems == ""
    space.run("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qam", "Begin")
    built = space.build(is_strict=True, base_url="https://example.org/my-journal", date=DATE)
    assert (built.is_published, built.problems, built.withheld) == (True, "", ())
    assert "first-entry/index.html" in space.outputs()
    assert "Git" in " ".join(space.parse("index.html").texts(".//h2") + space.parse("index.html").texts(".//a"))


def test_what_is_made_of_it_is_not_in_git(tmp_path: Path) -> None:
    """Neither the site nor what builds remember."""
    space = begin(tmp_path)
    space.build()
    assert git(tmp_path, "status", "--porcelain", "--untracked-files=all").split() == [
        word for path in sorted(FILES) for word in ("A", path)
    ]


def test_the_first_commit_is_prepared(tmp_path: Path) -> None:
    """On the branch that the workflow publishes."""
    begin(tmp_path)
    assert git(tmp_path, "symbolic-ref", "HEAD") == "refs/heads/main\n"
    workflow = yaml.safe_load((tmp_path / ".github/workflows/site.yml").read_text("utf-8"))
    assert workflow[True]["push"]["branches"] == ["main"]


def test_the_workflow_installs_the_version_that_began_it(tmp_path: Path) -> None:
    """So that no release changes a site that nobody touched."""
    start_journal(tmp_path, today=DATE, version=__version__)
    workflow = yaml.safe_load((tmp_path / ".github/workflows/site.yml").read_text("utf-8"))
    assert workflow["env"]["GENERATOR"] == f"learning-journal[search]=={__version__}"
    assert f'"learning-journal[search]=={__version__}"' in (tmp_path / "README.md").read_text("utf-8")


@pytest.mark.parametrize("path", sorted(FILES))
def test_nothing_is_written_over(tmp_path: Path, path: str) -> None:
    """One file is enough, and it is named; all else stays as it was."""
    space = SiteSpace(tmp_path)
    space.write(path, "mine")
    before = space.states()
    said = refuse(tmp_path)
    assert said == (
        f'error: {tmp_path}: "{path}" is in the way of a new journal\n  hint: name a new folder, or move that away'
    )
    assert space.states() == before


def test_what_is_no_folder_is_in_the_way(tmp_path: Path) -> None:
    """A link, too: it may lead out of the folder that was named."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = tmp_path / "journal"
    folder.mkdir()
    (folder / "content").symlink_to(elsewhere)
    (folder / ".github").write_text("", "utf-8")
    (folder / "site.yaml").symlink_to("nothing")
    assert '".github", "content", "site.yaml" are in the way' in refuse(folder)
    assert list(elsewhere.iterdir()) == []


def test_a_long_list_of_what_is_in_the_way_is_cut(tmp_path: Path) -> None:
    """Whoever runs the command twice sees five names."""
    begin(tmp_path)
    assert '"content/checklists/my-goal.yaml" and 2 more are in the way' in refuse(tmp_path)


def test_what_is_not_in_the_way_stays(tmp_path: Path) -> None:
    """A licence, say, of a repository that was made on GitHub."""
    space = SiteSpace(tmp_path)
    space.write("LICENSE", "MIT")
    space.write("content/entries/mine.md", "# Mine\n")
    begin(tmp_path)
    assert space.build(is_strict=True).problems == ""
    assert "mine/index.html" in space.outputs()


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half of a journal, and no folder that was not there."""
    write, count = originals.write_new, iter(range(9))

    def fail_late(path: Path, text: str) -> None:
        if next(count) == 5:
            raise OSError(28, "no space left on device", str(path))
        write(path, text)

    monkeypatch.setattr(originals, "write_new", fail_late)
    (tmp_path / "LICENSE").write_text("MIT", "utf-8")
    for folder in (tmp_path / "a" / "b", tmp_path):
        count = iter(range(9))
        with pytest.raises(OSError, match="no space"):
            begin(folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["LICENSE"]


def test_a_repository_stays_the_one_it_is(tmp_path: Path) -> None:
    """Of a clone nothing is prepared, and a folder in one becomes none."""
    git(tmp_path, "init", "-q")
    started = start_journal(tmp_path, today=DATE, version="1")
    assert (started.is_new_repository, started.repository, started.has_remote) == (False, str(tmp_path), False)
    assert git(tmp_path, "status", "--porcelain").startswith("??")
    git(tmp_path, "remote", "add", "origin", "https://github.com/you/it.git")
    started = start_journal(tmp_path / "inner", today=DATE, version="1")
    assert (started.repository, started.has_remote) == (str(tmp_path), True)
    assert not (tmp_path / "inner" / ".git").exists()


def test_without_git_there_is_a_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is only not in a repository."""
    monkeypatch.setenv("PATH", "/nowhere")
    started = start_journal(tmp_path, today=DATE, version="1")
    assert (started.has_git, started.is_new_repository) == (False, False)
    assert not (tmp_path / ".git").exists()
    assert SiteSpace(tmp_path).build(is_strict=True).problems == ""

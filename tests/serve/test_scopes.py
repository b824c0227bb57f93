"""Tests of which folders are watched, and which names matter."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.serve.batches import Area
from generator.serve.scopes import Scope, find_git, list_scopes

ONLY = ("site.yaml", "content", "templates")


def scopes_of(root: Path) -> dict[Area, list[Scope]]:
    """List the scopes of a site by area."""
    found: dict[Area, list[Scope]] = {}
    for scope in list_scopes(root, root / "package", root / "code", only=ONLY, skip={"content/out"}):
        found.setdefault(scope.area, []).append(scope)
    return found


def pick(accepts: object, paths: Sequence[str]) -> list[str]:
    """List the paths that are accepted."""
    assert callable(accepts)
    return [path for path in paths if accepts(path)]


def test_of_a_site_only_what_is_read_is_watched(tmp_path: Path) -> None:
    """Neither outputs nor caches nor what other programs keep beside it, however large."""
    (site,) = scopes_of(tmp_path)[Area.SITE]
    folders = ["content", "content/a", "content/a.b~", "templates"]
    others = ["public", ".cache", ".git", ".venv", "node_modules", "content/node_modules", "content/.obsidian"]
    assert pick(site.enters, [*folders, *others, "content/out"]) == folders


def test_of_a_site_only_names_that_are_read_matter(tmp_path: Path) -> None:
    """What editors leave beside a file is no reason to look."""
    (site,) = scopes_of(tmp_path)[Area.SITE]
    names = ["site.yaml", "content/a.md", "content/x.png", "templates/page.html"]
    others = ["README.md", "site.yaml~", "content/.a.md.swp", "content/4913", "content/#a.md#", "content/~$a.md"]
    assert pick(site.names, [*names, *others]) == names


def test_of_the_code_only_python_matters(tmp_path: Path) -> None:
    """What Python itself writes beside it would restart the server without end."""
    (code,) = scopes_of(tmp_path)[Area.CODE]
    assert pick(code.names, ["a.py", "a.pyc", "serve/a.py", ".#a.py", "a.py~", "assets/a.js"]) == ["a.py", "serve/a.py"]
    assert pick(code.enters, ["serve", "__pycache__", "serve/__pycache__"]) == ["serve"]


def test_without_git_there_is_nothing_of_it(tmp_path: Path) -> None:
    """Most journals begin without."""
    assert (find_git(tmp_path), Area.HEAD in scopes_of(tmp_path)) == ((), False)


def make_git(folder: Path) -> None:
    """Make what says that there is a repository."""
    (folder / "refs" / "heads").mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")


def test_of_git_only_the_head_and_branches_matter(tmp_path: Path) -> None:
    """Neither the objects nor the index, nor what is written beside a file before it takes its place."""
    make_git(tmp_path / ".git")
    (head,) = scopes_of(tmp_path)[Area.HEAD]
    assert head.top == tmp_path / ".git"
    names = ["HEAD", "packed-refs", "refs/heads/main", "refs/heads/a/b", "reftable/tables.list"]
    others = ["HEAD.lock", "refs/heads/main.lock", "index", "index.lock", "ORIG_HEAD", "refs/tags/v1"]
    assert pick(head.names, [*names, *others]) == names
    folders = ["refs", "refs/heads", "refs/heads/a", "reftable"]
    assert pick(head.enters, [*folders, "objects", "refs/tags", "refs/remotes", "worktrees", "logs"]) == folders


@pytest.mark.parametrize("common", ["../..", "{main}"])
def test_of_a_worktree_its_own_head_and_the_common_branches_matter(tmp_path: Path, common: str) -> None:
    """Git says where each lies, below or from the top."""
    main = tmp_path / "main" / ".git"
    own = main / "worktrees" / "tree"
    make_git(main)
    own.mkdir(parents=True)
    (own / "HEAD").write_text("ref: refs/heads/other\n", encoding="utf-8")
    (own / "commondir").write_text(common.format(main=main) + "\n", encoding="utf-8")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / ".git").write_text(f"gitdir: {own}\n", encoding="utf-8")
    assert [scope.top for scope in scopes_of(tmp_path / "tree")[Area.HEAD]] == [own, main]

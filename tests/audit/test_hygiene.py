"""What has no business on a site, known by its name or by the paths in it."""

import pytest

from generator.audit.hygiene import check_keys, check_names, check_paths


def say(*paths: str) -> list[str]:
    """Say which names are told, and what is said."""
    return [f"{each.path}: {each.message}" for each in check_names(paths)]


@pytest.mark.parametrize("path", ["a.html", ".nojekyll", ".well-known/security.txt", "a/todo/index.html", "tmp/x.css"])
def test_name_that_may_be_published(path: str) -> None:
    """Pages may be called like what must not be."""
    assert say(path) == []


@pytest.mark.parametrize(
    "path", ["a/TODO.md", "site.yaml", ".git", "a/.DS_Store", "x~", ".x.swp", "#x#", ".#x", "x.orig", "x.tmp", "x.pyc"]
)
def test_name_that_must_not_be_published(path: str) -> None:
    """Whatever its case, and wherever it is."""
    assert len(say(path)) == 1


def test_folder_is_told_once() -> None:
    """A repository has a thousand files."""
    assert say(".git", ".git/HEAD", ".git/refs/x", "node_modules/a/b") == [
        ".git: must not be published",
        "node_modules: must not be published",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see /home/juno/x", ["/home/juno"]),
        ("see /Users/juno/x and /Users/juno/y", ["/Users/juno"]),
        (r"see C:\Users\juno", [r"C:\Users\juno"]),
        (r"see C:\\Users\\juno", [r"C:\\Users\\juno"]),
        ("see /home/user/x, /home/runner/work, /Users/you", []),
        ("https://example.org/home/juno and ~/home/juno", []),
    ],
)
def test_home_folders_in_a_file(text: str, shown: list[str]) -> None:
    """Each once, and none that is nobody's or no folder at all."""
    found = list(check_paths(text.encode(), "a"))
    assert [text[each.start : each.start + each.length] for each in found] == shown


def test_own_path_is_an_error() -> None:
    """It is certain that nobody wrote it as an example."""
    found = list(check_paths("é /srv/me/journal".encode(), "a", (b"/srv/me",)))
    assert [(each.start, each.severity.value) for each in found] == [(2, "error")]


def test_secret_key_is_told_and_not_shown() -> None:
    """Whoever reads the log must not have it from there."""
    key = "AGE-SECRET-KEY-1" + "Q" * 58
    (found,) = check_keys(f"a {key}".encode(), "a.html")
    assert (found.path, found.start) == ("a.html", -1)
    assert "QQ" not in found.message + found.hint
    assert list(check_keys(b"AGE-SECRET-KEY-1...", "a.html")) == []

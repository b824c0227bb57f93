"""Tests of the way down a folder: which names are passed over, and one path looked at by itself."""

import os
from pathlib import Path

import pytest

from generator.errors import Problem, format_problem
from generator.sources.walking import Found, UnwantedError, is_skipped_name, walk_place, walk_root


def describe(found: Found | Problem) -> str:
    """Say what the walk came by."""
    return format_problem(found) if isinstance(found, Problem) else found.path


def walk_all(root: Path, *, skip: frozenset[str] = frozenset()) -> list[str]:
    """Say all that is found on the way through a folder."""
    return [describe(found) for found in walk_root(root, None, skip, lambda: True)]


def look_at(root: Path, path: str, *, skip: frozenset[str] = frozenset()) -> list[str]:
    """Say all that is found at one path."""
    return [describe(found) for found in walk_place(root, path, skip)]


@pytest.mark.parametrize(
    ("name", "is_folder", "is_skipped"),
    [
        ("a.md", False, False),
        ("4913", False, True),
        ("4913", True, False),
        ("a~", False, True),
        ("a~", True, False),
        ("node_modules", True, True),
        ("node_modules", False, False),
        (".git", True, True),
        ("#a", False, False),
    ],
)
def test_some_names_mean_another_thing_for_a_folder(name: str, is_folder: bool, is_skipped: bool) -> None:  # noqa: FBT001
    """A folder of the year 4913 was made on purpose; a file of that name is Vim's."""
    assert is_skipped_name(name, is_folder=is_folder) == is_skipped


def test_folders_nested_without_end_are_an_error(tmp_path: Path) -> None:
    """The walk holds a descriptor for each level, so there is a last one."""
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(101):
        os.mkdir("d", dir_fd=folder)
        deeper = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = deeper
    os.close(folder)
    message = f"{'/'.join(['d'] * 101)}: error: is nested more than 100 folders deep\n  hint: move it further up"
    assert walk_all(tmp_path) == [message]
    for depth in (1, 100, 101):
        assert look_at(tmp_path, "/".join(["d"] * depth)) == [message]


def test_a_walk_that_nobody_wants_ends_at_the_next_folder(tmp_path: Path) -> None:
    """A save that arrives meanwhile does not wait for the rest."""
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.md").touch()
    seen: list[str] = []
    with pytest.raises(UnwantedError):
        seen.extend(describe(found) for found in walk_root(tmp_path, None, frozenset(), lambda: len(seen) < 2))
    assert seen == ["a/x.md", "b/x.md"]


def test_a_path_is_looked_at_as_on_the_way_through(tmp_path: Path) -> None:
    """Files, folders, links and pipes are what they are there, too; what is gone is nothing."""
    (tmp_path / "a" / "sub").mkdir(parents=True)
    for name in ("a/x.md", "a/sub/y.md", "a/x.md~", "a/sub/.hidden"):
        (tmp_path / name).touch()
    (tmp_path / "a" / "link.md").symlink_to("x.md")
    os.mkfifo(tmp_path / "a" / "pipe.md")
    assert look_at(tmp_path, "a") == walk_all(tmp_path)
    places = {path: look_at(tmp_path, f"a/{path}") for path in ("sub", "x.md", "x.md~", "link.md", "pipe.md", "gone")}
    assert places == {
        "sub": ["a/sub/y.md"],
        "x.md": ["a/x.md"],
        "x.md~": [],
        "link.md": [
            "a/link.md: warning: is a symbolic link, which is not followed\n  hint: put the file itself in its place"
        ],
        "pipe.md": ["a/pipe.md: warning: is a named pipe, which is not read"],
        "gone": [],
    }
    assert look_at(tmp_path, "a", skip=frozenset({"a/sub", "a/link.md", "a/pipe.md"})) == ["a/x.md"]


@pytest.mark.parametrize("above", ["link", "file", "gone"])
def test_a_path_under_no_folder_is_refused(tmp_path: Path, above: str) -> None:
    """A link above it is not followed, wherever it leads."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x.md").touch()
    (tmp_path / "link").symlink_to("folder")
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match=above):
        look_at(tmp_path, f"{above}/x.md")


def test_the_descriptors_are_given_back(tmp_path: Path) -> None:
    """However the look ends."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "x.md").touch()
    before = len([*Path("/dev/fd").iterdir()])
    for path in ("a/b/x.md", "a/b", "a/gone"):
        look_at(tmp_path, path)
    with pytest.raises(OSError, match="gone"):
        look_at(tmp_path, "a/gone/x.md")
    next(walk_place(tmp_path, "a", frozenset()))
    assert len([*Path("/dev/fd").iterdir()]) == before

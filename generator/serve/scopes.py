"""Which folders are watched, and which names in them say that something changed.

Knows where a journal's files, the package's and git's lie; does not know how a folder is watched.

World: looks for the repository.
"""

from collections.abc import Callable, Collection
from pathlib import Path

import msgspec

from generator.serve.batches import Area
from generator.sources.git import find_git_folders
from generator.sources.walking import is_skipped_name


class Scope(msgspec.Struct, frozen=True):
    """A folder that is watched, with some of what is below it; all paths are below it, with `/` between their parts."""

    area: Area
    top: Path
    enters: Callable[[str], bool]
    """Whether a folder below it is watched; asked of a folder only if the one above it is."""
    names: Callable[[str], bool]
    """Whether a file in a watched folder matters."""


def list_scopes(
    root: Path, package_templates: Path, code: Path, *, only: Collection[str], skip: Collection[str]
) -> tuple[Scope, ...]:
    """List all that a preview server watches.

    Args:
        root: the site's folder.
        package_templates: the folder of the package's templates.
        code: the folder of the generator's own code.
        only: names in `root` that are read; the others are neither watched nor told of.
        skip: paths below `root` that are not read, such as the output folder.
    """
    skipped = frozenset(skip)

    def is_read(path: str, *, is_folder: bool) -> bool:
        return (
            path.partition("/")[0] in only
            and path not in skipped
            and not is_skipped_name(_name_of(path), is_folder=is_folder)
        )

    site = Scope(
        Area.SITE, root, lambda path: is_read(path, is_folder=True), lambda path: is_read(path, is_folder=False)
    )
    package = Scope(
        Area.PACKAGE, package_templates, _is_visible_folder, lambda path: not is_skipped_name(_name_of(path))
    )
    own = Scope(
        Area.CODE, code, _is_visible_folder, lambda path: path.endswith(".py") and not is_skipped_name(_name_of(path))
    )
    # A worktree's own folder has its HEAD, and the common one has the references; in a plain repository it is one.
    git = tuple(Scope(Area.HEAD, folder, _has_references, _is_reference) for folder in dict.fromkeys(find_git(root)))
    return site, package, own, *git


def find_git(root: Path) -> tuple[Path, ...]:
    """List the folders of git that say which commit is checked out, that with the index first."""
    return tuple(folder.resolve() for folder in find_git_folders(root) or ())


def _name_of(path: str) -> str:
    return path.rpartition("/")[2]


def _is_visible_folder(path: str) -> bool:
    return _name_of(path) != "__pycache__" and not is_skipped_name(_name_of(path), is_folder=True)


def _has_references(path: str) -> bool:
    return path in {"refs", "refs/heads", "reftable"} or path.startswith("refs/heads/")


def _is_reference(path: str) -> bool:
    # Git writes beside each file, into one that ends in ".lock", and moves that to its place.
    return (path in {"HEAD", "packed-refs"} or path.startswith(("refs/heads/", "reftable/"))) and not path.endswith(
        ".lock"
    )

"""Whole folders: listed, linked from, removed, forced onto the disk; and the hidden neighbours of the output folder.

World.
Does not know which files are ours, nor what is published; symbolic links are files here, and never followed.

Beside an output folder `public/` there may be:

    .public.journal             which files in it are ours; never inside it, where it would be published
    .public.journal-<pid>       the same, half-written
    .public.staging-<pid>-<x>   a site that is not published yet, or no longer
    .public.old-<pid>           only where folders cannot be exchanged, and only between two renames
"""

# ruff: noqa: PTH106, PTH108, PTH112, PTH114, PTH118, PTH208
# Paths are plain strings here: at ten thousand of them a build, a Path object costs more than the call it is made for.

import errno
import os
from collections.abc import Callable, Collection, Iterable

import msgspec

NO_LINKS = frozenset({errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""The file system has no hard links, or not this one: copy."""


class FolderTree(msgspec.Struct, frozen=True):
    """What a folder holds: files (whatever is not a folder), and folders, each before what is in it."""

    files: tuple[str, ...]
    folders: tuple[str, ...]


Link = Callable[[str, str], None]
"""Gives the file of the first path a second name."""


def link_files(source: str, target: str) -> None:
    """Give a file a second name; a symbolic link is not followed."""
    os.link(source, target, follow_symlinks=False)


def link_or_copy(source: str, target: str, link: Link) -> None:
    """Give a file a second name, or a copy under that name where there are no links."""
    try:
        link(source, target)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        import shutil  # noqa: PLC0415 rarely needed, and slow to load

        shutil.copy2(source, target, follow_symlinks=False)


def list_tree(root: str) -> FolderTree:
    """List all that a folder holds, or nothing where there is none; symbolic links count as files."""
    files: list[str] = []
    folders: list[str] = []
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(f"{root}/{folder}") as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(folder + entry.name)
                        pending.append(f"{folder}{entry.name}/")
                    else:
                        files.append(folder + entry.name)
        except FileNotFoundError:
            continue
    return FolderTree(tuple(files), tuple(folders))


def remove_tree(root: str) -> None:
    """Remove a folder with all that is in it, or a file; symbolic links are not followed."""
    if not os.path.lexists(root):
        return
    if os.path.islink(root) or not os.path.isdir(root):
        os.unlink(root)
        return
    tree = list_tree(root)
    for path in tree.files:
        os.unlink(f"{root}/{path}")
    for folder in reversed(tree.folders):
        os.rmdir(f"{root}/{folder}")
    os.rmdir(root)


def folders_of(paths: Iterable[str]) -> set[str]:
    """Give all folders that the files are in, without the outermost."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def beside(out: str, suffix: str) -> str:
    """Name a hidden neighbour of the output folder."""
    folder, name = os.path.split(out)
    return os.path.join(folder, f".{name}{suffix}")


def list_beside(out: str, suffixes: tuple[str, ...]) -> list[str]:
    """Find the hidden neighbours of the output folder whose names go on like this."""
    folder, name = os.path.split(out)
    starts = tuple(f".{name}{suffix}" for suffix in suffixes)
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    return [os.path.join(folder, found) for found in sorted(names) if found.startswith(starts)]


def sync_tree(root: str, paths: Collection[str]) -> None:
    """Wait until the disk has these files below a folder, with all folders that they are in."""
    for path in (*paths, *folders_of(paths), ""):
        sync(f"{root}/{path}")


def sync(path: str) -> None:
    """Wait until the disk has a file, or a folder's list of names."""
    reader = os.open(path, os.O_RDONLY | flag("O_CLOEXEC"))
    try:
        os.fsync(reader)
    finally:
        os.close(reader)


def flag(name: str) -> int:
    """Give a flag of `os.open`; 0 on systems that have no such thing."""
    value: int = getattr(os, name, 0)
    return value

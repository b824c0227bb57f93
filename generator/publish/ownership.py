"""What in the output folder is ours: written down beside it, checked before a build, removed by `journal clean`.

World.
Does not know how files come into the folder.
Nothing is overwritten or deleted that the list does not name.
"""

# ruff: noqa: PTH100, PTH105, PTH106, PTH108, PTH112, PTH114, PTH118, PTH119, PTH120
# Paths are plain strings here: at ten thousand of them a build, a Path object costs more than the call it is made for.

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from generator.digest import Digest
from generator.errors import Problem, SitePath
from generator.publish.folders import FolderTree, beside, folders_of, list_beside, list_tree, remove_tree, sync
from generator.publish.swap import repair

_SHOWN_PATHS = 3


class OutputFile(msgspec.Struct, frozen=True, array_like=True):
    """What we know of a file that we published, so that a look at the disk tells whether it is still the same."""

    path: SitePath
    digest: Digest
    size_bytes: int
    mtime_ns: int
    inode: int


class _Ownership(msgspec.Struct, frozen=True):
    """The text of the file beside the output folder."""

    version: int
    owned: tuple[SitePath, ...]


def read_owned(out_dir: Path) -> frozenset[SitePath] | None:
    """Say which files of the output folder are ours; None where nothing says so, or nothing that can be read."""
    try:
        data = _read_bytes(beside(os.path.abspath(out_dir), ".journal"))
        ownership = msgspec.json.decode(data or b"", type=_Ownership)
    except (OSError, msgspec.DecodeError):
        return None
    return frozenset(ownership.owned) if ownership.version == 1 else None


def write_owned(out: str, owned: frozenset[SitePath], *, durable: bool) -> None:
    """Write down which files are ours, unless that is what stands there; `out` is absolute."""
    data = msgspec.json.encode(_Ownership(1, tuple(sorted(owned))))
    path = beside(out, ".journal")
    if _read_bytes(path) == data:
        return
    temporary = f"{path}-{os.getpid()}"
    try:
        Path(temporary).write_bytes(data)
        if durable:
            sync(temporary)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def find_damaged(out_dir: Path, files: Iterable[OutputFile]) -> set[SitePath]:
    """Pick the files that are gone, or no longer as we left them; reads no file and no folder."""
    return set(_iterate_damaged(out_dir, files))


def is_intact(out_dir: Path, files: Iterable[OutputFile]) -> bool:
    """Say whether all files are as we left them."""
    return next(_iterate_damaged(out_dir, files), None) is None


def check_output_folder(out_dir: Path, wanted: Iterable[SitePath], *, site_dir: Path) -> tuple[Problem, ...]:
    """See that publishing here can neither overwrite nor delete what somebody else wrote.

    Args:
        out_dir: the output folder, there or not.
        wanted: all files that the site will have.
        site_dir: the folder of `site.yaml`.
    """
    out = os.path.abspath(out_dir)
    site = os.path.realpath(site_dir)
    plain = os.path.join(os.path.realpath(os.path.dirname(out)), os.path.basename(out))
    shown = os.path.relpath(plain, site) if _is_within(plain, site) else out
    problem = _check_place(out, site, shown)
    if problem is not None:
        return (problem,)
    if not os.path.lexists(out):
        return ()
    taken = _find_taken(out, wanted, read_owned(out_dir) or frozenset())
    if not taken:
        return ()
    names = ", ".join(f'"{path}"' for path in taken[:_SHOWN_PATHS])
    rest = f" and {len(taken) - _SHOWN_PATHS} more" if len(taken) > _SHOWN_PATHS else ""
    return (
        Problem(
            f'"{shown}/" holds files this tool did not write: {names}{rest}',
            hint="move the folder away, or choose another --output",
        ),
    )


def clear_leftovers(out_dir: Path) -> None:
    """Remove what killed builds left beside the output folder; to be called with the lock held."""
    repair(out_dir)
    out = os.path.abspath(out_dir)
    for leftover in list_beside(out, (".staging-", ".old-", ".journal-")):
        # What cannot be removed is in nobody's way.
        with contextlib.suppress(OSError):
            remove_tree(leftover)


def remove_output(out_dir: Path) -> int:
    """Remove our files, the folders that are empty then, and the list of what is ours; count the files.

    What others wrote stays, and so do the folders that hold it.
    """
    out = os.path.abspath(out_dir)
    owned = read_owned(out_dir)
    if owned is None:
        return 0
    tree = FolderTree((), ()) if os.path.islink(out) else list_tree(out)
    ours = [path for path in tree.files if path in owned]
    for path in ours:
        os.unlink(f"{out}/{path}")
    known = folders_of(owned)
    for folder in (*(folder for folder in reversed(tree.folders) if folder in known), ""):
        # Not empty: it holds what is not ours, or is a link to a folder.
        with contextlib.suppress(OSError):
            os.rmdir(f"{out}/{folder}".rstrip("/"))
    os.unlink(beside(out, ".journal"))
    return len(ours)


def _find_taken(out: str, wanted: Iterable[SitePath], owned: frozenset[SitePath]) -> list[str]:
    """Find what others have put where the site wants a file or a folder."""
    new = frozenset(wanted) - owned
    known = folders_of(owned) if new else set()
    taken: set[str] = {path for path in new if path not in known and os.path.lexists(f"{out}/{path}")}
    for folder in folders_of(new):
        place = f"{out}/{folder}"
        if folder not in owned and os.path.lexists(place) and (os.path.islink(place) or not os.path.isdir(place)):
            taken.add(folder)
    return sorted(taken)


def _check_place(out: str, site: str, shown: str) -> Problem | None:
    elsewhere = "choose a folder of its own, such as --output public"
    if os.path.islink(out):
        return Problem(f'the output "{shown}" is a symbolic link', hint="name the folder itself with --output")
    if os.path.lexists(out) and not os.path.isdir(out):
        return Problem(f'the output "{shown}" is a file', hint="move it away, or choose another --output")
    real = os.path.realpath(out)
    if _is_within(site, real):
        return Problem(f'the output "{shown}" holds the site itself', hint=elsewhere)
    for name in ("content", "templates"):
        if _is_within(real, os.path.realpath(f"{site}/{name}")):
            return Problem(f'the output "{shown}" is inside "{name}/"', hint=elsewhere)
    return None


def _is_within(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith(outer.rstrip("/") + "/")


def _iterate_damaged(out_dir: Path, files: Iterable[OutputFile]) -> Iterator[SitePath]:
    out = f"{out_dir}/"
    look = os.lstat
    for file in files:
        try:
            state = look(out + file.path)
        except OSError:
            yield file.path
            continue
        if state.st_mtime_ns != file.mtime_ns or state.st_size != file.size_bytes or state.st_ino != file.inode:
            yield file.path


def _read_bytes(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return None

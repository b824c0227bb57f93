"""A directory read again with the last reading in hand: whole, or only where somebody says that it changed.

Gives what `read_tree` gives, and where nothing changed the very same objects.
Does not know who says so, nor why.

World: reads files and the clock.
"""

import time
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from itertools import accumulate
from operator import attrgetter
from pathlib import Path

import msgspec

from generator.errors import Problem, SitePath, sort_problems
from generator.sources.tree import SourceFile, SourceTree, TreeMemory, TreeReading, gather, trust
from generator.sources.walking import UNSPEAKABLE, UnwantedError, is_skipped_name, walk_place, walk_root

_PATH = attrgetter("path")

_FEW = 20
_FEW_OF = 10
"""A place costs what eight files of a full reading cost: from a tenth of the files on, all are read."""


class _Edit(msgspec.Struct, frozen=True):
    """Which of the last reading's files have others in their place."""

    order: str
    """Sorts edits as the files are sorted: the path of a file, or that of a folder with a slash."""
    span: slice
    files: tuple[SourceFile, ...]


def read_tree_again(
    root: Path,
    last: TreeReading,
    *,
    only: Collection[str] | None = None,
    skip: Collection[str] = (),
    is_wanted: Callable[[], bool] = lambda: True,
) -> TreeReading | None:
    """Read the whole directory as `read_tree` does; what is as it was in `last` is the same object.

    Args:
        root: the folder, as for `read_tree`.
        last: the last reading of the same folder, with the same `only` and `skip`.
        only: as for `read_tree`.
        skip: as for `read_tree`.
        is_wanted: asked once a folder; as soon as it says no, the reading ends and gives nothing.

    Raises:
        OSError: as `read_tree`.
    """
    started_ns = time.time_ns()
    walk = walk_root(root, only, frozenset(skip), is_wanted)
    try:
        gathered = gather(walk, last.tree.by_path, trust(last.memory, started_ns))
    except UnwantedError:
        return None
    files = gathered.files
    # Equal files are the same objects, so this compares identities only.
    tree = last.tree if files == last.tree.files else SourceTree(files)
    return TreeReading(tree, TreeMemory(started_ns, tree.files), _same(gathered.problems, last), gathered.fresh)


def read_again(
    root: Path,
    last: TreeReading,
    dirty: Collection[str],
    *,
    only: Collection[str] | None = None,
    skip: Collection[str] = (),
) -> TreeReading:
    """Give what `read_tree` would give now, if nothing but the `dirty` paths and what is below them has changed.

    Costs in proportion to what is dirty, not to the directory.

    Args:
        root: the folder, as for `read_tree`.
        last: the last reading of the same folder, with the same `only` and `skip`.
        dirty: paths below `root` with `/` between their parts; each may be a file, a folder, or gone.
        only: as for `read_tree`.
        skip: as for `read_tree`.

    Raises:
        OSError: as `read_tree`.
    """
    places = _place(last, dirty, only, frozenset(skip))
    if places is not None:
        try:
            return _read_places(root, last, places, frozenset(skip))
        except OSError:
            # Something above a place is not what it was, and nobody has said so yet.
            pass
    reading = read_tree_again(root, last, only=only, skip=skip)
    assert reading is not None
    return reading


def _read_places(root: Path, last: TreeReading, places: Collection[str], skip: frozenset[str]) -> TreeReading:
    trusted_until_ns = trust(last.memory, time.time_ns())
    files = last.tree.files
    edits: list[_Edit] = []
    problems = [problem for problem in last.problems if not _is_within(_path_of(problem), places)]
    fresh: dict[SitePath, bytes] = {}
    for place in places:
        # A file and a folder of one name are never both there, but one may have become the other.
        as_file, as_folder = _find_file(files, place), _find_below(files, place)
        known = {file.path: file for file in files[as_file] + files[as_folder]}
        gathered = gather(walk_place(root, place, skip), known, trusted_until_ns)
        is_file = bool(gathered.files) and gathered.files[0].path == place
        for order, span, is_there in ((place, as_file, is_file), (place + "/", as_folder, not is_file)):
            found = gathered.files if is_there else ()
            if files[span] != found:
                edits.append(_Edit(order, span, found))
        problems += gathered.problems
        fresh |= gathered.fresh
    same = _same(sort_problems(problems), last)
    if not edits:
        return TreeReading(last.tree, last.memory, same, fresh)
    ordered = _apply(files, sorted(edits, key=attrgetter("order")))
    # The old beginning: files that were too young to be trusted then have not been looked at since.
    return TreeReading(SourceTree(ordered), TreeMemory(last.memory.started_ns, ordered), same, fresh)


def _apply(files: tuple[SourceFile, ...], edits: Sequence[_Edit]) -> tuple[SourceFile, ...]:
    parts: list[SourceFile] = []
    end = 0
    for edit in edits:
        parts += files[end : edit.span.start]
        parts += edit.files
        end = edit.span.stop
    parts += files[end:]
    return tuple(parts)


def _find_file(files: tuple[SourceFile, ...], path: str) -> slice:
    start = bisect_left(files, path, key=_PATH)
    return slice(start, start + (start < len(files) and files[start].path == path))


def _find_below(files: tuple[SourceFile, ...], folder: str) -> slice:
    # "0" is what follows "/" in the order of characters.
    return slice(bisect_left(files, folder + "/", key=_PATH), bisect_left(files, folder + "0", key=_PATH))


def _place(
    last: TreeReading, dirty: Collection[str], only: Collection[str] | None, skip: frozenset[str]
) -> Collection[str] | None:
    """Choose the paths to look at, none below another; nothing if all must be looked at."""
    chosen: set[str] = set()
    for path in dirty:
        if not _is_plain(path):
            return None
        place = _widen(last.tree, path, only, skip)
        if place is not None:
            chosen.add(place)
    places = [place for place in chosen if not any(folder in chosen for folder in _list_folders(place))]
    return places if len(places) <= _FEW + len(last.tree.files) // _FEW_OF else None


def _widen(tree: SourceTree, path: str, only: Collection[str] | None, skip: frozenset[str]) -> str | None:
    """Find the uppermost folder above a path of which nothing was known; nothing if nobody looks there.

    It may be new and have more in it than anybody said, or have been a file or a link.
    """
    if only is not None and path.partition("/")[0] not in only:
        return None
    for folder in _list_folders(path):
        if folder in skip or is_skipped_name(folder.rpartition("/")[2], is_folder=True):
            return None
        span = _find_below(tree.files, folder)
        if span.start == span.stop:
            return folder
    return path


def _list_folders(path: str) -> list[str]:
    """List the folders above a path, from the top.

    >>> _list_folders("a/b/c.md")
    ['a', 'a/b']
    """
    return list(accumulate(path.split("/"), "{}/{}".format))[:-1]


def _is_plain(path: str) -> bool:
    """Tell whether a problem would show the path as it is, and whether it is one at all."""
    return not UNSPEAKABLE.search(path) and "\\" not in path and {"", ".", ".."}.isdisjoint(path.split("/"))


def _is_within(path: str, places: Collection[str]) -> bool:
    return path in places or any(folder in places for folder in _list_folders(path))


def _path_of(problem: Problem) -> str:
    return problem.location.path if problem.location else ""


def _same(problems: tuple[Problem, ...], last: TreeReading) -> tuple[Problem, ...]:
    return last.problems if problems == last.problems else problems

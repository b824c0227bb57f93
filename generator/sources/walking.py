"""The way down a folder by descriptors: every regular file that is below it, and what else stands there.

Knows which names are passed over; does not know what is remembered of a file, and opens none.

World: reads folders.
POSIX only: no link put in a folder's place leads the walk elsewhere.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Protocol

import msgspec

from generator.errors import Location, Problem, SitePath
from generator.sources.settled import (
    CLOSED,
    GONE,
    Signature,
    describe_mode,
    refuse_closed,
    sign,
    warn_left_out,
    warn_of_link,
)

DEEPEST_FOLDER = 100
"""One descriptor is held open for each folder on the way down, and a process may have as few as 256."""

UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, and the surrogates that stand for bytes of a name that is not UTF-8."""

_FOLDER_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC
# The author may keep the whole site behind a link: the root alone is followed.
_ROOT_FLAGS = _FOLDER_FLAGS & ~os.O_NOFOLLOW


class Found(msgspec.Struct, frozen=True, gc=False):
    """A regular file that the walk came by, and how to open it while the walk stands there."""

    path: SitePath
    name: str
    folder: int
    signature: Signature


class UnwantedError(Exception):
    """Whoever asked for the walk does not want the rest of it."""


class _Entry(Protocol):
    """What the walk asks of a name in a folder: an `os.DirEntry`, or a name that was looked at by itself."""

    @property
    def name(self) -> str: ...

    def is_dir(self, *, follow_symlinks: bool) -> bool: ...

    def is_file(self, *, follow_symlinks: bool) -> bool: ...

    def is_symlink(self) -> bool: ...

    def stat(self, *, follow_symlinks: bool) -> os.stat_result: ...


class _Single(msgspec.Struct, frozen=True):
    """A name of a folder that was not listed; never follows a link, whatever it is asked."""

    name: str
    status: os.stat_result

    def is_dir(self, *, follow_symlinks: bool) -> bool:  # noqa: ARG002 - asked as an `os.DirEntry` is
        return stat.S_ISDIR(self.status.st_mode)

    def is_file(self, *, follow_symlinks: bool) -> bool:  # noqa: ARG002 - likewise
        return stat.S_ISREG(self.status.st_mode)

    def is_symlink(self) -> bool:
        return stat.S_ISLNK(self.status.st_mode)

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:  # noqa: ARG002 - likewise
        return self.status


class _Manner(msgspec.Struct, frozen=True):
    """What holds on every floor of the walk."""

    skip: frozenset[str]
    is_wanted: Callable[[], bool]


def walk_root(
    root: Path, only: Collection[str] | None, skip: frozenset[str], is_wanted: Callable[[], bool]
) -> Iterator[Found | Problem]:
    """Walk the whole folder `root`, which may itself be a link.

    A `Found` can be opened until the next one is asked for.

    Args:
        root: the folder.
        only: names in `root` to look at; the others are passed over.
        skip: paths below `root` to leave out.
        is_wanted: asked once a folder.

    Raises:
        UnwantedError: `is_wanted` said no.
    """
    folder = os.open(root, _ROOT_FLAGS)
    try:
        entries = _list_folder(folder)
        if only is not None:
            entries = [entry for entry in entries if entry.name in only]
        yield from _walk(folder, "", entries, _Manner(skip, is_wanted), depth=0)
    finally:
        os.close(folder)


def walk_place(root: Path, path: str, skip: frozenset[str]) -> Iterator[Found | Problem]:
    """Look at one path below `root` and at all below that, without listing any folder above it.

    Gives what `walk_root` gives of that path.

    Raises:
        OSError: something above the path is not a folder that may be entered.
    """
    *above, name = path.split("/")
    folder = os.open(root, _ROOT_FLAGS)
    try:
        for part in above:
            deeper = os.open(part, _FOLDER_FLAGS, dir_fd=folder)
            os.close(folder)
            folder = deeper
        try:
            entry = _Single(name, os.stat(name, dir_fd=folder, follow_symlinks=False))
        except FileNotFoundError:
            return
        prefix = path.removesuffix(name)
        yield from _walk(folder, prefix, [entry], _Manner(skip, _always), depth=len(above))
    finally:
        os.close(folder)


def is_skipped_name(name: str, *, is_folder: bool = False) -> bool:
    """Whether a file or folder of this name is never read: hidden, an editor's temporary, or `node_modules`.

    >>> [name for name in ("a.md", ".a.md.swp", "a.md~", "#a.md#", "4913") if not is_skipped_name(name)]
    ['a.md']
    """
    if name.startswith("."):
        return True
    if is_folder:
        return name == "node_modules"
    # Vim probes with "4913" and keeps "~"; JetBrains, Emacs, Office and Syncthing have marks of their own.
    return (
        name.endswith(("~", ".swp", ".swo", ".swx", "___jb_tmp___", "___jb_old___"))
        or name == "4913"
        or name.startswith(("~$", "~syncthing~"))
        or (name.startswith("#") and name.endswith("#"))
    )


def _always() -> bool:
    return True


def _walk(
    folder: int, prefix: str, entries: Sequence[_Entry], manner: _Manner, *, depth: int
) -> Iterator[Found | Problem]:
    for entry in entries:
        name = entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_skipped_name(name, is_folder=is_folder):
            continue
        path = prefix + name
        if path in manner.skip:
            continue
        if not name.isprintable() and UNSPEAKABLE.search(name):
            yield warn_left_out(_escape(path), "has a name that is not plain UTF-8 text, and is left out", "rename it")
        elif is_folder:
            yield from _walk_folder(folder, name, path, manner, depth=depth + 1)
        elif entry.is_file(follow_symlinks=False):
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            yield Found(SitePath(path), name, folder, sign(status))
        else:
            problem = _describe_special(entry, path)
            if problem is not None:
                yield problem


def _walk_folder(parent: int, name: str, path: str, manner: _Manner, *, depth: int) -> Iterator[Found | Problem]:
    if depth > DEEPEST_FOLDER:
        message = f"is nested more than {DEEPEST_FOLDER} folders deep"
        yield Problem(message, Location(path), hint="move it further up")
        return
    if not manner.is_wanted():
        raise UnwantedError
    try:
        folder = os.open(name, _FOLDER_FLAGS, dir_fd=parent)
    except OSError as error:
        if error.errno in CLOSED:
            yield refuse_closed(path)
        elif error.errno == errno.ELOOP:
            yield warn_of_link(path)
        elif error.errno not in GONE:
            raise
        return
    try:
        yield from _walk(folder, path + "/", _list_folder(folder), manner, depth=depth)
    finally:
        os.close(folder)


def _list_folder(folder: int) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=attrgetter("name"))


def _describe_special(entry: _Entry, path: str) -> Problem | None:
    if entry.is_symlink():
        return warn_of_link(path)
    try:
        return describe_mode(entry.stat(follow_symlinks=False).st_mode, path)
    except FileNotFoundError:
        return None


def _escape(path: str) -> str:
    r"""Write a name so that any terminal can show it: `\xff` for a stray byte, `\x0a` for a line end."""
    return UNSPEAKABLE.sub(lambda found: f"\\x{ord(found.group()) & 0xFF:02x}", path)

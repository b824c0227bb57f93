"""A directory as a value: every file under it by path, size and digest, re-read only where it may have changed.

Does not know what the files mean, nor where the memory of the last reading is kept.

World: reads files and the clock.
POSIX only: folders are walked by descriptor, so that no link put in a folder's place leads the walk elsewhere.
"""

import errno
import os
import re
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

import msgspec

from generator.digest import Digest, digest_value
from generator.errors import GeneratorError, Location, Problem, SitePath
from generator.sources.settled import (
    CLOSED,
    GONE,
    Signature,
    describe_mode,
    read_settled,
    refuse_closed,
    sign,
    warn_left_out,
    warn_of_link,
)
from generator.sources.text import decode_text, is_markdown

MARKDOWN_LIMIT_BYTES = 2 * 1024 * 1024
"""A longer Markdown file is refused: no one writes it by hand, and some patterns take quadratic time."""

TEXT_SUFFIXES = (".md", ".markdown", ".yaml", ".yml", ".html", ".xml", ".txt", ".css", ".js", ".json", ".svg")
"""Files that a build wants as text, so their bytes are handed over when they had to be read anyway."""

FRESH_LIMIT_BYTES = 64 * 1024 * 1024
"""How many bytes of files just read are kept for the rest of the build; what is beyond is read again."""

DEEPEST_FOLDER = 100
"""One descriptor is held open for each folder on the way down, and a process may have as few as 256."""

_RACY_NS = 2_000_000_000
"""A file changed this shortly before it was read may change again without a new time (FAT counts in 2 s)."""
_FOLDER_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC
_NO_FILES: Mapping[SitePath, bytes] = MappingProxyType({})


class SourceFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A regular file, known by its content; its bytes are read on demand."""

    path: SitePath
    digest: Digest
    size_bytes: int
    signature: Signature
    """What the file system said when the digest was made; equal as long as nobody wrote to the file."""


class SourceTree(msgspec.Struct, frozen=True, dict=True):
    """The files under a folder, sorted by path."""

    files: tuple[SourceFile, ...]

    @cached_property
    def by_path(self) -> Mapping[SitePath, SourceFile]:
        """Each file under its path, in the order of the paths."""
        return MappingProxyType({file.path: file for file in self.files})

    @cached_property
    def content_digest(self) -> Digest:
        """The name of all paths and contents; the same wherever and whenever the files were written."""
        return digest_value(tuple((file.path, file.digest) for file in self.files))


class TreeMemory(msgspec.Struct, frozen=True, array_like=True):
    """What is stored between builds, so that a file nobody wrote to is not read again."""

    started_ns: int
    """When the reading began that these files are from."""
    files: tuple[SourceFile, ...]


class TreeReading(msgspec.Struct, frozen=True):
    """What one reading of a directory gives."""

    tree: SourceTree
    memory: TreeMemory
    problems: tuple[Problem, ...]
    fresh: Mapping[SitePath, bytes]
    """The bytes of the text files that were read now and not remembered; for `read_text`, at most 64 MiB."""


class _Found(msgspec.Struct, frozen=True, gc=False):
    """A regular file that the walk came by, and how to open it while the walk stands there."""

    path: SitePath
    name: str
    folder: int
    signature: Signature


def read_tree(
    root: Path,
    previous: TreeMemory | None,
    *,
    only: Collection[str] | None = None,
    skip: Collection[str] = (),
) -> TreeReading:
    """Read the directory `root`; whatever has the signature it had in `previous` is not opened.

    Links, pipes and devices are warnings and not in the tree; what may not be read is an error.
    Hidden files, editors' temporary files and `node_modules` are passed over in silence.

    Args:
        root: the folder; it may itself be a link.
        previous: the memory of the last reading, of the same folder or any other.
        only: names in `root` to read, such as `content` and `site.yaml`; the others are not looked at.
        skip: paths below `root` to leave out, such as the output folder.

    Raises:
        OSError: the root is not a folder, or the disk fails; author mistakes are problems instead.
    """
    started_ns = time.time_ns()
    remembered = _recall(previous, started_ns)
    files: list[SourceFile] = []
    problems: list[Problem] = []
    fresh: dict[SitePath, bytes] = {}
    fresh_bytes = 0
    for found in _walk_root(root, only, frozenset(skip)):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        known = remembered.get(found.path)
        if known is not None and known.signature == found.signature:
            files.append(known)
            continue
        content = read_settled(found.name, found.path, folder=found.folder)
        if isinstance(content, Problem):
            problems.append(content)
        elif content is not None:
            files.append(SourceFile(found.path, content.digest, content.signature[2], content.signature))
            if content.data is not None and found.path.endswith(TEXT_SUFFIXES):
                fresh_bytes += len(content.data)
                if fresh_bytes <= FRESH_LIMIT_BYTES:
                    fresh[found.path] = content.data
    files.sort(key=attrgetter("path"))
    ordered = tuple(files)
    return TreeReading(SourceTree(ordered), TreeMemory(started_ns, ordered), tuple(problems), fresh)


def read_bytes(root: Path, file: SourceFile) -> bytes:
    """Read the very bytes that the tree was read with.

    Raises:
        GeneratorError: the file has other bytes by now, or is gone or closed to us.
    """
    content = read_settled(f"{root}/{file.path}", file.path, keep_all=True)
    if isinstance(content, Problem):
        raise GeneratorError((content,))
    if content is None or content.data is None or content.digest != file.digest:
        message = "changed while the build was reading it; build again"
        raise GeneratorError((Problem(message, Location(file.path)),))
    return content.data


def read_text(
    root: Path, file: SourceFile, *, fresh: Mapping[SitePath, bytes] = _NO_FILES
) -> tuple[str, tuple[Problem, ...]]:
    """Read a file as text, exactly as it was when the tree was read; empty where that cannot be.

    Args:
        root: the folder that the tree was read from.
        file: one of the tree's files.
        fresh: of the same `TreeReading`; saves opening a file that was read a moment ago.
    """
    if file.size_bytes > MARKDOWN_LIMIT_BYTES and is_markdown(file.path):
        message = f"has {file.size_bytes:,} bytes, more than the {MARKDOWN_LIMIT_BYTES:,} that a Markdown file may have"
        return "", (Problem(message, Location(file.path), hint="split it into several files"),)
    data = fresh.get(file.path)
    if data is None:
        try:
            data = read_bytes(root, file)
        except GeneratorError as error:
            return "", error.problems
    return decode_text(data, file.path)


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


def _recall(previous: TreeMemory | None, started_ns: int) -> dict[SitePath, SourceFile]:
    """Pick the remembered files whose signature is proof that they are as they were."""
    if previous is None:
        return {}
    # The smaller of the two: a clock set back makes times that lie ahead, and those prove nothing.
    trusted_until_ns = min(previous.started_ns, started_ns) - _RACY_NS
    return {file.path: file for file in previous.files if file.signature[3] <= trusted_until_ns}


def _walk_root(root: Path, only: Collection[str] | None, skip: frozenset[str]) -> Iterator[_Found | Problem]:
    # The author may keep the whole site behind a link: the root alone is followed.
    folder = os.open(root, _FOLDER_FLAGS & ~os.O_NOFOLLOW)
    try:
        entries = _list_folder(folder)
        if only is not None:
            entries = [entry for entry in entries if entry.name in only]
        yield from _walk(folder, "", entries, skip, depth=0)
    finally:
        os.close(folder)


_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, and the surrogates that stand for bytes of a name that is not UTF-8."""


def _walk(
    folder: int, prefix: str, entries: Sequence[os.DirEntry[str]], skip: frozenset[str], *, depth: int
) -> Iterator[_Found | Problem]:
    for entry in entries:
        name = entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_skipped_name(name, is_folder=is_folder):
            continue
        path = prefix + name
        if path in skip:
            continue
        if not name.isprintable() and _UNSPEAKABLE.search(name):
            yield warn_left_out(_escape(path), "has a name that is not plain UTF-8 text, and is left out", "rename it")
        elif is_folder:
            yield from _walk_folder(folder, name, path, skip, depth=depth + 1)
        elif entry.is_file(follow_symlinks=False):
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            yield _Found(SitePath(path), name, folder, sign(status))
        else:
            problem = _describe_special(entry, path)
            if problem is not None:
                yield problem


def _walk_folder(parent: int, name: str, path: str, skip: frozenset[str], *, depth: int) -> Iterator[_Found | Problem]:
    if depth > DEEPEST_FOLDER:
        message = f"is nested more than {DEEPEST_FOLDER} folders deep"
        yield Problem(message, Location(path), hint="move it further up")
        return
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
        yield from _walk(folder, path + "/", _list_folder(folder), skip, depth=depth)
    finally:
        os.close(folder)


def _list_folder(folder: int) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=attrgetter("name"))


def _describe_special(entry: os.DirEntry[str], path: str) -> Problem | None:
    if entry.is_symlink():
        return warn_of_link(path)
    try:
        return describe_mode(entry.stat(follow_symlinks=False).st_mode, path)
    except FileNotFoundError:
        return None


def _escape(path: str) -> str:
    r"""Write a name so that any terminal can show it: `\xff` for a stray byte, `\x0a` for a line end."""
    return _UNSPEAKABLE.sub(lambda found: f"\\x{ord(found.group()) & 0xFF:02x}", path)

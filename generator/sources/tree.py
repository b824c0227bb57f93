"""A directory as a value: every file under it by path, size and digest, re-read only where it may have changed.

Does not know what the files mean, nor where the memory of the last reading is kept.

World: reads files and the clock.
"""

import time
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

import msgspec

from generator.digest import Digest, digest_value
from generator.errors import GeneratorError, Location, Problem, SitePath, sort_problems
from generator.sources.settled import Signature, read_settled
from generator.sources.text import decode_text, is_markdown
from generator.sources.walking import Found, walk_root

MARKDOWN_LIMIT_BYTES = 2 * 1024 * 1024
"""A longer Markdown file is refused: no one writes it by hand, and some patterns take quadratic time."""

TEXT_SUFFIXES = (".md", ".markdown", ".yaml", ".yml", ".html", ".xml", ".txt", ".css", ".js", ".json", ".svg")
"""Files that a build wants as text, so their bytes are handed over when they had to be read anyway."""

FRESH_LIMIT_BYTES = 64 * 1024 * 1024
"""How many bytes of files just read are kept for the rest of the build; what is beyond is read again."""

_RACY_NS = 2_000_000_000
"""A file changed this shortly before it was read may change again without a new time (FAT counts in 2 s)."""
_PATH = attrgetter("path")
_AFTER_SLASH = chr(ord("/") + 1)
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

    def find(self, path: str) -> SourceFile | None:
        """Give the file of this path, if there is one; makes no dictionary of all of them."""
        index = bisect_left(self.files, path, key=_PATH)
        return self.files[index] if index < len(self.files) and self.files[index].path == path else None

    def below(self, folder: str) -> tuple[SourceFile, ...]:
        """Give the files below a folder, which is named with a slash at its end: `content/`."""
        start = bisect_left(self.files, folder, key=_PATH)
        end = bisect_left(self.files, f"{folder[:-1]}{_AFTER_SLASH}", key=_PATH)
        return self.files[start:end]

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
    known = {} if previous is None else {file.path: file for file in previous.files}
    trusted_until_ns = trust(previous, started_ns)
    gathered = gather(walk_root(root, only, frozenset(skip), lambda: True), known, trusted_until_ns)
    files = gathered.files
    return TreeReading(SourceTree(files), TreeMemory(started_ns, files), gathered.problems, gathered.fresh)


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


class Gathered(msgspec.Struct, frozen=True):
    """What a walk came to: the files it found, sorted by path, what was wrong, and the texts that had to be read."""

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    fresh: Mapping[SitePath, bytes]


def trust(previous: TreeMemory | None, started_ns: int) -> int:
    """Tell up to which time of change an equal signature proves that a file is as it was."""
    # The smaller of the two: a clock set back makes times that lie ahead, and those prove nothing.
    return started_ns if previous is None else min(previous.started_ns, started_ns) - _RACY_NS


def gather(walk: Iterable[Found | Problem], known: Mapping[SitePath, SourceFile], trusted_until_ns: int) -> Gathered:
    """Read what a walk comes by, except for files whose signature is proof that they are as they are known.

    A file that turns out to be as it was known is the same object again, also if it had to be read:
    by that later stages see that there is nothing to do.
    """
    files: list[SourceFile] = []
    problems: list[Problem] = []
    fresh: dict[SitePath, bytes] = {}
    fresh_bytes = 0
    for found in walk:
        if isinstance(found, Problem):
            problems.append(found)
            continue
        path = found.path
        last = known.get(path)
        if last is not None and last.signature == found.signature and found.signature[3] <= trusted_until_ns:
            files.append(last)
            continue
        content = read_settled(found.name, path, folder=found.folder)
        if isinstance(content, Problem):
            problems.append(content)
        elif content is not None:
            file = SourceFile(path, content.digest, content.signature[2], content.signature)
            files.append(last if last == file else file)
            if content.data is not None and path.endswith(TEXT_SUFFIXES):
                fresh_bytes += len(content.data)
                if fresh_bytes <= FRESH_LIMIT_BYTES:
                    fresh[path] = content.data
    files.sort(key=_PATH)
    return Gathered(tuple(files), sort_problems(problems), fresh)

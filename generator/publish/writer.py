"""The next site, put together in a staging folder beside the output folder and published from there as a whole.

World.
Does not know what a page is, nor which files are out of date: it is told what to write, what to keep and what it owned.

The laws: at every instant, also after a kill, the output folder is the whole old or the whole new site; nothing is
deleted that we do not own; no file is ever opened for writing in place, since unchanged files are hard links.
"""

# ruff: noqa: PTH100, PTH101, PTH102, PTH103, PTH114, PTH116, PTH120
# Paths are plain strings here: at ten thousand of them a build, a Path object costs more than the call it is made for.

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.digest import DIGEST_SIZE_BYTES, Digest
from generator.errors import SitePath
from generator.publish.folders import (
    NO_LINKS,
    FolderTree,
    Link,
    beside,
    flag,
    folders_of,
    link_files,
    link_or_copy,
    list_tree,
    remove_tree,
    sync,
    sync_tree,
)
from generator.publish.ownership import OutputFile, write_owned
from generator.publish.swap import Exchange, exchange_folders, remove_old, swap_folders

_FILE_MODE = 0o644
_FOLDER_MODE = 0o755
"""What a web server needs to read, whatever the author's umask is."""

_CHUNK_SIZE_BYTES = 1 << 20


class Staging:
    """A site in the making; made by `open_staging`, and gone without a trace at the end of its `with`.

    Forked workers may write through the copy they inherited: each remembers for itself which folders it made.
    """

    def __init__(self, out: str, root: str, *, is_masked: bool, link: Link) -> None:
        self._out = out
        self._root = root
        self._is_masked = is_masked
        self._link = link
        self._folders = {""}
        self._process_id = os.getpid()

    def write(self, path: SitePath, data: bytes) -> OutputFile:
        """Write a new file."""
        return self._write_chunks(path, (data,))

    def copy(self, path: SitePath, source: Path) -> OutputFile:
        """Write a copy of a file, without holding it in memory.

        Returns:
            what was written; its digest differs from the one that was planned if the source changed since.
        """
        # Without O_NONBLOCK a pipe in place of the file would hang the build.
        flags = os.O_RDONLY | flag("O_NOFOLLOW") | flag("O_NONBLOCK") | flag("O_CLOEXEC")
        reader = os.open(source, flags)
        try:
            if not stat.S_ISREG(os.fstat(reader).st_mode):
                raise OSError(errno.EINVAL, "not a regular file", str(source))
            return self._write_chunks(path, iter(lambda: os.read(reader, _CHUNK_SIZE_BYTES), b""))
        finally:
            os.close(reader)

    def read(self, path: SitePath) -> bytes:
        """Give the bytes of a file that is here by now."""
        return Path(f"{self._root}/{path}").read_bytes()

    def keep(self, path: SitePath, known: OutputFile) -> OutputFile:
        """Take over an unchanged file from the published site, as a hard link where there are such.

        Returns:
            what is known of the file now: the same, unless it had to be copied.
        """
        source = f"{self._out}/{path}"
        try:
            self._link(source, self._place(path))
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            return self.copy(path, Path(source))
        return known

    def publish(
        self,
        paths: Collection[SitePath],
        *,
        owned_before: frozenset[SitePath],
        durable: bool = False,
        exchange: Exchange = exchange_folders,
    ) -> None:
        """Put the new site in place of the old one, in one step, and remove the old one.

        Args:
            paths: all files of the new site, whichever process wrote them.
            owned_before: what `read_owned` gave; all else in the output folder is carried over.
            durable: wait until the disk has it all, so that not even a power cut leaves a torn site.
            exchange: how two folders are exchanged.
        """
        if os.path.islink(self._out):
            raise OSError(errno.ENOTDIR, "a symbolic link in place of the output folder", self._out)
        owned = frozenset(paths)
        old = list_tree(self._out)
        self._carry_over(old, owned_before)
        if durable:
            sync_tree(self._root, owned)
        # Before the swap both sites are ours, for either may be what a kill leaves.
        write_owned(self._out, owned | owned_before, durable=durable)
        swap_folders(self._root, self._out, exchange)
        write_owned(self._out, owned, durable=durable)
        if durable:
            sync(os.path.dirname(self._out))
        # The site is published: what cannot be removed now is a leftover, for the next build to clear.
        with contextlib.suppress(OSError):
            remove_old(self._root, old, self._out)

    def discard(self) -> None:
        """Remove what is there; for the process that opened the staging folder only."""
        # An error here would hide the one that led here; the next build clears what is left.
        with contextlib.suppress(OSError):
            if os.getpid() == self._process_id:
                remove_tree(self._root)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.discard()

    def _write_chunks(self, path: SitePath, chunks: Iterable[bytes]) -> OutputFile:
        hasher = hashlib.blake2b(digest_size=DIGEST_SIZE_BYTES)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | flag("O_CLOEXEC")
        writer = os.open(self._place(path), flags, _FILE_MODE)
        try:
            if self._is_masked:
                os.fchmod(writer, _FILE_MODE)
            for chunk in chunks:
                hasher.update(chunk)
                written = os.write(writer, chunk)
                while written < len(chunk):
                    written += os.write(writer, chunk[written:])
            state = os.fstat(writer)
        finally:
            os.close(writer)
        return OutputFile(path, Digest(hasher.digest()), state.st_size, state.st_mtime_ns, state.st_ino)

    def _place(self, path: str) -> str:
        """Say where a file goes, once its folder is there."""
        if ".." in path and ".." in path.split("/"):
            raise ValueError(f"{path} leads out of the output folder")
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            self._make_folder(folder)
        return f"{self._root}/{path}"

    def _make_folder(self, folder: str) -> None:
        parent = folder.rpartition("/")[0]
        if parent not in self._folders:
            self._make_folder(parent)
        # Another worker may have been first; if it is a file that is there, opening one below it says so.
        with contextlib.suppress(FileExistsError):
            os.mkdir(f"{self._root}/{folder}", _FOLDER_MODE)
            if self._is_masked:
                os.chmod(f"{self._root}/{folder}", _FOLDER_MODE)
        self._folders.add(folder)

    def _carry_over(self, old: FolderTree, owned: frozenset[SitePath]) -> None:
        """Take over what is in the published folder and is not ours."""
        known = folders_of(owned)
        foreign_folders = [folder for folder in old.folders if folder not in known]
        for folder in foreign_folders:
            self._place(f"{folder}/")
        for path in old.files:
            if path not in owned:
                self._carry_file(path)
        # Last and from below, since nothing can be put into a folder that is read-only.
        for folder in reversed(foreign_folders):
            os.chmod(f"{self._root}/{folder}", stat.S_IMODE(os.stat(f"{self._out}/{folder}").st_mode))

    def _carry_file(self, path: str) -> None:
        source = f"{self._out}/{path}"
        try:
            link_or_copy(source, self._place(path), self._link)
        except (FileExistsError, NotADirectoryError) as error:
            raise FileExistsError(
                errno.EEXIST, "in the way of the site, and not written by this tool", source
            ) from error


def open_staging(out_dir: Path, *, link: Link = link_files) -> Staging:
    """Make an empty staging folder beside the output folder, so that both are on one file system."""
    out = os.path.abspath(out_dir)
    os.makedirs(os.path.dirname(out), exist_ok=True)
    root = beside(out, f".staging-{os.getpid()}-{os.urandom(4).hex()}")
    # There is no way to ask for the umask but to set it.
    umask = os.umask(0o022)
    os.umask(umask)
    os.mkdir(root, _FOLDER_MODE)
    os.chmod(root, _FOLDER_MODE)
    return Staging(out, root, is_masked=umask & _FOLDER_MODE != 0, link=link)

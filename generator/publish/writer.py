"""The output folder, replaced as a whole: a staging folder beside it, and one atomic swap.

World.
Does not know what a page is, nor which files are out of date: it is told what to write, what to keep and what it owned.

The laws: at every instant, also after a kill, the output folder is the whole old or the whole new site; nothing is
deleted that we do not own; no file is ever opened for writing in place, since unchanged files are hard links.

Beside an output folder `public/` there may be:

    .public.journal             which files in it are ours; never inside it, where it would be published
    .public.journal-<pid>       the same, half-written
    .public.staging-<pid>-<x>   a site that is not published yet, or no longer
    .public.old-<pid>           only where folders cannot be exchanged, and only between two renames
"""

# ruff: noqa: PTH100, PTH101, PTH102, PTH103, PTH104, PTH105, PTH106, PTH108, PTH112, PTH114, PTH116, PTH118, PTH119, PTH120, PTH208
# Paths are plain strings here: at ten thousand of them a build, a Path object costs more than the call it is made for.

import contextlib
import errno
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from generator.digest import DIGEST_SIZE_BYTES, Digest
from generator.errors import Problem, SitePath

_FILE_MODE = 0o644
_FOLDER_MODE = 0o755
"""What a web server needs to read, whatever the author's umask is."""

_CHUNK_SIZE_BYTES = 1 << 20
_SHOWN_PATHS = 3

_NO_LINKS = frozenset({errno.EPERM, errno.EMLINK, errno.EXDEV, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""The file system has no hard links, or not this one: copy."""

_NO_EXCHANGE = frozenset({errno.EPERM, errno.EINVAL, errno.EXDEV, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""The kernel or the file system cannot exchange two folders: rename twice."""


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


class _Tree(msgspec.Struct, frozen=True):
    """What a folder holds: files (whatever is not a folder), and folders, each before what is in it."""

    files: tuple[str, ...]
    folders: tuple[str, ...]


Link = Callable[[str, str], None]
Exchange = Callable[[str, str], None]


def link_files(source: str, target: str) -> None:
    """Give a file a second name; a symbolic link is not followed."""
    os.link(source, target, follow_symlinks=False)


def exchange_folders(first: str, second: str) -> None:
    """Exchange two folders in one step.

    Raises:
        OSError: ENOSYS, EINVAL or the like, where this system or file system cannot.
    """
    # Loading it takes as long as looking at 2,000 files, and a build that changes nothing does not need it.
    import ctypes  # noqa: PLC0415

    names = os.fsencode(first), os.fsencode(second)
    status, code = -1, errno.ENOSYS
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
        if hasattr(library, "renameat2"):
            status = library.renameat2(here, names[0], here, names[1], exchange)
        else:
            # A C library older than 2018, or another than glibc.
            number = {"x86_64": 316, "aarch64": 276}.get(os.uname().machine, -1)
            status = library.syscall(ctypes.c_long(number), here, names[0], here, names[1], exchange)
        code = ctypes.get_errno()
    elif sys.platform == "darwin":
        library = ctypes.CDLL(None, use_errno=True)
        swap = 2  # RENAME_SWAP
        status = library.renamex_np(names[0], names[1], swap)
        code = ctypes.get_errno()
    if status != 0:
        raise OSError(code, os.strerror(code), first, None, second)


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
        flags = os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK") | _flag("O_CLOEXEC")
        reader = os.open(source, flags)
        try:
            if not stat.S_ISREG(os.fstat(reader).st_mode):
                raise OSError(errno.EINVAL, "not a regular file", str(source))
            return self._write_chunks(path, iter(lambda: os.read(reader, _CHUNK_SIZE_BYTES), b""))
        finally:
            os.close(reader)

    def keep(self, path: SitePath, known: OutputFile) -> OutputFile:
        """Take over an unchanged file from the published site, as a hard link where there are such.

        Returns:
            what is known of the file now: the same, unless it had to be copied.
        """
        source = f"{self._out}/{path}"
        try:
            self._link(source, self._place(path))
        except OSError as error:
            if error.errno not in _NO_LINKS:
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
        old = _list_tree(self._out)
        self._carry_over(old, owned_before)
        if durable:
            _sync_tree(self._root, owned)
        # Before the swap both sites are ours, for either may be what a kill leaves.
        _write_owned(self._out, owned | owned_before, durable=durable)
        _swap(self._root, self._out, exchange)
        _write_owned(self._out, owned, durable=durable)
        if durable:
            _sync(os.path.dirname(self._out))
        # The site is published: what cannot be removed now is a leftover, for the next build to clear.
        with contextlib.suppress(OSError):
            _remove_old(self._root, old, self._out)

    def discard(self) -> None:
        """Remove what is there; for the process that opened the staging folder only."""
        # An error here would hide the one that led here; the next build clears what is left.
        with contextlib.suppress(OSError):
            if os.getpid() == self._process_id:
                _remove_tree(self._root)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.discard()

    def _write_chunks(self, path: SitePath, chunks: Iterable[bytes]) -> OutputFile:
        hasher = hashlib.blake2b(digest_size=DIGEST_SIZE_BYTES)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flag("O_CLOEXEC")
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

    def _carry_over(self, old: _Tree, owned: frozenset[SitePath]) -> None:
        """Take over what is in the published folder and is not ours."""
        known = _folders_of(owned)
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
            _link_or_copy(source, self._place(path), self._link)
        except (FileExistsError, NotADirectoryError) as error:
            raise FileExistsError(
                errno.EEXIST, "in the way of the site, and not written by this tool", source
            ) from error


def open_staging(out_dir: Path, *, link: Link = link_files) -> Staging:
    """Make an empty staging folder beside the output folder, so that both are on one file system."""
    out = os.path.abspath(out_dir)
    os.makedirs(os.path.dirname(out), exist_ok=True)
    root = _beside(out, f".staging-{os.getpid()}-{os.urandom(4).hex()}")
    # There is no way to ask for the umask but to set it.
    umask = os.umask(0o022)
    os.umask(umask)
    os.mkdir(root, _FOLDER_MODE)
    os.chmod(root, _FOLDER_MODE)
    return Staging(out, root, is_masked=umask & _FOLDER_MODE != 0, link=link)


def read_owned(out_dir: Path) -> frozenset[SitePath] | None:
    """Say which files of the output folder are ours; None where nothing says so, or nothing that can be read."""
    try:
        data = _read_bytes(_beside(os.path.abspath(out_dir), ".journal"))
        ownership = msgspec.json.decode(data or b"", type=_Ownership)
    except (OSError, msgspec.DecodeError):
        return None
    return frozenset(ownership.owned) if ownership.version == 1 else None


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
    for leftover in _list_beside(out, (".staging-", ".old-", ".journal-")):
        # What cannot be removed is in nobody's way.
        with contextlib.suppress(OSError):
            _remove_tree(leftover)


def repair(out_dir: Path) -> None:
    """Bring the old site back, where a build was killed between two renames."""
    out = os.path.abspath(out_dir)
    if not os.path.lexists(out):
        for old in _list_beside(out, (".old-",))[-1:]:
            os.rename(old, out)


def remove_output(out_dir: Path) -> int:
    """Remove our files, the folders that are empty then, and the list of what is ours; count the files.

    What others wrote stays, and so do the folders that hold it.
    """
    out = os.path.abspath(out_dir)
    owned = read_owned(out_dir)
    if owned is None:
        return 0
    tree = _Tree((), ()) if os.path.islink(out) else _list_tree(out)
    ours = [path for path in tree.files if path in owned]
    for path in ours:
        os.unlink(f"{out}/{path}")
    known = _folders_of(owned)
    for folder in (*(folder for folder in reversed(tree.folders) if folder in known), ""):
        # Not empty: it holds what is not ours, or is a link to a folder.
        with contextlib.suppress(OSError):
            os.rmdir(f"{out}/{folder}".rstrip("/"))
    os.unlink(_beside(out, ".journal"))
    return len(ours)


def _swap(root: str, out: str, exchange: Exchange) -> None:
    """Put the folder `root` in the place of `out`, and what was there, if anything, in the place of `root`."""
    if not os.path.lexists(out):
        os.rename(root, out)
        return
    try:
        exchange(root, out)
    except OSError as error:
        if error.errno not in _NO_EXCHANGE:
            raise
        old = _beside(out, f".old-{os.getpid()}")
        os.rename(out, old)
        try:
            os.rename(root, out)
        except BaseException:
            os.rename(old, out)
            raise
        # Under this name nobody takes it for a site to be brought back, once its removal has begun.
        os.rename(old, root)


def _remove_old(root: str, listed: _Tree, out: str) -> None:
    """Remove the old site; with the list in hand that takes half the time of walking it."""
    try:
        for path in listed.files:
            os.unlink(f"{root}/{path}")
        for folder in reversed(listed.folders):
            os.rmdir(f"{root}/{folder}")
        os.rmdir(root)
    except OSError as error:
        if error.errno not in {errno.ENOENT, errno.ENOTEMPTY}:
            raise
    else:
        return
    # Somebody changed the folder after it was listed: what they wrote is not ours to delete.
    known = frozenset(listed.files)
    for path in _list_tree(root).files:
        if path not in known:
            os.makedirs(os.path.dirname(f"{out}/{path}"), exist_ok=True)
            with contextlib.suppress(FileExistsError):
                _link_or_copy(f"{root}/{path}", f"{out}/{path}", link_files)
    _remove_tree(root)


def _link_or_copy(source: str, target: str, link: Link) -> None:
    try:
        link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        import shutil  # noqa: PLC0415 rarely needed, and slow to load

        shutil.copy2(source, target, follow_symlinks=False)


def _remove_tree(root: str) -> None:
    """Remove a folder with all that is in it, or a file; symbolic links are not followed."""
    if not os.path.lexists(root):
        return
    if os.path.islink(root) or not os.path.isdir(root):
        os.unlink(root)
        return
    tree = _list_tree(root)
    for path in tree.files:
        os.unlink(f"{root}/{path}")
    for folder in reversed(tree.folders):
        os.rmdir(f"{root}/{folder}")
    os.rmdir(root)


def _list_tree(root: str) -> _Tree:
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
    return _Tree(tuple(files), tuple(folders))


def _folders_of(paths: Iterable[str]) -> set[str]:
    """Give all folders that the files are in, without the outermost."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def _find_taken(out: str, wanted: Iterable[SitePath], owned: frozenset[SitePath]) -> list[str]:
    """Find what others have put where the site wants a file or a folder."""
    new = frozenset(wanted) - owned
    known = _folders_of(owned) if new else set()
    taken: set[str] = {path for path in new if path not in known and os.path.lexists(f"{out}/{path}")}
    for folder in _folders_of(new):
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


def _write_owned(out: str, owned: frozenset[SitePath], *, durable: bool) -> None:
    data = msgspec.json.encode(_Ownership(1, tuple(sorted(owned))))
    path = _beside(out, ".journal")
    if _read_bytes(path) == data:
        return
    temporary = f"{path}-{os.getpid()}"
    try:
        Path(temporary).write_bytes(data)
        if durable:
            _sync(temporary)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _read_bytes(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return None


def _beside(out: str, suffix: str) -> str:
    """Name a hidden neighbour of the output folder."""
    folder, name = os.path.split(out)
    return os.path.join(folder, f".{name}{suffix}")


def _list_beside(out: str, suffixes: tuple[str, ...]) -> list[str]:
    """Find the hidden neighbours of the output folder whose names go on like this."""
    folder, name = os.path.split(out)
    starts = tuple(f".{name}{suffix}" for suffix in suffixes)
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    return [os.path.join(folder, found) for found in sorted(names) if found.startswith(starts)]


def _sync_tree(root: str, paths: Collection[str]) -> None:
    for path in (*paths, *_folders_of(paths), ""):
        _sync(f"{root}/{path}")


def _sync(path: str) -> None:
    """Wait until the disk has a file, or a folder's list of names."""
    reader = os.open(path, os.O_RDONLY | _flag("O_CLOEXEC"))
    try:
        os.fsync(reader)
    finally:
        os.close(reader)


def _flag(name: str) -> int:
    """Give a flag of `os.open`; 0 on systems that have no such thing."""
    flag: int = getattr(os, name, 0)
    return flag

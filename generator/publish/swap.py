"""The new site in the place of the old one, in one step.

World.
Does not know how the new site came to be, nor what is in it.

At every instant, also after a kill, the output folder is the whole old or the whole new site.
"""

# ruff: noqa: PTH100, PTH103, PTH104, PTH106, PTH108, PTH120
# Paths are plain strings here: at ten thousand of them a build, a Path object costs more than the call it is made for.

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from generator.publish.folders import FolderTree, beside, link_files, link_or_copy, list_beside, list_tree, remove_tree

_NO_EXCHANGE = frozenset({errno.EPERM, errno.EINVAL, errno.EXDEV, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""The kernel or the file system cannot exchange two folders: rename twice."""

Exchange = Callable[[str, str], None]
"""Exchanges two folders, or raises OSError."""


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


def swap_folders(root: str, out: str, exchange: Exchange) -> None:
    """Put the folder `root` in the place of `out`, and what was there, if anything, in the place of `root`."""
    if not os.path.lexists(out):
        os.rename(root, out)
        return
    try:
        exchange(root, out)
    except OSError as error:
        if error.errno not in _NO_EXCHANGE:
            raise
        old = beside(out, f".old-{os.getpid()}")
        os.rename(out, old)
        try:
            os.rename(root, out)
        except BaseException:
            os.rename(old, out)
            raise
        # Under this name nobody takes it for a site to be brought back, once its removal has begun.
        os.rename(old, root)


def repair(out_dir: Path) -> None:
    """Bring the old site back, where a build was killed between two renames."""
    out = os.path.abspath(out_dir)
    if not os.path.lexists(out):
        for old in list_beside(out, (".old-",))[-1:]:
            os.rename(old, out)


def remove_old(root: str, listed: FolderTree, out: str) -> None:
    """Remove the old site, which the swap left at `root`; what came into it after it was listed goes to `out`.

    With the list in hand that takes half the time of walking it.
    """
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
    for path in list_tree(root).files:
        if path not in known:
            os.makedirs(os.path.dirname(f"{out}/{path}"), exist_ok=True)
            with contextlib.suppress(FileExistsError):
                link_or_copy(f"{root}/{path}", f"{out}/{path}", link_files)
    remove_tree(root)

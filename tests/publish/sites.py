"""Two small sites, and how they are published and looked at."""

import errno
import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from generator.digest import digest_bytes
from generator.errors import SitePath
from generator.publish.ownership import OutputFile, clear_leftovers, read_owned
from generator.publish.swap import Exchange, exchange_folders
from generator.publish.writer import open_staging

Known = dict[SitePath, OutputFile]

OLD = {SitePath(f"notes/{number}/index.html"): b"old %d" % number for number in range(10)} | {
    SitePath("index.html"): b"old home",
    SitePath("notes/gone.html"): b"old page",
}
"""Twelve files."""

NEW = {path: data for path, data in OLD.items() if path != "notes/gone.html"} | {
    SitePath("index.html"): b"new home",
    SitePath("tags/new/index.html"): b"new page",
}
"""One file fewer, one changed, one more."""


def publish(
    out: Path, site: Mapping[SitePath, bytes], known: Known | None = None, exchange: Exchange = exchange_folders
) -> Known:
    """Publish a site as a build does: what is known and unchanged is kept, the rest is written."""
    clear_leftovers(out)
    before = known or {}
    files: Known = {}
    with open_staging(out) as staging:
        for path, data in site.items():
            if path in before and before[path].digest == digest_bytes(data):
                files[path] = staging.keep(path, before[path])
            else:
                files[path] = staging.write(path, data)
        staging.publish(files, owned_before=read_owned(out) or frozenset(), exchange=exchange)
    return files


def refuse_exchange(first: str, second: str) -> None:
    """Be a system that cannot exchange folders."""
    raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), first, None, second)


def refuse_links(source: str, target: str) -> None:
    """Be a file system without hard links."""
    raise OSError(errno.EPERM, os.strerror(errno.EPERM), source, None, target)


def read_site(out: Path) -> dict[str, bytes]:
    """Read all files below a folder."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def hash_tree(out: Path) -> str:
    """Name a folder by the paths, modes and contents of all that is in it; a missing one has a name too."""
    lines = []
    for path in sorted(out.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        lines.append(f"{path.relative_to(out)} {path.stat().st_mode:o} {sha256(data).hexdigest()}")
    return sha256("\n".join([str(out.exists()), *lines]).encode()).hexdigest()


def list_folder(folder: Path) -> set[str]:
    """Name what is in a folder, without what is below it."""
    return {path.name for path in folder.iterdir()}


def write_folder(folder: Path, paths: Iterable[str]) -> Path:
    """Make a folder with empty files in it."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"")
    return folder

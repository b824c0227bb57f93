"""Reads a built site from the disk, without following a link out of it.

World: reads files.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.audit.limits import Seen


def list_folder(folder: Path) -> tuple[Seen, ...]:
    """Describe everything below a folder, sorted by path.

    Raises:
        OSError: it cannot be read.
    """
    return tuple(sorted(_walk(str(folder), ""), key=lambda seen: seen.path))


def _walk(place: str, prefix: str) -> Iterator[Seen]:
    with os.scandir(place) as found:
        for each in found:
            state = each.stat(follow_symlinks=False)
            path = f"{prefix}{each.name}"
            yield Seen(path, state.st_mode, state.st_size)
            if each.is_dir(follow_symlinks=False):
                yield from _walk(each.path, f"{path}/")


def read_bytes(folder: Path, path: str) -> bytes:
    """Read one file of the folder."""
    with open(f"{folder}/{path}", "rb") as file:  # noqa: PTH123 (a Path for each of 6,000 files takes as long as reading them)
        return file.read()

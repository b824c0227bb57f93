"""Compares what an import gives with what a site has, and writes what is new.

World.
Never writes over a file that says something else.
"""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

import msgspec

from generator.errors import Location, Problem
from generator.importing.results import ImportCopy, ImportFile, ImportResult
from generator.publish.originals import write_all_new


class Standing(Enum):
    """What a site has where a file is to be."""

    NEW = "new"
    SAME = "same"
    OTHER = "other"
    """Something else, which stays as it is."""


class PlannedFile(msgspec.Struct, frozen=True):
    """A file, and what the site has in its place."""

    file: ImportFile | ImportCopy
    standing: Standing


def plan_import(root: Path, result: ImportResult) -> tuple[PlannedFile, ...]:
    """Compare each file with the site."""
    everything: list[ImportFile | ImportCopy] = [*result.files, *result.copies]
    return tuple(PlannedFile(file, _compare(root, file)) for file in everything)


def find_conflicts(planned: Sequence[PlannedFile]) -> tuple[Problem, ...]:
    """Name each file that is in the way."""
    hint = "move it away, or take from it what you want and delete it; an import writes over nothing"
    return tuple(
        Problem(f"is there already, and is not what {item.file.source} becomes", Location(item.file.path), hint=hint)
        for item in planned
        if item.standing is Standing.OTHER
    )


def write_import(root: Path, planned: Sequence[PlannedFile]) -> None:
    """Write what is new, all of it or nothing.

    Raises:
        FileExistsError: somebody else has written one of them meanwhile.
    """
    write_all_new({root / item.file.path: _read(item.file) for item in planned if item.standing is Standing.NEW})


def _compare(root: Path, file: ImportFile | ImportCopy) -> Standing:
    path = root / file.path
    if path.is_symlink() or not path.is_file():
        return Standing.OTHER if path.is_symlink() or path.exists() else _compare_folders(root, path)
    data = _read(file)
    return Standing.SAME if path.read_bytes() == (data.encode() if isinstance(data, str) else data) else Standing.OTHER


def _compare_folders(root: Path, path: Path) -> Standing:
    """A file in the place of a folder, or a link out of the site, is in the way as well."""
    for folder in path.parents:
        if folder == root:
            break
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            return Standing.OTHER
    return Standing.NEW


def _read(file: ImportFile | ImportCopy) -> str | bytes:
    return file.text if isinstance(file, ImportFile) else Path(file.source).read_bytes()

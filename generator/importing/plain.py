"""Folders of plain Markdown: each file is a note, and stays where it is in its folder.

Knows nothing of any other program's signs.
"""

import posixpath

from generator.errors import SitePath
from generator.importing.fronts import COMMON
from generator.importing.notes import (
    Catalogue,
    Destined,
    Folder,
    Note,
    Surveyed,
    Translation,
    list_markdown,
    rename_markdown,
)
from generator.sources.logfile import split_log

_OF_REPOSITORIES = frozenset({"license", "licence", "contributing", "code_of_conduct", "security", "changelog"})
"""Names, in the outermost folder, of what is about the repository and not about what is learned."""


def survey_plain(folder: Folder) -> Surveyed:
    """Look at a folder of plain Markdown."""
    notes, left_out = [], []
    for path in list_markdown(folder):
        name = posixpath.basename(path).rpartition(".")[0].lower()
        if "/" not in path and name in _OF_REPOSITORIES:
            left_out.append((path, "is about the folder, and no note"))
        elif path == "log.md" and split_log(folder.texts[path], path)[0].entries:
            left_out.append((path, "is a log of many entries, which is imported by itself: journal import log.md"))
        else:
            notes.append(Destined(path=path, target=place_in_entries(rename_markdown(path))))
    return Surveyed(
        notes=tuple(notes),
        meanings=COMMON,
        place_file=place_in_entries,
        find_address=_no_address,
        left_out=tuple(left_out),
    )


def place_in_entries(path: str) -> SitePath:
    """Keep a file's place in its folder."""
    return SitePath(f"content/entries/{path}")


def translate_plain(note: Note, _catalogue: Catalogue) -> Translation:
    """Leave a body as it is."""
    return Translation(note.head.body, _same_line)


def _no_address(_note: Note) -> str:
    return ""


def _same_line(line: int) -> int:
    return line

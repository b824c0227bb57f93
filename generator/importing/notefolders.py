"""A folder of notes on the disk, imported.

World: reads files.
Knows which files may be of use; does not know what they mean.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from generator.errors import Location, Problem, Severity, sort_problems
from generator.importing.folders import GitDates, import_folder, recognize
from generator.importing.notes import Folder, is_note_path
from generator.importing.results import ImportResult, LeftOut
from generator.sources.history import CommitDate, read_history
from generator.sources.text import decode_text
from generator.sources.tree import MARKDOWN_LIMIT_BYTES, SourceFile, read_bytes, read_tree

_SETTINGS: Final = (".yml", ".yaml", ".toml", ".json", ".html", ".htm")
"""Files beside the notes that may say something of them."""
_SETTINGS_LIMIT_BYTES: Final = 1024 * 1024
_MADE: Final = {"jekyll": ("_site/", "vendor/"), "hugo": ("public/", "resources/")}
"""Folders that each kind of site makes."""


def import_notes(
    root: Path,
    *,
    label: str,
    kind: str = "",
    permalink: str = "/{path}/",
    with_history: bool = False,
    site: Path | None = None,
) -> ImportResult:
    """Make a folder of notes files of a journal; writes nothing.

    Args:
        root: the folder.
        label: what messages call it.
        kind: what keeps it, one of `DIALECTS`; found out if left out.
        permalink: the site's pattern of addresses.
        with_history: whether git is asked when notes were written and changed.
        site: the site that they are for, which is none of them.

    Raises:
        OSError: `root` is no folder, or the disk fails.
    """
    if site is not None and (refused := _refuse_site(root, label, site)) is not None:
        return ImportResult(problems=(refused,))
    folder, problems = _read_folder(root, _find_inside(root, site))
    kind = kind or recognize(folder.paths, (".obsidian",) if (root / ".obsidian").is_dir() else ())
    prefix = f"{label.rstrip('/')}/" if label.rstrip("/") not in {"", "."} else ""
    made = _MADE.get(kind, ())
    paths = tuple(path for path in folder.paths if not path.startswith(made))
    dates, warned = _read_dates(root) if with_history else ({}, ())
    result = import_folder(Folder(paths, folder.texts), kind, label=prefix, permalink=permalink, dates=dates)
    copies = tuple(msgspec.structs.replace(copy, source=str(root / copy.source)) for copy in result.copies)
    unread = tuple(_leave_out(problem, prefix) for problem in (*warned, *problems) if not _is_in(problem, made))
    return msgspec.structs.replace(result, copies=copies, left_out=(*unread, *result.left_out))


def _refuse_site(root: Path, label: str, site: Path) -> Problem | None:
    """Say that a folder is a part of the site already, if it is."""
    folder, own = root.resolve(), site.resolve()
    if folder != own and not folder.is_relative_to(own / "content"):
        return None
    hint = "name a folder beside the site, or below it but outside of content/"
    return Problem("is this site itself, or a part of it", Location(label), hint=hint)


def _find_inside(root: Path, site: Path | None) -> tuple[str, ...]:
    """Find the site among the notes, if it is kept there."""
    folder, own = root.resolve(), site.resolve() if site is not None else None
    return (own.relative_to(folder).as_posix(),) if own is not None and own.is_relative_to(folder) else ()


def _read_dates(root: Path) -> tuple[dict[str, GitDates], tuple[Problem, ...]]:
    """Ask git for the first and the last day of each file; a date that a shallow clone cannot know is none."""
    history, problems = read_history(root, None)
    if history is None:
        return {}, problems or (Problem("git knows nothing of this folder, so no dates come from there"),)
    return {
        str(path): GitDates("" if dates.first.is_boundary else _write_date(dates.first), _write_date(dates.last))
        for path, dates in history.dates.items()
    }, problems


def _write_date(date: CommitDate) -> str:
    return date.iso.replace("T", " ")


def _read_folder(root: Path, skip: Sequence[str]) -> tuple[Folder, tuple[Problem, ...]]:
    """Read the paths of a folder's files, and the texts among them; what cannot be read is not in it, but a problem."""
    reading = read_tree(root, None, skip=skip)
    problems = list(reading.problems)
    texts: dict[str, str] = {}
    unread: set[str] = set()
    for file in reading.tree.files:
        is_note = is_note_path(file.path)
        if is_note or (file.path.lower().endswith(_SETTINGS) and file.size_bytes <= _SETTINGS_LIMIT_BYTES):
            text, wrong = _read_text(root, file, reading.fresh.get(file.path))
            texts[file.path] = text
            if any(problem.severity is Severity.ERROR for problem in wrong):
                unread.add(file.path)
            problems += wrong if is_note else ()
    paths = tuple(file.path for file in reading.tree.files if file.path not in unread)
    return Folder(paths, texts), sort_problems(problems)


def _read_text(root: Path, file: SourceFile, data: bytes | None) -> tuple[str, tuple[Problem, ...]]:
    if file.size_bytes > MARKDOWN_LIMIT_BYTES:
        return "", (
            Problem(f"has more than the {MARKDOWN_LIMIT_BYTES:,} bytes that a note may have", Location(file.path)),
        )
    return decode_text(read_bytes(root, file) if data is None else data, file.path)


def _is_in(problem: Problem, folders: tuple[str, ...]) -> bool:
    return problem.location is not None and problem.location.path.startswith(folders)


def _leave_out(problem: Problem, prefix: str) -> LeftOut:
    location = problem.location
    path, line = (location.path, location.line) if location else ("", 0)
    shown = problem.excerpt.text if problem.excerpt else ""
    return LeftOut(f"{prefix}{path}", line, shown, problem.message, problem.hint)

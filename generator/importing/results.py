"""What an importer gives: files that would be written, and every line that it did not understand.

Pure: a value, and how several become one; does not know how it was found, nor what the site has already.

    ImportResult
    ├── files      ImportFile(path, text, source)     a text below the site's folder, "content/entries/flask.md"
    ├── copies     ImportCopy(path, source)           a picture or the like, to be copied byte for byte
    ├── left_out   LeftOut(path, line, text, reason)  a line of a source that stands in none of the files, and why
    └── notes      ("12 tags are folders now", ...)   what else somebody should know before writing
"""

from collections.abc import Iterable

import msgspec

from generator.errors import Excerpt, Location, Problem, Severity, SitePath


class ImportFile(msgspec.Struct, frozen=True):
    """A text file to be written."""

    path: SitePath
    """Below the site's folder."""
    text: str
    source: str
    """What it was made from, as its author would name it."""
    kind: str
    """What it is, in one word of the docs: `checklist`, `entry`, `log`, `page`, `todo`, `sealed`."""
    summary: str = ""
    """What is in it, in a few words: `12 skills, 3 done`."""
    outline: tuple[str, ...] = ()
    """What it says, line by line, where that is shorter than its text."""


class ImportCopy(msgspec.Struct, frozen=True):
    """A file to be copied as it is."""

    path: SitePath
    """Below the site's folder."""
    source: str
    """The file's whole path."""


class LeftOut(msgspec.Struct, frozen=True):
    """A line of a source that was not understood."""

    path: str
    """The source, as its author would name it."""
    line: int
    """Counts from 1; 0 for the file as a whole."""
    text: str
    """The line, as written."""
    reason: str
    hint: str = ""


class ImportResult(msgspec.Struct, frozen=True):
    """What one or many sources become."""

    files: tuple[ImportFile, ...] = ()
    copies: tuple[ImportCopy, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What keeps a source from being read at all, or from being written; with an error nothing is written."""


def join_results(results: Iterable[ImportResult]) -> ImportResult:
    """Make the results of several sources one; two texts for one path are an error that names both sources."""
    known = list(results)
    problems = [problem for result in known for problem in result.problems]
    sources: dict[str, ImportFile | ImportCopy] = {}
    files: list[ImportFile] = []
    copies: list[ImportCopy] = []
    for result in known:
        everything: list[ImportFile | ImportCopy] = [*result.files, *result.copies]
        for file in everything:
            # Some systems hold "Flask.md" and "flask.md" for one file.
            first = sources.get(file.path.casefold())
            if first is None:
                sources[file.path.casefold()] = file
                if isinstance(file, ImportFile):
                    files.append(file)
                else:
                    copies.append(file)
            elif not _is_same(first, file):
                message = f"both {first.source} and {file.source} would become {file.path}"
                problems.append(Problem(message, Location(file.source), hint="rename one of them, or import it alone"))
    return ImportResult(
        tuple(files),
        tuple(copies),
        tuple(line for result in known for line in result.left_out),
        tuple(dict.fromkeys(note for result in known for note in result.notes)),
        tuple(problems),
    )


def _is_same(one: ImportFile | ImportCopy, other: ImportFile | ImportCopy) -> bool:
    if isinstance(one, ImportFile):
        return isinstance(other, ImportFile) and one.path == other.path and one.text == other.text
    return one == other


def describe_left_out(line: LeftOut) -> Problem:
    """Write a line that was left out as a warning."""
    excerpt = Excerpt(line.text, max(1, len(line.text))) if line.line else None
    location = Location(line.path, line.line, 1) if line.line else Location(line.path)
    return Problem(line.reason, location, excerpt, line.hint, Severity.WARNING)

"""A folder of notes on its way into a journal: which note goes where, and how it can be found.

Knows paths and addresses; does not know how links are written.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import msgspec

from generator.errors import SitePath
from generator.importing.fronts import Front, Meaning, Unread
from generator.importing.heads import Head, Value
from generator.model.permalink import fill_permalink
from generator.model.placement import file_date, is_folder_text
from generator.sources.slugs import make_slug
from generator.sources.text import is_markdown


class Folder(msgspec.Struct, frozen=True, dict=True):
    """A folder as it is given: the paths of all its files, and what the texts among them say."""

    paths: tuple[str, ...]
    texts: Mapping[str, str]
    """Of each file that may be a note or a setting."""

    @cached_property
    def path_set(self) -> frozenset[str]:
        """The paths, to ask whether there is one."""
        return frozenset(self.paths)

    @cached_property
    def folders(self) -> frozenset[str]:
        """The paths of all folders that hold files, and of those that hold them; the outermost is empty."""
        found = {""}
        for path in self.paths:
            folder = posixpath.dirname(path)
            while folder not in found:
                found.add(folder)
                folder = posixpath.dirname(folder)
        return frozenset(found)


class Destined(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is a note, and where it goes."""

    path: str
    target: SitePath
    is_page: bool = False
    is_draft: bool = False
    """Whether its place says that it is a draft."""
    defaults: Mapping[str, str] = {}
    """Fields that the folder's settings give it unless it has its own."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A note, read."""

    path: str
    """In its folder."""
    target: SitePath
    """Where it goes, below the site's folder."""
    head: Head
    front: Front
    was_at: str = ""
    """Its address on the old site, if it is known."""
    is_page: bool = False

    @property
    def line_offset(self) -> int:
        """How many lines of the file stand above the body."""
        return self.head.body_line - 1


class Translation(msgspec.Struct, frozen=True):
    """A note's body in plain Markdown, as far as that is possible."""

    body: str
    find_line: Callable[[int], int]
    """From a line of `body` to that of the body before; both count from 1."""
    settled: frozenset[str] = frozenset()
    """Addresses that are those of the journal already."""
    files: tuple[str, ...] = ()
    """Files of the folder that these lead to."""
    tags: tuple[str, ...] = ()
    is_draft: bool = False
    """Whether something private could not be taken out."""
    unread: tuple[Unread, ...] = ()
    """Lines count from 1 in the body before."""


class Catalogue(msgspec.Struct, frozen=True, dict=True):
    """All notes and files of a folder, and where each of them goes."""

    folder: Folder
    notes: tuple[Note, ...]
    place_file: Callable[[str], SitePath]
    """Where a file goes that is no note."""
    base_path: str = ""
    """The path below which the old site lay on its host: `/blog`."""
    roots: tuple[str, ...] = ("",)
    """The folders that an address from the root is looked for in, each with a slash at its end."""
    is_found_by_name: bool = False
    """Whether a link may name a file without its folder."""

    @cached_property
    def by_path(self) -> Mapping[str, Note]:
        """The notes by their paths in the folder."""
        return {note.path: note for note in self.notes}

    @cached_property
    def by_address(self) -> Mapping[str, str]:
        """The paths of notes by what their addresses are alike in."""
        found: dict[str, str] = {}
        for note in self.notes:
            for address in (note.was_at, *note.front.old_addresses):
                if address:
                    found.setdefault(normalize_address(address), note.path)
        return found

    @cached_property
    def folder_texts(self) -> Mapping[str, str]:
        """The note that stands for each folder."""
        found: dict[str, str] = {}
        for note in self.notes:
            if is_folder_text(posixpath.basename(note.path).rpartition(".")[0]):
                found.setdefault(posixpath.dirname(note.path), note.path)
        return found

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, ...]]:
        """All files by name in lower case, notes also without extension; the least deep first."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.folder.paths, key=lambda path: (path.count("/"), path)):
            name = posixpath.basename(path).lower()
            found.setdefault(name, []).append(path)
            if path in self.by_path:
                found.setdefault(name.rpartition(".")[0], []).append(path)
        for note in self.notes:
            for alias in note.front.names:
                found.setdefault(alias.lower(), []).append(note.path)
        return {name: tuple(paths) for name, paths in found.items()}

    def target_of(self, path: str) -> SitePath:
        """Say where a file goes, be it a note or not."""
        note = self.by_path.get(path)
        return note.target if note is not None else self.place_file(path)

    def find(self, path: str) -> str:
        """Find the file of a path, which may lack its extension or name a folder; empty if there is none."""
        path = posixpath.normpath(path) if path else ""
        path = "" if path == "." else path
        for candidate in (path, f"{path}.md", f"{path}.markdown"):
            if candidate in self.folder.path_set:
                return candidate
        return self.folder_texts.get(path, "")


def normalize_address(address: str) -> str:
    """Write an address as all spellings of it are: without what a server adds.

    >>> normalize_address("/a/b/index.html"), normalize_address("/A/b.html"), normalize_address("a/")
    ('/a/b', '/A/b', '/a')
    """
    path = posixpath.normpath("/" + address.strip("/"))
    return re.sub(r"(?:/index)?[.]html?$", "", path) or "/"


def new_address(note: Note, permalink: str) -> str:
    """Say where a note will be found.

    Args:
        note: the note, its slug settled.
        permalink: the site's pattern of addresses.
    """
    below = note.target.removeprefix("content/entries/").removeprefix("content/pages/")
    folder, _, file_name = below.rpartition("/")
    name = file_name.rpartition(".")[0]
    in_name, rest = file_date(name)
    folders = [make_slug(part) for part in folder.split("/") if part]
    if is_folder_text(rest or name):
        slug = make_slug(note.front.slug) if note.front.slug else (folders.pop() if folders else "")
    else:
        slug = make_slug(note.front.slug or rest or name)
    path = "/".join(filter(None, [*folders, slug]))
    if note.is_page:
        return f"/{path}/" if path else "/"
    year, month, day = (note.front.date or in_name or "--")[:10].split("-")
    values = {"path": path, "slug": slug, "folder": "/".join(folders), "year": year, "month": month, "day": day}
    return fill_permalink(permalink, values)


def is_note_path(path: str) -> bool:
    """Tell whether a file is Markdown by its name, in any of the usual spellings."""
    return is_markdown(SitePath(path)) or path.lower().endswith((".mkd", ".mkdn", ".mdown"))


def rename_markdown(path: str) -> str:
    """Give a note the extension that is known here."""
    stem, _, extension = path.rpartition(".")
    return path if extension.lower() in {"md", "markdown"} else f"{stem}.md"


class Surveyed(msgspec.Struct, frozen=True, kw_only=True):
    """What a look at the folder gives, before any note is read."""

    notes: tuple[Destined, ...]
    meanings: Mapping[str, Meaning]
    place_file: Callable[[str], SitePath]
    find_address: Callable[[Note], str]
    """Where a note was on the old site; empty if that is not known."""
    base_path: str = ""
    roots: tuple[str, ...] = ("",)
    is_found_by_name: bool = False
    faults: tuple[tuple[str, int, str], ...] = ()
    """Settings that cannot be read, though they may say which notes are hidden: file, line and what is wrong."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Files that could have been meant as notes, and why they are none."""


class SiteSettings(msgspec.Struct, frozen=True):
    """What is said of a whole site."""

    fields: Mapping[str, Value]
    faults: tuple[tuple[str, int, str], ...] = ()
    """File, line, and why it cannot be read."""


def place_beside(path: str) -> SitePath:
    """Put a file where an address from the root finds it again."""
    first = path.split("/", maxsplit=1)[0]
    if first in {"entries", "pages", "checklists", "log.md", "todo.md"} or first.startswith("_"):
        return SitePath(f"content/files/{path.lstrip('_')}")
    return SitePath(f"content/{path}")


def list_markdown(folder: Folder, under: str = "") -> Iterable[str]:
    """List the notes below a folder, which ends with a slash."""
    return (path for path in folder.paths if path.startswith(under) and is_note_path(path))

"""Links of a note, written so that they lead to the same from its new place.

Knows where everything goes, and finds links as the site's own parser does; does not know what wrote them.
"""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote, urljoin

import msgspec

from generator.errors import SitePath
from generator.importing.edits import Edit, apply_edits
from generator.importing.fronts import Unread
from generator.importing.notes import Catalogue, Note, Translation, normalize_address
from generator.markdown.body import MarkdownOptions, Target, TargetKind
from generator.markdown.render import render_markdown

_OPTIONS = MarkdownOptions(is_code_coloured=False, has_math=True)
_UNSAFE = re.compile(r"[\s%()<>\"'\\#?&`|\[\]]")


class Relinked(msgspec.Struct, frozen=True):
    """A body with its links rewritten."""

    body: str
    files: tuple[str, ...]
    """Files of the folder that it refers to, and that are no notes."""
    unread: tuple[Unread, ...]
    """Lines count from 1 in the note's body as it was."""


def relink(note: Note, translation: Translation, catalogue: Catalogue) -> Relinked:
    """Rewrite the links of a note, and say which lead nowhere."""
    body = translation.body
    files: dict[str, None] = dict.fromkeys(translation.files)
    if not _may_link(body):
        return Relinked(body, tuple(files), translation.unread)
    lines = body.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    edits: dict[Edit, None] = {}
    unread = list(translation.unread)
    for target in render_markdown(body, _OPTIONS).facts.targets:
        path, suffix = _split(target.address)
        if target.kind is TargetKind.WIKILINK or not path or {path, target.address} & translation.settled:
            continue
        found = resolve(path, note, catalogue)
        if found is None:
            number = translation.find_line(target.line) if target.line else 0
            reason = f'the link to "{target.address}" leads to nothing in this folder'
            unread.append(Unread(number, reason, _guess(path, catalogue)))
            continue
        if found not in catalogue.by_path:
            files[found] = None
        written = write_link(note.target, catalogue.target_of(found))
        if leads_to(path, note.target, catalogue.target_of(found)):
            continue
        if not _stands_in_source(target, lines):
            number = translation.find_line(target.line) if target.line else 0
            unread.append(Unread(number, f'the link to "{target.address}" could not be rewritten to "{written}"'))
            continue
        start = offsets[target.line - 1] + target.column - 1
        edits[Edit(start, start + target.length, written + suffix)] = None
    return Relinked(apply_edits(body, edits).text, tuple(files), tuple(dict.fromkeys(unread)))


def _guess(path: str, catalogue: Catalogue) -> str:
    """Name the one file that is called like the end of a path."""
    found = catalogue.by_name.get(posixpath.basename(unquote(path)).lower(), ())
    return f'is it "{found[0]}"?' if len(found) == 1 else ""


def _may_link(body: str) -> bool:
    return "](" in body or "]:" in body or "<" in body


def _split(address: str) -> tuple[str, str]:
    """Divide an address into its path, and the query and fragment as they are written."""
    end = min((index for index in (address.find("?"), address.find("#")) if index >= 0), default=len(address))
    return address[:end], address[end:]


def _stands_in_source(target: Target, lines: list[str]) -> bool:
    if not target.line or target.line > len(lines):
        return False
    start = target.column - 1
    piece = lines[target.line - 1][start : start + target.length]
    # Escapes and entities make the source longer than the address; what it is not is something else.
    return piece == target.address or (("\\" in piece or "&" in piece) and piece[:1] == target.address[:1])


def resolve(path: str, note: Note, catalogue: Catalogue) -> str | None:
    """Find the file of the folder that a link's path means: from the note, from the root, or by an old address."""
    for candidate in dict.fromkeys((unquote(path), path)):
        for place in _list_places(candidate, note, catalogue):
            found = catalogue.find(place)
            if found:
                return found
    address = path
    if catalogue.base_path and address.startswith(f"{catalogue.base_path}/"):
        address = address.removeprefix(catalogue.base_path)
    if not address.startswith("/"):
        if not note.was_at:
            return None
        address = urljoin(note.was_at, address)
    return catalogue.by_address.get(normalize_address(unquote(address)))


def _list_places(path: str, note: Note, catalogue: Catalogue) -> Iterator[str]:
    if catalogue.base_path and path.startswith(f"{catalogue.base_path}/"):
        path = path.removeprefix(catalogue.base_path)
    if path.startswith("/"):
        yield from (root + path.lstrip("/") for root in catalogue.roots)
        return
    yield posixpath.join(posixpath.dirname(note.path), path)
    if note.was_at:
        from_old = urljoin(note.was_at, path)
        yield from (root + from_old.lstrip("/") for root in catalogue.roots)
    # Many write a path from the root without the slash, which then leads nowhere.
    yield from (root + path for root in catalogue.roots)
    if catalogue.is_found_by_name:
        yield from catalogue.by_name.get(posixpath.basename(path).lower(), ())[:1]


def leads_to(path: str, source: SitePath, target: SitePath) -> bool:
    """Tell whether a path as it is written leads from one file of the site to the other."""
    if path.startswith("/"):
        return False
    there = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path)))
    if there == target:
        return True
    name = posixpath.basename(target).rpartition(".")[0].lower()
    return there == posixpath.dirname(target) and name in {"readme", "index", "_index"}


def write_link(source: SitePath, target: SitePath) -> str:
    """Write the path from one file of the site to another.

    >>> write_link("content/entries/a/b.md", "content/img/my pic.png")
    '../../img/my%20pic.png'
    """
    path = posixpath.relpath(target, posixpath.dirname(source))
    path = _UNSAFE.sub(lambda match: quote(match.group(), safe=""), path)
    # What looks like a scheme would lead out of the site.
    return f"./{path}" if ":" in path.split("/")[0] else path

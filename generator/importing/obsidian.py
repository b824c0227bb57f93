"""Vaults of Obsidian: links by name, embedded files, comments, and tags within the text.

Knows how Obsidian reads a note (help.obsidian.md, "Obsidian Flavored Markdown"); does not know what else is on the site.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Final

from generator.importing.edits import Edit, apply_edits, line_of, start_of
from generator.importing.fronts import FOREIGN, Meaning, Unread
from generator.importing.literals import Literals, find_literals
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
from generator.importing.plain import place_in_entries
from generator.importing.relinking import write_link
from generator.markdown.anchors import make_anchor

_LINK = re.compile(r"(?P<embeds>!?)\[\[(?P<name>[^\[\]|\n]*?)(?:\\?\|(?P<shown>[^\[\]\n]*))?\]\]")
_TAG = re.compile(r"(?:(?<=\s)|\A)#(?P<tag>[\w/-]*[^\W\d][\w/-]*)")
_SIZE = re.compile(r"\s*[0-9]+(?:x[0-9]+)?\s*", re.ASCII)
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".svg", ".tif", ".tiff")
_SPECIAL = re.compile(r"([\\`*_<~$\[\]])")
_CALLOUT = re.compile(r"^[ \t>]*>[ \t]*\[!(?P<kind>[\w-]+)\](?P<fold>[+-]?)(?P<title>[^\n]*)", re.MULTILINE)
_ALERTS: Final = frozenset({"note", "tip", "important", "warning", "caution"})
_OTHERS: Final = (
    (re.compile(r"^```+[ \t]*(?:dataview|dataviewjs|tasks|query|button|ad-\w+)\b", re.MULTILINE), "a plugin's block is shown as code"),
    (re.compile(r"<%(?:[^%]|%(?!>)){1,500}+%>"), "a command of Templater is text here"),
    (re.compile(r"(?<=\S )\^[A-Za-z0-9-]+$|^\^[A-Za-z0-9-]+$", re.MULTILINE), "the name of a block is text here"),
    (re.compile(r"==(?!\s)[^=\n]{1,500}(?<!\s)=="), "marked text keeps its signs"),
    (re.compile(r"\^\[[^\[\]\n]{1,500}\]"), "a footnote within the line is text here"),
)  # fmt: skip


def survey_obsidian(folder: Folder) -> Surveyed:
    """Look at a vault."""
    notes = tuple(Destined(path=path, target=place_in_entries(rename_markdown(path))) for path in list_markdown(folder))
    left_out = tuple(
        (path, "a canvas is no note") for path in folder.paths if path.endswith((".canvas", ".excalidraw", ".base"))
    )
    return Surveyed(
        notes=notes,
        meanings={**FOREIGN, "aliases": Meaning.NAMES, "alias": Meaning.NAMES},
        place_file=place_in_entries,
        find_address=_published_address,
        is_found_by_name=True,
        left_out=left_out,
    )


def _published_address(note: Note) -> str:
    return f"/{note.front.address.strip('/')}/" if note.front.address else ""


def translate_obsidian(note: Note, catalogue: Catalogue) -> Translation:
    """Write links by name as links, and take comments out."""
    body = note.head.body
    literals = find_literals(body)
    comments, is_open = _find_comments(body, literals)
    edits = [Edit(start, end, "") for start, end in comments]
    unread = [Unread(line_of(body, start), "a comment is private, and left out") for start, _ in comments]
    if is_open >= 0:
        reason = "a comment begins here and never ends, so that the note is a draft"
        unread.append(Unread(line_of(body, is_open), reason, "close it with %%"))

    hidden = Literals(tuple(start for start, _ in comments), tuple(end for _, end in comments))

    def is_text(start: int) -> bool:
        return not literals.holds(start) and not hidden.holds(start)

    settled: dict[str, None] = {}
    files: dict[str, None] = {}
    for match in _LINK.finditer(body):
        if not is_text(match.start()):
            continue
        written, found, reason = _write_link(match, note, catalogue)
        if written:
            edits.append(Edit(match.start(), match.end(), written))
            settled[written[written.rindex("](") + 2 : -1]] = None
        if found and found not in catalogue.by_path:
            files[found] = None
        if reason:
            unread.append(Unread(line_of(body, match.start()), reason))
    unread += _list_others(body, is_text)
    edited = apply_edits(body, edits)

    def find_line(line: int) -> int:
        return line_of(body, edited.find_origin(start_of(edited.text, line)))

    tags = dict.fromkeys(match["tag"].strip("/") for match in _TAG.finditer(body) if is_text(match.start()))
    return Translation(
        edited.text, find_line, frozenset(settled), tuple(files), tuple(tags), is_open >= 0, tuple(unread)
    )


def _find_comments(body: str, literals: Literals) -> tuple[list[tuple[int, int]], int]:
    """Find what stands between two `%%`, and where one begins that never ends, or -1."""
    marks = [match.start() for match in re.finditer("%%", body) if not literals.holds(match.start())]
    comments: list[tuple[int, int]] = []
    begun = -1
    for mark in marks:
        if begun < 0:
            begun = mark
        elif mark >= begun + 2:
            end = mark + 2
            is_alone = body[:begun].rpartition("\n")[2].strip() == "" and body[end : end + 1] == "\n"
            comments.append((begun, end + is_alone))
            begun = -1
    return comments, begun


def _write_link(match: re.Match[str], note: Note, catalogue: Catalogue) -> tuple[str, str, str]:
    """Write a link by name as one by path; the link, the file it leads to, and what is to be said of it."""
    name, hash_mark, place = match["name"].partition("#")
    name, place = name.strip(), place.rpartition("#")[2].strip()
    shown = (match["shown"] or "").strip()
    found = find_by_name(name, note, catalogue) if name else note.path
    if not found:
        return "", "", f'"{match.group()}" leads to nothing in this vault, and stays as it is'
    is_block = place.startswith("^")
    reason = "a link to a block leads to its note" if is_block else ""
    fragment = f"#{make_anchor(place)}" if hash_mark and place and not is_block else ""
    address = (write_link(note.target, catalogue.target_of(found)) if name or not fragment else "") + fragment
    label = " > ".join(filter(None, (name, "" if is_block else place)))
    if not match["embeds"]:
        return f"[{shown or _escape(label)}]({address})", found, reason
    if found.lower().endswith(_PICTURES):
        stem = posixpath.basename(found).rpartition(".")[0]
        is_size = bool(_SIZE.fullmatch(shown))
        alt = _escape(stem) if is_size or not shown else shown
        return f"![{alt}]({address})", found, "the size of a picture is not kept" if is_size else ""
    what = "note" if found in catalogue.by_path else "file"
    return f"[{shown or _escape(label)}]({address})", found, f"an embedded {what} becomes a link to it"


def _escape(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)


def find_by_name(name: str, note: Note, catalogue: Catalogue) -> str:
    """Find the file that a link by name means: by its path, or else the one of this name that is least deep."""
    beside = posixpath.join(posixpath.dirname(note.path), name)
    if name.startswith((".", "/")) or "/" in name:
        for place in (name.lstrip("/"), beside):
            found = catalogue.find(place)
            if found:
                return found
    wanted = name.lower().lstrip("/")
    candidates = catalogue.by_name.get(posixpath.basename(wanted), ())
    whole = [path for path in candidates if f"/{path.lower()}".endswith((f"/{wanted}", f"/{wanted}.md"))]
    near = [path for path in whole if posixpath.dirname(path) == posixpath.dirname(note.path)]
    shallow = [path for path in whole if "/" not in path]
    return next(iter((*shallow, *near, *whole, *(candidates if "/" not in wanted else ()))), "")


def _list_others(body: str, is_text: Callable[[int], bool]) -> Iterator[Unread]:
    for match in _CALLOUT.finditer(body):
        kind, title = match["kind"].lower(), match["title"].strip()
        if is_text(match.start()) and (kind not in _ALERTS or title or match["fold"]):
            yield Unread(line_of(body, match.start()), f'a callout "{kind}" with this head is a quote here')
    for pattern, reason in _OTHERS:
        for match in pattern.finditer(body):
            is_block = match.group().startswith("```")
            if is_block or is_text(match.start()):
                yield Unread(line_of(body, match.start()), reason)

"""A folder of notes as a journal's files: the kind is recognised, each note is translated, nothing is lost unsaid.

Pure: knows paths and texts; does not know the disk.
"""

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from generator.errors import Problem, SitePath, problem_at
from generator.importing.fronts import NOTHING_CORRESPONDS, Front, Unread, map_head
from generator.importing.heads import HeadField, read_head
from generator.importing.headwriting import copy_front, write_note
from generator.importing.hugo import survey_hugo
from generator.importing.jekyll import survey_jekyll
from generator.importing.liquid import translate_liquid
from generator.importing.notes import (
    Catalogue,
    Destined,
    Folder,
    Note,
    Surveyed,
    Translation,
    is_note_path,
    new_address,
)
from generator.importing.obsidian import survey_obsidian, translate_obsidian
from generator.importing.plain import survey_plain, translate_plain
from generator.importing.relinking import leads_to, relink, resolve, write_link
from generator.importing.results import ImportCopy, ImportFile, ImportResult, LeftOut
from generator.importing.shortcodes import translate_shortcodes
from generator.model.completion import check_alias
from generator.model.document import TODO_PATH
from generator.model.placement import file_date
from generator.sources.slugs import make_slug
from generator.sources.values import count_noun


class Dialect(msgspec.Struct, frozen=True):
    """A way to keep notes in a folder."""

    name: str
    survey: Callable[[Folder], Surveyed]
    translate: Callable[[Note, Catalogue], Translation]


DIALECTS: Final[Mapping[str, Dialect]] = {
    "jekyll": Dialect("Jekyll", survey_jekyll, translate_liquid),
    "hugo": Dialect("Hugo", survey_hugo, translate_shortcodes),
    "obsidian": Dialect("Obsidian", survey_obsidian, translate_obsidian),
    "markdown": Dialect("plain Markdown", survey_plain, translate_plain),
}
"""By the name that they are called on the command line."""

_UNPUBLISHABLE: Final = (".heic", ".heif", ".jxl", ".psd", ".dng", ".cr2", ".nef", ".arw")
"""Pictures that cannot be made anew; a build would end with an error."""
_FIELD_COUNT: Final = 5
"""How often a field of one name is told."""
_RESERVED_FOLDERS: Final = frozenset({"badges", "cards", "checklists", "log", "series", "skills", "tags"})
"""Below these a site has addresses that nobody knows beforehand."""
_RESERVED: Final = frozenset(
    f"/{name}/"
    for name in (
        "", "404", "assets", "feed.json", "feed.xml", "robots.txt", "sitemap.xml", "badges", "cards", "checklists", "cv", "journal", "log", "progress", "search", "series", "skills",
        "tags",
    )
)  # fmt: skip
"""Addresses that a site has for itself."""


def recognize(paths: Iterable[str], hidden: Iterable[str] = ()) -> str:
    """Say what keeps a folder, by what is in it.

    Args:
        paths: its files.
        hidden: the names of hidden files and folders directly in it.

    >>> recognize(["_config.yml", "_posts/2020-01-02-a.md"]), recognize(["a.md"], [".obsidian"]), recognize(["a.md"])
    ('jekyll', 'obsidian', 'markdown')
    """
    known = list(paths)
    names = {path.partition("/")[0] for path in known}
    if ".obsidian" in hidden:
        return "obsidian"
    if any("_posts" in path.split("/")[:-1] for path in known) or names & {"_config.yml", "_config.yaml"}:
        return "jekyll"
    stems = {path.rpartition(".")[0] for path in known if path.endswith((".toml", ".yaml", ".yml", ".json"))}
    has_settings = bool(stems & {"hugo", "config", "config/_default/hugo", "config/_default/config"})
    if "hugo" in stems or ("content" in names and (has_settings or bool(names & {"archetypes", "layouts"}))):
        return "hugo"
    return "markdown"


class GitDates(msgspec.Struct, frozen=True):
    """When a note was first and last changed, as git knows it."""

    first: str
    """Empty if the history does not go back so far."""
    last: str


_NO_DATES: Final[Mapping[str, GitDates]] = {}


def import_folder(
    folder: Folder,
    kind: str,
    *,
    label: str,
    permalink: str = "/{path}/",
    dates: Mapping[str, GitDates] = _NO_DATES,
) -> ImportResult:
    """Make a folder of notes files of a journal.

    Args:
        folder: the folder.
        kind: one of `DIALECTS`.
        label: what messages call the folder.
        permalink: the site's pattern of addresses, to tell which notes have another one than they had.
        dates: by path, for notes that say no date themselves.
    """
    dialect = DIALECTS[kind]
    surveyed = dialect.survey(folder)
    if surveyed.faults:
        return ImportResult(problems=tuple(_refuse(fault, folder, label) for fault in surveyed.faults))
    notes = [_add_dates(_read_note(destined, folder, surveyed), dates) for destined in surveyed.notes]
    notes = [msgspec.structs.replace(note, was_at=surveyed.find_address(note)) for note in notes]
    notes, told = _settle(notes, permalink)
    catalogue = Catalogue(
        folder, tuple(notes), surveyed.place_file, surveyed.base_path, surveyed.roots, surveyed.is_found_by_name
    )
    aliases, doubled = _settle_aliases(notes, permalink)
    files: list[ImportFile] = []
    copies: dict[str, SitePath] = {}
    left_out = [LeftOut(f"{label}{path}", 0, "", reason) for path, reason in surveyed.left_out]
    for note in notes:
        written = _write(note, dialect, catalogue, aliases[note.path])
        unread = [*note.front.unread, *told.get(note.path, ()), *doubled.get(note.path, ()), *written.unread]
        left_out += _place(unread, note, folder.texts[note.path], label)
        copies |= {path: surveyed.place_file(path) for path in written.files if not is_note_path(path)}
        left_out += [
            LeftOut(f"{label}{note.path}", 0, "", f'refers to "{path}", which is not imported')
            for path in written.files
            if is_note_path(path)
        ]
        kind_of_file = "todo" if note.target == TODO_PATH else "page" if note.is_page else "entry"
        files.append(ImportFile(note.target, written.text, f"{label}{note.path}", kind_of_file, written.withheld))
    left_out += [
        LeftOut(f"{label}{path}", 0, "", "is a picture that no build can publish", "save it as PNG, JPEG or WebP first")
        for path in copies
        if path.lower().endswith(_UNPUBLISHABLE)
    ]
    others = len(folder.paths) - len(notes) - len(copies) - len(surveyed.left_out)
    left_out, repeated = _fold_fields(left_out)
    return ImportResult(
        files=tuple(files),
        copies=tuple(ImportCopy(target, path) for path, target in sorted(copies.items())),
        left_out=tuple(left_out),
        notes=(*_list_notices(dialect, files, others), *repeated),
    )


def _refuse(fault: tuple[str, int, str], folder: Folder, label: str) -> Problem:
    """Say that nothing is imported, since the settings that cannot be read may hide notes."""
    path, line, reason = fault
    hint = "these settings may say which notes are hidden, so mend them, in a copy if need be"
    return problem_at(reason, f"{label}{path}", folder.texts[path], line, hint=hint)


def _read_note(destined: Destined, folder: Folder, surveyed: Surveyed) -> Note:
    head = read_head(folder.texts[destined.path], destined.path)
    own = {field.key.lower() for field in head.fields}
    added = tuple(HeadField(key, value, 0, "") for key, value in destined.defaults.items() if key.lower() not in own)
    front = map_head(msgspec.structs.replace(head, fields=head.fields + added), surveyed.meanings)
    if destined.is_draft:
        front = copy_front(front, is_draft=True)
    unread = front.unread
    target = destined.target
    if posixpath.basename(destined.path).lower() == "todo.md":
        # What is still to be done is nobody else's business, in whichever folder it is kept.
        is_ours = "/" not in destined.path
        reason = "what is still to be done is private"
        unread = (*unread, Unread(1, reason))
        target = TODO_PATH if is_ours else target
        front = copy_front(front, is_private=not is_ours)
    if not destined.is_page and (front.nav_order or front.nav_title):
        kept = tuple(field.source for field in head.fields if field.key.lower() in {"weight", "nav_order", "nav_title"})
        front = copy_front(front, nav_order="", nav_title="", kept=front.kept + kept)
    if front.slug and make_slug(front.slug) != front.slug:
        front = copy_front(front, slug=make_slug(front.slug))
    return Note(
        path=destined.path,
        target=target,
        head=head,
        front=copy_front(front, unread=unread),
        is_page=destined.is_page,
    )


def _add_dates(note: Note, dates: Mapping[str, GitDates]) -> Note:
    """Say when a note was written and changed, so that the commit which adds it to the journal says it of none."""
    known = dates.get(note.path)
    if known is None:
        return note
    is_dated = note.is_page or note.front.date or file_date(posixpath.basename(note.target))[0]
    date = note.front.date if is_dated else known.first
    return msgspec.structs.replace(
        note, front=copy_front(note.front, date=date, updated=note.front.updated or known.last)
    )


def _settle(notes: Sequence[Note], permalink: str) -> tuple[list[Note], dict[str, tuple[Unread, ...]]]:
    """Give each note a file and an address of its own."""
    targets: set[str] = set()
    addresses: set[str] = set(_RESERVED)
    settled: list[Note] = []
    told: dict[str, tuple[Unread, ...]] = {}
    for note in notes:
        target = next(path for path in _number(note.target) if path.casefold() not in targets)
        targets.add(target.casefold())
        if target != note.target:
            reason = f"the file {note.target} is taken, so this note's is {target}"
            told[note.path] = (Unread(1, reason),)
        placed = msgspec.structs.replace(note, target=SitePath(target))
        address = new_address(placed, permalink)
        if address == "/" and address not in targets:
            # The text of the home page.
            targets.add(address)
        elif address.casefold() in addresses or _is_below_reserved(address):
            free = next(
                changed
                for changed in _list_slugs(placed, address)
                if new_address(changed, permalink).casefold() not in addresses
            )
            reason = f"the address {address} is taken, so this note's is {new_address(free, permalink)}"
            told[note.path] = (*told.get(note.path, ()), Unread(1, reason))
            placed = free
        addresses.add(new_address(placed, permalink).casefold())
        settled.append(placed)
    return settled, told


def _is_below_reserved(address: str) -> bool:
    return address.split("/")[1].casefold() in _RESERVED_FOLDERS


def _number(target: str) -> Iterator[str]:
    stem, _, extension = target.rpartition(".")
    yield target
    number = 2
    while True:
        yield f"{stem}-{number}.{extension}"
        number += 1


def _list_slugs(note: Note, address: str) -> Iterator[Note]:
    name = posixpath.basename(address.rstrip("/")) or "home"
    number = 2
    while True:
        yield msgspec.structs.replace(note, front=copy_front(note.front, slug=f"{name}-{number}"))
        number += 1


def _settle_aliases(
    notes: Sequence[Note], permalink: str
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[Unread, ...]]]:
    """Give each former address to one note, and none that is the address of another."""
    claimed = {_alias_key(new_address(note, permalink)): note.path for note in notes}
    claimed |= {_alias_key(address): "" for address in _RESERVED}
    aliases: dict[str, tuple[str, ...]] = {}
    doubled: dict[str, tuple[Unread, ...]] = {}
    for note in notes:
        kept: dict[str, None] = {}
        lost: list[Unread] = []
        was_at = "" if note.front.is_draft or note.front.is_private else note.was_at
        for address in filter(None, (was_at, *note.front.old_addresses)):
            key = _alias_key(address)
            if key == _alias_key(new_address(note, permalink)):
                continue
            reason = _find_loss(address, claimed.setdefault(key, note.path), note)
            if reason:
                lost.append(Unread(1, reason))
            else:
                kept[address if address.startswith("/") else f"/{address}"] = None
        aliases[note.path] = tuple(kept)
        doubled[note.path] = tuple(lost)
    return aliases, doubled


def _find_loss(address: str, owner: str, note: Note) -> str:
    """Say why a former address cannot lead to a note; nothing if it can."""
    fault = check_alias(address)
    if fault is not None:
        return fault[0]
    if not owner or _is_below_reserved(f"/{_alias_key(address)}"):
        return f'the former address "{address}" is one that the site may have for itself'
    return "" if owner == note.path else f'the former address "{address}" is that of {owner}'


def _alias_key(address: str) -> str:
    """Name the file that is to be found at an address."""
    path = address.strip("/").casefold().removesuffix("index.html")
    return path.rstrip("/")


class _Written(msgspec.Struct, frozen=True):
    text: str
    files: tuple[str, ...]
    unread: tuple[Unread, ...]
    withheld: str


def _write(note: Note, dialect: Dialect, catalogue: Catalogue, aliases: tuple[str, ...]) -> _Written:
    translation = dialect.translate(note, catalogue)
    relinked = relink(note, translation, catalogue)
    offset = note.line_offset
    unread = [msgspec.structs.replace(item, line=item.line + offset if item.line else 0) for item in relinked.unread]
    front, files = note.front, relinked.files
    if translation.is_draft:
        front = copy_front(front, is_draft=True)
    if translation.tags:
        front = copy_front(front, tags=tuple(dict.fromkeys((*front.tags, *translation.tags))))
    front, image, wrong = _follow_image(front, note, catalogue)
    text = write_note(note.head, front, relinked.body, aliases)
    withheld = "private" if front.is_private else "draft" if front.is_draft else ""
    if note.target == TODO_PATH:
        withheld = "never published"
    return _Written(text, tuple(dict.fromkeys((*files, *image))), (*unread, *wrong), withheld)


def _follow_image(front: Front, note: Note, catalogue: Catalogue) -> tuple[Front, tuple[str, ...], tuple[Unread, ...]]:
    """Write the address of the picture that stands for a note."""
    if not front.image or "://" in front.image:
        return front, (), ()
    found = resolve(front.image, note, catalogue)
    if found is None or found in catalogue.by_path:
        reason = f'the picture "{front.image}" is not in this folder'
        kept = (*front.kept, f"image: {front.image}")
        return copy_front(front, image="", kept=kept), (), (Unread(1, reason, "it is kept as a comment"),)
    target = catalogue.target_of(found)
    if leads_to(front.image, note.target, target):
        return front, (found,), ()
    return copy_front(front, image=write_link(note.target, target)), (found,), ()


def _place(unread: Iterable[Unread], note: Note, text: str, label: str) -> Iterator[LeftOut]:
    lines = text.split("\n")
    for item in sorted(unread, key=lambda item: item.line):
        shown = lines[item.line - 1] if 0 < item.line <= len(lines) else ""
        yield LeftOut(f"{label}{note.path}", item.line, shown, item.reason, item.hint)


def _fold_fields(left_out: Sequence[LeftOut]) -> tuple[list[LeftOut], list[str]]:
    """Tell of a field that stands in many notes a few times, and then how often: a theme wants it in all of them."""
    counts: Counter[str] = Counter()
    told: list[LeftOut] = []
    for line in left_out:
        if line.reason.startswith(NOTHING_CORRESPONDS):
            counts[line.reason] += 1
            if counts[line.reason] > _FIELD_COUNT:
                continue
        told.append(line)
    return told, [
        f"{reason}, in {count_noun(count - _FIELD_COUNT, 'more note', 'more notes')}: kept there as a comment"
        for reason, count in counts.items()
        if count > _FIELD_COUNT
    ]


def _list_notices(dialect: Dialect, files: Sequence[ImportFile], others: int) -> Iterator[str]:
    kinds = Counter(file.kind for file in files)
    counts = [count_noun(kinds["entry"], "entry", "entries")] + [count_noun(kinds["page"], "page", "pages")] * bool(
        kinds["page"]
    )
    drafts = sum(1 for file in files if file.summary)
    hidden = f"; {count_noun(drafts, 'is', 'are')} not published" if drafts else ""
    yield f"{dialect.name}: {' and '.join(counts)}{hidden}"
    undated = sum(1 for file in files if file.kind == "entry" and not file.summary and not _has_date(file))
    if undated:
        yield f"{count_noun(undated, 'entry has', 'entries have')} no date, and will get that of the commit that adds it"
    if others > 0:
        yield f"{count_noun(others, 'file', 'files')} that no note refers to: not imported"


def _has_date(file: ImportFile) -> bool:
    head = read_head(file.text, file.path)
    return bool(head.find("date")) or bool(file_date(posixpath.basename(file.path))[0])

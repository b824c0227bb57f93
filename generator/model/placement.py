"""Where each document stands: its title, its date and whence that is, its address, and whether it is published.

Knows one document, the settings and what git says of its file; does not know the other documents.
"""

import re
from enum import Enum
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from generator.errors import SitePath
from generator.model.document import ENTRIES_FOLDER, PAGES_FOLDER, Document, DocumentKind
from generator.model.permalink import Url, fill_permalink
from generator.model.taxonomy import folder_tags
from generator.sources.dates import Moment, parse_moment
from generator.sources.history import FileDates
from generator.sources.settings import Settings
from generator.sources.slugs import Slug, make_slug


class DateSource(Enum):
    """Whence a date is."""

    FRONT_MATTER = "front matter"
    FILE_NAME = "file name"
    LOG = "the log's heading"
    GIT = "git"
    NONE = "none"


class Reason(Enum):
    """Why a document is withheld."""

    PRIVATE = "private"
    DRAFT = "draft"
    FUTURE = "future"


class Withheld(msgspec.Struct, frozen=True, order=True):
    """A document that is not published, and why, in words that tell nothing of its content."""

    place: str
    reason: str


class Placement(msgspec.Struct, frozen=True):
    """A document with all that its place in the journal follows from."""

    document: Document
    title: str
    date: Moment | None
    date_source: DateSource
    updated: Moment | None
    url: Url
    tags: tuple[str, ...]
    reason: Reason | None
    """Why it is withheld; nothing if it is published."""


class PlacementRules(msgspec.Struct, frozen=True):
    """What decides about every document alike."""

    settings: Settings
    today: str
    """The build's date, `2019-11-29`: what is dated later is in the future."""
    with_drafts: bool
    with_future: bool


def place_document(document: Document, dates: FileDates | None, rules: PlacementRules) -> Placement:
    """Find a document's title, dates, address and whether it is published."""
    zone = rules.settings.zone
    folder, name = _split_path(document)
    date, source, rest = _find_date(document, name, dates, zone)
    updated = _find_updated(document, dates, zone)
    if updated is not None and date is not None and (updated.day == date.day or updated < date):
        updated = None
    return Placement(
        document,
        document.front.title or document.log_title or document.facts.heading or _title_from(rest, folder),
        date,
        source,
        updated,
        _find_url(document, folder, rest, date, rules.settings),
        gather_tags(document),
        _find_reason(document, date, rules),
    )


def asked_of_git(document: Document) -> tuple[bool, bool]:
    """Tell whether git is asked for the date of the first commit, and for that of the last."""
    front = document.front
    if document.kind is DocumentKind.ENTRY:
        return not (front.date or file_date(_split_path(document)[1])[0]), not front.updated
    return False, document.kind is DocumentKind.PAGE and not front.updated


def _split_path(document: Document) -> tuple[str, str]:
    """Divide a path into the folder below its section and the file's name without extension."""
    path = document.path
    for section in (ENTRIES_FOLDER, PAGES_FOLDER):
        path = SitePath(path.removeprefix(section))
    folder, _, name = path.rpartition("/")
    return folder, name.rpartition(".")[0]


def is_folder_text(name: str) -> bool:
    """Tell whether a file of this name stands for its folder, as GitHub shows a README."""
    return name.casefold() in {"readme", "index", "_index"}


_FILE_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-_T]([0-9]{2})([0-9]{2}))?(?:[-_ ]+|$)")


def file_date(name: str) -> tuple[str, str]:
    """Split `2019-11-29-0033-first-app` into the date and the rest; no date if the name has none."""
    match = _FILE_DATE.match(name)
    if match is None:
        return "", name
    day, hour, minute = match.groups()
    if hour is not None and (hour > "23" or minute > "59"):
        # Four digits that are no time belong to the name: `2019-11-29-2048-clone`.
        return day, name[11:]
    return (f"{day} {hour}:{minute}" if hour else day), name[match.end() :]


def _find_date(
    document: Document, name: str, dates: FileDates | None, zone: ZoneInfo
) -> tuple[Moment | None, DateSource, str]:
    """Give the date, whence it is, and the file's name without a date in front; a date alone is a name."""
    in_name, rest = file_date(name)
    from_name = _read_date(in_name, zone) if in_name else None
    if from_name is None or not rest:
        rest = name
    if document.front.date:
        return _read_date(document.front.date, zone), DateSource.FRONT_MATTER, rest
    if document.kind is DocumentKind.LOG_ENTRY:
        return _read_date(document.log_date, zone), DateSource.LOG, rest
    if from_name is not None:
        return from_name, DateSource.FILE_NAME, rest
    if document.kind is DocumentKind.ENTRY and dates is not None:
        return _read_date(dates.first.iso, zone), DateSource.GIT, rest
    return None, DateSource.NONE, rest


def _find_updated(document: Document, dates: FileDates | None, zone: ZoneInfo) -> Moment | None:
    if document.front.updated:
        return _read_date(document.front.updated, zone)
    # The log is one file: its last commit says nothing of the one entry.
    if document.kind is DocumentKind.LOG_ENTRY or dates is None:
        return None
    return _read_date(dates.last.iso, zone)


@lru_cache(maxsize=4096)
def _read_date(text: str, zone: ZoneInfo) -> Moment | None:
    # Many files share a commit, so many dates are the same text.
    return parse_moment(text, zone)


def _title_from(name: str, folder: str) -> str:
    in_name, rest = file_date(name)
    if in_name and not rest:
        return in_name
    words = folder.rpartition("/")[2] if is_folder_text(name) and folder else name
    words = " ".join(words.replace("-", " ").replace("_", " ").split()) or name
    return words[:1].upper() + words[1:]


def _find_url(document: Document, folder: str, name: str, date: Moment | None, settings: Settings) -> Url:
    if document.kind is DocumentKind.LOG_ENTRY:
        return _log_url(document)
    if document.kind is DocumentKind.LOG_INTRO:
        return Url("/log/")
    folders = [make_slug(part) for part in folder.split("/") if part]
    if is_folder_text(name):
        slug = make_slug(document.front.slug) if document.front.slug else (folders.pop() if folders else "")
    else:
        slug = make_slug(document.front.slug or name)
    path = "/".join(filter(None, [*folders, slug]))
    if document.kind is DocumentKind.PAGE:
        return Url(f"/{path}/" if path else "/")
    year, month, day = date.day.split("-") if date else ("", "", "")
    values = {"path": path, "slug": slug, "folder": "/".join(folders), "year": year, "month": month, "day": day}
    return fill_permalink(settings.permalink, values)


def _log_url(document: Document) -> Url:
    if document.front.slug:
        return Url(f"/log/{make_slug(document.front.slug)}/")
    # Day and time as written, so that another time zone in the settings does not move the page.
    written = document.front.date or document.log_date
    day, clock = written[:10], written[10:].strip("Tt ")[:5].replace(":", "")
    return Url(f"/log/{day}-{clock}/" if clock else f"/log/{day}/")


def _find_reason(document: Document, date: Moment | None, rules: PlacementRules) -> Reason | None:
    if document.front.private:
        return Reason.PRIVATE
    if document.front.draft and not rules.with_drafts:
        return Reason.DRAFT
    if date is not None and date.day > rules.today and not rules.with_future:
        return Reason.FUTURE
    return None


def gather_tags(document: Document) -> tuple[str, ...]:
    """Give an entry's own tags, then the folders it lies in; of two spellings of one tag the first."""
    names = document.front.tags
    if document.kind is DocumentKind.ENTRY:
        names += folder_tags(document.path.removeprefix(ENTRIES_FOLDER).rpartition("/")[0])
    if len(names) < 2:
        return names
    by_slug: dict[Slug, str] = {}
    for name in names:
        by_slug.setdefault(_tag_slug(name), name)
    return tuple(by_slug.values())


_tag_slug = lru_cache(maxsize=4096)(make_slug)
"""Thousands of entries share a few hundred tags."""


def describe_withheld(placement: Placement, today: str) -> Withheld:
    """Say in a line that a document is withheld, and why."""
    reason = placement.reason
    assert reason is not None, "only what is withheld is described"
    words = {
        Reason.PRIVATE: "private",
        Reason.DRAFT: "a draft (shown with --drafts)",
        Reason.FUTURE: f"dated {placement.date.day if placement.date else ''}, after {today} (shown with --future)",
    }
    return Withheld(placement.document.place, words[reason])


def split_same_log_urls(placements: list[Placement]) -> list[Placement]:
    """Add the title to the address of log entries that share a day or a minute; order in the file plays no part."""
    counts: dict[Url, int] = {}
    for placement in placements:
        if placement.document.kind is DocumentKind.LOG_ENTRY:
            counts[placement.url] = counts.get(placement.url, 0) + 1

    def distinct(placement: Placement) -> Placement:
        if counts.get(placement.url, 0) < 2 or placement.document.front.slug:
            return placement
        return msgspec.structs.replace(placement, url=Url(f"{placement.url[:-1]}-{make_slug(placement.title)}/"))

    return [distinct(placement) for placement in placements]

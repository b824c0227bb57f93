"""What other generators say of a note, in the words of our front matter.

Knows the names of fields; does not know how a front matter is written, or where a note goes.
Whatever might mean that a note is not to be published is taken so.
"""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Final

import msgspec

from generator.importing.heads import Head, HeadField, Value, list_texts
from generator.sources.dates import check_date, parse_written_date


class Meaning(Enum):
    """What a field says."""

    TITLE = "title"
    DATE = "date"
    UPDATED = "updated"
    SUMMARY = "summary"
    TAGS = "tags"
    SKILLS = "skills"
    SERIES = "series"
    DRAFT = "draft"
    PUBLISHED = "published"
    STATUS = "status"
    PRIVATE = "private"
    PUBLISH_DATE = "publish date"
    EXPIRES = "expires"
    BUILD = "build"
    SLUG = "slug"
    ADDRESS = "address"
    OLD_ADDRESSES = "old addresses"
    NAMES = "names"
    IMAGE = "image"
    NAV_ORDER = "nav_order"
    NAV_TITLE = "nav_title"


COMMON: Final[Mapping[str, Meaning]] = {
    "title": Meaning.TITLE,
    "date": Meaning.DATE,
    "created": Meaning.DATE,
    "created_at": Meaning.DATE,
    "date created": Meaning.DATE,
    "updated": Meaning.UPDATED,
    "updated_at": Meaning.UPDATED,
    "lastmod": Meaning.UPDATED,
    "modified": Meaning.UPDATED,
    "last_modified": Meaning.UPDATED,
    "last_modified_at": Meaning.UPDATED,
    "date modified": Meaning.UPDATED,
    "date updated": Meaning.UPDATED,
    "summary": Meaning.SUMMARY,
    "description": Meaning.SUMMARY,
    "excerpt": Meaning.SUMMARY,
    "tags": Meaning.TAGS,
    "tag": Meaning.TAGS,
    "categories": Meaning.TAGS,
    "category": Meaning.TAGS,
    "skills": Meaning.SKILLS,
    "series": Meaning.SERIES,
    "draft": Meaning.DRAFT,
    "private": Meaning.PRIVATE,
    "published": Meaning.PUBLISHED,
    "publish": Meaning.PUBLISHED,
    "public": Meaning.PUBLISHED,
    "status": Meaning.STATUS,
    "visibility": Meaning.STATUS,
    "publishdate": Meaning.PUBLISH_DATE,
    "pubdate": Meaning.PUBLISH_DATE,
    "expirydate": Meaning.EXPIRES,
    "unpublishdate": Meaning.EXPIRES,
    "headless": Meaning.DRAFT,
    "build": Meaning.BUILD,
    "_build": Meaning.BUILD,
    "slug": Meaning.SLUG,
    "permalink": Meaning.ADDRESS,
    "url": Meaning.ADDRESS,
    "redirect_from": Meaning.OLD_ADDRESSES,
    "aliases": Meaning.OLD_ADDRESSES,
    "image": Meaning.IMAGE,
    "images": Meaning.IMAGE,
    "cover": Meaning.IMAGE,
    "featured_image": Meaning.IMAGE,
    "featuredimage": Meaning.IMAGE,
    "thumbnail": Meaning.IMAGE,
    "nav_order": Meaning.NAV_ORDER,
    "nav_title": Meaning.NAV_TITLE,
    "weight": Meaning.NAV_ORDER,
}
"""By key in lower case; of two with one meaning the first that a note has is taken."""

FOREIGN: Final = {key: meaning for key, meaning in COMMON.items() if meaning is not Meaning.SKILLS}
"""Those that say the same elsewhere: the skills of others are on no checklist here."""

NOTHING_CORRESPONDS: Final = "nothing here corresponds to"
"""How what is said of an unknown field begins."""
_NO: Final = frozenset({"", "false", "no", "off", "0", "n", "never"})
_HIDDEN_STATES: Final = frozenset({"draft", "private", "hidden", "unlisted", "unpublished", "wip", "secret"})
_TRUNCATED = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})[T ](?P<clock>\d{2}:\d{2}(?::\d{2})?)(?P<rest>.*)", re.DOTALL)
_LOOSE_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::\d{2})?)?", re.ASCII)


class Unread(msgspec.Struct, frozen=True):
    """A line of a note that was not understood, and why."""

    line: int
    reason: str
    hint: str = ""


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a note; the empty value means that nothing is said."""

    title: str = ""
    date: str = ""
    updated: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    series: str = ""
    is_draft: bool = False
    is_private: bool = False
    slug: str = ""
    address: str = ""
    """Where it was to be found, if it says so itself."""
    old_addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Other names that links call it by."""
    image: str = ""
    nav_order: str = ""
    nav_title: str = ""
    kept: tuple[str, ...] = ()
    """Lines of the source that no field of ours says."""
    unread: tuple[Unread, ...] = ()


def map_head(head: Head, meanings: Mapping[str, Meaning] = COMMON) -> Front:
    r"""Say in our words what a note says of itself.

    >>> from generator.importing.heads import read_head
    >>> map_head(read_head("---\ntitle: A\npublished: false\n---\n", "a.md")).is_draft
    True
    """
    said: dict[str, object] = {}
    kept, unread = list(head.comments), []
    is_draft = bool(head.fault)
    if head.fault:
        hint = "the note is a draft until somebody has looked at it"
        unread.append(Unread(head.fault_line, head.fault, hint))
        if not head.fields:
            kept = [line for line in head.source.split("\n") if line.strip()]
    order = list(meanings)
    fields = sorted(head.fields, key=lambda field: order.index(key) if (key := field.key.lower()) in meanings else -1)
    refused: list[tuple[HeadField, str]] = []
    for field in fields:
        meaning = meanings.get(field.key.lower())
        if meaning is None:
            refused.append((field, f'{NOTHING_CORRESPONDS} "{field.key}"'))
            continue
        reason = _take(field, meaning, said)
        if reason:
            refused.append((field, reason))
    for field, reason in sorted(refused, key=lambda pair: pair[0].line):
        if field.value not in (None, "", (), {}):
            kept += field.source.split("\n")
            unread.append(Unread(field.line, reason, "it is kept as a comment"))
    said["is_draft"] = is_draft or bool(said.get("is_draft"))
    return msgspec.convert({**said, "kept": kept, "unread": unread}, Front)


def _take(field: HeadField, meaning: Meaning, said: dict[str, object]) -> str:
    """Note what a field says; the answer is why it cannot be, or nothing."""
    value = field.value
    if value is None:
        return ""
    if meaning in _HIDING:
        return _take_hiding(field, meaning, said)
    if meaning in _LISTS:
        return _take_list(field, meaning, said)
    name = _TEXTS[meaning]
    text = _read_text(value, meaning)
    if not text:
        return "" if not value else f'"{field.key}" is not what is wanted here'
    if said.get(name):
        return "" if said[name] == text else f'"{field.key}" says what another field says already'
    said[name] = text
    return ""


def _read_text(value: Value, meaning: Meaning) -> str:
    """Give a field's text as our front matter has it; empty if it cannot stand there."""
    if meaning is Meaning.IMAGE:
        value = _find_image(value)
    elif meaning is Meaning.SERIES and not isinstance(value, str):
        value = next(iter(list_texts(value)), "")
    text = value.strip() if isinstance(value, str) else ""
    if meaning in {Meaning.DATE, Meaning.UPDATED}:
        return read_date(text)
    if meaning is Meaning.NAV_ORDER and not re.fullmatch(r"-?[0-9]{1,9}", text):
        return ""
    return text


_TEXTS: Final = {
    Meaning.TITLE: "title",
    Meaning.DATE: "date",
    Meaning.UPDATED: "updated",
    Meaning.SUMMARY: "summary",
    Meaning.SERIES: "series",
    Meaning.SLUG: "slug",
    Meaning.ADDRESS: "address",
    Meaning.IMAGE: "image",
    Meaning.NAV_ORDER: "nav_order",
    Meaning.NAV_TITLE: "nav_title",
}
_LISTS: Final = {
    Meaning.TAGS: "tags",
    Meaning.SKILLS: "skills",
    Meaning.OLD_ADDRESSES: "old_addresses",
    Meaning.NAMES: "names",
}
_HIDING: Final = frozenset(
    {
        Meaning.DRAFT,
        Meaning.PRIVATE,
        Meaning.PUBLISHED,
        Meaning.STATUS,
        Meaning.PUBLISH_DATE,
        Meaning.EXPIRES,
        Meaning.BUILD,
    }
)


def _take_list(field: HeadField, meaning: Meaning, said: dict[str, object]) -> str:
    name = _LISTS[meaning]
    value = field.value
    separator = "," if not isinstance(value, str) or "," in value or meaning is not Meaning.TAGS else None
    texts = tuple(value.split()) if separator is None and isinstance(value, str) else list_texts(value)
    if separator is None and field.key.lower() in {"category", "tag"} and isinstance(value, str):
        # The singular names one, which may have several words.
        texts = (value.strip(),)
    if meaning is Meaning.TAGS:
        texts = tuple(text.removeprefix("#") for text in texts)
    known = said.get(name, ())
    assert isinstance(known, tuple)
    said[name] = tuple(dict.fromkeys(text for text in (*known, *texts) if text))
    if meaning is Meaning.NAMES and texts:
        return "another name is no former address"
    return "" if texts or not value else f'"{field.key}" is no list of texts'


def _take_hiding(field: HeadField, meaning: Meaning, said: dict[str, object]) -> str:
    value = field.value
    text = value.strip().lower() if isinstance(value, str) else ""
    is_no = value is False or (isinstance(value, str) and text in _NO)
    if meaning is Meaning.PUBLISHED and text and not is_no and (day := read_date(text)):
        return _take_publish_date(day, said)
    if meaning is Meaning.PUBLISH_DATE:
        day = read_date(text)
        return _take_publish_date(day, said) if day else f'"{field.key}" is no date'
    if meaning is Meaning.EXPIRES:
        said["is_draft"] = True
        return "a note that is to disappear some day is a draft"
    if meaning is Meaning.BUILD:
        if isinstance(value, Mapping) and any(_is_never(item) for item in value.values()):
            said["is_draft"] = True
            return "a page that is not built, or not listed, is a draft"
        return f'{NOTHING_CORRESPONDS} "{field.key}"'
    if meaning is Meaning.STATUS:
        if text in _HIDDEN_STATES:
            said["is_draft"] = True
            return f"a note that is {text} is a draft"
        return f'{NOTHING_CORRESPONDS} "{field.key}"'
    if meaning is Meaning.PUBLISHED:
        said["is_draft"] = is_no or bool(said.get("is_draft"))
    elif not is_no:
        said["is_private" if meaning is Meaning.PRIVATE else "is_draft"] = True
    return ""


def _is_never(value: Value) -> bool:
    return value is False or (isinstance(value, str) and value.lower() in _NO)


def _take_publish_date(day: str, said: dict[str, object]) -> str:
    """A note is dated with the later of the two, since it was to be seen from then on."""
    written = said.get("date")
    if isinstance(written, str) and written[:10] >= day[:10]:
        return ""
    said["date"] = day
    return f"the note is dated {day} in place of {written}" if written else ""


def _find_image(value: Value) -> Value:
    if isinstance(value, Mapping):
        return next((value[key] for key in ("image", "src", "path", "url") if key in value), "")
    if isinstance(value, tuple):
        return next((item for item in value if isinstance(item, str)), "")
    return value


def read_date(text: str) -> str:
    """Write a date as our front matter has it; empty if it is none.

    >>> read_date("2020-01-02 03:04:05 UTC"), read_date("2020/1/2"), read_date("January 4, 2020"), read_date("soon")
    ('2020-01-02 03:04:05Z', '2020-01-02', '2020-01-04', '')
    """
    text = text.strip()
    if check_date(text) is None:
        return text
    match = _TRUNCATED.fullmatch(text)
    if match is not None:
        rest = re.sub(r"^[.][0-9]+", "", match["rest"]).strip()
        rest = {"utc": "Z", "gmt": "Z"}.get(rest.lower(), rest)
        candidate = f"{match['day']} {match['clock']}{' ' if rest[:1] in set('+-') else ''}{rest}"
        if check_date(candidate) is None:
            return candidate
    loose = _LOOSE_DAY.fullmatch(text)
    if loose is not None:
        year, month, day, hour, minute = loose.groups()
        clock = f" {int(hour):02}:{minute}" if hour else ""
        candidate = f"{year}-{int(month):02}-{int(day):02}{clock}"
        return candidate if check_date(candidate) is None else ""
    moment, length = parse_written_date(text)
    return moment.day if moment is not None and length == len(text) else ""

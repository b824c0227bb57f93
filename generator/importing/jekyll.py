"""Sites of Jekyll: posts, drafts, pages and collections, and the addresses that they had.

Knows where Jekyll keeps what (https://jekyllrb.com/docs/structure/, /docs/permalinks/); does not know Liquid.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from generator.errors import SitePath
from generator.importing.fronts import COMMON, FOREIGN, read_date
from generator.importing.heads import Head, Value, list_texts, read_head
from generator.importing.notes import (
    Destined,
    Folder,
    Note,
    SiteSettings,
    Surveyed,
    is_note_path,
    place_beside,
    rename_markdown,
)
from generator.sources.slugs import make_slug

_STYLES: Final[Mapping[str, str]] = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_POST = re.compile(r"(?P<day>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})-(?P<title>.*)")
_NOT_READ: Final = ("_site/", "_includes/", "_layouts/", "_sass/", "_plugins/", "vendor/", "_data/")
_PLACEHOLDER = re.compile(r":(\w+)")


def read_settings(folder: Folder) -> SiteSettings:
    """Read the settings of a site, which are none without a file."""
    for name in ("_config.yml", "_config.yaml"):
        text = folder.texts.get(name)
        if text is not None:
            head = read_head(f"---\n{text}\n---\n", name)
            faults = ((name, max(1, head.fault_line - 1), head.fault),) if head.fault else ()
            return SiteSettings({field.key: field.value for field in head.fields}, faults)
    return SiteSettings({})


def survey_jekyll(folder: Folder) -> Surveyed:
    """Look at a site of Jekyll."""
    read = read_settings(folder)
    settings = read.fields
    collections = _read_collections(settings)
    excluded = list_texts(settings.get("exclude"))
    notes: list[Destined] = []
    left_out: list[tuple[str, str]] = []
    for path in folder.paths:
        if path.startswith(_NOT_READ) or any(
            path == name.rstrip("/") or path.startswith(f"{name.rstrip('/')}/") for name in excluded
        ):
            continue
        if is_note_path(path):
            destined, reason = _place_note(path, folder, collections)
            if destined is not None:
                notes.append(_add_defaults(destined, settings))
            else:
                left_out.append((path, reason))
        elif path.lower().endswith((".html", ".htm", ".textile")) and folder.texts.get(path, "").startswith("---"):
            left_out.append((path, "is no Markdown; only that is imported"))
    base = settings.get("baseurl")
    return Surveyed(
        notes=tuple(notes),
        meanings=FOREIGN,
        place_file=_place_file,
        find_address=_make_finder(settings),
        base_path=f"/{base.strip('/')}" if isinstance(base, str) and base.strip("/") else "",
        faults=read.faults,
        left_out=tuple(left_out),
    )


def _read_collections(settings: Mapping[str, Value]) -> Mapping[str, bool]:
    """Say of each collection whether its notes have pages."""
    collections = settings.get("collections")
    if isinstance(collections, Mapping):
        return {
            name: isinstance(options, Mapping) and options.get("output") is True
            for name, options in collections.items()
        }
    return dict.fromkeys(list_texts(collections), False)


def _place_note(path: str, folder: Folder, collections: Mapping[str, bool]) -> tuple[Destined | None, str]:
    """Say where a file goes, or why nowhere."""
    parts = path.split("/")
    for index, part in enumerate(parts[:-1]):
        if part in {"_posts", "_drafts"}:
            below = "/".join((*parts[:index], *parts[index + 1 :]))
            target = place_post(below)
            return Destined(path=path, target=target, is_draft=part == "_drafts"), ""
    if parts[0].startswith("_"):
        name = parts[0][1:]
        if name not in collections or len(parts) == 1:
            return None, "Jekyll makes no page of it"
        target = SitePath(f"content/entries/{rename_markdown(path[1:])}")
        return Destined(path=path, target=target, is_draft=not collections[name]), ""
    if any(part.startswith("_") for part in parts):
        return None, "Jekyll makes no page of it"
    text = folder.texts.get(path, "")
    if not read_head(text, path).source and not text.startswith("---"):
        return None, "has no front matter, so that Jekyll makes no page of it"
    if path.rpartition(".")[0] == "404":
        return None, "every site has a page of its own for what is not found"
    return Destined(path=path, target=SitePath(f"content/pages/{rename_markdown(path)}"), is_page=True), ""


def place_post(path: str) -> SitePath:
    """Put a post beside the others; a day in its name is written with two digits.

    >>> place_post("web/2020-1-2-flask.md")
    'content/entries/web/2020-01-02-flask.md'
    """
    folder, _, name = path.rpartition("/")
    match = _POST.match(name)
    if match is not None and (day := read_date(match["day"])):
        name = f"{day}-{match['title']}"
    return SitePath("content/entries/" + posixpath.join(folder, rename_markdown(name)))


def _place_file(path: str) -> SitePath:
    parts = path.split("/")
    for folder in ("_posts", "_drafts"):
        if folder in parts:
            parts.remove(folder)
            return SitePath("content/entries/" + "/".join(parts))
    return place_beside(path)


def _add_defaults(destined: Destined, settings: Mapping[str, Value]) -> Destined:
    """Add what `defaults` says of files at such a place; what is more narrow comes later, and goes before."""
    defaults = settings.get("defaults")
    found: dict[str, str] = {}
    for item in defaults if isinstance(defaults, tuple) else ():
        if not isinstance(item, Mapping):
            continue
        scope, values = item.get("scope"), item.get("values")
        if not isinstance(scope, Mapping) or not isinstance(values, Mapping) or not _is_in_scope(destined, scope):
            continue
        found |= {
            key: str(value).lower() if isinstance(value, bool) else value
            for key, value in values.items()
            if isinstance(value, str | bool)
        }
        found |= {key: ", ".join(list_texts(value)) for key, value in values.items() if isinstance(value, tuple)}
    return Destined(
        path=destined.path,
        target=destined.target,
        is_page=destined.is_page,
        is_draft=destined.is_draft,
        defaults={key: value for key, value in found.items() if key.lower() in COMMON},
    )


def _is_in_scope(destined: Destined, scope: Mapping[str, Value]) -> bool:
    path, kind = scope.get("path"), scope.get("type")
    if isinstance(path, str) and path.strip("/") and not f"{destined.path}/".startswith(f"{path.strip('/')}/"):
        return False
    if not isinstance(kind, str) or not kind:
        return True
    own = "drafts" if destined.is_draft else "posts"
    if destined.is_page:
        own = "pages"
    elif destined.path.startswith("_") and not destined.path.startswith(("_posts/", "_drafts/")):
        own = destined.path.split("/")[0][1:]
    # Jekyll gives drafts what it gives posts.
    return kind.rstrip("s") == own.rstrip("s") or (kind == "posts" and own == "drafts")


def _make_finder(settings: Mapping[str, Value]) -> Callable[[Note], str]:
    pattern = settings.get("permalink")
    style = pattern if isinstance(pattern, str) else "date"

    def find(note: Note) -> str:
        if note.front.address:
            return _fill(note.front.address, note)
        if note.is_page:
            stem = note.path.rpartition(".")[0]
            is_index = posixpath.basename(stem) == "index"
            return (
                f"/{stem.removesuffix('index')}" if is_index else f"/{stem}/" if style == "pretty" else f"/{stem}.html"
            )
        if "_posts" not in note.path.split("/"):
            is_draft = "_drafts" in note.path.split("/")
            return "" if is_draft or note.front.is_draft else f"/{note.path[1:].rpartition('.')[0]}.html"
        return _fill(_STYLES.get(style, style), note)

    return find


def _fill(pattern: str, note: Note) -> str:
    """Put a post's own values in the places of a pattern; empty if one is not known."""
    name = posixpath.basename(note.path).rpartition(".")[0]
    match = _POST.match(name)
    day = (note.front.date or (read_date(match["day"]) if match else ""))[:10]
    title = match["title"] if match else name
    values = dict(_list_day_values(day)) | {
        "title": note.front.slug or title,
        "slug": make_slug(note.front.slug or title),
        "name": title,
        "categories": "/".join(_list_categories(note.head, note.path)),
        "output_ext": ".html",
        "collection": note.path.split("/")[0].lstrip("_"),
        "path": note.path.rpartition(".")[0],
    }
    names = _PLACEHOLDER.findall(pattern)
    if any(name not in values for name in names):
        return ""
    filled = _PLACEHOLDER.sub(lambda found: values[found.group(1)], pattern)
    return re.sub(r"/{2,}", "/", f"/{filled}")


def _list_day_values(day: str) -> Iterator[tuple[str, str]]:
    if not day:
        return
    moment = date.fromisoformat(day)
    yield from (("year", f"{moment.year:04}"), ("month", f"{moment.month:02}"), ("day", f"{moment.day:02}"))
    yield from (("i_month", str(moment.month)), ("i_day", str(moment.day)), ("short_year", f"{moment.year % 100:02}"))
    yield "y_day", f"{moment.timetuple().tm_yday:03}"


def _list_categories(head: Head, path: str) -> Iterator[str]:
    folder = path.partition("_posts/")[0].strip("/")
    named: list[str] = folder.split("/") if folder else []
    for key in ("categories", "category"):
        field = head.find(key)
        if field is not None:
            is_words = isinstance(field.value, str) and key == "categories" and "," not in field.value
            named += field.value.split() if is_words and isinstance(field.value, str) else list_texts(field.value)
    yield from dict.fromkeys(make_slug(name) for name in named)

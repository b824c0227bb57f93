"""Sites of Hugo: sections, bundles and static files, and the addresses that they had.

Knows where Hugo keeps what (https://gohugo.io/content-management/organization/); does not know shortcodes.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Final

from generator.errors import SitePath
from generator.importing.fronts import FOREIGN, Meaning
from generator.importing.heads import Value, list_texts, read_head
from generator.importing.notes import (
    Destined,
    Folder,
    Note,
    SiteSettings,
    Surveyed,
    list_markdown,
    place_beside,
    rename_markdown,
)
from generator.model.placement import file_date

CONTENT: Final = "content/"
_NAMES: Final = tuple(
    f"{folder}{name}.{extension}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for extension in ("toml", "yaml", "yml", "json")
)
_PLACEHOLDER = re.compile(r":(\w+)")
_OTHER_TEXTS: Final = (".html", ".adoc", ".org", ".rst", ".pandoc")
_DATED: Final = ("date", "publishdate")


def read_hugo_settings(folder: Folder) -> SiteSettings:
    """Read the site's settings, whatever they are written in."""
    for name in _NAMES:
        text = folder.texts.get(name)
        if text is None:
            continue
        mark = "+++" if name.endswith(".toml") else "---"
        head = read_head(text if name.endswith(".json") else f"{mark}\n{text}\n{mark}\n", name)
        faults = ((name, max(1, head.fault_line - 1), head.fault),) if head.fault else ()
        return SiteSettings({field.key.lower(): field.value for field in head.fields}, faults)
    return SiteSettings({})


def survey_hugo(folder: Folder) -> Surveyed:
    """Look at a site of Hugo."""
    read = read_hugo_settings(folder)
    settings = read.fields
    is_ignored = _make_ignoring(settings)
    under = settings.get("contentdir")
    content = f"{under.strip('/')}/" if isinstance(under, str) and under.strip("/") else CONTENT
    hidden = ("",) if _hides(settings.get("cascade")) else _find_cascades(folder, content)
    notes: list[Destined] = []
    left_out: list[tuple[str, str]] = []
    for path in list_markdown(folder, content):
        below = path.removeprefix(content)
        head = read_head(folder.texts.get(path, ""), path)
        if posixpath.basename(below).startswith("_index.") and not head.body.strip():
            left_out.append((path, "is the head of a list, without a text"))
            continue
        has_date = any(field.key.lower() in _DATED for field in head.fields)
        is_page = _is_top(below) and not (has_date or file_date(posixpath.basename(below))[0])
        section = "content/pages/" if is_page and below.rpartition(".")[0] != "_index" else "content/entries/"
        is_draft = is_ignored(path) or any(f"{path}/".startswith(prefix) for prefix in hidden)
        target = SitePath(section + rename_markdown(below))
        notes.append(Destined(path=path, target=target, is_page=section == "content/pages/", is_draft=is_draft))
    left_out += [
        (path, "is no Markdown; only that is imported")
        for path in folder.paths
        if path.startswith(content) and path.lower().endswith(_OTHER_TEXTS)
    ]
    return Surveyed(
        notes=tuple(notes),
        meanings={**FOREIGN, "aliases": Meaning.OLD_ADDRESSES},
        place_file=_make_placer(content, {note.path: note.target for note in notes}),
        find_address=_make_finder(settings, content),
        base_path=_read_base(settings.get("baseurl")),
        roots=("static/", content, "assets/", ""),
        faults=read.faults,
        left_out=tuple(left_out),
    )


def _make_ignoring(settings: Mapping[str, Value]) -> Callable[[str], bool]:
    """Tell which files the settings pass over; a pattern of Go that is none here passes over all."""
    patterns: list[re.Pattern[str]] = []
    for written in list_texts(settings.get("ignorefiles"), separator="\n"):
        try:
            patterns.append(re.compile(written))
        except re.error:
            patterns.append(re.compile(""))
    return lambda path: any(pattern.search(path) for pattern in patterns)


def _is_top(below: str) -> bool:
    """Tell whether a file is in no section: `about.md`, `about/index.md`."""
    return "/" not in below or (below.count("/") == 1 and posixpath.basename(below).startswith("index."))


def _read_base(value: Value) -> str:
    path = re.sub(r"^\w+://[^/]*", "", value) if isinstance(value, str) else ""
    return f"/{path.strip('/')}" if path.strip("/") else ""


def _find_cascades(folder: Folder, content: str) -> tuple[str, ...]:
    """List the folders whose head says that all that is below is not to be published."""
    found = []
    for path in list_markdown(folder, content):
        if not posixpath.basename(path).startswith("_index."):
            continue
        head = read_head(folder.texts.get(path, ""), path)
        cascade = head.find("cascade")
        if head.fault or (cascade is not None and _hides(cascade.value)):
            found.append(f"{posixpath.dirname(path)}/")
    return tuple(found)


def _hides(value: Value) -> bool:
    """Tell whether a cascade says `draft`, or that pages are not built; which pages it is for is not looked at."""
    if isinstance(value, tuple):
        return any(_hides(item) for item in value)
    if not isinstance(value, Mapping):
        return False
    for key, item in value.items():
        if key.lower() in {"draft", "headless"} and item not in (False, "false", None):
            return True
        if (
            key.lower() in {"build", "_build", "params"}
            and isinstance(item, Mapping)
            and ((key == "params" and _hides(item)) or "never" in item.values() or False in item.values())
        ):
            return True
    return False


def _make_placer(content: str, targets: Mapping[str, SitePath]) -> Callable[[str], SitePath]:
    # The files of a bundle go where its text goes.
    bundles = {
        posixpath.dirname(path): posixpath.dirname(target)
        for path, target in targets.items()
        if posixpath.basename(path).rpartition(".")[0] in {"index", "_index"}
    }

    def place(path: str) -> SitePath:
        folder = posixpath.dirname(path)
        while folder:
            if folder in bundles:
                return SitePath(bundles[folder] + path[len(folder) :])
            folder = posixpath.dirname(folder)
        if path.startswith(content):
            return SitePath(f"content/entries/{path.removeprefix(content)}")
        return place_beside(path.removeprefix("static/").removeprefix("assets/"))

    return place


def _make_finder(settings: Mapping[str, Value], content: str) -> Callable[[Note], str]:
    permalinks = settings.get("permalinks")
    patterns: dict[str, str] = {}
    if isinstance(permalinks, Mapping):
        inner = permalinks.get("page")
        known = inner if isinstance(inner, Mapping) else permalinks
        patterns = {key: value for key, value in known.items() if isinstance(value, str)}
    is_ugly = settings.get("uglyurls") is True

    def find(note: Note) -> str:
        if note.front.address:
            return f"/{note.front.address.lstrip('/')}"
        below = note.path.removeprefix(content)
        folder, _, name = below.rpartition("/")
        stem = name.rpartition(".")[0]
        if stem == "index":
            folder, _, stem = folder.rpartition("/")
        pattern = patterns.get(below.split("/")[0]) if "/" in below and stem != "_index" else None
        if pattern is not None:
            return _fill(pattern, note, folder, stem)
        parts = [folder, "" if stem == "_index" else note.front.slug or stem]
        address = "/" + "/".join(_urlize(part) for part in parts if part)
        if is_ugly and stem != "_index":
            return f"{address}.html"
        return address if address.endswith("/") else f"{address}/"

    return find


def _urlize(text: str) -> str:
    """Write a path as Hugo does: in lower case, with hyphens for spaces, without most signs."""
    return re.sub(r"[^\w/.+~-]", "", re.sub(r"\s+", "-", text.strip().lower()))


def _fill(pattern: str, note: Note, folder: str, stem: str) -> str:
    """Put a page's values in the places of a pattern; empty if one is not known."""
    day = (note.front.date or file_date(stem)[0])[:10]
    title = _urlize(note.front.title or stem)
    values = {
        "section": folder.split("/", maxsplit=1)[0],
        "sections": folder,
        "title": title,
        "slug": _urlize(note.front.slug) if note.front.slug else title,
        "filename": _urlize(stem),
        "contentbasename": _urlize(stem),
        "slugorfilename": _urlize(note.front.slug or stem),
        "slugorcontentbasename": _urlize(note.front.slug or stem),
    }
    if day:
        values |= {"year": day[:4], "month": day[5:7], "day": day[8:10]}
    if any(name not in values for name in _PLACEHOLDER.findall(pattern)):
        return ""
    filled = re.sub(r"/{2,}", "/", "/" + _PLACEHOLDER.sub(lambda found: values[found.group(1)], pattern))
    return filled if filled.endswith("/") or "." in posixpath.basename(filled) else f"{filled}/"

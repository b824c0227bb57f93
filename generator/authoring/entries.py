"""A new entry: its file's name, and what stands in it before anything is written.

Knows how front matter is written; does not know which files there are, nor which skills.
"""

import json
import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.errors import SitePath
from generator.model.document import ENTRIES_FOLDER
from generator.model.placement import is_folder_text
from generator.sources.slugs import make_slug
from generator.sources.yamldoc import resolve_plain

_PLAIN_ITEM = re.compile(r"[A-Za-z0-9][\w+./-]*(?: [\w+./-]+)*", re.ASCII)
_PLAIN_TITLE = re.compile(r"(?:[^\W_]|[ ,;?!'\"()+./=%-]|:(?= )|&(?= )|#(?! |$))+")
"""What means nothing in Markdown, so that the heading reads as the title."""


class NewEntry(msgspec.Struct, frozen=True):
    """A file that is to be written."""

    path: SitePath
    text: str


def compose_entry(
    title: str, *, date: str, skills: Sequence[str] = (), tags: Sequence[str] = (), is_draft: bool = False
) -> NewEntry:
    r"""Compose an entry.

    The title is its heading, as GitHub shows it; one with signs that Markdown would take for its own stands in the
    front matter.

    Args:
        title: what it is about; not empty.
        date: when it was written.
        skills: the ids of the skills that it shows.
        tags: what it is about.
        is_draft: whether it is not to be published yet.

    >>> entry = compose_entry("Blueprints", date="2026-11-27", skills=["flask"])
    >>> entry.path, entry.text
    ('content/entries/blueprints.md', '---\ndate: 2026-11-27\nskills: [flask]\n---\n\n# Blueprints\n\n')
    """
    shown = " ".join(title.split())
    is_heading = _PLAIN_TITLE.fullmatch(shown) is not None
    fields = [] if is_heading else [f"title: {_quote(shown)}"]
    fields += [f"date: {date}", *_list_field("skills", skills), *_list_field("tags", tags)]
    fields += ["draft: true"] if is_draft else []
    body = f"# {shown}\n\n" if is_heading else ""
    return NewEntry(_name_file(shown), "\n".join(["---", *fields, "---", "", body]))


def _name_file(title: str) -> SitePath:
    slug = make_slug(title)
    # Files with some names stand for their folder.
    return SitePath(f"{ENTRIES_FOLDER}{slug}{'-entry' if is_folder_text(slug) else ''}.md")


def _list_field(name: str, values: Sequence[str]) -> Iterator[str]:
    unique = dict.fromkeys(" ".join(value.split()) for value in values)
    if items := [_write_item(value) for value in unique if value]:
        yield f"{name}: [{', '.join(items)}]"


def _write_item(value: str) -> str:
    is_plain = _PLAIN_ITEM.fullmatch(value) and resolve_plain(value) == value
    return value if is_plain else _quote(value)


def _quote(value: str) -> str:
    # What JSON has in quotes, YAML reads alike.
    return json.dumps(value, ensure_ascii=False)

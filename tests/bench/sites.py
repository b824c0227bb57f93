"""A site to measure with: written from notes, and edited as an author would.

World. Does not know what is measured, nor how.
"""

import json
import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from generator.build.inputs import find_package_root
from tests.bench.corpus import Note

_FIRST_DATE = datetime(2014, 1, 1, 8, 0, tzinfo=UTC)
_SPAN_MINUTES = 4000 * 24 * 60
"""Notes are spread over eleven years, all of them past."""

_STRIDE = 7919
"""A prime: consecutive files then have dates far apart, as they have in a real journal sorted by topic."""

_SOURCES = frozenset({"content", "site.yaml", "templates"})
_SETTINGS = "title: Bench\ndescription: Short notes, many of them.\nbase_url: http://localhost/bench/\n"
"""Without an address that others can follow there are no cards; those have rows of their own."""


class BenchSite(msgspec.Struct, frozen=True):
    """A site on disk, and the entries that edits are made to."""

    root: Path
    entry_count: int
    size_bytes: int
    """Of all Markdown, with front matter."""
    middle: str
    """The entry with half of the others before it, as `folder/name`."""
    newest: str

    @property
    def entries(self) -> Path:
        """Where the entries lie."""
        return self.root / "content" / "entries"


def write_site(root: Path, notes: Iterable[Note], count: int) -> BenchSite:
    """Write a site of `count` notes into a new folder; one note at a time is held in memory."""
    entries = root / "content" / "entries"
    entries.mkdir(parents=True)
    (root / "site.yaml").write_text(_SETTINGS, encoding="utf-8")
    size_bytes, middle, newest = 0, "", ""
    for index, note in enumerate(notes):
        rank = index * _STRIDE % count
        path = entries / note.folder / f"{note.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        size_bytes += path.write_bytes(_write_entry(note, rank, count).encode())
        if rank == count // 2:
            middle = f"{note.folder}/{note.name}"
        if rank == count - 1:
            newest = f"{note.folder}/{note.name}"
    return BenchSite(root, count, size_bytes, middle, newest)


def _write_entry(note: Note, rank: int, count: int) -> str:
    date = _FIRST_DATE + timedelta(minutes=rank * _SPAN_MINUTES // count)
    title = json.dumps(note.title, ensure_ascii=False)
    return f"---\ntitle: {title}\ndate: {date:%Y-%m-%dT%H:%M}\ntags: [{note.folder}]\n---\n\n{note.body}"


def remove_built(site: BenchSite) -> None:
    """Remove everything that builds have made, so that the next one starts from nothing."""
    for path in site.root.iterdir():
        if path.name in _SOURCES:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def count_pages(site: BenchSite) -> int:
    """Count the published pages of HTML."""
    return sum(name.endswith(".html") for _, _, names in os.walk(site.root / "public") for name in names)


def edit_body(site: BenchSite, mark: str) -> str:
    """Add a paragraph to the entry in the middle; give the published file that must show the mark."""
    with (site.entries / f"{site.middle}.md").open("a", encoding="utf-8") as file:
        file.write(f"\nEdited {mark} here.\n")
    return f"{site.middle}/index.html"


def edit_title(site: BenchSite, mark: str) -> str:
    """Give the newest entry, which the home page and most lists show, another title."""
    path = site.entries / f"{site.newest}.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([lines[0], f"title: Retitled {mark}", *lines[2:]]), encoding="utf-8")
    return "index.html"


def edit_template(site: BenchSite, mark: str) -> str:
    """Change the frame that every page of HTML is in."""
    frame = (find_package_root() / "templates" / "base.html").read_text(encoding="utf-8")
    path = site.root / "templates" / "base.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(frame.replace("</body>", f"<p>{mark}</p>\n</body>"), encoding="utf-8")
    return f"{site.middle}/index.html"

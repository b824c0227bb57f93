"""What is published: entries and pages, complete with everything known about them.

An entry is what the author wrote; a page of the site is another thing, of another room.
"""

import msgspec

from generator.digest import Digest
from generator.errors import Place, SitePath
from generator.markdown.body import Heading
from generator.model.permalink import Url
from generator.model.placement import DateSource
from generator.sources.dates import Moment
from generator.sources.slugs import Slug


class ImageSource(msgspec.Struct, frozen=True, array_like=True):
    """One of the files that a browser may choose from to show a picture."""

    href: str
    width: int
    """In pixels."""


class ImageSize(msgspec.Struct, frozen=True, array_like=True):
    """How large a picture is that a body shows, so that pages need not move when it has come."""

    index: int
    """Which of the body's `hrefs` leads to it."""
    width: int
    height: int
    """In pixels, like the width; zeros where they are not known."""
    sources: tuple[ImageSource, ...] = ()
    """What to choose from, the narrowest first; empty where there is but one."""


class Writing(msgspec.Struct, frozen=True, kw_only=True):
    """What entries, pages and the home text have in common."""

    path: SitePath
    line: int
    place: str
    """`content/entries/a.md`, or `content/log.md:12`."""
    url: Url
    title: str
    updated: Moment | None
    summary: str
    is_draft: bool
    body: Digest
    """The name of the body's HTML."""
    hrefs: tuple[str, ...]
    """Where each link of the body leads, from the site's root; empty for one that leads nowhere."""
    sizes: tuple[ImageSize, ...]
    """Of the pictures among them whose sizes are known."""
    pages: tuple[Url, ...]
    """The pages of the site that its body links to, each once, without its own."""
    heading_id: str
    """The anchor of the heading that serves as title; empty if the title is no heading."""
    headings: tuple[Heading, ...]
    """The other headings, in order."""
    word_count: int
    """Words of the text, code included; a character of Chinese or Japanese counts as one."""
    reading_minutes: int
    aliases: tuple[Url, ...]
    slug_place: Place | None
    """Where its address was chosen by hand, if it was."""


class Entry(Writing, frozen=True, kw_only=True):
    """A published entry."""

    date: Moment | None
    date_source: DateSource
    tags: tuple[str, ...]
    skills: tuple[Slug, ...]
    series: str
    image: str
    """The address of its picture, from the site's root or of another host; empty without one."""
    image_path: SitePath
    """The file of that picture, if it is one of the site's."""
    is_log_entry: bool


class ContentPage(Writing, frozen=True, kw_only=True):
    """A published page such as "about"."""

    nav_order: int | None
    nav_title: str


def newest_first(entry: Entry) -> tuple[bool, int, Url]:
    """Sort key: by date, the newest first; undated ones last, by address."""
    return entry.date is None, -(entry.date.sort_key if entry.date else 0), entry.url

"""What browsers are shown at one moment: one whole build, and what is wrong with the files as they are now.

Knows what a server may be asked; does not know how a page is made, nor who asks.
"""

from collections.abc import Mapping
from typing import Protocol

import msgspec

from generator.errors import SitePath


class Snapshot(Protocol):
    """All outputs of one build; nothing of it ever changes, so whoever holds it sees one site and no mixture."""

    @property
    def generation(self) -> int:
        """Which build of this server it is; counts from 1."""

    @property
    def base_path(self) -> str:
        """What stands before each address, as where the site is published: `/repo`, or nothing."""

    @property
    def styles(self) -> Mapping[str, str]:
        """Where each stylesheet of the theme is, by its name: `{"journal.css": "/repo/assets/journal.1a2b3c4d.css"}`."""

    def has(self, path: SitePath) -> bool:
        """Tell whether there is an output of this path, `flask/index.html`."""

    def read(self, path: SitePath) -> bytes | None:
        """Give the bytes of an output; nothing if there is no such output."""

    def version(self, path: SitePath) -> str:
        """Name what a page shows, its stylesheets' addresses aside; empty if there is no such page.

        Two snapshots in which a page has one version show it alike.
        """


class ShownProblem(msgspec.Struct, frozen=True):
    """A problem as a browser shows it."""

    severity: str
    """`error` or `warning`."""
    message: str
    place: str
    """`content/entries/a.md:4:9`; empty for a problem without a place."""
    href: str
    """Opens that place in the author's editor; empty if there is none to open."""
    excerpt: tuple[str, ...]
    """The source line and the carets below it, as the terminal shows them; or nothing."""
    hint: str


class Panel(msgspec.Struct, frozen=True):
    """What is laid over every page while the files have errors: the site below is the last good one."""

    title: str
    """`2 errors in content/entries/a.md`."""
    problems: tuple[ShownProblem, ...] = ()
    traceback: str = ""
    """Of a mistake in the generator itself."""


class Showing(msgspec.Struct, frozen=True):
    """What is shown; replaced as a whole, by one assignment."""

    snapshot: Snapshot | None
    """Nothing if there never was a good build."""
    panel: Panel | None


class News(msgspec.Struct, frozen=True):
    """What browsers are told of a change besides which pages differ, which follows from the snapshots."""

    files: tuple[str, ...] = ()
    """Addresses of pictures and the like that have other bytes now, under the base path."""
    moved: Mapping[SitePath, str] = {}
    """Pages that are gone and whose text is elsewhere now: output path to new address."""
    follow: str = ""
    """The address of the page whose source was just saved; only if browsers are asked to go there."""

"""Which screens there are: a name for each kind of page, and where one lies on each of the two sites.

Knows nothing of browsers.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from tests.screens.journal import LONG_ENTRY, OLD_ADDRESS, SERIES_ENTRY, SHORT_ENTRY, WIDE_ENTRY
from tests.screens.serving import STAY


class Screen(msgspec.Struct, frozen=True):
    """A page to look at, and what is done there first."""

    site: str
    """`own` or `made`."""
    name: str
    path: str
    """Below the base path; a folder's ends with a slash."""
    typed: str = ""
    """What is typed into the search."""

    @property
    def id(self) -> str:
        """Name it among all."""
        return f"{self.site}-{self.name}"

    @property
    def file(self) -> str:
        """The published file."""
        path = self.path.removesuffix(STAY)
        return f"{path}index.html" if path.endswith("/") or not path else path


_OWN: Mapping[str, str] = {
    "home": "",
    "skills": "skills/",
    "skill-now": "skills/unit-testing/",
    "skill-learning": "skills/packaging-projects/",
    "skill-planned": "skills/kubernetes/",
    "skill-parent": "skills/devops/",
    "checklist": "checklists/python-backend-engineer/",
    "progress": "progress/",
    "cv": "cv/",
    "journal": "journal/",
    "year": "journal/2026/",
    "month": "journal/2026/11/",
    "tags": "tags/",
    "tag": "tags/python/",
    "log": "log/",
    "entry-log": "log/2026-11-23-1836/",
    "entry": "git/one-walk/",
    "constructs": "samples/markdown/",
    "about": "about/",
    "404": "404.html",
}

_MADE: Mapping[str, str] = {
    "home": "",
    "skills": "skills/",
    "skill-now": "skills/django/",
    "skill-done": "skills/flask/",
    "skill-claimed": "skills/abstraction/",
    "skill-learning": "skills/making-mistakes/",
    "skill-planned": "skills/observability/",
    "skill-dropped": "skills/mobile-app/",
    "skill-parent": "skills/devops/",
    "checklist": "checklists/backend/",
    "progress": "progress/",
    "cv": "cv/",
    "journal": "journal/",
    "journal-page": "journal/page/2/",
    "year": "journal/2024/",
    "month": "journal/2024/03/",
    "tags": "tags/",
    "tag": "tags/django/",
    "all-series": "series/",
    "series": "series/a-guestbook-in-twelve-evenings/",
    "log": "log/",
    "entry-long": f"{LONG_ENTRY}/",
    "entry-short": f"{SHORT_ENTRY}/",
    "entry-wide": f"{WIDE_ENTRY}/",
    "entry-series": f"{SERIES_ENTRY}/",
    "about": "about/",
    "search": "search/",
    "404": "404.html",
    "redirect": f"{OLD_ADDRESS}/{STAY}",
}

SEARCHES = (
    Screen("made", "search-found", "", typed="blueprints"),
    Screen("made", "search-none", "", typed="zzyzx"),
)
"""The home page with the search open."""


def list_screens() -> tuple[Screen, ...]:
    """List all screens, whether or not the sites have them yet."""
    own = (Screen("own", name, path) for name, path in _OWN.items())
    made = (Screen("made", name, path) for name, path in _MADE.items())
    return (*own, *made, *SEARCHES)


def is_there(screen: Screen, public: Path) -> bool:
    """Tell whether a built site has a screen."""
    return (public / screen.file).is_file() and (not screen.typed or (public / "pagefind").is_dir())

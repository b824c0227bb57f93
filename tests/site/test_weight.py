"""What a visitor of this repository's site has to load before anything is seen, as servers send it: compressed."""

import gzip
import re
from pathlib import Path

import msgspec

from tests.screens.screens import is_there, list_screens
from tests.screens.serving import BASE_PATH
from tests.screens.sites import Sites

LEVEL = 6
"""What web servers compress with if nobody says otherwise."""

LIMIT_KB, SCRIPT_LIMIT_KB = 40, 8
KB = 1000

_STYLE = re.compile(r'<link rel="stylesheet"[^>]* href="([^"]+)"')
_SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')


class Weight(msgspec.Struct, frozen=True):
    """Bytes of a page and of what it cannot do without, compressed."""

    html: int
    css: int
    js: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.html + self.css + self.js

    def __str__(self) -> str:
        """Write a row of a table."""
        return " | ".join(f"{part / KB:5.1f}" for part in (self.html, self.css, self.js, self.total))


def weigh(public: Path, file: str) -> Weight:
    """Weigh a page of a built site."""
    text = (public / file).read_text(encoding="utf-8")
    styles, scripts = (
        sum(compressed_size(public / href.removeprefix(f"{BASE_PATH}/")) for href in pattern.findall(text))
        for pattern in (_STYLE, _SCRIPT)
    )
    return Weight(compressed_size(public / file), styles, scripts)


def compressed_size(file: Path) -> int:
    """Count the bytes that a server sends of a file."""
    return len(gzip.compress(file.read_bytes(), LEVEL))


def test_home_is_light(sites: Sites) -> None:
    """HTML, styles and scripts of this repository's home page: 40 kB at most, and 8 kB of scripts before a search."""
    weight = weigh(sites.own, "index.html")
    assert weight.css > 0
    assert weight.total <= LIMIT_KB * KB, f"html | css | js | total, in kB: {weight}"
    assert weight.js <= SCRIPT_LIMIT_KB * KB, f"html | css | js | total, in kB: {weight}"


def test_no_other_screen_needs_much_more(sites: Sites) -> None:
    """Twice as much as home at most, on each kind of page of either site."""
    folders = {"own": sites.own, "made": sites.made}
    weights = {
        screen.id: weigh(folders[screen.site], screen.file)
        for screen in list_screens()
        if is_there(screen, folders[screen.site])
    }
    heavy = [f"{name}: {weight}" for name, weight in weights.items() if weight.total > 2 * LIMIT_KB * KB]
    assert heavy == []

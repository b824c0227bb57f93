"""What a visitor has to load before a page is seen, as servers send it: compressed.

World, for reading.
"""

import gzip
import re
from pathlib import Path

import msgspec

from tests.screens.serving import BASE_PATH

LEVEL = 6
"""What web servers compress with if nobody says otherwise."""

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

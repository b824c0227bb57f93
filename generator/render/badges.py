"""How badges look: their colours, how wide their words are, and the data from which services draw their own.

Knows pixels; does not know what a badge says.
"""

import unicodedata
from collections.abc import Mapping
from typing import Final

from generator.plan.contexts import BadgeContext

_COLORS: Final[Mapping[str, str]] = {
    "done": "1d7048",
    "learning": "935400",
    "now": "14577a",
    "planned": "696862",
    "dropped": "696862",
}
"""Those of the light scheme: white letters stand on each at 4.5 : 1 or more."""

_NARROW: Final = frozenset(" !'(),-./:;I[]`fijlrt|·")
_WIDE: Final = frozenset("%@MWmw—…")
_WIDTHS: Final[Mapping[str, int]] = {"narrow": 41, "plain": 66, "upper": 74, "wide": 104, "full": 115}
"""In tenths of a pixel, for letters of Verdana that are eleven pixels high; a little too wide rather than too narrow."""


def badge_color(mark: str) -> str:
    """Give the colour of a mark, without the sign before it."""
    return _COLORS.get(mark, _COLORS["planned"])


def text_width(text: str) -> int:
    """Say how many pixels a text takes on a badge, whose height and font are always the same.

    >>> text_width("Flask"), text_width("基础")
    (32, 23)
    """
    return -(-sum(_WIDTHS[_kind_of(letter)] for letter in text if not unicodedata.combining(letter)) // 10)


def _kind_of(letter: str) -> str:
    if letter in _NARROW:
        return "narrow"
    if letter in _WIDE:
        return "wide"
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return "full"
    return "upper" if letter.isupper() else "plain"


def write_badge(context: BadgeContext) -> dict[str, object]:
    """Give a badge as shields.io's endpoint reads it."""
    return {
        "schemaVersion": 1,
        "label": context.label,
        "message": context.message,
        "color": badge_color(context.mark),
    }

"""What stands on the card of a page: the picture that is shown where the page's address is shared.

Knows which letters can be drawn; does not know how a card looks.
"""

import re
import unicodedata
from collections.abc import Iterable

import msgspec

from generator.digest import Digest, digest_value
from generator.errors import SitePath
from generator.plan.contexts import SkillLink

CARD_SIZE = (1200, 630)
"""Width and height in pixels: what most programs show whole."""

CARDS_FOLDER = "cards/"
SITE_CARD = SitePath(f"{CARDS_FOLDER}site.png")
"""Of the home page, and of every page without a card of its own.

Its address stays as it is while progress is made: else each step would change every page of the site.
"""

_MOST_SKILLS = 4
"""On one card; there is hardly ever room for more."""
_LONGEST_TEXT = 300
"""Of a longer one no more can be seen."""

_NOT_DRAWN = re.compile(
    "[^ -~\u00a1-\u00ac\u00ae-\u012b\u012e-\u0131\u0134-\u0165\u0168-\u017f\u0192\u01a0-\u01a1\u01af-\u01b0\u0218-\u021b\u0386\u0388-\u038a\u038c"
    "\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490-\u0491\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9"
    "\u2013-\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039-\u203a\u20ac\u2116\u2122\u2190-\u2193"
    "\u2212\u221e\u2248\u2260\u2264-\u2265]"
)
"""Every character but those that both typefaces have."""
_PICTURES = frozenset({"So", "Sk", "Cf", "Cc", "Cn", "Co", "Cs", "Mn", "Me"})
"""Kinds of characters that can be left out without a word missing: emoji and their parts, marks that nobody sees."""
_SAME = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": None, "\u2015": "\u2014", "\u2032": "'", "\u2033": '"'})


class CardSkill(msgspec.Struct, frozen=True, array_like=True):
    """A skill on a card."""

    title: str
    """With its number."""
    mark: str
    """Its state, or `now`."""


class Card(msgspec.Struct, frozen=True, array_like=True):
    """All that a card shows."""

    site_title: str
    title: str
    words: str = ""
    """At the foot: a date, the reason for a state, how far the site is."""
    number: str = ""
    """Of a skill."""
    mark: str = ""
    """Of a skill: its state, or `now`."""
    skills: tuple[CardSkill, ...] = ()
    description: str = ""
    progress: tuple[int, int, int] | None = None
    """How many are done, being learned and planned, for the bar."""


def write_plainly(text: str) -> str | None:
    r"""Give a text without what cannot be drawn and need not be; nothing if words would be missing.

    >>> write_plainly("It works \U0001f389 \u2013 at last"), write_plainly("\u6f22\u5b57")
    ('It works \u2013 at last', None)
    """
    text = unicodedata.normalize("NFC", text[:_LONGEST_TEXT].translate(_SAME))
    if _NOT_DRAWN.search(text):
        kept = (
            letter if not _NOT_DRAWN.match(letter) else " " if letter.isspace() else ""
            for letter in text
            if not _NOT_DRAWN.match(letter) or letter.isspace() or unicodedata.category(letter) not in _PICTURES
        )
        text = "".join(letter or "\0" for letter in kept)
        if "\0" in text:
            return None
    return " ".join(text.split())


def show_skills(skills: Iterable[SkillLink]) -> tuple[CardSkill, ...]:
    """Show the first skills of an entry; one whose title cannot be drawn is left out."""
    shown: list[CardSkill] = []
    for skill in skills:
        title = write_plainly(f"{skill.number} {skill.title}")
        if title:
            shown.append(CardSkill(title, skill.mark))
        if len(shown) == _MOST_SKILLS:
            break
    return tuple(shown)


def card_path(card: Card) -> SitePath:
    """Give the place of a card; two pages with the same card have one."""
    # Twelve digits: with eight, one of a hundred journals of ten thousand entries would have two of one name.
    return SitePath(f"{CARDS_FOLDER}{digest_value(card).hex()[:12]}.png")


def card_digest(card: Card, imaging: Digest) -> Digest:
    """Name a card as it is drawn by the code of today."""
    return digest_value((imaging, card))

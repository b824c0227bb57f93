"""Slugs: names as they stand in addresses and file names.

Knows letters of any script; does not know what is named, nor whether a name is taken.
"""

import re
import unicodedata
from itertools import takewhile
from typing import NewType

from generator.digest import digest_text

Slug = NewType("Slug", str)
"""Lower-case letters and digits of any script, with the marks that belong to them, and single hyphens between."""

SLUG_SIZE_BYTES = 80
"""A longer slug is cut: file systems allow 255 bytes a name, and percent-encoding triples other scripts."""

_PLAIN_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_WORD = re.compile(r"[\W_]+")
_RESERVED_NAME = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])")
"""Names that Windows cannot store, so that a site can be checked out and unpacked anywhere."""


def make_slug(text: str) -> Slug:
    """Turn any name into a slug; equal names give equal slugs on every machine.

    >>> make_slug("Flask & Friends: C++, C#"), make_slug("06-Node.js基础"), make_slug("Ünï  cödé")
    ('flask-friends-cpp-csharp', '06-node-js基础', 'ünï-cödé')
    >>> make_slug("🎉")
    'x-9f6cf313'
    """
    if len(text) <= SLUG_SIZE_BYTES and _PLAIN_SLUG.fullmatch(text):
        return Slug(f"{text}-x" if _RESERVED_NAME.fullmatch(text) else text)
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
    # The languages whose names are told apart by marks alone.
    folded = re.sub(r"(?<=\w)\+\+", "pp", folded)
    folded = re.sub(r"(?<=\w)#(?!\w)", "sharp", folded)
    slug = _NOT_WORD.sub(_separate, folded).strip("-")
    if not slug:
        return Slug(f"x-{_short_name(text)}")
    if len(slug.encode()) > SLUG_SIZE_BYTES:
        kept = slug.encode()[: SLUG_SIZE_BYTES - 9].decode(errors="ignore").rstrip("-")
        return Slug(f"{kept}-{_short_name(text)}")
    return Slug(f"{slug}-x" if _RESERVED_NAME.fullmatch(slug) else slug)


def _separate(match: re.Match[str]) -> str:
    """Put a hyphen for what is between words; the vowel signs of many scripts are marks, and part of the word."""
    run = match.group()
    if run.isascii() or not match.start():
        return "-"
    marks = "".join(takewhile(lambda char: unicodedata.category(char)[0] == "M", run))
    return marks if marks == run else f"{marks}-"


def _short_name(text: str) -> str:
    return digest_text(unicodedata.normalize("NFC", text)).hex()[:8]


def make_file_name(name: str) -> str:
    """Make the name of a copied file safe in an address, keeping its extension.

    >>> make_file_name("Class Diagram (2).PNG"), make_file_name("plot_1.svg")
    ('class-diagram-2.png', 'plot_1.svg')
    """
    is_reserved = _RESERVED_NAME.fullmatch(name.partition(".")[0])
    if re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,79}", name) and not name.endswith(".") and not is_reserved:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem:
        return make_slug(name)
    return f"{make_slug(stem)}.{make_slug(extension)}"

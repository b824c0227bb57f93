"""Slugs, addresses and output paths.

Knows how a name becomes an address; does not know which addresses a site has.
"""

import re
import unicodedata
from itertools import takewhile
from typing import NewType
from urllib.parse import quote

from generator.digest import digest_text
from generator.errors import SitePath

Slug = NewType("Slug", str)
"""Lower-case letters and digits of any script, with the marks that belong to them, and single hyphens between."""

Url = NewType("Url", str)
"""An address from the site's root, without the base path and not percent-encoded: `/flask/blueprints/`."""

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


_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def fill_permalink(pattern: str, values: dict[str, str]) -> Url:
    """Put values in the places of a pattern such as `/{year}/{slug}/`; an empty value leaves no empty part.

    >>> fill_permalink("/{folder}/{slug}/", {"folder": "", "slug": "a"})
    '/a/'
    """
    filled = _PLACEHOLDER.sub(lambda match: values[match.group(1)], pattern)
    return Url(re.sub(r"/{2,}", "/", filled))


def needs_date(pattern: str) -> bool:
    """Tell whether a pattern cannot be filled for an entry that has no date."""
    return any(name in pattern for name in ("{year}", "{month}", "{day}"))


def output_path(url: Url) -> SitePath:
    """Name the file that a static server sends for an address.

    >>> output_path(Url("/flask/")), output_path(Url("/feed.xml")), output_path(Url("/"))
    ('flask/index.html', 'feed.xml', 'index.html')
    """
    return SitePath(f"{url[1:]}index.html" if url.endswith("/") else url[1:])


def encode_url(url: str) -> str:
    """Percent-encode an address for an attribute or a feed.

    >>> encode_url("/06-node-js基础/")
    '/06-node-js%E5%9F%BA%E7%A1%80/'
    """
    return url if url.isascii() and " " not in url and "%" not in url else quote(url, safe="/#?&=:@!$'()*+,;~.-_")


def paginate_url(url: Url, number: int) -> Url:
    """Give the address of a list's page; the first one, number 1, is the list's own.

    >>> paginate_url(Url("/tags/web/"), 3)
    '/tags/web/page/3/'
    """
    return url if number == 1 else Url(f"{url}page/{number}/")

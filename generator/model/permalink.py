"""Addresses and output paths.

Knows how slugs become an address; does not know which addresses a site has.
"""

import re
from typing import NewType
from urllib.parse import quote

from generator.errors import SitePath

Url = NewType("Url", str)
"""An address from the site's root, without the base path and not percent-encoded: `/flask/blueprints/`."""

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

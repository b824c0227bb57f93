"""What a request asks for: the target of its first line as the path of an output.

Knows addresses and asks whether an output is there; never asks a file system, so there is nothing to escape from.
"""

import re
from collections.abc import Callable
from urllib.parse import quote, unquote, unquote_to_bytes

import msgspec

from generator.errors import SitePath

LONGEST_TARGET_BYTES = 8192

_PLAIN = r'!"$&-\[\]-~'
"""Visible ASCII without `#`, `%` and the backslash."""
_TARGET = re.compile(rf"/(?:[{_PLAIN}]|%(?!2f|5c)[0-9a-f]{{2}})*".encode(), re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")


class Found(msgspec.Struct, frozen=True):
    """Where a target leads."""

    path: SitePath
    """The output, or what it would be called; empty for what lies outside the base path."""
    is_there: bool
    location: str = ""
    """The address under which browsers are to ask for it instead, or nothing."""


def find_output(target: bytes, base_path: str, has: Callable[[SitePath], bool]) -> Found | None:
    """Find the output that a target names.

    Args:
        target: as it was sent; what follows a `?` is ignored.
        base_path: what stands before each address, or nothing.
        has: tells whether there is such an output.

    Returns:
        Nothing if the target is not one that a link of a site could have.

    >>> find_output(b"/repo/flask/?x=1", "/repo", {"flask/index.html"}.__contains__)
    Found(path='flask/index.html', is_there=True, location='')
    >>> find_output(b"/repo/flask", "/repo", {"flask/index.html"}.__contains__)
    Found(path='flask/index.html', is_there=True, location='/repo/flask/')
    >>> find_output(b"/repo/%2e%2e/flask", "/repo", {"flask"}.__contains__)
    """
    address = _decode(target.partition(b"?")[0])
    if address is None:
        return None
    base = unquote(base_path)
    if base and address in {"/", base}:
        home = SitePath("index.html")
        return Found(home, has(home), location=quote(f"{base}/"))
    if not address.startswith(f"{base}/"):
        return Found(SitePath(""), is_there=False)
    return _look_up(address.removeprefix(f"{base}/"), base, has)


def _decode(raw: bytes) -> str | None:
    """Decode an address, once; nothing if any reader could take it for something else than a path below the site."""
    if len(raw) > LONGEST_TARGET_BYTES or not _TARGET.fullmatch(raw):
        return None
    try:
        address = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return None
    *folders, name = address.split("/")[1:]
    if _FORBIDDEN.search(address) or name in {".", ".."} or not {"", ".", ".."}.isdisjoint(folders):
        return None
    return address


def _look_up(path: str, base: str, has: Callable[[SitePath], bool]) -> Found:
    """Choose as the hosts of static sites do: the file, the folder's page, the page without its ending."""
    if not path or path.endswith("/"):
        index = SitePath(f"{path}index.html")
        return Found(index, has(index))
    output, index, page = SitePath(path), SitePath(f"{path}/index.html"), SitePath(f"{path}.html")
    if has(output):
        return Found(output, is_there=True)
    if has(index):
        return Found(index, is_there=True, location=quote(f"{base}/{path}/"))
    return Found(page, is_there=True) if has(page) else Found(output, is_there=False)

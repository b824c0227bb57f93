"""Which requests are answered: those that come from a browser on this machine, for this server, from its own pages.

Knows what a request says of itself; does not know what is asked for, nor how a refusal is sent.

A page of any site can have its visitor's browser ask a server on the visitor's machine.
What gives such a request away is its `Host`, if a name of the attacker's leads to this machine, or else its `Origin` and
`Sec-Fetch-Site`, which browsers set themselves.
"""

import re
from collections.abc import Collection, Sequence

import msgspec

from generator.serve.paths import LONGEST_TARGET_BYTES

METHODS = frozenset({"GET", "HEAD"})
"""Nothing is ever changed by a request."""

MOST_HEADERS_BYTES = 16 * 1024
_MOST_HEADERS = 64
"""A browser sends about twenty."""

_AUTHORITY = re.compile(rb"([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::([0-9]{1,5}))?", re.IGNORECASE)
_LOCALHOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*localhost")
_ADDRESSES = frozenset({"127.0.0.1", "[::1]"})
"""As browsers write them; `127.1` and `[0:0:0:0:0:0:0:1]` are written by nobody who means well."""

_DEFAULT_PORT = 80
_OWN_SITES = (b"same-origin", b"none")
"""Asked by a page of ours, or by the person: an address typed, a bookmark, a link in a terminal."""


class Refusal(msgspec.Struct, frozen=True):
    """Why a request is not answered."""

    status: int
    host: str = ""
    """The host and port that were asked for; only if that is what was wrong, and it is one that could be meant."""


def judge_request(
    method: str,
    target: bytes,
    headers: Sequence[tuple[bytes, bytes]],
    *,
    names: Collection[str],
    port: int,
) -> Refusal | None:
    """Say why a request is refused; nothing if it may be answered.

    Args:
        method: as sent; methods are case-sensitive.
        target: the request line's second word, query included.
        headers: names in lower case, all fields in order.
        names: hosts that are ours besides those of this machine, in lower case.
        port: the port that the server listens on.
    """
    if len(headers) > _MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > MOST_HEADERS_BYTES:
        return Refusal(431)
    hosts = _list_values(headers, b"host")
    authority = _read_authority(hosts[0]) if len(hosts) == 1 else None
    if authority is None:
        return Refusal(400)
    if not _is_own(*authority, names, port):
        return Refusal(403, host=hosts[0].decode("ascii"))
    if len(target) > LONGEST_TARGET_BYTES:
        return Refusal(414)
    if not target.startswith(b"/") or _has_body(headers):
        return Refusal(400)
    if method not in METHODS:
        return Refusal(405)
    return None if _is_asked_by_us(headers, authority) else Refusal(403)


def _list_values(headers: Sequence[tuple[bytes, bytes]], name: bytes) -> list[bytes]:
    return [value for key, value in headers if key == name]


def _read_authority(value: bytes) -> tuple[str, int] | None:
    """Read host and port; nothing if it is not written as browsers write it."""
    match = _AUTHORITY.fullmatch(value)
    if match is None:
        return None
    name, port = match[1].decode("ascii").lower(), match[2]
    if port is None:
        return name, _DEFAULT_PORT
    return None if port.startswith(b"0") else (name, int(port))


def _is_own(name: str, asked_port: int, names: Collection[str], port: int) -> bool:
    return asked_port == port and (name in _ADDRESSES or name in names or _LOCALHOST.fullmatch(name) is not None)


def _has_body(headers: Sequence[tuple[bytes, bytes]]) -> bool:
    """Tell whether more follows: whoever only asks sends nothing, and two readings of its length are two requests."""
    lengths = _list_values(headers, b"content-length")
    return any(length != b"0" for length in lengths) or bool(_list_values(headers, b"transfer-encoding"))


def _is_asked_by_us(headers: Sequence[tuple[bytes, bytes]], authority: tuple[str, int]) -> bool:
    origins = _list_values(headers, b"origin")
    if origins:
        scheme, mark, rest = origins[0].partition(b"://")
        is_own = (scheme, mark) == (b"http", b"://") and _read_authority(rest) == authority
        if len(origins) > 1 or not is_own:
            return False
    sites = _list_values(headers, b"sec-fetch-site")
    return not sites or (len(sites) == 1 and sites[0] in _OWN_SITES)

"""Addresses as browsers read them: whether one leads out of the site, whether it is safe to follow, how it is written.

Knows schemes and hosts; does not know where an address within the site leads, nor what it stands in.
"""

import re

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
"""What an address may begin with; any other scheme might be run, or start a program."""

_OUTER = re.compile(r"(?:([a-z][a-z0-9+.-]*):)|[/\\][/\\]|\Z", re.IGNORECASE)
"""What leads out of the site: a scheme or a host; or nowhere at all. Browsers take a backslash for a slash."""
_NOT_OF_SCHEMES = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff\ufffd]+")
"""Browsers drop some of these from a scheme, so `java\tscript:` is one; none of them belongs into a scheme."""
_UNSAFE_IN_URL = re.compile(r"[^\w!#$%&'()*+,./:;=?@~-]", re.ASCII)


def is_outer(address: str) -> bool:
    """Tell whether an address leads out of the site, or nowhere at all."""
    return _match_outer(address) is not None


def is_safe(address: str) -> bool:
    r"""Tell whether an address has no scheme, or one that browsers follow and do not run.

    >>> is_safe("a/b.md"), is_safe("HTTPS://a.b"), is_safe("java\tscript:a()")
    (True, True, False)
    """
    outer = _match_outer(address)
    scheme = outer.group(1) if outer else None
    return scheme is None or scheme.lower() in SAFE_SCHEMES


def _match_outer(address: str) -> re.Match[str] | None:
    return _OUTER.match(_NOT_OF_SCHEMES.sub("", address))


def percent_encode(address: str) -> str:
    """Encode what may not stand in an address, and leave alone what is encoded already.

    >>> percent_encode("https://a.b/ü c%20d?e=[f]")
    'https://a.b/%C3%BC%20c%20d?e=%5Bf%5D'
    """
    return _UNSAFE_IN_URL.sub(_encode_match, address)


def _encode_match(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))

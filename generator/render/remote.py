"""Pictures of other hosts: shown as links to them, since a page fetches nothing from elsewhere.

Whoever fetched them would tell a stranger's server who reads which page.
Knows the HTML of a body before its links are filled in, so what lies on the site has no host yet.
"""

import re
from html import escape, unescape
from posixpath import basename
from urllib.parse import unquote, urlsplit

_TAG = re.compile(
    r"""<(/?)([a-z][^\s/<>"']*+)((?:[^"'<>]|"[^"]*"|'[^']*')*+)>""",
    re.IGNORECASE,
)
"""Any tag with its attributes: what is written in an attribute is no tag."""
_PICTURE = re.compile("<img", re.IGNORECASE)
_SHOWN = frozenset({"img", "source"})
_SOURCE = re.compile(r"""\s(?:src|srcset)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_REMOTE = re.compile(r"\s*(?:https?:)?[/\\]{2}", re.IGNORECASE)
"""Browsers take a backslash for a slash."""


def link_pictures(html: str) -> str:
    """Put a link in the place of each picture of another host; its words are the picture's, or the name of its file.

    Inside of a link the words alone stand, for they lead somewhere already.

    >>> link_pictures('<img src="https://a.b/c.png" alt="A cat" />')
    '<a class="remote" href="https://a.b/c.png" rel="noopener">A cat</a>'
    >>> link_pictures('<a href="/x/"><img src="https://a.b/c.png" alt="" /></a>')
    '<a href="/x/">c.png</a>'
    """
    if not _PICTURE.search(html):
        return html
    is_in_link = False

    def replace(match: re.Match[str]) -> str:
        nonlocal is_in_link
        name = match[2].lower()
        if name == "a":
            is_in_link = not match[1]
            return match[0]
        address = _find(_SOURCE, match[3])
        if name not in _SHOWN or not _REMOTE.match(address):
            return match[0]
        if name == "source":
            return ""
        words = escape(_find(_ALT, match[3]).strip() or _name_file(address), quote=False)
        if is_in_link:
            return words
        return f'<a class="remote" href="{escape(address)}" rel="noopener">{words}</a>'

    return _TAG.sub(replace, html)


def _find(attribute: re.Pattern[str], attributes: str) -> str:
    found = attribute.search(attributes)
    return unescape(found[1] or found[2] or found[3] or "") if found else ""


def _name_file(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    return unquote(basename(parts.path)) or parts.netloc or address

"""Pictures that a text shows from the folder that it lies in.

Pure: reads addresses; does not know which files there are.
"""

import re
from posixpath import normpath
from urllib.parse import unquote, urlsplit

_ADDRESSES = (
    re.compile(r"\]\([ \t]*<([^<>\n]+)>"),
    re.compile(r"\]\([ \t]*([^\s()<]+)"),
    re.compile(r"^ {0,3}\[[^\[\]\n]+\]:[ \t]*<?([^\s<>]+)", re.MULTILINE),
    re.compile(r"<(?:img|source|a)\b[^<>]*?\b(?:src|href)=[\"']([^\"'<>]+)", re.IGNORECASE),
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")
"""What a build can make anew."""


def find_pictures(text: str) -> tuple[str, ...]:
    """Give the paths of pictures that a text refers to, from its own folder downwards, each once.

    >>> find_pictures("![a](img/a%20b.png) [b](../b.png) ![c](https://c.org/c.png) <img src='d.svg'>")
    ('d.svg', 'img/a b.png')
    """
    paths: set[str] = set()
    for pattern in _ADDRESSES:
        for address in pattern.findall(text):
            try:
                parts = urlsplit(address)
            except ValueError:
                continue
            path = normpath(unquote(parts.path)) if parts.path else ""
            is_inside = not (parts.scheme or parts.netloc) and not path.startswith(("/", "../"))
            if is_inside and path.lower().endswith(_PICTURES) and "\\" not in path and path.isprintable():
                paths.add(path)
    return tuple(sorted(paths))

"""What answers say of themselves: which kind of file they are, and what browsers may not do with them.

Knows names of files; does not know what is in them.
"""

from posixpath import splitext

SAFETY = {
    # No page of another site may show, run or read anything of ours.
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    # What is shown after a save is what was saved.
    "Cache-Control": "no-store",
    # The address of a draft is nobody's business.
    "Referrer-Policy": "no-referrer",
    # The rest of a page's policy stands in the page, but browsers take this part from a header only.
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Robots-Tag": "noindex",
}
"""On every answer, refusals and errors too; that there is none of `Access-Control-Allow-Origin`'s family is a part of it."""

HTML = "text/html; charset=utf-8"

_MEDIA_TYPES = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".xsl": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/vnd.microsoft.icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt; charset=utf-8",
    ".wasm": "application/wasm",
}
"""Ours and no system's, so that a page is shown alike on every machine."""


def find_media_type(path: str) -> str:
    """Name the media type of a file by its ending.

    >>> find_media_type("assets/journal.1a2b.CSS"), find_media_type("CNAME")
    ('text/css; charset=utf-8', 'application/octet-stream')
    """
    return _MEDIA_TYPES.get(splitext(path)[1].lower(), "application/octet-stream")

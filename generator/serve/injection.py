"""The script that has a page follow its files, put into pages on their way to the browser.

Knows where in a page a script may stand; does not know what the script does.
What is built never holds it.
"""

import json
import re
from collections.abc import Mapping
from html import escape

_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)
_POLICY = re.compile(rb"<meta\s[^>]*http-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"\s*<!doctype[^>]*>", re.IGNORECASE)

_NOTE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
<p>{text}</p>
</body>
</html>
"""


def make_tag(token: str, generation: int, version: str, styles: Mapping[str, str]) -> bytes:
    """Write the element that loads the script.

    Args:
        token: the secret part of the addresses of script and stream.
        generation: which build the page is of, for the script to know whether one went by before it listened.
        version: what the page shows, for the stream to know whether it still does.
        styles: the address of each stylesheet, by its name, as the page has them.
    """
    return (
        f'<script src="/_reload/{token}/live.js" data-stream="/_reload/{token}/events"'
        f' data-generation="{generation}" data-version="{escape(version)}" data-styles="{escape(json.dumps(dict(styles)))}" defer></script>'
    ).encode()


def inject(page: bytes, tag: bytes) -> bytes:
    """Put the script's element where it can do the least harm.

    That is the end of the head; in a page that does not write it out, after the policy that the script obeys, or where
    the page begins.

    >>> inject(b"<title>A</title></head><body>", b"<script>")
    b'<title>A</title><script></head><body>'
    """
    if match := _HEAD_END.search(page):
        place = match.start()
    elif match := _POLICY.search(page) or _DOCTYPE.match(page):
        # Before the document type, it would have the page shown as in the last century.
        place = match.end()
    else:
        place = 0
    return page[:place] + tag + page[place:]


def make_note(title: str, text: str) -> bytes:
    """Write a page of ours, shown where the site has none."""
    return _NOTE.format(title=escape(title), text=escape(text)).encode()

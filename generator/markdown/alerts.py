"""GitHub's alerts: block quotes that begin with a mark such as `[!NOTE]`.

Knows the mark and the words shown for it; does not know how blocks are parsed or written.
"""

import re
from types import MappingProxyType

from generator.markdown.nodes import BlockQuote, Paragraph

_MARK = re.compile(r"\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|\Z)", re.IGNORECASE)

ALERT_WORDS = MappingProxyType(
    {"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution"}
)
"""The title of each kind."""


def find_alert(quote: BlockQuote) -> str:
    """Name the kind of alert that a quote is, as in a class name; nothing if it is none.

    The mark stands alone on the first line, in any case, and something must follow it; GitHub shows all else as a quote.
    """
    first = quote.children[0] if quote.children else None
    if not isinstance(first, Paragraph) or not first.text.startswith("[!"):
        return ""
    match = _MARK.match(first.text)
    if match is None or (match.end() == len(first.text) and len(quote.children) == 1):
        return ""
    return match.group(1).lower()


def take_mark(quote: BlockQuote) -> None:
    """Take the mark off an alert's first paragraph, and the paragraph away if nothing else is in it."""
    first = quote.children[0]
    assert isinstance(first, Paragraph), "it is an alert"
    match = _MARK.match(first.text)
    assert match is not None, "it is an alert"
    first.text = first.text[match.end() :]
    first.line += 1
    if not first.text:
        del quote.children[0]

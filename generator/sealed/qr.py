"""A link as a QR code, for a terminal or as a picture; the home of segno.

Knows neither keys nor files.
"""

from io import BytesIO, StringIO

import segno

_BORDER = 4
"""Modules of white round the code; scanners ask for four."""


def draw_terminal(text: str) -> str:
    """Draw with half blocks, two modules a character."""
    # segno writes to a file; nothing of this reaches one.
    out = StringIO()
    segno.make_qr(text, error="m").terminal(out, border=2, compact=True)
    return out.getvalue()


def draw_svg(text: str) -> bytes:
    """Draw as a picture without a name, a date or a reference to anything."""
    out = BytesIO()
    segno.make_qr(text, error="m").save(out, kind="svg", border=_BORDER, scale=8, light="#fff", title=None, desc=None)
    return out.getvalue()

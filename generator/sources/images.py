"""How large pictures are, from the beginnings of their files.

World.
Knows the formats that browsers show; does not decode a picture, nor know where one is shown.
"""

import os
import re
from io import BytesIO
from pathlib import Path

from generator.errors import SitePath

IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
"""Of files that it is worth to ask."""

_HEAD_BYTES = 256 * 1024
"""A JPEG's size stands behind its preview and colour profile, which may take 64 KiB each."""

_RASTERS = (b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"RIFF")
_AVIF = re.compile(rb"....ftypavi[fs]", re.DOTALL)

_NOTES = r"(?:<!--(?:(?!-->).)*+-->\s*+)*+"
_SVG = re.compile(
    rf"\ufeff?\s*+(?:<\?xml[^<>?]*+\?>\s*+)?+{_NOTES}(?:<!DOCTYPE[^<>\[]*+>\s*+)?+{_NOTES}"
    r"""<svg(?=\s)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL,
)
"""The root of a drawing, with its attributes; nothing is given back, so that a hostile file takes no time."""
_LENGTHS = {
    name: re.compile(rf"""\s{name}\s*=\s*["']\s*([0-9]{{1,5}})(?:\.0+)?(?:px)?\s*["']""")
    for name in ("width", "height")
}
"""Plain pixels; of a picture in percent or centimetres a browser knows better."""

_LARGEST = 100_000
"""No picture is larger than that, but a damaged file may say so."""


def read_image_size(root: Path, path: SitePath) -> tuple[int, int] | None:
    """Say how wide and high a picture is, in pixels as it is shown; nothing if that cannot be told.

    A photograph that its camera marked as turned is turned. A file that is gone by now has no size.
    """
    try:
        descriptor = os.open(f"{root}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            return find_image_size(file.read(_HEAD_BYTES))
    except OSError:
        return None


def find_image_size(data: bytes) -> tuple[int, int] | None:
    r"""Do the same for the beginning of a file.

    >>> find_image_size(b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10px"></svg>')
    (20, 10)
    """
    if data.startswith(_RASTERS) or _AVIF.match(data):
        # It loads the HTTP client with it, and nearly every build knows the sizes from the last one.
        import imagesize  # type: ignore[import-untyped]  # noqa: PLC0415 (it comes without types)

        # Only known formats get here, and never a name: the library would read SVG as XML, and fetch an address.
        width, height = imagesize.get(BytesIO(data))
        is_known = 0 < width <= _LARGEST and 0 < height <= _LARGEST
        return (int(width), int(height)) if is_known else None
    return _find_svg_size(data) if b"<svg" in data else None


def _find_svg_size(data: bytes) -> tuple[int, int] | None:
    found = _SVG.match(data.decode("utf-8", "replace"))
    if found is None:
        return None
    width, height = (_LENGTHS[name].search(found.group(1)) for name in ("width", "height"))
    if width is None or height is None:
        return None
    size = int(width.group(1)), int(height.group(1))
    return size if all(size) else None

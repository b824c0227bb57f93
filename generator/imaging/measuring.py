"""What a file is that may be a picture: its form, its size, and why it cannot be published.

Does not know where the file lies, nor where it is shown.
"""

import re

from generator.digest import Digest
from generator.imaging.opening import PictureError, find_shown_size, open_picture
from generator.model.pictures import Form, Picture

_ENDINGS = frozenset(
    {"png", "apng", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "avif", "bmp", "dib", "tif", "tiff", "svg"}
)
"""Of files that say they are a picture that can be published."""

_LOCKED_ENDINGS = frozenset(
    {
        *("heic", "heif", "hif", "jxl", "jp2", "j2k", "jpf", "psd", "xcf"),
        *(
            "dng",
            "cr2",
            "cr3",
            "crw",
            "nef",
            "nrw",
            "arw",
            "srf",
            "sr2",
            "orf",
            "rw2",
            "raf",
            "pef",
            "srw",
            "x3f",
            "raw",
        ),
    }
)
"""Of formats that nothing here can write anew, but that cameras and programs write much into."""

HEAD_BYTES = 64
"""So much of a file's beginning tells what it is."""

_MAGICS = re.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|BM....\0\0\0\0|II\*\0|MM\0\*|....ftypavi[fs]",
    re.DOTALL,
)
_LOCKED_MAGICS = re.compile(
    rb"....ftyp(?:heic|heix|hevc|hevx|heim|heis|mif1|msf1|crx )|\0\0\0\x0cJXL |\xff\x0a|\0\0\0\x0cjP  |8BPS|FUJIFILMCCD-RAW",
    re.DOTALL,
)

_LOCKED = "cannot be published, as what a camera wrote into it could not be removed"
_SAVE_AS = "save it as PNG, JPEG or WebP"

_NOTES = r"(?:<!--(?:(?!-->).)*+-->\s*+)*+"
_SVG = re.compile(
    rf"\ufeff?\s*+(?:<\?xml[^<>?]*+\?>\s*+)?+{_NOTES}(?:<!DOCTYPE[^<>\[]*+(?:\[[^\]]*+\]\s*+)?+>\s*+)?+{_NOTES}"
    r"""<(?:svg:)?svg(?=[\s>])((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL,
)
"""The root of a drawing, with its attributes; nothing is given back, so that a hostile file takes no time."""
_LENGTHS = {
    name: re.compile(rf"""\s{name}\s*=\s*["']\s*([0-9]{{1,5}})(?:\.0+)?(?:px)?\s*["']""")
    for name in ("width", "height")
}
"""Plain pixels; of a picture in percent or centimetres a browser knows better."""

_DRAWING_HEAD_BYTES = 256 * 1024


def is_picture(name: str, head: bytes) -> bool:
    """Tell whether a file is a picture, or says that it is one.

    Args:
        name: of the file.
        head: the first `HEAD_BYTES` of it, or all there are.

    >>> is_picture("a.PNG", b""), is_picture("photo", bytes.fromhex("ffd8ffe1")), is_picture("a.pdf", b"%PDF-1.7")
    (True, True, False)
    """
    ending = _ending_of(name)
    return ending in _ENDINGS or ending in _LOCKED_ENDINGS or bool(_MAGICS.match(head) or _LOCKED_MAGICS.match(head))


def examine(name: str, data: bytes, digest: Digest) -> Picture:
    """Find out what a picture is.

    Args:
        name: of the file.
        data: all of it.
        digest: of the data.
    """
    ending = _ending_of(name)
    if ending in _LOCKED_ENDINGS or _LOCKED_MAGICS.match(data):
        return Picture(Form.RASTER, digest, fault=_LOCKED, hint=_SAVE_AS)
    if ending == "svg" and not _MAGICS.match(data):
        width, height = find_drawing_size(data) or (0, 0)
        return Picture(Form.DRAWING, digest, "svg", width, height)
    try:
        with open_picture(data) as picture:
            kind = str(picture.format).lower()
            is_moving = kind == "gif" or (kind in {"png", "webp", "avif"} and getattr(picture, "n_frames", 1) > 1)
            width, height = find_shown_size(picture)
    except PictureError as fault:
        return Picture(Form.RASTER, digest, fault=fault.message, hint=fault.hint)
    if is_moving and kind == "avif":
        return Picture(Form.MOVING, digest, kind, fault=_LOCKED, hint="save it as GIF, WebP, or a film")
    return Picture(Form.MOVING if is_moving else Form.RASTER, digest, kind, width, height)


def _ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower()


def find_drawing_size(data: bytes) -> tuple[int, int] | None:
    r"""Say how wide and high a drawing is, from its beginning; nothing if it does not say so in pixels.

    >>> find_drawing_size(b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10px"></svg>')
    (20, 10)
    """
    found = _SVG.match(data[:_DRAWING_HEAD_BYTES].decode("utf-8", "replace"))
    if found is None:
        return None
    width, height = (_LENGTHS[name].search(found.group(1)) for name in ("width", "height"))
    if width is None or height is None:
        return None
    size = int(width.group(1)), int(height.group(1))
    return size if all(size) else None

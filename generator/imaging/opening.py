"""Opens pictures that nobody vouches for.

Knows formats and their limits; does not know what is made of a picture.
"""

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from generator.model.pictures import MOST_PIXELS

FORMATS = (
    PngImagePlugin.PngImageFile.format,
    JpegImagePlugin.JpegImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
    AvifImagePlugin.AvifImageFile.format,
    GifImagePlugin.GifImageFile.format,
    BmpImagePlugin.BmpImageFile.format,
    TiffImagePlugin.TiffImageFile.format,
)
"""What is opened; Pillow knows more, and some of those start programs."""

# Its own limit is a warning; ours is asked for below, with every picture.
Image.MAX_IMAGE_PIXELS = None

_ORIENTATION = 0x0112
_LYING = frozenset({5, 6, 7, 8})

FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    EOFError,
    MemoryError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What Pillow raises where a file is not as its format says."""


class PictureError(Exception):
    """A picture cannot be made: the words follow its name, as in "is broken"."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@contextmanager
def open_picture(data: bytes) -> Iterator[Image.Image]:
    """Open a picture, of which no more than its head is read at once.

    Raises:
        PictureError: it is broken, of no format that is read, or too large; also for what is found out later on.
    """
    try:
        with warnings.catch_warnings():
            # Remarks on files that are a little odd; nobody can do anything about them.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=FORMATS) as picture:
                _check_size(*picture.size)
                yield picture
    except UnidentifiedImageError as error:
        raise PictureError("is broken, or of a format that is not known", _SAVE_AGAIN) from error
    except FAULTS as error:
        raise PictureError("is broken", _SAVE_AGAIN) from error


_SAVE_AGAIN = "open it in a program for pictures, and save it as PNG, JPEG or WebP"


def find_shown_size(picture: Image.Image) -> tuple[int, int]:
    """Give width and height as it is shown: turned as its camera was."""
    width, height = picture.size
    # Pillow turns TIFF itself.
    is_lying = picture.format != "TIFF" and picture.getexif().get(_ORIENTATION) in _LYING
    return (height, width) if is_lying else (width, height)


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        message = f"has {width:,} by {height:,} pixels, more than the {MOST_PIXELS:,} that a picture may have"
        raise PictureError(message, "make it smaller; no page shows more than 1,920 pixels in a row")

"""What a camera or a program has written into a picture of whoever made it, and where: told, not removed.

Knows where formats keep such things; does not know where the picture lies.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType

from PIL import ExifTags, Image

from generator.imaging.opening import FAULTS, PictureError, open_picture

_TAGS: Mapping[int, str] = MappingProxyType(
    {
        ExifTags.Base.Artist: "an author",
        ExifTags.Base.Copyright: "a copyright",
        ExifTags.Base.HostComputer: "a computer",
        ExifTags.Base.XPAuthor: "an author",
        ExifTags.Base.ImageDescription: "a description",
        ExifTags.Base.Make: "a camera",
        ExifTags.Base.Model: "a camera",
        ExifTags.Base.DateTime: "a time",
    }
)
_CAMERA_TAGS: Mapping[int, str] = MappingProxyType(
    {
        ExifTags.Base.CameraOwnerName: "the camera's owner",
        ExifTags.Base.BodySerialNumber: "the camera's serial number",
        ExifTags.Base.LensSerialNumber: "the lens's serial number",
        ExifTags.Base.UserComment: "a comment",
        ExifTags.Base.DateTimeOriginal: "a time",
    }
)
_INFO: Mapping[str, str] = MappingProxyType(
    {"xmp": "notes of a program (XMP)", "photoshop": "notes of a program (IPTC)", "comment": "a comment"}
)

_EXIF = re.compile(rb"Exif\0\0(?:II\*\0|MM\0\*)")
_EXIF_BYTES = 64 << 10


def find_traces(data: bytes) -> tuple[str, ...]:
    """Say what is written in a picture, in words such as "a place", each once, the worst first; nothing of one that is broken.

    The points are not decoded, so a photograph takes a fraction of a millisecond.
    """
    try:
        with open_picture(data) as picture:
            return tuple(dict.fromkeys(_list_traces(picture)))
    except PictureError:
        return tuple(dict.fromkeys(_search(data)))


def _search(data: bytes) -> Iterator[str]:
    """Look for Exif where the format is not read, such as HEIC: its own beginning is always the same."""
    head = _EXIF.search(data)
    if head:
        exif = Image.Exif()
        # What is cut off is remarked on, and what was read before is there.
        with warnings.catch_warnings(), suppress(*FAULTS):
            warnings.simplefilter("ignore")
            exif.load(data[head.start() : head.start() + _EXIF_BYTES])
            yield from _list_exif(exif)


def _list_traces(picture: Image.Image) -> Iterator[str]:
    yield from _list_exif(picture.getexif())
    info = picture.info
    yield from (words for name, words in _INFO.items() if info.get(name))
    if picture.format == "PNG" and any(isinstance(value, str) and name not in _INFO for name, value in info.items()):
        yield "words of a program"


def _list_exif(exif: Image.Exif) -> Iterator[str]:
    places = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if places.keys() - {ExifTags.GPS.GPSVersionID}:
        yield "a place (GPS)"
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    for tags, found in ((_CAMERA_TAGS, camera), (_TAGS, exif)):
        yield from (words for tag, words in tags.items() if found.get(tag))

"""What is published of a picture: which sizes it is made in, and under which addresses.

Knows a picture by its form and size; does not know how pictures are read or made.
"""

from enum import Enum

import msgspec

from generator.digest import Digest
from generator.model.permalink import Url

WIDTHS = (640, 1280, 1920)
"""In pixels: a phone, a column of text on a fine screen, and as much as a wide screen shows."""

SHOWN_WIDTH = 1280
"""What a browser gets that does not choose."""

MOST_PIXELS = 80_000_000
"""Larger pictures come from no camera that fits a pocket, and would take a quarter of a gigabyte to open."""

_LONGEST_SIDE = 16_383
"""WebP has no room for more."""

_HARDLY_SMALLER = 0.8
"""A width that is nearly the picture's own is not worth a file of its own."""


class Form(Enum):
    """What kind of picture it is, and so what is made of it."""

    RASTER = "raster"
    """Points of colour: made anew as WebP, in up to three widths."""
    MOVING = "moving"
    """More than one picture in a file: published without what is written beside them."""
    DRAWING = "drawing"
    """SVG: written anew, without what nobody sees."""


class Picture(msgspec.Struct, frozen=True, array_like=True):
    """A picture below `content/`."""

    form: Form
    digest: Digest
    """Of the file."""
    kind: str = ""
    """The ending that goes with what is in the file: `jpeg`, `gif`, `svg`."""
    width: int = 0
    height: int = 0
    """In pixels, as it is shown; zeros where that cannot be told."""
    fault: str = ""
    """Why it cannot be published, to follow the picture's name: `is broken`."""
    hint: str = ""


class Variant(msgspec.Struct, frozen=True, array_like=True):
    """A picture as it is published, in one of its sizes."""

    url: Url
    width: int
    height: int


def list_variants(picture: Picture, url: Url) -> tuple[Variant, ...]:
    """List what is published of a picture, the narrowest first.

    Args:
        picture: one without a fault.
        url: the address that its file would have.

    >>> photo = Picture(Form.RASTER, Digest(bytes.fromhex("1a2b3c4d5e")), "jpeg", 3000, 2000)
    >>> [variant.url for variant in list_variants(photo, Url("/a/b.jpg"))]
    ['/a/b.1a2b3c4d-640.webp', '/a/b.1a2b3c4d-1280.webp', '/a/b.1a2b3c4d-1920.webp']
    """
    stem, dot, extension = url.rpartition(".")
    has_extension = bool(dot) and "/" not in extension
    stem = stem if has_extension else url
    if picture.form is not Form.RASTER:
        fits = has_extension and extension.lower() in {picture.kind, "apng"}
        return (Variant(url if fits else Url(f"{stem}.{picture.kind}"), picture.width, picture.height),)
    # With a piece of the digest a browser may keep it, and shows another picture of that name at once.
    stem = f"{stem}.{picture.digest.hex()[:8]}"
    sizes = list_sizes(picture.width, picture.height)
    return tuple(Variant(Url(f"{stem}-{width}.webp"), width, height) for width, height in sizes)


def list_sizes(width: int, height: int) -> tuple[tuple[int, int], ...]:
    """List the sizes that a picture of this one is made in: never larger, and of the same proportions.

    >>> list_sizes(4000, 3000), list_sizes(700, 500)
    (((640, 480), (1280, 960), (1920, 1440)), ((700, 500),))
    """
    most = max(1, min(width, WIDTHS[-1], width * _LONGEST_SIDE // height))
    widths = [*(narrower for narrower in WIDTHS if narrower <= most * _HARDLY_SMALLER), most]
    return tuple((each, min(_LONGEST_SIDE, max(1, round(height * each / width)))) for each in widths)


def choose_shown(variants: tuple[Variant, ...]) -> Variant:
    """Choose what a browser gets that does not choose: what is nearest to the width of a column of text."""
    return min(variants, key=lambda variant: abs(variant.width - SHOWN_WIDTH))

"""A picture to WebP, in the sizes it is published in, and to what previews of links show.

What is written is made of the points of the picture alone: nothing that stood beside them in the file can be in it.
Knows pictures of one frame; does not know their addresses.
"""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from generator.imaging.opening import find_shown_size, open_picture

_QUALITY = 80
_EXACT_QUALITY = 92
_EFFORT = 4
"""Of six; the last two take twice the time for two percent."""
_FEW_COLOURS = 4096
"""A picture of more is a photograph, which is smaller with some loss."""
_LOSSY_FORMATS = frozenset({"JPEG", "MPO"})

COVER_SIZE = (1200, 630)
"""What previews of links show."""
_COVER_QUALITY = 85
_PAPER = (253, 252, 249)
_CROPPED_FROM, _CROPPED_TO = 1.4, 2.6
"""Proportions that are so near those of a cover that cutting the rest off loses nothing of note."""
_COVER_LEAST_WIDTH = 600

_WIDE_MODES = frozenset({"I;16", "I;16B", "I;16L", "I;16N", "I", "F"})
_PLAIN_MODES = frozenset({"L", "LA", "RGB", "RGBA"})


def make_variants(data: bytes, sizes: Sequence[tuple[int, int]]) -> list[bytes]:
    """Make a picture anew in each of the sizes.

    Raises:
        PictureError: it is broken, or too large.
    """
    with open_picture(data) as picture:
        is_lossy = picture.format in _LOSSY_FORMATS
        whole, profile = _read_upright(picture, max(sizes))
        has_few_colours = not is_lossy and whole.getcolors(_FEW_COLOURS) is not None
        made: list[bytes] = []
        for size in sizes:
            fitted = _to_srgb(_resize(whole, size), profile)
            made.append(_write_webp(fitted, may_be_lossless=has_few_colours))
    return made


def make_cover(data: bytes) -> bytes:
    """Make a picture one of `COVER_SIZE`, as JPEG, which every program that shows links can read.

    It is cut if little is lost by it, and else stands on paper.

    Raises:
        PictureError: it is broken, or too large.
    """
    with open_picture(data) as picture:
        whole, profile = _read_upright(picture, COVER_SIZE)
        width, height = whole.size
        if width >= _COVER_LEAST_WIDTH and _CROPPED_FROM <= width / height <= _CROPPED_TO:
            fitted = ImageOps.fit(whole, COVER_SIZE, Image.Resampling.LANCZOS)
        else:
            scale = min(1.0, COVER_SIZE[0] / width, COVER_SIZE[1] / height)
            fitted = _resize(whole, (max(1, round(width * scale)), max(1, round(height * scale))))
        fitted = _to_srgb(fitted, profile).convert("RGBA")
        cover = Image.new("RGBA", COVER_SIZE, _PAPER)
        cover.alpha_composite(fitted, ((COVER_SIZE[0] - fitted.width) // 2, (COVER_SIZE[1] - fitted.height) // 2))
        written = BytesIO()
        cover.convert("RGB").save(written, "JPEG", quality=_COVER_QUALITY, optimize=True)
    return written.getvalue()


def make_exact(data: bytes) -> bytes:
    """Make a picture anew as it is: a photograph with little loss, all others with none.

    Raises:
        PictureError: it is broken, or too large.
    """
    with open_picture(data) as picture:
        is_lossy = picture.format in _LOSSY_FORMATS
        whole, profile = _read_upright(picture, picture.size)
        return _save(_to_srgb(whole, profile), quality=_EXACT_QUALITY, lossless=not is_lossy)


def _read_upright(picture: Image.Image, size: tuple[int, int]) -> tuple[Image.Image, bytes]:
    """Read the points, turned as the camera was; and give the colour profile they are meant in."""
    profile = picture.info.get("icc_profile")
    # A photograph is read at a half or a quarter if that is enough, which takes as much less time.
    is_lying = find_shown_size(picture) != picture.size
    picture.draft(None, size[::-1] if is_lying else size)
    whole = ImageOps.exif_transpose(picture)
    if whole.mode in _WIDE_MODES:
        whole = _narrow(whole)
    elif whole.mode not in _PLAIN_MODES and whole.mode != "CMYK":
        whole = whole.convert("RGBA" if whole.has_transparency_data else "L" if whole.mode == "1" else "RGB")
    elif whole.mode in {"L", "RGB"} and whole.has_transparency_data:
        whole = whole.convert("RGBA")
    return whole, profile if isinstance(profile, bytes) else b""


def _narrow(picture: Image.Image) -> Image.Image:
    """Make a picture of 65,536 greys one of 256; what is in other units than these is stretched to them."""
    least, most = (float(str(bound)) for bound in picture.getextrema())
    if picture.mode != "F" and 0 <= least <= most < 1 << 16:
        least, most = 0.0, float((1 << 16) - 1)
    scale = 255 / (most - least) if most > least else 0.0
    wide = picture if picture.mode == "F" else picture.convert("I").convert("F")
    return wide.point(lambda value: value * scale - least * scale).convert("L")


def _resize(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Give the colours that screens show; of a profile that is broken, those that it is read as without one."""
    if profile:
        alpha = picture.getchannel("A") if "A" in picture.getbands() else None
        bare = picture.convert("L" if picture.mode == "LA" else "RGB") if alpha else picture
        try:
            seen = ImageCms.profileToProfile(
                bare, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            seen = None
        if seen is not None:
            if alpha:
                seen.putalpha(alpha)
            return seen
    return picture if picture.mode in {"RGB", "RGBA"} else picture.convert("RGBA" if picture.mode == "LA" else "RGB")


def _write_webp(picture: Image.Image, *, may_be_lossless: bool) -> bytes:
    lossy = _save(picture, lossless=False)
    if not may_be_lossless:
        return lossy
    exact = _save(picture, lossless=True)
    return exact if len(exact) <= len(lossy) else lossy


def _save(picture: Image.Image, *, lossless: bool, quality: int = _QUALITY) -> bytes:
    written = BytesIO()
    # Given as empty: else Pillow writes what it found in the file that was opened.
    picture.save(
        written, "WEBP", quality=quality, method=_EFFORT, lossless=lossless, exif=b"", xmp=b"", icc_profile=b""
    )
    return written.getvalue()

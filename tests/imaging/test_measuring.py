"""What pictures are, and how large."""

import struct
import zlib

import pytest

from generator.digest import Digest, digest_bytes
from generator.imaging.measuring import examine, find_drawing_size, is_picture
from generator.model.pictures import Form, Picture
from tests.imaging.samples import encode, make_image, with_exif

DIGEST = Digest(b"x")


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("png", Form.RASTER),
        ("jpeg", Form.RASTER),
        ("webp", Form.RASTER),
        ("avif", Form.RASTER),
        ("bmp", Form.RASTER),
        ("tiff", Form.RASTER),
        ("gif", Form.MOVING),
    ],
)
def test_picture_has_a_form_and_a_size(kind: str, form: Form) -> None:
    """By what is in the file, whatever its name says."""
    data = encode(make_image(64, 48), kind)
    assert examine("a.jpg", data, DIGEST) == Picture(form, DIGEST, kind, 64, 48)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "avif", "tiff"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_photograph_is_as_large_as_it_is_shown(kind: str, orientation: int) -> None:
    """Turned as its camera was."""
    picture = examine("a", with_exif(make_image(64, 48), kind, orientation), DIGEST)
    assert (picture.width, picture.height) == ((64, 48) if orientation < 5 else (48, 64))


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_what_moves_is_known(kind: str) -> None:
    """It has more than one picture in it."""
    picture = examine("a.png", encode(make_image(8, 6), kind, moves=True), DIGEST)
    assert picture == Picture(Form.MOVING, DIGEST, kind, 8, 6)


def test_what_moves_and_cannot_be_cleaned_is_not_published() -> None:
    """There is a form of everything that can be."""
    picture = examine("a.avif", encode(make_image(64, 48), "avif", moves=True), DIGEST)
    assert picture.fault == "cannot be published, as what a camera wrote into it could not be removed"
    assert picture.hint == "save it as GIF, WebP, or a film"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("IMG_1.HEIC", b""),
        ("a.dng", b"II*\0"),
        ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        ("photo", b"\0\0\0\x18ftypmif1"),
        ("a.jxl", b""),
        ("a.psd", b"8BPS"),
    ],
)
def test_what_cannot_be_written_anew_is_not_published(name: str, data: bytes) -> None:
    """Cameras write where they were into it; the hint says what can be done."""
    assert is_picture(name, data)
    picture = examine(name, data, DIGEST)
    assert picture.fault == "cannot be published, as what a camera wrote into it could not be removed"
    assert picture.hint == "save it as PNG, JPEG or WebP"


@pytest.mark.parametrize(
    "data", [b"", b"words", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0\0", b"<svg/>", b"RIFF\0\0\0\0WEBP"]
)
def test_what_is_no_sound_picture_says_so(data: bytes) -> None:
    """Text under a picture's name, and the beginning of one."""
    picture = examine("a.png", data, digest_bytes(data))
    assert picture.fault.startswith("is broken")
    assert picture.digest == digest_bytes(data)


def test_picture_that_is_too_large_is_not_opened() -> None:
    """A file of a few bytes may say that it has a thousand million points."""
    head = b"IHDR" + struct.pack(">II5B", 30_000, 30_000, 8, 2, 0, 0, 0)
    whole = b"\x89PNG\r\n\x1a\n\0\0\0\x0d" + head + struct.pack(">I", zlib.crc32(head)) + b"\0\0\0\0IDAT"
    picture = examine("a.png", whole, DIGEST)
    assert picture.fault == "has 30,000 by 30,000 pixels, more than the 80,000,000 that a picture may have"


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.png", b"", True),
        ("a.JPG", b"words", True),
        ("a", b"\xff\xd8\xff\xe1", True),
        ("scan", b"MM\0*", True),
        ("a.svg", b"", True),
        ("a.cr2", b"", True),
        ("a.pdf", b"%PDF-1.7", False),
        ("a", b"", False),
        ("png", b"words", True),
        ("notes.csv", b"BMW,3", False),
    ],
)
def test_files_that_are_pictures_are_known_by_name_or_content(name: str, head: bytes, *, expected: bool) -> None:
    """A photograph under another name is one."""
    assert is_picture(name, head) is expected


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="20" height="10"', (20, 10)),
        ("height='10px' viewBox='0 0 1 1' width='20'", (20, 10)),
        ('width="20.0" height=" 10 "', (20, 10)),
        ('stroke-width="5" width="20" height="10"', (20, 10)),
        ('width="100%" height="10"', None),
        ('width="2em" height="10"', None),
        ('width="20.5" height="10"', None),
        ('width="20"', None),
        ('viewBox="0 0 20 10"', None),
        ('width="0" height="10"', None),
    ],
)
@pytest.mark.parametrize(
    "before",
    [
        "",
        "\ufeff",
        '<?xml version="1.0"?>\n<!-- <svg width="1" height="1"> -->\n<!DOCTYPE svg PUBLIC "-//W3C" "x">\n',
    ],
    ids=["bare", "mark", "head"],
)
def test_size_of_a_drawing_is_in_plain_pixels(before: str, attributes: str, size: tuple[int, int] | None) -> None:
    """Whatever else it is given in depends on the page."""
    assert find_drawing_size(f"{before}<svg {attributes}><rect width='7' height='7'/></svg>".encode()) == size


@pytest.mark.parametrize("data", [b"", b"words", b"<p>words</p>", b"<svgs width='1' height='1'>"])
def test_what_is_no_drawing_has_no_size(data: bytes) -> None:
    """Text, and half a file."""
    assert find_drawing_size(data) is None


def test_drawing_with_declarations_has_a_size() -> None:
    """Some programs declare short words for long ones before it begins."""
    head = b'<!DOCTYPE svg [<!ENTITY a "b">]><svg width="1" height="2">'
    assert find_drawing_size(head) == (1, 2)


def test_hostile_drawing_is_read_in_no_time() -> None:
    """Each of these would take a careless pattern minutes."""
    for text in (
        "<!--" * 60_000,
        "<!-- -->" * 30_000,
        "<svg " + "a='" * 80_000,
        "<svg " + " width=" * 40_000,
        " " * 250_000,
    ):
        assert find_drawing_size((text + "<svg").encode()) is None

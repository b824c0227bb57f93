"""What is written in a picture is told in words."""

import pytest
from PIL import Image

from generator.imaging.traces import find_traces
from tests.imaging.samples import encode, make_exif, make_image, with_exif

ALL = {"a place (GPS)", "an author", "a camera", "a description"}


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "tiff"])
def test_everything_is_told(kind: str) -> None:
    """The place first, as it is the worst."""
    found = find_traces(with_exif(make_image(40, 30), kind))
    assert found[0] == "a place (GPS)"
    assert set(found) >= ALL
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (encode(make_image(8, 8), "png"), ()),
        (encode(make_image(8, 8), "jpeg"), ()),
        (encode(make_image(8, 8), "jpeg", comment=b"me"), ("a comment",)),
        (encode(make_image(8, 8).quantize(), "gif", comment=b"me"), ("a comment",)),
        (b"no picture", ()),
        (b"", ()),
    ],
)
def test_only_what_is_there_is_told(data: bytes, found: tuple[str, ...]) -> None:
    """A density is no secret, and a broken file says nothing."""
    assert find_traces(data) == found


def test_pictures_that_are_not_read_are_searched() -> None:
    """HEIC keeps Exif as it is, somewhere."""
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 90 + make_exif(1) + b"\0" * 40
    assert set(find_traces(heic)) == ALL
    assert find_traces(heic[:160]) == ()


def test_serial_numbers_are_told() -> None:
    """They tie all pictures of a camera together."""
    exif = Image.Exif()
    exif.get_ifd(0x8769).update({0xA431: "12345", 0xA430: "Ada"})
    data = encode(make_image(8, 8), "jpeg", exif=exif.tobytes())
    assert find_traces(data) == ("the camera's owner", "the camera's serial number")

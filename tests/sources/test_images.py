"""How large pictures are."""

import os
import struct
import zlib
from pathlib import Path

import pytest

from generator.errors import SitePath
from generator.sources.images import find_image_size, read_image_size


def png(width: int, height: int) -> bytes:
    """Make the beginning of a PNG."""
    head = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))


def gif(width: int, height: int) -> bytes:
    """Make the beginning of a GIF."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x00\x00\x00"


def exif(orientation: int) -> bytes:
    """Make a segment that says how a camera was held."""
    tiff = b"MM\x00*\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    payload = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload


def jpeg(width: int, height: int, *, before: bytes = b"") -> bytes:
    """Make a JPEG without its picture."""
    frame = struct.pack(">BHHB", 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + before + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"


def webp(width: int, height: int) -> bytes:
    """Make the beginning of a WebP with an extended head."""
    head = b"\x00" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", len(head)) + head
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    "data",
    [
        png(640, 480),
        gif(640, 480),
        jpeg(640, 480),
        jpeg(640, 480, before=exif(1)),
        jpeg(480, 640, before=exif(6)),
        jpeg(640, 480, before=b"\xff\xe0" + struct.pack(">H", 60_002) + bytes(60_000)),
        webp(640, 480),
    ],
    ids=["png", "gif", "jpeg", "jpeg upright", "jpeg turned", "jpeg with a long head", "webp"],
)
def test_size_is_that_of_the_picture_as_shown(data: bytes) -> None:
    """Of every format that browsers show; a photograph is turned as its camera was."""
    assert find_image_size(data) == (640, 480)


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
    assert find_image_size(f"{before}<svg {attributes}><rect width='7' height='7'/></svg>".encode()) == size


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"words",
        b"<p>words</p>",
        b"<svgs width='1' height='1'>",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg width='1' height='1'>",
        png(0, 480),
        png(640, 2**31),
        png(640, 480)[:18],
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1\x00\x00",
        jpeg(640, 480, before=b"\xff\xe1\xff\xff"),
        b"RIFF\x00\x00\x00\x00WEBP",
        b"GIF89a",
        b"\x00\x00\x00\x20ftypavif" + b"\xff" * 40,
    ],
)
def test_what_is_no_sound_picture_has_no_size(data: bytes) -> None:
    """Text, half a file, and one that says the impossible."""
    assert find_image_size(data) is None


def test_hostile_drawing_is_read_in_no_time() -> None:
    """Each of these would take a careless pattern minutes."""
    for text in (
        "<!--" * 60_000,
        "<!-- -->" * 30_000,
        "<svg " + "a='" * 80_000,
        "<svg " + " width=" * 40_000,
        " " * 250_000,
    ):
        assert find_image_size((text + "<svg").encode()) is None


def test_file_is_read_below_the_sites_folder(tmp_path: Path) -> None:
    """Only its beginning."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.png").write_bytes(png(3, 4) + bytes(1000))
    assert read_image_size(tmp_path, SitePath("content/a.png")) == (3, 4)


def test_file_that_cannot_be_read_has_no_size(tmp_path: Path) -> None:
    """It is gone, a folder, or a link to elsewhere."""
    (tmp_path / "a.png").write_bytes(png(3, 4))
    (tmp_path / "b.png").symlink_to("a.png")
    (tmp_path / "c.png").mkdir()
    os.mkfifo(tmp_path / "d.png")
    assert [read_image_size(tmp_path, SitePath(f"{name}.png")) for name in "bcde"] == [None] * 4

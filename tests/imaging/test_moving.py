"""What moves is published as it is, without what is written beside it."""

from io import BytesIO

import pytest
from PIL import Image

from generator.imaging.moving import strip_moving
from generator.imaging.opening import PictureError
from tests.imaging.samples import CANARIES, XMP, encode, make_exif, make_image, make_profile, make_text_chunks

XMP_IN_GIF = b"\x21\xff\x0bXMP DataXMP" + XMP + b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
COMMENT_IN_GIF = b"\x21\xfe\x0bCANARY-TEXT\x00"


def make_moving(kind: str) -> bytes:
    """Make a picture that moves, with all that its format has room for."""
    image = make_image(40, 30).quantize(16) if kind == "gif" else make_image(40, 30)
    if kind == "gif":
        data = encode(image, kind, moves=True, comment=b"CANARY-TEXT")
        head = 13 + (3 << (data[10] % 8 + 1) if data[10] & 0x80 else 0)
        return data[:head] + COMMENT_IN_GIF + XMP_IN_GIF + data[head:] + b"CANARY-TEXT"
    if kind == "png":
        return encode(
            image, kind, moves=True, exif=make_exif(1), icc_profile=make_profile(), pnginfo=make_text_chunks()
        )
    return encode(image, kind, moves=True, exif=make_exif(1), icc_profile=make_profile(), xmp=XMP)


def read_frames(data: bytes) -> list[tuple[bytes, object]]:
    """Decode every frame, with how long it is shown."""
    image = Image.open(BytesIO(data))
    frames = []
    for index in range(image.n_frames):  # type: ignore[attr-defined]  # of formats that move
        image.seek(index)
        frames.append((image.convert("RGBA").tobytes(), image.info.get("duration")))
    return frames


@pytest.mark.parametrize("kind", ["gif", "png", "webp"])
def test_frames_stay_and_nothing_else(kind: str) -> None:
    """Each of them, for as long, over and over."""
    data = make_moving(kind)
    assert any(canary.encode() in data for canary in CANARIES)
    made = strip_moving(data)
    assert read_frames(made) == read_frames(data)
    assert Image.open(BytesIO(made)).info.get("loop") == 0
    assert not [canary for canary in CANARIES if canary.encode() in made]
    assert not Image.open(BytesIO(made)).getexif()
    assert strip_moving(made) == made


def test_picture_that_does_not_move_is_stripped_as_well() -> None:
    """A GIF of one frame is one."""
    data = encode(make_image(40, 30).quantize(16), "gif", comment=b"CANARY-TEXT")
    made = strip_moving(data)
    assert b"CANARY" not in made
    assert read_frames(made) == read_frames(data)


@pytest.mark.parametrize("kind", ["gif", "png", "webp"])
def test_file_that_ends_too_early_is_broken(kind: str) -> None:
    """Wherever it ends: no length of it is taken for a whole one."""
    data = strip_moving(make_moving(kind))
    for length in range(8, len(data) - 1, 7):
        with pytest.raises(PictureError, match="is broken"):
            strip_moving(data[:length])


def test_damaged_chunk_is_broken() -> None:
    """PNG says itself whether it is whole."""
    data = bytearray(strip_moving(make_moving("png")))
    data[-20] ^= 1
    with pytest.raises(PictureError):
        strip_moving(bytes(data))


@pytest.mark.parametrize("data", [b"GIF89a" + bytes(7) + b"\x01", b"RIFF\x04\0\0\0WAVE", b"words"])
def test_other_files_are_broken(data: bytes) -> None:
    """Whatever their beginning says."""
    with pytest.raises(PictureError):
        strip_moving(data)

"""Pictures are opened with care."""

import pytest
from PIL import Image

from generator.imaging import opening
from generator.imaging.opening import PictureError, find_shown_size, open_picture
from tests.imaging.samples import encode, make_image, with_exif


def test_sound_picture_is_opened() -> None:
    """With its size as it is shown."""
    with open_picture(with_exif(make_image(64, 48), "jpeg", 6)) as picture:
        assert (picture.size, find_shown_size(picture)) == ((64, 48), (48, 64))


def test_what_is_found_out_later_is_told_as_well() -> None:
    """A file may end in the middle of its picture."""
    data = encode(make_image(64, 48), "png")
    with pytest.raises(PictureError, match=r"^is broken$"), open_picture(data[: len(data) // 2]) as picture:
        picture.load()


@pytest.mark.parametrize("data", [b"", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"P6 1 1 255 abc"])
def test_other_formats_are_not_opened(data: bytes) -> None:
    """Some of them would be handed to another program."""
    with pytest.raises(PictureError, match="of a format that is not known"), open_picture(data):
        pass


def test_large_picture_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take more memory than there may be."""
    monkeypatch.setattr(opening, "MOST_PIXELS", 64 * 48 - 1)
    data = encode(Image.new("1", (64, 48)), "png")
    with pytest.raises(PictureError, match="has 64 by 48 pixels, more than the 3,071"), open_picture(data):
        pass

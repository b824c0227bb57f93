"""Pictures made anew show what they showed, and hold nothing else."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from generator.imaging.opening import PictureError
from generator.imaging.variants import COVER_SIZE, make_cover, make_exact, make_variants
from tests.imaging.samples import CANARIES, encode, make_image, make_profile, with_exif


def read(data: bytes) -> Image.Image:
    """Decode what was made."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def differ(one: Image.Image, other: Image.Image) -> float:
    """Say by how much two pictures differ, in the mean, of 255."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


def assert_bare(data: bytes, kind: str = "WEBP") -> None:
    """See that nothing but points is in a file."""
    assert not [canary for canary in CANARIES if canary.encode() in data]
    image = read(data)
    assert image.format == kind
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & image.info.keys()


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "tiff"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_nothing_but_the_picture_is_left(kind: str, orientation: int) -> None:
    """As it was shown: turned, in the same colours; exactly, if it was exact before."""
    data = with_exif(make_image(64, 48), kind, orientation)
    original = ImageOps.exif_transpose(read(data)) if kind != "tiff" else read(data)
    assert original.size == ((64, 48) if orientation < 5 else (48, 64))
    (made,) = make_variants(data, [original.size])
    assert_bare(made)
    assert differ(read(made), original) < (6 if kind == "jpeg" else 1.5)
    assert read(make_exact(data)).size == original.size
    assert_bare(make_exact(data))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_picture_of_few_colours_is_as_it_was(mode: str) -> None:
    """To the last point, also where it lets the ground through."""
    image = Image.new("RGBA", (200, 100), (250, 250, 250, 255))
    image.paste((20, 60, 120, 255), (10, 10, 100, 60))
    image.paste((200, 60, 20, 128), (50, 30, 150, 90))
    image = image.convert("RGB").quantize(16) if mode == "P" else image.convert(mode)
    (made,) = make_variants(encode(image, "png"), [(200, 100)])
    assert not ImageChops.difference(read(made).convert("RGBA"), image.convert("RGBA")).getbbox()


def test_transparency_of_a_palette_is_kept() -> None:
    """One of its colours may be none."""
    image = Image.new("P", (40, 20), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(1, (0, 0, 20, 20))
    (made,) = make_variants(encode(image, "png", transparency=0), [(40, 20)])
    assert read(made).convert("RGBA").getpixel((30, 10))[3] == 0  # type: ignore[index]  # four bands
    assert read(made).convert("RGBA").getpixel((5, 5)) == (0, 0, 255, 255)


def test_photograph_is_made_in_each_size() -> None:
    """The smaller, the fewer bytes."""
    data = encode(Image.effect_noise((1600, 1200), 40).convert("RGB"), "jpeg")
    made = make_variants(data, [(640, 480), (1280, 960)])
    assert [read(each).size for each in made] == [(640, 480), (1280, 960)]
    assert len(made[0]) < len(made[1])


def test_wide_greys_are_greys() -> None:
    """Of 65,536 ones; Pillow alone would cut them at 255."""
    image = Image.new("I;16", (256, 1))
    for x in range(256):
        image.putpixel((x, 0), x * 257)
    (made,) = make_variants(encode(image, "png"), [(256, 1)])
    reds = read(make_exact(encode(image, "png"))).convert("RGB").getchannel("R")
    assert [reds.getpixel((x, 0)) for x in (0, 128, 255)] == [0, 128, 255]
    assert read(made).size == (256, 1)


def test_numbers_in_other_units_are_stretched() -> None:
    """A picture of measurements shows something."""
    image = Image.new("F", (2, 1))
    image.putpixel((1, 0), 0.001)
    greys = read(make_exact(encode(image, "tiff"))).convert("L")
    assert [greys.getpixel((x, 0)) for x in (0, 1)] == [0, 255]
    assert read(make_exact(encode(Image.new("F", (2, 1)), "tiff"))).size == (2, 1)


def test_colours_are_those_of_screens() -> None:
    """What was meant in another profile is made the same colour in the one that is taken for granted."""
    profile = make_profile().replace(b"rXYZ", b"xXYZ").replace(b"bXYZ", b"rXYZ").replace(b"xXYZ", b"bXYZ")
    red = Image.new("RGB", (8, 8), (250, 0, 0))
    made = read(make_exact(encode(red, "png", icc_profile=profile))).convert("RGBA")
    assert differ(made, Image.new("RGB", (8, 8), (0, 0, 250))) < 3
    red.putalpha(7)
    made = read(make_exact(encode(red, "png", icc_profile=profile)))
    assert made.getchannel("A").getextrema() == (7, 7)
    grey = make_exact(encode(Image.new("LA", (8, 8), (90, 7)), "png", icc_profile=profile))
    assert read(grey).getchannel("A").getextrema() == (7, 7)


def test_broken_profile_is_left_out() -> None:
    """The picture is read as it would be without."""
    plain = encode(make_image(8, 8), "png")
    assert make_exact(encode(make_image(8, 8), "png", icc_profile=b"no profile")) == make_exact(plain)


def test_colours_for_print_are_shown() -> None:
    """Browsers show nothing else than red, green and blue."""
    (made,) = make_variants(encode(Image.new("CMYK", (8, 8), (255, 0, 0, 0)), "jpeg"), [(8, 8)])
    assert read(made).mode == "RGB"


@pytest.mark.parametrize("make", [lambda data: make_variants(data, [(64, 48)]), make_exact, make_cover])
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif", "tiff", "bmp"])
def test_half_a_picture_is_none(make: object, kind: str) -> None:
    """It is told, and nothing is made."""
    data = encode(make_image(64, 48), kind)
    assert callable(make)
    with pytest.raises(PictureError, match="is broken"):
        make(data[: len(data) // 2])


@pytest.mark.parametrize(
    ("size", "corner"),
    [((1200, 800), "picture"), ((3000, 1500), "picture"), ((300, 200), "paper"), ((700, 2000), "paper")],
)
def test_cover_is_cut_or_stands_on_paper(size: tuple[int, int], corner: str) -> None:
    """A picture that would lose much is shown whole, and none is made larger."""
    data = make_cover(with_exif(Image.new("RGB", size, (10, 90, 10)), "jpeg"))
    assert_bare(data, "JPEG")
    cover = read(data)
    assert cover.size == COVER_SIZE
    red, green, _ = cover.getpixel((3, 3))  # type: ignore[misc]  # three bands
    assert (red < green - 20) is (corner == "picture")


def test_the_same_picture_is_the_same_bytes() -> None:
    """Whoever makes it, and however often."""
    data = with_exif(make_image(300, 200), "jpeg")
    assert make_variants(data, [(300, 200)]) == make_variants(data, [(300, 200)])
    assert make_cover(data) == make_cover(data)

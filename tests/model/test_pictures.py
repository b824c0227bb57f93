"""In which sizes a picture is published, and where."""

import msgspec
import pytest

from generator.digest import Digest
from generator.model.permalink import Url
from generator.model.pictures import Form, Picture, Variant, choose_shown, list_sizes, list_variants
from tests.model.samples import PHOTO


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1, 1), [1]),
        ((300, 200), [300]),
        ((640, 480), [640]),
        ((700, 500), [700]),
        ((1000, 700), [640, 1000]),
        ((1300, 700), [640, 1300]),
        ((1900, 700), [640, 1280, 1900]),
        ((1920, 1080), [640, 1280, 1920]),
        ((12000, 9000), [640, 1280, 1920]),
        ((2000, 40000), [640, 819]),
        ((3, 60000), [1]),
    ],
)
def test_picture_is_never_larger_than_it_was(size: tuple[int, int], widths: list[int]) -> None:
    """At most three widths; one that is hardly smaller than the picture is no size of its own."""
    sizes = list_sizes(*size)
    assert [width for width, _ in sizes] == widths
    assert all(height <= min(size[1], 16383) for _, height in sizes)


@pytest.mark.parametrize("size", [(3000, 2000), (1001, 333), (7, 5000)])
def test_proportions_stay(size: tuple[int, int]) -> None:
    """To half a pixel."""
    for width, height in list_sizes(*size):
        assert abs(height - size[1] * width / size[0]) <= 0.5


@pytest.mark.parametrize(
    ("form", "kind", "url", "expected"),
    [
        (Form.RASTER, "jpeg", "/a/b.jpg", "/a/b.1a2b3c4d-300.webp"),
        (Form.RASTER, "png", "/a.b/c", "/a.b/c.1a2b3c4d-300.webp"),
        (Form.MOVING, "gif", "/a/b.gif", "/a/b.gif"),
        (Form.MOVING, "gif", "/a/b.png", "/a/b.gif"),
        (Form.MOVING, "png", "/a/b.apng", "/a/b.apng"),
        (Form.DRAWING, "svg", "/a/b.svg", "/a/b.svg"),
    ],
)
def test_address_says_what_it_is(form: Form, kind: str, url: str, expected: str) -> None:
    """A picture made anew has a piece of its content's name in its own."""
    picture = Picture(form, PHOTO.digest, kind, 300, 200)
    assert list_variants(picture, Url(url)) == (Variant(Url(expected), 300, 200),)


def test_other_content_has_another_address() -> None:
    """So that no browser shows what it had before."""
    other = msgspec.structs.replace(PHOTO, digest=Digest(b"other"))
    assert not {each.url for each in list_variants(PHOTO, Url("/a.jpg"))} & {
        each.url for each in list_variants(other, Url("/a.jpg"))
    }


@pytest.mark.parametrize(
    ("width", "shown"), [(4000, 1280), (1500, 1500), (1300, 1300), (1900, 1280), (900, 900), (300, 300)]
)
def test_browser_that_does_not_choose_gets_the_middle(width: int, shown: int) -> None:
    """Enough for a column of text, and not more than a telephone can bear."""
    picture = msgspec.structs.replace(PHOTO, width=width, height=width)
    assert choose_shown(list_variants(picture, Url("/a.jpg"))).width == shown

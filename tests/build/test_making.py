"""What is made of pictures, once for each content."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.inputs import Inputs, gather_inputs
from generator.build.making import (
    Made,
    find_made,
    group_assets,
    make_group,
    remember_made,
    retain_made,
    weigh_group,
)
from generator.digest import digest_text
from generator.errors import GeneratorError, SitePath, format_problem
from generator.imaging.drawings import clean_drawing
from generator.imaging.moving import strip_moving
from generator.imaging.variants import make_cover, make_variants
from generator.model.pictures import Form
from generator.plan.outputs import Asset, Recipe
from generator.publish.store import Store, open_memory_store
from tests.imaging.samples import encode, make_image
from tests.site.space import SiteSpace

PHOTO = encode(make_image(64, 48), "jpeg")
MOVING = encode(make_image(64, 48).quantize(8), "gif", moves=True)
DRAWING = b"<svg><g/></svg>"


def asset(name: str, source: str, recipe: Recipe | None) -> Asset:
    """Plan an output."""
    path = SitePath(f"content/entries/{source}")
    return Asset(SitePath(name), digest_text(name), path, path, recipe=recipe)


SMALL = asset("small.webp", "a.jpg", Recipe(Form.RASTER, 32, 24))
LARGE = asset("large.webp", "a.jpg", Recipe(Form.RASTER, 64, 48))
COVER = asset("cover.jpg", "a.jpg", Recipe(Form.RASTER, 0, 0, is_cover=True))
GIF = asset("b.gif", "b.gif", Recipe(Form.MOVING, 64, 48))
SVG = asset("c.svg", "c.svg", Recipe(Form.DRAWING, 0, 0))
COPY = asset("d.pdf", "d.pdf", None)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that remembers as long as the test runs."""
    with open_memory_store(tmp_path) as store:
        yield store


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site with a picture of each form."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n")
    for name, data in (("a.jpg", PHOTO), ("b.gif", MOVING), ("c.svg", DRAWING)):
        space.write(f"content/entries/{name}", data)
    return space


@pytest.fixture
def inputs(space: SiteSpace, store: Store) -> Inputs:
    """Read the site."""
    return gather_inputs(space.root, store)


def test_what_is_made_from_one_file_is_together() -> None:
    """Once, however often it is published; what is copied, or was made before, is not among it."""
    again = asset("small.webp", "other.jpg", SMALL.recipe)
    groups = group_assets((SMALL, GIF, COPY, LARGE, again, SVG, COVER), {SVG.digest: b""})
    assert groups == ((SMALL, LARGE), (GIF,), (COVER,))


def test_more_points_take_more_time() -> None:
    """Workers then get as much to do as others."""
    assert weigh_group((SMALL,)) < weigh_group((asset("a", "a", Recipe(Form.RASTER, 1920, 1080)),))


def test_each_form_is_made_in_its_way(inputs: Inputs) -> None:
    """And named by what it was made from."""
    small, large = make_variants(PHOTO, [(32, 24), (64, 48)])
    assert make_group((SMALL, LARGE), inputs) == (Made(SMALL.digest, small), Made(LARGE.digest, large))
    assert make_group((COVER,), inputs) == (Made(COVER.digest, make_cover(PHOTO)),)
    assert make_group((GIF,), inputs) == (Made(GIF.digest, strip_moving(MOVING)),)
    assert make_group((SVG,), inputs) == (Made(SVG.digest, clean_drawing(DRAWING)),)


def test_broken_picture_is_a_problem(space: SiteSpace, store: Store) -> None:
    """With the name of the file."""
    space.write("content/entries/a.jpg", PHOTO[:-100])
    with pytest.raises(GeneratorError) as caught:
        make_group((SMALL,), gather_inputs(space.root, store))
    assert [format_problem(problem) for problem in caught.value.problems] == [
        (
            "content/entries/a.jpg: error: the picture content/entries/a.jpg is broken\n"
            "  hint: open it in a program for pictures, and save it as PNG, JPEG or WebP"
        )
    ]


def test_picture_that_changed_meanwhile_is_a_problem(space: SiteSpace, inputs: Inputs) -> None:
    """Its name would be that of another picture."""
    space.write("content/entries/a.jpg", b"")
    with pytest.raises(GeneratorError, match="changed while the build was reading it"):
        make_group((SMALL,), inputs)


def test_what_was_made_is_found_again(store: Store) -> None:
    """Until nothing asks for it any more, and there is much of such."""
    remember_made({SMALL.digest: b"small", **{digest_text(str(number)): b"" for number in range(1500)}}, store)
    assert find_made((SMALL, LARGE, COPY), store) == {SMALL.digest: b"small"}
    retain_made((SMALL, COPY), store)
    assert find_made((SMALL, LARGE, COPY), store) == {SMALL.digest: b"small"}
    assert store.get("picture", digest_text("7")) is None
    assert find_made((COPY,), store) == {}
    remember_made({}, store)

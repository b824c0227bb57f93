"""The sizes of pictures are found once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.inputs import gather_inputs
from generator.build.pictures import measure_images, retain_images
from generator.digest import digest_text
from generator.publish.store import Store, open_memory_store
from tests.site.space import SiteSpace

WIDE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>'
HIGH = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"></svg>'


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site of two pictures, one of which says nothing of its size, and a third that is the theme's."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n== content/entries/a.md ==\nA\n")
    space.write("content/entries/WIDE.SVG", WIDE)
    space.write("content/entries/broken.png", b"no picture")
    space.write("templates/assets/own.svg", HIGH)
    return space


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that remembers as long as the test runs."""
    with open_memory_store(tmp_path) as store:
        yield store


def test_pictures_of_the_content_have_a_size(space: SiteSpace, store: Store) -> None:
    """Those whose size can be told."""
    assert measure_images(gather_inputs(space.root, store), store).sizes == {"content/entries/WIDE.SVG": (20, 10)}


def test_picture_is_measured_once(space: SiteSpace, store: Store) -> None:
    """The same content is the same size, wherever it lies; a file that cannot be read now was read before."""
    measure_images(gather_inputs(space.root, store), store)
    space.rename("content/entries/WIDE.SVG", "content/entries/b.svg")
    inputs = gather_inputs(space.root, store)
    space.remove("content/entries/b.svg")
    assert measure_images(inputs, store).sizes == {"content/entries/b.svg": (20, 10)}


def test_changed_picture_is_measured_again(space: SiteSpace, store: Store) -> None:
    """Its content is another."""
    measure_images(gather_inputs(space.root, store), store)
    space.write("content/entries/WIDE.SVG", HIGH)
    assert measure_images(gather_inputs(space.root, store), store).sizes == {"content/entries/WIDE.SVG": (10, 20)}


def test_sizes_in_use_are_retained(space: SiteSpace, store: Store) -> None:
    """Those of pictures that are gone are dropped, once there are many."""
    inputs = gather_inputs(space.root, store)
    pictures = measure_images(inputs, store)
    store.put_many("image", ((digest_text(str(number)), b"") for number in range(1500)))
    retain_images(pictures, store)
    space.remove("content/entries/WIDE.SVG")
    assert measure_images(inputs, store).sizes == {"content/entries/WIDE.SVG": (20, 10)}
    assert store.get("image", digest_text("7")) is None

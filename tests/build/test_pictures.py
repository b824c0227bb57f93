"""What pictures are is found out once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build import pictures
from generator.build.inputs import gather_inputs
from generator.build.pictures import find_pictures, retain_images
from generator.digest import digest_bytes, digest_text
from generator.errors import SitePath
from generator.model.pictures import Form, Picture
from generator.publish.store import Store, open_memory_store
from tests.imaging.samples import encode, make_image
from tests.site.space import SiteSpace

WIDE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"></svg>'
HIGH = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"></svg>'
PHOTO = encode(make_image(64, 48), "jpeg")


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site of a drawing, a photograph without an ending, a file that is none, and the theme's own picture."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n== content/entries/a.md ==\nA\n")
    space.write("content/entries/WIDE.SVG", WIDE)
    space.write("content/entries/broken.png", b"no picture")
    space.write("content/entries/photo", PHOTO)
    space.write("content/entries/paper.pdf", b"%PDF-1.7")
    space.write("templates/assets/own.svg", HIGH)
    return space


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that remembers as long as the test runs."""
    with open_memory_store(tmp_path) as store:
        yield store


def find(space: SiteSpace, store: Store) -> dict[str, tuple[int, int]]:
    """Give the sizes of all pictures by name."""
    found = find_pictures(gather_inputs(space.root, store), store).found
    return {path.removeprefix("content/entries/"): (picture.width, picture.height) for path, picture in found.items()}


def test_pictures_of_the_content_are_known(space: SiteSpace, store: Store) -> None:
    """By what is in them, and those that say that they are one; no other files."""
    found = find_pictures(gather_inputs(space.root, store), store).found
    assert found[SitePath("content/entries/WIDE.SVG")] == Picture(
        Form.DRAWING, digest_bytes(WIDE.encode()), "svg", 20, 10
    )
    assert found[SitePath("content/entries/photo")] == Picture(Form.RASTER, digest_bytes(PHOTO), "jpeg", 64, 48)
    assert found[SitePath("content/entries/broken.png")].fault == "is broken, or of a format that is not known"
    assert len(found) == 3


def test_picture_is_looked_at_once(space: SiteSpace, store: Store) -> None:
    """The same content is the same picture, wherever it lies; a file that cannot be read now was read before."""
    find(space, store)
    space.rename("content/entries/WIDE.SVG", "content/entries/b.svg")
    inputs = gather_inputs(space.root, store)
    space.remove("content/entries/b.svg")
    assert find_pictures(inputs, store).found[SitePath("content/entries/b.svg")].width == 20


def test_file_that_cannot_be_read_is_looked_at_again(space: SiteSpace, store: Store) -> None:
    """It is no picture now; what it is the next time is found out then."""
    inputs = gather_inputs(space.root, store)
    space.rename("content/entries/WIDE.SVG", "elsewhere.svg")
    picture = find_pictures(inputs, store).found[SitePath("content/entries/WIDE.SVG")]
    assert picture.fault == "changed while the build was reading it; build again"
    space.rename("elsewhere.svg", "content/entries/WIDE.SVG")
    assert find(space, store)["WIDE.SVG"] == (20, 10)


def test_file_of_many_bytes_is_not_read(space: SiteSpace, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """No camera makes such pictures."""
    monkeypatch.setattr(pictures, "_MOST_BYTES", 100)
    photo = find_pictures(gather_inputs(space.root, store), store).found[SitePath("content/entries/photo")]
    assert photo.fault == f"has {len(PHOTO):,} bytes, more than the 100 that a picture may have"


def test_changed_picture_is_another(space: SiteSpace, store: Store) -> None:
    """Its content is another."""
    find(space, store)
    space.write("content/entries/WIDE.SVG", HIGH)
    assert find(space, store)["WIDE.SVG"] == (10, 20)


def test_what_is_in_use_is_retained(space: SiteSpace, store: Store) -> None:
    """What is known of pictures that are gone is dropped, once it is much."""
    inputs = gather_inputs(space.root, store)
    found = find_pictures(inputs, store)
    store.put_many("image", ((digest_text(str(number)), b"") for number in range(1500)))
    retain_images(found, store)
    space.remove("content/entries/WIDE.SVG")
    assert find_pictures(inputs, store).found == found.found
    assert store.get("image", digest_text("7")) is None


def test_same_files_are_the_same_pictures(space: SiteSpace, store: Store) -> None:
    """A build that is given the last one's looks at nothing."""
    first = find_pictures(gather_inputs(space.root, store), store)
    assert find_pictures(gather_inputs(space.root, store), store, first).found is first.found

"""Pictures are made when they are asked for, once."""

from pathlib import Path

import pytest

from generator.build import making
from generator.errors import GeneratorError, SitePath
from generator.plan.outputs import Asset
from generator.publish.store import open_store
from generator.serve import workbench
from generator.serve.snapshot import Kept
from tests.imaging.samples import encode, make_image
from tests.serve.building import Workshop

PHOTO = encode(make_image(700, 500), "jpeg")
PATH = "content/entries/photo.jpg"
A = "content/entries/a.md"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[SitePath]:
    """Note what is made."""
    made: list[SitePath] = []

    def make(group: making.Group, *rest: object) -> tuple[making.Made, ...]:
        made.extend(asset.output for asset in group)
        return making.make_group(group, *rest)  # type: ignore[arg-type]  # whatever it is given

    monkeypatch.setattr(workbench, "make_group", make)
    return made


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Give a site with a photograph, of which nothing is kept in memory but what is made."""
    workshop = Workshop(tmp_path / "site")
    workshop.space.write(PATH, PHOTO)
    workshop.space.edit(A, "![A plot](plot.svg)", "![A plot](photo.jpg)")
    workshop.builder._kept = Kept(1)
    return workshop


def find_photo(workshop: Workshop) -> Asset:
    """Find the output that is made from the photograph."""
    found = (asset for asset in workshop.shown.assets.values() if asset.source == PATH)
    return min(found, key=lambda asset: asset.output)


def test_is_made_once_when_asked_for(workshop: Workshop, counted: list[SitePath]) -> None:
    """And not again, whoever asks, and whatever else was built meanwhile."""
    workshop.begin()
    asset = find_photo(workshop)
    assert counted == []
    data = workshop.shown.read(asset.output)
    assert data is not None
    assert data[8:12] == b"WEBP"
    workshop.edit(A, "First words", "Other words")
    assert workshop.shown.read(asset.output) == data
    assert counted == [asset.output]


def test_is_written_down_with_all_else(workshop: Workshop, counted: list[SitePath]) -> None:
    """A build, or another preview, finds it."""
    workshop.begin()
    asset = find_photo(workshop)
    data = workshop.shown.read(asset.output)
    assert workshop.builder.save() == ()
    assert workshop.shown.read(asset.output) == data
    with open_store(workshop.space.root / ".cache/journal")[0] as store:
        assert store.get("picture", asset.digest) == data
    assert counted == [asset.output]


def test_is_written_down_at_the_end(workshop: Workshop) -> None:
    """What was made since the last time would be made again the next day."""
    workshop.begin()
    asset = find_photo(workshop)
    data = workshop.shown.read(asset.output)
    workshop.builder.close()
    with open_store(workshop.space.root / ".cache/journal")[0] as store:
        assert store.get("picture", asset.digest) == data


def test_changed_picture_has_another_address(workshop: Workshop) -> None:
    """Browsers that show the page are told of the page."""
    workshop.begin()
    before = find_photo(workshop)
    workshop.space.write(PATH, encode(make_image(800, 500), "jpeg"))
    outcome = workshop.build(PATH)
    assert outcome is not None
    assert {item.path: item.reason for item in outcome.stale}["a/index.html"] == "body"
    assert find_photo(workshop).output != before.output


def test_broken_picture_is_told_when_it_is_asked_for(workshop: Workshop, counted: list[SitePath]) -> None:
    """Its head is sound, so that nobody knew."""
    workshop.space.write(PATH, PHOTO[:-200])
    workshop.begin()
    with pytest.raises(GeneratorError, match="is broken"):
        workshop.shown.read(find_photo(workshop).output)

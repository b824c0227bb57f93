"""Cards are small pictures that hold together."""

from io import BytesIO

import msgspec
import pytest
from PIL import Image

from generator.imaging.cards import draw_card
from generator.plan.cards import CARD_SIZE, Card, CardSkill

ENTRY = Card(
    "Notes",
    "Making the project installable",
    "15 December 2019",
    skills=(CardSkill("5.1 Flask", "now"), CardSkill("10.3 Packaging", "done")),
)
SKILL = Card("Notes", "Flask", "done, 7 entries", "5.1", "done")
SITE = Card("", "Notes", "6 done, 8 learning, 7 planned of 21", description="In public.", progress=(6, 8, 7))

CARDS = {
    "entry": ENTRY,
    "skill": SKILL,
    "site": SITE,
    "bare": Card("", "A"),
    "long": msgspec.structs.replace(ENTRY, title="A title that never comes to an end, " * 8),
    "long skill": msgspec.structs.replace(SKILL, title="A skill " * 30, words="because " * 40),
    "word": msgspec.structs.replace(ENTRY, title="W" * 200, site_title="W" * 200),
    "long date": msgspec.structs.replace(ENTRY, words="W" * 200),
    "skills": msgspec.structs.replace(ENTRY, skills=(CardSkill("W" * 99, "dropped"), CardSkill("x", "planned"))),
    "description": msgspec.structs.replace(SITE, description="So it is, " * 30, title="Words " * 20),
    "no progress": msgspec.structs.replace(SITE, progress=(0, 0, 0)),
    "all done": msgspec.structs.replace(SITE, progress=(9, 0, 0)),
    "hardly begun": msgspec.structs.replace(SITE, progress=(1, 0, 900)),
}


def read(data: bytes) -> Image.Image:
    """Decode a card."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("name", CARDS)
def test_card_is_a_small_png_within_its_margins(name: str) -> None:
    """Whatever is to be shown; nothing is cut by an edge."""
    data = draw_card(CARDS[name])
    image = read(data)
    assert (image.format, image.size, image.mode) == ("PNG", CARD_SIZE, "P")
    assert len(data) < 48_000
    assert not image.info.keys() - {"transparency"}
    points = image.point(lambda index: 255 if index else 0, "L")
    box = points.getbbox()
    assert box is not None
    assert box[0] >= 68
    assert box[1] >= 50
    assert box[2] <= 1200 - 60
    assert box[3] <= 630 - 30


def test_each_part_shows() -> None:
    """Leaving one out makes another card."""
    parts = [
        draw_card(msgspec.structs.replace(card, **{name: type(value)()}))
        for card in (ENTRY, SKILL)
        for name, value in msgspec.structs.asdict(card).items()
        if value
    ]
    assert len({*parts, draw_card(ENTRY), draw_card(SKILL)}) == len(parts) + 2


def test_bar_shows_how_far_it_is() -> None:
    """The lengths of its parts are those of the numbers."""
    image = read(draw_card(SITE)).convert("RGB")
    row = [image.getpixel((x, 503)) for x in range(1200)]
    assert row.count((29, 112, 72)) == pytest.approx(1040 * 6 / 21, abs=8)


def test_the_same_card_is_the_same_bytes() -> None:
    """Whatever was drawn before it."""
    first = draw_card(ENTRY)
    draw_card(SKILL)
    assert draw_card(ENTRY) == first

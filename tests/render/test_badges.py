"""How badges look."""

import json
import re
from xml.etree import ElementTree as ET

import msgspec
import pytest

from generator.plan.contexts import BadgeContext
from generator.render.badges import badge_color, text_width
from generator.render.pages import render_page
from tests.render.samples import BADGE, package_theme, read_bodies

SVG = "{http://www.w3.org/2000/svg}"
MARKS = ("done", "learning", "now", "planned", "dropped")


def draw(context: BadgeContext = BADGE) -> ET.Element:
    """Draw a badge with the package's template."""
    return ET.fromstring(render_page("badge.svg", context, package_theme(), read_bodies))


def test_badge_is_a_picture_with_words() -> None:
    """One who does not see it hears what it says; what is long has room."""
    svg = draw()
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "Flask: learning, 2 entries")
    assert svg.findtext(f"{SVG}title") == "Flask: learning, 2 entries"
    texts = svg.findall(f".//{SVG}text")
    assert [text.text for text in texts] == ["Flask", "learning, 2 entries"]
    ends = [float(text.get("x", "")) + float(text.get("textLength", "")) for text in texts]
    assert ends[0] < float(texts[1].get("x", ""))
    assert ends[1] < float(svg.get("width", ""))


@pytest.mark.parametrize("mark", MARKS)
def test_marks_differ_in_shape(mark: str) -> None:
    """Colour alone says nothing to many."""
    shapes = {name: ET.tostring(draw(msgspec.structs.replace(BADGE, mark=name))[3]) for name in MARKS}
    assert [name for name, shape in shapes.items() if shape == shapes[mark]] == [mark]


@pytest.mark.parametrize("mark", [*MARKS, "unheard of"])
def test_white_words_can_be_read_on_every_colour(mark: str) -> None:
    """At 4.5 : 1 at least."""
    parts = [int(part, 16) / 255 for part in re.findall("..", badge_color(mark))]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5


def test_width_grows_with_the_letters() -> None:
    """Narrow ones take less room than wide ones, accents none, and Chinese ones most."""
    assert text_width("iii") < text_width("aaa") < text_width("AAA") < text_width("MMM") < text_width("基础础")
    assert text_width("e\u0301") == text_width("e")


def test_data_is_what_shields_reads() -> None:
    """The form of its endpoint, version 1."""
    data = json.loads(render_page("badge.json", BADGE, package_theme(), read_bodies))
    assert data == {"schemaVersion": 1, "label": "Flask", "message": "learning, 2 entries", "color": "935400"}

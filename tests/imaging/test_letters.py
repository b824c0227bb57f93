"""Letters stand where they should."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from generator.imaging.letters import FONTS, balance, cut, find_typeface, wrap

SERIF = find_typeface("serif", 60)


@pytest.mark.parametrize("text", ["", "A", "AV Te", "Blueprints, views & a database", "Кириллица"])
def test_width_is_that_of_the_typeface(text: str) -> None:
    """Pairs of letters stand nearer to each other than each of them would."""
    font = ImageFont.truetype(str(FONTS / "serif.ttf"), 60, layout_engine=ImageFont.Layout.BASIC)
    assert SERIF.measure(text) == pytest.approx(font.getlength(text), abs=0.05 * len(text) + 0.1)


def test_letters_that_are_kept_are_those_that_are_drawn() -> None:
    """A line of copies is the line that Pillow draws, to a shift of half a pixel."""
    text = "Making projects, AV"
    ours, theirs = Image.new("L", (700, 90)), Image.new("L", (700, 90))
    SERIF.draw(ours, 10, 60, text)
    font = ImageFont.truetype(str(FONTS / "serif.ttf"), 60, layout_engine=ImageFont.Layout.BASIC)
    ImageDraw.Draw(theirs).text((10, 60), text, 255, font, anchor="ls")
    box, expected = ours.getbbox(), theirs.getbbox()
    assert box is not None
    assert expected is not None
    assert all(abs(one - other) <= 2 for one, other in zip(box, expected, strict=True))
    assert sum(ours.histogram()[128:]) == pytest.approx(sum(theirs.histogram()[128:]), rel=0.05)


def test_lines_are_no_wider_than_they_may_be() -> None:
    """All words are there, in their order."""
    text = "Why the trailing slash matters, and what a redirect has to do with it"
    lines = wrap(text, SERIF, 500)
    assert " ".join(lines) == text
    assert len(lines) > 2
    assert all(SERIF.measure(line) <= 500 for line in lines)
    assert wrap("", SERIF, 500) == []


@pytest.mark.parametrize(
    "text", ["Fork and pipes instead of a pool", "A b c d e f g h i j k l m n o p q r s t u v w x y z"]
)
def test_lines_are_about_as_wide_as_each_other(text: str) -> None:
    """As many as are needed, and no word alone in the last one."""
    lines = balance(text, SERIF, 700)
    widths = [SERIF.measure(line) for line in lines]
    assert " ".join(lines) == text
    assert len(lines) == len(wrap(text, SERIF, 700))
    assert max(widths) <= 700
    assert min(widths) > 0.6 * max(widths)
    assert balance("Short", SERIF, 700) == ["Short"]
    assert balance("", SERIF, 700) == []


def test_long_word_is_divided() -> None:
    """It would stand over the edge."""
    lines = wrap("Donaudampfschifffahrtsgesellschaft", SERIF, 300)
    assert "".join(lines) == "Donaudampfschifffahrtsgesellschaft"
    assert all(SERIF.measure(line) <= 300 for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Short", 500, "Short"),
        ("One two, three four", 300, "One two…"),
        ("Donaudampfschifffahrt", 300, "Donauda…"),
        ("Word", 1, ""),
    ],
)
def test_text_is_cut_at_a_word(text: str, width: int, expected: str) -> None:
    """With a mark; in the middle of one that is too long alone."""
    found = cut(text, SERIF, width)
    assert SERIF.measure(found) <= width
    assert found == expected

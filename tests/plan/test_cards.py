"""What stands on a card."""

import pytest
from PIL import ImageFont

from generator.digest import digest_text
from generator.imaging.letters import FONTS
from generator.plan import cards
from generator.plan.cards import Card, CardSkill, card_digest, card_path, show_skills, write_plainly
from generator.plan.contexts import SkillLink


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain words", "Plain words"),
        ("It works 🎉 \u2013 at last 👩🏽‍💻!", "It works \u2013 at last !"),
        ("Ünïcödé, Ελληνικά, Кириллица", "Ünïcödé, Ελληνικά, Кириллица"),
        ("e\u0301 \u00a0 x\ty\n", "é x y"),
        ("non\u2011breaking \u2010 soft\u00adhyphen", "non-breaking - softhyphen"),
        ("漢字", None),
        ("Python と Flask", None),
        ("مرحبا", None),
        ("∀x", None),
        ("🎉", ""),
        ("x" * 400, "x" * 300),
    ],
)
def test_text_is_drawn_without_a_word_missing(text: str, expected: str | None) -> None:
    """Emoji and signs are left out; of another script there is nothing, and never a box."""
    assert write_plainly(text) == expected


@pytest.mark.parametrize("name", ["serif", "sans"])
def test_typefaces_have_every_letter_that_is_drawn(name: str) -> None:
    """Or there would be boxes."""
    font = ImageFont.truetype(str(FONTS / f"{name}.ttf"), 40, layout_engine=ImageFont.Layout.BASIC)
    box = bytes(font.getmask("\ue000"))
    drawn = [chr(code) for code in range(0x10000) if not cards._NOT_DRAWN.match(chr(code))]
    assert len(drawn) > 500
    assert [letter for letter in drawn if not letter.isspace() and bytes(font.getmask(letter)) == box] == []


def test_first_skills_are_shown() -> None:
    """With their numbers and marks; one that cannot be drawn is left out."""
    links = [SkillLink(str(index), f"S{index}", f"{index}.1", "/", "done") for index in range(9)]
    links[1] = SkillLink("now", "Flask", "", "/", "learning", is_now=True)
    links[2] = SkillLink("x", "漢字", "", "/", "planned")
    assert show_skills(links) == (
        CardSkill("0.1 S0", "done"),
        CardSkill("Flask", "now"),
        CardSkill("3.1 S3", "done"),
        CardSkill("4.1 S4", "done"),
    )
    assert links[1].mark == "now"


def test_card_is_named_by_all_that_it_shows() -> None:
    """Its address by that alone, and what is drawn by the code as well."""
    one, other = Card("Notes", "A"), Card("Notes", "B")
    assert card_path(one) == card_path(Card("Notes", "A"))
    assert card_path(one) != card_path(other)
    assert card_digest(one, digest_text("1")) != card_digest(one, digest_text("2"))

"""Links with keys in them."""

import random

import pytest

from generator.errors import GeneratorError
from generator.sealed.ages import make_identity
from generator.sealed.links import make_link, parse_link

KEY = make_identity()


def test_link_is_the_page_with_the_key_behind_it() -> None:
    """Behind the "#", where no server sees it."""
    link = make_link("https://ada.example/journal", KEY)
    assert link == f"https://ada.example/journal/sealed/#{KEY.text}"
    assert parse_link(link) == KEY


@pytest.mark.parametrize(
    "text",
    [
        "{key}",
        " {key}\n",
        "<https://ada.example/sealed/#{key}>.",
        "# created: 2026\n# public key: age1...\n{key}\n",
        "Hello,\nhere: https://ada.example/sealed/#{key} and again {key}",
    ],
)
def test_key_is_found_in_what_people_copy(text: str) -> None:
    """A mail, a key file, or nothing but the key."""
    assert parse_link(text.format(key=KEY.text)) == KEY
    assert parse_link(text.format(key=KEY.text.lower())) == KEY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("https://ada.example/sealed/", "this holds no key"),
        ("", "this holds no key"),
        (KEY.text[:-10], "the key in this link is incomplete: 10 of its characters are missing"),
        ("#AGE-SECRET-KEY-1", "the key in this link is incomplete: 58 of its characters are missing"),
        (f"{KEY.text}Q", "the key in this link is wrong: its checksum does not fit"),
        (KEY.text[:-1] + ("Q" if KEY.text[-1] != "Q" else "P"), "the key in this link is wrong"),
        (f"{KEY.text} {make_identity().text}", "this holds more than one key"),
    ],
    # Keys are others in each process that runs tests.
    ids=["no key", "nothing", "cut off", "nothing of it", "too long", "mistyped", "two"],
)
def test_what_is_wrong_with_a_link_is_told(text: str, why: str) -> None:
    """Without the key."""
    with pytest.raises(GeneratorError) as raised:
        parse_link(text)
    assert raised.value.problems[0].message.startswith(why)
    assert KEY.text[20:40] not in str(raised.value)


def check_mutations(count: int) -> None:
    """Change a bit of a link's key at as many places; none may be taken."""
    chance = random.Random(7)
    for _ in range(count):
        changed = bytearray(KEY.text.encode())
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        with pytest.raises(GeneratorError):
            parse_link(changed.decode("latin-1"))


def test_changed_key_is_not_taken() -> None:
    """Its checksum sees to that."""
    check_mutations(100)


@pytest.mark.nightly
def test_key_changed_anywhere_is_not_taken() -> None:
    """Five hundred places and bits."""
    check_mutations(500)

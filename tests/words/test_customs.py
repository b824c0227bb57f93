"""What is taken out of CLDR."""

import msgspec
import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from generator.words.customs import Customs, find_customs

_TAGS = sorted({identifier.split("_")[0] for identifier in locale_identifiers()} - {"root"})


@pytest.mark.parametrize("tag", _TAGS)
def test_plurals_are_those_of_babel(tag: str) -> None:
    """The table of two thousand numbers stands for all below a million, in every language there is."""
    try:
        locale = Locale.parse(tag)
    except ValueError:
        pytest.skip("Babel has no such locale by its tag alone")
    customs = find_customs(tag)
    numbers = [*range(3000), 9_999, 10_001, 12_345, 99_999, 100_001, 100_011, 123_456, 999_999]

    # Cornish has forms of its own for 20,000, 40,000 and their like, which no journal counts up to.
    wrong = [number for number in numbers if customs.categorize(number) != locale.plural_form(number)]

    assert wrong == [] or tag == "kw"


@pytest.mark.parametrize(
    ("tag", "categories"),
    [("en", ("one", "other")), ("de", ("one", "other")), ("ja", ("other",)), ("pl", ("one", "few", "many", "other"))],
)
def test_the_plurals_of_a_language_are_those_that_whole_numbers_take(tag: str, categories: tuple[str, ...]) -> None:
    """Nobody has to write a form for one and a half."""
    assert find_customs(tag).categories == categories


def test_a_language_that_babel_does_not_know_is_written_as_english() -> None:
    """Its words may still be its author's."""
    customs = find_customs("tlh")

    assert (customs.language, customs.months, customs.categories) == (
        "tlh",
        find_customs("en").months,
        ("one", "other"),
    )


def test_a_region_that_babel_does_not_know_is_left_out() -> None:
    """The language is enough."""
    assert find_customs("de-ZZ").months[2] == "März"


def test_a_script_is_understood() -> None:
    """Tags are HTML's, with hyphens."""
    assert find_customs("zh-Hant-TW").patterns["day"] == "y年M月d日"


def test_customs_can_be_kept() -> None:
    """A build that finds them does not load Babel."""
    customs = find_customs("fr")

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(customs), type=Customs) == customs


def test_negative_numbers_take_the_plural_of_their_size() -> None:
    """As CLDR has it."""
    assert [find_customs("en").categorize(number) for number in (-1, -2)] == ["one", "other"]

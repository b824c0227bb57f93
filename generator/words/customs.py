"""How a language writes dates and numbers, and which plural a number takes: the home of Babel.

Knows CLDR, by way of Babel; does not know any message.
All that is needed of it is taken out as values, so that Babel is loaded for a language once, and by no later build.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:  # Loading Babel takes as long as a build in which nothing changed.
    from babel import Locale

OTHER = "other"
"""The plural that every language has."""

_LETTERS: Mapping[str, str] = {"zero": "z", "one": "o", "two": "t", "few": "f", "many": "m", OTHER: "x"}
_CATEGORIES = {letter: category for category, letter in _LETTERS.items()}
_PERIOD = 1000
"""CLDR's rules ask for small numbers themselves and for the last two or three digits of others, up to a million."""

_SKELETONS = {"day": "yMMMMd", "short_day": "yMMMd", "day_of_year": "MMMd", "month": "yMMMM"}
_PATTERNS = {"day": "d MMMM y", "short_day": "d MMM y", "day_of_year": "d MMM", "month": "MMMM y"}


class Customs(msgspec.Struct, frozen=True, array_like=True):
    """What must be known of a language beside its words."""

    language: str
    """Its tag, `pt-BR`."""
    months: tuple[str, ...]
    """As they stand in a date: Polish has another form there."""
    short_months: tuple[str, ...]
    lone_months: tuple[str, ...]
    """As they stand by themselves."""
    lone_short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    """From Monday on."""
    short_weekdays: tuple[str, ...]
    patterns: dict[str, str]
    """How the language orders a `day`, a `short_day`, a `day_of_year` and a `month`."""
    separator: str
    """Between groups of three digits."""
    plurals: str
    """A letter for each number from 0 to 1,999; larger ones go by their last three digits."""

    def categorize(self, number: int) -> str:
        """Name the plural of a number: `one`, `few`, `other`; right up to a million.

        >>> customs = find_customs("en")
        >>> customs.categorize(1), customs.categorize(0), customs.categorize(1873)
        ('one', 'other', 'other')
        """
        size = abs(number)
        return _CATEGORIES[self.plurals[size if size < _PERIOD else _PERIOD + size % _PERIOD]]

    @property
    def categories(self) -> tuple[str, ...]:
        """The plurals that whole numbers take, in CLDR's order."""
        return tuple(category for category, letter in _LETTERS.items() if letter in self.plurals or category == OTHER)

    def write_number(self, number: int) -> str:
        """Write a whole number, its digits in groups.

        >>> find_customs("de").write_number(1873)
        '1.873'
        """
        return f"{number:,}".replace(",", self.separator)


def find_customs(language: str) -> Customs:
    """Ask Babel about a language by its tag; what it does not know is written as English is.

    >>> find_customs("pl").months[10], find_customs("pl").lone_months[10]
    ('listopada', 'listopad')
    """
    locale = _find_locale(language)
    return Customs(
        language=language,
        months=_list_months(locale, "format", "wide"),
        short_months=_list_months(locale, "format", "abbreviated"),
        lone_months=_list_months(locale, "stand-alone", "wide"),
        lone_short_months=_list_months(locale, "stand-alone", "abbreviated"),
        weekdays=_list_weekdays(locale, "wide"),
        short_weekdays=_list_weekdays(locale, "abbreviated"),
        patterns=dict(_list_patterns(locale)),
        separator=str(locale.number_symbols["latn"]["group"]),
        plurals="".join(_LETTERS[locale.plural_form(number)] for number in range(2 * _PERIOD)),
    )


def _find_locale(language: str) -> "Locale":
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 (only a build that meets a language for the first time)

    for tag in (*list_tags(language), "en"):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError("Babel knows English")


def list_tags(language: str) -> tuple[str, ...]:
    """Give the tag of a language, and after it those of the wider ones it belongs to.

    >>> list_tags("zh-Hant-TW")
    ('zh-Hant-TW', 'zh-Hant', 'zh')
    """
    parts = language.split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def _list_months(locale: "Locale", use: str, width: str) -> tuple[str, ...]:
    names = locale.months[use][width]
    return tuple(str(names[number]) for number in range(1, 13))


def _list_weekdays(locale: "Locale", width: str) -> tuple[str, ...]:
    names = locale.days["stand-alone"][width]
    return tuple(str(names[number]) for number in range(7))


def _list_patterns(locale: "Locale") -> Iterator[tuple[str, str]]:
    for name, skeleton in _SKELETONS.items():
        found = locale.datetime_skeletons.get(skeleton)
        yield name, found.pattern if found is not None else _PATTERNS[name]

"""The words of a language, ready to be said.

Knows messages by their keys; does not know where they were written, nor on which page they stand.
"""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

import msgspec

from generator.digest import Digest, digest_value
from generator.errors import suggest
from generator.sources.dates import Moment
from generator.words.customs import OTHER, Customs
from generator.words.patterns import write_date

Message: TypeAlias = str | dict[str, str]
"""A text with `{names}` in it, or one for each plural by CLDR's name of it."""

PATTERN_ENDING = "_pattern"
"""Of keys whose message is the pattern of a date, such as `day_pattern`; without one Babel's is taken."""


class WordsError(LookupError):
    """A message is asked for that is not there, or without a value that it needs."""

    def __init__(self, message: str, key: str, hint: str = "") -> None:
        """Say what is wrong, with the word in the template that is, and what to do."""
        super().__init__(message)
        self.key = key
        self.hint = hint


class Words(msgspec.Struct, frozen=True):
    """All that pages say in one language."""

    customs: Customs
    messages: dict[str, Message]
    fallback: "Words | None"
    """Says what these words do not have: English, for a language of which only some messages are written."""
    digest: Digest
    """Of all of it."""

    @property
    def language(self) -> str:
        """The language's tag."""
        return self.customs.language

    def find(self, key: str) -> "tuple[Message, Words]":
        """Find a message, and the words it belongs to.

        Raises:
            WordsError: there is none of this key.
        """
        words: Words | None = self
        while words is not None:
            if key in words.messages:
                return words.messages[key], words
            words = words.fallback
        raise WordsError(f'there are no words "{key}"', key, suggest(key, self.keys))

    @property
    def keys(self) -> tuple[str, ...]:
        """Of everything that can be said."""
        others = self.fallback.keys if self.fallback is not None else ()
        return tuple(dict.fromkeys((*self.messages, *others)))

    def say(self, key: str, /, **values: object) -> str:
        """Give a message, with values in the places of their names; whole numbers are written as the language does.

        Raises:
            WordsError: there is no such message, or a value is missing.
        """
        text, words = self.choose(key, None)
        return fill(key, text, words.show(values))

    def count(self, key: str, number: int, /, **values: object) -> str:
        """Give the form of a message that a number takes; `{number}` in it is the number.

        Raises:
            WordsError: there is no such message, or a value is missing.
        """
        text, words = self.choose(key, number)
        return fill(key, text, words.show({"number": number, **values}))

    def choose(self, key: str, number: int | None) -> "tuple[str, Words]":
        """Find the text of a message, in the form for a number if there is one, and the words it belongs to.

        Raises:
            WordsError: there is no such message, or it is of the other kind.
        """
        message, words = self.find(key)
        if isinstance(message, str):
            if number is None:
                return message, words
            raise WordsError(f'the words "{key}" have no plurals', key, 'use "say" for them')
        if number is None:
            raise WordsError(f'the words "{key}" have plurals', key, 'use "count" for them, with a number')
        return message.get(words.customs.categorize(number), message[OTHER]), words

    def show(self, values: Mapping[str, object]) -> dict[str, object]:
        """Write those values that are whole numbers; a year, which has no groups of digits, is given as text."""
        return {name: self.number(value) if type(value) is int else value for name, value in values.items()}

    def number(self, number: int) -> str:
        """Write a whole number, `1,873`."""
        return self.customs.write_number(number)

    def day(self, moment: Moment) -> str:
        """Write a day in full, `29 November 2019`."""
        return self._write("day", date.fromisoformat(moment.day))

    def short_day(self, moment: Moment) -> str:
        """Write a day with its month shortened, `29 Nov 2019`."""
        return self._write("short_day", date.fromisoformat(moment.day))

    def day_of_year(self, moment: Moment) -> str:
        """Write a day without its year, `29 Nov`."""
        return self._write("day_of_year", date.fromisoformat(moment.day))

    def moment(self, moment: Moment) -> str:
        """Write a day in full, and the time if there is one, `29 November 2019, 00:33`."""
        if "T" not in moment.iso:
            return self.day(moment)
        return self.say("day_with_time", day=self.day(moment), time=moment.iso[11:16])

    def month(self, year: int, month: int) -> str:
        """Write a month with its year, `November 2019`."""
        return self._write("month", date(year, month, 1))

    def month_name(self, month: int) -> str:
        """Name a month by its number, as it stands by itself, `November`."""
        return self.customs.lone_months[month - 1]

    def short_month_name(self, month: int) -> str:
        """Likewise, shortened, `Nov`."""
        return self.customs.lone_short_months[month - 1]

    def weekday_name(self, weekday: int) -> str:
        """Name a day of the week; 0 is Monday."""
        return self.customs.weekdays[weekday]

    def short_weekday_name(self, weekday: int) -> str:
        """Likewise, shortened, `Mon`."""
        return self.customs.short_weekdays[weekday]

    def _write(self, name: str, day: date) -> str:
        pattern = self.messages.get(f"{name}{PATTERN_ENDING}", self.customs.patterns[name])
        assert isinstance(pattern, str)
        return write_date(pattern, day, self.customs)


def fill(key: str, text: str, values: Mapping[str, object]) -> str:
    """Put values into a text, in the places of their names.

    Raises:
        WordsError: one is missing.
    """
    try:
        return text.format_map(values)
    except KeyError as error:
        name = str(error.args[0])
        raise WordsError(f'the words "{key}" need a value "{name}"', key, f"write {name}=... after the key") from None


def make_words(customs: Customs, messages: Mapping[str, Message], fallback: Words | None = None) -> Words:
    """Put together what pages say in a language."""
    own = dict(messages)
    parts = (customs, sorted(own.items()), fallback.digest if fallback is not None else b"")
    return Words(customs, own, fallback, digest_value(parts))

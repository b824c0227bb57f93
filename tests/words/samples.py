"""The package's own words, read as a build reads them."""

from functools import cache
from pathlib import Path

from generator.words.customs import Customs, find_customs
from generator.words.reading import parse_words
from generator.words.words import Message, Words, make_words

LANGUAGES = Path(__file__).parents[2] / "templates" / "languages"

customs_of = cache(find_customs)


def read_messages(language: str, customs: Customs, known: dict[str, Message] | None = None) -> dict[str, Message]:
    """Read one of the package's files, in which nothing may be wrong."""
    path = LANGUAGES / f"{language}.yaml"
    messages, problems = parse_words(path.read_text("utf-8"), path.name, customs, known)
    assert problems == ()
    return messages


ENGLISH: Words = make_words(customs_of("en"), read_messages("en", customs_of("en")))
GERMAN: Words = make_words(customs_of("de"), read_messages("de", customs_of("de"), ENGLISH.messages), ENGLISH)

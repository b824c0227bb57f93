"""What a language can say."""

import msgspec
import pytest

from generator.sources.dates import Moment
from generator.words.words import Words, WordsError, make_words
from tests.words.samples import ENGLISH, GERMAN, customs_of

DAY = Moment(1574985600, "2019-11-29")
EVENING = Moment(1574983980, "2019-11-29T00:33:00+01:00")

SMALL = make_words(
    customs_of("en"),
    {"hello": "Hello", "by": "By {name}", "entries": {"one": "{number} entry", "other": "{number} entries of {year}"}},
)
POLISH = make_words(
    customs_of("pl"),
    {
        "entries": {
            "one": "{number} wpis",
            "few": "{number} wpisy",
            "many": "{number} wpisów",
            "other": "{number} wpisu",
        }
    },
    SMALL,
)


def test_a_message_is_said_with_its_values() -> None:
    """A whole number is written in groups of digits, a year is text."""
    assert (SMALL.say("hello"), SMALL.say("by", name="A"), SMALL.say("by", name=1873)) == ("Hello", "By A", "By 1,873")


def test_what_a_message_does_without_may_be_given() -> None:
    """A language, or a site, may say less."""
    assert SMALL.say("hello", name="A") == "Hello"


def test_a_message_has_a_form_for_each_plural() -> None:
    """By the rules of its language."""
    assert [POLISH.count("entries", number) for number in (1, 3, 5, 22)] == [
        "1 wpis",
        "3 wpisy",
        "5 wpisów",
        "22 wpisy",
    ]
    assert SMALL.count("entries", 1873, year="2019") == "1,873 entries of 2019"


def test_what_is_not_written_is_said_in_english_by_the_rules_of_english() -> None:
    """Nothing of French or Polish applies to an English plural."""
    french = make_words(customs_of("fr"), {}, SMALL)

    assert (french.say("hello"), french.count("entries", 0, year="2019")) == ("Hello", "0 entries of 2019")
    assert french.count("entries", 1873, year="x") == "1,873 entries of x"


@pytest.mark.parametrize(
    ("ask", "message", "hint"),
    [
        (lambda: SMALL.say("helo"), 'there are no words "helo"', 'did you mean "hello"?'),
        (lambda: POLISH.say("helo"), 'there are no words "helo"', 'did you mean "hello"?'),
        (lambda: SMALL.say("by"), 'the words "by" need a value "name"', "write name=... after the key"),
        (lambda: SMALL.say("entries"), 'the words "entries" have plurals', 'use "count" for them, with a number'),
        (lambda: SMALL.count("by", 1), 'the words "by" have no plurals', 'use "say" for them'),
    ],
)
def test_what_cannot_be_said_is_an_error_that_tells_what_to_do(ask: object, message: str, hint: str) -> None:
    """The template's author reads it."""
    with pytest.raises(WordsError) as caught:
        ask()  # type: ignore[operator]  # one of the functions above
    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_dates_are_those_of_the_language() -> None:
    """English as Great Britain writes it, German with dots."""
    assert [(words.day(DAY), words.short_day(DAY), words.day_of_year(DAY)) for words in (ENGLISH, GERMAN)] == [
        ("29 November 2019", "29 Nov 2019", "29 Nov"),
        ("29. November 2019", "29. Nov. 2019", "29. Nov."),
    ]
    assert [(words.moment(EVENING), words.moment(DAY)) for words in (ENGLISH, GERMAN)] == [
        ("29 November 2019, 00:33", "29 November 2019"),
        ("29. November 2019, 00:33 Uhr", "29. November 2019"),
    ]


def test_a_language_without_a_pattern_takes_that_of_cldr() -> None:
    """And not the English one, which would be in the wrong order."""
    assert make_words(customs_of("ja"), {}, ENGLISH).day(DAY) == "2019年11月29日"


def test_months_and_days_of_the_week_have_names() -> None:
    """For headings and for the year at a glance."""
    assert (GERMAN.month(2020, 3), GERMAN.month_name(3), GERMAN.short_month_name(3)) == ("März 2020", "März", "Mär")
    assert (GERMAN.weekday_name(0), GERMAN.short_weekday_name(6)) == ("Montag", "So")
    assert (POLISH.month(2020, 3), POLISH.day(DAY)) == ("marzec 2020", "29 listopada 2019")


def test_words_have_a_name_by_all_that_they_say() -> None:
    """A page is stale when any of it differs."""
    others = (
        make_words(customs_of("en"), {"hello": "Hi"}),
        make_words(customs_of("de"), {"hello": "Hello"}),
        make_words(customs_of("en"), {"hello": "Hello"}, SMALL),
        make_words(customs_of("en"), {"hello": "Hello"}),
    )

    assert len({words.digest for words in others}) == len(others)
    assert make_words(customs_of("en"), {"hello": "Hi"}).digest == others[0].digest


def test_words_can_be_kept() -> None:
    """A build that finds them reads no YAML."""
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(GERMAN), type=Words) == GERMAN

"""What templates say in the words of a language."""

import pytest
from markupsafe import Markup

from generator.model.checklist import Progress
from generator.render.speaking import make_filters, make_functions
from generator.words.words import WordsError, make_words
from tests.render.samples import EVENING, FIRST_DAY, FLASK, TESTING
from tests.words.samples import ENGLISH, GERMAN, customs_of

SAY, COUNT = make_functions(ENGLISH)["say"], make_functions(ENGLISH)["count"]
FILTERS = make_filters(ENGLISH)


def test_a_day_is_written_in_full_short_and_without_its_year() -> None:
    """Lists are narrow, and below a year's heading they need no year."""
    written = [FILTERS[name](FIRST_DAY) for name in ("day", "short_day", "day_of_year")]

    assert written == ["29 November 2019", "29 Nov 2019", "29 Nov"]


def test_a_moment_is_written_with_its_time_if_it_has_one() -> None:
    """A day stays a day."""
    assert [FILTERS["moment"](moment) for moment in (EVENING, FIRST_DAY)] == [
        "29 November 2019, 00:33",
        "29 November 2019",
    ]


def test_dates_follow_the_language() -> None:
    """Order, dots and names are those of the words."""
    german = make_filters(GERMAN)

    assert [german[name](EVENING) for name in ("day", "short_day", "day_of_year", "month", "moment")] == [
        "29. November 2019",
        "29. Nov. 2019",
        "29. Nov.",
        "November 2019",
        "29. November 2019, 00:33 Uhr",
    ]


def test_a_month_is_that_of_a_date_or_of_text() -> None:
    """Archives know months without a day."""
    written = [
        FILTERS[name](value) for name in ("month", "month_name", "short_month_name") for value in (FIRST_DAY, "2020-03")
    ]

    assert written == ["November 2019", "March 2020", "November", "March", "Nov", "Mar"]


@pytest.mark.parametrize(("value", "kind"), [(None, "nothing"), ("2019-11-29", "str")])
def test_what_is_no_date_is_refused_in_words(value: object, kind: str) -> None:
    """The template's author reads this, so it names what came instead."""
    with pytest.raises(TypeError, match=f"^a date is needed here, not {kind}$"):
        FILTERS["day"](value)


@pytest.mark.parametrize(
    ("value", "error"), [(None, TypeError), (3, TypeError), ("2019", ValueError), ("2019-13", ValueError)]
)
def test_what_is_no_month_is_refused_in_words(value: object, error: type[Exception]) -> None:
    """Likewise."""
    with pytest.raises(error, match=r"^a month is needed here"):
        FILTERS["month"](value)


def test_numbers_are_written_with_groups_of_digits() -> None:
    """As each language groups them."""
    assert (FILTERS["number"](1873), make_filters(GERMAN)["number"](1873)) == ("1,873", "1.873")
    with pytest.raises(TypeError, match=r"^a whole number is needed here, not str$"):
        FILTERS["number"]("1873")


def test_states_and_progress_are_said() -> None:
    """In the words of those who do not see shapes."""
    assert [FILTERS["state_words"](skill) for skill in (FLASK, TESTING)] == ["working on it", "done"]
    assert FILTERS["progress_words"](Progress(6, 8, 7, 0)) == "6 done, 8 learning, 7 planned of 21"
    assert FILTERS["progress_words"](Progress(0, 0, 1, 2)) == "0 done, 0 learning, 1 planned of 1; 2 dropped"


def test_messages_are_said_with_values_and_plurals() -> None:
    """The functions of templates are those of the words."""
    assert SAY("page_of_pages", number=2, count=1200) == "Page 2 of 1,200"
    assert [COUNT("entries", number) for number in (1, 2)] == ["1 entry", "2 entries"]


def test_a_link_in_a_message_stays_a_link_and_all_else_is_escaped() -> None:
    """The message and plain values are text, whatever they hold."""
    words = make_words(customs_of("en"), {"by": "<{name}> & {link}"})

    said = make_functions(words)["say"]("by", name="<b>", link=Markup('<a href="/">x</a>'))

    assert (type(said), said) == (Markup, '&lt;&lt;b&gt;&gt; &amp; <a href="/">x</a>')


def test_a_message_without_html_is_plain_text() -> None:
    """So that the template escapes it, once."""
    assert type(SAY("written_by", author="<b>")) is str


def test_what_cannot_be_said_is_an_error_with_a_hint() -> None:
    """The line of the template is found where pages are rendered."""
    with pytest.raises(WordsError, match=r'^there are no words "entrys"$') as caught:
        COUNT("entrys", 2)
    assert caught.value.hint == 'did you mean "entries"?'

"""Dates by pattern."""

from datetime import date

import pytest
from babel.dates import format_date

from generator.words.patterns import check_pattern, write_date
from tests.words.samples import customs_of


@pytest.mark.parametrize("tag", ["en", "de", "fr", "es", "ja", "pl", "ru", "pt-BR", "cs"])
@pytest.mark.parametrize("name", ["day", "short_day", "day_of_year", "month"])
def test_patterns_come_out_as_babel_writes_them(tag: str, name: str) -> None:
    """Every month of a year, in languages that decline months and that do not."""
    customs = customs_of(tag)
    pattern = customs.patterns[name]
    days = [date(2019, month, month + 3) for month in range(1, 13)]

    assert [write_date(pattern, day, customs) for day in days] == [
        format_date(day, pattern, locale=tag.replace("-", "_")) for day in days
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("EEEE, d. MMMM y", "Friday, 5. April 2019"),
        ("EEE dd.MM.yyyy", "Fri 05.04.2019"),
        ("y-M-d", "2019-4-5"),
        ("LLLL LLL LL L", "April Apr 04 4"),
        ("d 'de' MMMM 'o''clock' ''", "5 de April o'clock '"),
    ],
)
def test_a_pattern_has_fields_and_letters_in_quotes(pattern: str, expected: str) -> None:
    """As CLDR describes them."""
    assert write_date(pattern, date(2019, 4, 5), customs_of("en")) == expected


@pytest.mark.parametrize(
    ("pattern", "field"), [("d MMMMM y", "MMMMM"), ("dd/mm/yyyy", "mm"), ("YYYY", "YYYY"), ("d of M", "o")]
)
def test_a_field_that_there_is_not_is_named(pattern: str, field: str) -> None:
    """Letters that are no field are to stand in quotes."""
    assert check_pattern(pattern) == field

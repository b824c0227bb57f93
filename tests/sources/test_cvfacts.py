"""The facts of a CV in `site.yaml`."""

import pytest

from generator.errors import format_problem
from generator.sources.cvfacts import (
    CvEducation,
    CvFacts,
    CvLanguage,
    CvLocation,
    CvProfile,
    CvWork,
    check_mail_address,
    check_rough_date,
)
from generator.sources.settings import parse_settings


def read_facts(text: str) -> CvFacts:
    """Read a block in which nothing is wrong."""
    settings, problems = parse_settings(text, "site.yaml")
    assert problems == ()
    return settings.cv


def test_site_without_facts_has_empty_ones() -> None:
    """The block is optional, and so is all in it."""
    assert read_facts("") == read_facts("cv:\n") == CvFacts()


def test_facts_are_read_into_their_fields() -> None:
    """Numbers that are years are text, and a text alone is the first field."""
    text = """\
cv:
  name: Ada
  location: Berlin
  profiles: [{network: GitHub, username: ada, url: https://github.com/ada}]
  work:
    - {position: Engineer, name: Example, start: 2019, end: 2020-03, highlights: Built it.}
  education: [School of Examples]
  languages: [German, {language: English, fluency: fluent}]
"""
    assert read_facts(text) == CvFacts(
        name="Ada",
        location=CvLocation("Berlin"),
        profiles=(CvProfile("GitHub", "https://github.com/ada", "ada"),),
        work=(CvWork("Engineer", name="Example", start="2019", end="2020-03", highlights=("Built it.",)),),
        education=(CvEducation("School of Examples"),),
        languages=(CvLanguage("German"), CvLanguage("English", "fluent")),
    )


def test_mistake_is_told_with_its_place_and_a_hint() -> None:
    """As everywhere in `site.yaml`."""
    text = "title: a\ncv:\n  work:\n    - {position: a, strat: 2019}\n    - {position: b, start: 2019-13}\n"
    assert (
        "\n".join(format_problem(problem) for problem in parse_settings(text, "site.yaml")[1])
        == """\
site.yaml:4:21: error: unknown key "strat" in an item of "work"
    4 |     - {position: a, strat: 2019}
      |                     ^^^^^
  hint: did you mean "start"?
site.yaml:5:28: error: "start" must be a date: there is no month 13
    5 |     - {position: b, start: 2019-13}
      |                            ^^^^^^^"""
    )


@pytest.mark.parametrize("text", ["2019", "2019-11", "2019-11-29", "1000", "2024-02-29"])
def test_year_month_or_day_is_a_rough_date(text: str) -> None:
    """As exact as one knows."""
    assert check_rough_date(text) is None


@pytest.mark.parametrize(
    "text", ["19", "2019-1", "2019/11", "2023-02-29", "2019-11-29 10:00", "0999", "3000", "2019-11-29-01"]
)
def test_anything_else_is_none(text: str) -> None:
    """JSON Resume has no other dates."""
    assert check_rough_date(text) is not None


def test_what_goes_on_has_no_end() -> None:
    """People write "present"; the hint says what to do."""
    assert check_rough_date("Present") == ('must be a date, found the text "Present"', "leave `end` out")


@pytest.mark.parametrize(
    ("text", "is_address"), [("a@b.c", True), ("a@b", False), ("a b@c.d", False), ("a@b@c.d", False)]
)
def test_mail_address_has_a_name_and_a_host(text: str, *, is_address: bool) -> None:
    """No more is asked of it."""
    assert (check_mail_address(text) is None) == is_address


@pytest.mark.parametrize(
    ("start", "end", "is_wrong"),
    [
        ("2019", "2018", True),
        ("2019-11", "2019-10", True),
        ("2019", "2019-01", False),
        ("2019-11-29", "2019-11", False),
        ("2019-11", "2018", True),
        ("2019-13", "2018", False),
    ],
)
def test_end_is_not_before_its_start(start: str, end: str, *, is_wrong: bool) -> None:
    """As far as both are told; it is said at the end, and a date that is none is told once."""
    text = f"cv:\n  work:\n    - position: a\n      start: {start}\n      end: {end}\n"
    told = [problem for problem in parse_settings(text, "site.yaml")[1] if "before" in problem.message]
    assert [format_problem(problem).splitlines()[0] for problem in told] == (
        [f'site.yaml:5:12: error: "end" is before "start", which is {start}'] if is_wrong else []
    )

"""Why a skill is in its state, in words."""

import pytest

from generator.plan.reasons import explain_state
from generator.sources.dates import Moment
from generator.sources.slugs import Slug
from tests.model.test_checklist import DECEMBER, NOVEMBER, TREE, cite, judge
from tests.words.samples import ENGLISH, GERMAN


@pytest.mark.parametrize(
    ("fields", "dates", "reason"),
    [
        ("", (), "planned: nothing yet"),
        ("", (NOVEMBER,), "learning: 1 entry, on 29 November 2019"),
        ("", (DECEMBER, NOVEMBER), "learning: 2 entries, last on 4 December 2019"),
        ("", (None,), "learning: 1 entry"),
        ("", (NOVEMBER, None), "learning: 2 entries, last on 29 November 2019"),
        ("", (None, None), "learning: 2 entries"),
        ("now: true", (), "learning: being worked on, no entry yet"),
        ("now: true", (NOVEMBER,), "learning: 1 entry, on 29 November 2019"),
        ("state: planned", (), "planned: nothing yet"),
        ("state: planned", (NOVEMBER,), "planned: 1 entry, on 29 November 2019"),
        ("state: planned, now: true", (), "planned: nothing yet"),
        ("state: learning", (), "learning, claimed: no entry cites it"),
        ("state: learning, now: true", (), "learning: being worked on, no entry yet"),
        ("state: learning", (NOVEMBER,), "learning: 1 entry, on 29 November 2019"),
        ("state: done", (), "done, claimed: no entry cites it"),
        ("state: done", (NOVEMBER,), "done: 1 entry, on 29 November 2019"),
        ("done: true", (), "done, claimed: no entry cites it"),
        ("done: true", (DECEMBER, NOVEMBER), "done: 2 entries, last on 4 December 2019"),
        ("done: 2020-01-04", (), "done on 4 January 2020, claimed: no entry cites it"),
        ("done: 2020-01-04", (NOVEMBER,), "done on 4 January 2020: 1 entry, on 29 November 2019"),
        ("done: false", (NOVEMBER,), "learning: 1 entry, on 29 November 2019"),
        ("done: true, evidence: [a]", (), "done: 1 piece of evidence, no entry cites it"),
        ("done: true, evidence: [a, b]", (), "done: 2 pieces of evidence, no entry cites it"),
        ("state: dropped", (), "dropped: no longer aimed at"),
        ("state: dropped, now: true", (NOVEMBER,), "dropped: no longer aimed at"),
    ],
)
def test_reason_says_what_counts(fields: str, dates: tuple[Moment | None, ...], reason: str) -> None:
    """The author's word, entries with the last day, other evidence, or that there is nothing."""
    skill = judge(f"- {{title: Flask, {fields}}}", flask=cite(*dates))[Slug("flask")]
    assert explain_state(skill, ENGLISH) == reason


@pytest.mark.parametrize(
    ("flask", "django", "reason"),
    [
        ("", "", "0 of 2 done"),
        ("state: learning", "", "0 of 2 done, 1 learning"),
        ("done: true", "", "1 of 2 done"),
        ("done: true", "done: true", "2 of 2 done"),
        ("done: true", "state: dropped", "1 of 1 done, 1 dropped"),
        ("", "state: dropped", "0 of 1 done, 1 dropped"),
        ("state: dropped", "state: dropped", "0 of 0 done, 2 dropped"),
    ],
)
def test_reason_of_a_parent_is_its_count(flask: str, django: str, reason: str) -> None:
    """Without a state of its own it stands where its leaves do; of nothing nothing is said."""
    skill = judge(TREE % (flask, django))[Slug("web")]
    assert explain_state(skill, ENGLISH) == reason


def test_reason_of_a_parent_that_is_cited_counts_that_too() -> None:
    """An entry about the whole begins it, though no leaf is."""
    skill = judge(TREE % ("", ""), web=cite(NOVEMBER))[Slug("web")]
    assert explain_state(skill, ENGLISH) == "0 of 2 done, 1 entry, on 29 November 2019"


def test_reason_of_a_parent_with_a_state_is_that_of_the_state() -> None:
    """The author's word goes before the count."""
    skill = judge("- {title: Web, done: true, skills: [Flask, Django]}")[Slug("web")]
    assert explain_state(skill, ENGLISH) == "done, claimed: no entry cites it"


@pytest.mark.parametrize(
    ("fields", "dates", "reason"),
    [
        ("", (DECEMBER, NOVEMBER), "in Arbeit: 2 Einträge, zuletzt am 4. Dezember 2019"),
        ("done: 2020-01-04", (), "fertig seit 4. Januar 2020 (eigene Angabe): kein Eintrag belegt es"),
        ("done: true, evidence: [a]", (), "fertig: 1 Beleg, kein Eintrag belegt es"),
    ],
)
def test_reason_is_in_the_language_of_the_site(fields: str, dates: tuple[Moment, ...], reason: str) -> None:
    """States, plurals and dates alike."""
    skill = judge(f"- {{title: Flask, {fields}}}", flask=cite(*dates))[Slug("flask")]
    assert explain_state(skill, GERMAN) == reason

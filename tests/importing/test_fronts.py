"""What other generators say of a note, in our words."""

import pytest

from generator.importing.fronts import COMMON, Front, Meaning, map_head, read_date
from generator.importing.heads import read_head


def take(fields: str, **meanings: Meaning) -> Front:
    """Map a front matter of YAML."""
    return map_head(read_head(f"---\n{fields}\n---\n", "a.md"), {**COMMON, **meanings})


@pytest.mark.parametrize(
    "field",
    [
        "draft: true", "draft: 'true'", "draft: yes", "draft: 1", "published: false", "published: 'no'",
        "publish: false", "status: draft", "status: Private", "visibility: hidden", "headless: true",
        "expiryDate: 2030-01-01", "build: {list: never}", "_build: {render: false}", "title: A: b", "public: false",
        "date created: a: b",
    ],
)  # fmt: skip
def test_whatever_may_hide_a_note_makes_it_a_draft(field: str) -> None:
    """Also what cannot be read at all."""
    assert take(field).is_draft


@pytest.mark.parametrize(
    "field", ["draft: false", "draft:", "draft: no", "published: true", "published: 2020-01-02", "status: done", "a: b"]
)
def test_other_notes_are_no_drafts(field: str) -> None:
    """A note that is published on a day is dated with it."""
    assert not take(field).is_draft
    assert take(field).date == ("2020-01-02" if "2020" in field else "")


def test_private_stays_private() -> None:
    """It is a word of ours."""
    assert take("private: true").is_private


def test_fields_have_many_names() -> None:
    """The first that says something is taken; another that says otherwise is told."""
    front = take(
        "excerpt: short\ndescription: long\nlastmod: 2020-01-03\ncategory: two words\ncategories: a b\ncover: {image: x.png}"
    )
    assert (front.summary, front.updated, front.image) == ("long", "2020-01-03", "x.png")
    assert front.tags == ("a", "b", "two words")
    assert [(item.line, item.reason) for item in front.unread] == [
        (2, '"excerpt" says what another field says already')
    ]
    assert front.kept == ("excerpt: short",)


def test_unknown_fields_are_told_and_kept() -> None:
    """With their lines; one that says nothing is not worth a word."""
    front = take("title: A\nlayout: post\nempty:\nmath:\n  a: 1")
    assert [(item.line, item.reason) for item in front.unread] == [
        (3, 'nothing here corresponds to "layout"'),
        (5, 'nothing here corresponds to "math"'),
    ]
    assert front.kept == ("layout: post", "math:", "  a: 1")


def test_a_note_counts_from_the_day_it_was_to_be_seen() -> None:
    """A day of publishing that is later than the date goes before it."""
    assert take("date: 2020-01-02\npublishDate: 2020-03-01").date == "2020-03-01"
    assert take("date: 2020-01-02\npublishDate: 2019-03-01").date == "2020-01-02"


def test_names_are_no_addresses() -> None:
    """In a vault other names are for links only."""
    front = take("aliases: [One, Two]", aliases=Meaning.NAMES)
    assert (front.names, front.old_addresses) == (("One", "Two"), ())
    assert take("aliases: [/one/]").old_addresses == ("/one/",)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2020-01-02", "2020-01-02"),
        ("2020-01-02T03:04:05.678+01:00", "2020-01-02T03:04:05.678+01:00"),
        ("2020-01-02 03:04:05 +0900", "2020-01-02 03:04:05 +0900"),
        ("2020-01-02 03:04:05 UTC", "2020-01-02 03:04:05Z"),
        ("2020-1-2 3:04", "2020-01-02 03:04"),
        ("2 January 2020", "2020-01-02"),
        ("2020-02-30", ""),
        ("2020-13-1", ""),
        ("yesterday", ""),
    ],
)
def test_dates_are_read_however_they_are_written(written: str, read: str) -> None:
    """What is no date is none."""
    assert read_date(written) == read


def test_a_date_that_is_none_is_told() -> None:
    """And kept beside."""
    front = take("date: soon")
    assert (front.date, front.kept) == ("", ("date: soon",))
    assert [item.reason for item in front.unread] == ['"date" is not what is wanted here']

"""What templates' own filters make of values."""

import msgspec
import pytest

from generator.model.checklist import Progress
from generator.plan.contexts import AssetLink, EntryLink, EntryTeaser, SkillLink
from generator.render import filters
from generator.sources.dates import Moment
from tests.render.samples import DJANGO, EVENING, FIRST_DAY, FLASK, PERL, SITE, TEASERS, TESTING


def test_feeds_name_a_time_even_for_what_has_none() -> None:
    """Atom asks for `updated` everywhere."""
    assert [filters.feed_time(moment) for moment in (FIRST_DAY, EVENING, None)] == [
        "2019-11-29T00:00:00Z",
        "2019-11-29T00:33:00+01:00",
        "1970-01-01T00:00:00Z",
    ]


def test_a_skill_is_marked_by_its_state_and_by_being_worked_on() -> None:
    """The mark `now` is for what can still be worked on."""
    done_now = SkillLink("x", "X", "", "/x/", "done", is_now=True)

    assert [filters.mark(skill) for skill in (FLASK, DJANGO, TESTING, PERL, done_now)] == [
        "now",
        "planned",
        "done",
        "dropped",
        "done",
    ]


def test_the_bar_is_cut_by_shares_and_leaves_out_the_dropped() -> None:
    """Each segment begins where the one before it ends, and the last ends at the end."""
    segments = filters.bar_segments(Progress(done=6, learning=8, planned=7, dropped=3))

    assert [(part.state, part.start, part.end, part.length, part.is_first) for part in segments] == [
        ("done", "0%", "28.57%", "28.57%", True),
        ("learning", "28.57%", "66.67%", "38.1%", False),
        ("planned", "66.67%", "100%", "33.33%", False),
    ]


def test_the_bar_of_nothing_has_no_segments() -> None:
    """A checklist may be all dropped."""
    assert filters.bar_segments(Progress(0, 0, 0, 4)) == ()


def test_entries_are_grouped_by_year_in_their_order() -> None:
    """Undated entries stand last and under no year."""
    january = EntryTeaser(EntryLink("New year", "/n/", Moment(1577836800, "2020-01-01")), "", (), ())

    groups = filters.by_year((january, *TEASERS))

    assert [(group.year, [entry.link.title for entry in group.entries]) for group in groups] == [
        ("2020", ["New year"]),
        ("2019", ["Making the project installable", "Blueprints and views"]),
        ("", ["Undated"]),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \x01javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
    ],
)
def test_an_address_that_a_browser_would_run_becomes_empty(address: str) -> None:
    """However it is disguised."""
    assert filters.safe_href(address) == ""


@pytest.mark.parametrize(
    "address", ["", "/a/", "a/b:c", "#x", "?q=a:b", "http://a.example/", "HTTPS://a.example/", "mailto:a@example.org"]
)
def test_other_addresses_stay_as_they_are(address: str) -> None:
    """A colon alone is no scheme."""
    assert filters.safe_href(address) == address


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/repo/a/#b", "https://user.github.io/repo/a/#b"),
        ("https://example.org/", "https://example.org/"),
        ("//example.org/", "//example.org/"),
        ("", ""),
    ],
)
def test_only_links_from_the_root_get_the_origin(href: str, expected: str) -> None:
    """The base path is in the link already."""
    assert filters.absolute(href, "https://user.github.io/repo") == expected


def test_an_asset_is_found_by_its_name() -> None:
    """The address has a digest in it, which no template knows."""
    site = msgspec.structs.replace(SITE, assets=(AssetLink("journal.css", "/repo/assets/journal.1a2b3c4d.css"),))

    assert filters.asset("journal.css", site) == "/repo/assets/journal.1a2b3c4d.css"
    with pytest.raises(LookupError, match=r'^no asset "jornal\.css"; did you mean "journal\.css"\?$'):
        filters.asset("jornal.css", site)


def test_entries_are_grouped_by_month() -> None:
    """In their order; those without a date stand apart."""
    teasers = tuple(
        EntryTeaser(EntryLink("A", "/a/", moment), "", (), ())
        for moment in (Moment(3, "2019-12-04"), Moment(2, "2019-12-03"), Moment(1, "2019-11-30"), None)
    )
    assert [(group.month, len(group.entries)) for group in filters.by_month(teasers)] == [
        ("2019-12", 2),
        ("2019-11", 1),
        ("", 1),
    ]


def test_links_are_named_by_their_titles() -> None:
    """In their order."""
    assert filters.titles((FLASK, DJANGO)) == [FLASK.title, DJANGO.title]
    assert filters.titles(()) == []


def test_what_is_not_known_is_left_out() -> None:
    """But not a zero, nor a no."""
    facts = {"a": None, "b": "", "c": [], "d": 0, "e": False, "f": "x", "g": {}}

    assert filters.without_empty(facts) == {"d": 0, "e": False, "f": "x"}

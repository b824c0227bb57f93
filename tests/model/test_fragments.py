"""The places within a page that a link may lead to."""

import pytest

from generator.markdown.body import BodyFacts, Heading
from generator.model.fragments import PageIds, list_ids, settle_fragment, settle_heading, suggest_id

FACTS = BodyFacts("A", "a", "", (Heading(2, "views", "Views"),), ("fn-x",), (), (), 0)
IDS = frozenset({"views", "a-b-c", "ünï", "a b", "a%20c"})


def test_ids_of_a_page_are_those_of_its_text() -> None:
    """Of the title, of headings, and whatever else has one; a title that is no heading has none."""
    assert list_ids(FACTS) == {"a", "views", "fn-x"}
    assert list_ids(BodyFacts("", "", "", (), (), (), (), 0)) == set()


def test_ids_are_unknown_of_pages_without_a_text() -> None:
    """Lists and skills are made by templates."""
    ids = PageIds({"/a/": FACTS})
    assert (ids["/a/"], ids["/skills/"]) == (frozenset({"a", "views", "fn-x"}), None)


@pytest.mark.parametrize(
    ("fragment", "settled"),
    [
        ("", ""),
        ("#", "#"),
        ("#top", "#top"),
        ("#Top", "#Top"),
        ("#views", "#views"),
        ("#user-content-views", "#views"),
        ("#%76iews", "#views"),
        ("#ünï", "#%C3%BCn%C3%AF"),
        ("#%C3%BCn%C3%AF", "#%C3%BCn%C3%AF"),
        ("#a%20b", "#a%20b"),
        ("#a%20c", "#a%2520c"),
        ("#:~:text=some%20words", "#:~:text=some%20words"),
        ("#Views", "#views"),
        ("#User-Content-Views", "#views"),
        ("#ÜNÏ", "#%C3%BCn%C3%AF"),
        ("#view", None),
        ("#user-content-view", None),
    ],
)
def test_fragment_is_compared_as_on_github(fragment: str, settled: str | None) -> None:
    """Decoded, without case; GitHub's prefix goes, and the top of a page is always there."""
    assert settle_fragment(fragment, IDS) == settled


def test_id_that_differs_in_case_alone_is_another_if_there_is_one() -> None:
    """HTML of the author's may give ids with capitals, which browsers tell apart."""
    assert settle_fragment("#Views", frozenset({"views", "Views"})) == "#Views"


def test_any_fragment_will_do_where_ids_are_unknown() -> None:
    """It is taken as it is, and encoded."""
    assert settle_fragment('#L10 "x"', None) == "#L10%20%22x%22"


@pytest.mark.parametrize(
    ("heading", "settled"),
    [
        ("", ""),
        ("views", "#views"),
        ("Views", "#views"),
        ("A, b: C!", "#a-b-c"),
        ("Ünï", "#%C3%BCn%C3%AF"),
        ("No", None),
    ],
)
def test_heading_is_called_by_its_words_or_its_id(heading: str, settled: str | None) -> None:
    """The words give the id that GitHub gives the heading."""
    assert settle_heading(heading, IDS) == settled


def test_heading_of_an_unknown_page_is_its_id() -> None:
    """Nothing can be said against it."""
    assert settle_heading("What is it?", None) == "#what-is-it"


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("Vews", 'did you mean "views"?'),
        ("user-content-vews", 'did you mean "views"?'),
        ("%C3%BCn", 'did you mean "ünï"?'),
        ("zzz", ""),
    ],
)
def test_near_id_is_suggested(wanted: str, hint: str) -> None:
    """As links write it, so with GitHub's prefix and encoded."""
    assert suggest_id(wanted, IDS) == hint

"""Tags and series: entries grouped by what their authors call alike."""

import pytest

from generator.model.taxonomy import Term, folder_tags, group_terms
from generator.sources.slugs import Slug


def test_spellings_of_one_slug_are_one_term() -> None:
    """A term is called what most members call it, and holds each member once, in order."""
    expected = [(Slug("sql"), "SQL", (3,)), (Slug("web-dev"), "Web Dev", (0, 1, 2))]
    terms = group_terms([["web dev"], ["Web Dev", "web-dev"], ["Web Dev"], ["SQL"]])
    assert terms == {slug: Term(slug, name, members) for slug, name, members in expected}


def test_tie_between_spellings_is_settled_by_the_alphabet() -> None:
    """The name does not depend on the order of the entries."""
    assert group_terms([["flask"], ["Flask"]])[Slug("flask")].name == "Flask"
    assert group_terms([["Flask"], ["flask"]])[Slug("flask")].name == "Flask"


def test_terms_are_in_the_order_of_their_slugs() -> None:
    """The order of terms is the same however members are ordered."""
    assert list(group_terms([["b", "a"], ["c"]])) == list(group_terms([["c"], ["a"], ["b"]])) == ["a", "b", "c"]


def test_no_names_make_no_terms() -> None:
    """Members without a name are in no group."""
    assert group_terms([[], []]) == {}


@pytest.mark.parametrize(
    ("folder", "tags"),
    [
        ("", ()),
        ("flask", ("flask",)),
        ("web/flask", ("web", "flask")),
        ("2019", ()),
        ("2019/11/29", ()),
        ("2019-11", ()),
        ("2019-11-29/flask", ("flask",)),
        ("2019.11", ()),
        ("12factor", ("12factor",)),
        ("20191", ("20191",)),
    ],
)
def test_folders_are_tags_unless_they_are_dates(folder: str, tags: tuple[str, ...]) -> None:
    """A folder that sorts files by date says nothing of what they are about."""
    assert folder_tags(folder) == tags

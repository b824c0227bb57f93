"""Addresses and output paths."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.permalink import Url, encode_url, fill_permalink, needs_date, output_path, paginate_url
from generator.sources.slugs import make_slug

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
VALUES = {"path": "til/flask/a", "slug": "a", "folder": "til/flask", "year": "2019", "month": "11", "day": "29"}


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/{path}/", "/til/flask/a/"),
        ("/{year}/{month}/{day}/{slug}/", "/2019/11/29/a/"),
        ("/blog/{folder}/{slug}/", "/blog/til/flask/a/"),
        ("/{year}-{month}-{slug}/", "/2019-11-a/"),
    ],
)
def test_pattern_is_filled(pattern: str, url: str) -> None:
    """Each placeholder is put in its place."""
    assert fill_permalink(pattern, VALUES) == url


@pytest.mark.parametrize(("pattern", "url"), [("/{folder}/{slug}/", "/a/"), ("/{year}/{month}/{slug}/", "/a/")])
def test_empty_value_leaves_no_empty_part(pattern: str, url: str) -> None:
    """An entry that lies in no folder has no folder in its address."""
    assert fill_permalink(pattern, {**VALUES, "folder": "", "year": "", "month": ""}) == url


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [("/{path}/", False), ("/{folder}/{slug}/", False), ("/{year}/{slug}/", True), ("/{day}/", True)],
)
def test_pattern_made_of_dates_needs_one(pattern: str, needs: bool) -> None:  # noqa: FBT001 (a table of cases)
    """A pattern with a year, month or day cannot be filled for an undated entry."""
    assert needs_date(pattern) is needs


@pytest.mark.parametrize(
    ("url", "path"),
    [("/", "index.html"), ("/a/b/", "a/b/index.html"), ("/feed.xml", "feed.xml"), ("/404.html", "404.html")],
)
def test_address_has_an_output(url: str, path: str) -> None:
    """A static server sends `index.html` for an address that ends in a slash."""
    assert output_path(Url(url)) == path


@pytest.mark.parametrize(
    ("url", "encoded"),
    [
        ("/a/b-1/", "/a/b-1/"),
        ("/06-基础/", "/06-%E5%9F%BA%E7%A1%80/"),
        ("/a b.png", "/a%20b.png"),
        ("/100%/", "/100%25/"),
        ("/ü/?q=1#x", "/%C3%BC/?q=1#x"),
    ],
)
def test_address_is_encoded(url: str, encoded: str) -> None:
    """What is not ASCII is percent-encoded; a query and a fragment stay what they are."""
    assert encode_url(url) == encoded


@given(TEXT)
def test_encoded_slug_is_ascii_and_decodes_to_itself(text: str) -> None:
    """A server that decodes an address finds the output."""
    url = f"/{make_slug(text)}/"
    assert encode_url(url).isascii()
    assert unquote(encode_url(url)) == url


def test_first_page_of_a_list_is_the_list() -> None:
    """Further pages lie below it."""
    url = Url("/tags/web/")
    assert [paginate_url(url, number) for number in (1, 2, 10)] == [
        "/tags/web/",
        "/tags/web/page/2/",
        "/tags/web/page/10/",
    ]

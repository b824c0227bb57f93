"""Slugs, addresses and output paths."""

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.permalink import (
    SLUG_SIZE_BYTES,
    Url,
    encode_url,
    fill_permalink,
    make_file_name,
    make_slug,
    needs_date,
    output_path,
    paginate_url,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("flask", "flask"),
        ("Blueprints & Views", "blueprints-views"),
        ("  --a__b--  ", "a-b"),
        ("5.10 Flask", "5-10-flask"),
        ("C", "c"),
        ("C++", "cpp"),
        ("C#", "csharp"),
        ("C# and F#", "csharp-and-fsharp"),
        ("#hashtag", "hashtag"),
        ("a#b", "a-b"),
        ("1 + + 2", "1-2"),
        ("Ünï Cödé", "ünï-cödé"),
        ("06-Node.js基础", "06-node-js基础"),
        ("İstanbul", "i̇stanbul"),
        ("हिन्दी में", "हिन्दी-में"),
        ("ภาษาไทย", "ภาษาไทย"),
        ("../../up", "up"),
        ("a/b\\c?d", "a-b-c-d"),
    ],
)
def test_name_becomes_a_slug(text: str, slug: str) -> None:
    """Letters and digits of any script stay, with their marks; what is between them is one hyphen."""
    assert make_slug(text) == slug


def test_words_told_apart_by_vowel_signs_have_slugs_of_their_own() -> None:
    """In many scripts vowels are marks, and not what is between words."""
    assert make_slug("की") != make_slug("का")


def test_normal_forms_of_a_name_give_one_slug() -> None:
    """A name typed on one machine and unpacked on another is the same."""
    names = [unicodedata.normalize(form, "Ünï cödé é") for form in ("NFC", "NFD")]
    assert names[0] != names[1]
    assert make_slug(names[0]) == make_slug(names[1]) == "ünï-cödé-é"


@pytest.mark.parametrize("text", ["🎉", "???", "---", "", " ", "🎉🎉"])
def test_name_without_letters_is_named_by_its_content(text: str) -> None:
    """Where no letter is left, a short name stands for the whole."""
    assert re.fullmatch(r"x-[0-9a-f]{8}", make_slug(text))


def test_names_without_letters_stay_apart() -> None:
    """Two such names are two slugs."""
    assert len({make_slug(text) for text in ["🎉", "🎂", "?", "!", ""]}) == 5


@pytest.mark.parametrize("name", ["con", "CON", "nul", "aux", "prn", "com1", "lpt9", "COM¹"])
def test_name_that_windows_reserves_is_changed(name: str) -> None:
    """A site can be unpacked anywhere."""
    assert make_slug(name) == f"{name.lower()}-x"


@pytest.mark.parametrize("name", ["console", "com", "com10", "nul-1", "a-con"])
def test_name_like_a_reserved_one_stays(name: str) -> None:
    """Only the whole name is reserved."""
    assert make_slug(name) == name


def test_long_slug_is_cut_and_named() -> None:
    """A cut slug begins with the name's beginning, and ends with a digest of the whole."""
    slugs = {make_slug("word " * 40 + end) for end in ("a", "b")}
    assert len(slugs) == 2
    for slug in slugs:
        assert re.fullmatch(r"(word-){13,}(wo?r?d?-)?[0-9a-f]{8}", slug)
        assert len(slug.encode()) <= SLUG_SIZE_BYTES


def test_slug_of_the_greatest_size_is_not_cut() -> None:
    """Eighty bytes fit; one more does not."""
    assert make_slug("a" * 80) == "a" * 80
    assert make_slug("a" * 81).startswith("a" * 71 + "-")
    assert make_slug("é" * 40) == "é" * 40


@given(TEXT)
def test_slug_is_a_slug(text: str) -> None:
    """Any text gives letters, digits and marks in lower case, with single hyphens between, in 80 bytes."""
    slug = make_slug(text)
    assert 0 < len(slug.encode()) <= SLUG_SIZE_BYTES
    assert slug == unicodedata.normalize("NFC", slug).lower()
    assert "--" not in slug
    assert slug.strip("-") == slug
    assert all(char == "-" or char.isalnum() or unicodedata.category(char)[0] == "M" for char in slug)


@given(TEXT)
def test_slug_of_a_slug_is_the_same(text: str) -> None:
    """Making a slug twice changes nothing, so an id may be written as title or as slug."""
    assert make_slug(make_slug(text)) == make_slug(text)


@given(TEXT)
def test_normal_form_is_no_matter(text: str) -> None:
    """Names that are equal to a reader have one slug."""
    assert make_slug(unicodedata.normalize("NFD", text)) == make_slug(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("plot_1.svg", "plot_1.svg"),
        ("archive.tar.gz", "archive.tar.gz"),
        ("Class Diagram (2).PNG", "class-diagram-2.png"),
        ("Ünï.jpg", "ünï.jpg"),
        ("LICENSE", "license"),
        (".hidden", "hidden"),
        ("aux.png", "aux-x.png"),
        ("nul", "nul-x"),
        ("nul.tar.gz", "nul-tar.gz"),
    ],
)
def test_file_name_is_made_safe(name: str, made: str) -> None:
    """A copied file keeps its extension, and its name if that is safe in an address and on any disk."""
    assert make_file_name(name) == made


@given(TEXT)
def test_file_name_is_one_part_of_a_path(name: str) -> None:
    """No name leads out of its folder."""
    made = make_file_name(name)
    assert made not in {"", ".", ".."}
    assert "/" not in made
    assert "\\" not in made


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

"""Slugs and names of files."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources.slugs import SLUG_SIZE_BYTES, make_file_name, make_slug

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

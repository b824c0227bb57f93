"""Ids of headings: as GitHub gives them, and none of them twice.

Most of the cases are what github.com itself gave for github-slugger's fixtures.
"""

# Headings in many scripts have letters that look like others.
# ruff: noqa: RUF001

import pytest

from generator.markdown.anchors import Anchors, make_anchor


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("alpha", "alpha"),
        ("bravoCharlieDelta", "bravocharliedelta"),
        ("__proto__", "__proto__"),
        ("heading with a - dash", "heading-with-a---dash"),
        ("heading with a period.txt", "heading-with-a-periodtxt"),
        (
            "exchange.bind_headers(exchange, routing [, bindCallback])",
            "exchangebind_headersexchange-routing--bindcallback",
        ),
        (" a ", "-a-"),
        ("apostrophe’s should be trimmed", "apostrophes-should-be-trimmed"),
        ("I ♥ unicode", "i--unicode"),
        ("en–dash em—dash", "endash-emdash"),
        ("😄 unicode emoji", "-unicode-emoji"),
        ("😄-😄 unicode emoji", "--unicode-emoji"),
        ("😄_😄 unicode emoji", "_-unicode-emoji"),
        ("😄 - an emoji", "---an-emoji"),
        (":ok_hand::hatched_chick: Two", "ok_handhatched_chick-two"),
        ("Привет non-latin 你好", "привет-non-latin-你好"),
        ("0 ¼ ٤ ४ ⅔ Ⅻ ① 〇 ²", "0--٤-४--ⅻ--〇-"),
        ("a‿b＿c·d", "a‿b＿cd"),
        ("Ⓔ 🄺 🅨 ☎", "ⓔ-🄺-🅨-"),
        ("a\xa0b\u3000c\td\ne", "abcde"),
        ("ǅ ϓ Ა", "ǆ-ϓ-ა"),
        ("1.2.3 What's new? (C++ & C#)", "123-whats-new-c--c"),
        ("日本語の見出し、です。", "日本語の見出しです"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_an_id_is_githubs(heading: str, anchor: str) -> None:
    """Letters, marks, digits, connectors and hyphens stay, in lower case; spaces are hyphens; the rest goes."""
    assert make_anchor(heading) == anchor


def test_a_selector_stays_and_a_joiner_goes() -> None:
    """U+FE0F is a mark and U+200D is none: GitHub's ids keep the trace of a picture."""
    assert make_anchor("⬅️💻☕ Now") == "\ufe0f-now"
    assert make_anchor("👩\u200d💻 Code") == "-code"


def test_lower_case_is_rubys() -> None:
    """A sigma at the end of a word is like any other, and a dotted capital I leaves its dot."""
    assert make_anchor("ΛΟΓΟΣ") == "λογο\u03c3"
    assert make_anchor("İzmir") == "i\u0307zmir"


@pytest.mark.parametrize(
    ("headings", "anchors"),
    [
        (["golf", "golf", "golf"], ["golf", "golf-1", "golf-2"]),
        (["echo", "echo", "echo 1", "echo-1", "echo"], ["echo", "echo-1", "echo-1-1", "echo-1-2", "echo-2"]),
        (["foxtrot-1", "foxtrot", "foxtrot"], ["foxtrot-1", "foxtrot", "foxtrot-2"]),
        (["Hello!", "hello?"], ["hello", "hello-1"]),
    ],
)
def test_duplicates_are_numbered_as_on_github(headings: list[str], anchors: list[str]) -> None:
    """The number counts up until the id is free."""
    page = Anchors()
    assert [page.give(heading) for heading in headings] == anchors


def test_a_heading_without_letters_has_an_id() -> None:
    """The first is named, the others are numbered as on GitHub, and a heading of that name does not collide."""
    page = Anchors()
    assert [page.give(text) for text in ("🎉", "🎉", "Section", "✨")] == ["section", "-1", "section-1", "-2"]


def test_a_named_heading_comes_before_a_nameless_one() -> None:
    """The name for nameless headings gives way."""
    page = Anchors()
    assert [page.give(text) for text in ("Section", "🎉", "🎉")] == ["section", "section-1", "-1"]


def test_a_taken_id_is_not_given() -> None:
    """What raw HTML or a footnote has is passed over."""
    page = Anchors()
    page.take("foo")
    page.take("foo")
    assert [page.give("Foo"), page.give("Foo 1")] == ["foo-1", "foo-1-1"]


def test_many_duplicates_are_cheap() -> None:
    """Twenty thousand headings of one name take no look at each other."""
    page = Anchors()
    assert len({page.give("x") for _ in range(20_000)}) == 20_000

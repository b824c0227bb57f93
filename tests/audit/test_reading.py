"""One file, read by what its name says it is."""

import pytest

from generator.audit.reading import Memories, decode_loosely, read_file


@pytest.mark.parametrize(
    ("path", "text", "addresses"),
    [
        ("a.html", "<a href='/x'>", ["/x"]),
        ("A.HTM", "<a href='/x'>", ["/x"]),
        ("google1.html", "google-site-verification: google1.html", []),
        ("a.css", "a { b: url(/x) }", ["/x"]),
        ("a.json", '{"url": "/x", "content_html": "<a href=/y>y</a>"}', ["/x", "/y"]),
        ("a.webmanifest", '{"start_url": "x"}', ["x"]),
        ("a.svg", "<svg><a href='/x'/></svg>", ["/x"]),
        ("robots.txt", "Sitemap: /x", ["/x"]),
        ("a.txt", "Sitemap: /x", []),
        ("a.js", "'/x'", []),
    ],
)
def test_file_is_read_by_its_name(path: str, text: str, addresses: list[str]) -> None:
    """As a host chooses the type that it sends."""
    facts = read_file(path, text.encode(), Memories())
    assert [each.address for _, each in facts.references] == addresses


@pytest.mark.parametrize(
    ("data", "message", "place"),
    [
        (b"\xef\xbb\xbfa", "begins with a byte order mark", 0),
        (b"\xc3\xa9\xff", "is not UTF-8: byte 0xff means nothing here", 1),
        ("a".encode("utf-16"), "is not UTF-8: byte 0xff means nothing here", 0),
    ],
)
def test_text_that_is_no_utf8(data: bytes, message: str, place: int) -> None:
    """In each kind of text."""
    findings = read_file("a.js", data, Memories()).findings
    assert [(each.message, each.start) for each in findings] == [(message, place)]
    assert len(decode_loosely(data)) > place


def test_same_html_in_two_feeds_is_read_once() -> None:
    """An entry is in the feeds of the site, of its tags and of its skills."""
    memories = Memories()
    for path in ("a.json", "b.json"):
        read_file(path, b'{"content_html": "<a href=/y>y</a>"}', memories)
    assert list(memories.fragments) == ["<a href=/y>y</a>"]


def test_html_in_data_is_judged_too() -> None:
    """A reader shows it as a browser would."""
    findings = read_file("a.json", b'{"content_html": "<b>y"}', Memories()).findings
    assert [each.message for each in findings] == ["HTML in it: <b> is never closed"]

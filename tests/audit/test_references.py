"""Addresses in texts that are no HTML: lists of pictures, stylesheets, `robots.txt`."""

import pytest

from generator.audit.references import read_refresh, read_robots, read_stylesheet, split_srcset


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a.webp", ["a.webp"]),
        ("a.webp 1x,b.webp 2x", ["a.webp", "b.webp"]),
        (" a,b.webp 480w ,\n c.webp 960w,", ["a,b.webp", "c.webp"]),
        ("", []),
    ],
)
def test_srcset(text: str, addresses: list[str]) -> None:
    """An address may have a comma in it, but not at its ends."""
    found = list(split_srcset(text))
    assert [address for address, _ in found] == addresses
    assert all(text[start:].startswith(address) for address, start in found)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a { b: url(c.png) }", ["c.png"]),
        ("a { b: url( 'c d.png' ) }", ["c d.png"]),
        ("@import 'a.css'; @import url(\"b.css\");", ["a.css", "b.css"]),
        ("/* url(a) */ a { b: url() }", []),
    ],
)
def test_stylesheet(text: str, addresses: list[str]) -> None:
    """What it fetches must be the site's own, and not what stands in a comment."""
    found = read_stylesheet(text)
    assert [each.address for each in found] == addresses
    assert all(each.is_own and text[each.start : each.start + each.length] == each.address for each in found)


@pytest.mark.parametrize(("text", "address"), [("0;url=/a", "/a"), ("5; URL='/a'", "/a"), ("0", ""), ("x", "")])
def test_refresh(text: str, address: str) -> None:
    """Where a page goes on to, if it does."""
    assert read_refresh(text) == address


def test_robots() -> None:
    """Each sitemap that is named, and nothing that is commented out."""
    text = "User-agent: *\n# Sitemap: /a\nsitemap:  https://x.example/b.xml\n"
    assert [(each.address, text[each.start :][:8]) for each in read_robots(text)] == [
        ("https://x.example/b.xml", "https://")
    ]

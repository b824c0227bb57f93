"""Addresses to files, by the rules of GitHub Pages."""

import pytest

from generator.audit.resolving import Base, Resolver, make_base

FILES = ("index.html", "a/index.html", "a/b.html", "a/c d.txt", "é/index.html", "x.html", "x/index.html", "y")


def resolve(address: str, path: str = "a/index.html", base: str = "https://h.example/repo") -> str:
    """Say what an address leads to, in one word or two."""
    target = Resolver(FILES, make_base(base)).resolve(address, path)
    place = f"#{target.fragment}" if target.fragment else ""
    return (target.file or target.outside or f"! {target.fault}") + place


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("", "a/index.html"),
        ("#p%20q", "a/index.html#p q"),
        ("?a=b", "a/index.html"),
        (".", "a/index.html"),
        ("..", "index.html"),
        ("b", "a/b.html"),
        ("b.html?x#y", "a/b.html#y"),
        ("./c%20d.txt", "a/c d.txt"),
        ("/repo", "index.html"),
        ("/repo/", "index.html"),
        ("/repo/a", "a/index.html"),
        ("/repo/x", "x.html"),
        ("/repo/x/", "x/index.html"),
        ("/repo/y", "y"),
        ("/repo/%C3%A9/", "é/index.html"),
        ("/repo/é/", "é/index.html"),
        ("https://H.example/repo/a/", "a/index.html"),
        ("//h.example/repo/a/", "a/index.html"),
        ("https://h.example/other/", "https://h.example/other/"),
        ("https://h.example/repository/", "https://h.example/repository/"),
        ("http://h.example/repo/", "http://h.example/repo/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("data:image/png;base64,AA==", "data:image/png;base64,AA=="),
        ("/repo/y/", "! leads to nothing: there is no y/index.html"),
        ("/repo/A/", "! leads to nothing: there is no A/index.html"),
        ("/repo/b.html", "! leads to nothing: there is no b.html"),
        ("/a/", "! leads out of the site, which is at /repo/"),
        ("../..", "! leads out of the site, which is at /repo/"),
        ("/repo/%zz", "! has a % that encodes nothing"),
        ("/repo/%ff", "! is not UTF-8 when it is decoded"),
        ("a b", "! has a space or a backslash in it"),
        ("file:///a", "! is a file on one machine"),
        ("http:///a", "! is no address: it has no host"),
    ],
)
def test_address_leads_to(address: str, leads_to: str) -> None:
    """A file, the world outside, or nothing, with the reason."""
    assert resolve(address) == leads_to


def test_site_at_the_root_of_a_host() -> None:
    """Without a base path nothing can lead out of it."""
    assert resolve("/a/", base="https://h.example") == "a/index.html"
    assert resolve("../../..", base="") == "index.html"
    assert resolve("https://h.example", base="https://h.example") == "index.html"


def test_base_is_taken_from_an_address() -> None:
    """Whatever it is that is known of it."""
    assert make_base("") == Base()
    assert make_base("/repo/") == Base("", "/repo")
    assert make_base("HTTPS://H.example/") == Base("https://h.example", "")


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("/repo/A/", 'case matters to the host: "/repo/a/" exists'),
        ("/repo/a/B.HTML", 'case matters to the host: "/repo/a/b.html" exists'),
        ("/a/", 'did you mean "/repo/a/"?'),
        ("/repo/a/cd.txt", 'did you mean "/repo/a/c d.txt"?'),
        ("/repo/nothing/like/it", ""),
    ],
)
def test_hint_says_what_was_meant(address: str, hint: str) -> None:
    """In the words in which a link would name it."""
    assert Resolver(FILES, make_base("/repo")).resolve(address, "index.html").hint == hint

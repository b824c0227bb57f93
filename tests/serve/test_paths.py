"""Targets as outputs: what is found, what is elsewhere, and what is not even looked for."""

import pytest

from generator.errors import SitePath
from generator.serve.paths import Found, find_output
from tests.serve.targets import HOSTILE, make_targets

OUTPUTS = {
    "index.html",
    "404.html",
    "about.html",
    "flask/index.html",
    "größe/index.html",
    "a b/index.html",
    "100%/index.html",
    "v1.2/index.html",
    "CNAME",
    "both",
    "both/index.html",
    "both.html",
    "assets/journal.1a2b.css",
}


def find(target: str, base_path: str = "") -> Found | None:
    """Look for a target among the outputs."""
    return find_output(target.encode("latin-1"), base_path, OUTPUTS.__contains__)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/flask/", "flask/index.html"),
        ("/flask/index.html", "flask/index.html"),
        ("/assets/journal.1a2b.css", "assets/journal.1a2b.css"),
        ("/CNAME", "CNAME"),
        ("/about.html", "about.html"),
        ("/about", "about.html"),
        ("/both", "both"),
        ("/both/", "both/index.html"),
        ("/gr%C3%B6%C3%9Fe/", "größe/index.html"),
        ("/gr%c3%b6%c3%9fe/", "größe/index.html"),
        ("/%66lask/", "flask/index.html"),
        ("/a%20b/", "a b/index.html"),
        ("/100%25/", "100%/index.html"),
        ("/flask/?", "flask/index.html"),
        ("/flask/?a=/../b#c%00", "flask/index.html"),
        ("/?//evil.test", "index.html"),
    ],
)
def test_finds_an_output(target: str, path: str) -> None:
    """Decoded once, and without what is asked of it."""
    assert find(target) == Found(SitePath(path), is_there=True)


@pytest.mark.parametrize(
    ("target", "base_path", "location"),
    [
        ("/flask", "", "/flask/"),
        ("/flask?x=1", "", "/flask/"),
        ("/v1.2", "", "/v1.2/"),
        ("/gr%c3%b6%c3%9fe", "", "/gr%C3%B6%C3%9Fe/"),
        ("/a%20b", "", "/a%20b/"),
        ("/100%25", "", "/100%25/"),
        ("/repo/flask", "/repo", "/repo/flask/"),
        ("/", "/repo", "/repo/"),
        ("/repo", "/repo", "/repo/"),
        ("/repo?x", "/repo", "/repo/"),
        ("/gr%C3%B6%C3%9Fe", "/gr%C3%B6%C3%9Fe", "/gr%C3%B6%C3%9Fe/"),
    ],
)
def test_sends_browsers_to_the_address_of_a_page(target: str, base_path: str, location: str) -> None:
    """Relative links of a page are right under its own address only."""
    found = find(target, base_path)
    assert found is not None
    assert (found.location, found.is_there) == (location, True)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/none", "none"),
        ("/none/", "none/index.html"),
        ("/about/", "about/index.html"),
        ("/Flask/", "Flask/index.html"),
        ("/flask/index.html/", "flask/index.html/index.html"),
        ("/flask%252findex.html", "flask%2findex.html"),
        ("/%252e%252e/flask/", "%2e%2e/flask/index.html"),
        ("/...", "..."),
        ("/..;/flask", "..;/flask"),
        ("/.git/config", ".git/config"),
        ("/~", "~"),
    ],
)
def test_says_where_an_output_would_be(target: str, path: str) -> None:
    """A browser that waits for a page there is told when it comes."""
    assert find(target) == Found(SitePath(path), is_there=False)


@pytest.mark.parametrize("target", ["/flask/", "/repository/", "/repo.html", "/xrepo/"])
def test_finds_nothing_outside_the_base_path(target: str) -> None:
    """As where the site is published, where others may be beside it."""
    assert find(target, "/repo") == Found(SitePath(""), is_there=False)


def test_finds_pages_below_the_base_path() -> None:
    """The base path is no part of an output's."""
    assert find("/repo/", "/repo") == Found(SitePath("index.html"), is_there=True)
    assert find("/repo/flask/", "/repo") == Found(SitePath("flask/index.html"), is_there=True)
    assert find("/repo/about", "/repo") == Found(SitePath("about.html"), is_there=True)


@pytest.mark.parametrize("target", HOSTILE)
def test_refuses_what_could_be_read_in_two_ways(target: bytes) -> None:
    """Whatever it is that others were fooled by, it is no link of a site."""
    asked: list[str] = []

    def has(path: SitePath) -> bool:
        asked.append(path)
        return True

    assert find_output(target, "", has) is None
    assert asked == []


def test_asks_for_plain_paths_only() -> None:
    """Of thousands of targets none leads to a question that a file system could misunderstand."""
    asked: set[str] = set()

    def has(path: SitePath) -> bool:
        asked.add(path)
        return False

    targets = make_targets(5000, seed=5)
    found = [find_output(target, base, has) for target in targets for base in ("", "/repo")]
    assert len(asked) > 1000
    assert sum(output is None for output in found) > 1000
    for path in asked:
        assert not path.startswith("/")
        assert not {"", ".", ".."} & set(path.split("/"))
        assert path.isprintable() or not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in path)
        assert "\\" not in path

"""One path, explained in lines; the command's own tests hold a line for each kind of file."""

from pathlib import Path

import pytest

from generator.build.checking import Examined, examine_site
from generator.build.explaining import explain_path
from generator.build.stages import BuildOptions
from tests.site.space import DATE, SiteSpace

SITE = """\
== site.yaml ==
title: Notes
git_dates: false
== content/entries/one.md ==
# One
== content/pages/about.md ==
# About
== content/entries/README.md ==
# Home
== content/pages/README.md ==
# Other home
"""


@pytest.fixture
def examined(tmp_path: Path) -> Examined:
    """A site that was never built."""
    return examine_site(SiteSpace(tmp_path / "site", SITE).root, BuildOptions(date=DATE))


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (
            "content/entries/one.md",
            (
                "content/entries/one.md:",
                "  published at /one/",
                "  title: One",
                "  date: none; it stands in no front matter, file name or commit",
                "  to be rendered because of: new",
            ),
        ),
        (
            "content/pages/about.md",
            (
                "content/pages/about.md:",
                "  published at /about/",
                "  title: About",
                "  to be rendered because of: new",
            ),
        ),
        (
            "content/entries/README.md",
            (
                "content/entries/README.md:",
                "  not published: the text of the home page is content/pages/README.md",
            ),
        ),
        ("content/entries/gone.md", ()),
    ],
)
def test_file_is_explained(examined: Examined, path: str, lines: tuple[str, ...]) -> None:
    """Where it is published, or why not, and what will be done."""
    assert explain_path(path, examined) == lines


@pytest.mark.parametrize("path", ["/about/", "/about", "about/index.html", "public/about/index.html"])
def test_page_has_several_names(examined: Examined, path: str) -> None:
    """As a browser, a server and a shell know it."""
    assert explain_path(path, examined)[0] == "about/index.html:"

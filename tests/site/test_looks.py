"""What docs/looks.md says: followed word by word, the site looks otherwise."""

import re
from pathlib import Path

from tests.site.space import CHECKOUT, SiteSpace

GUIDE = (CHECKOUT / "docs" / "looks.md").read_text("utf-8")
STYLES, LINK, PAGE = re.findall(r"```(?:css|html)\n(.*?)```", GUIDE, re.DOTALL)


def test_stylesheet_of_ones_own_comes_last(tmp_path: Path) -> None:
    """After the package's, with its typeface published beside it."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\ngit_dates: false\n== content/entries/a.md ==\n# A\n")
    space.write("templates/assets/mine.css", STYLES)
    space.write("templates/assets/fonts/my-serif.woff2", b"wOF2")
    files = (CHECKOUT / "templates/partials/files.html").read_text("utf-8")
    space.write("templates/partials/files.html", files + LINK)
    assert space.build().problems == ""
    styles = re.findall(r'rel="stylesheet" href="([^"]+)"', space.read("a/index.html"))
    assert [name.partition(".")[0] for name in styles] == ["/assets/journal", "/assets/mine"]
    assert re.search(r'url\("fonts/my-serif\.[0-9a-f]{8}\.woff2"\)', space.read(styles[-1].removeprefix("/")))


def test_template_of_ones_own_takes_the_place_of_the_packages(tmp_path: Path) -> None:
    """In the same frame; without it the package's is back."""
    space = SiteSpace(
        tmp_path / "site", "== site.yaml ==\ngit_dates: false\n== content/entries/a.md ==\n# A\n\nText.\n"
    )
    space.build()
    before = space.read("a/index.html")
    space.write("templates/entry.html", PAGE)
    assert space.build().problems == ""
    assert '<h1>A</h1>\n<div class="prose"><p>Text.</p>' in space.read("a/index.html")
    assert '<header class="site-head">' in space.read("a/index.html")
    space.remove("templates/entry.html")
    space.build()
    assert space.read("a/index.html") == before


def test_properties_are_those_of_the_stylesheet() -> None:
    """One that does not exist would change nothing, and say nothing."""
    known = (CHECKOUT / "templates/assets/journal.css").read_text("utf-8")
    for name in re.findall(r"^  (--[a-z]+):", STYLES, re.MULTILINE):
        assert f"    {name}: " in known

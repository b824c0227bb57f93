"""Journals that nobody prepared: notes as people keep them become a site, with warnings at most."""

import re
from pathlib import Path

import pytest

from tests.site.space import SiteSpace

SETTINGS = "title: Til\ngit_dates: false\n"

NOTES: dict[str, str | bytes] = {
    "README.md": "# TIL\n\n- [Flask](flask/first_steps.md)\n- [gone](gone.md)\n- [up](../../Makefile)\n",
    "flask/first_steps.md": "# First steps\n\n[home](/README.md) ![x](missing.png) <img src='also-missing.png'>\n",
    "flask/README.md": "# Flask notes\n",
    "06-Node.js基础/01 介绍.md": "# 介绍\n\n你好世界。\n",
    "no front matter.md": "Just words, and no heading.\n",
    "rule.md": "---\n\nA rule stands above.\n\n---\n",
    "bom.md": b"\xef\xbb\xbf# With a mark\n\nWords.\n",
    "crlf.md": b"---\r\ntitle: Windows\r\n---\r\n# Windows\r\n\r\nWords.\r\n",
    "old-mac.md": b"# Mac\r\rWords.\r",
    "empty.md": "",
    "blank.md": "\n\n   \n",
    "only-heading.md": "# Only a heading\n",
    "C++ & C#.md": "# C++ & <C#>\n",
    "100% café?.md": "# 100%\n",
    "dots...md": "# Dots\n",
    "UPPER.MD": "# Upper\n",
    "table.md": "# Table\n\n| " + " | ".join("abcdefgh") + " |\n|" + "---|" * 8 + "\n" + ("| x " * 8 + "|\n") * 500,
    "nested.md": "# Nested\n\n" + "".join("  " * depth + "- deeper\n" for depth in range(40)),
    "quotes.md": "# Quotes\n\n" + ">" * 50 + " deep\n",
    "script.md": "# Script\n\n<script>alert(1)</script>\n\n<b>open\n\n</div>\n\n[x](javascript:alert(1))\n",
    "jinja.md": "# Braces\n\n{{ config }} {% raw %} {# not a comment #}\n",
    "control.md": "# Control \u200b\u202e\u2028 characters\n\na\u00a0b\n",
    "long-line.md": "# Long\n\n" + "word " * 20_000 + "\n",
    "code.md": "# Code\n\n```nosuchlanguage\n<x>\n```\n\n~~~\nunclosed\n",
    "a" * 120 + ".md": "# Long name\n",
    "notes.txt": "not Markdown\n",
    "script.py": "print('not Markdown')\n",
}


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """The notes under a `site.yaml` of two lines."""
    space = SiteSpace(tmp_path / "site")
    space.write("site.yaml", SETTINGS)
    for name, text in NOTES.items():
        space.write(f"content/entries/{name}", text)
    return space


def test_unprepared_notes_become_a_site(space: SiteSpace) -> None:
    """Every note has a page; whatever is wrong is a warning."""
    built = space.build()
    assert built.is_published, built.problems
    assert "error" not in re.findall(r": (error|warning): ", built.problems)
    notes = [name for name in NOTES if name.lower().endswith(".md") and name != "README.md"]
    pages = [path for path in space.outputs() if path.endswith("index.html")]
    others = re.compile(r"(?:index|search/index|journal/.*|tags/.*)(?:\.html)?")
    assert len([path for path in pages if not others.fullmatch(path)]) == len(notes)


def test_pages_of_unprepared_notes_are_found_by_readable_addresses(space: SiteSpace) -> None:
    """Letters of any script stay; what an address cannot have goes."""
    space.build()
    assert {
        "06-node-js基础/01-介绍/index.html",
        "flask/index.html",
        "flask/first-steps/index.html",
        "cpp-csharp/index.html",
        "100-café/index.html",
        "dots/index.html",
    } <= space.outputs()


def test_readme_is_the_text_of_the_home_page(space: SiteSpace) -> None:
    """As on GitHub; its links lead to the pages of the notes."""
    space.build()
    assert '<a href="/flask/first-steps/">Flask</a>' in space.read("index.html")
    assert "<a>gone</a>" in space.read("index.html")


def test_dead_links_are_warnings_that_name_the_place(space: SiteSpace) -> None:
    """A link to nothing, one to what lies outside, and a picture that is not there."""
    assert space.build().problems.startswith(DEAD_LINKS)


DEAD_LINKS = """\
content/entries/README.md:4:10: warning: the link to "gone.md" leads to nothing: there is no content/entries/gone.md
    4 | - [gone](gone.md)
      |          ^^^^^^^
  hint: did you mean "code.md"?
content/entries/README.md:5:8: warning: the link to "../../Makefile" leads outside content/, to what is not published
    5 | - [up](../../Makefile)
      |        ^^^^^^^^^^^^^^
content/entries/flask/first_steps.md:3:8: warning: the link to "/README.md" leads to nothing: it is no address of the \
site, and no file below content/
    3 | [home](/README.md) ![x](missing.png) <img src='also-missing.png'>
      |        ^^^^^^^^^^
content/entries/flask/first_steps.md:3:25: warning: the link to "missing.png" leads to nothing: there is no \
content/entries/flask/missing.png
"""


def test_braces_of_notes_are_no_template(space: SiteSpace) -> None:
    """What a note says is shown, not run."""
    space.build()
    assert "{{ config }} {% raw %} {# not a comment #}" in space.read("jinja/index.html")


@pytest.mark.parametrize(
    "name", ["bom", "crlf", "old-mac", "empty", "blank", "rule", "table", "nested", "quotes", "code"]
)
def test_page_of_an_unprepared_note_is_valid(space: SiteSpace, name: str) -> None:
    """However the note was written, its page has one heading that says something."""
    space.build()
    assert [bool(text) for text in space.parse(f"{name}/index.html").texts(".//h1")] == [True]


def test_empty_site_is_a_site(tmp_path: Path) -> None:
    """A `site.yaml` without a word, and no content at all, give a home page."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n")
    assert space.build().problems == ""
    assert space.parse("index.html").texts(".//h1") == ["Learning journal"]


def test_second_build_of_unprepared_notes_does_nothing(space: SiteSpace) -> None:
    """Odd names are remembered like any others."""
    space.build()
    assert space.build().did_nothing

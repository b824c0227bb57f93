"""Sites of Hugo."""

import pytest

from tests.importing.samples import HUGO, run, texts, told


def test_everything_goes_where_it_belongs() -> None:
    """Sections are entries, what is in none is a page; bundles keep their files, and heads of lists are no notes."""
    result = run(HUGO, "hugo")
    assert list(texts(result)) == [
        "content/pages/about.md",
        "content/entries/posts/_index.md",
        "content/entries/posts/bundle/index.md",
        "content/entries/posts/flask.md",
        "content/entries/posts/later.md",
        "content/entries/secret/one.md",
        "content/entries/til/one.md",
        "content/entries/til/unlisted.md",
    ]
    assert [(copy.path, copy.source) for copy in result.copies] == [
        ("content/entries/posts/bundle/cover.png", "content/posts/bundle/cover.png"),
        ("content/entries/posts/bundle/point.png", "content/posts/bundle/point.png"),
        ("content/files/notes.txt", "static/files/notes.txt"),
        ("content/images/point.png", "static/images/point.png"),
    ]
    assert "notes/content/_index.md:0: is the head of a list, without a text" in told(result)


def test_what_was_not_published_is_a_draft() -> None:
    """By its own front matter, by that of its section, or because no page is made of it."""
    written = texts(run(HUGO, "hugo"))
    assert {path for path, text in written.items() if "draft: true" in text} == {
        "content/entries/posts/later.md",
        "content/entries/secret/one.md",
        "content/entries/til/unlisted.md",
    }


@pytest.mark.parametrize(
    ("settings", "front", "alias"),
    [
        ('title = "x"', "", ""),
        ('title = "x"', "slug: other", ""),
        ("uglyURLs = true", "", "/posts/a-b.html"),
        ('[permalinks]\nposts = "/:year/:slug/"', "date: 2020-01-02", "/2020/the-title/"),
        ('[permalinks.page]\nposts = "/:year/:contentbasename"', "date: 2020-01-02", "/2020/a-b/"),
        ('[permalinks]\nposts = "/:unknown/"', "", ""),
        ('title = "x"', "url: /x.html", "/x.html"),
        ('title = "x"', "url: /x.html\ndraft: true", ""),
    ],
)
def test_former_addresses_lead_to_the_entries(settings: str, front: str, alias: str) -> None:
    """Those that Hugo gave them, unless that is the new one or nobody ever saw it."""
    site = f"== hugo.toml ==\n{settings}\n== content/posts/A b.md ==\n---\ntitle: The title\n{front}\n---\n"
    text = next(iter(texts(run(site, "hugo")).values()))
    aliases = [line.removeprefix("  - ") for line in text.split("\n") if line.startswith("  - ")]
    assert aliases == [alias] * bool(alias)


@pytest.mark.parametrize(
    "cascade",
    ["{draft: true}", "{_build: {render: never}}", "[{_target: {kind: page}, draft: true}]", "{params: {draft: true}}"],
)
def test_a_section_may_hide_what_is_below(cascade: str) -> None:
    """Whatever way it says so."""
    site = (
        f"== content/s/_index.md ==\n---\ncascade: {cascade}\n---\n== content/s/t/a.md ==\nWords.\n== content/b.md ==\n"
    )
    written = texts(run(site, "hugo"))
    assert {path: "draft: true" in text for path, text in written.items()} == {
        "content/entries/s/t/a.md": True,
        "content/pages/b.md": False,
    }


@pytest.mark.parametrize(
    "settings",
    [
        'ignoreFiles = ["/a[.]md$"]',
        'ignoreFiles = ["(?<bad"]',
        "[cascade]\ndraft = true",
        "[[cascade]]\n[cascade.build]\nlist = 'never'",
    ],
)
def test_the_settings_may_hide_notes(settings: str) -> None:
    """What they pass over was on no site."""
    written = texts(run(f"== hugo.toml ==\n{settings}\n== content/s/a.md ==\nWords.\n", "hugo"))
    assert written == {"content/entries/s/a.md": "---\ndraft: true\n---\nWords.\n"}


def test_a_section_whose_head_cannot_be_read_is_hidden() -> None:
    """It may have said so."""
    site = "== content/s/_index.md ==\n---\ntitle: A: b\n---\n== content/s/a.md ==\nWords.\n"
    assert "draft: true" in texts(run(site, "hugo"))["content/entries/s/a.md"]

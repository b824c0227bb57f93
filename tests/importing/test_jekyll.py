"""Sites of Jekyll."""

import pytest

from generator.importing.jekyll import place_post
from tests.importing.samples import JEKYLL, run, texts, told


def test_everything_goes_where_it_belongs() -> None:
    """Posts and drafts are entries, other notes with front matter pages; what the settings exclude is no note."""
    assert list(texts(run(JEKYLL, "jekyll"))) == [
        "content/entries/idea.md",
        "content/entries/2020-01-02-flask.md",
        "content/entries/2020-02-03-jinja.md",
        "content/entries/2020-03-01-unfinished.md",
        "content/entries/2020-04-03-jinja.md",
        "content/entries/hidden/2020-03-02-default.md",
        "content/pages/about.md",
    ]


def test_what_was_not_published_is_a_draft() -> None:
    """By its folder, by its front matter, or by the settings."""
    written = texts(run(JEKYLL, "jekyll"))
    assert {path for path, text in written.items() if "draft: true" in text} == {
        "content/entries/idea.md",
        "content/entries/2020-03-01-unfinished.md",
        "content/entries/hidden/2020-03-02-default.md",
    }


@pytest.mark.parametrize(
    ("settings", "front", "alias"),
    [
        ("title: x", "", "/2020/01/02/a-B.html"),
        ("title: x", "categories: One two", "/one/two/2020/01/02/a-B.html"),
        ("permalink: pretty", "", "/2020/01/02/a-B/"),
        ("permalink: ordinal", "", "/2020/002/a-B.html"),
        ("permalink: none", "", "/a-B.html"),
        ("permalink: /:year/:i_month/:slug", "", "/2020/1/a-b"),
        ("permalink: pretty", "date: 2021-03-04", "/2021/03/04/a-B/"),
        ("permalink: pretty", "permalink: /x/y.html", "/x/y.html"),
        ("permalink: pretty", "published: false", ""),
        ("permalink: /:title/", "slug: a-b", ""),
        ("permalink: /:unknown/", "", ""),
    ],
)
def test_former_addresses_lead_to_the_entries(settings: str, front: str, alias: str) -> None:
    """Those that Jekyll gave them, unless that is the new one or nobody ever saw it."""
    site = f"== _config.yml ==\n{settings}\n== _posts/2020-01-02-a-B.md ==\n---\ntitle: A\n{front}\n---\n"
    text = next(iter(texts(run(site, "jekyll")).values()))
    aliases = [line.removeprefix("  - ") for line in text.split("\n") if line.startswith("  - ")]
    assert aliases == [alias] * bool(alias)


def test_collections_are_entries() -> None:
    """Those without pages of their own are drafts; other folders with an underscore are none."""
    site = (
        "== _config.yml ==\ncollections:\n  til: {output: true}\n  quotes:\n"
        "== _til/a.md ==\n---\ntitle: A\n---\n== _quotes/b.md ==\n---\ntitle: B\n---\n== _other/c.md ==\n---\n---\n"
    )
    result = run(site, "jekyll")
    written = texts(result)
    assert set(written) == {"content/entries/til/a.md", "content/entries/quotes/b.md"}
    assert "draft: true" in written["content/entries/quotes/b.md"]
    assert "draft: true" not in written["content/entries/til/a.md"]
    assert told(result) == ["notes/_other/c.md:0: Jekyll makes no page of it"]


def test_two_posts_of_one_name_get_two_addresses() -> None:
    """In Jekyll their dates kept them apart."""
    result = run(JEKYLL, "jekyll")
    assert "slug: jinja-2\n" in texts(result)["content/entries/2020-04-03-jinja.md"]
    assert "notes/_posts/2020-04-03-jinja.md:1: the address /jinja/ is taken, so this note's is /jinja-2/" in told(
        result
    )


def test_days_have_two_digits() -> None:
    """As our file names have them; what is no day stays."""
    assert place_post("2020-1-2-a.md") == "content/entries/2020-01-02-a.md"
    assert place_post("2020-13-2-a.md") == "content/entries/2020-13-2-a.md"
    assert place_post("x/idea.mkd") == "content/entries/x/idea.md"

"""A new entry says what was asked for, whatever its title."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.authoring.entries import compose_entry
from generator.markdown.body import MarkdownOptions
from generator.markdown.render import render_markdown
from generator.model.document import parse_file
from generator.sources.text import decode_text

words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp", "Cf"]), min_size=1, max_size=20).filter(
    str.strip
)


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Blueprints: routes in a box", "content/entries/blueprints-routes-in-a-box.md"),
        ("README", "content/entries/readme-entry.md"),
        ("Über  uns", "content/entries/über-uns.md"),
        ("../../etc/passwd", "content/entries/etc-passwd.md"),
        ("con", "content/entries/con-x.md"),
    ],
)
def test_the_file_is_named_by_the_title(title: str, path: str) -> None:
    """No title leads out of the folder, or stands for it."""
    assert compose_entry(title, date="2026-11-27").path == path


def test_all_fields_stand_in_the_front_matter() -> None:
    """In the order of the documentation, each value once."""
    entry = compose_entry(
        "A *bold* title",
        date="2026-11-27 10:00",
        skills=["flask", "true"],
        tags=["web", "a, b", "web", " "],
        is_draft=True,
    )
    assert entry.text == (
        '---\ntitle: "A *bold* title"\ndate: 2026-11-27 10:00\nskills: [flask, "true"]\ntags: [web, "a, b"]\n'
        "draft: true\n---\n\n"
    )


@settings(max_examples=60)
@given(words, st.lists(words, max_size=3))
@example("C# & friends #1", [])
@example("It's: 50% of __init__", ["[x]", "- y", "null"])
@example("# x", ["5.10"])
@example("1. one", [])
@example("a :tada: b", [])
@example("--- a", [])
@example("x #", [])
def test_any_title_and_tag_is_read_as_it_was_typed(title: str, tags: list[str]) -> None:
    """By the parser that reads it for the site."""
    entry = compose_entry(title, date="2026-11-27", tags=tags)
    text, problems = decode_text(entry.text.encode(), entry.path)
    options = MarkdownOptions(has_title_apart=True, has_emoji=True, has_math=True, has_wikilinks=True)
    parsed = parse_file(entry.path, text, options, render_markdown)
    assert (problems, parsed.problems) == ((), ())
    (document,) = parsed.documents
    shown = " ".join(title.split())
    assert (document.front.title or document.facts.heading) == shown
    assert document.front.tags == tuple(dict.fromkeys(" ".join(tag.split()) for tag in tags))
    assert document.front.date == "2026-11-27"

"""What stands above a text, and where the text begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Severity, format_problem
from generator.sources.frontmatter import (
    FrontMatter,
    PageFrontMatter,
    ParsedDocument,
    SplitDocument,
    check_slug,
    parse_entry_fields,
    parse_front_matter,
    problem_at_field,
    split_front_matter,
)


def problems_of(text: str, type_: type[FrontMatter] = FrontMatter) -> str:
    """All problems of a text as they are printed."""
    return "\n".join(format_problem(problem) for problem in parse_front_matter(text, "a.md", type_)[1])


def test_all_fields_are_read() -> None:
    """Each field of an entry is read as it is written; dates stay text."""
    text = """\
---
title: "Blueprints: an introduction"
date: 2019-11-29 00:33
updated: 2020-01-04
summary: How to split an application.
tags: [web, flask]
skills: flask, jinja
series: Flask
draft: true
private: true
slug: blueprints
aliases: /old/
image: picture.png
---
"""
    parsed, problems = parse_front_matter(text + "\n# Body\n", "a.md")
    assert problems == ()
    assert parsed.front == FrontMatter(
        title="Blueprints: an introduction",
        date="2019-11-29 00:33",
        updated="2020-01-04",
        summary="How to split an application.",
        tags=("web", "flask"),
        skills=("flask", "jinja"),
        series="Flask",
        draft=True,
        private=True,
        slug="blueprints",
        aliases=("/old/",),
        image="picture.png",
    )
    assert (parsed.body, parsed.body_first_line, parsed.front_first_line) == ("\n# Body\n", 15, 2)


def test_page_has_fields_of_its_own() -> None:
    """The navigation's fields are a page's, and unknown in an entry."""
    text = "---\nnav_order: 2\nnav_title: Me\n---\n"
    assert parse_front_matter(text, "a.md", PageFrontMatter)[0].front == PageFrontMatter(nav_order=2, nav_title="Me")
    assert (
        problems_of(text)
        == """\
a.md:2:1: error: unknown key "nav_order" in front matter
    2 | nav_order: 2
      | ^^^^^^^^^
  hint: the keys are title, date, updated, summary, tags, skills, series, draft, private, slug, aliases, image
a.md:3:1: error: unknown key "nav_title" in front matter
    3 | nav_title: Me
      | ^^^^^^^^^
  hint: did you mean "title"?"""
    )


def test_text_without_front_matter_is_all_body() -> None:
    """Front matter is optional."""
    assert parse_front_matter("# Title\n", "a.md") == (ParsedDocument(FrontMatter(), "", 0, "# Title\n", 1), ())


@pytest.mark.parametrize(
    ("text", "front_text", "body", "line"),
    [
        ("---\ntitle: a\n---\nb", "title: a\n", "b", 4),
        ("---  \ntitle: a\n...\t\nb", "title: a\n", "b", 4),
        ("---\ntitle: a\n---", "title: a\n", "", 4),
        ("---\n---\nb", "", "b", 3),
        ("---\n\n---\nb", "\n", "b", 4),
        ("---\n# comment\n\ntitle: a\n---\nb", "# comment\n\ntitle: a\n", "b", 6),
        ("---\nlayout: post\n---\nb", "layout: post\n", "b", 4),
        ("---\n  title: a\n---\nb", "  title: a\n", "b", 4),
        ('---\n"title": a\n---\nb', '"title": a\n', "b", 4),
        ("---\ntitle a\ndate: b\n---\nc", "title a\ndate: b\n", "c", 5),
        ("---\ntitle: a\n---\nb\n\n---\n\nc", "title: a\n", "b\n\n---\n\nc", 4),
    ],
)
def test_front_matter_ends_at_its_second_line_of_dashes(text: str, front_text: str, body: str, line: int) -> None:
    """The lines between are the front matter, the rest is the body."""
    assert split_front_matter(text) == SplitDocument(front_text, body, line)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Title",
        "---",
        "----\ntitle: a\n---\n",
        " ---\ntitle: a\n---\n",
        "--- title: a\n---\n",
        "---\n\nA rule stands above, and https://example.org: a link.\n\n---\n\nAnother one.\n",
        "---\n- a list\n---\n",
        "---\n# A heading between two rules\n---\n",
        "---\nA title\n---\n",
        "---\n\n# Title\n\ntitle: a sentence\n",
        "---\nNote: a sentence.\n",
    ],
)
def test_thematic_break_is_not_front_matter(text: str) -> None:
    """A text may begin with a rule, and is not eaten."""
    assert split_front_matter(text) == SplitDocument(None, text, 1)


@given(st.lists(st.sampled_from(["---\n", "...\n", "title: a\n", "\n", "words\n", "# b\n", "---", " "]), max_size=8))
def test_no_line_is_lost(parts: list[str]) -> None:
    """Body and front matter, with the two lines of dashes, are the text; the body's line is where it begins."""
    text = "".join(parts)
    split = split_front_matter(text)
    assert text.endswith(split.body)
    above = text[: len(text) - len(split.body)]
    assert above.count("\n") + (0 if above.endswith("\n") or not above else 1) == split.body_first_line - 1
    assert (split.front_text or "") in above


def test_front_matter_that_is_never_closed_is_a_problem() -> None:
    """The author meant front matter: the first lines say so."""
    assert (
        problems_of("---\ntitle: a\ndate: 2019-11-29\n\n# Title\n")
        == """\
a.md:1:1: error: the front matter that begins here is never closed
    1 | ---
      | ^^^
  hint: end it with a line of three dashes: ---"""
    )


def test_problems_are_where_the_file_has_them() -> None:
    """All mistakes of one front matter are found in one run."""
    text = "---\ntag: x\ndraft: maybe\ndate: 2024-02-30\nslug: A b\nskills: [flask, true]\n---\n"
    assert parse_front_matter(text, "a.md")[0].front == FrontMatter(skills=("flask",))
    assert (
        problems_of(text)
        == """\
a.md:2:1: error: unknown key "tag" in front matter
    2 | tag: x
      | ^^^
  hint: did you mean "tags"?
a.md:3:8: error: "draft" must be true or false, found the text "maybe"
    3 | draft: maybe
      |        ^^^^^
a.md:4:7: error: "date" must be a date: February 2024 has 29 days, not 30
    4 | date: 2024-02-30
      |       ^^^^^^^^^^
a.md:5:7: error: "slug" must be a slug, found the text "A b"
    5 | slug: A b
      |       ^^^
  hint: write "a-b"
a.md:6:17: error: an item of "skills" must be text, found true
    6 | skills: [flask, true]
      |                 ^^^^
  hint: put it in quotes: "true\""""
    )


def test_large_front_matter_is_refused() -> None:
    """Front matter is limited to what a hand writes."""
    assert problems_of(f"---\ntitle: {'a' * 70_000}\n---\n").splitlines()[0] == (
        "a.md:2:1: error: this YAML has 68 KiB, and may be at most 64 KiB"
    )


def test_fields_of_a_log_entry_are_read_in_place() -> None:
    """Lines below a heading of the log are front matter, with the log's own line numbers."""
    whole = "# Log\n\n## 2019-11-29 Flask\ntags: web\nskill: flask\n\nText.\n"
    front, problems = parse_entry_fields("tags: web\nskill: flask\n", "content/log.md", 4, whole)
    assert front == FrontMatter(tags=("web",))
    assert (
        "\n".join(format_problem(problem) for problem in problems)
        == """\
content/log.md:5:1: error: unknown key "skill" in front matter
    5 | skill: flask
      | ^^^^^
  hint: did you mean "skills"?"""
    )
    assert parse_entry_fields("", "content/log.md", 4, whole) == (FrontMatter(), ())


@pytest.mark.parametrize(
    ("front_text", "column"), [("draft: true\nskills: [flsk, jinja]\n", 10), ("draft: true\nskills: flsk, jinja\n", 9)]
)
def test_later_problem_points_at_its_field(front_text: str, column: int) -> None:
    """An unknown skill is shown at its own place in the list."""
    problem = problem_at_field('unknown skill "flsk"', "a.md", front_text, 2, ("skills", 0), hint="look again")
    line = front_text.splitlines()[1]
    assert (
        format_problem(problem)
        == f"""\
a.md:3:{column}: error: unknown skill "flsk"
    3 | {line}
      | {" " * (column - 1)}^^^^
  hint: look again"""
    )


def test_later_problem_of_a_missing_field_points_at_the_front_matter() -> None:
    """A field that is not there is said at the first line, and without front matter of the file."""
    problem = problem_at_field("has no date", "a.md", "title: a\n", 2, ("date",), severity=Severity.WARNING)
    assert format_problem(problem) == "a.md:2:1: warning: has no date\n    2 | title: a\n      | ^^^^^^^^"
    assert format_problem(problem_at_field("has no date", "a.md", "", 0, ("date",))) == "a.md: error: has no date"
    assert format_problem(problem_at_field("has no date", "a.md", "", 4, ("date",))) == "a.md:4:1: error: has no date"


@pytest.mark.parametrize("slug", ["a", "flask-basics", "5", "基础", "ünï-1"])
def test_slugs_of_any_script_pass(slug: str) -> None:
    """Lower-case letters and digits of any script, with single hyphens between."""
    assert check_slug(slug) is None


@pytest.mark.parametrize("slug", ["A", "a--b", "-a", "a-", "a_b", "a b", "a.b", "u\u0308", "🎉", "a/b"])
def test_other_names_are_no_slugs(slug: str) -> None:
    """Capitals, other signs, and letters taken apart are refused."""
    assert check_slug(slug) is not None

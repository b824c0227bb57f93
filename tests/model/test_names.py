"""By which names authors call skills, entries and pages."""

from zoneinfo import ZoneInfo

import pytest

from generator.model.checklist import assemble_curriculum
from generator.model.names import WritingNames, fold, name_skills
from generator.model.placement import place_document
from tests.model.samples import make_checklist, make_documents, make_rules, place

CHECKLIST = make_checklist(
    """\
- {id: flask, title: 5.1 Flask framework, aliases: [Flask Web]}
- {id: sql, title: Flask}
- {id: cs, title: "C#"}
- {id: jinja, title: Jinja templates, aliases: [sql]}
"""
)
CURRICULUM, _ = assemble_curriculum([CHECKLIST], ZoneInfo("UTC"))
SKILLS = name_skills(CURRICULUM, (CHECKLIST.path,))

WRITING = WritingNames(
    (
        place("content/entries/web/2019-11-29-first-app.md", "# My first app!\n"),
        place("content/entries/web/README.md", "# On the web\n"),
        place("content/entries/Node.js notes.md", "---\nslug: node\n---\n# Node\n"),
        place("content/pages/me/about.md", "# About me\n"),
        place("content/entries/sql/joins.md", "# Joins\n"),
        place("content/entries/python/joins.md", "# joins\n"),
        *(
            place_document(document, None, make_rules())
            for document in make_documents("content/log.md", "Hello.\n\n## 2019-11-30 00:33 At night\n\nx\n")
        ),
    )
)


@pytest.mark.parametrize(
    ("name", "skill"),
    [
        ("flask", "flask"),
        ("FLASK", "flask"),
        ("Flask  Framework", "flask"),
        ("flask web", "flask"),
        ("sql", "sql"),
        ("c#", "cs"),
        ("flask-framework", None),
        ("Flask framework!", None),
    ],
)
def test_skill_is_found_by_a_name_as_written(name: str, skill: str | None) -> None:
    """Whatever the case; an id goes before an alias, an alias before a title; what is only alike is another name."""
    assert SKILLS.find_exactly(name) == skill


def urls(name: str) -> list[str]:
    """Give the addresses of what has this name."""
    return [placement.url for placement in WRITING.find_title(name) or WRITING.find(name)]


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("My first app!", "/web/first-app/"),
        ("my FIRST  app!", "/web/first-app/"),
        ("my-first-app", "/web/first-app/"),
        ("My first app", "/web/first-app/"),
        ("2019-11-29-first-app", "/web/first-app/"),
        ("first-app", "/web/first-app/"),
        ("first-app.md", "/web/first-app/"),
        ("First app", "/web/first-app/"),
        ("web/2019-11-29-first-app", "/web/first-app/"),
        ("web/2019-11-29-first-app.md", "/web/first-app/"),
        ("entries/web/2019-11-29-first-app.md", "/web/first-app/"),
        ("/web/2019-11-29-first-app", "/web/first-app/"),
        ("web", "/web/"),
        ("web/README.md", "/web/"),
        ("Node.js notes", "/node/"),
        ("node.js notes.md", "/node/"),
        ("node", "/node/"),
        ("about", "/me/about/"),
        ("About me", "/me/about/"),
        ("pages/me/about.md", "/me/about/"),
        ("At night", "/log/2019-11-30-0033/"),
        ("2019-11-30-0033", "/log/2019-11-30-0033/"),
        ("sql/joins", "/sql/joins/"),
    ],
)
def test_writing_is_found_by_title_file_or_path(name: str, url: str) -> None:
    """With or without extension and date, whatever the case."""
    assert urls(name) == [url]


def test_several_of_one_name_are_all_found() -> None:
    """Which one is meant is decided by who asks."""
    assert urls("Joins") == ["/sql/joins/", "/python/joins/"]


@pytest.mark.parametrize("name", ["nothing", "log", "Log", "entries", "content/entries/web", "🎉", ""])
def test_what_has_no_such_name_is_not_found(name: str) -> None:
    """The introduction of the log has no name, and folders without a text have none."""
    assert urls(name) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("My first ap", 'did you mean "My first app!"?'),
        ("About  mee", 'did you mean "About me"?'),
        ("Jinja template", 'did you mean "Jinja templates"?'),
        ("xyz", ""),
    ],
)
def test_near_title_is_suggested(name: str, hint: str) -> None:
    """Titles, and the other names that are given."""
    assert WRITING.suggest(name, SKILLS.written) == hint


def test_white_space_round_the_mark_of_a_heading_is_no_part_of_a_name() -> None:
    """Links by name leave it out."""
    assert fold("C# notes") == fold("c#notes") == fold("C # Notes")

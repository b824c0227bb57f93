"""The CV as a page and as data."""

from generator.model.checklist import Progress
from generator.plan.contexts import CvContext, ResumeContext, ResumeSkill
from tests.plan.samples import JOURNAL, REPOSITORY, by_output, context_of, make_plan

CHECKLIST = """\
title: Backend
skills:
  - {title: 1 Mobile}
  - title: 2 Web
    skills:
      - {title: 2.1 Flask}
      - {title: 2.2 Django, done: 2019-12-03}
      - {title: 2.3 Jinja, state: dropped}
  - {title: 3 SQL, now: true, since: 2019-12-05, evidence: [{title: A talk, url: "https://example.org", date: 2019-12-06}]}
  - {title: 4 Git, done: true}
"""
FILES = {
    "content/checklists/backend.yaml": CHECKLIST,
    "content/entries/a.md": "---\ndate: 2019-11-29\nskills: flask\n---\n",
}


def cv_of(files: dict[str, str] = FILES, settings: str = "") -> CvContext:
    """Give the CV of a site."""
    return context_of(make_plan(files, settings), "cv/index.html", CvContext)


def resume_of(files: dict[str, str] = FILES, settings: str = "") -> ResumeContext:
    """Give its data."""
    return context_of(make_plan(files, settings), "cv/resume.json", ResumeContext)


def test_requirements_are_divided_by_state_with_what_is_met_first() -> None:
    """Each leaf once, in the order of the checklist, and none that has others below it."""
    (checklist,) = cv_of().checklists
    assert [(section.state, [row.skill.title for row in section.rows]) for section in checklist.sections] == [
        ("done", ["Django", "Git"]),
        ("learning", ["SQL", "Flask"]),
        ("planned", ["Mobile"]),
        ("dropped", ["Jinja"]),
    ]
    assert checklist.progress == Progress(2, 2, 1, 1)


def test_row_says_where_it_belongs_since_when_and_what_shows_it() -> None:
    """What the page needs and no more."""
    (checklist,) = cv_of().checklists
    django = checklist.sections[0].rows[0]
    assert ([link.title for link in django.trail], django.done_on and django.done_on.iso) == (["Web"], "2019-12-03")
    sql, flask = checklist.sections[1].rows
    assert (sql.since and sql.since.iso, [item.title for item in sql.evidence]) == ("2019-12-05", ["A talk"])
    assert [item.href for item in flask.evidence] == ["/a/"]


def test_last_change_is_the_newest_day_of_anything_that_shows_a_requirement() -> None:
    """Begun, done, cited, or shown by something else; nothing else has a part in it."""
    context = cv_of({**FILES, "content/entries/b.md": "---\ndate: 2019-12-31\n---\n"})
    assert context.updated is not None
    assert context.updated.iso == "2019-12-06"
    assert cv_of({"content/checklists/a.yaml": "- SQL\n"}).updated is None


def test_every_checklist_is_there_and_what_is_not_public_is_not() -> None:
    """A site with several has a section for each; one that has none has no CV."""
    files = {"content/checklists/a.yaml": "- SQL\n", "content/checklists/b.yaml": "- Flask\n"}
    assert [checklist.title for checklist in cv_of(files).checklists] == ["A", "B"]
    hidden = {"content/checklists/b.yaml": "public: false\nskills: [Secret]\n"}
    assert [checklist.title for checklist in cv_of({**files, **hidden}).checklists] == ["A"]
    assert not [output for output in by_output(make_plan(hidden)) if output.startswith("cv/")]


def test_facts_and_names_come_from_the_settings() -> None:
    """The author's name stands in for one that is not given."""
    context = cv_of(settings="author: Ada\ncv: {label: Engineer}\n")
    assert (context.name, context.facts.label) == ("Ada", "Engineer")
    assert cv_of(settings="author: Ada\ncv: {name: Ada L.}\n").name == "Ada L."


def test_data_says_how_far_everything_at_the_top_is() -> None:
    """What is not done is said not to be: a program may read no more than the keywords."""
    assert resume_of().skills == (
        ResumeSkill("Mobile", "not yet", ()),
        ResumeSkill("Web", "1 of 2 done", ("Flask (learning)", "Django", "Jinja (dropped)")),
        ResumeSkill("SQL", "working on it", ()),
        ResumeSkill("Git", "done", ()),
    )


def test_data_names_a_requirement_of_two_checklists_once() -> None:
    """The first checklist has it."""
    files = {"content/checklists/a.yaml": "- SQL\n- Flask\n", "content/checklists/b.yaml": "- Flask\n"}
    assert [skill.name for skill in resume_of(files).skills] == ["SQL", "Flask"]


def test_addresses_of_the_data_are_absolute_or_not_there() -> None:
    """A relative one would lead nowhere from another program."""
    own = resume_of(dict(JOURNAL), REPOSITORY)
    assert (own.url, own.canonical_url) == ("https://example.org", "https://user.github.io/repo/cv/resume.json")
    assert resume_of(settings="base_url: https://user.github.io/repo\n").url == "https://user.github.io/repo"
    assert (resume_of().url, resume_of().canonical_url) == ("", "")

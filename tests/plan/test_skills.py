"""The pages about skills."""

import pytest

from generator.model.checklist import Progress
from generator.plan.contexts import ChecklistContext, EvidenceItem, Link, SkillContext, SkillsContext
from generator.plan.skills import list_skill_aliases
from generator.sources.dates import Moment
from tests.plan.samples import REPOSITORY, by_output, context_of, make_plan, make_views

PLAN = make_plan()
REMARKS = """\
- title: Flask
  note: A remark.
  aliases: [fl, Flask Web]
  evidence:
%s
"""


def skill_of(name: str) -> SkillContext:
    """Give a skill's page in the sample journal."""
    return context_of(PLAN, f"skills/{name}/index.html", SkillContext)


def evidence_of(*lines: str, settings: str = "", entries: dict[str, str] | None = None) -> tuple[EvidenceItem, ...]:
    """Give the evidence of a skill whose checklist has these lines."""
    checklist = REMARKS % "\n".join(f"    - {line}" for line in lines)
    plan = make_plan({"content/checklists/a.yaml": checklist, **(entries or {})}, settings)
    return context_of(plan, "skills/flask/index.html", SkillContext).evidence


def test_skill_has_its_place_in_the_tree() -> None:
    """The trail of parents, the skills below, and the neighbours in the checklist."""
    flask = skill_of("flask")
    assert [link.id for link in flask.trail] == ["web"]
    assert (flask.previous and flask.previous.id, flask.next and flask.next.id) == ("web", "django")
    web = skill_of("web")
    assert ([link.id for link in web.skills], web.trail, web.previous) == (["flask", "django"], (), None)
    assert skill_of("sql").next is None


def test_trail_goes_all_the_way_up() -> None:
    """Outermost first."""
    plan = make_plan(
        {"content/checklists/a.yaml": "- {title: A, skills: [{title: B, skills: [{title: C, skills: [D]}]}]}\n"}
    )
    assert [link.id for link in context_of(plan, "skills/d/index.html", SkillContext).trail] == ["a", "b", "c"]


def test_trail_of_checklists_that_contradict_each_other_ends() -> None:
    """Two checklists may each put one skill below the other."""
    files = {
        "content/checklists/a.yaml": "- {title: A, skills: [B]}\n",
        "content/checklists/b.yaml": "- {title: B, skills: [{title: C, skills: [A]}]}\n",
    }
    trail = context_of(make_plan(files), "skills/c/index.html", SkillContext).trail
    assert [link.id for link in trail] == ["a", "b"]


def test_skill_says_how_far_it_is_and_why() -> None:
    """State, reason, dates and progress are its page's."""
    sql = skill_of("sql")
    assert (sql.skill.state, sql.reason) == ("done", "done on 1 December 2019: 1 entry, on 30 November 2019")
    assert sql.done_on == Moment(1575158400, "2019-12-01")
    assert sql.page.description == f"SQL: {sql.reason}"
    assert skill_of("flask").since == Moment(1572566400, "2019-11-01")
    assert (skill_of("web").progress, sql.progress) == (Progress(0, 2, 0, 0), None)


def test_skill_has_a_feed_and_its_checklists() -> None:
    """Where it is asked for, and how to follow it."""
    flask = skill_of("flask")
    assert (flask.page.feed_href, flask.page.feed_title) == ("/skills/flask/feed.xml", "Flask")
    assert flask.checklists == (Link("Backend engineer", "/checklists/backend/"),)


def test_entries_are_evidence_newest_first() -> None:
    """Each with its title, address and date."""
    assert [(item.kind, item.title, item.href) for item in skill_of("flask").evidence] == [
        ("entry", "Django", "/web/django/"),
        ("entry", "Flask", "/web/flask/"),
    ]


def test_evidence_of_all_kinds_is_in_order_of_time() -> None:
    """What has no date comes last, as its author ordered it."""
    items = evidence_of(
        "first words",
        "{title: newer, date: 2019-12-04}",
        "second words",
        "{title: oldest, date: 1969-07-20}",
        "{title: older, date: 2019-11-01}",
        entries={"content/entries/a.md": "---\ndate: 2019-11-29\nskills: flask\n---\n"},
    )
    assert [item.title for item in items] == ["newer", "A", "older", "oldest", "first words", "second words"]


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Read the book", ("text", "Read the book", "")),
        ("https://example.org/a", ("link", "https://example.org/a", "https://example.org/a")),
        ("{title: A talk, url: https://example.org/a}", ("link", "A talk", "https://example.org/a")),
        ("{title: Here, url: /about/}", ("link", "Here", "/repo/about/")),
        (
            "{commit: user/app@0123456789abcdef}",
            ("commit", "user/app@0123456", "https://github.com/user/app/commit/0123456789abcdef"),
        ),
        ("{commit: 0123456789abcdef}", ("commit", "0123456", "https://github.com/user/repo/commit/0123456789abcdef")),
        ("{commit: abc, title: Fix, url: https://example.org/c}", ("commit", "Fix", "https://example.org/c")),
        ("{pr: user/app#12}", ("pull request", "user/app#12", "https://github.com/user/app/pull/12")),
        ("{pr: user/app#12, title: Fix}", ("pull request", "Fix", "https://github.com/user/app/pull/12")),
    ],
)
def test_other_evidence_leads_where_it_can_be_seen(line: str, item: tuple[str, str, str]) -> None:
    """Commits, pull requests, links and words, each called by its title or by what it is."""
    (shown,) = evidence_of(line, settings=REPOSITORY)
    assert (shown.kind, shown.title, shown.href) == item


def test_commit_of_no_repository_leads_nowhere() -> None:
    """Without `repository_url` a bare commit is words."""
    (shown,) = evidence_of("{commit: 0123456789abcdef, note: Why}")
    assert (shown.kind, shown.href, shown.note) == ("commit", "", "Why")


def test_checklist_has_a_page() -> None:
    """With its description, its skills, and where it can be edited."""
    context = context_of(make_plan(settings=REPOSITORY), "checklists/backend/index.html", ChecklistContext)
    assert (context.page.title, context.page.description) == ("Backend engineer", "What the advert asks for.")
    assert [row.link.number for row in context.checklist.skills] == ["5", "6"]
    assert context.edit_url == "https://github.com/user/repo/edit/main/content/checklists/backend.yaml"


def test_all_checklists_are_on_one_page() -> None:
    """In the order of their files."""
    files = {"content/checklists/b.yaml": "- SQL\n", "content/checklists/a.yaml": "- Flask\n"}
    context = context_of(make_plan(files), "skills/index.html", SkillsContext)
    assert [checklist.title for checklist in context.checklists] == ["A", "B"]


def test_site_without_checklists_has_no_page_of_skills() -> None:
    """Nor has one whose checklists are not public."""
    for files in ({}, {"content/checklists/a.yaml": "public: false\nskills: [SQL]\n"}):
        assert not [output for output in by_output(make_plan(files)) if "skills/" in output and "api/" not in output]


def test_former_names_lead_to_the_skill() -> None:
    """An alias is an address that the skill once had, unless another skill has it now."""
    views = make_views({"content/checklists/a.yaml": "- {title: Flask, aliases: [fl, Flask Web, SQL]}\n- SQL\n"})
    assert list(list_skill_aliases(views)) == [
        ("/skills/fl/", "/skills/flask/"),
        ("/skills/flask-web/", "/skills/flask/"),
    ]


def test_skill_lists_who_links_to_it_and_is_no_evidence() -> None:
    """An entry that names it in double brackets shows it; one that links to its address, or a page, does not."""
    files = {
        "content/checklists/a.yaml": "- Flask\n",
        "content/entries/a.md": "# A\n\n[[Flask]] [flask](/skills/flask/)\n",
        "content/entries/b.md": "# B\n\n[flask](/skills/flask/)\n",
        "content/pages/p.md": "# P\n\n[[flask]]\n",
    }
    skill = context_of(make_plan(files), "skills/flask/index.html", SkillContext)
    assert [item.title for item in skill.evidence] == ["A"]
    assert [link.title for link in skill.backlinks] == ["B", "P"]

"""How far each skill is, and how that adds up."""

from zoneinfo import ZoneInfo

import pytest

from generator.model.checklist import (
    Citation,
    Curriculum,
    Progress,
    Skill,
    SkillState,
    assemble_curriculum,
    count_leaves,
    find_hidden,
    judge_skills,
    walk_branches,
)
from generator.sources.checklistfile import EvidenceNode
from generator.sources.dates import Moment
from generator.sources.slugs import Slug
from tests.model.samples import make_checklist, show

UTC = ZoneInfo("UTC")
DECEMBER = Moment(1575417600, "2019-12-04")
NOVEMBER = Moment(1574985600, "2019-11-29")


def cite(*dates: Moment | None) -> tuple[Citation, ...]:
    """Make an entry of each date."""
    return tuple(Citation(f"Entry {number}", f"/entry-{number}/", date) for number, date in enumerate(dates))


def judge(text: str, **citations: tuple[Citation, ...]) -> dict[Slug, Skill]:
    """Judge the skills of one checklist; citations by id, with `_` for `-`."""
    curriculum = assemble(text)
    return judge_skills(curriculum, {Slug(name.replace("_", "-")): found for name, found in citations.items()})


def assemble(*texts: str) -> Curriculum:
    """Assemble checklists called a, b, ... in which nothing may be wrong."""
    curriculum, problems = _assemble(*texts)
    assert problems == ""
    return curriculum


def problems_of(*texts: str) -> str:
    """Say what is wrong with checklists called a, b, ..."""
    return _assemble(*texts)[1]


def _assemble(*texts: str) -> tuple[Curriculum, str]:
    sources = [
        make_checklist(text, f"content/checklists/{name}.yaml") for name, text in zip("abc", texts, strict=False)
    ]
    curriculum, problems = assemble_curriculum(sources, UTC)
    return curriculum, show(problems)


@pytest.mark.parametrize(
    ("fields", "dates", "state"),
    [
        ("", (), "planned"),
        ("", (NOVEMBER,), "learning"),
        ("", (DECEMBER, NOVEMBER), "learning"),
        ("", (None,), "learning"),
        ("", (NOVEMBER, None), "learning"),
        ("", (None, None), "learning"),
        ("now: true", (), "learning"),
        ("now: true", (NOVEMBER,), "learning"),
        ("state: planned", (), "planned"),
        ("state: planned", (NOVEMBER,), "planned"),
        ("state: planned, now: true", (), "planned"),
        ("state: learning", (), "learning"),
        ("state: learning, now: true", (), "learning"),
        ("state: learning", (NOVEMBER,), "learning"),
        ("state: done", (), "done"),
        ("state: done", (NOVEMBER,), "done"),
        ("done: true", (), "done"),
        ("done: true", (DECEMBER, NOVEMBER), "done"),
        ("done: 2020-01-04", (), "done"),
        ("done: 2020-01-04", (NOVEMBER,), "done"),
        ("done: false", (NOVEMBER,), "learning"),
        ("done: true, evidence: [a]", (), "done"),
        ("done: true, evidence: [a, b]", (), "done"),
        ("state: dropped", (), "dropped"),
        ("state: dropped, now: true", (NOVEMBER,), "dropped"),
    ],
)
def test_skill_has_a_state(fields: str, dates: tuple[Moment | None, ...], state: str) -> None:
    """The author's word goes before what entries say, and only the author sets done and dropped."""
    skill = judge(f"- {{title: Flask, {fields}}}", flask=cite(*dates))[Slug("flask")]
    assert skill.state.value == state


def test_other_things_than_entries_are_counted_apart() -> None:
    """What an author lists beside entries is evidence too, and is no citation."""
    skill = judge("- {title: Flask, evidence: [https://example.org]}", flask=cite(NOVEMBER))[Slug("flask")]
    assert (len(skill.citations), skill.proof_count) == (1, 1)
    assert skill.claim.evidence == (EvidenceNode(url="https://example.org"),)


TREE = """\
- title: Web
  skills:
    - {title: Flask, %s}
    - {title: Django, %s}
"""


@pytest.mark.parametrize(
    ("flask", "django", "state"),
    [
        ("", "", "planned"),
        ("state: learning", "", "learning"),
        ("done: true", "", "learning"),
        ("done: true", "done: true", "done"),
        ("done: true", "state: dropped", "done"),
        ("", "state: dropped", "planned"),
        ("state: dropped", "state: dropped", "dropped"),
    ],
)
def test_parent_counts_its_leaves(flask: str, django: str, state: str) -> None:
    """A parent without a state of its own stands where its leaves do; dropped ones are no longer counted on."""
    skill = judge(TREE % (flask, django))[Slug("web")]
    assert skill.state.value == state


def test_parent_that_is_cited_is_begun() -> None:
    """An entry about the whole begins it, though no leaf is."""
    skill = judge(TREE % ("", ""), web=cite(NOVEMBER))[Slug("web")]
    assert skill.state is SkillState.LEARNING


def test_parent_with_a_state_keeps_it() -> None:
    """The author's word goes before the count, which is shown all the same."""
    skill = judge("- {title: Web, done: true, skills: [Flask, Django]}")[Slug("web")]
    assert skill.state is SkillState.DONE
    assert skill.progress == Progress(done=0, learning=0, planned=2, dropped=0)


def test_leaf_has_no_progress() -> None:
    """Only what has skills below it can be counted."""
    assert judge("- Flask")[Slug("flask")].progress is None


def test_only_leaves_are_counted() -> None:
    """A parent below a parent is its leaves; dropped ones are no part of the total."""
    text = """\
- title: All
  skills:
    - title: Web
      skills: [Flask, {title: Django, state: dropped}]
    - {title: Testing, done: true}
"""
    progress = judge(text, flask=cite(NOVEMBER))[Slug("all")].progress
    assert progress == Progress(done=1, learning=1, planned=0, dropped=1)
    assert progress.total == 2


def test_leaf_is_counted_once() -> None:
    """A skill that two checklists have is one."""
    curriculum = assemble("- {title: Web, skills: [Flask]}", "- {title: Backend, skills: [Flask, Django]}")
    branches = [branch for checklist in curriculum.checklists for branch in checklist.branches]
    states = dict.fromkeys(curriculum.skills, SkillState.PLANNED)
    assert count_leaves(branches, states) == Progress(0, 0, 2, 0)


def test_id_never_contains_the_number() -> None:
    """The number moves when the list is edited; what entries cite stays."""
    skills = assemble("- 5.1 Flask\n- {number: 5.10, title: Django}\n- {id: orm, title: 7 ORMs}\n").skills
    assert [(claim.id, claim.number, claim.title) for claim in skills.values()] == [
        ("flask", "5.1", "Flask"),
        ("django", "5.10", "Django"),
        ("orm", "7", "ORMs"),
    ]


def test_skill_of_two_checklists_is_one() -> None:
    """What either says of it is known; where both speak the first is heard."""
    curriculum = assemble(
        "- {id: flask, title: Flask, aliases: [fl], evidence: [a], note: First}",
        "- {id: flask, title: The Flask, number: 3, now: true, since: 2019-11-29, done: 2019-12-04,"
        " aliases: [fl, flask-web], evidence: [a, b], note: Second, skills: [Jinja]}",
    )
    claim = curriculum.skills[Slug("flask")]
    assert (claim.title, claim.number, claim.note, claim.is_now) == ("Flask", "", "First", True)
    assert (claim.state, claim.since, claim.done_on) == (SkillState.DONE, NOVEMBER, DECEMBER)
    assert claim.aliases == ("fl", "flask-web")
    assert [item.title for item in claim.evidence] == ["a", "b"]
    assert [branch.id for branch in claim.branch.branches] == ["jinja"]
    assert claim.checklists == ("a", "b")
    assert (claim.path, claim.line) == ("content/checklists/a.yaml", 1)


def test_skills_are_in_the_order_of_the_checklists() -> None:
    """Parents before what is below them, the first checklist first."""
    curriculum = assemble("- {title: Web, skills: [Flask]}\n- Testing", "- SQL\n- Flask")
    assert list(curriculum.skills) == ["web", "flask", "testing", "sql"]
    assert [branch.id for branch in walk_branches(curriculum.checklists[0].branches)] == ["web", "flask", "testing"]
    assert [claim.parent for claim in curriculum.skills.values()] == [None, "web", None, None]


def test_two_states_of_one_skill_are_a_problem() -> None:
    """Two checklists cannot disagree about how far a skill is."""
    assert (
        problems_of("- {title: Flask, done: true}", "- SQL\n- {title: Flask, state: learning}")
        == """\
content/checklists/b.yaml:2:3: error: the skill "flask" is learning here and done in content/checklists/a.yaml:1
    2 | - {title: Flask, state: learning}
      |   ^
  hint: one skill has one state: give it in one of the two checklists"""
    )


def test_one_state_in_two_checklists_is_fine() -> None:
    """Saying the same twice is no contradiction, nor is saying nothing once."""
    assert problems_of("- {title: Flask, done: true}", "- {title: Flask, done: true}", "- Flask") == ""


def test_skill_that_stands_twice_in_a_checklist_is_a_problem() -> None:
    """Within one checklist an id names one line."""
    assert (
        problems_of("- Flask\n- title: Web\n  skills:\n    - flask\n")
        == """\
content/checklists/a.yaml:4:7: error: the skill "flask" stands twice in this checklist, first in line 1
    4 |     - flask
      |       ^
  hint: give one of them an `id` of its own"""
    )


def test_checklist_has_a_name_and_a_title() -> None:
    """The file's name is the address, and the title where none is given."""
    source = make_checklist("- SQL", "content/checklists/Python-backend engineer.yaml")
    (checklist,) = assemble_curriculum([source], UTC)[0].checklists
    assert (checklist.name, checklist.title) == ("python-backend-engineer", "Python backend engineer")


def test_given_title_and_description_are_kept() -> None:
    """What the file says of itself goes before its name."""
    (checklist,) = assemble("title: Backend\ndescription: What the advert asks for.\nskills: [SQL]").checklists
    assert (checklist.title, checklist.description) == ("Backend", "What the advert asks for.")


def test_hidden_checklist_is_nowhere() -> None:
    """A checklist that is not public gives names that may be cited, and nothing else."""
    hidden = "public: false\nskills:\n  - {id: perl, title: Perl 5, aliases: [camel]}\n  - SQL\n"
    curriculum = assemble("- SQL", hidden)
    assert [checklist.name for checklist in curriculum.checklists] == ["a"]
    assert list(curriculum.skills) == ["sql"]
    assert find_hidden([make_checklist(hidden, "content/checklists/b.yaml")], curriculum) == {"perl", "perl-5", "camel"}


def test_hidden_checklist_says_nothing_of_a_public_skill() -> None:
    """What a private list claims of a skill does not show."""
    claim = assemble("- SQL", "public: false\nskills: [{title: SQL, done: true, note: Private}]").skills[Slug("sql")]
    assert (claim.state, claim.note, claim.checklists) == (None, "", ("a",))

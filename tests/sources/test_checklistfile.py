"""A checklist as its author wrote it."""

import pytest

from generator.errors import format_problem
from generator.sources.checklistfile import ChecklistFile, EvidenceNode, SkillNode, parse_checklist


def skills_of(text: str) -> tuple[SkillNode, ...]:
    """The skills of a checklist without problems."""
    checklist, problems = parse_checklist(text, "a.yaml")
    assert problems == ()
    return checklist.skills


def problems_of(text: str) -> str:
    """All problems of a checklist as they are printed."""
    return "\n".join(format_problem(problem) for problem in parse_checklist(text, "a.yaml")[1])


def test_whole_checklist_is_read() -> None:
    """Each field is read into the field of its name, and each skill knows its place."""
    text = """\
title: Python backend engineer
description: What the advert asks for.
public: false
skills:
  - id: flask
    number: 5.10
    title: Flask
    state: learning
    since: 2019-11-29
    done: 2020-01-04
    now: true
    evidence:
      - https://example.org/flask
      - {commit: 0123456, date: 2019-12-03, note: first}
      - A talk
      - {title: Pull, pr: user/repo#1, url: https://example.org/pull}
    note: Read the source.
    aliases: flask-web, web
    skills: [5.10.1 Blueprints]
"""
    assert parse_checklist(text, "a.yaml") == (
        ChecklistFile(
            title="Python backend engineer",
            description="What the advert asks for.",
            public=False,
            skills=(
                SkillNode(
                    id="flask",
                    number="5.10",
                    title="Flask",
                    state="learning",
                    since="2019-11-29",
                    done="2020-01-04",
                    now=True,
                    evidence=(
                        EvidenceNode(url="https://example.org/flask"),
                        EvidenceNode(commit="0123456", date="2019-12-03", note="first"),
                        EvidenceNode(title="A talk"),
                        EvidenceNode(title="Pull", pr="user/repo#1", url="https://example.org/pull"),
                    ),
                    note="Read the source.",
                    aliases=("flask-web", "web"),
                    skills=(SkillNode(number="5.10.1", title="Blueprints", line=19, column=14),),
                    line=5,
                    column=5,
                ),
            ),
        ),
        (),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "skills:\n", "[]"])
def test_empty_checklist_has_no_skills(text: str) -> None:
    """A checklist may be begun with nothing in it."""
    assert parse_checklist(text, "a.yaml") == (ChecklistFile(), ())


def test_list_of_skills_may_stand_alone() -> None:
    """The shortest checklist is a list."""
    assert [skill.title for skill in skills_of("- Flask\n- Django\n")] == ["Flask", "Django"]


@pytest.mark.parametrize(
    ("written", "number", "title"),
    [
        ("5 Frameworks", "5", "Frameworks"),
        ("5. Frameworks", "5", "Frameworks"),
        ("5.1 Flask", "5.1", "Flask"),
        ("5.10) Flask", "5.10", "Flask"),
        ("5.1.  Flask 3", "5.1", "Flask 3"),
        ("Flask 3", "", "Flask 3"),
        ("3D graphics", "", "3D graphics"),
        ("5.1", "", "5.1"),
        ("404", "", "404"),
        ("5.1.Flask", "", "5.1.Flask"),
    ],
)
def test_number_is_split_off_the_title(written: str, number: str, title: str) -> None:
    """In a plain title and in the title of the long form alike."""
    skills = skills_of(f"- {written}\n- title: {written}\n")
    assert [(skill.number, skill.title) for skill in skills] == [(number, title)] * 2


def test_given_number_leaves_the_title_as_it_is() -> None:
    """A title may begin with a number of its own."""
    assert [(skill.number, skill.title) for skill in skills_of("- {number: 5, title: 2 factor login}")] == [
        ("5", "2 factor login")
    ]


def test_title_comes_from_the_id_if_there_is_none() -> None:
    """A skill of another checklist can be named by its id alone."""
    assert [skill.title for skill in skills_of("- id: flask-basics\n")] == ["Flask basics"]


@pytest.mark.parametrize(
    ("written", "done"), [("true", True), ("false", False), ("2020-01-04", "2020-01-04"), ("", False)]
)
def test_done_is_a_claim_or_a_day(written: str, done: bool | str) -> None:  # noqa: FBT001 - one of the cases
    """Done may be claimed with its day or without."""
    assert [skill.done for skill in skills_of(f"- title: Flask\n  done: {written}\n")] == [done]


def test_problems_are_all_reported_where_they_stand() -> None:
    """What is wrong is left out, and everything that is wrong is said."""
    text = """\
titel: Role
skills:
  - title: Flask
    state: don
    done: yes
    id: Flask Basics
    now: maybe
  - [a]
  - title: Django
    since: soon
    skills:
      - nummer: 1
        title: ORM
"""
    checklist, _ = parse_checklist(text, "a.yaml")
    assert [skill.title for skill in checklist.skills] == ["Flask", "Django"]
    assert (
        problems_of(text)
        == """\
a.yaml:1:1: error: unknown key "titel" in the checklist
    1 | titel: Role
      | ^^^^^
  hint: did you mean "title"?
a.yaml:4:12: error: "state" must be "planned", "learning", "done" or "dropped", found the text "don"
    4 |     state: don
      |            ^^^
  hint: did you mean "done"?
a.yaml:5:11: error: "done" must be true, false or a date, found the text "yes"
    5 |     done: yes
      |           ^^^
  hint: write true
a.yaml:6:9: error: "id" must be a slug, found the text "Flask Basics"
    6 |     id: Flask Basics
      |         ^^^^^^^^^^^^
  hint: write "flask-basics"
a.yaml:7:10: error: "now" must be true or false, found the text "maybe"
    7 |     now: maybe
      |          ^^^^^
a.yaml:8:5: error: an item of "skills" must be text, or keys with values, found a list
    8 |   - [a]
      |     ^^^
a.yaml:10:12: error: "since" must be a date, found the text "soon"
   10 |     since: soon
      |            ^^^^
  hint: write it as 2019-11-29 or 2019-11-29 00:33
a.yaml:12:9: error: unknown key "nummer" in an item of "skills"
   12 |       - nummer: 1
      |         ^^^^^^
  hint: did you mean "number"?"""
    )


def test_skill_without_a_name_is_a_problem() -> None:
    """Nothing could be shown for it, and nothing could cite it."""
    assert (
        problems_of('- Flask\n- note: hard\n- skills: [""]\n  title: Web\n')
        == """\
a.yaml:2:3: error: this skill has neither a title nor an id
    2 | - note: hard
      |   ^
a.yaml:3:12: error: this skill has neither a title nor an id
    3 | - skills: [""]
      |            ^"""
    )


def test_skill_whose_id_is_wrong_is_one_problem() -> None:
    """An id that was left out because it is wrong is not missing."""
    assert (
        problems_of("- id: Flask\n")
        == """\
a.yaml:1:7: error: "id" must be a slug, found the text "Flask"
    1 | - id: Flask
      |       ^^^^^
  hint: write "flask\""""
    )


def test_address_as_title_of_evidence_stays_a_title() -> None:
    """Only an address alone becomes the place where the evidence is."""
    text = "- {title: a, evidence: [{title: https://example.org/a, url: https://example.org/b}]}"
    assert skills_of(text)[0].evidence == (EvidenceNode(title="https://example.org/a", url="https://example.org/b"),)


def test_word_in_place_of_a_checklist_is_a_problem() -> None:
    """A file that is no checklist says so, and is an empty one."""
    assert parse_checklist("words", "a.yaml")[0] == ChecklistFile()
    assert (
        problems_of("words")
        == """\
a.yaml:1:1: error: the checklist must be keys with values, found the text "words"
    1 | words
      | ^^^^^"""
    )


def test_thousand_skills_fit() -> None:
    """A large checklist is not taken for an attack."""
    text = "".join(
        f"- {{number: {number}, title: Skill {number}, state: planned, note: words}}\n" for number in range(2000)
    )
    assert len(skills_of(text)) == 2000

"""Tests of the quick reading of versions: it gives what the whole parser gives."""

import random

import pytest

from generator.errors import Severity
from generator.sources.checklistfile import parse_checklist
from generator.sources.checklistmarks import (
    FileMarks,
    Memo,
    SkillMark,
    _read_parts,
    mark_skills,
    merge_marks,
    read_marks,
)
from generator.sources.slugs import Slug


def read_slowly(text: str) -> FileMarks | None:
    """Read a version by the parser of checklists alone."""
    file, problems = parse_checklist(text, "a.yaml")
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None
    marks: dict[Slug, SkillMark] = {}
    for mark in mark_skills(file.skills):
        marks[mark.id] = merge_marks(marks[mark.id], mark) if mark.id in marks else mark
    return FileMarks(file.public, marks)


ORDINARY = """\
# A comment.
title: Backend
public: true
skills:
  # About the web.
  - number: "5"
    title: Web
    id: web
    skills:
      - 5.1 Flask
      - {title: Django, done: 2020-01-01, aliases: [dj, Django Web]}

  - title: Testing
    now: true
  - "Quoted: yes"
  - note: |
      some words
      - more words
    title: Notes
    state: learning
"""


def test_what_an_ordinary_checklist_says() -> None:
    """Ids, names, states, and which skills have none below them."""
    marks = read_marks(ORDINARY, Memo())
    assert marks is not None
    assert list(marks.marks.values()) == [
        SkillMark(Slug("web"), "Web", (Slug("web"),), "", False, False),
        SkillMark(Slug("flask"), "Flask", (Slug("flask"),), "", False, True),
        SkillMark(Slug("django"), "Django", (Slug("django"), Slug("dj"), Slug("django-web")), "done", False, True),
        SkillMark(Slug("testing"), "Testing", (Slug("testing"),), "", True, True),
        SkillMark(Slug("quoted-yes"), "Quoted: yes", (Slug("quoted-yes"),), "", False, True),
        SkillMark(Slug("notes"), "Notes", (Slug("notes"),), "learning", False, True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(ORDINARY, "", "- A\n- B\n", "skills:\n- A\n- B\n", "skills: [A, B]\n", "skills:\n", "title: x\n"),
        *("public: false\nskills:\n  - A\n", "skills:\n  - A\npublic: false\n", "skills:\n- A\npublic: false\n"),
        *('skills:\n  - "A\n  - B"\n', "skills:\n  - A\n  - A\n", "skills:\n  - A\nskills:\n  - B\n"),
        *("skills:\n  - A\n - B\n", "skills:\n  - A\n    B\n  - C\n", "skills:\n  - A\n  B\n", "skills:\n\t- A\n"),
        *(
            "---\nskills:\n  - A\n---\nskills:\n  - B\n",
            "---\nskills:\n- A\n...\n",
            "skills:\n- A\n...\n- B\n",
            "skills:\n  - \n  - A\n",
        ),
        *('title: "x\nskills:\n  - A"\n', "skills:\n  - {title: A,\n  note: b}\n", "skills:\n  - [A]\n"),
        *("skills:\n  - titel: A\n", "skills:\n  - id: a\n    id: b\n", "skills: # all\n  - A\n", "skills:\n  -  A\n"),
        *("description: |\n  skills:\n  - A\nskills:\n  - B\n", "skills:\n  - >\n   A\n  - B\n", "skills:\n  - &a A\n"),
        *("skills:\n  - A\n\n\n# end\n", "skills:\n  # none\n", "? skills\n: - A\n", "skills:\n    - A\n  - B\n"),
    ],
)
def test_quick_reading_gives_what_the_parser_gives(text: str) -> None:
    """Whatever the form, and whatever is wrong."""
    assert read_marks(text, Memo()) == read_slowly(text)


def test_quick_reading_of_random_versions() -> None:
    """Lines left out, doubled and put elsewhere, with one memory for all."""
    generator, memo = random.Random(5), Memo()
    quick = 0
    for _ in range(1500):
        lines = ORDINARY.splitlines(keepends=True)
        for _ in range(generator.randrange(4)):
            index = generator.randrange(len(lines))
            line = lines.pop(index)
            if generator.random() < 0.6:
                at = generator.randrange(len(lines))
                lines[at:at] = [generator.choice([line, " " + line, line.strip() + "\n", "  " + line])]
        text = "".join(lines)
        quick += _read_parts(text, memo) is not None
        assert read_marks(text, memo) == read_slowly(text), text
    assert quick > 300


def test_a_part_is_parsed_once() -> None:
    """Two versions with one difference have the rest in common."""
    memo = Memo()
    one, other = read_marks(ORDINARY, memo), read_marks(ORDINARY.replace("now: true", "done: true"), memo)
    assert one is not None
    assert other is not None
    assert [key for key, mark in other.marks.items() if mark is not one.marks[key]] == ["testing"]


def test_a_long_text_is_read_as_a_whole() -> None:
    """So that the limits of YAML files hold."""
    items = "".join(f"  - Skill {number}\n" for number in range(20_000))
    memo = Memo()
    marks = read_marks(f"skills:\n{items}", memo)
    assert marks is not None
    assert len(marks.marks) == 20_000
    assert not memo.items

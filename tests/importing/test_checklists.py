"""Checklists as YAML, read back as the site reads them."""

from generator.importing.checklists import TickDates, describe_skills, outline_skills, write_checklist
from generator.importing.skilltrees import Draft, grow_tree
from generator.markdown.tasklists import read_task_lists
from generator.sources.checklistfile import SkillNode, parse_checklist
from generator.sources.slugs import Slug


def drafts(text: str) -> tuple[Draft, ...]:
    """Grow the skills of a text."""
    lines = text.split("\n")
    return grow_tree(
        read_task_lists(text).lists, lambda span: "\n".join(line.strip() for line in lines[span.start - 1 : span.end])
    ).skills


def read(text: str, dates: dict[Slug, TickDates] | None = None) -> tuple[SkillNode, ...]:
    """Write the skills of a text, and read them back."""
    file, problems = parse_checklist(write_checklist('A "title": x', drafts(text), dates or {}), "a.yaml")
    assert problems == ()
    assert file.title == 'A "title": x'
    return file.skills


def test_states() -> None:
    """A box that is not ticked says nothing: whatever entries say holds."""
    skills = read("- [ ] A\n- [x] B\n- [/] C\n- [-] D\n- [ ] E ⬅️\n")
    assert [(skill.state, skill.done, skill.now) for skill in skills] == [
        (None, False, False),
        (None, True, False),
        ("learning", False, False),
        ("dropped", False, False),
        (None, False, True),
    ]


def test_days() -> None:
    """Of what is done or begun; of nothing else."""
    days = {Slug(name): TickDates("2019-12-03", "2019-11-29") for name in "abc"}
    skills = read("- [ ] A\n- [x] B\n- [/] C\n", days)
    assert [(skill.since, skill.done) for skill in skills] == [
        ("", False),
        ("2019-11-29", "2019-12-03"),
        ("2019-11-29", False),
    ]


def test_odd_titles_and_numbers_come_back() -> None:
    """What YAML would take for something else, and a number that looks like another."""
    skills = read('- [ ] 5.10 yes: no\n- [ ] "x" # y\n- [ ] true\n')
    assert [(skill.number, skill.title) for skill in skills] == [("5.10", "yes: no"), ("", '"x" # y'), ("", "true")]


def test_commits_and_pull_requests_are_evidence_and_other_links_a_note() -> None:
    """A link may be the work, or what it was learned from; only of the former the address says so."""
    (skill,) = read(
        "- [x] [A fix](https://github.com/a/b/pull/7), https://github.com/a/b/commit/0123abc [docs](https://d.org)\n"
        "  - a remark\n"
    )
    assert [(item.pr, item.commit, item.title) for item in skill.evidence] == [
        ("a/b#7", "", "A fix"),
        ("", "a/b@0123abc", ""),
    ]
    assert skill.note == "docs: https://d.org\na remark"


def test_skills_are_counted_and_outlined() -> None:
    """For a look at them before they are written."""
    skills = drafts("- [x] 1 A\n  - [/] B ⬅️\n- [-] C\n")
    assert describe_skills(skills) == "3 skills, 1 done, 1 being learned, 1 dropped, now: B"
    assert outline_skills(skills) == ("- [x] 1 A", "  - [/] B <- now", "- [-] C")

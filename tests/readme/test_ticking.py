"""Which boxes were changed by hand, and when that is all that was."""

import pytest

from generator.errors import GeneratorError, format_problem
from generator.model.checklist import SkillState
from generator.readme.region import find_region
from generator.readme.ticking import find_ticks
from generator.readme.writing import Told
from tests.readme.samples import CHECKLIST, JOURNAL, edit, make_readme, make_told

DONE, PLANNED = SkillState.DONE, SkillState.PLANNED
FLASK = "  - [ ] 5.1 Flask ⬅️💻☕"


def ticks_of(text: str, told: Told) -> list[tuple[str, int, SkillState | None, bool | None]]:
    """Find the ticks of a README."""
    ticks = find_ticks(text, find_region(text, "README.md"), told, "README.md")
    return [(tick.skill, tick.line, tick.state, tick.is_now) for tick in ticks]


def problems_of(text: str, told: Told) -> list[str]:
    """Say why no tick is taken over, a line for each problem."""
    with pytest.raises(GeneratorError) as caught:
        ticks_of(text, told)
    return [format_problem(problem).split("\n")[0] for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "tick"),
    [
        ("[ ] 5.10 Django", "[x] 5.10 Django", ("django", 9, DONE, None)),
        ("[ ] 5.10 Django", "[X] 5.10 Django", ("django", 9, DONE, None)),
        ("[ ] 5.10 Django", "[/] 5.10 Django", ("django", 9, SkillState.LEARNING, None)),
        ("[ ] 5.10 Django", "[-] 5.10 Django", ("django", 9, SkillState.DROPPED, None)),
        ("[x] SQL", "[ ] SQL", ("sql", 10, PLANNED, None)),
        ("[ ] 5.1 Flask ⬅️💻☕", "[ ] 5.1 Flask", ("flask", 8, None, False)),
        ("[ ] 5.1 Flask ⬅️💻☕", "[x] 5.1 Flask", ("flask", 8, DONE, False)),
        ("[ ] 5.10 Django", "[ ] 5.10 Django ⬅️💻☕", ("django", 9, None, True)),
        ("[ ] 5.10 Django", "[ ] 5.10 Django  ⬅💻☕", ("django", 9, None, True)),
        ("[ ] ~~Perl~~", "[x] ~~Perl~~", ("perl", 11, DONE, None)),
        ("[ ] 5 Web", "[x] 5 Web", ("web", 7, DONE, None)),
    ],
)
def test_a_box_is_that_of_the_skill_with_its_words(
    old: str, new: str, tick: tuple[str, int, SkillState | None, bool | None]
) -> None:
    """However it is ticked, and whether or not it looks like a state."""
    told = make_told()
    assert ticks_of(edit(make_readme(told), (old, new)), told) == [tick]


def test_a_box_that_says_the_same_in_other_signs_is_no_tick() -> None:
    """Nor is a marker without its variation selector."""
    told = make_told()
    assert ticks_of(edit(make_readme(told), ("[x] SQL", "[X] SQL"), ("⬅️💻☕", "⬅💻 ☕")), told) == []


def test_an_entry_that_was_written_meanwhile_is_no_conflict() -> None:
    """It changes counts and looks, and no box."""
    text = edit(make_readme(make_told()), ("[ ] 5.10", "[x] 5.10"))
    entry = {"content/entries/new.md": "---\ndate: 2020-05-01\nskills: django\n---\nx\n"}
    assert ticks_of(text, make_told({**JOURNAL, **entry})) == [("django", 9, DONE, None)]


def test_a_skill_that_was_added_meanwhile_is_no_conflict() -> None:
    """Boxes are found by words, and by their place only where there are two of the same words."""
    text = edit(make_readme(make_told()), ("[ ] 5.10", "[x] 5.10"))
    checklist = CHECKLIST.replace("      - {title: 5.1 Flask", "      - 5.0 HTTP\n      - {title: 5.1 Flask")
    assert ticks_of(text, make_told({**JOURNAL, "content/checklists/backend.yaml": checklist})) == [
        ("django", 9, DONE, None)
    ]


def test_a_box_that_changed_in_the_checklist_as_well_is_a_conflict() -> None:
    """Each box that differs is told with both places; what was ticked in the README might be what is older."""
    text = edit(make_readme(make_told()), ("[ ] 5.10", "[x] 5.10"))
    checklist = CHECKLIST.replace("{title: SQL, done: 2020-02-02}", "SQL")
    told = make_told({**JOURNAL, "content/checklists/backend.yaml": checklist})
    path = "content/checklists/backend.yaml"
    assert problems_of(text, told) == [
        "README.md:3: error: this region was edited by hand, and the journal has changed as well, since it was written",
        'README.md:5:1: error: the journal has no such line; it has "0 of 3 done, *1 learning*, ~~1 dropped~~, 2 entries"',
        f'README.md:9:3: error: "Django" is done here, and planned by {path}:6',
        f'README.md:10:1: error: "SQL" is done here, and planned by {path}:7',
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("SQL", "SQLite", '10:1: error: the checklists have no skill "SQLite" in this place'),
        ("1 of 3", "2 of 3", '5:1: error: the journal has no such line; it has "1 of 3 done, *1 learning*'),
        ("- [x] SQL\n", "", '10:1: error: here the journal has "- [x] SQL"'),
        ("- [x] SQL", "- SQL", '10:1: error: the journal has no such line; it has "- [x] SQL"'),
        ("- [x] SQL", "* [x] SQL", '10:1: error: the journal has no such line; it has "- [x] SQL"'),
        ("- [x] SQL", "- [x] SQL\n- [ ] Mine", '11:1: error: the checklists have no skill "Mine" in this place'),
    ],
)
def test_an_edit_beyond_a_box_is_told_with_its_line_alone(old: str, new: str, said: str) -> None:
    """A tick elsewhere is no part of what is wrong."""
    told = make_told()
    problems = problems_of(edit(make_readme(told), ("[ ] 5.10", "[x] 5.10"), (old, new)), told)
    assert problems[0] == "README.md:3: error: this region was edited beyond its boxes since it was written"
    assert len(problems) == 2
    assert problems[1].startswith(f"README.md:{said}")


TWINS = """\
- {title: A, skills: [{title: Basics, id: a-1}, {title: Basics, id: a-2}]}
- {title: B, skills: [{title: Basics, id: b-1}]}
"""


def test_skills_of_the_same_words_are_told_apart_by_those_above_and_by_their_order() -> None:
    """As long as the lists are the same."""
    told = make_told({"content/checklists/a.yaml": TWINS})
    first, second, third = "  - [ ] Basics\n", "  - [ ] Basics\n", "- [ ] B\n  - [ ] Basics\n"
    assert f"{first}{second}{third}" in make_readme(told)
    ticked = make_readme(told).replace(f"{second}- [ ] B", "  - [x] Basics\n- [ ] B")
    assert ticks_of(ticked, told) == [("a-2", 9, DONE, None)]
    below = edit(make_readme(told), ("- [ ] B\n  - [ ]", "- [ ] B\n  - [x]"))
    assert ticks_of(below, told) == [("b-1", 11, DONE, None)]
    longer = make_told({"content/checklists/a.yaml": f"{TWINS}- C\n"})
    assert ticks_of(below.replace("  - [x]", "  - [ ]").replace("- [ ] B\n", "- [x] B\n"), told) == [
        ("b", 10, DONE, None)
    ]
    assert 'more than one skill is called "Basics" in this place' in "".join(problems_of(ticked, longer))


def test_one_list_among_several_is_found_by_its_heading() -> None:
    """Two roles may ask for the same."""
    files = {
        "content/checklists/a.yaml": "title: A\nskills: [{title: SQL, id: sql-a}]\n",
        "content/checklists/b.yaml": "title: B\nskills: [{title: SQL, id: sql-b}]\n",
    }
    told = make_told(files)
    head, middle, tail = make_readme(told).partition("### [B]")
    longer = make_told({**files, "content/checklists/b.yaml": "title: B\nskills: [{title: SQL, id: sql-b}, C]\n"})
    text = f"{head}{middle}{tail.replace('- [ ] SQL', '- [x] SQL')}"
    assert ticks_of(text, told)[0][0] == ticks_of(text, longer)[0][0] == "sql-b"


def test_without_a_marker_a_sign_behind_a_title_is_an_edit() -> None:
    """It could not be written again."""
    told = make_told(settings='now_marker: ""\n')
    text = edit(make_readme(told), ("5.10 Django", "5.10 Django ⬅️💻☕"))
    assert problems_of(text, told)[0].endswith("edited beyond its boxes since it was written")


def test_a_list_that_nobody_wrote_is_a_conflict() -> None:
    """Markers round a list of one's own: there is nothing to compare it with."""
    told = make_told()
    text = make_readme(told).replace(make_readme(told).splitlines()[2], "<!-- journal:start -->")
    assert problems_of(edit(text, ("[ ] 5.10", "[x] 5.10")), told)


def test_any_line_ends_will_do() -> None:
    """Git may have changed them."""
    told = make_told()
    text = edit(make_readme(told), ("[ ] 5.10", "[x] 5.10")).replace("\n", "\r\n")
    assert ticks_of(text, told) == [("django", 9, DONE, None)]
    assert problems_of(text.replace("SQL", "SQLite"), told)[1].startswith("README.md:10:1: ")

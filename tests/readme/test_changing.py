"""What ticks come to in the checklists."""

import random
import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import GeneratorError, format_problem
from generator.readme.changing import Changes, plan_changes
from generator.readme.region import find_region
from generator.readme.ticking import find_ticks
from generator.readme.writing import Told, write_region
from generator.sources.yamledit import edit_skills
from tests.model.samples import make_checklist
from tests.readme.samples import JOURNAL, edit, make_readme, make_told

BACKEND = "content/checklists/backend.yaml"
DAY = "2020-06-01"


def plan(files: Mapping[str, str], text: str) -> Changes:
    """Plan the changes that the ticks of a README ask for."""
    told = make_told(files)
    ticks = find_ticks(text, find_region(text, "README.md"), told, "README.md")
    sources = [make_checklist(files[path], path) for path in sorted(files) if path.endswith(".yaml")]
    return plan_changes(ticks, told.site, sources, "README.md")


def tick(checklist: str, *edits: tuple[str, str], entry: str = "") -> dict[str, dict[str, object]]:
    """Edit the region of a journal with one checklist, and say what becomes of its skills."""
    files = {BACKEND: checklist} | ({"content/entries/a.md": entry} if entry else {})
    changes = plan(files, edit(make_readme(make_told(files)), *edits))
    assert set(changes) <= {BACKEND}
    return {
        str(slug): dict(fields) for slug, fields in changes.get(make_checklist(checklist, BACKEND).path, {}).items()
    }


def test_a_ticked_box_is_done_today() -> None:
    """As with `journal done`."""
    assert tick("- Flask\n", ("[ ]", "[x]")) == {"flask": {"done": DAY}}


def test_what_is_done_is_no_longer_worked_on() -> None:
    """The marker need not be taken off by hand."""
    checklist = "- {title: Flask, now: true}\n"
    done = {"flask": {"now": None, "done": DAY}}
    assert tick(checklist, ("[ ]", "[x]")) == done
    assert tick(checklist, ("[ ] Flask ⬅️💻☕", "[x] Flask")) == done


@pytest.mark.parametrize("state", ["learning", "planned", "dropped"])
def test_a_state_gives_way_to_a_tick(state: str) -> None:
    """It would go before the day."""
    checklist = f"- {{title: Flask, state: {state}}}\n"
    assert tick(checklist, ("[ ]", "[x]")) == {"flask": {"state": None, "done": DAY}}


def test_a_tick_that_is_taken_off_leaves_the_state_to_entries() -> None:
    """Without one the skill is planned again."""
    assert tick("- {title: Flask, done: 2020-01-01}\n", ("[x]", "[ ]")) == {"flask": {"done": None}}
    assert tick("- {title: Flask, done: 2020-01-01, state: done}\n", ("[x]", "[ ]")) == {
        "flask": {"state": None, "done": None}
    }


def test_what_was_begun_is_being_learned_again() -> None:
    """Unless an entry says that anyhow."""
    checklist = "- {title: Flask, since: 2019-01-01, done: 2020-01-01}\n"
    assert tick(checklist, ("[x]", "[ ]")) == {"flask": {"state": "learning", "done": None}}
    entry = "---\ndate: 2020-01-01\nskills: flask\n---\nx\n"
    assert tick(checklist, ("[x]", "[ ]"), entry=entry) == {"flask": {"done": None}}


@pytest.mark.parametrize(("box", "state"), [("[/]", "learning"), ("[-]", "dropped")])
def test_other_boxes_are_states(box: str, state: str) -> None:
    """Whoever writes them means something by it."""
    assert tick("- {title: Flask, done: true}\n", ("[x]", box)) == {"flask": {"state": state, "done": None}}


def test_the_marker_moves() -> None:
    """And what was put off or given up is no longer."""
    checklist = "- {title: Flask, now: true}\n- {title: Django, state: dropped}\n"
    moved = tick(checklist, ("Flask ⬅️💻☕", "Flask"), ("~~Django~~", "~~Django~~ ⬅️💻☕"))
    assert moved == {"flask": {"now": None}, "django": {"state": None, "now": True}}


PARTS = "- {title: Web, skills: [Flask, {title: Django, done: true}]}\n"


def test_a_part_is_ticked_with_the_last_skill_below_it() -> None:
    """Its box follows from theirs, so nothing is written of it."""
    assert tick(PARTS, ("[ ] Flask", "[x] Flask")) == {"flask": {"done": DAY}}
    assert tick(PARTS, ("[ ] Flask", "[x] Flask"), ("[ ] Web", "[x] Web")) == {"flask": {"done": DAY}}


def test_a_part_that_is_ticked_alone_is_done_by_its_authors_word() -> None:
    """Whatever is below it."""
    assert tick(PARTS, ("[ ] Web", "[x] Web")) == {"web": {"done": DAY}}
    with_word = "- {title: Web, done: true, skills: [Flask]}\n"
    assert tick(with_word, ("[x] Web", "[ ] Web")) == {"web": {"done": None}}


def test_a_part_cannot_be_open_while_all_below_it_is_done() -> None:
    """Its box would be ticked again by the next writing."""
    checklist = "- {title: Web, skills: [{title: Flask, done: true}]}\n"
    with pytest.raises(GeneratorError) as caught:
        tick(checklist, ("[x] Web", "[ ] Web"))
    assert format_problem(caught.value.problems[0]).startswith(
        'README.md:7: error: "Web" is done as long as all skills below it are\n'
    )
    both = tick(checklist, ("[x] Web", "[ ] Web"), ("[x] Flask", "[ ] Flask"))
    assert both == {"flask": {"done": None}}


SHARED = {
    "content/checklists/a.yaml": "title: A\nskills: [SQL, Flask]\n",
    "content/checklists/b.yaml": "title: B\nskills: [{title: SQL, state: learning}, Perl]\n",
    "content/checklists/c.yaml": "title: C\npublic: false\nskills: [{title: SQL, state: planned}]\n",
}


def test_a_skill_of_two_checklists_has_one_state() -> None:
    """It is given where it was; one of its boxes is enough."""
    text = make_readme(make_told(SHARED))
    first = text.replace("- [ ] *SQL*", "- [x] *SQL*", 1)
    both = text.replace("- [ ] *SQL*", "- [x] *SQL*")
    expected = {"content/checklists/b.yaml": {"sql": {"state": None, "done": DAY}}}
    assert plan(SHARED, first) == plan(SHARED, both) == expected


def test_two_boxes_of_a_skill_may_not_contradict_each_other() -> None:
    """Both lines are named."""
    text = make_readme(make_told(SHARED))
    text = text.replace("- [ ] *SQL*", "- [x] *SQL*", 1).replace("- [ ] *SQL*", "- [-] *SQL*", 1)
    with pytest.raises(GeneratorError, match=r'README\.md:18: error: "SQL" is dropped here and done in line 11'):
        plan(SHARED, text)


def test_a_journal_with_entries_is_ticked_likewise() -> None:
    """All of it at once."""
    text = edit(make_readme(make_told()), ("[ ] 5.10", "[x] 5.10"), ("[x] SQL", "[ ] SQL"), ("[ ] ~~", "[x] ~~"))
    assert plan(JOURNAL, text) == {
        BACKEND: {"django": {"done": DAY}, "sql": {"done": None}, "perl": {"state": None, "done": DAY}}
    }


TITLES = st.sampled_from(
    ["Flask", "C# *x*", "1. [a](b)", "Java ☕", "snake_case", "<b>", "Ünïcode", "- [ ] x", "⬅️ a", "`c`"]
)


@st.composite
def write_checklists(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Write the lines of a checklist, skills below skills."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        title = draw(TITLES).replace("'", "")
        state = draw(
            st.sampled_from(["", "state: learning", "state: dropped", "done: 2019-01-01", "done: true", "now: true"])
        )
        lines += [f"- title: '{title}'", *([f"  {state}"] if state else [])]
        if depth < 2 and draw(st.booleans()):
            below = draw(write_checklists(depth + 1))
            lines += ["  skills:", *(f"    {line}" for line in below)]
    return lines


def number_ids(lines: list[str]) -> str:
    """Give every skill an id of its own."""
    return "".join(
        f"{line}\n{' ' * (len(line) - len(line.lstrip()) + 2)}id: s{index}\n" if "- title" in line else f"{line}\n"
        for index, line in enumerate(lines)
    )


BOX = re.compile(r"^( *)- \[([ x])\] ", re.MULTILINE)


@settings(max_examples=80)
@given(write_checklists().map(number_ids), st.integers())
def test_whatever_is_ticked_is_ticked_afterwards(checklist: str, seed: int) -> None:
    """In a random list, random boxes of leaves: the region that is written then has them as they were set by hand."""
    told = make_told({BACKEND: checklist})
    text = make_readme(told)
    chosen = random.Random(seed)
    skills = list(told.site.skills.values())
    boxes = list(BOX.finditer(text))
    wanted: dict[str, str] = {}
    for skill, box in reversed(list(zip(skills, boxes, strict=True))):
        if skill.progress is None:
            wanted[skill.claim.id] = chosen.choice(" x")
            text = f"{text[: box.start(2)]}{wanted[skill.claim.id]}{text[box.end(2) :]}"
    changes = plan({BACKEND: checklist}, text) if text != make_readme(told) else {}
    edited = edit_skills(checklist, BACKEND, changes.get(make_checklist(checklist, BACKEND).path, {}))
    after: Told = make_told({BACKEND: edited})
    shown = dict(zip(after.site.skills, BOX.findall(write_region(after)), strict=True))
    assert {slug: shown[slug][1] for slug in after.site.skills if slug in wanted} == wanted

"""A list that is imported, built and written into a README is the same list when it is imported again."""

from collections.abc import Iterator, Sequence
from itertools import count

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markdown.tasklists import read_task_lists
from generator.model.checklist import Skill
from generator.sources.checklistfile import SkillNode, parse_checklist, skill_id
from generator.sources.tasklists import BoxState, TaskItem, walk_tasks
from tests.readme.samples import make_readme, make_told

PATH = "content/checklists/list.yaml"
MARKERS = ("", " ⬅️💻☕", " ⬅", " 💻 ☕️")

WORDS = st.sampled_from(
    [
        *(
            "Flask",
            "Unit testing",
            "C++",
            "C#",
            "snake_case",
            "__init__",
            "AT&T",
            "`pip install -e .`",
            "Tübingen",
            "日本語",
        ),
        *(
            "**Docker**",
            "*Go*",
            "~~Perl~~ 5",
            "[Django](https://example.org/a_(b))",
            "<https://example.org>",
            "a \\* b",
            "~~Perl~~",
        ),
        *(
            "Java ☕ beans",
            "5 reasons",
            "- dash",
            "\\# hash",
            "&lt;b&gt;",
            "www.example.org",
            "x | y",
            "$x$ and $y$",
            "see [x]",
            ":tada:",
        ),
        *(
            "a@example.org",
            "Why?",
            "e.g. this:",
            "1\\. one",
            '"quoted"',
            "it's",
            "key: value",
            "#tag",
            "@name",
            "true",
            "2019-11-29",
        ),
    ]
)
NUMBERS = st.sampled_from(["", "", "5 ", "5.1 ", "5.10. ", "12) ", "1.2.3 "])
BOXES = st.sampled_from(["[ ] ", "[ ] ", "[x] ", "[X] ", "[/] ", "[-] ", "[~] "])


@st.composite
def write_list(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Write the lines of a nested task list, indented as people indent."""
    bullet, indent = draw(st.sampled_from("-*+")), draw(st.sampled_from(["  ", "   ", "    ", "\t"]))
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        words = " ".join(draw(st.lists(WORDS, min_size=1, max_size=2)))
        lines.append(f"{bullet} {draw(BOXES)}{draw(NUMBERS)}{words}{draw(st.sampled_from(MARKERS))}")
        if depth < 3 and draw(st.booleans()):
            lines += [f"{indent}{line}" for line in draw(write_list(depth + 1))]
    return lines


def import_list(text: str) -> str:
    """Make a checklist of a README; JSON is YAML, too."""
    items = [item for found in read_task_lists(text).lists for item in found.items]
    names = (f"s{index}" for index in count())
    return msgspec.json.encode({"title": "List", "skills": [plant(item, names) for item in items]}).decode()


def plant(item: TaskItem, names: Iterator[str]) -> dict[str, object]:
    """Make a skill of an item."""
    node: dict[str, object] = {"id": next(names), "number": item.number, "title": item.title}
    node |= {"now": item.is_now, "done": item.state is BoxState.DONE}
    if item.state in {BoxState.LEARNING, BoxState.DROPPED}:
        node["state"] = item.state.value
    return node | {"skills": [plant(below, names) for below in item.below]}


def outline(nodes: Sequence[SkillNode], skills: dict[str, Skill], depth: int = 0) -> Iterator[tuple[object, ...]]:
    """Say of each skill all that a list says: depth, number, title, state, and whether it is worked on.

    Of a skill with none below it also what its author said of it: the marker beside it is no word of theirs.
    """
    for node in nodes:
        slug = skill_id(node)
        said = () if node.skills else (node.state, bool(node.done))
        yield depth, slug, node.number, node.title, skills[slug].state, node.now, *said
        yield from outline(node.skills, skills, depth + 1)


def build(checklist: str) -> tuple[str, list[tuple[object, ...]]]:
    """Build a journal with a checklist: its README, and what it says of each skill."""
    told = make_told({PATH: checklist})
    file, problems = parse_checklist(checklist, PATH)
    assert problems == ()
    return make_readme(told), list(outline(file.skills, {str(slug): skill for slug, skill in told.site.skills.items()}))


@settings(max_examples=120)
@given(write_list())
def test_any_list_comes_back_from_the_region_as_it_went_in(lines: list[str]) -> None:
    """Titles, numbers, nesting, states and the marker; and every item of the list is in it."""
    text = "\n".join([*lines, ""])
    readme, skills = build(import_list(text))
    again, same = build(import_list(readme))
    assert len(skills) == len(lines) == sum(1 for found in read_task_lists(text).lists for _ in walk_tasks(found.items))
    assert same == skills
    assert again == readme

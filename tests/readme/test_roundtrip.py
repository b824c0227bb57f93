"""A list that is imported, built and written into a README is the same list when it is imported again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importing.composing import compose_files
from generator.importing.gathering import ImportOptions, gather_import
from generator.importing.texts import Reading, take_apart
from generator.importing.writing import plan_import, write_import
from generator.markdown.tasklists import read_task_lists
from generator.model.checklist import Skill
from generator.readme.region import END, START
from generator.readme.updating import review_readme, write_readme
from generator.sources.checklistfile import SkillNode, parse_checklist, skill_id
from generator.sources.tasklists import walk_tasks
from tests.readme.samples import make_readme, make_told
from tests.site.space import DATE, SiteSpace

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
    """Make a checklist of a README."""
    result = compose_files([take_apart(text, "README.md", Reading())], {}, {})
    (checklist,) = (file.text for file in result.files if file.kind == "checklist")
    return checklist


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
    check(lines)


@pytest.mark.nightly
@settings(max_examples=3000)
@given(write_list())
def test_thousands_of_lists_come_back(lines: list[str]) -> None:
    """Likewise over so many that rare neighbourhoods come up."""
    check(lines)


def check(lines: list[str]) -> None:
    """Import a list, build it, write it, and import what was written."""
    text = "\n".join([*lines, ""])
    readme, skills = build(import_list(text))
    again, same = build(import_list(readme))
    assert len(skills) == len(lines) == sum(1 for found in read_task_lists(text).lists for _ in walk_tasks(found.items))
    assert same == skills
    assert again == readme


def test_groups_of_headings_come_back_as_skills() -> None:
    """They are boxes then, whose states follow from those below."""
    text = "# Plan\n\n## 1 Web:\n\n- [x] Flask\n\n### Later:\n\n- [ ] Django\n\n## Data: all of it\n\n- [-] SQL\n"
    readme, skills = build(import_list(text))
    assert build(import_list(readme)) == (readme, skills)
    assert [(depth, title) for depth, _, _, title, *_ in skills] == [
        (0, "Web"),
        (1, "Flask"),
        (1, "Later"),
        (2, "Django"),
        (0, "Data: all of it"),
        (1, "SQL"),
    ]


README = """\
# Backend engineer

Some words about me.

- [ ] 5 Web
    - [x] 5.1 **Flask**
    - [/] 5.2 Django ⬅💻☕
\t- [ ] 5.10 HTTP \\& co
- [-] Perl
- [X] SQL (joins & co)
"""


def test_a_readme_on_the_disk_comes_back_byte_for_byte(tmp_path: Path) -> None:
    """Imported, built, written, and imported by somebody else: their checklist is the same file."""
    path, checklists = "README.md", []
    for name in ("one", "other"):
        space = SiteSpace(tmp_path / name, "== site.yaml ==\ngit_dates: false\n")
        source = tmp_path / path
        if name == "one":
            source.write_text(README)
        write_import(space.root, plan_import(space.root, gather_import(space.root, [source], ImportOptions())))
        built = space.build()
        assert built.is_published, built.problems
        space.write(path, f"# Backend engineer\n\n{START}\n{END}\n")
        write_readme(review_readme(space.root, DATE))
        source.write_bytes((space.root / path).read_bytes())
        checklists.append((space.root / "content/checklists/backend-engineer.yaml").read_text())
    assert checklists[0] == checklists[1]
    assert (tmp_path / "one" / path).read_text() == (tmp_path / "other" / path).read_text()

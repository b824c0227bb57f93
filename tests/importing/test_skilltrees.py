"""Task lists as a tree of skills."""

import pytest

from generator.importing.checklists import write_checklist
from generator.importing.skilltrees import Draft, SkillTree, grow_tree, rename_drafts, walk_drafts
from generator.markdown.tasklists import read_task_lists
from generator.sources.checklistfile import parse_checklist
from generator.sources.slugs import Slug


def grow(text: str) -> SkillTree:
    """Grow the tree of a text."""
    lines = text.split("\n")
    return grow_tree(read_task_lists(text).lists, lambda span: "\n".join(lines[span.start - 1 : span.end]).strip())


def outline(drafts: tuple[Draft, ...], depth: int = 0) -> list[str]:
    """Write titles, indented."""
    return [line for draft in drafts for line in ("  " * depth + draft.title, *outline(draft.skills, depth + 1))]


def test_headings_group_what_is_below_them() -> None:
    """Those above everything group nothing; the innermost of them is the title."""
    tree = grow("# Me\n## Backend\n### Web\n- [ ] Flask\n#### ORM\n- [ ] Django ORM\n### Ops\n- [ ] Docker\n")
    assert tree.title == "Backend"
    assert outline(tree.skills) == ["Web", "  Flask", "  ORM", "    Django ORM", "Ops", "  Docker"]
    assert [heading.title for heading in tree.headings] == ["Web", "ORM", "Ops", "Backend"]


@pytest.mark.parametrize("name", ["Checklist", "My skills", "To-do:", "TODO", "Progress"])
def test_a_heading_that_says_nothing_is_no_title(name: str) -> None:
    """The one above it is."""
    assert grow(f"# Backend\n## {name}\n- [ ] Flask\n").title == "Backend"


def test_plain_items_hold_or_explain() -> None:
    """With tasks below they are skills; else they are remarks on what they are in, with the addresses of their links."""
    (web,) = grow("- Web:\n  - [ ] Flask\n    - the [tutorial](https://a.org)\n      - two\n\n    more\n").skills
    assert (web.title, web.state) == ("Web", None)
    assert web.skills[0].remarks == ("the tutorial tutorial: https://a.org", "  - two", "more")


def test_a_plain_item_under_nothing_is_prose() -> None:
    """It is not among the lines of the tree."""
    tree = grow("- [ ] Flask\n- words\n")
    assert (tree.lines, [span.start for span in tree.stray]) == ((1,), [2])


def test_an_item_without_words_gives_its_place_to_what_is_in_it() -> None:
    """As a bullet does that holds nothing but a list."""
    tree = grow("- [ ] \n  - [ ] Flask\n- - [x] Django\n")
    assert outline(tree.skills) == ["Flask", "Django"]
    assert list(tree.lines) == [1, 2, 3]


def test_ids_are_unique_and_say_where_a_skill_is() -> None:
    """The first keeps the name; the others are called after what they are in, or counted."""
    tree = grow("- [ ] A\n  - [ ] Video\n- [ ] B\n  - [ ] Video\n  - [ ] Video\n- [ ] Video\n- [ ] Video\n")
    assert [draft.id for draft in walk_drafts(tree.skills)] == [
        "a", "a-video", "b", "b-video", "video-3", "video", "video-2",
    ]  # fmt: skip


def test_numbers_are_in_no_id() -> None:
    """They move when the list is edited."""
    assert [draft.id for draft in grow("# x\n## 5. Web\n- [ ] 5.1 Flask\n## 6 Ops\n- [ ] Docker\n").skills] == [
        "web",
        "ops",
    ]


def test_a_link_in_brackets_is_no_part_of_the_title() -> None:
    """Its words go with its address."""
    (skill,) = grow("- [ ] Flask ([notes](n.md))\n").skills
    assert (skill.title, skill.id, skill.links[0].text) == ("Flask", "flask", "notes")


def test_skills_are_renamed_all_the_way_down() -> None:
    """Those that are named, and no others."""
    tree = grow("- [ ] A\n  - [ ] B\n")
    renamed = tuple(rename_drafts(tree.skills, {Slug("b"): Slug("x-b")}))
    assert [draft.id for draft in walk_drafts(renamed)] == ["a", "x-b"]


def test_what_is_too_deep_for_yaml_stands_beside_what_it_stood_in() -> None:
    """In its order; the lines are told."""
    text = "".join(f"{'  ' * depth}- [ ] s{depth}\n" for depth in range(18))
    tree = grow(text)
    assert [draft.title for draft in walk_drafts(tree.skills)] == [f"s{depth}" for depth in range(18)]
    assert tree.too_deep == (16, 17, 18)
    file, problems = parse_checklist(write_checklist("x", tree.skills, {}), "a.yaml")
    assert problems == ()
    assert file.skills[0].title == "s0"

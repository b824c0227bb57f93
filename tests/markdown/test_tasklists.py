"""The task lists of a text, nested as on GitHub."""

import pytest

from generator.markdown.tasklists import read_task_lists
from generator.sources.tasklists import BoxState, LineSpan, TaskItem, TaskLink, walk_tasks


def outline(text: str) -> list[str]:
    """Write the tasks of a text as lines: depth as dashes, state, number, title, marker."""
    return [_describe(task) for found in read_task_lists(text).lists for task in walk_tasks(found.items)]


def _describe(task: TaskItem) -> str:
    state = task.state.value if task.state else "plain"
    words = [f"{'-' * task.depth}{state}", task.number, task.title, "now" if task.is_now else ""]
    return " ".join(filter(None, words))


@pytest.mark.parametrize("indent", ["  ", "   ", "    ", "\t"], ids=["2", "3", "4", "tab"])
@pytest.mark.parametrize("bullet", ["-", "*", "+"])
def test_any_usual_indent_nests(indent: str, bullet: str) -> None:
    """GitHub takes two to five columns below a bullet as its inside."""
    text = f"{bullet} [x] 5 Web\n{indent}{bullet} [ ] 5.1 Flask\n{indent * 2}{bullet} [/] 5.1.1 Routes\n{bullet} [-] Perl\n"
    assert outline(text) == ["done 5 Web", "-planned 5.1 Flask", "--learning 5.1.1 Routes", "dropped Perl"]


def test_words_struck_through_were_dropped() -> None:
    """All of them; a box that is ticked is ticked."""
    assert outline("- [ ] ~~5.1 Flask~~\n- [ ] ~~Perl~~ 5\n- [x] ~~SQL~~\n- [ ] ~~a\\~~~ ⬅️\n") == [
        "dropped 5.1 Flask",
        "planned Perl 5",
        "done SQL",
        "dropped a~ now",
    ]


def test_italics_are_being_learned_where_the_journal_wrote_them() -> None:
    """Elsewhere they are emphasis."""
    tasks = "- [ ] *5.1 Flask*\n- [ ] *SQL* ⬅️💻☕\n- [ ] *a* b\n- [ ] **c**\n- [ ] *d\\**\n"
    assert outline(tasks) == ["planned 5.1 Flask", "planned SQL now", "planned a b", "planned c", "planned d*"]
    region = f"<!-- journal:start sha256:0 -->\n\n{tasks}\n<!-- journal:end -->\n\n- [ ] *after*\n"
    assert outline(region) == [
        "learning 5.1 Flask",
        "learning SQL now",
        "planned a b",
        "planned c",
        "learning d*",
        "planned after",
    ]


def test_one_space_does_not_nest() -> None:
    """As on GitHub, whatever was meant."""
    assert outline("- [ ] a\n - [ ] b\n") == ["planned a", "planned b"]


@pytest.mark.parametrize(
    ("box", "state"),
    [
        ("[ ]", "planned"),
        ("[x]", "done"),
        ("[X]", "done"),
        ("[/]", "learning"),
        ("[~]", "learning"),
        ("[-]", "dropped"),
    ],
)
def test_boxes(box: str, state: str) -> None:
    """Those that GitHub knows, and those that people add."""
    assert outline(f"- {box} Flask") == [f"{state} Flask"]


def test_a_numbered_list_numbers_its_tasks_as_shown() -> None:
    """Many write 1. before each; a number in the words goes before."""
    assert outline("1. [ ] a\n1. [x] b\n1. [ ] 7.5 c\n") == ["planned 1 a", "done 2 b", "planned 7.5 c"]
    assert outline("- [ ] 5. Web\n") == ["planned 5 Web"]


def test_words_lose_their_markup_and_keep_their_links() -> None:
    """Also links whose address stands elsewhere, pictures, and bare addresses."""
    text = "- [ ] 5.1 **[Flask][f]** `a_b` ![logo](l.png)\n  https://x.org ⬅️💻☕\n\n[F]: https://flask.org/(x) 'T'\n"
    (task,) = walk_tasks(read_task_lists(text).lists[0].items)
    assert (task.number, task.title, task.is_now) == ("5.1", "Flask a_b logo https://x.org", True)
    assert task.links == (
        TaskLink("Flask", "https://flask.org/(x)"),
        TaskLink("logo", "l.png"),
        TaskLink("https://x.org", "https://x.org"),
    )


def test_lines_of_items_and_lists() -> None:
    """An item has the lines of all below it; blank ones at the end, and definitions of links, are none of the list's."""
    text = "- [ ] a\n\n  more\n\n  - [ ] b\n\n    ```\n    code\n    ```\n- c\n\n[f]: https://flask.org\n[^1]: note\n"
    (found,) = read_task_lists(text).lists
    assert found.span == LineSpan(1, 10)
    assert [(task.span, task.rest) for task in walk_tasks(found.items)] == [
        (LineSpan(1, 9), (LineSpan(3, 3),)),
        (LineSpan(5, 9), (LineSpan(7, 9),)),
        (LineSpan(10, 10), ()),
    ]


def test_a_list_says_under_which_headings_it_stands() -> None:
    """The ones above it that it is a part of; headings in lists and quotes are none."""
    text = "# A\n## *B*\n- [ ] x\n> # Q\n\nC\n---\n### D\n- [ ] y\n"
    lists = read_task_lists(text).lists
    assert [[heading.title for heading in found.headings] for found in lists] == [["A", "B"], ["A", "C", "D"]]
    assert lists[1].headings[1].span == LineSpan(6, 7)


@pytest.mark.parametrize(
    "text", ["- plain\n- list\n", "> - [ ] quoted\n", "```\n- [ ] code\n```\n", "    - [ ] code\n"]
)
def test_what_is_no_task_list(text: str) -> None:
    """A list without boxes, and what is quoted or code."""
    assert read_task_lists(text).lists == ()


def test_what_looks_like_a_task_and_is_none_is_said() -> None:
    """With its line, so that it can be mended."""
    found = read_task_lists("- [ ] a\n- [] b\n- [v] c\n- [ ]\n- [a](b) c\n")
    assert [(fault.line, fault.reason.partition(" is ")[0]) for fault in found.faults] == [
        (2, '"[]"'),
        (3, '"[v]"'),
        (4, "a task without words"),
    ]


def test_plain_items_have_no_state() -> None:
    """They are part of the tree, for what is below them."""
    (found,) = read_task_lists("- Web\n  - [x] Flask\n").lists
    assert [task.state for task in walk_tasks(found.items)] == [None, BoxState.DONE]

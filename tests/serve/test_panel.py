"""What is wrong, as browsers show it: what the terminal says, in parts."""

import pytest

from generator.errors import Location, Problem, Severity, format_problem, problem_at
from generator.serve.panel import make_panel, make_traceback_panel
from generator.serve.showing import Panel

TEXT = "---\ndate: 2020-01-01\ntag: [web]\n---\n"
TAG = problem_at('unknown key "tag"', "content/entries/a.md", TEXT, 3, length=3, hint='did you mean "tags"?')
WARNING = problem_at("no such page", "content/entries/a.md", TEXT, 1, severity=Severity.WARNING)
EDITOR = "vscode://file{path}:{line}:{column}"


def show(*problems: Problem, editor_url: str = EDITOR) -> Panel:
    """Make a panel of a site in /home/me."""
    return make_panel(problems, editor_url, lambda path: f"/home/me/{path}")


def href_of(path: str, editor_url: str = EDITOR, *, line: int = 3, column: int = 7) -> str:
    """Link a place."""
    return show(Problem("wrong", Location(path, line, column)), editor_url=editor_url).problems[0].href


@pytest.mark.parametrize(
    ("paths", "title"),
    [
        (["a.md"], "1 error in a.md"),
        (["a.md", "a.md"], "2 errors in a.md"),
        (["a.md", "b.md", "b.md"], "3 errors in 2 files"),
        ([None], "1 error"),
        ([None, None], "2 errors"),
        ([None, "a.md"], "2 errors in a.md"),
    ],
)
def test_title_counts_errors_and_files(paths: list[str | None], title: str) -> None:
    """One file is named."""
    problems = [Problem(str(number), Location(path) if path else None) for number, path in enumerate(paths)]
    assert show(*problems).title == title


def test_title_does_not_count_warnings() -> None:
    """They keep nothing from being shown."""
    assert show(TAG, WARNING).title == "1 error in content/entries/a.md"


def test_problem_is_what_the_terminal_says() -> None:
    """Place, severity, message, the line with its carets, and the hint: put together, they are its text."""
    (shown,) = show(TAG).problems
    lines = [f"{shown.place}: {shown.severity}: {shown.message}", *shown.excerpt, f"  hint: {shown.hint}"]
    assert "\n".join(lines) == format_problem(TAG)


def test_problem_without_a_line_has_no_excerpt() -> None:
    """Though it may have a hint."""
    (shown,) = show(Problem("is too large", Location("a.md"), hint="split it")).problems
    assert (shown.place, shown.excerpt, shown.hint) == ("a.md", (), "split it")


def test_problem_without_a_place_has_no_link() -> None:
    """There is nothing to open."""
    (shown,) = show(Problem("the cache cannot be written")).problems
    assert (shown.place, shown.href, shown.excerpt) == ("", "", ())


def test_errors_come_before_warnings() -> None:
    """Each in the order of their places."""
    other = Problem("wrong", Location("b.md", 1, 1))
    late = Problem("odd", Location("b.md", 2, 1), severity=Severity.WARNING)
    assert [shown.message for shown in show(WARNING, TAG, late, other).problems] == [
        *(TAG.message, other.message, WARNING.message, late.message)
    ]


def test_at_most_a_hundred_problems_are_shown() -> None:
    """The title counts all of them."""
    panel = show(*[Problem("wrong", Location("a.md", line, 1)) for line in range(1, 151)])
    assert (len(panel.problems), panel.title) == (100, "150 errors in a.md")


def test_warnings_do_not_crowd_out_an_error() -> None:
    """Errors are picked first."""
    warnings = [Problem("odd", Location("a.md", line, 1), severity=Severity.WARNING) for line in range(1, 151)]
    assert show(*warnings, Problem("wrong", Location("b.md"))).problems[0].message == "wrong"


class TestLinks:
    """A place is linked to the author's editor."""

    def test_names_the_whole_path(self) -> None:
        """Of the file, with line and column."""
        assert href_of("content/entries/a.md") == "vscode://file/home/me/content/entries/a.md:3:7"

    def test_follows_the_pattern(self) -> None:
        """Each placeholder as often as it stands there, and what looks like one and is none stays."""
        pattern = "idea://open?file={path}&line={line}&again={line}&x={x}"
        assert href_of("a.md", pattern) == "idea://open?file=/home/me/a.md&line=3&again=3&x={x}"

    def test_is_left_out_on_demand(self) -> None:
        """With an empty pattern."""
        assert href_of("a.md", "") == ""

    @pytest.mark.parametrize(
        ("path", "written"),
        [
            ("a b.md", "a%20b.md"),
            ("a#1?.md", "a%231%3F.md"),
            ("ä.md", "%C3%A4.md"),
            ('"><script>.md', "%22%3E%3Cscript%3E.md"),
            ("100%.md", "100%25.md"),
            ("{line}.md", "%7Bline%7D.md"),
            ("caf\udce9.md", "caf%E9.md"),
        ],
    )
    def test_encodes_the_path(self, path: str, written: str) -> None:
        """Whatever characters are in it, and bytes that are none."""
        assert href_of(path) == f"vscode://file/home/me/{written}:3:7"

    def test_opens_a_file_as_a_whole_at_its_beginning(self) -> None:
        """Editors count from one."""
        assert href_of("a.md", line=0, column=0).endswith("/a.md:1:1")


def test_escapes_of_terminals_are_taken_out() -> None:
    """Of everything that an author's file, or a library, may have put there."""
    problem = problem_at("\x1b[31mred\x1b[0m", "a.md", "\x1b[1;31mx\x1b[K\n", 1, hint="\x1b[4mhint\x1b[m")
    (shown,) = show(problem).problems
    assert (shown.message, shown.excerpt[0], shown.hint) == ("red", "    1 | x", "hint")


def test_traceback_is_shown_without_escapes() -> None:
    """As a mistake of the generator."""
    panel = make_traceback_panel("Traceback\n\x1b[35mValueError\x1b[0m: <b>\n")
    assert panel == Panel("A mistake in the generator", (), "Traceback\nValueError: <b>\n")

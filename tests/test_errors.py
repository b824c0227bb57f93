"""What can be wrong, and how it is said."""

import pytest

from generator.errors import (
    Excerpt,
    GeneratorError,
    Location,
    Problem,
    Severity,
    find_errors,
    format_problem,
    problem_at,
    sort_problems,
    suggest,
)

TEXT = "---\nskills: [flsk, jinja]\n---\n"


def test_problem_shows_its_line_and_marks_the_place() -> None:
    """A problem is printed as path:line:column, the line, a caret for each character meant, and the hint."""
    problem = problem_at('unknown skill "flsk"', "a.md", TEXT, 2, 10, length=4, hint='did you mean "flask"?')
    assert (
        format_problem(problem)
        == """\
a.md:2:10: error: unknown skill "flsk"
    2 | skills: [flsk, jinja]
      |          ^^^^
  hint: did you mean "flask"?"""
    )


def test_warning_says_so() -> None:
    """The severity stands before the message; without an excerpt and a hint there is one line."""
    problem = Problem("is no checklist", Location("a.md"), severity=Severity.WARNING)
    assert format_problem(problem) == "a.md: warning: is no checklist"


def test_problem_without_a_place_is_its_message() -> None:
    """What is wrong nowhere in particular has no path."""
    assert format_problem(Problem("there is no site.yaml")) == "error: there is no site.yaml"


def test_marks_end_with_the_line() -> None:
    """A length that goes over the end of the line is cut."""
    assert problem_at("x", "a.md", "abc", 1, 3, length=9).excerpt == Excerpt("abc", 1)


def test_place_behind_the_text_has_no_excerpt() -> None:
    """A line that the text does not have cannot be shown."""
    assert format_problem(problem_at("ends too early", "a.md", "abc", 3)) == "a.md:3:1: error: ends too early"


def test_carriage_return_is_not_shown() -> None:
    """A line that ends as on Windows is shown without its end."""
    assert problem_at("x", "a.md", "abc\r\ndef", 1).excerpt == Excerpt("abc", 1)


def test_tab_before_the_place_shifts_the_marks_alike() -> None:
    """The marks stand under the characters meant, however wide a terminal's tabs are."""
    problem = problem_at("x", "a.md", "\ta\tbc", 1, 4, length=2)
    assert format_problem(problem) == "a.md:1:4: error: x\n    1 | \ta\tbc\n      | \t \t^^"


def test_long_line_is_shown_as_a_window_round_the_place() -> None:
    """A minified line does not fill the screen, and the place is in what is shown."""
    line = "a" * 500 + "XYZ" + "b" * 500
    shown, marks = format_problem(problem_at("x", "a.css", line, 1, 501, length=3)).split("\n")[1:]
    start = marks.index("^")
    assert shown[start : start + 3] == "XYZ"
    assert marks.count("^") == 3
    assert len(shown) < 180


def test_problems_are_sorted_by_place() -> None:
    """By path, line and column, then by message; those without a place are last."""
    problems = [
        Problem("nowhere"),
        Problem("b", Location("b.md", 1)),
        Problem("late", Location("a.md", 10, 2)),
        Problem("early", Location("a.md", 10, 1)),
        Problem("first", Location("a.md", 9, 5)),
        Problem("another", Location("b.md", 1)),
    ]
    assert [problem.message for problem in sort_problems(problems)] == [
        "first",
        "early",
        "late",
        "another",
        "b",
        "nowhere",
    ]


def test_problem_is_told_once() -> None:
    """The same problem found on two ways is one."""
    assert len(sort_problems([Problem("x", Location("a.md")), Problem("x", Location("a.md"))])) == 1


def test_warnings_do_not_stop_a_build() -> None:
    """Only errors are found."""
    error, warning = Problem("error"), Problem("warning", severity=Severity.WARNING)
    assert find_errors([error, warning]) == (error,)


def test_strict_makes_warnings_errors() -> None:
    """Under `strict` every problem stops the build, and is called an error."""
    found = find_errors([Problem("warning", severity=Severity.WARNING)], strict=True)
    assert found == (Problem("warning"),)


def test_error_carries_and_says_every_problem() -> None:
    """The exception's text is that of all problems, in order of place."""
    with pytest.raises(GeneratorError) as caught:
        raise GeneratorError([Problem("two", Location("b.md")), Problem("one", Location("a.md"))])
    assert [problem.message for problem in caught.value.problems] == ["one", "two"]
    assert str(caught.value) == "a.md: error: one\nb.md: error: two"


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("Flsk", ["django", "flask"], 'did you mean "flask"?'),
        ("flask", ["Flask"], 'did you mean "Flask"?'),
        ("flask", ["FLASK", "Flask"], 'did you mean "FLASK"?'),
        ("perl", ["django", "flask"], ""),
        ("blueprints.md", ["blueprint.md"], 'did you mean "blueprint.md"?'),
        ("2019-11-29-flask", ["2019-10-18-fluke"], ""),
        ("x", [], ""),
    ],
)
def test_close_word_is_suggested(word: str, known: list[str], said: str) -> None:
    """What is close, letter case aside, may have been meant; of two spellings always the same one."""
    assert suggest(word, known) == said

"""Mistakes of syntax in plain words, whichever parser found them."""

import pytest

from generator.errors import Problem, format_problem
from generator.sources.yamldoc import parse_yaml
from generator.sources.yamlfaults import YamlFault, YamlSource, explain_fault


def say(*problems: Problem) -> str:
    """Write problems as the terminal shows them."""
    return "\n".join(map(format_problem, problems))


@pytest.mark.parametrize("use_c", [True, False], ids=["libyaml", "python"])
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "skills:\n\t- a",
            "a.yaml:2:1: error: a tab cannot indent YAML; use spaces\n    2 | \t- a\n      | ^",
        ),
        (
            '- title: He said "a: b" # c',
            """\
a.yaml:1:10: error: a value with ": " in it must stand in quotes
    1 | - title: He said "a: b" # c
      |          ^^^^^^^^^^^^^^
  hint: put the value in quotes: 'He said "a: b"'""",
        ),
        (
            "a: x\n  b: y",
            """\
a.yaml:2:4: error: a ":" cannot stand here
    2 |   b: y
      |    ^
  hint: indent the line like the others beside it""",
        ),
        (
            'a: "x\nb: y\n',
            """\
a.yaml:1:4: error: the quote that opens here is never closed
    1 | a: "x
      |    ^^""",
        ),
        (
            'a: "C:\\dir"',
            """\
a.yaml:1:7: error: there is no such escape in double quotes
    1 | a: "C:\\dir"
      |       ^^
  hint: put the value in single quotes, or write two backslashes for one""",
        ),
        (
            "a: [b, c\nd: e\n",
            """\
a.yaml:1:4: error: the "[" here is never closed, or a "," is missing before the "]"
    1 | a: [b, c
      |    ^""",
        ),
        (
            "a: {b: c",
            """\
a.yaml:1:4: error: the "{" here is never closed, or a "," is missing before the "}"
    1 | a: {b: c
      |    ^""",
        ),
        (
            "{",
            """\
a.yaml:1:1: error: the YAML ends in the middle of a value
    1 | {
      | ^""",
        ),
        (
            "a: `code` x",
            """\
a.yaml:1:4: error: a value without quotes cannot begin with "`"
    1 | a: `code` x
      |    ^^^^^^^^
  hint: put the value in quotes: "`code` x\"""",
        ),
        (
            "a: > quoted",
            """\
a.yaml:1:4: error: a value without quotes cannot begin with ">"
    1 | a: > quoted
      |    ^^^^^^^^
  hint: put the value in quotes: "> quoted\"""",
        ),
        (
            "a: [WIP] b",
            """\
a.yaml:1:10: error: there is more text after the closing "]"
    1 | a: [WIP] b
      |          ^
  hint: put the value in quotes: "[WIP] b\"""",
        ),
        (
            'a: "b" and c',
            """\
a.yaml:1:8: error: there is more text after the closing quote
    1 | a: "b" and c
      |        ^^^^^
  hint: put the value in quotes: '"b" and c'""",
        ),
        (
            "a: x\nwords here\nb: y",
            """\
a.yaml:2:1: error: expected "key: value", found no ":"
    2 | words here
      | ^^^^^^^^^^""",
        ),
        (
            "a:\n  - x\n - y\n",
            """\
a.yaml:3:2: error: this does not fit what stands before it
    3 |  - y
      |  ^^^
  hint: indent the line like the others beside it""",
        ),
        (
            "%YAML 3.0\n---\na",
            """\
a.yaml:1:1: error: a line cannot begin with "%": YAML directives are not read
    1 | %YAML 3.0
      | ^""",
        ),
    ],
)
def test_mistakes_of_syntax_are_said_in_plain_words(text: str, problem: str, *, use_c: bool) -> None:
    """Both parsers' messages become the same words, at the place that the author must mend."""
    assert say(*parse_yaml(text, "a.yaml", use_c=use_c)[1]) == problem


def test_words_that_nobody_knows_are_still_a_problem_with_a_place() -> None:
    """A later parser may say it otherwise."""
    source = YamlSource("a: b\n c d\n", "a.md", 2, "---\na: b\n c d\n---\n")
    assert (
        say(explain_fault(YamlFault("some new words", 6, 0), source))
        == """\
a.md:3:2: error: this does not fit what stands before it
    3 |  c d
      |  ^^^
  hint: indent the line like the others beside it"""
    )


def test_what_is_missing_at_the_end_is_shown_on_the_last_line() -> None:
    """Not on the blank lines after it."""
    source = YamlSource("a: [b\n\n\n", "a.yaml", 1, "a: [b\n\n\n")
    assert say(source.problem("no end", 8)) == "a.yaml:1:5: error: no end\n    1 | a: [b\n      |     ^"

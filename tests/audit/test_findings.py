"""Findings become problems: places in lines, and the same fault said once."""

from generator.audit.findings import Finding, combine_findings, warn
from generator.errors import format_problem

TEXTS = {"a.html": "one\ntwo é <b>\nthree", "b.html": "<b>"}


def say(*findings: Finding) -> list[str]:
    """Print them."""
    return [format_problem(problem) for problem in combine_findings(findings, TEXTS.__getitem__, "public/")]


def test_place_is_counted_in_lines_and_characters() -> None:
    """The line is shown, and what in it is meant."""
    assert say(Finding("wrong", "a.html", 10, 3, "mend it")) == [
        "public/a.html:2:7: error: wrong\n    2 | two é <b>\n      |       ^^^\n  hint: mend it"
    ]


def test_same_fault_is_said_once() -> None:
    """With the number of files, or, in one file, of places."""
    assert [line.partition("\n")[0] for line in say(Finding("x", "a.html", 0), Finding("x", "b.html", 0))] == [
        "public/a.html:1:1: error: x (and in 1 other file)"
    ]
    assert [line.partition("\n")[0] for line in say(*[Finding("x", "a.html", place) for place in range(3)])] == [
        "public/a.html:1:1: error: x (and 2 more in this file)"
    ]


def test_faults_of_whole_files_have_no_line() -> None:
    """A warning of the same words is not the same fault."""
    assert say(Finding("x", "c.png"), warn("x", "c.png")) == ["public/c.png: error: x", "public/c.png: warning: x"]

"""How commands end: messages, exit codes, and words."""

from pathlib import Path

import pytest

from generator.cli.console import count_problems, exit_codes
from generator.errors import GeneratorError, Location, Problem, Severity
from generator.publish.lock import LockHeld

ERROR = Problem("is wrong", Location("a.md", 1, 1))
WARNING = Problem("is odd", Location("b.md"), severity=Severity.WARNING)


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], ""),
        ([ERROR], "1 error"),
        ([WARNING, WARNING], "2 warnings"),
        ([ERROR, WARNING, ERROR], "2 errors and 1 warning"),
    ],
)
def test_problems_are_counted_in_words(problems: list[Problem], words: str) -> None:
    """One is singular, and what there is none of is not mentioned."""
    assert count_problems(problems) == words


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (
            GeneratorError([WARNING, ERROR]),
            1,
            "a.md:1:1: error: is wrong\nb.md: warning: is odd\njournal: 1 error and 1 warning; nothing was published\n",
        ),
        (
            LockHeld(7, "journal build", "noon"),
            75,
            "journal: another build is running: journal build (process 7, started noon)\n",
        ),
        (
            PermissionError(13, "Permission denied", "/site/public/a"),
            74,
            "journal: public/a: permission denied; the published site is as it was\n",
        ),
        (OSError(28, "No space left on device"), 74, "journal: no space left on device\n"),
        (KeyboardInterrupt(), 130, "journal: interrupted; the published site is as it was\n"),
    ],
)
def test_errors_become_a_message_and_an_exit_code(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, message: str
) -> None:
    """What an author can do something about comes without a traceback."""
    with pytest.raises(SystemExit) as ended, exit_codes(Path("/site")):
        raise error
    assert (ended.value.code, capsys.readouterr().err) == (code, message)


def test_mistake_of_ours_comes_with_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 70, and a plea to report it."""
    with pytest.raises(SystemExit) as ended, exit_codes(Path("/site")):
        raise ZeroDivisionError
    assert ended.value.code == 70
    said = capsys.readouterr().err
    assert said.startswith("Traceback (most recent call last):\n")
    assert said.endswith("journal: this is a mistake in the generator; please report it with the lines above\n")

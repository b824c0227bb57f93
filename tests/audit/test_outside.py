"""Links to other hosts, with answers from a table and a clock that only those who wait move on."""

from collections.abc import Iterator, Mapping

import pytest

from generator.audit.linking import Outside
from generator.audit.outside import Answer, Outcome, Remembered, Verdict, examine, find_faults, read_retry_after

A = "https://a.example/"
B = "https://b.example/"


class Script:
    """Answers what was written down, and the last answer ever after."""

    def __init__(self, answers: Mapping[str, list[Answer]], forbidden: tuple[str, ...] = ()) -> None:
        self.asked: list[str] = []
        self.slept_s = 0.0
        self._answers = {address: self._repeat(each) for address, each in answers.items()}
        self._forbidden = forbidden

    @staticmethod
    def _repeat(answers: list[Answer]) -> Iterator[Answer]:
        yield from answers
        while True:
            yield answers[-1]

    def ask(self, method: str, address: str) -> Answer:
        """Give the next answer for an address."""
        self.asked.append(f"{method} {address}")
        return next(self._answers[address])

    def may_ask(self, address: str) -> bool:
        """Allow what is not forbidden."""
        return address not in self._forbidden

    def sleep(self, pause_s: float) -> None:
        """Add up how long was waited."""
        self.slept_s += pause_s

    def now_s(self) -> float:
        """Tell the time, which passes only in sleep."""
        return 1_000_000 + self.slept_s


def to(address: str, status: int = 301) -> Answer:
    """Send the asker on."""
    return Answer(status, location=address)


OK = Answer(200)
NO = Answer(404)


@pytest.mark.parametrize(
    ("answers", "verdict", "asked_count", "slept_s"),
    [
        pytest.param({A: [OK]}, Verdict(Outcome.FINE), 1, 0, id="it is there"),
        pytest.param(
            {A: [NO]}, Verdict(Outcome.BROKEN, "leads to nothing: its host answers 404"), 2, 0, id="it is gone"
        ),
        pytest.param({A: [Answer(405), OK]}, Verdict(Outcome.FINE), 2, 0, id="HEAD is not answered"),
        pytest.param({A: [Answer(500), Answer(500), OK]}, Verdict(Outcome.FINE), 3, 1, id="it fails, then is there"),
        pytest.param(
            {A: [Answer(500)]},
            Verdict(Outcome.UNSURE, "may or may not lead to something: its host answers 500"),
            4,
            3,
            id="it fails",
        ),
        pytest.param({A: [Answer(429, retry_after="7"), OK]}, Verdict(Outcome.FINE), 2, 7, id="it is busy"),
        pytest.param(
            {A: [Answer(429, retry_after="9999")]},
            Verdict(Outcome.UNSURE, "may or may not lead to something: its host answers 429"),
            1,
            0,
            id="it is busy for hours",
        ),
        pytest.param({A: [Answer(429), OK]}, Verdict(Outcome.FINE), 2, 1, id="it is busy and does not say how long"),
        pytest.param(
            {A: [Answer(403)]},
            Verdict(Outcome.UNSURE, "may or may not lead to something: its host answers 403"),
            2,
            0,
            id="it is for people",
        ),
        pytest.param(
            {A: [Answer(fault="does not answer within 15 s")]},
            Verdict(Outcome.UNSURE, "does not answer within 15 s"),
            3,
            3,
            id="it is slow",
        ),
        pytest.param(
            {A: [Answer(fault="no such host", is_final=True)]},
            Verdict(Outcome.BROKEN, "no such host"),
            1,
            0,
            id="there is no such host",
        ),
        pytest.param(
            {A: [Answer(fault="is private", is_final=True, is_private=True)]},
            Verdict(Outcome.UNSURE, "is private"),
            1,
            0,
            id="it is private",
        ),
        pytest.param(
            {A: [to(B)], B: [OK]}, Verdict(Outcome.MOVED, f'has moved for good to "{B}"', B), 2, 0, id="it has moved"
        ),
        pytest.param({A: [to(B, 302)], B: [OK]}, Verdict(Outcome.FINE), 2, 0, id="it is elsewhere today"),
        pytest.param(
            {A: [to("/x", 308)], f"{A}x": [to(B, 307)], B: [OK]},
            Verdict(Outcome.MOVED, f'has moved for good to "{A}x"', f"{A}x"),
            3,
            0,
            id="it has moved, and is elsewhere today",
        ),
        pytest.param(
            {A: [to(B)], B: [NO]},
            Verdict(Outcome.BROKEN, "leads to nothing: its host answers 404"),
            3,
            0,
            id="it has moved to nothing",
        ),
        pytest.param(
            {A: [to(B)], B: [to(A)]},
            Verdict(Outcome.BROKEN, "is sent on and on, and never arrives"),
            2,
            0,
            id="it moves in a circle",
        ),
        pytest.param(
            {A: [to("ftp://a.example")]},
            Verdict(Outcome.BROKEN, 'is sent on to "ftp://a.example", which is no address of the web'),
            1,
            0,
            id="it has moved out of the web",
        ),
    ],
)
def test_verdict(answers: dict[str, list[Answer]], verdict: Verdict, asked_count: int, slept_s: float) -> None:
    """What is found, with how many questions, and how much patience."""
    script = Script(answers)
    assert examine(A, script) == verdict
    assert (len(script.asked), script.slept_s) == (asked_count, slept_s)
    assert script.asked[0] == f"HEAD {A}"


def test_endless_redirects_end() -> None:
    """A host can invent a new address each time."""
    answers = {f"{A}{number}": [to(f"{A}{number + 1}")] for number in range(20)}
    script = Script(answers)
    assert examine(f"{A}0", script).outcome is Outcome.BROKEN
    assert len(script.asked) == 10


@pytest.mark.parametrize("forbidden", [A, B])
def test_what_robots_must_not_ask_is_not_asked(forbidden: str) -> None:
    """Neither at first nor after a redirect."""
    script = Script({A: [to(B)], B: [OK]}, forbidden=(forbidden,))
    assert examine(A, script).outcome is Outcome.UNASKED
    assert f"HEAD {forbidden}" not in script.asked


@pytest.mark.parametrize(
    ("text", "pause_s"), [("0", 0.0), ("90", 90.0), ("Thu, 01 Jan 1970 00:01:00 GMT", 50.0), ("-1", 60.0), ("x", 60.0)]
)
def test_retry_after(text: str, pause_s: float) -> None:
    """In both forms, and what is neither is a minute."""
    assert read_retry_after(text, 10) == pause_s


@pytest.mark.parametrize(
    ("outcome", "days"), [(Outcome.FINE, 14), (Outcome.MOVED, 7), (Outcome.UNASKED, 1), (Outcome.BROKEN, 1 / 24)]
)
def test_what_is_remembered_ages(outcome: Outcome, days: float) -> None:
    """A failure may be over in an hour; a clock that was set back makes nothing fresh for ever."""
    remembered = Remembered(1000, Verdict(outcome))
    end_s = 1000 + days * 86_400
    assert [remembered.is_fresh(now_s) for now_s in (999, 1000, end_s - 1, end_s)] == [False, True, True, False]


def test_faults_are_told_where_they_are_written() -> None:
    """What is there, and what was not asked, is nobody's fault."""
    verdicts = {
        "a": Verdict(Outcome.FINE),
        "b": Verdict(Outcome.BROKEN, "is gone"),
        "c": Verdict(Outcome.MOVED, "has moved", "d"),
        "e": Verdict(Outcome.UNASKED, "x"),
    }
    outside = [Outside(address, "index.html", 7, 3) for address in "abcef"]
    found = [(each.message, each.start, each.hint, each.severity.value) for each in find_faults(outside, verdicts)]
    assert found == [
        ('the outside link "b" is gone', 7, "", "error"),
        ('the outside link "c" has moved', 7, 'write "d"', "warning"),
    ]

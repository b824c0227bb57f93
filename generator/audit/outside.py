"""What becomes of a link to another host: what is asked, how often, and what an answer means.

Follows RFC 9110 (statuses, `Retry-After`). Knows neither sockets nor clocks: whoever asks is handed in.
"""

import email.utils
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Protocol
from urllib.parse import urldefrag, urljoin, urlsplit

import msgspec

from generator.audit.findings import Finding, warn
from generator.audit.linking import Outside

_TRIES = 3
_HOPS = 10
"""Redirects that are followed; browsers follow 20, and nobody means more than one or two."""
_PATIENCE_S = 120.0
"""A host that asks for a longer pause is left alone for today."""
_FIRST_PAUSE_S = 1.0
_PERMANENT = frozenset((301, 308))
_REDIRECTS = _PERMANENT | {302, 303, 307}
_GONE = frozenset((404, 410))
_BUSY = frozenset((429, 503))
_DAY_S = 86_400.0


class Answer(msgspec.Struct, frozen=True):
    """What came of one request."""

    status: int = 0
    location: str = ""
    retry_after: str = ""
    fault: str = ""
    """Why there was no answer, if there was none."""
    is_final: bool = False
    """Whether asking again is in vain."""
    is_private: bool = False
    """Whether nobody asked, since the host is not public."""


class Asking(Protocol):
    """Whoever makes the requests, and has the time."""

    def ask(self, method: str, address: str) -> Answer:
        """Make one request, without following where it leads."""
        ...

    def may_ask(self, address: str) -> bool:
        """Tell whether the host lets programs ask for this."""
        ...

    def sleep(self, pause_s: float) -> None:
        """Let time pass."""
        ...

    def now_s(self) -> float:
        """Tell the time, in seconds since 1970."""
        ...


class Outcome(Enum):
    """What is known of a link."""

    FINE = "fine"
    MOVED = "moved"
    BROKEN = "broken"
    UNSURE = "unsure"
    UNASKED = "not asked"


class Verdict(msgspec.Struct, frozen=True):
    """What is known of a link, in words."""

    outcome: Outcome
    detail: str = ""
    moved_to: str = ""


class Remembered(msgspec.Struct, frozen=True, array_like=True):
    """A verdict, and when it was found."""

    asked_s: float
    verdict: Verdict

    def is_fresh(self, now_s: float) -> bool:
        """Tell whether it need not be found anew: what was fine is believed for a fortnight, what failed for an hour."""
        return 0 <= now_s - self.asked_s < _AGES_S[self.verdict.outcome]


_AGES_S: Mapping[Outcome, float] = {
    Outcome.FINE: 14 * _DAY_S,
    Outcome.MOVED: 7 * _DAY_S,
    Outcome.UNASKED: _DAY_S,
    Outcome.BROKEN: _DAY_S / 24,
    Outcome.UNSURE: _DAY_S / 24,
}


def examine(address: str, asking: Asking) -> Verdict:
    """Find out whether an address of another host leads to something.

    Args:
        address: the address; `http` or `https`.
        asking: makes the requests.
    """
    current, moved_to, is_permanent = address, "", True
    visited: set[str] = set()
    while True:
        if current in visited or len(visited) >= _HOPS:
            return Verdict(Outcome.BROKEN, "is sent on and on, and never arrives")
        visited.add(current)
        if not asking.may_ask(current):
            return Verdict(Outcome.UNASKED, f"the robots.txt of {urlsplit(current).netloc} asks programs to stay away")
        answer = _ask_patiently(current, asking)
        if answer.status not in _REDIRECTS or not answer.location:
            return _judge(answer, moved_to)
        try:
            current = urldefrag(urljoin(current, answer.location)).url
            is_web = urlsplit(current).scheme in {"http", "https"}
        except ValueError:
            is_web = False
        if not is_web:
            return Verdict(Outcome.BROKEN, f'is sent on to "{answer.location}", which is no address of the web')
        # What is sent on for the time being stays the right address, wherever that leads.
        is_permanent = is_permanent and answer.status in _PERMANENT
        if is_permanent:
            moved_to = current


def _ask_patiently(address: str, asking: Asking) -> Answer:
    """Ask for the head, then for the whole if that says nothing good, and again if the host is out of sorts."""
    answer = asking.ask("HEAD", address)
    if answer.status >= 400 and answer.status not in _BUSY:
        # Not everybody who answers GET answers HEAD.
        answer = asking.ask("GET", address)
    for attempt in range(1, _TRIES):
        pause_s = _choose_pause(answer, attempt, asking.now_s())
        if pause_s is None:
            break
        asking.sleep(pause_s)
        answer = asking.ask("GET", address)
    return answer


def _choose_pause(answer: Answer, attempt: int, now_s: float) -> float | None:
    """Choose how long to wait before asking again, or not to ask again."""
    backoff_s = _FIRST_PAUSE_S * 2 ** (attempt - 1)
    if answer.status in _BUSY and answer.retry_after:
        wanted_s = read_retry_after(answer.retry_after, now_s)
        return None if wanted_s > _PATIENCE_S else max(backoff_s, wanted_s)
    is_passing = 500 <= answer.status < 600 or answer.status == 429 or (answer.fault and not answer.is_final)
    return backoff_s if is_passing else None


def read_retry_after(text: str, now_s: float) -> float:
    """Give how many seconds a host asks to be left alone; what cannot be read is a minute.

    >>> read_retry_after("7", 0), read_retry_after("Thu, 01 Jan 1970 00:00:09 GMT", 2), read_retry_after("soon", 0)
    (7.0, 7.0, 60.0)
    """
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - now_s)
    except (ValueError, OverflowError):
        return 60.0


def _judge(answer: Answer, moved_to: str) -> Verdict:
    if answer.fault:
        # An entry may well tell its reader to open a program of their own at localhost.
        is_certain = answer.is_final and not answer.is_private
        return Verdict(Outcome.BROKEN if is_certain else Outcome.UNSURE, answer.fault)
    if answer.status in _GONE:
        return Verdict(Outcome.BROKEN, f"leads to nothing: its host answers {answer.status}")
    if answer.status >= 300:
        return Verdict(Outcome.UNSURE, f"may or may not lead to something: its host answers {answer.status}")
    if moved_to:
        return Verdict(Outcome.MOVED, f'has moved for good to "{moved_to}"', moved_to)
    return Verdict(Outcome.FINE)


def find_faults(outside: Iterable[Outside], verdicts: Mapping[str, Verdict]) -> Iterator[Finding]:
    """Say what is wrong with links to other hosts, where they are first written."""
    for link in outside:
        verdict = verdicts.get(link.address)
        if verdict is None or verdict.outcome in {Outcome.FINE, Outcome.UNASKED}:
            continue
        message = f'the outside link "{link.address}" {verdict.detail}'
        if verdict.outcome is Outcome.BROKEN:
            yield Finding(message, link.path, link.start, link.length)
        else:
            hint = f'write "{verdict.moved_to}"' if verdict.moved_to else ""
            yield warn(message, link.path, link.start, link.length, hint=hint)

"""What gives somebody away besides the text: judged from what a history, a folder and a list of words say.

Knows what is said in public anyway; does not know where any of it is read from.
What a site itself says of its author, in `author` and `cv` of its settings, is nobody's secret and is not told of.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import msgspec

from generator.audit.leaks import Encoding, Finder, Leak
from generator.audit.past import Past
from generator.errors import Location, Problem, Severity
from generator.sources.settings import Settings

_SHOWN: Final = 3
"""Examples of what is often the same."""

NOREPLY: Final = re.compile(r"[^@\s]+@users\.noreply\.github\.com|noreply@github\.com", re.IGNORECASE)
"""GitHub's addresses that reach nobody; the last is that of commits made on its pages."""
_REMOTE: Final = re.compile(
    r"(?:[a-z+]+://)?(?:[^@/]*@)?(?P<host>[\w.-]+)(?::\d+)?[:/]+(?P<owner>[^/]+)/", re.IGNORECASE
)
_PLAIN: Final = frozenset({Encoding.PLAIN, Encoding.CASE_FOLDED})

_HINT_MAIL = (
    "for what is still to come: `git config user.email ID+NAME@users.noreply.github.com`, as GitHub's settings "
    "for e-mail show it; what is pushed can only be rewritten, with git filter-repo"
)
_HINT_PUSHED = "whoever has the repository can read it; remove it from the history with git filter-repo, and push anew"
_HINT_LOCAL = "it is not pushed yet: keep it out of git with .gitignore, and rewrite the commits before you push"


_HINT_OUTPUT = "find it in the sources, or in a template, and build anew"


class Suspect(msgspec.Struct, frozen=True):
    """A word that is to be nowhere, and what it is called in messages, which must not say it."""

    text: str
    name: str


def list_said(settings: Settings) -> str:
    """Gather what the site itself says of its author, for `is_said`."""
    author, cv = settings.author, settings.cv
    profiles = (f"{profile.url} {profile.username}" for profile in cv.profiles)
    return " ".join((author.name, author.url, author.email, cv.name, cv.url, cv.email, *profiles)).casefold()


def is_said(text: str, said: str) -> bool:
    """Tell whether the site says a name or an address itself.

    >>> is_said("ada", "ada lovelace https://ada.example"), is_said("ad", "ada lovelace")
    (True, False)
    """
    return bool(re.search(rf"(?<!\w){re.escape(text.casefold())}(?!\w)", said))


def judge_identities(past: Past, said: str) -> Iterator[Problem]:
    """Tell which names and addresses stand in commits, how often, and whether they are out of hand already."""
    people: Counter[tuple[str, str]] = Counter()
    pushed: set[tuple[str, str]] = set()
    for commit in past.commits:
        for person in {(commit.author, commit.author_email), (commit.committer, commit.committer_email)}:
            people[person] += 1
            if commit.id in past.pushed:
                pushed.add(person)
    for person, count in people.most_common():
        name, address = person
        is_open = is_said(name, said) or name == "GitHub" or name.endswith("[bot]")
        is_reachable = bool(address) and not NOREPLY.fullmatch(address) and not is_said(address, said)
        if is_open and not is_reachable:
            continue
        commits = f"{count:,} {'commit names' if count == 1 else 'commits name'}"
        told = f"{name} <{address}>" if is_reachable else name
        state = "pushed" if person in pushed else "not pushed yet"
        hint = _HINT_MAIL if is_reachable else "`git config user.name` takes any name; the site says another, or none"
        yield _warn(f"{commits} {told} ({state})", None, hint)


def judge_zones(past: Past, settings: Settings) -> Iterator[Problem]:
    """Tell of clocks that are not those of the site's time zone: they say where somebody was."""
    others: Counter[str] = Counter()
    for commit in past.commits:
        moment = _read_time(commit.author_time)
        if moment and moment.utcoffset() and moment.utcoffset() != moment.astimezone(settings.zone).utcoffset():
            others[commit.author_time[-6:]] += 1
    if others:
        zones = ", ".join(f"{zone} in {count:,}" for zone, count in others.most_common(_SHOWN))
        hint = "`TZ=UTC git commit` says none; `timezone` in site.yaml says one in public"
        yield _warn(f"commits tell the time zone of their author's clock: UTC{zones}", None, hint)


def _read_time(text: str) -> datetime | None:
    """Read a time as git writes it; nothing for one that no clock shows, which old tools have put into commits."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def judge_remotes(past: Past, said: str) -> Iterator[Problem]:
    """Tell whose account the repository lies under."""
    for name, url in past.remotes:
        found = _REMOTE.match(url)
        if found and not is_said(found["owner"], said) and "." in found["host"]:
            message = f"the remote {name} belongs to {found['owner']} on {found['host']}, whose profile leads to whoever that is"
            yield _warn(message, None, "the account is seen beside the site; one with another name is seen instead")


def judge_domain(domain: str, path: str, said: str) -> Iterator[Problem]:
    """Tell of a domain of one's own, which somebody has registered."""
    if domain and not is_said(domain, said):
        hint = "ask your registrar whether it hides the holder, and look yourself: whois"
        yield _warn(
            f"{domain} is registered to somebody, and registers of domains may say to whom", Location(path), hint
        )


def judge_private(
    now: Mapping[str, str], then: Mapping[str, tuple[str, str]], published: Iterable[str], past: Past
) -> Iterator[Problem]:
    """Tell of what is not published and stands in the history all the same.

    Args:
        now: files that are private now, and why.
        then: files that were private in some commit: why, and in which.
        published: files that are there and are not private now.
        past: the history.
    """
    known = set(published)
    early = sorted(path for path in then if path in known)
    for path, (reason, commit) in sorted(then.items()):
        if path in known:
            continue
        state, hint = _say_state(commit, past)
        words = now.get(path) or f"is gone, but {reason.replace('is ', 'was ', 1).replace('has ', 'had ', 1)}"
        yield _warn(f"{words}, and stands in the history since commit {commit[:7]} ({state})", Location(path), hint)
    if early:
        shown = ", ".join(early[:_SHOWN]) + (", …" if len(early) > _SHOWN else "")
        message = (
            f"the history has what is published now as it was when it was not, in {len(early):,} of the files: {shown}"
        )
        yield _warn(message, None, "what was deleted before it was published can be read there")


def judge_traces(
    traces: Mapping[str, Sequence[str]], old: Mapping[str, tuple[Sequence[str], str]], past: Past | None
) -> Iterator[Problem]:
    """Tell what pictures say that lie in the repository, published or not, now or in some commit."""
    for path, found in sorted(traces.items()):
        hint = "the site gets it without; the repository has the file: remove it there, as with `exiftool -all= FILE`"
        yield _warn(f"says more than it shows: {', '.join(found)}", Location(path), hint)
    for path, (found, commit) in sorted(old.items()) if past else ():
        state, hint = _say_state(commit, past)
        message = f"said more than it shows in commit {commit[:7]} ({state}): {', '.join(found)}"
        yield _warn(message, Location(path), hint)


def judge_properties(properties: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Tell what documents and films say, which are published as they are."""
    for path, found in sorted(properties.items()):
        hint = "it is published as it is; export it without, or remove it, as with `exiftool -all= FILE`"
        yield _warn(f"names {', '.join(found)}", Location(path), hint)


def judge_leaks(path: str, data: bytes, name: str, finder: Finder, suspects: Sequence[Suspect]) -> Iterator[Problem]:
    """Tell where in a published file a word is that is to be nowhere, without saying it.

    Args:
        path: where the file lies, as it is shown.
        data: the file.
        name: its path below the folder that is published.
        finder: of the words.
        suspects: the words.
    """
    shown = hide_words(path, suspects)
    for leak in _most_plain(finder.find(data, name)):
        message = f"{suspects[leak.word].name} is published{_say_how(leak)}"
        yield _warn(message, _find_location(shown, data, leak), _HINT_OUTPUT)
    for leak in _most_plain(finder.find(name.encode(errors="replace"))):
        yield _warn(f"{suspects[leak.word].name} is in the name of this file", Location(shown), _HINT_OUTPUT)


class PastLeaks:
    """Gathers where words stand in the contents of the past: of a file that has one in many versions, the first."""

    def __init__(self, finder: Finder, suspects: Sequence[Suspect]) -> None:
        self._finder = finder
        self._suspects = suspects
        self._first: dict[tuple[str, int], tuple[Location, str, str]] = {}
        self._counts: Counter[tuple[str, int]] = Counter()

    def add(self, path: str, commit: str, data: bytes) -> None:
        """Look into one content of a file; the oldest comes first."""
        for leak in _most_plain(self._finder.find(data, path)):
            shown = hide_words(path, self._suspects)
            place = (_find_location(shown, data, leak), commit, _say_how(leak))
            self._first.setdefault((path, leak.word), place)
            self._counts[path, leak.word] += 1
        for leak in _most_plain(self._finder.find(path.encode(errors="replace"))):
            shown = hide_words(path, self._suspects)
            self._first.setdefault((path, -1 - leak.word), (Location(shown), commit, " in its name"))

    def judge(self, past: Past) -> Iterator[Problem]:
        """Tell of each file and word."""
        for (path, word), (location, commit, how) in self._first.items():
            state, hint = _say_state(commit, past)
            more = self._counts[path, word] - 1
            later = f", and in {more:,} more {'version' if more == 1 else 'versions'} of the file" if more > 0 else ""
            name = self._suspects[word if word >= 0 else -1 - word].name
            yield _warn(f"{name} stands in commit {commit[:7]}{how} ({state}){later}", location, hint)


def judge_messages(past: Past, finder: Finder, suspects: Sequence[Suspect]) -> Iterator[Problem]:
    """Tell which messages of commits, and names of branches, have a word in them."""
    for commit in past.commits:
        people = f"{commit.author} <{commit.author_email}> {commit.committer} <{commit.committer_email}>"
        for text, where in ((commit.message, "the message"), (people, "the author")):
            for leak in _most_plain(finder.find(text.encode(errors="replace"))):
                state, hint = _say_state(commit.id, past)
                yield _warn(f"{suspects[leak.word].name} is in {where} of commit {commit.id[:7]} ({state})", None, hint)
    for name in past.names:
        for leak in _most_plain(finder.find(name.encode(errors="replace"))):
            message = f"{suspects[leak.word].name} is in the name of a branch or tag: {hide_words(name, suspects)}"
            yield _warn(message, None, "`git branch -m` gives another; of one that was pushed, remove it there, too")


def find_comments(path: str, data: bytes, shown: str) -> Iterator[Problem]:
    """Tell of comments in a page: nobody sees them, and everybody can read them."""
    if path.endswith((".html", ".svg", ".xml")):
        for match in _COMMENT.finditer(data):
            words = " ".join(match[1].decode(errors="replace").split())
            if words:
                message = f'a comment is published with the page: "{words[:40]}"'
                place = _place(data, match.start())
                yield _warn(message, Location(shown, *place), "write it as {# … #} in a template, or leave it out")


_COMMENT = re.compile(rb"<!--(.*?)-->", re.DOTALL)


def hide_words(text: str, suspects: Sequence[Suspect]) -> str:
    """Put dots in the place of words that are to be nowhere."""
    for suspect in suspects:
        parts = "[^a-zA-Z0-9]{0,3}".join(re.escape(part) for part in suspect.text.split())
        text = re.sub(parts, "•••", text, flags=re.IGNORECASE) if parts else text
    return text


def _say_how(leak: Leak) -> str:
    return "" if leak.encoding is Encoding.PLAIN else f", {leak.encoding.value}"


def _most_plain(leaks: Iterable[Leak]) -> Iterator[Leak]:
    """Tell of a word once where it stands as it is, though letters of another case stand elsewhere in the file."""
    told: set[int] = set()
    for leak in sorted(leaks, key=lambda leak: (leak.encoding is not Encoding.PLAIN, leak.offset)):
        if leak.encoding in _PLAIN:
            if leak.word in told:
                continue
            told.add(leak.word)
        yield leak


def _find_location(path: str, data: bytes, leak: Leak) -> Location:
    if leak.encoding in {Encoding.PACKED, Encoding.STEMMED} or b"\0" in data[:8192]:
        return Location(path)
    return Location(path, *_place(data, leak.offset))


def _place(data: bytes, offset: int) -> tuple[int, int]:
    begin = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, len(data[begin:offset].decode(errors="replace")) + 1


def _say_state(commit: str, past: Past | None) -> tuple[str, str]:
    is_pushed = past is not None and commit in past.pushed
    return ("pushed", _HINT_PUSHED) if is_pushed else ("not pushed yet", _HINT_LOCAL)


def find_domain(text: str, base_url: str) -> str:
    """Give the domain that a file `CNAME` names, or the host of an address that is not one of GitHub's."""
    for line in text.splitlines():
        if line.strip():
            return line.strip()
    host = urlsplit(base_url).hostname or ""
    return "" if host.endswith(".github.io") else host


def _warn(message: str, location: Location | None, hint: str) -> Problem:
    return Problem(message, location, hint=hint, severity=Severity.WARNING)

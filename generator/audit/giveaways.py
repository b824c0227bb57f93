"""Looks at all that gives an author away: the history, the files beside it, the built site, and this machine's own names.

Knows where to look; what of it is told is judged elsewhere.

World, but for reading alone.
"""

import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from generator.audit.documents import find_properties
from generator.audit.leaks import Finder
from generator.audit.past import Past, PastError, PastFile, read_blobs, read_past
from generator.audit.privacy import (
    NOREPLY,
    PastLeaks,
    Suspect,
    find_comments,
    find_domain,
    is_said,
    judge_domain,
    judge_identities,
    judge_leaks,
    judge_messages,
    judge_private,
    judge_properties,
    judge_remotes,
    judge_traces,
    judge_zones,
    list_said,
)
from generator.audit.privatefiles import find_reason, is_judged
from generator.audit.wordlist import SecretWord
from generator.errors import Problem, Severity, sort_problems
from generator.imaging.measuring import is_picture
from generator.imaging.traces import find_traces
from generator.sources.settings import Settings, parse_settings
from generator.sources.walking import is_skipped_name

CONTENT = "content/"
_LEAST_NAME = 5
"""Letters of a machine's or a person's name; shorter ones stand in other words."""


class Giveaways(msgspec.Struct, frozen=True):
    """What was found, and how much was looked at."""

    problems: tuple[Problem, ...]
    commit_count: int
    content_count: int
    """Of files, in the history and beside it."""
    output_count: int
    notes: tuple[str, ...]
    """Sentences on what was not looked at."""


class _Look(msgspec.Struct, frozen=True):
    """What is known before anything is looked at."""

    root: Path
    settings: Settings
    said: str
    """What the site itself says of its author."""
    listed: tuple[Suspect, ...]
    today: str

    def make_finder(self, suspects: Sequence[Suspect]) -> Finder:
        """Make ready to look for words."""
        return Finder([suspect.text for suspect in suspects], self.settings.language)


class _Then(msgspec.Struct, frozen=True):
    """What contents of the past were found to be."""

    private: dict[str, tuple[str, str]]
    """Why, and in which commit first."""
    traces: dict[str, tuple[Sequence[str], str]]
    leaks: PastLeaks


def look_for_giveaways(root: Path, built: Path | None, words: Sequence[SecretWord], today: str) -> Giveaways:
    """Look everywhere.

    Args:
        root: the site's folder.
        built: where the site was built, if it was.
        words: what is to be nowhere.
        today: the day after which entries are of the future.
    """
    settings, _ = parse_settings((root / "site.yaml").read_text("utf-8", errors="replace"), "site.yaml")
    listed = tuple(Suspect(word.text, f"the word in line {word.line} of the list") for word in words)
    look = _Look(root, settings, list_said(settings), listed, today)
    problems: list[Problem] = []
    notes: list[str] = []
    try:
        past = read_past(root)
    except PastError as error:
        past = None
        problems.append(Problem(str(error), severity=Severity.WARNING))
    else:
        notes += [] if past else ["there is no history of git here; what was committed elsewhere was not looked at"]
    now = dict(_read_sources(root))
    problems += _look_at_sources(look, now, built)
    if past:
        problems += _judge_past(look, past, _look_back(look, past), now)
        notes += ["the clone is shallow: what is older was not looked at"] if past.is_shallow else []
    output_count = 0
    if built is None:
        notes.append("there is no built site; after `journal build` it is looked at as well")
    else:
        suspects = [*listed, *_list_implied(look, past)]
        finder = look.make_finder(suspects)
        for file in _list_files(built, with_hidden=True):
            output_count += 1
            data, name = file.read_bytes(), file.relative_to(built).as_posix()
            problems += judge_leaks(_show(file, root), data, name, finder, suspects)
            problems += find_comments(name, data, _show(file, root))
    count = len({file.blob for file in past.files}) if past else len(now)
    return Giveaways(sort_problems(problems), len(past.commits) if past else 0, count, output_count, tuple(notes))


def _look_at_sources(look: _Look, now: dict[str, bytes], built: Path | None) -> Iterator[Problem]:
    traces = {path: found for path, data in now.items() if (found := find_traces(data) if _is_picture(path) else ())}
    properties = {
        path: found for path, data in now.items() if not _is_picture(path) and (found := find_properties(data))
    }
    yield from judge_traces(traces, {}, None)
    yield from judge_properties(properties)
    files = [look.root / "CNAME", look.root / "content/CNAME", *([built / "CNAME"] if built else [])]
    file = next((file for file in files if file.is_file()), None)
    text = file.read_text("utf-8", errors="replace") if file else ""
    path = _show(file, look.root) if file else "site.yaml"
    yield from judge_domain(find_domain(text, look.settings.base_url), path, look.said)


def _look_back(look: _Look, past: Past) -> _Then:
    """Look into every content that tells something by what it is, or, if there are words, into every one."""
    then = _Then({}, {}, PastLeaks(look.make_finder(look.listed), look.listed))
    wanted: dict[str, list[PastFile]] = {}
    for file in past.files:
        if look.listed or is_judged(file.path) or (file.path.startswith(CONTENT) and _is_picture(file.path)):
            wanted.setdefault(file.blob, []).append(file)
    for blob, data in read_blobs(look.root, list(wanted)):
        for file in wanted[blob]:
            if is_judged(file.path) and (reason := find_reason(file.path, data, look.today)):
                then.private.setdefault(file.path, (reason, file.commit))
            if file.path.startswith(CONTENT) and _is_picture(file.path) and (found := find_traces(data)):
                then.traces.setdefault(file.path, (found, file.commit))
            if look.listed:
                then.leaks.add(file.path, file.commit, data)
    return then


def _judge_past(look: _Look, past: Past, then: _Then, now: dict[str, bytes]) -> Iterator[Problem]:
    yield from judge_identities(past, look.said)
    yield from judge_zones(past, look.settings)
    yield from judge_remotes(past, look.said)
    reasons = {path: find_reason(path, data, look.today) for path, data in now.items() if is_judged(path)}
    private = {path: reason for path, reason in reasons.items() if reason}
    yield from judge_private(private, then.private, reasons.keys() - private.keys(), past)
    # Those that still are as they were have been told of.
    old = {path: found for path, found in then.traces.items() if not (path in now and find_traces(now[path]))}
    yield from judge_traces({}, old, past)
    if look.listed:
        yield from then.leaks.judge(past)
        yield from judge_messages(past, look.make_finder(look.listed), look.listed)


def _list_implied(look: _Look, past: Past | None) -> Iterator[Suspect]:
    """Give what nobody lists and nobody means to publish: names of this machine, addresses of commits."""
    for text, name in (
        (str(look.root), "the folder that the site lies in"),
        (str(Path.home()), "your home folder"),
        (platform.node(), "this machine's name"),
    ):
        if len(text) > _LEAST_NAME and not is_said(text, look.said):
            yield Suspect(text, name)
    for commit in past.commits if past else ():
        for address in (commit.author_email, commit.committer_email):
            if "@" in address and not NOREPLY.fullmatch(address) and not is_said(address, look.said):
                yield Suspect(address, "the mail address of commits")


def _read_sources(root: Path) -> Iterator[tuple[str, bytes]]:
    for file in _list_files(root / "content"):
        yield file.relative_to(root).as_posix(), file.read_bytes()


def _list_files(folder: Path, *, with_hidden: bool = False) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if with_hidden or not is_skipped_name(name, is_folder=True))
        yield from (Path(place, name) for name in sorted(names) if Path(place, name).is_file())


def _is_picture(path: str) -> bool:
    return is_picture(path, b"")


def _show(file: Path, root: Path) -> str:
    return os.path.relpath(file, root)

"""Moving the mark of what is being worked on, and saying that a skill is done: new texts of checklists.

Knows what the keys of a skill mean together; does not touch the files.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.authoring.skillnames import Mention, list_mentions
from generator.errors import SitePath
from generator.model.checklist import ChecklistSource
from generator.sources.slugs import Slug
from generator.sources.yamledit import Change, Field, edit_skills

_Changes = dict[SitePath, dict[Slug, dict[Field, Change]]]


class Marked(msgspec.Struct, frozen=True):
    """What a change of marks comes to."""

    texts: Mapping[SitePath, str]
    """The new texts of the checklists that change."""
    skill: Mention
    """The skill that was named, where the change is made."""
    unmarked: tuple[Mention, ...] = ()
    """What is no longer being worked on, each skill once."""
    done: str = ""
    """The day on which the skill was done before already; `true` if nobody says."""
    open_below: tuple[Mention, ...] = ()
    """The skills below it that are not done."""
    next_skill: Mention | None = None
    """What comes next in the checklist, of a skill that is done now."""


def mark_now(sources: Sequence[ChecklistSource], skill: Slug, *, also: bool, since: str = "") -> Marked:
    """Say that a skill is what is being worked on.

    Args:
        sources: all checklists.
        skill: its id.
        also: whether what else is being worked on stays so.
        since: the day on which it was begun, if it is to be written down.

    Raises:
        GeneratorError: the change cannot be made.
    """
    mentions = list_mentions(sources)
    own = [each for each in mentions if each.id == skill]
    target = next((each for each in own if each.node.now), own[0])
    changes: _Changes = {}
    others = [each for each in mentions if each.node.now and each.id != skill and not also]
    for each in others:
        _note(changes, each, now=None)
    for each in own:
        # A state that the author gave goes before the mark, and would hide it.
        if each.node.state in {"planned", "dropped"}:
            _note(changes, each, state=None)
    _note(changes, target, now=True)
    if since:
        _note(changes, target, since=since)
    unmarked = tuple({each.id: each for each in others}.values())
    return Marked(_write(sources, changes), target, unmarked, done=_find_done(own))


def mark_done(sources: Sequence[ChecklistSource], skill: Slug, day: str, *, is_day_given: bool) -> Marked:
    """Say that a skill is done; one that is done already keeps its day, unless another is given.

    Args:
        sources: all checklists.
        skill: its id.
        day: the day on which it was done.
        is_day_given: whether the author said so.

    Raises:
        GeneratorError: the change cannot be made.
    """
    mentions = list_mentions(sources)
    own = [each for each in mentions if each.id == skill]
    before = _find_done(own)
    target = next((each for each in own if _is_done(each)), own[0])
    changes: _Changes = {}
    for each in own:
        if each.node.now:
            _note(changes, each, now=None)
        # One skill has one state, and a state goes before `done`.
        if each.node.state not in {None, "done"}:
            _note(changes, each, state=None)
    if not before or is_day_given:
        _note(changes, target, done=day)
    return Marked(
        _write(sources, changes),
        target,
        done=before,
        open_below=tuple(_find_open_below(target)),
        next_skill=_find_next(mentions, target),
    )


def _note(changes: _Changes, mention: Mention, **fields: Change) -> None:
    own = changes.setdefault(mention.source.path, {}).setdefault(mention.id, {})
    for name in ("state", "now", "since", "done"):
        if name in fields:
            own[name] = fields[name]


def _write(sources: Sequence[ChecklistSource], changes: _Changes) -> dict[SitePath, str]:
    written = {
        source.path: edit_skills(source.text, source.path, changes[source.path])
        for source in sources
        if source.path in changes
    }
    return {
        source.path: written[source.path] for source in sources if written.get(source.path, source.text) != source.text
    }


def _is_done(mention: Mention) -> bool:
    return mention.node.state == "done" or (mention.node.state is None and bool(mention.node.done))


def _find_done(mentions: Sequence[Mention]) -> str:
    """Say since when a skill is done; `true` if nobody says, nothing if it is not."""
    if not any(_is_done(each) for each in mentions):
        return ""
    return next((each.node.done for each in mentions if isinstance(each.node.done, str) and each.node.done), "true")


def _list_leaves(mention: Mention) -> Iterator[Mention]:
    for node in mention.node.skills:
        below = Mention(mention.source, node)
        if node.skills:
            yield from _list_leaves(below)
        else:
            yield below


def _find_open_below(mention: Mention) -> Iterator[Mention]:
    return (leaf for leaf in _list_leaves(mention) if not _is_closed(leaf))


def _is_closed(mention: Mention) -> bool:
    return _is_done(mention) or mention.node.state == "dropped"


def _find_next(mentions: Sequence[Mention], done: Mention) -> Mention | None:
    """Find the first skill behind this one, or else before it, that is neither done nor being worked on."""
    closed = {each.id for each in mentions if _is_closed(each)} | {done.id}
    taken = closed | {each.id for each in mentions if each.node.now}
    same = [each for each in mentions if each.source.path == done.source.path]
    start = next(index for index, each in enumerate(same) if each.id == done.id)
    for each in (*same[start + 1 :], *same[:start]):
        if not each.node.skills and each.id not in taken:
            return each
    return None

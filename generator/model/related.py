"""Which entries are about the same: those that share skills and tags, rare ones before common ones.

Knows the order of entries and what each is about; does not know what an entry says.

An entry is compared with those that stand nearest to it in time under each of its terms, and with no others: a tag of
ten thousand entries costs no more than one of ten, and a new entry changes what is related to its neighbours alone.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import ne

import msgspec

from generator.model.permalink import Url
from generator.sources.slugs import make_slug

RELATED_COUNT = 4
"""Shown below an entry: more would be an archive."""

_REACH = 4
"""How many entries of a term are looked at on either side in time."""
_WINDOW = 2 * _REACH + 1
_TERM_COUNT = 8
"""Of an entry's terms the rarest are looked at."""
_COMMONEST = 16
"""A term of 2 ** 15 entries still counts for something."""

Key = tuple[bool, int, Url]
"""What entries are sorted by: whether without a date, time from the newest to the oldest, address."""

Groups = Mapping[str, tuple[Key, ...]]
"""The entries of each term, newest first."""


class Relations(msgspec.Struct, frozen=True, eq=False):
    """What is related to each entry, and what that was found from."""

    in_order: tuple[tuple[Url, ...], ...]
    """The addresses of what is related to each entry, the closest first, in the order of the entries."""
    found: Mapping[Key, tuple[Url, ...]]
    terms: Groups
    series: Groups


def relate(
    keys: Sequence[Key],
    tags: Sequence[Sequence[str]],
    skills: Sequence[Sequence[str]],
    series: Sequence[Sequence[str]],
    last: Relations | None = None,
) -> Relations:
    """Find for each entry those that are most about the same.

    The more terms two entries share, and the rarer these are, the closer they are; of two that are as close, the newer
    one goes before.
    Parts of one series lead to each other anyway, and are not counted.

    Args:
        keys: of the entries, newest first.
        tags: of each entry, as its author writes them.
        skills: of each entry.
        series: of each entry, one name or none.
        last: what this gave before; the result is the same without it.
    """
    slugs: dict[str, str] = {}
    terms_of = [_name_terms(own, cited, slugs) for own, cited in zip(tags, skills, strict=True)]
    terms = _group(keys, terms_of)
    parts = _group(keys, series)
    again = _find_affected(terms, parts, last) if last is not None else None
    known = last.found if last is not None else {}
    found = {}
    for key, own_terms, own_series in zip(keys, terms_of, series, strict=True):
        before = None if again is not None and key in again else known.get(key)
        if before is None:
            own_parts = parts[own_series[0]] if own_series else (key,)
            before = _find_related(key, own_terms, terms, frozenset(own_parts))
        found[key] = before
    return Relations(tuple(map(found.__getitem__, keys)), found, terms, parts)


def _name_terms(tags: Iterable[str], skills: Iterable[str], slugs: dict[str, str]) -> tuple[str, ...]:
    """Name what an entry is about, tags by slug, each once; a tag and a skill of one name are two terms."""
    for tag in tags:
        if tag not in slugs:
            slugs[tag] = f"#{make_slug(tag)}"
    return tuple(dict.fromkeys([*map(slugs.__getitem__, tags), *skills]))


def _group(keys: Iterable[Key], names: Iterable[Iterable[str]]) -> Groups:
    groups: dict[str, list[Key]] = {}
    for key, own in zip(keys, names, strict=True):
        for name in own:
            groups.setdefault(name, []).append(key)
    return {name: tuple(members) for name, members in groups.items()}


def _weigh(members: Sequence[Key]) -> int:
    """Say how much it means to share a term: twice as many entries are one point less.

    In steps, so that one entry more changes the weight of a term for the others seldom.
    """
    return max(_COMMONEST - len(members).bit_length(), 1)


def _find_related(key: Key, own_terms: Iterable[str], terms: Groups, without: frozenset[Key]) -> tuple[Url, ...]:
    groups = sorted(((_weigh(terms[name]), name) for name in own_terms), key=lambda pair: (-pair[0], pair[1]))
    scores: Counter[Key] = Counter()
    for weight, name in groups[:_TERM_COUNT]:
        for other in _look_around(terms[name], key):
            scores[other] += weight
    closest = sorted((-score, other) for other, score in scores.items() if other not in without)
    return tuple(other[2] for _, other in closest[:RELATED_COUNT])


def _look_around(members: Sequence[Key], key: Key) -> Sequence[Key]:
    """Give an entry and those nearest to it; at an end of the term there are more on the other side."""
    begin = max(min(bisect_left(members, key) - _REACH, len(members) - _WINDOW), 0)
    return members[begin : begin + _WINDOW]


def _find_affected(terms: Groups, series: Groups, last: Relations) -> set[Key]:
    """Find the entries under whose terms something changed where they look."""
    affected: set[Key] = set()
    for name in terms.keys() | last.terms.keys():
        affected.update(_compare(terms.get(name, ()), last.terms.get(name, ())))
    for name in series.keys() | last.series.keys():
        now, before = series.get(name, ()), last.series.get(name, ())
        if now != before:
            affected.update(now, before)
    return affected


def _compare(now: Sequence[Key], before: Sequence[Key]) -> Iterator[Key]:
    if now == before:
        return
    if _weigh(now) != _weigh(before):
        yield from now
        yield from before
        return
    head = next((index for index, differs in enumerate(map(ne, now, before)) if differs), min(len(now), len(before)))
    most = min(len(now), len(before)) - head
    tail = next((index for index, differs in enumerate(map(ne, now[::-1], before[::-1])) if differs), most)
    tail = min(tail, most)
    begin = max(head - _WINDOW, 0)
    yield from now[begin : len(now) - tail + _WINDOW]
    yield from before[begin : len(before) - tail + _WINDOW]

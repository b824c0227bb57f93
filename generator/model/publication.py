"""Which documents are published, and where: each in its place, and those that are withheld apart, with their reasons.

Knows documents, the settings and what git says of files; does not know links, nor what stands beside what.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import compress

import msgspec

from generator.errors import SitePath
from generator.model.document import Document, DocumentKind
from generator.model.permalink import Url
from generator.model.placement import (
    Placement,
    PlacementRules,
    Withheld,
    describe_withheld,
    is_folder_text,
    place_document,
    split_same_log_urls,
)
from generator.renewal import Column, keep, renew
from generator.sources.history import FileDates


class Publication(msgspec.Struct, frozen=True, eq=False):
    """All documents in their places, those that are published apart from those that are not."""

    rules: PlacementRules
    published: tuple[Placement, ...]
    kept_back: tuple[Placement, ...]
    withheld: tuple[Withheld, ...]
    """The same, in words."""
    dates: Mapping[SitePath, FileDates]
    own_dates: Column[FileDates | None]
    placements: Column[Placement]
    roles: Column["_Role"]
    moved: Mapping[str, Placement]
    """Those that have another address than their own: the home text, log entries of one minute; by place."""


class _Role(Enum):
    """What decides whether a document is published, and where."""

    PLAIN = ""
    """Published at its own address."""
    LOG = "log"
    """Published where no other log entry is."""
    HOME = "home"
    """Its text stands on the home page, if no other file's does."""
    WITHHELD = "withheld"

    def __bool__(self) -> bool:
        return self is not _Role.PLAIN


def place_all(
    documents: Sequence[Document],
    dates: Mapping[SitePath, FileDates],
    rules: PlacementRules,
    last: Publication | None = None,
) -> Publication:
    """Part what is published from what is not.

    Args:
        documents: all of them, in the order of their paths.
        dates: what git says of the files.
        rules: what decides about every document alike.
        last: what this gave for the last build.
    """

    def place(document: Document, own_dates: FileDates | None) -> Placement:
        return place_document(document, own_dates, rules)

    rules = keep(rules, last.rules if last else None)
    is_stale = last is not None and rules is not last.rules
    own_dates = renew(
        lambda document: dates.get(document.path),
        last.own_dates if last else None,
        documents,
        is_stale=last is not None and last.dates is not dates,
    )
    placements = renew(place, last.placements if last else None, documents, own_dates.values, is_stale=is_stale)
    roles = renew(_find_role, last.roles if last else None, placements.values)
    published, kept_back, withheld, moved = _part(placements.values, roles.values, rules, last.moved if last else {})
    return Publication(
        rules,
        keep(published, last.published if last else None),
        keep(kept_back, last.kept_back if last else None),
        keep(withheld, last.withheld if last else None),
        dates,
        own_dates,
        placements,
        roles,
        moved,
    )


def _find_role(placement: Placement) -> _Role:
    if placement.reason is not None:
        return _Role.WITHHELD
    if _is_home_text(placement.document.path):
        return _Role.HOME
    return _Role.LOG if placement.document.kind is DocumentKind.LOG_ENTRY else _Role.PLAIN


def _is_home_text(path: SitePath) -> bool:
    """Tell whether a file's text stands on the home page: a README or index that belongs to no folder."""
    folder, _, name = path.rpartition("/")
    return folder in {"content/pages", "content/entries"} and is_folder_text(name.rpartition(".")[0])


def _part(
    placements: Sequence[Placement], roles: Sequence[_Role], rules: PlacementRules, last: Mapping[str, Placement]
) -> tuple[tuple[Placement, ...], tuple[Placement, ...], tuple[Withheld, ...], dict[str, Placement]]:
    """Give what is published, what is kept back and in which words, and what of the first is at another address."""
    published: list[Placement | None] = list(placements)
    special = list(compress(range(len(published)), roles))
    logged = [index for index in special if roles[index] is _Role.LOG]
    moved = dict(zip(logged, split_same_log_urls([placements[index] for index in logged]), strict=True))
    homes = [placements[index].document.path for index in special if roles[index] is _Role.HOME]
    home = max(homes, default=None)  # `content/pages/` goes before `content/entries/`
    kept_back: list[Placement] = []
    withheld: list[Withheld] = []
    for index in special:
        placement = placements[index]
        if roles[index] is _Role.WITHHELD:
            withheld.append(describe_withheld(placement, rules.today))
        elif placement.document.path == home:
            moved[index] = msgspec.structs.replace(placement, url=Url("/"))
        elif roles[index] is _Role.HOME:
            withheld.append(Withheld(placement.document.place, f"the text of the home page is {home}"))
        if index not in moved:
            kept_back.append(placement)
            published[index] = None
    for index, placement in moved.items():
        published[index] = moved[index] = keep(placement, last.get(placement.document.place))
    return (
        tuple([placement for placement in published if placement is not None]),
        tuple(kept_back),
        tuple(withheld),
        {placement.document.place: placement for placement in moved.values()},
    )

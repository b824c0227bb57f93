"""By which names authors call skills, entries and pages.

Knows names and how alike they are; does not know how a name is written in a text, nor where it leads.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from generator.errors import SitePath, suggest
from generator.model.checklist import Curriculum
from generator.model.document import ENTRIES_FOLDER, DocumentKind
from generator.model.placement import Placement, file_date, is_folder_text
from generator.sources.slugs import Slug, make_slug
from generator.sources.text import is_markdown


class SkillNames(msgspec.Struct, frozen=True, dict=True):
    """By which names entries may cite which skill."""

    ids: Mapping[str, Slug]
    """Ids, aliases and slugs of titles."""
    hidden: frozenset[Slug]
    """Those of skills that are shown nowhere."""
    places: tuple[SitePath, ...]
    """The checklist files, for a hint."""
    written: Mapping[str, Slug] = {}
    """Ids, aliases and titles as they are written."""

    @cached_property
    def _by_folded(self) -> Mapping[str, Slug]:
        return {fold(name): skill for name, skill in self.written.items()}

    def find_exactly(self, name: str) -> Slug | None:
        """Find the skill that is called just so, but for case."""
        return self._by_folded.get(fold(name))


def name_skills(
    curriculum: Curriculum, places: tuple[SitePath, ...], hidden: frozenset[Slug] = frozenset()
) -> SkillNames:
    """Gather the names of all skills; an id goes before an alias, an alias before a title."""
    claims = curriculum.skills.values()
    by_title: dict[str, Slug] = {claim.title: claim.id for claim in claims if claim.title}
    by_alias: dict[str, Slug] = {alias: claim.id for claim in claims for alias in claim.aliases}
    by_id: dict[str, Slug] = {claim.id: claim.id for claim in claims}
    slugs = {make_slug(name): skill for name, skill in by_title.items()}
    slugs |= {make_slug(name): skill for name, skill in by_alias.items()}
    return SkillNames(slugs | by_id, hidden, places, by_title | by_alias | by_id)


def fold(name: str) -> str:
    """Make names alike that differ in case or in white space alone.

    >>> fold(" Unit  Testing"), fold("C# notes")
    ('unit testing', 'c#notes')
    """
    folded = " ".join(name.casefold().split())
    # In a link by name white space round the mark of a heading says nothing.
    return folded.replace(" #", "#").replace("# ", "#") if "#" in folded else folded


class WritingNames(msgspec.Struct, frozen=True, dict=True):
    """By which names entries and pages are called.

    Each kind of name is gathered when the first link asks for it: most journals have none, and of ten thousand titles
    the slugs alone take as long as all their links.
    """

    placements: Sequence[Placement]

    @cached_property
    def titles(self) -> Mapping[str, Sequence[Placement]]:
        """Entries and pages by title, but for case."""
        return _group((fold(placement.title), placement) for placement in self._named)

    @cached_property
    def slugs(self) -> Mapping[str, Sequence[Placement]]:
        """The same by the slugs of their titles."""
        return _group((make_slug(placement.title), placement) for placement in self._named)

    @cached_property
    def files(self) -> Mapping[str, Sequence[Placement]]:
        """The same by the slugs of their files' names, with and without a date, and of the ends of their addresses."""
        return _group((name, placement) for placement in self._named for name in _file_names(placement))

    @cached_property
    def paths(self) -> Mapping[str, Sequence[Placement]]:
        """Files by their paths below `content/` and below `content/entries/`, with and without extension."""
        return _group((path, placement) for placement in self._named for path in _short_paths(placement))

    @property
    def _named(self) -> Iterator[Placement]:
        """All but the introduction of the log, which has no name."""
        return (each for each in self.placements if each.document.kind is not DocumentKind.LOG_INTRO)

    @cached_property
    def _titles_by_letter(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for placement in self._named:
            found.setdefault(placement.title[:1].casefold(), []).append(placement.title)
        return {letter: tuple(titles) for letter, titles in found.items()}

    def find_title(self, name: str) -> Sequence[Placement]:
        """Find what has this title, but for case."""
        return self.titles.get(fold(name), ())

    def find(self, name: str) -> Sequence[Placement]:
        """Find what is called like this: by a like title, by file, by path, in this order."""
        slug = make_slug(name)
        if found := self.slugs.get(slug):
            return found
        stem = name.rpartition(".")[0] if is_markdown(SitePath(name)) else ""
        if found := self.files.get(make_slug(stem) if stem else slug):
            return found
        return self.paths.get(fold(name.strip("/")), ())

    def suggest(self, name: str, others: Iterable[str]) -> str:
        """Say which title, or which of the others, may have been meant.

        Only what begins alike and is about as long is looked at: comparing letters with ten thousand titles would take
        longer than the rest of the build.
        """
        wanted = " ".join(name.split())
        room = 2 + len(wanted) // 4
        titles = self._titles_by_letter.get(wanted[:1].casefold(), ())
        return suggest(wanted, [each for each in (*others, *titles) if abs(len(each) - len(wanted)) <= room])


def _group(pairs: Iterable[tuple[str, Placement]]) -> dict[str, list[Placement]]:
    """Group by name; `pairs` have all names of one after the other, and each counts once."""
    found: dict[str, list[Placement]] = {}
    for name, placement in pairs:
        group = found.setdefault(name, [])
        if not group or group[-1] is not placement:
            group.append(placement)
    return found


def _file_names(placement: Placement) -> Iterator[str]:
    document = placement.document
    yield placement.url.rstrip("/").rpartition("/")[2]
    if document.kind is DocumentKind.LOG_ENTRY:
        return
    folder, _, file = document.path.rpartition("/")
    stem = file.rpartition(".")[0]
    if is_folder_text(stem):
        stem = folder.rpartition("/")[2]
    yield make_slug(stem)
    in_name, rest = file_date(stem)
    if in_name and rest:
        yield make_slug(rest)


def _short_paths(placement: Placement) -> Iterator[str]:
    document = placement.document
    if document.kind is DocumentKind.LOG_ENTRY:
        return
    below = fold(document.path.removeprefix("content/"))
    for path in (below, below.removeprefix(fold(ENTRIES_FOLDER.removeprefix("content/")))):
        stem = path.rpartition(".")[0]
        yield path
        yield stem
        folder, _, name = stem.rpartition("/")
        if folder and is_folder_text(name):
            yield folder

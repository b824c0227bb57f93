"""Follows all that a document points at: links, images and names.

Knows one document, and what may be pointed at; does not know what becomes of the document.
"""

from collections.abc import Iterator, Sequence

import msgspec

from generator.errors import Problem, Severity, SitePath
from generator.markdown.body import Target, TargetKind
from generator.model.document import Document
from generator.model.entry import ImageSize, ImageSource
from generator.model.links import (
    AddressBook,
    Destination,
    Fate,
    describe_lost_fragment,
    describe_unfollowed,
    follow,
    problem_at_target,
)
from generator.model.permalink import Url, encode_url
from generator.model.pictures import Picture, choose_shown
from generator.model.placement import Placement
from generator.model.wikilinks import NameBook, describe_rivals, describe_unmeant, follow_name
from generator.sources.slugs import Slug

_HINT_COUNT = 20
"""A document with more warnings than this was broken by a machine, which looks for no hints; each costs time."""

_LOST_COUNT = 10
"""Links to no heading that are told one by one: a hundred in one text are a table of contents that was left behind."""


class Followed(msgspec.Struct, frozen=True):
    """Where a document's targets lead."""

    hrefs: tuple[str, ...] = ()
    """In the targets' order; empty for one that leads nowhere."""
    sizes: tuple[ImageSize, ...] = ()
    pages: tuple[Url, ...] = ()
    """The pages it links to, each once, without its own."""
    skills: tuple[Slug, ...] = ()
    """The skills it names in double brackets, each once."""
    files: tuple[SitePath, ...] = ()
    problems: tuple[Problem, ...] = ()


_NOTHING = Followed()


def follow_targets(placement: Placement, book: AddressBook, names: NameBook) -> Followed:
    """Follow a document's targets one after the other."""
    facts = placement.document.facts
    if not facts.targets and not facts.remarks:
        return _NOTHING
    trail = _Trail(placement, book, names)
    for target in facts.targets:
        if target.kind is TargetKind.WIKILINK:
            trail.follow_name(target)
        else:
            trail.follow_address(target)
    return trail.end()


class _Trail:
    """What was found so far."""

    def __init__(self, placement: Placement, book: AddressBook, names: NameBook) -> None:
        self.document, self.own = placement.document, placement.url
        self.book, self.names = book, names
        self.hrefs: list[str] = []
        self.sizes: list[ImageSize] = []
        # As keys, so that each is there once and in order.
        self.pages: dict[Url, None] = {}
        self.skills: dict[Slug, None] = {}
        self.files: list[SitePath] = []
        self.lost: list[tuple[Target, Destination]] = []
        self.problems = list(list_remarks(self.document))

    def follow_address(self, target: Target) -> None:
        destination = follow(target.address, self.document.path, self.book, own=self.own)
        if destination.is_file:
            destination = self._take_file(target, destination)
        if destination.fate is not Fate.FOUND:
            problem = describe_unfollowed(
                target, self.document, destination, self.book, has_hint=self._has_room_for_hints()
            )
            self.problems.append(problem)
        self._arrive(target, destination)

    def follow_name(self, target: Target) -> None:
        meaning = follow_name(target.address, self.document.path, self.book, self.names, own=self.own)
        if meaning.skill is not None:
            self.skills[meaning.skill] = None
        if meaning.rivals:
            self.problems.append(describe_rivals(target, self.document, meaning))
        if meaning.destination.fate is not Fate.FOUND:
            problem = describe_unmeant(
                target, self.document, meaning, self.book, self.names, has_hint=self._has_room_for_hints()
            )
            self.problems.append(problem)
        self._arrive(target, meaning.destination)

    def _take_file(self, target: Target, destination: Destination) -> Destination:
        """Note a file that is to be published; of a picture that is shown, and not linked, choose what is shown."""
        path = destination.path
        self.files.append(path)
        picture = self.book.pictures.get(path)
        if picture is None:
            return destination
        if picture.fault:
            self.problems.append(describe_fault(picture, path, target, self.document))
            return Destination(Fate.FOUND, path=path, is_file=True)
        if target.kind is not TargetKind.IMAGE:
            return destination
        variants = self.book.list_variants(path)
        largest, shown = variants[-1], choose_shown(variants)
        if largest.width and largest.height:
            sources = [ImageSource(encode_url(variant.url), variant.width) for variant in variants]
            size = ImageSize(len(self.hrefs), largest.width, largest.height, tuple(sources) if len(sources) > 1 else ())
            self.sizes.append(size)
        suffix = destination.url.removeprefix(encode_url(largest.url))
        return msgspec.structs.replace(destination, url=encode_url(shown.url) + suffix)

    def _arrive(self, target: Target, destination: Destination) -> None:
        self.hrefs.append(destination.url)
        if destination.page and destination.page != self.own:
            self.pages[destination.page] = None
        if destination.lost:
            self.lost.append((target, destination))

    def _has_room_for_hints(self) -> bool:
        return len(self.problems) < _HINT_COUNT

    def end(self) -> Followed:
        self.problems += _describe_lost(self.lost, self.document, self.book)
        return Followed(
            tuple(self.hrefs),
            tuple(self.sizes),
            tuple(self.pages),
            tuple(self.skills),
            tuple(self.files),
            tuple(self.problems),
        )


def describe_fault(picture: Picture, path: SitePath, target: Target, document: Document) -> Problem:
    """Say why a picture cannot be published, where it is referred to."""
    problem = problem_at_target(f"the picture {path} {picture.fault}", target, document, picture.hint)
    return msgspec.structs.replace(problem, severity=Severity.ERROR)


def find_reference(path: SitePath, document: Document, book: AddressBook) -> Target | None:
    """Find where a document's text refers to a file."""
    for target in document.facts.targets:
        if target.kind is not TargetKind.WIKILINK and follow(target.address, document.path, book).path == path:
            return target
    return None


def _describe_lost(
    lost: Sequence[tuple[Target, Destination]], document: Document, book: AddressBook
) -> Iterator[Problem]:
    """Warn of links to no heading: of each of the first ones, and of all others together."""
    # The last one alone takes no more room than what would be said in its place.
    count = len(lost) if len(lost) == _LOST_COUNT + 1 else _LOST_COUNT
    for target, destination in lost[:count]:
        yield describe_lost_fragment(target, document, destination, book)
    if len(lost) > count:
        target, _ = lost[count]
        message = f'{len(lost) - count} more links lead to no heading, the first of them to "{target.address}"'
        yield problem_at_target(message, target, document)


def list_remarks(document: Document) -> tuple[Problem, ...]:
    """Make warnings of what could not be rendered as its author meant it."""
    return tuple(problem_at_target(remark.message, remark, document, remark.hint) for remark in document.facts.remarks)

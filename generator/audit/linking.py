"""Whether what the site's files refer to is there: files, places in pages, and addresses that must be the site's own.

Does not know how references are written.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import structs

from generator.audit.findings import Finding, warn
from generator.audit.references import Reference
from generator.audit.resolving import Resolver, Target
from generator.audit.tags import SEARCH_INDEX
from generator.errors import suggest

_TOP = frozenset(("", "top"))
"""Places that every page has."""
_WITHOUT_FILE = ("data:", "mailto:", "tel:", "urn:", "sms:", "geo:", "xmpp:", "blob:", "about:", "tag:")


class Referring(msgspec.Struct, frozen=True, gc=False):
    """A file, and what it refers to."""

    path: str
    references: tuple[tuple[int, Reference], ...]
    """Each with the place in the file from which its own counts."""


class Outside(msgspec.Struct, frozen=True, gc=False, order=True):
    """An address of another host, and the first place that refers to it."""

    address: str
    path: str
    start: int
    length: int


class Linked(msgspec.Struct, frozen=True):
    """What came of looking at all references."""

    findings: tuple[Finding, ...]
    reference_count: int
    outside: tuple[Outside, ...]
    """Each address of another host once."""


def check_links(files: Iterable[Referring], resolver: Resolver, places: Mapping[str, frozenset[str]]) -> Linked:
    """Look every reference up.

    Args:
        files: what refers to something.
        resolver: knows all files.
        places: for each page the places in it that a link can lead to.
    """
    findings: list[Finding] = []
    outside: dict[str, Outside] = {}
    count = 0
    for file in files:
        count += len(file.references)
        for begin, reference in file.references:
            target = resolver.resolve(reference.address, file.path)
            if target.file and not target.fragment:
                continue
            if target.outside and target.outside.startswith("http"):
                outside.setdefault(
                    target.outside, Outside(target.outside, file.path, begin + reference.start, reference.length)
                )
            finding = _judge(reference, target, places)
            if finding is not None:
                place = begin + reference.start
                findings.append(structs.replace(finding, path=file.path, start=place, length=reference.length))
    return Linked(tuple(findings), count, tuple(sorted(outside.values())))


def _judge(reference: Reference, target: Target, places: Mapping[str, frozenset[str]]) -> Finding | None:
    """Say what is wrong, and what to do about it; the place is added by the caller."""
    named = f'the {reference.what} "{reference.address}"'
    if target.fault and reference.what == SEARCH_INDEX:
        # Everything else works without it, and the search itself says that it has none.
        return warn("the search has no index", "", hint="build with --search, or write search: false into site.yaml")
    if target.fault:
        return Finding(f"{named} {target.fault}", "", hint=target.hint)
    if target.outside:
        if not reference.is_own or target.outside.startswith("data:"):
            return None
        if reference.has_file:
            message = f"{named} is fetched from elsewhere, which the page's policy forbids"
            return Finding(message, "", hint="publish it with the site")
        return Finding(f"{named} is not an address of this site", "")
    known = places.get(target.file)
    if known is None or target.fragment in known or target.fragment.lower() in _TOP or ":~:" in target.fragment:
        return None
    message = f'{named} leads to no place: {target.file} has no "{target.fragment}"'
    return Finding(message, "", hint=suggest(target.fragment, known))


def check_relative(file: Referring) -> Iterator[Finding]:
    """Find the addresses of the page for missing addresses that are relative: it is shown at any address."""
    for begin, reference in file.references:
        address = reference.address
        if address.startswith(("/", "#", "http:", "https:", *_WITHOUT_FILE)):
            continue
        message = f'the {reference.what} "{address}" is relative, and this page is shown at any address'
        yield Finding(message, file.path, begin + reference.start, reference.length, "write it from the root: /…")


def check_absolute(file: Referring, resolver: Resolver) -> Iterator[Finding]:
    """Find addresses without a host in what is read far from the site, such as a feed.

    A place in the same text needs none, and what leads to nothing is told as that.

    Args:
        file: what refers to something.
        resolver: knows all files.
    """
    for begin, reference in file.references:
        address = reference.address
        if address.startswith(("#", "http:", "https:")) or not resolver.resolve(address, file.path).file:
            continue
        message = f'the {reference.what} "{address}" has no host, and is read far from the site'
        hint = f"write {resolver.base.origin} before it"
        yield Finding(message, file.path, begin + reference.start, reference.length, hint)

"""Where the relative links of a document lead.

An address works on GitHub, where it is a path in the repository, and on the site, where it becomes an address.
Knows paths and what is published under which address; does not know HTML.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from urllib.parse import unquote

import msgspec

from generator.errors import Excerpt, Location, Problem, Severity, SitePath, suggest
from generator.markdown.body import Target
from generator.model.document import Document
from generator.model.permalink import Url, encode_url

_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)


class Fate(Enum):
    """What became of an address."""

    FOUND = "found"
    WITHHELD = "withheld"
    OUTSIDE = "outside"
    MISSING = "missing"


class Destination(msgspec.Struct, frozen=True):
    """Where an address leads, or why nowhere."""

    fate: Fate
    url: str = ""
    """From the site's root, percent-encoded, with the query and fragment that were given."""
    path: SitePath = SitePath("")
    """The file it means, published or not."""
    is_file: bool = False
    """It leads to a file that is to be copied, such as an image."""


class AddressBook(msgspec.Struct, frozen=True, dict=True):
    """Everything that an address may lead to."""

    documents: Mapping[SitePath, Url]
    """Published writing and checklists, by source file."""
    withheld: Mapping[SitePath, str]
    """What is not published, with the reason."""
    files: Mapping[SitePath, Url]
    """Other files below `content/`, and the address each has once it is copied."""
    urls: frozenset[str]
    """Addresses that the site has, for links such as `/about/`."""

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """The names in each folder, to say which one may have been meant."""
        folders: dict[str, list[str]] = {}
        for path in (*self.documents, *self.files):
            folder, _, name = path.rpartition("/")
            folders.setdefault(folder, []).append(name)
        return {folder: tuple(names) for folder, names in folders.items()}

    @cached_property
    def urls_by_word(self) -> Mapping[str, tuple[str, ...]]:
        """The addresses that hold each word, for the same purpose."""
        found: dict[str, list[str]] = {}
        for url in sorted(self.urls):
            for word in _words_of(url):
                found.setdefault(word, []).append(url)
        return {word: tuple(urls) for word, urls in found.items()}


def follow(address: str, source: SitePath, book: AddressBook) -> Destination:
    """Find out where an address in the file `source` leads."""
    match = _PARTS.fullmatch(address)
    assert match is not None, "every part may be empty"
    written, query, fragment = match.group(1), match.group(2) or "", match.group(3) or ""
    wanted = unquote(written)
    if wanted.startswith("/"):
        url = wanted if wanted.endswith("/") or "." in wanted.rpartition("/")[2] else f"{wanted}/"
        if url in book.urls:
            return Destination(Fate.FOUND, encode_url(url) + query + fragment)
        # On GitHub an address that starts with a slash is a path from the repository's root.
        path = posixpath.normpath(wanted.lstrip("/") or ".")
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), wanted))
    found = _look_up(SitePath(path), book)
    if found.fate is Fate.FOUND:
        return msgspec.structs.replace(found, url=encode_url(found.url) + query + fragment)
    return found


def _look_up(path: SitePath, book: AddressBook) -> Destination:
    for candidate in (path, *(SitePath(f"{path}/{name}") for name in ("README.md", "index.md", "_index.md"))):
        if candidate in book.documents:
            return Destination(Fate.FOUND, book.documents[candidate], candidate)
        if candidate in book.withheld:
            return Destination(Fate.WITHHELD, path=candidate)
    if path in book.files:
        return Destination(Fate.FOUND, book.files[path], path, is_file=True)
    is_inside = path == "content" or path.startswith("content/")
    return Destination(Fate.MISSING if is_inside else Fate.OUTSIDE, path=path)


def describe_unfollowed(target: Target, document: Document, destination: Destination, book: AddressBook) -> Problem:
    """Warn that an address leads nowhere; its text stays on the page, without a link."""
    return Problem(
        _say_fate(target.address, destination, book),
        Location(document.path, document.body_line + target.line - 1 if target.line else 0, target.column),
        Excerpt(target.line_text, len(target.address)) if target.line else None,
        _hint(target.address, destination, book),
        Severity.WARNING,
    )


def _say_fate(address: str, destination: Destination, book: AddressBook) -> str:
    if destination.fate is Fate.WITHHELD:
        return f'the link to "{address}" leads to {destination.path}, which is {book.withheld[destination.path]}'
    if destination.fate is Fate.OUTSIDE:
        if address.startswith("/"):
            return f'the link to "{address}" leads to nothing: it is no address of the site, and no file below content/'
        return f'the link to "{address}" leads outside content/, to what is not published'
    if destination.path in book.names:
        return f'the link to "{address}" leads to the folder {destination.path}, which has no README.md'
    return f'the link to "{address}" leads to nothing: there is no {destination.path}'


def _hint(address: str, destination: Destination, book: AddressBook) -> str:
    if destination.fate is Fate.OUTSIDE and address.startswith("/"):
        return suggest(address, _like_urls(address, book))
    if destination.fate is not Fate.MISSING:
        return ""
    folder, _, name = destination.path.rpartition("/")
    return suggest(name, [other for other in book.names.get(folder, ()) if _may_be_meant(name, other)])


def _like_urls(address: str, book: AddressBook) -> list[str]:
    """Pick addresses worth a closer look: at least half of the words are right, or both are short."""
    words = _words_of(address)
    if len(words) <= 1:
        return [url for url in book.urls if url.count("/") <= 2]
    shared = Counter(url for word in words for url in book.urls_by_word.get(word, ()))
    return [url for url, count in shared.items() if 2 * count >= len(words)]


def _may_be_meant(name: str, other: str) -> bool:
    """Pick names worth a closer look: of several words half are likely to be right.

    Comparing letters with every name of a folder of hundreds would take longer than the rest of the build.
    """
    words, others = _words_of(name), _words_of(other)
    return 2 * len(words & others) >= len(words) if len(words) > 1 else len(others) <= 2


def _words_of(name: str) -> frozenset[str]:
    stem = name.rpartition(".")[0] or name
    return frozenset(_WORD.findall(stem.casefold()))

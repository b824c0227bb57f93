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
from urllib.parse import quote, unquote

import msgspec

from generator.errors import Excerpt, Location, Problem, Severity, SitePath, suggest
from generator.markdown.body import BodyFacts, Remark, Target
from generator.model.document import LOG_PATH, Document
from generator.model.fragments import PageIds, settle_fragment, suggest_id, write_fragment
from generator.model.permalink import Url, encode_url
from generator.model.pictures import Picture, Variant, list_variants
from generator.model.placement import is_folder_text
from generator.sources.text import is_markdown

_WORD = re.compile(r"[^\W_]+")
_PLAIN_IN_QUERY = "?&=/:@!$'()*+,;~.-_%[]"
"""What stands in a query as it is, beside letters and digits."""

_LOG_URL = Url("/log/")
_COMPOSED = frozenset({Url("/"), _LOG_URL})
"""Pages of which the text is only a part, without its title; what other ids they have is the templates' business."""


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
    """From the site's root, percent-encoded, with the query that was given, and the fragment unless it is lost."""
    path: SitePath = SitePath("")
    """The file it means, published or not."""
    is_file: bool = False
    """It leads to a file that is to be copied, such as an image."""
    page: Url = Url("")
    """The page it leads to, if it is one."""
    lost: str = ""
    """The fragment that was given, if that page has no heading for it."""


class Places(msgspec.Struct, frozen=True, dict=True):
    """Everything that an address may lead to, but for the places within pages."""

    documents: Mapping[SitePath, Url]
    """Published writing and checklists, by source file."""
    withheld: Mapping[SitePath, str]
    """What is not published, with the reason."""
    files: Mapping[SitePath, Url]
    """Other files below `content/`, and the address each has once it is copied."""
    urls: frozenset[str]
    """Addresses that the site has, for links such as `/about/`."""
    log: tuple[tuple[str, Url], ...] = ()
    """The anchor that the head of each log entry has on GitHub, where the log is one page, and the entry's page."""

    @cached_property
    def sources(self) -> Mapping[Url, SitePath]:
        """The file that each page is made from."""
        return {url: path for path, url in self.documents.items()} | {url: LOG_PATH for _, url in self.log}

    @cached_property
    def folder_texts(self) -> Mapping[SitePath, SitePath]:
        """The file that stands for each folder, as GitHub shows a README: a published one before a withheld one."""
        paths = (*sorted(self.withheld), *sorted(self.documents))
        parts = ((path, *path.rpartition("/")) for path in paths if is_markdown(path))
        return {SitePath(folder): path for path, folder, _, name in parts if is_folder_text(name.rpartition(".")[0])}

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


class AddressBook(msgspec.Struct, frozen=True, dict=True):
    """Everything that an address may lead to."""

    places: Places
    facts: Mapping[str, BodyFacts] = {}
    """Of the text of each page, by address: what fragments may lead to."""
    pictures: Mapping[SitePath, Picture] = {}
    """What is known of every file that is a picture."""

    @cached_property
    def ids(self) -> PageIds:
        """The ids of each page's text."""
        return PageIds(self.facts)

    @cached_property
    def log_places(self) -> Mapping[str, tuple[Url, str]]:
        """Where each id of the log leads, as page and fragment; of entries that share an id the first."""
        log = self.places.log
        found: dict[str, tuple[Url, str]] = {}
        for head, url in log:
            found.setdefault(head, (url, ""))
        for url in (_LOG_URL, *(url for _, url in log)):
            for anchor in self.ids[url] or ():
                found.setdefault(anchor, (url, write_fragment(anchor)))
        return found

    def list_variants(self, path: SitePath) -> tuple[Variant, ...]:
        """List what is published of a picture, the narrowest first; nothing of another file, or of one with a fault."""
        picture = self.pictures.get(path)
        return () if picture is None or picture.fault else list_variants(picture, self.places.files[path])

    def show_place(self, page: Url, fragment: str) -> str:
        """Give the fragment with which a place in a page's text is found on the page."""
        facts = self.facts.get(page)
        if page in _COMPOSED and facts and fragment and fragment == write_fragment(facts.heading_id):
            return "#top"
        return fragment


def find_other_anchors(book: AddressBook, last: AddressBook) -> frozenset[Url]:
    """Find the pages of which links would find other places than they did, given that the pages are the same ones."""
    before = last.facts
    found = {
        url for url, facts in book.facts.items() if before.get(url) is not facts and book.ids[url] != last.ids[url]
    }
    logged = {_LOG_URL, *(url for _, url in book.places.log)}
    # An anchor of the log is looked for in all of its entries, and one that shows up may be before the one found.
    return frozenset(Url(url) for url in (found if found.isdisjoint(logged) else found | logged))


def _anchors_of(url: str, book: AddressBook) -> tuple[frozenset[str] | None, str]:
    facts = book.facts.get(url)
    return book.ids[url], facts.heading_id if facts else ""


def follow(address: str, source: SitePath, book: AddressBook, *, own: Url | None = None) -> Destination:
    """Find out where an address in the file `source` leads.

    Args:
        address: as its author wrote it.
        source: the file it stands in.
        book: where it may lead.
        own: the page it stands on, which a fragment alone stays on.
    """
    rest, mark, fragment = address.partition("#")
    written, asked, query = rest.partition("?")
    if mark:
        fragment = mark + fragment
    if asked:
        query = quote(asked + query, safe=_PLAIN_IN_QUERY)
    if not written and own is not None:
        return _arrive(Destination(Fate.FOUND, path=source, page=own), query, fragment, book)
    wanted = unquote(written)
    if wanted.startswith("/"):
        url = wanted if wanted.endswith("/") or "." in wanted.rpartition("/")[2] else f"{wanted}/"
        if url in book.places.urls:
            found = Destination(Fate.FOUND, page=Url(url))
            return _arrive(found, query, fragment, book, is_checked=url not in _COMPOSED)
        # On GitHub an address that starts with a slash is a path from the repository's root.
        path = posixpath.normpath(wanted.lstrip("/") or ".")
    else:
        path = posixpath.normpath(f"{source.rpartition('/')[0]}/{wanted}")
    found = _look_up(SitePath(path), book)
    if found.fate is not Fate.FOUND:
        return found
    return _arrive(found, query, fragment, book)


def _look_up(path: SitePath, book: AddressBook) -> Destination:
    page = book.places.documents.get(path)
    if page is not None:
        return Destination(Fate.FOUND, path=path, page=page)
    if path in book.places.files:
        variants = book.list_variants(path)
        return Destination(Fate.FOUND, variants[-1].url if variants else book.places.files[path], path, is_file=True)
    found = path if path in book.places.withheld else book.places.folder_texts.get(path)
    if found is not None:
        page = book.places.documents.get(found)
        return Destination(Fate.FOUND, path=found, page=page) if page else Destination(Fate.WITHHELD, path=found)
    is_inside = path == "content" or path.startswith("content/")
    return Destination(Fate.MISSING if is_inside else Fate.OUTSIDE, path=path)


def _arrive(
    found: Destination, query: str, fragment: str, book: AddressBook, *, is_checked: bool = True
) -> Destination:
    """Write the whole address of what was found, with the fragment if the page has a place for it."""
    path, page, lost = found.path, found.page, ""
    if not fragment:
        settled: str | None = ""
    elif path == LOG_PATH:
        page, settled = _find_in_log(page, fragment, book)
    else:
        settled = settle_fragment(fragment, book.ids[page] if is_checked and page else None)
    if settled is None:
        lost, settled = fragment[1:], ""
    url = encode_url(page or found.url) + query + book.show_place(page, settled)
    return Destination(Fate.FOUND, url, path, found.is_file, page, lost)


def _find_in_log(page: Url, fragment: str, book: AddressBook) -> tuple[Url, str]:
    """Find the entry that an anchor of the log leads to.

    One that is unknown is left as it is: heads have many forms, and not all that GitHub makes of them is known here.
    """
    settled = settle_fragment(fragment, book.ids[page] or frozenset())
    if settled is not None:
        return page, settled
    elsewhere = book.log_places.get(unquote(fragment[1:]))
    return elsewhere or (page, write_fragment(unquote(fragment[1:])))


def describe_lost_fragment(target: Target, document: Document, destination: Destination, book: AddressBook) -> Problem:
    """Warn that a page has no place of this name; the link leads to the page's beginning."""
    path = destination.path or book.places.sources.get(destination.page) or destination.page
    message = f'the link to "{target.address}" leads to no heading of {path}'
    return problem_at_target(message, target, document, suggest_id(destination.lost, book.ids[destination.page]))


def problem_at_target(message: str, target: Target | Remark, document: Document, hint: str = "") -> Problem:
    """Make a warning about a piece of a body where it stands, or about the file if that is not known."""
    return Problem(
        message,
        Location(document.path, document.body_line + target.line - 1 if target.line else 0, target.column),
        Excerpt(target.line_text, target.length) if target.line else None,
        hint,
        Severity.WARNING,
    )


def describe_unfollowed(
    target: Target, document: Document, destination: Destination, book: AddressBook, *, has_hint: bool = True
) -> Problem:
    """Warn that an address leads nowhere; its text stays on the page, without a link."""
    message = _say_fate(target.address, destination, book)
    return problem_at_target(message, target, document, _hint(target.address, destination, book) if has_hint else "")


def _say_fate(address: str, destination: Destination, book: AddressBook) -> str:
    if destination.fate is Fate.WITHHELD:
        return f'the link to "{address}" leads to {destination.path}, which is {book.places.withheld[destination.path]}'
    if destination.fate is Fate.OUTSIDE:
        if address.startswith("/"):
            return f'the link to "{address}" leads to nothing: it is no address of the site, and no file below content/'
        return f'the link to "{address}" leads outside content/, to what is not published'
    if destination.path in book.places.names:
        return f'the link to "{address}" leads to the folder {destination.path}, which has no README.md'
    return f'the link to "{address}" leads to nothing: there is no {destination.path}'


def _hint(address: str, destination: Destination, book: AddressBook) -> str:
    if destination.fate is Fate.OUTSIDE and address.startswith("/"):
        return suggest(address, _like_urls(address, book))
    if destination.fate is not Fate.MISSING:
        return ""
    folder, _, name = destination.path.rpartition("/")
    return suggest(name, [other for other in book.places.names.get(folder, ()) if _may_be_meant(name, other)])


def _like_urls(address: str, book: AddressBook) -> list[str]:
    """Pick addresses worth a closer look: at least half of the words are right, or both are short."""
    words = _words_of(address)
    if len(words) <= 1:
        return [url for url in book.places.urls if url.count("/") <= 2]
    shared = Counter(url for word in words for url in book.places.urls_by_word.get(word, ()))
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

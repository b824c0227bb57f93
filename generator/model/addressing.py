"""Everything that links may lead to, gathered: the addresses of the site and the names of what is on it.

Knows what is published and under which address; does not know how a link is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from operator import attrgetter, is_not

import msgspec

from generator.errors import SitePath
from generator.markdown.anchors import make_anchor
from generator.markdown.body import BodyFacts
from generator.model.checklist import ChecklistSource, Curriculum, find_hidden
from generator.model.document import LOG_PATH, TODO_PATH, DocumentKind
from generator.model.links import AddressBook, Places
from generator.model.names import WritingNames, name_skills
from generator.model.permalink import Url
from generator.model.pictures import Picture
from generator.model.placement import Placement, Withheld
from generator.model.publication import Publication
from generator.model.wikilinks import NameBook
from generator.renewal import Column, Made, keep, remake, renew
from generator.sources.slugs import make_file_name, make_slug
from generator.sources.text import is_markdown


class Addressing(msgspec.Struct, frozen=True, eq=False):
    """What links may lead to, by address and by name."""

    book: AddressBook
    names: NameBook
    places: Made[Places]
    called: Made[NameBook]
    addresses: Column[tuple[SitePath, Url]]
    topics: Column[tuple[tuple[str, ...], str]]
    callings: Column[tuple[object, ...]]
    callings_kept_back: tuple[tuple[object, ...], ...]
    logged: Column[tuple[str, Url] | None]
    log: tuple[tuple[str, Url], ...]
    urls: Column[Url]
    facts: Column[BodyFacts]


def gather_addresses(
    publication: Publication,
    curriculum: Curriculum,
    *,
    checklists: tuple[ChecklistSource, ...],
    paths: tuple[SitePath, ...],
    pictures: Mapping[SitePath, Picture],
    last: Addressing | None = None,
) -> Addressing:
    """Gather every address and every name.

    Args:
        publication: what is published, and what is not.
        curriculum: the skills.
        checklists: their files, those that are not public, too.
        paths: every file below `content/`.
        pictures: what is known of every file that is a picture.
        last: what this gave for the last build.
    """
    published = publication.published
    addresses = renew(_address, last.addresses if last else None, published)
    topics = renew(_topics, last.topics if last else None, published)
    callings = renew(_calling, last.callings if last else None, published)
    kept_back = keep(
        tuple([_calling(placement) for placement in publication.kept_back]), last.callings_kept_back if last else None
    )
    logged = renew(_log_head, last.logged if last else None, published)
    log = keep(tuple(filter(None, logged.values)), last.log if last else None)
    urls = renew(_URL, last.urls if last else None, published)
    facts = renew(_FACTS, last.facts if last else None, published)

    def make_places(*_: object) -> Places:
        documents = _list_documents(addresses.values, curriculum)
        withheld = _list_reasons(publication.withheld, checklists, paths)
        urls = frozenset(_fixed_urls(addresses.values, log, topics.values, curriculum))
        return Places(documents, withheld, _list_files(paths, documents, withheld), urls, log)

    def make_names(*_: object) -> NameBook:
        places = tuple(source.path for source in checklists)
        skills = name_skills(curriculum, places, find_hidden(checklists, curriculum))
        return NameBook(skills, WritingNames(published), WritingNames(publication.kept_back))

    places = remake(
        make_places,
        last.places if last else None,
        *(addresses.values, topics.values, curriculum, checklists, paths, publication.withheld, log),
    )
    called = remake(make_names, last.called if last else None, callings.values, kept_back, curriculum, checklists)
    book = AddressBook(places.value, _join(urls, facts, last), pictures)
    return Addressing(
        book, called.value, places, called, addresses, topics, callings, kept_back, logged, log, urls, facts
    )


_URL = attrgetter("url")
_FACTS = attrgetter("document.facts")


def _join(urls: Column[Url], facts: Column[BodyFacts], last: Addressing | None) -> dict[str, BodyFacts]:
    """Put the facts under their addresses; of the same addresses as last time, only those that are others."""
    # Two at one address is an error, but which of the two is there must not depend on what was built before.
    if last is None or urls.values is not last.urls.values or len(last.book.facts) != len(urls.values):
        return dict(zip(urls.values, facts.values, strict=True))
    joined = dict(last.book.facts)
    for index in compress(range(len(facts.values)), map(is_not, facts.values, last.facts.values)):
        joined[urls.values[index]] = facts.values[index]
    return joined


def _address(placement: Placement) -> tuple[SitePath, Url]:
    path = placement.document.path
    return path, Url("/log/") if _is_of_log(placement) else placement.url


def _topics(placement: Placement) -> tuple[tuple[str, ...], str]:
    return placement.tags, placement.document.front.series


def _calling(placement: Placement) -> tuple[object, ...]:
    """Give all that the names of a document follow from, and all that is said of it where it is named."""
    document = placement.document
    return placement.title, placement.url, placement.date, document.kind, document.path, document.line


def _is_of_log(placement: Placement) -> bool:
    return placement.document.kind in {DocumentKind.LOG_ENTRY, DocumentKind.LOG_INTRO}


def _log_head(placement: Placement) -> tuple[str, Url] | None:
    """Give the anchor that the head of a log entry has on GitHub, and where the entry is."""
    document = placement.document
    if document.kind is not DocumentKind.LOG_ENTRY:
        return None
    return make_anchor(f"{document.log_date} {document.log_title}".strip()), placement.url


def _list_documents(addresses: Sequence[tuple[SitePath, Url]], curriculum: Curriculum) -> dict[SitePath, Url]:
    documents = dict(addresses)
    documents |= {checklist.path: Url(f"/checklists/{checklist.name}/") for checklist in curriculum.checklists}
    return documents


def _list_reasons(
    withheld: Sequence[Withheld], checklists: Sequence[ChecklistSource], paths: Sequence[SitePath]
) -> dict[SitePath, str]:
    reasons = {SitePath(item.place): item.reason for item in withheld} | {TODO_PATH: "never published"}
    reasons |= {source.path: "not public" for source in checklists if not source.file.public}
    if LOG_PATH in paths:
        reasons.setdefault(LOG_PATH, "without a published entry")
    return reasons


def _list_files(
    paths: Sequence[SitePath], documents: Mapping[SitePath, Url], withheld: Mapping[SitePath, str]
) -> dict[SitePath, Url]:
    others = (path for path in paths if path not in documents and path not in withheld and not is_markdown(path))
    return {path: _file_url(path) for path in others}


def _fixed_urls(
    addresses: Sequence[tuple[SitePath, Url]],
    log: Sequence[tuple[str, Url]],
    topics: Sequence[tuple[tuple[str, ...], str]],
    curriculum: Curriculum,
) -> Iterator[str]:
    yield from ("/", "/journal/", "/feed.xml", "/feed.json", "/sitemap.xml")
    if curriculum.checklists:
        yield "/skills/"
    yield from (url for _, url in addresses)
    yield from (url for _, url in log)
    tags = {tag for own, _ in topics for tag in own}
    series = {name for _, name in topics} - {""}
    for kind, names in (("tags", tags), ("series", series)):
        if names:
            yield f"/{kind}/"
            yield from (f"/{kind}/{make_slug(name)}/" for name in names)
    yield from (f"/skills/{skill}/" for skill in curriculum.skills)
    yield from (f"/checklists/{checklist.name}/" for checklist in curriculum.checklists)


def _file_url(path: SitePath) -> Url:
    """Give the address of a file that is copied: where a page of the same folder would lie."""
    below = path.removeprefix("content/")
    for section in ("entries/", "pages/"):
        below = below.removeprefix(section)
    *folders, name = below.split("/")
    return Url("/" + "/".join([*(make_slug(folder) for folder in folders), make_file_name(name)]))

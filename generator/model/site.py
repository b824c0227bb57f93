"""The whole journal as one value: what is published, ordered, cross-linked and checked.

Knows everything the author wrote; does not know pages, templates, or what was built before.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, compress
from operator import attrgetter
from types import MappingProxyType

import msgspec

from generator.errors import Location, Problem, Severity, SitePath
from generator.markdown.body import TargetKind
from generator.model.addressing import Addressing, gather_addresses
from generator.model.arrangement import Arrangement, arrange
from generator.model.checklist import ChecklistSource, Curriculum, Skill, assemble_curriculum, find_hidden
from generator.model.completion import Completed, complete
from generator.model.document import CHECKLISTS_FOLDER, TODO_PATH, Document, DocumentKind, kind_of
from generator.model.entry import ContentPage, Entry, Writing
from generator.model.lineage import Lineage, PastRules, trace_skills
from generator.model.links import AddressBook, find_other_anchors, problem_at_target
from generator.model.permalink import Url, needs_date
from generator.model.pictures import Picture
from generator.model.placement import Placement, PlacementRules, Withheld, asked_of_git
from generator.model.publication import Publication, place_all
from generator.model.sealing import Sealed
from generator.model.targets import find_reference
from generator.model.taxonomy import Term
from generator.model.timeline import Timeline, draw_timeline
from generator.renewal import Column, Made, keep, remake, renew
from generator.sources.frontmatter import problem_at_field
from generator.sources.history import FileDates, History
from generator.sources.slugs import Slug
from generator.sources.text import is_markdown
from generator.sources.versions import ChecklistVersions, Refusal


class Journal(msgspec.Struct, frozen=True):
    """All that a site is assembled from."""

    documents: tuple[Document, ...]
    checklists: tuple[ChecklistSource, ...]
    paths: tuple[SitePath, ...]
    """Every file below `content/`."""
    history: History | None
    rules: PlacementRules
    pictures: Mapping[SitePath, Picture] = {}
    """What is known of every picture below `content/`."""
    versions: ChecklistVersions = ChecklistVersions("", refusal=Refusal.NO_GIT)
    """What git knows of the checklists."""
    sealed: Sealed | None = None


class Site(msgspec.Struct, frozen=True):
    """Everything that is published, and nothing else: what pages, feeds and lists are made of cannot reach the rest."""

    rules: PlacementRules
    entries: tuple[Entry, ...]
    """Newest first."""
    pages: tuple[ContentPage, ...]
    home: Writing | None
    log_intro: Writing | None
    curriculum: Curriculum
    skills: Mapping[Slug, Skill]
    """In the order of the checklists."""
    tags: Mapping[Slug, Term]
    """Members are positions in `entries`."""
    series: Mapping[Slug, Term]
    files: tuple[tuple[SitePath, Url], ...]
    """Files that something published refers to, and the address of each."""
    pictures: Mapping[SitePath, Picture]
    """What is known of those of the files that are pictures."""
    backlinks: Mapping[Url, tuple[Url, ...]] = {}
    """For each page, the entries and pages whose texts link to it: entries newest first, then pages by title."""
    timeline: Timeline = Timeline(Refusal.NO_GIT)
    """Progress over time."""
    related: tuple[tuple[Url, ...], ...] = ()
    """For each entry, the addresses of those that are most about the same, the closest first."""
    sealed: Sealed | None = None
    """What is sealed, as far as it is public."""


_NO_DATES: Mapping[SitePath, FileDates] = MappingProxyType({})
_BY_NAME = 2
_PROBLEMS = attrgetter("problems")


class Assembly(msgspec.Struct, frozen=True, eq=False):
    """A site with what is wrong with it, and with all that the next build can take over."""

    site: Site
    withheld: tuple[Withheld, ...]
    """What is not published, and why, in words for the author."""
    problems: tuple[Problem, ...]
    curriculum: Made[tuple[Curriculum, tuple[Problem, ...]]]
    publication: Publication
    addressing: Addressing
    needs: Column[int]
    completed: Column[Completed]
    strays: Made[tuple[Problem, ...]]
    arranged: Arrangement
    lineages: Made[tuple[Lineage, ...]]
    timeline: Made[Timeline]


def assemble_site(journal: Journal, last: Assembly | None = None) -> Assembly:
    """Order, cross-link and check the journal; problems are gathered with as much of the site as there is.

    Args:
        journal: all that there is.
        last: what this gave for the last build; the result is the same without it.
    """
    dates = journal.history.dates if journal.history else _NO_DATES
    publication = place_all(journal.documents, dates, journal.rules, last.publication if last else None)
    curriculum = remake(
        assemble_curriculum, last.curriculum if last else None, journal.checklists, publication.rules.settings.zone
    )
    skills, wrong_skills = curriculum.value
    addressing = gather_addresses(
        publication,
        skills,
        checklists=journal.checklists,
        paths=journal.paths,
        pictures=journal.pictures,
        last=last.addressing if last else None,
    )
    needs = renew(_find_needs, last.needs if last else None, publication.published)
    completed = _complete_all(publication.published, addressing, needs, last)
    strays = remake(_list_strays, last.strays if last else None, journal.paths)
    problems = (
        *wrong_skills,
        *chain.from_iterable(map(_PROBLEMS, completed.values)),
        *strays.value,
        *_find_unknown_dates(journal),
        *_find_undatable(publication.published, publication.rules),
    )
    arranged = arrange(completed.values, skills, last.arranged if last else None)
    lineages, timeline = _look_back(journal, skills, arranged, last)
    site = _make_site(publication, skills, addressing.book, completed.values, arranged, last=last)
    return Assembly(
        site=msgspec.structs.replace(site, timeline=timeline.value, sealed=journal.sealed),
        withheld=tuple(sorted(publication.withheld, key=_reading_order)),
        problems=problems,
        curriculum=curriculum,
        publication=publication,
        addressing=addressing,
        needs=needs,
        completed=completed,
        strays=strays,
        arranged=arranged,
        lineages=lineages,
        timeline=timeline,
    )


def _look_back(
    journal: Journal, curriculum: Curriculum, arranged: Arrangement, last: Assembly | None
) -> tuple[Made[tuple[Lineage, ...]], Made[Timeline]]:
    """Follow the skills through the history, and count."""
    versions, settings, today = journal.versions, journal.rules.settings, journal.rules.today
    lineages = remake(
        trace_skills,
        last.lineages if last else None,
        *(versions.versions, journal.checklists, PastRules(today, settings.zone, settings.ignore_revs)),
    )
    timeline = remake(
        draw_timeline,
        last.timeline if last else None,
        *(lineages.value, arranged.skills, find_hidden(journal.checklists, curriculum), today, versions.refusal),
    )
    return lineages, timeline


def _find_needs(placement: Placement) -> int:
    """Say what completing a document asks for: 0 nothing, 1 addresses or skills, 2 names of entries, too."""
    document = placement.document
    if any(target.kind is TargetKind.WIKILINK for target in document.facts.targets):
        return _BY_NAME
    return int(bool(document.facts.targets or document.front.skills or document.front.image))


def _complete_all(
    published: Sequence[Placement], addressing: Addressing, needs: Column[int], last: Assembly | None
) -> Column[Completed]:
    """Complete what changed, and what refers to anything that changed."""
    book, names = addressing.book, addressing.names

    def complete_one(placement: Placement) -> Completed:
        return complete(placement, book, names)

    if last is None:
        return renew(complete_one, None, published)
    before = last.addressing
    again: set[int] = set()
    positions = range(len(published))
    if addressing.places is not before.places:
        again.update(compress(positions, needs.values))
    else:
        if names is not before.names:
            again.update(index for index in compress(positions, needs.values) if needs.values[index] == _BY_NAME)
        again.update(_find_pointing(published, find_other_anchors(book, before.book), last))
        again.update(_find_showing(published, _find_other_pictures(book, before.book), last))
    return renew(complete_one, last.completed, published, also=again)


def _find_pointing(published: Sequence[Placement], urls: frozenset[Url], last: Assembly) -> Iterator[int]:
    """Find the documents whose links lead to a page whose anchors are others now."""
    if not urls:
        return
    pages = {each.writing.place: each.writing.pages for each in last.completed.values if each.writing.pages}
    for index, placement in enumerate(published):
        if not urls.isdisjoint(pages.get(placement.document.place, ())):
            yield index


def _find_other_pictures(book: AddressBook, last: AddressBook) -> frozenset[SitePath]:
    if book.pictures is last.pictures:
        return frozenset()
    before = last.pictures
    return frozenset(
        path for path in book.pictures.keys() | before.keys() if book.pictures.get(path) != before.get(path)
    )


def _find_showing(published: Sequence[Placement], paths: frozenset[SitePath], last: Assembly) -> Iterator[int]:
    """Find the documents that refer to a picture that is another now."""
    if not paths:
        return
    places = {each.writing.place for each in last.completed.values if not paths.isdisjoint(each.files)}
    yield from (index for index, placement in enumerate(published) if placement.document.place in places)


def place_at_reference(problem: Problem, assembly: Assembly) -> Problem:
    """Tell a problem with a picture in the line that first refers to it; any other problem stays where it is."""
    path = SitePath(problem.location.path) if problem.location else None
    if path is None or path not in assembly.site.pictures:
        return problem
    for placement, completed in zip(assembly.publication.published, assembly.completed.values, strict=True):
        if path in completed.files:
            document = placement.document
            target = find_reference(path, document, assembly.addressing.book)
            if target is not None:
                return msgspec.structs.replace(
                    problem_at_target(problem.message, target, document, problem.hint), severity=problem.severity
                )
            return problem_at_field(
                problem.message, document.path, document.front_text, document.front_line, ("image",), hint=problem.hint
            )
    return problem


_FILES = attrgetter("files")


def _make_site(
    publication: Publication,
    curriculum: Curriculum,
    book: AddressBook,
    completed: Sequence[Completed],
    arranged: Arrangement,
    *,
    last: Assembly | None,
) -> Site:
    used = sorted({path for files in filter(None, map(_FILES, completed)) for path in files})
    shown = {path: book.pictures[path] for path in used if path in book.pictures}
    return Site(
        rules=publication.rules,
        entries=arranged.entries,
        pages=arranged.pages,
        home=arranged.texts.get(Url("/")),
        log_intro=arranged.texts.get(Url("/log/")),
        curriculum=curriculum,
        skills=arranged.skills,
        tags=arranged.tags.value,
        series=arranged.series.value,
        files=tuple((path, book.places.files[path]) for path in used),
        pictures=keep(shown, last.site.pictures if last else None),
        backlinks=arranged.backlinks.value,
        related=arranged.related.value.in_order,
    )


def _reading_order(withheld: Withheld) -> tuple[str, int]:
    path, _, line = withheld.place.rpartition(":")
    return (path, int(line)) if path and line.isdecimal() else (withheld.place, 0)


def _list_strays(paths: Sequence[SitePath]) -> tuple[Problem, ...]:
    return tuple(_find_strays(paths))


def _find_strays(paths: Sequence[SitePath]) -> Iterator[Problem]:
    """Warn of writing that stands where nothing is read: nobody would miss it in the built site."""
    unread = (path for path in paths if is_markdown(path) and kind_of(path) is None and path != TODO_PATH)
    # Those among the checklists are told of one by one, below.
    strays = Counter(path.rpartition("/")[0] for path in unread if not path.startswith(CHECKLISTS_FOLDER))
    for folder, count in sorted(strays.items()):
        files = "a Markdown file that is" if count == 1 else f"{count} Markdown files that are"
        hint = "entries belong in content/entries/, pages in content/pages/"
        yield Problem(f"holds {files} not published", Location(folder), hint=hint, severity=Severity.WARNING)
    for path in paths:
        if path.startswith(CHECKLISTS_FOLDER) and path.endswith((".md", ".markdown", ".json", ".toml")):
            yield Problem("is no checklist", Location(path), hint="checklists are .yaml", severity=Severity.WARNING)


def _find_unknown_dates(journal: Journal) -> Iterator[Problem]:
    """Refuse to guess dates where the clone does not hold the commits that would give them."""
    history = journal.history
    if history is None or not history.is_shallow:
        return
    unknown = [document.path for document in journal.documents if _is_date_unknown(document, history)]
    if unknown:
        others = f" (and for {len(unknown) - 1} more)" if len(unknown) > 1 else ""
        yield Problem(
            f"git is asked for its date{others}, and this clone is shallow: the history is cut off",
            Location(unknown[0]),
            hint="clone with the whole history: `fetch-depth: 0` for actions/checkout, or run `git fetch --unshallow`",
        )


def _is_date_unknown(document: Document, history: History) -> bool:
    dates = history.dates.get(document.path)
    if dates is None:
        return False
    asks_first, asks_last = asked_of_git(document)
    return (asks_first and dates.first.is_boundary) or (asks_last and dates.last.is_boundary)


def _find_undatable(placed: Sequence[Placement], rules: PlacementRules) -> Iterator[Problem]:
    """Report entries without a date where the addresses are made of dates."""
    if not needs_date(rules.settings.permalink):
        return
    for placement in placed:
        document = placement.document
        if document.kind is DocumentKind.ENTRY and placement.date is None and placement.url != "/":
            yield problem_at_field(
                f'has no date, and the permalink "{rules.settings.permalink}" is made of dates',
                document.path,
                document.front_text,
                document.front_line,
                ("date",),
                hint="give it a `date` in the front matter or in front of the file's name",
            )

"""The whole journal as one value: what is published, ordered, cross-linked and checked.

Knows everything the author wrote; does not know pages, templates, or what was built before.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.errors import Location, Problem, Severity, SitePath
from generator.markdown.anchors import make_anchor
from generator.model.backlinks import gather_backlinks
from generator.model.checklist import ChecklistSource, Citation, Curriculum, Skill, assemble_curriculum, judge_skills
from generator.model.completion import Completed, complete
from generator.model.document import (
    CHECKLISTS_FOLDER,
    LOG_PATH,
    TODO_PATH,
    Document,
    DocumentKind,
    kind_of,
)
from generator.model.entry import ContentPage, Entry, Writing, newest_first
from generator.model.links import AddressBook
from generator.model.names import WritingNames, name_skills
from generator.model.permalink import Url, needs_date
from generator.model.placement import (
    Placement,
    PlacementRules,
    Withheld,
    asked_of_git,
    describe_withheld,
    is_folder_text,
    place_document,
    split_same_log_urls,
)
from generator.model.taxonomy import Term, group_terms
from generator.model.wikilinks import NameBook
from generator.sources.frontmatter import problem_at_field
from generator.sources.history import History
from generator.sources.slugs import Slug, make_file_name, make_slug
from generator.sources.text import is_markdown


class Journal(msgspec.Struct, frozen=True):
    """All that a site is assembled from."""

    documents: tuple[Document, ...]
    checklists: tuple[ChecklistSource, ...]
    paths: tuple[SitePath, ...]
    """Every file below `content/`."""
    history: History | None
    rules: PlacementRules
    image_sizes: Mapping[SitePath, tuple[int, int]] = {}
    """Width and height of the pictures below `content/`, in pixels, where they are known."""


class Placed(msgspec.Struct, frozen=True):
    """All documents in their places, those that are published apart from those that are not."""

    published: tuple[Placement, ...]
    kept_back: tuple[Placement, ...]
    withheld: tuple[Withheld, ...]
    """The same, in words."""


class Site(msgspec.Struct, frozen=True):
    """Everything that is published."""

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
    withheld: tuple[Withheld, ...]
    backlinks: Mapping[Url, tuple[Url, ...]] = {}
    """For each page, the entries and pages whose texts link to it: entries newest first, then pages by title."""


def assemble_site(journal: Journal) -> tuple[Site, tuple[Problem, ...]]:
    """Order, cross-link and check the journal; problems are returned with as much of the site as there is."""
    curriculum, problems = assemble_curriculum(journal.checklists, journal.rules.settings.zone)
    placed = _place_all(journal)
    book = _make_address_book(journal, placed, curriculum)
    names = NameBook(
        name_skills(curriculum, tuple(source.path for source in journal.checklists)),
        WritingNames(placed.published),
        WritingNames(placed.kept_back),
    )
    completed = [complete(placement, book, names) for placement in placed.published]
    found = [
        *problems,
        *(problem for each in completed for problem in each.problems),
        *_find_strays(journal.paths),
        *_find_unknown_dates(journal),
        *_find_undatable(placed.published, journal.rules),
    ]
    return _arrange(journal.rules, completed, curriculum, book, placed.withheld), tuple(found)


def _arrange(
    rules: PlacementRules,
    completed: Sequence[Completed],
    curriculum: Curriculum,
    book: AddressBook,
    withheld: Sequence[Withheld],
) -> Site:
    writings = [each.writing for each in completed]
    entries = tuple(sorted((each for each in writings if isinstance(each, Entry)), key=newest_first))
    pages = tuple(each for each in writings if isinstance(each, ContentPage))
    texts = {each.url: each for each in writings if not isinstance(each, Entry | ContentPage)}
    used = {path for each in completed for path in each.files}
    return Site(
        rules=rules,
        entries=entries,
        pages=pages,
        home=texts.get(Url("/")),
        log_intro=texts.get(Url("/log/")),
        curriculum=curriculum,
        skills=judge_skills(curriculum, _gather_citations(entries)),
        tags=group_terms([entry.tags for entry in entries]),
        series=group_terms([(entry.series,) if entry.series else () for entry in entries]),
        files=tuple((path, book.files[path]) for path in sorted(used)),
        withheld=tuple(sorted(withheld, key=_reading_order)),
        backlinks=gather_backlinks((*entries, *sorted(pages, key=_title_order))),
    )


def _title_order(page: ContentPage) -> tuple[str, str]:
    return page.title.casefold(), page.url


def _reading_order(withheld: Withheld) -> tuple[str, int]:
    path, _, line = withheld.place.rpartition(":")
    return (path, int(line)) if path and line.isdecimal() else (withheld.place, 0)


def _gather_citations(entries: Sequence[Entry]) -> dict[Slug, tuple[Citation, ...]]:
    citations: dict[Slug, list[Citation]] = {}
    for entry in entries:
        for skill in entry.skills:
            citation = Citation(entry.title, entry.url, entry.date, entry.is_draft)
            citations.setdefault(skill, []).append(citation)
    return {skill: tuple(found) for skill, found in citations.items()}


def _place_all(journal: Journal) -> Placed:
    """Part what is published from what is not."""
    dates = journal.history.dates if journal.history else {}
    placements = [place_document(document, dates.get(document.path), journal.rules) for document in journal.documents]
    home = _find_home(placements)
    published: list[Placement] = []
    kept_back: list[Placement] = []
    withheld: list[Withheld] = []
    for placement in placements:
        document = placement.document
        if placement.reason is not None:
            kept_back.append(placement)
            withheld.append(describe_withheld(placement, journal.rules.today))
        elif document.path == home:
            published.append(msgspec.structs.replace(placement, url=Url("/")))
        elif _is_home_text(document.path):
            kept_back.append(placement)
            withheld.append(Withheld(document.place, f"the text of the home page is {home}"))
        else:
            published.append(placement)
    return Placed(tuple(split_same_log_urls(published)), tuple(kept_back), tuple(withheld))


def _is_home_text(path: SitePath) -> bool:
    """Tell whether a file's text stands on the home page: a README or index that belongs to no folder."""
    folder, _, name = path.rpartition("/")
    return folder in {"content/pages", "content/entries"} and is_folder_text(name.rpartition(".")[0])


def _find_home(placements: Sequence[Placement]) -> SitePath | None:
    """Find the file whose text is the home page's, among those that are published."""
    paths = (placement.document.path for placement in placements if placement.reason is None)
    return max(filter(_is_home_text, paths), default=None)  # `content/pages/` goes before `content/entries/`


def _make_address_book(journal: Journal, placed: Placed, curriculum: Curriculum) -> AddressBook:
    documents = {
        placement.document.path: Url("/log/") if _is_of_log(placement.document) else placement.url
        for placement in placed.published
    }
    documents |= {checklist.path: Url(f"/checklists/{checklist.name}/") for checklist in curriculum.checklists}
    reasons = {SitePath(item.place): item.reason for item in placed.withheld} | {TODO_PATH: "never published"}
    reasons |= {source.path: "not public" for source in journal.checklists if not source.file.public}
    if LOG_PATH in journal.paths:
        reasons.setdefault(LOG_PATH, "without a published entry")
    files = {
        path: _file_url(path)
        for path in journal.paths
        if path not in documents and path not in reasons and not is_markdown(path)
    }
    return AddressBook(
        documents=documents,
        withheld=reasons,
        files=files,
        urls=frozenset(_fixed_urls(placed.published, curriculum)),
        facts={placement.url: placement.document.facts for placement in placed.published},
        image_sizes=journal.image_sizes,
        log=tuple(_list_log_heads(placed.published)),
    )


def _list_log_heads(placed: Sequence[Placement]) -> Iterator[tuple[str, Url]]:
    for placement in placed:
        document = placement.document
        if document.kind is DocumentKind.LOG_ENTRY:
            yield make_anchor(f"{document.log_date} {document.log_title}".strip()), placement.url


def _is_of_log(document: Document) -> bool:
    return document.kind in {DocumentKind.LOG_ENTRY, DocumentKind.LOG_INTRO}


def _fixed_urls(placed: Sequence[Placement], curriculum: Curriculum) -> Iterator[str]:
    yield from ("/", "/journal/", "/feed.xml", "/feed.json", "/sitemap.xml")
    if curriculum.checklists:
        yield "/skills/"
    for placement in placed:
        yield placement.url
    tags = {tag for placement in placed for tag in placement.tags}
    series = {placement.document.front.series for placement in placed} - {""}
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

"""Completes a placed document: its links followed, its skills found, its tags gathered.

Knows one document and what may be referred to; does not know in what order things stand.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import msgspec

from generator.errors import Place, Problem, Severity, SitePath, suggest
from generator.markdown.body import Target, TargetKind
from generator.model.checklist import Curriculum
from generator.model.document import ENTRIES_FOLDER, Document, DocumentKind
from generator.model.entry import ContentPage, Entry, Writing
from generator.model.links import AddressBook, Fate, describe_unfollowed, follow
from generator.model.permalink import Url
from generator.model.placement import Placement
from generator.model.taxonomy import folder_tags
from generator.sources.frontmatter import problem_at_field
from generator.sources.slugs import Slug, make_slug


class SkillNames(msgspec.Struct, frozen=True):
    """By which names entries may cite which skill."""

    ids: Mapping[str, Slug]
    """Ids, aliases and slugs of titles."""
    hidden: frozenset[Slug]
    places: tuple[SitePath, ...]
    """The checklist files, for a hint."""


def name_skills(curriculum: Curriculum, places: tuple[SitePath, ...]) -> SkillNames:
    """Gather the names of all skills; an id goes before an alias, an alias before a title."""
    claims = curriculum.skills.values()
    by_title: dict[str, Slug] = {make_slug(claim.title): claim.id for claim in claims if claim.title}
    by_alias: dict[str, Slug] = {make_slug(alias): claim.id for claim in claims for alias in claim.aliases}
    by_id: dict[str, Slug] = {claim.id: claim.id for claim in claims}
    return SkillNames(by_title | by_alias | by_id, curriculum.hidden, places)


class Completed(msgspec.Struct, frozen=True):
    """A document complete, what it needs copied, and what is wrong with it."""

    writing: Writing
    files: tuple[SitePath, ...]
    problems: tuple[Problem, ...]


def complete(placement: Placement, book: AddressBook, names: SkillNames) -> Completed:
    """Make a placed document an entry, a page, or the text of the home page or the log."""
    document = placement.document
    hrefs, files, problems = _follow_targets(document, book)
    problems += tuple(_find_wrong_aliases(document))
    writing = _make_writing(placement, hrefs)
    if placement.url == "/" or document.kind is DocumentKind.LOG_INTRO:
        return Completed(writing, files, problems)
    common = msgspec.structs.asdict(writing)
    if document.kind is DocumentKind.PAGE:
        front = document.front
        return Completed(ContentPage(**common, nav_order=front.nav_order, nav_title=front.nav_title), files, problems)
    skills, unknown = _find_skills(document, names)
    image, image_files, image_problems = _follow_image(document, book)
    entry = Entry(
        **common,
        date=placement.date,
        date_source=placement.date_source,
        tags=gather_tags(document),
        skills=skills,
        series=document.front.series,
        image=image,
        is_log_entry=document.kind is DocumentKind.LOG_ENTRY,
    )
    return Completed(entry, files + image_files, (*problems, *unknown, *image_problems))


def _make_writing(placement: Placement, hrefs: tuple[str, ...]) -> Writing:
    document, front = placement.document, placement.document.front
    return Writing(
        path=document.path,
        line=document.line,
        place=document.place,
        url=placement.url,
        title=placement.title,
        updated=placement.updated,
        summary=front.summary or document.facts.summary,
        is_draft=front.draft,
        body=document.body,
        hrefs=hrefs,
        word_count=document.facts.word_count,
        aliases=tuple(_alias_url(alias) for alias in front.aliases),
        slug_place=_find_slug_place(document) if front.slug else None,
    )


def _find_slug_place(document: Document) -> Place | None:
    found = _at_field(document, ("slug",), "", "")
    return Place(found.location, found.excerpt) if found.location else None


def _alias_url(alias: str) -> Url:
    """An alias is an address that the entry once had; a missing slash at either end is no other address."""
    url = "/" + unquote(alias).strip().lstrip("/")
    return Url(url if url.endswith(("/", ".html")) else f"{url}/")


_NOT_IN_PATH = re.compile(r"[\x00-\x1f\x7f\\?#]|/\.{0,2}/")
"""What no server would look for in a file's path, and what would lead out of the site."""


def _find_wrong_aliases(document: Document) -> Iterator[Problem]:
    for position, alias in enumerate(document.front.aliases):
        url = _alias_url(alias)
        if url == "/" or _NOT_IN_PATH.search(url):
            message = f'the alias "{alias}" is no path of the site'
            yield _at_field(document, ("aliases", position), message, "write it as /old/address/")


def _follow_targets(
    document: Document, book: AddressBook
) -> tuple[tuple[str, ...], tuple[SitePath, ...], tuple[Problem, ...]]:
    hrefs: list[str] = []
    files: list[SitePath] = []
    problems: list[Problem] = []
    for target in document.facts.targets:
        destination = follow(target.address, document.path, book)
        hrefs.append(destination.url)
        if destination.is_file:
            files.append(destination.path)
        if destination.fate is not Fate.FOUND:
            problems.append(describe_unfollowed(target, document, destination, book))
    return tuple(hrefs), tuple(files), tuple(problems)


def _follow_image(document: Document, book: AddressBook) -> tuple[str, tuple[SitePath, ...], tuple[Problem, ...]]:
    address = document.front.image
    if not address or urlsplit(address).scheme in {"http", "https"}:
        return address, (), ()
    destination = follow(address, document.path, book)
    if destination.fate is Fate.FOUND and destination.is_file:
        return destination.url, (destination.path,), ()
    target = Target(TargetKind.IMAGE, address, 0, 0, "")
    said = describe_unfollowed(target, document, destination, book)
    return "", (), (_at_field(document, ("image",), said.message, said.hint, Severity.WARNING),)


def _find_skills(document: Document, names: SkillNames) -> tuple[tuple[Slug, ...], tuple[Problem, ...]]:
    found: dict[Slug, None] = {}
    problems: list[Problem] = []
    for position, name in enumerate(document.front.skills):
        skill = names.ids.get(name) or names.ids.get(make_slug(name))
        if skill is not None:
            found[skill] = None
        elif make_slug(name) not in names.hidden:
            message = f'unknown skill "{name}"'
            problems.append(_at_field(document, ("skills", position), message, _skill_hint(name, names)))
    return tuple(found), tuple(problems)


def _skill_hint(name: str, names: SkillNames) -> str:
    if not names.places:
        return "there is no checklist yet; skills are listed in content/checklists/*.yaml"
    close = suggest(name, names.ids)
    listed = f"the skills are listed in {', '.join(names.places)}"
    return f"{close} {listed[0].upper()}{listed[1:]}" if close else listed


def _at_field(
    document: Document,
    field: tuple[str | int, ...],
    message: str,
    hint: str,
    severity: Severity = Severity.ERROR,
) -> Problem:
    return problem_at_field(
        message, document.path, document.front_text, document.front_line, field, hint=hint, severity=severity
    )


def gather_tags(document: Document) -> tuple[str, ...]:
    """Give an entry's own tags, then the folders it lies in; of two spellings of one tag the first."""
    names = document.front.tags
    if document.kind is DocumentKind.ENTRY:
        names += folder_tags(document.path.removeprefix(ENTRIES_FOLDER).rpartition("/")[0])
    if len(names) < 2:
        return names
    by_slug: dict[Slug, str] = {}
    for name in names:
        by_slug.setdefault(_tag_slug(name), name)
    return tuple(by_slug.values())


_tag_slug = lru_cache(maxsize=4096)(make_slug)
"""Thousands of entries share a few hundred tags."""

"""Completes a placed document: its links followed, its skills found.

Knows one document and what may be referred to; does not know in what order things stand.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import msgspec

from generator.errors import Place, Problem, Severity, SitePath, suggest
from generator.markdown.body import Target, TargetKind
from generator.markdown.counting import estimate_minutes
from generator.model.document import Document, DocumentKind
from generator.model.entry import ContentPage, Entry, Writing
from generator.model.links import AddressBook, Fate, describe_unfollowed, follow
from generator.model.names import SkillNames
from generator.model.permalink import Url
from generator.model.placement import Placement
from generator.model.targets import Followed, follow_targets
from generator.model.wikilinks import NameBook
from generator.sources.frontmatter import problem_at_field
from generator.sources.slugs import Slug, make_slug
from generator.sources.values import shorten


class Completed(msgspec.Struct, frozen=True):
    """A document complete, what it needs copied, and what is wrong with it."""

    writing: Writing
    files: tuple[SitePath, ...]
    problems: tuple[Problem, ...]


def complete(placement: Placement, book: AddressBook, names: NameBook) -> Completed:
    """Make a placed document an entry, a page, or the text of the home page or the log."""
    document = placement.document
    followed = follow_targets(placement, book, names)
    files, problems = followed.files, followed.problems
    if document.front.aliases:
        problems += tuple(_find_wrong_aliases(document))
    writing = _make_writing(placement, followed)
    if placement.url == "/" or document.kind is DocumentKind.LOG_INTRO:
        return Completed(writing, files, problems)
    common = msgspec.structs.asdict(writing)
    if document.kind is DocumentKind.PAGE:
        front = document.front
        return Completed(ContentPage(**common, nav_order=front.nav_order, nav_title=front.nav_title), files, problems)
    skills, unknown = _find_skills(document, followed.skills, names.skills)
    image, image_files, image_problems = _follow_image(document, book)
    entry = Entry(
        **common,
        date=placement.date,
        date_source=placement.date_source,
        tags=placement.tags,
        skills=skills,
        series=document.front.series,
        image=image,
        image_path=image_files[0] if image_files else SitePath(""),
        is_log_entry=document.kind is DocumentKind.LOG_ENTRY,
    )
    return Completed(entry, files + image_files, (*problems, *unknown, *image_problems))


def _make_writing(placement: Placement, followed: Followed) -> Writing:
    document, front, facts = placement.document, placement.document.front, placement.document.facts
    return Writing(
        path=document.path,
        line=document.line,
        place=document.place,
        url=placement.url,
        title=placement.title,
        updated=placement.updated,
        summary=front.summary or facts.summary,
        is_draft=front.draft,
        body=document.body,
        hrefs=followed.hrefs,
        sizes=followed.sizes,
        pages=followed.pages,
        heading_id=facts.heading_id,
        headings=facts.headings,
        word_count=facts.word_count + facts.glyph_count,
        reading_minutes=estimate_minutes(facts.word_count, facts.glyph_count),
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


_LONGEST_PART = 255
"""Bytes that a name may have on every file system in use."""
_LONGEST_PATH = 1024
"""Bytes that macOS lets a whole path have, which is the least of all; the site's folder takes some of them."""


def check_alias(alias: str) -> tuple[str, str] | None:
    """Say what is wrong with a former address, and what to do; nothing if it may be one.

    >>> check_alias("/old/address/"), check_alias("/a/../b/")
    (None, ('the alias "/a/../b/" is no path of the site', 'write it as /old/address/'))
    """
    url = _alias_url(alias)
    if url == "/" or _NOT_IN_PATH.search(url):
        return f'the alias "{alias}" is no path of the site', "write it as /old/address/"
    if max(len(part.encode()) for part in url.split("/")) > _LONGEST_PART or len(url.encode()) > _LONGEST_PATH:
        hint = f"between two slashes there may be {_LONGEST_PART} bytes, and {_LONGEST_PATH:,} in all"
        return f'the alias "{shorten(alias)}" is longer than the path of a file may be', hint
    return None


def _find_wrong_aliases(document: Document) -> Iterator[Problem]:
    for position, alias in enumerate(document.front.aliases):
        fault = check_alias(alias)
        if fault is not None:
            yield _at_field(document, ("aliases", position), *fault)


def _follow_image(document: Document, book: AddressBook) -> tuple[str, tuple[SitePath, ...], tuple[Problem, ...]]:
    address = document.front.image
    if not address or urlsplit(address).scheme in {"http", "https"}:
        return address, (), ()
    destination = follow(address, document.path, book)
    if destination.fate is Fate.FOUND and destination.is_file:
        picture = book.pictures.get(destination.path)
        if picture is None or not picture.fault:
            return destination.url, (destination.path,), ()
        message = f"the picture {destination.path} {picture.fault}"
        return "", (destination.path,), (_at_field(document, ("image",), message, picture.hint),)
    target = Target(TargetKind.IMAGE, address, 0, 0, "", 0)
    said = describe_unfollowed(target, document, destination, book)
    return "", (), (_at_field(document, ("image",), said.message, said.hint, Severity.WARNING),)


def _find_skills(
    document: Document, named: tuple[Slug, ...], names: SkillNames
) -> tuple[tuple[Slug, ...], tuple[Problem, ...]]:
    """Find the skills that the front matter cites, and after them those that the text names."""
    if not document.front.skills:
        return named, ()
    found: dict[Slug, None] = {}
    problems: list[Problem] = []
    for position, name in enumerate(document.front.skills):
        skill = names.ids.get(name) or names.ids.get(make_slug(name))
        if skill is not None:
            found[skill] = None
        elif make_slug(name) not in names.hidden:
            message = f'unknown skill "{name}"'
            problems.append(_at_field(document, ("skills", position), message, _skill_hint(name, names)))
    found.update(dict.fromkeys(named))
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

"""Where the links by name lead: `[[an entry]]`, `[[a skill]]`, `[[an entry#a heading]]`.

Knows by which names things are called, and what is published; does not know HTML, nor what the rest of a text says.
"""

from collections.abc import Sequence

import msgspec

from generator.errors import Problem, SitePath
from generator.markdown.body import Target
from generator.model.document import Document
from generator.model.fragments import settle_heading
from generator.model.links import AddressBook, Destination, Fate, problem_at_target
from generator.model.names import SkillNames, WritingNames
from generator.model.permalink import Url, encode_url
from generator.model.placement import Placement
from generator.sources.slugs import Slug, make_slug


class NameBook(msgspec.Struct, frozen=True):
    """Everything that is called by a name."""

    skills: SkillNames
    published: WritingNames = WritingNames(())
    withheld: WritingNames = WritingNames(())


class Meaning(msgspec.Struct, frozen=True):
    """What a name means: a skill, a page, or neither."""

    destination: Destination
    skill: Slug | None = None
    rivals: tuple[Placement, ...] = ()
    """Others of the same name."""


_NOTHING = Meaning(Destination(Fate.MISSING))


def follow_name(address: str, source: SitePath, book: AddressBook, names: NameBook, *, own: Url) -> Meaning:
    """Find out what a name in double brackets leads to.

    A name as it is written goes before one that is only alike, and among equals a skill before an entry or page.

    Args:
        address: `name`, `name#heading`, or `#heading` for the page it stands on.
        source: the file it stands in.
        book: the ids of pages.
        names: what there is.
        own: the page it stands on.
    """
    name, mark, heading = address.partition("#")
    if mark:
        # A name may have such a mark itself, as C# has.
        whole = _find_exactly(address, source, names)
        if whole is not None:
            return whole
        heading = heading.rpartition("#")[2]
    if not name:
        return _with_heading(Meaning(Destination(Fate.FOUND, path=source, page=own)), heading, book)
    found = _find_exactly(name, source, names) or _find_alike(name, source, names)
    return _with_heading(found, heading, book) if found.destination.fate is Fate.FOUND else found


def _find_exactly(name: str, source: SitePath, names: NameBook) -> Meaning | None:
    skill = names.skills.find_exactly(name)
    if skill is not None:
        return _lead_to_skill(skill)
    placements = names.published.find_title(name)
    return _lead_to_writing(placements, source) if placements else None


def _find_alike(name: str, source: SitePath, names: NameBook) -> Meaning:
    slug = make_slug(name)
    skill = names.skills.ids.get(slug)
    if skill is not None:
        return _lead_to_skill(skill)
    placements = names.published.find(name)
    if placements:
        return _lead_to_writing(placements, source)
    withheld = names.withheld.find_title(name) or names.withheld.find(name)
    if withheld:
        return Meaning(Destination(Fate.WITHHELD, path=SitePath(withheld[0].document.place)))
    return Meaning(Destination(Fate.WITHHELD)) if slug in names.skills.hidden else _NOTHING


def _lead_to_skill(skill: Slug) -> Meaning:
    url = Url(f"/skills/{skill}/")
    return Meaning(Destination(Fate.FOUND, encode_url(url), page=url), skill)


def _lead_to_writing(placements: Sequence[Placement], source: SitePath) -> Meaning:
    """Of several of one name take one of the same folder, and of these the newest."""
    chosen, *rivals = placements
    if rivals:
        folder = source.rpartition("/")[0]
        chosen, *rivals = sorted(placements, key=lambda each: _nearness(each, folder))
    found = Destination(Fate.FOUND, encode_url(chosen.url), chosen.document.path, page=chosen.url)
    return Meaning(found, None, (chosen, *rivals) if rivals else ())


def _nearness(placement: Placement, folder: str) -> tuple[bool, int, str]:
    is_elsewhere = placement.document.path.rpartition("/")[0] != folder
    return is_elsewhere, -(placement.date.sort_key if placement.date else 0), placement.url


def _with_heading(meaning: Meaning, heading: str, book: AddressBook) -> Meaning:
    found = meaning.destination
    settled = settle_heading(heading, book.ids[found.page])
    lost = heading if settled is None else ""
    url = encode_url(found.page) + book.show_place(found.page, settled or "")
    return msgspec.structs.replace(meaning, destination=msgspec.structs.replace(found, url=url, lost=lost))


def describe_unmeant(
    target: Target, document: Document, meaning: Meaning, book: AddressBook, names: NameBook, *, has_hint: bool = True
) -> Problem:
    """Warn that a name means nothing that is published; the text stays as it was written."""
    destination, name = meaning.destination, target.address.partition("#")[0]
    if destination.fate is Fate.WITHHELD:
        if not destination.path:
            return problem_at_target(f'the skill "{name}" is of a checklist that is not public', target, document)
        reason = book.places.withheld[destination.path]
        return problem_at_target(f'"{name}" is {destination.path}, which is {reason}', target, document)
    hint = names.published.suggest(name, names.skills.written) if has_hint else ""
    return problem_at_target(f'no entry or skill "{name}"', target, document, hint)


def describe_rivals(target: Target, document: Document, meaning: Meaning) -> Problem:
    """Warn that a name is that of several; the link leads to the first."""
    first, second, *others = meaning.rivals
    name, place = target.address.partition("#")[0], second.document.place
    more = f" (and of {len(others)} more)" if others else ""
    message = f'"{name}" is the name of {first.document.place} and of {place}{more}; the link leads to the first'
    return problem_at_target(message, target, document, _hint_at_path(first, second))


def _hint_at_path(first: Placement, second: Placement) -> str:
    if first.document.path == second.document.path:
        return ""
    below = first.document.path.removeprefix("content/").removeprefix("entries/")
    return f"write its path to make it plain: [[{below}]]"

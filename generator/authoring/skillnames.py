"""Which skill an author means who types its id, another name of it, its title or its number.

Knows the skills of all checklists, those that are not published among them; does not know what is to be done with one.
"""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import msgspec

from generator.errors import GeneratorError, Problem, suggest
from generator.model.checklist import ChecklistSource, assemble_curriculum
from generator.model.names import fold
from generator.sources.checklistfile import SkillNode, skill_id
from generator.sources.slugs import Slug, make_slug

_SHOWN = 5
"""How many skills a problem names."""


class Mention(msgspec.Struct, frozen=True):
    """A skill where it stands in a checklist."""

    source: ChecklistSource
    node: SkillNode

    @property
    def id(self) -> Slug:
        """Its id, or the one made of its title."""
        return skill_id(self.node)

    @property
    def label(self) -> str:
        """What it is called in the list."""
        return f"{self.node.number} {self.node.title}".strip()

    @property
    def place(self) -> str:
        """Where it stands, for the terminal."""
        return f"{self.source.path}:{self.node.line}"


def list_mentions(sources: Sequence[ChecklistSource]) -> tuple[Mention, ...]:
    """List every skill where it stands, in the order of the checklists, those that are published first.

    Raises:
        GeneratorError: a skill stands twice in one checklist, or in two of them with different states.
    """
    published = sorted(sources, key=lambda source: not source.file.public)
    # What is wrong with a list that is not published is wrong as well.
    shown = [msgspec.structs.replace(each, file=msgspec.structs.replace(each.file, public=True)) for each in published]
    _, problems = assemble_curriculum(shown, ZoneInfo("UTC"))
    if problems:
        raise GeneratorError(problems)
    return tuple(Mention(source, node) for source in published for node in _walk(source.file.skills))


def _walk(nodes: Sequence[SkillNode]) -> Iterator[SkillNode]:
    for node in nodes:
        yield node
        yield from _walk(node.skills)


def find_skill(name: str, mentions: Sequence[Mention]) -> Slug:
    """Find the skill that an author means.

    An id goes before another name, that before a title, and that before a number.

    Raises:
        GeneratorError: there is no such skill, or there are several.
    """
    for names_of in (_ids, _aliases, _titles, _slugs, _numbers):
        found = list(dict.fromkeys(each.id for each in mentions if fold(name) in map(fold, names_of(each))))
        if not found and names_of is _slugs:
            found = list(dict.fromkeys(each.id for each in mentions if make_slug(name) in names_of(each)))
        if len(found) == 1:
            return found[0]
        if found:
            raise GeneratorError([_say_ambiguous(name, found, mentions)])
    raise GeneratorError([_say_unknown(name, mentions)])


def _ids(mention: Mention) -> tuple[str, ...]:
    return (mention.id,)


def _aliases(mention: Mention) -> tuple[str, ...]:
    return mention.node.aliases


def _titles(mention: Mention) -> tuple[str, ...]:
    return (mention.node.title, mention.label)


def _slugs(mention: Mention) -> tuple[str, ...]:
    return tuple(make_slug(name) for name in (mention.node.title, *mention.node.aliases) if name)


def _numbers(mention: Mention) -> tuple[str, ...]:
    return (mention.node.number,) if mention.node.number else ()


def _say_ambiguous(name: str, found: Sequence[Slug], mentions: Sequence[Mention]) -> Problem:
    first = {each.id: each for each in reversed(mentions)}
    shown = ", ".join(f"{skill} ({first[skill].label}, {first[skill].place})" for skill in found[:_SHOWN])
    rest = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return Problem(f'"{name}" may be {len(found)} skills: {shown}{rest}', hint="name it by its id")


def _say_unknown(name: str, mentions: Sequence[Mention]) -> Problem:
    if not mentions:
        hint = "there is no checklist yet; put one into content/checklists/"
        return Problem(f'there is no skill "{name}"', hint=hint)
    known = {names: None for each in mentions for names in (each.id, each.node.title, *each.node.aliases)}
    hint = suggest(name, known)
    if not hint:
        word = fold(name)
        alike = [each.id for each in mentions if word in fold(each.label)] or [each.id for each in mentions]
        ids = list(dict.fromkeys(alike))
        rest = f" and {len(ids) - _SHOWN} more; `journal status` shows all" if len(ids) > _SHOWN else ""
        hint = f"there are {', '.join(ids[:_SHOWN])}{rest}" if len(ids) > 1 else f"there is {ids[0]}"
    return Problem(f'there is no skill "{name}"', hint=hint)

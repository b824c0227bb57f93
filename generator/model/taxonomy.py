"""Tags and series: entries grouped by what their authors call alike.

Knows names and the order of entries; does not know what an entry says.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.sources.slugs import Slug, make_slug

_NOT_A_TOPIC = re.compile(r"[0-9]{1,4}([-_.][0-9]{1,2}){0,2}")
"""A folder such as `2019` or `2019-11` sorts files by date; it is no tag."""


class Term(msgspec.Struct, frozen=True):
    """A tag or a series: its name as authors write it, and its members by position in the journal."""

    slug: Slug
    name: str
    members: tuple[int, ...]


def group_terms(names: Sequence[Iterable[str]]) -> dict[Slug, Term]:
    """Group members by the slugs of their names; `names[i]` are those of member i.

    Spellings that give one slug are one term, shown as most members write it.

    >>> group_terms([["Flask"], ["flask", "Web"], ["Flask"]])["flask"]
    Term(slug='flask', name='Flask', members=(0, 1, 2))
    """
    members: dict[Slug, list[int]] = {}
    spellings: dict[Slug, Counter[str]] = {}
    slugs: dict[str, Slug] = {}
    for position, own in enumerate(names):
        for name in own:
            slug = slugs.get(name)
            if slug is None:
                slug = slugs[name] = make_slug(name)
            group = members.setdefault(slug, [])
            if not group or group[-1] != position:
                group.append(position)
            spellings.setdefault(slug, Counter())[name] += 1
    return {slug: Term(slug, _usual(spellings[slug]), tuple(members[slug])) for slug in sorted(members)}


def _usual(spellings: Mapping[str, int]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def folder_tags(folder: str) -> tuple[str, ...]:
    """Make the names of folders tags, but for those that are dates.

    >>> folder_tags("til/2019/postgres")
    ('til', 'postgres')
    """
    return tuple(part for part in folder.split("/") if part and not _NOT_A_TOPIC.fullmatch(part))

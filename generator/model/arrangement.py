"""Entries, pages and skills in their order, and what follows from all of them: tags, series, citations, backlinks, and what is about the same.

Knows complete documents; does not know how a document was completed, nor what is withheld.
"""

from collections.abc import Mapping, Sequence
from itertools import compress
from operator import attrgetter
from typing import TypeAlias

import msgspec

from generator.model.backlinks import gather_backlinks
from generator.model.checklist import Citation, Curriculum, Skill, judge_skills
from generator.model.completion import Completed
from generator.model.entry import ContentPage, Entry, Writing, newest_first
from generator.model.permalink import Url
from generator.model.related import Key, Relations, relate
from generator.model.taxonomy import Term, group_terms
from generator.renewal import Column, Made, keep, keep_each, remake, renew
from generator.sources.slugs import Slug

_Names: TypeAlias = Sequence[Sequence[str]]
"""For each entry some names."""


class Arrangement(msgspec.Struct, frozen=True, eq=False):
    """What is published, in order, and how it hangs together."""

    entries: tuple[Entry, ...]
    """Newest first."""
    pages: tuple[ContentPage, ...]
    texts: Mapping[Url, Writing]
    """Of pages that have more than a text: the home page, the log."""
    skills: Mapping[Slug, Skill]
    tags: Made[dict[Slug, Term]]
    series: Made[dict[Slug, Term]]
    backlinks: Made[Mapping[Url, tuple[Url, ...]]]
    kinds: Column[type[Writing]]
    keys: Column[Key]
    order: Made[tuple[int, ...]]
    own_tags: Column[tuple[str, ...]]
    own_series: Column[tuple[str, ...]]
    own_skills: Column[tuple[Slug, ...]]
    citations: Column[Citation | None]
    judged: Made[Mapping[Slug, Skill]]
    trails: Column[tuple[Url, tuple[Url, ...]]]
    related: Made[Relations]


def arrange(completed: Sequence[Completed], curriculum: Curriculum, last: Arrangement | None = None) -> Arrangement:
    """Put everything in order.

    Args:
        completed: what is published.
        curriculum: the skills, as checklists have them.
        last: what this gave for the last build.
    """
    writings = tuple(map(_WRITING, completed))
    kinds = renew(type, last.kinds if last else None, writings)
    unsorted = tuple(compress(writings, [kind is Entry for kind in kinds.values]))
    others = list(compress(writings, [kind is not Entry for kind in kinds.values]))
    pages = tuple([each for each in others if isinstance(each, ContentPage)])
    texts = {each.url: each for each in others if not isinstance(each, ContentPage)}
    keys = renew(newest_first, last.keys if last else None, unsorted)
    order = remake(_sort_keys, last.order if last else None, keys.values)
    entries = keep(tuple(map(unsorted.__getitem__, order.value)), last.entries if last else None)
    own_tags = renew(_TAGS, last.own_tags if last else None, entries)
    own_series = renew(_series_of, last.own_series if last else None, entries)
    own_skills = renew(_SKILLS, last.own_skills if last else None, entries)
    citations = renew(_cite, last.citations if last else None, entries)

    def judge(_: object, skills: Sequence[tuple[Slug, ...]], found: Sequence[Citation | None]) -> Mapping[Slug, Skill]:
        return keep_each(judge_skills(curriculum, _group_citations(skills, found)), last.skills if last else None)

    judged = remake(judge, last.judged if last else None, curriculum, own_skills.values, citations.values)
    linking = (*entries, *sorted(pages, key=_title_order))
    trails = renew(_TRAIL, last.trails if last else None, linking)
    backlinks = remake(
        lambda trails: keep_each(gather_backlinks(trails), last.backlinks.value if last else None),
        last.backlinks if last else None,
        trails.values,
    )
    names = (own_tags.values, own_skills.values, own_series.values)
    return Arrangement(
        entries=entries,
        pages=keep(pages, last.pages if last else None),
        texts=keep_each(texts, last.texts if last else None),
        skills=judged.value,
        tags=remake(group_terms, last.tags if last else None, own_tags.values),
        series=remake(group_terms, last.series if last else None, own_series.values),
        backlinks=backlinks,
        kinds=kinds,
        keys=keys,
        order=order,
        own_tags=own_tags,
        own_series=own_series,
        own_skills=own_skills,
        citations=citations,
        judged=judged,
        trails=trails,
        related=_relate_all(keys.values, order.value, names, last.related if last else None),
    )


def _relate_all(
    keys: Sequence[Key],
    order: Sequence[int],
    names: tuple[_Names, _Names, _Names],
    last: Made[Relations] | None,
) -> Made[Relations]:
    def relate_again(*_: object) -> Relations:
        tags, skills, series = names
        in_order = tuple(map(keys.__getitem__, order))
        return relate(in_order, tags, skills, series, last.value if last else None)

    return remake(relate_again, last, keys, order, *names)


_WRITING = attrgetter("writing")
_TAGS = attrgetter("tags")
_SKILLS = attrgetter("skills")
_TRAIL = attrgetter("url", "pages")


def _sort_keys(keys: Sequence[tuple[bool, int, str]]) -> tuple[int, ...]:
    return tuple(sorted(range(len(keys)), key=keys.__getitem__))


def _series_of(entry: Entry) -> tuple[str, ...]:
    return (entry.series,) if entry.series else ()


def _cite(entry: Entry) -> Citation | None:
    return Citation(entry.title, entry.url, entry.date, entry.is_draft) if entry.skills else None


def _group_citations(
    skills: Sequence[tuple[Slug, ...]], citations: Sequence[Citation | None]
) -> dict[Slug, tuple[Citation, ...]]:
    found: dict[Slug, list[Citation]] = {}
    for own, citation in zip(skills, citations, strict=True):
        if citation is not None:
            for skill in own:
                found.setdefault(skill, []).append(citation)
    return {skill: tuple(cited) for skill, cited in found.items()}


def _title_order(page: ContentPage) -> tuple[str, str]:
    return page.title.casefold(), page.url

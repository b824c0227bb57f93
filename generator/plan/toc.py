"""Tables of contents.

Knows headings and their levels; does not know which pages show a table.
"""

from collections.abc import Sequence

from generator.markdown.body import Heading
from generator.model.fragments import write_fragment
from generator.plan.contexts import TocItem

FEWEST_HEADINGS = 3
"""A text with fewer can be seen at a glance."""

_LEVEL_COUNT = 2
"""A table says what there is, and not all of it; deeper headings are a long text's details."""


def make_toc(headings: Sequence[Heading]) -> tuple[TocItem, ...]:
    """List the headings of the two highest levels that occur; nothing for a text with few headings.

    >>> make_toc([Heading(2, "a", "A"), Heading(4, "b", "B"), Heading(2, "c", "C")])
    (TocItem(title='A', href='#a', items=(TocItem(title='B', href='#b', items=()),)), TocItem(title='C', href='#c', items=()))
    """
    if len(headings) < FEWEST_HEADINGS:
        return ()
    levels = sorted({heading.level for heading in headings})[:_LEVEL_COUNT]
    groups: list[tuple[Heading | None, list[TocItem]]] = []
    for heading in headings:
        if heading.level == levels[0]:
            groups.append((heading, []))
        elif heading.level in levels:
            if not groups:
                groups.append((None, []))
            groups[-1][1].append(TocItem(heading.title, write_fragment(heading.id)))
    items: list[TocItem] = []
    for parent, below in groups:
        # What stands above the first heading of the higher level is a child of none.
        items += [TocItem(parent.title, write_fragment(parent.id), tuple(below))] if parent else below
    return tuple(items)

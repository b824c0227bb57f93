"""What has become of a journal since it was another: entries that are new, changed or gone, and skills that moved.

Knows what is published of both; does not know when either was, nor how they were come by.
"""

import msgspec

from generator.model.checklist import SkillState
from generator.model.entry import Entry
from generator.model.permalink import Url
from generator.model.site import Site
from generator.sources.slugs import Slug


class Move(msgspec.Struct, frozen=True):
    """A skill that is in another state than it was, or was not there."""

    id: Slug
    title: str
    before: SkillState | None
    """None for a skill that is new."""
    after: SkillState


class Changes(msgspec.Struct, frozen=True):
    """All that is another thing than it was; of what is gone only the address, since it may have become private."""

    added: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    removed: tuple[Url, ...]
    moves: tuple[Move, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is."""
        return not (self.added or self.changed or self.removed or self.moves)


def find_changes(before: Site, after: Site) -> Changes:
    """Compare a journal with what it was; entries newest first, skills in the order of the checklists."""
    known = {entry.url: entry for entry in before.entries}
    left = {entry.url for entry in after.entries}
    return Changes(
        added=tuple(entry for entry in after.entries if entry.url not in known),
        changed=tuple(
            entry for entry in after.entries if entry.url in known and _content(entry) != _content(known[entry.url])
        ),
        removed=tuple(url for url in known if url not in left),
        moves=tuple(
            Move(slug, skill.claim.title, before.skills[slug].state if slug in before.skills else None, skill.state)
            for slug, skill in after.skills.items()
            if slug not in before.skills or before.skills[slug].state is not skill.state
        ),
    )


def _content(entry: Entry) -> tuple[object, ...]:
    """Give what a reader would call the entry; not what its place among others makes of it."""
    date = entry.date.day if entry.date else ""
    return entry.title, entry.summary, date, entry.tags, entry.skills, entry.series, entry.image, entry.body

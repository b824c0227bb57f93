"""What stands in the region: counts, the checklists as boxes, the latest entries.

Knows the assembled journal, so nothing that is withheld; does not know the README round it.
Nothing in it says what day it is: it changes when the journal does.

GitHub has two states of a task.
What is being learned is set in italics and what was dropped is struck through, as are their counts above the list; of a
skill with others below it, or with the marker beside it, that is only said where its author said it.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

import msgspec

from generator.model.checklist import Branch, Checklist, Progress, Skill, SkillState, count_all, count_leaves
from generator.model.entry import Entry, newest_first
from generator.model.permalink import Url, encode_url
from generator.model.site import Site
from generator.readme.escaping import encode_ends, escape_beginning, escape_text
from generator.sources.dates import Moment, parse_moment
from generator.sources.history import History
from generator.sources.tasklists import read_marker
from generator.words.words import Words

LATEST_COUNT = 5
"""Entries in the region."""

_INDENT = "  "
"""As wide as the bullet, so that GitHub nests what stands below it."""
_DAY_S = 24 * 60 * 60
_MARKUP = {SkillState.LEARNING: "*", SkillState.DROPPED: "~~"}


class Told(msgspec.Struct, frozen=True):
    """What the region tells of."""

    site: Site
    words: Words
    history: History | None = None
    """What git says of the files' dates; nothing if it is not asked."""
    anchors: Mapping[Url, str] = {}
    """Of each entry of the log, the one that GitHub gives to its heading."""

    @property
    def marker(self) -> str:
        """What stands beside the skill that is worked on."""
        return " ".join(self.site.rules.settings.now_marker.split())


def write_region(told: Told) -> str:
    """Write all that stands between the markers."""
    site, words = told.site, told.words
    parts = [_write_sum(told)]
    checklists = site.curriculum.checklists
    for checklist in checklists:
        if len(checklists) > 1:
            href = _find_href(told, Url(f"/checklists/{checklist.name}/"), checklist.path)
            counts = _write_progress(_count(checklist, site), words)
            parts.append(f"### [{escape_text(checklist.title)}]({href})\n\n{', '.join(counts)}")
        if checklist.branches:
            parts.append("\n".join(_write_boxes(told, checklist.branches, "")))
    if site.entries:
        parts.append(f"### {escape_text(words.say('latest_entries'))}")
        parts.append("\n".join(_write_entry(entry, told) for entry in _find_latest(told)))
    return "\n" + "".join(f"{part}\n\n" for part in parts)


def _write_sum(told: Told) -> str:
    """Say how far all of it is, with the way to the site."""
    site, words, settings = told.site, told.words, told.site.rules.settings
    title = escape_text(settings.title)
    counts = []
    if site.skills:
        counts += _write_progress(count_all(site.curriculum, site.skills), words)
    counts.append(escape_text(words.count("entries", len(site.entries))))
    return f"[{title}]({settings.base_url}/): {', '.join(counts)}" if settings.base_url else ", ".join(counts)


def _count(checklist: Checklist, site: Site) -> Progress:
    return count_leaves(checklist.branches, {slug: skill.state for slug, skill in site.skills.items()})


def _write_progress(progress: Progress, words: Words) -> list[str]:
    """Count the skills, each state in the looks of its boxes."""
    counts = [escape_text(words.say("done_of_total", done=progress.done, total=progress.total))]
    for state, number in ((SkillState.LEARNING, progress.learning), (SkillState.DROPPED, progress.dropped)):
        if number:
            mark = _MARKUP[state]
            counts.append(f"{mark}{escape_text(words.count(f'count_{state.value}', number))}{mark}")
    return counts


def _write_boxes(told: Told, branches: Sequence[Branch], indent: str) -> Iterator[str]:
    for branch in branches:
        skill = told.site.skills[branch.id]
        box = "x" if skill.state is SkillState.DONE else " "
        now = f" {told.marker}" if skill.claim.is_now and told.marker else ""
        yield f"{indent}- [{box}] {_name_skill(skill, told.marker)}{now}"
        yield from _write_boxes(told, branch.branches, indent + _INDENT)


def _name_skill(skill: Skill, marker: str) -> str:
    name = f"{skill.claim.number} {skill.claim.title}".strip()
    written = escape_beginning(name)
    if read_marker(written, marker)[0]:
        # A title that ends as the marker does is not being worked on for that.
        written = encode_ends(name)
    mark = _MARKUP.get(skill.state, "") if _is_said(skill, marker) else ""
    return f"{mark}{written}{mark}"


def _is_said(skill: Skill, marker: str) -> bool:
    """Tell whether the words say the state: it does not follow from the skills below, nor from the marker."""
    if skill.claim.state is not None:
        return True
    return skill.progress is None and not (skill.claim.is_now and marker)


def _find_latest(told: Told) -> list[Entry]:
    """Find the latest entries; one that git does not know yet is of today, the day on which it will be committed.

    Else the commit that brings an entry would make the region stale that it brings as well.
    """
    site = told.site
    entries: Sequence[Entry] = site.entries
    if told.history is not None:
        morning = parse_moment(site.rules.today, site.rules.settings.zone)
        # Git will know the time as well, later than that of anything written before.
        today = Moment(morning.sort_key + _DAY_S - 1, morning.iso) if morning else None
        entries = sorted(
            (
                msgspec.structs.replace(entry, date=today)
                if entry.date is None and entry.path not in told.history.dates
                else entry
                for entry in entries
            ),
            key=newest_first,
        )
    return list(entries[:LATEST_COUNT])


def _write_entry(entry: Entry, told: Told) -> str:
    day = f"{entry.date.day} " if entry.date else ""
    href = _find_href(told, entry.url, entry.path)
    if entry.url in told.anchors and not told.site.rules.settings.base_url:
        href += f"#{quote(told.anchors[entry.url])}"
    return f"- {day}[{escape_text(entry.title)}]({href})"


def _find_href(told: Told, url: Url, path: str) -> str:
    """Lead to the site, or, where its address is not known, to the file that GitHub shows."""
    base = told.site.rules.settings.base_url
    href = f"{base}{encode_url(url)}" if base else quote(path)
    # A bracket would end the link.
    return href.replace("(", "%28").replace(")", "%29")

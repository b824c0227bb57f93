"""What one version of a checklist says of each skill's standing, read without what has no part in that.

Gives what `parse_checklist` would, and takes a version apart at its outermost items: the versions of a file have nearly
all of them in common, and each is parsed once.
Does not know where the versions come from, nor what entries cite.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.errors import Severity
from generator.sources.checklistfile import ChecklistFile, SkillNode, parse_checklist, skill_id
from generator.sources.slugs import Slug, make_slug

_LONGEST = 200_000
"""A longer text is parsed as a whole, so that the limits of YAML files are held by it."""

_SKILLS_KEY = re.compile(r"^skills:[ ]*\n", re.MULTILINE)
_FIRST_ITEM = re.compile(r"(?:[ ]*(?:#.*)?\n)*([ ]*)- ")


class SkillMark(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a version says of one skill's standing."""

    id: Slug
    title: str
    names: tuple[Slug, ...]
    """What else it can be known by: the slugs of its title and of its other names."""
    state: str
    """What its author says it is, `done` if there is a day on which it was; empty if that is left to entries."""
    is_now: bool
    is_leaf: bool
    """Whether no other skill stands below it."""


class FileMarks(msgspec.Struct, frozen=True):
    """One version of a checklist."""

    is_public: bool
    marks: dict[Slug, SkillMark]


class Memo:
    """The parts of versions that were parsed already, by their text."""

    def __init__(self) -> None:
        self.heads: dict[str, bool | None] = {}
        """Whether a checklist is public; nothing where it cannot be read."""
        self.items: dict[str, tuple[SkillMark, ...] | None] = {}


def read_marks(text: str, memo: Memo) -> FileMarks | None:
    r"""Read a version; nothing if it has an error.

    >>> marks = read_marks("skills:\n- 5.1 Flask\n- {title: Django, done: 2020-01-01}\n", Memo())
    >>> [(mark.title, mark.state) for mark in marks.marks.values()]
    [('Flask', ''), ('Django', 'done')]
    """
    parts = _read_parts(text, memo) if len(text) <= _LONGEST else None
    if parts is not None:
        return parts
    file = _parse(text)
    return None if file is None else FileMarks(file.public, _join([tuple(mark_skills(file.skills))]))


def mark_skills(skills: Sequence[SkillNode]) -> Iterator[SkillMark]:
    """Mark each skill, before those below it."""
    for node in skills:
        names = tuple(dict.fromkeys(make_slug(name) for name in (node.title, *node.aliases) if name))
        state = node.state or ("done" if node.done else "")
        yield SkillMark(skill_id(node), node.title, names, state, node.now, not node.skills)
        yield from mark_skills(node.skills)


def merge_marks(one: SkillMark, other: SkillMark) -> SkillMark:
    """Make two mentions of a skill one, as the checklists are made one."""
    names = tuple(dict.fromkeys(one.names + other.names))
    is_now, is_leaf = one.is_now or other.is_now, one.is_leaf or other.is_leaf
    return SkillMark(one.id, one.title, names, one.state or other.state, is_now, is_leaf)


def _read_parts(text: str, memo: Memo) -> FileMarks | None:
    """Read a version item by item; nothing if it is not sure that this gives what reading the whole does."""
    found = _SKILLS_KEY.search(text)
    if found is None:
        return None
    first = _FIRST_ITEM.match(text, found.end())
    if first is None:
        return None
    indent = first[1]
    head, *items = re.split(rf"^(?={indent}- )", text[found.end() :], flags=re.MULTILINE)
    begin = text[: found.start()] + head
    if begin not in memo.heads:
        file = None if _SKILLS_KEY.search(begin) else _parse(f"{begin}\nskills: []\n")
        memo.heads[begin] = None if file is None else file.public
    is_public = memo.heads[begin]
    if is_public is None:
        return None
    marks: list[tuple[SkillMark, ...]] = []
    for item in items:
        if item not in memo.items:
            memo.items[item] = _read_item(item, len(indent))
        own = memo.items[item]
        if own is None:
            return None
        marks.append(own)
    return FileMarks(is_public, _join(marks))


def _read_item(item: str, indent: int) -> tuple[SkillMark, ...] | None:
    # A line that stands no deeper than the item is no part of it: another key, the rest of a text in quotes.
    if re.search(rf"\n {{0,{indent}}}[^ \n#]", item):
        return None
    file = _parse(item)
    return None if file is None else tuple(mark_skills(file.skills))


def _parse(text: str) -> ChecklistFile | None:
    file, problems = parse_checklist(text, "")
    return None if any(problem.severity is Severity.ERROR for problem in problems) else file


def _join(parts: Sequence[tuple[SkillMark, ...]]) -> dict[Slug, SkillMark]:
    marks: dict[Slug, SkillMark] = {}
    for part in parts:
        for mark in part:
            known = marks.get(mark.id)
            marks[mark.id] = mark if known is None else merge_marks(known, mark)
    return marks

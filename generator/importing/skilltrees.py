"""Task lists to the skills of a checklist: headings that group, plain items that explain, ids that are unique.

Pure: knows what a checklist can say; does not know how it is written, nor which lines the lists were found on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

import msgspec

from generator.sources.checklistfile import split_number
from generator.sources.slugs import Slug, make_slug
from generator.sources.tasklists import BoxState, Heading, LineSpan, TaskItem, TaskLink, TaskList, walk_tasks
from generator.sources.yamldoc import MAX_DEPTH


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A skill as it will be written."""

    id: Slug
    number: str
    title: str
    state: BoxState | None
    is_now: bool
    links: tuple[TaskLink, ...]
    """What its words link to."""
    remarks: tuple[str, ...]
    """What stands under it beside skills, one line or block each."""
    skills: tuple["Draft", ...]
    line: int
    """Where it stands in the source."""


class SkillTree(msgspec.Struct, frozen=True):
    """The skills of a text, and which of its lines they are made of."""

    title: str
    """What the text calls the list; empty if nothing does."""
    skills: tuple[Draft, ...]
    headings: tuple[Heading, ...]
    """Those that became skills, or the title."""
    lines: tuple[int, ...]
    """Lines of lists that are in the tree."""
    stray: tuple[LineSpan, ...]
    """Plain items that stand among tasks and under nothing: prose."""
    too_deep: tuple[int, ...] = ()
    """Lines of skills that stand beside what they stood in."""


class _Node(msgspec.Struct, eq=False):
    """A skill while the tree grows."""

    number: str
    title: str
    state: BoxState | None
    is_now: bool
    links: tuple[TaskLink, ...]
    remarks: list[str]
    below: "list[_Node]"
    line: int


_SAYS_NOTHING = frozenset(
    {
        "checklist",
        "checklists",
        "goals",
        "list",
        "plan",
        "progress",
        "roadmap",
        "skills",
        "tasks",
        "todo",
        "todos",
        "topics",
    }
)
"""Names of a list by themselves, after which nobody would call a role."""


def grow_tree(lists: Sequence[TaskList], quote: Callable[[LineSpan], str]) -> SkillTree:
    """Make one tree of all task lists of a text.

    Args:
        lists: the lists, in order.
        quote: gives lines of the text, without what indents and begins them.
    """
    grower = _Grower(quote)
    common = _find_common([found.headings for found in lists])
    for found in lists:
        grower.take(found, found.headings[len(common) :])
    title, named_by = _find_title(common)
    used = [*grower.groups, named_by] if named_by is not None else list(grower.groups)
    too_deep: list[int] = []
    _flatten(grower.roots, 1, too_deep)
    named = tuple(_Namer().name_all(grower.roots))
    lines = tuple(sorted(grower.lines))
    return SkillTree(title, named, tuple(used), lines, tuple(grower.stray), tuple(too_deep))


_MAX_DEPTH = (MAX_DEPTH - 2) // 2
"""A skill is a mapping in a list, and a file of YAML holds so many in each other."""


def _flatten(nodes: "list[_Node]", depth: int, too_deep: list[int]) -> None:
    """Put what would stand too deep beside what it stands in."""
    for node in list(nodes):
        if depth == _MAX_DEPTH and node.below:
            position = nodes.index(node) + 1
            inner = list(_walk_nodes(node.below))
            too_deep += [each.line for each in inner]
            node.below = []
            for each in inner:
                each.below = []
            nodes[position:position] = inner
        else:
            _flatten(node.below, depth + 1, too_deep)


def _walk_nodes(nodes: "Sequence[_Node]") -> "Iterator[_Node]":
    for node in nodes:
        yield node
        yield from _walk_nodes(node.below)


class _Grower:
    """The tree while it grows; what is not planted, nor said in a remark, is not among its lines."""

    def __init__(self, quote: Callable[[LineSpan], str]) -> None:
        self._quote = quote
        self.roots: list[_Node] = []
        self.groups: dict[Heading, _Node] = {}
        self.lines: set[int] = set()
        self.stray: list[LineSpan] = []

    def take(self, found: TaskList, headings: Sequence[Heading]) -> None:
        """Add a list, below its headings."""
        owner: _Node | None = None
        for heading in headings:
            node = self.groups.get(heading)
            if node is None:
                # As with an item that others stand below.
                number, title = split_number(heading.title.rstrip(":").rstrip() or heading.title)
                node = _Node(number, title, None, is_now=False, links=(), remarks=[], below=[], line=heading.span.start)
                (owner.below if owner else self.roots).append(node)
                self.groups[heading] = node
            owner = node
        for item in found.items:
            if owner is None and not _has_skills(item):
                self.stray.append(item.span)
            else:
                skills, remarks = self._read(item)
                (owner.below if owner else self.roots).extend(skills)
                if owner is not None:
                    owner.remarks += remarks
                elif skills:
                    skills[0].remarks += remarks

    def _read(self, item: TaskItem) -> tuple[list[_Node], list[str]]:
        """Give the skills that an item makes, and what it says beside."""
        if _is_skill(item):
            return [self._plant(item)], []
        if not _has_skills(item):
            return [], self._say(item)
        # An item without words: what is in it takes its place.
        self.lines.update(range(item.own.start, item.own.end + 1))
        skills, remarks = self._read_inside(item)
        return skills, remarks

    def _read_inside(self, item: TaskItem) -> tuple[list[_Node], list[str]]:
        found: list[tuple[int, list[_Node], list[str]]] = []
        found += [(span.start, [], [self._quote_lines(span)]) for span in item.rest]
        found += [(child.span.start, *self._read(child)) for child in item.below]
        found.sort(key=itemgetter(0))
        return [node for _, nodes, _ in found for node in nodes], [text for _, _, texts in found for text in texts]

    def _quote_lines(self, span: LineSpan) -> str:
        self.lines.update(range(span.start, span.end + 1))
        return self._quote(span)

    def _plant(self, item: TaskItem) -> _Node:
        self.lines.update(range(item.own.start, item.own.end + 1))
        below, remarks = self._read_inside(item)
        title = item.title.rstrip(":").rstrip() or item.title if item.below else item.title
        for link in item.links:
            # What a link in brackets says stands with its address in the note.
            title = (title.removesuffix(f"({link.text})").rstrip() or title) if link.text else title
        return _Node(
            item.number,
            title,
            item.state,
            is_now=item.is_now,
            links=item.links,
            remarks=remarks,
            below=below,
            line=item.span.start,
        )

    def _say(self, item: TaskItem, depth: int = 0) -> list[str]:
        """Write a plain item as lines of a note, which is shown as text: its addresses stand behind its words."""
        self.lines.update(range(item.own.start, item.own.end + 1))
        words = " ".join(filter(None, (item.number, item.title)))
        lead = f"{'  ' * depth}- " if depth else ""
        own = [f"{lead}{' '.join([words, *describe_links(item.title, item.links)])}"] if words or item.links else []
        own += [self._quote_lines(span) for span in item.rest]
        return own + [text for child in item.below for text in self._say(child, depth + 1)]


def _find_common(trails: Sequence[tuple[Heading, ...]]) -> tuple[Heading, ...]:
    """Give the headings above all lists; to group everything says nothing."""
    if not trails:
        return ()
    count = 0
    while all(len(trail) > count and trail[count] == trails[0][count] for trail in trails):
        count += 1
    return trails[0][:count]


def _find_title(common: Sequence[Heading]) -> tuple[str, Heading | None]:
    for heading in reversed(common):
        words = heading.title.casefold().replace("-", "").strip(" :.")
        if words.split() and not set(words.replace("to do", "todo").split()) <= _SAYS_NOTHING | {"my", "the"}:
            return heading.title, heading
    return "", None


def _is_skill(item: TaskItem) -> bool:
    """Tell whether an item is a skill: it has a box, a number or the marker, or holds one that has a box."""
    return bool(item.title) and (bool(item.number) or _has_skills(item))


def _has_skills(item: TaskItem) -> bool:
    return any(task.title and (task.state is not None or task.is_now or task.number) for task in walk_tasks([item]))


def describe_links(title: str, links: Sequence[TaskLink]) -> list[str]:
    """Write links as text: the address alone where the words are the title, or stand there already.

    >>> describe_links("Flask docs", [TaskLink("Flask docs", "https://a.org"), TaskLink("docs", "https://b.org")])
    ['https://a.org', 'docs: https://b.org']
    """
    texts = []
    for link in links:
        is_title = not link.text or link.text == link.url or split_number(link.text)[1] == title
        if link.url not in title.split():
            texts.append(link.url if is_title else f"{link.text}: {link.url}")
    return texts


class _Namer:
    """Gives each skill an id of its own: the slug of its title, with those above it where that is taken."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name_all(self, nodes: Sequence[_Node]) -> Iterator[Draft]:
        """Name skills, those above before those below, so that what is inside is called after what it is in."""
        names: dict[int, Slug] = {}
        level: list[tuple[_Node, tuple[str, ...]]] = [(node, ()) for node in nodes]
        while level:
            below: list[tuple[_Node, tuple[str, ...]]] = []
            for node, trail in level:
                names[id(node)] = self._choose(node.title, trail)
                below += [(child, (*trail, node.title)) for child in node.below]
            level = below
        return (_finish(node, names) for node in nodes)

    def _choose(self, title: str, trail: tuple[str, ...]) -> Slug:
        own = make_slug(title)
        names = [own, *(make_slug(f"{above} {title}") for above in reversed(trail))]
        slug = next((name for name in names if name not in self._taken), None)
        count = 2
        while slug is None:
            numbered = make_slug(f"{title} {count}")
            slug = numbered if numbered not in self._taken else None
            count += 1
        self._taken.add(slug)
        return slug


def _finish(node: _Node, names: Mapping[int, Slug]) -> Draft:
    return Draft(
        id=names[id(node)],
        number=node.number,
        title=node.title,
        state=node.state,
        is_now=node.is_now,
        links=node.links,
        remarks=tuple(node.remarks),
        skills=tuple(_finish(child, names) for child in node.below),
        line=node.line,
    )


def walk_drafts(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Give each skill before those below it."""
    for draft in drafts:
        yield draft
        yield from walk_drafts(draft.skills)


def rename_drafts(drafts: Sequence[Draft], names: Mapping[Slug, Slug]) -> Iterator[Draft]:
    """Give skills other ids."""
    for draft in drafts:
        below = tuple(rename_drafts(draft.skills, names))
        yield msgspec.structs.replace(draft, id=names.get(draft.id, draft.id), skills=below)

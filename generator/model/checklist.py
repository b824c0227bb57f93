"""Skills: how far each is, and how that adds up.

Knows what authors claim in checklists and how often entries cite a skill; does not know how either is written down,
nor how the reason for a state is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from zoneinfo import ZoneInfo

import msgspec

from generator.errors import Problem, SitePath, problem_at
from generator.sources.checklistfile import ChecklistFile, EvidenceNode, SkillNode, skill_id
from generator.sources.dates import Moment, parse_moment
from generator.sources.slugs import Slug, make_slug


class SkillState(Enum):
    """How far a skill is; only the author ever sets `DONE` and `DROPPED`."""

    PLANNED = "planned"
    LEARNING = "learning"
    DONE = "done"
    DROPPED = "dropped"


class Progress(msgspec.Struct, frozen=True, array_like=True):
    """How many leaves of a checklist, or of a skill, stand where."""

    done: int
    learning: int
    planned: int
    dropped: int

    @property
    def total(self) -> int:
        """All leaves that are still aimed at."""
        return self.done + self.learning + self.planned


class Citation(msgspec.Struct, frozen=True, array_like=True):
    """A published entry that cites a skill."""

    title: str
    url: str
    date: Moment | None
    is_draft: bool = False


class Branch(msgspec.Struct, frozen=True):
    """A skill's place in one checklist, with the skills below it."""

    id: Slug
    branches: tuple["Branch", ...]


class Checklist(msgspec.Struct, frozen=True):
    """One target role: a tree of skills."""

    name: Slug
    title: str
    description: str
    path: SitePath
    branches: tuple[Branch, ...]


class ClaimedSkill(msgspec.Struct, frozen=True):
    """A skill as the checklists have it, all its mentions made one, before entries are asked about it."""

    id: Slug
    title: str
    number: str
    state: SkillState | None
    since: Moment | None
    done_on: Moment | None
    is_now: bool
    note: str
    aliases: tuple[str, ...]
    evidence: tuple[EvidenceNode, ...]
    branch: Branch
    """Its place in the first checklist that says what is below it."""
    parent: Slug | None
    checklists: tuple[Slug, ...]
    path: SitePath
    line: int


class Curriculum(msgspec.Struct, frozen=True):
    """All checklists that are published, and their skills in the order of the checklists."""

    checklists: tuple[Checklist, ...]
    skills: Mapping[Slug, ClaimedSkill]


class Skill(msgspec.Struct, frozen=True):
    """A skill with its state, and what shows it."""

    claim: ClaimedSkill
    state: SkillState
    progress: Progress | None
    """Of a skill with others below it: how the leaves stand."""
    citations: tuple[Citation, ...]
    """Newest first."""

    @property
    def proof_count(self) -> int:
        """How many things show it beside the entries that cite it."""
        return len(self.claim.evidence)


class ChecklistSource(msgspec.Struct, frozen=True):
    """A checklist file: where it is, its text for excerpts, and what it says."""

    path: SitePath
    text: str
    file: ChecklistFile

    @property
    def name(self) -> Slug:
        """The checklist's name in addresses, from the file's."""
        return make_slug(self.path.rpartition("/")[2].rpartition(".")[0])


def assemble_curriculum(sources: Sequence[ChecklistSource], zone: ZoneInfo) -> tuple[Curriculum, tuple[Problem, ...]]:
    """Make the mentions of a skill, in any number of checklists, one skill."""
    problems: list[Problem] = []
    checklists: list[Checklist] = []
    skills: dict[Slug, ClaimedSkill] = {}
    for source in sources:
        problems += _find_repeated(source)
        if not source.file.public:
            continue
        branches = tuple(_branch(node) for node in source.file.skills)
        title = source.file.title or source.path.rpartition("/")[2].rpartition(".")[0].replace("-", " ").capitalize()
        checklists.append(Checklist(source.name, title, source.file.description, source.path, branches))
        places = {branch.id: branch for branch in walk_branches(branches)}
        for node, parent in _walk(source.file.skills):
            claim = _claim(node, parent, source, places[skill_id(node)], zone)
            known = skills.get(claim.id)
            if known is None:
                skills[claim.id] = claim
                continue
            problems += _find_conflict(known, claim, source, node)
            skills[claim.id] = _merge(known, claim)
    return Curriculum(tuple(checklists), skills), tuple(problems)


def find_hidden(sources: Sequence[ChecklistSource], curriculum: Curriculum) -> frozenset[Slug]:
    """Name the skills that only checklists have that are not public: they may be cited, and are shown nowhere."""
    private = (source for source in sources if not source.file.public)
    hidden = {name for source in private for node, _ in _walk(source.file.skills) for name in _names_of(node)}
    return frozenset(hidden - curriculum.skills.keys())


def _names_of(node: SkillNode) -> Iterator[Slug]:
    yield skill_id(node)
    yield from (make_slug(name) for name in (node.title, *node.aliases) if name)


def _branch(node: SkillNode) -> Branch:
    return Branch(skill_id(node), tuple(_branch(child) for child in node.skills))


def walk_branches(branches: Sequence[Branch]) -> Iterator[Branch]:
    """Give each branch before those below it."""
    for branch in branches:
        yield branch
        yield from walk_branches(branch.branches)


def _walk(nodes: Sequence[SkillNode], parent: Slug | None = None) -> Iterator[tuple[SkillNode, Slug | None]]:
    for node in nodes:
        yield node, parent
        yield from _walk(node.skills, skill_id(node))


def _claim(
    node: SkillNode, parent: Slug | None, source: ChecklistSource, branch: Branch, zone: ZoneInfo
) -> ClaimedSkill:
    done_on = parse_moment(node.done, zone) if isinstance(node.done, str) and node.done else None
    state = SkillState(node.state) if node.state else None
    if state is None and node.done:
        state = SkillState.DONE
    return ClaimedSkill(
        id=skill_id(node),
        title=node.title,
        number=node.number,
        state=state,
        since=parse_moment(node.since, zone) if node.since else None,
        done_on=done_on,
        is_now=node.now,
        note=node.note,
        aliases=node.aliases,
        evidence=tuple(node.evidence),
        branch=branch,
        parent=parent,
        checklists=(source.name,),
        path=source.path,
        line=node.line,
    )


def _merge(known: ClaimedSkill, other: ClaimedSkill) -> ClaimedSkill:
    return msgspec.structs.replace(
        known,
        state=known.state or other.state,
        since=known.since or other.since,
        done_on=known.done_on or other.done_on,
        is_now=known.is_now or other.is_now,
        note=known.note or other.note,
        aliases=tuple(dict.fromkeys(known.aliases + other.aliases)),
        evidence=tuple(dict.fromkeys(known.evidence + other.evidence)),
        branch=known.branch if known.branch.branches else other.branch,
        checklists=tuple(dict.fromkeys(known.checklists + other.checklists)),
    )


def _find_repeated(source: ChecklistSource) -> Iterator[Problem]:
    seen: dict[Slug, SkillNode] = {}
    for node, _ in _walk(source.file.skills):
        first = seen.setdefault(skill_id(node), node)
        if first is not node:
            yield problem_at(
                f'the skill "{skill_id(node)}" stands twice in this checklist, first in line {first.line}',
                source.path,
                source.text,
                node.line,
                node.column,
                hint="give one of them an `id` of its own",
            )


def _find_conflict(
    known: ClaimedSkill, claim: ClaimedSkill, source: ChecklistSource, node: SkillNode
) -> Iterator[Problem]:
    if source.name in known.checklists:
        return
    if known.state and claim.state and known.state is not claim.state:
        yield problem_at(
            f'the skill "{claim.id}" is {claim.state.value} here and {known.state.value} in {known.path}:{known.line}',
            source.path,
            source.text,
            node.line,
            node.column,
            hint="one skill has one state: give it in one of the two checklists",
        )


def judge_skills(curriculum: Curriculum, citations: Mapping[Slug, tuple[Citation, ...]]) -> dict[Slug, Skill]:
    """Give each skill its state; `citations` are newest first."""
    leaf_states = {
        claim.id: _own_state(claim, len(citations.get(claim.id, ()))) for claim in curriculum.skills.values()
    }
    return {claim.id: _judge(claim, citations.get(claim.id, ()), leaf_states) for claim in curriculum.skills.values()}


def _own_state(claim: ClaimedSkill, citation_count: int) -> SkillState:
    if claim.state is not None:
        return claim.state
    return SkillState.LEARNING if citation_count or claim.is_now else SkillState.PLANNED


def _judge(claim: ClaimedSkill, citations: tuple[Citation, ...], leaf_states: Mapping[Slug, SkillState]) -> Skill:
    state = leaf_states[claim.id]
    if not claim.branch.branches:
        return Skill(claim, state, None, citations)
    progress = count_leaves(claim.branch.branches, leaf_states)
    return Skill(claim, _rolled_up(progress, state) if claim.state is None else state, progress, citations)


def count_leaves(branches: Sequence[Branch], states: Mapping[Slug, SkillState]) -> Progress:
    """Count the skills that have none below them, each once."""
    leaves = {branch.id for branch in walk_branches(branches) if not branch.branches}
    counts = dict.fromkeys(SkillState, 0)
    for leaf in leaves:
        counts[states[leaf]] += 1
    return Progress(
        done=counts[SkillState.DONE],
        learning=counts[SkillState.LEARNING],
        planned=counts[SkillState.PLANNED],
        dropped=counts[SkillState.DROPPED],
    )


def count_all(curriculum: Curriculum, skills: Mapping[Slug, Skill]) -> Progress:
    """Count the leaves of all checklists, each once."""
    branches = [branch for checklist in curriculum.checklists for branch in checklist.branches]
    return count_leaves(branches, {slug: skill.state for slug, skill in skills.items()})


def _rolled_up(progress: Progress, own: SkillState) -> SkillState:
    if not progress.total:
        return SkillState.DROPPED
    if progress.done == progress.total:
        return SkillState.DONE
    started = progress.done or progress.learning or own is SkillState.LEARNING
    return SkillState.LEARNING if started else SkillState.PLANNED

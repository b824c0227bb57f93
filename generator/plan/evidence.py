"""What shows a skill: all of it in order of time, and the best of it.

Knows checklists and citations; does not know on which pages evidence is shown.
"""

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from urllib.parse import urlsplit

from generator.markdown.addresses import is_safe
from generator.model.checklist import Citation, Skill
from generator.model.permalink import Url, encode_url
from generator.plan.contexts import EvidenceItem
from generator.plan.views import Views
from generator.sources.checklistfile import EvidenceNode
from generator.sources.dates import parse_moment

BEST_COUNT = 2
"""As much as somebody reads who has thirty requirements before them."""

_RANKS = ("pull request", "commit", "link")
"""What a checklist names, by how much it convinces: work that others took on, work, and whatever lies elsewhere."""

_NO_DATE = 1 << 62
"""Behind every date, as seconds."""


def list_evidence(views: Views, skill: Skill) -> tuple[EvidenceItem, ...]:
    """List what shows a skill, newest first; what has no date comes last, as its author ordered it."""
    items = [*_show_citations(views, skill.citations), *(_show_claim(node, views) for node in skill.claim.evidence)]
    return tuple(sorted(items, key=lambda item: -item.date.sort_key if item.date else _NO_DATE))


def _show_citations(views: Views, citations: Sequence[Citation]) -> Iterator[EvidenceItem]:
    positions, flags = views.positions.value, views.log_flags.values
    for citation in citations:
        is_logged = flags[positions[Url(citation.url)]]
        href = views.href(citation.url)
        yield EvidenceItem("entry", citation.title, href, citation.date, is_log_entry=is_logged)


def _show_claim(node: EvidenceNode, views: Views) -> EvidenceItem:
    date = parse_moment(node.date, views.settings.zone) if node.date else None
    if node.commit:
        owner, _, commit = node.commit.rpartition("@")
        href = node.url or (f"https://github.com/{owner}/commit/{commit}" if owner else _own_commit(views, commit))
        title = node.title or f"{owner}@{commit[:7]}".lstrip("@")
        return EvidenceItem("commit", title, href, date, node.note, owner or _own_repository(views))
    if node.pr:
        owner, _, number = node.pr.rpartition("#")
        href = node.url or (f"https://github.com/{owner}/pull/{number}" if owner else "")
        return EvidenceItem("pull request", node.title or node.pr, href, date, node.note, owner)
    if node.url:
        href = views.href(node.url) if node.url.startswith("/") else node.url
        return EvidenceItem("link", node.title or node.url, href, date, node.note)
    return EvidenceItem("text", node.title, "", date, node.note)


def _own_commit(views: Views, commit: str) -> str:
    base = views.settings.repository_url.rstrip("/")
    return f"{base}/commit/{encode_url(commit)}" if base else ""


def _own_repository(views: Views) -> str:
    return urlsplit(views.settings.repository_url).path.strip("/")


def choose_evidence(views: Views, skill: Skill) -> tuple[EvidenceItem, ...]:
    """Choose the best two things that show a skill.

    One is the work itself, which the checklist names: a pull request before a commit before another link, what has a
    title before what has none, the newest first.
    The other is the entry that is most about the skill: of those that cite the fewest skills the newest.
    Where one is missing, the second best of the other takes its place; what leads nowhere comes last.
    """
    shown = [(node, _show_claim(node, views)) for node in skill.claim.evidence]
    leading = [(node, item) for node, item in shown if item.href and is_safe(item.href)]
    works = [item for _, item in sorted(leading, key=_order_work)]
    entries = list(_show_citations(views, _choose_citations(views, skill.citations)))
    words = [item for _, item in shown if not item.href]
    return tuple([*works[:1], *entries[:1], *works[1:], *entries[1:], *words][:BEST_COUNT])


def _order_work(work: tuple[EvidenceNode, EvidenceItem]) -> tuple[int, bool, int]:
    node, item = work
    return _RANKS.index(item.kind), not node.title, _NO_DATE if item.date is None else -item.date.sort_key


def _choose_citations(views: Views, citations: Sequence[Citation]) -> Sequence[Citation]:
    """Give the best citations, which come newest first."""
    positions, entries = views.positions.value, views.site.entries
    return nsmallest(BEST_COUNT, citations, key=lambda citation: len(entries[positions[Url(citation.url)]].skills))

"""The filters that templates have beside Jinja's own, whatever the language: small pure functions from values.

Knows how bars, groups and addresses are written on a page; knows no words, and nothing of Jinja.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

import msgspec

from generator.errors import suggest
from generator.markdown.addresses import is_safe
from generator.model.checklist import Progress
from generator.plan.contexts import EntryTeaser, EvidenceItem, Link, SiteInfo, SkillLink
from generator.render.badges import badge_color, text_width
from generator.render.charts import burn_up
from generator.sources.dates import Moment

_SAFE_BEGINNINGS = ("/", "https://")
"""What almost every address begins with, so that most need no closer look."""
_SCHEME = re.compile(r"(?:https?://(?:www\.)?|mailto:)", re.IGNORECASE)
_COMMIT = re.compile(r"(?<=/commit/)[0-9a-f]{40}\b")
_COMMIT_DIGITS = 10
"""As many as hosts of git ask for, and a few more."""
_FEED_EPOCH = "1970-01-01T00:00:00Z"


class YearGroup(msgspec.Struct, frozen=True):
    """The entries of one year, in the order they came in; the year of undated ones is empty."""

    year: str
    entries: tuple[EntryTeaser, ...]


class EvidenceYear(msgspec.Struct, frozen=True):
    """What shows a skill from one year, in the order it came in; the year of what has no date is empty."""

    year: str
    items: tuple[EvidenceItem, ...]


class BarSegment(msgspec.Struct, frozen=True):
    """A stretch of the progress bar; start and end are percentages of its length."""

    state: str
    start: str
    end: str
    length: str
    is_first: bool


def feed_time(moment: Moment | None) -> str:
    """Write a moment as feeds need it; they must name one even where nothing has a date."""
    return moment.timestamp if moment is not None else _FEED_EPOCH


def mark(skill: SkillLink) -> str:
    """Name the mark that stands before a skill: its state, or `now` while it is worked on."""
    return skill.mark


def bar_segments(progress: Progress) -> tuple[BarSegment, ...]:
    """Cut the bar: done, learning, planned, each as long as its share; a share of nothing has no segment.

    >>> [(part.state, part.start, part.end) for part in bar_segments(Progress(1, 0, 2, 5))]
    [('done', '0%', '33.33%'), ('planned', '33.33%', '100%')]
    """
    segments: list[BarSegment] = []
    before = 0
    for state, count in (("done", progress.done), ("learning", progress.learning), ("planned", progress.planned)):
        if count:
            start, end, length = (_percent(part, progress.total) for part in (before, before + count, count))
            segments.append(BarSegment(state, start, end, length, not segments))
        before += count
    return tuple(segments)


class MonthGroup(msgspec.Struct, frozen=True):
    """The entries of one month, `2019-12`, in the order they came in; the month of undated ones is empty."""

    month: str
    entries: tuple[EntryTeaser, ...]


def by_month(entries: Iterable[EntryTeaser]) -> tuple[MonthGroup, ...]:
    """Group a list of entries by month without changing its order."""
    grouped = groupby(entries, lambda teaser: teaser.link.date.iso[:7] if teaser.link.date else "")
    return tuple(MonthGroup(month, tuple(group)) for month, group in grouped)


def by_year(entries: Iterable[EntryTeaser]) -> tuple[YearGroup, ...]:
    """Group a list of entries by year without changing its order."""
    grouped = groupby(entries, lambda teaser: teaser.link.date.year if teaser.link.date else "")
    return tuple(YearGroup(year, tuple(group)) for year, group in grouped)


def bare_address(address: str) -> str:
    """Write an address as people do on paper: without what a browser adds by itself, a commit by its first digits.

    >>> bare_address("https://www.example.org/a/"), bare_address("mailto:a@example.org")
    ('example.org/a', 'a@example.org')
    """
    match = _SCHEME.match(address)
    bare = address[match.end() if match else 0 :].removesuffix("/")
    return _COMMIT.sub(lambda commit: commit[0][:_COMMIT_DIGITS], bare)


def evidence_by_year(items: Iterable[EvidenceItem]) -> tuple[EvidenceYear, ...]:
    """Group what shows a skill by year without changing its order."""
    grouped = groupby(items, lambda item: item.date.year if item.date else "")
    return tuple(EvidenceYear(year, tuple(group)) for year, group in grouped)


def safe_href(address: str) -> str:
    r"""Keep an address that a browser follows or shows; one that it would run becomes empty.

    What an address is was checked where the author wrote it; this is the last door before the page.

    >>> safe_href("https://example.org/"), safe_href("/flask/"), safe_href("java\tscript:alert(1)")
    ('https://example.org/', '/flask/', '')
    """
    if address.startswith(_SAFE_BEGINNINGS):
        return address
    return address if is_safe(address) else ""


def absolute(href: str, base_url: str) -> str:
    """Put the site's origin before a link from its root; the link has the base path already.

    >>> absolute("/repo/flask/", "https://user.github.io/repo"), absolute("/flask/", "")
    ('https://user.github.io/repo/flask/', '/flask/')
    """
    if not base_url or not href.startswith("/") or href.startswith("//"):
        return href
    return "/".join(base_url.split("/", 3)[:3]) + href


def asset(name: str, site: SiteInfo) -> str:
    """Find the address of one of the theme's files, `journal.css`.

    Raises:
        LookupError: there is no such file below `templates/assets/`.
    """
    for link in site.assets:
        if link.name == name:
            return link.href
    hint = suggest(name, [link.name for link in site.assets])
    raise LookupError(f'no asset "{name}"' + (f"; {hint}" if hint else ""))


def titles(links: Iterable[Link | SkillLink]) -> list[str]:
    """Name each of some links by its title."""
    return [link.title for link in links]


def without_empty(facts: Mapping[str, object]) -> dict[str, object]:
    """Leave out what is not known: nothing, an empty text, an empty list; a zero is known.

    >>> without_empty({"name": "Ada", "url": "", "series": None, "wordCount": 0})
    {'name': 'Ada', 'wordCount': 0}
    """
    return {name: value for name, value in facts.items() if value or isinstance(value, int)}


def _percent(part: int, total: int) -> str:
    # Plain `str` keeps "50%" short; two places are a tenth of a pixel on the widest screen.
    return f"{round(100 * part / total, 2):g}%"


FILTERS: Mapping[str, Callable[..., object]] = {
    "absolute": absolute,
    "asset": asset,
    "badge_color": badge_color,
    "bar_segments": bar_segments,
    "burn_up": burn_up,
    "bare_address": bare_address,
    "by_month": by_month,
    "by_year": by_year,
    "evidence_by_year": evidence_by_year,
    "feed_time": feed_time,
    "mark": mark,
    "safe_href": safe_href,
    "text_width": text_width,
    "titles": titles,
    "without_empty": without_empty,
}
"""By the name that templates use."""

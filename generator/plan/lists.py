"""The pages that list entries: the archive, its years and months, tags and series.

Knows how lists are divided into pages; does not know what an entry says.

A list is planned in two steps: first which entries each page has, by position, and then what is shown of them.
So another title of an entry changes the few pages that show it, and nothing is divided anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from generator.model.permalink import Url, output_path, paginate_url
from generator.model.taxonomy import Term
from generator.plan.calendar import day_moment, group_by_month, month_url
from generator.plan.contexts import (
    ArchiveContext,
    Context,
    EntryTeaser,
    Link,
    MonthLink,
    Pagination,
    TermContext,
    TermsContext,
    YearLink,
)
from generator.plan.outputs import Page
from generator.plan.views import Views
from generator.renewal import Column, Made, keep, remake, renew
from generator.sources.slugs import Slug

_MONTHS = 12


class Blank(msgspec.Struct, frozen=True):
    """A page without its entries, and which they are."""

    page: Page
    positions: tuple[int, ...]


class Lists(msgspec.Struct, frozen=True, eq=False):
    """The pages, and what they were made from."""

    column: Column[Page]
    blanks: Made[tuple[Blank, ...]]
    teasers: tuple[EntryTeaser, ...]
    shown: tuple[tuple[EntryTeaser, ...], ...]


def plan_lists(views: Views, last: Lists | None = None) -> Lists:
    """Plan the archive, a page for each year, month, tag and series, and the lists of tags and of series.

    Args:
        views: what is shown of each thing.
        last: what this gave for the last build.
    """
    known = {blank.page.output: blank for blank in last.blanks.value} if last else {}
    blanks = remake(
        lambda *_: tuple([keep(blank, known.get(blank.page.output)) for blank in _divide(views)]),
        last.blanks if last else None,
        *(views.site_info, views.settings, views.words, views.sections),
        *(views.site.tags, views.site.series, views.dates.values),
    )
    teasers = views.teasers
    if last is not None and blanks is last.blanks and teasers is last.teasers:
        return last
    shown = tuple([tuple([teasers[position] for position in blank.positions]) for blank in blanks.value])
    if last is not None and blanks.value is last.blanks.value:
        shown = tuple(map(keep, shown, last.shown))
    return Lists(renew(_fill, last.column if last else None, blanks.value, shown), blanks, teasers, shown)


def _fill(blank: Blank, entries: tuple[EntryTeaser, ...]) -> Page:
    context = blank.page.context
    if isinstance(context, ArchiveContext | TermContext):
        return msgspec.structs.replace(blank.page, context=msgspec.structs.replace(context, entries=entries))
    return blank.page


def _divide(views: Views) -> Iterator[Blank]:
    yield from _divide_archive(views)
    yield from _divide_terms(views, "tags", "tag", views.site.tags)
    yield from _divide_terms(views, "series", "series", views.site.series)


def _divide_archive(views: Views) -> Iterator[Blank]:
    dates = views.dates.values
    months = group_by_month(dates)
    members: dict[str, tuple[int, ...]] = {}
    for month, positions in months.items():
        members[month[:4]] = (*members.get(month[:4], ()), *positions)
    years = {year: _link_year(views, year, positions, months) for year, positions in sorted(members.items())[::-1]}
    yield from _divide_period(views, "", tuple(years.values()), range(len(dates)), (None, None))
    for period, positions, neighbours in (*_with_neighbours(views, members), *_with_neighbours(views, months)):
        yield from _divide_period(views, period, (years[period[:4]],), positions, neighbours)


def _link_year(views: Views, year: str, positions: Sequence[int], months: Mapping[str, tuple[int, ...]]) -> YearLink:
    """Link a year with all of its months, those without entries as well."""
    links = []
    for number in range(1, _MONTHS + 1):
        month = f"{year}-{number:02}"
        count = len(months.get(month, ()))
        links.append(MonthLink(day_moment(f"{month}-01"), views.href(month_url(month)) if count else "", count))
    return YearLink(year, views.href(f"/journal/{year}/"), len(positions), tuple(links))


def _with_neighbours(
    views: Views, periods: Mapping[str, tuple[int, ...]]
) -> Iterator[tuple[str, tuple[int, ...], tuple[Link | None, Link | None]]]:
    """Give each year or month with those before and after it that have entries."""
    names = sorted(periods)
    links = {name: Link(_name_period(views, name), views.href(_period_url(name))) for name in names}
    after = dict(pairwise(names))
    before = {later: earlier for earlier, later in after.items()}
    for name in reversed(names):
        neighbours = (links[before[name]] if name in before else None, links[after[name]] if name in after else None)
        yield name, periods[name], neighbours


def _divide_period(
    views: Views,
    period: str,
    years: tuple[YearLink, ...],
    positions: Sequence[int],
    neighbours: tuple[Link | None, Link | None],
) -> Iterator[Blank]:
    """Divide the list of a year, `2019`, a month, `2019-12`, or of everything, which is empty."""
    words = views.words
    title = words.say("journal_of", period=_name_period(views, period)) if period else words.say("journal")
    year, _, of_year = period.partition("-")
    older, newer = neighbours
    for address, pagination, own in _paginate(views, _period_url(period), positions):
        context = ArchiveContext(
            site=views.site_info,
            page=views.page_info(_numbered(views, title, pagination), address),
            sections=views.sections,
            year=year,
            month=day_moment(f"{period}-01") if of_year else None,
            years=years,
            older=older,
            newer=newer,
            entries=(),
            entry_count=len(positions),
            pagination=pagination,
        )
        yield _make_blank(
            address, "archive.html", context, f"the archive of {period}" if period else "the archive", own
        )


def _divide_terms(views: Views, folder: str, kind: str, terms: Mapping[Slug, Term]) -> Iterator[Blank]:
    if not terms:
        return
    url = Url(f"/{folder}/")
    context = TermsContext(
        site=views.site_info,
        page=views.page_info(views.words.say("tags" if kind == "tag" else "series"), url),
        sections=views.sections,
        kind=kind,
        terms=views.term_links(folder, terms),
    )
    yield _make_blank(url, "terms.html", context, f"the list of {folder}", ())
    for slug, term in terms.items():
        yield from _divide_term(views, Url(f"/{folder}/{slug}/"), kind, term)


def _divide_term(views: Views, url: Url, kind: str, term: Term) -> Iterator[Blank]:
    # A series is read from its beginning, a tag from what is new.
    members = term.members if kind == "tag" else term.members[::-1]
    for address, pagination, own in _paginate(views, url, members):
        context = TermContext(
            site=views.site_info,
            page=views.page_info(
                _numbered(views, term.name, pagination),
                address,
                description=f"{views.words.count('entries', len(members))}: {term.name}",
                feed_url=f"{url}feed.xml" if kind == "tag" else "",
                feed_title=term.name if kind == "tag" else "",
            ),
            sections=views.sections,
            kind=kind,
            name=term.name,
            entries=(),
            entry_count=len(members),
            first_number=(pagination.number - 1) * views.settings.entries_per_page + 1,
            pagination=pagination,
        )
        yield _make_blank(address, "term.html", context, f'the {kind} "{term.name}"', own)


def _make_blank(address: Url, template: str, context: Context, owner: str, positions: Sequence[int]) -> Blank:
    return Blank(Page(output_path(address), template, context, owner), tuple(positions))


def _period_url(period: str) -> Url:
    return month_url(period) if period else Url("/journal/")


def _name_period(views: Views, period: str) -> str:
    year, _, month = period.partition("-")
    return views.words.month(int(year), int(month)) if month else year


def _numbered(views: Views, title: str, pagination: Pagination) -> str:
    if pagination.number == 1:
        return title
    return views.words.say("numbered_title", title=title, number=pagination.number)


def _paginate(views: Views, url: Url, positions: Sequence[int]) -> Iterator[tuple[Url, Pagination, Sequence[int]]]:
    """Divide a list; an empty one has one empty page."""
    size = views.settings.entries_per_page
    count = max(1, -(-len(positions) // size))
    for number in range(1, count + 1):
        pagination = Pagination(
            number,
            count,
            views.href(paginate_url(url, number - 1)) if number > 1 else "",
            views.href(paginate_url(url, number + 1)) if number < count else "",
        )
        yield paginate_url(url, number), pagination, positions[(number - 1) * size : number * size]

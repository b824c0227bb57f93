"""The pages that list entries: the archive, its years, tags and series.

Knows how lists are divided into pages; does not know what an entry says.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator.model.permalink import Url, output_path, paginate_url
from generator.model.taxonomy import Term
from generator.plan.calendar import day_moment, group_by_month, month_url
from generator.plan.contexts import ArchiveContext, EntryTeaser, Pagination, TermContext, TermsContext, YearLink
from generator.plan.outputs import Page
from generator.plan.views import Views
from generator.sources.slugs import Slug


def plan_lists(views: Views) -> Iterator[Page]:
    """Plan the archive, a page for each year, month, tag and series, and the lists of tags and of series."""
    yield from _plan_archive(views)
    site = views.site
    yield from _plan_terms(views, "tags", "tag", site.tags)
    yield from _plan_terms(views, "series", "series", site.series)


def _plan_archive(views: Views) -> Iterator[Page]:
    by_year: dict[str, list[EntryTeaser]] = {}
    for entry, teaser in zip(views.site.entries, views.teasers, strict=True):
        if entry.date is not None:
            by_year.setdefault(entry.date.year, []).append(teaser)
    years = tuple(
        YearLink(year, views.href(f"/journal/{year}/"), len(teasers)) for year, teasers in sorted(by_year.items())[::-1]
    )
    yield from _plan_period(views, "", years, views.teasers)
    for year, teasers in by_year.items():
        yield from _plan_period(views, year, years, teasers)
    for month, positions in group_by_month(views.dates.values).items():
        yield from _plan_period(views, month, years, [views.teasers[position] for position in positions])


def _plan_period(
    views: Views, period: str, years: tuple[YearLink, ...], teasers: Sequence[EntryTeaser]
) -> Iterator[Page]:
    """Plan the list of a year, `2019`, a month, `2019-12`, or of everything, which is empty."""
    year, _, of_year = period.partition("-")
    month = day_moment(f"{period}-01") if of_year else None
    url = month_url(period) if month else Url(f"/journal/{year}/" if year else "/journal/")
    title = _name_period(views, year, of_year)
    for address, pagination, shown in _paginate(views, url, teasers):
        context = ArchiveContext(
            site=views.site_info,
            page=views.page_info(_numbered(views, title, pagination), address),
            year=year,
            month=month,
            years=years,
            entries=shown,
            entry_count=len(teasers),
            pagination=pagination,
        )
        owner = f"the archive of {period}" if period else "the archive"
        yield Page(output_path(address), "archive.html", context, owner)


def _plan_terms(views: Views, folder: str, kind: str, terms: Mapping[Slug, Term]) -> Iterator[Page]:
    if not terms:
        return
    url = Url(f"/{folder}/")
    context = TermsContext(
        site=views.site_info,
        page=views.page_info(views.words.say("tags" if kind == "tag" else "series"), url),
        kind=kind,
        terms=views.term_links(folder, terms),
    )
    yield Page(output_path(url), "terms.html", context, f"the list of {folder}")
    for slug, term in terms.items():
        yield from _plan_term(views, Url(f"/{folder}/{slug}/"), kind, term)


def _plan_term(views: Views, url: Url, kind: str, term: Term) -> Iterator[Page]:
    # A series is read from its beginning, a tag from what is new.
    members = term.members if kind == "tag" else term.members[::-1]
    teasers = [views.teasers[position] for position in members]
    for address, pagination, shown in _paginate(views, url, teasers):
        context = TermContext(
            site=views.site_info,
            page=views.page_info(
                _numbered(views, term.name, pagination),
                address,
                description=f"{views.words.count('entries', len(teasers))}: {term.name}",
                feed_url=f"{url}feed.xml" if kind == "tag" else "",
                feed_title=term.name if kind == "tag" else "",
            ),
            kind=kind,
            name=term.name,
            entries=shown,
            entry_count=len(teasers),
            pagination=pagination,
        )
        yield Page(output_path(address), "term.html", context, f'the {kind} "{term.name}"')


def _name_period(views: Views, year: str, month: str) -> str:
    if not year:
        return views.words.say("journal")
    return views.words.say("journal_of", period=views.words.month(int(year), int(month)) if month else year)


def _numbered(views: Views, title: str, pagination: Pagination) -> str:
    if pagination.number == 1:
        return title
    return views.words.say("numbered_title", title=title, number=pagination.number)


def _paginate(
    views: Views, url: Url, teasers: Sequence[EntryTeaser]
) -> Iterator[tuple[Url, Pagination, tuple[EntryTeaser, ...]]]:
    """Divide a list; an empty one has one empty page."""
    size = views.settings.entries_per_page
    count = max(1, -(-len(teasers) // size))
    for number in range(1, count + 1):
        pagination = Pagination(
            number,
            count,
            views.href(paginate_url(url, number - 1)) if number > 1 else "",
            views.href(paginate_url(url, number + 1)) if number < count else "",
        )
        yield paginate_url(url, number), pagination, tuple(teasers[(number - 1) * size : number * size])

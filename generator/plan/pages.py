"""Which outputs must exist, and that no two claim one path.

Knows every output of a site; does not know which of them are there already.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter

import msgspec

from generator.digest import Digest
from generator.errors import Location, Place, Problem, SitePath
from generator.model.permalink import Url
from generator.model.pictures import Picture
from generator.model.site import Site
from generator.plan.assets import ThemeFile, plan_files, plan_theme_files, theme_urls
from generator.plan.badges import plan_badges
from generator.plan.contexts import ApiEntry, SitemapRow, YearStrip
from generator.plan.cv import plan_cv
from generator.plan.fronts import Front, Fronts, plan_fronts
from generator.plan.lists import Lists, plan_lists
from generator.plan.machine import (
    Feeds,
    plan_api,
    plan_feeds,
    plan_notices,
    plan_redirects,
    plan_search,
    plan_sitemap,
    show_address,
    show_entries,
)
from generator.plan.outputs import Asset, Page
from generator.plan.progress import plan_progress
from generator.plan.sealed import leave_out_unused, plan_sealed
from generator.plan.skills import plan_skills
from generator.plan.views import Views
from generator.plan.writings import EntryPages, plan_entries, plan_texts, show_year
from generator.renewal import Column, Made, keep, remake, renew
from generator.sources.slugs import Slug
from generator.words.words import Words

_NO_DIGEST = Digest(b"")


class Plan(msgspec.Struct, frozen=True):
    """All outputs of a site."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]


class Planned(msgspec.Struct, frozen=True, eq=False):
    """A plan with what is wrong with it, and with all that the next build can take over."""

    plan: Plan
    problems: tuple[Problem, ...]
    views: Views
    theme: Made[tuple[Asset, ...]]
    entries: EntryPages
    lists: Lists
    skills: Made[tuple[Page, ...]]
    """With the CV and the badges, which are made of the same."""
    progress: Made[tuple[Page, ...]]
    year_strip: Made[YearStrip | None]
    rows: Column[SitemapRow | None]
    sitemap: Made[Page]
    feeds: Feeds
    api: Column[ApiEntry]
    others: Mapping[SitePath, Page]
    """Pages that are planned anew each time, by output: a few, but for redirects."""
    fronts: Fronts
    files: Made[tuple[Asset, ...]]
    assets: Made[tuple[Asset, ...]]
    clashes: Made[tuple[Problem, ...]]


def plan_site(
    site: Site,
    theme_files: tuple[ThemeFile, ...],
    digests: Mapping[SitePath, Digest],
    words: Words,
    last: Planned | None = None,
    *,
    imaging: Digest = _NO_DIGEST,
) -> Planned:
    """Plan every output.

    Args:
        site: everything that is published.
        theme_files: those below `assets/`.
        digests: names the contents of the files that may be copied.
        words: what pages say beside what their author wrote.
        last: what this gave for the last build; the result is the same without it.
        imaging: names all that pictures are made with.
    """
    theme = remake(plan_theme_files, last.theme if last else None, leave_out_unused(theme_files, site.sealed))
    views = Views(site, theme_urls(theme.value), words, last.views if last else None)
    fronts = plan_fronts(views, imaging, last.fronts if last else None)
    entries = plan_entries(views, fronts.entries.values, last.entries if last else None)
    lists = plan_lists(views, last.lists if last else None)
    skills = _plan_skills(views, fronts.skills.value, last)
    progress = plan_progress(views, last.progress if last else None)
    year_strip = show_year(views, last.year_strip if last else None)
    others: dict[SitePath, Page] = {}
    indexed = (*entries.column.values, *_settle(plan_texts(views, year_strip.value), others, last))
    indexed += (*lists.column.values, *skills.value, *progress.value)
    rows = renew(show_address, last.rows if last else None, indexed)
    sitemap = remake(plan_sitemap, last.sitemap if last else None, rows.values)
    feeds = plan_feeds(views, last.feeds if last else None)
    api = show_entries(views, last.api if last else None)
    pages = (
        *indexed,
        sitemap.value,
        *(page for pair in feeds.pages.values for page in pair),
        *_settle(
            (
                *(*plan_notices(views), *plan_search(views), *plan_sealed(views)),
                *(*plan_api(views, api.values), *plan_redirects(views)),
            ),
            *(others, last),
        ),
    )
    files = _plan_files(site, digests, imaging, last)
    assets = remake(_join_assets, last.assets if last else None, theme.value, files.value, fronts.assets.value)
    plan = Plan(pages, assets.value)
    # Fronts have names that nothing else has.
    clashes = _look_for_clashes((*pages, *theme.value, *files.value), last)
    return Planned(
        *(plan, clashes.value, views, theme, entries, lists, skills, progress, year_strip, rows, sitemap, feeds),
        *(api, others, fronts, files, assets, clashes),
    )


def _join_assets(*parts: tuple[Asset, ...]) -> tuple[Asset, ...]:
    return tuple(chain.from_iterable(parts))


_OUTPUT = attrgetter("output")


def _settle(pages: Iterable[Page], others: dict[SitePath, Page], last: Planned | None) -> list[Page]:
    """Take the last page where it is the same, and write all of them down for the next build."""
    kept = [keep(page, last.others.get(page.output) if last else None) for page in pages]
    others.update((page.output, page) for page in kept)
    return kept


def _look_for_clashes(outputs: tuple[Page | Asset, ...], last: Planned | None) -> Made[tuple[Problem, ...]]:
    """Take it from the last build that nothing clashes; what does is looked at again, for it may lie elsewhere now."""
    known = last.clashes if last is not None and not last.problems else None
    return remake(lambda *_: tuple(find_clashes(outputs)), known, tuple(map(_OUTPUT, outputs)))


def _plan_skills(views: Views, fronts: Mapping[Slug, Front], last: Planned | None) -> Made[tuple[Page, ...]]:
    known, site = last.skills if last else None, views.site
    return remake(
        lambda *_: _keep_pages((*plan_skills(views, fronts), *plan_cv(views), *plan_badges(views)), known),
        known,
        *(views.site_info, views.settings, views.words, site.curriculum, site.skills, views.skill_links),
        *(views.log_flags.values, fronts),
        tuple([views.backlinks(Url(f"/skills/{slug}/")) for slug in site.skills]),
    )


def _plan_files(
    site: Site, digests: Mapping[SitePath, Digest], imaging: Digest, last: Planned | None
) -> Made[tuple[Asset, ...]]:
    made = last.files if last else None

    def plan(
        files: Sequence[tuple[SitePath, Url]],
        digests: Mapping[SitePath, Digest],
        pictures: Mapping[SitePath, Picture],
        imaging: Digest,
    ) -> tuple[Asset, ...]:
        known = {asset.output: asset for asset in made.value} if made else {}
        planned = plan_files(files, digests, pictures, imaging)
        return tuple([keep(asset, known.get(asset.output)) for asset in planned])

    return remake(plan, made, site.files, digests, site.pictures, imaging)


def _keep_pages(pages: Iterable[Page], last: Made[tuple[Page, ...]] | None) -> tuple[Page, ...]:
    by_output = {page.output: page for page in last.value} if last else {}
    return tuple([keep(page, by_output.get(page.output)) for page in pages])


def find_clashes(outputs: Iterable[Page | Asset]) -> Iterator[Problem]:
    """Report outputs that would lie at one path, on any file system, or one inside the other."""
    owners: dict[str, Page | Asset] = {}
    for output in outputs:
        first = owners.setdefault(_fold(output.output), output)
        if first is not output:
            yield _describe_clash(output, first)
    for folded, output in owners.items():
        parent = folded.rpartition("/")[0]
        while parent:
            if parent in owners:
                yield _describe_clash(output, owners[parent])
            parent = parent.rpartition("/")[0]


def _fold(path: SitePath) -> str:
    return path if path.isascii() and path.islower() else unicodedata.normalize("NFC", path).casefold()


def _describe_clash(output: Page | Asset, first: Page | Asset) -> Problem:
    if first.source and not output.source:
        output, first = first, output
    address = "/" + output.output.removesuffix("index.html")
    are_files = isinstance(output, Asset) and isinstance(first, Asset)
    hint = "give one of the files another name" if are_files else "give one of them another `slug`"
    place = _find_place(output)
    return Problem(
        f"{output.owner} would be published at {address}, where {first.owner} is",
        place.location if place else None,
        place.excerpt if place else None,
        hint if place else "",
    )


def _find_place(output: Page | Asset) -> Place | None:
    if isinstance(output, Page) and output.place is not None:
        return output.place
    return Place(Location(output.source, 1, 1)) if output.source else None

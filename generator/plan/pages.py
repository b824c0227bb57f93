"""Which outputs must exist, and that no two claim one path.

Knows every output of a site; does not know which of them are there already.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.digest import Digest
from generator.errors import Location, Place, Problem, SitePath
from generator.model.site import Site
from generator.plan.assets import ThemeFile, plan_files, plan_theme_files, theme_urls
from generator.plan.lists import plan_lists
from generator.plan.machine import plan_api, plan_feeds, plan_notices, plan_redirects
from generator.plan.outputs import Asset, Page
from generator.plan.skills import plan_skills
from generator.plan.views import Views
from generator.plan.writings import plan_writings


class Plan(msgspec.Struct, frozen=True):
    """All outputs of a site."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]


def plan_site(
    site: Site, theme_files: Sequence[ThemeFile], digests: Mapping[SitePath, Digest]
) -> tuple[Plan, tuple[Problem, ...]]:
    """Plan every output; `digests` names the contents of the files that may be copied."""
    theme_assets = plan_theme_files(theme_files)
    views = Views(site, theme_urls(theme_assets))
    pages = [*plan_writings(views), *plan_lists(views), *plan_skills(views)]
    pages += [*plan_notices(views, pages), *plan_feeds(views), *plan_api(views), *plan_redirects(views)]
    assets = (*theme_assets, *plan_files(site.files, digests))
    return Plan(tuple(pages), assets), tuple(find_clashes((*pages, *assets)))


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

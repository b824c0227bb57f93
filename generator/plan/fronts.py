"""The picture that each page gives to those who share its address: a card of its own, its author's picture, or the site's.

Knows which page has which; does not know how any of them looks.
"""

from collections.abc import Mapping, Sequence

import msgspec

from generator.digest import Digest, digest_value
from generator.errors import SitePath
from generator.model.checklist import count_all
from generator.model.entry import Entry
from generator.model.permalink import Url, output_path
from generator.model.pictures import Form, Picture
from generator.plan.cards import SITE_CARD, Card, card_digest, card_path, show_skills, write_plainly
from generator.plan.contexts import EntryTeaser
from generator.plan.outputs import Asset, Recipe
from generator.plan.reasons import say_progress
from generator.plan.views import Views
from generator.renewal import Column, Made, remake, renew
from generator.sources.slugs import Slug

_COVER_BYTES = 4
"""Of the digest, in a cover's name."""


class Front(msgspec.Struct, frozen=True):
    """What is shown for a page."""

    href: str = ""
    """Its whole address; empty for the site's."""
    asset: Asset | None = None
    """What is to be made for it."""


_SITES_OWN = Front()


class Fronts(msgspec.Struct, frozen=True, eq=False):
    """The fronts of all pages, and what else they were made from."""

    entries: Column[Front]
    skills: Made[Mapping[Slug, Front]]
    site: Made[Asset | None]
    assets: Made[tuple[Asset, ...]]
    pictures: Mapping[SitePath, Picture]


def plan_fronts(views: Views, imaging: Digest, last: Fronts | None = None) -> Fronts:
    """Plan what is shown for each page; without an address that others can follow nothing is.

    Args:
        views: what pages show of the site.
        imaging: names all that pictures are made with.
        last: what this gave for the last build.
    """
    site, has_cards = views.site, views.settings.is_shareable
    title = write_plainly(views.settings.title) or ""

    def show_entry(entry: Entry, teaser: EntryTeaser) -> Front:
        return _show_entry(views, imaging, title, entry, teaser) if has_cards else _SITES_OWN

    others: Sequence[int] = ()
    if last is not None and site.pictures is not last.pictures:
        others = [position for position, entry in enumerate(site.entries) if entry.image_path]
    entries = renew(
        show_entry,
        last.entries if last else None,
        *(site.entries, views.teasers),
        is_stale=last is not None and not views.has_same_settings,
        also=others,
    )
    skills = remake(
        lambda *_: _show_skills(views, imaging, title) if has_cards else {},
        last.skills if last else None,
        *(views.settings, views.skill_links, views.reasons, imaging),
    )
    own = remake(
        lambda *_: _show_site(views, imaging, title) if has_cards else None,
        last.site if last else None,
        *(views.settings, count_all(site.curriculum, site.skills), views.words.digest, imaging),
    )
    assets = remake(_gather, last.assets if last else None, entries.values, skills.value, own.value)
    return Fronts(entries, skills, own, assets, site.pictures)


def _gather(entries: Sequence[Front], skills: Mapping[Slug, Front], own: Asset | None) -> tuple[Asset, ...]:
    """List what is to be made; two entries with the same card have one."""
    fronts = (*entries, *skills.values())
    found = {front.asset.output: front.asset for front in fronts if front.asset is not None}
    return (*found.values(), own) if own is not None else tuple(found.values())


def _show_entry(views: Views, imaging: Digest, site_title: str, entry: Entry, teaser: EntryTeaser) -> Front:
    if entry.image and not entry.image_path:
        return Front(entry.image)
    picture = views.site.pictures.get(entry.image_path) if entry.image_path else None
    if picture is not None and picture.form is not Form.DRAWING and not picture.fault:
        return _show_picture(views, imaging, entry, picture)
    title = write_plainly(entry.title)
    if not title:
        return _SITES_OWN
    words = write_plainly(views.words.day(entry.date)) if entry.date else ""
    card = Card(site_title, title, words or "", skills=show_skills(teaser.skills))
    return _show_card(views, imaging, card, entry.place)


def _show_picture(views: Views, imaging: Digest, entry: Entry, picture: Picture) -> Front:
    recipe = Recipe(picture.form, 0, 0, is_cover=True)
    stem = entry.image.partition("?")[0].partition("#")[0].rpartition(".")[0]
    url = Url(f"{stem}.{picture.digest.hex()[: 2 * _COVER_BYTES]}-card.jpg")
    digest = digest_value((imaging, picture.digest, recipe))
    asset = Asset(output_path(url), digest, entry.image_path, entry.image_path, recipe=recipe)
    return Front(views.url(url), asset)


def _show_card(views: Views, imaging: Digest, card: Card, owner: str) -> Front:
    path = card_path(card)
    return Front(
        views.url(f"/{path}"),
        Asset(path, card_digest(card, imaging), f"the card of {owner}", SitePath(""), recipe=card),
    )


def _show_skills(views: Views, imaging: Digest, site_title: str) -> Mapping[Slug, Front]:
    fronts: dict[Slug, Front] = {}
    for slug, link in views.skill_links.items():
        title = write_plainly(link.title)
        if title:
            words, number = write_plainly(views.reasons[slug]) or "", write_plainly(link.number) or ""
            card = Card(site_title, title, words, number, link.mark)
            fronts[slug] = _show_card(views, imaging, card, f'the skill "{slug}"')
    return fronts


def _show_site(views: Views, imaging: Digest, site_title: str) -> Asset:
    progress, words, bar = count_all(views.site.curriculum, views.site.skills), "", None
    if progress.total:
        bar = progress.done, progress.learning, progress.planned
        words = write_plainly(say_progress(progress, views.words)) or ""
    description = write_plainly(views.settings.description) or ""
    card = Card("", site_title, words, description=description, progress=bar)
    return Asset(SITE_CARD, card_digest(card, imaging), "the card of the site", SitePath(""), recipe=card)

"""Makes what is neither copied nor rendered: pictures anew, and cards, each once for each content.

World.
Knows where the files lie and where what was made is remembered; does not know how pictures are made.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from generator.build.inputs import Inputs
from generator.digest import Digest
from generator.errors import GeneratorError, Location, Problem
from generator.model.pictures import Form
from generator.plan.cards import Card
from generator.plan.outputs import Asset, Recipe
from generator.publish.store import Store
from generator.sources.tree import read_bytes

PICTURE_KIND = "picture"

_DRAWN_BEFORE = 8
"""So many cards have nearly all letters."""

Group: TypeAlias = tuple[Asset, ...]
"""Assets that are made from one file, which is opened once for all of them; or a card."""


class Made(msgspec.Struct, frozen=True, array_like=True):
    """Bytes that were made, and the name of all that they were made from."""

    digest: Digest
    data: bytes


def group_assets(assets: Iterable[Asset], made: Mapping[Digest, bytes]) -> tuple[Group, ...]:
    """Put together what is to be made from each file; of assets that are the same thing, the first one."""
    todo: dict[Digest, Asset] = {}
    for asset in assets:
        if asset.recipe is not None and asset.digest not in made:
            todo.setdefault(asset.digest, asset)
    groups: dict[tuple[str, bool], list[Asset]] = {}
    cards: list[Group] = []
    for asset in todo.values():
        if isinstance(asset.recipe, Recipe):
            groups.setdefault((asset.source, asset.recipe.is_cover), []).append(asset)
        else:
            cards.append((asset,))
    return (*map(tuple, groups.values()), *cards)


def weigh_group(assets: Group) -> int:
    """Say about how many pages could be rendered in the time that these are made in."""
    recipes = [asset.recipe for asset in assets if isinstance(asset.recipe, Recipe)]
    return 20 + sum(recipe.width * recipe.height for recipe in recipes) // 20_000 if recipes else 1


def make_group(assets: Group, inputs: Inputs) -> tuple[Made, ...]:
    """Make what is made from one file.

    Raises:
        GeneratorError: the picture is broken, or another one than the build read.
    """
    # Loads Pillow, which a build that makes nothing does without.
    from generator.imaging.opening import PictureError  # noqa: PLC0415

    if isinstance(assets[0].recipe, Card):
        return (_make_card(assets[0], assets[0].recipe),)
    source = assets[0].source
    file = inputs.site.tree.find(source)
    assert file is not None, f"{source} is a file of this build"
    data = read_bytes(inputs.root, file)
    try:
        return tuple(Made(asset.digest, made) for asset, made in zip(assets, _make_from(data, assets), strict=True))
    except PictureError as error:
        problem = Problem(f"the picture {source} {error.message}", Location(source), hint=error.hint)
        raise GeneratorError((problem,)) from error


def _make_card(asset: Asset, card: Card) -> Made:
    from generator.imaging.cards import draw_card  # noqa: PLC0415 (as above)

    return Made(asset.digest, draw_card(card))


def prepare_cards(groups: Sequence[Group]) -> None:
    """Draw what cards have in common, such as letters, before other processes draw cards from it."""
    cards = [group[0] for group in groups if isinstance(group[0].recipe, Card)]
    for asset in cards[:_DRAWN_BEFORE]:
        if isinstance(asset.recipe, Card):
            _make_card(asset, asset.recipe)


def _make_from(data: bytes, assets: Group) -> list[bytes]:
    from generator.imaging.drawings import clean_drawing  # noqa: PLC0415 (as above)
    from generator.imaging.moving import strip_moving  # noqa: PLC0415
    from generator.imaging.variants import make_cover, make_variants  # noqa: PLC0415

    recipes = [asset.recipe for asset in assets if isinstance(asset.recipe, Recipe)]
    if recipes[0].is_cover:
        return [make_cover(data) for _ in recipes]
    if recipes[0].form is Form.DRAWING:
        return [clean_drawing(data) for _ in recipes]
    if recipes[0].form is Form.MOVING:
        return [strip_moving(data) for _ in recipes]
    return make_variants(data, [(recipe.width, recipe.height) for recipe in recipes])


def find_made(assets: Iterable[Asset], store: Store) -> dict[Digest, bytes]:
    """Give what was made before."""
    names = {asset.digest for asset in assets if asset.recipe is not None}
    return store.get_many(PICTURE_KIND, names) if names else {}


def remember_made(made: Mapping[Digest, bytes], store: Store) -> None:
    """Keep what was made."""
    if made:
        store.put_many(PICTURE_KIND, made.items())


def retain_made(assets: Iterable[Asset], store: Store) -> None:
    """Drop what was made and is not asked for any more, once there is much of it."""
    store.retain(PICTURE_KIND, (asset.digest for asset in assets if asset.recipe is not None))

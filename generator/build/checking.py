"""Looks at a site without writing anything: what is wrong, and what would become of a file.

World, but for reading alone.
"""

from pathlib import Path

import msgspec

from generator.build.inputs import gather_inputs
from generator.build.making import find_made, group_assets
from generator.build.parsing import be_quiet
from generator.build.preparing import Prepared, prepare
from generator.build.rendering import render_pages
from generator.build.stages import (
    CACHE_FOLDER,
    BuildOptions,
    Comparison,
    compare,
    gather_bodies,
    recall_manifest,
    recall_published,
)
from generator.errors import GeneratorError, Problem, find_errors, sort_problems
from generator.model.placement import Withheld
from generator.model.site import place_at_reference
from generator.plan.manifest import Manifest
from generator.plan.outputs import Recipe
from generator.publish.store import FILE_NAME, Store, open_memory_store, open_store


class Checked(msgspec.Struct, frozen=True):
    """What a look at the whole site found."""

    problems: tuple[Problem, ...]
    withheld: tuple[Withheld, ...]
    page_count: int


class Examined(msgspec.Struct, frozen=True):
    """A site as it would be built, compared with what is published."""

    prepared: Prepared
    compared: Comparison
    manifest: Manifest


def check_site(root: Path, options: BuildOptions) -> Checked:
    """Find everything that is wrong with a site, by rendering every page and making every picture that changed, into nothing."""
    with _open_for_reading(root) as store:
        prepared = _prepare(root, options, store)
        problems = list(prepared.problems)
        # A page whose content is broken would only repeat what is said already.
        if not find_errors(problems):
            problems += _render_changed(prepared, root / options.output, store)
        return Checked(sort_problems(problems), prepared.assembly.withheld, len(prepared.plan.pages))


def _render_changed(prepared: Prepared, output: Path, store: Store) -> tuple[Problem, ...]:
    compared = compare(prepared, recall_manifest(store, output), recall_published(store, output), output)
    assets = [item.asset for item in compared.stale_assets]
    # Nothing can be wrong with a card.
    groups = group_assets((asset for asset in assets if isinstance(asset.recipe, Recipe)), find_made(assets, store))
    if not (compared.stale or groups):
        return ()
    try:
        bodies = gather_bodies(prepared, compared, store)
        render_pages(
            compared.stale,
            prepared.theme,
            bodies,
            None,
            workers=1,
            on_progress=be_quiet,
            groups=groups,
            inputs=prepared.inputs,
            place=lambda problem: place_at_reference(problem, prepared.assembly),
        )
    except GeneratorError as error:
        return error.problems
    return ()


def examine_site(root: Path, options: BuildOptions) -> Examined:
    """Assemble and plan a site, and compare it with what is published."""
    with _open_for_reading(root) as store:
        prepared = _prepare(root, options, store)
        output = root / options.output
        manifest = recall_manifest(store, output)
        return Examined(prepared, compare(prepared, manifest, recall_published(store, output), output), manifest)


def prepare_site(root: Path, options: BuildOptions) -> Prepared:
    """Assemble and plan a site, and compare it with nothing."""
    with _open_for_reading(root) as store:
        return _prepare(root, options, store)


def _open_for_reading(root: Path) -> Store:
    folder = root / CACHE_FOLDER
    # What is put into the store is dropped when it is closed without a commit.
    return open_store(folder)[0] if (folder / FILE_NAME).is_file() else open_memory_store(folder)


def _prepare(root: Path, options: BuildOptions, store: Store) -> Prepared:
    inputs = gather_inputs(root, store, skip=(options.output,))
    return prepare(inputs, store, options, workers=1, on_progress=be_quiet)

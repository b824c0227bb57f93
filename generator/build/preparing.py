"""A build up to the point where something is rendered: read, parsed, assembled, planned.

World.
Gathers every problem and throws none; what the last build can hand on is taken over by identity, stage by stage.
"""

import contextlib
from functools import cache
from operator import attrgetter

import msgspec

from generator.build.codememo import retain_blocks
from generator.build.histories import Past, ask_git
from generator.build.inputs import Inputs, find_today
from generator.build.making import retain_made
from generator.build.parsing import (
    Checklists,
    OnProgress,
    Parsed,
    ReadSettings,
    choose_options,
    parse_documents,
    read_checklists,
    read_settings,
)
from generator.build.pictures import Pictures, find_pictures, retain_images
from generator.build.sealing import SealedReading, read_sealed
from generator.build.searching import without_search
from generator.build.theming import ThemeReading, read_theme
from generator.build.wording import Wording, read_words
from generator.digest import Digest
from generator.errors import GeneratorError, Problem, SitePath
from generator.model.placement import PlacementRules
from generator.model.site import Assembly, Journal, Site, assemble_site
from generator.plan.pages import Plan, Planned, plan_site
from generator.publish.store import Store
from generator.renewal import Column, keep, renew
from generator.sources.settings import Settings, with_base_url

_COMMON_TEMPLATES = ("archive.html", "entry.html", "feed.xml", "home.html")
"""What a journal of many entries is rendered with, whatever else it has."""


class PrepareOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What may be asked of a build besides what the site's files say, as far as it decides what is on the site."""

    base_url: str = ""
    """In place of the settings'."""
    with_drafts: bool = False
    with_future: bool = False
    date: str = ""
    """The build's date, `2019-11-29`; today if empty."""


class Prepared(msgspec.Struct, frozen=True, eq=False):
    """A build up to the point where something is rendered, with all that the next build can take over."""

    inputs: Inputs
    read: ReadSettings
    settings: Settings
    parsed: Parsed
    wording: Wording
    theme: ThemeReading
    checklists: Checklists
    past: Past
    pictures: Pictures
    sealed: SealedReading
    paths: Column[SitePath]
    """Every file below `content/`."""
    assembly: Assembly
    planned: Planned
    problems: tuple[Problem, ...]

    @property
    def site(self) -> Site:
        """The journal as a whole."""
        return self.assembly.site

    @property
    def plan(self) -> Plan:
        """All outputs."""
        return self.planned.plan


def prepare(
    inputs: Inputs,
    store: Store,
    options: PrepareOptions,
    *,
    workers: int,
    on_progress: OnProgress,
    last: Prepared | None = None,
) -> Prepared:
    """Read, parse, assemble and plan; every problem is gathered, none is thrown.

    Args:
        inputs: the files, and what else a build depends on.
        store: what earlier builds kept.
        options: what is to be on the site.
        workers: how many processes may work.
        on_progress: told how far it is.
        last: what this gave for the last build; the result is the same without it, and takes longer.
    """
    read = read_settings(inputs, last.read if last else None)
    settings = without_search(with_base_url(read.value[0], options.base_url) if options.base_url else read.value[0])
    settings = keep(settings, last.settings if last else None)
    wording = read_words(inputs, store, settings.language, last.wording if last else None)
    theme = cache(lambda: read_theme(inputs, store, wording.words, last.theme if last else None))
    parsed = parse_documents(
        inputs,
        store,
        choose_options(settings),
        workers=workers,
        on_progress=on_progress,
        # With so much to parse all pages are likely to be rendered, so their templates are compiled in the time.
        meanwhile=lambda: _preload(theme()),
        last=last.parsed if last else None,
    )
    checklists = read_checklists(inputs, last.checklists if last else None)
    past = ask_git(inputs, store, settings, checklists.sources, last.past if last else None)
    pictures = find_pictures(inputs, store, last.pictures if last else None)
    sealed = read_sealed(inputs, last.sealed if last else None)
    paths = renew(attrgetter("path"), last.paths if last else None, inputs.site.tree.below("content/"))
    today = find_today(options.date, settings.zone)
    rules = PlacementRules(settings, today, options.with_drafts, options.with_future)
    journal = Journal(
        *(parsed.documents, checklists.sources, paths.values, past.history, rules),
        pictures.found,
        past.versions,
        sealed.sealed,
    )
    assembly = assemble_site(journal, last.assembly if last else None)
    digests = {path: _digest_of(path, inputs) for path, _ in assembly.site.files}
    planned = plan_site(
        *(assembly.site, theme().files, digests, wording.words, last.planned if last else None), imaging=inputs.imaging
    )
    problems = (
        *(*inputs.problems, *read.value[1], *wording.problems, *theme().problems, *parsed.problems),
        *(*checklists.problems, *sealed.problems, *past.problems, *assembly.problems, *planned.problems),
    )
    return Prepared(
        *(inputs, read, settings, parsed, wording, theme(), checklists),
        *(past, pictures, sealed, paths, assembly, planned, problems),
    )


def retain_parts(prepared: Prepared, store: Store) -> None:
    """Drop what was kept of files that are gone, once there is much of it."""
    store.retain("document", prepared.parsed.names)
    store.retain("body", (document.body for document in prepared.parsed.documents))
    retain_blocks(store, prepared.parsed.blocks)
    retain_images(prepared.pictures, store)
    retain_made(prepared.plan.assets, store)


def _preload(theme: ThemeReading) -> None:
    # What cannot be loaded is told when it is to be rendered.
    with contextlib.suppress(GeneratorError):
        theme.load().preload(_COMMON_TEMPLATES)


def _digest_of(path: SitePath, inputs: Inputs) -> Digest:
    file = inputs.site.tree.find(path)
    assert file is not None, f"{path} is among the files that may be referred to"
    return file.digest

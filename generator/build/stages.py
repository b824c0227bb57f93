"""The stages of a build in order.

World.
Does what the rooms below decide, and keeps what the next build needs to know.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.build.inputs import (
    Inputs,
    decode_or_none,
    find_today,
    gather_inputs,
    remember_inputs,
    version_extensions,
)
from generator.build.inspecting import Calls, Inspect, find_nothing, look_into
from generator.build.making import find_made, group_assets, remember_made
from generator.build.parsing import OnProgress, fetch_bodies
from generator.build.preparing import Prepared, PrepareOptions, prepare, retain_parts
from generator.build.rendering import keep_outputs, render_pages, write_assets
from generator.build.searching import (
    CERTAIN_PATHS,
    NO_INDEX,
    Indexer,
    IndexJob,
    SearchIndex,
    describe_failure,
    list_searched,
    note_search,
    plan_index,
)
from generator.digest import Digest, digest_value
from generator.errors import GeneratorError, Problem, SitePath, find_errors, sort_problems
from generator.model.placement import Withheld
from generator.model.site import place_at_reference
from generator.plan.manifest import (
    EMPTY_MANIFEST,
    Manifest,
    Row,
    Stale,
    StaleAsset,
    find_orphans,
    find_stale,
    find_stale_assets,
)
from generator.plan.outputs import list_bodies
from generator.publish.lock import hold_lock
from generator.publish.ownership import (
    OutputFile,
    check_output_folder,
    clear_leftovers,
    find_damaged,
    is_intact,
    read_owned,
)
from generator.publish.pagefind import make_index
from generator.publish.store import Store, open_store
from generator.publish.writer import open_staging
from generator.render.workers import count_workers
from generator.sources.settings import Settings

CACHE_FOLDER = ".cache/journal"
DEFAULT_OUTPUT = "public"


class BuildOptions(PrepareOptions, frozen=True, kw_only=True):
    """What may be asked of a build besides what the site's files say."""

    output: str = DEFAULT_OUTPUT
    """Where to publish, from the site's folder."""
    jobs: int = 0
    """How many processes; 0 for as many as there are cores."""
    is_clean: bool = False
    """Remember nothing of earlier builds."""
    is_strict: bool = False
    """Warnings are errors."""
    with_search: bool = False
    """Make the index that the search needs, if the site has a search."""


class Build(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did."""

    rendered: tuple[tuple[SitePath, str], ...]
    """Each page that was rendered, and why."""
    copied: tuple[SitePath, ...]
    removed: tuple[SitePath, ...]
    page_count: int
    problems: tuple[Problem, ...]
    """Warnings; a build with errors ends in a `GeneratorError`."""
    withheld: tuple[Withheld, ...]
    indexed_count: int = 0
    """How many pages the index has that was made for the search; 0 if none was made."""
    notes: tuple[str, ...] = ()
    """Sentences on what the site does without."""

    @property
    def did_publish(self) -> bool:
        """Whether any published byte changed, but for an index that was removed."""
        return bool(self.rendered or self.copied or self.removed or self.indexed_count)


class Comparison(msgspec.Struct, frozen=True):
    """What a plan asks to be done, given what is published."""

    stale: tuple[Stale, ...]
    stale_assets: tuple[StaleAsset, ...]
    kept: dict[SitePath, Row]
    orphans: tuple[SitePath, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.stale or self.stale_assets or self.orphans)


class Published(msgspec.Struct, frozen=True, array_like=True):
    """What is remembered of the last build into an output folder."""

    inputs: Digest
    """Of all files, options, and the date."""
    timezone: str
    extensions: tuple[str, ...]
    """Of Python-Markdown, by name; their versions are inputs."""
    outputs: tuple[OutputFile, ...]
    page_count: int
    problems: tuple[Problem, ...]
    withheld: tuple[Withheld, ...]
    index: SearchIndex
    notes: tuple[str, ...]


def build_site(
    root: Path,
    options: BuildOptions,
    on_progress: OnProgress,
    indexer: Indexer = make_index,
    inspect: Inspect = find_nothing,
) -> Build:
    """Build the site in the folder `root` and publish it, if anything is to be published.

    Args:
        root: the site's folder.
        options: what is to be built.
        on_progress: told how far it is.
        indexer: makes the index of the search.
        inspect: looks into each file that was made now; what it finds stops the build.

    Raises:
        GeneratorError: what the author wrote has errors; the published site is as it was.
        LockHeld: another build of this site does not end.
        OSError: the disk is full, or not ours to write; the published site is as it was.
    """
    output = root / options.output
    with hold_lock(root / CACHE_FOLDER):
        clear_leftovers(output)
        try:
            return _build_locked(root, options, output, Calls(on_progress, indexer, inspect))
        except BaseException:
            # A signal may come when the staging folder is there and its `with` has not begun.
            clear_leftovers(output)
            raise


def _build_locked(root: Path, options: BuildOptions, output: Path, calls: Calls) -> Build:
    if options.is_clean:
        forget(root)
    store, warnings = open_store(root / CACHE_FOLDER)
    with store:
        inputs = gather_inputs(root, store, skip=(options.output,))
        published = recall_published(store, output)
        if published is not None and _is_current(published, inputs, options, output):
            if inputs.site.fresh:
                # Files too young to be trusted then were read again now, and need not be the next time.
                remember_inputs(inputs, store)
                store.commit()
            return _report_nothing(published)
        return _build(inputs, store, options, published, warnings=warnings, calls=calls)


def forget(root: Path) -> None:
    """Drop what earlier builds left to be remembered; not what they published."""
    for path in (root / CACHE_FOLDER).glob("store.sqlite*"):
        path.unlink(missing_ok=True)


def recall_published(store: Store, output: Path) -> Published | None:
    """Read what the last build into this folder kept."""
    return decode_or_none(store.get_named(f"published {output}"), Published)


def recall_manifest(store: Store, output: Path) -> Manifest:
    """Read the rows of the last build into this folder."""
    return decode_or_none(store.get_named(f"manifest {output}"), Manifest) or EMPTY_MANIFEST


def _name_inputs(inputs: Inputs, options: BuildOptions, settings: Settings) -> Digest:
    today = find_today(options.date, settings.zone)
    # What was wrong with reading counts too: a new link that is not followed is no file of the tree.
    return digest_value(
        (
            inputs.digest,
            inputs.problems,
            options.base_url,
            options.with_drafts,
            options.with_future,
            options.with_search,
            today,
            version_extensions(settings.markdown_extensions),
        )
    )


def _is_current(published: Published, inputs: Inputs, options: BuildOptions, output: Path) -> bool:
    """Tell whether building again would do nothing: all that goes in, and all that came out, is as it was."""
    if published.index.failure or find_errors(inputs.problems + published.problems, strict=options.is_strict):
        return False
    settings = Settings(timezone=published.timezone, markdown_extensions=published.extensions)
    return published.inputs == _name_inputs(inputs, options, settings) and is_intact(output, published.outputs)


def _report_nothing(published: Published) -> Build:
    return Build(
        rendered=(),
        copied=(),
        removed=(),
        page_count=published.page_count,
        problems=published.problems,
        withheld=published.withheld,
        notes=published.notes,
    )


def _build(
    inputs: Inputs,
    store: Store,
    options: BuildOptions,
    published: Published | None,
    *,
    warnings: tuple[Problem, ...],
    calls: Calls,
) -> Build:
    output = inputs.root / options.output
    workers = count_workers(options.jobs)
    prepared = prepare(inputs, store, options, workers=workers, on_progress=calls.on_progress)
    searched = list_searched(prepared.plan.pages) if options.with_search and prepared.settings.search else ()
    wanted = [page.output for page in prepared.plan.pages] + [asset.output for asset in prepared.plan.assets]
    wanted += CERTAIN_PATHS if searched else ()
    problems = (*prepared.problems, *check_output_folder(output, wanted, site_dir=inputs.root))
    # What was parsed is worth remembering even if the build ends here; and workers inherit no open transaction.
    remember_inputs(inputs, store)
    problems += (*warnings, *store.commit())
    stop_if_errors(problems, strict=options.is_strict)
    compared = compare(prepared, recall_manifest(store, output), published, output)
    known = {file.path: file for file in published.outputs} if published else {}
    job = plan_index(searched, published.index if published else NO_INDEX, known, output, calls.indexer)
    outputs, index = list(known.values()), job.last
    if not (compared.is_empty and job.is_done(known)):
        outputs, index = _publish(prepared, compared, known, job, store, options=options, workers=workers, calls=calls)
    words = prepared.wording.words.digest
    manifest = Manifest(inputs.code, words, compared.kept | {item.page.output: item.row for item in compared.stale})
    manifest.rows.update((item.asset.output, item.row) for item in compared.stale_assets)
    build = Build(
        rendered=tuple((item.page.output, item.row.reason) for item in compared.stale),
        copied=tuple(item.asset.output for item in compared.stale_assets),
        removed=compared.orphans,
        page_count=len(prepared.plan.pages),
        problems=sort_problems((*problems, *describe_failure(index))),
        withheld=prepared.assembly.withheld,
        indexed_count=len(searched) if index.name and index != job.last else 0,
        notes=note_search(prepared.read.value[0], prepared.settings, with_search=options.with_search),
    )
    _remember(store, prepared, options, manifest=manifest, outputs=outputs, build=build, index=index)
    return build


def stop_if_errors(problems: Iterable[Problem], *, strict: bool) -> None:
    """End the stage if there is an error; the warnings are told with it."""
    gathered = tuple(problems)
    if errors := find_errors(gathered, strict=strict):
        raise GeneratorError(errors if strict else gathered)


def compare(prepared: Prepared, manifest: Manifest, published: Published | None, output: Path) -> Comparison:
    """Find what is stale, what stays, and what nothing asks for any more."""
    plan, known = prepared.plan, published.outputs if published else ()
    damaged = find_damaged(output, known) | (manifest.rows.keys() - {file.path for file in known})
    stale, kept = find_stale(
        plan.pages, prepared.theme.closures, prepared.inputs.code, manifest, damaged, spoken=prepared.theme.spoken
    )
    stale_assets, kept_assets = find_stale_assets(plan.assets, manifest, damaged)
    wanted = {page.output for page in plan.pages} | {asset.output for asset in plan.assets}
    return Comparison(stale, stale_assets, kept | kept_assets, find_orphans(wanted, manifest))


def gather_bodies(prepared: Prepared, compared: Comparison, store: Store) -> dict[Digest, str]:
    """Give the HTML of every body that a stale page shows.

    Raises:
        GeneratorError: one was lost, and cannot be rendered again.
    """
    wanted = (key for item in compared.stale for key in list_bodies(item.page.context))
    return fetch_bodies(wanted, prepared.parsed, prepared.inputs, store)


def _publish(
    prepared: Prepared,
    compared: Comparison,
    known: dict[SitePath, OutputFile],
    job: IndexJob,
    store: Store,
    *,
    options: BuildOptions,
    workers: int,
    calls: Calls,
) -> tuple[list[OutputFile], SearchIndex]:
    """Render what is stale beside the published site, and put the whole in its place."""
    output = prepared.inputs.root / options.output
    bodies = gather_bodies(prepared, compared, store)
    assets = [item.asset for item in compared.stale_assets]
    made = find_made(assets, store)
    groups = group_assets(assets, made)
    store.commit()
    with open_staging(output) as staging:
        outputs = keep_outputs(tuple(compared.kept), known, staging)
        if compared.stale or groups:
            rendered = render_pages(
                compared.stale,
                prepared.theme,
                bodies,
                staging,
                workers=workers,
                on_progress=calls.on_progress,
                groups=groups,
                inputs=prepared.inputs,
                place=lambda problem: place_at_reference(problem, prepared.assembly),
            )
            outputs += rendered.outputs
            made |= rendered.made
            remember_made(rendered.made, store)
        written = {asset.output for group in groups for asset in group}
        others = (asset for asset in assets if asset.output not in written)
        outputs += write_assets(others, prepared.inputs, staging, made)
        index, index_files = job.settle({file.path: file for file in outputs}, staging)
        stop_if_errors(describe_failure(index), strict=options.is_strict)
        outputs += index_files
        look_into(calls.inspect, [file.path for file in outputs if file.path not in compared.kept], staging)
        staging.publish([file.path for file in outputs], owned_before=read_owned(output) or frozenset())
    return sorted(outputs, key=lambda file: file.path), index


def _remember(
    store: Store,
    prepared: Prepared,
    options: BuildOptions,
    *,
    manifest: Manifest,
    outputs: list[OutputFile],
    build: Build,
    index: SearchIndex,
) -> None:
    """Keep what the next build compares with; only now, when it is true."""
    output = prepared.inputs.root / options.output
    published = Published(
        _name_inputs(prepared.inputs, options, prepared.settings),
        prepared.settings.timezone,
        prepared.settings.markdown_extensions,
        tuple(outputs),
        build.page_count,
        build.problems,
        build.withheld,
        index,
        build.notes,
    )
    store.put_named(f"published {output}", msgspec.msgpack.encode(published))
    store.put_named(f"manifest {output}", msgspec.msgpack.encode(manifest))
    retain_parts(prepared, store)
    store.commit()

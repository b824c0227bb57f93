"""Renders what is stale into a staging folder, on all cores.

World.
Knows how work is divided; does not know why a page is stale.
"""

from collections.abc import Mapping, Sequence

import msgspec

from generator.build.inputs import Inputs
from generator.build.parsing import OnProgress
from generator.build.theming import ThemeReading
from generator.digest import Digest
from generator.errors import GeneratorError, Location, Problem, SitePath
from generator.plan.manifest import Stale, StaleAsset
from generator.publish.ownership import OutputFile
from generator.publish.writer import Staging
from generator.render.workers import map_tasks

_FEW_PAGES = 150
"""Fewer pages than this are rendered sooner than workers are started."""


class _Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What became of a page: a file, or problems."""

    output: OutputFile | None
    problems: tuple[Problem, ...]


def render_pages(
    stale: Sequence[Stale],
    theme_reading: ThemeReading,
    bodies: Mapping[Digest, str],
    staging: Staging | None,
    *,
    workers: int,
    on_progress: OnProgress,
) -> list[OutputFile]:
    """Render pages and write each into the staging folder; without one nothing is written.

    Raises:
        GeneratorError: templates have mistakes; one problem for each, however many pages it spoils.
    """
    # Loads Jinja, which a build that renders nothing does without.
    from generator.render.pages import render_page  # noqa: PLC0415

    theme = theme_reading.load()
    outputs: list[OutputFile] = []
    problems: list[Problem] = []

    def render(item: Stale) -> _Outcome:
        try:
            data = render_page(item.page.template, item.page.context, theme, bodies.__getitem__)
        except GeneratorError as error:
            return _Outcome(None, error.problems)
        return _Outcome(staging.write(item.page.output, data) if staging else None, ())

    if len(stale) < _FEW_PAGES:
        workers = 1
    if workers > 1:
        # Compiled before the fork, a template is compiled once and not by every worker.
        theme.preload()
    for done, (_, outcome) in enumerate(map_tasks(render, stale, _Outcome, workers=workers), start=1):
        on_progress("rendering", done, len(stale))
        problems += outcome.problems
        if outcome.output is not None:
            outputs.append(outcome.output)
    if problems:
        raise GeneratorError(problems)
    return outputs


def write_assets(stale: Sequence[StaleAsset], inputs: Inputs, staging: Staging) -> list[OutputFile]:
    """Copy assets, or write those whose bytes are known, into the staging folder.

    Raises:
        GeneratorError: a file changed since the build read it.
    """
    return [_write_asset(item, inputs, staging) for item in stale]


def _write_asset(item: StaleAsset, inputs: Inputs, staging: Staging) -> OutputFile:
    asset = item.asset
    if asset.data is not None:
        return staging.write(asset.output, asset.data)
    root = inputs.package_root if asset.is_packaged else inputs.root
    output = staging.copy(asset.output, root / asset.source)
    if output.digest != asset.digest:
        message = "changed while the build was reading it; build again"
        raise GeneratorError((Problem(message, Location(asset.source)),))
    return output


def keep_outputs(paths: Sequence[SitePath], known: Mapping[SitePath, OutputFile], staging: Staging) -> list[OutputFile]:
    """Take over what is published and stays as it is."""
    return [staging.keep(path, known[path]) for path in paths]

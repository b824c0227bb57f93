"""Renders what is stale into a staging folder, on all cores.

World.
Knows how work is divided; does not know why a page is stale, nor how a picture is made.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from generator.build.inputs import Inputs
from generator.build.making import Group, Made, make_group, prepare_cards, weigh_group
from generator.build.parsing import OnProgress
from generator.build.theming import ThemeReading
from generator.digest import Digest
from generator.errors import GeneratorError, Location, Problem, SitePath
from generator.plan.manifest import Stale
from generator.plan.outputs import Asset
from generator.publish.ownership import OutputFile
from generator.publish.writer import Staging
from generator.render.workers import map_tasks
from generator.sources.secretkeys import HINT, MESSAGE, find_secret_key

_MOST_READ_BYTES = 8 * 1024 * 1024
"""Larger files are films and the like, and not looked into."""

_FEW_PAGES = 150
"""Fewer pages than this are rendered sooner than workers are started."""


class Rendered(msgspec.Struct, frozen=True):
    """What was written, and the bytes of what was made, to be remembered."""

    outputs: list[OutputFile]
    made: dict[Digest, bytes]


class _Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What became of a page, or of what is made from one file: files, or problems."""

    outputs: tuple[OutputFile, ...]
    made: tuple[Made, ...] = ()
    problems: tuple[Problem, ...] = ()


def render_pages(
    stale: Sequence[Stale],
    theme_reading: ThemeReading,
    bodies: Mapping[Digest, str],
    staging: Staging | None,
    *,
    workers: int,
    on_progress: OnProgress,
    groups: Sequence[Group] = (),
    inputs: Inputs | None = None,
    place: Callable[[Problem], Problem] = lambda problem: problem,
) -> Rendered:
    """Render pages, make what is to be made, and write each into the staging folder; without one nothing is written.

    Args:
        stale: the pages.
        theme_reading: gives their templates.
        bodies: the HTML of the bodies that they show.
        staging: where to write.
        workers: how many processes may work.
        on_progress: told how far it is.
        groups: what is to be made, put together by what it is made from.
        inputs: the files that it is made from.
        place: finds the line to tell a problem in.

    Raises:
        GeneratorError: templates have mistakes, or pictures are broken; one problem for each, however many pages it
            spoils.
    """
    render = _make_renderer(theme_reading, bodies, staging) if stale else None
    items: tuple[Group | Stale, ...] = (*groups, *stale)

    def work(item: Group | Stale) -> _Outcome:
        if isinstance(item, Stale):
            assert render is not None, "there are pages"
            return render(item)
        assert inputs is not None, "what is made is made from files"
        return _make(item, inputs, staging)

    weights = [*map(weigh_group, groups), *([1] * len(stale))]
    if sum(weights) < _FEW_PAGES:
        workers = 1
    if workers > 1 and stale:
        # Compiled before the fork, a template is compiled once and not by every worker.
        theme_reading.load().preload(item.page.template for item in stale)
    if workers > 1:
        prepare_cards(groups)
    rendered = Rendered([], {})
    problems: list[Problem] = []
    outcomes = map_tasks(work, items, _Outcome, workers=workers, weights=weights)
    for done, (_, outcome) in enumerate(outcomes, start=1):
        on_progress("rendering", done, len(items))
        problems += outcome.problems
        rendered.outputs.extend(outcome.outputs)
        rendered.made.update((made.digest, made.data) for made in outcome.made)
    if problems:
        raise GeneratorError(map(place, problems))
    return rendered


def _make_renderer(
    theme_reading: ThemeReading, bodies: Mapping[Digest, str], staging: Staging | None
) -> Callable[[Stale], _Outcome]:
    # Loads Jinja, which a build that renders nothing does without.
    from generator.render.pages import render_page  # noqa: PLC0415

    theme = theme_reading.load()

    def render(item: Stale) -> _Outcome:
        try:
            data = render_page(item.page.template, item.page.context, theme, bodies.__getitem__)
        except GeneratorError as error:
            return _Outcome((), problems=error.problems)
        if find_secret_key(data) >= 0:
            page = item.page
            return _Outcome((), problems=(_problem_of_key(page.source or page.output, page.owner),))
        return _Outcome((staging.write(item.page.output, data),) if staging else ())

    return render


def _problem_of_key(path: SitePath, owner: str) -> Problem:
    where = "" if path.startswith("content/") else f", in {owner}"
    return Problem(f"{MESSAGE}{where}", Location(path), hint=HINT)


def _make(group: Group, inputs: Inputs, staging: Staging | None) -> _Outcome:
    try:
        made = make_group(group, inputs)
    except GeneratorError as error:
        return _Outcome((), problems=error.problems)
    if staging is None:
        return _Outcome(())
    written = tuple(staging.write(asset.output, each.data) for asset, each in zip(group, made, strict=True))
    return _Outcome(written, made)


def write_assets(
    assets: Iterable[Asset], inputs: Inputs, staging: Staging, made: Mapping[Digest, bytes] = MappingProxyType({})
) -> list[OutputFile]:
    """Copy assets, or write those whose bytes are known, into the staging folder.

    Args:
        assets: none that are to be made, but those that were made by now.
        inputs: the files.
        staging: where to write.
        made: the bytes of what was made, by the name of what it was made from.

    Raises:
        GeneratorError: a file changed since the build read it.
    """
    return [_write_asset(asset, inputs, staging, made) for asset in assets]


def _write_asset(asset: Asset, inputs: Inputs, staging: Staging, made: Mapping[Digest, bytes]) -> OutputFile:
    data = made[asset.digest] if asset.recipe is not None else asset.data
    if data is not None:
        return staging.write(asset.output, data)
    root = inputs.package_root if asset.is_packaged else inputs.root
    output = staging.copy(asset.output, root / asset.source)
    if (
        not asset.is_packaged
        and output.size_bytes <= _MOST_READ_BYTES
        and find_secret_key(staging.read(asset.output)) >= 0
    ):
        raise GeneratorError((_problem_of_key(asset.source, asset.owner),))
    if output.digest != asset.digest:
        message = "changed while the build was reading it; build again"
        raise GeneratorError((Problem(message, Location(asset.source)),))
    return output


def keep_outputs(paths: Sequence[SitePath], known: Mapping[SitePath, OutputFile], staging: Staging) -> list[OutputFile]:
    """Take over what is published and stays as it is."""
    return [staging.keep(path, known[path]) for path in paths]

"""`journal build`."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.build.stages import Build, BuildOptions, build_site
from generator.cli.console import ProgressBar, content_options, exit_codes, print_problems, site_option
from generator.cli.sealedlook import make_inspector
from generator.errors import GeneratorError


@click.command("build")
@site_option
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to publish; public/ in the site's folder if left out.",
)
@content_options
@click.option("--search", "with_search", is_flag=True, help="Make the index of the search, too.")
@click.option("--jobs", metavar="N", type=click.IntRange(min=0), default=0, help="Processes; as many as cores if 0.")
@click.option("--clean", "is_clean", is_flag=True, help="Remember nothing of earlier builds.")
@click.option("--strict", "is_strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--summary",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Append what was built to a file, in Markdown.",
)
@click.option("--since", metavar="COMMIT", default="", help="With --summary, say what has changed since a commit.")
@click.option("--quiet", "is_quiet", is_flag=True, help="Print problems only.")
@click.option("--verbose", "is_verbose", is_flag=True, help="Print every page that is rendered, and why.")
def command(
    root: Path,
    output: Path | None,
    *,
    base_url: str,
    date: str,
    jobs: int,
    summary: Path | None,
    since: str,
    with_drafts: bool,
    with_future: bool,
    with_search: bool,
    is_clean: bool,
    is_strict: bool,
    is_quiet: bool,
    is_verbose: bool,
) -> None:
    """Build the site.

    Only what changed is rendered; the result is the same as if everything had been.
    The output folder is replaced as a whole, or, if there are errors, not at all.
    """
    if since and not summary:
        raise click.UsageError("--since is for --summary, which is not given")
    options = BuildOptions(
        output=str(output.resolve()) if output else BuildOptions().output,
        base_url=base_url,
        with_drafts=with_drafts,
        with_future=with_future,
        date=date,
        jobs=jobs,
        is_clean=is_clean,
        is_strict=is_strict,
        with_search=with_search,
    )
    started_s = time.perf_counter()
    with exit_codes(root):
        with _summarizing_failure(summary), ProgressBar(is_quiet=is_quiet) as progress:
            build = build_site(root, options, progress, inspect=make_inspector(root, options.output))
        print_problems(build.problems, root)
        if not is_quiet:
            _report(build, time.perf_counter() - started_s, is_verbose=is_verbose)
        if summary:
            from generator.cli.summary import append_summary, summarize_build  # noqa: PLC0415 (rarely asked for)

            append_summary(summary, summarize_build(root, options, build, since))


@contextmanager
def _summarizing_failure(summary: Path | None) -> Iterator[None]:
    try:
        yield
    except GeneratorError as error:
        if summary:
            from generator.cli.summary import append_summary, describe_failure  # noqa: PLC0415 (rarely asked for)

            append_summary(summary, describe_failure(error.problems))
        raise


def _report(build: Build, duration_s: float, *, is_verbose: bool) -> None:
    if is_verbose:
        for path, reason in build.rendered:
            click.echo(f"rendered {path}: {reason}")
        for path in build.copied:
            click.echo(f"copied {path}")
    if is_verbose or len(build.removed) <= 10:
        for path in build.removed:
            click.echo(f"removed {path}")
    for withheld in build.withheld:
        click.echo(f"withheld {withheld.place}: {withheld.reason}")
    for note in build.notes:
        click.echo(note)
    if build.indexed_count:
        click.echo(f"indexed {build.indexed_count} {'page' if build.indexed_count == 1 else 'pages'} for the search")
    files = f"{len(build.copied)} {'file' if len(build.copied) == 1 else 'files'}"
    copied = f" and copied {files}" if build.copied and not build.rendered else ""
    click.echo(f"rendered {len(build.rendered)} of {build.page_count} pages{copied} in {duration_s:.2f} s")

"""`journal serve`."""

import gc
import time
import webbrowser
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from generator.cli.console import (
    EXIT_IO,
    EXIT_USAGE,
    ProgressBar,
    content_options,
    count_problems,
    exit_codes,
    fail,
    print_problems,
    site_option,
)
from generator.errors import Problem, find_errors
from generator.render.workers import count_workers
from generator.serve.ports import ListenError, PortTaken, describe_exposure
from generator.serve.preview import Timing
from generator.serve.rebuilding import Outcome
from generator.serve.session import ServeOptions, serve_site

_SHOWN_FILES = 3
_SHOWN_PAGES = 3


@click.command("serve")
@site_option
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=4000,
    show_default=True,
    help="Where to listen; the next free port from 4000 on if 0.",
)
@click.option(
    "--host",
    metavar="HOST",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen at; others than this machine's own can be reached by others.",
)
@click.option(
    "--allow-host",
    "names",
    metavar="NAME",
    multiple=True,
    help="A name by which browsers may ask for the preview; may be given again.",
)
@click.option("--open", "has_to_open", is_flag=True, help="Open the site in a browser.")
@click.option(
    "--follow", "has_to_follow", is_flag=True, help="Have browsers go to the page of the file that was just saved."
)
@partial(content_options, has_drafts=True)
@click.option("--jobs", metavar="N", type=click.IntRange(min=0), default=0, help="Processes; as many as cores if 0.")
@click.option("--verbose", "is_verbose", is_flag=True, help="Print every page that changed, and where the time went.")
def command(
    root: Path,
    *,
    port: int,
    host: str,
    names: tuple[str, ...],
    base_url: str,
    date: str,
    jobs: int,
    has_to_open: bool,
    has_to_follow: bool,
    with_drafts: bool,
    with_future: bool,
    is_verbose: bool,
) -> None:
    """Show the site in a browser, and follow each change.

    The site is built in memory, drafts included; public/ stays as it is.
    What is saved is shown at once; a mistake is shown over the last good site, until it is mended.
    """
    options = ServeOptions(
        base_url=base_url,
        with_drafts=with_drafts,
        with_future=with_future,
        date=date,
        host=host,
        port=port,
        names=names,
        has_to_follow=has_to_follow,
        workers=count_workers(jobs),
    )
    with exit_codes(root, interrupted="stopped"):
        gc.enable()
        try:
            with ProgressBar(is_quiet=False) as progress:
                serve_site(root, options, _Terminal(host, has_to_open=has_to_open, is_verbose=is_verbose), progress)
        except ListenError as error:
            is_host_wrong = host != ServeOptions().host and not isinstance(error, PortTaken)
            fail(str(error), EXIT_USAGE if is_host_wrong else EXIT_IO)


class _Terminal:
    """Tells what happens; of nothing it says nothing."""

    def __init__(self, host: str, *, has_to_open: bool, is_verbose: bool) -> None:
        self._host = host
        self._has_to_open = has_to_open
        self._is_verbose = is_verbose
        self._is_first = True
        self._had_errors = False
        self._has_site = False

    def on_listening(self, port: int) -> None:
        if exposure := describe_exposure(self._host, port):
            click.secho(f"warning: {exposure}", fg="yellow", bold=True, err=True)

    def on_serving(self, url: str, *, is_restart: bool) -> None:
        click.echo(f"{'Still at' if is_restart else 'The site is at'} {url} (Ctrl-C to stop)")
        if self._has_to_open and not is_restart:
            webbrowser.open(url)

    def on_said(self, sentence: str) -> None:
        click.secho(f"{_now()} {sentence}", fg="yellow", err=True)

    def on_refused(self, host: str) -> None:
        click.secho(
            f"{_now()} refused a request for {host!r}; if that is this machine, allow it with --allow-host",
            fg="yellow",
            err=True,
        )

    def on_restart(self) -> None:
        click.echo(f"{_now()} the generator's code has changed: starting anew")

    def on_problems(self, problems: Sequence[Problem]) -> None:
        print_problems(problems)

    def on_crashed(self, text: str) -> None:
        click.echo(text.rstrip(), err=True)
        click.secho(f"{_now()} a mistake in the generator; {self._say_shown()}", fg="red", bold=True, err=True)

    def on_built(self, outcome: Outcome, timing: Timing) -> None:
        is_first, self._is_first = self._is_first, False
        self._has_site = outcome.snapshot is not None
        # Of what is found out later, such as that a page cannot be rendered, no file is named.
        what = f" {_name_some(outcome.changed_files, _SHOWN_FILES)}".rstrip()
        if not outcome.is_good:
            print_problems(outcome.problems)
            count = count_problems(find_errors(outcome.problems))
            click.secho(f"{_now()}{what}: {count}; {self._say_shown()}", fg="red", err=True)
        else:
            print_problems(outcome.new_warnings)
            click.echo(f"{_now()}{what}: {self._describe(outcome, is_first=is_first)} in {_say_time(timing.total_s)}")
        self._had_errors = not outcome.is_good
        if self._is_verbose:
            _report(outcome, timing, is_first=is_first)

    def _say_shown(self) -> str:
        return "the last good site is shown" if self._has_site else "nothing can be shown yet"

    def _describe(self, outcome: Outcome, *, is_first: bool) -> str:
        paths = [item.path for item in outcome.stale]
        if is_first:
            return f"{len(paths)} pages"
        mended = "mended, " if self._had_errors else ""
        if not paths:
            return f"{mended}no page changed"
        if outcome.snapshot is not None:
            # The pages that the author is at come before those that show something of them.
            pages = outcome.snapshot.pages
            paths.sort(key=lambda path: pages[path].source not in outcome.changed_files)
        addresses = [f"/{path.removesuffix('index.html')}" for path in paths]
        return f"{mended}{_name_some(addresses, _SHOWN_PAGES)}"


def _report(outcome: Outcome, timing: Timing, *, is_first: bool) -> None:
    for item in () if is_first else outcome.stale:
        click.echo(f"  {item.path}: {item.reason}")
    parts = ", ".join(f"{name} {1000 * seconds:.1f}" for name, seconds in timing.parts)
    click.echo(f"  milliseconds: {parts}; rendered {outcome.rendered_count} of {len(outcome.stale)}")


def _name_some(names: Sequence[str], limit: int) -> str:
    shown = ", ".join(names[:limit])
    return f"{shown} and {len(names) - limit} more" if len(names) > limit else shown


def _say_time(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _now() -> str:
    return time.strftime("%H:%M:%S")

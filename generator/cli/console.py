"""What commands have in common: options, messages, progress, and how they end.

World.
Knows the terminal; does not know what a build does.
"""

import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

import click

from generator.cli.annotations import find_prefix, format_annotation, is_on_github
from generator.errors import GeneratorError, Problem, Severity, format_problem

if TYPE_CHECKING:  # rich is loaded only for a progress bar that is shown.
    from rich.progress import Progress, TaskID

EXIT_PROBLEMS = 1
EXIT_USAGE = 2
EXIT_BUG = 70
EXIT_IO = 74
EXIT_LOCKED = 75

KEPT = "nothing was changed"
"""How a command ends that writes for the author, and could not."""

_PATIENCE_S = 0.5
"""A build that ends sooner needs no progress bar."""

Command = TypeVar("Command", bound=Callable[..., Any])


def _find_site(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    if not (value / "site.yaml").is_file():
        raise click.BadParameter(f"there is no site.yaml in {value}; a site is a folder with one, which may be empty")
    return value.resolve()


def site_option(command: Command) -> Command:
    """Let a command be told the site's folder."""
    return click.option(
        "--site",
        "root",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=".",
        callback=_find_site,
        help="The site's folder; this one if left out.",
    )(command)


def _check_base_url(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    from generator.sources.settings import check_base_url  # noqa: PLC0415 (only if the option is given)

    if value and (wrong := check_base_url(value)):
        raise click.BadParameter(". ".join(filter(None, wrong)))
    return value


def check_moment(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Take a day, perhaps with a time, as the callback of an option."""
    from generator.sources.dates import check_date  # noqa: PLC0415 (only if the option is given)

    if value and (wrong := check_date(value)):
        raise click.BadParameter(". ".join(filter(None, wrong)))
    return value


def check_day(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Take a day, as the callback of an option."""
    check_moment(context, parameter, value)
    if len(value) > len("2019-11-29"):
        raise click.BadParameter("must be a day, without a time")
    return value


def date_option(command: Command) -> Command:
    """Let a command be told what day it is."""
    return click.option(
        "--date", metavar="YYYY-MM-DD", default="", callback=check_day, help="The build's date, if not today."
    )(command)


def content_options(command: Command, *, has_drafts: bool = False) -> Command:
    """Let a command be told what is on the site.

    Args:
        command: the command.
        has_drafts: whether drafts are on it unless the command is told otherwise.
    """
    drafts = (
        click.option("--drafts/--no-drafts", "with_drafts", default=True, help="Show drafts, marked as such, or not.")
        if has_drafts
        else click.option("--drafts", "with_drafts", is_flag=True, help="Publish drafts, too, marked as such.")
    )
    for option in (
        date_option,
        click.option("--future", "with_future", is_flag=True, help="Publish what is dated in the future, too."),
        drafts,
        click.option(
            "--base-url",
            metavar="URL",
            default="",
            callback=_check_base_url,
            help="The site's address, in place of the one in site.yaml.",
        ),
    ):
        command = option(command)
    return command


def print_problems(problems: Iterable[Problem], root: Path = Path()) -> None:
    """Print problems to the error stream, in colour on a terminal; for a runner of GitHub Actions as annotations, too.

    Args:
        problems: what is wrong.
        root: the site's folder; a problem names its files from there.
    """
    prefix = find_prefix(root) if is_on_github() else None
    for problem in problems:
        head, *rest = format_problem(problem).split("\n")
        color = "red" if problem.severity is Severity.ERROR else "yellow"
        click.echo("\n".join([click.style(head, fg=color, bold=True), *rest]), err=True)
        if prefix is not None:
            click.echo(format_annotation(problem, prefix), err=True)


def count_problems(problems: Iterable[Problem]) -> str:
    """Count them in words: `2 errors and 1 warning`."""
    kinds = [problem.severity for problem in problems]
    counts = ((kinds.count(Severity.ERROR), "error"), (kinds.count(Severity.WARNING), "warning"))
    return " and ".join(f"{count} {noun if count == 1 else noun + 's'}" for count, noun in counts if count)


@contextmanager
def exit_codes(
    root: Path,
    *,
    interrupted: str = "interrupted; the published site is as it was",
    refused: str = "nothing was published",
    failed: str = "the published site is as it was",
) -> Iterator[None]:
    """Turn what goes wrong into a message and an exit code.

    Args:
        root: the site's folder; messages name its files from there.
        interrupted: what to say to whoever presses Ctrl-C.
        refused: what to say of all that was not done where there are problems.
        failed: what to say of a file that could not be read or written.
    """
    from generator.publish.lock import LockHeld  # noqa: PLC0415 (not needed for `--help`)

    _prepare_process()
    try:
        yield
    except GeneratorError as error:
        print_problems(error.problems, root)
        fail(f"{count_problems(error.problems)}; {refused}", EXIT_PROBLEMS)
    except LockHeld as error:
        fail(str(error), EXIT_LOCKED)
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_IO)
    except OSError as error:
        fail(_describe_os_error(error, root, failed), EXIT_IO)
    except (KeyboardInterrupt, click.Abort):
        fail(interrupted, 128 + signal.SIGINT)
    except (click.ClickException, click.exceptions.Exit, SystemExit):
        raise
    except Exception:  # noqa: BLE001 (the one place that ends the process)
        click.echo(traceback.format_exc(), err=True)
        fail("this is a mistake in the generator; please report it with the lines above", EXIT_BUG)


def _prepare_process() -> None:
    # A command ends before its garbage would matter; looking for it among ten thousand entries takes its time.
    gc.disable()
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end_by_signal)
    for stream in (sys.stdout, sys.stderr):
        # A file name that the terminal cannot show must not end the build.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _end_by_signal(number: int, _frame: FrameType | None) -> NoReturn:
    """Leave by way of every `finally`, so that no staging folder stays behind."""
    raise SystemExit(128 + number)


def fail(message: str, code: int) -> NoReturn:
    """Print a last line to the error stream and end the process."""
    click.echo(f"journal: {message}", err=True)
    raise SystemExit(code)


def _describe_os_error(error: OSError, root: Path, failed: str) -> str:
    name = str(error.filename or "")
    shown = os.path.relpath(name, root) if name.startswith(f"{root}/") else name
    reason = (error.strerror or str(error)).lower()
    return f"{shown}: {reason}; {failed}" if shown else reason


class ProgressBar:
    """A progress bar on a terminal, once a build has taken a while; nothing elsewhere."""

    def __init__(self, *, is_quiet: bool) -> None:
        self._started_s = time.monotonic()
        self._is_wanted = sys.stderr.isatty() and not is_quiet
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` are done of what is being done."""
        if not self._is_wanted or time.monotonic() - self._started_s < _PATIENCE_S:
            return
        if self._progress is None:
            self._progress = _start_progress()
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=total)
        self._progress.update(self._tasks[what], completed=done)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()


def _start_progress() -> "Progress":
    from rich.console import Console  # noqa: PLC0415 (loaded only for a bar that is shown)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 (likewise)

    # No thread of its own: workers are forked, and a fork with threads can hang.
    progress = Progress(
        TextColumn("{task.description:>9}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
    )
    progress.start()
    return progress

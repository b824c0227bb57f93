"""`journal init`."""

import os
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from generator import __version__
from generator.authoring.starting import Started, start_journal
from generator.cli.console import exit_codes

_UNTOUCHED = "nothing was written"


@click.command("init")
@click.argument("folder", metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path), default=".")
def command(folder: Path) -> None:
    """Begin a journal in a new folder, or in this one.

    It has a first entry, a checklist, the workflow that publishes it, and a README that says how to go on.
    Nothing that is there is written over.
    """
    with exit_codes(folder.absolute(), interrupted="interrupted", refused=_UNTOUCHED, failed=_UNTOUCHED):
        # The settings of a new journal say UTC; where it is tomorrow already, the first entry would be withheld.
        today = datetime.now(UTC).date().isoformat()
        started = start_journal(folder, today=today, version=__version__)
        for line in _describe(folder, started):
            click.echo(line)


def _describe(folder: Path, started: Started) -> Iterator[str]:
    yield from (os.path.normpath(folder / path) for path in started.paths)
    yield ""
    yield "To look at it:"
    if folder.resolve() != Path.cwd():
        yield f"  cd {shlex.quote(str(folder))}"
    yield "  journal serve"
    yield ""
    if started.repository and Path(started.repository) != folder.resolve():
        yield f"It lies in the repository {started.repository}, and GitHub runs workflows of its root only."
        yield "To publish it by itself, move this folder out of it, and run `git init -b main` in it."
    else:
        yield from _describe_publishing(folder, started)
    yield ""
    yield "README.md says the rest: how to write, what is private, how to publish."


def _describe_publishing(folder: Path, started: Started) -> Iterator[str]:
    if not started.has_git:
        yield "To publish it install git, https://git-scm.com/, and run `git init -b main` and `git add .` in this folder."
    if started.has_remote:
        yield "To publish it:"
    else:
        yield "To put it on GitHub, make an empty repository at https://github.com/new, and then:"
    if not started.is_new_repository and started.has_git:
        yield "  git add ."
    yield '  git commit -am "Begin a journal"'
    if not started.has_remote:
        yield f"  git remote add origin https://github.com/YOU/{_suggest_name(folder)}.git"
    yield f"  git push -u origin {'HEAD' if started.repository else 'main'}"
    yield ""
    yield "Then press one switch there, and run the workflow again:"
    yield "  Settings → Pages → Build and deployment → Source: GitHub Actions"


def _suggest_name(folder: Path) -> str:
    """Name the repository as the folder, if GitHub takes that."""
    name = folder.resolve().name
    return name if re.fullmatch(r"[A-Za-z0-9._-]+", name) else "my-journal"

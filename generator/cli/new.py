"""`journal new`."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import click

from generator.authoring.entries import compose_entry
from generator.authoring.sitefiles import SiteFiles, find_day, read_site_files
from generator.authoring.skillnames import find_skill, list_mentions
from generator.cli.console import EXIT_IO, EXIT_PROBLEMS, EXIT_USAGE, check_moment, exit_codes, fail, site_option
from generator.errors import GeneratorError, Problem
from generator.publish.originals import write_new

_UNTOUCHED = "nothing was written"


def _check_title(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not value.strip() or not " ".join(value.split()).isprintable():
        raise click.BadParameter("must be words")
    return value


@click.command("new")
@click.argument("title", callback=_check_title)
@site_option
@click.option("--skill", "skills", metavar="SKILL", multiple=True, help="A skill that it shows; may be given again.")
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="What it is about; may be given again.")
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    default="",
    callback=check_moment,
    help="When it was written, if not today; a time may follow.",
)
@click.option("--draft", "is_draft", is_flag=True, help="It is not to be published yet.")
@click.option("--edit", "is_edited", is_flag=True, help="Open it in $VISUAL or $EDITOR.")
def command(
    title: str,
    root: Path,
    skills: tuple[str, ...],
    tags: tuple[str, ...],
    date: str,
    *,
    is_draft: bool,
    is_edited: bool,
) -> None:
    """Make an entry, and print its path.

    TITLE is its heading, and the file is named by it.
    """
    with exit_codes(root, interrupted="interrupted", refused=_UNTOUCHED, failed=_UNTOUCHED):
        editor = _find_editor() if is_edited else []
        files = read_site_files(root)
        entry = compose_entry(
            title,
            date=find_day(files.settings, date),
            skills=_find_skills(skills, files),
            tags=tags,
            is_draft=is_draft,
        )
        path = root / entry.path
        try:
            write_new(path, entry.text)
        except FileExistsError:
            fail(f"{entry.path} is there already; choose another title, or edit that one", EXIT_PROBLEMS)
        click.echo(os.path.relpath(path))
        if editor and (code := subprocess.run([*editor, str(path)], check=False).returncode):
            fail(f"the editor ended with the code {code}; {entry.path} is there", EXIT_IO)


def _find_skills(names: tuple[str, ...], files: SiteFiles) -> list[str]:
    """Find all skills, and say of all of them that are none."""
    if not names:
        return []
    mentions = list_mentions(files.checklists)
    found: list[str] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found.append(find_skill(name, mentions))
        except GeneratorError as error:
            problems += error.problems
    if problems:
        raise GeneratorError(problems)
    return found


def _find_editor() -> list[str]:
    """Find the editor before anything is written."""
    name = next(filter(None, (os.environ.get(each, "").strip() for each in ("VISUAL", "EDITOR"))), "")
    if not name:
        fail("--edit needs an editor: set VISUAL or EDITOR, as in EDITOR=nano", EXIT_USAGE)
    try:
        words = shlex.split(name)
    except ValueError:
        words = []
    if not words or shutil.which(words[0]) is None:
        fail(f'there is no editor "{name}"; set VISUAL or EDITOR to one that is installed', EXIT_USAGE)
    return words

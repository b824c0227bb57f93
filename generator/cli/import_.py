"""`journal import`."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import click

from generator.cli.console import EXIT_PROBLEMS, count_problems, exit_codes, print_problems, site_option
from generator.errors import find_errors, sort_problems
from generator.importing.folders import DIALECTS
from generator.importing.gathering import ImportOptions, gather_import
from generator.importing.results import ImportFile, describe_left_out
from generator.importing.writing import PlannedFile, Standing, find_conflicts, plan_import, write_import
from generator.sources.values import count_noun

_SHOWN_FILES = 24
"""Of more files only the names are shown: nobody reads the beginnings of a thousand."""
_EXCERPT_LINES = 8
_EXCERPT_COLUMNS = 96


@click.command("import")
@site_option
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--as",
    "folder_kind",
    metavar="KIND",
    type=click.Choice(tuple(DIALECTS)),
    help=f"What keeps a folder of notes: {', '.join(DIALECTS)}; found out by what is in it if left out.",
)
@click.option("--history", "with_history", is_flag=True, help="Date ticks, and notes of a folder, by git.")
@click.option("--write", "is_written", is_flag=True, help="Write the files; without it they are only shown.")
def command(
    root: Path, sources: tuple[Path, ...], folder_kind: str | None, *, with_history: bool, is_written: bool
) -> None:
    """Make files of this site of a README, a log, or notes that you have already.

    Shows what would be written, and every line that was not understood; writes nothing without --write, and never
    over a file that says something else.
    """
    with exit_codes(root, interrupted="interrupted; nothing was written"):
        result = gather_import(root, sources, ImportOptions(with_history, folder_kind or ""))
        planned = plan_import(root, result)
        errors = find_errors([*result.problems, *find_conflicts(planned)])
        for line in describe_plan(planned, is_written=is_written and not errors):
            click.echo(line)
        for note in result.notes:
            click.echo(f"note: {note}")
        print_problems(
            sort_problems([*map(describe_left_out, result.left_out), *result.problems, *find_conflicts(planned)])
        )
        if errors:
            click.echo(f"{count_problems(errors)}; nothing was written")
            raise SystemExit(EXIT_PROBLEMS)
        if is_written:
            write_import(root, planned)
        click.echo(describe_end(planned, len(result.left_out), is_written=is_written))


def describe_plan(planned: Sequence[PlannedFile], *, is_written: bool) -> Iterator[str]:
    """Say of each file what becomes of it, with its beginning if it is only shown."""
    is_short = sum(item.standing is Standing.NEW for item in planned) <= _SHOWN_FILES
    for item in planned:
        file = item.file
        if item.standing is Standing.SAME:
            yield f"unchanged {file.path}"
        elif item.standing is Standing.NEW:
            verb = "wrote" if is_written else "would write"
            summary = f": {file.summary}" if isinstance(file, ImportFile) and file.summary else ""
            yield f"{verb} {file.path}{summary} (from {file.source})"
            if is_short and not is_written and isinstance(file, ImportFile):
                yield from _show_excerpt(file.outline or file.text.split("\n"))


def _show_excerpt(text: Sequence[str]) -> Iterator[str]:
    lines = [line for line in text if line.strip()]
    for line in islice(lines, _EXCERPT_LINES):
        yield f"    {line if len(line) <= _EXCERPT_COLUMNS else line[: _EXCERPT_COLUMNS - 1] + '…'}"
    if len(lines) > _EXCERPT_LINES:
        yield f"    … and {count_noun(len(lines) - _EXCERPT_LINES, 'line')} more"


def describe_end(planned: Sequence[PlannedFile], left_out_count: int, *, is_written: bool) -> str:
    """Say in one line what was done."""
    new = sum(item.standing is Standing.NEW for item in planned)
    same = sum(item.standing is Standing.SAME for item in planned)
    lines = "" if not left_out_count else f", {count_noun(left_out_count, 'line')} not understood or left out"
    if not planned:
        return f"there is nothing to import{lines}"
    if not new:
        return f"nothing to do: all {count_noun(same, 'file')} are there already{lines}"
    if is_written:
        return f"wrote {count_noun(new, 'file')}{lines}"
    return f"would write {count_noun(new, 'file')}{lines}; nothing was written: that takes --write"

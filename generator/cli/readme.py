"""`journal readme`."""

from pathlib import Path

import click

from generator.cli.console import EXIT_PROBLEMS, date_option, exit_codes, print_problems, site_option
from generator.errors import GeneratorError, Location, Problem
from generator.readme.region import Standing
from generator.readme.updating import README_PATH, Review, make_region, review_readme, write_readme

_FAULTS = {
    Standing.STALE: ("the journal has changed since this region was written", "write it: journal readme --write"),
    Standing.EDITED: (
        "this region was edited by hand since it was written",
        "take boxes over into the checklist: journal readme --pull; or write over it: journal readme --write --force",
    ),
}


@click.command("readme")
@site_option
@date_option
@click.option("--write", "is_writing", is_flag=True, help="Write the region, if it is not current.")
@click.option("--check", "is_checking", is_flag=True, help="Say whether the region is current; fail if it is not.")
@click.option(
    "--pull", "is_pulling", is_flag=True, help="Take boxes that were ticked by hand over into the checklists."
)
@click.option("--force", "is_forced", is_flag=True, help="With --write: write over what was edited by hand.")
def command(root: Path, date: str, *, is_writing: bool, is_checking: bool, is_pulling: bool, is_forced: bool) -> None:
    """Keep the region of the README that is the journal's.

    Without an option, print what would stand in it.
    """
    if is_writing + is_checking + is_pulling > 1:
        raise click.UsageError("--write, --check and --pull exclude each other")
    if is_forced and not is_writing:
        raise click.UsageError("--force goes with --write")
    with exit_codes(root, interrupted="interrupted", refused="nothing was written"):
        if not (is_writing or is_checking or is_pulling):
            click.echo(make_region(root, date), nl=False)
            return
        review = review_readme(root, date)
        if is_checking:
            _check(review)
        elif is_pulling:
            _pull(review)
        else:
            _write(review, is_forced=is_forced)


def _check(review: Review) -> None:
    if review.standing is Standing.CURRENT:
        click.echo(f"{README_PATH}: up to date")
        return
    print_problems([_describe(review)], review.root)
    _print_diff(review)
    raise SystemExit(EXIT_PROBLEMS)


def _write(review: Review, *, is_forced: bool) -> None:
    if review.standing is Standing.EDITED and not is_forced:
        _print_diff(review)
        raise GeneratorError([_describe(review)])
    click.echo(f"{README_PATH}: {'written' if write_readme(review) else 'up to date'}")


def _pull(review: Review) -> None:
    from generator.readme.pulling import pull_readme  # noqa: PLC0415 (ruamel.yaml is loaded only where YAML is changed)

    changes = pull_readme(review)
    for path, skills in changes.items():
        for skill, fields in skills.items():
            said = (
                f"{field} removed" if value is None else f"{field}: {str(value).lower()}"
                for field, value in fields.items()
            )
            click.echo(f"{path}: {skill}: {', '.join(said)}")
    if review.standing is Standing.EDITED:
        click.echo(f"{README_PATH}: written")
    else:
        also = "; it is not current: journal readme --write" if review.standing is Standing.STALE else ""
        click.echo(f"{README_PATH}: no box was changed by hand{also}")


def _describe(review: Review) -> Problem:
    message, hint = _FAULTS[review.standing]
    return Problem(message, Location(README_PATH, review.region.line), hint=hint)


def _print_diff(review: Review) -> None:
    for line in review.diff:
        click.echo(line)

"""`journal clean`."""

import shutil
from pathlib import Path

import click

from generator.build.stages import CACHE_FOLDER, DEFAULT_OUTPUT, forget
from generator.cli.console import exit_codes, site_option
from generator.publish.lock import hold_lock
from generator.publish.ownership import clear_leftovers, remove_output


@click.command("clean")
@site_option
@click.option(
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The output folder; public/ in the site's folder if left out.",
)
def command(root: Path, output: Path | None) -> None:
    """Remove the built site and what builds remember.

    Files in the output folder that are not of our making stay where they are.
    """
    with exit_codes(root):
        target = output.resolve() if output else root / DEFAULT_OUTPUT
        with hold_lock(root / CACHE_FOLDER):
            clear_leftovers(target)
            count = remove_output(target)
            forget(root)
        shutil.rmtree(root / CACHE_FOLDER, ignore_errors=True)
        click.echo(f"removed {count} {'file' if count == 1 else 'files'}")

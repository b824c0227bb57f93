"""`journal explain`."""

import os
from pathlib import Path

import click

from generator.build.checking import examine_site
from generator.build.explaining import explain_path
from generator.build.stages import BuildOptions
from generator.cli.console import content_options, exit_codes, site_option


@click.command("explain")
@click.argument("path")
@site_option
@content_options
def command(path: str, root: Path, base_url: str, date: str, *, with_drafts: bool, with_future: bool) -> None:
    """Say what becomes of a file, and why a page was rendered.

    PATH is a source file, a published file or an address of the site: content/log.md, index.html, /flask/.
    """
    options = BuildOptions(base_url=base_url, with_drafts=with_drafts, with_future=with_future, date=date)
    with exit_codes(root):
        lines = explain_path(_relative(path, root), examine_site(root, options))
        if not lines:
            raise click.UsageError(f"there is no {path} in this site, neither as a file nor as an address")
        click.echo("\n".join(lines))


def _relative(path: str, root: Path) -> str:
    """Write the path of a file as the site knows it, from wherever it was named."""
    named = Path(path).resolve()
    if named.exists() and named.is_relative_to(root):
        return named.relative_to(root).as_posix()
    return os.path.normpath(path) + ("/" if path.endswith("/") and path != "/" else "")

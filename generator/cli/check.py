"""`journal check`."""

from pathlib import Path

import click

from generator.build.checking import check_site
from generator.build.stages import BuildOptions
from generator.cli.console import (
    EXIT_PROBLEMS,
    content_options,
    count_problems,
    exit_codes,
    print_problems,
    site_option,
)
from generator.errors import find_errors


@click.command("check")
@site_option
@content_options
@click.option("--strict", "is_strict", is_flag=True, help="Treat warnings as errors.")
def command(root: Path, base_url: str, date: str, *, with_drafts: bool, with_future: bool, is_strict: bool) -> None:
    """Say everything that is wrong, and write nothing."""
    options = BuildOptions(base_url=base_url, with_drafts=with_drafts, with_future=with_future, date=date)
    with exit_codes(root):
        checked = check_site(root, options)
        problems = find_errors(checked.problems, strict=True) if is_strict else checked.problems
        print_problems(problems, root)
        for withheld in checked.withheld:
            click.echo(f"withheld {withheld.place}: {withheld.reason}")
        click.echo(count_problems(problems) or f"no problems in {checked.page_count} pages")
        if find_errors(problems):
            raise SystemExit(EXIT_PROBLEMS)

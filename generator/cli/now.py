"""`journal now`."""

from pathlib import Path

import click

from generator.authoring.marking import mark_now
from generator.authoring.sitefiles import read_site_files, write_checklists
from generator.authoring.skillnames import find_skill, list_mentions
from generator.cli.console import KEPT, check_day, exit_codes, site_option


@click.command("now")
@click.argument("skill")
@site_option
@click.option("--also", is_flag=True, help="Leave the mark where it is, too: several skills are being worked on.")
@click.option(
    "--since", metavar="YYYY-MM-DD", default="", callback=check_day, help="Write down the day on which it was begun."
)
def command(skill: str, root: Path, since: str, *, also: bool) -> None:
    """Mark a skill as what is being worked on.

    SKILL is its id, another name of it, its title or its number.
    The mark is moved in the checklist; all else stays as it is written.
    """
    with exit_codes(root, interrupted="interrupted", refused=KEPT, failed=KEPT):
        files = read_site_files(root)
        wanted = find_skill(skill, list_mentions(files.checklists))
        marked = mark_now(files.checklists, wanted, also=also, since=since)
        write_checklists(root, files, marked.texts)
        for mention in marked.unmarked:
            click.echo(f"{mention.place}: no longer {mention.label}")
        again = "" if marked.texts else ", as before"
        click.echo(f"{marked.skill.source.path}: now {marked.skill.label}{again}")
        if marked.done:
            day = "" if marked.done == "true" else f" since {marked.done}"
            click.echo(f"it stays done{day}; take `done` out of the checklist to begin it anew")

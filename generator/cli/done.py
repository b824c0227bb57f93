"""`journal done`."""

from pathlib import Path

import click

from generator.authoring.marking import Marked, mark_done
from generator.authoring.sitefiles import find_day, read_site_files, write_checklists
from generator.authoring.skillnames import find_skill, list_mentions
from generator.cli.console import KEPT, check_day, exit_codes, site_option


@click.command("done")
@click.argument("skill")
@site_option
@click.option(
    "--date", metavar="YYYY-MM-DD", default="", callback=check_day, help="The day on which it was done, if not today."
)
def command(skill: str, root: Path, date: str) -> None:
    """Say that a skill is done.

    SKILL is its id, another name of it, its title or its number.
    The day is written into the checklist, and the mark of what is being worked on taken away; all else stays as it is
    written.
    """
    with exit_codes(root, interrupted="interrupted", refused=KEPT, failed=KEPT):
        files = read_site_files(root)
        wanted = find_skill(skill, list_mentions(files.checklists))
        day = find_day(files.settings, date)
        marked = mark_done(files.checklists, wanted, day, is_day_given=bool(date))
        write_checklists(root, files, marked.texts)
        for line in _describe(marked, day, is_day_given=bool(date)):
            click.echo(line)


def _describe(marked: Marked, day: str, *, is_day_given: bool) -> list[str]:
    label, path = marked.skill.label, marked.skill.source.path
    if marked.done and not is_day_given:
        known = "" if marked.done == "true" else f" since {marked.done}"
        lines = [f"{path}: {label} is done{known}, as before"]
    else:
        lines = [f"{path}: {label} is done, {day}"]
    if marked.open_below:
        names = ", ".join(mention.label for mention in marked.open_below[:3])
        rest = f" and {len(marked.open_below) - 3} more" if len(marked.open_below) > 3 else ""
        lines.append(f"below it, not done: {names}{rest}")
    if marked.next_skill is None:
        lines.append("nothing is left in this checklist")
    else:
        lines.append(f"next: {marked.next_skill.label} (journal now {marked.next_skill.id})")
    return lines

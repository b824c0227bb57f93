"""`journal status`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from generator.build.checking import examine_site
from generator.build.stages import BuildOptions
from generator.cli.console import exit_codes, print_problems, site_option
from generator.errors import find_errors
from generator.model.checklist import Branch, Checklist, Progress, SkillState, count_leaves
from generator.model.site import Site
from generator.plan.reasons import explain_state
from generator.words.words import Words

_MARKS = {
    SkillState.DONE: "[x]",
    SkillState.LEARNING: "[/]",
    SkillState.PLANNED: "[ ]",
    SkillState.DROPPED: "[-]",
}
_BAR_WIDTH = 30


@click.command("status")
@site_option
def command(root: Path) -> None:
    """Show how far each checklist is."""
    with exit_codes(root):
        prepared = examine_site(root, BuildOptions()).prepared
        print_problems(find_errors(prepared.problems), root)
        for line in describe_status(prepared.site, prepared.wording.english):
            click.echo(line)


def describe_status(site: Site, words: Words) -> Iterator[str]:
    """Write each checklist as lines: its progress, then its skills with the reasons for their states."""
    if not site.curriculum.checklists:
        yield "there is no checklist yet; put one into content/checklists/"
    for checklist in site.curriculum.checklists:
        yield from _describe_checklist(checklist, site, words)


def _describe_checklist(checklist: Checklist, site: Site, words: Words) -> Iterator[str]:
    progress = count_leaves(checklist.branches, {slug: skill.state for slug, skill in site.skills.items()})
    yield checklist.title
    yield f"{_draw_bar(progress)} {progress.done} done, {progress.learning} learning, {progress.planned} planned"
    yield ""
    yield from _describe_skills(checklist.branches, site, words, 0)


def _draw_bar(progress: Progress) -> str:
    """Draw progress in letters that every terminal has.

    >>> _draw_bar(Progress(1, 1, 2, 0))
    '[#######=======................]'
    """
    total = max(1, progress.total)
    done = progress.done * _BAR_WIDTH // total
    learning = progress.learning * _BAR_WIDTH // total
    return f"[{'#' * done}{'=' * learning}{'.' * (_BAR_WIDTH - done - learning)}]"


def _describe_skills(branches: Sequence[Branch], site: Site, words: Words, depth: int) -> Iterator[str]:
    for branch in branches:
        skill = site.skills[branch.id]
        claim = skill.claim
        now = " <- now" if claim.is_now else ""
        number = f"{claim.number} " if claim.number else ""
        yield f"{'    ' * depth}{_MARKS[skill.state]} {number}{claim.title} ({explain_state(skill, words)}){now}"
        yield from _describe_skills(branch.branches, site, words, depth + 1)

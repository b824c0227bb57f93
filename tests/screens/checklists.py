"""The checklist of the made-up journal, in every version that it ever had.

Knows nothing of files; a version is what its author would have written on that day.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.screens.words import SKILLS, Skill

_RENAMED = date(2021, 9, 6)
_OLD_TITLES = {"orms": "ORMs", "paradigms": "OOP and functional programming"}
_NOW = ("flask", "postgres", "unit-testing", "docker", "http", "django")
"""What was being worked on, one after the other."""


def list_versions() -> Iterator[tuple[date, str]]:
    """Give each version with its day, oldest first; two of them differ."""
    days = {day for skill in SKILLS for day in (skill.added, skill.began, skill.done, skill.dropped) if day}
    text = ""
    for day in sorted(days | {_RENAMED}):
        before, text = text, write_checklist(day)
        if text != before:
            yield day, text


def write_checklist(day: date) -> str:
    """Write the checklist as it stood on a day."""
    lines = ["title: Python Backend Engineer", "description: What the advert asks for, in its order.", "skills:"]
    for skill in SKILLS:
        if skill.added <= day:
            indent = "      " if "." in skill.number else "  "
            lines += [f"{indent}{line}" for line in _write_skill(skill, day)]
            if "." not in skill.number and any(_is_below(other, skill) and other.added <= day for other in SKILLS):
                lines.append("    skills:")
    return "\n".join(lines) + "\n"


def write_other_checklist() -> str:
    """Write a second checklist, which shares some skills with the first."""
    return """\
title: Site reliability, a side door
description: A second advert, for comparison.
skills:
  - {id: docker, title: Docker}
  - {id: kubernetes, title: Kubernetes}
  - {id: observability, title: "Observability: logs, metrics and traces"}
  - {id: on-call, title: Being on call, note: Only ever as the second person.}
  - {id: postgres, title: Postgres from Python}
"""


def _write_skill(skill: Skill, day: date) -> Iterator[str]:
    title = _OLD_TITLES.get(skill.id, skill.title) if day < _RENAMED else skill.title
    yield f"- id: {skill.id}"
    yield f'  number: "{skill.number}"'
    yield f'  title: "{title}"'
    done = skill.done
    if skill.dropped and skill.dropped <= day:
        yield "  state: dropped"
    elif done and done <= day:
        yield f"  done: {done if skill.is_dated else 'true'}"
    elif skill.began and skill.began <= day:
        yield f"  since: {skill.began}"
        if _find_now(day) == skill.id:
            yield "  now: true"
    if skill.aliases:
        yield f"  aliases: [{', '.join(skill.aliases)}]"
    if skill.note and skill.began and skill.began <= day:
        yield f"  note: {skill.note}"
    if (skill.evidence and done and done + timedelta(days=30) <= day) or skill.is_now:
        yield "  evidence:"
        yield from (f"    - {item}" for item in skill.evidence)


def _find_now(day: date) -> str:
    began = [skill.id for name in _NOW for skill in SKILLS if skill.id == name and skill.began and skill.began <= day and not (skill.done and skill.done <= day)]  # fmt: skip
    return began[-1] if began else ""


def _is_below(skill: Skill, parent: Skill) -> bool:
    return skill.number.startswith(f"{parent.number}.")

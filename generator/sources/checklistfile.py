"""A checklist as its author wrote it: a tree of skills.

Does not know which skills other checklists have, nor what entries cite.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

import msgspec

from generator.errors import Problem, problem_at
from generator.sources.dates import DATE_PATTERN, check_date
from generator.sources.decode import Checked, Place, Shorthand, SplitCommas, decode
from generator.sources.frontmatter import DateText, SlugText
from generator.sources.slugs import Slug, make_slug
from generator.sources.yamldoc import YamlList, YamlMapping, YamlNode, YamlScalar, parse_yaml


def check_done(text: str) -> tuple[str, str] | None:
    """Say what is wrong with a `done` that is neither true nor false nor a date.

    >>> check_done("yes")
    ('must be true, false or a date, found the text "yes"', 'write true')
    """
    fault = check_date(text)
    if fault is None:
        return None
    message, hint = fault
    meant: Mapping[str, str] = {"yes": "write true", "true": "write true", "no": "write false", "false": "write false"}
    return message.replace("must be a date", "must be true, false or a date"), meant.get(text.lower(), hint)


class EvidenceNode(msgspec.Struct, frozen=True):
    """One thing that shows a skill; an address or words may be written in its place."""

    title: Annotated[str, Shorthand(), msgspec.Meta(description="What it is, in words.")] = ""
    url: Annotated[str, msgspec.Meta(description="Where it can be seen.")] = ""
    commit: Annotated[str, msgspec.Meta(description="A commit: its id, or owner/repository@id.")] = ""
    pr: Annotated[str, msgspec.Meta(description="A pull request: owner/repository#number.")] = ""
    date: Annotated[DateText, msgspec.Meta(description="When it was made.")] = ""
    note: Annotated[str, msgspec.Meta(description="What it shows.")] = ""


class SkillNode(msgspec.Struct, frozen=True, kw_only=True):
    """A skill and those below it; its title alone may be written in its place."""

    id: Annotated[SlugText, msgspec.Meta(description="What entries cite; without it a slug of the title.")] = ""
    number: Annotated[str, msgspec.Meta(description="Its number in the list, such as 5.10.")] = ""
    title: Annotated[str, Shorthand(), msgspec.Meta(description="Its name; a number before it is split off.")] = ""
    state: Annotated[
        Literal["planned", "learning", "done", "dropped"] | None,
        msgspec.Meta(description="Where it stands; without it what entries say."),
    ] = None
    since: Annotated[DateText, msgspec.Meta(description="When it was begun.")] = ""
    done: Annotated[
        bool | Annotated[str, Checked(check_done), msgspec.Meta(extra_json_schema={"pattern": DATE_PATTERN})],
        msgspec.Meta(description="Whether it is done, or the day on which it was."),
    ] = False
    now: Annotated[bool, msgspec.Meta(description="Whether it is being worked on.")] = False
    evidence: Annotated[tuple[EvidenceNode, ...], msgspec.Meta(description="What shows it, beside entries.")] = ()
    note: Annotated[str, msgspec.Meta(description="A remark for readers.")] = ""
    aliases: Annotated[tuple[str, ...], SplitCommas(), msgspec.Meta(description="Other names to cite it by.")] = ()
    skills: Annotated[tuple["SkillNode", ...], msgspec.Meta(description="The skills below it.")] = ()
    line: Annotated[int, Place("line")] = 0
    column: Annotated[int, Place("column")] = 0


class ChecklistFile(msgspec.Struct, frozen=True, kw_only=True):
    """The skills that a role asks for; the list of skills alone may be written in its place."""

    title: Annotated[str, msgspec.Meta(description="The role.")] = ""
    description: Annotated[str, msgspec.Meta(description="A sentence on it.")] = ""
    public: Annotated[bool, msgspec.Meta(description="Whether the checklist is published.")] = True
    skills: Annotated[tuple[SkillNode, ...], msgspec.Meta(description="Its skills, in order.")] = ()


def skill_id(node: SkillNode) -> Slug:
    """Name a skill by its own id, or by its title; never by its number, which moves when the list is edited."""
    return Slug(node.id) if node.id else make_slug(node.title)


def parse_checklist(text: str, path: str) -> tuple[ChecklistFile, tuple[Problem, ...]]:
    r"""Read a checklist; what has a problem is left out.

    >>> checklist, problems = parse_checklist("- 5 Frameworks\n- number: 5.10\n  title: Flask\n", "a.yaml")
    >>> [(skill.number, skill.title) for skill in checklist.skills], problems
    ([('5', 'Frameworks'), ('5.10', 'Flask')], ())
    """
    node, problems = parse_yaml(text, path)
    if node is None:
        return ChecklistFile(), problems
    checklist, wrong = decode(_as_mapping(node), ChecklistFile, path, text, noun="the checklist")
    if checklist is None:
        return ChecklistFile(), problems + wrong
    skills = tuple(_complete_skill(skill) for skill in checklist.skills)
    # An id or title that was wrong has been left out, and is not missing.
    nameless = () if wrong else tuple(_find_nameless(skills, path, text))
    return msgspec.structs.replace(checklist, skills=skills), problems + wrong + nameless


def _as_mapping(node: YamlNode) -> YamlNode:
    if not isinstance(node, YamlList):
        return node
    key = YamlScalar("skills", "skills", is_plain=True, line=node.line, column=node.column, length=node.length)
    return YamlMapping(((key, node),), node.line, node.column, node.length)


_NUMBER = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)*)[.)]?\s+(?=\S)")
_ADDRESS = re.compile(r"https?://\S+")


def split_number(title: str) -> tuple[str, str]:
    """Split the number off the words of a skill.

    >>> split_number("5.1 Flask"), split_number("5. Web"), split_number("2to3")
    (('5.1', 'Flask'), ('5', 'Web'), ('', '2to3'))
    """
    match = _NUMBER.match(title)
    return (match["number"], title[match.end() :]) if match else ("", title)


def _complete_skill(skill: SkillNode) -> SkillNode:
    """Split the number off the title, or make the title from the id, all the way down."""
    number, title = (skill.number, skill.title) if skill.number else split_number(skill.title)
    title = title or skill.id.replace("-", " ").capitalize()
    evidence = tuple(_complete_evidence(item) for item in skill.evidence)
    skills = tuple(_complete_skill(child) for child in skill.skills)
    return msgspec.structs.replace(skill, number=number, title=title, evidence=evidence, skills=skills)


def _find_nameless(skills: Iterable[SkillNode], path: str, text: str) -> Iterator[Problem]:
    for skill in skills:
        if not skill.title:
            yield problem_at("this skill has neither a title nor an id", path, text, skill.line, skill.column)
        yield from _find_nameless(skill.skills, path, text)


def _complete_evidence(item: EvidenceNode) -> EvidenceNode:
    """An address alone is where the evidence can be seen, not what it is called."""
    if item.url or not _ADDRESS.fullmatch(item.title):
        return item
    return msgspec.structs.replace(item, title="", url=item.title)

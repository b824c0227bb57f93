"""Changes of a checklist's text that leave every other line of it as it is; the home of ruamel.yaml.

Knows where a skill's keys stand, and that a change may change nothing else; does not know why one is made.

ruamel.yaml writes a document anew, with its comments but in its own layout.
So it is only asked where things stand, and how a text is quoted; the change itself is made in the author's text.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Literal, TypeAlias

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.errors import GeneratorError, Problem, find_errors, problem_at, suggest
from generator.sources.checklistfile import ChecklistFile, SkillNode, parse_checklist, skill_id
from generator.sources.slugs import Slug
from generator.sources.yamldoc import resolve_plain

Field: TypeAlias = Literal["state", "now", "since", "done"]
"""What may be changed: where a skill stands."""

Change: TypeAlias = str | bool | None
"""A new value, or None to take the key away."""

_ORDER = ("id", "number", "title", "state", "now", "since", "done")
"""A new key stands behind those that come before it here, and so above evidence, notes and the skills below."""

_BOM = "\ufeff"

_BLOCK_STYLES = ("|", ">")


class _Splice(msgspec.Struct, frozen=True, order=True):
    """Characters of a text that others take the place of."""

    start: int
    end: int
    text: str


def edit_skills(text: str, path: str, changes: Mapping[Slug, Mapping[Field, Change]]) -> str:
    r"""Change keys of skills in a checklist.

    A skill that is written as its title alone becomes one with keys if it has to.

    Args:
        text: the checklist.
        path: its file, for problems.
        changes: by the id of a skill, what its keys are to be.

    Raises:
        GeneratorError: the checklist has errors, has no such skill or has it twice, or is written in such a way that
            the change cannot be made without another.

    >>> edit_skills("- 5.1 Flask  # soon\n- Django\n", "a.yaml", {Slug("flask"): {"now": True}})
    '- title: 5.1 Flask  # soon\n  now: true\n- Django\n'
    """
    mark, plain = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    file = _parse(plain, path)
    places = {skill: _find_place(file, skill, path, plain) for skill in changes}
    # One key of each skill at a time: what one change moves does not overlap with another's.
    rounds = max((len(fields) for fields in changes.values()), default=0)
    edited = plain
    for number in range(rounds):
        root = _compose(edited, path)
        splices: list[_Splice] = []
        for skill, fields in changes.items():
            if number < len(fields):
                field, value = list(fields.items())[number]
                splices += _change(_follow(root, places[skill]), edited, field, value)
        for splice in sorted(splices, reverse=True):
            edited = edited[: splice.start] + splice.text + edited[splice.end :]
    wanted = _apply(file, {places[skill]: fields for skill, fields in changes.items()})
    _check(edited, wanted, path)
    return mark + edited


def _parse(text: str, path: str) -> ChecklistFile:
    file, problems = parse_checklist(text, path)
    if errors := find_errors(problems):
        raise GeneratorError(errors)
    return file


def _walk(skills: Sequence[SkillNode], place: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], SkillNode]]:
    for index, skill in enumerate(skills):
        yield (*place, index), skill
        yield from _walk(skill.skills, (*place, index))


def _find_place(file: ChecklistFile, skill: Slug, path: str, text: str) -> tuple[int, ...]:
    """Say which item of which list a skill is."""
    found = [(place, node) for place, node in _walk(file.skills) if skill_id(node) == skill]
    if len(found) == 1:
        return found[0][0]
    if not found:
        known = suggest(skill, [skill_id(node) for _, node in _walk(file.skills)])
        raise GeneratorError([problem_at(f'there is no skill "{skill}" in this checklist', path, text, 1, hint=known)])
    first, second = found[0][1], found[1][1]
    message = f'the skill "{skill}" stands twice in this checklist, first in line {first.line}'
    hint = "give one of them an `id` of its own"
    raise GeneratorError([problem_at(message, path, text, second.line, second.column, hint=hint)])


def _compose(text: str, path: str) -> Node:
    try:
        root: Node = YAML(typ="rt").compose(text)
    except YAMLError as error:
        raise GeneratorError([_refuse(path, f"ruamel.yaml cannot read it: {str(error).splitlines()[0]}")]) from error
    return root


def _refuse(path: str, reason: str) -> Problem:
    hint = "make the change by hand"
    return Problem(f"{path}: the change cannot be made here without another: {reason}", hint=hint)


def _pairs(node: Node) -> list[tuple[Node, Node]]:
    return list(node.value) if isinstance(node, MappingNode) else []


def _follow(root: Node, place: Sequence[int]) -> tuple[Node, Node]:
    """Find the list that a skill stands in, and the skill."""
    node, holder = root, root
    for index in place:
        found = [value for key, value in _pairs(node) if key.value == "skills"]
        holder = found[0] if found else node
        # A skill alone may stand in place of the list.
        node = holder.value[index] if isinstance(holder, SequenceNode) else holder
    return holder, node


def _change(found: tuple[Node, Node], text: str, field: Field, value: Change) -> Iterator[_Splice]:
    holder, node = found
    if isinstance(node, ScalarNode):
        if value is not None:
            yield from _open_scalar(holder, node, text, f"{field}: {_write(value)}")
        return
    if not isinstance(node, MappingNode):
        return
    pairs, is_flow = _pairs(node), bool(node.flow_style)
    position = next((index for index, (key, _) in enumerate(pairs) if key.value == field), None)
    if position is not None and value is not None:
        yield _replace(pairs[position], text, _write(value))
    elif position is not None:
        yield (_drop_in_flow if is_flow else _drop_lines)(pairs, position, text)
    elif value is not None:
        yield from (_add_in_flow if is_flow else _add_line)(node, text, field, _write(value))


def _write(value: Change) -> str:
    """Write a value: dates and words plainly, anything that would be read otherwise in quotes."""
    if not isinstance(value, str):
        return "true" if value else "false"
    is_plain = resolve_plain(value) == value and value[:1].isalnum() and value.isascii()
    if is_plain and all(char.isalnum() or char in "-+" for char in value):
        return value
    return _quote(value)


def _quote(value: str) -> str:
    """Write a text so that it may stand in a list or mapping in brackets, and so anywhere."""
    yaml = YAML(typ="rt")
    yaml.default_flow_style = True
    yaml.width = 1 << 30
    stream = StringIO()
    yaml.dump([value], stream)
    return stream.getvalue().strip()[1:-1]


def _line_end(text: str, index: int) -> int:
    """Find the end of the line that holds a position: where its line break is."""
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if text[index:end].endswith("\r") else end


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _break(text: str) -> str:
    """Say how the text ends its lines."""
    return "\r\n" if "\r\n" in text else "\n"


def _open_scalar(holder: Node, node: ScalarNode, text: str, addition: str) -> Iterator[_Splice]:
    """Make a skill that is a text one with keys."""
    start, end = node.start_mark.index, node.end_mark.index
    written = text[start:end].rstrip()
    end = start + len(written)
    if node.style in _BLOCK_STYLES or "\n" in written:
        # Only behind the sign that begins a block of text there may be a comment.
        head = written.partition("\n")[0]
        comment = head[head.index("#") :].rstrip() if node.style in _BLOCK_STYLES and "#" in head else ""
        written = f"{_quote(node.value.strip())}  {comment}".rstrip()
    if not isinstance(holder, SequenceNode):
        yield _Splice(start, end, f"[{{title: {_quote(node.value)}, {addition}}}]")
    elif holder.flow_style:
        yield _Splice(start, end, f"{{title: {written}, {addition}}}")
    else:
        yield _Splice(start, end, f"title: {written}")
        stop = _line_end(text, end)
        yield _Splice(stop, stop, f"{_break(text)}{' ' * node.start_mark.column}{addition}")


def _replace(pair: tuple[Node, Node], text: str, written: str) -> _Splice:
    key, value = pair
    start, end = value.start_mark.index, value.end_mark.index
    if start < end:
        return _Splice(start, end, written)
    # Nothing stands behind the colon; the parser has looked for it on later lines.
    colon = text.index(":", key.end_mark.index) + 1
    return _Splice(colon, colon, f" {written}")


def _find_anchor(pairs: Sequence[tuple[Node, Node]], field: Field) -> tuple[Node, Node] | None:
    """Find the key that a new one is to stand behind."""
    before = _ORDER[: _ORDER.index(field)]
    for names in (before, _ORDER):
        for key, value in reversed(pairs):
            if (
                key.value in names
                and isinstance(value, ScalarNode)
                and value.style not in _BLOCK_STYLES
                and value.value
            ):
                return key, value
    return None


def _add_line(node: MappingNode, text: str, field: Field, written: str) -> Iterator[_Splice]:
    pairs = _pairs(node)
    anchor = _find_anchor(pairs, field)
    first = pairs[0][0].start_mark
    gap = f"{_break(text)}{' ' * first.column}"
    if anchor is None:
        yield _Splice(first.index, first.index, f"{field}: {written}{gap}")
        return
    stop = _line_end(text, anchor[1].end_mark.index)
    yield _Splice(stop, stop, f"{gap}{field}: {written}")


def _add_in_flow(node: MappingNode, text: str, field: Field, written: str) -> Iterator[_Splice]:
    pairs = _pairs(node)
    start, end = node.start_mark.index, node.end_mark.index
    # JSON is YAML, too, and stays JSON.
    name = f'"{field}"' if text[pairs[0][0].start_mark.index] == '"' else field
    if not text.startswith("{", start):
        # One key with its value may stand in a list in brackets without braces.
        yield _Splice(start, start, "{")
        yield _Splice(end, end, f", {name}: {written}}}")
        return
    anchor = _find_anchor(pairs, field)
    if anchor is None:
        yield _Splice(pairs[0][0].start_mark.index, pairs[0][0].start_mark.index, f"{name}: {written}, ")
    else:
        yield _Splice(anchor[1].end_mark.index, anchor[1].end_mark.index, f", {name}: {written}")


def _drop_lines(pairs: Sequence[tuple[Node, Node]], position: int, text: str) -> _Splice:
    """Take a key away with its line; a comment behind it stays, on a line of its own."""
    key, value = pairs[position]
    start, end = key.start_mark.index, value.end_mark.index
    if value.start_mark.index == end:
        end = text.index(":", key.end_mark.index) + 1
    stop = _line_end(text, end)
    line = _line_start(text, start)
    rest = text[end:stop].strip()
    if "#" in text[key.end_mark.index : value.start_mark.index] and value.start_mark.index < value.end_mark.index:
        return _empty_value(key, value)
    if rest:
        return _Splice(start, stop, rest)
    if not text[line:start].strip():
        return _Splice(line, min(len(text), stop + len(_break(text))), "")
    # It stands behind the dash: the next key takes its place, unless there are comments between.
    follower = pairs[position + 1][0].start_mark.index if position + 1 < len(pairs) else stop
    return _Splice(start, stop if text[end:follower].strip() else follower, "")


def _empty_value(key: Node, value: Node) -> _Splice:
    """Have a key say what it does if it is missing: a comment stands where it would be taken away."""
    written = "false" if isinstance(_empty(key.value), bool) else ""
    return _Splice(value.start_mark.index, value.end_mark.index, written)


def _drop_in_flow(pairs: Sequence[tuple[Node, Node]], position: int, text: str) -> _Splice:
    key, value = pairs[position]
    if position + 1 < len(pairs) and not position:
        start, end = key.start_mark.index, pairs[position + 1][0].start_mark.index
    elif position:
        start, end = pairs[position - 1][1].end_mark.index, value.end_mark.index
    else:
        start, end = key.start_mark.index, value.end_mark.index
    if "#" in text[start:end]:
        return _empty_value(key, value)
    return _Splice(start, end, "")


def _apply(file: ChecklistFile, changes: Mapping[tuple[int, ...], Mapping[Field, Change]]) -> ChecklistFile:
    """Make the changes in what the checklist says."""

    def rebuild(skills: Sequence[SkillNode], place: tuple[int, ...]) -> tuple[SkillNode, ...]:
        return tuple(
            msgspec.structs.replace(
                skill,
                skills=rebuild(skill.skills, (*place, index)),
                **{name: _empty(name) if value is None else value for name, value in found.items()},
            )
            for index, skill in enumerate(skills)
            for found in [changes.get((*place, index), {})]
        )

    return msgspec.structs.replace(file, skills=rebuild(file.skills, ()))


def _empty(field: Field) -> str | bool | None:
    return {"state": None, "now": False, "since": "", "done": False}[field]


def _check(text: str, wanted: ChecklistFile, path: str) -> None:
    """See that a changed text says what it is to say, and nothing else."""
    file, problems = parse_checklist(text, path)
    if find_errors(problems) or _forget_lines(file) != _forget_lines(wanted):
        raise GeneratorError([_refuse(path, "it would say something else afterwards")])


def _forget_lines(file: ChecklistFile) -> ChecklistFile:
    def forget(skills: Sequence[SkillNode]) -> tuple[SkillNode, ...]:
        return tuple(msgspec.structs.replace(skill, skills=forget(skill.skills), line=0, column=0) for skill in skills)

    return msgspec.structs.replace(file, skills=forget(file.skills))

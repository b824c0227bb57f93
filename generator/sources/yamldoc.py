"""YAML, read strictly: every value with its line and column; the home of PyYAML.

Knows neither which keys a file may have nor what their values mean.

What is read is close to the core schema of YAML 1.2, less what surprises:

- `true` and `false` are booleans, `null`, `~` and nothing at all are null, `-?(0|[1-9][0-9]*)` is a whole number and
  with a fraction a number; everything else is text: `no`, `1:30`, `2024-01-01`, `1_000`, `0x1F`, `017`.
- Numbers of more than 18 digits are text.
- Keys are text, each once.
- Anchors, aliases, tags, merge keys, several documents, lists and mappings as keys are refused.
"""

import re
from collections.abc import Iterable
from typing import Final, TypeAlias

import msgspec
import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from generator.errors import Problem, problem_at
from generator.sources.yamlfaults import YamlFault, YamlSource, explain_fault

MAX_DEPTH: Final = 32
"""Lists and mappings inside each other; nobody nests deeper by hand."""


MAX_PROBLEMS: Final = 100
"""Of one file; what is generated wrongly is wrong a thousand times, and nobody reads that far."""


class Limits(msgspec.Struct, frozen=True):
    """How large a text may be, so that no text can keep the build busy."""

    size_bytes: int = 64 * 1024
    node_count: int = 10_000


LARGE: Final = Limits(size_bytes=1024 * 1024, node_count=100_000)
"""For files that hold nothing but YAML."""


class YamlScalar(msgspec.Struct, frozen=True, gc=False):
    """One value."""

    value: str | int | float | bool | None
    raw: str
    """As written, without quotes: `5.10` where the value is 5.1."""
    is_plain: bool
    """Whether it stands without quotes, and not as a block of lines."""
    line: int
    column: int
    length: int
    """Characters of the source on the first line, quotes and all."""


class YamlList(msgspec.Struct, frozen=True, gc=False):
    """Values in order."""

    items: "tuple[YamlNode, ...]"
    line: int
    column: int
    length: int


class YamlMapping(msgspec.Struct, frozen=True, gc=False):
    """Keys with their values, in order, each key once."""

    pairs: "tuple[tuple[YamlScalar, YamlNode], ...]"
    line: int
    column: int
    length: int


YamlNode: TypeAlias = YamlScalar | YamlList | YamlMapping


def parse_yaml(
    text: str,
    path: str,
    *,
    first_line: int = 1,
    whole_text: str | None = None,
    limits: Limits = LARGE,
    use_c: bool = yaml.__with_libyaml__,
) -> tuple[YamlNode | None, tuple[Problem, ...]]:
    """Read one document; nothing but comments is no node and no problem.

    Args:
        text: the YAML alone.
        path: the file it is from, for problems.
        first_line: where in that file it begins.
        whole_text: all of that file, for excerpts, if it is more than `text`.
        limits: how large the text may be.
        use_c: parse with libyaml, which is ten times as fast; PyYAML's own parser takes fewer tabs, and else answers alike.

    >>> node, problems = parse_yaml("number: 5.10", "a.yaml")
    >>> node.pairs[0][1].raw
    '5.10'
    """
    source = YamlSource(text, path, first_line, text if whole_text is None else whole_text)
    builder = _Builder(source, limits)
    try:
        _check_text(source, limits)
        loader = yaml.CSafeLoader if use_c else yaml.SafeLoader
        return builder.build(yaml.parse(text, Loader=loader)), tuple(builder.problems)
    except _Refused as refused:
        return None, (*builder.problems, refused.problem)
    except yaml.YAMLError as error:
        return None, (*builder.problems, _explain(error, source))


def find_node(node: YamlNode | None, *steps: str | int) -> YamlNode | None:
    """Follow keys and positions to a value; used to say where a decoded value stands.

    Text where a list is wanted counts as that list, split at its commas; a position beyond the end is the last.

    >>> node, _ = parse_yaml("skills: flask, jinja", "a.md")
    >>> find_node(node, "skills", 1).column
    16
    """
    for step in steps:
        if isinstance(step, str):
            pairs = node.pairs if isinstance(node, YamlMapping) else ()
            node = next((value for key, value in pairs if key.raw == step), None)
        elif isinstance(node, YamlList):
            node = node.items[step] if step < len(node.items) else None
        elif isinstance(node, YamlScalar):
            parts = split_commas(node)
            node = parts[min(step, len(parts) - 1)] if parts else node
        else:
            return None
    return node


def split_commas(node: YamlScalar) -> tuple[YamlScalar, ...]:
    """Take text without quotes for a list, its items between commas; anything else is one item.

    >>> node, _ = parse_yaml("web, api,", "a.md")
    >>> [part.raw for part in split_commas(node)]
    ['web', 'api']
    """
    if not node.is_plain or "," not in node.raw:
        return (node,)
    parts = []
    start = 0
    for piece in node.raw.split(","):
        word = piece.strip()
        if word:
            # A text of several lines is folded into `raw`, so only its beginning is known.
            shift = start + len(piece) - len(piece.lstrip()) if node.length == len(node.raw) else 0
            length = len(word) if node.length == len(node.raw) else node.length
            parts.append(
                YamlScalar(word, word, is_plain=True, line=node.line, column=node.column + shift, length=length)
            )
        start += len(piece) + 1
    return tuple(parts)


def problem_at_node(message: str, node: YamlNode, path: str, text: str, *, hint: str = "") -> Problem:
    """Make a problem that points at a value; `text` is the whole text of the file `path`."""
    return problem_at(message, path, text, node.line, node.column, length=node.length, hint=hint)


class _Refused(Exception):  # noqa: N818 - it says what happened to the document, and never leaves this file
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


# Characters that no output format can carry, and the ends of lines that only YAML 1.1 knows:
# with those its lines would be counted otherwise than everybody else's.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufffe\uffff]|\r(?!\n)|\A\ufeff")
_FORBIDDEN_VALUE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# More than 18 digits do not fit 64 bits, and a commit's name of 40 digits is not a number.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:[.][0-9]{1,18})?")
_CONSTANTS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER_BEGINS: Final = frozenset("-0123456789")


def resolve_plain(raw: str) -> str | int | float | bool | None:
    """Say what a value without quotes means: text, unless it is a number, true, false or null."""
    if raw in _CONSTANTS:
        return _CONSTANTS[raw]
    if raw[0] in _NUMBER_BEGINS and _NUMBER.fullmatch(raw):
        return float(raw) if "." in raw else int(raw)
    return raw


def _check_text(source: YamlSource, limits: Limits) -> None:
    text = source.text
    found = None if text.isprintable() else _FORBIDDEN.search(text)
    if found is not None:
        name = _name_character(found.group())
        raise _Refused(source.problem(f"the character {name} cannot stand here", found.start(), hint="delete it"))
    size_bytes = len(text) if text.isascii() else len(text.encode())
    if size_bytes > limits.size_bytes:
        sizes = f"{size_bytes // 1024:,} KiB, and may be at most {limits.size_bytes // 1024:,} KiB"
        raise _Refused(source.problem(f"this YAML has {sizes}", 0))


class _Frame:
    """A list or mapping whose end has not been seen; keys and values of a mapping take turns in `items`."""

    __slots__ = ("column", "index", "is_mapping", "items", "line")

    def __init__(self, line: int, column: int, index: int, *, is_mapping: bool) -> None:
        self.line = line
        self.column = column
        self.index = index
        self.is_mapping = is_mapping
        self.items: list[YamlNode] = []


class _Builder:
    """Makes nodes from PyYAML's events, without recursion: the composer's depth is the interpreter's."""

    def __init__(self, source: YamlSource, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.problems: list[Problem] = []
        self.frames: list[_Frame] = []
        self.root: YamlNode | None = None

    def build(self, events: Iterable[Event]) -> YamlNode | None:
        node_count = document_count = 0
        for event in events:
            if isinstance(event, ScalarEvent):
                self.add(self.make_scalar(event))
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                self.open(event)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self.close(event)
            elif isinstance(event, AliasEvent):
                raise _Refused(self.source.refuse_beginning(_index(event)))
            elif isinstance(event, DocumentStartEvent):
                document_count += 1
                if document_count > 1:
                    hint = "keep one document in the file"
                    raise self.refuse(event, "a second YAML document begins here", length=3, hint=hint)
                continue
            else:
                continue
            node_count += 1
            if node_count > self.limits.node_count:
                raise self.refuse(event, f"there are more than {self.limits.node_count:,} values in this YAML")
        return self.root

    def refuse(self, event: Event, message: str, *, length: int = 1, hint: str = "") -> _Refused:
        return _Refused(self.source.problem(message, _index(event), length, hint=hint))

    def add(self, node: YamlNode) -> None:
        if self.frames:
            self.frames[-1].items.append(node)
        else:
            self.root = node

    def make_scalar(self, event: ScalarEvent) -> YamlScalar:
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        if event.anchor is not None or event.tag is not None:
            raise _Refused(self.source.refuse_beginning(start.index))
        raw = event.value
        is_plain = not event.style
        if not is_plain and not raw.isprintable() and (found := _FORBIDDEN_VALUE.search(raw)):
            raise self.refuse(
                event, f"the character {_name_character(found.group())} cannot stand here", hint="delete it"
            )
        length = end.column - start.column if start.line == end.line else self.source.rest_of_line(start.index)
        value = resolve_plain(raw) if is_plain else raw
        return YamlScalar(value, raw, is_plain, start.line + self.source.first_line, start.column + 1, max(1, length))

    def open(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        start = event.start_mark
        assert start is not None
        if event.anchor is not None or event.tag is not None:
            raise _Refused(self.source.refuse_beginning(start.index))
        if len(self.frames) >= MAX_DEPTH:
            raise self.refuse(event, f"lists and mappings stand more than {MAX_DEPTH} deep in each other here")
        line = start.line + self.source.first_line
        is_mapping = isinstance(event, MappingStartEvent)
        self.frames.append(_Frame(line, start.column + 1, start.index, is_mapping=is_mapping))

    def close(self, event: MappingEndEvent | SequenceEndEvent) -> None:
        frame = self.frames.pop()
        length = max(1, min(_index(event, end=True) - frame.index, self.source.rest_of_line(frame.index)))
        if frame.is_mapping:
            self.add(YamlMapping(self.make_pairs(frame.items), frame.line, frame.column, length))
        else:
            self.add(YamlList(tuple(frame.items), frame.line, frame.column, length))

    def make_pairs(self, items: list[YamlNode]) -> tuple[tuple[YamlScalar, YamlNode], ...]:
        pairs: dict[str, tuple[YamlScalar, YamlNode]] = {}
        values = iter(items)
        for key, value in zip(values, values, strict=True):
            if not isinstance(key, YamlScalar):
                self.report("a key must be text, found a list or a mapping", key)
            elif not key.raw:
                self.report('there is no key before this ":"', key)
            elif key.is_plain and key.raw == "<<":
                self.report('merge keys ("<<") are not read', key, hint="write the keys and values out")
            elif key.raw in pairs:
                first = pairs[key.raw][0]
                message = f'duplicate key "{key.raw}", first given on line {first.line}'
                self.report(message, key, hint="keep one of the two")
            else:
                pairs[key.raw] = key, value
        return tuple(pairs.values())

    def report(self, message: str, node: YamlNode, *, hint: str = "") -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem_at_node(message, node, self.source.path, self.source.whole_text, hint=hint))


def _index(event: Event, *, end: bool = False) -> int:
    mark = event.end_mark if end else event.start_mark
    assert mark is not None
    return mark.index


def _name_character(char: str) -> str:
    names = {"\t": "TAB", "\ufeff": "U+FEFF (byte order mark)", "\u2028": "U+2028 (line separator)"}
    return names.get(char, f"U+{ord(char):04X}")


def _explain(error: yaml.YAMLError, source: YamlSource) -> Problem:
    if not isinstance(error, yaml.MarkedYAMLError):
        return source.problem(f"this is not YAML: {error}", 0)
    mark = error.problem_mark or error.context_mark
    index = mark.index if mark is not None else 0
    began = error.context_mark.index if error.context_mark is not None else index
    return explain_fault(YamlFault(f"{error.context or ''} {error.problem or ''}".strip(), index, began), source)

"""From nodes of YAML to typed values, with every problem at its place.

Knows no particular type: what may be written follows from the fields of the struct it is given.

What the types mean to an author:

- `str` takes text and numbers as they are written; `true`, `false` and `null` must be quoted.
- `tuple[str, ...]` takes a list, or one text alone; with `SplitCommas`, `a, b` without quotes is two.
- A key without a value counts as not given.
- A struct with a `Shorthand` field may be written as that field's text alone.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from generator.errors import Problem, suggest
from generator.sources.yamldoc import (
    MAX_PROBLEMS,
    YamlList,
    YamlMapping,
    YamlNode,
    YamlScalar,
    problem_at_node,
    split_commas,
)

T = TypeVar("T")

Check: TypeAlias = Callable[[str], tuple[str, str] | None]
"""Says what is wrong with a text, to be read after the name of its field, and a hint; or nothing."""


class Checked(msgspec.Struct, frozen=True):
    """Beside a `str` in `Annotated`: the text must pass this check."""

    check: Check


class SplitCommas(msgspec.Struct, frozen=True):
    """Beside a `tuple[str, ...]` in `Annotated`: text without quotes is a list with commas between."""


class Shorthand(msgspec.Struct, frozen=True):
    """Beside a field's type in `Annotated`: text in place of the whole struct is this field."""


class Place(msgspec.Struct, frozen=True):
    """Beside an `int` in `Annotated`: not a key, but the line or column at which the struct stands."""

    part: Literal["line", "column"]


def decode(
    node: YamlNode | None, type_: type[T], path: str, text: str, *, noun: str
) -> tuple[T | None, tuple[Problem, ...]]:
    """Make a value of `type_`, a struct, and say all that is wrong with what it is made from.

    A field that has a problem keeps its default, so the value is there unless a required field is not.

    Args:
        node: what was read; None counts as a mapping without keys.
        type_: a `msgspec.Struct`.
        path: the file, for problems.
        text: all of that file, for excerpts.
        noun: what problems call the struct, such as `front matter`.
    """
    report = _Report(path, text)
    if node is None or _is_absent(node):
        node = YamlMapping((), node.line if node else 1, node.column if node else 1, 1)
    value = _read_struct(type_, noun, node, report)
    return (cast("T", value) if value is not _FAILED else None), tuple(report.problems)


def shorten(text: str) -> str:
    """Cut a text to what a message has room for."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def keys_of(type_: type) -> tuple[str, ...]:
    """Name the keys that a struct may be written with."""
    return tuple(_shape_of(type_).fields)


def has_shorthand(type_: type) -> bool:
    """Tell whether text may be written in place of a struct."""
    return bool(_shape_of(type_).shorthand)


class _Report:
    """Collects the problems of one file."""

    __slots__ = ("path", "problems", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []

    def add(self, message: str, node: YamlNode, *, hint: str = "") -> None:
        # A problem takes the file's lines apart; a file with thousands of them is not worth that time.
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem_at_node(message, node, self.path, self.text, hint=hint))


_FAILED: Final = object()
"""In place of a value that could not be made; its problem has been reported."""

_Decoder: TypeAlias = Callable[[YamlNode, _Report], object]


class _Field(msgspec.Struct, frozen=True):
    name: str
    decoder: _Decoder


class _Shape(msgspec.Struct, frozen=True):
    """What is known of a struct's type once and for all."""

    fields: Mapping[str, _Field]
    """By the key that authors write."""
    required: tuple[tuple[str, str], ...]
    """Keys and the names of their fields."""
    places: tuple[tuple[str, str], ...]
    shorthand: str


@cache
def _shape_of(type_: type) -> _Shape:
    hints = get_type_hints(type_, include_extras=True)
    fields: dict[str, _Field] = {}
    required = []
    places = []
    shorthand = ""
    for field in msgspec.structs.fields(type_):
        hint = hints[field.name]
        marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
        place = next((mark for mark in marks if isinstance(mark, Place)), None)
        if place is not None:
            places.append((field.name, place.part))
            continue
        if any(isinstance(mark, Shorthand) for mark in marks):
            shorthand = field.encode_name
        label = f'"{field.encode_name}"'
        fields[field.encode_name] = _Field(field.name, _make_decoder(hint, label))
        if field.required:
            required.append((field.encode_name, field.name))
    return _Shape(fields, tuple(required), tuple(places), shorthand)


def _make_decoder(hint: Any, label: str) -> _Decoder:
    """Choose how a type is read; `label` is what problems call the value."""
    marks: tuple[object, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *rest = get_args(hint)
        marks = tuple(rest)
    if get_origin(hint) is tuple:
        splits = any(isinstance(mark, SplitCommas) for mark in marks)
        return partial(_read_list, _make_decoder(get_args(hint)[0], f"an item of {label}"), label, splits)
    if get_origin(hint) in {Union, UnionType}:
        return _make_union(get_args(hint), label)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return partial(_read_struct, hint, label)
    if (words := _words_of(hint)) is not None:
        return partial(_read_word, words, label)
    if hint is str:
        checks = tuple(mark.check for mark in marks if isinstance(mark, Checked))
        return partial(_read_checked_text, checks, label) if checks else partial(_read_text, label)
    if hint is int:
        least = next((mark.ge for mark in marks if isinstance(mark, msgspec.Meta) and mark.ge is not None), None)
        return partial(_read_int, least, label)
    if hint in _SIMPLE:
        return partial(_SIMPLE[hint], label)
    message = f"{label} has the type {hint!r}, which nothing here can read"
    raise TypeError(message)


def _read_struct(type_: type, label: str, node: YamlNode, report: _Report) -> object:
    shape = _shape_of(type_)
    if isinstance(node, YamlScalar) and shape.shorthand:
        key = YamlScalar(shape.shorthand, shape.shorthand, True, node.line, node.column, node.length)
        pairs: tuple[tuple[YamlScalar, YamlNode], ...] = ((key, node),)
    elif isinstance(node, YamlMapping):
        pairs = node.pairs
    else:
        wanted = "text, or keys with values" if shape.shorthand else "keys with values"
        return _complain(label, wanted, node, report)
    values: dict[str, object] = {}
    has_unknown = False
    for key, value_node in pairs:
        field = shape.fields.get(key.raw)
        if field is None:
            has_unknown = True
            _complain_of_key(label, key, shape, report)
        elif not _is_absent(value_node):
            values[field.name] = field.decoder(value_node, report)
    for key_name, name in shape.required:
        # A key that nobody knows is most likely this one, misspelt: one problem is enough.
        if name not in values and not has_unknown:
            report.add(f'{label} needs the key "{key_name}"', node)
    if any(values.get(name, _FAILED) is _FAILED for _, name in shape.required):
        return _FAILED
    for name, part in shape.places:
        values[name] = node.line if part == "line" else node.column
    return type_(**{name: value for name, value in values.items() if value is not _FAILED})


def _read_list(item: _Decoder, label: str, splits: bool, node: YamlNode, report: _Report) -> object:  # noqa: FBT001
    nodes: tuple[YamlNode, ...]
    if isinstance(node, YamlList):
        nodes = node.items
    elif isinstance(node, YamlScalar):
        nodes = split_commas(node) if splits else (node,)
    else:
        return _complain(label, "a list", node, report, hint='begin each item with "- "')
    return tuple(value for value in [item(node, report) for node in nodes] if value is not _FAILED)


def _read_text(label: str, node: YamlNode, report: _Report) -> object:
    if isinstance(node, YamlScalar):
        if not node.is_plain:
            return node.raw.strip()
        if node.value is not None and not isinstance(node.value, bool):
            return node.raw
    hint = f'put it in quotes: "{node.raw}"' if isinstance(node, YamlScalar) and node.raw else ""
    return _complain(label, "text", node, report, hint=hint)


def _read_checked_text(checks: tuple[Check, ...], label: str, node: YamlNode, report: _Report) -> object:
    text = _read_text(label, node, report)
    if not isinstance(text, str) or not text:
        return text
    for check in checks:
        fault = check(text)
        if fault is not None:
            message, hint = fault
            report.add(f"{label} {message}", node, hint=hint)
            return _FAILED
    return text


def _read_word(words: Mapping[str, object], label: str, node: YamlNode, report: _Report) -> object:
    raw = node.raw if isinstance(node, YamlScalar) else ""
    if raw in words:
        return words[raw]
    return _complain(label, _join_words([f'"{word}"' for word in words]), node, report, hint=suggest(raw, words))


def _read_bool(label: str, node: YamlNode, report: _Report) -> object:
    if isinstance(node, YamlScalar) and isinstance(node.value, bool):
        return node.value
    return _complain(label, "true or false", node, report, hint=_suggest_bool(node))


def _read_int(least: float | None, label: str, node: YamlNode, report: _Report) -> object:
    if not isinstance(node, YamlScalar) or type(node.value) is not int:
        is_quoted = isinstance(node, YamlScalar) and node.raw.isdecimal() and not node.is_plain
        return _complain(label, "a whole number", node, report, hint="remove the quotes" if is_quoted else "")
    if least is not None and node.value < least:
        return _complain(label, f"{least} or more", node, report)
    return node.value


def _read_float(label: str, node: YamlNode, report: _Report) -> object:
    if isinstance(node, YamlScalar) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return float(node.value)
    return _complain(label, "a number", node, report)


def _read_null(label: str, node: YamlNode, report: _Report) -> object:
    if isinstance(node, YamlScalar) and node.value is None:
        return None
    return _complain(label, "null", node, report)


_SIMPLE: Final[dict[object, Callable[[str, YamlNode, _Report], object]]] = {
    bool: _read_bool,
    float: _read_float,
    NoneType: _read_null,
}


class _Union(msgspec.Struct, frozen=True):
    by_kind: Mapping[object, _Decoder]
    struct: type | None
    wanted: str


def _make_union(members: tuple[Any, ...], label: str) -> _Decoder:
    """Read a value as the member of the union that its own kind asks for."""
    by_kind: dict[object, _Decoder] = {}
    wanted = []
    struct = None
    for member in members:
        bare = get_args(member)[0] if get_origin(member) is Annotated else member
        decoder = _make_decoder(member, label)
        kinds, words = _kinds_of(bare)
        # A number is text only where the union has no place for numbers.
        is_last_resort = bare is str
        for kind in kinds:
            if not (is_last_resort and kind in by_kind):
                by_kind[kind] = decoder
        if YamlMapping in kinds:
            struct = bare
        if words:
            wanted.append(words)
    return partial(_read_union, _Union(by_kind, struct, _join_words(wanted)), label)


def _read_union(union: _Union, label: str, node: YamlNode, report: _Report) -> object:
    decoder = union.by_kind.get(type(node.value) if isinstance(node, YamlScalar) else type(node))
    if decoder is None and isinstance(node, YamlScalar) and union.struct is not None and has_shorthand(union.struct):
        decoder = union.by_kind[YamlMapping]
    return _complain(label, union.wanted, node, report) if decoder is None else decoder(node, report)


def _kinds_of(bare: Any) -> tuple[tuple[object, ...], str]:
    """Which kinds of value a member of a union takes, and what it is called."""
    if get_origin(bare) is tuple:
        return (YamlList,), "a list"
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        return (YamlMapping,), "keys with values"
    if (words := _words_of(bare)) is not None:
        return (str,), _join_words([f'"{word}"' for word in words])
    return {
        str: ((str, int, float), "text"),
        int: ((int,), "a whole number"),
        float: ((float, int), "a number"),
        bool: ((bool,), "true or false"),
        NoneType: ((NoneType,), ""),
    }[bare]


def _words_of(hint: Any) -> Mapping[str, object] | None:
    """The words of a `Literal` or an `Enum`, with their values."""
    if get_origin(hint) is Literal:
        return {word: word for word in get_args(hint)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {str(member.value): member for member in hint}
    return None


def _is_absent(node: YamlNode) -> bool:
    return isinstance(node, YamlScalar) and node.value is None and not node.raw


def _complain(label: str, wanted: str, node: YamlNode, report: _Report, *, hint: str = "") -> object:
    report.add(f"{label} must be {wanted}, found {_describe(node)}", node, hint=hint)
    return _FAILED


def _complain_of_key(label: str, key: YamlScalar, shape: _Shape, report: _Report) -> None:
    hint = suggest(key.raw, shape.fields) or f"the keys are {', '.join(shape.fields)}"
    report.add(f'unknown key "{shorten(key.raw)}" in {label}', key, hint=hint)


def _describe(node: YamlNode) -> str:
    if isinstance(node, YamlList):
        return "a list"
    if isinstance(node, YamlMapping):
        return "keys with values"
    if node.value is None:
        return node.raw or "nothing"
    if isinstance(node.value, bool):
        return node.raw
    if isinstance(node.value, str):
        return f'the text "{shorten(node.raw)}"'
    return f"the number {node.raw}"


_LOOSE_BOOLEANS: Final = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def _suggest_bool(node: YamlNode) -> str:
    meant = _LOOSE_BOOLEANS.get(node.raw.lower()) if isinstance(node, YamlScalar) else None
    return f"write {meant}, without quotes" if meant else ""


def _join_words(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"

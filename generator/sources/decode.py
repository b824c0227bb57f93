"""From nodes of YAML to typed values, with every problem at its place.

Knows no particular type: what may be written follows from the fields of the struct it is given.

What the types mean to an author:

- `str` takes text and numbers as they are written; `true`, `false` and `null` must be quoted.
- `tuple[str, ...]` takes a list, or one text alone; with `SplitCommas`, `a, b` without quotes is two.
- A key without a value counts as not given.
- A struct with a `Shorthand` field may be written as that field's text alone.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from generator.errors import Problem, suggest
from generator.sources.values import (
    FAILED,
    Check,
    Decoder,
    Report,
    complain,
    is_absent,
    join_words,
    shorten,
    take_bool,
    take_checked_text,
    take_float,
    take_int,
    take_null,
    take_text,
    take_word,
)
from generator.sources.yamldoc import YamlList, YamlMapping, YamlNode, YamlScalar, split_commas

T = TypeVar("T")


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
    report = Report(path, text)
    if node is None or is_absent(node):
        node = YamlMapping((), node.line if node else 1, node.column if node else 1, 1)
    value = _read_struct(type_, noun, node, report)
    return (cast("T", value) if value is not FAILED else None), tuple(report.problems)


def keys_of(type_: type) -> tuple[str, ...]:
    """Name the keys that a struct may be written with."""
    return tuple(_shape_of(type_).fields)


def has_shorthand(type_: type) -> bool:
    """Tell whether text may be written in place of a struct."""
    return bool(_shape_of(type_).shorthand)


class _Field(msgspec.Struct, frozen=True):
    name: str
    decoder: Decoder


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


def _make_decoder(hint: Any, label: str) -> Decoder:
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
        return partial(take_word, words, label)
    if hint is str:
        checks = tuple(mark.check for mark in marks if isinstance(mark, Checked))
        return partial(take_checked_text, checks, label) if checks else partial(take_text, label)
    if hint is int:
        least = next((mark.ge for mark in marks if isinstance(mark, msgspec.Meta) and mark.ge is not None), None)
        return partial(take_int, least, label)
    if hint in _SIMPLE:
        return partial(_SIMPLE[hint], label)
    message = f"{label} has the type {hint!r}, which nothing here can read"
    raise TypeError(message)


def _read_struct(type_: type, label: str, node: YamlNode, report: Report) -> object:
    shape = _shape_of(type_)
    if isinstance(node, YamlScalar) and shape.shorthand:
        key = YamlScalar(shape.shorthand, shape.shorthand, True, node.line, node.column, node.length)
        pairs: tuple[tuple[YamlScalar, YamlNode], ...] = ((key, node),)
    elif isinstance(node, YamlMapping):
        pairs = node.pairs
    else:
        wanted = "text, or keys with values" if shape.shorthand else "keys with values"
        return complain(label, wanted, node, report)
    values: dict[str, object] = {}
    has_unknown = False
    for key, value_node in pairs:
        field = shape.fields.get(key.raw)
        if field is None:
            has_unknown = True
            _complain_of_key(label, key, shape, report)
        elif not is_absent(value_node):
            values[field.name] = field.decoder(value_node, report)
    for key_name, name in shape.required:
        # A key that nobody knows is most likely this one, misspelt: one problem is enough.
        if name not in values and not has_unknown:
            report.add(f'{label} needs the key "{key_name}"', node)
    if any(values.get(name, FAILED) is FAILED for _, name in shape.required):
        return FAILED
    for name, part in shape.places:
        values[name] = node.line if part == "line" else node.column
    return type_(**{name: value for name, value in values.items() if value is not FAILED})


def _read_list(item: Decoder, label: str, splits: bool, node: YamlNode, report: Report) -> object:  # noqa: FBT001
    nodes: tuple[YamlNode, ...]
    if isinstance(node, YamlList):
        nodes = node.items
    elif isinstance(node, YamlScalar):
        nodes = split_commas(node) if splits else (node,)
    else:
        return complain(label, "a list", node, report, hint='begin each item with "- "')
    return tuple(value for value in [item(node, report) for node in nodes] if value is not FAILED)


_SIMPLE: Final[dict[object, Callable[[str, YamlNode, Report], object]]] = {
    bool: take_bool,
    float: take_float,
    NoneType: take_null,
}


class _Union(msgspec.Struct, frozen=True):
    by_kind: Mapping[object, Decoder]
    struct: type | None
    wanted: str


def _make_union(members: tuple[Any, ...], label: str) -> Decoder:
    """Read a value as the member of the union that its own kind asks for."""
    by_kind: dict[object, Decoder] = {}
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
    return partial(_read_union, _Union(by_kind, struct, join_words(wanted)), label)


def _read_union(union: _Union, label: str, node: YamlNode, report: Report) -> object:
    decoder = union.by_kind.get(type(node.value) if isinstance(node, YamlScalar) else type(node))
    if decoder is None and isinstance(node, YamlScalar) and union.struct is not None and has_shorthand(union.struct):
        decoder = union.by_kind[YamlMapping]
    return complain(label, union.wanted, node, report) if decoder is None else decoder(node, report)


def _kinds_of(bare: Any) -> tuple[tuple[object, ...], str]:
    """Which kinds of value a member of a union takes, and what it is called."""
    if get_origin(bare) is tuple:
        return (YamlList,), "a list"
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        return (YamlMapping,), "keys with values"
    if (words := _words_of(bare)) is not None:
        return (str,), join_words([f'"{word}"' for word in words])
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


def _complain_of_key(label: str, key: YamlScalar, shape: _Shape, report: Report) -> None:
    hint = suggest(key.raw, shape.fields) or f"the keys are {', '.join(shape.fields)}"
    report.add(f'unknown key "{shorten(key.raw)}" in {label}', key, hint=hint)

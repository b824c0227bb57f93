"""The head of a note: its front matter in YAML, TOML or JSON, as fields that know their lines.

Knows how other generators mark front matter; does not know what a field means.

- YAML: lines between `---` and `---` or `...` (Jekyll, Hugo, Obsidian).
- TOML: lines between `+++` and `+++` (Hugo).
- JSON: an object that begins with `{` on the first line and ends with `}` on a line of its own (Hugo).
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import msgspec

from generator.sources.frontmatter import split_front_matter
from generator.sources.yamldoc import YamlList, YamlMapping, YamlNode, YamlScalar, parse_yaml

Value: TypeAlias = "str | bool | Sequence[Value] | Mapping[str, Value] | None"
"""Numbers and dates are texts, as they are written."""


class HeadField(msgspec.Struct, frozen=True):
    """One field of a front matter."""

    key: str
    value: Value
    line: int
    """Counts from 1 in the file."""
    source: str
    """The lines it is written on, without a line end behind the last."""


class Head(msgspec.Struct, frozen=True):
    """A note, divided into its front matter and its body."""

    fields: tuple[HeadField, ...]
    comments: tuple[str, ...]
    """Lines of the front matter that are comments."""
    source: str
    """The lines of the front matter, as written; empty without one."""
    body: str
    body_line: int
    """The line of the file that the body begins on."""
    fault: str = ""
    """Why the front matter, or a part of it, cannot be read."""
    fault_line: int = 0

    def find(self, key: str) -> HeadField | None:
        """Give the field of this name in any case."""
        return next((field for field in self.fields if field.key.lower() == key.lower()), None)


_YAML: Final = re.compile(r"\A---[ \t]*\n(?P<inner>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML: Final = re.compile(r"\A\+\+\+[ \t]*\n(?P<inner>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_JSON: Final = re.compile(r"\A(?P<inner>\{[ \t]*\n.*?^\})[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY_LINE = re.compile(r"""^[ \t]*["']?\w[\w -]*["']?[ \t]*:(?:[ \t]|$)""", re.MULTILINE)
_TOML_KEY = re.compile(r"""(?P<table>\[+[ \t]*)?(?P<quote>["']?)(?P<key>[\w-]+)(?P=quote)""")


def read_head(text: str, path: str) -> Head:
    r"""Divide a note; a front matter that cannot be read is a fault, and has no fields.

    >>> [(field.key, field.value) for field in read_head('+++\ntitle = "A"\ndraft = true\n+++\nBody', "a.md").fields]
    [('title', 'A'), ('draft', True)]
    """
    match = _YAML.match(text)
    if match is not None:
        return _read_yaml(text, match, path)
    for pattern, read in ((_TOML, _read_toml), (_JSON, _read_json)):
        match = pattern.match(text)
        if match is not None:
            return read(text, match)
    if split_front_matter(text).is_unclosed:
        return Head((), (), "", text, 1, "the front matter that begins here is never closed", 1)
    return Head((), (), "", text, 1)


def _read_yaml(text: str, match: re.Match[str], path: str) -> Head:
    inner = match["inner"]
    body, body_line = text[match.end() :], text.count("\n", 0, match.end()) + 1
    node, problems = parse_yaml(inner, path, first_line=2, whole_text=text)
    if not isinstance(node, YamlMapping):
        if inner.strip() and not _KEY_LINE.search(inner):
            # Two rules with words between them are a text, not a front matter.
            return Head((), (), "", text, 1)
        comments = _list_comments(inner)
        if not problems:
            return Head((), comments, inner, body, body_line)
    else:
        comments = _list_comments(inner)
    fault, fault_line = "", 0
    if problems:
        first = problems[0]
        fault, fault_line = first.message, first.location.line if first.location else 1
    fields = _list_yaml_fields(node, inner) if isinstance(node, YamlMapping) else ()
    return Head(fields, comments, inner, body, body_line, fault, fault_line)


def _list_yaml_fields(node: YamlMapping, inner: str) -> tuple[HeadField, ...]:
    lines = inner.split("\n")
    starts = [key.line - 2 for key, _ in node.pairs] + [len(lines)]
    return tuple(
        HeadField(key.raw, _plain(value), key.line, _join_source(lines[start:end]))
        for (key, value), start, end in zip(node.pairs, starts, starts[1:], strict=False)
    )


def _join_source(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _list_comments(inner: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in inner.split("\n") if line.lstrip().startswith("#"))


def _plain(node: YamlNode) -> Value:
    if isinstance(node, YamlScalar):
        return node.value if node.value is None or isinstance(node.value, bool) else node.raw
    if isinstance(node, YamlList):
        return tuple(_plain(item) for item in node.items)
    return {key.raw: _plain(value) for key, value in node.pairs}


def _read_toml(text: str, match: re.Match[str]) -> Head:
    inner = match["inner"]
    body, body_line = text[match.end() :], text.count("\n", 0, match.end()) + 1
    comments = _list_comments(inner)
    try:
        table = tomllib.loads(inner)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line ([0-9]+)", str(error))
        line = int(found.group(1)) + 1 if found else 1
        return Head((), comments, inner, body, body_line, f"this is not TOML: {error}", line)
    lines = inner.split("\n")
    starts = _find_toml_keys(lines, table)
    ends = sorted({*starts.values(), len(lines)})
    fields = []
    for key, value in table.items():
        start = starts.get(key, 0)
        end = next((end for end in ends if end > start), len(lines))
        fields.append(HeadField(key, from_data(value), start + 2, _join_source(lines[start:end])))
    return Head(tuple(fields), comments, inner, body, body_line)


def _find_toml_keys(lines: Sequence[str], table: Mapping[str, object]) -> dict[str, int]:
    """Find the line on which each key of the outermost table first stands."""
    found: dict[str, int] = {}
    is_inside = False
    for index, line in enumerate(lines):
        match = _TOML_KEY.match(line.strip())
        if match is not None and match["key"] in table and (match["table"] or not is_inside):
            found.setdefault(match["key"], index)
            is_inside = is_inside or bool(match["table"])
    return found


def _read_json(text: str, match: re.Match[str]) -> Head:
    inner = match["inner"]
    body, body_line = text[match.end() :], text.count("\n", 0, match.end()) + 1
    try:
        table = json.loads(inner, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        return Head((), (), inner, body, body_line, f"this is not JSON: {error.msg}", error.lineno)
    fields = []
    for key, value in table.items():
        place = inner.find(json.dumps(key, ensure_ascii=False))
        line = inner.count("\n", 0, max(0, place)) + 1
        fields.append(HeadField(key, from_data(value), line, json.dumps({key: value}, ensure_ascii=False)))
    return Head(tuple(fields), (), inner, body, body_line)


def from_data(value: object) -> Value:
    """Turn what TOML and JSON give into texts, lists and mappings."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): from_data(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return tuple(from_data(item) for item in value)
    return str(value)


def list_texts(value: Value, *, separator: str = ",") -> tuple[str, ...]:
    """Take a value for a list of texts: a list, or one text divided at the separator.

    >>> list_texts("web, api"), list_texts(["web", None]), list_texts("a b", separator=" ")
    (('web', 'api'), ('web',), ('a', 'b'))
    """
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(separator) if part.strip())
    if isinstance(value, Sequence):
        return tuple(item.strip() for item in value if isinstance(item, str) and item.strip())
    return ()

"""JSON Schemas of what authors write in YAML, so that editors complete and check it.

Made from the types themselves, and then widened to what `generator.sources.decode` takes.
Does not know where the schemas are kept; checks that go beyond a type, such as the days of a month, are not in them.
"""

import json
from typing import Any, Final, TypeAlias

import msgspec

from generator.sources import cvfacts
from generator.sources.checklistfile import ChecklistFile, EvidenceNode, SkillNode
from generator.sources.decode import has_shorthand, keys_of
from generator.sources.frontmatter import SLUG_PATTERN, FrontMatter, PageFrontMatter
from generator.sources.settings import Author, NavigationItem, Settings

_Json: TypeAlias = dict[str, Any]
"""A schema is data of any shape."""

_ROOTS: Final[dict[str, tuple[type, str]]] = {
    "site": (Settings, "Settings of a learning journal"),
    "checklist": (ChecklistFile, "Checklist of a learning journal"),
    "front-matter": (FrontMatter, "Front matter of an entry of a learning journal"),
    "page-front-matter": (PageFrontMatter, "Front matter of a page of a learning journal"),
}
_PARTS: Final[dict[str, type]] = {
    type_.__name__: type_
    for type_ in (
        *(Author, EvidenceNode, NavigationItem, SkillNode),
        *(cvfacts.CvFacts, cvfacts.CvLocation, cvfacts.CvProfile, cvfacts.CvWork, cvfacts.CvEducation),
        *(cvfacts.CvProject, cvfacts.CvCertificate, cvfacts.CvLanguage, cvfacts.CvSkill),
    )
}

SCHEMA_NAMES: Final = tuple(_ROOTS)

_TEXT: Final = ["string", "number"]
"""Numbers are read as they are written where text is wanted."""
_NUMBERS_TOO: Final = frozenset({SLUG_PATTERN, cvfacts.ROUGH_DATE_PATTERN})
"""What a text must look like that YAML may take for a number."""


def make_schema(name: str) -> bytes:
    """Write the schema of this name, one of `SCHEMA_NAMES`; the same bytes each time, with a line end.

    Raises:
        ValueError: there is no such schema.
    """
    if name not in _ROOTS:
        raise ValueError(f"no schema is called {name!r}")
    type_, title = _ROOTS[name]
    _, parts = msgspec.json.schema_components([type_])
    root = _widen_struct(parts.pop(type_.__name__), type_)
    root["type"] = [root["type"], "null"]
    if type_ is ChecklistFile:
        root |= {"type": ["object", "array", "null"], "items": {"$ref": "#/$defs/SkillNode"}}
    schema: _Json = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **root}
    if parts:
        schema["$defs"] = {part: _widen_struct(parts[part], _PARTS[part]) for part in sorted(parts)}
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()


def _widen_struct(schema: _Json, type_: type) -> _Json:
    properties = {key: _widen_property(schema["properties"][key]) for key in keys_of(type_)}
    widened: _Json = {
        "description": schema["description"],
        "type": ["object", *_TEXT] if has_shorthand(type_) else "object",
        "properties": properties,
        "additionalProperties": False,
    }
    if schema["required"]:
        widened["required"] = schema["required"]
    return widened


def _widen_property(schema: _Json) -> _Json:
    """A key without a value counts as not given, so null is a value of every property."""
    widened = _widen_value(schema)
    if "$ref" in widened:
        widened["anyOf"] = [{"$ref": widened.pop("$ref")}]
    if "anyOf" in widened:
        if {"type": "null"} not in widened["anyOf"]:
            widened["anyOf"].append({"type": "null"})
    elif "type" in widened:
        known = widened["type"]
        widened["type"] = [*known, "null"] if isinstance(known, list) else [known, "null"]
    elif "enum" in widened:
        widened["enum"] = [*widened["enum"], None]
    # An empty default says no more than that the key may be left out.
    if not widened.get("default", True) and widened["default"] is not False:
        del widened["default"]
    if isinstance(widened.get("default"), dict):
        del widened["default"]
    return widened


def _widen_value(schema: _Json) -> _Json:
    widened = dict(schema)
    if "anyOf" in schema:
        widened["anyOf"] = [_widen_value(member) for member in schema["anyOf"]]
    elif schema.get("type") == "string" and schema.get("pattern", SLUG_PATTERN) in _NUMBERS_TOO:
        widened["type"] = _TEXT
    elif schema.get("type") == "array":
        widened["items"] = _widen_value(schema["items"])
        if _is_text(schema["items"]):
            widened["type"] = ["array", *_TEXT]
    return widened


def _is_text(item: _Json) -> bool:
    """Tell whether text may stand for a list of these, as its only item."""
    if "$ref" in item:
        return has_shorthand(_PARTS[item["$ref"].rpartition("/")[2]])
    return bool(item.get("type") == "string")

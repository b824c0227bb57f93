"""JSON Schemas of what authors write."""

import json
import re
from typing import Any

import pytest

from generator.sources.checklistfile import parse_checklist
from generator.sources.frontmatter import PageFrontMatter, parse_front_matter
from generator.sources.schema import SCHEMA_NAMES, make_schema
from generator.sources.settings import parse_settings
from generator.sources.yamldoc import YamlList, YamlMapping, YamlNode, parse_yaml

TYPES = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}


def is_valid(value: object, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    """Judge a value by the part of JSON Schema that our schemas use; an unknown keyword is a failure."""
    rules = {
        key: rule for key, rule in schema.items() if key not in {"$schema", "$defs", "title", "description", "default"}
    }
    checks = {
        "$ref": lambda rule: is_valid(value, root["$defs"][rule.rpartition("/")[2]], root),
        "type": lambda rule: any(is_of_type(value, name) for name in ([rule] if isinstance(rule, str) else rule)),
        "enum": lambda rule: value in rule,
        "anyOf": lambda rule: any(is_valid(value, member, root) for member in rule),
        "minimum": lambda rule: not is_of_type(value, "number") or float(str(value)) >= rule,
        "pattern": lambda rule: not isinstance(value, str) or re.search(rule, value) is not None,
        "items": lambda rule: not isinstance(value, list) or all(is_valid(item, rule, root) for item in value),
        "properties": lambda rule: (
            not isinstance(value, dict)
            or all(is_valid(item, rule[key], root) for key, item in value.items() if key in rule)
        ),
        "additionalProperties": lambda rule: (
            rule is False and (not isinstance(value, dict) or set(value) <= set(schema["properties"]))
        ),
        "required": lambda rule: not isinstance(value, dict) or set(rule) <= set(value),
    }
    return all(checks[key](rule) for key, rule in rules.items())


def is_of_type(value: object, name: str) -> bool:
    """A boolean is no number in JSON."""
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def value_of(node: YamlNode | None) -> object:
    """The value that an editor would check."""
    if isinstance(node, YamlList):
        return [value_of(item) for item in node.items]
    if isinstance(node, YamlMapping):
        return {key.raw: value_of(value) for key, value in node.pairs}
    return None if node is None else node.value


def is_valid_yaml(name: str, text: str) -> bool:
    """Judge a YAML text by a schema."""
    schema = json.loads(make_schema(name))
    return is_valid(value_of(parse_yaml(text, "a.yaml")[0]), schema, schema)


def is_accepted(name: str, text: str) -> bool:
    """Ask the reader itself."""
    if name == "site":
        return not parse_settings(text, "site.yaml")[1]
    if name == "checklist":
        return not parse_checklist(text, "a.yaml")[1]
    return not parse_front_matter(f"---\n{text}\n---\n", "a.md", PageFrontMatter)[1]


CASES = [
    ("site", ""),
    ("site", "title: 5"),
    ("site", "title: true"),
    ("site", "title: [a]"),
    ("site", "author: A. Learner"),
    ("site", "author: {name: a, url: https://example.org}"),
    ("site", "author: {nam: a}"),
    ("site", "author: {url: example.org}"),
    ("site", "author: [a]"),
    ("site", "entries_per_page: 0"),
    ("site", "entries_per_page: 5"),
    ("site", "entries_per_page: '5'"),
    ("site", "base_url: example.org"),
    ("site", "base_url: https://example.org/a"),
    ("site", "base_url: https://example.org/a?b"),
    ("site", "permalink: a"),
    ("site", "edit_url: https://example.org/"),
    ("site", "navigation: []"),
    ("site", "navigation: null"),
    ("site", "navigation: [{title: a, url: /a/}]"),
    ("site", "navigation: [{title: a}]"),
    ("site", "cv: {name: a, location: Berlin, languages: [German, {language: English}]}"),
    ("site", "cv: {location: {city: Berlin, country_code: Germany}}"),
    ("site", "cv: {email: nobody}"),
    ("site", "cv: {work: [{position: a, start: 2019, end: 2019-11}, {position: a, start: 2019-11-29}]}"),
    ("site", "cv: {work: [{position: a, start: 1.5.2019}]}"),
    ("site", "cv: {work: [{name: a}]}"),
    ("site", "cv: {work: a}"),
    ("site", "cv: {profiles: [{network: a, url: b}]}"),
    ("site", "cv: {nmae: a}"),
    ("site", "cv: a"),
    ("site", "cv:"),
    ("site", "titel: a"),
    ("site", "- a"),
    ("site", "title:"),
    ("site", "raw_html: allow"),
    ("site", "raw_html: yes"),
    ("site", "raw_html:"),
    ("site", "markdown_extensions: attr_list"),
    ("site", "markdown_extensions: [attr_list]"),
    ("site", "math: 'false'"),
    ("checklist", "- 5.1 Flask"),
    ("checklist", "skills: 5.1 Flask"),
    ("checklist", "skills: [5.1, {title: Flask, skills: [a]}]"),
    ("checklist", "skills: [{title: Flask, number: 5.10}]"),
    ("checklist", "skills: [{titel: Flask}]"),
    ("checklist", "skills: [{title: Flask, line: 1}]"),
    ("checklist", "skills: [[a]]"),
    ("checklist", "skills: [{title: a, state: done}]"),
    ("checklist", "skills: [{title: a, state: don}]"),
    ("checklist", "skills: [{title: a, state: }]"),
    ("checklist", "skills: [{title: a, done: true}]"),
    ("checklist", "skills: [{title: a, done: 2020-01-04}]"),
    ("checklist", "skills: [{title: a, done: soon}]"),
    ("checklist", "skills: [{title: a, id: flask-1}]"),
    ("checklist", "skills: [{title: a, id: 基础-ü}]"),
    ("checklist", "skills: [{title: a, id: 404}]"),
    ("checklist", "skills: [{title: a, id: Flask}]"),
    ("checklist", "skills: [{title: a, id: a b}]"),
    ("checklist", "skills: [{title: a, id: a--b}]"),
    ("checklist", "skills: [{title: a, evidence: https://example.org}]"),
    ("checklist", "skills: [{title: a, evidence: [a, {commit: 1234567, date: 2020-01-04 10:00}]}]"),
    ("checklist", "skills: [{title: a, evidence: [{commits: b}]}]"),
    ("checklist", "words"),
    ("page-front-matter", "title: a\ndate: 2019-11-29 00:33:10 +01:00\ntags: web\nskills: [a, 5.1]\nnav_order: 3"),
    ("page-front-matter", "date: 29.11.2019"),
    ("page-front-matter", "tags:"),
    ("page-front-matter", "tags: {a: b}"),
    ("page-front-matter", "tags: [[a]]"),
    ("page-front-matter", "draft: yes"),
    ("page-front-matter", "nav_order: a"),
    ("page-front-matter", "nav_order: null"),
    ("page-front-matter", "slug: A"),
    ("page-front-matter", "tag: a"),
]


@pytest.mark.parametrize(("name", "text"), CASES)
def test_schema_and_reader_agree(name: str, text: str) -> None:
    """An editor marks what the build would refuse, and nothing else."""
    assert is_valid_yaml(name, text) == is_accepted(name, text)


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_every_property_is_described(name: str) -> None:
    """Editors show the descriptions while one writes."""
    schema = json.loads(make_schema(name))
    structs = [schema, *schema.get("$defs", {}).values()]
    assert all(struct["description"] for struct in structs)
    assert [
        key for struct in structs for key, rule in struct["properties"].items() if not rule.get("description")
    ] == []


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_schema_is_a_file_and_always_the_same(name: str) -> None:
    """The bytes do not depend on anything, end with a line end, and name their dialect."""
    data = make_schema(name)
    assert data == make_schema(name)
    assert data.endswith(b"}\n")
    assert json.loads(data)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_entry_does_not_have_the_fields_of_a_page() -> None:
    """The two kinds of front matter have schemas of their own."""
    assert is_valid_yaml("page-front-matter", "nav_order: 1")
    assert not is_valid_yaml("front-matter", "nav_order: 1")


def test_unknown_schema_is_refused() -> None:
    """A name that is no schema's is the caller's mistake."""
    with pytest.raises(ValueError, match="no schema is called 'x'"):
        make_schema("x")

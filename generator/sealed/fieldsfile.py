"""A file with the fields of a statement, YAML or JSON: names with texts.

Knows text; does not know where the file is.
What is wrong is told without showing any of the file, since it is secret.
"""

import json
from typing import Final

from generator.errors import GeneratorError, Location, Problem, Severity
from generator.sources.commitment import check_field_name, check_field_value
from generator.sources.yamldoc import YamlMapping, YamlScalar, parse_yaml

MAX_SIZE_BYTES: Final = 256 * 1024

_HINT: Final = 'each line is the name of a field and a text: "company: Acme"'


def parse_fields(data: bytes, name: str) -> dict[str, str]:
    """Read the fields in a file, as they are written there; JSON if it begins with a brace, or else YAML.

    Raises:
        GeneratorError: with what is wrong, at its line and column.
    """
    try:
        text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise _refuse("is not UTF-8 text", Location(name)) from None
    return _parse_json(text, name) if text.lstrip().startswith("{") else _parse_yaml(text, name)


def _parse_json(text: str, name: str) -> dict[str, str]:
    try:
        pairs = json.loads(text, object_pairs_hook=list)
    except json.JSONDecodeError as error:
        raise _refuse("this is not JSON", Location(name, error.lineno, error.colno)) from None
    except RecursionError:
        raise _refuse("this is nested too deep", Location(name)) from None
    fields: dict[str, str] = {}
    problems = []
    for key, value in pairs:
        if not isinstance(value, str):
            problems.append(_problem("a field must be text in quotes", Location(name), key))
        elif key in fields:
            problems.append(_problem("this field is there twice", Location(name), key))
        else:
            problems += _check(key, value.replace("\r\n", "\n"), Location(name))
            fields[key] = value.replace("\r\n", "\n")
    if problems:
        raise GeneratorError(problems)
    return fields


def _parse_yaml(text: str, name: str) -> dict[str, str]:
    node, problems = parse_yaml(text, name)
    if problems:
        # The words are ours and general, but hints and excerpts repeat what is written there.
        raise GeneratorError(Problem(_general(problem.message), problem.location, hint=_HINT) for problem in problems)
    if not isinstance(node, YamlMapping):
        raise _refuse("there are no fields in this file", Location(name))
    fields: dict[str, str] = {}
    found = []
    for key, value in node.pairs:
        location = Location(name, value.line, value.column)
        if isinstance(value, YamlScalar):
            # What stands there as a number or as true is text to a reader, too.
            # The line end of a block of lines is YAML's, and not its author's.
            text_of_field = value.raw.rstrip("\n")
            found += _check(key.raw, text_of_field, location)
            fields[key.raw] = text_of_field
        else:
            found.append(_problem("a field must be text", location, key.raw))
    if found:
        raise GeneratorError(found)
    return fields


def _general(message: str) -> str:
    """Cut a message before anything that it quotes from the file; a sign or two of YAML it may quote.

    >>> _general('expected "key: value", found no ":"'), _general('duplicate key "Secret", first given on line 1')
    ('expected "key: value", found no ":"', 'duplicate key')
    """
    quoted = message.split('"')[1::2]
    is_general = all(len(part) <= 1 or part in {": ", "<<", "key: value"} for part in quoted)
    return message if is_general else message.partition('"')[0].rstrip(" :,")


def _check(key: str, value: str, location: Location) -> list[Problem]:
    if fault := check_field_name(key):
        return [Problem("this must be the name of a field", location, hint=fault[1])]
    if value and (wrong := check_field_value(value)):
        return [_problem(f"the text {wrong}", location, key)]
    return []


def _problem(message: str, location: Location, key: str) -> Problem:
    # A name is no secret, unless it is none: then it may be a value that stands in the wrong place.
    shown = "" if check_field_name(key) else f' (the field "{key}")'
    return Problem(f"{message}{shown}", location, hint=_HINT, severity=Severity.ERROR)


def _refuse(message: str, location: Location) -> GeneratorError:
    return GeneratorError([Problem(message, location, hint=_HINT)])

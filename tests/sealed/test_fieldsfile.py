"""Files with the fields of a statement."""

import pytest

from generator.errors import GeneratorError, format_problem
from generator.sealed.fieldsfile import parse_fields


def tell(data: bytes) -> str:
    """Say what is wrong with a file."""
    with pytest.raises(GeneratorError) as raised:
        parse_fields(data, "f.yaml")
    return "\n".join(map(format_problem, raised.value.problems))


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ("name: Ada\ncompany: 'Acme: us'\n", {"name": "Ada", "company": "Acme: us"}),
        ("role: 007\ntrue_name: true\ncontact: no\n", {"role": "007", "true_name": "true", "contact": "no"}),
        ("statement: |\n  one\n   two\n", {"statement": "one\n two"}),
        ('name: " a "\r\n', {"name": " a "}),
        ('{"name": "\\ud83e\\udd81", "company": " a\\r\\nb"}', {"name": "🦁", "company": " a\nb"}),
        ("\ufeff\n{}", {}),
        ("name:\ncompany: Acme\n", {"name": "", "company": "Acme"}),
    ],
)
def test_fields_are_read_as_they_are_written(data: str, fields: dict[str, str]) -> None:
    """Numbers and booleans are the text that a reader sees."""
    assert parse_fields(data.encode(), "f.yaml") == fields


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff", "f.yaml: error: is not UTF-8 text"),
        (b"", "f.yaml: error: there are no fields in this file"),
        (b"Secret\n", "f.yaml: error: there are no fields in this file"),
        (b"name: Secret: x\n", 'f.yaml:1:7: error: a value with ": " in it must stand in quotes'),
        (b"name: &Secret x\n", 'f.yaml:1:7: error: a value without quotes cannot begin with "&"'),
        (b"Secret Ltd: x\n", "f.yaml:1:13: error: this must be the name of a field"),
        (b"name: [Secret]\n", 'f.yaml:1:7: error: a field must be text (the field "name")'),
        (b'name: "Secret\\u0007"\n', "f.yaml:1:7: error: the character U+0007 cannot stand here"),
        (b"name: Secret\nname: Secret\n", "f.yaml:2:1: error: duplicate key"),
        (b'{"name": "Secret", }', "f.yaml:1:"),
        (b'{"name": ["Secret"]}', 'f.yaml: error: a field must be text in quotes (the field "name")'),
        (b'{"name": "Secret", "name": "Secret"}', 'f.yaml: error: this field is there twice (the field "name")'),
        (b'{"name": "Secret\\u0000"}', "f.yaml: error: the text has the character U+0000"),
        (b'{"name": "Secret\\ud800"}', "f.yaml: error: the text has the character U+D800"),
        (b'{"name": ' + b"[" * 100_000, "f.yaml: error: this is nested too deep"),
    ],
)
def test_what_is_wrong_is_told_without_what_is_there(data: bytes, told: str) -> None:
    """The place, and nothing of the text: it is secret, and terminals and logs are not."""
    text = tell(data)
    assert text.startswith(told)
    assert "Secret" not in text

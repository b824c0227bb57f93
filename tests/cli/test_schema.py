"""`journal schema`: JSON Schemas for editors."""

import json

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.sources.schema import SCHEMA_NAMES, make_schema


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_schema_is_printed(name: str) -> None:
    """The bytes of the file that an editor reads, and nothing else."""
    result = CliRunner().invoke(main, ["schema", name])
    assert (result.exit_code, result.output) == (0, make_schema(name).decode())
    assert json.loads(result.output)["$schema"].startswith("https://json-schema.org/")


def test_unknown_schema_names_the_known_ones() -> None:
    """Exit code 2, with the choice."""
    result = CliRunner().invoke(main, ["schema", "nothing"])
    assert result.exit_code == 2
    names = ", ".join(f"'{name}'" for name in SCHEMA_NAMES)
    assert result.output.endswith(
        f"Error: Invalid value for '{{{'|'.join(SCHEMA_NAMES)}}}': 'nothing' is not one of {names}.\n"
    )

"""The command as a whole: its help, its version, and what it loads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import __version__
from generator.cli import main
from tests.site.space import SiteSpace

COMMANDS = ("build", "check", "clean", "explain", "schema", "status")


def test_version_is_printed() -> None:
    """With the command's name."""
    assert CliRunner().invoke(main, ["--version"]).output == f"journal, version {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_listed_and_has_help(name: str) -> None:
    """The list is written by hand, so that no command is loaded for it."""
    assert f"\n  {name} " in CliRunner().invoke(main, ["--help"]).output
    own = CliRunner().invoke(main, [name, "--help"])
    assert own.output.startswith(f"Usage: main {name} ")
    assert own.exit_code == 0


def test_unknown_command_is_wrong_usage() -> None:
    """Exit code 2."""
    result = CliRunner().invoke(main, ["biuld"])
    assert result.exit_code == 2
    assert "No such command 'biuld'" in result.output


def test_help_loads_nothing_that_builds(tmp_path: Path) -> None:
    """Whoever asks for help does not wait."""
    program = "import sys; from generator.cli import main; main(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    loaded = SiteSpace(tmp_path).run(sys.executable, "-c", program).out
    assert not any(f"'{name}'" in loaded for name in ("generator.build", "yaml", "jinja2", "rich", "sqlite3"))


def test_reader_that_leaves_early_is_no_fault() -> None:
    """As in `journal schema site | head -1`: no traceback, and the command's own exit code."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    command = [sys.executable, "-m", "generator", "schema", "site"]
    done = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write_end)
    assert done.stderr == ""

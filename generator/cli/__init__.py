"""The command line: the only room that prints or chooses an exit code.

Commands are loaded when they are called, so that `journal build` does not wait for what `journal schema` needs.

    0    done
    1    there are problems in the content
    2    the command was used wrongly
    70   a mistake of ours, with a traceback
    74   reading or writing failed
    75   another build of this site does not end
"""

import os
import sys
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

import click

from generator import __version__

_COMMANDS = {
    "build": "Build the site.",
    "check": "Say everything that is wrong, and write nothing.",
    "clean": "Remove what builds have made.",
    "done": "Say that a skill is done.",
    "explain": "Say what becomes of a file, and why a page was rendered.",
    "import": "Make a journal of a README, a log or notes that you have already.",
    "init": "Begin a journal in a new folder.",
    "new": "Make an entry, and print its path.",
    "now": "Mark a skill as what is being worked on.",
    "readme": "Keep the region of the README that is the journal's.",
    "schema": "Print the JSON Schema of a kind of file, for editors.",
    "seal": "Seal who you are and whom you want to work for, for the eyes of a few.",
    "serve": "Show the site in a browser, and follow each change.",
    "status": "Show how far each checklist is.",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's)
        if cmd_name not in _COMMANDS:
            return None
        # A module cannot have the name of a keyword of the language.
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = import_module(f"generator.cli.{module}").command
        assert isinstance(command, click.Command), f"generator.cli.{cmd_name} has a command of its name"
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click's)
        # The help of the group names all commands without loading one.
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="journal")
def main() -> None:
    """Turn a journal of what you learn into a site.

    A journal is a folder with a site.yaml; see docs/ for what may stand in it.
    """


def run() -> NoReturn:
    """Run the command line as a program, and end without clearing up what the system clears up anyway.

    Freeing each of a site's values by itself takes as long as a build that has nothing to do.
    """
    _read_names_as_utf_8()
    code: object = 0
    try:
        main(prog_name="journal")
    except SystemExit as error:
        code = error.code
    # Whoever reads our output may be gone.
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


def _read_names_as_utf_8() -> None:
    """Begin anew where Python reads names of files by a locale that is not UTF-8: the same site would be another one."""
    if sys.getfilesystemencoding().lower() != "utf-8" and not sys.flags.utf8_mode:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 (itself, as it was called)

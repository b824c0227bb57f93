"""`journal seal`: a statement that only those can read who are given a link."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.console import EXIT_PROBLEMS, exit_codes, fail, site_option

if TYPE_CHECKING:  # Keys and their libraries are loaded by the commands that need them.
    from generator.sealed.ages import Identity
    from generator.sealed.flows import Place

_COMMANDS: Final = {
    "new": ("seal", "Write a statement and seal it."),
    "link": ("seal", "Make a link that opens the statement."),
    "list": ("seal", "List the links, without their keys."),
    "revoke": ("seal", "Seal the statement anew, no longer for a link."),
    "rotate": ("seal", "Seal the statement anew, for new keys."),
    "open": ("unseal", "Show the statement, offline."),
    "reveal": ("unseal", "Publish fields of the statement, for good."),
    "verify": ("unseal", "Check a statement as anybody can, without a key."),
    "import-rsa": ("sealrsa", "Keep an old blob of RSA beside the statement."),
}
"""Each with the module that has it, and its first line of help."""

_PROMPTS: Final = {
    "name": "Your name",
    "contact": "How to reach you",
    "company": "The company you want to work for",
    "role": "As what",
    "statement": "Anything else, in a line",
}
_INSTALL: Final = 'pip install "learning-journal[seal]"'
_CANNOT_UNDO: Final = (
    "What this cannot undo: an older statement.age, in the git history or in anybody's copy, stays open to the keys that "
    "it was made for, and whoever has read it has read it."
)


class _Commands(click.Group):
    """Commands that are loaded when they are called: verifying needs no keys."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's)
        if cmd_name not in _COMMANDS:
            return None
        found = getattr(
            import_module(f"generator.cli.{_COMMANDS[cmd_name][0]}"), f"{cmd_name.replace('-', '_')}_command"
        )
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click's)
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.command("seal", cls=_Commands)
def command() -> None:
    """Seal who you are and whom you want to work for, for the eyes of whoever you give a link.

    docs/sealed.md says how it works, and what it cannot hide.
    """


def need(*libraries: str) -> None:
    """End with what to install where a library is missing."""
    missing = [library for library in libraries if find_spec(library) is None]
    if missing:
        fail(f"this needs {' and '.join(missing)}; install what sealing needs: {_INSTALL}", EXIT_PROBLEMS)


@contextmanager
def sealing(root: Path, *, refused: str = "nothing was changed") -> Iterator[None]:
    """Turn what goes wrong while sealing into a message and an exit code."""
    with exit_codes(
        root,
        interrupted="interrupted; call the command again, and it does what is left to do",
        refused=refused,
        failed="call the command again once this is mended",
    ):
        yield


def find_place(root: Path) -> "Place":
    """Tell where keys are, and which day it is."""
    from generator.sealed.flows import Place  # noqa: PLC0415 (needs libraries that a build does not have)
    from generator.sealed.keyfile import find_folder  # noqa: PLC0415 (likewise)

    return Place(root, find_folder(os.environ), datetime.now(UTC).astimezone().date().isoformat())


@click.command("new")
@site_option
@click.option(
    "--from",
    "source",
    metavar="FILE",
    type=click.Path(allow_dash=True, path_type=Path),
    help="Read the fields from a file, YAML or JSON, outside of any repository; - for the standard input.",
)
@click.option("--replace", "is_replacement", is_flag=True, help="Take the place of the statement that is sealed now.")
def new_command(root: Path, source: Path | None, *, is_replacement: bool) -> None:
    """Write a statement and seal it.

    Asks for its fields; what is left empty is left out.
    """
    need("pyrage", "platformdirs")
    from generator.sealed.flows import refuse_second, seal_statement  # noqa: PLC0415 (only here)

    with sealing(root):
        place = find_place(root)
        if not is_replacement:
            # Before anything is asked that would be typed in vain.
            refuse_second(place)
        record = seal_statement(place, _read_fields(source) if source else _ask_fields(), replace=is_replacement)
        click.echo("sealed content/sealed/statement.age")
        click.echo(f"commitment {record.commitment}")
        click.echo(f"the keys are in {place.keys}; keep a copy of that folder, since nothing else opens the statement")
        if is_replacement:
            click.echo(_CANNOT_UNDO)
        if source and str(source) != "-":
            click.echo(f"{source} still holds the statement, open to whoever reads your disk")
        click.echo("next: commit content/sealed/, and make a link by: journal seal link LABEL")


def _ask_fields() -> dict[str, str]:
    click.echo("Each field is sealed; leave one empty and it is left out.", err=True)
    return {
        name: str(click.prompt(prompt, default="", show_default=False, err=True)) for name, prompt in _PROMPTS.items()
    }


def _read_fields(source: Path) -> Mapping[str, str]:
    from generator.sealed.fieldsfile import MAX_SIZE_BYTES, parse_fields  # noqa: PLC0415 (only for this option)
    from generator.sealed.files import read_secret_file  # noqa: PLC0415 (likewise)

    if str(source) == "-":
        return parse_fields(sys.stdin.buffer.read(MAX_SIZE_BYTES), "standard input")
    return parse_fields(read_secret_file(source, MAX_SIZE_BYTES), str(source))


def _find_base_url(root: Path, base_url: str) -> str:
    from generator.errors import GeneratorError, Location, Problem, find_errors  # noqa: PLC0415 (only for links)
    from generator.sources.settings import parse_settings  # noqa: PLC0415 (likewise)
    from generator.sources.text import decode_text  # noqa: PLC0415 (likewise)

    if base_url:
        return base_url.rstrip("/")
    text, faults = decode_text((root / "site.yaml").read_bytes(), "site.yaml")
    settings, problems = parse_settings(text, "site.yaml")
    if errors := find_errors((*faults, *problems)):
        raise GeneratorError(errors)
    if not settings.base_url:
        hint = 'write "base_url: https://…" there, or give --base-url'
        raise GeneratorError([Problem("a link needs the address of the site", Location("site.yaml"), hint=hint)])
    return settings.base_url


def _check_base_url(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    from generator.sources.settings import check_base_url  # noqa: PLC0415 (only if the option is given)

    if value and (wrong := check_base_url(value)):
        raise click.BadParameter(". ".join(filter(None, wrong)))
    return value


_base_url_option = click.option(
    "--base-url",
    metavar="URL",
    default="",
    callback=_check_base_url,
    help="The site's address, in place of the one in site.yaml.",
)


@click.command("link")
@site_option
@_base_url_option
@click.option(
    "--svg",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the QR code to a new file, too, outside of any repository.",
)
@click.argument("label")
def link_command(root: Path, label: str, base_url: str, svg: Path | None) -> None:
    """Make a link that opens the statement, for whom LABEL says.

    It is shown once, with a QR code on a terminal; the key file keeps it under its label.
    """
    need("pyrage", "platformdirs", "segno")
    from generator.sealed.files import refuse_work_tree, write_new  # noqa: PLC0415 (only here)
    from generator.sealed.flows import add_link  # noqa: PLC0415 (likewise)
    from generator.sealed.links import make_link  # noqa: PLC0415 (likewise)
    from generator.sealed.qr import draw_svg  # noqa: PLC0415 (likewise)

    with sealing(root):
        address = _find_base_url(root, base_url)
        if svg:
            refuse_work_tree(svg, "the QR code is the link")
            if svg.exists():
                raise FileExistsError(17, "is there already", str(svg))
        identity = add_link(find_place(root), label)
        if svg:
            write_new(svg, draw_svg(make_link(address, identity)), 0o600)
        _show_link(make_link(address, identity))
        click.echo("This link is shown only now. It works once content/sealed/ is committed and published.", err=True)


def _show_link(link: str) -> None:
    from generator.sealed.qr import draw_terminal  # noqa: PLC0415 (only for links)

    click.echo(link)
    if _is_terminal():
        click.echo(draw_terminal(link))


def _is_terminal() -> bool:
    return sys.stdout.isatty()


@click.command("list")
@site_option
def list_command(root: Path) -> None:
    """List the links, without their keys."""
    need("pyrage", "platformdirs")
    from generator.sealed.flows import list_links  # noqa: PLC0415 (only here)

    with sealing(root, refused="there is nothing to list"):
        states = list_links(find_place(root))
        if not states:
            click.echo("there is no link yet; make one by: journal seal link LABEL")
        for state in states:
            told = f"withdrawn {state.withdrawn}" if state.withdrawn else "opens the statement"
            if state.opens == bool(state.withdrawn):
                # A command was killed, or a file is older than the keys.
                redo = "rotate" if state.withdrawn else "link or revoke, whichever was interrupted"
                told = f"half done; call again: journal seal {redo}"
            click.echo(f"{state.label}  (made {state.created}; {told})")


@click.command("revoke")
@site_option
@click.argument("label")
def revoke_command(root: Path, label: str) -> None:
    """Seal the statement anew, no longer for the link with this LABEL."""
    need("pyrage", "platformdirs")
    from generator.sealed.flows import revoke_link  # noqa: PLC0415 (only here)

    with sealing(root):
        revoke_link(find_place(root), label)
        click.echo(f'the link "{label}" no longer opens content/sealed/statement.age')
        click.echo(_CANNOT_UNDO)
        click.echo("next: commit content/sealed/ and publish it")


@click.command("rotate")
@site_option
@_base_url_option
@click.option("--links", "with_links", is_flag=True, help="Give each link a new key, too, and show the new links.")
def rotate_command(root: Path, base_url: str, *, with_links: bool) -> None:
    """Seal the statement anew, for a new key of your own and the links as they are."""
    need("pyrage", "platformdirs", "segno")
    from generator.sealed.flows import rotate_keys  # noqa: PLC0415 (only here)

    with sealing(root):
        address = _find_base_url(root, base_url) if with_links else ""
        links = rotate_keys(find_place(root), renew_links=with_links)
        click.echo("sealed content/sealed/statement.age anew")
        _show_links([(link.label, link.identity) for link in links], address)
        click.echo(_CANNOT_UNDO)
        click.echo("next: commit content/sealed/ and publish it")


def _show_links(links: "list[tuple[str, Identity]]", address: str) -> None:
    from generator.sealed.links import make_link  # noqa: PLC0415 (only for links)

    for label, identity in links:
        click.echo(f"{label}:")
        _show_link(make_link(address, identity))

"""The commands of `journal seal` that read: `open`, `reveal`, `verify`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import EXIT_PROBLEMS, fail, site_option
from generator.cli.seal import find_place, need, sealing
from generator.sources.commitment import SealedField, order_names
from generator.sources.sealedfile import STATEMENT_PATH, SealedRecord, quote_yaml

if TYPE_CHECKING:  # Loaded by the commands that need them.
    from generator.sealed.ages import Identity
    from generator.sealed.keeping import Sealed
    from generator.sealed.verifying import Promises, Verified


@click.command("open")
@click.option(
    "--site",
    "root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The site's folder; this one if left out.",
)
@click.option(
    "--sealed",
    "file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The statement.age to open, in place of the site's.",
)
@click.option("--yaml", "as_yaml", is_flag=True, help="Write the fields as `seal new --from` reads them.")
@click.argument("link", required=False, default="")
def open_command(root: Path, link: str, file: Path | None, *, as_yaml: bool) -> None:
    """Show the statement, offline.

    LINK is a link, its key, or a file that holds one; - reads it from the standard input, where no history of commands
    keeps it. Without it, the statement is opened by its owner's key.
    """
    need("pyrage", "platformdirs")
    from generator.sealed.flows import open_own, open_sealed  # noqa: PLC0415 (needs libraries that a build does not have)

    with sealing(root, refused="nothing was opened"):
        if link:
            fields = open_sealed(_find_sealed(root, file), _read_link(link))
        elif file:
            raise click.UsageError("--sealed needs a link")
        else:
            fields = open_own(find_place(root))
        by_name = {field.name: field for field in fields}
        for name in order_names(by_name):
            click.echo(f"{name}: {quote_yaml(by_name[name].value)}" if as_yaml else _format_field(by_name[name]))


def _find_sealed(root: Path, file: Path | None) -> "Sealed":
    from generator.errors import GeneratorError, Location, Problem  # noqa: PLC0415 (only here)
    from generator.sealed.ages import MAX_SIZE_BYTES  # noqa: PLC0415 (likewise)
    from generator.sealed.files import read_regular  # noqa: PLC0415 (likewise)
    from generator.sealed.keeping import Sealed, read_sealed  # noqa: PLC0415 (likewise)

    if file:
        # Beside the file by itself there is no promise to hold it against.
        return Sealed(SealedRecord(), read_regular(file, MAX_SIZE_BYTES, str(file)))
    sealed = read_sealed(root)
    if sealed is None or not sealed.record.has_statement:
        raise GeneratorError([Problem("there is no sealed statement here", Location(STATEMENT_PATH))])
    return sealed


def _read_link(link: str) -> "Identity":
    from generator.sealed.files import read_regular  # noqa: PLC0415 (only here)
    from generator.sealed.links import parse_link  # noqa: PLC0415 (likewise)

    size_bytes = 1 << 20
    if link == "-":
        return parse_link(sys.stdin.read(size_bytes))
    # A link is longer than many systems allow a file's name to be, so it is not looked for among files.
    is_link = "AGE-SECRET-KEY-" in link.upper()
    if not is_link and Path(link).is_file():
        return parse_link(read_regular(Path(link), size_bytes, link).decode("utf-8", "replace"))
    return parse_link(link)


def _format_field(field: SealedField) -> str:
    """Write a field for a terminal; lines after the first are indented, so that none can pass for another field."""
    return f"{field.name}: " + field.value.replace("\n", "\n    ")


@click.command("reveal")
@site_option
@click.option("--fields", metavar="NAMES", default="", help="Which, with commas between; all of them if left out.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")
def reveal_command(root: Path, fields: str, *, is_sure: bool) -> None:
    """Publish fields of the statement, with the salts that prove them, for good."""
    need("pyrage", "platformdirs")
    from generator.sealed.flows import reveal_fields  # noqa: PLC0415 (needs libraries that a build does not have)

    names = [name.strip() for name in fields.split(",") if name.strip()]
    with sealing(root):
        if not is_sure:
            what = f"the field {', '.join(names)}" if names else "the whole statement"
            question = f"This publishes {what} for everyone; once pushed, it cannot be taken back. Go on?"
            if not click.confirm(question, err=True):
                fail("nothing was changed", EXIT_PROBLEMS)
        revealed = reveal_fields(find_place(root), names)
        click.echo(
            f"revealed: {', '.join(order_names(revealed.added))}"
            if revealed.added
            else "all of that was revealed already"
        )
        if revealed.hidden:
            click.echo(f"still sealed: {', '.join(order_names(revealed.hidden))}")
        if revealed.added:
            click.echo("next: commit content/sealed/statement.yaml and publish it")


@click.command("verify")
@click.argument("folder", metavar="[DIR]", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
def verify_command(folder: Path) -> None:
    """Check a statement as anybody can, without a key.

    DIR is a clone of a journal's repository, or a built site; the present folder if left out.
    """
    from generator.sealed.verifying import verify  # noqa: PLC0415 (only here)

    with sealing(folder, refused="this statement is not what was promised, or cannot be checked"):
        verified = verify(folder)
        click.echo(f"commitment {verified.commitment}")
        for line in (*_describe_reveals(verified), *_describe_promises(verified.promises)):
            click.echo(line)
        if verified.unproven:
            fail(f"not proven: {', '.join(verified.unproven)}", EXIT_PROBLEMS)


def _describe_reveals(verified: "Verified") -> Sequence[str]:
    if verified.revealed is None:
        return (f"{verified.source} does not say what was revealed; check a clone of the repository",)
    if not verified.revealed:
        return ("nothing was revealed, so there is nothing to hold against the commitment",)
    fields = {field.name: field for field in verified.revealed}
    return [
        f"{'NOT PROVEN' if name in verified.unproven else 'proven'}: {_format_field(fields[name])}"
        for name in order_names(fields)
    ]


def _describe_promises(promises: "Promises | None") -> Sequence[str]:
    if promises is None:
        return ("there is no history here; a clone of the journal's repository tells since when this stands",)
    lines = []
    if promises.since is None:
        lines.append("no commit has this commitment yet")
    else:
        since = f"{promises.since.commit[:12]} of {promises.since.date}"
        lines.append(f"it stands since commit {since}{'' if promises.is_unbroken else ', with others in between'}")
        lines.append("git's dates are their author's own claim; who has seen that commit earlier can say more")
    if not promises.is_whole:
        lines.append("this clone is shallow or partial: what is missing may hold other statements; clone all of it")
    count = promises.statement_count
    lines.append(
        f"this history holds {count} different statements" if count > 1 else "it is the only one in this history"
    )
    if promises.unreadable_count:
        lines.append(f"{promises.unreadable_count} versions of {STATEMENT_PATH.rsplit('/', 1)[0]} hold no commitment")
    if count > 1:
        lines.append("whoever sealed several can reveal the one that fits; ask which of them you were shown")
    return lines

"""`journal seal import-rsa`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import EXIT_PROBLEMS, fail, site_option
from generator.cli.seal import find_place, need, sealing

if TYPE_CHECKING:  # Loaded by the command, which is all that needs them.
    from generator.sealed.blobflows import ImportedBlob
    from generator.sealed.rsakeys import RsaKey

_FIELD = "earlier-statement"
_MOST_KEY_BYTES = 64 * 1024


@click.command("import-rsa")
@site_option
@click.option(
    "--blob",
    "source",
    metavar="FILE",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A README with the blob, or a file of nothing else.",
)
@click.option(
    "--key",
    "key_file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The private key that opens it: PEM, DER or OpenSSH, outside of any repository. It is used here and kept nowhere.",
)
@click.option("--reveal", "has_to_reveal", is_flag=True, help="Publish what it says, with the proof, for good.")
def import_rsa_command(root: Path, source: Path, key_file: Path | None, *, has_to_reveal: bool) -> None:
    """Keep an old blob of RSA beside the sealed statement.

    Without a key it is shown as sealed. With its key, what it says becomes a field of the statement.
    """
    need("cryptography", *(("pyrage", "platformdirs") if key_file else ()))
    if has_to_reveal and not key_file:
        raise click.UsageError("--reveal needs --key")
    from generator.sealed.blobflows import import_blobs  # noqa: PLC0415 (needs libraries that a build does not have)

    with sealing(root):
        imported = import_blobs(root, source, _read_key(key_file) if key_file else None, has_to_reveal=has_to_reveal)
        for each in imported:
            _tell(each, has_to_reveal=has_to_reveal)
        if any(each.opened for each in imported):
            _seal_texts(root, imported)
        click.echo("next: commit content/sealed/ and publish it")


def _read_key(path: Path) -> "RsaKey":
    from generator.sealed.files import read_secret_file  # noqa: PLC0415 (likewise)
    from generator.sealed.rsakeys import KeyNeedsPassphraseError, NotAnRsaKeyError, read_key  # noqa: PLC0415 (likewise)

    data = read_secret_file(path, _MOST_KEY_BYTES)
    try:
        try:
            return read_key(data)
        except KeyNeedsPassphraseError:
            return read_key(data, str(click.prompt(f"Passphrase of {path}", hide_input=True, err=True)))
    except NotAnRsaKeyError as error:
        fail(f"{path} {error}", EXIT_PROBLEMS)


def _tell(imported: "ImportedBlob", *, has_to_reveal: bool) -> None:
    entry = imported.entry
    how = "is kept already in" if imported.was_there else "is kept in"
    click.echo(f"a blob of {imported.size} bytes {how} content/sealed/{entry.file}")
    click.echo(f"  {entry.sha256}")
    click.echo(f"  {f'in the history since {entry.since}' if entry.since else 'the history does not know it'}")
    if imported.opened is not None:
        click.echo(f"  opened: padding {imported.opened.message.padding}")
        if has_to_reveal:
            click.echo("  revealed: anybody can check that it says this and nothing else")


def _seal_texts(root: Path, imported: "tuple[ImportedBlob, ...]") -> None:
    from generator.sealed.flows import change_fields  # noqa: PLC0415 (likewise)

    texts = [each.opened.message.text or "" for each in imported if each.opened is not None]
    names = [_FIELD, *(f"{_FIELD}-{number}" for number in range(2, len(texts) + 1))]
    change_fields(find_place(root), {name: text.replace("\r\n", "\n") for name, text in zip(names, texts, strict=True)})
    click.echo(f"what it says is sealed as {' and '.join(names[: len(texts)])}; journal seal open shows it")

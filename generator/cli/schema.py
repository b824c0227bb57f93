"""`journal schema`."""

import click

from generator.sources.schema import SCHEMA_NAMES, make_schema


@click.command("schema")
@click.argument("name", type=click.Choice(SCHEMA_NAMES))
def command(name: str) -> None:
    """Print the JSON Schema of a kind of file.

    An editor that knows it completes keys and marks mistakes as you write.
    """
    click.echo(make_schema(name).decode(), nl=False)

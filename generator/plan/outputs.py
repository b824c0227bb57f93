"""What is put out: pages to be rendered, and files to be copied, written as they are, or made.

Knows what an output is; does not know which there are.
"""

import msgspec

from generator.digest import Digest
from generator.errors import Place, SitePath
from generator.model.pictures import Form
from generator.plan.cards import Card
from generator.plan.contexts import Body, Context, FeedContext


class Page(msgspec.Struct, frozen=True):
    """An output that a template renders from a context."""

    output: SitePath
    template: str
    context: Context
    owner: str
    """What it is made for, in words: `content/entries/a.md`, `the archive`."""
    source: SitePath = SitePath("")
    """The file to name in a problem with it; empty for pages that belong to no file."""
    place: Place | None = None
    """What in that file decided on the address."""


class Recipe(msgspec.Struct, frozen=True):
    """How a picture is made from another one."""

    form: Form
    """As what it is made: points of colour, something that moves, a drawing."""
    width: int
    height: int
    """In pixels, like the width; of no meaning but for points of colour."""
    is_cover: bool = False
    """Whether it is what previews of links show, which is of the same size for all pictures."""


class Asset(msgspec.Struct, frozen=True):
    """An output that is copied from a file or made from it, or whose bytes are known."""

    output: SitePath
    digest: Digest
    """Of the file's content, or of the bytes; of what is to be made, the name of all that it is made from."""
    owner: str
    source: SitePath
    """The file below the site's folder, or below the package's."""
    is_packaged: bool = False
    data: bytes | None = None
    """The bytes, where they are not those of the file."""
    recipe: Recipe | Card | None = None
    """How to make the bytes, or what a card shows, where they are neither known nor those of the file."""


def list_bodies(context: Context) -> tuple[Digest, ...]:
    """Name the bodies whose HTML a page shows."""
    body = getattr(context, "body", None)
    if isinstance(body, Body):
        return (body.key,)
    return tuple(item.body.key for item in context.items) if isinstance(context, FeedContext) else ()

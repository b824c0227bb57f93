"""Which outputs are stale, and why.

Every input of a page is written down as a row of digests; a page whose row is the one of last time is not rendered.
Knows rows; does not know how outputs are made or where they lie.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from zlib import crc32

import msgspec

from generator.digest import Digest, digest_bytes
from generator.errors import SitePath
from generator.plan.contexts import Context
from generator.plan.outputs import Asset, Page

_SHORT_BYTES = 4
"""A field's checksum (CRC-32) only explains a decision that was made with a digest of all."""

OTHER_WORDS = "words of the language"
"""What differs when a message was written anew, or the site is in another language."""

_encode = msgspec.msgpack.Encoder().encode


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What one output was made from, as digests."""

    digest: Digest
    """Of all the inputs below."""
    maker: Digest
    """Of the page's template and all that it reaches; of the content, for an asset."""
    fields: bytes
    """A checksum for each field of the page's context, in the order of its type."""
    reason: str
    """Why it was last rendered, in words."""


class Manifest(msgspec.Struct, frozen=True, array_like=True):
    """The rows of a build, by output, with what all of them depend on."""

    code: Digest
    """Of the generator and the libraries it renders with."""
    words: Digest
    """Of all that templates say in the language of the site."""
    rows: dict[SitePath, Row]


EMPTY_MANIFEST = Manifest(Digest(b""), Digest(b""), {})


class Stale(msgspec.Struct, frozen=True):
    """A page that must be rendered, and the row to remember then."""

    page: Page
    row: Row


class StaleAsset(msgspec.Struct, frozen=True):
    """An asset that must be copied or written, and the row to remember then."""

    asset: Asset
    row: Row


def find_stale(
    pages: Sequence[Page],
    closures: Mapping[str, Digest],
    code: Digest,
    previous: Manifest,
    damaged: Collection[SitePath] = (),
    *,
    spoken: Mapping[str, Digest],
) -> tuple[tuple[Stale, ...], dict[SitePath, Row]]:
    """Divide the pages into those to render, with reasons, and the rows of those that stay as they are.

    Args:
        pages: every page that must exist.
        closures: the digest of all that each template reaches; JSON writers have none.
        code: the name of the generator's own code.
        previous: the manifest of what is published now.
        damaged: outputs that are not on disk as they were published.
        spoken: the name of the words of the language, for each template that says any.
    """
    stale: list[Stale] = []
    kept: dict[SitePath, Row] = {}
    is_other_code = previous.code != code
    shared: dict[int, bytes] = {}
    for page in pages:
        encoded = [_encode_field(page.context, name, shared) for name in page.context.__struct_fields__]
        maker = _digest_parts(page.template.encode(), closures.get(page.template, b""))
        words = spoken.get(page.template, b"")
        digest = _digest_parts(maker, words, *encoded)
        known = previous.rows.get(page.output)
        if known is not None and known.digest == digest and not is_other_code and page.output not in damaged:
            kept[page.output] = known
            continue
        fields = b"".join(crc32(part).to_bytes(_SHORT_BYTES) for part in encoded)
        row = Row(digest, maker, fields, "")
        shares = (("generator", is_other_code), (OTHER_WORDS, words not in {b"", previous.words}))
        reasons = _explain(page, row, known, shares, is_damaged=page.output in damaged)
        stale.append(Stale(page, msgspec.structs.replace(row, reason=", ".join(reasons))))
    return tuple(stale), kept


def _encode_field(context: Context, name: str, shared: dict[int, bytes]) -> bytes:
    """Write a field as bytes; what every page shares, which is the same object everywhere, is written once."""
    value = getattr(context, name)
    if name != "site":
        return _encode(value)
    known = shared.get(id(value))
    if known is None:
        known = shared[id(value)] = _encode(value)
    return known


def find_stale_assets(
    assets: Sequence[Asset], previous: Manifest, damaged: Collection[SitePath] = ()
) -> tuple[tuple[StaleAsset, ...], dict[SitePath, Row]]:
    """Divide the assets into those to write and the rows of those that stay."""
    stale: list[StaleAsset] = []
    kept: dict[SitePath, Row] = {}
    for asset in assets:
        known = previous.rows.get(asset.output)
        if known is not None and known.digest == asset.digest and asset.output not in damaged:
            kept[asset.output] = known
            continue
        reason = "new" if known is None else "damaged" if known.digest == asset.digest else "content"
        stale.append(StaleAsset(asset, Row(asset.digest, asset.digest, b"", reason)))
    return tuple(stale), kept


def find_orphans(outputs: Collection[SitePath], previous: Manifest) -> tuple[SitePath, ...]:
    """Give the outputs of the last build that nothing asks for any more."""
    return tuple(sorted(path for path in previous.rows if path not in outputs))


def _digest_parts(*parts: bytes) -> Digest:
    # Each part with its length, so that no two lists of parts run together into the same bytes.
    return digest_bytes(b"".join(len(part).to_bytes(4, "big") + part for part in parts))


def _explain(
    page: Page, row: Row, known: Row | None, shares: Iterable[tuple[str, bool]], *, is_damaged: bool
) -> Iterator[str]:
    """Name the inputs that differ, those that many pages share first; there is always one."""
    if known is None:
        yield "new"
        return
    yield from (name for name, differs in shares if differs)
    if known.maker != row.maker:
        yield f"template {page.template}"
    if len(known.fields) == len(row.fields):
        names = page.context.__struct_fields__
        yield from (name for index, name in enumerate(names) if _part(known, index) != _part(row, index))
    elif known.digest != row.digest:
        yield "kind of page"
    if is_damaged:
        yield "damaged output"


def _part(row: Row, index: int) -> bytes:
    return row.fields[index * _SHORT_BYTES : (index + 1) * _SHORT_BYTES]

"""The page that opens the sealed statement, and what the home page says of it.

Knows what is public of it; does not know what is in it.
"""

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC

from generator.errors import SitePath
from generator.model.sealing import Sealed
from generator.plan.assets import ThemeFile
from generator.plan.contexts import (
    RevealedRow,
    SealedBlobRow,
    SealedCard,
    SealedContext,
    SealedData,
    SealedFacts,
)
from generator.plan.outputs import Page
from generator.plan.views import Views
from generator.sources.commitment import order_names
from generator.sources.dates import Moment, parse_moment

SEALED_URL = "/sealed/"

_OWN_FILES = ("age.js", "age.licences.txt", "sealed-key.js", "sealed-opening.js", "sealed.css", "sealed.js")
"""Files of the theme that only this page needs."""


def leave_out_unused(files: tuple[ThemeFile, ...], sealed: Sealed | None) -> tuple[ThemeFile, ...]:
    """Leave out those of the theme's files that only the page of a sealed statement needs, where there is none."""
    return files if sealed is not None else tuple([file for file in files if file.name not in _OWN_FILES])


def plan_sealed(views: Views) -> Iterator[Page]:
    """Plan the page, if anything is sealed."""
    sealed = views.site.sealed
    if sealed is None:
        return
    context = SealedContext(
        site=views.site_info,
        page=views.page_info(views.words.say("sealed"), SEALED_URL, is_indexed=False),
        statement=_show_facts(views, sealed) if sealed.file else None,
        data=_show_data(sealed) if sealed.file else None,
        blobs=tuple(
            SealedBlobRow(blob.name, blob.size, blob.digest, _read_day(blob.since), blob.text) for blob in sealed.blobs
        ),
    )
    yield Page(SitePath("sealed/index.html"), "sealed.html", context, "the page of the sealed statement")


def show_card(views: Views) -> SealedCard | None:
    """Show on the home page that something is sealed; nothing where nothing is."""
    sealed = views.site.sealed
    if sealed is None:
        return None
    return SealedCard(views.href(SEALED_URL), _read_day(sealed.record.created), _find_contact(views))


def _show_facts(views: Views, sealed: Sealed) -> SealedFacts:
    record = sealed.record
    fields = {field.name: field for field in record.revealed}
    return SealedFacts(
        created=_read_day(record.created),
        commitment=record.commitment,
        contact_href=_find_contact(views),
        revealed=tuple(RevealedRow(name, fields[name].value) for name in order_names(fields)),
    )


def _show_data(sealed: Sealed) -> SealedData:
    return SealedData(
        file=b64encode(sealed.file).decode("ascii"),
        digest=sealed.file_digest,
        commitment=sealed.record.commitment,
        withdrawn=sealed.record.withdrawn,
        digests=sealed.record.digests,
        revealed=tuple((field.name, field.salt, field.value) for field in sealed.record.revealed),
    )


def _find_contact(views: Views) -> str:
    author = views.settings.author
    return f"mailto:{author.email}" if author.email else author.url


def _read_day(day: str) -> Moment | None:
    return parse_moment(day, UTC) if day else None

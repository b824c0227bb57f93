"""The page that opens the sealed statement, and the card on the home page."""

import msgspec
import pytest

from generator.digest import Digest
from generator.errors import SitePath
from generator.model.sealing import BlobBytes, Sealed
from generator.model.site import assemble_site
from generator.plan.assets import ThemeFile
from generator.plan.contexts import RevealedRow, SealedBlobRow, SealedCard, SealedContext
from generator.plan.sealed import leave_out_unused, plan_sealed, show_card
from generator.plan.views import Views
from generator.sources.dates import Moment
from generator.sources.sealedfile import SealedRecord
from tests.model.samples import make_journal, make_rules
from tests.plan.samples import ASSET_URLS
from tests.sealed.samples import make_statement
from tests.words.samples import ENGLISH

STATEMENT = make_statement({"company": "Acme", "name": "Ada", "city": "Berlin"}, revealed=["name", "city"])
SEALED = Sealed(
    STATEMENT.record, STATEMENT.file, "sha256:00", (BlobBytes("blob.txt", 256, "sha256:11", "2026-11-20", "Acme"),)
)
DAY = Moment(1795132800, "2026-11-20")


def view(sealed: Sealed | None, settings: str = "") -> Views:
    """View a site in which this is sealed."""
    journal = msgspec.structs.replace(make_journal({}, make_rules(settings)), sealed=sealed)
    return Views(assemble_site(journal).site, ASSET_URLS, ENGLISH)


def show(sealed: Sealed, settings: str = "") -> SealedContext:
    """Give the context of the page."""
    (page,) = plan_sealed(view(sealed, settings))
    assert isinstance(page.context, SealedContext)
    assert (page.output, page.template) == ("sealed/index.html", "sealed.html")
    return page.context


def test_page_has_what_is_public() -> None:
    """Revealed fields as the commitment counts them, in the order in which they are shown."""
    context = show(SEALED)
    assert context.statement is not None
    assert context.data is not None
    assert context.statement.created == DAY
    assert context.statement.revealed == (RevealedRow("name", "Ada"), RevealedRow("city", "Berlin"))
    assert context.statement.commitment == context.data.commitment == STATEMENT.record.commitment
    assert (context.data.digest, context.data.digests) == ("sha256:00", STATEMENT.record.digests)
    assert [name for name, _, _ in context.data.revealed] == ["city", "name"]
    assert context.blobs == (SealedBlobRow("blob.txt", 256, "sha256:11", DAY, "Acme"),)
    assert not context.page.is_indexed


def test_page_of_an_older_blob_has_nothing_to_open() -> None:
    """It says that it is there, and no more."""
    context = show(Sealed(SealedRecord(), blobs=SEALED.blobs))
    assert (context.statement, context.data, len(context.blobs)) == (None, None, 1)


def test_without_a_seal_there_is_neither_page_nor_card() -> None:
    """Nothing of the site speaks of it."""
    views = view(None)
    assert list(plan_sealed(views)) == []
    assert show_card(views) is None


@pytest.mark.parametrize(
    ("author", "href"),
    [
        ("{name: Ada, email: ada@example.org, url: https://example.org}", "mailto:ada@example.org"),
        ("{name: Ada, url: https://example.org}", "https://example.org"),
        ("Ada", ""),
    ],
)
def test_card_says_how_to_ask_for_a_link(author: str, href: str) -> None:
    """As far as the settings say how its author is reached."""
    settings = f"author: {author}\nbase_url: https://user.github.io/repo\n"
    assert show_card(view(SEALED, settings)) == SealedCard("/repo/sealed/", DAY, href)


def test_files_of_the_page_are_published_where_it_is() -> None:
    """Forty kilobytes that no other site needs."""
    files = tuple(
        ThemeFile(name, Digest(b""), SitePath(""), is_packaged=True) for name in ("age.js", "journal.css", "sealed.css")
    )
    assert [file.name for file in leave_out_unused(files, None)] == ["journal.css"]
    assert leave_out_unused(files, SEALED) is files

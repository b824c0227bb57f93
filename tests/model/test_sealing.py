"""What is sealed, as a part of the site."""

import msgspec

from generator.model.sealing import Sealed
from generator.model.site import assemble_site
from generator.sources.sealedfile import SealedRecord
from tests.model.samples import make_journal, make_rules


def test_site_has_what_is_sealed() -> None:
    """As it was read, and the next build takes it over."""
    sealed = Sealed(SealedRecord(), b"age")
    journal = msgspec.structs.replace(make_journal({}, make_rules("")), sealed=sealed)
    first = assemble_site(journal)
    assert first.site.sealed is sealed
    assert assemble_site(msgspec.structs.replace(journal, sealed=None), first).site.sealed is None

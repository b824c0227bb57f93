"""Sealed statements for tests: written by Python, as a site has them."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256

import msgspec
import pyrage

from generator.sources.commitment import SealedField, commit, digest_field, encode_salt, format_digest
from generator.sources.sealedfile import RECORD_PATH, STATEMENT_PATH, RevealedField, SealedRecord, format_record
from tests.site.space import SiteSpace

SITE = "== site.yaml ==\ntitle: Notes\ngit_dates: false\nauthor: {name: Ada, email: ada@example.org}\n"

BLOB = bytes(range(256))
"""What RSA with a key of 2048 bits gives."""


class Statement(msgspec.Struct, frozen=True):
    """A statement with all that belongs to it."""

    file: bytes
    record: SealedRecord
    keys: tuple[str, ...]
    """One for each link."""

    def write_to(self, space: SiteSpace, record: SealedRecord | None = None) -> None:
        """Write both files."""
        space.write(RECORD_PATH, format_record(record or self.record))
        space.write(STATEMENT_PATH, self.file)


def make_statement(values: Mapping[str, str], *, revealed: Sequence[str] = (), link_count: int = 8) -> Statement:
    """Seal a statement without what the command does: the salts are the same every time, and no key is kept."""
    fields = [SealedField(name, value, sha256(name.encode()).digest()) for name, value in sorted(values.items())]
    triples = [[field.name, encode_salt(field.salt), field.value] for field in fields]
    plaintext = msgspec.json.encode({"fields": triples, "version": 1}).ljust(4096)
    identities = [pyrage.x25519.Identity.generate() for _ in range(link_count)]
    digests = sorted(map(digest_field, fields))
    record = SealedRecord(
        id="0123456789abcdef",
        created="2026-11-20",
        changed="2026-11-27",
        commitment=commit(digests),
        digests=tuple(map(format_digest, digests)) if revealed else (),
        revealed=tuple(
            RevealedField(name=field.name, salt=encode_salt(field.salt), value=field.value)
            for field in fields
            if field.name in revealed
        ),
    )
    file = pyrage.encrypt(plaintext, [identity.to_public() for identity in identities])
    return Statement(file, record, tuple(map(str, identities)))


def name_link(key: str) -> str:
    """Name a link as it is named when it was withdrawn."""
    public = str(pyrage.x25519.Identity.from_str(key).to_public())
    return format_digest(sha256(public.encode()).digest())


def write_blob(space: SiteSpace, data: bytes = BLOB) -> None:
    """Write an older blob, which nothing tells of."""
    space.write("content/sealed/blob.txt", b64encode(data) + b"\n")

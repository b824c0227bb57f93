"""The test vectors of docs/sealed.md, calculated once by ours and once by nothing but hashlib and the document's words."""

import base64
import json
import re
from hashlib import sha256
from pathlib import Path

from generator.sealed.statement import decode_statement, encode_statement
from generator.sources.commitment import SealedField, commit, commit_fields, decode_salt, digest_field, encode_salt
from generator.sources.decode import keys_of
from generator.sources.sealedfile import SealedRecord

TEXT = (Path(__file__).parents[2] / "docs" / "sealed.md").read_text("utf-8")
VECTORS = TEXT.partition("### Test vectors")[2]
FIELDS = [
    (name, salt, str(json.loads(value)))
    for name, salt, value in re.findall(r"^\| (\w+) \| `([\w-]{43})` \| `(\".*\")` \|$", VECTORS, re.MULTILINE)
]
DIGESTS = dict(re.findall(r"^\| (\w+) \| `([0-9a-f]{64})` \|$", VECTORS, re.MULTILINE))
COMMITMENT, EMPTY = re.findall(r"^sha256:[0-9a-f]{64}$", VECTORS, re.MULTILINE)
(PLAINTEXT,) = re.findall(r"^\{.*\}$", VECTORS, re.MULTILINE)
(PLAINTEXT_DIGEST,) = re.findall(r"^[0-9a-f]{64}$", VECTORS, re.MULTILINE)


def lp(part: bytes) -> bytes:
    """As the specification has it."""
    return len(part).to_bytes(8, "big") + part


def test_vectors_are_what_ours_calculates() -> None:
    """Every number in the document."""
    fields = [SealedField(name, value, decode_salt(salt)) for name, salt, value in FIELDS]
    assert [encode_salt(field.salt) for field in fields] == [salt for _, salt, _ in FIELDS]
    assert {field.name: digest_field(field).hex() for field in fields} == DIGESTS
    assert (commit_fields(fields), commit([])) == (COMMITMENT, EMPTY)
    plaintext = encode_statement(fields)
    assert plaintext == PLAINTEXT.encode() + b" " * 3920
    assert sha256(plaintext).hexdigest() == PLAINTEXT_DIGEST
    assert decode_statement(plaintext) == tuple(fields)


def test_vectors_are_what_the_words_say() -> None:
    """Whoever reads the document alone comes to the same numbers."""
    assert len(FIELDS) == 2
    for name, salt, value in FIELDS:
        salt_bytes = base64.urlsafe_b64decode(salt + "=")
        parts = b"".join(map(lp, (b"journal-sealed-field-v1", salt_bytes, name.encode(), value.encode())))
        assert sha256(parts).hexdigest() == DIGESTS[name]
    digests = sorted(map(bytes.fromhex, DIGESTS.values()))
    assert f"sha256:{sha256(b''.join(map(lp, (b'journal-sealed-v1', *digests)))).hexdigest()}" == COMMITMENT
    assert f"sha256:{sha256(lp(b'journal-sealed-v1')).hexdigest()}" == EMPTY
    assert json.loads(PLAINTEXT) == {"fields": [list(field) for field in FIELDS], "version": 1}


def test_keys_of_the_file_are_described() -> None:
    """In their order."""
    rows = re.findall(r"^\| `(\w+)` \|", TEXT.partition("## Specification")[0], re.MULTILINE)
    assert rows == list(keys_of(SealedRecord))

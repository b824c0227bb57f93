"""`journal seal import-rsa`: the key is used offline, and what a blob says becomes a field."""

from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from tests.cli.sealing import Sealer
from tests.sealed.rsasamples import encrypt, make_key

TEXT = "Ada Löwe, for Acme"
BLOB = encrypt(TEXT.encode(), "pkcs1-v1.5", make_key())


@pytest.fixture
def seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sealer:
    """A site with a README that has a blob, and a key beside it."""
    sealer = Sealer(tmp_path, monkeypatch)
    (sealer.root / "README.md").write_text(f"{b64encode(BLOB).decode()}\n\nWho I am.\n")
    key = make_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"sesame"))
    (tmp_path / "private.pem").write_bytes(key)
    return sealer


def test_without_a_key_it_is_kept(seal: Sealer) -> None:
    """No keys are made for that."""
    ran = seal("import-rsa", "--blob", "README.md")
    assert (ran.code, ran.err) == (0, "")
    assert "a blob of 256 bytes is kept in content/sealed/blob.txt\n" in ran.out
    assert "the history does not know it" in ran.out
    assert not seal.place.keys.exists()


def test_with_its_key_it_becomes_a_field(seal: Sealer) -> None:
    """The passphrase is asked for; what it says is in the statement and in no output."""
    ran = seal("import-rsa", "--blob", "README.md", "--key", "../private.pem", typed="sesame\n")
    assert ran.code == 0, ran.err
    assert TEXT not in ran.out + ran.err
    assert "opened: padding pkcs1-v1.5" in ran.out
    assert TEXT in seal("open").out


def test_revealed_it_is_published(seal: Sealer) -> None:
    """With numbers that prove it."""
    ran = seal("import-rsa", "--blob", "README.md", "--key", "../private.pem", "--reveal", typed="sesame\n")
    assert ran.code == 0, ran.err
    record = (seal.root / "content/sealed/statement.yaml").read_text()
    assert 'padding: "pkcs1-v1.5"' in record
    assert 'exponent: "65537"' in record


@pytest.mark.parametrize(
    ("arguments", "typed", "message"),
    [
        (("--key", "../private.pem"), "wrong\n", "or the passphrase is wrong"),
        (("--key", "private.pem"), "", "is inside a git repository"),
        (("--reveal",), "", "--reveal needs --key"),
        (("--key", "../site/README.md"), "", "is inside a git repository"),
    ],
    ids=["passphrase", "key in the repository", "no key", "another file"],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], typed: str, message: str, seal: Sealer) -> None:
    """And nothing is written."""
    (seal.root / "private.pem").write_bytes((seal.root.parent / "private.pem").read_bytes())
    ran = seal("import-rsa", "--blob", "README.md", *arguments, typed=typed)
    assert ran.code != 0
    assert message in ran.err
    assert not (seal.root / "content").exists()

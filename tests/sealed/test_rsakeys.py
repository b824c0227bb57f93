"""Private keys in files, of all the forms that there are."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from generator.sealed.rsakeys import KeyNeedsPassphraseError, NotAnRsaKeyError, RsaKey, read_key
from tests.sealed.rsasamples import EXPONENT, make_key, modulus_of

FORMS = [
    (Encoding.PEM, PrivateFormat.TraditionalOpenSSL),
    (Encoding.PEM, PrivateFormat.PKCS8),
    (Encoding.PEM, PrivateFormat.OpenSSH),
    (Encoding.DER, PrivateFormat.PKCS8),
]
PLAIN = NoEncryption()


def write(
    encoding: Encoding = Encoding.PEM,
    form: PrivateFormat = PrivateFormat.PKCS8,
    encryption: KeySerializationEncryption = PLAIN,
) -> bytes:
    """Write a key as a file."""
    return make_key(0).private_bytes(encoding, form, encryption)


@pytest.mark.parametrize(("encoding", "form"), FORMS)
def test_numbers_are_read(encoding: Encoding, form: PrivateFormat) -> None:
    """And nothing of them is shown."""
    key = read_key(write(encoding, form))
    assert key == RsaKey(modulus_of(make_key(0)), EXPONENT, make_key(0).private_numbers().d)
    assert repr(key) == "RsaKey(1024 bits)"
    assert key.size_bytes == 128


@pytest.mark.parametrize(("encoding", "form"), [each for each in FORMS if each[1] is not PrivateFormat.OpenSSH])
def test_encrypted_key_needs_its_passphrase(encoding: Encoding, form: PrivateFormat) -> None:
    """One that is wrong is said to be that, or to be no key: nothing else can be told."""
    data = write(encoding, form, BestAvailableEncryption(b"secret"))
    with pytest.raises(KeyNeedsPassphraseError):
        read_key(data)
    assert read_key(data, "secret").modulus == modulus_of(make_key(0))
    with pytest.raises(NotAnRsaKeyError, match="or the passphrase is wrong"):
        read_key(data, "sesame")


def test_passphrase_of_a_key_that_has_none_is_of_no_use() -> None:
    """And no fault."""
    assert read_key(write(), "secret").modulus == modulus_of(make_key(0))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no private key that can be read"),
        (b"-----BEGIN PRIVATE KEY-----\n", "is no private key that can be read"),
        (
            ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, PLAIN),
            "holds a key of another kind than RSA",
        ),
    ],
    ids=["nothing", "cut", "elliptic"],
)
def test_other_files_are_refused(data: bytes, message: str) -> None:
    """In a sentence that goes on after the file's name."""
    with pytest.raises(NotAnRsaKeyError) as caught:
        read_key(data)
    assert str(caught.value) == message


def test_public_key_is_no_private_one() -> None:
    """It is what most people have at hand first."""
    public = make_key(0).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(NotAnRsaKeyError, match="is no private key"):
        read_key(public)

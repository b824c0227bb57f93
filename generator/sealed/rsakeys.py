"""The home of cryptography: reads a private RSA key from a file, and keeps only its numbers.

Knows the forms of key files; does not know what is done with a key.
"""

from typing import Final

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    load_der_private_key,
    load_pem_private_key,
    load_ssh_private_key,
)

from generator.sources.rsaproof import raise_block

_OPENSSH: Final = b"-----BEGIN OPENSSH PRIVATE KEY-----"


class KeyNeedsPassphraseError(Exception):
    """The key file is encrypted, and no passphrase was given."""


class NotAnRsaKeyError(Exception):
    """The file holds no private RSA key that can be read, and this is why."""


class RsaKey(msgspec.Struct, frozen=True):
    """The numbers of a private key; shows nothing of itself."""

    modulus: int
    exponent: int
    """The public one."""
    secret: int
    """The private exponent."""

    def __repr__(self) -> str:
        return f"RsaKey({self.modulus.bit_length()} bits)"

    @property
    def size_bytes(self) -> int:
        """How long what it encrypts is."""
        return (self.modulus.bit_length() + 7) // 8

    def open_block(self, blob: bytes) -> bytes:
        """Calculate the encoded message that a ciphertext was made of.

        Raises:
            ValueError: the ciphertext is not one of this key.
        """
        return raise_block(blob, self.secret, self.modulus)

    def check_block(self, blob: bytes) -> bytes:
        """Calculate what the public key makes of bytes; of a signature it is a block that says so.

        Raises:
            ValueError: they are not of this key.
        """
        return raise_block(blob, self.exponent, self.modulus)


def read_key(data: bytes, passphrase: str = "") -> RsaKey:
    """Read a key file: PKCS#1 or PKCS#8 as PEM or DER, or OpenSSH's own form.

    Args:
        data: the file.
        passphrase: of a file that is encrypted.

    Raises:
        KeyNeedsPassphraseError: it is encrypted, and there is no passphrase.
        NotAnRsaKeyError: it is none, or the passphrase is wrong.
    """
    password = passphrase.encode() or None
    load = load_pem_private_key
    if _OPENSSH in data:
        load = load_ssh_private_key
    elif b"-----BEGIN" not in data:
        load = load_der_private_key
    try:
        key = load(data, password)
    except TypeError:
        if password is None:
            raise KeyNeedsPassphraseError from None
        # It is not encrypted, so the passphrase is of no use.
        return read_key(data)
    except UnsupportedAlgorithm:
        raise NotAnRsaKeyError(
            "is encrypted in a way that is not known here; `ssh-keygen -p -m PEM -f FILE` writes it in another"
        ) from None
    except ValueError:
        message = "is no private key that can be read" + (", or the passphrase is wrong" if password else "")
        raise NotAnRsaKeyError(message) from None
    if not isinstance(key, RSAPrivateKey):
        raise NotAnRsaKeyError("holds a key of another kind than RSA")
    numbers = key.private_numbers()
    return RsaKey(numbers.public_numbers.n, numbers.public_numbers.e, numbers.d)

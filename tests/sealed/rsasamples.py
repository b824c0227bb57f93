"""Blobs of RSA for tests, made by another library than what reads them."""

from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from generator.sources.rsaproof import raise_block

EXPONENT = 65537
KEY_BITS = (1024, 2048, 2048, 3072, 1536)

_HASHES = {
    "sha1": hashes.SHA1(),
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
MADE: dict[str, padding.AsymmetricPadding | None] = {
    **{f"oaep-{name}": padding.OAEP(padding.MGF1(each), each, None) for name, each in _HASHES.items()},
    **{
        f"oaep-{name}-mgf1-sha1": padding.OAEP(padding.MGF1(hashes.SHA1()), each, None)
        for name, each in _HASHES.items()
        if name != "sha1"
    },
    "pkcs1-v1.5": padding.PKCS1v15(),
    "raw": None,
}


def make_key(index: int = 1) -> RSAPrivateKey:
    """Give one of five keys; of 2,048 bits, unless another is asked for."""
    return _generate(index)


@cache
def _generate(index: int) -> RSAPrivateKey:
    return generate_private_key(EXPONENT, KEY_BITS[index])


def modulus_of(key: RSAPrivateKey) -> int:
    """Give the public number."""
    return key.public_key().public_numbers().n


def encrypt(data: bytes, name: str, key: RSAPrivateKey) -> bytes:
    """Encrypt in a padding, or in none."""
    kind = MADE[name]
    if kind is None:
        size = key.key_size // 8
        return raise_block(data.rjust(size, b"\0"), EXPONENT, modulus_of(key))
    return key.public_key().encrypt(data, kind)


def open_block(blob: bytes, key: RSAPrivateKey) -> bytes:
    """Calculate the encoded message."""
    return raise_block(blob, key.private_numbers().d, modulus_of(key))

"""Paddings of RSA, recognised in what the private key gives, and the proof that needs no private key."""

import random

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from generator.sources.rsaproof import (
    HASHES,
    PADDINGS,
    Message,
    find_message,
    is_proven,
    is_signature,
    raise_block,
)
from tests.sealed.rsasamples import EXPONENT, KEY_BITS, MADE, encrypt, make_key, modulus_of, open_block

LEAST_BITS = {"oaep-sha512": 1536, "oaep-sha512-mgf1-sha1": 1536}
"""Where two digests take all the room there is."""

TEXT = "Ada Löwe, for Acme"


@pytest.mark.parametrize("index", range(len(KEY_BITS)))
@pytest.mark.parametrize("name", PADDINGS)
def test_each_padding_is_recognised(name: str, index: int) -> None:
    """What another library encrypted, by what must stand in the block."""
    key = make_key(index)
    if KEY_BITS[index] < LEAST_BITS.get(name, 0):
        with pytest.raises(ValueError, match="Encryption failed"):
            encrypt(TEXT.encode(), name, key)
        return
    block = open_block(encrypt(TEXT.encode(), name, key), key)
    assert find_message(block) == Message(name, TEXT.encode())


def test_empty_message_is_one() -> None:
    """Whoever encrypted nothing finds nothing, and no error."""
    for name in PADDINGS[:-1]:
        assert find_message(open_block(encrypt(b"", name, make_key()), make_key())) == Message(name, b"")


def test_noise_is_no_message() -> None:
    """The wrong key gives noise: in 400 tries it is never taken for anything."""
    chance = random.Random(3)
    blocks = [bytes([0]) + chance.randbytes(127) for _ in range(400)]
    found = [find_message(block) for block in blocks]
    # Two bytes that stand there by chance make no text of the others.
    assert [message for message in found if message is not None and message.text is not None] == []


def test_one_bit_spoils_a_padding() -> None:
    """OAEP is checked whole; of PKCS#1 v1.5 the beginning is."""
    for name in PADDINGS[: len(HASHES)]:
        block = open_block(encrypt(TEXT.encode(), name, make_key()), make_key())
        for bit in range(0, 8 * len(block), 97):
            changed = (int.from_bytes(block, "big") ^ 1 << bit).to_bytes(len(block), "big")
            found = find_message(changed)
            assert found is None or found.padding == "raw", (name, bit)


@pytest.mark.parametrize("salt_length", [None, 0, 20, 32, padding.PSS.MAX_LENGTH])
def test_signature_is_no_message(salt_length: int | None) -> None:
    """It is told from one by what the public key makes of it."""
    kind = padding.PKCS1v15() if salt_length is None else padding.PSS(padding.MGF1(hashes.SHA256()), salt_length)
    blob = make_key().sign(b"a document", kind, hashes.SHA256())
    assert is_signature(raise_block(blob, EXPONENT, modulus_of(make_key())))
    assert find_message(open_block(blob, make_key())) is None


def test_proof_needs_no_private_key() -> None:
    """The public numbers give the bytes that were public all along."""
    blob = encrypt(TEXT.encode(), "oaep-sha256", make_key())
    assert is_proven(blob, open_block(blob, make_key()), EXPONENT, modulus_of(make_key()))


def test_changed_bit_proves_nothing() -> None:
    """Whichever of the block's it is."""
    blob = encrypt(TEXT.encode(), "pkcs1-v1.5", make_key())
    block = int.from_bytes(open_block(blob, make_key()), "big")
    for bit in range(8 * len(blob)):
        assert not is_proven(blob, (block ^ 1 << bit).to_bytes(len(blob), "big"), EXPONENT, modulus_of(make_key())), bit


@pytest.mark.parametrize(
    ("exponent", "bits"), [(65537, 0), (65537, 40), (65537, 20000), (0, 2048), (1, 2048), (2, 2048), (65536, 2048)]
)
def test_numbers_that_are_no_key_prove_nothing(exponent: int, bits: int) -> None:
    """The first power of anything is the thing itself, which would prove whatever one likes."""
    blob = bytes(255) + b"\x01"
    assert not is_proven(blob, blob, exponent, (1 << bits) - 1)
    assert not is_proven(blob, blob, 65537, 1 << 2047), "it is even"


def test_message_does_not_show_itself() -> None:
    """Not in a traceback either."""
    assert "Acme" not in repr(Message("raw", b"Acme"))
    assert Message("raw", b"\xff").text is None
    assert Message("raw", b"a\x00").text is None
    assert set(MADE) == set(PADDINGS)


def test_key_that_was_made_up_for_a_message_proves_nothing() -> None:
    """With a small exponent and a short message the difference of power and blob would be a modulus that fits."""
    # An odd one, since the modulus has to be odd.
    blob = next(
        filter(lambda blob: blob[-1] & 1, (encrypt(TEXT.encode(), "oaep-sha256", make_key()) for _ in range(99)))
    )
    block = (b"For Acme, of course." + bytes(80)).rjust(len(blob), b"\0")
    modulus = int.from_bytes(block, "big") ** 3 - int.from_bytes(blob, "big")
    assert raise_block(block.rjust((modulus.bit_length() + 7) // 8, b"\0"), 3, modulus).endswith(blob)
    assert not is_proven(blob, block, 3, modulus)

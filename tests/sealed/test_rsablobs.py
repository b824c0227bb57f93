"""Blobs in texts, and what a private key says of them."""

import textwrap
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from generator.sealed.rsablobs import UnreadableBlobError, find_blobs, open_blob
from generator.sealed.rsakeys import RsaKey
from generator.sources.rsaproof import PADDINGS, is_proven
from tests.sealed.rsasamples import EXPONENT, encrypt, make_key, modulus_of

SECRET = "Ada Löwe, for Acme"
BLOB = bytes(reversed(range(256)))
LINE = b64encode(BLOB).decode()


def numbers(index: int = 1) -> RsaKey:
    """Give the numbers of a key."""
    key = make_key(index)
    return RsaKey(modulus_of(key), EXPONENT, key.private_numbers().d)


@pytest.mark.parametrize(
    "written", [LINE, textwrap.fill(LINE, 64), textwrap.fill(LINE, 76).replace("\n", "  \n")], ids=["1", "64", "76"]
)
def test_blob_is_found_as_it_stands(written: str) -> None:
    """On one line or on several; what stands round it is no part of it."""
    text = f"# Journal\n\n{written}\n\nMy identity, and the company that I want to work for.\n"
    (blob,) = find_blobs(text)
    assert (blob.line, blob.data) == (3, BLOB)
    assert blob.written == written.strip()


@pytest.mark.parametrize(
    "text", ["", "word\n" * 80, "a" * 344, b64encode(bytes(256)).decode(), LINE[:-4], f"see {LINE}"]
)
def test_other_texts_are_no_blobs(text: str) -> None:
    """Nor is base64 of another length."""
    assert find_blobs(text) == ()


@pytest.mark.parametrize("name", PADDINGS)
def test_blob_is_opened_by_its_key(name: str) -> None:
    """With the block that proves it to others."""
    blob = encrypt(SECRET.encode(), name, make_key())
    opened = open_blob(blob, numbers())
    assert (opened.message.padding, opened.message.text) == (name, SECRET)
    assert is_proven(blob, opened.block, EXPONENT, modulus_of(make_key()))
    assert SECRET not in repr(opened)


def refuse(blob: bytes, key: RsaKey) -> str:
    """Give what is said of a blob that cannot be opened."""
    with pytest.raises(UnreadableBlobError) as caught:
        open_blob(blob, key)
    return str(caught.value)


def test_blob_that_cannot_be_opened_says_why() -> None:
    """Never with noise in place of a text."""
    blob = encrypt(SECRET.encode(), "oaep-sha1", make_key())
    # Either it is no number of the other key, or what comes out is noise.
    assert refuse(blob, numbers(2)).partition("another")[2] in {" key's", " one's"}
    assert refuse(blob, numbers(3)) == "it has 256 bytes, and this key makes 384: it is another one's"
    assert "no number below" in refuse(b"\xff" * 256, numbers())
    signed = make_key().sign(b"", padding.PKCS1v15(), hashes.SHA256())
    assert "a signature" in refuse(signed, numbers())
    noise = encrypt(b"\xff\xfe\x00", "oaep-sha1", make_key())
    assert refuse(noise, numbers()) == "it holds 3 bytes in the padding oaep-sha1, and they are no text"

"""Keys and ciphertexts of age (https://age-encryption.org/v1); the home of pyrage.

World: takes randomness from the system.
Does not know what is encrypted, nor where keys are kept.

A file is for eight keys, or the next multiple of eight: those of people, and as many keys again that nobody has, in
random order. So its length says neither how many people can open it nor, since what is encrypted is padded, how much
was written.
"""

import secrets
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

import msgspec
import pyrage

RECIPIENT_STEP: Final = 8
MAX_SIZE_BYTES: Final = 1 << 20
"""A statement of 64 KiB for several thousand recipients; what is larger was not made here."""

_MAGIC: Final = b"age-encryption.org/v1\n"
_GREASE_SIZE_BYTES: Final = 72
"""Of the line that pyrage adds to each file so that readers stay tolerant.

Its length is random, from about 10 bytes to 180, and one in 85 is like this. A file with another length is thrown away
and made again, which takes 40 ms, as the line is under the header's seal like the rest.
"""
_TRIES: Final = 20_000
_STANZA: Final = b"\n-> "
_HEADER_END: Final = b"\n---"


class Identity(msgspec.Struct, frozen=True):
    """A secret key; shows itself as the public key that belongs to it, so that no message can give it away."""

    text: str
    """`AGE-SECRET-KEY-1` and 58 letters and digits."""

    def __post_init__(self) -> None:
        """Refuse what is no key.

        Raises:
            ValueError: it is none; the message does not repeat it.
        """
        try:
            pyrage.x25519.Identity.from_str(self.text)
        except pyrage.IdentityError:
            raise ValueError("this is not a secret key of age") from None

    def __repr__(self) -> str:
        return f"Identity of {self.public}"

    @property
    def public(self) -> str:
        """The public key, `age1` and 58 letters and digits."""
        return str(pyrage.x25519.Identity.from_str(self.text).to_public())

    @property
    def digest(self) -> bytes:
        """SHA-256 of the public key's text, which stands for it in public."""
        return sha256(self.public.encode("ascii")).digest()


class NotForThisKeyError(Exception):
    """The file is not encrypted for the key, or the part of it that is was damaged."""


class DamagedFileError(Exception):
    """The file is not what was encrypted."""


def make_identity() -> Identity:
    """Make a new key."""
    return Identity(str(pyrage.x25519.Identity.generate()))


def encrypt(data: bytes, publics: Iterable[str]) -> bytes:
    """Encrypt for the holders of these public keys, and for dummies up to a multiple of eight.

    Raises:
        ValueError: a public key is none, or there is none.
    """
    try:
        recipients = [pyrage.x25519.Recipient.from_str(public) for public in dict.fromkeys(publics)]
    except pyrage.RecipientError:
        raise ValueError("this is not a public key of age") from None
    if not recipients:
        raise ValueError("nobody could open this")
    missing = -len(recipients) % RECIPIENT_STEP
    recipients += [pyrage.x25519.Identity.generate().to_public() for _ in range(missing)]
    secrets.SystemRandom().shuffle(recipients)
    for _ in range(_TRIES):
        sealed = pyrage.encrypt(data, recipients)
        if _grease_size(sealed, len(recipients)) in {0, _GREASE_SIZE_BYTES}:
            return sealed
    raise RuntimeError("this version of pyrage makes no files of the expected length")


def _grease_size(sealed: bytes, count: int) -> int:
    """Count the bytes of what stands in the header after as many stanzas as there are recipients."""
    header = sealed[: sealed.index(_HEADER_END)]
    stanzas = header.split(_STANZA)[1 + count :]
    return sum(len(_STANZA) + len(stanza) for stanza in stanzas)


def decrypt(sealed: bytes, identities: Sequence[Identity]) -> bytes:
    """Decrypt a file with whichever of the keys fits.

    Raises:
        NotForThisKeyError: none of the keys opens it.
        DamagedFileError: one would, if the file were whole; or it is no file of age.
    """
    if not sealed.startswith(_MAGIC) or len(sealed) > MAX_SIZE_BYTES:
        raise DamagedFileError
    try:
        return pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity.text) for identity in identities])
    except pyrage.DecryptError as error:
        kind = NotForThisKeyError if "No matching keys" in str(error) else DamagedFileError
        raise kind from None


def can_open(sealed: bytes, identity: Identity) -> bool:
    """Tell whether a file is for a key."""
    try:
        decrypt(sealed, (identity,))
    except (NotForThisKeyError, DamagedFileError):
        return False
    return True

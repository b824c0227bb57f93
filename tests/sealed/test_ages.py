"""Files of age, and their keys."""

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.sealed.ages import (
    DamagedFileError,
    Identity,
    NotForThisKeyError,
    can_open,
    decrypt,
    encrypt,
    make_identity,
)
from generator.sealed.links import make_link

DATA = b"x" * 4096


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 8, 9])
def test_each_key_opens_the_file(count: int) -> None:
    """And no other does."""
    identities = [make_identity() for _ in range(count)]
    sealed = encrypt(DATA, [identity.public for identity in identities])
    assert [decrypt(sealed, [identity]) for identity in identities] == [DATA] * count
    assert not can_open(sealed, make_identity())


@pytest.mark.parametrize(("count", "stanzas"), [(1, 8), (8, 8), (9, 16)])
def test_number_of_keys_is_hidden(count: int, stanzas: int) -> None:
    """Dummies fill up to the next multiple of eight."""
    sealed = encrypt(DATA, [make_identity().public for _ in range(count)])
    assert sealed[: sealed.index(b"\n---")].count(b"\n-> X25519 ") == stanzas


def test_place_of_a_key_is_random() -> None:
    """The owner's, which is always given first, is not always the first."""
    owner = make_identity()
    places = set()
    for _ in range(12):
        sealed = encrypt(DATA, [owner.public])
        stanzas = sealed[: sealed.index(b"\n---")].split(b"\n-> ")
        rest = [sealed.replace(b"\n-> " + stanza, b"", 1) for stanza in stanzas[1:9]]
        # Without the owner's own stanza the file is for somebody else.
        places.add(next(place for place, other in enumerate(rest) if _is_for_others(other, owner)))
    assert len(places) > 1


def _is_for_others(sealed: bytes, identity: Identity) -> bool:
    try:
        decrypt(sealed, [identity])
    except NotForThisKeyError:
        return True
    except DamagedFileError:
        return False
    return False


def check_sizes(counts: list[int]) -> None:
    """Encrypt for so many keys, and compare the lengths."""
    sizes = {len(encrypt(DATA, [make_identity().public for _ in range(count)])) for count in counts}
    assert len(sizes) == 1


def test_length_says_nothing_of_the_keys() -> None:
    """Though pyrage adds a line of random length to each file."""
    check_sizes([1, 4, 8])


@pytest.mark.nightly
def test_length_says_nothing_of_any_number_of_keys() -> None:
    """Ten times each."""
    check_sizes([1, 2, 3, 4, 5, 6, 7, 8] * 10)


def check_mutations(count: int) -> None:
    """Change a bit of a file at as many places; none may be taken."""
    identity = make_identity()
    sealed = encrypt(DATA, [identity.public])
    # Half of them in the header, which has most of the structure.
    chance = random.Random(7)
    header = sealed.index(b"\n---") + 60
    for index in range(count):
        place = chance.randrange(header if index % 2 else len(sealed))
        changed = bytearray(sealed)
        changed[place] ^= 1 << chance.randrange(8)
        with pytest.raises((DamagedFileError, NotForThisKeyError)):
            decrypt(bytes(changed), [identity])


def test_changed_file_is_not_opened() -> None:
    """Wherever a bit is another."""
    check_mutations(150)


@pytest.mark.nightly
def test_file_changed_anywhere_is_not_opened() -> None:
    """A thousand places."""
    check_mutations(1000)


@pytest.mark.parametrize("cut", [0, 10, 30, 500, 900, 5000])
def test_file_that_is_cut_off_is_damaged(cut: int) -> None:
    """Not one of a wrong key: the sentence that a reader gets would be another."""
    identity = make_identity()
    with pytest.raises((DamagedFileError, NotForThisKeyError)):
        decrypt(encrypt(DATA, [identity.public])[:cut], [identity])


def test_what_follows_the_file_damages_it() -> None:
    """Nothing can be added."""
    identity = make_identity()
    with pytest.raises(DamagedFileError):
        decrypt(encrypt(DATA, [identity.public]) + b"\n", [identity])


def test_key_shows_its_public_half_only() -> None:
    """In a message, in a format, in a list."""
    identity = make_identity()
    shown = f"{identity} {identity!r} {[identity]}"
    assert shown.count(identity.public) == 3
    assert identity.text[16:] not in shown


@pytest.mark.parametrize("text", ["", "age1", "AGE-SECRET-KEY-1", f"AGE-SECRET-KEY-1{'Q' * 58}"])
def test_what_is_no_key_is_refused(text: str) -> None:
    """Without repeating it, since it may be nearly one."""
    with pytest.raises(ValueError, match=r"^this is not a secret key of age$") as raised:
        Identity(text)
    assert raised.value.__suppress_context__
    with pytest.raises(ValueError, match="not a public key"):
        encrypt(DATA, [text])


def test_somebody_must_be_able_to_open_it() -> None:
    """Eight dummies alone would lose the statement."""
    with pytest.raises(ValueError, match="nobody"):
        encrypt(DATA, [])


def test_the_age_program_opens_it(tmp_path: Path) -> None:
    """The reference implementation, with nothing but what stands behind the "#" of a link, as docs/sealed.md has it."""
    program = shutil.which("age")
    if program is None:
        assert os.environ.get("CI") != "true", "here the program age was to be there"
        pytest.skip("there is no program age; Debian's package age has it")
    identity = make_identity()
    (tmp_path / "statement.age").write_bytes(encrypt(DATA, [make_identity().public, identity.public]))
    key = make_link("https://ada.example", identity).partition("#")[2]
    command = [program, "--decrypt", "--identity", "-", "statement.age"]
    opened = subprocess.run(command, cwd=tmp_path, input=f"{key}\n".encode(), capture_output=True, check=False)
    assert (opened.stdout, opened.stderr) == (DATA, b"")

"""The keys of a statement, as values."""

import msgspec
import pytest

from generator.sealed.ages import make_identity
from generator.sealed.keyring import KeyRing, Link, NotAKeyFileError, check_label, decode_keys, encode_keys

OLD = Link("Acme", make_identity(), "2026-11-27", "2026-11-28")
NEW = Link("Acme", make_identity(), "2026-11-29")
RING = KeyRing("0123456789abcdef", make_identity(), (OLD, NEW, Link("Bär 🐻", make_identity(), "2026-11-30")))


def test_file_is_read_as_it_was_written() -> None:
    """With all links, withdrawn or not."""
    assert decode_keys(encode_keys(RING)) == RING


def test_file_is_the_documented_json() -> None:
    """A person finds a link under its label."""
    written = msgspec.json.decode(encode_keys(msgspec.structs.replace(RING, links=(OLD, NEW))))
    assert written == {
        "version": 1,
        "id": "0123456789abcdef",
        "owner": RING.owner.text,
        "links": [
            {"label": "Acme", "identity": OLD.identity.text, "created": "2026-11-27", "withdrawn": "2026-11-28"},
            {"label": "Acme", "identity": NEW.identity.text, "created": "2026-11-29", "withdrawn": None},
        ],
    }


def test_label_names_the_link_in_use() -> None:
    """Of two with one label, the one that is not withdrawn."""
    assert RING.find("Acme") == NEW
    assert msgspec.structs.replace(RING, links=(OLD,)).find("Acme") == OLD
    assert RING.find("nobody") is None
    assert OLD not in RING.active


def test_keys_show_nothing_of_themselves() -> None:
    """In a message of a crash there may be all of them."""
    secrets = [RING.owner.text, *(link.identity.text for link in RING.links)]
    shown = f"{RING} {RING!r} {RING.links} {encode_keys(RING)} {encode_keys(RING)!r}"
    assert [secret for secret in secrets if secret[20:] in shown] == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not the JSON"),
        (encode_keys(RING)[:-10], "not the JSON"),
        (b"[]", "not the JSON"),
        (encode_keys(RING).replace(b"AGE-SECRET-KEY-1", b"AGE-SECRET-KEY-2", 1), "not the JSON"),
        (encode_keys(RING).replace(b'"created"', b'"made"', 1), "not the JSON"),
        (encode_keys(RING).replace(b'"version": 1', b'"version": 2'), "version 2"),
    ],
    ids=["empty", "cut off", "list", "no secret key", "unknown key", "version"],
)
def test_other_files_are_refused(data: bytes, why: str) -> None:
    """Without a word of what is in them."""
    with pytest.raises(NotAKeyFileError, match=why) as raised:
        decode_keys(data)
    assert "SECRET" not in str(raised.value)
    assert raised.value.__cause__ is None


@pytest.mark.parametrize("label", ["", "  ", "a\nb", "\x1b[31m", "x" * 101, "\u202e"])
def test_labels_are_a_line_of_text(label: str) -> None:
    """A list of them is shown on a terminal."""
    assert check_label(label)

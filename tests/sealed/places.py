"""Sites with a sealed statement, and what must never be seen of one."""

import base64
import json
import re
import urllib.parse
from pathlib import Path

import msgspec

from generator.sealed import ages
from generator.sealed.flows import Place, seal_statement
from generator.sealed.keeping import Sealed, read_sealed

TODAY = "2026-11-27"
VALUES = {"name": "Ada Löwe 🦁", "company": "Secret <b>Ltd</b>", "statement": " as typed \n\t& more "}


def make_place(folder: Path) -> Place:
    """Make an empty site, and name a folder for keys beside it."""
    root = folder / "site"
    root.mkdir()
    (root / "site.yaml").write_text("base_url: https://ada.example/journal\n")
    return Place(root, folder / "keys", TODAY)


def make_sealed(folder: Path) -> Place:
    """Make a site with a statement."""
    place = make_place(folder)
    seal_statement(place, VALUES)
    return place


def on(place: Place, day: str) -> Place:
    """The same place on another day."""
    return msgspec.structs.replace(place, today=day)


def look(place: Place) -> Sealed:
    """Read what is published, which must be there and right."""
    sealed = read_sealed(place.root)
    assert sealed is not None
    return sealed


def take_any_length() -> None:
    """Have the first try of an encryption taken, for tests that encrypt a hundred times; only for forked processes."""
    ages._grease_size = lambda _sealed, _count: 0  # type: ignore[assignment]


def encode_ways(secret: str) -> dict[str, bytes]:
    """Write a secret in the twelve ways in which leaks have been found, as what to look for."""
    data = secret.encode()
    letters = "".join
    return {
        "utf-8": data,
        "utf-16": secret.encode("utf-16-le"),
        "upper case": secret.upper().encode(),
        "lower case": secret.lower().encode(),
        "hex": data.hex().encode(),
        "base64": _middle_of_base64(data, 0),
        "base64, one byte in": _middle_of_base64(data, 1),
        "base64, two bytes in": _middle_of_base64(data, 2),
        "percent": urllib.parse.quote(secret, safe="").encode(),
        "json": json.dumps(secret)[1:-1].encode(),
        "entities": letters(f"&#{ord(char)};" for char in secret).encode(),
        "backwards": secret[::-1].encode(),
    }


def _middle_of_base64(data: bytes, shift: int) -> bytes:
    """What base64 makes of the bytes after so many others, less what depends on the others."""
    encoded = base64.b64encode(b"\0" * shift + data + b"\0" * 3)
    return encoded[4 if shift else 0 : (shift + len(data)) // 3 * 4]


def find_leaks(seen: bytes, secrets: dict[str, str]) -> list[str]:
    """Name the secrets that are in what was seen, with the way in which they are."""
    squeezed = re.sub(rb"\s+", b"", seen)
    return [
        f"{name} ({way})"
        for name, secret in secrets.items()
        for way, encoded in encode_ways(secret).items()
        if encoded in seen or encoded in squeezed
    ]

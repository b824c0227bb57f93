"""What is sealed, looked for where everybody could read it."""

import base64
import gzip
import json

import pytest

from generator.audit.sealedwords import SealedWords

FIELDS = {
    "company": "Acme Söhne",
    "name": "Lovelace",
    "role": "engineer",
    "city": "Ulm",
    "statement": "x\nI want to build bridges.",
}


def find(data: bytes | str, said: str = "", path: str = "a.html") -> list[str]:
    """Say what is found in a file."""
    words = SealedWords(FIELDS, said)
    return [finding.message for finding in words.look(path, data.encode() if isinstance(data, str) else data)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("by Lovelace.", ['holds the text of the sealed field "name" as it is']),
        ("by LOVELACE", ['holds the text of the sealed field "name" in other letters']),
        ("/Acme%20S%C3%B6hne/", ['holds the text of the sealed field "company" percent-encoded']),
        (json.dumps("Acme Söhne"), ['holds the text of the sealed field "company" in escapes of JSON']),
        (base64.b64encode(b"I am Lovelace!"), ['holds the text of the sealed field "name" in base64']),
        (gzip.compress(b"by Lovelace"), ['holds the text of the sealed field "name" in packed data']),
        ("I want to build bridges.", ['holds the text of the sealed field "statement" as it is']),
        ("Lovelace Lovelace and Acme Söhne", 2),
    ],
)
def test_texts_are_found_however_they_are_written(data: bytes | str, told: list[str] | int) -> None:
    """A field is told of once in a file, and its text is not shown."""
    found = find(data)
    assert len(found) == told if isinstance(told, int) else found == told
    assert not any("Acme" in message or "Lovelace" in message for message in found)


@pytest.mark.parametrize("data", ["an engineer in Ulm", "Lovelaces", "McLovelace", "", "x", "bridges"])
def test_words_of_everybody_are_not_found(data: str) -> None:
    """A role, a short word, and a part of another."""
    assert find(data) == []


def test_what_the_site_says_of_itself_is_no_secret() -> None:
    """An author who signs with a name, and seals it too, has chosen."""
    assert find("by Lovelace", "author:\n  name: ada lovelace\n") == []
    assert find("by Lovelace", "author:\n  name: Ada\n") != []


def test_nothing_to_look_for_is_false() -> None:
    """Then no file need be read for it."""
    assert not SealedWords({"city": "Ulm", "role": "engineer"}, "")
    assert SealedWords(FIELDS, "")

"""Emoji codes: `:tada:` becomes the character, as on GitHub.

Knows plain text only; where codes are left alone, as in code, is not decided here.
"""

import functools
import re
from collections.abc import Mapping

_CODE = re.compile(r":([a-z0-9_+-]+)(?=:)")
"""The second colon is not taken: in `10:30:tada:` it begins the next code."""


def replace_emoji(text: str) -> str:
    """Replace the codes that GitHub knows and has a character for; `:octocat:` and other pictures stay as they are.

    >>> replace_emoji("Done :tada: at 10:30:15, see std::vector::x and :octocat:")
    'Done 🎉 at 10:30:15, see std::vector::x and :octocat:'
    """
    found = _CODE.search(text)
    if found is None:
        return text
    characters = _load_characters()
    pieces: list[str] = []
    done = 0
    while found is not None:
        start, end = found.span()
        character = characters.get(found[1])
        if character is None or _is_part_of_name(text, done, start, end):
            found = _CODE.search(text, end)
            continue
        pieces += (text[done:start], character)
        done = end + 1
        found = _CODE.search(text, done)
    pieces.append(text[done:])
    return "".join(pieces)


def _is_part_of_name(text: str, done: int, start: int, end: int) -> bool:
    """Whether the code is what stands between colons for another reason: `a::key::b`, `1:100:2`, `host:on:x`."""
    before = text[start - 1] if start > done else " "
    after = text[end + 1 : end + 2]
    if before == ":":
        return True
    # GitHub would show pictures here as well; nobody who writes such a name means one.
    return before.isascii() and before.isalnum() and after.isascii() and (after.isalnum() or after == ":")


@functools.cache
def _load_characters() -> Mapping[str, str]:
    """Read GitHub's table, once, and only when a text has something that may be a code."""
    # Imported here: most builds never need it.
    from pymdownx import gemoji_db  # type: ignore[import-untyped]  # noqa: PLC0415 - it has no types

    characters = {
        # The form with the selector is the one that is shown as a picture and not as a letter.
        name[1:-1]: "".join(chr(int(code, 16)) for code in entry.get("unicode_alt", entry["unicode"]).split("-"))
        for name, entry in gemoji_db.emoji.items()
        if "unicode" in entry
    }
    for alias, name in gemoji_db.aliases.items():
        if name[1:-1] in characters:
            characters[alias[1:-1]] = characters[name[1:-1]]
    return characters

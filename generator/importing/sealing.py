"""Sealed statements: long runs of base64 among the words of a README.

Pure: finds them, and checks that they are what they seem; does not know what they say.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Sequence

import msgspec

from generator.sources.tasklists import LineSpan

_RUN = re.compile(r"(?<![\w+/=.,:#?&%-])(?<!ssh-rsa )(?<!ssh-ed25519 )[A-Za-z0-9+/]{64,}={0,2}(?![\w+/=.-])")
"""At least 48 bytes; a part of an address is none, and neither is a public key."""
_PART = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})\s*\w*\s*$")
_INLINE = re.compile(r"`+")


class SealedStatement(msgspec.Struct, frozen=True):
    """A statement that nobody can read without its key."""

    text: str
    """As written, to the byte; of several lines with their line ends, and one at the end."""
    span: LineSpan
    """Its lines, with the fence round them if they stand in one."""
    start: int = 0
    """Where in its only line it begins; counts from 0."""
    end: int = -1
    """Where it ends; -1 if its lines hold nothing else."""


def find_sealed(lines: Sequence[str]) -> tuple[SealedStatement, ...]:
    """Find every sealed statement: on lines of its own, also wrapped or fenced, or within a line."""
    found: list[SealedStatement] = []
    index = 0
    fence = ""
    while index < len(lines):
        if lines[index].startswith("-----BEGIN"):
            index = next((end for end in range(index, len(lines)) if lines[end].startswith("-----END")), index) + 1
            continue
        mark = _FENCE.match(lines[index])
        end = index if fence else _find_block(lines, index)
        if end > index:
            inner = lines[index:end]
            fenced = bool(_FENCE.match(inner[0]))
            own = inner[1:-1] if fenced else inner
            text = "".join(f"{line}\n" for line in own)
            found.append(SealedStatement(text, LineSpan(index + 1, end)))
            index = end
            continue
        if mark is not None:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        elif not fence:
            found += _find_within(lines[index], index + 1)
        index += 1
    return tuple(found)


def _find_block(lines: Sequence[str], start: int) -> int:
    """Find the line after a statement that has its lines to itself; `start` if there is none here."""
    fence = _FENCE.match(lines[start])
    first = start + 1 if fence else start
    end = first
    while end < len(lines) and _PART.fullmatch(lines[end].strip()):
        end += 1
    if not _is_base64("".join(line.strip() for line in lines[first:end])):
        return start
    if fence:
        return end + 1 if end < len(lines) and lines[end].strip() == fence[1] else start
    return end


def _find_within(line: str, number: int) -> list[SealedStatement]:
    found = []
    for match in _RUN.finditer(line):
        if not _is_base64(match.group()):
            continue
        start, end = match.span()
        # The backticks round it would be left as an empty pair.
        before, after = re.search(r"`+$", line[:start]), _INLINE.match(line, end)
        if before is not None and after is not None and before.group() == after.group():
            start, end = before.start(), after.end()
        found.append(SealedStatement(f"{match.group()}\n", LineSpan(number, number), start, end))
    return found


def _is_base64(text: str) -> bool:
    """Tell whether a text is base64 of something random rather than a long word, a number or a digest.

    >>> _is_base64("Zm9v" * 20), _is_base64("0123456789abcdef" * 8), _is_base64("donaudampfschiff" * 5)
    (True, False, False)
    """
    if len(text) < 64 or re.fullmatch("[0-9a-f]+|[0-9A-F]+|[a-z/]+", text):
        return False
    if not (re.search("[A-Z]", text) and re.search("[a-z]", text) and re.search("[0-9+/=]", text)):
        return False
    bare = text.rstrip("=")
    try:
        b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (Error, ValueError):
        return False
    return True

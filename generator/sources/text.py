"""A file's bytes as text: UTF-8, with plain line ends, and nothing that no output can carry.

Does not know where the bytes come from, nor what the text means.
"""

import re

from generator.errors import Location, Problem, Severity, SitePath, problem_at

_NOT_IN_XML = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
_NOT_IN_XML_PATTERN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def is_markdown(path: SitePath) -> bool:
    """Tell whether a file holds Markdown, by the end of its name."""
    return path.endswith((".md", ".markdown")) or path.lower().endswith((".md", ".markdown"))


def decode_text(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    r"""Decode a file's bytes as UTF-8 with plain line ends and nothing that XML cannot carry.

    >>> decode_text(b"\xef\xbb\xbfa\r\nb\rc", "a.md")
    ('a\nb\nc', ())
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", (_describe_bad_bytes(data, error.start, path),)
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Counting bytes is ten times faster than the pattern, and nearly every file has none of these.
    is_clean = len(data.translate(None, _NOT_IN_XML)) == len(data) and b"\xef\xbf\xbe" not in data
    if is_clean and b"\xef\xbf\xbf" not in data:
        return text, ()
    found = _NOT_IN_XML_PATTERN.search(text)
    assert found is not None, "both tests look for the same characters"
    cleaned, count = _NOT_IN_XML_PATTERN.subn("", text)
    line, column = _find_place(text[: found.start()])
    others = f" (and {count - 1} more)" if count > 1 else ""
    message = f"the control character U+{ord(found.group()):04X}{others} is left out"
    hint = "delete it; no feed reader accepts it"
    return cleaned, (problem_at(message, path, cleaned, line, column, hint=hint, severity=Severity.WARNING),)


def _describe_bad_bytes(data: bytes, start: int, path: str) -> Problem:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem("is UTF-16, not UTF-8", Location(path, 1, 1), hint="save it as UTF-8")
    before = data[:start].decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    line, column = _find_place(before)
    # Only the lines up to the fault are shown, so the rest of the file is not decoded for it.
    rest = re.split(b"[\r\n]", data[start : start + 200], maxsplit=1)[0].decode("utf-8", "replace")
    message = f"the byte 0x{data[start]:02X} is not UTF-8 text"
    return problem_at(message, path, before + rest, line, column, hint="save it as UTF-8")


def _find_place(before: str) -> tuple[int, int]:
    """Say at which line and column a text ends that has plain line ends."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")

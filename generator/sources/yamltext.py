"""Writes values as YAML that `parse_yaml` reads back as they were.

Knows how a text is quoted; does not know which keys a file has.
"""

import re

from generator.sources.yamldoc import resolve_plain

_PLAIN = re.compile(r"[^\W_](?:[\w .,/()+'~%;!?&*@=-]*[\w.)/+!?%*'])?")
"""Begins with a letter or digit, and has nothing in it that YAML could take for more than text."""
_ESCAPED = re.compile(
    '["\\\\]|[^ -~\xa1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\ud7ff\uf900-\ufefe\uff00-\ufffd\U00010000-\U000e0000]'
)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_BLOCK = re.compile(r"[^\s#][\w -~\n]*[\w!-~]")
"""Nothing unusual; what is goes into quotes, with escapes."""


def write_text(text: str) -> str:
    r"""Write a text on one line: plainly where that is safe, else in double quotes.

    Control characters, which `parse_yaml` refuses however they are written, are left out.

    >>> print(write_text("Flask (1/2)"), write_text("5.10"), write_text("a: b"), write_text('"x"'))
    Flask (1/2) "5.10" "a: b" "\"x\""
    """
    text = _FORBIDDEN.sub("", text)
    if _PLAIN.fullmatch(text) and resolve_plain(text) == text and text.isprintable() and "  " not in text:
        return text
    return f'"{_ESCAPED.sub(_escape, text)}"'


def write_lines(text: str, indent: int) -> str:
    r"""Write a text of several lines as a block below its key, or on one line if that cannot be.

    >>> write_lines("one\n\n  two", 4)
    '|-\n    one\n\n      two'
    """
    lines = text.split("\n")
    if len(lines) == 1 or not _BLOCK.fullmatch(text) or any(line.isspace() for line in lines):
        return write_text(text)
    return "\n".join(["|-", *(f"{' ' * indent}{line}" if line else "" for line in lines)])


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    return _NAMED.get(char) or (f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}")

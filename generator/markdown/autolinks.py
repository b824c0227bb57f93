"""Addresses that are links by themselves: `<https://a.b>`, and GitHub's `https://a.b`, `www.a.b` and `a@b.c`.

Follows the autolink extension of GitHub's parser to the letter; the spec says less.
Does not know what else there is in a text.
"""

import re

from generator.markdown.emphasis import is_punctuation
from generator.markdown.reading import MARK, Reading
from generator.markdown.scope import Scope
from generator.markdown.spans import escape_text, replace_entities

_POINTED_ADDRESS = re.compile(r"<([a-zA-Z][a-zA-Z0-9.+-]{1,31}:[^\x00-\x20<>]*+)>")
_HOST_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_POINTED_MAIL = re.compile(rf"<([a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]++@{_HOST_LABEL}(?:\.{_HOST_LABEL})*+)>")
_SCHEME_BEFORE = re.compile(r"(?:^|[^a-z])(https?|ftp)\Z", re.IGNORECASE)
_LONGEST_SCHEME = 6
"""Of `https`, and the character before it."""
_HOST = re.compile(r"[^\x00-\x7f]?(?:\\?[a-zA-Z0-9._-])*+")
"""GitHub's parser looks at bytes, so a host ends behind the first character that is not ASCII; the rest is path."""
_REST = re.compile(r"[^ \t\n\v\f\r<]*+")
_BEFORE_WWW = frozenset(" \t\n\v\f\r*_~(")
_TRAILING = frozenset("?!.,:*_~'\"")
_MANY_LABELS = 10
"""GitHub does not look at underscores in hosts with more labels, to bound its work."""

_MAIL_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_")
_MAIL_HOST = re.compile(r"(?:[a-zA-Z0-9_-]|\.(?=[a-zA-Z0-9]))*+")
_XMPP_HOST = re.compile(r"(?:[a-zA-Z0-9_/-]|\.(?=[a-zA-Z0-9]))*+")


def read_pointed(reading: Reading, start: int) -> int:
    """Read a link in pointed brackets; give its end, or -1 if it is none."""
    match = _POINTED_ADDRESS.match(reading.text, start)
    if match is None:
        match = _POINTED_MAIL.match(reading.text, start)
        if match is None:
            return -1
    shown = replace_entities(match.group(1))
    address = shown if match.re is _POINTED_ADDRESS else f"mailto:{shown}"
    _write_link(reading, address, shown, start + 1)
    return match.end()


def _write_link(reading: Reading, address: str, shown: str, start: int) -> None:
    attributes = reading.scope.link_attributes(address, (reading.line, reading.text, start, len(shown)))
    reading.parts.append(f"{MARK}<a{attributes}>{escape_text(shown)}</a>{MARK}")


def read_address(reading: Reading, colon: int) -> int:
    """Read an address from the `:` of `https://` on, and take its scheme off the text before; give its end."""
    text = reading.text
    scheme = _SCHEME_BEFORE.search(text[max(0, colon - _LONGEST_SCHEME) : colon])
    if scheme is None or reading.brackets:
        return _read_character(reading, colon)
    host_start = colon + 3
    first = text[host_start : host_start + 1]
    if not first or first.isspace() or is_punctuation(first):
        return _read_character(reading, colon)
    host_end = _scan_host(text, host_start, is_short_allowed=True)
    if host_end < 0:
        return _read_character(reading, colon)
    end = _cut_end(text, colon, _scan_rest(text, host_end))
    length = len(scheme.group(1))
    reading.parts[-1] = reading.parts[-1][:-length]
    start = colon - length
    _write_link(reading, text[start:end], text[start:end], start)
    return end


def read_www(reading: Reading, start: int) -> int:
    """Read an address that begins with `www.`; give its end."""
    text = reading.text
    if reading.brackets or (start and text[start - 1] not in _BEFORE_WWW):
        return _read_character(reading, start)
    host_end = _scan_host(text, start, is_short_allowed=False)
    if host_end < 0:
        return _read_character(reading, start)
    end = _cut_end(text, start, _scan_rest(text, host_end))
    _write_link(reading, f"http://{text[start:end]}", text[start:end], start)
    return end


def _read_character(reading: Reading, start: int) -> int:
    reading.parts.append(reading.text[start])
    return start + 1


def _scan_rest(text: str, start: int) -> int:
    match = _REST.match(text, start)
    assert match is not None
    return match.end()


def _scan_host(text: str, start: int, *, is_short_allowed: bool) -> int:
    """Find the end of a host; -1 if it is none, such as one with an underscore in its last two labels."""
    match = _HOST.match(text, start)
    assert match is not None
    end = match.end()
    # GitHub's loop leaves out the first character of the host and the last one of the text.
    labels = text[start + 1 : min(end, len(text) - 1)].split(".")
    if len(labels) <= _MANY_LABELS + 1 and any("_" in label for label in labels[-2:]):
        return -1
    return end if is_short_allowed or len(labels) > 1 else -1


def _cut_end(text: str, start: int, end: int) -> int:
    """Take off what stands at the end of an address but belongs to the sentence round it."""
    surplus = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
            end -= 1
        elif last in _TRAILING:
            end -= 1
        elif last == ";":
            end = _cut_entity(text, start, end)
        else:
            break
    return end


def _cut_entity(text: str, start: int, end: int) -> int:
    at = end - 2
    while at > start and text[at].isascii() and text[at].isalpha():
        at -= 1
    return at if at < end - 2 and text[at] == "&" else end - 1


def link_mails(pieces: list[str], scope: Scope) -> None:
    """Write the plain text among the pieces of a leaf as HTML, e-mail addresses outside links as links.

    Args:
        pieces: plain text and HTML by turns, changed in place.
        scope: the document.
    """
    is_in_link = False
    for index, piece in enumerate(pieces):
        if not piece:
            continue
        if index % 2:
            if piece.startswith("<a") and not piece.endswith("</a>"):
                is_in_link = True
            elif piece == "</a>":
                is_in_link = False
        elif is_in_link or "@" not in piece:
            pieces[index] = scope.write_text(piece)
        else:
            pieces[index] = _link_mails_in_text(piece, scope)


def _link_mails_in_text(text: str, scope: Scope) -> str:
    written: list[str] = []
    done = 0
    for start, end in _find_mails(text):
        shown = text[start:end]
        has_scheme = ":" in shown
        # The place is made up: only addresses within the site are looked for there, and these all have a scheme.
        attributes = scope.link_attributes(shown if has_scheme else f"mailto:{shown}", (1, text, start, end - start))
        written += scope.write_text(text[done:start]), f"<a{attributes}>{escape_text(shown)}</a>"
        done = end
    written.append(scope.write_text(text[done:]))
    return "".join(written)


def _find_mails(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    done = 0
    at = text.find("@")
    while at >= 0:
        start, is_xmpp = _find_mail_start(text, done, at)
        match = (_XMPP_HOST if is_xmpp else _MAIL_HOST).match(text, at + 1)
        assert match is not None
        end = match.end()
        if start == at or text.startswith("@", end):
            done = at + 1
        elif "." not in match.group() or not (text[end - 1].isalpha() and text[end - 1].isascii()):
            done = end
        else:
            done = _cut_end(text, at, end)
            found.append((start, done))
        at = text.find("@", done)
    return found


def _find_mail_start(text: str, done: int, at: int) -> tuple[int, bool]:
    """Find where the name before an `@` begins, its scheme included, and whether that is `xmpp:`."""
    start = at
    is_xmpp = False
    while start > done:
        character = text[start - 1]
        if character == ":":
            scheme = _find_mail_scheme(text, done, start)
            if not scheme:
                break
            is_xmpp = is_xmpp or scheme == "xmpp:"
        elif character not in _MAIL_NAME:
            break
        start -= 1
    return start, is_xmpp


def _find_mail_scheme(text: str, done: int, end: int) -> str:
    for scheme in ("mailto:", "xmpp:"):
        start = end - len(scheme)
        if start >= done and text.startswith(scheme, start):
            before = text[start - 1] if start > done else ""
            if not (before.isascii() and before.isalnum()):
                return scheme
    return ""

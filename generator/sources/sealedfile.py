"""`content/sealed/statement.yaml`: what is public of a sealed statement, and of older blobs beside it.

Knows neither keys nor what is sealed; whether a reveal keeps the promise is checked here, once, for the build and for others.
"""

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from typing import Annotated, Final

import msgspec

from generator.errors import Problem, SitePath
from generator.sources.commitment import (
    FieldDigest,
    SealedField,
    check_field_name,
    check_field_value,
    commit,
    decode_salt,
    digest_field,
    find_unproven,
    parse_digest,
)
from generator.sources.dates import check_date
from generator.sources.decode import Checked, Place, decode
from generator.sources.rsaproof import PADDINGS
from generator.sources.values import Report, shorten
from generator.sources.yamldoc import YamlList, YamlMapping, YamlNode, YamlScalar, parse_yaml

SEALED_FOLDER: Final = SitePath("content/sealed")
STATEMENT_PATH: Final = SitePath("content/sealed/statement.age")
RECORD_PATH: Final = SitePath("content/sealed/statement.yaml")

VERSION: Final = 1

_ID = re.compile("[0-9a-f]{16}")
_MOST_EXPONENT_DIGITS = 20
_BLOB_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def check_digest(text: str) -> tuple[str, str] | None:
    """Say what is wrong with a digest.

    >>> check_digest("md5:00")
    ('must be a digest, found the text "md5:00"', '"sha256:" and 64 hex digits')
    """
    try:
        parse_digest(text)
    except ValueError:
        return f'must be a digest, found the text "{shorten(text)}"', '"sha256:" and 64 hex digits'
    return None


def check_salt(text: str) -> tuple[str, str] | None:
    """Say what is wrong with a salt.

    >>> check_salt("salt")
    ('must be a salt, found the text "salt"', '43 characters of base64url')
    """
    try:
        decode_salt(text)
    except ValueError:
        return f'must be a salt, found the text "{shorten(text)}"', "43 characters of base64url"
    return None


def check_day(text: str) -> tuple[str, str] | None:
    """Say what is wrong with a day.

    >>> check_day("2026-11-27 10:00")
    ('must be a day without a time, found the text "2026-11-27 10:00"', 'write it as 2026-11-27')
    """
    fault = check_date(text)
    if fault is None and len(text) != len("2026-11-27"):
        return f'must be a day without a time, found the text "{shorten(text)}"', "write it as 2026-11-27"
    return fault


def check_id(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the id of a statement.

    >>> check_id("1")
    ('must be an id, found the text "1"', '16 hex digits')
    """
    return None if _ID.fullmatch(text) else (f'must be an id, found the text "{shorten(text)}"', "16 hex digits")


def check_blob_name(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the name of a file beside the statement.

    >>> check_blob_name("../blob.txt")
    ('must be the name of a file in content/sealed/, found the text "../blob.txt"', '')
    """
    if _BLOB_NAME.fullmatch(text):
        return None
    return f'must be the name of a file in {SEALED_FOLDER}/, found the text "{shorten(text)}"', ""


def check_base64(text: str) -> tuple[str, str] | None:
    """Say what is wrong with bytes in base64.

    >>> check_base64("A!")
    ('must be base64, found the text "A!"', '')
    """
    try:
        b64decode(text, validate=True)
    except ValueError:
        return f'must be base64, found the text "{shorten(text)}"', ""
    return None


def check_exponent(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the exponent of a public key.

    >>> check_exponent("0x10001")
    ('must be a whole number, found the text "0x10001"', '65537 as a rule')
    """
    is_one = text.isascii() and text.isdecimal() and len(text) <= _MOST_EXPONENT_DIGITS
    return None if is_one else (f'must be a whole number, found the text "{shorten(text)}"', "65537 as a rule")


def check_padding(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the name of a padding.

    >>> check_padding("oaep-md5")
    ('must be the name of a padding, found the text "oaep-md5"', '')
    """
    return None if text in PADDINGS else (f'must be the name of a padding, found the text "{shorten(text)}"', "")


DigestText = Annotated[str, Checked(check_digest)]


class RevealedField(msgspec.Struct, frozen=True, kw_only=True):
    """A field that its author has published, with the salt that proves it."""

    name: Annotated[str, Checked(check_field_name)]
    salt: Annotated[str, Checked(check_salt)]
    value: str
    """As it was typed, to the last space."""
    line: Annotated[int, Place("line")] = 0
    column: Annotated[int, Place("column")] = 0

    @property
    def field(self) -> SealedField:
        """The field as the commitment counts it."""
        return SealedField(self.name, self.value, decode_salt(self.salt))


class SealedBlob(msgspec.Struct, frozen=True, kw_only=True):
    """An older sealed thing: bytes encrypted by RSA, published as base64; the last four only after a reveal.

    docs/sealed.md tells how they prove each other.
    """

    file: Annotated[str, Checked(check_blob_name)]
    sha256: DigestText
    """Of the decoded bytes."""
    since: Annotated[str, Checked(check_day)] = ""
    """The day of the first commit that had it, wherever it stood then; empty if it is not known."""
    modulus: Annotated[str, Checked(check_base64)] = ""
    exponent: Annotated[str, Checked(check_exponent)] = ""
    em: Annotated[str, Checked(check_base64)] = ""
    """The encoded message, as long as the modulus; in base64 like it, the greatest byte first."""
    padding: Annotated[str, Checked(check_padding)] = ""
    line: Annotated[int, Place("line")] = 0
    column: Annotated[int, Place("column")] = 0


class SealedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """All that is public, beside the ciphertext itself."""

    version: int = VERSION
    id: Annotated[str, Checked(check_id)] = ""
    """Names the key file; empty where there are only blobs."""
    created: Annotated[str, Checked(check_day)] = ""
    changed: Annotated[str, Checked(check_day)] = ""
    commitment: DigestText = ""
    withdrawn: tuple[DigestText, ...] = ()
    """SHA-256 of the public key of each link that was withdrawn."""
    digests: tuple[DigestText, ...] = ()
    """Of all fields, ascending; only after a reveal."""
    revealed: tuple[RevealedField, ...] = ()
    blobs: tuple[SealedBlob, ...] = ()

    @property
    def has_statement(self) -> bool:
        """Whether there is a statement, and not only blobs."""
        return bool(self.id)

    @property
    def field_digests(self) -> tuple[FieldDigest, ...]:
        """The digests as bytes."""
        return tuple(FieldDigest(parse_digest(digest)) for digest in self.digests)


def parse_record(text: str, path: str) -> tuple[SealedRecord | None, tuple[Problem, ...]]:
    """Read the file; what is wrong with it, up to a reveal that the commitment does not prove, is told at its place.

    There is a record only if nothing is wrong: half of one would show a statement that cannot be opened.
    """
    node, problems = parse_yaml(text, path)
    if problems:
        return None, problems
    record, problems = decode(node, SealedRecord, path, text, noun="the sealed statement")
    if problems or record is None or not isinstance(node, YamlMapping):
        report = Report(path, text)
        if not problems:
            root = node or YamlScalar(None, "", True, 1, 1, 1)
            report.add(f'the file is empty; it is written by "journal seal", beside {STATEMENT_PATH}', root)
        return None, problems or tuple(report.problems)
    record = _with_values_as_typed(record, node)
    report = Report(path, text)
    _check_keys(record, node, report)
    if not report.problems:
        _check_promise(record, node, report)
    return (None if report.problems else record), tuple(report.problems)


def _with_values_as_typed(record: SealedRecord, root: YamlMapping) -> SealedRecord:
    """Take the values from the nodes, since text in YAML else loses the spaces round it, which the digest counts."""
    values = {(item.line, item.column): raw for item, raw in _list_values(_find(root, "revealed"))}
    revealed = tuple(
        msgspec.structs.replace(field, value=values.get((field.line, field.column), field.value))
        for field in record.revealed
    )
    return msgspec.structs.replace(record, revealed=revealed)


def _list_values(revealed: YamlNode) -> Iterator[tuple[YamlMapping, str]]:
    for item in revealed.items if isinstance(revealed, YamlList) else ():
        if isinstance(item, YamlMapping):
            value = _find(item, "value")
            if isinstance(value, YamlScalar):
                yield item, value.raw


def _find(mapping: YamlMapping, key: str) -> YamlNode:
    """Give the value of a key; the mapping itself if it has none."""
    return next((value for name, value in mapping.pairs if name.raw == key), mapping)


def _check_keys(record: SealedRecord, root: YamlMapping, report: Report) -> None:
    if record.version != VERSION:
        message = f"this is version {record.version} of the format, and only version {VERSION} is known"
        report.add(message, _find(root, "version"), hint="use a newer learning-journal")
        return
    given = {"id": record.id, "created": record.created, "changed": record.changed, "commitment": record.commitment}
    missing = [key for key, value in given.items() if not value]
    is_statement = len(missing) < len(given) or record.withdrawn or record.digests or record.revealed
    if is_statement or not record.blobs:
        for key in missing:
            report.add(f'the sealed statement needs the key "{key}"', root)
    if not missing and record.changed < record.created:
        report.add(f'"changed" is before "created", which is {record.created}', _find(root, "changed"))
    files = [blob.file for blob in record.blobs]
    for index, name in enumerate(files):
        if name in files[:index]:
            report.add(f'the file "{name}" is named twice', _find(root, "blobs"))


def _check_promise(record: SealedRecord, root: YamlMapping, report: Report) -> None:
    """Check that what is revealed is what was promised."""
    if record.digests and commit(record.field_digests) != record.commitment:
        report.add('the commitment is not that of these "digests"', _find(root, "commitment"), hint=_HINT)
        return
    if list(record.digests) != sorted(set(record.digests)):
        report.add('"digests" must be in ascending order, each once', _find(root, "digests"), hint=_HINT)
        return
    if record.revealed and not record.digests:
        report.add('what is revealed needs the key "digests"', _find(root, "revealed"), hint=_HINT)
        return
    revealed = [each.field for each in record.revealed]
    unproven = find_unproven(revealed, record.field_digests, record.commitment)
    items = _find(root, "revealed")
    nodes = items.items if isinstance(items, YamlList) else (items,) * len(revealed)
    for field, node in zip(revealed, nodes, strict=True):
        fault = check_field_value(field.value)
        if fault:
            report.add(f'the value of "{field.name}" {fault}', node)
        elif field.name in unproven:
            twice = digest_field(field) in record.field_digests
            why = "is revealed twice" if twice else "is not what the commitment promises"
            report.add(f'the field "{field.name}" {why}', node, hint="" if twice else _HINT)


_HINT: Final = 'restore the file from git, or let "journal seal" write it anew'


def format_record(record: SealedRecord) -> str:
    """Write the file; `parse_record` reads the same record from it."""
    lines = [
        '# Written by "journal seal"; statement.age is the statement itself.',
        f"version: {record.version}",
    ]
    if record.has_statement:
        lines += [
            f'id: "{record.id}"',
            f"created: {record.created}",
            f"changed: {record.changed}",
            f"commitment: {record.commitment}",
        ]
    lines += _format_list("withdrawn", record.withdrawn)
    lines += _format_list("digests", record.digests)
    lines += _format_items("revealed", record.revealed, ("name", "salt", "value"))
    lines += _format_items("blobs", record.blobs, ("file", "sha256", "since", "modulus", "exponent", "em", "padding"))
    return "\n".join([*lines, ""])


def _format_list(key: str, values: Iterable[str]) -> Iterator[str]:
    items = [f"  - {value}" for value in values]
    return iter([f"{key}:", *items] if items else [])


def _format_items(key: str, items: Iterable[msgspec.Struct], names: Iterable[str]) -> Iterator[str]:
    lines: list[str] = []
    for item in items:
        pairs = [(name, getattr(item, name)) for name in names]
        shown = [f"{name}: {quote_yaml(value)}" for name, value in pairs if value or name == "value"]
        lines += [f"{'  - ' if index == 0 else '    '}{pair}" for index, pair in enumerate(shown)]
    return iter([f"{key}:", *lines] if lines else [])


_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def quote_yaml(text: str) -> str:
    r"""Write any text as a YAML scalar in double quotes, on one line.

    >>> print(quote_yaml('a "b"\n\u2028'))
    "a \"b\"\n\u2028"
    """
    return f'"{"".join(map(_escape, text))}"'


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"

"""The file that says what is public of a sealed statement."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import format_problem
from generator.sources.commitment import (
    SealedField,
    check_field_value,
    commit_fields,
    digest_field,
    encode_salt,
    format_digest,
)
from generator.sources.sealedfile import (
    RevealedField,
    SealedBlob,
    SealedRecord,
    format_record,
    parse_record,
)

PATH = "content/sealed/statement.yaml"
DIGEST = f"sha256:{'0' * 64}"


def make_record(*values: tuple[str, str], revealed: int = 0) -> SealedRecord:
    """Make a record of a statement of which the first few fields are revealed."""
    fields = [SealedField(name, value, bytes([index]) * 32) for index, (name, value) in enumerate(values)]
    return SealedRecord(
        id="0123456789012345",
        created="2026-11-27",
        changed="2026-11-28",
        commitment=commit_fields(fields),
        withdrawn=(DIGEST,),
        digests=tuple(map(format_digest, sorted(map(digest_field, fields)))) if revealed else (),
        revealed=tuple(
            RevealedField(name=field.name, salt=encode_salt(field.salt), value=field.value)
            for field in fields[:revealed]
        ),
    )


def without_places(record: SealedRecord | None) -> SealedRecord:
    """Forget where in the file things stand."""
    assert record is not None
    revealed = tuple(msgspec.structs.replace(each, line=0, column=0) for each in record.revealed)
    blobs = tuple(msgspec.structs.replace(each, line=0, column=0) for each in record.blobs)
    return msgspec.structs.replace(record, revealed=revealed, blobs=blobs)


def tell(text: str) -> str:
    """Say what is wrong with a file, without the excerpts."""
    record, problems = parse_record(text, PATH)
    assert (record is None) == bool(problems)
    lines = "\n".join(map(format_problem, problems)).split("\n")
    return "\n".join(line for line in lines if " | " not in line)


@given(st.lists(st.text(min_size=1).filter(lambda text: not check_field_value(text)), min_size=1, max_size=4))
def test_file_is_read_as_it_was_written(values: list[str]) -> None:
    """Whatever was typed: spaces round it, markup, characters that no editor shows."""
    record = make_record(*((f"f{index}", value) for index, value in enumerate(values)), revealed=len(values))
    read, problems = parse_record(format_record(record), PATH)
    assert problems == ()
    assert without_places(read) == record


def test_file_of_a_statement_looks_like_this() -> None:
    """Short, and to be read by people."""
    record = make_record(("company", "Acme"), ("name", "Ada"), revealed=1)
    first, second = record.digests
    assert (
        format_record(record)
        == f"""\
# Written by "journal seal"; statement.age is the statement itself.
version: 1
id: "0123456789012345"
created: 2026-11-27
changed: 2026-11-28
commitment: {record.commitment}
withdrawn:
  - {DIGEST}
digests:
  - {first}
  - {second}
revealed:
  - name: "company"
    salt: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    value: "Acme"
"""
    )


def test_blobs_need_no_statement() -> None:
    """An old blob whose key is lost is shown as sealed."""
    record = SealedRecord(blobs=(SealedBlob(file="blob.txt", sha256=DIGEST),))
    read, problems = parse_record(format_record(record), PATH)
    assert problems == ()
    assert without_places(read) == record
    assert not record.has_statement


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("version: 1", "version: 2"), "2:10: error: this is version 2 of the format, and only version 1 is known"),
        (('id: "0123456789012345"', "id: x"), '3:5: error: "id" must be an id, found the text "x"'),
        (("created: 2026-11-27\n", ""), '2:1: error: the sealed statement needs the key "created"'),
        (("changed: 2026-11-28", "changed: 2026-11-26"), '5:10: error: "changed" is before "created"'),
        (("changed: 2026-11-28", "changed: 2026-11-28 10:00"), "must be a day without a time"),
        (("commitment: sha256:", "commitment: sha1:"), '6:13: error: "commitment" must be a digest'),
        (('"Acme"', '"Acme "'), '13:5: error: the field "company" is not what the commitment promises'),
        (('"Acme"', '""'), '13:5: error: the value of "company" is empty'),
        (('name: "company"', 'name: "Company"'), '13:11: error: "name" must be the name of a field'),
        (("salt: ", "pepper: "), '14:5: error: unknown key "pepper" in an item of "revealed"'),
        (("AAAAAAA", "AAAAAA"), '14:11: error: "salt" must be a salt'),
        (("digests:", "withdrawals:"), 'unknown key "withdrawals"'),
    ],
)
def test_what_is_wrong_is_told_at_its_place(change: tuple[str, str], told: str) -> None:
    """Whoever edited the file by hand learns where."""
    text = format_record(make_record(("company", "Acme"), ("name", "Ada"), revealed=1))
    assert change[0] in text
    assert told in tell(text.replace(*change, 1))


def test_digests_that_were_not_promised_are_told() -> None:
    """The commitment stands for all digests together."""
    record = make_record(("company", "Acme"), ("name", "Ada"), revealed=1)
    shorter = msgspec.structs.replace(record, digests=record.digests[:1])
    assert tell(format_record(shorter)).startswith(
        f'{PATH}:6:13: error: the commitment is not that of these "digests"\n'
    )
    reordered = msgspec.structs.replace(record, digests=record.digests[::-1])
    assert '"digests" must be in ascending order, each once' in tell(format_record(reordered))
    bare = msgspec.structs.replace(record, digests=())
    assert 'what is revealed needs the key "digests"' in tell(format_record(bare))


def test_field_is_revealed_once() -> None:
    """A name has one value."""
    record = make_record(("company", "Acme"), revealed=1)
    twice = msgspec.structs.replace(record, revealed=record.revealed * 2)
    assert tell(format_record(twice)).count('the field "company" is revealed twice') == 2


@pytest.mark.parametrize("text", ["", "# nothing\n", "version: 1\n", "blobs: []\n"])
def test_empty_file_is_no_record(text: str) -> None:
    """Neither a statement nor a blob is in it."""
    assert "error" in tell(text)


@pytest.mark.parametrize("name", ["../blob.txt", "a/b", ".git", "", "a" * 101])
def test_blobs_lie_beside_the_file(name: str) -> None:
    """No path leads out of the folder."""
    assert "error" in tell(format_record(SealedRecord(blobs=(SealedBlob(file=name, sha256=DIGEST),))))


def test_blob_is_named_once() -> None:
    """A file has one digest."""
    blob = SealedBlob(file="blob.txt", sha256=DIGEST)
    assert 'the file "blob.txt" is named twice' in tell(format_record(SealedRecord(blobs=(blob, blob))))

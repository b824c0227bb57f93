"""What is published of a statement: two files, replaced as one."""

import errno
from pathlib import Path

import msgspec
import pytest

from generator.errors import GeneratorError
from generator.publish.swap import exchange_folders
from generator.sealed.keeping import (
    Sealed,
    clear_interrupted,
    parse_record_bytes,
    read_record,
    read_sealed,
    write_record,
    write_sealed,
)
from generator.sources.sealedfile import SealedRecord, format_record

RECORD = SealedRecord(
    id="0123456789abcdef", created="2026-11-27", changed="2026-11-27", commitment=f"sha256:{'0' * 64}"
)


def refuse(_first: str, _second: str) -> None:
    """Stand for a file system that cannot exchange folders."""
    raise OSError(errno.EINVAL, "no")


@pytest.mark.parametrize("exchange", [exchange_folders, refuse])
def test_both_files_are_replaced(tmp_path: Path, exchange: object) -> None:
    """Beside others, which stay what they are, and nothing else is left."""
    assert callable(exchange)
    write_sealed(tmp_path, Sealed(RECORD, b"one"), exchange=exchange)
    folder = tmp_path / "content" / "sealed"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "blob.txt").write_text("blob")
    (folder / "link").symlink_to("nowhere")
    folder.chmod(0o750)
    inode = (folder / "deep" / "blob.txt").stat().st_ino
    newer = msgspec.structs.replace(RECORD, changed="2026-11-28", commitment=f"sha256:{'1' * 64}")
    write_sealed(tmp_path, Sealed(newer, b"two"), exchange=exchange)
    assert read_sealed(tmp_path) == Sealed(newer, b"two")
    assert (folder / "deep" / "blob.txt").stat().st_ino == inode
    assert (folder / "link").readlink() == Path("nowhere")
    assert folder.stat().st_mode & 0o777 == 0o750
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*")} == {
        *("statement.age", "statement.yaml", "link", "deep", "deep/er", "deep/blob.txt")
    }
    assert [path.name for path in (tmp_path / "content").iterdir()] == ["sealed"]


def test_folder_stays_as_long_as_the_commitment(tmp_path: Path) -> None:
    """Whoever watches it, such as the preview, goes on to; what is said and is the same is not written."""
    write_sealed(tmp_path, Sealed(RECORD, b"one"))
    folder = tmp_path / "content" / "sealed"
    before = [path.stat().st_ino for path in (folder, folder / "statement.yaml")]
    write_sealed(tmp_path, Sealed(RECORD, b"two"))
    assert [path.stat().st_ino for path in (folder, folder / "statement.yaml")] == before
    newer = msgspec.structs.replace(RECORD, changed="2026-11-28")
    write_sealed(tmp_path, Sealed(newer, b"three"))
    assert folder.stat().st_ino == before[0]
    assert read_sealed(tmp_path) == Sealed(newer, b"three")
    assert {path.name for path in folder.iterdir()} == {"statement.age", "statement.yaml"}


def test_record_alone_is_replaced(tmp_path: Path) -> None:
    """The ciphertext is the same file."""
    write_sealed(tmp_path, Sealed(RECORD, b"one"))
    inode = (tmp_path / "content/sealed/statement.age").stat().st_ino
    newer = msgspec.structs.replace(RECORD, changed="2026-11-28")
    write_record(tmp_path, newer)
    assert read_record(tmp_path) == newer
    assert (tmp_path / "content/sealed/statement.age").stat().st_ino == inode


def test_record_of_blobs_needs_no_ciphertext(tmp_path: Path) -> None:
    """Nor a folder that is there already."""
    text = f"blobs:\n  - file: blob.txt\n    sha256: sha256:{'0' * 64}\n"
    record, _ = parse_record_bytes(text.encode())
    assert record is not None
    write_record(tmp_path, record)
    sealed = read_sealed(tmp_path)
    assert sealed is not None
    assert (sealed.data, len(sealed.record.blobs)) == (b"", 1)


def test_site_without_a_statement_has_none(tmp_path: Path) -> None:
    """That is no fault."""
    assert read_sealed(tmp_path) is None


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("statement.yaml", "content/sealed/statement.yaml: error: is missing beside content/sealed/statement.age"),
        ("statement.age", "content/sealed/statement.age: error: is missing beside content/sealed/statement.yaml"),
    ],
)
def test_one_file_without_the_other_is_told(tmp_path: Path, missing: str, told: str) -> None:
    """Neither is of use alone."""
    write_sealed(tmp_path, Sealed(RECORD, b"one"))
    (tmp_path / "content" / "sealed" / missing).unlink()
    with pytest.raises(GeneratorError, match=told):
        read_sealed(tmp_path)


def test_record_with_mistakes_is_told(tmp_path: Path) -> None:
    """At its line, and as UTF-8."""
    write_sealed(tmp_path, Sealed(RECORD, b"one"))
    path = tmp_path / "content" / "sealed" / "statement.yaml"
    path.write_text(format_record(RECORD).replace("version: 1", "version: 3"))
    with pytest.raises(GeneratorError, match=r"statement\.yaml:2:10: error: this is version 3"):
        read_record(tmp_path)
    path.write_bytes(b"\xff")
    with pytest.raises(GeneratorError, match="is not UTF-8 text"):
        read_record(tmp_path)


@pytest.mark.parametrize("name", ["content", "content/sealed"])
def test_nothing_is_written_through_a_link(tmp_path: Path, name: str) -> None:
    """The build does not follow it either."""
    (tmp_path / "other").mkdir()
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).symlink_to(tmp_path / "other")
    for write in (lambda: write_sealed(tmp_path, Sealed(RECORD, b"one")), lambda: write_record(tmp_path, RECORD)):
        with pytest.raises(GeneratorError, match="is a symbolic link"):
            write()
    assert list((tmp_path / "other").iterdir()) == []


def test_what_a_killed_command_left_is_removed(tmp_path: Path) -> None:
    """And what it took away is brought back."""
    write_sealed(tmp_path, Sealed(RECORD, b"one"))
    content = tmp_path / "content"
    (content / ".sealed.staging-1-ab").mkdir()
    (content / ".sealed.staging-1-ab" / "statement.age").write_bytes(b"two")
    (content / "sealed" / ".statement.yaml.00ff.tmp").touch()
    (content / "sealed" / ".statement.age.00ff.tmp").touch()
    (content / "sealed").rename(content / ".sealed.old-1")
    clear_interrupted(tmp_path)
    assert [path.name for path in content.iterdir()] == ["sealed"]
    assert read_sealed(tmp_path) == Sealed(RECORD, b"one")
    assert {path.name for path in (content / "sealed").iterdir()} == {"statement.age", "statement.yaml"}

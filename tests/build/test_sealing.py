"""What is sealed, read for a build: what belongs together, and what is wrong if it does not."""

from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from generator.build.inputs import gather_inputs
from generator.build.sealing import SealedReading, read_sealed
from generator.errors import format_problem
from generator.model.sealing import BlobBytes
from generator.publish.store import open_memory_store
from generator.sources.sealedfile import RECORD_PATH, STATEMENT_PATH, SealedBlob, SealedRecord, format_record
from tests.sealed.samples import BLOB, SITE, make_statement, write_blob
from tests.site.space import SiteSpace

STATEMENT = make_statement({"company": "Acme"})
BLOB_DIGEST = f"sha256:{sha256(BLOB).hexdigest()}"


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site in which nothing is sealed."""
    return SiteSpace(tmp_path / "site", SITE)


def read(space: SiteSpace, last: SealedReading | None = None) -> SealedReading:
    """Read what is sealed in a site."""
    store = open_memory_store(space.root)
    with store:
        return read_sealed(gather_inputs(space.root, store), last)


def say(space: SiteSpace) -> list[str]:
    """Give the first line of each problem."""
    reading = read(space)
    assert reading.sealed is None
    return [format_problem(problem).splitlines()[0] for problem in reading.problems]


def test_site_without_a_statement_has_none(space: SiteSpace) -> None:
    """And nothing is wrong with that."""
    assert read(space) == SealedReading(None, (), ())


def test_record_and_ciphertext_belong_together(space: SiteSpace) -> None:
    """The file is named by its content, so that a browser can tell whether it came whole."""
    STATEMENT.write_to(space)
    sealed = read(space).sealed
    assert sealed is not None
    assert (sealed.record, sealed.file) == (STATEMENT.record, STATEMENT.file)
    assert sealed.file_digest == f"sha256:{sha256(STATEMENT.file).hexdigest()}"


def test_one_without_the_other_is_a_problem(space: SiteSpace) -> None:
    """Each is named, with what to do."""
    STATEMENT.write_to(space)
    space.remove(RECORD_PATH)
    assert say(space) == [f"{STATEMENT_PATH}: error: stands there without {RECORD_PATH}"]
    STATEMENT.write_to(space)
    space.remove(STATEMENT_PATH)
    assert say(space) == [f"{STATEMENT_PATH}: error: is missing"]


def test_another_file_in_its_place_is_a_problem(space: SiteSpace) -> None:
    """Such as the statement itself, in plain words."""
    STATEMENT.write_to(space)
    space.write(STATEMENT_PATH, "Acme\n")
    assert say(space) == [f"{STATEMENT_PATH}: error: is no file of age"]


def test_broken_record_is_told_at_its_line(space: SiteSpace) -> None:
    """And nothing is shown of it."""
    STATEMENT.write_to(space)
    space.edit(RECORD_PATH, "created: 2026-11-20", "created: 2026-13-20")
    assert say(space) == [f'{RECORD_PATH}:4:10: error: "created" must be a date: there is no month 13']


def test_blob_needs_no_record(space: SiteSpace) -> None:
    """It was imported, and stays what it is."""
    write_blob(space)
    sealed = read(space).sealed
    assert sealed is not None
    assert (sealed.blobs, sealed.file) == ((BlobBytes("blob.txt", 256, BLOB_DIGEST),), b"")


def test_blob_that_is_no_base64_is_a_problem(space: SiteSpace) -> None:
    """A text that was put there by mistake would be published by nothing, and missed by nobody."""
    space.write("content/sealed/blob.txt", "My name is Ada.\n")
    assert say(space) == ["content/sealed/blob.txt: error: is no blob: it must be base64 and nothing else"]


def test_blob_is_what_the_record_says(space: SiteSpace) -> None:
    """With its digest, or it is told."""
    record = SealedRecord(blobs=(SealedBlob(file="blob.txt", sha256=BLOB_DIGEST),))
    space.write(RECORD_PATH, format_record(record))
    assert say(space) == ["content/sealed/blob.txt: error: is missing"]
    write_blob(space)
    assert read(space).problems == ()
    write_blob(space, BLOB[::-1])
    digest = sha256(BLOB[::-1]).hexdigest()
    assert say(space) == [
        f"content/sealed/blob.txt: error: has the digest sha256:{digest}, and {RECORD_PATH} says {BLOB_DIGEST}"
    ]


def test_nothing_is_read_again_while_its_files_stay(space: SiteSpace) -> None:
    """And everything once one of them is another."""
    STATEMENT.write_to(space)
    first = read(space)
    space.write("content/entries/a.md", "# A\n")
    assert read(space, first) is first
    STATEMENT.write_to(space, msgspec.structs.replace(STATEMENT.record, changed="2026-11-28"))
    again = read(space, first)
    assert again.sealed is not None
    assert again.sealed.record.changed == "2026-11-28"


def test_a_build_with_a_broken_seal_publishes_nothing(space: SiteSpace) -> None:
    """What was published stays."""
    STATEMENT.write_to(space)
    assert space.build().problems == ""
    before = space.digest()
    space.remove(STATEMENT_PATH)
    assert not space.build().is_published
    assert space.digest() == before

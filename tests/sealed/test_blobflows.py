"""Old blobs that are kept, opened and revealed; see also the command, which is tried in tests/cli."""

from base64 import b64encode
from pathlib import Path

import pytest

from generator.errors import GeneratorError, format_problem
from generator.sealed.blobflows import import_blobs
from generator.sealed.keeping import read_record
from generator.sealed.rsakeys import RsaKey
from generator.sources.sealedfile import SEALED_FOLDER
from tests.sealed.rsasamples import EXPONENT, encrypt, make_key, modulus_of
from tests.site.space import SiteSpace

TEXT = "Ada Löwe; Acme"
BLOB = encrypt(TEXT.encode(), "oaep-sha1", make_key())
LINE = b64encode(BLOB).decode()
README = f"{LINE}\n\nMy identity and the company I am aiming at.\n\n- [x] 5.1 Flask\n"


def key(index: int = 1) -> RsaKey:
    """Give the numbers of a key."""
    return RsaKey(modulus_of(make_key(index)), EXPONENT, make_key(index).private_numbers().d)


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site with a README such as many have."""
    return SiteSpace(tmp_path / "site", f"== site.yaml ==\ngit_dates: false\n== README.md ==\n{README}")


def test_blob_is_kept_as_it_stood(space: SiteSpace) -> None:
    """Letter by letter; the README is left alone, and a second time changes nothing."""
    (imported,) = import_blobs(space.root, space.root / "README.md", None)
    assert (imported.entry.file, imported.size, imported.was_there) == ("blob.txt", 256, False)
    assert (space.root / SEALED_FOLDER / "blob.txt").read_text() == f"{LINE}\n"
    before = space.states()
    (again,) = import_blobs(space.root, space.root / "README.md", None)
    assert again.was_there
    assert (space.root / "README.md").read_text("utf-8") == README
    assert space.states().keys() == before.keys()


def test_day_is_that_of_the_first_commit_that_had_it(space: SiteSpace) -> None:
    """In whatever file it stood then."""
    for day, text in (("2020-01-01", "# Journal\n"), ("2020-02-03", README), ("2020-03-04", f"{README}More.\n")):
        space.write("README.md", text)
        date = f"{day}T12:00:00Z"
        space.run("git", "init", "-q")
        space.run("git", "add", "README.md")
        names = {f"GIT_{who}_{what}": "a" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        space.run("git", "commit", "-qm", "x", GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date, **names)
    (imported,) = import_blobs(space.root, space.root / "README.md", None)
    assert imported.entry.since == "2020-02-03"


def test_key_opens_it_and_is_kept_nowhere(space: SiteSpace) -> None:
    """Nor is what it says, unless it is revealed."""
    (imported,) = import_blobs(space.root, space.root / "README.md", key())
    assert imported.opened is not None
    assert (imported.opened.message.text, imported.opened.message.padding) == (TEXT, "oaep-sha1")
    written = b"".join(path.read_bytes() for path in (space.root / SEALED_FOLDER).iterdir())
    assert TEXT.encode() not in written
    assert imported.entry.em == ""


def test_reveal_is_checked_by_every_build(space: SiteSpace) -> None:
    """The page shows it; one other bit, and nothing is published."""
    import_blobs(space.root, space.root / "README.md", key(), has_to_reveal=True)
    assert space.build().problems == ""
    assert TEXT in space.read("sealed/index.html")
    record = read_record(space.root)
    assert record is not None
    (entry,) = record.blobs
    other = entry.em[:-5] + ("B" if entry.em[-5] != "B" else "C") + entry.em[-4:]
    space.edit("content/sealed/statement.yaml", entry.em, other)
    assert 'error: what is revealed of "blob.txt" does not give its bytes' in space.build().problems


def test_blob_without_a_key_is_shown_as_sealed(space: SiteSpace) -> None:
    """With its size and its digest, on the page and on the home page."""
    (imported,) = import_blobs(space.root, space.root / "README.md", None)
    assert space.build().problems == ""
    page = space.read("sealed/index.html")
    assert imported.entry.sha256 in page
    assert "256 bytes" in page
    assert LINE not in page
    assert '<a href="/sealed/">' in space.read("index.html")


def refuse(space: SiteSpace, text: str, with_key: RsaKey | None) -> str:
    """Give what is said of a text that cannot be imported."""
    space.write("README.md", text)
    with pytest.raises(GeneratorError) as caught:
        import_blobs(space.root, space.root / "README.md", with_key)
    assert not (space.root / SEALED_FOLDER).exists()
    return "\n".join(format_problem(problem).replace(str(space.root), "") for problem in caught.value.problems)


def test_what_cannot_be_imported_says_why(space: SiteSpace) -> None:
    """And nothing is written."""
    assert "has no blob" in refuse(space, "# Journal\n", None)
    assert "/README.md:1: error: the key does not open this blob: it has 256 bytes" in refuse(space, README, key(3))
    assert "so it is" in refuse(space, README, key(2))


def test_two_blobs_are_two_files(space: SiteSpace) -> None:
    """Only one of them may be of the key."""
    other = b64encode(encrypt(b"other", "raw", make_key(2))).decode()
    space.write("README.md", f"{other}\n\nand\n\n{LINE}\n")
    first, second = import_blobs(space.root, space.root / "README.md", key())
    assert (first.entry.file, first.opened) == ("blob.txt", None)
    assert second.entry.file == "blob-2.txt"
    assert second.opened is not None

"""What anyone can check without a key."""

import json
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from generator.errors import GeneratorError
from generator.sealed.verifying import Promises, Standing, verify
from generator.sources.commitment import SealedField, commit_fields, digest_field, encode_salt, format_digest
from generator.sources.sealedfile import RevealedField, SealedBlob, SealedRecord, format_record
from tests.site.space import SiteSpace
from tests.sources.repositories import Repository

PATH = "content/sealed/statement.yaml"
DAY = 86400


def make_record(values: Mapping[str, str], *, revealed: tuple[str, ...] = ()) -> SealedRecord:
    """Make a record of a statement with these fields."""
    fields = [SealedField(name, value, bytes([index]) * 32) for index, (name, value) in enumerate(values.items())]
    return SealedRecord(
        id="0123456789abcdef",
        created="2026-11-27",
        changed="2026-11-27",
        commitment=commit_fields(fields),
        digests=tuple(map(format_digest, sorted(map(digest_field, fields)))) if revealed else (),
        revealed=tuple(
            RevealedField(name=field.name, salt=encode_salt(field.salt), value=field.value)
            for field in fields
            if field.name in revealed
        ),
    )


ACME = make_record({"company": "Acme", "name": "Ada"}, revealed=("company",))
SEALED = msgspec.structs.replace(ACME, digests=(), revealed=())
OTHER = make_record({"company": "Other"})


def write(folder: Path, record: SealedRecord, path: str = PATH) -> None:
    """Write a record into a work tree."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(format_record(record))


def promises_of(folder: Path) -> Promises:
    """Check a clone, and give what its history says."""
    promises = verify(folder).promises
    assert promises is not None
    return promises


class TestClone:
    """A repository with a history."""

    def test_reveal_is_proven_since_its_promise(self, tmp_path: Path) -> None:
        """The commit is the first with the commitment, and not the one of the reveal."""
        repository = Repository(tmp_path)
        first = repository.commit({PATH: format_record(SEALED)}, DAY)
        repository.commit({"other.md": "x"}, 2 * DAY)
        repository.commit({PATH: format_record(ACME)}, 3 * DAY)
        write(tmp_path, ACME)
        verified = verify(tmp_path)
        assert verified.revealed is not None
        assert [(field.name, field.value) for field in verified.revealed] == [("company", "Acme")]
        assert verified.unproven == ()
        assert verified.promises == Promises(
            Standing(first, "1970-01-02"), is_unbroken=True, statement_count=1, is_whole=True, unreadable_count=0
        )

    def test_other_statements_are_counted(self, tmp_path: Path) -> None:
        """Those that were replaced, and those on other branches."""
        repository = Repository(tmp_path)
        first = repository.commit({PATH: format_record(OTHER)}, DAY)
        repository.commit({PATH: format_record(SEALED)}, 2 * DAY)
        third = make_record({"company": "Third"})
        repository.commit({PATH: format_record(third)}, 2 * DAY, branch="side", start=first)
        write(tmp_path, SEALED)
        assert promises_of(tmp_path).statement_count == 3

    def test_other_statement_in_between_is_told(self, tmp_path: Path) -> None:
        """It did not stand all the time."""
        repository = Repository(tmp_path)
        first = repository.commit({PATH: format_record(SEALED)}, DAY)
        repository.commit({PATH: format_record(OTHER)}, 2 * DAY)
        repository.commit({PATH: format_record(SEALED)}, 3 * DAY)
        write(tmp_path, SEALED)
        promises = promises_of(tmp_path)
        assert promises.since == Standing(first, "1970-01-02")
        assert (promises.is_unbroken, promises.statement_count) == (False, 2)

    def test_version_that_was_wrong_still_promised(self, tmp_path: Path) -> None:
        """Whoever committed a commitment in a file with a mistake has committed to it; one without is counted."""
        repository = Repository(tmp_path)
        repository.commit({PATH: format_record(OTHER) + "unknown: 1\n"}, DAY)
        repository.commit({PATH: "blobs: [a]\n"}, 2 * DAY)
        repository.commit({PATH: format_record(SEALED)}, 3 * DAY)
        write(tmp_path, SEALED)
        promises = promises_of(tmp_path)
        assert (promises.statement_count, promises.unreadable_count) == (2, 1)

    def test_statement_that_is_not_committed_stands_since_never(self, tmp_path: Path) -> None:
        """In a repository without a commit, too."""
        repository = Repository(tmp_path)
        write(tmp_path, SEALED)
        assert promises_of(tmp_path).since is None
        repository.commit({"other.md": "x"}, DAY)
        assert promises_of(tmp_path) == Promises(
            None, is_unbroken=True, statement_count=1, is_whole=True, unreadable_count=0
        )

    def test_site_may_be_a_folder_of_its_repository(self, tmp_path: Path) -> None:
        """Only its own statement counts."""
        repository = Repository(tmp_path)
        first = repository.commit({f"blog/{PATH}": format_record(SEALED), PATH: format_record(OTHER)}, DAY)
        write(tmp_path, SEALED, f"blog/{PATH}")
        promises = promises_of(tmp_path / "blog")
        assert (promises.since, promises.statement_count) == (Standing(first, "1970-01-02"), 1)

    def test_shallow_clone_says_so(self, tmp_path: Path) -> None:
        """What is missing may hold anything."""
        repository = Repository(tmp_path / "origin")
        repository.commit({PATH: format_record(OTHER)}, DAY)
        repository.commit({PATH: format_record(SEALED)}, 2 * DAY)
        repository.git("clone", "--quiet", "--depth=1", f"file://{tmp_path}/origin", str(tmp_path / "clone"))
        assert not promises_of(tmp_path / "clone").is_whole

    def test_reveal_that_is_not_proven_is_told(self, tmp_path: Path) -> None:
        """At its line."""
        write(tmp_path, ACME)
        (tmp_path / PATH).write_text(format_record(ACME).replace('"Acme"', '"Evil"'))
        with pytest.raises(GeneratorError, match='the field "company" is not what the commitment promises'):
            verify(tmp_path)

    def test_folder_without_a_history_has_no_promises(self, tmp_path: Path) -> None:
        """An archive of the files."""
        write(tmp_path, ACME)
        verified = verify(tmp_path)
        assert (verified.promises, verified.unproven) == (None, ())

    def test_blobs_are_no_statement(self, tmp_path: Path) -> None:
        """There is nothing to check."""
        write(tmp_path, SealedRecord(blobs=(SealedBlob(file="blob.txt", sha256=f"sha256:{'0' * 64}"),)))
        with pytest.raises(GeneratorError, match="holds older blobs only"):
            verify(tmp_path)


def write_page(folder: Path, record: SealedRecord, path: str = "sealed/index.html", **changes: object) -> None:
    """Write a page of a built site."""
    revealed = [[each.name, each.salt, each.value] for each in record.revealed]
    data: dict[str, object] = {"file": "AAAA", "commitment": record.commitment, "withdrawn": [], "revealed": revealed}
    data |= {"digests": record.digests} | changes
    text = json.dumps({key: value for key, value in data.items() if value is not None}).replace("<", "\\u003c")
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(
        f'<!doctype html><p>x<script type="application/json" id="sealed-data">{text}</script><script>1</script>'
    )


class TestPage:
    """A built site, or what was saved of one."""

    @pytest.mark.parametrize("path", ["sealed/index.html", "index.html"])
    def test_reveal_is_proven_by_the_page(self, tmp_path: Path, path: str) -> None:
        """In the site's folder or the page's."""
        write_page(tmp_path, ACME, path)
        verified = verify(tmp_path)
        assert verified.revealed is not None
        assert [field.value for field in verified.revealed] == ["Acme"]
        assert (verified.source, verified.unproven, verified.promises) == (path, (), None)

    def test_reveal_is_proven_by_a_page_that_was_built(self, tmp_path: Path) -> None:
        """As it comes from the theme, with markup in the value."""
        space = SiteSpace(tmp_path / "site", "== site.yaml ==\ngit_dates: false\n")
        record = make_record({"company": "A </script><b>&amp; 🦁", "name": "Ada"}, revealed=("company",))
        space.write(PATH, format_record(record))
        space.write("content/sealed/statement.age", b"age-encryption.org/v1\n")
        assert space.build().is_published
        verified = verify(space.public)
        assert verified.revealed is not None
        assert [field.value for field in verified.revealed] == ["A </script><b>&amp; 🦁"]
        assert (verified.unproven, verified.commitment) == ((), record.commitment)

    @pytest.mark.parametrize(
        "changes",
        [
            {"commitment": OTHER.commitment},
            {"digests": ACME.digests[:1]},
            {"digests": ()},
            {"revealed": [["company", "A" * 43, "Evil"]]},
        ],
    )
    def test_changed_page_proves_nothing(self, tmp_path: Path, changes: dict[str, object]) -> None:
        """Whatever was changed."""
        write_page(tmp_path, ACME, **changes)
        assert verify(tmp_path).unproven == ("company",)

    def test_page_that_carries_no_reveals_says_nothing_of_them(self, tmp_path: Path) -> None:
        """That is something else than that there are none."""
        write_page(tmp_path, ACME, revealed=None)
        assert verify(tmp_path).revealed is None

    def test_page_that_cannot_be_read_is_told(self, tmp_path: Path) -> None:
        """Without a traceback."""
        write_page(tmp_path, ACME, digests="x")
        with pytest.raises(GeneratorError, match="cannot be read"):
            verify(tmp_path)

    def test_folder_without_a_statement_is_told(self, tmp_path: Path) -> None:
        """A home page is none."""
        (tmp_path / "index.html").write_text("<p>home")
        with pytest.raises(GeneratorError, match="there is neither"):
            verify(tmp_path)

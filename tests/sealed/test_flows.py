"""What `journal seal` does, also when it is killed, and what is never seen of it."""

import os
import random
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest

from generator.errors import GeneratorError
from generator.sealed import flows
from generator.sealed.ages import Identity, can_open, make_identity
from generator.sealed.flows import (
    Place,
    add_link,
    change_fields,
    list_links,
    open_own,
    open_sealed,
    refuse_second,
    reveal_fields,
    revoke_link,
    rotate_keys,
    seal_statement,
)
from generator.sealed.keeping import Sealed, read_sealed
from generator.sealed.keyfile import read_keys
from generator.sealed.links import parse_link
from generator.sources.sealedfile import SealedBlob, SealedRecord, format_record, parse_record
from tests.sealed.places import TODAY, VALUES, look, make_place, make_sealed, on, take_any_length

LATER = "2026-12-24"


def values_of(place: Place) -> dict[str, str]:
    """Open the statement with its owner's key."""
    return {field.name: field.value for field in open_own(place)}


def opens(place: Place, identity: Identity) -> bool:
    """Tell whether a key opens the file as it is now."""
    return can_open(look(place).data, identity)


def refusal(action: Callable[[], object]) -> str:
    """Say what an action that must fail is refused for."""
    with pytest.raises(GeneratorError) as raised:
        action()
    return str(raised.value)


@pytest.fixture
def any_length(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the first try of each encryption."""
    monkeypatch.setattr("generator.sealed.ages._grease_size", lambda _sealed, _count: 0)


@pytest.mark.usefixtures("any_length")
class TestSealing:
    """The statement itself."""

    def test_fields_come_out_as_they_went_in(self, tmp_path: Path) -> None:
        """To the last space; what is empty is left out."""
        place = make_place(tmp_path)
        seal_statement(place, VALUES | {"role": ""})
        assert values_of(place) == VALUES
        record = look(place).record
        assert (record.created, record.changed, record.revealed, record.digests) == (TODAY, TODAY, (), ())

    def test_second_statement_is_refused(self, tmp_path: Path) -> None:
        """Unless it is to replace the first; asking can be told beforehand."""
        place = make_sealed(tmp_path)
        assert "there is a sealed statement already" in refusal(lambda: seal_statement(place, {"name": "Eve"}))
        assert "there is a sealed statement already" in refusal(lambda: refuse_second(place))
        assert values_of(place) == VALUES

    def test_statement_is_replaced_for_the_same_links(self, tmp_path: Path) -> None:
        """Its id and first day stay; its salts do not, so that nobody sees which fields are the same."""
        place = make_sealed(tmp_path)
        link = add_link(place, "Acme")
        before, salts = look(place).record, {field.salt for field in open_own(place)}
        seal_statement(on(place, LATER), VALUES | {"company": "Other"}, replace=True)
        after = look(place).record
        assert (after.id, after.created, after.changed) == (before.id, TODAY, LATER)
        assert after.commitment != before.commitment
        assert not salts & {field.salt for field in open_own(place)}
        assert {field.value for field in open_sealed(look(place), link)} == {*VALUES.values(), "Other"} - {
            VALUES["company"]
        }

    def test_what_is_revealed_stays_revealed_if_it_stays(self, tmp_path: Path) -> None:
        """With its salt; a field that has become another is sealed again."""
        place = make_sealed(tmp_path)
        reveal_fields(place, ["name", "company"])
        before = look(place).record
        seal_statement(place, VALUES | {"company": "Other"}, replace=True)
        after = look(place).record
        assert [(each.name, each.salt) for each in after.revealed] == [
            (each.name, each.salt) for each in before.revealed if each.name == "name"
        ]
        assert after.digests != before.digests

    def test_fields_are_added_and_changed(self, tmp_path: Path) -> None:
        """The others keep their salts; what changes nothing writes nothing."""
        place = make_place(tmp_path)
        change_fields(place, {"name": "Ada"})
        salt = open_own(place)[0].salt
        change_fields(place, {"company": "Acme"})
        assert values_of(place) == {"name": "Ada", "company": "Acme"}
        assert {field.name: field.salt for field in open_own(place)}["name"] == salt
        before = look(place).data
        change_fields(place, {"company": "Acme"})
        assert look(place).data == before

    def test_blobs_are_kept(self, tmp_path: Path) -> None:
        """A statement may come after an older blob."""
        place = make_place(tmp_path)
        (place.root / "content" / "sealed").mkdir(parents=True)
        blob = SealedBlob(file="blob.txt", sha256=f"sha256:{'0' * 64}")
        (place.root / "content/sealed/statement.yaml").write_text(format_record(SealedRecord(blobs=(blob,))))
        (place.root / "content/sealed/blob.txt").write_text("AAAA")
        assert "there is no sealed statement yet" in refusal(lambda: add_link(place, "Acme"))
        seal_statement(place, VALUES)
        assert [each.file for each in look(place).record.blobs] == ["blob.txt"]
        assert (place.root / "content/sealed/blob.txt").read_text() == "AAAA"

    @pytest.mark.parametrize(
        ("values", "why"),
        [
            ({"name": ""}, "there is nothing to seal"),
            ({"Name": "Ada"}, "must be the name of a field"),
            ({"name": "A\x07"}, 'the field "name" has the character U\\+0007'),
            ({"statement": "x" * 70_000}, "the statement is too long"),
        ],
    )
    def test_what_cannot_be_sealed_is_refused(self, tmp_path: Path, values: dict[str, str], why: str) -> None:
        """And nothing is published."""
        place = make_place(tmp_path)
        with pytest.raises(GeneratorError, match=why):
            seal_statement(place, values)
        assert read_sealed(place.root) is None

    def test_clock_that_is_behind_harms_nothing(self, tmp_path: Path) -> None:
        """The file stays one that can be read."""
        place = make_sealed(tmp_path)
        add_link(on(place, "2020-01-01"), "Acme")
        assert look(place).record.changed == TODAY


def check_sizes(folder: Path, lengths: list[int], counts: list[int]) -> None:
    """Seal statements of several lengths for several links, and compare the sizes of all files."""
    sizes = set()
    for length in lengths:
        place = make_place_in(folder / str(length))
        seal_statement(place, {"company": "Acme", "statement": "x" * length})
        for count in range(max(counts)):
            if count + 1 in counts:
                sizes.add((place.root / "content/sealed/statement.age").stat().st_size)
            add_link(place, f"link {count}")
    assert len(sizes) == 1


def make_place_in(folder: Path) -> Place:
    """Make an empty site in a folder of its own."""
    folder.mkdir()
    return make_place(folder)


def test_size_says_nothing(tmp_path: Path) -> None:
    """Neither how much was written nor for how many."""
    check_sizes(tmp_path, [0, 3800], [1, 2, 4])


@pytest.mark.nightly
def test_size_says_nothing_of_any_statement(tmp_path: Path) -> None:
    """From nothing to 3,800 bytes, for the owner and up to seven others."""
    check_sizes(tmp_path, [*range(0, 3800, 200), 3799, 3800], [1, 2, 3, 4, 5, 6, 7, 8])


@pytest.mark.usefixtures("any_length")
class TestLinks:
    """Keys that are given away and taken back."""

    def test_each_link_opens_the_statement(self, tmp_path: Path) -> None:
        """Each has a key of its own, and all that were made before still do."""
        place = make_sealed(tmp_path)
        links = [add_link(place, f"link {count}") for count in range(8)]
        assert len(set(links)) == 8
        for link in links:
            assert {field.name: field.value for field in open_sealed(look(place), link)} == VALUES

    def test_labels_and_keys_are_not_published(self, tmp_path: Path) -> None:
        """Not even that there is a link."""
        place = make_sealed(tmp_path)
        before = look(place).record
        link = add_link(place, "Acme recruiting")
        published = b"".join(path.read_bytes() for path in place.root.rglob("*") if path.is_file())
        assert b"Acme" not in published
        assert link.public.encode() not in published
        assert look(place).record == before

    def test_label_is_taken_once(self, tmp_path: Path) -> None:
        """Until its link is withdrawn."""
        place = make_sealed(tmp_path)
        first = add_link(place, "Acme")
        assert 'there is a link with the label "Acme" already' in refusal(lambda: add_link(place, "Acme"))
        revoke_link(place, "Acme")
        second = add_link(place, "Acme")
        assert (opens(place, first), opens(place, second)) == (False, True)

    def test_withdrawn_link_opens_nothing(self, tmp_path: Path) -> None:
        """The others do, and its holder is told what has happened."""
        place = make_sealed(tmp_path)
        acme, other = add_link(place, "Acme"), add_link(place, "Other")
        revoke_link(on(place, LATER), "Acme")
        assert (opens(place, acme), opens(place, other)) == (False, True)
        assert "this link was withdrawn" in refusal(lambda: open_sealed(look(place), acme))
        assert [(each.label, each.withdrawn, each.opens) for each in list_links(place)] == [
            ("Acme", LATER, False),
            ("Other", "", True),
        ]
        assert 'the link "Acme" was withdrawn on 2026-12-24' in refusal(lambda: revoke_link(place, "Acme"))

    def test_unknown_label_is_told(self, tmp_path: Path) -> None:
        """With one that is like it."""
        place = make_sealed(tmp_path)
        add_link(place, "Acme recruiting")
        assert 'did you mean "Acme recruiting"?' in refusal(lambda: revoke_link(place, "Acme recruting"))

    def test_rotation_gives_the_owner_a_new_key(self, tmp_path: Path) -> None:
        """The links stay what they are."""
        place = make_sealed(tmp_path)
        link = add_link(place, "Acme")
        owner = read_keys(place.keys, look(place).record.id).owner
        assert rotate_keys(place) == ()
        assert (opens(place, owner), opens(place, link)) == (False, True)
        assert values_of(place) == VALUES

    def test_rotation_of_links_gives_each_a_new_key(self, tmp_path: Path) -> None:
        """The old ones are withdrawn; one that was withdrawn before stays so."""
        place = make_sealed(tmp_path)
        gone, old = add_link(place, "Gone"), add_link(place, "Acme")
        revoke_link(place, "Gone")
        renewed = rotate_keys(on(place, LATER), renew_links=True)
        assert [link.label for link in renewed] == ["Acme"]
        assert [opens(place, key) for key in (gone, old, renewed[0].identity)] == [False, False, True]
        assert "this link was withdrawn" in refusal(lambda: open_sealed(look(place), old))

    def test_link_of_another_statement_is_told(self, tmp_path: Path) -> None:
        """It is no withdrawn one."""
        place = make_sealed(tmp_path)
        assert "this link does not open this statement" in refusal(lambda: open_sealed(look(place), make_identity()))

    def test_statement_of_another_key_file_is_told(self, tmp_path: Path) -> None:
        """Such as the one of another branch."""
        place = make_sealed(tmp_path)
        other = make_sealed(make_folder(tmp_path / "other"))
        shutil.copy(other.root / "content/sealed/statement.age", place.root / "content/sealed/statement.age")
        assert "the key file does not open this statement" in refusal(lambda: open_own(place))


def make_folder(folder: Path) -> Path:
    """Make a folder."""
    folder.mkdir()
    return folder


@pytest.mark.usefixtures("any_length")
class TestRevealing:
    """What is published for good."""

    def test_chosen_fields_are_published(self, tmp_path: Path) -> None:
        """The file is one that the build takes, and the others are not in it."""
        place = make_sealed(tmp_path)
        before = look(place).data
        revealed = reveal_fields(place, ["company"])
        assert (revealed.added, revealed.all, revealed.hidden) == (("company",), ("company",), ("name", "statement"))
        text = (place.root / "content/sealed/statement.yaml").read_text()
        record, problems = parse_record(text, "statement.yaml")
        assert problems == ()
        assert record is not None
        assert [(each.name, each.value) for each in record.revealed] == [("company", VALUES["company"])]
        assert len(record.digests) == len(VALUES)
        assert "Ada" not in text
        assert look(place).data == before

    def test_more_can_follow(self, tmp_path: Path) -> None:
        """What is revealed stays so; the second time nothing is written."""
        place = make_sealed(tmp_path)
        reveal_fields(place, ["company"])
        assert reveal_fields(place, ["name"]).all == ("company", "name")
        path = place.root / "content/sealed/statement.yaml"
        inode = path.stat().st_ino
        assert reveal_fields(place, ["name"]).added == ()
        assert path.stat().st_ino == inode
        assert reveal_fields(place).added == ("statement",)

    def test_unknown_field_is_told(self, tmp_path: Path) -> None:
        """With one that is like it, and nothing is published."""
        place = make_sealed(tmp_path)
        assert 'did you mean "company"?' in refusal(lambda: reveal_fields(place, ["name", "compny"]))
        assert look(place).record.revealed == ()


def check_mutations(folder: Path, count: int) -> None:
    """Change a bit of the commitment at as many places; the statement must not be shown for any."""
    place = make_sealed(folder)
    link = add_link(place, "Acme")
    sealed, chance = look(place), random.Random(7)
    text = format_record(sealed.record)
    start = text.index("sha256:")
    for _ in range(count):
        changed = bytearray(text.encode())
        changed[start + chance.randrange(len(sealed.record.commitment))] ^= 1 << chance.randrange(8)
        record, problems = parse_record(changed.decode("utf-8", "replace"), "statement.yaml")
        assert (record is None) == bool(problems)
        if record is not None:
            assert "is not what the commitment" in refusal(partial(open_sealed, Sealed(record, sealed.data), link))


def test_changed_commitment_is_not_accepted(tmp_path: Path) -> None:
    """It is no commitment any more, or not to this statement."""
    check_mutations(tmp_path, 60)


@pytest.mark.nightly
def test_commitment_changed_anywhere_is_not_accepted(tmp_path: Path) -> None:
    """Five hundred places and bits."""
    check_mutations(tmp_path, 500)


def run_killed(action: Callable[[], object], operation_index: int) -> bool:
    """Run something in a forked process that dies just before its n-th system operation, or in the middle of a write.

    Returns:
        whether it came so far; if not, it ran to its end.
    """
    child = os.fork()
    if child == 0:
        count = 0
        write, sync = os.write, os.fsync

        def step() -> bool:
            nonlocal count
            count += 1
            return count > operation_index

        def watch(event: str, _arguments: tuple[object, ...]) -> None:
            if (event == "open" or event.startswith(("os.", "ctypes."))) and step():
                os._exit(137)

        def write_half(descriptor: int, data: bytes) -> int:
            if step():
                write(descriptor, bytes(data)[: len(data) // 2])
                os._exit(137)
            return write(descriptor, data)

        def sync_never(descriptor: int) -> None:
            if step():
                os._exit(137)
            sync(descriptor)

        try:
            os.write, os.fsync = write_half, sync_never  # type: ignore[assignment]
            take_any_length()
            sys.addaudithook(watch)
            action()
        except BaseException:  # noqa: BLE001 the child of a test must never come back into pytest
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in {0, 137}
    return status == 137


COMMANDS: dict[str, Callable[[Place], object]] = {
    "link": lambda place: add_link(place, "New"),
    "revoke": lambda place: revoke_link(place, "Acme"),
    "rotate": rotate_keys,
    "rotate, without links": rotate_keys,
    "rotate --links": lambda place: rotate_keys(place, renew_links=True),
    "reveal": reveal_fields,
    "new --replace": lambda place: seal_statement(place, {"name": "Eve"}, replace=True),
}


def check_whole(place: Place, started: dict[str, bytes]) -> None:
    """Check that keys and files are each the old or a new one, and fit each other."""
    sealed = look(place)
    read_keys(place.keys, sealed.record.id)
    # Opening compares what is in the file with the commitment.
    assert {field.name: field.value for field in open_own(place)} in (VALUES, {"name": "Eve"})
    published = read_files(place)
    changed = {path for path in published if published[path] != started[path]}
    # Whether the two fit was seen when they were opened; a link is said to be withdrawn when it is.
    assert changed in (set(), {"statement.age"}, {"statement.age", "statement.yaml"}, {"statement.yaml"})
    if sealed.record.withdrawn:
        assert "statement.age" in changed


def read_files(place: Place) -> dict[str, bytes]:
    """Read what is published; a hidden file, which a kill may leave, is not."""
    files = (place.root / "content" / "sealed").glob("[!.]*")
    return {path.name: path.read_bytes() for path in files}


def count_kills(folder: Path, name: str, step: int) -> int:
    """Kill a command at every operation, or at every so many, and go on with it afterwards."""
    command = COMMANDS[name]
    template = make_sealed(make_folder(folder / "template"))
    if "without links" not in name:
        add_link(template, "Other")
        link = add_link(template, "Acme")
    started = read_files(template)
    operation_index = 0
    while True:
        copy = folder / str(operation_index)
        shutil.copytree(folder / "template", copy)
        (copy / "keys").chmod(0o700)
        place = Place(copy / "site", copy / "keys", TODAY)
        was_killed = run_killed(partial(command, place), operation_index)
        check_whole(place, started)
        if not was_killed:
            return operation_index
        # Calling it again does what was left to do, or finds that nothing was.
        refused = ""
        try:
            command(place)
        except GeneratorError as error:
            refused = str(error)
        assert not refused or "already" in refused or "was withdrawn on" in refused
        check_whole(place, started)
        assert all(state.opens != bool(state.withdrawn) for state in list_links(place))
        if name == "revoke":
            assert not opens(place, link)
        assert [path.name for path in (copy / "site" / "content").iterdir()] == ["sealed"]
        assert {path.name for path in (copy / "site" / "content" / "sealed").iterdir()} == started.keys()
        assert not [path for path in (copy / "keys").iterdir() if path.name.endswith(".tmp")]
        shutil.rmtree(copy)
        operation_index += step


@pytest.mark.usefixtures("any_length")
class TestKilled:
    """At every instant a key file that opens what is published, and two files that fit."""

    @pytest.mark.parametrize("name", COMMANDS)
    def test_killed_now_and_then(self, tmp_path: Path, name: str) -> None:
        """At every seventh operation; nightly at each."""
        assert count_kills(tmp_path, name, 7) > 15

    @pytest.mark.nightly
    @pytest.mark.parametrize("name", COMMANDS)
    def test_killed_at_any_operation(self, tmp_path: Path, name: str) -> None:
        """The old keys or the new ones, never none."""
        assert count_kills(tmp_path, name, 1) > 15

    def test_killed_while_sealing_the_first_statement(self, tmp_path: Path) -> None:
        """There is none, or all of it, and then its key."""
        operation_index, was_killed = 0, True
        while was_killed:
            place = make_place_in(tmp_path / str(operation_index))
            was_killed = run_killed(partial(seal_statement, place, VALUES), operation_index)
            if read_sealed(place.root) is None:
                assert was_killed
                seal_statement(place, VALUES)
            assert values_of(place) == VALUES
            operation_index += 1
        assert operation_index > 15


def test_link_that_was_half_made_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its key is in the key file, and nobody has seen it."""
    place = make_sealed(tmp_path)

    def fail(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(flows, "write_sealed", fail)
        with pytest.raises(OSError, match=r"^$"):
            add_link(place, "Acme")
    assert [state.opens for state in list_links(place)] == [False]
    kept = read_keys(place.keys, look(place).record.id).links[0].identity
    assert add_link(place, "Acme") == kept
    assert opens(place, kept)


def test_link_that_was_half_withdrawn_stays_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the key file still has it, no later command encrypts for it."""
    place = make_sealed(tmp_path)
    link = add_link(place, "Acme")

    def fail(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(flows, "write_keys", fail)
        with pytest.raises(OSError, match=r"^$"):
            revoke_link(place, "Acme")
    assert [(state.opens, state.withdrawn) for state in list_links(place)] == [(False, TODAY)]
    add_link(place, "Other")
    assert not opens(place, link)
    revoke_link(place, "Acme")
    assert read_keys(place.keys, look(place).record.id).find("Acme") is not None
    assert not opens(place, link)


def test_links_of_any_program_are_taken(tmp_path: Path) -> None:
    """The key in a link is one of age, and nothing more."""
    place = make_sealed(tmp_path)
    link = add_link(place, "Acme")
    assert parse_link(f"x {link.text} y") == msgspec.structs.replace(link)

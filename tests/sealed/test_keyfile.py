"""The key file: refused when anything is odd about it, and never lost."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from generator.errors import GeneratorError
from generator.sealed.ages import make_identity
from generator.sealed.keyfile import (
    check_folder,
    find_folder,
    hold_keys,
    name_key_file,
    read_former_owners,
    read_keys,
    write_keys,
)
from generator.sealed.keyring import KeyRing, Link, encode_keys

ID = "0123456789abcdef"
RING = KeyRing(ID, make_identity(), (Link("Acme", make_identity(), "2026-11-27"),))
OTHER = KeyRing("fedcba9876543210", make_identity())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a key file in it."""
    keys = tmp_path / "settings" / "keys"
    with hold_keys(keys):
        write_keys(keys, RING)
    return keys


def test_keys_are_their_owners_alone(folder: Path) -> None:
    """The folder, the file, its older versions, and the lock."""
    with hold_keys(folder):
        write_keys(folder, msgspec.structs.replace(RING, links=()))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
        f"{ID}.json": 0o600,
        f"{ID}.json.1": 0o600,
        "lock": 0o600,
    }


def test_last_five_versions_are_kept(folder: Path) -> None:
    """The youngest is the first; each holds the keys as they were."""
    rings = [RING, *(msgspec.structs.replace(RING, owner=make_identity()) for _ in range(7))]
    with hold_keys(folder):
        for ring in rings[1:]:
            write_keys(folder, ring)
    assert read_keys(folder, ID) == rings[-1]
    assert read_former_owners(folder, ID) == tuple(ring.owner for ring in rings[-2:-7:-1])
    assert {path.name for path in folder.iterdir()} == {"lock", f"{ID}.json", *(f"{ID}.json.{n}" for n in range(1, 6))}


def test_same_keys_are_not_written_again(folder: Path) -> None:
    """No version is pushed out by nothing."""
    before = name_key_file(folder, ID).stat().st_ino
    write_keys(folder, RING)
    assert name_key_file(folder, ID).stat().st_ino == before
    assert read_former_owners(folder, ID) == ()


def _open_to_others(keys: Path) -> None:
    name_key_file(keys, ID).chmod(0o640)


def _open_folder(keys: Path) -> None:
    keys.chmod(0o755)


def _link_file(keys: Path) -> None:
    name_key_file(keys, ID).rename(keys / "moved")
    name_key_file(keys, ID).symlink_to(keys / "moved")


def _link_folder(keys: Path) -> None:
    keys.rename(keys.with_name("moved"))
    keys.symlink_to(keys.with_name("moved"))


def _move_into_repository(keys: Path) -> None:
    git = keys.parent / ".git"
    git.mkdir()
    (git / "HEAD").write_text("ref: refs/heads/main\n")


def _make_pipe(keys: Path) -> None:
    name_key_file(keys, ID).unlink()
    os.mkfifo(name_key_file(keys, ID), 0o600)


def _make_folder(keys: Path) -> None:
    name_key_file(keys, ID).unlink()
    name_key_file(keys, ID).mkdir(0o700)


def _name_twice(keys: Path) -> None:
    os.link(name_key_file(keys, ID), keys.parent / "second")


def _break(keys: Path) -> None:
    path = name_key_file(keys, ID)
    path.write_bytes(path.read_bytes()[:-20])


def _empty(keys: Path) -> None:
    name_key_file(keys, ID).write_bytes(b"")


def _exchange(keys: Path) -> None:
    name_key_file(keys, ID).write_bytes(encode_keys(OTHER))


def _remove(keys: Path) -> None:
    name_key_file(keys, ID).unlink()


def _remove_folder(keys: Path) -> None:
    shutil.rmtree(keys)


REFUSALS: dict[str, tuple[Callable[[Path], None], str]] = {
    "file readable by others": (_open_to_others, "can be read or changed by others"),
    "folder readable by others": (_open_folder, "can be read or changed by others"),
    "file is a link": (_link_file, "is a symbolic link"),
    "folder is a link": (_link_folder, "is a symbolic link"),
    "inside a repository": (_move_into_repository, "is inside a git repository"),
    "a pipe": (_make_pipe, "is not a regular file"),
    "a folder": (_make_folder, "is not a regular file"),
    "second name": (_name_twice, "has a second name somewhere"),
    "broken": (_break, "it is not the JSON of a key file"),
    "empty": (_empty, "it is not the JSON of a key file"),
    "of another statement": (_exchange, "holds the keys of another statement"),
    "missing": (_remove, "there is no key file for this statement"),
    "folder missing": (_remove_folder, "there is no key file for this statement"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_odd_key_file_is_refused(folder: Path, case: str) -> None:
    """With its path and what is odd, and without a key; nothing is mended, and nothing is written over."""
    spoil, why = REFUSALS[case]
    spoil(folder)
    with pytest.raises(GeneratorError, match=why) as raised:
        read_keys(folder, ID)
    assert str(folder) in str(raised.value)
    assert not any(key.text[20:40] in str(raised.value) for key in (RING.owner, OTHER.owner))


@pytest.mark.parametrize("case", [case for case in REFUSALS if "missing" not in case])
def test_odd_key_file_is_not_written_over(folder: Path, case: str) -> None:
    """Whatever it is, it may be the only copy of a key."""
    REFUSALS[case][0](folder)
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(GeneratorError), hold_keys(folder):
        write_keys(folder, msgspec.structs.replace(RING, links=()))
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_key_file_of_another_user_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could be read by them."""
    stranger = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: stranger)
    with pytest.raises(GeneratorError, match="belongs to another user"):
        read_keys(folder, ID)


def test_folder_is_not_made_inside_a_repository(tmp_path: Path) -> None:
    """A folder that is refused is not left behind."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    with pytest.raises(GeneratorError, match="inside a git repository"), hold_keys(tmp_path / "a" / "keys"):
        pass
    assert not (tmp_path / "a").exists()


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """It is somebody's."""
    (tmp_path / "keys").write_text("mine")
    with pytest.raises(GeneratorError, match="is not a folder"):
        check_folder(tmp_path / "keys")


def test_folder_is_the_users_or_the_one_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative name is below the present folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert find_folder({}).parts[-2:] == ("learning-journal", "seal")
    assert find_folder({}).is_relative_to(tmp_path)
    assert find_folder({"JOURNAL_SEAL_DIR": "keys"}) == tmp_path / "keys"
    assert find_folder({"JOURNAL_SEAL_DIR": ""}) == find_folder({})

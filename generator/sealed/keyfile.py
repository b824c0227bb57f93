"""The key file: where it is, what it is refused for, and how it is written; the home of platformdirs.

World.
Does not know what the keys open.

One file for each statement, `<id>.json`, in the user's folder of settings, never in a repository; beside it the last
five versions, `<id>.json.1` the youngest. A key that is lost cannot be made again, so a version is never changed in
place, and whatever is odd about the file is a refusal and never a repair.
"""

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NoReturn

import platformdirs

from generator.errors import GeneratorError, Location, Problem
from generator.publish.folders import flag, sync
from generator.publish.lock import hold_lock
from generator.sealed.ages import Identity
from generator.sealed.files import clear_leftovers, find_work_tree, read_all, replace_file
from generator.sealed.keyring import KeyRing, NotAKeyFileError, SecretBytes, decode_keys, encode_keys

FOLDER_VARIABLE: Final = "JOURNAL_SEAL_DIR"
VERSION_COUNT: Final = 5
MAX_SIZE_BYTES: Final = 4 << 20

_OWNER_ONLY = 0o600
_FOLDER_OWNER_ONLY = 0o700
_FOR_OTHERS = 0o077


def find_folder(environment: Mapping[str, str]) -> Path:
    """Name the folder of key files, which need not exist: the user's, or the one that `JOURNAL_SEAL_DIR` names."""
    named = environment.get(FOLDER_VARIABLE, "")
    return Path(named).absolute() if named else Path(platformdirs.user_config_dir("learning-journal")) / "seal"


def name_key_file(folder: Path, id_: str) -> Path:
    """Name the key file of a statement."""
    return folder / f"{id_}.json"


@contextmanager
def hold_keys(folder: Path) -> Iterator[None]:
    """Keep two commands apart that would change keys, and make the folder if there is none.

    Raises:
        GeneratorError: the folder is not fit to hold a key.
        LockHeld: another command has been at it for ten seconds.
    """
    if not folder.exists() and not folder.is_symlink():
        _check_place(folder)
        folder.mkdir(mode=_FOLDER_OWNER_ONLY, parents=True)
    check_folder(folder)
    with hold_lock(folder, command="journal seal"):
        with suppress(FileNotFoundError):
            (folder / "lock").chmod(_OWNER_ONLY)
        yield


def check_folder(folder: Path) -> None:
    """Refuse a folder that others can look into, or that a repository would publish.

    Raises:
        GeneratorError: it is not fit to hold a key.
    """
    status = folder.lstat()
    if stat.S_ISLNK(status.st_mode):
        _refuse(
            folder, "is a symbolic link, and keys are kept in a folder itself", f"name another by {FOLDER_VARIABLE}"
        )
    if not stat.S_ISDIR(status.st_mode):
        _refuse(folder, "is not a folder", f"name another by {FOLDER_VARIABLE}")
    _check_place(folder)
    _check_owner(folder, status, "700")


def _check_place(folder: Path) -> None:
    work_tree = find_work_tree(folder)
    if work_tree is not None:
        hint = f"name a folder outside of it by {FOLDER_VARIABLE}"
        _refuse(folder, "is inside a git repository, where a key would be published sooner or later", hint)


def _check_owner(path: Path, status: os.stat_result, mode: str) -> None:
    if sys.platform == "win32":
        return  # Its access lists are not in the mode; a user's folder of settings is the user's alone there.
    if status.st_uid != os.geteuid():
        _refuse(path, "belongs to another user", "use the account that made it")
    if status.st_mode & _FOR_OTHERS:
        _refuse(path, "can be read or changed by others", f"chmod {mode} '{path}'")


def has_keys(folder: Path, id_: str) -> bool:
    """Tell whether there is a key file for a statement, be it one that is refused."""
    return os.path.lexists(name_key_file(folder, id_))


def read_keys(folder: Path, id_: str) -> KeyRing:
    """Read the keys of a statement.

    Raises:
        GeneratorError: there are none here, or the file is refused.
    """
    path = name_key_file(folder, id_)
    if not has_keys(folder, id_):
        hint = "restore it from a copy; without it the statement can be opened by links only, and not changed"
        _refuse(path, "there is no key file for this statement", hint)
    check_folder(folder)
    return _read(path, id_)


def read_former_owners(folder: Path, id_: str) -> tuple[Identity, ...]:
    """Give the owner's keys of the versions that are kept, youngest first; a version that is refused is passed over."""
    owners = []
    for number in range(1, VERSION_COUNT + 1):
        with suppress(GeneratorError, OSError):
            owners.append(_read(_name_version(folder, id_, number), id_).owner)
    return tuple(owners)


def _read(path: Path, id_: str) -> KeyRing:
    if path.is_symlink():
        _refuse(path, "is a symbolic link, which is not followed", "put the file itself there")
    reader = os.open(path, os.O_RDONLY | flag("O_NOFOLLOW") | flag("O_NONBLOCK") | flag("O_CLOEXEC"))
    try:
        status = os.fstat(reader)
        if not stat.S_ISREG(status.st_mode):
            _refuse(path, "is not a regular file")
        _check_owner(path, status, "600")
        if status.st_nlink > 1:
            _refuse(path, "has a second name somewhere (a hard link)", "copy it, and put the copy in its place")
        data = SecretBytes(read_all(reader, MAX_SIZE_BYTES, str(path)))
    finally:
        os.close(reader)
    hint = f"the last versions are beside it: {path.name}.1 is the youngest" if path.suffix == ".json" else ""
    try:
        ring = decode_keys(data)
    except NotAKeyFileError as error:
        _refuse(path, f"cannot be read: {error}", hint)
    if ring.id != id_:
        _refuse(path, f'holds the keys of another statement, "{ring.id[:16]}"', hint)
    return ring


def write_keys(folder: Path, ring: KeyRing) -> None:
    """Write the keys of a statement, and keep the version that was there; only for who holds the folder.

    At every instant the key file is the old one or the new one.

    Raises:
        GeneratorError: the file that is there is refused, and stays.
    """
    path = name_key_file(folder, ring.id)
    clear_leftovers(folder, path.name)
    data = encode_keys(ring)
    if os.path.lexists(path):
        before = encode_keys(read_keys(folder, ring.id))
        if before == data:
            return
        _shift_versions(folder, ring.id)
        # A second name for the file would be quicker, and after a kill a reason to refuse it.
        replace_file(_name_version(folder, ring.id, 1), before, _OWNER_ONLY)
    replace_file(path, data, _OWNER_ONLY)


def _shift_versions(folder: Path, id_: str) -> None:
    there = [number for number in range(1, VERSION_COUNT + 1) if os.path.lexists(_name_version(folder, id_, number))]
    free = next((number for number in range(1, VERSION_COUNT + 1) if number not in there), VERSION_COUNT)
    for number in range(free, 1, -1):
        _name_version(folder, id_, number - 1).replace(_name_version(folder, id_, number))
    sync(str(folder))


def _name_version(folder: Path, id_: str, number: int) -> Path:
    return folder / f"{id_}.json.{number}"


def _refuse(path: Path, message: str, hint: str = "") -> NoReturn:
    raise GeneratorError([Problem(message, Location(str(path)), hint=hint)])

"""How editors and other programs save a file: the system calls of sixteen of them, with pauses between."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PAUSE_S = 0.008
"""Between two steps of a save; longer than the watcher waits after a save that looks complete."""


class Writer:
    """Somebody who saves files below a folder, in one of many ways.

    Args:
        folder: what is watched.
        outside: a folder of the same file system that is not.
    """

    def __init__(self, folder: Path, outside: Path) -> None:
        self.folder = folder
        self.outside = outside
        self.longest_pause_s = 0.0
        """The longest that a save stood still: on a busy machine longer than was asked for."""
        self._left_s = time.monotonic()

    def begin(self) -> None:
        """Begin to measure how long a save stands still."""
        self.longest_pause_s = 0.0
        self._left_s = time.monotonic()

    def rest(self) -> None:
        """Let others run between two steps."""
        time.sleep(PAUSE_S)
        now_s = time.monotonic()
        self.longest_pause_s = max(self.longest_pause_s, now_s - self._left_s)
        self._left_s = now_s

    def put(self, path: Path, text: str, flags: int = os.O_TRUNC) -> None:
        """Write a file in two steps: opened and emptied, then filled and closed."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0o644)
        self.rest()
        os.write(descriptor, text.encode())
        self.rest()
        os.close(descriptor)

    def replace(self, temporary: Path, path: Path, text: str) -> None:
        """Write a temporary file and move it over the file."""
        self.put(temporary, text)
        self.rest()
        temporary.rename(path)

    def git(self, *arguments: str, data: str = "") -> str:
        """Run git and return what it prints."""
        command = ["git", "-c", "user.name=n", "-c", "user.email=e", *arguments]
        done = subprocess.run(command, cwd=self.folder, input=data, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit(self, path: Path, text: str, *, merge: str = "") -> str:
        """Make a commit on top of the head in which a file has another text, without touching the file."""
        lines = ["commit refs/saved/last", "mark :1", "committer n <e> 1 +0000", "data 0", "from HEAD^0"]
        lines += [f"merge {merge}"] if merge else []
        name = path.relative_to(self.folder).as_posix()
        lines += [f"M 100644 inline {name}", f"data {len(text.encode())}", text, "get-mark :1", ""]
        return self.git("fast-import", "--quiet", "--force", data="\n".join(lines))


def save_plain(writer: Writer, path: Path, text: str) -> None:
    """As nano does: the file is emptied and written."""
    writer.put(path, text)


def save_vim(writer: Writer, path: Path, text: str) -> None:
    """Probes the folder, moves the old file away as a backup, writes anew, removes the backup."""
    swap = path.with_name(f".{path.name}.swp")
    swap.write_text("swap", encoding="utf-8")
    probe = path.with_name("4913")
    probe.touch()
    probe.unlink()
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    writer.rest()
    writer.put(path, text)
    path.chmod(0o644)
    writer.rest()
    backup.unlink()
    swap.unlink()


def save_emacs(writer: Writer, path: Path, text: str) -> None:
    """Locks by a link that leads nowhere, saves by itself beside the file, moves the old file away, writes anew."""
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("user@host.1234:5678")
    itself = path.with_name(f"#{path.name}#")
    writer.put(itself, text)
    path.rename(path.with_name(f"{path.name}~"))
    writer.rest()
    writer.put(path, text)
    writer.rest()
    lock.unlink()
    itself.unlink()


def save_vscode(writer: Writer, path: Path, text: str) -> None:
    """Opens the file as it is, empties it, writes it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    os.ftruncate(descriptor, 0)
    writer.rest()
    os.write(descriptor, text.encode())
    writer.rest()
    os.fsync(descriptor)
    os.close(descriptor)


def save_jetbrains(writer: Writer, path: Path, text: str) -> None:
    """Writes beside the file, moves the old one away and the new one to its place."""
    new, old = (path.with_name(f"{path.name}___jb_{which}___") for which in ("tmp", "old"))
    writer.put(new, text)
    path.rename(old)
    writer.rest()
    new.rename(path)
    writer.rest()
    old.unlink()


def save_gnome(writer: Writer, path: Path, text: str) -> None:
    """Writes to a hidden name and moves that over the file."""
    writer.replace(path.with_name(".goutputstream-X1Y2Z3"), path, text)


def save_sed(writer: Writer, path: Path, text: str) -> None:
    """Writes to a name that looks like any other, and moves that over the file."""
    writer.replace(path.with_name("sedX1Y2Z3"), path, text)


def save_sublime(writer: Writer, path: Path, text: str) -> None:
    """Writes to a hidden name, flushes it to the disk, gives it the file's mode, moves it over the file."""
    temporary = path.with_name(".sublX1Y.tmp")
    writer.put(temporary, text)
    descriptor = os.open(temporary, os.O_RDONLY)
    os.fsync(descriptor)
    os.fchmod(descriptor, 0o644)
    os.close(descriptor)
    temporary.rename(path)


def save_rsync(writer: Writer, path: Path, text: str) -> None:
    """Writes to a hidden name, gives it the time of its origin, moves it over the file."""
    temporary = path.with_name(f".{path.name}.X1Y2Z3")
    writer.put(temporary, text)
    os.utime(temporary, (1_500_000_000, 1_500_000_000))
    writer.rest()
    temporary.rename(path)


def save_syncthing(writer: Writer, path: Path, text: str) -> None:
    """Writes to a name of its own, and moves that over the file."""
    writer.replace(path.with_name(f"~syncthing~{path.name}.tmp"), path, text)


def save_office(writer: Writer, path: Path, text: str) -> None:
    """Says beside the file whose it is, and writes it in place."""
    owner = path.with_name(f"~${path.name}")
    writer.put(owner, "owner")
    writer.put(path, text)
    writer.rest()
    owner.unlink()


def save_macos(writer: Writer, path: Path, text: str) -> None:
    """Leaves its own notes in the folder and beside the file."""
    writer.put(path.with_name(f"._{path.name}"), "resources")
    writer.put(path, text)
    writer.rest()
    writer.put(path.with_name(".DS_Store"), "view")


def save_git_checkout(writer: Writer, path: Path, text: str) -> None:
    """Checks out a commit in which the file has another text."""
    writer.git("checkout", "--quiet", "--detach", writer.commit(path, text))


def save_git_stash(writer: Writer, path: Path, text: str) -> None:
    """Puts back what was stashed, after what there is was committed."""
    writer.git("commit", "--quiet", "--all", "--allow-empty", "-m", "x")
    index = writer.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "index")
    writer.git("stash", "apply", "--quiet", writer.commit(path, text, merge=index))


def save_move_in(writer: Writer, path: Path, text: str) -> None:
    """Moves a file from a folder that nobody watches."""
    writer.replace(writer.outside / "new.md", path, text)


def save_copy_over(writer: Writer, path: Path, text: str) -> None:
    """As `cp` does: the file is emptied and filled piece by piece."""
    with path.open("w", encoding="utf-8", buffering=1) as file:
        for line in text.splitlines(keepends=True):
            writer.rest()
            file.write(line)
        writer.rest()


SAVE_COUNTS = [5, pytest.param(20, marks=pytest.mark.nightly)]
"""How often in a row each of them is tried."""

SAVES: dict[str, Callable[[Writer, Path, str], None]] = {
    "plain": save_plain,
    "vim": save_vim,
    "emacs": save_emacs,
    "vscode": save_vscode,
    "jetbrains": save_jetbrains,
    "gnome": save_gnome,
    "sed": save_sed,
    "sublime": save_sublime,
    "rsync": save_rsync,
    "syncthing": save_syncthing,
    "office": save_office,
    "macos": save_macos,
    "git checkout": save_git_checkout,
    "git stash": save_git_stash,
    "move in": save_move_in,
    "copy over": save_copy_over,
}
"""Each way of saving, by its name."""

"""Repositories whose commits are written down rather than made by hand, and a git that does as it is told."""

import os
import subprocess
from pathlib import Path

from generator.sources.history import History, read_history


class Repository:
    """A repository whose commits are written down rather than made by hand."""

    def __init__(self, folder: Path) -> None:
        """Make an empty repository in the folder."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", ".")

    def git(self, *arguments: str, data: bytes = b"") -> str:
        """Run git and return what it prints."""
        command = ["git", "-c", "user.name=n", "-c", "user.email=e", "-c", "protocol.file.allow=always", *arguments]
        done = subprocess.run(command, cwd=self.folder, input=data, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def commit(
        self,
        changes: dict[str, str | bytes | None],
        seconds: int,
        *,
        zone: str = "+0000",
        branch: str = "main",
        start: str = "",
        merge: str = "",
    ) -> str:
        """Add a commit to a branch; a content of None deletes the file; returns the commit's id."""
        lines = [
            f"commit refs/heads/{branch}\nauthor A <a> {seconds} {zone}\ncommitter C <c> {seconds + 9} +0000\ndata 0\n"
        ]
        parent = start or self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")
        lines += [f"from {parent}\n"] if parent else []
        lines += [f"merge {merge}\n"] if merge else []
        stream = b"".join(line.encode() for line in lines)
        for path, content in changes.items():
            quoted = (
                b'"' + os.fsencode(path).replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b'"', b'\\"') + b'"'
            )
            data = content.encode() if isinstance(content, str) else content
            if data is None:
                stream += b"D " + quoted + b"\n"
            else:
                stream += b"M 100644 inline " + quoted + b"\ndata %d\n" % len(data) + data + b"\n"
        self.git("fast-import", "--quiet", "--force", "--date-format=raw-permissive", data=stream)
        return self.git("rev-parse", f"refs/heads/{branch}")

    def read(self, previous: History | None = None, *, folder: str = "") -> History:
        """Read the history, which must be there and without problems."""
        history, problems = read_history(self.folder / folder, previous)
        assert history is not None
        assert problems == ()
        return history


def install_git(folder: Path, script: str) -> None:
    """Put a program called git into a folder of programs."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "git"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)

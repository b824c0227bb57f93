"""What git is about to commit, or has in its index already, and the secret keys in it.

World: asks git.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from generator.errors import Location, Problem
from generator.sources.git import run_git, split_blobs
from generator.sources.secretkeys import GIT_PATTERN, HINT, MESSAGE

_TIMEOUT_S = 60.0


def find_staged_keys(root: Path) -> tuple[Problem, ...]:
    """Name the files below a folder that hold a secret key as git's index has them; none without git.

    Args:
        root: the site's folder; problems call files as they are seen from it.
    """
    try:
        done = run_git(root, _TIMEOUT_S, "grep", "--cached", "-l", "-z", "-a", "-i", "-E", "-e", GIT_PATTERN)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    paths = [path.decode("utf-8", "surrogateescape") for path in done.stdout.split(b"\0") if path]
    return tuple(Problem(f"{MESSAGE}, in git's index", Location(path), hint=_HINT) for path in paths)


def read_staged(root: Path) -> Iterator[tuple[str, bytes]]:
    """Give the files below a folder as git's index has them, with their paths from there; none without git."""
    try:
        listing = run_git(root, _TIMEOUT_S, "ls-files", "--cached", "--stage", "-z", "--", ".").stdout
        entries = [entry.split(b"\t", 1) for entry in listing.split(b"\0") if entry]
        # The id of a submodule is that of a commit, which is not here.
        files = [(meta.split(b" ")[1], path) for meta, path in entries if not meta.startswith(b"160000")]
        for first in range(0, len(files), _BATCH):
            part = files[first : first + _BATCH]
            answer = run_git(
                root, _TIMEOUT_S, "cat-file", "--batch", data=b"\n".join([name for name, _ in part]) + b"\n"
            )
            contents = split_blobs(answer.stdout, missing=b"")
            for (_, path), content in zip(part, contents, strict=False):
                yield path.decode("utf-8", "surrogateescape"), content
    except (OSError, subprocess.TimeoutExpired):
        return


_BATCH = 200
"""Files that are in memory at once."""

_HINT = f"{HINT}; `git rm --cached FILE` takes a file out of what the next commit has"

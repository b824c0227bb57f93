"""Secret keys in what git is about to commit, or has in its index already.

World: asks git.
"""

import subprocess
from pathlib import Path

from generator.errors import Location, Problem
from generator.sources.git import run_git
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


_HINT = f"{HINT}; `git rm --cached FILE` takes a file out of what the next commit has"

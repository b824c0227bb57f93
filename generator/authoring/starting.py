"""A new journal: the files that come with the package, put where somebody wants to begin.

World.
Never writes over anything; does not know what the files say, but for the day and the version.
"""

import subprocess
from pathlib import Path

import msgspec

from generator.errors import GeneratorError, Problem
from generator.publish.originals import write_all_new
from generator.sources.git import find_git_folders, run_git

STARTER_FOLDER = Path(__file__).parent / "starter"

_TODAY = "@TODAY@"
_VERSION = "@VERSION@"
_BRANCH = "main"
"""The branch that the workflow publishes."""

_GIT_TIMEOUT_S = 20
_SHOWN = 5


class Started(msgspec.Struct, frozen=True):
    """What was done."""

    paths: tuple[str, ...]
    """The files that were written, below the folder."""
    has_git: bool
    """Whether git is installed."""
    is_new_repository: bool
    """Whether the folder was made a repository."""
    repository: str
    """The repository that it is in, if it was in one before: the folder of its work tree."""
    has_remote: bool = False
    """Whether that has a place to be pushed to."""


def start_journal(folder: Path, *, today: str, version: str) -> Started:
    """Write a journal that can be built and published, and make its folder a repository unless it is in one.

    Args:
        folder: where; it need not be there.
        today: the day that the first entry is of.
        version: the version of the generator that the workflow installs.

    Raises:
        GeneratorError: something is in the way; nothing is written.
        OSError: the disk does not want to; what was written is gone again.
    """
    texts = {
        path: text.replace(_TODAY, today).replace(_VERSION, version) for path, text in sorted(_read_starter().items())
    }
    in_the_way = list(dict.fromkeys(_find_in_the_way(folder, path) for path in texts))
    if taken := sorted(filter(None, in_the_way)):
        rest = f" and {len(taken) - _SHOWN} more" if len(taken) > _SHOWN else ""
        names = ", ".join(f'"{name}"' for name in taken[:_SHOWN])
        message = f"{folder}: {names}{rest} {'is' if len(taken) == 1 else 'are'} in the way of a new journal"
        raise GeneratorError([Problem(message, hint="name a new folder, or move that away")])
    write_all_new({folder / path: text for path, text in texts.items()})
    known = find_git_folders(folder)
    if known is not None:
        return _describe_known(folder, tuple(texts))
    is_new, has_git = _make_repository(folder, tuple(texts))
    return Started(tuple(texts), has_git=has_git, is_new_repository=is_new, repository="")


def _read_starter() -> dict[str, str]:
    files = (path for path in STARTER_FOLDER.rglob("*") if path.is_file())
    return {path.relative_to(STARTER_FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in files}


def _find_in_the_way(folder: Path, path: str) -> str | None:
    """Say what keeps a file from being written: something of its name, or something that is no folder above it."""
    parts = path.split("/")
    for end in range(1, len(parts) + 1):
        name = "/".join(parts[:end])
        place = folder / name
        # A link may lead out of the folder that was named.
        if place.is_symlink() or (place.exists() and (end == len(parts) or not place.is_dir())):
            return name
    return None


def _describe_known(folder: Path, paths: tuple[str, ...]) -> Started:
    """Say which repository a folder was in before."""
    resolved = folder.resolve()
    root = next((each for each in (resolved, *resolved.parents) if (each / ".git").exists()), resolved)
    try:
        has_remote = bool(run_git(folder, _GIT_TIMEOUT_S, "remote").stdout)
        has_git = True
    except (FileNotFoundError, subprocess.TimeoutExpired):
        has_remote = has_git = False
    return Started(paths, has_git=has_git, is_new_repository=False, repository=str(root), has_remote=has_remote)


def _make_repository(folder: Path, paths: tuple[str, ...]) -> tuple[bool, bool]:
    """Make a repository whose first commit is prepared; gives whether that was done, and whether there is git."""
    steps = (
        ("init", "--quiet"),
        # Older than the option of `git init` that names the branch.
        ("symbolic-ref", "HEAD", f"refs/heads/{_BRANCH}"),
        ("add", "--", *paths),
    )
    try:
        return all(not run_git(folder, _GIT_TIMEOUT_S, *step).returncode for step in steps), True
    except FileNotFoundError:
        return False, False
    except subprocess.TimeoutExpired:
        return False, True

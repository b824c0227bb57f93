"""The site as a commit has it: what there was before a push, to compare what there is now with.

World.
Does not touch the repository, nor the folder that is being worked in.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from generator.build.checking import prepare_site
from generator.build.stages import BuildOptions
from generator.errors import GeneratorError
from generator.model.site import Site
from generator.sources.git import GIT_TIMEOUT_S, run_git


def find_commit(root: Path, name: str) -> str:
    """Give the id of the commit that a name stands for; nothing where there is none, or no git."""
    return _ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")


def assemble_commit(root: Path, commit: str, options: BuildOptions) -> Site | None:
    """Assemble the site as a commit has it, with the dates that it had; None where it was none, or was broken."""
    with _lay_out(root, commit) as folder:
        if folder is None or not (folder / "site.yaml").is_file():
            return None
        try:
            return prepare_site(folder, msgspec.structs.replace(options, output=BuildOptions().output)).site
        except GeneratorError:
            return None


@contextmanager
def _lay_out(root: Path, commit: str) -> Iterator[Path | None]:
    """Write the files of a commit into a folder of their own, which has the history up to it and borrows its objects."""
    top = _ask(root, "rev-parse", "--show-toplevel")
    prefix = _ask(root, "rev-parse", "--show-prefix")
    with TemporaryDirectory(prefix="journal-") as name:
        folder = Path(name)
        is_there = (
            bool(top and commit)
            and _do(folder, "clone", "--quiet", "--shared", "--no-checkout", "--", top, "site")
            and _do(folder / "site", "-c", "advice.detachedHead=false", "checkout", "--quiet", "--detach", commit)
        )
        yield folder / "site" / prefix if is_there else None


def _ask(root: Path, *arguments: str) -> str:
    try:
        answer = run_git(root, GIT_TIMEOUT_S, *arguments)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.decode("utf-8", "surrogateescape").rstrip("\n") if answer.returncode == 0 else ""


def _do(folder: Path, *arguments: str) -> bool:
    try:
        # Hooks of whoever asks might do anything at a checkout.
        return run_git(folder, GIT_TIMEOUT_S, "-c", f"core.hooksPath={os.devnull}", *arguments).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False

"""The two sites that are looked at: this repository's own, and that of the made-up journal.

World. Built once for all tests of a run, whichever process asks first.
"""

import fcntl
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from tests.screens.journal import BUILD_DAY, write_journal
from tests.screens.serving import BASE_PATH
from tests.site.space import CHECKOUT, SiteSpace

BASE_URL = f"https://example.org{BASE_PATH}"
SMALL_COUNT = 90
"""Entries of the made-up journal in tests: all kinds of pages, several pages of the archive, and built in a second."""

LARGE_COUNT = 1900


class Sites(msgspec.Struct, frozen=True):
    """The folders of the built sites."""

    own: Path
    made: Path


def share_sites(made: pytest.TempPathFactory) -> Sites:
    """Build both sites once for all processes of this run."""
    base = made.getbasetemp()
    return build_sites((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sites")


def build_sites(folder: Path, *, count: int = SMALL_COUNT) -> Sites:
    """Build both sites below a folder; what another process has built there already is taken as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "done"
        if not done.exists():
            build_own(folder / "own")
            build_made(folder / "made", count)
            done.touch()
    return Sites(folder / "own" / "public", folder / "made" / "public")


def build_own(root: Path) -> Path:
    """Build this repository's site from a copy, with its history, of the files as they are now."""
    command = ("git", "clone", "-q", "--shared", "--no-checkout", str(CHECKOUT), str(root))
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        # An unpacked source archive has no history.
        root.mkdir(parents=True)
    else:
        subprocess.run(("git", "reset", "-q"), cwd=root, check=True, capture_output=True)
    for name in ("content", "templates"):
        shutil.copytree(CHECKOUT / name, root / name)
    shutil.copyfile(CHECKOUT / "site.yaml", root / "site.yaml")
    return _build(root, datetime.now(UTC).date().isoformat())


def build_made(root: Path, count: int) -> Path:
    """Build the site of the made-up journal, with a history of its own."""
    write_journal(root, count, has_history=True)
    return _build(root, BUILD_DAY)


def _build(root: Path, date: str) -> Path:
    built = SiteSpace(root).build(date=date, base_url=BASE_URL, jobs=os.cpu_count() or 1, with_search=True)
    assert built.is_published, built.problems
    return root / "public"

"""What holds for all tests: none is judged by how long it took, and what all would do again is done once."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.themes import share_themes

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_xdist_auto_num_workers() -> int:
    """Run one more than there are cores: many tests wait for a browser, a file or a process, and compute nothing then."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (cores or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave nine thousand tests out of every search for garbage, which takes the longer the more there are."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def away_from_github() -> Iterator[None]:
    """Have commands say the same on a runner of GitHub Actions as anywhere; a test that wants more says so."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GITHUB_")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session", autouse=True)
def shared_themes() -> None:
    """Compile equal templates once for all the sites that are built in this process: it takes longer than such a site."""
    share_themes()

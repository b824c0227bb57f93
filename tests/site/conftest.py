"""The two whole sites that several files look at: this repository's own, and that of a made-up journal."""

import pytest

from tests.screens.sites import Sites, share_sites


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Build them, or take what another process of this run has built."""
    return share_sites(tmp_path_factory)

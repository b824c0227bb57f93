"""What holds for all tests: none is judged by how long it took, and what all would do again is done once."""

import gc
import os
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import settings

from generator.render import theme
from generator.render.reach import TemplateSource
from generator.words.words import Words

MOST_THEMES = 40

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


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
    load = theme.load_theme
    known: dict[object, theme.Theme] = {}

    def find(templates: Mapping[str, TemplateSource], words: Words) -> theme.Theme:
        key = (words.digest, frozenset((name, source.path, source.digest) for name, source in templates.items()))
        if key not in known:
            if len(known) == MOST_THEMES:
                del known[next(iter(known))]
            known[key] = load(templates, words)
        return known[key]

    theme.load_theme = find

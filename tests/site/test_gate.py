"""The gate lets two whole sites through, with nothing to report, and each of them stops at it when it is broken."""

import os
import shutil
from pathlib import Path

import pytest

from generator.audit.auditing import audit_folder
from generator.errors import format_problem
from tests.screens.sites import BASE_URL, LARGE_COUNT, Sites, build_made


@pytest.mark.parametrize("name", ["own", "made"])
def test_nothing_is_reported_of_a_whole_site(sites: Sites, name: str) -> None:
    """Every page, feed, picture and file for machines, with the search; under a base path."""
    folder: Path = getattr(sites, name)
    audit = audit_folder(folder, shown=name, base_url=BASE_URL, own_paths=(os.fspath(folder.parent),))
    assert [format_problem(problem) for problem in audit.problems] == []
    assert audit.page_count > 50
    assert audit.reference_count > 40 * audit.page_count


def test_each_page_of_a_site_is_needed(sites: Sites, tmp_path: Path) -> None:
    """Whichever page is taken away, something that leads to it is told."""
    folder = tmp_path / "made"
    shutil.copytree(sites.made, folder)
    pages = sorted(folder.rglob("index.html"))[1::9]
    for page in pages:
        page.unlink()
    said = {problem.message for problem in audit_folder(folder, shown="made", base_url=BASE_URL).problems}
    gone = [page.relative_to(folder).as_posix() for page in pages]
    assert [page for page in gone if not any(f"there is no {page}" in message for message in said)] == []


@pytest.mark.nightly
def test_nothing_is_reported_of_a_large_site(tmp_path: Path) -> None:
    """Two thousand pages, with every kind of page many times."""
    folder = build_made(tmp_path / "large", LARGE_COUNT)
    audit = audit_folder(folder, shown="public", base_url=BASE_URL)
    assert [format_problem(problem) for problem in audit.problems] == []
    assert audit.page_count > LARGE_COUNT

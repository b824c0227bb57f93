"""Law 3: the same site everywhere; what differs is varied one at a time and all at once."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.space import SiteSpace, tree_digest
from tests.site.test_site import SITE

PARAGRAPH = "Words, *more* words and `code` with [a link](e{}.md) and a footnote.[^1]\n\n```python\nx = {}\n```\n\n"
ENTRY_COUNT = 160
"""So many that workers parse and render."""


def write_site(root: Path) -> SiteSpace:
    """Write a site that keeps workers busy: more than 100 KB of Markdown and more than 150 pages."""
    space = SiteSpace(root, SITE)
    for number in range(ENTRY_COUNT):
        front = f"---\ndate: 2019-0{number % 9 + 1}-01\ntags: [t{number % 7}, é{number % 3}]\n---\n# Entry {number}\n\n"
        body = PARAGRAPH.format((number + 1) % ENTRY_COUNT, number) * 6
        space.write(f"content/entries/e{number}.md", f"{front}{body}\n[^1]: The end.\n")
    return space


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The digest of the site with the index of its search, built here by one process."""
    folder = tmp_path_factory.mktemp("here")
    space = write_site(folder / "site")
    assert space.build(with_search=True).problems == ""
    yield space.digest()
    shutil.rmtree(folder)


ENVIRONMENTS = {
    "another time zone": {"TZ": "Asia/Kathmandu"},
    "another locale and hash seed": {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    "all at once": {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "77", "PYTHONOPTIMIZE": "1"},
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_site_is_the_same_in_another_environment(tmp_path: Path, wanted: str, name: str) -> None:
    """Another process, in another folder, with two workers, under other settings of the system."""
    space = write_site(tmp_path / "a folder with another, longer name" / name)
    ended = space.journal("build", "--search", "--date", "2020-06-01", "--jobs", "2", **ENVIRONMENTS[name])
    assert ended.code == 0, ended
    assert space.digest() == wanted


def test_site_is_the_same_for_a_strict_umask(tmp_path: Path, wanted: str) -> None:
    """A web server can read what was published, whatever its author's umask is."""
    space = write_site(tmp_path / "site")
    before = os.umask(0o077)
    try:
        space.build(jobs=2, with_search=True)
    finally:
        os.umask(before)
    assert space.digest() == wanted


def test_site_is_the_same_whatever_the_order_of_folders(tmp_path: Path, wanted: str) -> None:
    """Files are written in another order, so that the system may list them in another."""
    first = SiteSpace(tmp_path / "first")
    write_site(first.root)
    second = SiteSpace(tmp_path / "second")
    for path in sorted((path for path in first.root.rglob("*") if path.is_file()), reverse=True):
        second.write(path.relative_to(first.root).as_posix(), path.read_bytes())
    shuffled = shuffle_listings(second)
    assert shuffled == wanted


SHUFFLED = """
import os, random, sys
scandir, listdir, shuffle = os.scandir, os.listdir, random.Random(3).shuffle

class Shuffled:
    def __init__(self, *args):
        with scandir(*args) as found:
            self.entries = list(found)
        shuffle(self.entries)
    def __iter__(self):
        return iter(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass

def shuffled_names(*args):
    names = listdir(*args)
    shuffle(names)
    return names

os.scandir, os.listdir = Shuffled, shuffled_names
from generator.cli import main
main(["build", "--search", "--date", "2020-06-01", "--jobs", "1"])
"""
"""A program that builds with a system that lists folders in a random order."""


def shuffle_listings(space: SiteSpace) -> str:
    """Build where folders are listed in a random order, and name the result."""
    ended = space.run(sys.executable, "-c", SHUFFLED)
    assert ended.code == 0, ended
    return tree_digest(space.public)


def test_clean_build_is_the_same_as_the_first(tmp_path: Path, wanted: str) -> None:
    """`--clean` forgets what was remembered, and nothing else."""
    space = write_site(tmp_path / "site")
    space.build()
    space.build(is_clean=True, jobs=2, with_search=True)
    assert space.digest() == wanted

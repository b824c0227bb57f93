"""Law 3: the same site everywhere; what differs is varied one at a time and all at once."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.imaging.samples import make_image, with_exif
from tests.site.environments import Trial
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


def test_site_is_the_same_in_another_environment(tmp_path: Path, wanted: str) -> None:
    """Another process, in another folder, with two workers, under other settings of the system."""
    space = write_site(tmp_path / "a folder with another, longer name")
    other = {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "77", "PYTHONOPTIMIZE": "1"}
    ended = space.journal("build", "--search", "--date", "2020-06-01", "--jobs", "2", **other)
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


STARTS: dict[str, dict[str, str]] = {
    "plain": {"LC_ALL": "C", "PYTHONHASHSEED": "0"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    "Latin letters": {"LANG": "de_DE.ISO-8859-1", "PYTHONHASHSEED": "77", "PYTHONOPTIMIZE": "1"},
    "another user": {"HOME": "/nowhere", "USER": "other", "HOSTNAME": "other", "LANG": "ja_JP.UTF-8", "COLUMNS": "40"},
}
"""What is decided before Python runs; the last has a hash seed of its own each time."""

TRIALS = (
    Trial("Asia/Kathmandu", 0o022, 1, 1, 1, 0),
    Trial("America/St_Johns", 0o077, 2, 2, 2, 10),
    Trial("Pacific/Kiritimati", 0o002, 3, 1, 2, -10),
    Trial("Etc/GMT+12", 0o027, 0, 2, 1, -3),
    Trial("Europe/Dublin", 0o000, 4, 0, 1, 10),
    Trial("Australia/Lord_Howe", 0o022, 5, 0, 2, -10),
)
"""In each of the four processes: 24 environments that differ in all at once."""


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A small site with everything, in a repository of commits of another zone, and its digest."""
    root = tmp_path_factory.mktemp("varied") / "site"
    space = SiteSpace(root, SITE)
    space.edit("site.yaml", "git_dates: false\n", "")
    space.write("content/entries/Ünï.md", "# Ünïcode\n\n![A photo](shot.jpg) $x^2$ :rocket:\n")
    space.write("content/entries/shot.jpg", with_exif(make_image(700, 500), "jpeg", 6))
    moment = "2020-03-01T23:30:00+1345"
    for command in (("init", "-q", "."), ("add", "."), ("commit", "-q", "-m", "x", "--date", moment)):
        identity = {
            "GIT_AUTHOR_NAME": "n",
            "GIT_AUTHOR_EMAIL": "e",
            "GIT_COMMITTER_NAME": "n",
            "GIT_COMMITTER_EMAIL": "e",
        }
        assert space.run("git", *command, **identity, GIT_COMMITTER_DATE=moment).code == 0
    other = SiteSpace(root.with_name("built"))
    shutil.copytree(root, other.root, dirs_exist_ok=True)
    assert other.build().problems == ""
    # Half past eleven in the evening there is the same day's morning here.
    assert "2020-03-01T10:45:00+01:00" in other.read("api/v1/entries.json")
    return root, other.digest()


@pytest.mark.parametrize("name", STARTS)
def test_site_is_the_same_in_24_environments(varied: tuple[Path, str], tmp_path: Path, name: str) -> None:
    """Six in a process: time zone, umask, order of folders, processes, cores, and a clock that is wrong by ten years."""
    site, digest = varied
    space = SiteSpace(tmp_path)
    ended = space.run(
        *(sys.executable, "-m", "tests.site.environments", str(site), str(tmp_path / name)),
        data=msgspec.json.encode(TRIALS),
        **STARTS[name],
    )
    assert (ended.code, ended.out.split("\n")) == (0, [digest] * len(TRIALS) + [""]), ended.err


@pytest.mark.parametrize("switched_off", [{"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {}], ids=["ascii", "C"])
def test_names_of_files_are_read_as_utf_8_wherever_it_is_built(
    varied: tuple[Path, str], tmp_path: Path, switched_off: dict[str, str]
) -> None:
    """Under a locale of other letters Python would take them for other names; the command begins anew."""
    site, digest = varied
    shutil.copytree(site, tmp_path / "site")
    space = SiteSpace(tmp_path / "site")
    ended = space.journal("build", "--date", "2020-06-01", "--jobs", "1", LC_ALL="C", LANG="C", **switched_off)
    assert (ended.code, ended.err) == (0, "")
    assert space.digest() == digest

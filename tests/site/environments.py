"""Builds one site in several environments, each in a fork of this process: `python -m tests.site.environments SITE TARGET < trials`.

World. A fork costs a tenth of a start, so a process is started only for what is decided when Python starts.
Does not know which digest is wanted; prints one for each trial.
"""

import datetime as dt
import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Self

import msgspec

from generator.build import inputs, parsing, rendering
from tests.site.space import DATE, SiteSpace
from tests.themes import share_themes

_YEAR_S = 31_556_952
_REAL_SCANDIR, _REAL_LISTDIR, _REAL_TIME_NS = os.scandir, os.listdir, time.time_ns


class Trial(msgspec.Struct, frozen=True):
    """What can differ between two machines, but for what must be set before Python starts."""

    zone: str
    umask: int
    order: int
    """Of the names in folders; 0 for that of the system."""
    jobs: int
    cores: int
    """How many the process may run on."""
    years: int
    """How wrong the clock is, that of the files, too."""


class _Shuffled:
    """Lists a folder in another order."""

    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self._entries = entries

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return iter(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        """Do nothing: all has been read."""


def take_place(trial: Trial) -> None:
    """Make this process run in the environment of a trial."""
    os.environ["TZ"] = trial.zone
    time.tzset()
    os.umask(trial.umask)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: trial.cores])
    if trial.order:
        shuffle = random.Random(trial.order).shuffle

        def list_shuffled(*args: str) -> list[str]:
            names = _REAL_LISTDIR(*args)
            shuffle(names)
            return names

        def scan_shuffled(*args: str) -> _Shuffled:
            with _REAL_SCANDIR(*args) as found:
                entries = list(found)
            shuffle(entries)
            return _Shuffled(entries)

        os.listdir, os.scandir = list_shuffled, scan_shuffled  # type: ignore[assignment]  # so it must be
    if trial.years:
        shift_clock(trial.years * _YEAR_S)


def shift_clock(shift_s: int) -> None:
    """Have everything that asks for the time be told another one."""

    class Shifted(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> "Shifted":
            return cls.fromtimestamp(time.time(), tz)

    time.time_ns = lambda: _REAL_TIME_NS() + shift_s * 1_000_000_000
    time.time = lambda: time.time_ns() / 1e9
    dt.datetime = Shifted  # type: ignore[misc]  # whoever imports it from now on
    inputs.datetime = Shifted  # type: ignore[misc]  # who has it already


def try_out(site: Path, target: Path, trial: Trial) -> str:
    """Copy the site, and build it in the environment."""
    shutil.copytree(site, target)
    take_place(trial)
    if trial.years:
        then = time.time()
        for path in target.rglob("*"):
            os.utime(path, (then, then))
    # So that a small site, too, is parsed and rendered by others.
    parsing._FEW_BYTES = rendering._FEW_PAGES = 1
    space = SiteSpace(target)
    built = space.build(date=DATE, jobs=trial.jobs)
    return space.digest() if built.is_published and not built.problems else f"failed: {built.problems}"


def prepare(folder: Path) -> None:
    """Import and compile once what each trial would, by building another site."""
    share_themes()
    space = SiteSpace(
        folder, "== site.yaml ==\nbase_url: https://example.org\n== content/entries/a.md ==\n# $a$ :eye:\n"
    )
    assert space.build().is_published
    shutil.rmtree(folder)
    for plugin in ("Jpeg", "Png", "WebP"):
        import_module(f"PIL.{plugin}ImagePlugin")


def main(site: str, target: str) -> None:
    """Run each trial that stands in the standard input in a fork, and print its digest."""
    prepare(Path(f"{target}-first"))
    for number, trial in enumerate(msgspec.json.decode(sys.stdin.buffer.read(), type=list[Trial])):
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            try:
                sys.stdout.write(try_out(Path(site), Path(f"{target}-{number}{' and more' * number}"), trial) + "\n")
                sys.stdout.flush()
                os._exit(0)
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == 0


if __name__ == "__main__":
    main(*sys.argv[1:])

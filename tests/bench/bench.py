"""The whole measurement: sites of each size, builds of each kind, beside the bare libraries.

World. Does not know which figures are good ones.
"""

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tests.bench.corpus import Note, generate_notes, read_notes, repeat_notes
from tests.bench.measure import Usage, measure
from tests.bench.report import (
    BARE,
    CARDS_COLD,
    CARDS_ONE_BODY,
    COLD,
    NO_CHANGE,
    ONE_BODY,
    Figures,
    format_figures,
    format_growth,
    format_serving,
)
from tests.bench.serving import measure_serving
from tests.bench.sites import BenchSite, count_pages, edit_body, edit_template, edit_title, remove_built, write_site

Edit = Callable[[BenchSite, str], str]
Say = Callable[[str], None]

_JOURNAL = (sys.executable, "-m", "generator")
_BUILD = (*_JOURNAL, "build", "--quiet")
_CHECK = (*_JOURNAL, "check")
_SHARED = (*_BUILD, "--base-url", "https://example.org/bench/")
"""With a card for each entry, for where its address is shared."""

_EDITS: dict[str, tuple[Edit | None, Sequence[str]]] = {
    NO_CHANGE: (None, _BUILD),
    ONE_BODY: (edit_body, _BUILD),
    "one title": (edit_title, _BUILD),
    "all pages": (edit_template, _BUILD),
    "check": (None, _CHECK),
    CARDS_ONE_BODY: (edit_body, _SHARED),
}
"""After the cold builds, in this order: what is edited before each run, and what is run."""

_MEMORY_FOLDER = Path("/dev/shm")
_SITE_BYTES_AN_ENTRY = 60_000
"""Sources, two generations of the built site, and the store."""


class BenchOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to measure."""

    entry_counts: tuple[int, ...] = (2_000, 10_000)
    corpus: Path | None = None
    """A folder of notes; they are generated if there is none."""
    run_count: int = 3
    edit_count: int = 15
    """How often a file is saved while a preview runs, of each kind of edit."""
    work: Path | None = None
    """Where sites are made, and stay; a temporary folder if left out."""
    patience_s: float = 10
    """How long a run waits for a quiet machine."""


def run_bench(options: BenchOptions, say: Say, say_progress: Say) -> None:
    """Measure every size, and say each table as soon as it is there.

    Raises:
        FileExistsError: a site of an earlier run is in the folder of work.
        RuntimeError: a build failed.
    """
    notes = find_notes(options.corpus)
    done = []
    with _work_folder(options) as work:
        say(_describe_machine(options, work) + "\n")
        _warm_up(work, notes)
        for entry_count in sorted(set(options.entry_counts)):
            site = write_site(work / f"journal-{entry_count}", repeat_notes(notes, entry_count), entry_count)
            done.append(measure_site(site, options, say_progress))
            say(format_figures(done[-1]) + "\n")
            say_progress(f"{entry_count:,} entries: the preview")
            figures = measure_serving(
                site, edit_count=options.edit_count, start_count=options.run_count, patience_s=options.patience_s
            )
            say(format_serving(figures, done[-1].median(ONE_BODY)) + "\n")
            if not options.work:
                shutil.rmtree(site.root)
    if len(done) > 1:
        say(format_growth(done[0], done[-1]))


def find_notes(corpus: Path | None) -> tuple[Note, ...]:
    """Give the notes to measure with.

    Raises:
        ValueError: there are none in the folder.
    """
    notes = read_notes(corpus) if corpus else generate_notes()
    if not notes:
        raise ValueError(f"{corpus} has no folder with a Markdown file in it")
    return notes


def measure_site(site: BenchSite, options: BenchOptions, say_progress: Say) -> Figures:
    """Measure builds of every kind on one site."""
    bare = (sys.executable, "-m", "tests.bench.bare", str(site.entries))
    rows: dict[str, list[Usage]] = {name: [] for name in (COLD, *_EDITS, CARDS_COLD, BARE)}

    def run(name: str, command: Sequence[str], index: int) -> None:
        say_progress(f"{site.entry_count:,} entries: {name}, run {index + 1} of {options.run_count}")
        rows[name].append(measure(command, site.root, patience_s=options.patience_s))

    # In pairs, so that a machine that grows slower or faster meanwhile does so for both.
    for index in range(options.run_count):
        remove_built(site)
        run(BARE, bare, index)
        run(COLD, _BUILD, index)
    page_count = count_pages(site)
    for name, (edit, command) in _EDITS.items():
        if name == CARDS_ONE_BODY:
            for index in range(options.run_count):
                remove_built(site)
                run(CARDS_COLD, _SHARED, index)
        for index in range(options.run_count):
            mark = f"mark{index}x{name.replace(' ', '')}"
            published = edit(site, mark) if edit else None
            run(name, command, index)
            if published and mark not in (site.root / "public" / published).read_text(encoding="utf-8"):
                raise RuntimeError(f"after the edit of {name} there is no {mark} in {published}")
    return Figures(site.entry_count, page_count, site.size_bytes, {name: tuple(row) for name, row in rows.items()})


def _warm_up(work: Path, notes: Sequence[Note]) -> None:
    """Run both programs once on next to nothing: the first run of all would write their bytecode."""
    site = write_site(work / "warm-up", repeat_notes(notes, 1), 1)
    measure(_BUILD, site.root, patience_s=0)
    measure((sys.executable, "-m", "tests.bench.bare", str(site.entries)), site.root, patience_s=0)
    shutil.rmtree(site.root)


@contextmanager
def _work_folder(options: BenchOptions) -> Iterator[Path]:
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
        yield options.work.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="journal-bench-", dir=_find_memory_folder(options)) as folder:
        yield Path(folder)


def _find_memory_folder(options: BenchOptions) -> Path | None:
    """Find a file system in memory with room for the largest site; containers often have 64 MB only."""
    needed_bytes = max(options.entry_counts) * _SITE_BYTES_AN_ENTRY
    if not os.access(_MEMORY_FOLDER, os.W_OK) or shutil.disk_usage(_MEMORY_FOLDER).free < needed_bytes:
        return None
    return _MEMORY_FOLDER


def _describe_machine(options: BenchOptions, work: Path) -> str:
    where = "in memory" if work.is_relative_to(_MEMORY_FOLDER) else f"below {work.parent}"
    notes = "notes from a folder" if options.corpus else "generated notes"
    return f"{notes}; Python {platform.python_version()}, {os.cpu_count()} cores, sites {where}"

"""Builds in memory, again and again, each with the last one's values in hand.

World.
Knows when a build is good, and which was the last good one; does not know who is shown it, nor when to build.

A few changed pages are rendered before they are shown, and one that cannot be rendered keeps the last good site.
Of many, those that are looked at come first, with one of each template; the others are rendered afterwards, when there
is time, and if one of them fails then, the site goes back to the last build of which every page is known to be good.
"""

import contextlib
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from generator.build.inputs import Inputs, digest_code, find_today, gather_again, gather_inputs, remember_inputs
from generator.build.making import remember_made
from generator.build.parsing import OnProgress, fetch_bodies
from generator.build.preparing import Prepared, PrepareOptions, prepare, retain_parts
from generator.build.stages import CACHE_FOLDER
from generator.digest import Digest
from generator.errors import GeneratorError, Problem, Severity, SitePath, find_errors, sort_problems
from generator.plan.outputs import Page, list_bodies
from generator.publish.buffer import BufferedStore
from generator.publish.lock import LockHeld, hold_lock
from generator.publish.store import open_store_as
from generator.serve.comparing import Stale, find_changed_files, find_stale
from generator.serve.snapshot import BuiltSnapshot, Kept
from generator.serve.workbench import Workbench

FEW_PAGES = 64
"""Rendered before they are shown: some ten milliseconds."""

_SLICE = 16
"""Pages rendered in one go when there is time: a save that comes meanwhile waits for no more."""

_FEW_BODIES = 64
"""Of texts that no page shows any more, so many and as many as there are pages are kept before they are dropped."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a build."""

    snapshot: BuiltSnapshot | None
    """What is to be shown: this build, or the last good one; nothing if there never was one."""
    is_good: bool
    problems: tuple[Problem, ...]
    """All that is wrong now."""
    new_warnings: tuple[Problem, ...] = ()
    """Those that the last build did not have."""
    changed_files: tuple[str, ...] = ()
    stale: tuple[Stale, ...] = ()
    """The pages that are others than in the last good build."""
    rendered_count: int = 0
    """How many of them were rendered by now."""
    read_s: float = 0.0
    """How long it took to look at the files; then to parse, assemble and plan; then to render."""
    prepare_s: float = 0.0
    render_s: float = 0.0

    @property
    def is_unnoticeable(self) -> bool:
        """Whether it is good, and no file, page or warning is another for it, as after a change of a file's time."""
        return self.is_good and not (self.changed_files or self.stale or self.new_warnings)


class Builder:
    """One site, built in memory; used by one thread.

    Args:
        root: the site's folder.
        options: what is to be on the site.
        workers: how many processes may work, where there is much to parse.
    """

    def __init__(self, root: Path, options: PrepareOptions, *, workers: int) -> None:
        self.code = digest_code()
        self._root = root
        self._options = options
        self._workers = workers
        self._store, self._warnings = open_store_as(BufferedStore, root / CACHE_FOLDER)
        self._inputs: Inputs | None = None
        self._prepared: Prepared | None = None
        self._bodies: dict[Digest, str] = {}
        self._kept = Kept()
        self._workbench = Workbench(self._store)
        self._generation = 0
        self._shown: BuiltSnapshot | None = None
        self._proven: BuiltSnapshot | None = None
        self._unproven: deque[Page] = deque()
        self._is_stuck = False
        self._is_lost = False
        self._told: tuple[Problem, ...] = ()

    @property
    def prepared(self) -> Prepared | None:
        """The last build up to where something is rendered, good or not."""
        return self._prepared

    @property
    def is_proven(self) -> bool:
        """Whether there is nothing to prove: every page of what is shown is known to be good, or one is known not to be."""
        return not self._unproven or self._is_stuck

    def is_known(self, path: str) -> bool:
        """Tell whether the last build was made from a file of this path in the site's folder."""
        return self._inputs is not None and self._inputs.site.tree.find(path) is not None

    def build(
        self,
        *,
        dirty: Collection[str] | None = None,
        packaged_dirty: Collection[str] | None = None,
        watched: Collection[SitePath] = (),
        is_wanted: Callable[[], bool] = lambda: True,
        on_progress: OnProgress,
    ) -> Outcome | None:
        """Build what changed; gives nothing if nothing did.

        Args:
            dirty: the paths in the site's folder that may be others now; all may be if left out.
            packaged_dirty: likewise in the package's folder.
            watched: the pages that are looked at.
            is_wanted: asked now and then while all files are looked at; if it says no, nothing is built.
            on_progress: told how far it is.
        """
        started_s, last = time.monotonic(), self._prepared
        try:
            inputs = self._read(dirty, packaged_dirty, is_wanted)
        except OSError as error:
            return self._lose(error)
        if inputs is None:
            return None
        before, self._inputs = self._inputs, inputs
        is_same = before is not None and inputs.is_same(before)
        if is_same and not self._is_lost and not self._is_other_day():
            return None
        read_s = time.monotonic()
        # If this raises, it is by a mistake of ours, and the next build trusts none of the last one's values.
        self._prepared, self._is_lost = None, False
        prepared = prepare(
            inputs, self._store, self._options, workers=self._workers, on_progress=on_progress, last=last
        )
        self._inputs = inputs.without_bytes()
        self._prepared = prepared = msgspec.structs.replace(prepared, inputs=self._inputs)
        problems = sort_problems((*prepared.problems, *self._warnings))
        prepared_s = time.monotonic()
        outcome = self._judge(prepared, problems, watched)
        known, self._told = self._told, problems
        return msgspec.structs.replace(
            outcome,
            new_warnings=_find_new_warnings(problems, known),
            changed_files=find_changed_files(before, inputs) if before else (),
            read_s=read_s - started_s,
            prepare_s=prepared_s - read_s,
            render_s=time.monotonic() - prepared_s,
        )

    def _read(
        self,
        dirty: Collection[str] | None,
        packaged_dirty: Collection[str] | None,
        is_wanted: Callable[[], bool],
    ) -> Inputs | None:
        if self._inputs is None:
            return gather_inputs(self._root, self._store)
        return gather_again(self._inputs, dirty=dirty, packaged_dirty=packaged_dirty, is_wanted=is_wanted)

    def _lose(self, error: OSError) -> Outcome | None:
        """Say, once, that there is no site to build: its folder may have been moved, and may come back."""
        was_lost, self._is_lost = self._is_lost, True
        problem = Problem(f"the site's folder cannot be read: {error.strerror or error}")
        return None if was_lost else Outcome(snapshot=self._shown, is_good=False, problems=(problem,))

    def _is_other_day(self) -> bool:
        prepared = self._prepared
        return prepared is not None and prepared.site.rules.today != find_today(
            self._options.date, prepared.settings.zone
        )

    def _judge(self, prepared: Prepared, problems: tuple[Problem, ...], watched: Collection[SitePath]) -> Outcome:
        """Make a build what is shown, unless it has errors."""
        if find_errors(problems):
            return Outcome(snapshot=self._shown, is_good=False, problems=problems)
        try:
            snapshot = self._make_snapshot(prepared)
        except GeneratorError as error:
            return Outcome(snapshot=self._shown, is_good=False, problems=error.problems)
        stale = find_stale(snapshot, self._shown)
        pages = [snapshot.pages[item.path] for item in stale]
        first, others = _divide(pages, watched)
        faults = _prove(first, snapshot)
        if faults:
            return Outcome(snapshot=self._shown, is_good=False, problems=faults)
        # What was left of the last build counts: a page that is not stale may be one that nobody has seen yet.
        left = dict.fromkeys(page.output for page in (*others, *self._unproven))
        proven = {page.output for page in first}
        self._unproven = deque(snapshot.pages[path] for path in left if path in snapshot.pages and path not in proven)
        self._is_stuck = False
        self._shown = snapshot
        if not self._unproven:
            self._proven = snapshot
        return Outcome(snapshot=snapshot, is_good=True, problems=problems, stale=stale, rendered_count=len(first))

    def _make_snapshot(self, prepared: Prepared) -> BuiltSnapshot:
        pages = prepared.plan.pages
        known = self._shown.pages if self._shown else {}
        wanted = {key for page in pages if known.get(page.output) is not page for key in list_bodies(page.context)}
        missing = wanted - self._bodies.keys()
        if missing:
            found = fetch_bodies(missing, prepared.parsed, prepared.inputs, self._store)
            self._bodies.update(found)
            if len(self._bodies) > 2 * len(pages) + _FEW_BODIES:
                self._drop_bodies(pages)
        self._generation += 1
        return BuiltSnapshot(
            self._generation,
            base_path=prepared.settings.base_path,
            plan=prepared.plan,
            inputs=prepared.inputs,
            theme=prepared.theme,
            bodies=self._bodies,
            kept=self._kept,
            workbench=self._workbench,
            before=self._shown,
        )

    def _drop_bodies(self, pages: Sequence[Page]) -> None:
        """Keep only what these pages show, and those that may be shown again; other snapshots keep what they have."""
        snapshots = [snapshot for snapshot in (self._shown, self._proven) if snapshot is not None]
        shown = (pages, *(snapshot.pages.values() for snapshot in snapshots))
        live = {key for some in shown for page in some for key in list_bodies(page.context)}
        self._bodies = {key: html for key, html in self._bodies.items() if key in live}

    def prove(self) -> Outcome | None:
        """Render some of the pages that were shown without; gives what is to be shown if one of them fails."""
        assert self._shown is not None, "there is nothing to prove before something is shown"
        some = list(islice(self._unproven, _SLICE))
        # Nor is it tried again if this raises, which is by a mistake of ours.
        self._is_stuck = True
        faults = _prove(some, self._shown)
        if faults:
            # The next build is compared with what is shown then, and what is wrong in this one is told until then.
            if self._proven is not None:
                self._shown = self._proven
                self._unproven.clear()
            return Outcome(snapshot=self._shown, is_good=False, problems=faults)
        self._is_stuck = False
        for _ in some:
            self._unproven.popleft()
        if not self._unproven:
            self._proven = self._shown
        return None

    def save(self) -> tuple[Problem, ...]:
        """Write down what the next start would have to make again; not while another build of the site is at work."""
        if self._prepared is None or self._inputs is None:
            return ()
        try:
            with hold_lock(self._root / CACHE_FOLDER, timeout_s=0):
                remember_inputs(self._inputs, self._store)
                remember_made(self._workbench.take(), self._store)
                problems = self._store.flush()
                retain_parts(self._prepared, self._store)
                return (*problems, *self._store.flush())
        except LockHeld:
            return ()

    def close(self) -> None:
        """Let go of the store; pictures that were made meanwhile are worth to be kept."""
        if made := self._workbench.take():
            with contextlib.suppress(LockHeld), hold_lock(self._root / CACHE_FOLDER, timeout_s=0):
                remember_made(made, self._store)
                self._store.flush()
        self._store.close()


def _divide(pages: list[Page], watched: Collection[SitePath]) -> tuple[list[Page], list[Page]]:
    """Part the pages that are rendered before they are shown from those that are rendered afterwards."""
    if len(pages) <= FEW_PAGES:
        return pages, []
    examples = {page.template: page for page in reversed(pages)}.values()
    chosen = {page.output for page in examples} | set(watched)
    return [page for page in pages if page.output in chosen], [page for page in pages if page.output not in chosen]


def _prove(pages: Iterable[Page], snapshot: BuiltSnapshot) -> tuple[Problem, ...]:
    """Render pages and give what is wrong with their templates, each fault once."""
    problems: list[Problem] = []
    for page in pages:
        try:
            snapshot.render(page)
        except GeneratorError as error:
            problems += error.problems
    return sort_problems(problems)


def _find_new_warnings(problems: Iterable[Problem], last: Iterable[Problem]) -> tuple[Problem, ...]:
    known = set(map(_name, last))
    return tuple(
        problem for problem in problems if problem.severity is Severity.WARNING and _name(problem) not in known
    )


def _name(problem: Problem) -> tuple[str, str]:
    # A line that was put in above moves what is wrong below, and makes nothing new of it.
    return problem.location.path if problem.location else "", problem.message

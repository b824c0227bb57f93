"""The preview: waits for what changed, builds it, and shows it, until it is told to stop.

World: the clock.
Puts builder, watcher and server together; does not print, and does not know how any of them works.

Builds run in the thread that called, which should be the main one: only there can the time that a file takes be limited.
"""

import gc
import math
import time
import traceback
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from generator.build.inputs import CODE_FOLDER, SITE_NAMES, TEMPLATES_FOLDER, find_package_root
from generator.build.parsing import OnProgress, be_quiet
from generator.digest import Digest
from generator.errors import Problem
from generator.serve.batches import Batch, next_look_s
from generator.serve.comparing import GIT_HEAD, find_changed_assets, find_followed, find_moved
from generator.serve.livereload import LiveReload
from generator.serve.panel import make_panel, make_traceback_panel
from generator.serve.rebuilding import Builder, Outcome
from generator.serve.showing import News, Panel, Showing
from generator.serve.snapshot import BuiltSnapshot
from generator.serve.watcher import Watcher
from generator.sources.settings import Settings

_SAVE_AFTER_S = 2.0
"""After a build, what the next start would make again is written down once nothing has happened for so long."""

_SAVE_AT_LAST_S = 30.0
"""Likewise if something happens all the time: what is not written down takes memory."""

_MANY_PAGES = 1000
"""After so many new pages, looking for garbage among them is put off until there is time, and done once."""


class Span(msgspec.Struct, frozen=True):
    """How long a change took before it was built, in seconds; nothing of one that no event told of."""

    event_s: float = 0.0
    """From the first event to the last: while the editor was writing."""
    settle_s: float = 0.0
    """Waited for more."""


class Timing(msgspec.Struct, frozen=True):
    """Where the time of a save went, in seconds."""

    event_s: float
    settle_s: float
    """As in `Span`."""
    read_s: float
    prepare_s: float
    """Parsed, assembled, planned."""
    render_s: float
    show_s: float
    """Handed over to the server."""

    @property
    def total_s(self) -> float:
        """From the first event until it is shown."""
        return sum(seconds for _, seconds in self.parts)

    @property
    def parts(self) -> tuple[tuple[str, float], ...]:
        """Each of them with its name, in the order of time."""
        names = ("event", "settle", "read", "prepare", "render", "show")
        return tuple((name, getattr(self, f"{name}_s")) for name in names)


class Audience(Protocol):
    """Who is told what happens: the terminal."""

    def on_built(self, outcome: Outcome, timing: Timing) -> None:
        """Hear of a build that is shown, or of one that is not since it has errors."""

    def on_crashed(self, text: str) -> None:
        """Hear the traceback of a mistake in the generator."""

    def on_problems(self, problems: Sequence[Problem]) -> None:
        """Hear of problems that are no build's."""


class Preview:
    """A site that is built and shown again with each change."""

    def __init__(self, root: Path, builder: Builder, audience: Audience, *, has_to_follow: bool) -> None:
        """Prepare to build.

        Args:
            root: the site's folder.
            builder: builds it.
            audience: is told what happens.
            has_to_follow: whether browsers go to the page whose source was just saved.
        """
        self._root = root
        self._builder = builder
        self._audience = audience
        self._has_to_follow = has_to_follow
        self._shown: BuiltSnapshot | None = None
        self._panel: Panel | None = None
        self._fault: Panel | None = None
        """A crash of the last build."""
        self._code_fault: Panel | None = None
        """What is wrong with code that is not loaded; builds go on with the code that is."""
        self.live = LiveReload(Showing(None, None))
        self._unsaved_since_s: float | None = None
        self._has_looked = False
        self._last_build_s = 0.0
        self._next_look_s = 0.0

    def begin(self, on_progress: OnProgress) -> None:
        """Build for the first time; what is wrong then is shown, too, and may be mended while it is.

        Args:
            on_progress: told how far it is.
        """
        self._guard(lambda: self._build(Span(), on_progress=on_progress))
        # What is there now stays there: looking through it for garbage again and again would only hold up saves.
        _settle_garbage()

    @property
    def code(self) -> Digest:
        """The name of the generator's code that this process has loaded."""
        return self._builder.code

    @property
    def base_path(self) -> str:
        """What stands before each address of the site."""
        return self._shown.base_path if self._shown else ""

    def show_new_code(self, fault: str) -> None:
        """Show why the generator's new code cannot be loaded, whatever is built meanwhile; with nothing, that it can."""
        before, self._code_fault = self._code_fault, make_traceback_panel(fault) if fault else None
        if self._code_fault != before:
            self._tell_fault(fault)

    def _tell_fault(self, text: str) -> None:
        self.live.show(Showing(self._shown, self._find_panel()), News())
        if text:
            self._audience.on_crashed(text)

    def make_watcher(self, say: Callable[[str], None]) -> Watcher:
        """Make the watcher whose batches `step` takes.

        Args:
            say: is given a sentence if events do not tell everything.
        """
        return Watcher(
            self._root,
            package_templates=find_package_root() / TEMPLATES_FOLDER.rstrip("/"),
            code=CODE_FOLDER,
            only=SITE_NAMES,
            is_known=self._builder.is_known,
            say=say,
        )

    def step(self, watcher: Watcher) -> bool:
        """Wait for what comes next and do it; tells whether the generator's own code may have changed."""
        batch = watcher.wait(self._patience_s())
        if batch is not None:
            self._take(batch)
            # Where events were lost, one of the code may be among them.
            return batch.has_new_code or batch.must_scan
        if not self._builder.is_proven:
            self._guard(self._prove)
        elif time.monotonic() >= self._next_look_s:
            # Nor does an event tell of what changed before the watcher was there.
            may_be_new = watcher.is_blind or not self._has_looked
            self._look(watcher)
            return may_be_new
        elif time.monotonic() >= self._save_due_s():
            self._guard(self._save)
        return False

    def _patience_s(self) -> float:
        """How long to wait for a change before something else is to be done."""
        if not self._builder.is_proven:
            return 0.0
        return max(0.0, min(self._next_look_s, self._save_due_s()) - time.monotonic())

    def _save_due_s(self) -> float:
        if self._unsaved_since_s is None:
            return math.inf
        return min(self._last_build_s + _SAVE_AFTER_S, self._unsaved_since_s + _SAVE_AT_LAST_S)

    def _take(self, batch: Batch) -> None:
        """Build what a batch names."""
        span = Span(batch.last_event_s - batch.first_event_s, batch.settled_s - batch.last_event_s)
        if batch.must_scan:
            self._guard(lambda: self._build(span))
            return
        packaged = frozenset(f"{TEMPLATES_FOLDER}{path}".rstrip("/") for path in batch.templates)
        self._guard(lambda: self._build(span, dirty=batch.dirty, packaged_dirty=packaged))

    def _look(self, watcher: Watcher) -> None:
        """Look at all files, for what no event told of; given up if an event comes meanwhile."""
        started_s = time.monotonic()

        def build() -> None:
            outcome = self._build(Span(), is_wanted=watcher.is_quiet)
            # What changed before the watcher was there is no fault of its.
            if outcome is not None and self._has_looked:
                paths = [path for path in outcome.changed_files if path != GIT_HEAD and not self._is_packaged(path)]
                watcher.report_missed(paths)

        self._guard(build)
        done_s = time.monotonic()
        # One that was given up has not seen everything.
        self._has_looked = self._has_looked or watcher.is_quiet()
        self._next_look_s = done_s + next_look_s(done_s - started_s, is_blind=watcher.is_blind)

    def _build(
        self,
        span: Span,
        *,
        dirty: Collection[str] | None = None,
        packaged_dirty: Collection[str] | None = None,
        is_wanted: Callable[[], bool] = lambda: True,
        on_progress: OnProgress = be_quiet,
    ) -> Outcome | None:
        outcome = self._builder.build(
            dirty=dirty,
            packaged_dirty=packaged_dirty,
            watched=self.live.watched(),
            is_wanted=is_wanted,
            on_progress=on_progress,
        )
        if outcome is not None:
            self._show(outcome, span)
        return outcome

    def _prove(self) -> None:
        outcome = self._builder.prove()
        if outcome is not None:
            self._show(outcome, Span())

    def _save(self) -> None:
        self._unsaved_since_s = None
        self._audience.on_problems(self._builder.save())

    def _guard(self, act: Callable[[], object]) -> None:
        """Do something that must not end the preview, whatever mistake of ours is in it."""
        gc.disable()
        try:
            act()
        except Exception:  # noqa: BLE001 (the one place where a mistake of ours is survived: it is shown)
            text = traceback.format_exc()
            before, self._fault = self._fault, make_traceback_panel(text)
            # A crash that is met again at each look is told once.
            if self._fault != before:
                self._tell_fault(text)
        finally:
            gc.enable()

    def _show(self, outcome: Outcome, span: Span) -> None:
        started_s = time.monotonic()
        before, self._shown = self._shown, outcome.snapshot
        had_panel = self._panel is not None or self._fault is not None
        self._panel = None if outcome.is_good else self._make_panel(outcome.problems)
        self._fault = None
        self.live.show(Showing(self._shown, self._find_panel()), self._find_news(outcome, before))
        self._last_build_s = time.monotonic()
        if self._unsaved_since_s is None:
            self._unsaved_since_s = self._last_build_s
        show_s = self._last_build_s - started_s
        timing = Timing(span.event_s, span.settle_s, outcome.read_s, outcome.prepare_s, outcome.render_s, show_s)
        if had_panel or not outcome.is_unnoticeable:
            self._audience.on_built(outcome, timing)
        if len(outcome.stale) > _MANY_PAGES:
            _settle_garbage()

    def _find_panel(self) -> Panel | None:
        return self._code_fault or self._fault or self._panel

    def _make_panel(self, problems: Sequence[Problem]) -> Panel:
        prepared = self._builder.prepared
        editor_url = prepared.settings.editor_url if prepared else Settings().editor_url
        return make_panel(problems, editor_url, self._locate)

    def _locate(self, path: str) -> str:
        """Give the whole path of a file of the site or of the package."""
        return str((find_package_root() if self._is_packaged(path) else self._root) / path)

    def _is_packaged(self, path: str) -> bool:
        """Tell whether it is the package's template of this name that counts."""
        return (
            path.startswith(TEMPLATES_FOLDER)
            and not (self._root / path).exists()
            and (find_package_root() / path).exists()
        )

    def _find_news(self, outcome: Outcome, before: BuiltSnapshot | None) -> News:
        now = outcome.snapshot
        if now is None or before is None or now is before:
            return News()
        follow = find_followed(outcome.changed_files, outcome.stale, now) if self._has_to_follow else ""
        return News(find_changed_assets(now, before), find_moved(now, before), follow)


def _settle_garbage() -> None:
    """Look for garbage once, and never again among what is left."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()

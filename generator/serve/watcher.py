"""Tells, in settled batches, what may have changed on the disk.

Does not know what the files mean, and does not look into them: events are hints, the next reading is the truth.

World: the clock, and waits for events.
"""

import logging
import os
import stat
import time
from collections.abc import Callable, Collection
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from generator.serve.batches import LONGEST_LOOK_S, Area, Batch, Batcher, Hint
from generator.serve.events import Source, open_source
from generator.serve.scopes import find_git, list_scopes

_GIT_LOCK_S = 10.0
"""An older lock is that of a git that was killed, or one so long at work that the site is built meanwhile."""

_PATIENCE_S = 1.0
"""An event that has not come by then does not come."""

_LOOKING = f"is found by looking at all files, every {LONGEST_LOOK_S:g} s at the latest"


class Watcher:
    """Watches a site's files, the package's templates, the generator's code and git's head.

    All methods are called by one thread, except for `wake` and `is_quiet`.
    Must be left before the process replaces itself: watchdog's descriptor would survive that.

    Args:
        root: the site's folder; may be a link.
        package_templates: the folder of the package's templates.
        code: the folder of the generator's own code.
        only: names in `root` that are read.
        skip: paths below `root` that are not read, such as the output folder.
        is_known: tells whether the site that is shown was made from a file of this path; asked in `wait`.
        say: is given a sentence, once, if events do not tell everything; called when the watcher is entered, and in `wait`.
    """

    def __init__(
        self,
        root: Path,
        *,
        package_templates: Path,
        code: Path,
        only: Collection[str],
        skip: Collection[str] = (),
        is_known: Callable[[str], bool],
        say: Callable[[str], None],
    ) -> None:
        self._hints: SimpleQueue[Hint | None] = SimpleQueue()
        self._scopes = list_scopes(root, package_templates, code, only=only, skip=skip)
        lock = next((folder / "index.lock" for folder in find_git(root)), None)
        self._batcher = Batcher(
            lambda path: _measure(root / path), is_known, lambda: lock is not None and _is_git_at_work(lock)
        )
        self._say = say
        self._source: Source | None = None
        self._missed: dict[str, float] = {}
        self._is_blind = False

    def __enter__(self) -> Self:
        """Begin to watch; what changes from now on is told."""
        # It logs what is said in better words here.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        try:
            self._source = open_source(self._scopes, self._hints.put)
        except OSError as error:
            self._go_blind(f"cannot watch files ({error.strerror}); what changes {_LOOKING}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End all threads and give all descriptors back."""
        if self._source is not None:
            self._source.close()
            self._source = None

    @property
    def is_blind(self) -> bool:
        """Whether events do not tell everything, so that looking at all files should be done more often."""
        return self._is_blind

    def is_quiet(self) -> bool:
        """Tell whether there is no hint of a change; a full reading is given up as soon as there is one."""
        return self._hints.empty() and self._batcher.is_empty

    def wake(self) -> None:
        """Let `wait` return at once, with nothing; any thread may call it."""
        self._hints.put(None)

    def wait(self, timeout_s: float) -> Batch | None:
        """Wait until something changed and stands still; gives nothing after `timeout_s`."""
        self._check_source()
        deadline_s = time.monotonic() + timeout_s
        while True:
            now_s = time.monotonic()
            batch = self._batcher.take(now_s)
            if batch is not None:
                return batch
            if now_s >= deadline_s:
                return None
            due_s = self._batcher.due_s(now_s)
            until_s = deadline_s if due_s is None else min(deadline_s, due_s)
            try:
                hint = self._hints.get(timeout=max(0.0, until_s - now_s))
            except Empty:
                self._check_missed()
                continue
            while hint is not None:
                self._feed(hint)
                try:
                    hint = self._hints.get_nowait()
                except Empty:
                    break
            else:
                return None

    def report_missed(self, paths: Collection[str]) -> None:
        """Take note that a look at all files found these of the site with other bytes, and no batch had named them.

        A file that has only another time or mode is none of them: of that no event tells.
        If no event of them comes late either, events do not arrive here, and that is said.
        """
        now_s = time.monotonic()
        self._missed |= dict.fromkeys(paths, now_s)

    def _feed(self, hint: Hint) -> None:
        if self._missed:
            self._missed = {path: when_s for path, when_s in self._missed.items() if not _is_announced(path, hint)}
        self._batcher.feed(hint)

    def _check_source(self) -> None:
        """Bring back watches that were lost, and see whether there are all."""
        if self._source is not None:
            self._source.revive()
            if not self._source.is_complete:
                self._go_blind(
                    f"the system lets you watch no more folders, so some are not watched; what changes there {_LOOKING}. "
                    "To raise the limit: sudo sysctl fs.inotify.max_user_watches=524288"
                )

    def _check_missed(self) -> None:
        """See whether what was found without an event has waited long enough for it, now that no hint is left."""
        now_s = time.monotonic()
        if any(now_s - when_s > _PATIENCE_S for when_s in self._missed.values()):
            self._missed = {}
            self._go_blind(
                f"the system does not tell of all changes, as on some network folders; what changes there {_LOOKING}"
            )

    def _go_blind(self, sentence: str) -> None:
        if not self._is_blind:
            self._is_blind = True
            self._say(sentence)


def _is_announced(path: str, hint: Hint) -> bool:
    if hint.area is Area.ALL:
        return True
    return hint.area is Area.SITE and (f"{path}/".startswith(f"{hint.path}/") or f"{hint.path}/".startswith(f"{path}/"))


def _measure(path: Path) -> int | None:
    try:
        status = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _is_git_at_work(lock: Path) -> bool:
    try:
        return time.time() - os.lstat(lock).st_mtime < _GIT_LOCK_S
    except OSError:
        return False

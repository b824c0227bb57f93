"""What changed on the disk, gathered until it stands still: events are hints where to look and how long to wait.

Knows how editors, git and copying programs write files; does not know where hints come from, and never believes
what an event says has happened.
"""

from collections.abc import Callable
from enum import Enum

import msgspec

SURE_QUIET_S = 0.005
"""After a save that looks complete: enough for the rest of a "save all" or of a rename, and nobody sees it."""

UNSURE_QUIET_S = 0.1
"""While a file is missing, new, empty or still open: editors rename, write anew and flush to the disk in between.

Vim needs 2 ms on an idle machine, and some 50 ms where flushing is slow.
"""

MANY_QUIET_S = 0.12
"""Among many files: git and rsync pause while they compare or wait for the network."""

FEW_PATHS = 8
"""More than a "save all" of a few notes is the work of a program."""

FEW_LIMIT_S = 0.6
"""A file that is written to without end must not keep others from being shown."""

MANY_LIMIT_S = 3.0
"""Likewise of many files; a build in the middle of them costs more than that."""

HELD_QUIET_S = 2.0
"""While git works in the folder its own pauses do not count, up to this one: a killed git leaves its lock behind."""

HELD_LOOK_S = 0.01
"""How often to see whether git is done, if no event says so."""

NAMED_LIMIT = 1_000
"""So many paths are named; looking at more one by one costs more than looking at all, and a queue must end."""

SHORTEST_LOOK_S = 1.0
SHORTEST_BLIND_LOOK_S = 0.3
LONGEST_LOOK_S = 2.5
"""Whatever events do, an edit is seen within three seconds, a build included."""


class Area(Enum):
    """What a changed path means."""

    SITE = "site"
    """A file of the site, by its path below the site's folder."""
    PACKAGE = "package"
    """A template of the package, by its path below the package's `templates/`."""
    CODE = "code"
    """The generator's own code."""
    HEAD = "head"
    """Git's HEAD or a branch."""
    ALL = "all"
    """Nobody knows what changed: events were lost."""


class Hint(msgspec.Struct, frozen=True):
    """One event, as far as it is believed."""

    when_s: float
    area: Area
    path: str = ""
    is_done: bool = False
    """Whether the writer closed the file or moved it to its place."""


class Batch(msgspec.Struct, frozen=True):
    """What may have changed, now that it stands still."""

    first_event_s: float
    last_event_s: float
    settled_s: float
    dirty: frozenset[str] = frozenset()
    """Paths below the site's folder, each of a file, a folder, or of what is gone."""
    templates: frozenset[str] = frozenset()
    """Paths below the package's `templates/`."""
    has_new_code: bool = False
    has_new_head: bool = False
    """Whether git's head may stand for another commit."""
    must_scan: bool = False
    """Whether more may have changed than is named."""


class Batcher:
    """Gathers hints; time is an argument, in seconds of any clock that never goes back.

    Args:
        measure: gives the size of one of the site's paths; 0 for what is no regular file, nothing if it is gone.
        is_known: tells whether the site that is shown was made from a file of this path.
        is_held: tells whether git is at work in the site's folder.
    """

    def __init__(
        self,
        measure: Callable[[str], int | None],
        is_known: Callable[[str], bool],
        is_held: Callable[[], bool],
    ) -> None:
        self._measure = measure
        self._is_known = is_known
        self._is_held = is_held
        self._hints: dict[tuple[Area, str], Hint] = {}
        self._first_s = 0.0
        self._last_s = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been fed since the last batch."""
        return not self._hints

    def feed(self, hint: Hint) -> None:
        """Take in a hint; of several for one path the last counts."""
        if self.is_empty:
            self._first_s = hint.when_s
        self._last_s = hint.when_s
        if hint.area in {Area.SITE, Area.PACKAGE} and len(self._hints) >= NAMED_LIMIT:
            hint = Hint(hint.when_s, Area.ALL)
        self._hints[hint.area, hint.path] = hint

    def due_s(self, now_s: float) -> float | None:
        """Tell when to ask for the batch if no hint arrives until then; nothing if there is none to come."""
        if self.is_empty:
            return None
        if self._is_held():
            return min(now_s + HELD_LOOK_S, self._last_s + HELD_QUIET_S)
        is_much = len(self._hints) > FEW_PATHS or (Area.ALL, "") in self._hints
        if is_much:
            quiet_s = MANY_QUIET_S
        else:
            quiet_s = SURE_QUIET_S if all(map(self._is_sure, self._hints.values())) else UNSURE_QUIET_S
        return min(self._last_s + quiet_s, self._first_s + (MANY_LIMIT_S if is_much else FEW_LIMIT_S))

    def take(self, now_s: float) -> Batch | None:
        """Hand over the batch and begin anew, if it stands still."""
        due_s = self.due_s(now_s)
        if due_s is None or now_s < due_s:
            return None
        areas = {area for area, _ in self._hints}
        batch = Batch(
            self._first_s,
            self._last_s,
            now_s,
            dirty=self._list_paths(Area.SITE),
            templates=self._list_paths(Area.PACKAGE),
            has_new_code=Area.CODE in areas,
            has_new_head=Area.HEAD in areas,
            must_scan=Area.ALL in areas,
        )
        self._hints = {}
        return batch

    def _list_paths(self, area: Area) -> frozenset[str]:
        return frozenset(path for of, path in self._hints if of is area)

    def _is_sure(self, hint: Hint) -> bool:
        """Tell whether a file looks as its writer wants to leave it."""
        if hint.area is not Area.SITE:
            return hint.is_done and hint.area is Area.PACKAGE
        size_bytes = self._measure(hint.path)
        if not self._is_known(hint.path):
            # A temporary file that has come and gone is over; a new one may be moved to another name in a moment.
            return size_bytes is None
        return hint.is_done and bool(size_bytes)


def next_look_s(scan_duration_s: float, *, is_blind: bool = False) -> float:
    """Tell how long after a look at all files, in idle time, the next one is due.

    It costs at most a fiftieth of one processor, or a fifth where events do not tell everything, unless the site is
    so large that edits would wait too long.

    >>> next_look_s(0.002), next_look_s(0.04), next_look_s(0.2)
    (1.0, 2.0, 2.5)
    >>> next_look_s(0.04, is_blind=True), next_look_s(0.2, is_blind=True)
    (0.3, 1.0)
    """
    if is_blind:
        return min(LONGEST_LOOK_S, max(SHORTEST_BLIND_LOOK_S, 5 * scan_duration_s))
    return min(LONGEST_LOOK_S, max(SHORTEST_LOOK_S, 50 * scan_duration_s))

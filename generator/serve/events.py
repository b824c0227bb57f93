"""Hints from the operating system of what may have changed; home of watchdog.

Does not know how long to wait after a hint, nor what the files mean.

World: folders, clock and threads.

On Linux watchdog's reader of inotify, `InotifyFD`, is used as it is, without the observer above it.
`InotifyObserver` holds back each half of a rename for up to half a second to find the other half, blocks all events
behind it meanwhile, and says nothing of folders that it could not watch.
Here each half is a hint by itself, a hint arrives 0.2 ms after the event, and the limits of inotify are seen.
Elsewhere the system's observer is used.
"""

import errno
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import msgspec
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from generator.serve.batches import Area, Hint
from generator.serve.scopes import Scope

if sys.platform == "linux":
    # Anywhere else the module raises as it is imported.
    from watchdog.observers.inotify_c import (
        CallbackId,
        InotifyConstants,
        InotifyEvent,
        InotifyFD,
        Mask,
        WatchDescriptor,
    )

_EVENTS: list[type[FileSystemEvent]] = [
    # Opening and reading are left out, or reading a file would wake us to read it again.
    *(FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent),
    *(DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
]

Tell = Callable[[Hint], None]


class Source(Protocol):
    """Where hints come from."""

    @property
    def is_complete(self) -> bool:
        """Whether all folders are watched."""

    def revive(self) -> None:
        """Watch again what was gone and is there again; called now and then by the thread that waits."""

    def close(self) -> None:
        """End all threads and give all descriptors back."""


def open_source(scopes: Sequence[Scope], tell: Tell) -> Source:
    """Begin to watch with what the system has for it."""
    return _Inotify(scopes, tell) if sys.platform == "linux" else _Observed(scopes, tell)


def _make_hint(scope: Scope, path: str, *, is_done: bool) -> Hint:
    is_named = scope.area in {Area.SITE, Area.PACKAGE}
    return Hint(time.monotonic(), scope.area, path if is_named else "", is_done)


class _Inotify:
    """Hints from Linux: one descriptor and one thread for all scopes."""

    def __init__(self, scopes: Sequence[Scope], tell: Tell) -> None:
        self._reader = InotifyFD()
        self._trees = [_WatchedTree(self._reader, scope, tell) for scope in scopes]
        for tree in self._trees:
            tree.begin()
        # Only now: from here on the trees are changed by the reader's thread.
        self._reader.start()

    @property
    def is_complete(self) -> bool:
        return all(tree.is_complete for tree in self._trees) and self._reader.is_alive()

    def revive(self) -> None:
        for tree in self._trees:
            tree.revive()

    def close(self) -> None:
        self._reader.stop()
        self._reader.join()


class _WatchedTree:
    """The watches on the folders of one scope, which follow the folders as they come and go.

    Watchdog calls the methods that begin with `on_`, from its thread.
    """

    def __init__(self, reader: "InotifyFD", scope: Scope, tell: Tell) -> None:
        self._reader = reader
        self._scope = scope
        self._tell = tell
        self._id = CallbackId(id(self))
        self._paths: dict[WatchDescriptor, str] = {}
        self._watches: dict[str, WatchDescriptor] = {}
        self._is_lost = False
        self.is_complete = True
        self._mask = Mask(
            InotifyConstants.IN_CREATE
            | InotifyConstants.IN_MODIFY
            | InotifyConstants.IN_CLOSE_WRITE
            | InotifyConstants.IN_MOVE
            | InotifyConstants.IN_DELETE
            | InotifyConstants.IN_MOVE_SELF
            | InotifyConstants.IN_ONLYDIR
        )

    def begin(self) -> None:
        """Watch all folders of the scope that there are."""
        self._watch("")
        self._is_lost = "" not in self._watches

    def revive(self) -> None:
        """Watch again if the top folder was gone and is there again; called by the waiting thread.

        A lost tree has no watches, so the reader's thread does not touch it meanwhile.
        """
        if self._is_lost and self._scope.top.is_dir():
            self.begin()
            if not self._is_lost:
                self._tell(Hint(time.monotonic(), Area.ALL))

    def on_event(self, event: "InotifyEvent") -> None:
        folder = self._paths.get(event.wd)
        if folder is None:
            return
        if not event.name:
            if event.is_move_self and not folder:
                self._lose()
            return
        name = os.fsdecode(event.name)
        path = f"{folder}/{name}" if folder else name
        if event.mask & InotifyConstants.IN_ISDIR:
            if not self._scope.enters(path):
                return
            if event.is_delete or event.is_moved_from:
                self._forget(path)
            else:
                # Before the hint: what is put into the folder from now on is told, and what is there already is read.
                self._watch(path)
        elif not self._scope.names(path):
            return
        self._tell(_make_hint(self._scope, path, is_done=event.is_close_write or event.is_moved_to))

    def on_watch_deleted(self, wd: "WatchDescriptor") -> None:
        path = self._paths.pop(wd, None)
        if path is None:
            return
        if self._watches.get(path) == wd:
            del self._watches[path]
        if not path:
            self._lose()

    def on_queue_overflow(self) -> None:
        # New folders, too, may have come and gone unseen.
        self._forget("")
        self.begin()
        self._tell(Hint(time.monotonic(), Area.ALL))

    def _lose(self) -> None:
        """The top folder is gone, or elsewhere by now."""
        self._forget("")
        self._is_lost = True
        self._tell(Hint(time.monotonic(), Area.ALL))

    def _watch(self, path: str) -> None:
        """Watch a folder and those below it, except where watched already."""
        rest = [path]
        while rest:
            path = rest.pop()
            if path not in self._watches and self._add(path):
                rest += (child for child in self._list_folders(path) if self._scope.enters(child))

    def _add(self, path: str) -> bool:
        folder = self._scope.top / path
        # The site's own folder alone may be a link.
        mask = Mask(self._mask | InotifyConstants.IN_DONT_FOLLOW) if path else self._mask
        try:
            wd = self._reader.add_callback(os.fsencode(folder), mask, self, self._id)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                self.is_complete = False
            return False
        if wd < 0:
            # So watchdog says that the folder is closed to us; the reading of the tree says it to the author.
            self._reader.remove_callbacks([(wd, self._id)])
            return False
        self._paths[wd] = path
        self._watches[path] = wd
        return True

    def _forget(self, folder: str) -> None:
        """Watch a folder and those below it no more."""
        inside = f"{folder}/" if folder else ""
        paths = [path for path in self._watches if path == folder or path.startswith(inside)]
        watches = [self._watches.pop(path) for path in paths]
        for wd in watches:
            self._paths.pop(wd, None)
        self._reader.remove_callbacks([(wd, self._id) for wd in watches])

    def _list_folders(self, path: str) -> list[str]:
        prefix = f"{path}/" if path else ""
        try:
            with os.scandir(self._scope.top / path) as entries:
                return [prefix + entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
        except OSError:
            return []


class _Observed(FileSystemEventHandler):
    """Hints from watchdog's observer for the system, where that is not Linux."""

    def __init__(self, scopes: Sequence[Scope], tell: Tell) -> None:
        super().__init__()
        # The system tells by real paths, so those are compared.
        self._scopes = [msgspec.structs.replace(scope, top=scope.top.resolve()) for scope in scopes]
        self._tell = tell
        self._watches: dict[Path, ObservedWatch] = {}
        self._observer = Observer()
        self.is_complete = True
        self._schedule_all()
        self._observer.start()

    def revive(self) -> None:
        """Watch the folders that are new; called by the waiting thread."""
        if self._schedule_all():
            self._tell(Hint(time.monotonic(), Area.ALL))

    def close(self) -> None:
        self._observer.stop()
        self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        is_closed = isinstance(event, FileClosedEvent)
        for name, is_done in ((event.src_path, is_closed), (event.dest_path, not event.is_directory)):
            for scope in self._scopes if name else ():
                path = _find_inside(scope, Path(os.fsdecode(name)), is_folder=event.is_directory)
                if path:
                    self._tell(_make_hint(scope, path, is_done=is_done))

    def _schedule_all(self) -> bool:
        """Watch each scope's folder by itself and the folders in it whole; tells whether there are new ones."""
        wanted = {
            **{folder: True for scope in self._scopes for folder in _list_entered(scope)},
            # What several scopes have in common is scheduled once; hints are made for all of them.
            **{scope.top: False for scope in self._scopes if scope.top.is_dir()},
        }
        for folder in self._watches.keys() - wanted:
            self._observer.unschedule(self._watches.pop(folder))
        new = wanted.keys() - self._watches.keys()
        for folder in new:
            self._watches[folder] = self._observer.schedule(
                self, str(folder), recursive=wanted[folder], event_filter=_EVENTS
            )
        return bool(new)


def _list_entered(scope: Scope) -> list[Path]:
    try:
        return [entry for entry in scope.top.iterdir() if scope.enters(entry.name) and entry.is_dir()]
    except OSError:
        return []


def _find_inside(scope: Scope, path: Path, *, is_folder: bool) -> str:
    """Give a path below the scope's folder, if it is one that matters; nothing otherwise."""
    if not path.is_relative_to(scope.top):
        return ""
    inside = path.relative_to(scope.top)
    folders = [folder.as_posix() for folder in inside.parents][:-1]
    accepts = scope.enters if is_folder else scope.names
    return inside.as_posix() if all(map(scope.enters, folders)) and accepts(inside.as_posix()) else ""

"""Tests of hints from the operating system: each change in a watched folder is hinted at, whatever comes and goes."""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from generator.serve import events
from generator.serve.batches import Area, Hint
from generator.serve.events import Source, Tell
from generator.serve.scopes import Scope

PATIENCE_S = 10.0
"""How long a test waits for what must come, on a machine that is busy with other things."""

linux = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")


class Ear:
    """Listens to a source."""

    def __init__(self, folder: Path, open_source: Callable[[Sequence[Scope], Tell], Source]) -> None:
        self.folder = folder
        self.hints: SimpleQueue[Hint] = SimpleQueue()
        scope = Scope(Area.SITE, folder, lambda path: "skipped" not in path, lambda path: not path.endswith("~"))
        self.source = open_source([scope], self.hints.put)

    def hear(self, path: str, *, area: Area = Area.SITE, is_done: bool | None = None) -> list[Hint]:
        """Wait for a hint of this path, and give all until then."""
        heard: list[Hint] = []
        deadline_s = time.monotonic() + PATIENCE_S
        while True:
            try:
                hint = self.hints.get(timeout=max(0.0, deadline_s - time.monotonic()))
            except Empty:
                pytest.fail(f"no hint of {path}, but of {[hint.path for hint in heard]}")
            heard.append(hint)
            if (hint.area, hint.path) == (area, path) and is_done in {None, hint.is_done}:
                return heard

    def write(self, path: str, text: str = "text") -> None:
        """Write a file below the folder."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")


@pytest.fixture(
    params=[pytest.param(events._Inotify, marks=linux, id="inotify"), pytest.param(events._Observed, id="observer")]
)
def ear(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ear]:
    """Listen to a folder with a file in another folder, by either way."""
    (tmp_path / "top" / "sub").mkdir(parents=True)
    (tmp_path / "top" / "sub" / "a.md").write_text("old", encoding="utf-8")
    ear = Ear(tmp_path / "top", request.param)
    yield ear
    ear.source.close()


@pytest.fixture
def inotify(tmp_path: Path) -> Iterator[Ear]:
    """Listen to such a folder by inotify."""
    (tmp_path / "top" / "sub").mkdir(parents=True)
    ear = Ear(tmp_path / "top", events._Inotify)
    yield ear
    ear.source.close()


class TestAnySource:
    """What holds on every system."""

    def test_writing_is_hinted_at(self, ear: Ear) -> None:
        """And that the file was closed."""
        ear.write("sub/a.md")
        ear.hear("sub/a.md", is_done=True)

    def test_a_rename_hints_at_both_names(self, ear: Ear) -> None:
        """The old name is gone, the new one is complete."""
        (ear.folder / "sub" / "a.md").rename(ear.folder / "sub" / "b.md")
        heard = ear.hear("sub/b.md", is_done=True)
        if not any(hint.path == "sub/a.md" for hint in heard):
            ear.hear("sub/a.md")

    def test_removing_is_hinted_at(self, ear: Ear) -> None:
        """By the name of what is gone."""
        (ear.folder / "sub" / "a.md").unlink()
        ear.hear("sub/a.md")

    def test_what_is_moved_in_is_hinted_at(self, ear: Ear, tmp_path: Path) -> None:
        """From a folder that nobody watches."""
        (tmp_path / "x.md").write_text("new", encoding="utf-8")
        (tmp_path / "x.md").rename(ear.folder / "sub" / "a.md")
        ear.hear("sub/a.md")

    def test_a_new_folder_is_watched(self, ear: Ear) -> None:
        """At any depth."""
        (ear.folder / "sub" / "new").mkdir()
        ear.hear("sub/new")
        ear.write("sub/new/deeper/x.md")
        heard = ear.hear("sub/new/deeper")
        ear.write("sub/new/deeper/y.md")
        heard += ear.hear("sub/new/deeper/y.md")

    def test_a_new_folder_at_the_top_is_watched(self, ear: Ear) -> None:
        """Such as `content/` of a site that had none."""
        (ear.folder / "new").mkdir()
        ear.hear("new")
        ear.source.revive()
        ear.write("new/x.md")
        ear.hear("new/x.md")

    def test_a_folder_that_comes_again_is_watched_again(self, ear: Ear) -> None:
        """Such as `content/` while another branch is checked out."""
        shutil.rmtree(ear.folder / "sub")
        ear.hear("sub")
        ear.source.revive()
        (ear.folder / "sub").mkdir()
        ear.hear("sub")
        ear.source.revive()
        ear.write("sub/x.md")
        ear.hear("sub/x.md")

    def test_what_does_not_matter_is_not_hinted_at(self, ear: Ear) -> None:
        """Nor is reading: the server itself reads."""
        ear.write("skipped/x.md")
        ear.write("sub/a.md~")
        ear.write("sub/skipped/x.md")
        (ear.folder / "sub" / "a.md").read_text(encoding="utf-8")
        os.utime(ear.folder / "sub" / "a.md")
        ear.write("sub/last.md")
        assert {hint.path for hint in ear.hear("sub/last.md")} == {"sub/last.md"}


@linux
class TestInotify:
    """What Linux's own way does besides."""

    def test_half_a_rename_is_not_held_back(self, inotify: Ear, tmp_path: Path) -> None:
        """A file that leaves the watched folders is gone at once, and does not hold up what follows."""
        inotify.write("sub/a.md")
        inotify.hear("sub/a.md", is_done=True)
        begun_s = time.monotonic()
        (inotify.folder / "sub" / "a.md").rename(tmp_path / "a.md")
        inotify.write("sub/b.md")
        heard = inotify.hear("sub/b.md", is_done=True)
        # Watchdog's observer takes half a second for it.
        assert heard[-1].when_s - begun_s < 0.4
        assert heard[0].path == "sub/a.md"

    def test_a_moved_folder_is_known_by_its_new_name(self, inotify: Ear) -> None:
        """With all that is below it."""
        inotify.write("sub/deep/x.md")
        inotify.hear("sub/deep")
        (inotify.folder / "sub").rename(inotify.folder / "other")
        inotify.hear("other")
        inotify.write("other/deep/x.md", "again")
        inotify.hear("other/deep/x.md", is_done=True)

    def test_a_folder_made_anew_is_watched_anew(self, inotify: Ear) -> None:
        """However quickly one follows the other."""
        for _ in range(30):
            shutil.rmtree(inotify.folder / "sub")
            (inotify.folder / "sub" / "deep").mkdir(parents=True)
        inotify.write("last")
        inotify.hear("last")
        inotify.write("sub/deep/x.md")
        inotify.hear("sub/deep/x.md", is_done=True)

    @pytest.mark.parametrize("how", ["removed", "moved away"])
    def test_a_top_folder_made_anew_is_watched_anew(self, inotify: Ear, how: str) -> None:
        """Both that it is gone and that it is there again mean that anything may have changed."""
        if how == "removed":
            shutil.rmtree(inotify.folder)
        else:
            inotify.folder.rename(inotify.folder.with_name("away"))
        inotify.hear("", area=Area.ALL)
        inotify.source.revive()
        inotify.folder.mkdir()
        inotify.source.revive()
        inotify.hear("", area=Area.ALL)
        inotify.write("sub/x.md")
        inotify.hear("sub")

    def test_a_top_folder_behind_a_link_is_watched(self, tmp_path: Path) -> None:
        """The author may keep the site elsewhere; links below it are not followed."""
        (tmp_path / "real" / "sub").mkdir(parents=True)
        (tmp_path / "outside").mkdir()
        (tmp_path / "real" / "link").symlink_to(tmp_path / "outside")
        (tmp_path / "top").symlink_to("real")
        ear = Ear(tmp_path / "top", events._Inotify)
        try:
            (tmp_path / "outside" / "x.md").touch()
            ear.write("sub/a.md")
            assert {hint.path for hint in ear.hear("sub/a.md")} == {"sub/a.md"}
        finally:
            ear.source.close()

    def test_two_scopes_may_share_folders(self, tmp_path: Path) -> None:
        """In the generator's own checkout the site's templates are the package's."""
        (tmp_path / "templates").mkdir()
        hints: SimpleQueue[Hint] = SimpleQueue()
        site = Scope(Area.SITE, tmp_path, lambda _: True, lambda _: True)
        package = Scope(Area.PACKAGE, tmp_path / "templates", lambda _: True, lambda _: True)
        source = events._Inotify([site, package], hints.put)
        try:
            (tmp_path / "templates" / "x.html").touch()
            heard = {(hint.area, hint.path) for hint in (hints.get(timeout=PATIENCE_S) for _ in range(4))}
            assert heard == {(Area.SITE, "templates/x.html"), (Area.PACKAGE, "x.html")}
        finally:
            source.close()

    def test_lost_events_are_said_and_new_folders_watched(self, inotify: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
        """The kernel keeps 16,384 events; what else happens meanwhile nobody tells of."""
        kept = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text(encoding="ascii"))
        held, released = threading.Event(), threading.Event()
        tell = inotify.hints.put

        def hold(hint: Hint) -> None:
            held.set()
            assert released.wait(PATIENCE_S * 3)
            tell(hint)

        monkeypatch.setattr(inotify.source._trees[0], "_tell", hold)  # type: ignore[attr-defined]
        inotify.write("begin")
        assert held.wait(PATIENCE_S)
        for index in range(kept // 2 + 2_000):
            os.close(os.open(inotify.folder / "sub" / f"{index}", os.O_CREAT | os.O_WRONLY))
        (inotify.folder / "late").mkdir()
        released.set()
        inotify.hear("", area=Area.ALL)
        inotify.write("late/x.md")
        inotify.hear("late/x.md", is_done=True)

    def test_a_limit_of_watches_is_seen(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What could be watched is watched."""
        from watchdog.observers import inotify_c

        for name in ("a", "b", "c"):
            (tmp_path / "top" / name).mkdir(parents=True)
        add = inotify_c.inotify_add_watch
        added: list[str] = []

        def add_two(descriptor: int, path: bytes, mask: int) -> int:
            if len(added) == 2:
                ctypes.set_errno(errno.ENOSPC)
                return -1
            added.append(os.fsdecode(path))
            return add(descriptor, path, mask)

        monkeypatch.setattr(inotify_c, "inotify_add_watch", add_two)
        ear = Ear(tmp_path / "top", events._Inotify)
        try:
            assert not ear.source.is_complete
            ear.write("x.md")
            ear.hear("x.md", is_done=True)
            ear.write(f"{Path(added[1]).name}/x.md")
            ear.hear(f"{Path(added[1]).name}/x.md", is_done=True)
        finally:
            ear.source.close()

    def test_the_systems_own_limit_is_seen(self, tmp_path: Path) -> None:
        """As it is on a machine with a large project open in an editor."""
        for index in range(30):
            (tmp_path / f"{index}").mkdir()
        script = (
            "import sys; from pathlib import Path; from generator.serve import events; "
            "from generator.serve.batches import Area; from generator.serve.scopes import Scope; "
            "scope = Scope(Area.SITE, Path(sys.argv[1]), lambda _: True, lambda _: True); "
            "source = events._Inotify([scope], print); print(source.is_complete); source.close()"
        )
        limit = 'echo 20 > /proc/sys/user/max_inotify_watches && exec "$@"'
        command = ["unshare", "-Ur", "sh", "-c", limit, "sh", sys.executable, "-c", script, str(tmp_path)]
        if subprocess.run(["unshare", "-Ur", "true"], capture_output=True, check=False).returncode:
            pytest.skip("no namespaces of one's own here")
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(events.__file__).parents[2])
        assert done.stdout.startswith("False\n")

    def test_a_folder_closed_to_us_is_no_reason_to_stop(self, inotify: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
        """Watchdog gives no error for it, but a watch that is none."""
        from watchdog.observers import inotify_c

        def refuse(*_: object) -> int:
            ctypes.set_errno(errno.EACCES)
            return -1

        with monkeypatch.context() as patched:
            patched.setattr(inotify_c, "inotify_add_watch", refuse)
            for name in ("closed", "closed too"):
                (inotify.folder / name).mkdir()
                inotify.hear(name)
        (inotify.folder / "open").mkdir()
        inotify.hear("open")
        inotify.write("open/x.md")
        inotify.hear("open/x.md", is_done=True)
        assert inotify.source.is_complete

    def test_nothing_is_left_behind(self, tmp_path: Path) -> None:
        """Neither threads nor descriptors."""
        before = threading.active_count(), len([*Path("/proc/self/fd").iterdir()])
        for _ in range(5):
            Ear(tmp_path, events._Inotify).source.close()
        assert (threading.active_count(), len([*Path("/proc/self/fd").iterdir()])) == before

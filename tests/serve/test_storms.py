"""Saves as editors and git make them, against the real command: the right text, told once, and nothing in between."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from generator.serve.batches import UNSURE_QUIET_S
from tests.serve.browsing import TAG
from tests.serve.editors import SAVE_COUNTS, SAVES, Writer
from tests.serve.running import PATIENCE_S, Running, running, write_journal
from tests.site.space import SiteSpace

MOST_REBUILDS = 3
"""Of a checkout: git pauses while it works."""

SEEN_S = 3.0
"""How soon an edit is seen of which no event tells."""

TEMPORARY = re.compile(r"4913|~|\.sw[px]|#|___jb|goutputstream|sedX|\.subl|\.X1Y|syncthing|\._|DS_Store|index\.lock")
"""Names that editors, git and copying programs use while they work."""

LAST = "content/pages/last.md"
"""What is saved in the end: once it is told, all that was to be told before has been."""

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")


@pytest.fixture(autouse=True)
def own_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own settings of git out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


def commit(space: SiteSpace, *before: str) -> None:
    """Commit all files of the site, after another step of git's."""
    for step in (before, ("add", "content", "site.yaml"), ("commit", "--quiet", "-m", "x")):
        ended = space.run("git", "-c", "user.name=n", "-c", "user.email=e", *step)
        assert ended.code == 0, ended


def save_last(space: SiteSpace, served: Running, before: str) -> list[str]:
    """Save a page, and give the lines that were printed for other files since `before` was all."""
    number = before.count(f" {LAST}: ") + 1
    # In one step: written in place, it may be told of twice on a busy machine, and the next call would count one too many.
    space.write("public/last.md", f"# Last\n\nWords, {number} times.\n")
    (space.root / LAST).parent.mkdir(exist_ok=True)
    space.rename("public/last.md", LAST)
    served.wait_for(f"* {LAST}: ", count=number)
    return served.said.removeprefix(before).splitlines()[:-1]


# One file


class Desk:
    """A journal in a repository, its preview, and somebody who writes."""

    def __init__(self, space: SiteSpace, outside: Path, served: Running) -> None:
        """Take what is there already."""
        outside.mkdir()
        self.space = space
        self.served = served
        self.writer = Writer(space.root, outside)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Serve one journal for all ways to save, each of which has a file of its own."""
    folder = tmp_path_factory.mktemp("desk")
    space = write_journal(folder / "site", entry_count=30)
    for index, _ in enumerate(SAVES):
        space.write(f"content/entries/way-{index}.md", "# A title\n\nOld text.\n")
    commit(space, "init", "--quiet")
    with running(space.root) as served:
        yield Desk(space, folder / "outside", served)


@pytest.mark.parametrize("count", SAVE_COUNTS)
@pytest.mark.parametrize("name", SAVES)
def test_every_save_is_served_and_told_once(name: str, count: int, desk: Desk) -> None:
    """After each save the page has the text that was saved, and the terminal has told of it once."""
    index = list(SAVES).index(name)
    path, target = f"content/entries/way-{index}.md", f"/way-{index}/"
    before, slow = desk.served.said, 0
    for number in range(count):
        desk.writer.begin()
        text = f"Text {number} of {count}."
        hand = threading.Thread(
            target=SAVES[name], args=(desk.writer, desk.space.root / path, f"# A title\n\n{text}\n")
        )
        hand.start()
        desk.served.wait_for_page(target, f"<p>{text}</p>")
        hand.join(PATIENCE_S)
        # A save that stood still on a busy machine for as long as the watcher waits may arrive in two parts.
        slow += desk.writer.longest_pause_s > UNSURE_QUIET_S / 2
    told = save_last(desk.space, desk.served, before)
    # Making commits, as two of the ways do before they save, may be told by itself.
    saves = [line for line in told if " git HEAD: " not in line or path in line]
    assert count <= len(saves) <= count + slow
    assert all(path in line for line in saves)
    assert not TEMPORARY.search("\n".join(told))
    assert not TEMPORARY.search(desk.served.ask("/sitemap.xml")[1] + desk.served.ask("/api/v1/entries.json")[1])


# Many files


def write_branches(root: Path, entry_count: int) -> SiteSpace:
    """Write a journal with two branches: most entries differ, some are on one of them only."""
    space = write_journal(root, entry_count=entry_count)
    commit(space, "init", "--quiet", "--initial-branch", "main")
    some = entry_count // 10
    for number in range(1, entry_count - some):
        space.edit(f"content/entries/entry-{number}.md", f"Words of entry {number}.", f"Other words of entry {number}.")
    for number in range(entry_count - some, entry_count):
        space.rename(f"content/entries/entry-{number}.md", f"content/entries/renamed/entry-{number}.md")
    space.edit("site.yaml", "title: Notes", "title: Other notes")
    commit(space, "checkout", "--quiet", "-b", "other")
    assert space.run("git", "checkout", "--quiet", "main").code == 0
    return space


def assert_all_as_built(space: SiteSpace, served: Running) -> None:
    """Compare all that is served with a build from nothing."""
    assert space.journal("clean").code == 0
    built = space.build(date="", with_drafts=True)
    assert built.is_published, built.problems
    different = [
        path
        for path in space.outputs()
        if TAG.sub(b"", served.fetch(f"/{path}")[1]) != (space.public / path).read_bytes()
    ]
    assert different == []


@pytest.mark.parametrize("count", [200, pytest.param(10_000, marks=pytest.mark.nightly)])
def test_a_checkout_of_many_files_is_built_at_once(count: int, tmp_path: Path) -> None:
    """A few rebuilds, and in the end the site is what a build from nothing makes of it."""
    space = write_branches(tmp_path / "site", count)
    with running(space.root, patience_s=120) as served:
        before = served.said
        assert space.run("git", "checkout", "--quiet", "other").code == 0
        served.wait_for_page("/entry-1/", "Other words of entry 1.", patience_s=120)
        told = save_last(space, served, before)
        assert 1 <= len(told) <= MOST_REBUILDS
        assert_all_as_built(space, served)


# Without events


def unshare(limit: str) -> Sequence[str]:
    """Give a command that runs another one with a limit of inotify, or skip the test where that is not allowed."""
    prefix = ("unshare", "-Ur", "sh", "-c", f'echo {limit.replace("=", " > /proc/sys/user/")} && exec "$@"', "sh")
    try:
        done = subprocess.run([*prefix, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no unshare")
    if done.returncode:
        pytest.skip(f"the system lets nobody have limits of his own: {done.stderr.decode().strip()}")
    return prefix


@on_linux
@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("9=max_inotify_watches", "the system lets you watch no more folders, so some are not watched; "),
        ("0=max_inotify_instances", "cannot watch files (inotify instance limit reached); "),
    ],
)
def test_without_watches_every_edit_is_seen(limit: str, said: str, tmp_path: Path) -> None:
    """Within three seconds, wherever it is; it is said once."""
    prefix = unshare(limit)
    space = write_journal(tmp_path / "site", entry_count=3)
    for number in range(12):
        space.write(f"content/entries/folder-{number}/entry.md", f"# Entry in {number}\n\nOld words.\n")
    with running(space.root, prefix=prefix) as served:
        for number in range(12):
            space.edit(f"content/entries/folder-{number}/entry.md", "Old words.", "New words.")
            served.wait_for_page(f"/folder-{number}/entry/", "New words.", patience_s=SEEN_S)
        assert served.told.count(said) == served.told.count("is found by looking at all files") == 1


@on_linux
def test_lost_events_lose_no_edit(tmp_path: Path) -> None:
    """The system drops what it cannot hand over; what changed meanwhile is found nevertheless."""
    space = write_journal(tmp_path / "site", entry_count=3)
    most = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text(encoding="ascii"))
    if most > 200_000:
        pytest.skip(f"it takes more than {most} events here")
    with running(space.root) as served:
        served.process.send_signal(signal.SIGSTOP)
        files = [(space.root / f"content/entries/entry-{number}.md").open("ab", buffering=0) for number in (1, 2)]
        # Events that are alike and follow each other are one for the system.
        for _ in range(most // 2 + 10):
            for file in files:
                file.write(b"\n")
        for file in files:
            file.close()
        space.edit("content/entries/long.md", "Paragraph 3 of", "Changed 3 of")
        served.process.send_signal(signal.SIGCONT)
        served.wait_for_page("/long/", "Changed 3 of", patience_s=SEEN_S)
        assert "looking at all files" not in served.said

"""Tests of how saves arrive, for sixteen ways to save: the right text, once, and nothing that was only in between."""

import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.digest import digest_bytes
from generator.serve.batches import UNSURE_QUIET_S
from tests.serve.editors import SAVE_COUNTS, SAVES, Writer
from tests.serve.test_watcher import PATIENCE_S, Desk

SAVED = "content/entries/a.md"
FILES = ["content/entries/a.md", "content/entries/b.md", "site.yaml"]

Save = Callable[[Writer, Path, str], None]


def sit_down(tmp_path: Path) -> tuple[Desk, Writer]:
    """Make a site with two entries, which is a repository, and somebody who writes it."""
    for name in FILES[:2]:
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text("old", encoding="utf-8")
    (tmp_path / "outside").mkdir()
    writer = Writer(tmp_path / "site", tmp_path / "outside")
    writer.git("init", "--quiet")
    desk = Desk(tmp_path / "site")
    writer.git("add", ".")
    writer.git("commit", "--quiet", "-m", "x")
    return desk, writer


def follow_save(desk: Desk, writer: Writer, save: Save, text: str) -> int:
    """Save the file while the watcher waits, until the right text is read; count how often the site changed."""
    writer.begin()
    hand = threading.Thread(target=save, args=(writer, desk.root / SAVED, text))
    hand.start()
    changes = 0
    wanted = digest_bytes(text.encode())
    while (file := desk.reading.tree.find(SAVED)) is None or file.digest != wanted:
        changes += desk.read(desk.wait())
        assert {file.path for file in desk.reading.tree.files} <= set(FILES)
    hand.join(PATIENCE_S)
    return changes


@pytest.fixture(autouse=True)
def own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own settings of git out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.mark.parametrize("count", SAVE_COUNTS)
@pytest.mark.parametrize("name", SAVES)
def test_every_save_arrives_once(name: str, count: int, tmp_path: Path) -> None:
    """So many saves are so many changes with the text that was saved; names of an editor's own are never seen."""
    desk, writer = sit_down(tmp_path)
    changes, slow = 0, 0
    with desk.watcher:
        for number in range(count):
            changes += follow_save(desk, writer, SAVES[name], f"# save {number}\n\nsome\nlines\n")
            # A save that stood still on a busy machine for as long as the watcher waits may arrive in two parts.
            slow += writer.longest_pause_s > UNSURE_QUIET_S / 2
        while (batch := desk.watcher.wait(UNSURE_QUIET_S * 1.5)) is not None:
            changes += desk.read(batch)
    assert [file.path for file in desk.reading.tree.files] == FILES
    assert count <= changes <= count + slow
    assert desk.said == []


REAL = {
    "vim": ["vim", "-u", "NONE", "-N", "-es", "-c", "set backup writebackup backupcopy=no backupskip=", "-c", "%s/.*/{text}/", "-c", "wq", "{path}"],
    "sed": ["sed", "-i", "s/.*/{text}/", "{path}"],
    "cp": ["cp", "{source}", "{path}"],
    "mv": ["mv", "{source}", "{path}"],
    "rsync": ["rsync", "{source}", "{path}"],
}  # fmt: skip


@pytest.mark.nightly
@pytest.mark.parametrize("program", REAL)
def test_what_programs_really_do(program: str, tmp_path: Path) -> None:
    """Where they are installed: what we know of them may be out of date."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not here")
    desk, writer = sit_down(tmp_path)
    (desk.root / SAVED).write_text("old\n", encoding="utf-8")

    def save(writer: Writer, path: Path, text: str) -> None:
        source = writer.outside / "source.md"
        source.write_text(text, encoding="utf-8")
        values = {"text": text.strip(), "path": str(path), "source": str(source)}
        subprocess.run([part.format(**values) for part in REAL[program]], check=True, stdin=subprocess.DEVNULL)

    with desk.watcher:
        changes = sum(follow_save(desk, writer, save, f"save {number}\n") for number in range(20))
    assert changes == 20

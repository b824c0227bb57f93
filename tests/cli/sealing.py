"""`journal seal` in this process: a site, its keys, and what a command prints."""

import gc
from pathlib import Path

import click.testing
import msgspec
import pytest

from generator.cli import main
from generator.sealed.flows import Place
from tests.sealed.places import make_place


class Ran(msgspec.Struct, frozen=True):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


class Sealer:
    """Runs commands on a site."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make a site that is a repository, as far as git is asked."""
        self.place: Place = make_place(folder)
        self.root = self.place.root
        (self.root / ".git").mkdir()
        (self.root / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
        monkeypatch.setenv("JOURNAL_SEAL_DIR", str(self.place.keys))
        # Signals and the collection of garbage are the process's own, and that is pytest's here.
        monkeypatch.setattr("generator.cli.console._prepare_process", lambda: None)
        monkeypatch.setattr("generator.sealed.ages._grease_size", lambda _sealed, _count: 0)
        monkeypatch.chdir(self.root)

    def __call__(self, *arguments: str, typed: str = "") -> Ran:
        """Run `journal seal` with these arguments."""
        result = click.testing.CliRunner().invoke(main, ["seal", *arguments], input=typed)
        gc.enable()
        return Ran(result.exit_code, result.stdout, result.stderr)

    def link(self, label: str) -> str:
        """Make a link."""
        ran = self("link", label)
        assert ran.code == 0, ran.err
        return ran.out.strip()

"""What is sealed must not be published: `journal build` looks where its key is at hand."""

from pathlib import Path

import click.testing
import pytest

from generator.build.inspecting import find_nothing
from generator.cli import main
from generator.cli.sealedlook import make_inspector
from generator.errors import SitePath
from tests.cli.sealing import Sealer
from tests.sealed.places import VALUES


@pytest.fixture
def seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sealer:
    """A site with a statement, and its key."""
    sealer = Sealer(tmp_path, monkeypatch)
    fields = tmp_path / "fields.yaml"
    fields.write_text("name: Ada Lovelace\ncompany: Analytical Engines\n")
    assert sealer("new", "--from", str(fields)).code == 0
    (sealer.root / "content/entries").mkdir(parents=True)
    (sealer.root / "content/entries/a.md").write_text("# A day\n\nI learned something.\n")
    return sealer


def build() -> tuple[int, str]:
    """Run `journal build` here."""
    result = click.testing.CliRunner().invoke(main, ["build", "--date", "2026-11-27", "--jobs", "1"])
    return result.exit_code, result.stderr


def test_sealed_text_stops_the_build(seal: Sealer) -> None:
    """However it is written; the text is not shown, and what was published stays."""
    assert build() == (0, "")
    before = (seal.root / "public/a/index.html").read_bytes()
    (seal.root / "content/entries/a.md").write_text("# A day\n\nAt ANALYTICAL&nbsp;ENGINES.\n")
    code, said = build()
    assert code == 1
    assert "public/a/index.html" in said
    assert '"company"' in said
    assert "engines" not in said.lower()
    assert (seal.root / "public/a/index.html").read_bytes() == before


def test_without_its_key_there_is_nothing_to_look_for(seal: Sealer, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in CI, which has none."""
    monkeypatch.setenv("JOURNAL_SEAL_DIR", str(seal.root.parent / "none"))
    (seal.root / "content/entries/a.md").write_text("# A day\n\nAt Analytical Engines.\n")
    assert build() == (0, "")
    assert tuple(make_inspector(seal.root, "public")(SitePath("a"), VALUES["name"].encode())) == ()


def test_site_without_a_statement_is_not_looked_into(tmp_path: Path) -> None:
    """And none of the libraries is loaded."""
    assert make_inspector(tmp_path, "public") is find_nothing

"""`journal seal`: what is asked, told and never shown."""

import re
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.sealed import flows, keyfile
from generator.sealed.flows import open_own
from generator.sealed.keyfile import read_keys
from generator.sealed.qr import draw_svg
from tests.cli.sealing import Sealer
from tests.sealed.places import VALUES, find_leaks, look
from tests.site.space import SiteSpace

FIELDS = 'name: "Ada Löwe 🦁"\ncompany: "Secret <b>Ltd</b>"\nstatement: " as typed \\n\\t& more "\n'


@pytest.fixture
def seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sealer:
    """A site without a statement."""
    return Sealer(tmp_path, monkeypatch)


@pytest.fixture
def sealed(seal: Sealer) -> Sealer:
    """A site with one."""
    assert seal("new", "--from", "-", typed=FIELDS).code == 0
    return seal


def values_of(seal: Sealer) -> dict[str, str]:
    """Open the statement."""
    return {field.name: field.value for field in open_own(seal.place)}


class TestNew:
    """The statement is asked for, or read."""

    def test_fields_are_asked_for(self, seal: Sealer) -> None:
        """An empty one is left out; all that is asked goes to the error stream."""
        ran = seal("new", typed="Ada\n\nAcme GmbH\nEngineer\n\n")
        assert values_of(seal) == {"name": "Ada", "company": "Acme GmbH", "role": "Engineer"}
        assert ran.err.count(":") >= 5
        commitment = look(seal.place).record.commitment
        assert ran.out.splitlines() == [
            "sealed content/sealed/statement.age",
            f"commitment {commitment}",
            f"the keys are in {seal.place.keys}; keep a copy of that folder, since nothing else opens the statement",
            "next: commit content/sealed/, and make a link by: journal seal link LABEL",
        ]

    def test_fields_are_read_from_a_file(self, seal: Sealer, tmp_path: Path) -> None:
        """Which still lies there, and that is said."""
        (tmp_path / "fields.yaml").write_text(FIELDS, encoding="utf-8")
        ran = seal("new", "--from", str(tmp_path / "fields.yaml"))
        assert values_of(seal) == VALUES
        assert f"{tmp_path}/fields.yaml still holds the statement" in ran.out

    def test_file_in_the_repository_is_refused(self, seal: Sealer) -> None:
        """It would be published next."""
        (seal.root / "fields.yaml").write_text(FIELDS, encoding="utf-8")
        ran = seal("new", "--from", "fields.yaml")
        assert ran.code == 1
        assert ran.err == (
            "fields.yaml: error: is inside a git repository, and what is sealed must not lie open beside it\n"
            "  hint: put it outside of any repository\n"
            "journal: 1 error; nothing was changed\n"
        )
        assert not (seal.root / "content").exists()

    def test_second_statement_is_refused_before_asking(self, sealed: Sealer) -> None:
        """Nobody types it in vain."""
        ran = sealed("new")
        assert (ran.code, ran.out) == (1, "")
        assert "there is a sealed statement already" in ran.err
        assert "Your name" not in ran.err

    def test_statement_is_replaced(self, sealed: Sealer) -> None:
        """With what that cannot undo."""
        ran = sealed("new", "--replace", "--from", "-", typed="{}")
        assert "there is nothing to seal" in ran.err
        ran = sealed("new", "--replace", "--from", "-", typed='{"name": "Eve"}')
        assert values_of(sealed) == {"name": "Eve"}
        assert "What this cannot undo" in ran.out

    def test_missing_file_is_told(self, seal: Sealer, tmp_path: Path) -> None:
        """As any other."""
        ran = seal("new", "--from", str(tmp_path / "missing.yaml"))
        assert (ran.code, ran.out) == (74, "")
        assert "missing.yaml: no such file or directory" in ran.err


class TestLink:
    """A link is shown once."""

    def test_link_alone_goes_to_the_output(self, sealed: Sealer) -> None:
        """So that it can be passed on."""
        ran = sealed("link", "Acme recruiting")
        assert re.fullmatch(r"https://ada\.example/journal/sealed/#AGE-SECRET-KEY-1[0-9A-Z]{58}\n", ran.out)
        assert ran.err == "This link is shown only now. It works once content/sealed/ is committed and published.\n"
        assert sealed("open", ran.out).out.startswith("name: Ada")

    def test_code_is_shown_on_a_terminal(self, sealed: Sealer, monkeypatch: pytest.MonkeyPatch) -> None:
        """Below the link."""
        monkeypatch.setattr("generator.cli.seal._is_terminal", lambda: True)
        first, *rest = sealed("link", "Acme").out.splitlines()
        assert first.startswith("https://ada.example/")
        assert len(rest) > 20

    def test_picture_is_written(self, sealed: Sealer, tmp_path: Path) -> None:
        """For its owner alone, and over no other file."""
        file = tmp_path / "acme.svg"
        ran = sealed("link", "Acme", "--svg", str(file))
        assert file.read_bytes() == draw_svg(ran.out.strip())
        assert file.stat().st_mode & 0o777 == 0o600
        ran = sealed("link", "Other", "--svg", str(file))
        assert (ran.code, ran.out) == (74, "")
        assert "is there already" in ran.err
        assert "Other" not in sealed("list").out

    def test_picture_in_the_repository_is_refused(self, sealed: Sealer) -> None:
        """The code is the link; none is made."""
        ran = sealed("link", "Acme", "--svg", "acme.svg")
        assert "acme.svg: error: is inside a git repository, and the QR code is the link" in ran.err
        assert sealed("list").out == "there is no link yet; make one by: journal seal link LABEL\n"

    def test_address_is_needed(self, sealed: Sealer) -> None:
        """From the settings, or as an option; without one no link is made."""
        (sealed.root / "site.yaml").write_text("title: x\n")
        ran = sealed("link", "Acme")
        assert (ran.code, ran.out) == (1, "")
        assert "site.yaml: error: a link needs the address of the site" in ran.err
        assert sealed("link", "Acme", "--base-url", "https://x.example/").out.startswith(
            "https://x.example/sealed/#AGE"
        )
        assert sealed("link", "Acme", "--base-url", "ftp:x").code == 2
        (sealed.root / "site.yaml").write_text("base_url: x\n")
        assert "site.yaml:1:11: error" in sealed("link", "Other").err


class TestChanging:
    """Links are listed, withdrawn and renewed."""

    def test_links_are_listed_without_their_keys(self, sealed: Sealer) -> None:
        """And what each is good for."""
        sealed.link("Acme")
        sealed.link("Other")
        assert sealed("revoke", "Acme").code == 0
        today = look(sealed.place).record.changed
        ran = sealed("list")
        assert ran.out.splitlines() == [
            f"Acme  (made {today}; withdrawn {today})",
            f"Other  (made {today}; opens the statement)",
        ]

    def test_link_that_was_half_made_is_told(self, sealed: Sealer, monkeypatch: pytest.MonkeyPatch) -> None:
        """With the command that finishes it."""

        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device", "statement.age")

        with monkeypatch.context() as patch:
            patch.setattr(flows, "write_sealed", fail)
            ran = sealed("link", "Acme")
        assert (ran.code, ran.out) == (74, "")
        assert "call the command again" in ran.err
        assert "half done; call again: journal seal link or revoke, whichever was interrupted" in sealed("list").out
        sealed.link("Acme")
        assert "opens the statement" in sealed("list").out

    def test_what_revoking_cannot_undo_is_said(self, sealed: Sealer) -> None:
        """In a sentence."""
        sealed.link("Acme")
        ran = sealed("revoke", "Acme")
        assert 'the link "Acme" no longer opens content/sealed/statement.age' in ran.out
        assert "stays open to the keys that it was made for" in ran.out
        ran = sealed("revoke", "Acmee")
        assert (ran.code, ran.out) == (1, "")
        assert 'did you mean "Acme"?' in ran.err

    def test_rotation_shows_the_new_links(self, sealed: Sealer) -> None:
        """If it is to make any."""
        old = sealed.link("Acme")
        ran = sealed("rotate")
        assert "AGE-SECRET" not in ran.out
        assert "stays open to the keys that it was made for" in ran.out
        assert sealed("open", old).code == 0
        label, link = sealed("rotate", "--links").out.splitlines()[1:3]
        assert label == "Acme:"
        assert sealed("open", link).code == 0
        assert "this link was withdrawn" in sealed("open", old).err


COMMANDS: dict[str, tuple[str, ...]] = {
    "link": ("link", "Other"),
    "list": ("list",),
    "revoke": ("revoke", "Acme"),
    "rotate": ("rotate",),
    "reveal": ("reveal", "--yes", "--fields", "name"),
    "new": ("new", "--replace", "--from", "-"),
    "open": ("open", "AGE-SECRET-KEY-1" + "Q" * 58),
    "verify": ("verify",),
}


def list_secrets(seal: Sealer) -> dict[str, str]:
    """Name all that nobody may see."""
    ring = read_keys(seal.place.keys, look(seal.place).record.id)
    keys = {f"key {index}": link.identity.text[16:] for index, link in enumerate(ring.links)}
    return {"owner": ring.owner.text[16:], **keys, "company": VALUES["company"], "statement": "as typed \n\t& more"}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_show_no_secret(sealed: Sealer, name: str) -> None:
    """But for the one link that was asked for; and nothing of it is left in the site's folder."""
    sealed.link("Acme")
    before = list_secrets(sealed)
    ran = sealed(*COMMANDS[name], typed=FIELDS)
    seen = "\n".join((ran.out, ran.err, *_texts(sealed.root)))
    assert find_leaks(seen.encode("utf-8", "surrogateescape"), before) == []


def _texts(root: Path) -> list[str]:
    return [path.read_bytes().decode("latin-1") for path in root.rglob("*") if path.is_file()]


def _crash(*_: object, **__: object) -> None:
    raise RuntimeError("crashed")


CRASHES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    name: lambda patch, target=target: patch.setattr(*target, _crash)  # type: ignore[misc]
    for name, target in {
        "encrypting": (flows, "encrypt"),
        "encoding": (flows, "encode_statement"),
        "writing": (flows, "write_sealed"),
        "keeping keys": (flows, "write_keys"),
        "replacing": (keyfile, "replace_file"),
        "opening": (flows, "decode_statement"),
        "promising": (flows, "commit_fields"),
    }.items()
}


@pytest.mark.parametrize("name", CRASHES)
def test_crash_shows_no_secret(sealed: Sealer, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """In none of the traceback's lines; and where somebody has variables shown, no key is the value of any."""
    sealed.link("Acme")
    secrets = list_secrets(sealed)
    CRASHES[name](monkeypatch)
    with_variables: list[str] = []
    plain = traceback.format_exc

    def watch() -> str:
        error = sys.exc_info()[1]
        assert error is not None
        with_variables.extend(traceback.TracebackException.from_exception(error, capture_locals=True).format())
        return plain()

    monkeypatch.setattr(traceback, "format_exc", watch)
    ran = sealed("rotate")
    if ran.code == 0:
        ran = sealed("new", "--replace", "--from", "-", typed=FIELDS)
    assert ran.code == 70
    assert "RuntimeError: crashed" in ran.err
    assert find_leaks(ran.err.encode(), secrets) == []
    keys = {name: secret for name, secret in secrets.items() if name not in {"company", "statement"}}
    assert "RuntimeError: crashed" in "".join(with_variables)
    assert find_leaks("".join(with_variables).encode(), keys) == []


def test_missing_library_is_told(seal: Sealer, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it, and before anything is asked."""
    monkeypatch.setattr("generator.cli.seal.find_spec", lambda name: None if name == "pyrage" else name)
    ran = seal("new")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == ('journal: this needs pyrage; install what sealing needs: pip install "learning-journal[seal]"\n')


def test_program_keeps_keys_in_the_folder_of_settings(tmp_path: Path) -> None:
    """The real command, as its user calls it."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\nbase_url: https://ada.example\n")
    (tmp_path / "fields.json").write_text('{"company": "Acme"}')
    ended = space.journal("seal", "new", "--from", str(tmp_path / "fields.json"))
    assert (ended.code, ended.err) == (0, "")
    assert list((tmp_path / ".config" / "learning-journal" / "seal").glob("*.json"))
    assert space.journal("seal", "open").out == "company: Acme\n"

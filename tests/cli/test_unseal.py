"""`journal seal open`, `reveal` and `verify`."""

from pathlib import Path

import pytest

from generator.sealed.ages import make_identity
from tests.cli.sealing import Sealer
from tests.sealed.places import look
from tests.sources.repositories import Repository

FIELDS = "city: Köln\ncompany: Acme\nname: Ada\nstatement: |\n  one\n  two\n"


@pytest.fixture
def seal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sealer:
    """A site with a statement."""
    sealer = Sealer(tmp_path, monkeypatch)
    assert sealer("new", "--from", "-", typed=FIELDS).code == 0
    return sealer


class TestOpen:
    """The statement is shown to who has a key."""

    def test_owner_needs_no_link(self, seal: Sealer) -> None:
        """The fields come in their order, and no line of one passes for another."""
        assert seal("open").out == "name: Ada\ncompany: Acme\nstatement: one\n    two\ncity: Köln\n"

    def test_link_may_come_in_any_way(self, seal: Sealer, tmp_path: Path) -> None:
        """As an argument, its key alone, in a file, or typed."""
        link = seal.link("Acme")
        (tmp_path / "mail.txt").write_text(f"Hello,\n<{link}>.\n")
        expected = seal("open").out
        for argument in (link, link.partition("#")[2], str(tmp_path / "mail.txt")):
            assert seal("open", argument).out == expected
        assert seal("open", "-", typed=f"{link}\n").out == expected

    def test_file_may_be_elsewhere(self, seal: Sealer, tmp_path: Path) -> None:
        """Whoever has the file and the link needs nothing else of the site."""
        link = seal.link("Acme")
        (seal.root / "content/sealed/statement.age").rename(tmp_path / "saved.age")
        (seal.root / "site.yaml").unlink()
        assert seal("open", "--sealed", str(tmp_path / "saved.age"), link).out.startswith("name: Ada\n")
        assert seal("open", "--sealed", str(tmp_path / "saved.age")).code == 2

    def test_what_is_written_as_yaml_can_be_sealed_again(self, seal: Sealer) -> None:
        """To change a field, say."""
        ran = seal("open", "--yaml")
        assert ran.out == 'name: "Ada"\ncompany: "Acme"\nstatement: "one\\ntwo"\ncity: "Köln"\n'
        assert seal("new", "--replace", "--from", "-", typed=ran.out).code == 0
        assert seal("open", "--yaml").out == ran.out

    @pytest.mark.parametrize(
        ("link", "told"),
        [
            ("nothing", "error: this holds no key"),
            ("#AGE-SECRET-KEY-1QQQ", "error: the key in this link is incomplete"),
            (f"#{make_identity().text}", "error: this link does not open this statement"),
        ],
        ids=["nothing", "cut off", "of another"],
    )
    def test_link_that_opens_nothing_is_told(self, seal: Sealer, link: str, told: str) -> None:
        """And nothing else is shown."""
        ran = seal("open", link)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(told)
        assert ran.err.endswith("journal: 1 error; nothing was opened\n")

    def test_damaged_file_is_told(self, seal: Sealer) -> None:
        """It is no wrong link."""
        link = seal.link("Acme")
        file = seal.root / "content/sealed/statement.age"
        file.write_bytes(file.read_bytes()[:-1])
        assert "content/sealed/statement.age: error: is damaged" in seal("open", link).err
        file.unlink()
        assert "is missing beside" in seal("open", link).err

    def test_site_without_a_statement_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """With the command that makes one."""
        (tmp_path / "empty").mkdir()
        empty = Sealer(tmp_path / "empty", monkeypatch)
        assert "journal seal new" in empty("open").err
        assert "there is no sealed statement here" in empty("open", f"#{make_identity().text}").err


class TestReveal:
    """Fields are published for good."""

    def test_reveal_is_asked_about(self, seal: Sealer) -> None:
        """Without a yes nothing is published."""
        ran = seal("reveal", "--fields", "company, name", typed="n\n")
        assert ran.code == 1
        assert "This publishes the field company, name for everyone; once pushed, it cannot be taken back." in ran.err
        assert look(seal.place).record.revealed == ()

    def test_chosen_fields_are_revealed(self, seal: Sealer) -> None:
        """And it is said what stays sealed."""
        ran = seal("reveal", "--fields", "company, name", typed="y\n")
        assert ran.out.splitlines() == [
            "revealed: name, company",
            "still sealed: statement, city",
            "next: commit content/sealed/statement.yaml and publish it",
        ]
        assert seal("reveal", "--yes", "--fields", "name").out.startswith("all of that was revealed already\n")
        assert seal("reveal", "--yes").out.splitlines()[0] == "revealed: statement, city"

    def test_unknown_field_is_told(self, seal: Sealer) -> None:
        """Before anything is published."""
        ran = seal("reveal", "--yes", "--fields", "compny")
        assert (ran.code, ran.out) == (1, "")
        assert 'did you mean "company"?' in ran.err


class TestVerify:
    """Anyone can check."""

    def commit(self, seal: Sealer, seconds: int) -> str:
        """Commit what is published."""
        path = "content/sealed/statement.yaml"
        return Repository(seal.root).commit({path: (seal.root / path).read_text()}, seconds)

    def test_reveal_and_history_are_told(self, seal: Sealer) -> None:
        """What is proven, since when, and what dates are worth."""
        first = self.commit(seal, 86400)
        seal("reveal", "--yes", "--fields", "company")
        ran = seal("verify")
        assert ran.code == 0
        assert ran.out.splitlines() == [
            f"commitment {look(seal.place).record.commitment}",
            "proven: company: Acme",
            f"it stands since commit {first[:12]} of 1970-01-02",
            "git's dates are their author's own claim; who has seen that commit earlier can say more",
            "it is the only one in this history",
        ]

    def test_number_of_statements_is_told(self, seal: Sealer) -> None:
        """Whoever sealed ten different ones can always reveal the right one."""
        self.commit(seal, 86400)
        seal("new", "--replace", "--from", "-", typed="company: Other\n")
        ran = seal("verify")
        assert "nothing was revealed, so there is nothing to hold against the commitment" in ran.out
        assert "no commit has this commitment yet" in ran.out
        assert "this history holds 2 different statements" in ran.out
        assert "ask which of them you were shown" in ran.out

    def test_false_reveal_fails(self, seal: Sealer) -> None:
        """With its line."""
        seal("reveal", "--yes", "--fields", "company")
        file = seal.root / "content/sealed/statement.yaml"
        file.write_text(file.read_text().replace('"Acme"', '"Evil"'))
        ran = seal("verify", ".")
        assert (ran.code, ran.out) == (1, "")
        assert 'the field "company" is not what the commitment promises' in ran.err
        assert ran.err.endswith("journal: 1 error; this statement is not what was promised, or cannot be checked\n")

    def test_folder_that_is_no_site_is_told(self, seal: Sealer, tmp_path: Path) -> None:
        """No site.yaml is needed, but a statement is."""
        ran = seal("verify", str(tmp_path))
        assert ran.code == 1
        assert "there is neither content/sealed/statement.yaml nor sealed/index.html" in ran.err

"""Texts as the files of a journal."""

from generator.errors import SitePath
from generator.importing.composing import compose_files, make_todo
from generator.importing.results import ImportFile
from generator.importing.texts import Reading, TakenApart, take_apart
from generator.sources.slugs import Slug
from tests.importing.readmes import README, SEAL


def take(text: str, name: str = "README.md") -> TakenApart:
    """Take a text apart; a README is no log."""
    return take_apart(text, name, Reading(is_log=not name.endswith("README.md")))


def compose(*texts: TakenApart, elsewhere: dict[Slug, str] | None = None) -> dict[str, ImportFile]:
    """Compose the files of texts, by path."""
    return {file.path: file for file in compose_files(texts, {}, elsewhere or {}).files}


def test_files_of_a_readme() -> None:
    """Each part has its place, and says what is in it."""
    files = compose(take(README))
    assert {path: (file.kind, file.summary) for path, file in files.items()} == {
        "content/checklists/python-backend-engineer.yaml": (
            "checklist",
            "13 skills, 5 done, 1 being learned, 1 dropped, now: Flask",
        ),
        "content/log.md": ("log", "3 entries"),
        "content/pages/about.md": ("page", f"{len(files[SitePath('content/pages/about.md')].text.split())} words"),
        "content/sealed/blob.txt": ("sealed", "344 characters"),
    }
    assert files["content/sealed/blob.txt"].text == f"{SEAL}\n"


def test_several_texts() -> None:
    """One log of all; a page for each, named after its file; statements are counted."""
    files = compose(
        take(f"Words.\n\n{SEAL}\n"),
        take("# Rules\n\nWords.\n", "rules.md"),
        take(f"# Log\n\n## 2020-01-02 One\n\nA.\n\n{SEAL}\n", "log.md"),
        take("## 2020-01-03 Two\n\nB.\n", "x/README.md"),
    )
    assert sorted(files) == [
        "content/log.md",
        "content/pages/about.md",
        "content/pages/rules.md",
        "content/sealed/blob-2.txt",
        "content/sealed/blob.txt",
    ]
    assert files["content/log.md"].text == "# Log\n\n## 2020-01-02 One\n\nA.\n\n## 2020-01-03 Two\n\nB.\n"
    assert files["content/pages/about.md"].text == "---\ntitle: About\n---\n\nWords.\n"
    assert files["content/pages/rules.md"].text == "# Rules\n\nWords.\n"


def test_a_page_stays_away_from_the_sites_own_addresses() -> None:
    """What is left of a log cannot be published where the log is."""
    assert sorted(compose(take("# A\n\n## 2020-01-02 One\n\nB.\n\n# C\n\nD.\n", "log.md"))) == [
        "content/log.md",
        "content/pages/about-log.md",
    ]


def test_a_skill_that_is_something_else_in_another_checklist_gets_another_id() -> None:
    """One skill has one state; where the two agree, it is one skill."""
    text = take("# Ops\n- [x] Docker\n- [x] Git\n- [ ] Vim\n")
    file = compose(text, elsewhere={Slug("docker"): "learning", Slug("git"): "done", Slug("vim"): "done"})
    written = file["content/checklists/ops.yaml"].text
    assert [line.strip() for line in written.split("\n") if "id:" in line] == [
        "- id: ops-docker",
        "- id: git",
        "- id: vim",
    ]


def test_a_page_that_begins_with_a_rule_has_no_front_matter() -> None:
    """A blank line keeps the rule what it is."""
    assert compose(take("---\n\n# T\n\nWords.\n\n---\n"))["content/pages/about.md"].text.startswith("\n---\n")


def test_things_to_do_stay_as_they_are() -> None:
    """In the file that is never published."""
    (file,) = make_todo("- [ ] secret\n", "todo.md").files
    assert (file.path, file.text, file.summary) == ("content/todo.md", "- [ ] secret\n", "1 line, never published")

"""Progress over time on a whole site with a real repository, counted by hand."""

import os
from pathlib import Path

import pytest

from tests.site.space import Built, PageView, SiteSpace
from tests.sources.repositories import Repository, install_git

CHECKLIST = "content/checklists/role.yaml"
SITE = "title: Notes\ngit_dates: false\n"
ENTRY = "---\ndate: 2020-01-15\nskills: sql\n---\n# Joins\n"

FIRST = "title: Role\nskills:\n  - {id: flask, title: Flask}\n  - {id: sql, title: SQL}\n  - {id: css, title: CSS}\n"
GROWN = FIRST + "  - {id: http, title: HTTP}\n  - {id: bash, title: Bash}\n"
DONE = GROWN.replace("title: Flask}", "title: Flask, done: true}")
HIDDEN = "public: false\nskills: [Secret plan]\n"

SVG = "{http://www.w3.org/2000/svg}"


def day(number: int) -> int:
    """Give noon of a day in January 2020, UTC."""
    return 1577880000 + (number - 1) * 86400


def write_history(folder: Path) -> Repository:
    """Make a repository with a scope change, a rename of everything, a revert, and a private checklist."""
    repository = Repository(folder)
    repository.commit({"site.yaml": SITE, CHECKLIST: FIRST, "content/checklists/secret.yaml": HIDDEN}, day(1))
    repository.commit({CHECKLIST: GROWN}, day(5))
    repository.commit({"content/entries/joins.md": ENTRY}, day(25))
    repository.commit({CHECKLIST: DONE}, day(8))
    renamed = DONE.replace("id: flask, title: Flask", "id: web-flask, title: Flask").replace(
        "title: CSS", "title: Styles"
    )
    repository.commit({CHECKLIST: None, "content/checklists/backend.yaml": renamed}, day(10))
    reverted = renamed.replace(", done: true", "")
    repository.commit({"content/checklists/backend.yaml": reverted}, day(12))
    repository.commit({"content/checklists/backend.yaml": reverted + "  - [\n"}, day(13))
    dated = reverted.replace("title: HTTP}", "title: HTTP, done: 2020-01-03}").replace(
        "  - {id: bash, title: Bash}\n", ""
    )
    repository.commit({"content/checklists/backend.yaml": dated}, day(20))
    repository.git("reset", "--quiet", "--hard")
    return repository


NUMBERS = [
    # The day, how many in all, planned, learning, done.
    ["20 Jan 2020", "4", "2", "1", "1"],
    ["15 Jan 2020", "5", "3", "1", "1"],
    ["12 Jan 2020", "5", "4", "0", "1"],
    ["8 Jan 2020", "5", "3", "0", "2"],
    ["5 Jan 2020", "5", "4", "0", "1"],
    ["3 Jan 2020", "4", "3", "0", "1"],
    ["1 Jan 2020", "3", "3", "0", "0"],
]
EVENTS = [
    ("20 January 2020", ["removed Bash"]),
    ("15 January 2020", ["begun SQL"]),
    ("12 January 2020", ["no longer done Flask"]),
    ("8 January 2020", ["done Flask"]),
    ("5 January 2020", ["added Bash"]),
    ("3 January 2020", ["done HTTP"]),
    ("1 January 2020", ["The list begins with 3 skills"]),
]


@pytest.fixture(autouse=True)
def own_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's settings out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """Give a site with the history."""
    write_history(tmp_path / "site")
    return SiteSpace(tmp_path / "site")


def build(space: SiteSpace) -> Built:
    """Build, without problems."""
    built = space.build(date="2020-03-01")
    assert built.problems == ""
    return built


def read_numbers(space: SiteSpace) -> list[list[str]]:
    """Read the table."""
    rows = space.parse("progress/index.html").tree.findall(".//tbody/tr")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]


def read_events(page: PageView) -> list[tuple[str, list[str]]]:
    """Read what happened."""
    found = []
    for item in page.tree.findall(".//ol[@class='events']/li"):
        (when,) = ["".join(time.itertext()) for time in item.findall("time")]
        found.append((when, [" ".join("".join(event.itertext()).split()) for event in item.findall("ul/li")]))
    return found


def test_numbers_and_events_are_those_counted_by_hand(space: SiteSpace) -> None:
    """Renames are no events, a revert is one, and a given day goes before git's."""
    build(space)
    assert read_numbers(space) == NUMBERS
    page = space.parse("progress/index.html")
    assert read_events(page) == EVENTS
    assert page.texts(f".//{SVG}desc") == [
        "From 1 January 2020 to 20 January 2020; at the end 4 skills: 1 done, 1 being learned."
    ]


def test_last_numbers_are_those_of_the_home_page(space: SiteSpace) -> None:
    """Also with what is not committed, which counts on the day of the build."""
    space.edit("content/checklists/backend.yaml", "title: Styles}", "title: Styles, done: true}")
    build(space)
    assert read_numbers(space)[0] == ["1 Mar 2020", "4", "1", "1", "2"]
    for path in ("index.html", "progress/index.html"):
        facts = space.parse(path).tree.findall(".//div[@class='progress']//dd")
        assert ["".join(fact.itertext()) for fact in facts] == ["2", "1", "1"]


def test_links_lead_to_skills_that_are_there(space: SiteSpace) -> None:
    """By their present ids; what is gone is text."""
    build(space)
    links = set(space.parse("progress/index.html").attributes(".//ol[@class='events']//a", "href"))
    assert links == {"/skills/web-flask/", "/skills/sql/", "/skills/http/"}
    assert all(f"{link.strip('/')}/index.html" in space.outputs() for link in links)


def test_private_checklists_are_told_of_nowhere(space: SiteSpace) -> None:
    """Neither now nor in the past, and not when they were public for a while."""
    build(space)
    before = space.read("progress/index.html")
    assert "Secret" not in before
    repository = Repository(space.root)
    repository.commit({"content/checklists/secret.yaml": "skills: [Secret plan]\n"}, day(40))
    repository.commit({"content/checklists/secret.yaml": HIDDEN}, day(41))
    repository.git("reset", "--quiet", "--hard")
    build(space)
    assert space.read("progress/index.html") == before


@pytest.mark.parametrize("depth", [1, 3])
def test_shallow_clone_says_so(space: SiteSpace, tmp_path: Path, depth: int) -> None:
    """There is no chart and no number of the past; the rest of the site is as it is, and mended by fetching the rest."""
    address = f"file://{space.root}"
    done = space.run("git", "clone", "--quiet", f"--depth={depth}", address, str(tmp_path / "clone"))
    assert done.code == 0, done.err
    clone = SiteSpace(tmp_path / "clone")
    build(clone)
    page = clone.parse("progress/index.html")
    assert page.texts(".//h2") == ["There is no chart"]
    why, fix = page.texts(".//section/p")
    assert why.endswith("this site was built from a shallow clone, whose history is cut off.")
    assert fix == "The author can mend that with fetch-depth: 0 for actions/checkout, or git fetch --unshallow."
    assert (page.texts(".//table"), page.texts(".//ol"), page.texts(f".//{SVG}desc")) == ([], [], [])
    done = clone.run("git", "fetch", "--quiet", "--unshallow")
    assert done.code == 0, done.err
    assert build(clone).rendered == {"progress/index.html"}
    assert read_numbers(clone) == NUMBERS


def test_site_without_git_says_so(space: SiteSpace) -> None:
    """Also if a folder above has a repository of another project, which knows nothing of the checklist."""
    space.remove(".git")
    build(space)
    (why,) = space.parse("progress/index.html").texts(".//section/p")
    assert why.endswith("this site was built where there is no git history.")
    other = Repository(space.root.parent)
    other.commit({"a.md": "x"}, day(1))
    build(space)
    (why,) = space.parse("progress/index.html").texts(".//section/p")
    assert why.endswith("git has no version of the checklist yet.")


def test_commits_to_be_ignored(space: SiteSpace) -> None:
    """What they changed is there with the next version, and not told."""
    commit = Repository(space.root).git("log", "--format=%H", "--diff-filter=R", "-M", "--", "content/checklists")
    previous = Repository(space.root).git("log", "-1", "--format=%H", f"{commit}^", "--", "content/checklists")
    space.write("site.yaml", f"{SITE}ignore_revs: [{previous[:10].upper()}]\n")
    build(space)
    assert ["10 Jan 2020", "5", "3", "0", "2"] in read_numbers(space)
    assert "8 January 2020" not in [when for when, _ in read_events(space.parse("progress/index.html"))]


def test_second_build_does_nothing_and_starts_no_git(
    space: SiteSpace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does a build of a changed entry."""
    build(space)
    install_git(tmp_path, f"echo $* >> {tmp_path}/asked\nexit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
    assert build(space).did_nothing
    space.edit("content/entries/joins.md", "# Joins\n", "# Joins\n\nInner and outer.\n")
    assert "joins/index.html" in build(space).rendered
    assert not (tmp_path / "asked").exists()


def test_new_commit_makes_the_page_again(space: SiteSpace) -> None:
    """And nothing else, if it changes nothing else."""
    build(space)
    repository = Repository(space.root)
    text = (space.root / "content/checklists/backend.yaml").read_text()
    repository.commit({"content/checklists/backend.yaml": text.replace("title: Styles", "title: CSS again")}, day(50))
    repository.commit({"content/checklists/backend.yaml": text}, day(51))
    repository.git("reset", "--quiet", "--hard")
    assert build(space).did_nothing
    repository.commit(
        {"content/checklists/backend.yaml": text.replace("title: Styles", "title: Styles, now: true")}, day(52)
    )
    repository.commit({"content/checklists/backend.yaml": text}, day(53))
    repository.git("reset", "--quiet", "--hard")
    assert build(space).rendered == {"progress/index.html"}


def test_words_are_those_of_the_language(space: SiteSpace) -> None:
    """Months on the axis, states and events."""
    space.write("site.yaml", f"{SITE}language: de\n")
    build(space)
    page = space.parse("progress/index.html")
    assert ("12. Januar 2020", ["nicht mehr fertig Flask"]) in read_events(page)
    assert page.texts(".//h1") == ["Fortschritt"]
    assert any(text.endswith("Jan.") for text in page.texts(f".//{SVG}text"))

"""The index of the search in whole builds: made, taken over, removed, left out; Pagefind itself is only played."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.build import searching
from generator.build.searching import Searched, list_searched, name_index, note_search, without_search
from generator.build.stages import Build, BuildOptions, build_site
from generator.digest import digest_text
from generator.errors import GeneratorError, SitePath
from generator.plan.contexts import PageInfo, RobotsContext
from generator.plan.outputs import Page
from generator.publish.ownership import OutputFile, remove_output
from generator.publish.pagefind import IndexFile, IndexingFailedError, SearchedPage
from generator.sources.settings import Settings
from tests.render.samples import CONTEXTS
from tests.site.space import DATE, SiteSpace

SITE = """\
== site.yaml ==
git_dates: false
== content/entries/one.md ==
# One
== content/entries/two.md ==
---
draft: true
---
# Two
== content/pages/about.md ==
# About
== content/checklists/role.yaml ==
title: Role
skills: [Flask]
"""

NAMES = ("pagefind-entry.json", "pagefind.js")


class Indexer:
    """Plays Pagefind: an index is the list of the pages that it has."""

    def __init__(self) -> None:
        self.hrefs: list[list[str]] = []
        self.failure = ""

    def __call__(self, pages: Iterable[SearchedPage]) -> tuple[IndexFile, ...]:
        """Make an index, or fail as it was told to."""
        if self.failure:
            raise IndexingFailedError(self.failure)
        self.hrefs.append([page.href for page in pages])
        return tuple(IndexFile(name, "\n".join(self.hrefs[-1]).encode()) for name in NAMES)


class Space(SiteSpace):
    """A site whose index is made by an indexer that tells what it was asked."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, SITE)
        self.indexer = Indexer()

    def search(self, *, with_search: bool = True, is_strict: bool = False, is_clean: bool = False) -> Build:
        """Build, with the index unless told otherwise."""
        options = BuildOptions(date=DATE, jobs=1, with_search=with_search, is_strict=is_strict, is_clean=is_clean)
        return build_site(self.root, options, lambda *_: None, self.indexer)

    @property
    def indexed(self) -> set[str]:
        """The files of the published index."""
        return {path for path in self.outputs() if path.startswith("pagefind/")}


@pytest.fixture
def space(tmp_path: Path) -> Space:
    """A site that was not built yet."""
    return Space(tmp_path / "site")


def test_index_has_entries_pages_skills_and_checklists(space: Space) -> None:
    """In order; neither lists nor what search engines are kept from."""
    build = space.search()
    assert space.indexer.hrefs == [["/about/", "/checklists/role/", "/one/", "/skills/flask/"]]
    assert space.indexed == {f"pagefind/{name}" for name in NAMES}
    assert (build.indexed_count, build.notes, build.problems) == (4, (), ())


def test_second_build_does_not_ask_again(space: Space) -> None:
    """Nothing is written, and nothing is started."""
    space.search()
    before = space.states("public")
    build = space.search()
    assert not build.did_publish
    assert (len(space.indexer.hrefs), space.states("public")) == (1, before)


def test_index_is_taken_over_when_its_pages_are_the_same(space: Space) -> None:
    """A list that changed makes no new index; the files of the old one are linked."""
    space.search()
    before = space.states()["public/pagefind/pagefind.js"]
    space.edit("site.yaml", "git_dates: false\n", "git_dates: false\nentries_per_page: 1\n")
    space.write("content/entries/two.md", "---\ndraft: true\n---\n# Three\n")
    space.write("templates/archive.html", "<!doctype html><html><head><title>x</title></head><body></body></html>\n")
    build = space.search()
    assert [path for path, _ in build.rendered] == ["journal/index.html"]
    assert build.indexed_count == 0
    assert (len(space.indexer.hrefs), space.states()["public/pagefind/pagefind.js"]) == (1, before)


def test_changed_text_makes_a_new_index(space: Space) -> None:
    """What the search says is what the page says."""
    space.search()
    space.write("content/entries/one.md", "# One\n\nMore.\n")
    assert space.search().indexed_count == 4
    assert len(space.indexer.hrefs) == 2


def test_page_that_is_gone_is_not_found(space: Space) -> None:
    """The new index does without it."""
    space.search()
    space.remove("content/entries/one.md")
    space.search()
    assert space.indexer.hrefs[-1] == ["/about/", "/checklists/role/", "/skills/flask/"]


def test_build_without_the_option_removes_the_index(space: Space) -> None:
    """An index of another day would lead to pages that are gone; the site is what a build from nothing gives."""
    space.search(with_search=False)
    fresh = space.digest()
    space.search()
    assert space.digest() != fresh
    build = space.search(with_search=False)
    assert (space.indexed, space.digest(), build.rendered) == (set(), fresh, ())
    assert build.notes == ('the search has no index; "journal build --search" makes it',)
    assert space.search(with_search=False).notes == build.notes


def test_damaged_index_is_made_again(space: Space) -> None:
    """As every file that is not as it was left."""
    space.search()
    whole = space.digest()
    (space.public / "pagefind" / "pagefind.js").write_text("cut", encoding="utf-8")
    space.search()
    assert (space.digest(), len(space.indexer.hrefs)) == (whole, 2)


def test_incremental_index_equals_a_clean_one(space: Space) -> None:
    """Byte for byte, whatever was built before."""
    space.search()
    space.write("content/entries/three.md", "# Three\n")
    space.search(with_search=False)
    space.search()
    incremental = space.digest()
    space.search(is_clean=True)
    assert space.digest() == incremental


def test_failure_leaves_the_site_without_an_index(space: Space) -> None:
    """The build goes on, warns, and tries again the next time."""
    space.search()
    space.write("content/entries/one.md", "# One\n\nMore.\n")
    space.indexer.failure = "took longer than 300 seconds"
    for _ in range(2):
        (problem,) = space.search().problems
        assert problem.message == "the search has no index: Pagefind took longer than 300 seconds"
    assert "More." in space.read("one/index.html")
    assert space.indexed == set()
    space.indexer.failure = ""
    assert space.search().indexed_count == 4
    assert space.indexed == {f"pagefind/{name}" for name in NAMES}


def test_failure_is_an_error_under_strict(space: Space) -> None:
    """The published site is as it was."""
    space.search()
    before = space.digest()
    space.write("content/entries/one.md", "# One\n\nMore.\n")
    space.indexer.failure = "says: no"
    with pytest.raises(GeneratorError, match="the search has no index: Pagefind says: no"):
        space.search(is_strict=True)
    assert (space.digest(), space.leftovers()) == (before, [])


def test_foreign_file_in_place_of_the_index_is_a_problem(space: Space) -> None:
    """Nothing that somebody else wrote is overwritten."""
    space.search(with_search=False)
    (space.public / "pagefind").mkdir()
    (space.public / "pagefind" / "pagefind.js").write_text("mine", encoding="utf-8")
    with pytest.raises(GeneratorError, match="holds files this tool did not write"):
        space.search()


def test_clean_removes_the_index(space: Space) -> None:
    """It is ours like everything else."""
    space.search()
    remove_output(space.public)
    assert not space.public.exists()


def test_site_without_searched_pages_has_no_index(space: Space) -> None:
    """Nothing is started for nothing."""
    for path in ("content/entries/one.md", "content/pages/about.md", "content/checklists/role.yaml"):
        space.remove(path)
    assert space.search().indexed_count == 0
    assert (space.indexer.hrefs, space.search().did_publish) == ([], False)


def test_setting_takes_the_search_away(space: Space) -> None:
    """Neither an index nor marks in the pages, and a word about it to whoever asks for one."""
    space.edit("site.yaml", "git_dates: false\n", "git_dates: false\nsearch: false\n")
    build = space.search()
    assert build.notes == ('the search is left out: site.yaml says "search: false"',)
    assert (space.indexed, "data-pagefind-body" in space.read("one/index.html")) == (set(), False)
    assert space.search(with_search=False).notes == ()


def test_site_without_the_wheel_has_no_search(space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is said plainly, and is no problem even under strict."""
    monkeypatch.setattr(searching, "find_pagefind", lambda: "")
    build = space.search(is_strict=True)
    assert build.notes == (
        'the search is left out: the package "pagefind" is not installed; pip install "learning-journal[search]"',
    )
    assert (build.problems, space.indexed, "data-pagefind-body" in space.read("one/index.html")) == ((), set(), False)
    assert space.search(with_search=False).notes == ()


def test_settings_stay_where_the_wheel_is() -> None:
    """And a site that wants no search is not looked up."""
    assert without_search(Settings()) == Settings()
    assert without_search(Settings(search=False)) == Settings(search=False)


def test_notes_say_nothing_where_all_is_there() -> None:
    """A line that stands under every build is read by nobody."""
    assert note_search(Settings(), Settings(), with_search=True) == ()


def test_pages_are_searched_by_their_kind() -> None:
    """Outputs without a frame, and those of no kind, are not."""
    pages = [Page(SitePath(f"{name}.html"), name, context, name) for name, context in CONTEXTS.items()]
    found = list_searched([*pages, Page(SitePath("robots.txt"), "robots.txt", RobotsContext(sitemap_url=""), "")])
    infos = {page.output: getattr(page.context, "page", None) for page in pages}
    expected = {path for path, info in infos.items() if isinstance(info, PageInfo) and info.search_kind}
    assert {page.output for page in found} == expected


def test_index_is_named_by_addresses_and_contents() -> None:
    """Each of them may be other while the rest is the same."""
    one, moved = Searched(SitePath("a"), "/a"), Searched(SitePath("a"), "/b/a")
    files = {text: {SitePath("a"): OutputFile(SitePath("a"), digest_text(text), 1, 1, 1)} for text in ("x", "y")}
    names = {name_index([page], files[text]) for page in (one, moved) for text in ("x", "y")}
    assert len(names) == 4
    assert name_index([], {}) == b""

"""What the last build hands on: the result is the same, and what did not change is the same object."""

import tempfile
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build.inputs import Inputs, gather_again, gather_inputs
from generator.build.parsing import be_quiet
from generator.build.preparing import Prepared, PrepareOptions, _preload, prepare
from generator.errors import GeneratorError, Problem, sort_problems
from generator.publish.store import Store, open_memory_store
from tests.site.bare import BARE_THEME
from tests.site.space import DATE, SiteSpace
from tests.site.test_laws import START, Edit, apply, edits

_QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


class Again:
    """A site that is prepared again and again with the last values in hand, and each time from nothing as well."""

    def __init__(self, space: SiteSpace) -> None:
        self.space = space
        self.options = PrepareOptions(date=DATE)
        self.store: Store = open_memory_store(space.root)
        self.inputs: Inputs = gather_inputs(space.root, self.store)
        self.last: Prepared = self._prepare(None)

    def _prepare(self, last: Prepared | None) -> Prepared:
        return prepare(self.inputs, self.store, self.options, workers=1, on_progress=be_quiet, last=last)

    def go_on(self) -> Prepared:
        """Prepare with the last values in hand, and see that the result is that of a preparation without."""
        inputs = gather_again(self.inputs)
        assert inputs is not None
        self.inputs = inputs
        self.last, clean = self._prepare(self.last), self._prepare(None)
        assert self.last.site == clean.site
        assert self.last.plan == clean.plan
        assert self.last.wording.words == clean.wording.words
        assert sort_problems(self.last.problems) == sort_problems(clean.problems)
        return self.last

    def changed(self) -> set[str]:
        """Go on, and name the pages that are other objects than they were."""
        before = {id(page) for page in self.last.plan.pages}
        return {page.output for page in self.go_on().plan.pages if id(page) not in before}


def start(space: SiteSpace) -> Again:
    """Write a site with the bare theme, and prepare it."""
    for path, text in BARE_THEME.items():
        space.write(path, text)
    for edit in START:
        apply(edit, space)
    return Again(space)


def check_sequence(sequence: list[Edit]) -> None:
    """Edit a site, and prepare it after each edit in both ways."""
    with tempfile.TemporaryDirectory() as folder:
        space = SiteSpace(Path(folder))
        again = start(space)
        for edit in sequence:
            if edit.kind == "date":
                again.options = msgspec.structs.replace(again.options, date=edit.path)
            apply(edit, space)
            again.go_on()


@given(st.lists(edits, min_size=1, max_size=12))
@settings(max_examples=150, derandomize=True, deadline=None, database=None, suppress_health_check=_QUIET)
def test_preparing_again_gives_what_preparing_anew_gives(sequence: list[Edit]) -> None:
    """Site, plan and problems, whatever was edited before."""
    check_sequence(sequence)


@pytest.mark.nightly
@given(st.lists(edits, min_size=1, max_size=30))
@settings(max_examples=2000, deadline=None, suppress_health_check=_QUIET)
def test_preparing_again_gives_what_preparing_anew_gives_for_longer(sequence: list[Edit]) -> None:
    """The same, with more and longer sequences."""
    check_sequence(sequence)


@pytest.fixture
def again(tmp_path: Path) -> Again:
    """Give a prepared site: `a` and `b` of one tag, `a` citing a skill."""
    return start(SiteSpace(tmp_path))


def test_nothing_changed_is_nothing_made(again: Again) -> None:
    """Also after files were written to with what was in them."""
    again.space.write("content/entries/a.md", (again.space.root / "content/entries/a.md").read_bytes())
    before = again.last
    after = again.go_on()
    assert after.plan.pages == before.plan.pages
    assert all(now is then for now, then in zip(after.plan.pages, before.plan.pages, strict=True))


def test_changed_body_makes_its_page_and_the_feeds_that_quote_it(again: Again) -> None:
    """A list shows titles and summaries, and those are as they were."""
    again.space.edit("content/entries/b.md", "Words.", "Words.\n\nMore words.")
    assert again.changed() == {
        *("b/index.html", "feed.xml", "feed.json", "tags/web/feed.xml", "tags/web/feed.json"),
    }


def test_changed_title_makes_what_shows_it(again: Again) -> None:
    """The entry, its neighbour, the lists and feeds it is in, and the API."""
    again.space.edit("content/entries/b.md", "# B", "# Bee")
    assert again.changed() == {
        *("b/index.html", "a/index.html", "index.html", "journal/index.html", "journal/2020/index.html"),
        "journal/2020/01/index.html",
        *("tags/web/index.html", "feed.xml", "feed.json", "tags/web/feed.xml", "tags/web/feed.json"),
        "api/v1/entries.json",
    }


def test_new_anchor_reaches_the_texts_that_link_to_the_page(again: Again) -> None:
    """A link that led to no heading leads to one now, and the warning is gone."""
    again.space.write("content/entries/c.md", "---\ndate: 2020-01-03\n---\n[b](b.md#more)\n")
    assert "leads to no heading" in str(again.go_on().problems)
    again.space.edit("content/entries/b.md", "Words.", "Words.\n\n## More")
    assert "c/index.html" in again.changed()
    assert again.last.problems == ()


def test_new_name_reaches_the_texts_that_use_it(again: Again) -> None:
    """A link by name follows the title."""
    again.space.write("content/entries/c.md", "---\ndate: 2020-01-03\n---\n[[Bee]]\n")
    assert "no entry or skill" in str(again.go_on().problems)
    again.space.edit("content/entries/b.md", "# B", "# Bee")
    assert "c/index.html" in again.changed()
    assert again.last.problems == ()


def test_changed_skill_makes_the_pages_that_name_it(again: Again) -> None:
    """The entry that cites it, and no other."""
    again.space.write(
        "content/checklists/backend.yaml", "title: Backend\nskills: [{title: Flask, done: 2020-05-01}, Django]\n"
    )
    changed = again.changed()
    assert "a/index.html" in changed
    assert "b/index.html" not in changed


def test_changed_template_makes_no_page(again: Again) -> None:
    """What a page is made from is as it was; that its template is another is found by the template's digest."""
    before = again.last.theme
    again.space.edit(
        "templates/entry.html", BARE_THEME["templates/entry.html"], BARE_THEME["templates/entry.html"] + "x"
    )
    assert again.changed() == set()
    assert again.last.theme.closures != before.closures


def test_changed_words_make_what_is_said_in_them(again: Again) -> None:
    """Titles, the navigation and reasons are in contexts; templates' own words are found by their digest."""
    before = again.last.wording.words
    again.space.write("templates/languages/en.yaml", "draft: Unfinished\n")
    assert again.changed() == set()
    assert again.last.wording.words.digest != before.digest
    again.space.write("templates/languages/en.yaml", "reason_planned: later\n")
    assert again.changed() == {
        *("index.html", "skills/index.html", "checklists/backend/index.html", "skills/django/index.html"),
        "api/v1/skills.json",
    }


def test_broken_file_and_its_mending(again: Again) -> None:
    """A file with errors is no longer there, and comes back as it was."""
    text = (again.space.root / "content/entries/b.md").read_text(encoding="utf-8")
    again.space.write("content/entries/b.md", "---\ntitle: [\n---\n")
    assert "b.md" in str(again.go_on().problems)
    again.space.write("content/entries/b.md", text)
    assert again.go_on().problems == ()


def test_theme_that_cannot_be_loaded_ahead_of_time_throws_nothing(again: Again) -> None:
    """Whoever renders with it tells what is wrong."""

    def load() -> NoReturn:
        raise GeneratorError([Problem("changed while the build was reading it")])

    _preload(msgspec.structs.replace(again.last.theme, load=load))

"""Builds in memory: the same bytes as a build from nothing, and never less than the last good site."""

import gc
import shutil
import tracemalloc
from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build.inputs import find_package_root
from generator.build.parsing import be_quiet
from generator.build.preparing import PrepareOptions
from generator.errors import GeneratorError, SitePath, format_problem
from generator.publish.lock import hold_lock
from generator.serve.rebuilding import _FEW_BODIES, Builder, Outcome
from generator.serve.snapshot import BuiltSnapshot, Kept
from tests.serve.building import STYLE, A, B, Workshop, read_clean, read_outputs
from tests.site.bare import BARE_THEME
from tests.site.space import DATE, SiteSpace
from tests.site.test_laws import Edit, apply, edits, new_space

_QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

DRAFT = "---\ndate: 2020-01-05\ndraft: true\n---\n# Half a thought\n\nWords.\n"


class Replay:
    """A site that is built in memory after each edit, and compared with builds from nothing."""

    def __init__(self, space: SiteSpace, *, with_drafts: bool) -> None:
        self.space = space
        self.with_drafts = with_drafts
        self.date = DATE
        self.builder = Builder(space.root, PrepareOptions(date=DATE, with_drafts=with_drafts), workers=1)
        # Each page is rendered when it is asked for, and never given because it was rendered before.
        self.builder._kept = Kept(1)
        outcome = self.builder.build(on_progress=be_quiet)
        assert outcome is not None
        self.outcome = outcome

    def follow(self, edit: Edit) -> None:
        """Do one edit, and build with the paths that a watcher would name."""
        apply(edit, self.space)
        dirty = {edit.path, edit.text} if edit.kind == "rename" else {edit.path}
        if edit.kind == "date":
            self.date, dirty = edit.path, set()
            self.builder._options = msgspec.structs.replace(self.builder._options, date=edit.path)
        before = self.outcome.snapshot
        outcome = self.builder.build(dirty=dirty, packaged_dirty=(), on_progress=be_quiet)
        self._take(outcome)
        if outcome is not None and not outcome.is_good:
            assert outcome.snapshot is before, "the last good site stays"

    def prove(self) -> None:
        """Take the time to render some of what was shown without."""
        if not self.builder.is_proven:
            self._take(self.builder.prove())

    def _take(self, outcome: Outcome | None) -> None:
        self.outcome = outcome or self.outcome

    def check(self) -> dict[str, bytes]:
        """See that what is shown is what a build from nothing publishes, or that both say what is wrong."""
        while not self.builder.is_proven:
            self.prove()
        clean, problems = read_clean(self.space, date=self.date, with_drafts=self.with_drafts)
        assert "".join(f"{format_problem(problem)}\n" for problem in self.outcome.problems) == problems
        assert self.outcome.is_good == bool(clean)
        if self.outcome.is_good:
            assert self.outcome.snapshot is not None
            assert read_outputs(self.outcome.snapshot) == clean
        return clean


def check_sequence(sequence: list[Edit], *, with_drafts: bool) -> None:
    """Follow a sequence of edits; what was shown at each good moment still is what it was at the end."""
    with new_space() as space:
        replay = Replay(space, with_drafts=with_drafts)
        shown = [(replay.outcome.snapshot, replay.check())]
        for edit in sequence:
            before = replay.outcome.snapshot
            replay.follow(edit)
            if replay.outcome.snapshot is not before:
                shown.append((replay.outcome.snapshot, replay.check()))
        replay.check()
        for snapshot, clean in shown:
            assert snapshot is not None
            assert all(is_as_it_was(snapshot, path, data) for path, data in clean.items())


def is_as_it_was(snapshot: BuiltSnapshot, path: str, data: bytes) -> bool:
    """Tell whether an output has the bytes it had; of a file that was written to since there are none."""
    asset = snapshot.assets.get(SitePath(path))
    try:
        return snapshot.read(SitePath(path)) == data
    except GeneratorError:
        return asset is not None and asset.data is None


def check_busy_sequence(sequence: list[tuple[Edit, bool]]) -> None:
    """Follow a sequence of edits with hardly time to render anything between them."""
    room = "generator.serve.rebuilding"
    with new_space() as space, patch(f"{room}.FEW_PAGES", 1), patch(f"{room}._SLICE", 2):
        replay = Replay(space, with_drafts=False)
        for edit, has_time in sequence:
            replay.follow(edit)
            if has_time:
                replay.prove()
        replay.check()


@settings(max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=_QUIET)
@given(st.lists(edits, min_size=1, max_size=6), st.booleans())
def test_any_sequence_of_edits_shows_what_a_clean_build_publishes(
    sequence: list[Edit],
    with_drafts: bool,  # noqa: FBT001 (drawn)
) -> None:
    """Byte for byte, after each edit; errors keep the last good site; and what was shown before does not change."""
    check_sequence(sequence, with_drafts=with_drafts)


@settings(max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=_QUIET)
@given(st.lists(st.tuples(edits, st.booleans()), min_size=1, max_size=6))
def test_edits_that_leave_no_time_for_proof_lead_to_the_same(sequence: list[tuple[Edit, bool]]) -> None:
    """What was not rendered before the next edit is rendered after it, or found to be wrong then."""
    check_busy_sequence(sequence)


@pytest.mark.nightly
@settings(max_examples=1000, deadline=None, suppress_health_check=_QUIET)
@given(st.lists(edits, min_size=5, max_size=20), st.booleans())
def test_long_sequences_of_edits_show_what_clean_builds_publish(
    sequence: list[Edit],
    with_drafts: bool,  # noqa: FBT001 (drawn)
) -> None:
    """The same law, over longer sequences, others every night."""
    check_sequence(sequence, with_drafts=with_drafts)


@pytest.mark.nightly
@settings(max_examples=1000, deadline=None, suppress_health_check=_QUIET)
@given(st.lists(st.tuples(edits, st.booleans()), min_size=5, max_size=20))
def test_long_sequences_without_time_lead_to_the_same(sequence: list[tuple[Edit, bool]]) -> None:
    """Likewise."""
    check_busy_sequence(sequence)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Give a site that was built."""
    workshop = Workshop(tmp_path / "site")
    workshop.begin()
    return workshop


def told(outcome: Outcome | None) -> str:
    """Give all problems as they are printed."""
    assert outcome is not None
    return "\n".join(map(format_problem, outcome.problems))


class TestOutcome:
    """What a build tells."""

    def test_is_nothing_if_nothing_changed(self, workshop: Workshop) -> None:
        """Whether all files are looked at or one."""
        assert workshop.build() is None
        assert workshop.build(A) is None

    def test_is_nothing_if_nobody_wants_it_any_more(self, workshop: Workshop) -> None:
        """A look at all files is given up; the next one finds what changed."""
        workshop.space.edit(A, "Second words", "Other words")
        assert workshop.builder.build(is_wanted=lambda: False, on_progress=be_quiet) is None
        outcome = workshop.build()
        assert outcome is not None
        assert outcome.changed_files == (A,)

    def test_is_unnoticeable_if_a_file_was_only_touched(self, workshop: Workshop) -> None:
        """No page is another."""
        (workshop.space.root / A).touch()
        outcome = workshop.build(A)
        assert outcome is not None
        assert outcome.is_unnoticeable

    def test_comes_with_the_next_day(self, tmp_path: Path) -> None:
        """What was dated in the future is published then, though no file changed."""
        workshop = Workshop(tmp_path / "site")
        workshop.space.write(A, "---\ndate: 2020-06-02\n---\n# A\n")
        assert not workshop.begin().has(SitePath("a/index.html"))
        workshop.builder._options = msgspec.structs.replace(workshop.builder._options, date="2020-06-02")
        assert workshop.build("site.yaml") is not None
        assert workshop.shown.has(SitePath("a/index.html"))

    def test_counts_generations_from_one(self, workshop: Workshop) -> None:
        """And goes on with each build that is shown."""
        assert workshop.shown.generation == 1
        workshop.edit(A, "Second words", "Other words")
        assert workshop.shown.generation == 2

    def test_tells_a_warning_once(self, workshop: Workshop) -> None:
        """As long as it stays the same; all that is wrong is told each time."""
        outcome = workshop.edit(A, "plot.svg", "gone.svg")
        assert len(outcome.new_warnings) == 1
        outcome = workshop.edit(A, "Second words", "Other words")
        assert (len(outcome.problems), outcome.new_warnings) == (1, ())

    def test_tells_no_warning_again_that_only_moved(self, workshop: Workshop) -> None:
        """A line that is put in above it makes nothing new of it."""
        workshop.edit(A, "plot.svg", "gone.svg")
        outcome = workshop.edit(A, "Second words", "More.\n\nSecond words")
        assert (len(outcome.problems), outcome.new_warnings) == (1, ())

    def test_tells_once_that_the_cache_cannot_be_written(self, tmp_path: Path) -> None:
        """A file stands where its folder should be."""
        space = SiteSpace(tmp_path / "site")
        space.write(".cache", "")
        workshop = Workshop(tmp_path / "site")
        outcome = workshop.build()
        assert outcome is not None
        assert "the cache cannot be written" in format_problem(outcome.new_warnings[0])
        assert workshop.edit(A, "Second words", "Other words").new_warnings == ()

    def test_comes_with_a_template_of_the_package(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whoever works on the theme sees it, too."""
        package = tmp_path / "package"
        shutil.copytree(find_package_root() / "templates", package / "templates")
        monkeypatch.setattr("generator.build.inputs.find_package_root", lambda: package)
        workshop = Workshop(tmp_path / "site", theme={})
        workshop.begin()
        (package / "templates" / "page.html").write_text("{{ page.title }}\n", encoding="utf-8")
        assert workshop.builder.build(dirty=(), packaged_dirty=(), on_progress=be_quiet) is None
        outcome = workshop.builder.build(dirty=(), packaged_dirty=("templates/page.html",), on_progress=be_quiet)
        assert outcome is not None
        assert outcome.changed_files == ("templates/page.html",)
        assert {item.path for item in outcome.stale} == {"about/index.html"}


def test_texts_that_no_page_shows_are_dropped(workshop: Workshop) -> None:
    """Once there are many of them: an author may save for days."""
    most = 2 * len(workshop.shown.pages) + _FEW_BODIES
    for number in range(most + 10):
        workshop.save(A, f"# A\n\nWords {number}.\n")
    assert len(workshop.builder._bodies) < most
    assert read_outputs(workshop.shown) == read_clean(workshop.space)[0]


class TestErrors:
    """A build with errors keeps the last good site."""

    def test_keep_the_last_good_site(self, workshop: Workshop) -> None:
        """The very same one."""
        before, expected = workshop.shown, read_outputs(workshop.shown)
        outcome = workshop.save(A, "---\ntitle: [\n---\n")
        assert not outcome.is_good
        assert outcome.snapshot is before
        assert read_outputs(before) == expected

    def test_of_a_first_build_leave_nothing_to_show(self, tmp_path: Path) -> None:
        """Until they are mended."""
        workshop = Workshop(tmp_path / "site")
        workshop.space.write(A, "---\ntitle: [\n---\n")
        outcome = workshop.build()
        assert outcome is not None
        assert (outcome.is_good, outcome.snapshot) == (False, None)
        assert workshop.save(A, "# A\n").is_good

    def test_in_another_file_hide_no_edit(self, workshop: Workshop) -> None:
        """What was edited meanwhile is shown once all is mended."""
        text = (workshop.space.root / B).read_text(encoding="utf-8")
        workshop.save(B, "---\ntitle: [\n---\n")
        workshop.edit(A, "Second words", "Other words")
        outcome = workshop.save(B, text)
        assert outcome.is_good
        assert read_outputs(workshop.shown) == read_clean(workshop.space)[0]
        assert "a/index.html" in {item.path for item in outcome.stale}

    def test_of_the_generator_cost_the_last_values(self, workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
        """The next build starts without them, and knows what it shows."""
        with monkeypatch.context() as patched:
            patched.setattr("generator.serve.rebuilding.prepare", lambda *_, **__: 1 // 0)
            workshop.space.edit(A, "Second words", "Other words")
            with pytest.raises(ZeroDivisionError):
                workshop.build(A)
        assert workshop.build(A) is None, "nothing changed since"
        outcome = workshop.edit(B, "Second words", "Other words")
        assert {item.path for item in outcome.stale} >= {"a/index.html", "b/index.html"}
        assert read_outputs(workshop.shown) == read_clean(workshop.space)[0]

    def test_of_a_folder_that_is_gone_are_told_once(self, workshop: Workshop) -> None:
        """And are over when it is back."""
        before = workshop.shown
        workshop.space.root.rename(workshop.space.root.with_name("elsewhere"))
        outcome = workshop.build(A)
        assert told(outcome) == "error: the site's folder cannot be read: No such file or directory"
        assert workshop.shown is before
        assert workshop.build() is None
        workshop.space.root.with_name("elsewhere").rename(workshop.space.root)
        outcome = workshop.build()
        assert outcome is not None
        assert outcome.is_good
        assert workshop.build() is None


FAULTY = "{% if page.title == 'E5' %}{{ unknown }}{% endif %}{{ page.title }}\n"
"""Of all entries it spoils one."""


@pytest.fixture
def crowd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """Give a site of which a template has many pages, and all are proven."""
    monkeypatch.setattr("generator.serve.rebuilding.FEW_PAGES", 8)
    monkeypatch.setattr("generator.serve.rebuilding._SLICE", 4)
    text = "".join(f"== content/entries/e{n}.md ==\n# E{n}\n\nWords.\n" for n in range(10))
    workshop = Workshop(tmp_path / "site", "== site.yaml ==\ngit_dates: false\n" + text)
    workshop.begin()
    workshop.prove()
    return workshop


class TestFewPages:
    """A few are rendered before they are shown."""

    def test_mistake_in_one_keeps_the_last_good_site(self, workshop: Workshop) -> None:
        """It is told with its line."""
        before = workshop.shown
        outcome = workshop.save("templates/page.html", "{{ unknown }}\n")
        assert not outcome.is_good
        assert workshop.shown is before
        assert told(outcome).startswith('templates/page.html:1:4: error: unknown name "unknown"')

    def test_mended_mistake_shows_the_new_site(self, workshop: Workshop) -> None:
        """With nothing left to prove."""
        workshop.save("templates/page.html", "{{ unknown }}\n")
        outcome = workshop.save("templates/page.html", "{{ title }}\n".replace("title", "page.title"))
        assert outcome.is_good
        assert outcome.rendered_count == len(outcome.stale)
        assert workshop.builder.is_proven


class TestManyPages:
    """Of many, the others are rendered when there is time."""

    def test_looked_at_pages_and_one_of_each_template_are_first(self, crowd: Workshop) -> None:
        """As few as possible."""
        watched = ("e3/index.html", "e7/index.html")
        entry = BARE_THEME["templates/entry.html"]
        outcome = crowd.save("templates/entry.html", entry + "end\n", watched=watched)
        assert (len(outcome.stale), outcome.rendered_count) == (10, 3)
        left = {page.output for page in crowd.builder._unproven}
        assert len(left) == 7
        assert not left & set(watched)

    def test_mistake_in_a_looked_at_page_is_never_shown(self, crowd: Workshop) -> None:
        """It is found at once."""
        before = crowd.shown
        outcome = crowd.save("templates/entry.html", FAULTY, watched=("e5/index.html",))
        assert not outcome.is_good
        assert crowd.shown is before

    def test_mistake_that_is_found_afterwards_goes_back(self, crowd: Workshop) -> None:
        """To the last build of which every page is good."""
        before = crowd.shown
        assert crowd.save("templates/entry.html", FAULTY).is_good
        (outcome,) = crowd.prove()
        assert not outcome.is_good
        assert outcome.snapshot is before
        assert told(outcome).startswith('templates/entry.html:1:31: error: unknown name "unknown"')

    def test_mistake_that_is_found_afterwards_is_mended(self, crowd: Workshop) -> None:
        """By the next good build, as any other."""
        crowd.save("templates/entry.html", FAULTY)
        crowd.prove()
        outcome = crowd.save("templates/entry.html", FAULTY.replace("unknown", "page.title"))
        assert outcome.is_good
        assert crowd.prove() == []
        assert read_outputs(crowd.shown) == read_clean(crowd.space)[0]
        assert crowd.builder._proven is crowd.shown

    def test_goes_back_over_several_builds(self, crowd: Workshop) -> None:
        """Those in between were not proven either."""
        before = crowd.shown
        crowd.save("templates/entry.html", FAULTY)
        crowd.edit("content/entries/e1.md", "Words", "Other words")
        (outcome,) = crowd.prove()
        assert outcome.snapshot is before

    def test_rest_is_proven_after_the_next_build(self, crowd: Workshop) -> None:
        """An edit comes before all pages of the last one were rendered."""
        crowd.save("templates/entry.html", FAULTY)
        assert crowd.edit("content/entries/e1.md", "Words", "Other words").is_good
        assert "e5/index.html" in {page.output for page in crowd.builder._unproven}
        assert [outcome.is_good for outcome in crowd.prove()] == [False]

    def test_rest_survives_a_mistake_of_the_generator(self, crowd: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
        """Though all pages are made anew then."""
        crowd.save("templates/entry.html", FAULTY)
        with monkeypatch.context() as patched:
            patched.setattr("generator.serve.rebuilding.prepare", lambda *_, **__: 1 // 0)
            with pytest.raises(ZeroDivisionError):
                crowd.save("content/entries/e1.md", "# E1\n")
        assert crowd.save("content/entries/e1.md", "# E1\n\nOther words.\n").is_good
        assert [outcome.is_good for outcome in crowd.prove()] == [False]

    def test_rest_has_each_page_once(self, crowd: Workshop) -> None:
        """However often its template was edited meanwhile."""
        for number in range(5):
            crowd.save("templates/entry.html", f"{number}\n")
        left = [page.output for page in crowd.builder._unproven]
        assert len(left) == len(set(left)) == 9

    def test_rest_forgets_pages_that_are_gone(self, crowd: Workshop) -> None:
        """There is nothing to render any more."""
        crowd.save("templates/entry.html", FAULTY)
        crowd.space.remove("content/entries/e5.md")
        crowd.build("content/entries/e5.md")
        assert crowd.prove() == []

    def test_fault_of_a_first_build_leaves_it_shown(self, crowd: Workshop) -> None:
        """There is nothing to go back to; what was not rendered yet is rendered after the next build."""
        crowd.space.write("templates/entry.html", FAULTY)
        crowd.builder = Builder(crowd.space.root, PrepareOptions(date=DATE), workers=1)
        first = crowd.begin()
        (outcome,) = crowd.prove()
        assert (outcome.is_good, outcome.snapshot) == (False, first)
        assert crowd.builder.is_proven, "there is no use in trying again"
        assert crowd.save("content/entries/e1.md", "# E1\n\nOther words.\n").is_good
        assert [outcome.is_good for outcome in crowd.prove()] == [False]

    def test_mistake_of_the_generator_ends_the_proof(self, crowd: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is told once and not for each page."""
        crowd.save("templates/entry.html", "x\n")
        with monkeypatch.context() as patched:
            patched.setattr("generator.serve.snapshot.render_page", lambda *_: 1 // 0)
            with pytest.raises(ZeroDivisionError):
                crowd.builder.prove()
        assert crowd.builder.is_proven
        crowd.save("content/entries/e1.md", "# E1\n\nOther words.\n")
        assert not crowd.builder.is_proven
        assert crowd.prove() == []

    def test_fault_is_told_once_for_all_its_pages(self, crowd: Workshop) -> None:
        """Every entry has it."""
        assert told(crowd.save("templates/entry.html", "{{ unknown }}\n")).count("error:") == 1


class TestDrafts:
    """Drafts may be shown."""

    @pytest.mark.parametrize("with_drafts", [True, False])
    def test_are_shown_on_demand_alone(self, tmp_path: Path, with_drafts: bool) -> None:  # noqa: FBT001 (a parameter)
        """Pages, lists and feeds know nothing of them otherwise."""
        workshop = Workshop(tmp_path / "site", with_drafts=with_drafts)
        workshop.space.write("content/entries/c.md", DRAFT)
        outputs = read_outputs(workshop.begin())
        assert ("c/index.html" in outputs) == with_drafts
        assert any(b"Half a thought" in data for data in outputs.values()) == with_drafts

    def test_are_marked_and_kept_from_search_engines(self, tmp_path: Path) -> None:
        """By the theme, on their own pages."""
        workshop = Workshop(tmp_path / "site", theme={}, with_drafts=True)
        workshop.space.write("content/entries/c.md", DRAFT)
        snapshot = workshop.begin()
        draft, entry = (snapshot.read(SitePath(f"{name}/index.html")) or b"" for name in "cb")
        assert b'<meta name="robots" content="noindex">' in draft
        assert b"noindex" not in entry
        assert b">Draft<" in draft
        assert b">Draft<" not in entry

    def test_that_are_finished_are_pages_like_others(self, tmp_path: Path) -> None:
        """At once."""
        workshop = Workshop(tmp_path / "site", with_drafts=True)
        workshop.space.write("content/entries/c.md", DRAFT)
        workshop.begin()
        outcome = workshop.edit("content/entries/c.md", "draft: true\n", "")
        assert "c/index.html" in {item.path for item in outcome.stale}
        assert read_outputs(workshop.shown) == read_clean(workshop.space)[0]


class TestSaving:
    """What was made is there at the next start."""

    def test_next_start_renders_no_text(self, workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
        """Edits included."""
        workshop.edit(A, "Second words", "Other words")
        assert workshop.builder.save() == ()
        workshop.builder.close()
        monkeypatch.setattr("generator.build.parsing._make_renderer", lambda _: pytest.fail("a text is rendered"))
        builder = Builder(workshop.space.root, PrepareOptions(date=DATE), workers=1)
        outcome = builder.build(on_progress=be_quiet)
        assert outcome is not None
        assert outcome.snapshot is not None
        assert read_outputs(outcome.snapshot) == read_outputs(workshop.shown)

    def test_a_build_on_the_command_line_uses_it(self, workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
        """And the other way round, since it is one store."""
        workshop.builder.save()
        monkeypatch.setattr("generator.build.parsing._make_renderer", lambda _: pytest.fail("a text is rendered"))
        assert workshop.space.build().is_published

    def test_waits_for_no_other_build(self, workshop: Workshop) -> None:
        """It is done after the next edit."""
        with hold_lock(workshop.space.root / ".cache/journal"):
            assert workshop.builder.save() == ()
            assert workshop.builder._store.has_pending
        workshop.builder.save()
        assert not workshop.builder._store.has_pending

    def test_lost_cache_is_said_and_done_without(self, workshop: Workshop) -> None:
        """Somebody removed it: the site is built on from what is in memory."""
        workshop.builder.save()
        workshop.space.remove(".cache")
        workshop.edit(A, "Second words", "Other words")
        problems = workshop.builder.save()
        workshop.edit(A, "Other words", "More words")
        assert workshop.builder.save() == ()
        assert all("the cache cannot be written" in problem.message for problem in problems)
        assert read_outputs(workshop.shown) == read_clean(workshop.space)[0]

    def test_before_the_first_build_there_is_nothing_to_save(self, tmp_path: Path) -> None:
        """As after a Ctrl-C at the beginning."""
        assert Workshop(tmp_path / "site").builder.save() == ()


def write_entry(number: int, edit: int) -> str:
    """Write an entry; every tenth edit is one of the title."""
    title = f"E{number} {edit % 7}" if edit % 10 == 9 else f"E{number}"
    day = f"2020-01-{number + 1:02d}"
    return (
        f"---\ndate: {day}\ntags: [t{number % 3}]\n---\n# {title}\n\nWords {edit}.\n\n```python\nx = {edit % 7}\n```\n"
    )


def rebuild_often(root: Path, count: int) -> tuple[float, set[int]]:
    """Rebuild a site of twenty entries; gives the slope of memory in bytes a rebuild, and numbers of descriptors."""
    text = "".join(f"== content/entries/e{n}.md ==\n{write_entry(n, 0)}" for n in range(20))
    workshop = Workshop(root, "== site.yaml ==\ngit_dates: false\n" + text)
    # What is kept is bounded; a small bound is reached soon.
    workshop.builder._kept = Kept(200_000)
    workshop.begin()
    warm_up = count // 2
    points, descriptors = [], set()
    tracemalloc.start()
    try:
        for number in range(1, count + 1):
            if number % 25 == 7:
                workshop.save("templates/entry.html", BARE_THEME["templates/entry.html"] + f"{number % 3}\n")
            elif number % 25 == 13:
                workshop.save(STYLE, f"a {{ top: {number}px }}\n")
            else:
                workshop.save(f"content/entries/e{number % 20}.md", write_entry(number % 20, number))
            if number % 10 == 0:
                assert workshop.builder.save() == ()
            if number >= warm_up and number % 10 == 0:
                gc.collect()
                points.append((number, tracemalloc.get_traced_memory()[0]))
                descriptors.add(len(list(Path("/proc/self/fd").iterdir())))
    finally:
        tracemalloc.stop()
    return find_slope(points), descriptors


def find_slope(points: list[tuple[int, int]]) -> float:
    """Fit a line, by least squares."""
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    covariance: float = sum((x - mean_x) * (y - mean_y) for x, y in points)
    variance: float = sum((x - mean_x) ** 2 for x, _ in points)
    return covariance / variance


@pytest.mark.parametrize("count", [200, pytest.param(1000, marks=pytest.mark.nightly)])
def test_memory_and_descriptors_stay_flat(tmp_path: Path, count: int) -> None:
    """Over many rebuilds at most a kilobyte a rebuild is not given back, and no file stays open."""
    slope, descriptors = rebuild_often(tmp_path / "site", count)
    print(f"{slope:.0f} bytes a rebuild over {count}, {descriptors} descriptors")  # noqa: T201 (shown with -s)
    assert slope <= 1024
    assert len(descriptors) == 1

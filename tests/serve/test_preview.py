"""The preview: what changed is built and shown, a mistake is laid over the last good site, and nothing ends it."""

import gc
import shutil
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import cast

import msgspec
import pytest

from generator.build.inputs import find_package_root
from generator.build.parsing import be_quiet
from generator.build.preparing import PrepareOptions
from generator.errors import Problem, SitePath, format_problem
from generator.serve import preview as module
from generator.serve.batches import Batch
from generator.serve.preview import Preview, Timing
from generator.serve.rebuilding import Builder, Outcome
from generator.serve.showing import News, Panel, Showing
from generator.serve.snapshot import BuiltSnapshot
from generator.serve.watcher import Watcher
from tests.serve.building import JOURNAL, STYLE, A, B, read_clean, read_outputs
from tests.site.bare import BARE_THEME, PARTIAL
from tests.site.space import DATE, SiteSpace

ENTRY = SitePath("a/index.html")


class FakeWatcher:
    """Gives the batches that a test puts in, and never waits."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []
        self.missed: list[str] = []
        self.patience_s: list[float] = []
        self.is_blind = False
        self.has_hint = False

    def wait(self, timeout_s: float) -> Batch | None:
        """Give the next batch."""
        self.patience_s.append(timeout_s)
        return self.batches.pop(0) if self.batches else None

    def is_quiet(self) -> bool:
        """Tell whether there is none."""
        return not (self.batches or self.has_hint)

    def report_missed(self, paths: Collection[str]) -> None:
        """Take note."""
        self.missed += paths


class Ears:
    """Hears what the terminal would."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.timings: list[Timing] = []
        self.crashes: list[str] = []
        self.problems: list[Problem] = []

    def on_built(self, outcome: Outcome, timing: Timing) -> None:
        """Hear of a build."""
        self.outcomes.append(outcome)
        self.timings.append(timing)

    def on_crashed(self, text: str) -> None:
        """Hear of a mistake in the generator."""
        self.crashes.append(text)

    def on_problems(self, problems: Sequence[Problem]) -> None:
        """Hear of other problems."""
        self.problems += problems


class Stage:
    """A preview with a clock that a test sets, and all that its browsers were told."""

    def __init__(self, root: Path, clock: "Clock", *, text: str = JOURNAL, has_to_follow: bool = False) -> None:
        self.space = SiteSpace(root, text)
        for path, content in BARE_THEME.items():
            self.space.write(path, content)
        self.clock = clock
        self.ears = Ears()
        self.watcher = FakeWatcher()
        self.builder = Builder(root, PrepareOptions(date=DATE), workers=1)
        self.preview = Preview(root, self.builder, self.ears, has_to_follow=has_to_follow)
        self.news: list[News] = []
        show = self.preview.live.show

        def tell(showing: Showing, news: News) -> None:
            self.news.append(news)
            show(showing, news)

        self.preview.live.show = tell  # type: ignore[method-assign]

    def begin(self) -> "Stage":
        """Build for the first time, and look once at all files."""
        self.preview.begin(be_quiet)
        self.step()
        return self

    def step(self) -> bool:
        """Let the preview do what comes next; tells whether the generator's code may be another."""
        return self.preview.step(cast("Watcher", self.watcher))

    def change(self, *dirty: str) -> None:
        """Have the watcher name what may have changed, and the preview build it."""
        self.watcher.batches.append(make_batch(*dirty))
        self.step()

    def save(self, path: str, content: str | bytes) -> None:
        """Write a file."""
        self.space.write(path, content)
        self.change(path)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the one place in a file that reads `old`."""
        self.space.edit(path, old, new)
        self.change(path)

    def look(self) -> None:
        """Let so much time pass that all files are looked at."""
        self.clock.now_s += 3
        self.step()

    @property
    def snapshot(self) -> BuiltSnapshot | None:
        """What is shown."""
        return cast("BuiltSnapshot | None", self.preview.live.showing.snapshot)

    @property
    def shown(self) -> BuiltSnapshot:
        """What is shown, where there is something."""
        assert self.snapshot is not None
        return self.snapshot

    @property
    def panel(self) -> Panel | None:
        """What is laid over it."""
        return self.preview.live.showing.panel


def make_batch(*dirty: str) -> Batch:
    """Make what a watcher gives after a save."""
    return Batch(0.0, 0.25, 0.375, dirty=frozenset(dirty))


class Clock:
    """Stands still unless a test goes on."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def monotonic(self) -> float:
        """Tell the time."""
        return self.now_s


@pytest.fixture(autouse=True)
def _leave_garbage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have garbage not looked for among what thousands of other tests have left in this process."""
    monkeypatch.setattr(module, "_settle_garbage", lambda: None)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give the preview's clock."""
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def stage(tmp_path: Path, clock: Clock) -> Stage:
    """Give a preview that has begun."""
    return Stage(tmp_path / "site", clock).begin()


def crash(*_: object, **__: object) -> None:
    """Be a mistake in the generator."""
    raise ZeroDivisionError("a mistake of ours")


def begin_with_own_package(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> tuple[Stage, Path]:
    """Begin with a copy of the package's templates that may be edited, one of which the site does not have itself."""
    package = tmp_path / "package"
    shutil.copytree(find_package_root() / "templates", package / "templates")
    for name in ("generator.build.inputs.find_package_root", "generator.serve.preview.find_package_root"):
        monkeypatch.setattr(name, lambda: package)
    stage = Stage(tmp_path / "site", clock)
    stage.space.remove("templates/page.html")
    stage.begin()
    return stage, package


class TestChanges:
    """What changed is shown."""

    def test_edit_is_shown(self, stage: Stage) -> None:
        """And told, with its files and pages."""
        before = stage.shown
        stage.edit(A, "Second words", "Other words")
        assert b"Other words" in (stage.shown.read(ENTRY) or b"")
        assert stage.shown.generation == before.generation + 1
        assert stage.ears.outcomes[-1].changed_files == (A,)

    def test_nothing_changed_is_told_to_nobody(self, stage: Stage) -> None:
        """The same snapshot stays."""
        before, told_count, news_count = stage.shown, len(stage.ears.outcomes), len(stage.news)
        stage.change(A, "content/entries", "content/entries/4913", "public/index.html")
        stage.look()
        assert stage.shown is before
        assert (len(stage.ears.outcomes), len(stage.news)) == (told_count, news_count)

    def test_file_saved_as_it_was_is_told_to_nobody(self, stage: Stage) -> None:
        """Every page is as it was; nor was an event of it missed, since of other times no event tells."""
        before, told_count = read_outputs(stage.shown), len(stage.ears.outcomes)
        (stage.space.root / A).touch()
        stage.change(A)
        stage.look()
        assert read_outputs(stage.shown) == before
        assert (len(stage.ears.outcomes), stage.watcher.missed) == (told_count, [])

    def test_lost_events_have_all_files_looked_at(self, stage: Stage) -> None:
        """Nobody knows which one changed."""
        stage.space.edit(A, "Second words", "Other words")
        stage.watcher.batches.append(Batch(0.0, 0.0, 0.0, must_scan=True))
        stage.step()
        assert stage.ears.outcomes[-1].changed_files == (A,)

    def test_template_of_the_package_is_shown(
        self, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The watcher names it by its path below the package's templates."""
        stage, package = begin_with_own_package(tmp_path, clock, monkeypatch)
        (package / "templates" / "page.html").write_text("another page\n", encoding="utf-8")
        stage.watcher.batches.append(Batch(0.0, 0.0, 0.0, templates=frozenset({"page.html"})))
        stage.step()
        assert stage.shown.read(SitePath("about/index.html")) == b"another page\n"

    def test_new_code_is_told_to_whoever_starts_processes(self, stage: Stage) -> None:
        """What else changed with it is built all the same."""
        stage.space.edit(A, "Second words", "Other words")
        batch = msgspec.structs.replace(make_batch(A), has_new_code=True)
        stage.watcher.batches.append(batch)
        assert stage.step()
        assert stage.ears.outcomes[-1].changed_files == (A,)

    def test_code_may_have_changed_before_there_were_events(self, tmp_path: Path, clock: Clock) -> None:
        """So the first look has whoever starts processes look at the code; later ones do where events are lost."""
        stage = Stage(tmp_path / "new", clock)
        stage.preview.begin(be_quiet)
        assert stage.step()
        clock.now_s += 3
        assert not stage.step()
        stage.watcher.is_blind = True
        clock.now_s += 3
        assert stage.step()

    def test_times_are_told(self, stage: Stage) -> None:
        """From the first event on."""
        stage.edit(A, "Second words", "Other words")
        timing = stage.ears.timings[-1]
        assert (timing.event_s, timing.settle_s) == (0.25, 0.125)
        assert [name for name, _ in timing.parts] == ["event", "settle", "read", "prepare", "render", "show"]
        assert timing.total_s >= 0.375

    def test_looked_at_pages_are_rendered_first(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """Of many; the others while nothing else is to be done."""
        monkeypatch.setattr("generator.serve.rebuilding.FEW_PAGES", 0)
        monkeypatch.setattr(stage.preview.live, "watched", lambda: frozenset({ENTRY}))
        stage.save("templates/entry.html", "x\n")
        assert ENTRY not in {page.output for page in stage.builder._unproven}
        assert not stage.builder.is_proven
        stage.step()
        assert stage.watcher.patience_s[-1] == 0
        assert stage.builder.is_proven

    def test_mistake_found_afterwards_goes_back(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """Before anybody sees it, as a rule."""
        before = stage.shown
        monkeypatch.setattr("generator.serve.rebuilding.FEW_PAGES", 0)
        stage.save("templates/entry.html", "{% if page.title == 'A' %}{{ unknown }}{% endif %}\n")
        assert stage.panel is None
        stage.step()
        assert stage.shown is before
        assert stage.panel is not None
        stage.save("templates/entry.html", BARE_THEME["templates/entry.html"])
        assert stage.panel is None


class TestNews:
    """What browsers are told besides which pages differ."""

    def test_changed_picture(self, stage: Stage) -> None:
        """Is fetched again."""
        stage.save("content/entries/plot.svg", "<svg></svg>")
        assert stage.news[-1] == News(files=("/plot.svg",))

    def test_renamed_entry(self, stage: Stage) -> None:
        """Is where its page goes."""
        stage.space.rename(B, "content/entries/bee.md")
        stage.change(B, "content/entries/bee.md")
        assert stage.news[-1] == News(moved={SitePath("b/index.html"): "/bee/"})

    def test_deleted_entry(self, stage: Stage) -> None:
        """Is nowhere."""
        stage.space.remove(B)
        stage.change(B)
        assert stage.news[-1] == News()

    def test_saved_entry_is_followed(self, tmp_path: Path, clock: Clock) -> None:
        """By those who asked for it."""
        stage = Stage(tmp_path / "site", clock, has_to_follow=True).begin()
        stage.edit(A, "Second words", "Other words")
        assert stage.news[-1] == News(follow="/a/")

    def test_saved_entry_is_not_followed_otherwise(self, stage: Stage) -> None:
        """An author may want to stay where they are."""
        stage.edit(A, "Second words", "Other words")
        assert stage.news[-1] == News()

    def test_saved_template_is_not_followed(self, tmp_path: Path, clock: Clock) -> None:
        """It has many pages."""
        stage = Stage(tmp_path / "site", clock, has_to_follow=True).begin()
        stage.save(PARTIAL, "another foot\n")
        stage.save(STYLE, "a { color: blue }\n")
        assert stage.news[-2:] == [News(), News()]

    def test_mistake(self, tmp_path: Path, clock: Clock) -> None:
        """Nothing of it is anywhere but in the panel."""
        stage = Stage(tmp_path / "site", clock, has_to_follow=True).begin()
        stage.save(A, "---\ntitle: [\n---\n")
        assert stage.news[-1] == News()


class TestMistakes:
    """A mistake is laid over the last good site."""

    def test_is_shown_with_its_place(self, stage: Stage) -> None:
        """Linked to the editor."""
        before = stage.shown
        stage.edit(A, "tags: [web]", "tag: [web]")
        assert stage.shown is before
        assert stage.panel is not None
        assert stage.panel.title == f"1 error in {A}"
        assert stage.panel.problems[0].href == f"vscode://file{stage.space.root}/{A}:3:1"

    def test_goes_away_when_it_is_mended(self, stage: Stage) -> None:
        """And is told to be."""
        stage.edit(A, "tags: [web]", "tag: [web]")
        stage.edit(A, "tag: [web]", "tags: [web]")
        assert stage.panel is None
        assert stage.ears.outcomes[-1].is_good

    def test_opens_in_the_authors_editor(self, stage: Stage) -> None:
        """As the settings say."""
        stage.edit("site.yaml", "title: Notes", "editor_url: idea://open?file={path}&line={line}")
        stage.edit(A, "tags: [web]", "tag: [web]")
        assert stage.panel is not None
        assert stage.panel.problems[0].href == f"idea://open?file={stage.space.root}/{A}&line=3"

    def test_in_a_template_of_the_package_is_located_there(
        self, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It has the name that the site's own would have."""
        stage, package = begin_with_own_package(tmp_path, clock, monkeypatch)
        (package / "templates" / "page.html").write_text("{{ unknown }}\n", encoding="utf-8")
        stage.watcher.batches.append(Batch(0.0, 0.0, 0.0, templates=frozenset({"page.html"})))
        stage.step()
        assert stage.panel is not None
        assert stage.panel.problems[0].href == f"vscode://file{package}/templates/page.html:1:4"

    def test_in_a_file_of_the_site_that_is_gone_is_located_in_the_site(self, stage: Stage) -> None:
        """Though the package may lie in a checkout that has such a file."""
        assert stage.preview._locate("site.yaml") == f"{stage.space.root}/site.yaml"
        stage.space.remove("site.yaml")
        assert stage.preview._locate("site.yaml") == f"{stage.space.root}/site.yaml"

    def test_of_a_first_build_leaves_nothing_but_the_panel(self, tmp_path: Path, clock: Clock) -> None:
        """Until it is mended, without a new start."""
        stage = Stage(tmp_path / "site", clock)
        stage.space.edit("site.yaml", "title: Notes", "titel: Notes")
        stage.begin()
        assert stage.snapshot is None
        assert stage.preview.base_path == ""
        assert stage.panel is not None
        assert stage.panel.problems[0].hint == 'did you mean "title"?'
        stage.edit("site.yaml", "titel: Notes", "title: Notes")
        assert stage.panel is None
        assert read_outputs(stage.shown) == read_clean(stage.space)[0]


class TestCrashes:
    """A mistake in the generator is shown, and survived."""

    def test_shows_its_traceback(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """Over the last good site, and in the terminal."""
        before = stage.shown
        monkeypatch.setattr("generator.serve.rebuilding.prepare", crash)
        stage.edit(A, "Second words", "Other words")
        assert stage.shown is before
        assert stage.panel is not None
        assert stage.panel.traceback.rstrip().endswith("ZeroDivisionError: a mistake of ours")
        assert stage.ears.crashes == [stage.panel.traceback]

    def test_is_over_with_the_next_change(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """Which shows what changed before it, too."""
        with monkeypatch.context() as patched:
            patched.setattr("generator.serve.rebuilding.prepare", crash)
            stage.edit(A, "Second words", "Other words")
        stage.edit(B, "Second words", "Other words")
        assert stage.panel is None
        assert read_outputs(stage.shown) == read_clean(stage.space)[0]

    def test_is_over_when_the_file_is_saved_again(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """With the same bytes; and the author is told."""
        with monkeypatch.context() as patched:
            patched.setattr("generator.serve.rebuilding.prepare", crash)
            stage.edit(A, "Second words", "Other words")
        told_count = len(stage.ears.outcomes)
        (stage.space.root / A).touch()
        stage.change(A)
        assert stage.panel is None
        assert len(stage.ears.outcomes) == told_count + 1

    def test_of_a_first_build_is_survived(self, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
        """There is nothing to show yet."""
        stage = Stage(tmp_path / "site", clock)
        with monkeypatch.context() as patched:
            patched.setattr("generator.serve.rebuilding.prepare", crash)
            stage.begin()
            assert (stage.snapshot, stage.panel is None) == (None, False)
        stage.edit(A, "Second words", "Other words")
        assert stage.panel is None
        assert read_outputs(stage.shown) == read_clean(stage.space)[0]

    def test_is_told_once(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """Not with each look at the files."""
        monkeypatch.setattr("generator.serve.rebuilding.gather_again", crash)
        for _ in range(3):
            stage.look()
        assert len(stage.ears.crashes) == 1

    def test_is_told_again_after_it_was_over(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is another time, though it is the same mistake."""
        for words in ("1st words", "2nd words"):
            with monkeypatch.context() as patched:
                patched.setattr("generator.serve.rebuilding.prepare", crash)
                stage.save("content/entries/c.md", words)
            assert stage.panel is not None
            stage.save("content/entries/c.md", f"# C\n\n{words}\n")
            assert stage.panel is None
        assert len(stage.ears.crashes) == 2

    def test_while_saving_is_survived(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """The site is as good as before."""
        monkeypatch.setattr(stage.builder, "save", crash)
        stage.preview._next_look_s = stage.clock.now_s + 100
        stage.clock.now_s += 3
        stage.step()
        assert stage.panel is not None
        assert "a mistake of ours" in stage.panel.traceback

    def test_leaves_garbage_to_be_looked_for(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is not while something is built."""
        seen = []

        def look_and_crash(*_: object, **__: object) -> None:
            seen.append(gc.isenabled())
            crash()

        monkeypatch.setattr("generator.serve.rebuilding.prepare", look_and_crash)
        stage.edit(A, "Second words", "Other words")
        assert (seen, gc.isenabled()) == ([False], True)

    def test_of_new_code_is_shown_until_it_is_mended(self, stage: Stage) -> None:
        """Whoever starts processes says so."""
        stage.preview.show_new_code("SyntaxError\n")
        assert stage.panel == Panel("A mistake in the generator", (), "SyntaxError\n")
        stage.preview.show_new_code("")
        assert stage.panel is None
        assert stage.ears.crashes == ["SyntaxError\n"]

    def test_of_new_code_outlives_what_is_built_meanwhile(self, stage: Stage) -> None:
        """The code that is loaded goes on, and the new one is as broken as before."""
        stage.preview.show_new_code("SyntaxError\n")
        stage.edit(A, "Second words", "Other words")
        assert stage.panel == Panel("A mistake in the generator", (), "SyntaxError\n")
        stage.preview.show_new_code("")
        assert stage.panel is None

    def test_of_new_code_hides_no_mistake_for_good(self, stage: Stage) -> None:
        """What is wrong with the files is shown again when the code is mended."""
        stage.edit(A, "tags: [web]", "tag: [web]")
        before = stage.panel
        stage.preview.show_new_code("SyntaxError\n")
        stage.preview.show_new_code("")
        assert stage.panel == before


class TestLooking:
    """All files are looked at now and then."""

    def test_finds_what_no_event_told_of(self, stage: Stage) -> None:
        """Shows it, and reports that it was missed."""
        stage.space.edit(A, "Second words", "Other words")
        stage.look()
        assert b"Other words" in (stage.shown.read(ENTRY) or b"")
        assert stage.watcher.missed == [A]

    def test_reports_nothing_of_the_first_time(self, tmp_path: Path, clock: Clock) -> None:
        """What changed during the first build did so before anybody watched."""
        stage = Stage(tmp_path / "site", clock)
        stage.preview.begin(be_quiet)
        stage.space.edit(A, "Second words", "Other words")
        stage.step()
        assert b"Other words" in (stage.shown.read(ENTRY) or b"")
        assert stage.watcher.missed == []

    def test_is_the_first_one_until_it_was_finished(self, tmp_path: Path, clock: Clock) -> None:
        """One that is given up has not seen everything."""
        stage = Stage(tmp_path / "site", clock)
        stage.preview.begin(be_quiet)
        stage.space.edit(A, "Second words", "Other words")
        stage.watcher.has_hint = True
        stage.step()
        assert b"Other words" not in (stage.shown.read(ENTRY) or b"")
        stage.watcher.has_hint = False
        stage.look()
        assert b"Other words" in (stage.shown.read(ENTRY) or b"")
        assert stage.watcher.missed == []

    def test_reports_no_commit(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """It is no file."""
        monkeypatch.setattr("generator.build.inputs.head_of", lambda _: "f" * 40)
        stage.look()
        assert stage.ears.outcomes[-1].changed_files == ("git HEAD",)
        assert stage.watcher.missed == []

    def test_reports_no_template_of_the_package(
        self, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its event comes by another name."""
        stage, package = begin_with_own_package(tmp_path, clock, monkeypatch)
        (package / "templates" / "page.html").write_text("another page\n", encoding="utf-8")
        stage.look()
        assert stage.ears.outcomes[-1].changed_files == ("templates/page.html",)
        assert stage.watcher.missed == []

    def test_is_done_more_often_where_events_do_not_tell_everything(self, stage: Stage) -> None:
        """An edit is seen within three seconds in any case."""
        stage.watcher.is_blind = True
        stage.look()
        assert stage.preview._next_look_s - stage.clock.now_s == pytest.approx(0.3)
        stage.watcher.is_blind = False
        stage.look()
        assert stage.preview._next_look_s - stage.clock.now_s == pytest.approx(1.0)


class TestSaving:
    """What the next start would make again is written down when there is time."""

    def test_waits_until_nothing_happens(self, stage: Stage) -> None:
        """Two seconds after the last build, between two looks."""
        stage.preview._next_look_s = stage.clock.now_s + 100
        stage.edit(A, "Second words", "Other words")
        stage.clock.now_s += 1
        stage.step()
        assert stage.watcher.patience_s[-1] == pytest.approx(1.0)
        assert stage.builder._store.has_pending
        stage.clock.now_s += 1
        stage.step()
        assert not stage.builder._store.has_pending
        assert stage.preview._patience_s() == pytest.approx(98.0)

    def test_does_not_wait_for_ever(self, stage: Stage) -> None:
        """What is not written down takes memory, and some programs save all the time."""
        stage.preview._next_look_s = stage.clock.now_s + 1000
        waiting = []
        for number in range(31):
            stage.save(A, f"# A\n\nWords {number}.\n")
            stage.clock.now_s += 1
            stage.step()
            waiting.append(stage.builder._store.has_pending)
        assert waiting == [True] * 29 + [False, True]

    def test_tells_what_is_wrong_with_it(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """The disk may be full."""
        stage.preview._next_look_s = stage.clock.now_s + 100
        problem = Problem("the cache cannot be written")
        monkeypatch.setattr(stage.builder, "save", lambda: (problem,))
        stage.edit(A, "Second words", "Other words")
        stage.clock.now_s += 2
        stage.step()
        assert stage.ears.problems == [problem]

    def test_lets_the_next_start_begin_at_once(
        self, stage: Stage, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """No text is rendered again."""
        stage.preview._next_look_s = stage.clock.now_s + 100
        stage.edit(A, "Second words", "Other words")
        stage.clock.now_s += 2
        stage.step()
        stage.builder.close()
        monkeypatch.setattr("generator.build.parsing._make_renderer", lambda _: pytest.fail("a text is rendered"))
        again = Stage(stage.space.root, clock, text="").begin()
        assert read_outputs(again.shown) == read_outputs(stage.shown)


ENTRY_TEXT, LOG = "---\ndate: 2020-01-01\n---\n# A\n\n", "content/log.md"
CHECKLIST, TEMPLATE = "content/checklists/backend.yaml", "templates/entry.html"


class Fault(msgspec.Struct, frozen=True):
    """Something that goes wrong while the preview runs."""

    name: str
    path: str
    content: str | bytes | None = None
    """What the file has in it meanwhile; nothing if the file or folder is gone."""
    is_good: bool = False
    """Whether there is a site all the same, with less on it."""


FAULTS = (
    Fault("a setting that is unknown", "site.yaml", "titel: Notes\n"),
    Fault("a setting of the wrong type", "site.yaml", "title: [Notes]\n"),
    Fault("settings that are no YAML", "site.yaml", "title: 'Notes\n"),
    Fault("settings that are a list", "site.yaml", "- title\n"),
    Fault("settings that are no text", "site.yaml", b"title: caf\xe9\n"),
    Fault("a time zone that is not there", "site.yaml", "timezone: Mars/Olympus\n"),
    Fault("a permalink that cannot be", "site.yaml", "permalink: /{slgu}/\n"),
    Fault("an extension that is not there", "site.yaml", "markdown_extensions: [nowhere.to.be.found]\n"),
    Fault("no settings", "site.yaml", is_good=True),
    Fault("empty settings", "site.yaml", "", is_good=True),
    Fault("front matter without an end", A, "---\ntitle: A\n"),
    Fault("front matter that is no YAML", A, "---\ntitle: [\n---\n"),
    Fault("front matter with a key twice", A, "---\ntitle: A\ntitle: B\n---\n"),
    Fault("front matter with an unknown key", A, "---\ntag: [web]\n---\n"),
    Fault("a day that is not there", A, "---\ndate: 2020-02-30\n---\n"),
    Fault("an entry that is no text", A, b"caf\xe9\n"),
    Fault("an entry of two encodings", A, "# \u00e4\n".encode() + "# \u00e4\n".encode("utf-16")),
    Fault("an entry that is too large", A, ENTRY_TEXT + "x" * (2 * 1024 * 1024)),
    Fault("an entry that was just emptied", A, "", is_good=True),
    Fault("an entry that is gone", A, is_good=True),
    Fault("two entries at one address", "content/entries/c.md", "---\npermalink: /a/\n---\n# C\n"),
    Fault("an alias that is an entry's address", "content/entries/c.md", "---\naliases: [/a/]\n---\n# C\n"),
    Fault("a picture that is gone", "content/entries/plot.svg", is_good=True),
    Fault("a log without headings", LOG, "Words.\n", is_good=True),
    Fault("a log that is no text", LOG, b"\xff\xfe"),
    Fault("a log with a day that is not there", LOG, "## 2020-02-30 First\n\nWords.\n"),
    Fault("a checklist that is no YAML", CHECKLIST, "skills: [Flask\n"),
    Fault("a checklist with an unknown key", CHECKLIST, "titel: Backend\nskills: [Flask]\n"),
    Fault("a skill twice", CHECKLIST, "skills: [Flask, Flask]\n"),
    Fault("a checklist that is gone", CHECKLIST),
    Fault("a template that cannot be compiled", TEMPLATE, "{% if %}\n"),
    Fault("a template with an unknown name", TEMPLATE, "{{ titel }}\n"),
    Fault("a template with an unknown filter", TEMPLATE, "{{ title | slugify }}\n"),
    Fault("a template that includes what is not there", TEMPLATE, '{% include "gone.html" %}\n'),
    Fault("a template that includes itself", TEMPLATE, '{% include "entry.html" %}\n'),
    Fault("a template that is no text", TEMPLATE, b"caf\xe9\n"),
    Fault("a partial with a mistake", PARTIAL, "{{ 1 / 0 }}\n"),
    Fault("a partial that is gone", PARTIAL),
    Fault("a stylesheet that is no text", STYLE, b"caf\xe9\n"),
    Fault("no content", "content", is_good=True),
)
"""Forty of them."""


def suffer(stage: Stage, fault: Fault) -> Callable[[], None]:
    """Make a fault happen; gives what repairs it."""
    target = stage.space.root / fault.path
    backup = stage.space.root / "backup"
    was_there = target.exists()
    if was_there:
        target.rename(backup)
    if fault.content is not None:
        stage.space.write(fault.path, fault.content)

    def repair() -> None:
        target.unlink(missing_ok=True)
        if was_there:
            backup.rename(target)

    return repair


def test_forty_faults_are_survived_one_after_the_other(stage: Stage) -> None:
    """With each the last good site stays, or there is less of it; and each repair brings everything back."""
    expected = read_outputs(stage.shown)
    assert len(FAULTS) == 40
    for fault in FAULTS:
        before = stage.shown
        repair = suffer(stage, fault)
        stage.change(fault.path)
        assert (stage.panel is None) == fault.is_good, fault.name
        if not fault.is_good:
            assert stage.shown is before, fault.name
            assert read_outputs(stage.shown) == expected, fault.name
        repair()
        stage.change(fault.path)
        assert stage.panel is None, fault.name
        assert read_outputs(stage.shown) == expected, fault.name
    assert stage.ears.crashes == []
    assert expected == read_clean(stage.space)[0]


def test_forty_faults_at_once_are_survived(stage: Stage) -> None:
    """Each beside the others, and all repaired in the order in which they came."""
    expected = read_outputs(stage.shown)
    spoiled: dict[str, bytes] = {}
    for fault in FAULTS:
        if not fault.is_good and fault.content is not None and (stage.space.root / fault.path).exists():
            spoiled.setdefault(fault.path, (stage.space.root / fault.path).read_bytes())
            stage.save(fault.path, fault.content)
    assert stage.panel is not None
    assert read_outputs(stage.shown) == expected
    for path, content in spoiled.items():
        stage.save(path, content)
    assert stage.panel is None
    assert read_outputs(stage.shown) == expected


def test_folder_of_the_site_comes_and_goes(stage: Stage) -> None:
    """As on a disk that is plugged in: said once, and over by itself."""
    before, elsewhere = stage.shown, stage.space.root.with_name("elsewhere")
    stage.space.root.rename(elsewhere)
    for _ in range(3):
        stage.look()
    assert stage.shown is before
    assert stage.panel is not None
    assert stage.panel.problems[0].message == "the site's folder cannot be read: No such file or directory"
    told_count = len(stage.ears.outcomes)
    elsewhere.rename(stage.space.root)
    stage.look()
    assert stage.panel is None
    assert len(stage.ears.outcomes) == told_count + 1
    assert stage.ears.crashes == []


def test_full_disk_is_survived(stage: Stage) -> None:
    """What cannot be written down is made again at the next start."""
    stage.preview._next_look_s = stage.clock.now_s + 100
    stage.builder._store._connection.execute("PRAGMA max_page_count = 1")
    stage.edit(A, "Second words", "Other words" * 50_000)
    stage.clock.now_s += 2
    stage.step()
    assert [format_problem(problem).split("\n")[0] for problem in stage.ears.problems] == [
        "warning: the cache cannot be written, so this build is not remembered"
    ]
    stage.edit(B, "Second words", "Other words")
    assert stage.panel is None
    assert read_outputs(stage.shown) == read_clean(stage.space)[0]

"""One whole build in memory: what it gives never changes, whatever happens to the files meanwhile."""

from pathlib import Path

import msgspec
import pytest

from generator.errors import GeneratorError, SitePath
from generator.serve.snapshot import BuiltSnapshot, Kept
from tests.serve.building import STYLE, A, Workshop, read_clean, read_outputs
from tests.site.bare import BARE_THEME, PARTIAL

ENTRY, PICTURE = SitePath("a/index.html"), SitePath("plot.svg")


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Give a site that remembers no page it rendered, so that each is rendered when it is asked for."""
    workshop = Workshop(tmp_path / "site")
    workshop.builder._kept = Kept(1)
    return workshop


def read_one(snapshot: BuiltSnapshot, path: str) -> str:
    """Ask for an output that is there."""
    data = snapshot.read(SitePath(path))
    assert data is not None
    return data.decode()


def test_gives_what_a_clean_build_publishes(workshop: Workshop) -> None:
    """Pages, stylesheets and pictures, and no others."""
    snapshot = workshop.begin()
    outputs = read_outputs(snapshot)
    assert {ENTRY, PICTURE, "feed.xml", "api/v1/entries.json"} <= outputs.keys()
    assert outputs == read_clean(workshop.space)[0]
    assert all(snapshot.has(SitePath(path)) for path in outputs)


@pytest.mark.parametrize("path", ["", "a", "a/", "gone.html", "../site.yaml", "site.yaml", "content/entries/a.md"])
def test_has_nothing_but_outputs(workshop: Workshop, path: str) -> None:
    """A file that lies in the site's folder is none."""
    snapshot = workshop.begin()
    assert not snapshot.has(SitePath(path))
    assert snapshot.read(SitePath(path)) is None
    assert snapshot.version(SitePath(path)) == ""


def test_stays_as_it_was_through_later_builds(workshop: Workshop) -> None:
    """Also of pages that nobody asked for before the texts, templates and stylesheets they are made from were edited."""
    expected, _ = read_clean(workshop.space)
    snapshot = workshop.begin()
    workshop.edit(A, "First words", "Other words")
    workshop.save(PARTIAL, "another foot\n")
    workshop.save("templates/entry.html", "{{ page.title }}\n")
    workshop.save(STYLE, "a { color: blue }\n")
    workshop.save("site.yaml", "title: Other\ngit_dates: false\n")
    workshop.space.remove(A)
    workshop.build(A)
    assert not workshop.shown.has(ENTRY)
    assert read_outputs(snapshot) == expected


def test_stays_as_it_was_while_many_texts_come_and_go(workshop: Workshop) -> None:
    """Texts that no page shows any more are dropped, but not from under a build that shows them."""
    expected, _ = read_clean(workshop.space)
    snapshot = workshop.begin()
    for number in range(2 * len(snapshot.pages) + 100):
        workshop.save(A, f"# A\n\nWords {number}.\n")
    assert read_outputs(snapshot) == expected


def test_changed_file_is_not_given(workshop: Workshop) -> None:
    """Its new bytes belong to the next build."""
    snapshot = workshop.begin()
    workshop.space.write("content/entries/plot.svg", "<svg></svg>")
    with pytest.raises(GeneratorError, match=r"plot\.svg: error: changed while the build was reading it"):
        snapshot.read(PICTURE)
    workshop.build("content/entries/plot.svg")
    assert read_one(workshop.shown, PICTURE) == '<svg xmlns="http://www.w3.org/2000/svg"/>\n'
    with pytest.raises(GeneratorError):
        snapshot.read(PICTURE)


def test_removed_file_is_not_given(workshop: Workshop) -> None:
    """Nor is it said that there never was one."""
    snapshot = workshop.begin()
    workshop.space.remove("content/entries/plot.svg")
    with pytest.raises(GeneratorError):
        snapshot.read(PICTURE)


def test_file_that_was_read_is_given_again(tmp_path: Path) -> None:
    """With the bytes that the build saw, whatever the file has by now."""
    workshop = Workshop(tmp_path / "site")
    snapshot = workshop.begin()
    before = snapshot.read(PICTURE)
    workshop.space.write("content/entries/plot.svg", "<svg></svg>")
    assert snapshot.read(PICTURE) == before


def test_mistake_in_a_template_is_told_to_whoever_asks(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many pages, some are shown before they are rendered."""
    monkeypatch.setattr("generator.serve.rebuilding.FEW_PAGES", 0)
    workshop.begin()
    workshop.save("templates/entry.html", "{% if page.title == 'A' %}{{ unknown }}{% endif %}\n")
    assert workshop.shown.read(SitePath("b/index.html")) == b"\n"
    with pytest.raises(GeneratorError, match=r'entry\.html:1:30: error: unknown name "unknown"'):
        workshop.shown.read(ENTRY)


class TestVersion:
    """What a page shows has a name."""

    def test_follows_the_text(self, workshop: Workshop) -> None:
        """Of the page that was edited; others keep theirs."""
        before = workshop.begin()
        now = workshop.edit(A, "Second words", "Other words").snapshot
        assert now is not None
        other = {path for path in now.pages if now.version(path) != before.version(path)}
        assert ENTRY in other
        assert "b/index.html" not in other

    def test_follows_the_template(self, workshop: Workshop) -> None:
        """What a page is made from is as it was."""
        before = workshop.begin()
        workshop.save("templates/entry.html", BARE_THEME["templates/entry.html"] + "end\n")
        assert workshop.shown.version(ENTRY) != before.version(ENTRY)

    def test_does_not_follow_stylesheets(self, workshop: Workshop) -> None:
        """Those are exchanged in a page that stays."""
        before = workshop.begin()
        workshop.save(STYLE, "a { color: blue }\n")
        assert read_outputs(workshop.shown) != read_outputs(before)
        assert all(workshop.shown.version(path) == before.version(path) for path in before.pages)

    def test_is_that_of_an_equal_page_of_another_server(self, workshop: Workshop, tmp_path: Path) -> None:
        """A browser that reconnects after a restart keeps what it shows."""
        other = Workshop(tmp_path / "other")
        first, second = workshop.begin(), other.begin()
        # While this runs, somebody may be at work on the generator.
        second._inputs = msgspec.structs.replace(second._inputs, code=first._inputs.code)
        assert [first.version(path) for path in first.pages] == [second.version(path) for path in second.pages]

    def test_is_empty_of_files(self, workshop: Workshop) -> None:
        """They are no pages."""
        assert workshop.begin().version(PICTURE) == ""


def test_stylesheets_are_known_by_name(workshop: Workshop) -> None:
    """Their addresses are under the base path, and others for other contents."""
    workshop.space.write("site.yaml", "git_dates: false\nbase_url: https://example.org/notes\n")
    before = workshop.begin()
    workshop.save(STYLE, "a { color: blue }\n")
    assert before.base_path == "/notes"
    assert before.styles.keys() == workshop.shown.styles.keys() >= {"journal.css"}
    assert before.styles["journal.css"].startswith("/notes/assets/journal.")
    assert before.styles != workshop.shown.styles


class TestKept:
    """What was rendered last is kept."""

    def test_gives_what_was_put(self) -> None:
        """Under its name, and nothing under another."""
        kept = Kept(10)
        kept.put(("a",), None, b"1")
        assert (kept.find(("a",)), kept.find(("b",))) == (b"1", None)

    def test_drops_what_was_not_asked_for_longest(self) -> None:
        """Once there are too many bytes."""
        kept = Kept(4)
        kept.put(("a",), None, b"11")
        kept.put(("b",), None, b"22")
        kept.find(("a",))
        kept.put(("c",), None, b"33")
        assert [kept.find((name,)) for name in "abc"] == [b"11", None, b"33"]

    def test_counts_what_is_put_again_once(self) -> None:
        """Two threads may render one page at the same time."""
        kept = Kept(4)
        kept.put(("a",), None, b"11")
        kept.put(("b",), None, b"22")
        kept.put(("b",), None, b"22")
        assert kept.find(("a",)) == b"11"

    def test_keeps_the_last_one_however_large(self) -> None:
        """It is about to be asked for."""
        kept = Kept(1)
        kept.put(("a",), None, b"11")
        kept.put(("b",), None, b"2222")
        assert (kept.find(("a",)), kept.find(("b",))) == (None, b"2222")

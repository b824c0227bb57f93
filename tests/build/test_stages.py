"""A build as a whole, where the tests of whole sites do not look: what is kept between builds, and what is not."""

from pathlib import Path

import pytest

from generator.build.stages import CACHE_FOLDER, BuildOptions, build_site, forget, stop_if_errors
from generator.digest import digest_text
from generator.errors import GeneratorError, Problem, Severity
from generator.publish.store import open_store
from tests.site.space import DATE, SiteSpace

SITE = "== site.yaml ==\ntitle: Notes\ngit_dates: false\n== content/entries/one.md ==\n# One\n"
WARNING = Problem("is odd", severity=Severity.WARNING)


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site of one entry, built."""
    space = SiteSpace(tmp_path / "site", SITE)
    space.build()
    return space


def test_warnings_stop_a_build_under_strict_only() -> None:
    """And are then told as errors."""
    stop_if_errors([WARNING], strict=False)
    with pytest.raises(GeneratorError) as caught:
        stop_if_errors([WARNING], strict=True)
    assert [problem.severity for problem in caught.value.problems] == [Severity.ERROR]


def test_error_is_told_with_the_warnings() -> None:
    """An author mends both in one go."""
    with pytest.raises(GeneratorError) as caught:
        stop_if_errors([WARNING, Problem("is wrong")], strict=False)
    assert [problem.message for problem in caught.value.problems] == ["is odd", "is wrong"]


def test_failed_build_is_forgotten(space: SiteSpace) -> None:
    """The next build compares with what is published, not with what failed."""
    space.write("content/entries/two.md", "---\ndate: never\n---\n# Two\n")
    assert not space.build().is_published
    space.write("content/entries/two.md", "# Two\n")
    assert space.build().reasons["two/index.html"] == "new"


def test_output_folders_are_remembered_apart(space: SiteSpace) -> None:
    """A preview elsewhere does not make the published site look built."""
    space.write("content/entries/two.md", "# Two\n")
    space.build(output="preview", with_drafts=True)
    assert "two/index.html" in space.build().rendered
    assert space.build().rendered == space.build(output="preview", with_drafts=True).rendered == frozenset()


def test_clean_build_renders_everything(space: SiteSpace) -> None:
    """And finds nothing that could have stayed."""
    built = space.build(is_clean=True)
    assert set(built.reasons.values()) == {"new"}
    assert built.rendered == {path for path in space.outputs() if not path.startswith("assets/")}


def test_forgetting_leaves_the_lock(space: SiteSpace) -> None:
    """Whoever holds the lock must be able to forget."""
    forget(space.root)
    assert [path.name for path in (space.root / CACHE_FOLDER).iterdir()] == ["lock"]


def test_build_tells_whether_it_published(space: SiteSpace) -> None:
    """A page, a copied file or a removed one."""
    options = BuildOptions(date=DATE, jobs=1)
    assert not build_site(space.root, options, lambda *_: None).did_publish
    space.remove("content/entries/one.md")
    assert build_site(space.root, options, lambda *_: None).did_publish


def test_progress_is_told(space: SiteSpace) -> None:
    """What is read, then what is rendered, each up to the whole."""
    told: list[tuple[str, int, int]] = []
    space.write("content/entries/one.md", "# One\n\nMore.\n")
    build_site(space.root, BuildOptions(date=DATE, jobs=1), lambda *words: told.append(words))
    assert told[0] == ("reading", 1, 1)
    assert told[-1][0] == "rendering"
    assert told[-1][1] == told[-1][2]


@pytest.mark.parametrize("kind", ["document", "body", "code", "image"])
def test_what_nothing_refers_to_any_more_is_dropped(space: SiteSpace, kind: str) -> None:
    """Once there is much of it; a store does not grow for ever."""
    folder = space.root / CACHE_FOLDER
    with open_store(folder)[0] as store:
        store.put_many(kind, ((digest_text(str(number)), b"") for number in range(1500)))
        store.commit()
    space.write("content/entries/one.md", "# One\n\nMore.\n")
    space.build()
    with open_store(folder)[0] as store:
        assert store.get(kind, digest_text("7")) is None

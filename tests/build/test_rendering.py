"""Pages become files in a staging folder, or problems."""

from pathlib import Path

import pytest

from generator.build.inputs import gather_inputs
from generator.build.rendering import render_pages, write_assets
from generator.build.theming import read_theme
from generator.digest import Digest, digest_bytes
from generator.errors import GeneratorError, SitePath, format_problem
from generator.plan.contexts import NotFoundContext, PageInfo
from generator.plan.manifest import Row, Stale
from generator.plan.outputs import Asset, Page
from generator.publish.store import open_memory_store
from generator.publish.writer import open_staging
from tests.render.samples import CONTEXTS
from tests.site.space import SiteSpace
from tests.words.samples import ENGLISH

ROW = Row(Digest(b""), Digest(b""), b"", "new")

UNKNOWN_NAME = """\
templates/404.html:1:4: error: unknown name "nothing"
    1 | {{ nothing }}
      |    ^^^^^^^
  hint: this page has "site", "page\""""


def stale_pages(count: int) -> list[Stale]:
    """Make pages that say nothing."""
    context = CONTEXTS["404.html"]
    assert isinstance(context, NotFoundContext)
    return [Stale(Page(SitePath(f"{number}.html"), "404.html", context, "a test"), ROW) for number in range(count)]


@pytest.mark.parametrize(("count", "workers"), [(3, 1), (200, 2)], ids=["here", "in workers"])
def test_mistake_in_a_template_is_one_problem(tmp_path: Path, count: int, workers: int) -> None:
    """However many pages it spoils, and whoever renders them."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n== templates/404.html ==\n{{ nothing }}\n")
    with open_memory_store(tmp_path) as store:
        theme = read_theme(gather_inputs(space.root, store), store, ENGLISH)
        with pytest.raises(GeneratorError) as caught:
            render_pages(stale_pages(count), theme, {}, None, workers=workers, on_progress=lambda *_: None)
    assert [format_problem(problem) for problem in caught.value.problems] == [UNKNOWN_NAME]


@pytest.mark.parametrize(("count", "workers"), [(3, 1), (200, 2)], ids=["here", "in workers"])
def test_pages_are_written_and_progress_is_told(tmp_path: Path, count: int, workers: int) -> None:
    """Each page once, and the last word is that all are done."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n== templates/404.html ==\n{{ page.title }}\n")
    told: list[tuple[str, int, int]] = []
    with open_memory_store(tmp_path) as store, open_staging(space.public) as staging:
        theme = read_theme(gather_inputs(space.root, store), store, ENGLISH)
        written = render_pages(
            stale_pages(count), theme, {}, staging, workers=workers, on_progress=lambda *words: told.append(words)
        )
    page = CONTEXTS["404.html"].page  # type: ignore[attr-defined]  # every HTML page has it
    assert isinstance(page, PageInfo)
    assert {file.path for file in written.outputs} == {f"{number}.html" for number in range(count)}
    assert {file.digest for file in written.outputs} == {digest_bytes(f"{page.title}\n".encode())}
    assert (len(told), told[-1]) == (count, ("rendering", count, count))


def test_file_that_changes_during_the_build_is_an_error(tmp_path: Path) -> None:
    """What is copied must be what was planned, or the name of its content would be wrong."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n== content/entries/plot.txt ==\n<svg/>\n")
    path = SitePath("content/entries/plot.txt")
    asset = Asset(SitePath("plot.txt"), digest_bytes(b"<svg/>\n"), path, path)
    with open_memory_store(tmp_path) as store, open_staging(space.public) as staging:
        inputs = gather_inputs(space.root, store)
        space.write(path, "<svg></svg>\n")
        with pytest.raises(
            GeneratorError, match=r"plot\.txt: error: changed while the build was reading it; build again"
        ):
            write_assets([asset], inputs, staging)


KEY = "AGE-SECRET-KEY-1" + "Q" * 58


@pytest.mark.parametrize("path", ["content/entries/a.md", "content/entries/notes.txt", "templates/partials/foot.html"])
def test_secret_key_is_not_published(path: str, tmp_path: Path) -> None:
    """Wherever it comes from; the site stays as it was, and the key is in no message."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\ngit_dates: false\n")
    space.write("content/entries/a.md", "# A\n\n[notes](notes.txt)\n")
    space.write("content/entries/notes.txt", "Notes.\n")
    assert space.build().problems == ""
    before = space.digest()
    text = (space.root / path).read_text("utf-8") if (space.root / path).exists() else ""
    space.write(path, f"{text}\n{KEY}\n")
    built = space.build()
    assert not built.is_published
    assert "holds what looks like a secret key of age" in built.problems
    assert "QQ" not in built.problems
    assert space.digest() == before

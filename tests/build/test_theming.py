"""The theme is read without Jinja, as long as it is the one of last time."""

import gc
from pathlib import Path

import msgspec
import pytest

from generator.build.inputs import Inputs, gather_inputs
from generator.build.theming import ThemeReading, read_theme
from generator.errors import GeneratorError, format_problem
from generator.publish.store import Store, open_memory_store
from tests.site.space import SiteSpace
from tests.words.samples import ENGLISH


def read(space: SiteSpace, store: Store) -> ThemeReading:
    """Read the theme as a build does."""
    return read_theme(gather_inputs(space.root, store), store, ENGLISH)


def without_fresh(inputs: Inputs) -> Inputs:
    """Leave out the bytes that were just read, as if nobody had written to the files since the last build."""
    return msgspec.structs.replace(inputs, site=msgspec.structs.replace(inputs.site, fresh={}))


def test_template_has_another_name_if_one_that_it_reaches_changes(tmp_path: Path) -> None:
    """Through any number of steps; templates that do not reach it keep theirs."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n")
    with open_memory_store(tmp_path) as store:
        before = read(space, store).closures
        space.write("templates/partials/policy.html", "<!-- mine -->\n")
        after = read(space, store).closures
    changed = {name for name in after if after[name] != before[name]}
    assert {"base.html", "entry.html", "partials/policy.html"} <= changed
    assert not {"feed.xml", "sitemap.xml", "partials/parts.html"} & changed


def test_mistakes_are_told_by_every_reading(tmp_path: Path) -> None:
    """What is remembered of a theme includes what is wrong with it."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n== templates/page.html ==\n{{ title | slugify }}\n")
    with open_memory_store(tmp_path) as store:
        told = [["\n".join(map(format_problem, read(space, store).problems))] for _ in range(2)]
    assert told[0] == told[1]
    assert told[0][0].startswith('templates/page.html:1:12: error: no filter named "slugify"\n')


def test_assets_of_the_site_take_the_place_of_the_packages(tmp_path: Path) -> None:
    """A stylesheet is read, for the addresses in it; other files are not."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n== templates/assets/journal.css ==\nbody {}\n")
    space.write("templates/assets/font.woff2", b"\x00")
    with open_memory_store(tmp_path) as store:
        files = {file.name: (file.is_packaged, file.text) for file in read(space, store).files}
    found = {name: files[name] for name in ("font.woff2", "icon.svg", "journal.css")}
    assert found == {"font.woff2": (False, ""), "icon.svg": (True, ""), "journal.css": (False, "body {}\n")}


def test_stylesheet_that_is_no_text_is_told(tmp_path: Path) -> None:
    """By every reading; its addresses cannot be found."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n")
    space.write("templates/assets/journal.css", b"/* caf\xe9 */\n")
    with open_memory_store(tmp_path) as store:
        told = ["\n".join(map(format_problem, read(space, store).problems)) for _ in range(2)]
    assert told[0] == told[1]
    assert (
        told[0]
        == """\
templates/assets/journal.css:1:7: error: the byte 0xE9 is not UTF-8 text
    1 | /* caf\ufffd */
      |       ^
  hint: save it as UTF-8"""
    )


def test_template_that_changes_before_it_is_loaded_is_told(tmp_path: Path) -> None:
    """Its pages would come out empty; that the theme is sound was remembered of an earlier build."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n== templates/page.html ==\none\n")
    with open_memory_store(tmp_path) as store:
        read(space, store)
        theme = read_theme(without_fresh(gather_inputs(space.root, store)), store, ENGLISH)
        space.write("templates/page.html", "two\n")
        with pytest.raises(GeneratorError, match=r"page\.html: error: changed while the build was reading it"):
            theme.load()


def test_template_that_cannot_be_read_is_not_remembered(tmp_path: Path) -> None:
    """An editor may be just writing it, and it is as it was a moment later."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n== templates/page.html ==\none\n")
    with open_memory_store(tmp_path) as store:
        inputs = without_fresh(gather_inputs(space.root, store))
        space.write("templates/page.html", "")
        assert "changed while the build was reading it" in str(read_theme(inputs, store, ENGLISH).problems)
        space.write("templates/page.html", "one\n")
        assert read(space, store).problems == ()


def test_theme_is_loaded_once(tmp_path: Path) -> None:
    """And then no longer needs the files, of which all that were just read would stay in memory with it."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\n\n")
    with open_memory_store(tmp_path) as store:
        inputs = gather_inputs(space.root, store)
        theme = read_theme(inputs, store, ENGLISH)
    loaded = theme.load()
    assert inputs not in gc.get_referents(theme.load)
    assert theme.load() is loaded

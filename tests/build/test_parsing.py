"""Files become documents, and are not parsed a second time."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from generator.build.inputs import gather_inputs
from generator.build.parsing import (
    Parsed,
    be_quiet,
    choose_options,
    fetch_bodies,
    parse_documents,
    read_checklists,
    read_settings,
)
from generator.errors import GeneratorError, format_problem
from generator.markdown.body import MarkdownOptions
from generator.publish.store import Store, open_memory_store
from generator.sources.settings import Settings
from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
title: Notes
== content/entries/one.md ==
# One

One.
== content/entries/two.md ==
# Two

Two.
== content/checklists/b.yaml ==
skills: [Flask]
== content/checklists/a.yaml ==
skills: [Django]
"""

OPTIONS = choose_options(Settings())


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site of two entries."""
    return SiteSpace(tmp_path / "site", SITE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that remembers as long as the test runs."""
    with open_memory_store(tmp_path) as store:
        yield store


def parse(space: SiteSpace, store: Store, options: MarkdownOptions = OPTIONS) -> Parsed:
    """Parse as a build does, and tell nobody how far it is."""
    return parse_documents(gather_inputs(space.root, store), store, options, workers=1, on_progress=be_quiet)


def test_only_what_changed_is_rendered(space: SiteSpace, store: Store) -> None:
    """Documents are the same, and HTML is there for the new ones only."""
    first = parse(space, store)
    assert len(first.bodies) == 2
    space.write("content/entries/two.md", "# Two\n\nMore.\n")
    second = parse(space, store)
    assert [document.path for document in second.documents] == [document.path for document in first.documents]
    assert second.documents[0] == first.documents[0]
    assert list(second.bodies) == [second.documents[1].body]


def test_file_with_an_error_is_parsed_again(space: SiteSpace, store: Store) -> None:
    """An error must be told by every build until it is mended."""
    space.write("content/entries/two.md", "---\ndate: never\n---\n")
    told = [[problem.message for problem in parse(space, store).problems] for _ in range(2)]
    assert told[0] == told[1] != []


def test_file_that_is_no_text_is_a_problem_and_no_document(space: SiteSpace, store: Store) -> None:
    """The other files are parsed all the same."""
    space.write("content/entries/two.md", b"caf\xe9\n")
    parsed = parse(space, store)
    assert [document.path for document in parsed.documents] == ["content/entries/one.md"]
    assert "\n".join(map(format_problem, parsed.problems)).startswith("content/entries/two.md:1:4: error: ")


def test_bodies_come_from_this_build_or_the_store(space: SiteSpace, store: Store) -> None:
    """What was not rendered now was kept before."""
    inputs = gather_inputs(space.root, store)
    parse(space, store)
    space.write("content/entries/two.md", "Two words.\n")
    parsed = parse(space, store)
    names = [document.body for document in parsed.documents]
    assert fetch_bodies(names, parsed, inputs, store) == {names[0]: "<p>One.</p>", names[1]: "<p>Two words.</p>"}


def test_bodies_that_the_store_lost_are_rendered_again(space: SiteSpace, store: Store, tmp_path: Path) -> None:
    """Any value of the store may be gone at any time."""
    space.write("content/entries/one.md", "One word.\n")
    parse(space, store)
    parsed = parse(space, store)
    assert parsed.bodies == {}
    names = [document.body for document in parsed.documents]
    with open_memory_store(tmp_path) as empty:
        found = fetch_bodies(names, parsed, gather_inputs(space.root, empty), empty)
    assert found[names[0]] == "<p>One word.</p>"


def test_body_that_is_lost_with_its_file_is_told(space: SiteSpace, store: Store, tmp_path: Path) -> None:
    """A file that is gone since the build began cannot be rendered again."""
    parse(space, store)
    parsed = parse(space, store)
    inputs = gather_inputs(space.root, store)
    # As if the files had been read long ago, and their bytes let go.
    inputs = msgspec.structs.replace(inputs, site=msgspec.structs.replace(inputs.site, fresh={}))
    space.write("content/entries/two.md", "# Three\n\nOther words.\n")
    with open_memory_store(tmp_path) as empty, pytest.raises(GeneratorError) as caught:
        fetch_bodies([document.body for document in parsed.documents], parsed, inputs, empty)
    assert str(caught.value) == "content/entries/two.md: error: changed while the build was reading it; build again"


def test_other_options_parse_everything_again(space: SiteSpace, store: Store) -> None:
    """But only what comes out otherwise is another body."""
    space.write("content/entries/two.md", "# Two\n\nIt is $x$.\n")
    first = parse(space, store)
    second = parse(space, store, choose_options(Settings(math=False)))
    assert len(second.bodies) == 2
    assert [old.body == new.body for old, new in zip(first.documents, second.documents, strict=True)] == [True, False]
    assert parse(space, store).bodies == {}


def test_settings_choose_the_options() -> None:
    """Emoji, wikilinks, titles of code and lazy pictures are a site's in any case."""
    site = MarkdownOptions(
        has_title_apart=True,
        is_raw_html_allowed=False,
        has_emoji=True,
        has_math=True,
        has_wikilinks=True,
        has_code_titles=True,
        are_images_lazy=True,
    )
    assert choose_options(Settings()) == site
    settings = Settings(raw_html="allow", math=False, line_numbers=True, markdown_extensions=("attr_list",))
    assert choose_options(settings) == msgspec.structs.replace(
        site, is_raw_html_allowed=True, has_math=False, has_line_numbers=True, extensions=("attr_list",)
    )


def remember_other_code(store: Store, parsed: Parsed) -> None:
    """Put something else in the place of each block of coloured code, to see whether it is coloured again."""
    store.put_many("code", ((name, f"remembered {number}".encode()) for number, name in enumerate(parsed.blocks)))


CODE = "\n".join(f"number_{line} = {line}" for line in range(40))
"""Long enough to be worth remembering."""


def write_code(*blocks: str, title: str = "One", prose: str = "Words.") -> str:
    """Write an entry with blocks of code."""
    return f"---\ntitle: {title}\n---\n{prose}\n\n" + "\n".join(
        f"```python\n{block}\n{CODE}\n```\n" for block in blocks
    )


def test_changed_words_colour_no_code_again(space: SiteSpace, store: Store) -> None:
    """Neither in the text nor in the title, nor other options."""
    space.write("content/entries/one.md", write_code("a = 1", "b = 2"))
    first = parse(space, store)
    assert len(first.blocks) == 2
    remember_other_code(store, first)
    space.write("content/entries/one.md", write_code("a = 1", "b = 2", title="Other", prose="Other words."))
    for options in (OPTIONS, choose_options(Settings(line_numbers=True))):
        parsed = parse(space, store, options)
        html = parsed.bodies[parsed.documents[0].body]
        assert "remembered 0" in html
        assert "remembered 1" in html
        assert "number_" not in html


def test_changed_block_is_coloured_and_no_other(space: SiteSpace, store: Store) -> None:
    """The others come from the store; the new one is there the next time."""
    space.write("content/entries/one.md", write_code("a = 1", "b = 2"))
    remember_other_code(store, parse(space, store))
    space.write("content/entries/one.md", write_code("a = 1", "b = 3"))
    parsed = parse(space, store)
    html = parsed.bodies[parsed.documents[0].body]
    assert "remembered 0" in html
    assert "remembered 1" not in html
    assert html.count("number_7") == 1
    assert all(store.get("code", name) is not None for name in parsed.blocks)


def test_blocks_of_files_that_did_not_change_are_known(space: SiteSpace, store: Store) -> None:
    """Else they would be dropped as dead."""
    space.write("content/entries/one.md", write_code("a = 1"))
    first = parse(space, store)
    assert parse(space, store).blocks == first.blocks != ()


def test_file_that_takes_too_long_is_parsed_again(space: SiteSpace, store: Store) -> None:
    """Like every error, it is told until it is mended; here for its length, which is looked at first."""
    space.write("content/entries/two.md", "a" * (2 * 1024 * 1024 + 1))
    for _ in range(2):
        assert "\n".join(map(format_problem, parse(space, store).problems)) == (
            "content/entries/two.md: error: "
            "has 2,097,153 bytes, more than the 2,097,152 that a Markdown file may have\n"
            "  hint: split it into several files"
        )


def test_extension_that_cannot_be_used_is_pointed_at(space: SiteSpace, store: Store) -> None:
    """At its line, with what is there in its place; the others are used."""
    space.write("site.yaml", "title: Notes\nmarkdown_extensions:\n  - attr_list\n  - footnotes\n")
    settings, problems = read_settings(gather_inputs(space.root, store)).value
    assert settings.markdown_extensions == ("attr_list",)
    assert (
        "\n".join(map(format_problem, problems))
        == """\
site.yaml:4:5: error: an item of "markdown_extensions" names "footnotes", which does not work beside the parser for \
GitHub's Markdown
    4 |   - footnotes
      |     ^^^^^^^^^
  hint: what it does is built in: write [^1], and [^1]: below"""
    )


def test_settings_that_cannot_be_understood_are_the_defaults(space: SiteSpace, store: Store) -> None:
    """With a problem, so that the build goes on to find what else is wrong."""
    space.write("site.yaml", "title: [\n")
    settings, problems = read_settings(gather_inputs(space.root, store)).value
    assert settings.title == "Learning journal"
    assert len(problems) == 1


def test_checklists_are_read_in_the_order_of_their_names(space: SiteSpace, store: Store) -> None:
    """The first checklist is the one that a skill of two belongs to."""
    read = read_checklists(gather_inputs(space.root, store))
    checklists, problems = read.sources, read.problems
    assert [source.name for source in checklists] == ["a", "b"]
    assert problems == ()


@pytest.mark.parametrize(("text", "calls"), [("Few.\n", 0), ("Many words.\n" * 10_000, 1)])
def test_templates_are_compiled_meanwhile_only_if_there_is_much_to_parse(
    space: SiteSpace, store: Store, text: str, calls: int
) -> None:
    """An edit of a few words would wait for what it does not need, though extensions have even it parsed in a worker."""
    space.write("content/entries/three.md", text)
    called: list[str] = []
    options = msgspec.structs.replace(OPTIONS, extensions=("pymdownx.mark",))
    inputs = gather_inputs(space.root, store)
    parse_documents(
        inputs, store, options, workers=2, on_progress=be_quiet, meanwhile=lambda: called.append("templates")
    )
    assert len(called) == calls

"""Files become documents, and are not parsed a second time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.inputs import gather_inputs
from generator.build.parsing import Parsed, fetch_bodies, parse_documents, read_checklists, read_settings
from generator.errors import format_problem
from generator.publish.store import Store, open_memory_store
from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
title: Notes
== content/entries/one.md ==
# One
== content/entries/two.md ==
# Two
== content/checklists/b.yaml ==
skills: [Flask]
== content/checklists/a.yaml ==
skills: [Django]
"""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site of two entries."""
    return SiteSpace(tmp_path / "site", SITE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that remembers as long as the test runs."""
    with open_memory_store(tmp_path) as store:
        yield store


def parse(space: SiteSpace, store: Store) -> Parsed:
    """Parse as a build does, and tell nobody how far it is."""
    return parse_documents(gather_inputs(space.root, store), store, workers=1, on_progress=lambda *_: None)


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
    assert fetch_bodies(names, parsed, inputs, store) == {names[0]: "", names[1]: "<p>Two words.</p>"}


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


def test_settings_that_cannot_be_understood_are_the_defaults(space: SiteSpace, store: Store) -> None:
    """With a problem, so that the build goes on to find what else is wrong."""
    space.write("site.yaml", "title: [\n")
    settings, problems = read_settings(gather_inputs(space.root, store))
    assert settings.title == "Learning journal"
    assert len(problems) == 1


def test_checklists_are_read_in_the_order_of_their_names(space: SiteSpace, store: Store) -> None:
    """The first checklist is the one that a skill of two belongs to."""
    checklists, problems = read_checklists(gather_inputs(space.root, store))
    assert [source.name for source in checklists] == ["a", "b"]
    assert problems == ()

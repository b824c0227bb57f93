"""Looking at a site writes nothing, and finds what a build would find."""

from pathlib import Path

import pytest

from generator.build.checking import check_site, examine_site
from generator.build.stages import BuildOptions
from generator.errors import format_problem
from tests.site.space import DATE, SiteSpace

SITE = "== site.yaml ==\ntitle: Notes\ngit_dates: false\nsearch: false\n== content/entries/one.md ==\n# One\n"
OPTIONS = BuildOptions(date=DATE)


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site of one entry, not built yet."""
    return SiteSpace(tmp_path / "site", SITE)


def test_check_of_a_new_site_leaves_nothing_behind(space: SiteSpace) -> None:
    """Neither output nor cache."""
    checked = check_site(space.root, OPTIONS)
    assert (checked.problems, checked.withheld, checked.page_count) == ((), (), 10)
    assert sorted(path.name for path in space.root.iterdir()) == ["content", "site.yaml"]


def test_check_renders_what_changed(space: SiteSpace) -> None:
    """A mistake that only rendering shows is found before the build."""
    space.build()
    space.write("templates/entry.html", "{{ older.title }}\n")
    (problem,) = check_site(space.root, OPTIONS).problems
    assert format_problem(problem).startswith("templates/entry.html:1:")


def test_broken_content_is_not_rendered(space: SiteSpace) -> None:
    """A page made of what is broken would only repeat what is said already."""
    space.write("templates/entry.html", "{{ nothing }}\n")
    space.write("content/entries/one.md", "---\ndate: never\n---\n")
    assert [problem.location.path for problem in check_site(space.root, OPTIONS).problems if problem.location] == [
        "content/entries/one.md"
    ]


def test_examined_site_is_compared_with_what_is_published(space: SiteSpace) -> None:
    """Everything is stale before the first build, nothing after it."""
    before = examine_site(space.root, OPTIONS)
    space.build()
    after = examine_site(space.root, OPTIONS)
    assert len(before.compared.stale) == len(before.prepared.plan.pages)
    assert after.compared.is_empty

"""The page about progress."""

from collections.abc import Mapping

import msgspec
import pytest

from generator.model.checklist import Progress
from generator.model.site import Site, assemble_site
from generator.plan.contexts import HomeContext, Link, ProgressContext, ProgressEvent, ProgressPoint
from generator.plan.pages import plan_site
from generator.plan.progress import plan_progress
from generator.plan.views import Views
from generator.sources.dates import Moment
from generator.sources.versions import Refusal
from tests.model.histories import Texts, make_versions
from tests.model.samples import make_journal, make_rules
from tests.plan.samples import ASSET_URLS, JOURNAL, THEME, context_of, make_plan
from tests.words.samples import ENGLISH

FIRST, LAST = "- Flask\n- Cobol\n", "- {title: Flask, done: true}\n"
COMMITS: tuple[tuple[str, Texts], ...] = (("2020-01-01", {"a.yaml": FIRST}), ("2020-01-02", {"a.yaml": LAST}))
FILES = {"content/checklists/a.yaml": LAST}


def make_site(files: Mapping[str, str] = FILES, *commits: tuple[str, Texts], settings: str = "") -> Site:
    """Assemble a site with a history of its checklists."""
    return assemble_site(make_journal(files, make_rules(settings), versions=make_versions(*commits))).site


def show(site: Site) -> ProgressContext:
    """Give the context of the page."""
    (page,) = plan_progress(Views(site, ASSET_URLS, ENGLISH)).value
    assert isinstance(page.context, ProgressContext)
    return page.context


def test_points_and_events_are_those_of_the_timeline() -> None:
    """With links to the skills that are there, under the base path."""
    context = show(make_site(FILES, *COMMITS, settings="base_url: https://user.github.io/repo\n"))
    first, second = Moment(1577836800, "2020-01-01"), Moment(1577923200, "2020-01-02")
    assert context.points == (ProgressPoint(first, 2, 0, 0, 2), ProgressPoint(second, 1, 1, 0, 0))
    assert context.listed_on == first
    assert [(day.date, day.events) for day in context.days] == [
        (
            second,
            (
                ProgressEvent("done", (Link("Flask", "/repo/skills/flask/"),), 1),
                ProgressEvent("removed", (Link("Cobol", ""),), 1),
            ),
        ),
        (first, (ProgressEvent("listed", (), 2),)),
    ]
    assert (context.refusal, context.progress) == ("", Progress(1, 0, 0, 0))
    assert context.page.href == "/repo/progress/"


def test_without_a_history_there_is_the_reason() -> None:
    """And what is so today, which needs none."""
    context = context_of(make_plan(JOURNAL), "progress/index.html", ProgressContext)
    assert (context.refusal, context.points, context.days, context.listed_on) == (Refusal.NO_GIT.value, (), (), None)
    home = context_of(make_plan(JOURNAL), "index.html", HomeContext)
    assert context.progress == home.progress
    assert home.progress_href == "/progress/"


@pytest.mark.parametrize("text", [None, "public: false\nskills: [Flask]\n"])
def test_without_a_checklist_that_is_shown_there_is_no_page(text: str | None) -> None:
    """Nor a link to one."""
    files = {} if text is None else {"content/checklists/a.yaml": text}
    plan = make_plan(files)
    assert "progress/index.html" not in {page.output for page in plan.pages}
    home = context_of(plan, "index.html", HomeContext)
    assert (home.progress_href, "Progress" in [item.title for item in home.site.navigation]) == ("", False)


def test_page_is_made_again_only_if_something_of_it_differs() -> None:
    """Nothing of it is looked at otherwise."""
    site = make_site(FILES, *COMMITS)
    views = Views(site, ASSET_URLS, ENGLISH)
    first = plan_progress(views)
    # Equal views are the same objects, as they are from build to build.
    assert plan_progress(Views(site, ASSET_URLS, ENGLISH, views), first) is first
    other = msgspec.structs.replace(site, timeline=make_site(FILES, *COMMITS[1:]).timeline)
    again = plan_progress(Views(other, ASSET_URLS, ENGLISH, views), first)
    assert again.value != first.value


def test_page_is_in_the_sitemap() -> None:
    """It is there to be found."""
    planned = plan_site(make_site(FILES, *COMMITS), THEME, {}, ENGLISH)
    assert "/progress/" in [row.url for row in planned.rows.values if row is not None]

"""The pages that list entries."""

import pytest

from generator.plan.calendar import day_moment
from generator.plan.contexts import (
    ArchiveContext,
    Link,
    LogContext,
    Pagination,
    Sections,
    TermContext,
    TermLink,
    TermsContext,
)
from generator.plan.lists import plan_lists
from generator.plan.views import Views
from tests.model.samples import make_rules, make_site
from tests.plan.samples import ASSET_URLS, by_output, context_of, make_plan, make_views

FILES = {
    **{f"content/entries/web/{day}.md": f"---\ndate: 2019-11-{day}\n---\n" for day in range(10, 15)},
    "content/entries/early.md": "---\ndate: 2018-01-01\n---\n",
    "content/entries/undated.md": "x\n",
}
PLAN = make_plan(FILES, "entries_per_page: 2")


def titles(output: str) -> list[str]:
    """Give the titles that a page of the archive lists."""
    return [teaser.link.title for teaser in context_of(PLAN, output, ArchiveContext).entries]


def test_archive_is_divided_into_pages() -> None:
    """Every entry is on one of them, the newest first, undated ones last."""
    assert [titles(f"journal/{page}index.html") for page in ("", "page/2/", "page/3/", "page/4/")] == [
        ["14", "13"],
        ["12", "11"],
        ["10", "Early"],
        ["Undated"],
    ]
    assert "journal/page/5/index.html" not in by_output(PLAN)


def test_pages_of_a_list_lead_to_each_other() -> None:
    """The first one has nothing newer, the last one nothing older."""
    assert [
        context_of(PLAN, f"journal/{page}index.html", ArchiveContext).pagination for page in ("", "page/2/", "page/4/")
    ] == [
        Pagination(1, 4, "", "/journal/page/2/"),
        Pagination(2, 4, "/journal/", "/journal/page/3/"),
        Pagination(4, 4, "/journal/page/3/", ""),
    ]


def test_pages_have_titles_of_their_own() -> None:
    """From the second on, the title says which it is."""
    assert context_of(PLAN, "journal/index.html", ArchiveContext).page.title == "Journal"
    assert context_of(PLAN, "journal/page/2/index.html", ArchiveContext).page.title == "Journal, page 2"
    assert context_of(PLAN, "journal/2019/page/2/index.html", ArchiveContext).page.title == "Journal of 2019, page 2"


def test_year_has_its_entries() -> None:
    """The undated are of no year; every page of the archive leads to every year, and that of a year to its own months."""
    archive = context_of(PLAN, "journal/page/4/index.html", ArchiveContext)
    assert [(year.year, year.href, year.entry_count) for year in archive.years] == [
        ("2019", "/journal/2019/", 5),
        ("2018", "/journal/2018/", 1),
    ]
    assert (archive.year, archive.entry_count) == ("", 7)
    year = context_of(PLAN, "journal/2018/index.html", ArchiveContext)
    assert (year.years, year.year, year.entry_count) == (archive.years[1:], "2018", 1)
    assert titles("journal/2018/index.html") == ["Early"]
    assert titles("journal/2019/page/3/index.html") == ["10"]


def test_empty_archive_has_one_empty_page() -> None:
    """The address is there from the beginning."""
    archive = context_of(make_plan({}), "journal/index.html", ArchiveContext)
    assert (archive.entries, archive.pagination) == ((), Pagination(1, 1))


def test_full_page_is_not_followed_by_an_empty_one() -> None:
    """As many entries as fit are one page."""
    plan = make_plan({f"content/entries/{name}.md": "x\n" for name in "ab"}, "entries_per_page: 2")
    assert context_of(plan, "journal/index.html", ArchiveContext).pagination == Pagination(1, 1)


def test_tag_lists_its_entries_newest_first() -> None:
    """In pages, with a description and a feed."""
    tag = context_of(PLAN, "tags/web/page/3/index.html", TermContext)
    assert (tag.kind, tag.name, tag.entry_count, tag.pagination) == (
        "tag",
        "web",
        5,
        Pagination(3, 3, "/tags/web/page/2/"),
    )
    assert [teaser.link.title for teaser in tag.entries] == ["10"]
    assert (tag.page.title, tag.page.description) == ("web, page 3", "5 entries: web")
    assert (tag.page.feed_href, tag.page.feed_title) == ("/tags/web/feed.xml", "web")


def test_series_is_read_from_its_beginning() -> None:
    """Oldest first; a series has no feed."""
    files = {f"content/entries/{day}.md": f"---\ndate: 2019-11-{day}\nseries: My Series\n---\n" for day in (10, 12, 11)}
    series = context_of(make_plan(files), "series/my-series/index.html", TermContext)
    assert [teaser.link.title for teaser in series.entries] == ["10", "11", "12"]
    assert (series.kind, series.name, series.page.feed_href) == ("series", "My Series", "")


@pytest.mark.parametrize(("count", "said"), [(1, "1 entry: x"), (2, "2 entries: x")])
def test_number_of_entries_is_in_words(count: int, said: str) -> None:
    """One entry is no "entries"."""
    files = {f"content/entries/{number}.md": "---\ntags: x\n---\n" for number in range(count)}
    assert context_of(make_plan(files), "tags/x/index.html", TermContext).page.description == said


def test_all_tags_are_listed() -> None:
    """By name, each with its number of entries."""
    files = {"content/entries/a.md": "---\ntags: [b, A]\n---\n", "content/entries/c.md": "---\ntags: [b]\n---\n"}
    tags = context_of(make_plan(files), "tags/index.html", TermsContext)
    assert (tags.kind, tags.page.title) == ("tag", "Tags")
    assert tags.terms == (TermLink("A", "/tags/a/", 1), TermLink("b", "/tags/b/", 2))


def test_site_without_terms_has_no_list_of_them() -> None:
    """There is nothing to show."""
    outputs = by_output(make_plan({"content/entries/a.md": "x\n"}))
    assert not [output for output in outputs if output.startswith(("tags", "series"))]


def test_month_has_its_entries() -> None:
    """Under the name of the month, in pages like every list."""
    month = context_of(PLAN, "journal/2019/11/page/3/index.html", ArchiveContext)
    assert (month.year, month.month, month.entry_count) == ("2019", day_moment("2019-11-01"), 5)
    assert month.page.title == "Journal of November 2019, page 3"
    assert titles("journal/2019/11/page/3/index.html") == ["10"]


def test_year_has_all_of_its_months() -> None:
    """Those without entries lead nowhere."""
    (year,) = context_of(PLAN, "journal/2019/11/index.html", ArchiveContext).years
    assert len(year.months) == 12
    assert [(month.first.iso, month.href, month.entry_count) for month in year.months[9:11]] == [
        ("2019-10-01", "", 0),
        ("2019-11-01", "/journal/2019/11/", 5),
    ]


def test_years_and_months_lead_to_their_neighbours() -> None:
    """To the next that has entries, over what has none."""
    pages = [context_of(PLAN, f"journal/{period}/index.html", ArchiveContext) for period in ("2019", "2018/01")]
    assert [(page.older, page.newer) for page in pages] == [
        (Link("2018", "/journal/2018/"), None),
        (None, Link("November 2019", "/journal/2019/11/")),
    ]
    archive = context_of(PLAN, "journal/index.html", ArchiveContext)
    assert (archive.older, archive.newer) == (None, None)


def test_parts_of_the_journal_are_linked_if_there_are_any() -> None:
    """On every page that lists entries."""
    files = {**FILES, "content/log.md": "## 2019-11-30 00:33 At night\n\nx\n"}
    assert context_of(PLAN, "tags/web/index.html", TermContext).sections == Sections("/journal/", "", "/tags/", "")
    log = context_of(make_plan(files), "log/index.html", LogContext)
    assert log.sections == Sections("/journal/", "/log/", "/tags/", "")


def test_page_of_a_series_knows_which_parts_it_has() -> None:
    """Numbers go on from page to page."""
    files = {f"content/entries/{day}.md": f"---\ndate: 2019-11-{day}\nseries: S\n---\n" for day in (10, 11, 12)}
    plan = make_plan(files, "entries_per_page: 2")
    assert [context_of(plan, f"series/s/{page}index.html", TermContext).first_number for page in ("", "page/2/")] == [
        1,
        3,
    ]


def test_another_title_makes_only_what_shows_it() -> None:
    """Nothing is divided anew, and other pages are the same objects."""
    views = make_views(FILES, "entries_per_page: 2")
    first = plan_lists(views)
    other = {**FILES, "content/entries/early.md": "---\ndate: 2018-01-01\n---\n# Late\n"}
    site = make_site(other, make_rules("entries_per_page: 2"))
    again = plan_lists(Views(site, ASSET_URLS, views.words, views), first)
    assert again.blanks.value is first.blanks.value
    assert plan_lists(Views(views.site, ASSET_URLS, views.words, views), first) is first
    assert [
        now.output for now, then in zip(again.column.values, first.column.values, strict=True) if now is not then
    ] == ["journal/page/3/index.html", "journal/2018/index.html", "journal/2018/01/index.html"]

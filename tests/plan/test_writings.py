"""The pages that show writing."""

import pytest

from generator.model.checklist import Progress
from generator.plan.contexts import EntryContext, HomeContext, Link, LogContext, NowItem, PlainPageContext
from tests.plan.samples import JOURNAL, REPOSITORY, by_output, context_of, make_plan

PLAN = make_plan()


def home_of(files: dict[str, str], settings: str = "") -> HomeContext:
    """Give the home page of a site."""
    return context_of(make_plan(files, settings), "index.html", HomeContext)


def entry_of(output: str, files: dict[str, str], settings: str = "", **options: bool) -> EntryContext:
    """Give an entry's page."""
    return context_of(make_plan(files, settings, **options), output, EntryContext)


def test_home_shows_what_there_is() -> None:
    """The newest entries, how far the skills are, and the way to the archive."""
    home = context_of(PLAN, "index.html", HomeContext)
    assert [teaser.link.href for teaser in home.latest] == [
        "/web/django/",
        "/log/2019-11-30-0033/",
        "/web/flask/",
        "/undated/",
    ]
    assert (home.entry_count, home.archive_href, home.page.title) == (4, "/journal/", "")
    assert home.progress == Progress(done=1, learning=2, planned=0, dropped=0)
    assert [checklist.title for checklist in home.checklists] == ["Backend engineer"]


def test_home_without_skills_has_no_progress() -> None:
    """Where there is no checklist there is nothing to count."""
    home = home_of({})
    assert (home.progress, home.checklists, home.now, home.body) == (None, (), (), None)


@pytest.mark.parametrize(("skills", "count"), [(0, 4), (9, 4), (24, 5), (29, 6), (200, 8)])
def test_home_page_has_the_newest_entries_and_says_how_many_there_are(skills: int, count: int) -> None:
    """As many as fill the column beside the checklist, within reason."""
    files = {f"content/entries/{number}.md": "x\n" for number in range(11)}
    if skills:
        files["content/checklists/a.yaml"] = "".join(f"- Skill {number}\n" for number in range(skills))
    home = home_of(files)
    assert (len(home.latest), home.entry_count) == (count, 11)


def test_skill_of_two_checklists_counts_once() -> None:
    """The whole progress is over skills, not over lines."""
    home = home_of({"content/checklists/a.yaml": "- Flask\n- SQL\n", "content/checklists/b.yaml": "- Flask\n"})
    assert home.progress == Progress(0, 0, 2, 0)
    assert [checklist.progress.total for checklist in home.checklists] == [2, 1]


def now_of(checklist: str, *dates: str) -> tuple[NowItem, ...]:
    """Give what is being worked on, where Flask is cited on these dates."""
    files = {f"content/entries/{date}.md": f"---\ndate: {date}\nskills: flask\n---\n" for date in dates}
    return home_of({"content/checklists/a.yaml": checklist, **files}).now


def test_skill_being_worked_on_has_its_last_entry_and_what_comes_next() -> None:
    """What is done, dropped or being worked on itself does not come next."""
    item, _ = now_of(
        "- {title: Flask, now: true, since: 2020-05-01}\n- {title: A, done: true}\n- {title: B, state: dropped}\n"
        "- {title: C, now: true}\n- SQL\n",
        "2020-05-20",
        "2020-05-30",
    )
    assert (item.skill.id, item.is_stale) == ("flask", False)
    assert item.since is not None
    assert item.since.iso == "2020-05-01"
    assert item.last_entry is not None
    assert item.last_entry.href == "/2020-05-30/"
    assert item.next_skill is not None
    assert item.next_skill.id == "sql"


def test_work_without_a_beginning_began_with_the_first_entry() -> None:
    """An author who gives no date is still told apart from one who just began."""
    (item,) = now_of("- {title: Flask, now: true}\n", "2020-05-20", "2020-05-03", "2020-05-30")
    assert item.since is not None
    assert item.since.iso == "2020-05-03"


def test_next_skill_is_a_leaf() -> None:
    """A parent is not worked on by itself."""
    (item,) = now_of("- {title: Flask, now: true}\n- {title: Data, skills: [SQL]}\n")
    assert item.next_skill is not None
    assert item.next_skill.id == "sql"


def test_last_skill_has_no_next() -> None:
    """After the end of the checklist comes nothing."""
    (item,) = now_of("- SQL\n- {title: Flask, now: true}\n")
    assert (item.next_skill, item.since, item.last_entry) == (None, None, None)


@pytest.mark.parametrize(
    ("since", "dates", "is_stale"),
    [
        ("", (), False),
        ("", ("2020-05-11",), False),
        ("", ("2020-05-10",), True),
        (", since: 2020-05-11", (), False),
        (", since: 2020-05-10", (), True),
        (", since: 2020-05-20", ("2020-01-01",), False),
        (", since: 2020-01-01", ("2020-05-20",), False),
    ],
)
def test_work_without_an_entry_for_long_is_stale(since: str, dates: tuple[str, ...], is_stale: bool) -> None:  # noqa: FBT001 (a table of cases)
    """After `now_stale_days`, 21 by default, since the last entry or the beginning."""
    (item,) = now_of(f"- {{title: Flask, now: true{since}}}\n", *dates)
    assert item.is_stale is is_stale


def test_entry_has_its_neighbours() -> None:
    """Older and newer ones in the journal's order; none beyond its ends."""
    first = context_of(PLAN, "web/django/index.html", EntryContext)
    assert first.newer is None
    assert first.older is not None
    assert first.older.href == "/log/2019-11-30-0033/"
    last = context_of(PLAN, "undated/index.html", EntryContext)
    assert last.older is None
    assert last.newer is not None
    assert last.newer.href == "/web/flask/"


def test_series_is_numbered_from_the_oldest() -> None:
    """Each part knows the parts beside it."""
    part = context_of(PLAN, "web/flask/index.html", EntryContext).series
    assert part is not None
    assert (part.link, part.number, part.count, part.previous) == (Link("Web", "/series/web/"), 1, 2, None)
    assert part.next is not None
    assert part.next.href == "/web/django/"
    assert context_of(PLAN, "undated/index.html", EntryContext).series is None


def test_entry_shows_what_is_known_of_it() -> None:
    """Title, description, date, tags, skills, and where it can be edited."""
    entry = entry_of("web/flask/index.html", dict(JOURNAL), REPOSITORY)
    assert (entry.page.title, entry.page.description) == ("Flask", "First.")
    assert entry.page.url == "https://user.github.io/repo/web/flask/"
    assert entry.date is not None
    assert entry.date.iso == "2019-11-29"
    assert entry.tags == (Link("web", "/repo/tags/web/"),)
    assert [skill.href for skill in entry.skills] == ["/repo/skills/flask/"]
    assert entry.edit_url == "https://github.com/user/repo/edit/main/content/entries/web/flask.md"
    assert not entry.is_draft


@pytest.mark.parametrize(
    ("image", "href"),
    [("a.png", "/repo/a.png"), ("https://example.org/a.png", "https://example.org/a.png")],
)
def test_image_is_below_the_base_path(image: str, href: str) -> None:
    """A picture of another host is where it is."""
    files = {"content/entries/a.md": f"---\nimage: {image}\n---\n", "content/entries/a.png": ""}
    assert entry_of("a/index.html", files, REPOSITORY).image_href == href


def test_draft_is_kept_from_search_engines() -> None:
    """Where drafts are shown they are marked."""
    entry = entry_of("a/index.html", {"content/entries/a.md": "---\ndraft: true\n---\n"}, with_drafts=True)
    assert (entry.is_draft, entry.page.is_indexed) == (True, False)


def test_log_lists_its_entries() -> None:
    """Newest first, below what stands above the first of them."""
    files = {**JOURNAL, "content/log.md": "Hello.\n\n## 2019-11-29 A\n\nx\n\n## 2019-11-30 B\n\nx\n"}
    log = context_of(make_plan(files), "log/index.html", LogContext)
    assert [teaser.link.title for teaser in log.entries] == ["B", "A"]
    assert log.body is not None
    assert context_of(PLAN, "log/index.html", LogContext).body is None


def test_log_of_words_alone_is_a_page() -> None:
    """A log that has no date yet shows what there is; without a log there is no page."""
    assert context_of(make_plan({"content/log.md": "Hello.\n"}), "log/index.html", LogContext).entries == ()
    assert "log/index.html" not in by_output(make_plan({}))


def test_page_shows_its_text() -> None:
    """With its title, description and where it can be edited."""
    page = context_of(make_plan(settings=REPOSITORY), "about/index.html", PlainPageContext)
    assert (page.page.title, page.page.description) == ("About", "I am a learner.")
    assert page.edit_url.endswith("content/pages/about.md")
    assert (page.updated, page.is_draft) == (None, False)


LINKED: dict[str, str] = {
    "content/entries/a.md": "---\ndate: 2020-01-01\n---\n# A\n\n## One\n\n## Two\n\n## Three\n",
    "content/entries/b.md": "---\ndate: 2020-01-02\ndraft: true\n---\n# B\n\n[[a]]\n",
    "content/pages/p.md": "# P\n\n[a](../entries/a.md#two)\n\n## One\n\n## Two\n\n## Three\n",
}


def test_entry_lists_what_links_to_it() -> None:
    """Below the base path, an entry with its date, a draft as such, a page without a date."""
    entry = entry_of("a/index.html", LINKED, REPOSITORY, with_drafts=True)
    assert [(link.title, link.href, link.is_draft) for link in entry.backlinks] == [
        ("B", "/repo/b/", True),
        ("P", "/repo/p/", False),
    ]
    assert [link.date.iso if link.date else None for link in entry.backlinks] == ["2020-01-02", None]
    assert [link.title for link in entry_of("a/index.html", LINKED).backlinks] == ["P"]


def test_entries_and_pages_have_the_anchor_of_their_title_and_a_table_of_contents() -> None:
    """Of what the text itself has."""
    entry = entry_of("a/index.html", LINKED)
    page = context_of(make_plan(LINKED), "p/index.html", PlainPageContext)
    assert (entry.heading_id, page.heading_id) == ("a", "p")
    assert [item.href for item in entry.toc] == [item.href for item in page.toc] == ["#one", "#two", "#three"]

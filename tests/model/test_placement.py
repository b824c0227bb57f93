"""Each document's title, dates, address, and whether it is published."""

import pytest

from generator.model.document import Document
from generator.model.placement import (
    DateSource,
    Placement,
    Reason,
    Withheld,
    asked_of_git,
    describe_withheld,
    gather_tags,
    is_folder_text,
    place_document,
    split_same_log_urls,
)
from tests.model.samples import TODAY, make_dates, make_document, make_documents, make_rules, place

GIT = make_dates("2019-10-01T10:00:00+00:00", "2020-02-03T10:00:00+00:00")


def place_log(text: str, settings: str = "") -> list[Placement]:
    """Place the entries of a log."""
    documents = make_documents("content/log.md", text)
    rules = make_rules(settings)
    return split_same_log_urls([place_document(document, GIT, rules) for document in documents])


def log_urls(text: str, settings: str = "") -> list[str]:
    """Give the addresses of a log's entries."""
    return [placement.url for placement in place_log(text, settings)]


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        ("content/entries/a.md", "---\ntitle: Given\n---\n# Heading\n", "Given"),
        ("content/entries/a.md", "# Heading\n\nWords.\n", "Heading"),
        ("content/entries/a.md", "Words.\n\n# Heading\n", "Heading"),
        ("content/entries/first-flask_app.md", "Words.\n", "First flask app"),
        ("content/entries/2019-11-29-first-app.md", "Words.\n", "First app"),
        ("content/entries/2019-11-29-0033-first-app.md", "Words.\n", "First app"),
        ("content/entries/2019-11-29.md", "Words.\n", "2019-11-29"),
        ("content/entries/2019-11-29-0033.md", "Words.\n", "2019-11-29 00:33"),
        ("content/entries/flask/README.md", "Words.\n", "Flask"),
        ("content/entries/web/flask-basics/index.md", "Words.\n", "Flask basics"),
        ("content/entries/README.md", "Words.\n", "README"),
        ("content/entries/---.md", "Words.\n", "---"),
        ("content/pages/uses.md", "Words.\n", "Uses"),
    ],
)
def test_title_is_the_first_there_is(path: str, text: str, title: str) -> None:
    """The front matter's, else the first heading, else the file's name without its date; a README has its folder's."""
    assert place(path, text).title == title


def test_log_entry_is_titled_by_its_heading() -> None:
    """The words after the date are the title, unless a field gives another."""
    text = "## 2019-11-29 First app\n\n### Inner\n\n## 2019-11-30 B\ntitle: Given\n\nx\n\n## 2019-12-01\n\n### Inner\n\nx\n"
    assert [placement.title for placement in place_log(text)] == ["First app", "Given", "2019-12-01"]


@pytest.mark.parametrize(
    ("name", "text", "date", "source"),
    [
        ("2019-11-29-a", "---\ndate: 2019-12-04\n---\n", "2019-12-04", DateSource.FRONT_MATTER),
        ("2019-11-29-a", "x", "2019-11-29", DateSource.FILE_NAME),
        ("2019-11-29", "x", "2019-11-29", DateSource.FILE_NAME),
        ("2019-11-29_a", "x", "2019-11-29", DateSource.FILE_NAME),
        ("2019-11-29-0033-a", "x", "2019-11-29T00:33:00+00:00", DateSource.FILE_NAME),
        ("2019-11-29-0033", "x", "2019-11-29T00:33:00+00:00", DateSource.FILE_NAME),
        ("2019-11-29-2048-clone", "x", "2019-11-29T20:48:00+00:00", DateSource.FILE_NAME),
        ("2019-11-29-2560-clone", "x", "2019-11-29", DateSource.FILE_NAME),
        ("2019-11-29-1072-a", "x", "2019-11-29", DateSource.FILE_NAME),
        ("2019-11-29-00337-a", "x", "2019-11-29", DateSource.FILE_NAME),
        ("2019-02-30-a", "x", "2019-10-01T10:00:00+00:00", DateSource.GIT),
        ("2019-11-29a", "x", "2019-10-01T10:00:00+00:00", DateSource.GIT),
        ("a-2019-11-29", "x", "2019-10-01T10:00:00+00:00", DateSource.GIT),
    ],
)
def test_date_is_the_first_there_is(name: str, text: str, date: str, source: DateSource) -> None:
    """The front matter's, else the one before the file's name, else that of the first commit."""
    placement = place(f"content/entries/{name}.md", text, GIT)
    assert placement.date is not None
    assert (placement.date.iso, placement.date_source) == (date, source)


def test_entry_that_nothing_dates_is_undated() -> None:
    """Without front matter, a date in the name and git there is no date."""
    placement = place("content/entries/a.md")
    assert (placement.date, placement.date_source, placement.updated) == (None, DateSource.NONE, None)


def test_page_has_no_date_of_git() -> None:
    """A page is not dated by its first commit; its last one says when it was changed."""
    placement = place("content/pages/about.md", dates=GIT)
    assert placement.date is None
    assert placement.updated is not None
    assert placement.updated.day == "2020-02-03"


def test_log_entry_is_dated_by_its_heading() -> None:
    """A field below the heading gives another date; git says nothing of one entry in a file."""
    first, second = place_log("## 2019-11-29 A\n\nx\n\n## 2019-11-30 B\ndate: 2019-12-04\n\nx\n")
    assert first.date is not None
    assert (first.date.iso, first.date_source, first.updated) == ("2019-11-29", DateSource.LOG, None)
    assert second.date is not None
    assert (second.date.iso, second.date_source) == ("2019-12-04", DateSource.FRONT_MATTER)


@pytest.mark.parametrize(
    ("front", "updated"),
    [
        ("date: 2019-11-29", "2020-02-03"),
        ("date: 2020-02-03 23:00", None),
        ("date: 2020-02-04", None),
        ("date: 2019-11-29\nupdated: 2019-12-04", "2019-12-04"),
        ("date: 2019-11-29\nupdated: 2019-11-29 20:00", None),
        ("date: 2019-11-29\nupdated: 2019-11-28", None),
    ],
)
def test_updated_is_another_day(front: str, updated: str | None) -> None:
    """When it was last changed is the author's word, else the last commit's; on the day itself or before it is none."""
    placement = place("content/entries/a.md", f"---\n{front}\n---\n", GIT)
    assert (placement.updated.day if placement.updated else None) == updated


def test_times_without_a_zone_are_the_sites() -> None:
    """A time in a file's name is read in the zone of the settings, a commit's time is converted to it."""
    settings = "timezone: Europe/Berlin"
    placement = place("content/entries/2019-11-29-0033-a.md", "x", None, settings)
    assert placement.date is not None
    assert placement.date.iso == "2019-11-29T00:33:00+01:00"
    by_git = place("content/entries/a.md", "x", make_dates("2019-11-29T23:30:00+00:00"), settings)
    assert by_git.date is not None
    assert by_git.date.iso == "2019-11-30T00:30:00+01:00"


@pytest.mark.parametrize(
    ("path", "front", "url"),
    [
        ("content/entries/a.md", "", "/a/"),
        ("content/entries/Web Dev/First_App.md", "", "/web-dev/first-app/"),
        ("content/entries/2019-11-29-a.md", "", "/a/"),
        ("content/entries/2019-11-29-0033-a.md", "", "/a/"),
        ("content/entries/2019-11-29.md", "", "/2019-11-29/"),
        ("content/entries/2019-02-30-a.md", "", "/2019-02-30-a/"),
        ("content/entries/2019-11-29-a.md", "date: 2019-12-04", "/a/"),
        ("content/entries/2019-11-29-2560-a.md", "", "/2560-a/"),
        ("content/entries/web/a.md", "slug: b", "/web/b/"),
        ("content/entries/web/README.md", "", "/web/"),
        ("content/entries/web/Index.md", "", "/web/"),
        ("content/entries/web/_index.md", "", "/web/"),
        ("content/entries/web/README.md", "slug: b", "/web/b/"),
        ("content/entries/web/flask/README.md", "", "/web/flask/"),
        ("content/entries/README.md", "", "/"),
        ("content/pages/about.md", "", "/about/"),
        ("content/pages/me/cv.md", "", "/me/cv/"),
        ("content/pages/about.md", "slug: me", "/me/"),
        ("content/pages/index.md", "", "/"),
        ("content/pages/2019-11-29-a.md", "", "/a/"),
    ],
)
def test_path_is_the_address(path: str, front: str, url: str) -> None:
    """Each folder and the name, as slugs, without extension and date; a README stands for its folder."""
    assert place(path, f"---\n{front}\n---\n" if front else "x").url == url


def test_name_that_is_only_a_date_keeps_it() -> None:
    """An entry called by its day alone is found by that day."""
    assert place("content/entries/journal/2019-11-29-0033.md").url == "/journal/2019-11-29-0033/"


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/{path}/", "/web/flask/a/"),
        ("/{slug}/", "/a/"),
        ("/notes/{folder}/{slug}/", "/notes/web/flask/a/"),
        ("/{year}/{month}/{day}/{slug}/", "/2019/11/29/a/"),
    ],
)
def test_pattern_of_the_settings_makes_the_address(pattern: str, url: str) -> None:
    """Addresses of entries are made as the settings say."""
    assert place("content/entries/web/flask/2019-11-29-a.md", "x", None, f'permalink: "{pattern}"').url == url


def test_pattern_is_for_entries_alone() -> None:
    """Pages and log entries have addresses of their own."""
    settings = 'permalink: "/{year}/{slug}/"'
    assert place("content/pages/about.md", "x", None, settings).url == "/about/"
    assert log_urls("## 2019-11-29 A\n\nx\n", settings) == ["/log/2019-11-29/"]


def test_pattern_with_dates_leaves_them_out_of_an_undated_entry() -> None:
    """The address is a sound one, though the missing date is a problem."""
    assert place("content/entries/a.md", "x", None, 'permalink: "/{year}/{month}/{slug}/"').url == "/a/"


@pytest.mark.parametrize(
    ("heading", "url"),
    [
        ("2019-11-29 A", "/log/2019-11-29/"),
        ("2019-11-29 00:33 A", "/log/2019-11-29-0033/"),
        ("2019-11-29T00:33 A", "/log/2019-11-29-0033/"),
        ("2019-11-29 00:33:59 A", "/log/2019-11-29-0033/"),
        ("January 4, 2020", "/log/2020-01-04/"),
        ("2019-11-29 A\nslug: first", "/log/first/"),
        ("2019-11-29 00:33 A\ndate: 2019-12-04 12:00", "/log/2019-12-04-1200/"),
        ("2019-11-29 00:33 A\ndate: 2019-12-04", "/log/2019-12-04/"),
    ],
)
def test_log_entry_is_found_by_its_time(heading: str, url: str) -> None:
    """Day and time are the address, or the entry's own slug."""
    assert log_urls(f"## {heading}\n\nx\n") == [url]


def test_time_zone_does_not_move_a_log_entry() -> None:
    """The address has the day and time as written, whichever zone the settings name."""
    text = "## 2019-11-29 00:33+01:00 A\n\nx\n"
    assert log_urls(text) == log_urls(text, "timezone: Pacific/Apia") == ["/log/2019-11-29-0033/"]


def test_log_entries_of_one_day_have_their_titles_added() -> None:
    """Two on one day, or at one minute, are told apart by title, in whatever order they stand."""
    one, other, third = "## 2019-11-29 One\n\nx\n\n", "## 2019-11-29 Other\n\nx\n\n", "## 2019-11-30 Third\n\nx\n\n"
    assert log_urls(one + other + third) == ["/log/2019-11-29-one/", "/log/2019-11-29-other/", "/log/2019-11-30/"]
    assert set(log_urls(other + third + one)) == set(log_urls(one + other + third))


def test_slug_of_a_log_entry_stays() -> None:
    """An address that was asked for has nothing added to it."""
    text = "## 2019-11-29 A\nslug: a\n\nx\n\n## 2019-11-30 B\nslug: a\n\nx\n"
    assert log_urls(text) == ["/log/a/", "/log/a/"]


def test_log_intro_is_the_logs_page() -> None:
    """What stands above the first entry belongs to the list of them."""
    assert log_urls("Hello.\n\n## 2019-11-29 A\n\nx\n") == ["/log/", "/log/2019-11-29/"]


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("", None),
        ("private: true", Reason.PRIVATE),
        ("draft: true", Reason.DRAFT),
        ("date: 2020-06-02", Reason.FUTURE),
        ("date: 2020-06-01", None),
        ("date: 2020-06-01 23:59", None),
        ("private: true\ndraft: true\ndate: 2020-06-02", Reason.PRIVATE),
        ("draft: true\ndate: 2020-06-02", Reason.DRAFT),
    ],
)
def test_document_is_withheld_for_a_reason(front: str, reason: Reason | None) -> None:
    """Private, a draft, or dated later than the build's day; today's entries are published whatever their time."""
    assert place("content/entries/a.md", f"---\n{front}\n---\n" if front else "x").reason is reason


def document(front: str) -> Document:
    """Make an entry."""
    return make_document("content/entries/a.md", f"---\n{front}\n---\n")


def test_drafts_and_future_can_be_asked_for() -> None:
    """Each has its own option; what is private has none."""
    rules = make_rules(with_drafts=True, with_future=True)
    assert place_document(document("draft: true\ndate: 2020-06-02"), None, rules).reason is None
    assert place_document(document("private: true"), None, rules).reason is Reason.PRIVATE
    only_drafts = make_rules(with_drafts=True)
    assert place_document(document("draft: true\ndate: 2020-06-02"), None, only_drafts).reason is Reason.FUTURE


def test_future_is_by_the_sites_day() -> None:
    """What is still today where the site is, is not the future."""
    entry = document("date: 2020-06-02 00:30 +02:00")
    assert place_document(entry, None, make_rules()).reason is None
    assert place_document(entry, None, make_rules("timezone: Europe/Berlin")).reason is Reason.FUTURE


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("private: true\ntitle: Secret", "private"),
        ("draft: true\ntitle: Secret", "a draft (shown with --drafts)"),
        ("date: 2020-06-02\ntitle: Secret", "dated 2020-06-02, after 2020-06-01 (shown with --future)"),
    ],
)
def test_withheld_document_is_described(front: str, said: str) -> None:
    """One line says where and why, and nothing of the content."""
    placement = place_document(document(front), None, make_rules())
    assert describe_withheld(placement, TODAY) == Withheld("content/entries/a.md", said)


@pytest.mark.parametrize(
    ("path", "front", "asked"),
    [
        ("content/entries/a.md", "", (True, True)),
        ("content/entries/2019-11-29-a.md", "", (False, True)),
        ("content/entries/a.md", "date: 2019-11-29", (False, True)),
        ("content/entries/a.md", "date: 2019-11-29\nupdated: 2019-11-30", (False, False)),
        ("content/pages/a.md", "", (False, True)),
        ("content/pages/a.md", "updated: 2019-11-30", (False, False)),
    ],
)
def test_git_is_asked_for_what_is_not_given(path: str, front: str, asked: tuple[bool, bool]) -> None:
    """The first commit dates an entry that has no date, the last one says when it was changed."""
    assert asked_of_git(make_document(path, f"---\n{front}\n---\n" if front else "x")) == asked


def test_git_is_not_asked_about_log_entries() -> None:
    """They are dated by their headings."""
    assert {asked_of_git(document) for document in make_documents("content/log.md", "## 2019-11-29 A\n\nx\n")} == {
        (False, False)
    }


@pytest.mark.parametrize(("name", "is_text"), [("README", True), ("readme", True), ("index", True), ("about", False)])
def test_readme_stands_for_its_folder(name: str, is_text: bool) -> None:  # noqa: FBT001 (a table of cases)
    """As GitHub shows it, in any letter case."""
    assert is_folder_text(name) is is_text


@pytest.mark.parametrize(
    ("path", "tags", "expected"),
    [
        ("content/entries/a.md", "", ()),
        ("content/entries/a.md", "web, sql", ("web", "sql")),
        ("content/entries/til/flask/a.md", "", ("til", "flask")),
        ("content/entries/til/flask/a.md", "web", ("web", "til", "flask")),
        ("content/entries/2019/11/flask/a.md", "", ("flask",)),
        ("content/entries/flask/a.md", "flask, web", ("flask", "web")),
        ("content/entries/flask/a.md", "Flask", ("Flask",)),
        ("content/entries/web-dev/a.md", "Web Dev, web dev", ("Web Dev",)),
        ("content/pages/me/a.md", "x", ("x",)),
    ],
)
def test_tags_are_the_authors_and_the_folders(path: str, tags: str, expected: tuple[str, ...]) -> None:
    """Own tags first, then the folders' names but for dates; of two spellings of one tag the first."""
    assert gather_tags(make_document(path, f"---\ntags: {tags}\n---\nx\n" if tags else "x\n")) == expected

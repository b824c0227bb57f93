"""The whole journal as one value."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.placement import Withheld
from generator.model.site import assemble_site
from generator.sources.slugs import Slug
from tests.model.samples import (
    assemble,
    list_withheld,
    make_dates,
    make_history,
    make_journal,
    make_rules,
    make_site,
    problems_of,
    show,
)

SOME: dict[str, str] = {
    "content/checklists/python.yaml": "- {title: Web, skills: [Flask, Django]}\n- {id: sql, title: SQL, done: true}\n",
    "content/entries/web/flask.md": "---\ndate: 2019-11-29\nskills: flask\nseries: Web\n---\nSee [log](../../log.md).\n",
    "content/entries/web/django.md": "---\ndate: 2019-12-04\nskills: [django, flask]\nseries: web\n---\n![](a.png)\n",
    "content/entries/undated.md": "Words.\n",
    "content/entries/web/a.png": "",
    "content/log.md": "Hello.\n\n## 2019-11-30 B\nskills: sql\n\nx\n",
    "content/pages/about.md": "I am a learner.\n",
    "content/pages/README.md": "Welcome.\n",
    "content/todo.md": "- write\n",
}


def test_entries_are_ordered_and_grouped() -> None:
    """Files and log are one journal: newest first, with tags of the folders, series and citations."""
    site = make_site(SOME)
    assert [entry.url for entry in site.entries] == ["/web/django/", "/log/2019-11-30/", "/web/flask/", "/undated/"]
    assert {slug: term.members for slug, term in site.tags.items()} == {"web": (0, 2)}
    assert {slug: (term.name, term.members) for slug, term in site.series.items()} == {"web": ("Web", (0, 2))}
    assert [citation.url for citation in site.skills[Slug("flask")].citations] == ["/web/django/", "/web/flask/"]
    assert [citation.url for citation in site.skills[Slug("sql")].citations] == ["/log/2019-11-30/"]


def test_skills_are_in_the_order_of_the_checklists() -> None:
    """Whatever entries cite first."""
    assert list(make_site(SOME).skills) == ["web", "flask", "django", "sql"]


def test_pages_and_texts_are_apart_from_entries() -> None:
    """A page is a page, the README of the pages is the home text, the log's first words are the log's."""
    site = make_site(SOME)
    assert [page.url for page in site.pages] == ["/about/"]
    assert site.home is not None
    assert (site.home.path, site.home.summary) == ("content/pages/README.md", "Welcome.")
    assert site.log_intro is not None
    assert site.log_intro.summary == "Hello."


def test_only_files_that_are_referred_to_are_copied() -> None:
    """A file is copied to where a page of its folder lies, if something published shows it."""
    files = make_site({**SOME, "content/entries/web/unused.png": ""}).files
    assert files == (("content/entries/web/a.png", "/web/a.png"),)


def test_empty_journal_is_a_site() -> None:
    """A site may begin with nothing."""
    site = make_site({})
    assert (site.entries, site.pages, site.home, site.log_intro, dict(site.skills)) == ((), (), None, None, {})


@pytest.mark.parametrize(
    ("files", "home", "withheld"),
    [
        ({"content/entries/README.md": ""}, "content/entries/README.md", []),
        ({"content/pages/index.md": ""}, "content/pages/index.md", []),
        (
            {"content/entries/README.md": "", "content/pages/index.md": ""},
            "content/pages/index.md",
            [("content/entries/README.md", "the text of the home page is content/pages/index.md")],
        ),
        (
            {"content/entries/README.md": "", "content/pages/index.md": "---\nprivate: true\n---\n"},
            "content/entries/README.md",
            [("content/pages/index.md", "private")],
        ),
        ({"content/entries/web/README.md": ""}, None, []),
        ({"content/pages/about.md": ""}, None, []),
    ],
)
def test_home_text_is_chosen(files: dict[str, str], home: str | None, withheld: list[tuple[str, str]]) -> None:
    """A README or index of the pages goes before one of the entries; the other one is withheld."""
    site = make_site(files)
    assert (site.home.path if site.home else None) == home
    assert list_withheld(files) == tuple(Withheld(*item) for item in withheld)


def test_entry_that_is_the_home_text_is_no_entry() -> None:
    """A corpus' README is not in lists."""
    assert make_site({"content/entries/README.md": "Words.\n"}).entries == ()


def test_withheld_documents_are_listed_in_order() -> None:
    """Each has its place and its reason."""
    withheld = list_withheld(
        {
            "content/entries/b.md": "---\ndraft: true\n---\n",
            "content/entries/a.md": "---\nprivate: true\n---\n",
            "content/entries/c.md": "---\ndate: 2020-06-02\n---\n",
            "content/log.md": "## 2019-11-29 A\nprivate: true\n\nx\n\n\n\n\n\n\n## 2019-11-30 B\nprivate: true\n\nx\n",
        }
    )
    assert withheld == (
        Withheld("content/entries/a.md", "private"),
        Withheld("content/entries/b.md", "a draft (shown with --drafts)"),
        Withheld("content/entries/c.md", "dated 2020-06-02, after 2020-06-01 (shown with --future)"),
        Withheld("content/log.md:1", "private"),
        Withheld("content/log.md:11", "private"),
    )


def test_drafts_and_future_are_shown_where_asked_for() -> None:
    """A draft is marked."""
    files = {"content/entries/a.md": "---\ndraft: true\n---\n", "content/entries/b.md": "---\ndate: 2020-06-02\n---\n"}
    site = make_site(files, make_rules(with_drafts=True, with_future=True))
    assert [(entry.url, entry.is_draft) for entry in site.entries] == [("/b/", False), ("/a/", True)]


def test_links_of_every_kind_are_followed() -> None:
    """Between entries, pages, checklists, the log, terms, skills and files."""
    body = (
        "[a](web/flask.md) [b](../pages/about.md) [c](../checklists/python.yaml) [d](../log.md) [e](web/a.png) [f](/)"
        " [g](/tags/web/) [h](/series/web/) [i](/skills/flask/) [j](/checklists/python/) [k](/journal) [l](/feed.xml)"
        " [m](../pages/README.md) [n](/skills/) [o](/tags/) [p](/log/2019-11-30/)\n"
    )
    site = make_site({**SOME, "content/entries/links.md": body})
    (entry,) = [entry for entry in site.entries if entry.url == "/links/"]
    assert entry.hrefs == (
        *("/web/flask/", "/about/", "/checklists/python/", "/log/", "/web/a.png", "/", "/tags/web/", "/series/web/"),
        *("/skills/flask/", "/checklists/python/", "/journal/", "/feed.xml", "/", "/skills/", "/tags/"),
        "/log/2019-11-30/",
    )


@pytest.mark.parametrize(
    ("files", "address", "why"),
    [
        ({"content/entries/b.md": "---\nprivate: true\n---\n"}, "b.md", "content/entries/b.md, which is private"),
        ({"content/todo.md": ""}, "../todo.md", "content/todo.md, which is never published"),
        (
            {"content/checklists/a.yaml": "public: false"},
            "../checklists/a.yaml",
            "content/checklists/a.yaml, which is not public",
        ),
        (
            {"content/log.md": "## 2019-11-29 A\ndraft: true\n\nx\n"},
            "../log.md",
            "content/log.md, which is without a published entry",
        ),
    ],
)
def test_link_to_what_is_withheld_is_a_warning(files: dict[str, str], address: str, why: str) -> None:
    """The text stays without a link, and the author learns why."""
    files = {**files, "content/entries/a.md": f"[x]({address})\n"}
    assert problems_of(files) == (
        f'content/entries/a.md:1:5: warning: the link to "{address}" leads to {why}\n'
        f"    1 | [x]({address})\n"
        f"      |     {'^' * len(address)}"
    )
    assert assemble(files)[0].entries[0].hrefs == ("",)


def test_link_to_a_log_that_is_not_there_leads_to_nothing() -> None:
    """A journal need not have a log."""
    assert "leads to nothing: there is no content/log.md" in problems_of({"content/entries/a.md": "[x](../log.md)\n"})


def test_address_of_a_term_that_nothing_published_has_is_none() -> None:
    """What a draft alone is tagged with is no address."""
    files = {"content/entries/a.md": "[x](/tags/web/)\n", "content/entries/b.md": "---\ndraft: true\ntags: web\n---\n"}
    assert assemble(files)[0].entries[0].hrefs == ("",)


def test_writing_where_nothing_is_read_is_a_warning() -> None:
    """Each folder that holds such files is told once."""
    assert (
        problems_of(
            {
                "content/notes.md": "",
                "content/drafts/a.md": "",
                "content/drafts/b.markdown": "",
                "content/todo.md": "",
                "content/drafts/c.png": "",
            }
        )
        == """\
content: warning: holds a Markdown file that is not published
  hint: entries belong in content/entries/, pages in content/pages/
content/drafts: warning: holds 2 Markdown files that are not published
  hint: entries belong in content/entries/, pages in content/pages/"""
    )


@pytest.mark.parametrize("extension", ["json", "toml", "md", "markdown"])
def test_checklist_of_another_format_is_a_warning(extension: str) -> None:
    """A checklist that nobody would miss in the built site is named."""
    assert (
        problems_of({f"content/checklists/python.{extension}": ""})
        == f"""\
content/checklists/python.{extension}: warning: is no checklist
  hint: checklists are .yaml"""
    )


def test_dates_of_git_are_taken() -> None:
    """The first commit dates an entry, the last one says when it was changed."""
    history = make_history({"content/entries/a.md": make_dates("2019-11-29T10:00:00Z", "2019-12-04T10:00:00Z")})
    (entry,) = make_site({"content/entries/a.md": "x\n"}, history=history).entries
    assert entry.date is not None
    assert entry.updated is not None
    assert (entry.date.day, entry.updated.day) == ("2019-11-29", "2019-12-04")


def test_cut_history_is_an_error_where_it_is_asked() -> None:
    """A shallow clone cannot date an entry; one problem says so for all."""
    cut = make_dates("2019-11-29T10:00:00Z", is_shallow=True)
    history = make_history({"content/entries/a.md": cut, "content/entries/b.md": cut}, is_shallow=True)
    assert (
        problems_of({"content/entries/a.md": "x\n", "content/entries/b.md": "x\n"}, history=history)
        == """\
content/entries/a.md: error: git is asked for its date (and for 1 more), and this clone is shallow: the history is cut off
  hint: clone with the whole history: `fetch-depth: 0` for actions/checkout, or run `git fetch --unshallow`"""
    )


@pytest.mark.parametrize(
    ("path", "front"),
    [
        ("content/entries/2019-11-29-a.md", ""),
        ("content/entries/a.md", "date: 2019-11-29"),
        ("content/log.md", ""),
        ("content/pages/a.md", ""),
    ],
)
def test_cut_history_is_no_matter_where_it_is_not_asked(path: str, front: str) -> None:
    """An entry with a date of its own, and a last commit that the clone has, need no more history."""
    history = make_history({path: make_dates("2019-11-29T10:00:00Z", is_shallow=True)}, is_shallow=True)
    assert problems_of({path: f"---\n{front}\n---\nx\n" if front else "## 2019-11-29\n\nx\n"}, history=history) == ""


def test_undated_entry_has_no_address_made_of_dates() -> None:
    """Where the permalink is made of dates, an entry without one is a problem at the place of its date."""
    files = {
        "content/entries/a.md": "---\ntitle: A\n---\nx\n",
        "content/entries/b.md": "x\n",
        "content/entries/2019-11-29-c.md": "x\n",
        "content/entries/README.md": "x\n",
        "content/pages/about.md": "x\n",
        "content/entries/d.md": "---\ndraft: true\n---\nx\n",
    }
    assert (
        problems_of(files, make_rules('permalink: "/{year}/{slug}/"'))
        == """\
content/entries/a.md:2:1: error: has no date, and the permalink "/{year}/{slug}/" is made of dates
    2 | title: A
      | ^^^^^^^^
  hint: give it a `date` in the front matter or in front of the file's name
content/entries/b.md: error: has no date, and the permalink "/{year}/{slug}/" is made of dates
  hint: give it a `date` in the front matter or in front of the file's name"""
    )


def test_problems_of_all_parts_are_gathered() -> None:
    """Checklists, skills and links are checked in one run."""
    files = {
        "content/checklists/a.yaml": "- Flask\n- Flask\n",
        "content/entries/a.md": "---\nskills: nope\n---\n[x](gone.md)\n",
        "content/notes.md": "",
    }
    assert [str(problem.location) for problem in assemble(files)[1]] == [
        "content/checklists/a.yaml:2:3",
        "content/entries/a.md:4:5",
        "content/entries/a.md:2:9",
        "content",
    ]


def test_hidden_checklist_leaves_no_trace() -> None:
    """A checklist that is not public changes nothing but the names that may be cited."""
    hidden = {
        "content/checklists/secret.yaml": "public: false\nskills: [{title: Perl, done: true}, {title: Flask, now: true}]"
    }
    site = make_site({**SOME, **hidden})
    plain = make_site(SOME)
    assert msgspec.structs.replace(site, curriculum=plain.curriculum) == plain
    assert site.curriculum.checklists == plain.curriculum.checklists
    assert site.curriculum.skills == plain.curriculum.skills


SECRET = """\
title: Secret
tags: [secret, web]
skills: [flask, sql]
series: Web
slug: %s
aliases: [/secret/]
image: secret.png
"""
BODY = "[x](web/flask.md) ![y](secret.png) [z](../pages/about.md)\n"

WITHHELD = {
    "content/entries/secret.md": f"---\n{SECRET % 'secret'}draft: true\n---\n{BODY}",
    "content/entries/web/private.md": f"---\n{SECRET % 'private'}private: true\n---\n{BODY}",
    "content/entries/future.md": f"---\n{SECRET % 'future'}date: 2021-01-01\n---\n{BODY}",
    # The same address as an entry that is published.
    "content/entries/web/flask-2.md": f"---\n{SECRET % 'flask'}draft: true\n---\n{BODY}",
    "content/entries/README.md": "---\nprivate: true\n---\nSecret.\n",
    "content/pages/secret.md": "---\ndraft: true\nnav_order: 1\n---\nSecret.\n",
    "content/pages/index.md": "---\nprivate: true\n---\nSecret.\n",
    "content/todo.md": "- secret\n",
}


@given(st.sets(st.sampled_from(sorted(WITHHELD))))
def test_withheld_documents_leave_no_trace(paths: set[str]) -> None:
    """Adding drafts, private and future documents, a todo, and a file that nothing shows, changes nothing of the site."""
    files = {**SOME, **{path: WITHHELD[path] for path in paths}, "content/entries/secret.png": ""}
    assert make_site(files) == make_site(SOME)
    assert len(list_withheld(files)) == len(paths - {"content/todo.md"})


def test_log_entries_of_one_day_are_told_apart() -> None:
    """Two that are published on one day have their titles in their addresses, and are found by them."""
    log = "## 2019-11-29 One\n\nx\n\n## 2019-11-29 Two\n\n[x](/log/2019-11-29-one/)\n"
    site = make_site({"content/log.md": log})
    assert [entry.url for entry in site.entries] == ["/log/2019-11-29-one/", "/log/2019-11-29-two/"]


def test_withheld_log_entry_leaves_no_trace() -> None:
    """A draft on the day of another log entry does not move that one."""
    before = make_site(SOME)
    log = "\n\n## 2019-11-30 Secret\ndraft: true\nskills: flask\n\nx\n"
    files = {**SOME, "content/log.md": SOME["content/log.md"].rstrip() + log}
    assert make_site(files) == before
    assert list_withheld(files) == (Withheld("content/log.md:8", "a draft (shown with --drafts)"),)


def test_link_to_what_is_withheld_is_as_one_to_nothing() -> None:
    """Whether an entry is a draft or not there at all cannot be seen on the site."""
    linking = {**SOME, "content/entries/a.md": "[x](secret.md)\n"}
    alone, _ = assemble(linking)
    beside, _ = assemble({**linking, "content/entries/secret.md": "---\ndraft: true\n---\n"})
    assert beside == alone


@given(st.permutations(sorted(path for path in SOME if path.endswith(".md"))))
def test_order_of_the_files_is_no_matter(paths: list[str]) -> None:
    """The site is the same in whatever order documents were read, pages aside, which are sorted where they are shown."""
    journal = make_journal(SOME)
    ranks = {path: rank for rank, path in enumerate(paths)}
    documents = tuple(sorted(journal.documents, key=lambda document: ranks[document.path]))
    assembly = assemble_site(msgspec.structs.replace(journal, documents=documents))
    site, problems = assembly.site, assembly.problems
    assert show(problems) == ""
    assert site == make_site(SOME)

"""What stands in the region, as a file and as GitHub shows it."""

import re

import pytest

from generator.markdown.tasklists import read_task_lists
from generator.readme.writing import Told, write_region
from generator.sources.tasklists import walk_tasks
from tests.markdown.fidelity.reference import render_reference
from tests.model.samples import make_dates, make_history, make_rules, make_site
from tests.readme.samples import JOURNAL, make_told
from tests.words.samples import ENGLISH, GERMAN

REGION = """
1 of 3 done, *1 learning*, ~~1 dropped~~, 2 entries

- [ ] 5 Web
  - [ ] 5.1 Flask ⬅️💻☕
  - [ ] 5.10 Django
- [x] SQL
- [ ] ~~Perl~~

### Latest entries

- 2019-11-30 [At night](content/log.md)
- 2019-11-29 [First app](content/entries/web/flask.md)

"""
BASE = "title: Notes\nbase_url: https://user.github.io/repo\n"


def test_a_region_has_counts_boxes_and_entries() -> None:
    """All of it, to the byte."""
    assert write_region(make_told()) == REGION


def test_links_lead_to_the_site_if_it_has_an_address() -> None:
    """And its title does as well."""
    region = write_region(make_told(settings=BASE))
    assert region.startswith("\n[Notes](https://user.github.io/repo/): 1 of 3 done, ")
    assert "- 2019-11-29 [First app](https://user.github.io/repo/web/flask/)\n" in region
    assert "content/" not in region


def test_an_entry_of_the_log_is_found_by_githubs_anchor() -> None:
    """Many stand in one file."""
    told = make_told()
    log = next(entry.url for entry in told.site.entries if entry.is_log_entry)
    with_anchors = Told(told.site, told.words, None, {log: "2019-11-30-0033-at-night"})
    assert "[At night](content/log.md#2019-11-30-0033-at-night)" in write_region(with_anchors)
    assert "#" not in write_region(Told(make_told(settings=BASE).site, told.words, None, {log: "x"})).replace("###", "")


def test_github_nests_the_boxes_and_shows_none_as_text() -> None:
    """By its own parser."""
    html = render_reference(write_region(make_told()))
    assert html.count('type="checkbox"') == 5
    assert html.count('checked=""') == 1
    assert re.search(r"5 Web\n<ul[^>]*>\n<li[^>]*><input[^>]*> 5\.1 Flask ⬅️💻☕</li>", html)
    assert "<del>Perl</del>" in html
    assert "[ ]" not in html


def test_several_checklists_have_headings_with_counts() -> None:
    """In their order, each with the way to it."""
    files = {**JOURNAL, "content/checklists/data.yaml": "title: Data [pipelines]\nskills: [ETL]\n"}
    region = write_region(make_told(files))
    assert "### [Backend engineer](content/checklists/backend.yaml)\n\n1 of 3 done, " in region
    assert (
        "### [Data \\[pipelines\\]](content/checklists/data.yaml)\n\n0 of 1 done\n\n- [ ] ETL\n\n### Latest" in region
    )
    with_site = write_region(make_told(files, BASE))
    assert "(https://user.github.io/repo/checklists/backend/)" in with_site


def test_nothing_that_is_withheld_is_in_it() -> None:
    """Drafts, private and future entries, todo lists, and checklists that are not public change no byte."""
    hidden = {
        "content/checklists/secret.yaml": "title: Secret\npublic: false\nskills: [Zebra]\n",
        "content/entries/draft.md": "---\ndate: 2020-01-01\ndraft: true\n---\n# Zebra\n",
        "content/entries/private.md": "---\ndate: 2020-01-01\nprivate: true\n---\n# Zebra\n",
        "content/entries/future.md": "---\ndate: 2031-01-01\n---\n# Zebra\n",
        "content/todo.md": "- [ ] Zebra\n",
    }
    assert write_region(make_told({**JOURNAL, **hidden})) == REGION


def test_the_latest_five_entries_are_listed() -> None:
    """Newest first; the counts say how many there are."""
    files = {f"content/entries/e{day}.md": f"---\ndate: 2020-01-0{day}\n---\nx\n" for day in range(1, 8)}
    region = write_region(make_told(files))
    assert region.startswith("\n7 entries\n\n### Latest entries\n\n- 2020-01-07 [E7]")
    assert re.findall(r"\[E(\d)\]", region) == ["7", "6", "5", "4", "3"]


def test_an_entry_that_git_does_not_know_is_of_today() -> None:
    """So the commit that brings it leaves the region current; once it is committed git's day and time stand there."""
    day = {"content/entries/day.md": "---\ndate: 2020-06-01\n---\nx\n"}
    files = {**day, "content/entries/a.md": "x\n", "content/entries/z.md": "x\n"}
    known = {"content/entries/a.md": make_dates("2020-01-01")}
    before = write_region(make_told(files, history=make_history(known)))
    assert re.findall(r"^- (\S+) \[(\w+)\]", before, re.MULTILINE) == [
        ("2020-06-01", "Z"),
        ("2020-06-01", "Day"),
        ("2020-01-01", "A"),
    ]
    committed = make_history({**known, "content/entries/z.md": make_dates("2020-06-01T17:30:00+00:00")})
    assert write_region(make_told(files, history=committed)) == before


def test_without_git_an_entry_without_a_date_has_none() -> None:
    """No day is made up, so the text stays the same from day to day."""
    assert "\n- [A](content/entries/a.md)\n" in write_region(make_told({"content/entries/a.md": "x\n"}))


def test_no_day_changes_it() -> None:
    """A year later the same journal has the same region."""
    later = Told(make_site(JOURNAL, make_rules(today="2021-06-01")), ENGLISH)
    assert write_region(later) == REGION


def test_the_marker_is_the_sites_own() -> None:
    """And nothing if it is empty."""
    assert "  - [ ] 5.1 Flask <==\n" in write_region(make_told(settings='now_marker: " <== "\n'))
    assert "  - [ ] *5.1 Flask*\n" in write_region(make_told(settings='now_marker: ""\n'))


def test_a_part_says_its_state_only_where_its_author_did() -> None:
    """What follows from the skills below it need not be said, but for a box that is ticked."""
    checklist = "- {title: A, skills: [{title: B, done: true}]}\n- {title: C, state: learning, skills: [D]}\n"
    region = write_region(make_told({"content/checklists/a.yaml": checklist}))
    assert "- [x] A\n  - [x] B\n- [ ] *C*\n  - [ ] D\n" in region


def test_words_are_in_the_language_of_the_site() -> None:
    """As on the site's pages."""
    region = write_region(make_told(words=GERMAN))
    assert region.startswith("\n1 von 3 fertig, *1 in Arbeit*, ~~1 gestrichen~~, 2 Einträge\n")


@pytest.mark.parametrize(
    "title",
    [
        "*a* [b](c) <!-- journal:end -->",
        "1. a",
        "# a",
        "- [x] a",
        "> a",
        "Java ☕",
        "⬅️",
        "☕️ ⬅",
        "a <==",
        "<== a",
        "```",
        "$a$",
        "---",
    ],
)
@pytest.mark.parametrize("state", ["planned", "learning", "dropped"])
def test_titles_are_shown_as_they_are(title: str, state: str) -> None:
    """And read back as they are: no box, marker or list is made of them."""
    checklist = f"- {{title: '{title}', number: '7', state: {state}, id: x}}\n"
    region = write_region(make_told({"content/checklists/a.yaml": checklist}, 'now_marker: "<=="\n'))
    (tasks,) = read_task_lists(region, marker="<==").lists
    (task,) = walk_tasks(tasks.items)
    assert (task.number, task.title, task.is_now) == ("7", title, False)


def test_a_file_with_odd_signs_in_its_name_is_linked() -> None:
    """Spaces and brackets end no link."""
    files = {"content/entries/a (b).md": "---\ndate: 2020-01-01\n---\nx\n"}
    assert "[A (b)](content/entries/a%20%28b%29.md)" in write_region(make_told(files))


def test_a_checklist_may_be_empty() -> None:
    """As in the first minute of a journal."""
    assert write_region(make_told({"content/checklists/a.yaml": "title: A\nskills: []\n"})) == "\n0 entries\n\n"

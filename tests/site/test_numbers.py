"""Every number on every page equals what the content says: a small site, counted by hand.

Pages are asked by what they mean: by the addresses of links and the words beside them, not by how they look.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.site.space import PageView, SiteSpace

SITE = """\
== site.yaml ==
title: Notes
base_url: https://example.org
git_dates: false
== content/checklists/backend.yaml ==
title: Backend
skills:
  - title: 1 Web
    skills:
      - {title: Flask, done: 2020-02-02, evidence: [{pr: "a/b#1", title: A fix, date: 2020-01-20}]}
      - Django
      - Jinja
  - 2 SQL
  - {title: 3 Perl, state: dropped}
  - {title: 4 Git, done: true}
== content/entries/routes.md ==
---
date: 2019-12-30
tags: [web]
skills: [flask]
series: A tutorial
---
# Routes

Words.
== content/entries/blueprints.md ==
---
date: 2020-01-02
tags: [web, python]
skills: [flask, django]
series: A tutorial
---
# Blueprints

Words.
== content/entries/joins.md ==
---
date: 2020-01-05
tags: [db]
skills: [sql]
---
# Joins

Words.
== content/entries/walk.md ==
---
date: 2020-02-01
---
# Walk

Words.
== content/entries/rough.md ==
---
date: 2020-01-03
draft: true
tags: [web]
skills: [jinja]
---
# Rough

Nobody counts it.
== content/log.md ==
## 2020-01-06 Late
skills: django

Words.
"""

SKILLS = ("web", "flask", "django", "jinja", "sql", "perl", "git")
LEAVES = SKILLS[1:]
PROGRESS = {"done": 2, "learning": 2, "planned": 1, "dropped": 1}
REASONS = {
    "web": "1 of 3 done, 1 learning",
    "flask": "done on 2 February 2020: 2 entries, last on 2 January 2020",
    "django": "learning: 2 entries, last on 6 January 2020",
    "jinja": "planned: nothing yet",
    "sql": "learning: 1 entry, on 5 January 2020",
    "perl": "dropped: no longer aimed at",
    "git": "done, claimed: no entry cites it",
}
BADGES = {
    "web": "1 of 3 done",
    "flask": "done, 2 entries",
    "django": "learning, 2 entries",
    "jinja": "planned",
    "sql": "learning, 1 entry",
    "perl": "dropped",
    "git": "done",
}
ENTRIES = {"web": 0, "flask": 2, "django": 2, "jinja": 0, "sql": 1, "perl": 0, "git": 0}
"""How many entries cite each skill."""
SAID_BY_MAP = {leaf: ENTRIES[leaf] for leaf in LEAVES}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> SiteSpace:
    """The site as it was written; nobody changes it."""
    return build(tmp_path_factory.mktemp("numbers"))


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> SiteSpace:
    """The site from which the only entry that cites SQL was deleted, built on top of the one before."""
    space = build(tmp_path_factory.mktemp("numbers"))
    space.remove("content/entries/joins.md")
    assert space.build().problems == ""
    return space


def build(folder: Path) -> SiteSpace:
    """Build the site, in which nothing is wrong."""
    space = SiteSpace(folder / "site", SITE)
    assert space.build().problems == ""
    return space


def text_of(element: ET.Element) -> str:
    """Give the words in an element, those for screen readers among them."""
    return " ".join("".join(element.itertext()).split())


def main_of(view: PageView) -> ET.Element:
    """Give what is a page's own, without the frame round it."""
    main = view.tree.find(".//main")
    assert main is not None
    return main


def words(space: SiteSpace, output: str) -> str:
    """Give all words of a page's own."""
    return text_of(main_of(space.parse(output)))


def links(space: SiteSpace, output: str, href: str) -> list[str]:
    """Give the words of the links of a page that lead to an address."""
    return [text_of(link) for link in main_of(space.parse(output)).iter("a") if link.get("href") == href]


def entries_in(text: str) -> int:
    """Read how many entries a text tells of; one that tells of none says nothing."""
    found = re.search(r"\b(\d+) entr(?:y|ies)\b", text)
    return int(found[1]) if found else 0


def counts(space: SiteSpace, output: str) -> dict[str, int]:
    """Read the numbers of the checklist on a page: each word with its number."""
    found = {}
    for pair in main_of(space.parse(output)).findall(".//dl/div"):
        number = pair.findtext("dd", "")
        if number.isdecimal():
            found[text_of(pair).replace(number, "").strip()] = int(number)
    return found


def titled(space: SiteSpace, output: str) -> Iterator[tuple[str, ET.Element]]:
    """Give each section of a page with its heading."""
    for section in main_of(space.parse(output)).iter("section"):
        headings = [child for child in section if child.tag in {"h2", "h3"}]
        if headings:
            yield text_of(headings[0]), section


def evidence_of(space: SiteSpace, skill: str) -> tuple[int, int]:
    """Say how much evidence a skill's page counts, and how much it lists."""
    for title, section in titled(space, f"skills/{skill}/index.html"):
        if title.startswith("Evidence"):
            number = re.search(r"\d+", title)
            return int(number[0]) if number else 0, len(section.findall(".//ol/li"))
    return 0, 0


def cv_of(space: SiteSpace) -> dict[str, list[str]]:
    """Say which requirements the CV has under which heading; the number in the heading must be theirs."""
    found = {}
    for title, section in titled(space, "cv/index.html"):
        name, _, number = title.rpartition(" ")
        hrefs = [link.get("href", "") for link in section.iter("a")]
        skills = [href.split("/")[2] for href in hrefs if href.startswith("/skills/")]
        if number.isdecimal():
            assert int(number) == len(skills), title
            found[name] = skills
    return found


def feed_lengths(space: SiteSpace, home: str) -> tuple[int, int]:
    """Count the entries of both feeds of a page."""
    atom = ET.fromstring(space.read(f"{home}feed.xml").encode())
    return len(atom.findall("{http://www.w3.org/2005/Atom}entry")), len(
        json.loads(space.read(f"{home}feed.json"))["items"]
    )


def listed(space: SiteSpace, output: str) -> int:
    """Count the entries that a page lists, by their headings."""
    main = main_of(space.parse(output))
    return len([link for level in ("h2", "h3") for link in main.findall(f".//li//{level}/a")])


def api_of(space: SiteSpace, name: str) -> list[dict[str, object]]:
    """Read a file of the API."""
    found = json.loads(space.read(f"api/v1/{name}.json"))[name]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("output", ["index.html", "skills/index.html", "checklists/backend/index.html"])
def test_progress_counts_the_leaves(whole: SiteSpace, after: SiteSpace, output: str) -> None:
    """Two done, two learned, one planned, one dropped; one more planned when nothing shows it any more."""
    assert counts(whole, output) == PROGRESS
    assert counts(after, output) == PROGRESS | {"learning": 1, "planned": 2}


@pytest.mark.parametrize("output", ["index.html", "skills/index.html"])
def test_checklists_and_groups_say_how_many_of_how_many(whole: SiteSpace, after: SiteSpace, output: str) -> None:
    """What is dropped is no part of the whole."""
    for space in (whole, after):
        assert "Backend 2 of 5 done" in words(space, output)
        assert "1 of 3" in links(space, output, "/skills/web/")[0]


def test_map_of_skills_counts_their_entries(whole: SiteSpace, after: SiteSpace) -> None:
    """Each skill of the home page with its state, and the entries that cite it."""
    for space, expected in ((whole, SAID_BY_MAP), (after, SAID_BY_MAP | {"sql": 0})):
        rows = {leaf: links(space, "index.html", f"/skills/{leaf}/")[0] for leaf in LEAVES}
        assert {leaf: entries_in(row) for leaf, row in rows.items()} == expected
    assert "learning" in links(whole, "index.html", "/skills/sql/")[0]
    assert "planned" in links(after, "index.html", "/skills/sql/")[0]


@pytest.mark.parametrize("skill", SKILLS)
def test_skill_says_why_it_is_where_it_is(whole: SiteSpace, after: SiteSpace, skill: str) -> None:
    """On its page, in the description for search engines, and in the API; deleting what cites it changes all three."""
    for space, reason in (
        (whole, REASONS[skill]),
        (after, "planned: nothing yet" if skill == "sql" else REASONS[skill]),
    ):
        output = f"skills/{skill}/index.html"
        assert reason in words(space, output)
        (description,) = space.parse(output).attributes(".//meta[@name='description']", "content")
        assert description.endswith(f": {reason}")
        assert [each["reason"] for each in api_of(space, "skills") if each["id"] == skill] == [reason]


def test_list_of_skills_explains_states(whole: SiteSpace, after: SiteSpace) -> None:
    """With the same words as each skill's own page; what is planned has nothing to explain."""
    explained = {skill: reason for skill, reason in REASONS.items() if skill not in {"web", "jinja"}}
    for reason in explained.values():
        assert reason in words(whole, "skills/index.html")
    assert REASONS["sql"] not in words(after, "skills/index.html")


def test_evidence_is_counted_as_it_is_listed(whole: SiteSpace, after: SiteSpace) -> None:
    """Entries, and what the checklist names beside them."""
    expected = ENTRIES | {"flask": 3}
    assert {skill: evidence_of(whole, skill) for skill in SKILLS} == {skill: (n, n) for skill, n in expected.items()}
    assert evidence_of(after, "sql") == (0, 0)


def test_journal_counts_its_entries(whole: SiteSpace, after: SiteSpace) -> None:
    """All, by year, and by month; the log among them and drafts not."""
    for space, all_, year, month in ((whole, 5, 4, 3), (after, 4, 3, 2)):
        assert (entries_in(words(space, "journal/index.html")), listed(space, "journal/index.html")) == (all_, all_)
        assert f"All {all_} entries" in words(space, "index.html")
        (of_2020,) = links(space, "journal/index.html", "/journal/2020/")
        (of_2019,) = links(space, "journal/index.html", "/journal/2019/")
        assert (entries_in(of_2020), entries_in(of_2019)) == (year, 1)
        assert listed(space, "journal/2020/index.html") == year
        assert listed(space, "journal/2020/01/index.html") == month
        assert listed(space, "log/index.html") == 1


def test_tags_and_series_count_their_entries(whole: SiteSpace, after: SiteSpace) -> None:
    """In the list of all, and on their own pages; a tag that no entry has is gone."""
    for tag, number in (("web", 2), ("python", 1), ("db", 1)):
        (row,) = links(whole, "tags/index.html", f"/tags/{tag}/")
        page = f"tags/{tag}/index.html"
        assert (entries_in(row), entries_in(words(whole, page)), listed(whole, page)) == (number, number, number)
    assert links(after, "tags/index.html", "/tags/db/") == []
    assert not [output for output in after.outputs() if output.startswith("tags/db/")]
    for space in (whole, after):
        (row,) = links(space, "series/index.html", "/series/a-tutorial/")
        assert (entries_in(row), listed(space, "series/a-tutorial/index.html")) == (2, 2)
        assert "Part 2 of 2" in words(space, "blueprints/index.html")
        assert "Part 1 of 2" in words(space, "routes/index.html")


def test_feeds_have_as_many_entries(whole: SiteSpace, after: SiteSpace) -> None:
    """Of the site, of tags and of skills, in both forms."""
    for space, sql, all_ in ((whole, 1, 5), (after, 0, 4)):
        expected = {"": all_, "tags/web/": 2} | {f"skills/{skill}/": n for skill, n in (ENTRIES | {"sql": sql}).items()}
        assert {home: feed_lengths(space, home) for home in expected} == {home: (n, n) for home, n in expected.items()}


def test_api_says_the_same(whole: SiteSpace, after: SiteSpace) -> None:
    """Each entry, and each skill with its state and the entries that cite it."""
    for space, sql, state, all_ in ((whole, 1, "learning", 5), (after, 0, "planned", 4)):
        assert len(api_of(space, "entries")) == all_
        skills = {str(each["id"]): each for each in api_of(space, "skills")}
        cited = {skill: len(each["entries"]) for skill, each in skills.items() if isinstance(each["entries"], list)}
        assert (cited, skills["sql"]["state"]) == (ENTRIES | {"sql": sql}, state)


def test_cv_has_each_requirement_once_with_what_shows_it(whole: SiteSpace, after: SiteSpace) -> None:
    """By state, with two links at most; what nothing shows any more is not yet met."""
    by_state = {
        "Met": ["flask", "git"],
        "Being learned": ["django", "sql"],
        "Not yet": ["jinja"],
        "No longer aimed at": ["perl"],
    }
    assert cv_of(whole) == by_state
    assert cv_of(after) == by_state | {"Being learned": ["django"], "Not yet": ["jinja", "sql"]}
    for space, shown in ((whole, ["/joins/"]), (after, [])):
        assert "Backend 2 of 5 met" in words(space, "cv/index.html")
        assert "Last change 2 February 2020" in words(space, "cv/index.html")
        (row,) = (row for row in main_of(space.parse("cv/index.html")).iter("li") if text_of(row).startswith("2 SQL"))
        assert [link.get("href") for link in row.iter("a")] == ["/skills/sql/", *shown]


def test_rows_of_the_cv_have_the_best_evidence(whole: SiteSpace) -> None:
    """The work, and the entry that is about the skill alone; else the two best entries."""
    rows = [
        [link.get("href", "") for link in row.iter("a")]
        for row in main_of(whole.parse("cv/index.html")).iter("li")
        if any(link.get("href", "").startswith("/skills/") for link in row.iter("a"))
    ]
    assert {row[0].split("/")[2]: row[1:] for row in rows} == {
        "flask": ["https://github.com/a/b/pull/1", "/routes/"],
        "django": ["/log/2020-01-06/", "/blueprints/"],
        "jinja": [],
        "sql": ["/joins/"],
        "perl": [],
        "git": [],
    }


def test_every_row_of_the_cv_leads_somewhere(whole: SiteSpace) -> None:
    """Each link inside the site leads to a page that is there, and each is written out for paper."""
    main = main_of(whole.parse("cv/index.html"))
    hrefs = [link.get("href", "") for row in main.iter("li") for link in row.iter("a")]
    inner = [href for href in hrefs if href.startswith("/")]
    assert inner
    assert {f"{href[1:]}index.html" for href in inner} <= whole.outputs()
    assert "example.org/joins" in words(whole, "cv/index.html")


def test_data_of_the_cv_says_the_same(whole: SiteSpace, after: SiteSpace) -> None:
    """How far each requirement at the top is."""
    for space, sql in ((whole, "learning"), (after, "not yet")):
        skills = json.loads(space.read("cv/resume.json"))["skills"]
        expected = {"Web": "1 of 3 done", "SQL": sql, "Perl": "dropped", "Git": "done"}
        assert {skill["name"]: skill["level"] for skill in skills} == expected


def test_badges_say_the_same(whole: SiteSpace, after: SiteSpace) -> None:
    """As a picture and as data, and the line for a README on the skill's page says the state."""
    for space, badges in ((whole, BADGES), (after, BADGES | {"sql": "planned"})):
        assert {skill: json.loads(space.read(f"badges/{skill}.json"))["message"] for skill in SKILLS} == badges
        for skill, message in badges.items():
            assert ET.fromstring(space.read(f"badges/{skill}.svg")).get("aria-label", "").endswith(f": {message}")
    line = "[![SQL: {}](https://example.org/badges/sql.svg)](https://example.org/skills/sql/)"
    assert line.format("learning") in words(whole, "skills/sql/index.html")
    assert line.format("planned") in words(after, "skills/sql/index.html")


def test_what_is_gone_is_named_nowhere(after: SiteSpace) -> None:
    """The deleted entry, and the draft that never was one."""
    for output in sorted(after.outputs()):
        if not output.startswith("assets/"):
            assert not re.search(r"joins|rough", after.read(output), re.IGNORECASE), output


def test_incremental_numbers_are_those_of_a_clean_build(after: SiteSpace, tmp_path: Path) -> None:
    """Deleting and building again is the same as never having written."""
    clean = SiteSpace(tmp_path / "site", SITE)
    clean.remove("content/entries/joins.md")
    clean.build()
    assert clean.digest() == after.digest()

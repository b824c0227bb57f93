"""A whole site that uses everything, looked at from outside: which files there are, and what they say."""

import json
import os
import re
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree as ET

import pytest

from tests.site.space import Built, PageView, SiteSpace, tree_digest

GOLDEN = Path(__file__).parent / "golden"

SITE = """\
== site.yaml ==
title: Notes
description: What I learn.
author: {name: Ada, url: "https://ada.example"}
language: en
timezone: Europe/Berlin
base_url: https://example.org/notes
edit_url: https://example.org/edit/{path}
repository_url: https://example.org/repo
entries_per_page: 3
feed_entries: 4
git_dates: false
== content/entries/README.md ==
# Welcome

I write down *what I learn*; [the log](../log.md) is shorter.
== content/entries/flask/blueprints.md ==
---
title: Blueprints & friends
date: 2020-01-02 09:30
updated: 2020-02-01
summary: How to cut an application into parts.
tags: [Python, web]
skills: [flask, testing]
series: Flask tutorial
aliases: [/old/blueprints/]
image: plot.svg
---
# Blueprints & friends

The body, with [the next part](templates.md#loops) and ![a plot](plot.svg).

```python
app = Flask(__name__)
```

| a | b |
|---|--:|
| 1 | 2 |
== content/entries/flask/templates.md ==
---
date: 2020-01-03
series: Flask tutorial
skills: [jinja]
---
# Templates

First paragraph.

## Loops

A footnote.[^1]

[^1]: At the end.
== content/entries/flask/plot.svg ==
<svg xmlns="http://www.w3.org/2000/svg"/>
== content/entries/flask/unused.svg ==
<svg xmlns="http://www.w3.org/2000/svg"/>
== content/entries/2019-12-31-2300-late-night.md ==
Words without a heading.
== content/entries/undated-b.md ==
# Undated b
== content/entries/undated-a.md ==
# Undated a
== content/entries/rough.md ==
---
date: 2020-03-01
draft: true
tags: [draft-tag]
---
# Rough
== content/entries/later.md ==
---
date: 2020-07-01
---
# Later
== content/entries/secret.md ==
---
date: 2020-03-03
private: true
---
# Secret
== content/log.md ==
# My log

A line a day.

## 2020-01-05 10:00 Started with Docker
skills: docker

It runs.

## 2020-01-04 A walk

Nothing learned.
== content/pages/about.md ==
---
nav_order: 2
nav_title: Me
---
# About me

See [my entries](/journal/) and [my skills](../checklists/backend.yaml).
== content/pages/uses.md ==
---
nav_order: 1
---
# Uses
== content/checklists/backend.yaml ==
title: Backend engineer
description: What the advert asks for.
skills:
  - number: 5
    title: Web
    id: web-frameworks
    skills:
      - {number: 5.10, title: Flask, since: 2019-11-01, now: true, aliases: [flask-framework]}
      - {title: Jinja, done: 2020-02-02}
  - 9 Testing
  - {title: Perl, state: dropped}
== content/checklists/devops.yaml ==
title: DevOps
skills:
  - Docker
  - {id: testing, title: Testing, evidence: [{title: A talk, url: "https://example.org/talk", date: 2020-03-01}]}
== content/todo.md ==
- [ ] learn everything
"""

OUTPUTS = """\
404.html
about/index.html
api/v1/entries.json
api/v1/skills.json
assets/code.*.js
assets/cv.*.css
assets/icon-180.*.png
assets/icon.*.svg
assets/journal.*.css
assets/progress.*.css
assets/scheme.*.js
assets/search-dialog.*.js
assets/search.*.css
assets/search.*.js
badges/docker.json
badges/docker.svg
badges/flask.json
badges/flask.svg
badges/jinja.json
badges/jinja.svg
badges/perl.json
badges/perl.svg
badges/testing.json
badges/testing.svg
badges/web-frameworks.json
badges/web-frameworks.svg
cards/*.png
cards/*.png
cards/*.png
cards/*.png
cards/*.png
cards/*.png
cards/*.png
cards/*.png
cards/*.png
cards/*.png
cards/*.png
cards/*.png
cards/*.png
cards/site.png
checklists/backend/index.html
checklists/devops/index.html
cv/index.html
cv/resume.json
feed.json
feed.xml
flask/blueprints/index.html
flask/plot.svg
flask/templates/index.html
index.html
journal/2019/12/index.html
journal/2019/index.html
journal/2020/01/index.html
journal/2020/01/page/2/index.html
journal/2020/index.html
journal/2020/page/2/index.html
journal/index.html
journal/page/2/index.html
journal/page/3/index.html
late-night/index.html
log/2020-01-04/index.html
log/2020-01-05-1000/index.html
log/index.html
old/blueprints/index.html
progress/index.html
robots.txt
search/index.html
series/flask-tutorial/index.html
series/index.html
sitemap.xml
skills/docker/feed.json
skills/docker/feed.xml
skills/docker/index.html
skills/flask-framework/index.html
skills/flask/feed.json
skills/flask/feed.xml
skills/flask/index.html
skills/index.html
skills/jinja/feed.json
skills/jinja/feed.xml
skills/jinja/index.html
skills/perl/feed.json
skills/perl/feed.xml
skills/perl/index.html
skills/testing/feed.json
skills/testing/feed.xml
skills/testing/index.html
skills/web-frameworks/feed.json
skills/web-frameworks/feed.xml
skills/web-frameworks/index.html
tags/flask/feed.json
tags/flask/feed.xml
tags/flask/index.html
tags/index.html
tags/python/feed.json
tags/python/feed.xml
tags/python/index.html
tags/web/feed.json
tags/web/feed.xml
tags/web/index.html
undated-a/index.html
undated-b/index.html
uses/index.html
"""

WITHHELD = (
    "content/entries/later.md: dated 2020-07-01, after 2020-06-01 (shown with --future)",
    "content/entries/rough.md: a draft (shown with --drafts)",
    "content/entries/secret.md: private",
)

ATOM = "{http://www.w3.org/2005/Atom}"
_CARD = re.compile(r"cards/[0-9a-f]{12}\b")
_DIGEST = re.compile(r"\.[0-9a-f]{8}\.(css|js|png|svg)\b")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[SiteSpace, Built]:
    """The site, built once; nobody changes it."""
    space = SiteSpace(tmp_path_factory.mktemp("whole") / "site", SITE)
    return space, space.build()


@pytest.fixture(scope="module")
def views(site: tuple[SiteSpace, Built]) -> dict[str, PageView]:
    """Every page of the site, parsed by the rules of HTML without a single error."""
    return {path: site[0].parse(path) for path in sorted(site[0].outputs()) if path.endswith(".html")}


def hide_digests(text: str) -> str:
    """Put a star in place of the digest in the names of the theme's files, and of cards."""
    return _CARD.sub("cards/*", _DIGEST.sub(r".*.\1", text))


def test_outputs_are_these(site: tuple[SiteSpace, Built]) -> None:
    """No file more and no file less; only the file that a page shows is copied."""
    assert "".join(sorted(hide_digests(f"{path}\n") for path in site[0].outputs())) == OUTPUTS


def test_nothing_is_wrong(site: tuple[SiteSpace, Built]) -> None:
    """The site is sound, so nothing is said of it."""
    assert site[1].problems == ""


def test_withheld_entries_are_told_with_reasons(site: tuple[SiteSpace, Built]) -> None:
    """One line for each, and none for the todo list."""
    assert site[1].withheld == WITHHELD


def test_nothing_withheld_is_in_any_output(site: tuple[SiteSpace, Built]) -> None:
    """Neither a title, nor a tag, nor a task."""
    for path in site[0].outputs():
        if path.startswith("assets/"):
            continue
        assert not re.search(r"rough|secret|later|draft-tag|learn everything", site[0].read(path), re.IGNORECASE), path


@pytest.mark.parametrize("name", sorted(path for path in OUTPUTS.split() if path.endswith(".html")))
def test_page_is_valid_and_has_one_heading(views: dict[str, PageView], name: str) -> None:
    """html5lib finds no error, there is one `h1`, no id twice, and the language is given."""
    view = views[name]
    assert len(view.texts(".//h1")) == 1
    ids = view.attributes(".//*[@id]", "id")
    assert len(ids) == len(set(ids))
    assert view.tree.get("lang") == "en"


@pytest.mark.parametrize("name", sorted(path for path in OUTPUTS.split() if path.endswith(".html")))
def test_links_of_page_lead_somewhere(site: tuple[SiteSpace, Built], views: dict[str, PageView], name: str) -> None:
    """Every link inside the site is under the base path and leads to an output, and to an id that is there."""
    base = "https://example.org/notes/"
    here = urljoin(base, name.removesuffix("index.html"))
    for address in views[name].addresses():
        target, _, fragment = urljoin(here, address).partition("#")
        if not target.startswith("https://example.org/") or "/edit/" in target or target.endswith(("/repo", "/talk")):
            continue
        assert target.startswith(base), f"{address} leads out of the base path"
        path = unquote(target.removeprefix(base))
        output = f"{path}index.html" if path.endswith("/") or not path else path
        assert output in site[0].outputs(), f"{address} leads to nothing"
        if fragment:
            assert fragment in views[output].attributes(".//*[@id]", "id"), f"{address} names no place"


def test_archive_is_newest_first_with_undated_entries_last(views: dict[str, PageView]) -> None:
    """Entries without a date come last, by title, and say nothing of it."""
    lists = [
        views[f"journal/{page}index.html"].texts(".//ol[@class='entries']/li/div/*/a")
        for page in ("", "page/2/", "page/3/")
    ]
    assert lists == [
        ["Started with Docker", "A walk", "Templates"],
        ["Blueprints & friends", "Late night", "Undated a"],
        ["Undated b"],
    ]
    assert views["undated-a/index.html"].texts(".//time") == []


def test_entries_link_to_their_neighbours(views: dict[str, PageView]) -> None:
    """The entry before and the entry after, log and files in one row."""
    view = views["flask/templates/index.html"]
    rows = {
        row.get("aria-label"): [link.get("href") for link in row.findall("a")] for row in view.tree.findall(".//nav")
    }
    assert rows["Entries"] == ["/notes/flask/blueprints/", "/notes/log/2020-01-04/"]
    assert rows["Flask tutorial, part 2 of 2"] == ["/notes/flask/blueprints/"]


def test_title_is_not_repeated_in_the_body(views: dict[str, PageView]) -> None:
    """The first heading is the title; a title from the file's name stands for a heading that is not there."""
    assert views["flask/blueprints/index.html"].texts(".//h1") == ["Blueprints & friends"]
    assert views["late-night/index.html"].texts(".//h1") == ["Late night"]


def test_navigation_is_in_the_order_that_pages_ask_for(views: dict[str, PageView]) -> None:
    """`nav_order` orders, `nav_title` names."""
    assert views["index.html"].texts(".//nav[@aria-label='Main']//a") == [
        "Journal",
        "Skills",
        "Progress",
        "CV",
        "Uses",
        "Me",
    ]


def test_skill_of_two_checklists_is_one_page(views: dict[str, PageView]) -> None:
    """It has the evidence of both, newest first, and names both roles."""
    view = views["skills/testing/index.html"]
    assert view.texts(".//ol[@class='timeline']//a") == ["A talk", "Blueprints & friends"]
    assert view.attributes(".//dl//a", "href") == ["/notes/checklists/backend/", "/notes/checklists/devops/"]


def test_number_of_a_skill_is_a_text(views: dict[str, PageView]) -> None:
    """5.10 is not 5.1."""
    assert views["skills/flask/index.html"].texts(".//h1") == ["5.10 Flask"]


def test_skills_give_reasons_for_their_states(site: tuple[SiteSpace, Built]) -> None:
    """In the API as on the pages."""
    skills = json.loads(site[0].read("api/v1/skills.json"))["skills"]
    assert {skill["id"]: (skill["state"], skill["reason"]) for skill in skills} == {
        "web-frameworks": ("learning", "1 of 2 done, 1 learning"),
        "flask": ("learning", "learning: 1 entry, on 2 January 2020"),
        "jinja": ("done", "done on 2 February 2020: 1 entry, on 3 January 2020"),
        "testing": ("learning", "learning: 1 entry, on 2 January 2020"),
        "perl": ("dropped", "dropped: no longer aimed at"),
        "docker": ("learning", "learning: 1 entry, on 5 January 2020"),
    }


@pytest.mark.parametrize("name", ["old/blueprints/index.html", "skills/flask-framework/index.html"])
def test_alias_redirects(views: dict[str, PageView], name: str) -> None:
    """Without a script, and with a link for whoever is not redirected."""
    target = "/notes/flask/blueprints/" if "old" in name else "/notes/skills/flask/"
    assert views[name].attributes(".//meta[@http-equiv='refresh']", "content") == [f"0; url={target}"]
    assert views[name].attributes(".//main//a", "href") == [target]
    assert views[name].attributes(".//link[@rel='canonical']", "href") == [f"https://example.org{target}"]


def test_feed_has_the_newest_dated_entries(site: tuple[SiteSpace, Built]) -> None:
    """Four, by the settings; each with its whole text and with addresses that work elsewhere."""
    feed = ET.fromstring(site[0].read("feed.xml"))
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "Started with Docker",
        "A walk",
        "Templates",
        "Blueprints & friends",
    ]
    assert 'src="https://example.org/notes/flask/plot.svg"' in str(entries[3].findtext(f"{ATOM}content"))
    assert feed.findtext(f"{ATOM}updated") == entries[3].findtext(f"{ATOM}updated") == "2020-02-01T00:00:00Z"


def test_both_feeds_say_the_same(site: tuple[SiteSpace, Built]) -> None:
    """Atom and JSON Feed differ in form only."""
    for path in sorted(path for path in site[0].outputs() if path.endswith("feed.xml")):
        atom = ET.fromstring(site[0].read(path))
        data = json.loads(site[0].read(path.replace(".xml", ".json")))
        assert data["title"] == atom.findtext(f"{ATOM}title")
        assert [item["id"] for item in data["items"]] == [each.text for each in atom.findall(f"{ATOM}entry/{ATOM}id")]
        texts = [each.text for each in atom.findall(f"{ATOM}entry/{ATOM}content")]
        assert [item["content_html"] for item in data["items"]] == texts


def test_sitemap_names_every_page_that_is_to_be_found(site: tuple[SiteSpace, Built]) -> None:
    """Neither the 404 page, nor that of the search, nor a redirect."""
    tree = ET.fromstring(site[0].read("sitemap.xml"))
    found = {element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    pages = {path.removesuffix("index.html") for path in site[0].outputs() if path.endswith("index.html")}
    hidden = {"old/blueprints/", "search/", "skills/flask-framework/"}
    assert found == {f"https://example.org/notes/{path}" for path in pages - hidden}


@pytest.mark.parametrize(
    "name", ["flask/blueprints/index.html", "skills/flask/index.html", "feed.xml", "feed.json", "api/v1/entries.json"]
)
def test_file_is_as_it_was_last_approved(site: tuple[SiteSpace, Built], name: str) -> None:
    """A change of a page is meant: look at the difference, then run with JOURNAL_GOLDEN=write."""
    golden = GOLDEN / name.replace("/", "_")
    text = hide_digests(site[0].read(name))
    if os.environ.get("JOURNAL_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """The same site, to be changed."""
    return SiteSpace(tmp_path / "site", SITE)


def test_drafts_are_shown_and_marked(space: SiteSpace) -> None:
    """`--drafts` shows them to the author; search engines are told to stay away."""
    assert space.build(with_drafts=True).withheld == (WITHHELD[0], WITHHELD[2])
    view = space.parse("rough/index.html")
    assert view.texts(".//strong[@class='draft']") == ["Draft"]
    assert view.attributes(".//meta[@name='robots']", "content") == ["noindex"]
    assert "rough" not in space.read("sitemap.xml")


def test_future_entries_are_shown_on_demand(space: SiteSpace) -> None:
    """`--future` shows what is dated after the build."""
    assert space.build(with_future=True).withheld == WITHHELD[1:]
    assert "later/index.html" in space.outputs()


def test_date_of_the_build_decides_what_is_in_the_future(space: SiteSpace) -> None:
    """On its own day an entry is published; private ones never are."""
    assert space.build(date="2020-07-01").withheld == WITHHELD[1:]
    assert set(space.build(date="2020-01-03").withheld) - set(WITHHELD[1:]) == {
        "content/entries/later.md: dated 2020-07-01, after 2020-01-03 (shown with --future)",
        "content/log.md:5: dated 2020-01-05, after 2020-01-03 (shown with --future)",
        "content/log.md:10: dated 2020-01-04, after 2020-01-03 (shown with --future)",
    }


def test_private_stays_private_under_all_options(space: SiteSpace) -> None:
    """No option publishes what is private."""
    assert space.build(with_drafts=True, with_future=True).withheld == WITHHELD[2:]


def test_base_url_without_a_path_needs_no_prefix(space: SiteSpace) -> None:
    """`--base-url` takes the place of the settings' in every link."""
    space.build(base_url="https://ada.example")
    assert not any("/notes/" in space.read(path) for path in space.outputs())
    assert space.parse("flask/templates/index.html").attributes(".//link[@rel='canonical']", "href") == [
        "https://ada.example/flask/templates/"
    ]


def test_permalink_pattern_moves_entries_and_their_links(space: SiteSpace) -> None:
    """Links between files follow; pages and the log stay where they are."""
    space.remove("content/entries/undated-a.md")
    space.remove("content/entries/undated-b.md")
    space.edit("site.yaml", "git_dates: false", "git_dates: false\npermalink: /{year}/{month}/{slug}/")
    assert space.build().problems == ""
    assert {"2020/01/blueprints/index.html", "2019/12/late-night/index.html", "about/index.html"} <= space.outputs()
    assert 'href="/notes/2020/01/templates/#loops"' in space.read("2020/01/blueprints/index.html")


GIT_SITE = """\
== site.yaml ==
title: Notes
== content/entries/one.md ==
# One
"""


def commit(space: SiteSpace, day: str) -> None:
    """Commit everything, on a day."""
    moment = f"{day}T12:00:00+0000"
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for command in (("init", "-q"), ("add", "content", "site.yaml"), (*who, "commit", "-q", "-m", day)):
        done = space.run("git", *command, GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment)
        assert done.code == 0, done.err


def test_dates_come_from_git(tmp_path: Path) -> None:
    """The first commit of a file is its date, the last one its `updated`; the date's source is told."""
    space = SiteSpace(tmp_path / "site", GIT_SITE)
    commit(space, "2020-01-01")
    space.build()
    assert space.parse("one/index.html").attributes(".//time", "datetime") == ["2020-01-01T12:00:00+00:00"]
    space.edit("content/entries/one.md", "# One", "# One\n\nMore.")
    commit(space, "2020-02-02")
    space.build()
    assert space.parse("one/index.html").texts(".//time") == ["1 January 2020, 12:00", "2 February 2020"]
    ended = space.journal("explain", "content/entries/one.md", "--date", "2020-06-01")
    assert "  date: 2020-01-01T12:00:00+00:00, from its first commit\n" in ended.out


def test_shallow_clone_is_an_error_where_a_date_is_needed(tmp_path: Path) -> None:
    """The message says what to write into the workflow; a site that gives its dates itself is built."""
    origin = SiteSpace(tmp_path / "origin", GIT_SITE)
    commit(origin, "2020-01-01")
    origin.write("content/entries/two.md", "# Two\n")
    commit(origin, "2020-02-02")
    space = SiteSpace(tmp_path / "clone")
    done = space.run("git", "clone", "-q", "--depth", "1", f"file://{origin.root}", ".")
    assert done.code == 0, done.err
    assert space.build().problems == SHALLOW
    space.edit("site.yaml", "title: Notes", "title: Notes\ngit_dates: false")
    assert space.build().problems == ""


SHALLOW = """\
content/entries/one.md: error: git is asked for its date (and for 1 more), and this clone is shallow: the history is \
cut off
  hint: clone with the whole history: `fetch-depth: 0` for actions/checkout, or run `git fetch --unshallow`
"""


def test_build_report_of_the_command(space: SiteSpace) -> None:
    """Withheld entries, one a line, what the search lacks, and what was done, last."""
    ended = space.journal("build", "--date", "2020-06-01")
    *lines, last = ended.out.splitlines()
    assert (ended.code, ended.err) == (0, "")
    *withheld, note = lines
    assert withheld == [f"withheld {line}" for line in WITHHELD]
    assert note == 'the search has no index; "journal build --search" makes it'
    assert re.fullmatch(r"rendered (\d+) of \1 pages in \d+\.\d\d s", last)


def test_command_and_function_build_the_same_site(space: SiteSpace, site: tuple[SiteSpace, Built]) -> None:
    """What the tests build in their own process is what authors get."""
    assert space.journal("build", "--date", "2020-06-01", "--jobs", "2").code == 0
    assert space.digest() == tree_digest(site[0].public)

"""What is rendered again after an edit: each case in words, with the whole set of pages."""

import os
import sys
from pathlib import Path

import pytest

from tests.site.space import SiteSpace

SITE = """\
== site.yaml ==
title: Notes
base_url: https://example.org/notes
feed_entries: 2
== content/entries/one.md ==
---
date: 2020-01-01
tags: [python]
skills: [flask]
---
# One

First words of one.

More of one.
== content/entries/two.md ==
---
date: 2020-01-02
tags: [python, web]
---
# Two

First words of two.
== content/entries/three.md ==
---
date: 2020-01-03
tags: [web]
---
# Three

First words of three.
== content/entries/four.md ==
---
date: 2020-01-04
---
# Four

First words of four.
== content/pages/about.md ==
# About

Words about me.
== content/checklists/backend.yaml ==
title: Backend
skills:
  - id: web-frameworks
    title: Web frameworks
    skills: [Flask, Django]
  - Docker
"""

LISTS = {
    *("index.html", "journal/index.html", "journal/2020/index.html", "journal/2020/01/index.html"),
    "api/v1/entries.json",
}
"""What lists every entry."""

FEEDS = {"feed.xml", "feed.json"}
SKILLS = ("web-frameworks", "flask", "django", "docker")


def feeds(*folders: str) -> set[str]:
    """Name the two feeds of each folder."""
    return {f"{folder}/{name}" for folder in folders for name in FEEDS}


def pages(*folders: str) -> set[str]:
    """Name the page of each folder."""
    return {f"{folder}/index.html" for folder in folders}


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site that has just been built."""
    space = SiteSpace(tmp_path / "site", SITE)
    assert space.build().problems == ""
    return space


def all_html(space: SiteSpace) -> set[str]:
    """Name every page that is made from the frame of pages."""
    return {path for path in space.outputs() if path.endswith(".html")}


def test_changed_body_renders_its_page_and_the_feeds_that_quote_it(space: SiteSpace) -> None:
    """Lists show titles and first paragraphs: the rest of a body is the business of its page and of feeds."""
    space.edit("content/entries/one.md", "More of one.", "Much more of one.")
    assert space.build().rendered == pages("one") | feeds("tags/python", "skills/flask")


def test_changed_body_of_a_new_entry_renders_the_feed_of_the_site_too(space: SiteSpace) -> None:
    """The newest entries are quoted in the site's own feeds."""
    space.edit("content/entries/four.md", "First words of four.", "First words of four.\n\nAnd more.")
    assert space.build().rendered == pages("four") | FEEDS


def test_changed_first_paragraph_renders_the_lists_that_show_it(space: SiteSpace) -> None:
    """The first paragraph is the summary, which lists and descriptions show."""
    space.edit("content/entries/three.md", "First words of three.", "Other words of three.")
    assert space.build().rendered == pages("three", "tags/web") | LISTS | feeds("tags/web") | FEEDS


def test_changed_title_renders_neighbours_and_lists(space: SiteSpace) -> None:
    """The neighbours of an entry link to it by its title."""
    space.edit("content/entries/two.md", "# Two", "# Second")
    expected = pages("two", "one", "three", "tags/python", "tags/web") | LISTS
    assert space.build().rendered == expected | feeds("tags/python", "tags/web")


def test_changed_title_of_evidence_renders_its_skill(space: SiteSpace) -> None:
    """A skill's page lists what shows it."""
    space.edit("content/entries/one.md", "# One", "# First")
    expected = pages("one", "two", "tags/python", "skills/flask", "cv") | LISTS
    assert space.build().rendered == expected | feeds("tags/python", "skills/flask")


def test_new_tag_on_an_entry_renders_the_tag_and_what_lists_the_entry_with_its_tags(space: SiteSpace) -> None:
    """A new tag is a new page, two feeds and a line in the list of tags and in the sitemap."""
    space.edit("content/entries/four.md", "date: 2020-01-04", "date: 2020-01-04\ntags: [new]")
    expected = pages("four", "tags", "tags/new") | LISTS | FEEDS | feeds("tags/new") | {"sitemap.xml"}
    assert space.build().rendered == expected


def test_second_entry_of_a_tag_renders_the_list_of_tags(space: SiteSpace) -> None:
    """The list of tags counts the entries of each, and what is of the tag is on the same subject."""
    space.edit("content/entries/four.md", "date: 2020-01-04", "date: 2020-01-04\ntags: [web]")
    expected = pages("two", "three", "four", "tags", "tags/web") | LISTS | FEEDS | feeds("tags/web")
    assert space.build().rendered == expected


def test_removed_tag_takes_its_pages_away(space: SiteSpace) -> None:
    """The page and the feeds of a tag that no entry has are no longer published."""
    space.edit("content/entries/two.md", "tags: [python, web]", "tags: [python]")
    space.edit("content/entries/three.md", "tags: [web]", "draft: false")
    built = space.build()
    assert built.removed == pages("tags/web") | feeds("tags/web")
    expected = pages("two", "three", "tags", "tags/python") | LISTS | FEEDS | feeds("tags/python") | {"sitemap.xml"}
    assert built.rendered == expected


def test_added_entry_renders_its_neighbours_and_lists(space: SiteSpace) -> None:
    """An entry between two others becomes the neighbour of both."""
    space.write("content/entries/half.md", "---\ndate: 2020-01-03 12:00\n---\n# Half\n\nFirst words of half.\n")
    built = space.build()
    assert built.rendered == pages("half", "three", "four") | LISTS | FEEDS | {"sitemap.xml"}
    assert built.reasons["half/index.html"] == "new"


def test_removed_entry_renders_its_neighbours_and_lists_and_takes_its_page_away(space: SiteSpace) -> None:
    """What linked to the entry no longer does."""
    space.remove("content/entries/three.md")
    card = space.parse("three/index.html").tree.find(".//meta[@property='og:image']").get("content")
    built = space.build()
    expected = pages("two", "four", "tags", "tags/web") | LISTS | FEEDS | feeds("tags/web") | {"sitemap.xml"}
    assert built.rendered == expected
    assert built.removed == pages("three") | {f"cards/{card.rpartition('/')[2]}"}
    assert not (space.public / "three").exists()


def test_renamed_entry_moves_its_page(space: SiteSpace) -> None:
    """The address follows the file; what links to it follows the address."""
    space.rename("content/entries/four.md", "content/entries/fourth.md")
    built = space.build()
    assert built.rendered == pages("fourth", "three") | LISTS | FEEDS | {"sitemap.xml"}
    assert built.removed == pages("four")


def test_changed_date_renders_old_and_new_neighbours(space: SiteSpace) -> None:
    """An entry that moves to the end changes the neighbours at both places, and the feeds of the newest."""
    space.edit("content/entries/four.md", "2020-01-04", "2019-12-31")
    expected = pages("four", "three", "one", "journal/2019", "journal/2019/12") | LISTS | FEEDS | {"sitemap.xml"}
    assert space.build().rendered == expected


def test_changed_template_renders_what_is_made_from_it(space: SiteSpace) -> None:
    """A site's own `entry.html` takes the place of the package's, for entries alone."""
    text = (Path(__file__).parents[2] / "templates/entry.html").read_text(encoding="utf-8")
    space.write("templates/entry.html", text)
    assert space.build().rendered == set()
    space.write("templates/entry.html", text.replace("<article ", '<article id="mine" '))
    built = space.build()
    assert built.rendered == pages("one", "two", "three", "four")
    assert set(built.reasons.values()) == {"template entry.html"}


def test_changed_partial_renders_what_reaches_it(space: SiteSpace) -> None:
    """The frame of all pages includes the policy; feeds and the API do not."""
    space.write(
        "templates/partials/policy.html", '<meta charset="utf-8">\n<meta name="viewport" content="width=300">\n'
    )
    assert space.build().rendered == all_html(space)


def test_changed_word_renders_the_pages_for_readers(space: SiteSpace) -> None:
    """Feeds, the sitemap and the API say nothing of their own."""
    space.write("templates/languages/en.yaml", "draft: Unfinished\n")
    built = space.build()
    assert built.rendered == all_html(space)
    assert set(built.reasons.values()) == {"words of the language"}


def test_word_that_is_written_as_it_was_renders_nothing(space: SiteSpace) -> None:
    """The file is another one, and says the same."""
    space.write("templates/languages/en.yaml", "draft: Draft\n")
    assert space.build().rendered == set()


def test_changed_stylesheet_renders_pages_for_its_new_name(space: SiteSpace) -> None:
    """The stylesheet's name has its digest in it, and every page names it."""
    old = {path for path in space.outputs() if path.startswith("assets/journal.")}
    space.write("templates/assets/journal.css", "body { color: red }\n")
    built = space.build()
    assert {path for path in built.rendered if path.endswith(".html")} == all_html(space)
    assert built.removed == old
    assert len(built.copied) == 1


def test_changed_title_of_the_site_renders_all_pages_and_feeds(space: SiteSpace) -> None:
    """Only what shows no title stays: the sitemap, `robots.txt`, badges, and the data of the CV."""
    space.edit("site.yaml", "title: Notes", "title: Notebook")
    everything = {path for path in space.outputs() if not path.startswith(("assets/", "badges/", "cards/"))}
    assert space.build().rendered == everything - {"sitemap.xml", "robots.txt", "cv/resume.json"}


def test_setting_that_concerns_one_list_renders_that_list(space: SiteSpace) -> None:
    """The length of the feeds is nobody else's business."""
    space.edit("site.yaml", "feed_entries: 2", "feed_entries: 3")
    assert space.build().rendered == FEEDS


def test_setting_without_effect_renders_nothing(space: SiteSpace) -> None:
    """Lists longer than any there is are divided as before."""
    space.edit("site.yaml", "feed_entries: 2", "feed_entries: 2\nentries_per_page: 77\nnow_stale_days: 5")
    assert space.build().did_nothing


def test_changed_state_of_a_skill_renders_what_shows_the_state(space: SiteSpace) -> None:
    """Its own page, its neighbours', the checklists', and everything that counts progress; no entry without it."""
    space.edit("content/checklists/backend.yaml", "  - Docker", "  - {title: Docker, state: done}")
    expected = {"index.html", "api/v1/skills.json", "cv/resume.json"} | pages(
        *("cv", "progress", "skills", "checklists/backend"),
        *("skills/docker", "skills/django", "skills/web-frameworks"),
    )
    assert space.build().rendered == expected | badges("docker")


def test_changed_state_of_a_cited_skill_renders_the_entries_that_cite_it(space: SiteSpace) -> None:
    """An entry shows the states of its skills, and so do the lists that show the entry."""
    space.edit("content/checklists/backend.yaml", "[Flask, Django]", "[{title: Flask, state: done}, Django]")
    shown = pages("one", "tags/python", "journal", "journal/2020", "journal/2020/01") | {
        "index.html",
        "api/v1/skills.json",
        "cv/index.html",
        "cv/resume.json",
    }
    tree = pages("progress", "skills", "checklists/backend", "skills/flask", "skills/django", "skills/web-frameworks")
    assert space.build().rendered == shown | tree | badges("flask", "web-frameworks")


def test_cited_skill_renders_the_skill_and_its_parents(space: SiteSpace) -> None:
    """A first entry makes a planned skill one that is being learned."""
    space.edit("content/entries/four.md", "date: 2020-01-04", "date: 2020-01-04\nskills: [docker]")
    expected = pages("four", "progress", "skills", "checklists/backend", "skills/docker", "skills/django") | LISTS
    built = space.build()
    assert built.rendered == expected | {"api/v1/skills.json"} | feeds("skills/docker") | CV_OF_ANOTHER_DAY | badges(
        "docker"
    )


def test_changed_page_renders_that_page(space: SiteSpace) -> None:
    """No list shows the text of a page."""
    space.edit("content/pages/about.md", "Words about me.", "Words about me.\n\nAnd more.")
    assert space.build().rendered == pages("about")


def test_changed_title_of_a_page_renders_every_page(space: SiteSpace) -> None:
    """It stands in the navigation."""
    space.edit("content/pages/about.md", "# About", "# About me")
    assert all_html(space) <= space.build().rendered


def test_changed_file_beside_an_entry_is_copied_and_renders_nothing(space: SiteSpace) -> None:
    """Pages name a picture; they do not contain it."""
    space.write("content/entries/plot.svg", "<svg/>")
    space.edit("content/entries/four.md", "First words of four.", "First words of four.\n\n![a plot](plot.svg)")
    assert space.build().copied == {"plot.svg"}
    space.write("content/entries/plot.svg", "<svg><g/></svg>")
    built = space.build()
    assert (built.rendered, built.copied) == (set(), {"plot.svg"})
    assert space.read("plot.svg") == '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>\n'


def test_later_date_renders_what_counts_days(space: SiteSpace) -> None:
    """No page shows the day of the build, so the next day renders nothing."""
    assert space.build(date="2020-06-02").rendered == set()


def test_entry_appears_when_its_day_has_come(space: SiteSpace) -> None:
    """The date of the build alone publishes what is dated in the future."""
    space.write("content/entries/later.md", "---\ndate: 2020-06-02\n---\n# Later\n")
    assert space.build().rendered == set()
    assert "later/index.html" in space.build(date="2020-06-02").rendered


def test_every_rendered_page_has_a_reason_that_is_true(space: SiteSpace) -> None:
    """The reasons are the fields of the page's context that the edit changed, and no others."""
    space.edit("content/entries/two.md", "# Two", "# Second")
    reasons = space.build().reasons
    assert {path: reasons[path] for path in pages("one", "two", "three", "tags/web", "journal")} == {
        "one/index.html": "newer, related",
        "two/index.html": "page, heading_id",
        "three/index.html": "older, related",
        "tags/web/index.html": "entries",
        "journal/index.html": "entries",
    }


def test_body_is_the_reason_for_a_changed_body(space: SiteSpace) -> None:
    """A page that quotes a body says so; a feed says that its items differ."""
    space.edit("content/entries/one.md", "More of one.", "Much more of one.")
    reasons = space.build().reasons
    assert reasons == {"one/index.html": "body, word_count"} | dict.fromkeys(
        feeds("tags/python", "skills/flask"), "items"
    )


def test_reverted_edit_restores_the_same_bytes(space: SiteSpace) -> None:
    """There and back again gives the site as it was."""
    before = space.digest()
    space.edit("content/entries/two.md", "# Two", "# Second")
    space.build()
    assert space.digest() != before
    space.edit("content/entries/two.md", "# Second", "# Two")
    space.build()
    assert space.digest() == before


def age(space: SiteSpace) -> None:
    """Let all source files have been written long ago; one that is younger than a moment is read again."""
    for path in [*(space.root / "content").rglob("*.*"), space.root / "site.yaml"]:
        os.utime(path, ns=(1_500_000_000_000_000_000, 1_500_000_000_000_000_000))


def test_build_without_a_change_renders_and_writes_nothing(space: SiteSpace) -> None:
    """No file or folder is another, or newer, but for the lock, whose text says who holds it."""
    age(space)
    space.build()
    before = space.states()
    assert space.build().did_nothing
    after = space.states()
    assert {path for path in before | after if before.get(path) != after.get(path)} <= {".cache/journal/lock"}


def test_touched_files_render_and_publish_nothing(space: SiteSpace) -> None:
    """Content decides, not when somebody wrote it."""
    age(space)
    before = space.states("public")
    assert space.build().did_nothing
    assert space.states("public") == before


@pytest.mark.parametrize("is_touched", [False, True], ids=["untouched", "touched"])
def test_build_without_a_change_loads_no_renderer(space: SiteSpace, *, is_touched: bool) -> None:
    """Neither Jinja, nor Markdown, nor Pygments, nor Babel, nor Pillow is imported."""
    if is_touched:
        age(space)
    ended = space.run(sys.executable, "-X", "importtime", "-m", "generator", "build", "--date", "2020-06-01")
    assert "rendered 0 of " in ended.out, ended
    loaded = {line.rpartition("|")[2].strip() for line in ended.err.splitlines() if line.startswith("import time:")}
    assert "msgspec" in loaded
    assert not {"PIL", "babel", "jinja2", "markdown", "pygments", "rich", "watchdog"} & loaded


@pytest.mark.parametrize("damage", ["changed", "emptied", "removed", "replaced by another file of the same bytes"])
def test_damaged_output_is_restored(space: SiteSpace, damage: str) -> None:
    """The one page that is not as we left it is rendered again, and says why."""
    whole = space.digest()
    page = space.public / "two/index.html"
    text = page.read_bytes()
    page.unlink()
    if damage != "removed":
        page.write_bytes({"changed": text[:-1] + b"!", "emptied": b""}.get(damage, text))
    assert space.build().reasons == {"two/index.html": "damaged output"}
    assert space.digest() == whole


def test_missing_output_folder_is_restored(space: SiteSpace) -> None:
    """Everything is rendered again, from what is remembered of the bodies."""
    whole, everything = space.digest(), {path for path in space.outputs() if not path.startswith(("assets/", "cards/"))}
    space.remove("public")
    assert space.build().rendered == everything
    assert space.digest() == whole


def test_missing_cache_renders_the_same_site(space: SiteSpace) -> None:
    """What is remembered saves time and nothing else."""
    whole = space.digest()
    space.remove(".cache")
    assert space.build().is_published
    assert space.digest() == whole


def test_damaged_cache_renders_the_same_site(space: SiteSpace) -> None:
    """A store that cannot be read is an empty one."""
    whole = space.digest()
    (space.root / ".cache/journal/store.sqlite").write_bytes(b"no database at all" * 500)
    assert space.build().is_published
    assert space.digest() == whole


def test_other_base_url_on_the_command_line_renders_and_comes_back(space: SiteSpace) -> None:
    """An option of one build leaves nothing behind for the next."""
    whole = space.digest()
    space.build(base_url="https://example.net/elsewhere")
    assert 'href="/elsewhere/one/"' in space.read("index.html")
    space.build()
    assert space.digest() == whole


def test_shown_drafts_go_away_again(space: SiteSpace) -> None:
    """`--drafts` for a look must not publish a draft for good."""
    whole = space.digest()
    space.write("content/entries/rough.md", "---\ndate: 2020-01-05\ndraft: true\ntags: [secret]\n---\n# Rough\n")
    assert "rough/index.html" in space.build(with_drafts=True).rendered
    assert "rough/index.html" in space.build().removed
    assert space.digest() == whole


def link(space: SiteSpace, words: str) -> None:
    """Add a paragraph to an entry that is in no feed."""
    space.edit("content/entries/one.md", "More of one.", f"More of one.\n\n{words}")


def badges(*names: str) -> set[str]:
    """Name the badges of skills."""
    return {f"badges/{name}.{kind}" for name in names for kind in ("json", "svg")}


CV_OF_ANOTHER_DAY = pages("cv", "skills/web-frameworks") | {"cv/resume.json", "sitemap.xml"}
"""What changes with the day of the last change, and a skill beside the one that is now being learned."""

QUOTING = pages("one") | feeds("tags/python", "skills/flask")
"""What shows the whole text of that entry."""


@pytest.mark.parametrize("words", ["[four](four.md)", "[four](/four/#four)", "[[Four]]", "[[four#four|that]]"])
def test_new_link_renders_what_it_leads_to(space: SiteSpace, words: str) -> None:
    """The page that is linked to lists who links to it, and no other page changes; taken back, it is as before."""
    before = space.digest()
    link(space, words)
    built = space.build()
    assert (built.rendered, built.problems) == (QUOTING | pages("four"), "")
    assert built.reasons["four/index.html"] == "backlinks"
    assert [element.text for element in space.parse("four/index.html").tree.findall(".//section//a")] == ["One"]
    space.edit("content/entries/one.md", f"\n\n{words}", "")
    assert space.build().rendered == QUOTING | pages("four")
    assert space.digest() == before


def test_second_link_renders_the_page_alone(space: SiteSpace) -> None:
    """Who links to a page is said once."""
    link(space, "[[Four]]")
    space.build()
    space.edit("content/entries/one.md", "[[Four]]", "[[Four]] and [four](four.md)")
    assert space.build().rendered == QUOTING


def test_link_of_a_page_renders_what_it_leads_to(space: SiteSpace) -> None:
    """Pages link as entries do."""
    space.edit("content/pages/about.md", "Words about me.", "Words about me. [[Docker]] [one](../entries/one.md)")
    assert space.build().rendered == pages("about", "skills/docker", "one")


def test_link_of_a_draft_renders_nothing(space: SiteSpace) -> None:
    """Nobody sees who would link to a page, and nothing that is called by a draft's name changes."""
    before = space.digest()
    space.write("content/entries/rough.md", "---\ndraft: true\n---\n# Rough\n\n[[Four]] [[Docker]] [x](two.md)\n")
    assert space.build().did_nothing
    assert space.digest() == before


def test_changed_title_of_what_links_renders_what_is_linked(space: SiteSpace) -> None:
    """The list of who links shows titles."""
    link(space, "[four](four.md)")
    space.build()
    space.edit("content/entries/one.md", "# One", "# First")
    expected = (
        pages("one", "two", "four", "tags/python", "skills/flask", "cv") | LISTS | feeds("tags/python", "skills/flask")
    )
    assert space.build().rendered == expected


def test_skill_named_in_a_text_is_cited(space: SiteSpace) -> None:
    """As if the front matter had it: the skill is now being learned, and its parents and neighbours show that."""
    space.edit("content/entries/four.md", "First words of four.", "First words of four.\n\nOn [[Docker]].")
    expected = (
        pages("four", "progress", "skills", "checklists/backend", "skills/docker", "skills/django") | LISTS | FEEDS
    )
    assert space.build().rendered == expected | {"api/v1/skills.json"} | feeds(
        "skills/docker"
    ) | CV_OF_ANOTHER_DAY | badges("docker")
    assert "Four" in space.read("skills/docker/index.html")
    assert "Linked from" not in space.read("skills/docker/index.html")


def test_heading_that_goes_takes_the_anchor_of_links_away(space: SiteSpace) -> None:
    """A link to no heading leads to the page, and a warning says so."""
    space.edit("content/entries/four.md", "First words of four.", "First words of four.\n\n## Details")
    link(space, "[four](four.md#details)")
    assert space.build().problems == ""
    assert 'href="/notes/four/#details"' in space.read("one/index.html")
    space.edit("content/entries/four.md", "## Details", "## Particulars")
    built = space.build()
    assert built.rendered == QUOTING | pages("four") | FEEDS
    assert 'href="/notes/four/"' in space.read("one/index.html")
    assert (
        built.problems
        == """\
content/entries/one.md:12:8: warning: the link to "four.md#details" leads to no heading of content/entries/four.md
   12 | [four](four.md#details)
      |        ^^^^^^^^^^^^^^^
"""
    )


def test_name_that_means_nothing_any_more_is_shown_as_written(space: SiteSpace) -> None:
    """The text stays; of a draft nothing is shown but what its author wrote elsewhere."""
    link(space, "See [[four|the last one]] there.")
    space.build()
    assert '<a class="wikilink" href="/notes/four/">the last one</a>' in space.read("one/index.html")
    space.edit("content/entries/four.md", "date: 2020-01-04", "date: 2020-01-04\ndraft: true")
    space.edit("content/entries/four.md", "# Four", "# Canary")
    built = space.build()
    assert "See [[four|the last one]] there." in space.read("one/index.html")
    assert '"four" is content/entries/four.md, which is a draft (shown with --drafts)' in built.problems
    assert not [path for path in space.outputs() if "canary" in space.read(path).casefold()]


def test_third_heading_gives_a_table_of_contents(space: SiteSpace) -> None:
    """It is made of headings alone; a changed word elsewhere leaves it."""
    space.edit("content/entries/four.md", "First words of four.", "First words of four.\n\n## A\n\n## B\n\n## C\n")
    assert space.build().reasons["four/index.html"] == "body, toc, word_count"
    links = space.parse("four/index.html").tree.findall(".//nav[@class='toc']//a")
    assert [(element.text, element.get("href")) for element in links] == [("A", "#a"), ("B", "#b"), ("C", "#c")]


SMALLER = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><g/></svg>\n'


def test_picture_of_another_size_renders_the_page_that_shows_it(space: SiteSpace) -> None:
    """Its page says how much room it takes; one of the same size is copied, and no page changes."""
    space.write("content/entries/plot.svg", '<svg width="20" height="10"/>')
    link(space, "![a plot](plot.svg)")
    assert space.build().copied == {"plot.svg"}
    (image,) = space.parse("one/index.html").tree.findall(".//img")
    assert (image.get("src"), image.get("width"), image.get("height")) == ("/notes/plot.svg", "20", "10")
    space.write("content/entries/plot.svg", '<svg width="20" height="10"><g/></svg>')
    assert (space.build().rendered, space.read("plot.svg")) == (set(), SMALLER)
    space.write("content/entries/plot.svg", '<svg width="30" height="10"/>')
    assert space.build().rendered == QUOTING


def test_setting_renders_what_it_changes(space: SiteSpace) -> None:
    """Formulas, numbers of lines and HTML are in few bodies; the others come out as they were, and stay."""
    space.edit("content/entries/one.md", "More of one.", "It is $x$.")
    space.edit("content/entries/two.md", "First words of two.", "First words of two.\n\n```python\nx = 1\n```")
    space.edit(
        "content/entries/three.md", "First words of three.", "First words of three.\n\nOn <sup onclick=x>a</sup>."
    )
    space.build()
    for setting, changed in [
        ("math: false", pages("one")),
        ("line_numbers: true", pages("two")),
        ("raw_html: allow", pages("three") | FEEDS),
        ("markdown_extensions: [pymdownx.mark]", set()),
    ]:
        space.write("site.yaml", f"title: Notes\nbase_url: https://example.org/notes\nfeed_entries: 2\n{setting}\n")
        rendered = space.build().rendered
        assert {path for path in rendered if not path.startswith(("tags/", "skills/", "checklists/"))} == changed
        space.write("site.yaml", "title: Notes\nbase_url: https://example.org/notes\nfeed_entries: 2\n")
        assert space.build().rendered == rendered


def test_extension_is_used_and_left_out_as_the_settings_say(space: SiteSpace) -> None:
    """One whose name is wrong stops the build, and the published site stays."""
    space.edit("content/entries/one.md", "More of one.", "It is ==marked==.")
    space.build()
    settings = "title: Notes\nbase_url: https://example.org/notes\nfeed_entries: 2\n"
    space.write("site.yaml", f"{settings}markdown_extensions: [pymdownx.mark]\n")
    assert "one/index.html" in space.build().rendered
    assert "It is <mark>marked</mark>." in space.read("one/index.html")
    space.write("site.yaml", f"{settings}markdown_extensions: [pymdownx.mask]\n")
    assert not space.build().is_published
    space.write("site.yaml", settings)
    assert "one/index.html" in space.build().rendered
    assert "It is ==marked==." in space.read("one/index.html")
